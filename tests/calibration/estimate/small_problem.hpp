// Residuals of a few lines, for problems whose answers are known without a computer.
#pragma once

#include "calibration/estimate/residual_problem.hpp"

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

} // namespace headwater::calibration::tests
