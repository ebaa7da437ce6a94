#include "model/experiments/attribution.hpp"

#include "model/experiments/random_engine.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace headwater::experiments {
namespace {

constexpr std::uint64_t shapley_purpose = 0x73686170; // "shap"

/// Two to the power of this many coalitions is the most that is worth valuing one by one.
constexpr int most_exact_players = 20;

Coalition only(std::size_t player) { return Coalition{1} << player; }
Coalition everybody(std::size_t players) { return only(players) - 1; }

std::size_t counted(int players, int most) {
  if (players < 0 || players > most) {
    throw std::invalid_argument("attribution is for 0 to " + std::to_string(most) + " players, not " +
                                std::to_string(players));
  }
  return static_cast<std::size_t>(players);
}

/// The value of each coalition, asked for once.
class Values {
public:
  Values(std::vector<Coalition> coalitions, const Game& game) : coalitions_(std::move(coalitions)) {
    std::sort(coalitions_.begin(), coalitions_.end());
    coalitions_.erase(std::unique(coalitions_.begin(), coalitions_.end()), coalitions_.end());
    rows_ = game(coalitions_);
    if (rows_.size() != coalitions_.size()) {
      throw std::invalid_argument("a game must give one row for each coalition");
    }
    for (const std::vector<double>& row : rows_) {
      if (row.size() != rows_.front().size()) {
        throw std::invalid_argument("a game must give rows of the same length");
      }
      if (!std::all_of(row.begin(), row.end(), [](double value) { return std::isfinite(value); })) {
        throw std::invalid_argument("a game must give finite numbers");
      }
    }
  }

  std::size_t outputs() const { return rows_.front().size(); }
  const std::vector<double>& of(Coalition coalition) const {
    const auto place = std::lower_bound(coalitions_.begin(), coalitions_.end(), coalition);
    return rows_[static_cast<std::size_t>(place - coalitions_.begin())];
  }

private:
  std::vector<Coalition> coalitions_;
  std::vector<std::vector<double>> rows_;
};

/// Makes every share a whole number of units, the last binary place of the largest sum that can come up when shares are
/// added, so that they add without rounding in any order; and puts what is left of the total on the largest share.
void settle_rounding(Attribution& attribution) {
  auto& players = attribution.players;
  double up = 0.0;
  double down = 0.0;
  for (const PlayerEffect& player : players) {
    (player.share > 0.0 ? up : down) += std::abs(player.share);
  }
  // Shares of one sign (but for what rounds to no unit at all) never add to more than the total; of two signs, to no
  // more than those of one, and a little for how they are rounded.
  const double none = std::abs(attribution.total) * std::numeric_limits<double>::epsilon() / 8;
  const bool one_sign = std::min(up, down) <= none && attribution.total != 0.0;
  const double most = one_sign ? std::abs(attribution.total) : std::max(up, down) * (1.0 + 1e-9);
  const double unit = most == 0.0 ? 0.0 : std::ldexp(1.0, std::ilogb(most) - (std::numeric_limits<double>::digits - 1));
  if (players.empty() || unit == 0.0) {
    return;
  }
  double sum = 0.0;
  for (PlayerEffect& player : players) {
    player.share = std::round(player.share / unit) * unit + 0.0; // and no minus nought
    sum += player.share;
  }
  const auto largest = std::max_element(players.begin(), players.end(), [](const auto& one, const auto& other) {
    return std::abs(one.share) < std::abs(other.share);
  });
  largest->share += std::round(attribution.total / unit) * unit - sum;
}

/// Everything but the shares, which are still to be found.
std::vector<Attribution> without_shares(std::size_t players, const Values& values) {
  const Coalition all = everybody(players);
  std::vector<Attribution> attributions(values.outputs());
  for (std::size_t k = 0; k < values.outputs(); ++k) {
    Attribution& attribution = attributions[k];
    attribution.total = values.of(all)[k] - values.of(0)[k];
    attribution.interaction = attribution.total;
    for (std::size_t i = 0; i < players; ++i) {
      const double alone = values.of(only(i))[k] - values.of(0)[k];
      const double last = values.of(all)[k] - values.of(all & ~only(i))[k];
      attribution.players.push_back({0.0, 0.0, alone, last});
      attribution.interaction -= alone;
    }
  }
  return attributions;
}

/// An order in which players join, as the coalitions on the way: none first, everybody last.
using Joining = std::vector<Coalition>;

Joining random_joining(std::size_t players, RandomEngine random) {
  Joining joining{0};
  for (const std::size_t player : random.order(players)) {
    joining.push_back(joining.back() | only(player));
  }
  return joining;
}

/// The mean and the spread of numbers met one by one (B. P. Welford, 1962).
struct Running {
  double count = 0.0;
  double mean = 0.0;
  double squares = 0.0; ///< sum of squared distances from the mean

