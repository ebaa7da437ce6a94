#include "model/experiments/attribution.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <random>
#include <set>
#include <stdexcept>
#include <utility>

namespace headwater::experiments {
namespace {

using testing::Each;
using testing::SizeIs;
using Rows = std::vector<std::vector<double>>;

template<class Value> Game game_of(Value value) {
  return [value](std::span<const Coalition> coalitions) {
    Rows rows;
    for (const Coalition coalition : coalitions) {
      rows.push_back({value(coalition)});
    }
    return rows;
  };
}

bool has(Coalition coalition, std::size_t player) { return ((coalition >> player) & 1) != 0; }

double weight_of(Coalition coalition, const std::vector<double>& weights) {
  double sum = 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    sum += has(coalition, i) ? weights[i] : 0.0;
  }
  return sum;
}

double sum_of_shares(const Attribution& attribution) {
  double sum = 0.0;
  for (const PlayerEffect& player : attribution.players) {
    sum += player.share;
  }
  return sum;
}

double sum_of_sizes(const Attribution& attribution) {
  double sum = 0.0;
  for (const PlayerEffect& player : attribution.players) {
    sum += std::abs(player.share);
  }
  return sum;
}

std::vector<double> shares(const Attribution& attribution) {
  std::vector<double> all;
  for (const PlayerEffect& player : attribution.players) {
    all.push_back(player.share);
  }
  return all;
}

/// A game with a value drawn for each coalition, between `low` and `high`.
std::vector<double> random_values(std::size_t players, double low, double high, std::mt19937_64& random) {
  std::vector<double> values(std::size_t{1} << players);
  for (double& value : values) {
    value = low + (high - low) * static_cast<double>(random() >> 11) * 0x1p-53;
  }
  return values;
}

Game table(std::vector<double> values) {
  return game_of([values = std::move(values)](Coalition coalition) { return values[coalition]; });
}

// Player 0 has a left glove, 1 and 2 a right one each; a pair is worth 1. By hand, over the six orders: player 0 adds 1
// in every order in which it does not come first (4 of 6); player 1 adds 1 only where it comes second and 0 first (1 of
// 6).
const Game gloves = game_of([](Coalition s) { return has(s, 0) && (has(s, 1) || has(s, 2)) ? 1.0 : 0.0; });

TEST(Attribution, OfTheGloveGame) {
  const std::vector<Attribution> found = shapley(3, gloves);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].total, 1.0);
  ASSERT_THAT(found[0].players, SizeIs(3));
  EXPECT_DOUBLE_EQ(found[0].players[0].share, 2.0 / 3.0);
  EXPECT_DOUBLE_EQ(found[0].players[1].share, 1.0 / 6.0);
  EXPECT_DOUBLE_EQ(found[0].players[2].share, 1.0 / 6.0);
  // Nobody does anything alone; without the left glove nothing is left, without one right glove the pair still is.
  EXPECT_EQ(found[0].interaction, 1.0);
  const double last[] = {1.0, 0.0, 0.0};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(found[0].players[i].alone, 0.0);
    EXPECT_EQ(found[0].players[i].last, last[i]);
    EXPECT_EQ(found[0].players[i].standard_error, 0.0);
  }
}

// S. C. Littlechild and G. Owen, "A simple expression for the Shapley value in a special case", 1973: a runway costs
// what its longest user needs, and each stretch of it is shared by those who need it.
TEST(Attribution, OfTheAirportGame) {
  const auto longest = [](Coalition s) { return static_cast<double>(std::bit_width(s)); }; // player i needs i + 1
  const Attribution found = shapley(10, game_of(longest)).front();
  double share = 0.0;
  for (std::size_t i = 0; i < 10; ++i) {
    share += 1.0 / static_cast<double>(10 - i);
    EXPECT_NEAR(found.players[i].share, share, 1e-14) << i;
    EXPECT_EQ(found.players[i].alone, static_cast<double>(i + 1));
    EXPECT_EQ(found.players[i].last, i == 9 ? 1.0 : 0.0);
  }
  EXPECT_EQ(found.interaction, 10.0 - 55.0);
}

TEST(Attribution, OfNobodyAndOfOne) {
  EXPECT_EQ(shapley(0, game_of([](Coalition) { return 7.0; })).front().total, 0.0);
  const Attribution one = shapley(1, game_of([](Coalition s) { return s == 0 ? 0.1 : 0.7; })).front();
  EXPECT_EQ(one.players.front().share, 0.7 - 0.1);
  EXPECT_EQ(one.interaction, 0.0);
  EXPECT_THAT(shapley(2, [](std::span<const Coalition> coalitions) { return Rows(coalitions.size()); }), SizeIs(0));
}

class Exact : public testing::TestWithParam<int> {};
INSTANTIATE_TEST_SUITE_P(Attribution, Exact, testing::Values(1, 2, 3, 5, 8, 10));

