#include "calibration/inference/estimate/least_squares.hpp"

#include <ceres/ceres.h>
#include <glog/logging.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <stdexcept>

namespace headwater::calibration {
namespace {

/// How far a parameter with bounds may move in one step, in the free scale: a factor of 7 in its distance from a bound,
/// or in its odds between two. Where a longer step may lead the slope has gone, and nothing would lead back.
constexpr double longest_move = 2.0;

/// Residuals and derivatives together, in the free scale, for the last point that was asked for. A step whose
/// derivatives fail is taken back like one whose residuals do.
class FreeResiduals final : public ceres::CostFunction {
public:
  explicit FreeResiduals(const ResidualProblem& problem)
      : problem_{problem}, n_{problem.parameters().size()}, m_{problem.residual_count()}, x_(n_), residuals_(m_),
        jacobian_(m_ * n_) {
    mutable_parameter_block_sizes()->push_back(static_cast<int>(n_));
    set_num_residuals(static_cast<int>(m_));
  }

  bool Evaluate(double const* const* points, double* residuals, double** jacobians) const override {
    const std::span<const double> z(points[0], n_);
    if (moves_too_far(z) || !solve(z)) {
      return false;
    }
    std::copy(residuals_.begin(), residuals_.end(), residuals);
    if (jacobians != nullptr && jacobians[0] != nullptr) {
      from_.assign(z.begin(), z.end()); // Ceres wants derivatives where it stands, and nowhere else
      std::copy(jacobian_.begin(), jacobian_.end(), jacobians[0]);
    }
    return true;
  }

  std::uint64_t solves() const { return solves_; }
  std::uint64_t failed_solves() const { return failed_; }
  const std::exception_ptr& thrown() const { return thrown_; }

  /// False where the model cannot be solved, which is counted.
  bool solve(std::span<const double> z) const {
    if (thrown_) {
      return false;
    }
    if (std::equal(z.begin(), z.end(), at_.begin(), at_.end())) {
      return solved_;
    }
    at_.assign(z.begin(), z.end());
    ++solves_;
    try {
      solved_ = solve_there();
    } catch (...) {
      // Ceres is not made for exceptions: it is led to its end, and then this goes on to the caller.
      thrown_ = std::current_exception();
      solved_ = false;
    }
    failed_ += solved_ || thrown_ ? 0U : 1U;
    return solved_;
  }

private:
  bool moves_too_far(std::span<const double> z) const {
    for (std::size_t j = 0; j < from_.size(); ++j) {
      const ParameterScale& scale = problem_.parameters()[j].scale;
      if ((scale.has_lower() || scale.has_upper()) && std::abs(z[j] - from_[j]) > longest_move) {
        return true;
      }
    }
    return false;
  }

  bool solve_there() const {
    const std::vector<EstimatedParameter>& parameters = problem_.parameters();
    for (std::size_t j = 0; j < n_; ++j) {
      x_[j] = parameters[j].scale.value(at_[j]);
    }
    const auto finite = [](double number) { return std::isfinite(number); };
    if (!std::all_of(x_.begin(), x_.end(), finite) || !problem_.evaluate(x_, residuals_, jacobian_) ||
        !std::all_of(residuals_.begin(), residuals_.end(), finite) ||
        !std::all_of(jacobian_.begin(), jacobian_.end(), finite)) {
      return false;
    }
    for (std::size_t j = 0; j < n_; ++j) {
      const double slope = parameters[j].scale.slope(at_[j]);
      for (std::size_t i = 0; i < m_; ++i) {
        jacobian_[i * n_ + j] *= slope;
      }
    }
    return true;
  }

