#include "model/document/loop_paths.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace headwater::model {
namespace {

constexpr std::array through{
#define LOOP(name, symbol, held, through, meaning) std::string_view{through},
#include "model/quantities/loops.def"
#undef LOOP
};

World with_switch(World world, std::size_t loop, double on) {
  std::size_t next = 0;
#define LOOP(name, symbol, held, through, meaning)                                                                     \
  world.moment.loop.name = next++ == loop ? on : world.moment.loop.name;
#include "model/quantities/loops.def"
#undef LOOP
  return world;
}

Direction direction_of(double strength) {
  return strength > 0.0 ? Direction::raises : strength < 0.0 ? Direction::lowers : Direction::none;
}

Direction both(Direction one, Direction other) { return one == other ? one : Direction::turns; }

} // namespace

std::vector<std::string> loop_waypoints(std::size_t loop) {
  std::vector<std::string> symbols(1);
  for (const char c : through[loop]) {
    if (c == ' ') {
      symbols.emplace_back();
    } else {
      symbols.back() += c;
    }
  }
  return symbols;
}

LoopPath loop_path(std::size_t loop, const Influences& influences, std::span<const World> worlds) {
  const std::vector<std::string> symbols = loop_waypoints(loop);
  std::vector<std::size_t> way;
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    const std::string& next = symbols[(i + 1) % symbols.size()];
    const auto part = influences.way(influences.of_symbol(symbols[i]), influences.of_symbol(next));
    if (part.empty()) {
      throw std::invalid_argument("loop " + std::string(loops()[loop].symbol) + ": the equations have no way from " +
                                  symbols[i] + " to " + next);
    }
    way.insert(way.end(), part.begin(), part.end());
  }

  // The equations that read the switch: it can still none but what they read beside it.
  const QuantityKey key{QuantityKind::driver, "loop_" + std::string(loops()[loop].name)};
  const auto reads_switch = [&](const QuantityKey& to) {
    const auto& all = influences.all();
    return std::find_if(all.begin(), all.end(), [&](const Influence& i) { return i.from == key && i.to == to; }) !=
           all.end();
  };

  LoopPath path;
  for (const std::size_t i : way) {
    const Influence& arrow = influences.all()[i];
    path.arrows.push_back(
        {influences.symbol(arrow.from), influences.symbol(arrow.to), arrow.equation, Direction::none, false});
  }
  bool first = true;
  for (const World& world : worlds) {
    const std::vector<double> on = influences.strengths(with_switch(world, loop, 1.0));
    const std::vector<double> off = influences.strengths(with_switch(world, loop, 0.0));
    double whole = 1.0;
    for (std::size_t i = 0; i < way.size(); ++i) {
      const double strength = on[way[i]];
      LoopArrow& arrow = path.arrows[i];
      arrow.direction = first ? direction_of(strength) : both(arrow.direction, direction_of(strength));
      const bool stilled = strength != off[way[i]] || strength == 0.0;
      arrow.held = arrow.held || (stilled && reads_switch(influences.all()[way[i]].to));
      whole *= strength > 0.0 ? 1.0 : strength < 0.0 ? -1.0 : 0.0;
    }
    path.direction = first ? direction_of(whole) : both(path.direction, direction_of(whole));
    first = false;
  }
  return path;
}

const std::vector<LoopPath>& loop_paths_at_start() {
  static const std::vector<LoopPath> paths = [] {
    const Influences influences;
    const std::array worlds{world_at_start()};
    std::vector<LoopPath> made;
    for (std::size_t i = 0; i < loop_count; ++i) {
      made.push_back(loop_path(i, influences, worlds));
    }
    return made;
  }();
  return paths;
}

std::string_view in_words(Direction direction) {
  constexpr std::array<std::string_view, 4> words{"off", "raises", "lowers", "turns"};
  return words[static_cast<std::size_t>(direction)];
}

std::string_view loop_in_words(Direction direction) {
  constexpr std::array<std::string_view, 4> words{"off", "reinforcing", "balancing", "turns"};
  return words[static_cast<std::size_t>(direction)];
}

} // namespace headwater::model
