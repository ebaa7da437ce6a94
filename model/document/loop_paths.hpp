// Loop paths: each feedback loop as arrows of the equations, in order. The table loops.def names quantities a loop runs
// through; every arrow between them, its direction and its sign are read off the equations.
#pragma once

#include "model/document/influences.hpp"
#include "model/quantities/loops.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::model {

/// What a rise of the beginning of an arrow, or of anything on a loop, does to its end, other things unchanged.
enum class Direction : std::uint8_t {
  none, ///< nothing: what moves it is off
  raises,
  lowers,
  turns, ///< raises in some of the worlds looked at, and lowers in others
};

struct LoopArrow {
  std::string from; ///< symbol
  std::string to;
  std::string equation; ///< plain name of the equation or flow by which it acts
  Direction direction = Direction::none;
  bool held = false; ///< whether the switch of the loop stills it
};

struct LoopPath {
  std::vector<LoopArrow> arrows; ///< from the first quantity back to it
  /// Of the loop as a whole: raises is reinforcing, lowers is balancing.
  Direction direction = Direction::none;
};

/// The symbols a loop runs through, as loops.def names them.
std::vector<std::string> loop_waypoints(std::size_t loop);

/// The path of a loop, by its position in the table, in the worlds given. Throws std::invalid_argument, naming the
/// loop, where the equations have no way between two of its quantities.
LoopPath loop_path(std::size_t loop, const Influences& influences, std::span<const World> worlds);

/// Every loop's path in the world of 31 July 2011 with the default parameters, made once.
const std::vector<LoopPath>& loop_paths_at_start();

/// "raises", "lowers", "turns" or "off".
std::string_view in_words(Direction direction);
/// "reinforcing", "balancing", "turns" or "off".
std::string_view loop_in_words(Direction direction);

} // namespace headwater::model
