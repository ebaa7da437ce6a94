// The least-squares form of the same fit, for the point estimate: residuals that are standard normal at the truth.
//
//   figures   log y - log model (a share: y - model), made independent of each other by the factor of their
//             covariance: discrepancy, shocks, the spread of the family, and for counts chance (1 / y)
//   priors    (x - centre) / sd, or of the logs
//
// The scatter of figures is not fitted here: it stays at the centres of ScatterPriors. A rounded or suppressed figure
// is taken at the middle of its interval, with the variance of a number that lies anywhere in it, width^2 / 12.
#pragma once

#include "calibration/fit/history_posterior.hpp"
#include "calibration/inference/estimate/residual_problem.hpp"

#include <vector>

namespace headwater::calibration {

class HistoryResiduals final : public ResidualProblem {
public:
  /// `posterior` must outlive this.
  explicit HistoryResiduals(const HistoryPosterior& posterior);

  const std::vector<EstimatedParameter>& parameters() const override { return parameters_; }
  std::size_t residual_count() const override;
  std::size_t prior_residuals() const override { return parameters_.size(); }
  bool evaluate(std::span<const double> x, std::span<double> residuals, std::span<double> jacobian) const override;
  /// Those of the figures alone, given what the model says of each: above 0 for counts and money.
  std::vector<double> of_figures(std::span<const double> modelled) const;
  /// The quantiles of the priors.
  void place_start(std::span<const double> even, std::span<double> x) const override;

private:
  struct Whitened {
    std::vector<double> target; ///< log y, or y
    std::vector<double> factor; ///< lower triangle of the covariance's Cholesky factor, row by row
  };

  const HistoryPosterior* posterior_;
  std::vector<EstimatedParameter> parameters_;
  std::vector<Whitened> series_;
};

} // namespace headwater::calibration
