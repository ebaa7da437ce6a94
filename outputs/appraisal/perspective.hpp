// Perspectives: whose position an appraisal looks at.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace headwater::outputs {

/// Whose position: one payer's, the public purse's (all payers but households), or society's.
enum class Perspective : std::uint8_t {
  council,
  nhs,
  scottish_government,
  justice,
  uk_government,
  public_purse,
  society
};
inline constexpr std::size_t perspective_count = 7;
inline constexpr std::array perspectives{
    Perspective::council, Perspective::nhs,           Perspective::scottish_government,
    Perspective::justice, Perspective::uk_government, Perspective::public_purse,
    Perspective::society};
std::string_view name(Perspective perspective);
std::string_view label(Perspective perspective);

} // namespace headwater::outputs
