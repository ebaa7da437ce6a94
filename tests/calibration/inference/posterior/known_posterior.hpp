// A posterior whose numbers take all their 17 digits to print.
#pragma once

#include "calibration/inference/posterior/sampled_posterior.hpp"
#include "tests/calibration/inference/diagnostics/known_chains.hpp"

#include <string>
#include <vector>

namespace headwater::calibration::known {

/// So many chains of so many draws, which remember the draw before by half.
inline Posterior hard_to_print(std::vector<std::string> parameters, std::size_t chains, std::size_t draws) {
  Posterior posterior{std::move(parameters), {}, 10};
  const std::size_t width = posterior.parameters.size();
  for (std::size_t c = 1; c <= chains; ++c) {
    Chain chain;
    for (std::size_t p = 0; p < width; ++p) {
      chain.adaptation.inverse_metric.push_back(1.0 / static_cast<double>(p + 3));
    }
    chain.adaptation.step_size = 0.1 * static_cast<double>(c) / 3.0;
    const std::vector<double> numbers = autoregressive(c, draws * (width + 2), 0.5);
    for (std::size_t i = 0; i < draws; ++i) {
      const double* const row = numbers.data() + i * (width + 2);
      chain.transitions.push_back({-10.0 - row[0] * row[0], 1.0 / (1.0 + row[0] * row[0]), chain.adaptation.step_size,
                                   static_cast<int>(i % 5), (1 << i % 5) - 1, i == 3, 20.0 + row[1]});
      chain.values.insert(chain.values.end(), row + 2, row + 2 + width);
    }
    posterior.chains.push_back(chain);
  }
  return posterior;
}

} // namespace headwater::calibration::known
