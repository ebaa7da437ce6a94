// The sources: every publication a number of the model comes from. The rows are in sources.def.
#pragma once

#include <span>
#include <string_view>

namespace headwater::model {

struct Source {
  std::string_view key;
  std::string_view title;
  std::string_view publisher;
  std::string_view year;
  std::string_view address; ///< where it was read; empty for our own assumptions and fits
};

namespace detail {
inline constexpr Source source_rows[] = {
#define SOURCE(key, title, publisher, year, address) {key, title, publisher, year, address},
#include "model/quantities/sources.def"
#undef SOURCE
};
} // namespace detail

/// Every source, in the order of the table.
constexpr std::span<const Source> sources() { return detail::source_rows; }

/// The source with this key, or nullptr.
constexpr const Source* find_source(std::string_view key) {
  for (const Source& source : sources()) {
    if (source.key == key) {
      return &source;
    }
  }
  return nullptr;
}

/// Whether this key is a row of the table.
constexpr bool is_source(std::string_view key) {
  for (const Source& source : sources()) {
    if (source.key == key) {
      return true;
    }
  }
  return false;
}

/// Whether every key of a list such as "LAC_2023_24; CSWS_2019_20" is a row of the table. An empty list is not.
constexpr bool all_sources_known(std::string_view keys) {
  while (true) {
    const std::size_t end = keys.find("; ");
    if (!is_source(keys.substr(0, end))) {
      return false;
    }
    if (end == std::string_view::npos) {
      return true;
    }
    keys.remove_prefix(end + 2);
  }
}

} // namespace headwater::model
