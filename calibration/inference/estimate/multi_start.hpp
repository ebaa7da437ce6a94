// From many starts down to the best optimum: the point estimate.
#pragma once

#include "calibration/inference/estimate/certificate.hpp"
#include "calibration/inference/estimate/least_squares.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace headwater::calibration {

struct MultiStartSettings {
  /// Best a power of two, at which they are even in every parameter. Where they do not all end at one cost, fits from
  /// `times_more` as many starts are made, these among them.
  std::size_t starts = 8;
  std::size_t times_more = 8;
  std::uint64_t seed = 1;
  LeastSquaresSettings each; ///< of the fit that is best; to see which that is, all need not be as exact
  double rough_gain = 1e-9;  ///< `smallest_gain` of all fits, of which the best is then carried on
  ResidualUnit unit = ResidualUnit::standard_deviation;
  unsigned threads = 0; ///< 0: as many as there are
};

/// Fits that ended at one cost. They need not have ended at one point.
struct Optimum {
  double cost;                     ///< of the lowest
  std::vector<std::size_t> starts; ///< in rising order of cost

  bool operator==(const Optimum&) const = default;
};

struct PointEstimate {
  std::vector<Fit> fits; ///< by start, of all that were made; rough but for the best
  /// The steps of the waterfall: costs in rising order, failed fits left out. A fit is on a step if its cost is within
  /// a millionth of the lowest there, or of 1 where residuals are in standard deviations; or within rounding of the
  /// costs that the fits began at.
  std::vector<Optimum> waterfall;
  std::size_t failed = 0;       ///< starts at which the model could not be solved
  std::size_t out_of_steps = 0; ///< fits that were not at their end
  std::size_t best = 0;         ///< the fit of lowest cost, of those the first
  Certificate certificate;      ///< at the best

  const Fit& best_fit() const { return fits[best]; }
  /// The waterfall, the best fit's values and their standard deviations, and the certificate, for a terminal.
  std::string words(const std::vector<EstimatedParameter>& parameters) const;
  /// Whether every start led to an end, and all ends have one cost.
  bool starts_agree() const { return failed == 0 && out_of_steps == 0 && waterfall.size() == 1; }
};

/// The starts lie where `ResidualProblem::place_start` puts a scrambled Sobol sequence. The result does not depend on
/// the number of threads; see `least_squares` for what it may depend on. Throws what `least_squares` and `place_start`
/// do; std::invalid_argument for no starts, or no times more; std::runtime_error where all failed.
PointEstimate multi_start(const ResidualProblem& problem, const MultiStartSettings& settings = {});

} // namespace headwater::calibration
