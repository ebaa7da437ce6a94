// What toml++ must not be given, found before it parses: it follows a key with a hundred thousand dots, and brackets
// inside brackets, as deep as they go, and takes for granted that a name stands behind the bracket of a [table].
#pragma once

#include "scenarios/reading/problem.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace headwater::scenarios {

/// The names a key may have between its dots, and how deep lists and tables may stand inside one another: no file of
/// ours needs more than three.
inline constexpr std::size_t deepest_toml = 32;

struct TomlSlip {
  Position at;
  std::string what;
  std::string allowed;
};

/// The first such place in a text that is TOML up to there; what is no TOML for other reasons is left to the parser.
std::optional<TomlSlip> unreadable_toml(std::string_view text);

} // namespace headwater::scenarios
