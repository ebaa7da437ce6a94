#include "calibration/inference/identifiability/held_fit.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::calibration {
namespace {

/// All parameters but one.
class HeldProblem final : public ResidualProblem {
public:
  HeldProblem(const ResidualProblem& whole, std::size_t held, double value, FittedResiduals which)
      : whole_{whole}, held_{held}, value_{value}, parameters_{whole.parameters()},
        residuals_{whole.residual_count() - (which == FittedResiduals::data ? whole.prior_residuals() : 0)} {
    parameters_.erase(parameters_.begin() + static_cast<std::ptrdiff_t>(held));
  }

  const std::vector<EstimatedParameter>& parameters() const override { return parameters_; }
  std::size_t residual_count() const override { return residuals_; }

  bool evaluate(std::span<const double> x, std::span<double> residuals, std::span<double> jacobian) const override {
    const std::size_t n = x.size() + 1;
    std::vector<double> all_x(x.begin(), x.end());
    all_x.insert(all_x.begin() + static_cast<std::ptrdiff_t>(held_), value_);
    std::vector<double> all_residuals(whole_.residual_count());
    std::vector<double> all_slopes(whole_.residual_count() * n);
    if (!whole_.evaluate(all_x, all_residuals, all_slopes)) {
      return false;
    }
    for (std::size_t i = 0; i < residuals_; ++i) {
      residuals[i] = all_residuals[i];
      for (std::size_t j = 0; j < x.size(); ++j) {
        jacobian[i * x.size() + j] = all_slopes[i * n + j + (j < held_ ? 0 : 1)];
      }
    }
    return true;
  }

private:
  const ResidualProblem& whole_;
  std::size_t held_;
  double value_;
  std::vector<EstimatedParameter> parameters_;
  std::size_t residuals_;
};

} // namespace

HeldFit fit_with_held(const ResidualProblem& problem, std::size_t held, std::span<const double> start,
                      FittedResiduals which, const LeastSquaresSettings& settings) {
  const std::vector<EstimatedParameter>& parameters = problem.parameters();
  HeldFit fit;
  fit.free.assign(start.begin(), start.end());
  const HeldProblem others(problem, held, parameters[held].scale.value(start[held]), which);
  if (others.residual_count() == 0) {
    fit.solved = fit.settled = true;
    return fit;
  }
  if (others.parameters().empty()) {
    std::vector<double> residuals(others.residual_count());
    fit.solves = 1;
    fit.solved = others.evaluate({}, residuals, {});
    for (const double residual : residuals) {
      fit.cost += 0.5 * residual * residual;
    }
    fit.solved = fit.solved && std::isfinite(fit.cost);
    fit.settled = fit.solved;
    fit.failed_solves = fit.solved ? 0 : 1;
    return fit;
  }
  std::vector<double> values;
  for (std::size_t j = 0; j < start.size(); ++j) {
    if (j != held) {
      values.push_back(parameters[j].scale.value_within(start[j]));
    }
  }
  const Fit found = least_squares(others, values, settings);
  fit.solved = found.end != FitEnd::failed;
  fit.settled = found.end == FitEnd::settled;
  fit.cost = found.cost;
  fit.solves = found.solves;
  fit.failed_solves = found.failed_solves;
  std::copy(found.free.begin(), found.free.begin() + static_cast<std::ptrdiff_t>(held), fit.free.begin());
  std::copy(found.free.begin() + static_cast<std::ptrdiff_t>(held), found.free.end(),
            fit.free.begin() + static_cast<std::ptrdiff_t>(held) + 1);
  return fit;
}

} // namespace headwater::calibration