TEST_P(Exact, SharesSumToTheTotal) {
  const auto players = static_cast<std::size_t>(GetParam());
  std::mt19937_64 random(20260401);
  for (int game = 0; game < 40; ++game) {
    const Attribution found = shapley(GetParam(), table(random_values(players, -1e9, 1e9, random))).front();
    EXPECT_LE(std::abs(sum_of_shares(found) - found.total),
              std::numeric_limits<double>::epsilon() / 2 * sum_of_sizes(found));
  }
}

TEST_P(Exact, SharesOfOneSignSumToTheTotalToTheLastBitInAnyOrder) {
  const auto players = static_cast<std::size_t>(GetParam());
  std::mt19937_64 random(20260402);
  for (int game = 0; game < 200; ++game) {
    std::vector<double> values = random_values(players, 0.0, game % 2 == 0 ? 1.0 : 1e10, random);
    for (Coalition s = 0; s < values.size(); ++s) {
      for (std::size_t i = 0; i < players; ++i) { // who joins never takes away
        values[s] = has(s, i) ? std::max(values[s], values[s ^ (Coalition{1} << i)]) : values[s];
      }
    }
    if (game % 3 == 0) {
      std::transform(values.begin(), values.end(), values.begin(), std::negate<>());
    }
    Attribution found = shapley(GetParam(), table(std::move(values))).front();
    EXPECT_EQ(sum_of_shares(found), found.total);
    std::reverse(found.players.begin(), found.players.end());
    EXPECT_EQ(sum_of_shares(found), found.total);
  }
}

TEST_P(Exact, AddsUpOverGames) {
  const auto players = static_cast<std::size_t>(GetParam());
  std::mt19937_64 random(20260403);
  const std::vector<double> one = random_values(players, -1.0, 1.0, random);
  const std::vector<double> other = random_values(players, -1.0, 1.0, random);
  // All three as outputs of one game.
  const std::vector<Attribution> found = shapley(GetParam(), [&](std::span<const Coalition> coalitions) {
    Rows rows;
    for (const Coalition s : coalitions) {
      rows.push_back({one[s], other[s], 3.0 * one[s] - 2.0 * other[s]});
    }
    return rows;
  });
  ASSERT_THAT(found, SizeIs(3));
  EXPECT_EQ(shares(found[0]), shares(shapley(GetParam(), table(one)).front()));
  for (std::size_t i = 0; i < players; ++i) {
    EXPECT_NEAR(found[2].players[i].share, 3.0 * found[0].players[i].share - 2.0 * found[1].players[i].share, 1e-14);
  }
}

TEST(Attribution, GivesNothingToWhoAddsNothingAndTheSameToThoseWhoAddTheSame) {
  std::mt19937_64 random(20260404);
  for (int game = 0; game < 40; ++game) {
    // Five players: what 4 does never counts, and of 0 and 1 only how many there are.
    const std::vector<double> values = random_values(5, -1.0, 1.0, random);
    const auto value = [&values](Coalition s) {
      s &= ~(Coalition{1} << 4);
      return values[(s & 3) == 2 ? s ^ 3 : s];
    };
    const Attribution found = shapley(5, game_of(value)).front();
    EXPECT_EQ(found.players[4].share, 0.0);
    EXPECT_NEAR(found.players[0].share, found.players[1].share, 1e-15);
    EXPECT_EQ(found.players[0].alone, found.players[1].alone);
    EXPECT_EQ(found.players[0].last, found.players[1].last);
  }
}

TEST(Attribution, ValuesEachCoalitionOnceAndAllTogether) {
  for (const int players : {4, 10, 11, 40, 63}) {
    int calls = 0;
    shapley(players, [&](std::span<const Coalition> coalitions) {
      ++calls;
      EXPECT_TRUE(std::is_sorted(coalitions.begin(), coalitions.end()));
      EXPECT_THAT(std::set(coalitions.begin(), coalitions.end()), SizeIs(coalitions.size()));
      EXPECT_EQ(coalitions.front(), 0U);
      EXPECT_EQ(coalitions.back(), (Coalition{1} << players) - 1);
      if (players <= exact_players) {
        EXPECT_EQ(coalitions.size(), std::size_t{1} << players);
      } else {
        EXPECT_LE(coalitions.size(), 2 * Sampling{}.pairs * static_cast<std::size_t>(players - 1) + 2);
      }
      return Rows(coalitions.size(), {0.0});
    });
    EXPECT_EQ(calls, 1) << players;
  }
}

const std::vector<double> twelve = {1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 0.5, 0.25, -1.0, -2.0, 7.0, 0.0};

// v(S) = w(S)^2 is made of players alone (w_i^2) and two by two (2 w_i w_j, half each): w_i w(all).
TEST(Attribution, SampledIsExactWherePlayersActAloneAndTwoByTwo) {
  const auto square = [](Coalition s) { return std::pow(weight_of(s, twelve), 2); };
  const Attribution found = shapley(12, game_of(square), {.pairs = 2, .seed = 5}).front();
  const double all = weight_of((1 << 12) - 1, twelve);
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_NEAR(found.players[i].share, twelve[i] * all, 1e-12) << i;
    EXPECT_NEAR(found.players[i].standard_error, 0.0, 1e-12) << i;
  }
}

