// A prior: what is assumed to be known of a fitted parameter before any figure is seen.
//
//   normal      x is normal about the centre
//   lognormal   log x is
//   triangular  x lies between two limits; the centre is where it is likeliest, or the median if that is at a limit
//
// the first two cut to the limits if there are any. They are written as the range that holds their middle 95 %, as in
// the table of parameters: 1.96 standard deviations of x, or of log x, to either side.
#pragma once

#include "calibration/inference/estimate/parameter_scale.hpp"
#include "model/quantities/parameters.hpp"

#include <cstddef>
#include <limits>
#include <string>

namespace headwater::calibration {

struct LogDensityAt {
  double value;
  double slope;
};

/// A number in its free scale, and its derivative.
struct PlacedAt {
  double z;
  double slope;
};

class Prior {
public:
  /// Throws std::invalid_argument unless sd is above 0, the limits are in order with the centre between them, and a
  /// lognormal is above 0. `distribution`: normal or lognormal; sd of x or of log x.
  Prior(std::string name, model::Distribution distribution, double centre, double sd,
        double least = -std::numeric_limits<double>::infinity(), double most = std::numeric_limits<double>::infinity());

  /// Likeliest at `mode`. Throws std::invalid_argument unless `low` is below `high` and the mode neither outside.
  static Prior triangular(std::string name, double low, double mode, double high);

  /// What a row of the table says of a parameter by its range, as ensembles draw it (model/ensemble/draws.hpp). A share
  /// of a whole is lognormal about its default, with the others of its whole still to be made to sum to it
  /// (fit/whole_shares.hpp). Throws std::invalid_argument for a row that is fixed, or a share of 0.
  static Prior of_range(const model::Parameter& row);

  const std::string& name() const { return name_; }
  double centre() const { return centre_; }
  /// How x becomes a number without bounds.
  const ParameterScale& scale() const { return scale_; }
  /// Standard deviation in the free scale, to first order at the centre.
  double free_sd() const;

  /// The log density of x(z) by z, Jacobian included, with its constant.
  LogDensityAt log_density(double z) const;
  /// z of the quantile p in (0,1).
  double quantile(double p) const;
  /// z of the quantile that a standard normal u is of its own distribution, and dz/du: in u the prior is standard
  /// normal. Not numbers where u is so far out that x would round to a limit.
  PlacedAt at_standard(double u) const;
  /// (x - centre) / sd, or of the logs: what least squares takes, and its derivative by x. Of a triangular one u of
  /// at_standard, so that half its square is minus the log density by u.
  LogDensityAt residual(double x) const;

private:
  Prior(std::string name, double low, double mode, double high);

  double standard(double x) const; ///< (x - centre) / sd, or of the logs
  /// Of a triangular one: x of a probability p, of which `above` is 1 - p without rounding.
  double triangular_quantile(double p, double above) const;
  double triangular_density(double x) const;
  PlacedAt placed(double x, double by_u) const;

  std::string name_;
  bool log_ = false;
  bool triangular_ = false;
  double centre_;
  double mode_ = 0.0; ///< of a triangular one
  double sd_;
  ParameterScale scale_;
  double below_ = 0.0;  ///< probability that the limits cut away below
  double within_ = 1.0; ///< that they leave
};

} // namespace headwater::calibration
