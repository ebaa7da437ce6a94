#include "model/experiments/value_of_information.hpp"

#include "model/experiments/random_engine.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>

namespace headwater::experiments {
namespace {

using Options = std::vector<std::vector<double>>;

/// The best of the options by the sum of their net benefits in some draws, and that sum.
struct Best {
  std::size_t option;
  double sum;
};

/// In the draws `order[from]` to `order[to - 1]`.
Best best_in(const Options& options, const std::vector<std::size_t>& order, std::size_t from, std::size_t to) {
  Best best{0, 0.0};
  for (std::size_t option = 0; option < options.size(); ++option) {
    double sum = 0.0;
    for (std::size_t i = from; i < to; ++i) {
      sum += options[option][order[i]];
    }
    if (option == 0 || sum > best.sum) {
      best = {option, sum};
    }
  }
  return best;
}

std::vector<std::size_t> as_drawn(std::size_t draws) {
  std::vector<std::size_t> order(draws);
  std::iota(order.begin(), order.end(), std::size_t{0});
  return order;
}

std::vector<std::size_t> by_value(const std::vector<double>& values) {
  std::vector<std::size_t> order = as_drawn(values.size());
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  return order;
}

bool is_constant(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [&](double value) { return value == values.front(); });
}

/// The worth of knowing in which bin of an order a draw lies; `useless` is left out.
WorthKnowing worth_of(const Options& options, const std::vector<std::size_t>& order, std::size_t bins,
                      const ValueOfInformation& all) {
  WorthKnowing worth;
  double sum = 0.0;
  for (std::size_t bin = 0; bin < bins; ++bin) {
    const Best best = best_in(options, order, order.size() * bin / bins, order.size() * (bin + 1) / bins);
    sum += best.sum;
    worth.best_low = bin == 0 ? best.option : worth.best_low;
    worth.best_high = best.option;
    worth.changes_choice = worth.changes_choice || best.option != all.best;
  }
  // Where one option is the best everywhere the two sums differ by rounding alone.
  worth.evppi = worth.changes_choice ? std::max(0.0, sum / static_cast<double>(order.size()) - all.best_mean) : 0.0;
  return worth;
}

void check(const Options& options, const std::vector<std::vector<double>>& parameters,
           const InformationSettings& settings) {
  if (options.empty() || settings.bins == 0 || settings.fewest == 0) {
    throw std::invalid_argument("a choice has at least one option, and bins hold draws");
  }
  const std::size_t draws = options.front().size();
  const auto is_whole = [&](const std::vector<double>& values) {
    return values.size() == draws &&
           std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
  };
  if (!std::all_of(options.begin(), options.end(), is_whole) ||
      !std::all_of(parameters.begin(), parameters.end(), is_whole)) {
    throw std::invalid_argument("every option and every parameter has a finite number for each draw");
  }
  if (draws < settings.fewest_draws()) {
    throw std::invalid_argument("the value of information needs " + std::to_string(settings.fewest_draws()) +
                                " draws, not " + std::to_string(draws));
  }
}

} // namespace

ValueOfInformation value_of_information(const Options& options, const std::vector<std::vector<double>>& parameters,
                                        const InformationSettings& settings) {
  check(options, parameters, settings);
  ValueOfInformation found;
  found.draws = options.front().size();
  const auto draws = static_cast<double>(found.draws);
  const Best best = best_in(options, as_drawn(found.draws), 0, found.draws);
  found.best = best.option;
  found.best_mean = best.sum / draws;
  found.share_best.assign(options.size(), 0.0);
  double gained = 0.0; // by choosing anew in every draw
  for (std::size_t draw = 0; draw < found.draws; ++draw) {
    std::size_t here = 0;
    for (std::size_t option = 1; option < options.size(); ++option) {
      here = options[option][draw] > options[here][draw] ? option : here;
    }
    found.share_best[here] += 1.0 / draws;
    gained += options[here][draw] - options[found.best][draw];
  }
  found.evpi = gained / draws;
  for (std::size_t j = 0; j < parameters.size(); ++j) {
    WorthKnowing worth;
    if (!is_constant(parameters[j])) {
      worth = worth_of(options, by_value(parameters[j]), settings.bins, found);
      RandomEngine dealt(settings.seed, j);
      worth.useless = worth_of(options, dealt.order(found.draws), settings.bins, found).evppi;
    } else {
      worth.best_low = worth.best_high = found.best;
    }
    found.noise = std::max(found.noise, worth.useless);
    found.noise_mean += worth.useless / static_cast<double>(parameters.size());
    found.parameters.push_back(worth);
  }
  return found;
}

} // namespace headwater::experiments