  const ResidualProblem& problem_;
  std::size_t n_, m_;
  // Ceres asks through a const function; a fit has one of these to itself.
  mutable std::vector<double> from_, at_, x_, residuals_, jacobian_;
  mutable bool solved_ = false;
  mutable std::uint64_t solves_ = 0, failed_ = 0;
  mutable std::exception_ptr thrown_;
};

/// Ceres' own log goes to standard error, also what is no error here: a step that could not be computed.
void silence_ceres() {
  static const bool once = [] {
    FLAGS_minloglevel = google::GLOG_FATAL;
    return true;
  }();
  static_cast<void>(once);
}

std::vector<double> free_start(const std::vector<EstimatedParameter>& parameters, std::span<const double> start) {
  if (start.size() != parameters.size()) {
    throw std::invalid_argument("a start of " + std::to_string(start.size()) + " values for " +
                                std::to_string(parameters.size()) + " parameters");
  }
  std::vector<double> z;
  std::string wrong;
  for (std::size_t j = 0; j < start.size(); ++j) {
    try {
      z.push_back(parameters[j].scale.free(start[j]));
    } catch (const std::invalid_argument& why) {
      wrong += (wrong.empty() ? "" : "; ") + parameters[j].name + ": " + why.what();
    }
  }
  if (!wrong.empty()) {
    throw std::invalid_argument("a fit cannot start there: " + wrong);
  }
  return z;
}

} // namespace

Fit least_squares(const ResidualProblem& problem, std::span<const double> start, const LeastSquaresSettings& settings) {
  check_problem(problem);
  if (settings.most_steps < 1 || !(settings.smallest_gain > 0.0)) {
    throw std::invalid_argument("a fit takes at least one step, and ends at a gain above 0");
  }
  Fit fit;
  fit.free = free_start(problem.parameters(), start);
  fit.values.assign(start.begin(), start.end());

  FreeResiduals residuals(problem);
  fit.start_cost = fit.cost = std::numeric_limits<double>::infinity();
  if (!residuals.solve(fit.free)) {
    if (residuals.thrown()) {
      std::rethrow_exception(residuals.thrown());
    }
    fit.solves = residuals.solves();
    fit.failed_solves = residuals.failed_solves();
    return fit;
  }
  silence_ceres();
  ceres::Problem::Options borrowed;
  borrowed.cost_function_ownership = ceres::DO_NOT_TAKE_OWNERSHIP;
  ceres::Problem ceres_problem(borrowed);
  ceres_problem.AddResidualBlock(&residuals, nullptr, fit.free.data());

  ceres::Solver::Options options;
  options.minimizer_type = ceres::TRUST_REGION;
  options.trust_region_strategy_type = ceres::LEVENBERG_MARQUARDT;
  options.linear_solver_type = ceres::DENSE_QR;
  options.num_threads = 1;
  options.logging_type = ceres::SILENT;
  options.max_num_iterations = settings.most_steps;
  // The gradient has a unit, that of the cost by that of the parameter, so no one number is small.
  options.function_tolerance = settings.smallest_gain;
  options.parameter_tolerance = 1e-15;
  options.gradient_tolerance = 0.0;
  // A step that cannot be computed makes the next one shorter, until they are too short: that ends it soon enough.
  options.max_num_consecutive_invalid_steps = 1000;

  ceres::Solver::Summary summary;
  ceres::Solve(options, &ceres_problem, &summary);
  if (residuals.thrown()) {
    std::rethrow_exception(residuals.thrown());
  }
  fit.solves = residuals.solves();
  fit.failed_solves = residuals.failed_solves();
  // Ceres counts the start as a successful step.
  fit.steps = summary.num_successful_steps + summary.num_unsuccessful_steps - 1;
  if (!summary.IsSolutionUsable()) {
    throw std::runtime_error("Ceres cannot go on: " + summary.message);
  }
  fit.end = summary.termination_type == ceres::CONVERGENCE ? FitEnd::settled : FitEnd::out_of_steps;
  fit.start_cost = summary.initial_cost;
  fit.cost = summary.final_cost;
  for (std::size_t j = 0; j < fit.free.size(); ++j) {
    fit.values[j] = problem.parameters()[j].scale.value(fit.free[j]);
  }
  return fit;
}

} // namespace headwater::calibration
