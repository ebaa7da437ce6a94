#include "calibration/inference/estimate/residual_problem.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

namespace headwater::calibration {

void ResidualProblem::place_start(std::span<const double> even, std::span<double> x) const {
  const std::vector<EstimatedParameter>& all = parameters();
  for (std::size_t j = 0; j < all.size(); ++j) {
    const ParameterScale& scale = all[j].scale;
    if (!scale.has_lower() || !scale.has_upper()) {
      throw std::logic_error("a parameter without two bounds needs a prior to start from: " + all[j].name);
    }
    x[j] = scale.lower() + even[j] * (scale.upper() - scale.lower());
  }
}

void check_problem(const ResidualProblem& problem) {
  if (problem.parameters().empty() || problem.residual_count() == 0) {
    throw std::invalid_argument("there is nothing to fit without parameters and residuals");
  }
  if (problem.prior_residuals() > problem.residual_count()) {
    throw std::invalid_argument(std::to_string(problem.prior_residuals()) + " residuals of priors among " +
                                std::to_string(problem.residual_count()) + " in all");
  }
  std::set<std::string> names;
  for (const EstimatedParameter& parameter : problem.parameters()) {
    if (!names.insert(parameter.name).second) {
      throw std::invalid_argument("two parameters have the name " + parameter.name);
    }
  }
}

ResidualsAt residuals_at(const ResidualProblem& problem, std::span<const double> free) {
  const std::vector<EstimatedParameter>& all = problem.parameters();
  if (free.size() != all.size()) {
    throw std::invalid_argument("a point of " + std::to_string(free.size()) + " values for " +
                                std::to_string(all.size()) + " parameters");
  }
  std::vector<double> x;
  for (std::size_t j = 0; j < all.size(); ++j) {
    x.push_back(all[j].scale.value(free[j]));
  }
  const std::size_t m = problem.residual_count();
  ResidualsAt there{std::vector<double>(m), std::vector<double>(m * x.size())};
  const auto finite = [](double value) { return std::isfinite(value); };
  if (!problem.evaluate(x, there.residuals, there.jacobian) || !std::ranges::all_of(there.residuals, finite) ||
      !std::ranges::all_of(there.jacobian, finite)) {
    throw std::invalid_argument("the model cannot be solved at the point that was given");
  }
  return there;
}

} // namespace headwater::calibration
