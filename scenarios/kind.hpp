// What kind of thing a scenario is: something to be decided for, money taken away, or something that happens.
#pragma once

#include "model/quantities/plan.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::scenarios {

enum class Kind : std::uint8_t { plan, cut, shock };
inline constexpr Kind kinds[] = {Kind::plan, Kind::cut, Kind::shock};

/// "plan", "cut", "shock", as a file says it.
std::string_view name(Kind kind);
/// Of several, as a heading has it: "Plans".
std::string_view heading(Kind kind);
std::optional<Kind> find_kind(std::string_view name);
std::vector<std::string> kind_names();

/// What a plan is whose files do not say: a cut where it takes money away and adds none, else a plan.
Kind usual_kind(const model::Plan& plan);

} // namespace headwater::scenarios
