// Effective draws a second of the Lotka-Volterra posterior of posteriordb, by NUTS as `headwater calibrate` runs it.
//
//   bench_sampling SEED WARMUP DRAWS [STEPS]
//
// Four chains, one after the other on one thread; STEPS of Runge-Kutta a year, 10 if left out. Prints one line of CSV:
// smallest bulk ESS of the eight parameters, CPU seconds of sampling (warmup included, start included), gradients, mean
// of the first parameter.
#include "calibration/inference/diagnostics/convergence.hpp"
#include "calibration/inference/samplers/nuts.hpp"
#include "tests/calibration/inference/samplers/published_posteriors.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <limits>

int main(int count, char** arguments) {
  using namespace headwater::calibration;
  if (count < 4) {
    std::fputs("bench_sampling SEED WARMUP DRAWS [STEPS]\n", stderr);
    return 2;
  }
  const auto posterior = tests::lotka_volterra(count > 4 ? std::atoi(arguments[4]) : 10);
  NutsSettings nuts;
  nuts.seed = std::strtoull(arguments[1], nullptr, 10);
  nuts.warmup = std::strtoull(arguments[2], nullptr, 10);
  nuts.draws = std::strtoull(arguments[3], nullptr, 10);
  nuts.threads = 1;
  const std::clock_t begun = std::clock();
  const SampledChains chains = Nuts(nuts).sample(*posterior, tests::laplace(*posterior, posterior->guess()));
  const double seconds = static_cast<double>(std::clock() - begun) / CLOCKS_PER_SEC;

  const std::size_t n = posterior->figures().size();
  std::vector<double> reported;
  unsigned long long gradients = 0;
  for (const SampledChain& chain : chains.chains) {
    const std::vector<double> own = posterior->reported_draws(chain.draws);
    reported.insert(reported.end(), own.begin(), own.end());
    gradients += chain.gradients;
  }
  double least = std::numeric_limits<double>::infinity();
  double mean = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<double> one;
    for (std::size_t at = i; at < reported.size(); at += n) {
      one.push_back(reported[at]);
    }
    if (i == 0) {
      for (const double value : one) {
        mean += value / static_cast<double>(one.size());
      }
    }
    least = std::min(least, ess_bulk(ChainDraws(chains.chains.size(), std::move(one))));
  }
  std::printf("%.6g,%.6g,%llu,%.6g\n", least, seconds, gradients, mean);
}
