#include "scenarios/reading/name_key.hpp"

#include <cstdint>
#include <utf8proc.h>
#include <vector>

namespace headwater::scenarios {
namespace {

/// A space of any width, or a line break.
bool is_space(std::int32_t character) {
  const utf8proc_category_t category = utf8proc_category(character);
  return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP ||
         category == UTF8PROC_CATEGORY_CC;
}

} // namespace

std::string name_key(std::string_view name) {
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_IGNORE);
  const auto* const bytes = reinterpret_cast<const std::uint8_t*>(name.data());
  const auto length = static_cast<utf8proc_ssize_t>(name.size());
  const utf8proc_ssize_t most = utf8proc_decompose(bytes, length, nullptr, 0, options);
  if (most < 0) {
    return std::string(name); // not UTF-8, which readers refuse before
  }
  std::vector<std::int32_t> characters(static_cast<std::size_t>(most) + 1);
  utf8proc_ssize_t count = utf8proc_decompose(bytes, length, characters.data(), most, options);
  count = count < 0 ? 0 : utf8proc_normalize_utf32(characters.data(), count, options);
  std::string key;
  bool space = false;
  for (utf8proc_ssize_t i = 0; i < count; ++i) {
    const std::int32_t character = characters[static_cast<std::size_t>(i)];
    if (is_space(character)) {
      space = !key.empty();
      continue;
    }
    std::uint8_t encoded[4];
    const utf8proc_ssize_t size = utf8proc_encode_char(character, encoded);
    key += space ? " " : "";
    key.append(reinterpret_cast<const char*>(encoded), static_cast<std::size_t>(size));
    space = false;
  }
  return key;
}

} // namespace headwater::scenarios
