#include "calibration/inference/estimate/multi_start.hpp"

#include "calibration/inference/estimate/even_starts.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace headwater::calibration {
namespace {

constexpr double same_cost = 1e-6;
constexpr double cost_rounding = 1e-24; // of a cost there was: residuals to 12 digits

std::vector<Optimum> waterfall_of(const std::vector<Fit>& fits, double least) {
  std::vector<std::size_t> order(fits.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return fits[a].cost < fits[b].cost; });
  std::vector<Optimum> steps;
  for (const std::size_t i : order) {
    if (fits[i].end == FitEnd::failed) {
      continue;
    }
    if (steps.empty() || fits[i].cost > steps.back().cost + std::max(same_cost * steps.back().cost, least)) {
      steps.push_back({fits[i].cost, {}});
    }
    steps.back().starts.push_back(i);
  }
  return steps;
}

/// Counts the ends of the fits, and sorts them by cost.
void sum_up(PointEstimate& estimate, ResidualUnit unit) {
  double greatest_start = 0.0;
  estimate.failed = 0;
  estimate.out_of_steps = 0;
  for (const Fit& fit : estimate.fits) {
    estimate.failed += fit.end == FitEnd::failed ? 1U : 0U;
    estimate.out_of_steps += fit.end == FitEnd::out_of_steps ? 1U : 0U;
    greatest_start = fit.end == FitEnd::failed ? greatest_start : std::max(greatest_start, fit.start_cost);
  }
  const double least =
      std::max(unit == ResidualUnit::standard_deviation ? same_cost : 0.0, cost_rounding * greatest_start);
  estimate.waterfall = waterfall_of(estimate.fits, least);
}

/// From where a fit ended until `settings` end it too.
void carry_on(Fit& fit, const ResidualProblem& problem, const LeastSquaresSettings& settings) {
  std::vector<double> start;
  for (std::size_t j = 0; j < fit.free.size(); ++j) {
    start.push_back(problem.parameters()[j].scale.value_within(fit.free[j]));
  }
  Fit ended = least_squares(problem, start, settings);
  ended.start_cost = fit.start_cost;
  ended.steps += fit.steps;
  ended.solves += fit.solves;
  ended.failed_solves += fit.failed_solves;
  fit = std::move(ended);
}

} // namespace

PointEstimate multi_start(const ResidualProblem& problem, const MultiStartSettings& settings) {
  check_problem(problem);
  if (settings.starts == 0 || settings.times_more == 0) {
    throw std::invalid_argument("a fit from many starts needs one");
  }
  const std::size_t n = problem.parameters().size();
  const std::size_t most = settings.starts * settings.times_more;
  const std::vector<double> even = even_starts(most, n, settings.seed);
  PointEstimate estimate;
  tbb::task_arena arena(settings.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(settings.threads));
  LeastSquaresSettings rough = settings.each;
  rough.smallest_gain = std::max(rough.smallest_gain, settings.rough_gain);
  const auto fit_up_to = [&](std::size_t count) {
    const std::size_t first = estimate.fits.size();
    estimate.fits.resize(count);
    arena.execute([&] {
      tbb::parallel_for(
          tbb::blocked_range<std::size_t>(first, count, 1),
          [&](const tbb::blocked_range<std::size_t>& some) {
            std::vector<double> start(n);
            for (std::size_t i = some.begin(); i != some.end(); ++i) {
              problem.place_start(std::span(even).subspan(i * n, n), start);
              estimate.fits[i] = least_squares(problem, start, rough);
            }
          },
          tbb::simple_partitioner());
    });
    sum_up(estimate, settings.unit);
  };
  fit_up_to(settings.starts);
  if (!estimate.starts_agree()) {
    fit_up_to(most);
  }
  if (estimate.failed == estimate.fits.size()) {
    throw std::runtime_error(fmt::format("the model could be solved at none of {} starts", estimate.fits.size()));
  }
  estimate.best = estimate.waterfall.front().starts.front();
  carry_on(estimate.fits[estimate.best], problem, settings.each);
  sum_up(estimate, settings.unit);
  estimate.certificate = certify(problem, estimate.best_fit().free, settings.unit);
  return estimate;
}

std::string PointEstimate::words(const std::vector<EstimatedParameter>& parameters) const {
  std::string text = "cost, starts that ended there\n";
  for (const Optimum& step : waterfall) {
    text += fmt::format("  {:<14.8g} {}\n", step.cost, step.starts.size());
  }
  text += fmt::format("{} of {} starts failed, {} ran out of steps\n", failed, fits.size(), out_of_steps);
  for (std::size_t j = 0; j < parameters.size(); ++j) {
    text += fmt::format("  {} = {:.6g} (sd {:.3g})\n", parameters[j].name, best_fit().values[j],
                        std::sqrt(certificate.covariance[j * parameters.size() + j]));
  }
  return text + certificate.words(parameters);
}

} // namespace headwater::calibration
