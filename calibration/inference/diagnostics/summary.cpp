#include "calibration/inference/diagnostics/summary.hpp"

#include "calibration/inference/diagnostics/convergence.hpp"
#include "calibration/inference/diagnostics/moments.hpp"
#include "calibration/inference/diagnostics/standard_error.hpp"

#include <cmath>

namespace headwater::calibration {

namespace {

constexpr std::size_t fewest_with_tails = 20; // one of them lies in each tail of 1 in 20

double tail(const ChainDraws& draws, double probability) {
  return draws.all().size() < fewest_with_tails ? std::nan("") : quantile_of(draws.all(), probability);
}

} // namespace

ParameterSummary summary_of(std::string name, const ChainDraws& draws) {
  return {.name = std::move(name),
          .mean = mean_of(draws.all()),
          .median = quantile_of(draws.all(), 0.5),
          .sd = deviation_of(draws.all()),
          .q05 = tail(draws, 0.05),
          .q95 = tail(draws, 0.95),
          .r_hat = r_hat(draws),
          .ess_bulk = ess_bulk(draws),
          .ess_tail = ess_tail(draws),
          .mcse_mean = mcse_mean(draws),
          .mcse_median = mcse_median(draws),
          .mcse_sd = mcse_sd(draws),
          .mcse_q05 = mcse_quantile(draws, 0.05),
          .mcse_q95 = mcse_quantile(draws, 0.95)};
}

std::vector<ParameterSummary> summaries(const Posterior& posterior) {
  check(posterior);
  std::vector<ParameterSummary> rows;
  for (std::size_t i = 0; i < posterior.parameters.size(); ++i) {
    rows.push_back(summary_of(posterior.parameters[i], posterior.draws_of(i)));
  }
  rows.push_back(summary_of("lp__", posterior.log_densities()));
  return rows;
}

} // namespace headwater::calibration
