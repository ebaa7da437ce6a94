// Residuals of a few lines, for problems whose answers are known without a computer.
#pragma once

#include "calibration/inference/estimate/residual_problem.hpp"

#include <array>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace headwater::calibration::tests {

class SmallProblem : public ResidualProblem {
public:
  using Function = std::function<bool(std::span<const double> x, std::span<double> r, std::span<double> jacobian)>;
  /// `priors`: how many of the residuals, the last, are the priors'.
  SmallProblem(std::vector<EstimatedParameter> parameters, std::size_t residuals, Function function,
               std::size_t priors = 0)
      : parameters_{std::move(parameters)}, residuals_{residuals}, function_{std::move(function)}, priors_{priors} {}

  const std::vector<EstimatedParameter>& parameters() const override { return parameters_; }
  std::size_t residual_count() const override { return residuals_; }
  std::size_t prior_residuals() const override { return priors_; }
  bool evaluate(std::span<const double> x, std::span<double> r, std::span<double> jacobian) const override {
    return function_(x, r, jacobian);
  }

private:
  std::vector<EstimatedParameter> parameters_;
  std::size_t residuals_;
  Function function_;
  std::size_t priors_;
};

/// a + b t for the data (0, 1), (1, 3), (2, 2), (3, 5), each with standard deviation 1/2. By the normal equations: b =
/// 1.1, a = 1.1, sum of squared differences 2.7; covariance of (a, b) is 1/4 of (7, -3; -3, 2)/10.
inline SmallProblem line_through_four(const ParameterScale& scale = {}) {
  return {
      {{"a", scale}, {"b", scale}}, 4, [](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
        const std::array<double, 4> y{1.0, 3.0, 2.0, 5.0};
        for (std::size_t i = 0; i < y.size(); ++i) {
          const auto t = static_cast<double>(i);
          r[i] = (x[0] + x[1] * t - y[i]) / 0.5;
          if (!jacobian.empty()) {
            jacobian[2 * i] = 2.0;
            jacobian[2 * i + 1] = 2.0 * t;
          }
        }
        return true;
      }};
}

} // namespace headwater::calibration::tests