// v(S) = w(S)^3: w_i^3 alone, 3 w_i^2 w_j + 3 w_i w_j^2 two by two (half each), 6 w_i w_j w_k three by three (a third
// each).
double share_of_cube(std::size_t i) {
  double others = 0.0;
  double squares = 0.0;
  for (std::size_t j = 0; j < twelve.size(); ++j) {
    others += j == i ? 0.0 : twelve[j];
    squares += j == i ? 0.0 : twelve[j] * twelve[j];
  }
  const double w = twelve[i];
  return w * w * w + 1.5 * (w * w * others + w * squares) + w * (others * others - squares);
}

const Game cube = game_of([](Coalition s) { return std::pow(weight_of(s, twelve), 3); });

TEST(Attribution, SampledIsWithinItsStandardErrors) {
  const Attribution found = shapley(12, cube).front();
  EXPECT_EQ(found.total, std::pow(weight_of((1 << 12) - 1, twelve), 3));
  EXPECT_LE(std::abs(sum_of_shares(found) - found.total), 1e-12);
  for (std::size_t i = 0; i < 12; ++i) {
    EXPECT_LE(std::abs(found.players[i].share - share_of_cube(i)), 4.0 * found.players[i].standard_error + 1e-11) << i;
    EXPECT_LE(found.players[i].standard_error, 0.01 * found.total) << i;
  }
  EXPECT_EQ(found.players[11].share, 0.0);
  EXPECT_EQ(found.players[11].standard_error, 0.0);
}

// What a standard error promises: about 95 in 100 estimates within two of it.
TEST(Attribution, StandardErrorsAreHonest) {
  int within = 0;
  int all = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const Attribution found = shapley(12, cube, {.pairs = 32, .seed = seed}).front();
    for (std::size_t i = 0; i < 11; ++i, ++all) {
      within += std::abs(found.players[i].share - share_of_cube(i)) <= 2.0 * found.players[i].standard_error ? 1 : 0;
    }
  }
  EXPECT_GT(within, 0.92 * all);
  EXPECT_LT(within, 0.98 * all);
}

TEST(Attribution, SampledTendsToExact) {
  std::mt19937_64 random(20260405);
  for (const std::size_t players : {2U, 3U, 5U, 6U}) {
    const Game game = table(random_values(players, -1.0, 1.0, random));
    const Attribution exact = exact_shapley(static_cast<int>(players), game).front();
    const Attribution sampled = sampled_shapley(static_cast<int>(players), game, {.pairs = 20000, .seed = 3}).front();
    EXPECT_EQ(sampled.total, exact.total);
    EXPECT_EQ(sampled.interaction, exact.interaction);
    for (std::size_t i = 0; i < players; ++i) {
      EXPECT_NEAR(sampled.players[i].share, exact.players[i].share, 4.0 * sampled.players[i].standard_error + 1e-12);
      EXPECT_LT(sampled.players[i].standard_error, 0.01);
    }
  }
}

TEST(Attribution, SampledIsTheSameForTheSameSeedOnEveryMachine) {
  const Attribution once = shapley(12, cube, {.pairs = 16, .seed = 9}).front();
  const Attribution again = shapley(12, cube, {.pairs = 16, .seed = 9}).front();
  const Attribution other = shapley(12, cube, {.pairs = 16, .seed = 10}).front();
  EXPECT_EQ(shares(once), shares(again));
  EXPECT_NE(shares(once), shares(other));

  // A digest of the coalitions of two pairs of orders of 11 from seed 1. A program in another language, written from
  // the definition of the generator, gives the same.
  Coalition digest = 0;
  shapley(11,
          [&](std::span<const Coalition> coalitions) {
            for (const Coalition s : coalitions) {
              digest = digest * 31 + s;
            }
            return Rows(coalitions.size(), {0.0});
          },
          {.pairs = 2, .seed = 1});
  EXPECT_EQ(digest, 5360958038160709432U);
}

TEST(Attribution, RefusesWhatItCannotDo) {
  EXPECT_THROW(shapley(-1, gloves), std::invalid_argument);
  EXPECT_THROW(shapley(64, gloves), std::invalid_argument);
  EXPECT_THROW(exact_shapley(21, gloves), std::invalid_argument);
  EXPECT_THROW(shapley(11, gloves, {.pairs = 1}), std::invalid_argument);
  EXPECT_THROW(shapley(3, [](std::span<const Coalition>) { return Rows{{1.0}}; }), std::invalid_argument);
  EXPECT_THROW(shapley(1, [](std::span<const Coalition>) { return Rows{{1.0}, {1.0, 2.0}}; }), std::invalid_argument);
  EXPECT_THROW(shapley(3, game_of([](Coalition) { return std::nan(""); })), std::invalid_argument);
}

} // namespace
} // namespace headwater::experiments
