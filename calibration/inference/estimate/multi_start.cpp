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

} // namespace

PointEstimate multi_start(const ResidualProblem& problem, const MultiStartSettings& settings) {
  check_problem(problem);
  if (settings.starts == 0) {
    throw std::invalid_argument("a fit from many starts needs one");
  }
  const std::size_t n = problem.parameters().size();
  const std::vector<double> even = even_starts(settings.starts, n, settings.seed);
  PointEstimate estimate;
  estimate.fits.resize(settings.starts);
  tbb::task_arena arena(settings.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(settings.threads));
  arena.execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, settings.starts, 1),
        [&](const tbb::blocked_range<std::size_t>& some) {
          std::vector<double> start(n);
          for (std::size_t i = some.begin(); i != some.end(); ++i) {
            problem.place_start(std::span(even).subspan(i * n, n), start);
            estimate.fits[i] = least_squares(problem, start, settings.each);
          }
        },
        tbb::simple_partitioner());
  });

  double greatest_start = 0.0;
  for (const Fit& fit : estimate.fits) {
    estimate.failed += fit.end == FitEnd::failed ? 1U : 0U;
    estimate.out_of_steps += fit.end == FitEnd::out_of_steps ? 1U : 0U;
    greatest_start = fit.end == FitEnd::failed ? greatest_start : std::max(greatest_start, fit.start_cost);
  }
  if (estimate.failed == settings.starts) {
    throw std::runtime_error(fmt::format("the model could be solved at none of {} starts", settings.starts));
  }
  const double least =
      std::max(settings.unit == ResidualUnit::standard_deviation ? same_cost : 0.0, cost_rounding * greatest_start);
  estimate.waterfall = waterfall_of(estimate.fits, least);
  estimate.best = estimate.waterfall.front().starts.front();
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