  void meet(double number) {
    count += 1.0;
    const double distance = number - mean;
    mean += distance / count;
    squares += distance * (number - mean);
  }
  double standard_error() const { return std::sqrt(squares / (count - 1.0) / count); }
};

} // namespace

std::vector<Attribution> shapley(int players, const Game& game, const Sampling& sampling) {
  return players <= exact_players ? exact_shapley(players, game) : sampled_shapley(players, game, sampling);
}

// The mean over sizes s = 0 ... n-1 of the mean over the coalitions of that size without the player of what it adds:
// the weights s! (n-s-1)! / n! of Shapley's formula, without the factorials.
std::vector<Attribution> exact_shapley(int players, const Game& game) {
  const std::size_t n = counted(players, most_exact_players);
  std::vector<Coalition> coalitions(std::size_t{1} << n);
  for (std::size_t s = 0; s < coalitions.size(); ++s) {
    coalitions[s] = s;
  }
  const Values values(coalitions, game);
  std::vector<Attribution> attributions = without_shares(n, values);
  for (std::size_t k = 0; k < attributions.size(); ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      std::vector<double> added(n, 0.0);
      std::vector<double> count(n, 0.0);
      for (const Coalition coalition : coalitions) {
        if ((coalition & only(i)) == 0) {
          const auto size = static_cast<std::size_t>(std::popcount(coalition));
          added[size] += values.of(coalition | only(i))[k] - values.of(coalition)[k];
          count[size] += 1.0;
        }
      }
      double& share = attributions[k].players[i].share;
      for (std::size_t size = 0; size < n; ++size) {
        share += added[size] / count[size];
      }
      share /= static_cast<double>(n);
    }
    settle_rounding(attributions[k]);
  }
  return attributions;
}

// J. Castro, D. Gomez and J. Tejada, "Polynomial calculation of the Shapley value based on sampling", 2009; pairs of an
// order and its reverse after R. Mitchell and others, "Sampling permutations for Shapley value estimation", 2022.
std::vector<Attribution> sampled_shapley(int players, const Game& game, const Sampling& sampling) {
  const std::size_t n = counted(players, most_players);
  if (sampling.pairs < 2) {
    throw std::invalid_argument("a standard error needs at least 2 pairs of orders");
  }
  const Coalition all = everybody(n);
  std::vector<Coalition> coalitions{0, all};
  for (std::size_t i = 0; i < n; ++i) {
    coalitions.insert(coalitions.end(), {only(i), all & ~only(i)});
  }
  std::vector<Joining> joinings;
  for (std::size_t p = 0; p < sampling.pairs; ++p) {
    joinings.push_back(random_joining(n, RandomEngine(sampling.seed, p, shapley_purpose)));
    for (const Coalition coalition : joinings.back()) {
      coalitions.insert(coalitions.end(), {coalition, all & ~coalition}); // on the way, and on the way of the reverse
    }
  }

  const Values values(std::move(coalitions), game);
  std::vector<Attribution> attributions = without_shares(n, values);
  std::vector<std::vector<Running>> met(attributions.size(), std::vector<Running>(n));
  for (const Joining& joining : joinings) {
    for (std::size_t step = 0; step < n; ++step) {
      const Coalition before = joining[step];
      const Coalition after = joining[step + 1];
      const auto player = static_cast<std::size_t>(std::countr_zero(before ^ after));
      const auto& with = values.of(after);
      const auto& without = values.of(before);
      const auto& with_in_reverse = values.of(all & ~before);
      const auto& without_in_reverse = values.of(all & ~after);
      for (std::size_t k = 0; k < attributions.size(); ++k) {
        met[k][player].meet(((with[k] - without[k]) + (with_in_reverse[k] - without_in_reverse[k])) / 2);
      }
    }
  }
  for (std::size_t k = 0; k < attributions.size(); ++k) {
    for (std::size_t i = 0; i < n; ++i) {
      attributions[k].players[i].share = met[k][i].mean;
      attributions[k].players[i].standard_error = met[k][i].standard_error();
    }
    settle_rounding(attributions[k]);
  }
  return attributions;
}

} // namespace headwater::experiments
