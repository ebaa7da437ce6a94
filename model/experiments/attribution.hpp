// Attribution: how much of the difference between two things each of their differences makes.
//
// The players are the differences between A and B. A coalition is a set of players taken from B, the rest left as in A;
// its value is a row of outputs. A player's share is its Shapley value: what it adds when it joins, averaged over every
// order in which all players could join (L. S. Shapley, "A value for n-person games", 1953).
//
//     v(none) -- joins, in any order -- v(all)       the shares sum to v(all) - v(none)
//
// Numbers in, numbers out: what a player is, and how a coalition is run, is the caller's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace headwater::experiments {

/// A set of players, player i at bit i.
using Coalition = std::uint64_t;

/// Values many coalitions, which it may run in parallel: one row for each, in their order, all of the same length.
using Game = std::function<std::vector<std::vector<double>>(std::span<const Coalition>)>;

inline constexpr int most_players = 63;
/// Up to so many players shapley() is exact: 1,024 coalitions.
inline constexpr int exact_players = 10;

/// What one player does to one output, in the unit of the output.
struct PlayerEffect {
  double share;          ///< Shapley value
  double standard_error; ///< of the share as an estimate; 0 where it is exact
  double alone;          ///< v({i}) - v(none): what it does by itself
  double last;           ///< v(all) - v(all but i): what it does when everything else is there
};

/// One output's difference, shared out.
struct Attribution {
  double total = 0.0; ///< v(all) - v(none)
  /// Total less the sum of what each does alone: below 0 they overlap, above 0 they reinforce.
  double interaction = 0.0;
  std::vector<PlayerEffect> players;
};

/// How many orders of joining are drawn, and from which seed. The same seed draws the same orders on every machine, and
/// more pairs begin with the same ones.
struct Sampling {
  std::size_t pairs = 128; ///< an order and its reverse (an antithetic pair), so twice as many orders; at least 2
  std::uint64_t seed = 1;
};

/// Attributes each output: exactly up to exact_players, from sampled orders beyond. One Attribution for each output.
///
/// The game is called once, with every coalition it is to value, each once, in ascending order.
///
/// The shares of an output, added in any order, are its total: to the last bit where all have the same sign, and
/// otherwise within half a unit in the last place of the sum of those above 0 or of those below, whichever is larger.
/// For this, shares are whole numbers of that unit, and what rounding leaves is put on the largest share (the first of
/// equals).
///
/// Throws std::invalid_argument if there are fewer than 0 or more than most_players players, if there are fewer than 2
/// pairs to sample, or if the game's answer is not one row of finite numbers a coalition, all of the same length.
std::vector<Attribution> shapley(int players, const Game& game, const Sampling& sampling = {});

/// The same from all 2^players coalitions; also throws std::invalid_argument beyond 20 players.
std::vector<Attribution> exact_shapley(int players, const Game& game);

/// The same from sampled orders. The standard error is that of a mean over pairs, which are independent (the orders of
/// a pair are not). A game in which players act only alone and two by two comes out exact but for rounding,
/// whatever the pairs.
std::vector<Attribution> sampled_shapley(int players, const Game& game, const Sampling& sampling);

} // namespace headwater::experiments
