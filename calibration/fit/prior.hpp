// A prior: what is assumed to be known of a fitted parameter before any figure is seen.
//
//   normal      x is normal about the centre
//   lognormal   log x is
//
// and cut to the limits if there are any. A prior is written as the range that holds its middle 95 %, as in the table
// of parameters: 1.96 standard deviations of x, or of log x, to either side.
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

class Prior {
public:
  /// Throws std::invalid_argument unless sd is above 0, the limits are in order with the centre between them, and a
  /// lognormal is above 0. `distribution`: normal or lognormal; sd of x or of log x.
  Prior(std::string name, model::Distribution distribution, double centre, double sd,
        double least = -std::numeric_limits<double>::infinity(), double most = std::numeric_limits<double>::infinity());

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
  /// (x - centre) / sd, or of the logs: what least squares takes, and its derivative by x.
  LogDensityAt residual(double x) const;

private:
  double standard(double x) const; ///< (x - centre) / sd, or of the logs

  std::string name_;
  bool log_;
  double centre_;
  double sd_;
  ParameterScale scale_;
  double below_ = 0.0;  ///< probability that the limits cut away below
  double within_ = 1.0; ///< that they leave
};

} // namespace headwater::calibration
