// How the text of an option or argument becomes a value: one strict reader for whole numbers, numbers and text. What it
// does not know is wrong usage; nothing is ever left out, rounded or read in another base.
#pragma once

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

namespace headwater::app {

/// A whole number from `low` to `high` in decimal digits: 010 is ten, and 0x10, 1e3, +1 and 1.0 are refused.
CLI::Validator whole_number(std::uint64_t low, std::uint64_t high, const std::string& kind = "UINT");

/// A finite number from `low` to `high`, in decimal.
CLI::Validator number(double low, double high);

/// A text in which something can be seen.
CLI::Validator some_text();

/// Adds an option for a whole number; `value` holds the default.
template<class Whole>
CLI::Option* add_whole_number(CLI::App& verb, const std::string& name, Whole& value, Whole low, Whole high,
                              const std::string& meaning) {
  static_assert(std::is_integral_v<Whole>);
  return verb.add_option(name, value, meaning)
      ->transform(whole_number(static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(high),
                               std::is_signed_v<Whole> ? "INT" : "UINT"))
      ->capture_default_str();
}

/// The same for one that may be left out and has no default.
CLI::Option* add_whole_number(CLI::App& verb, const std::string& name, std::optional<int>& value, int low, int high,
                              const std::string& meaning);

/// Adds an option for a number; `value` holds the default.
CLI::Option* add_number(CLI::App& verb, const std::string& name, double& value, double low, double high,
                        const std::string& meaning);

/// Adds an option or argument for a text, or for several of them.
template<class Text>
CLI::Option* add_text(CLI::App& verb, const std::string& name, Text& value, const std::string& meaning) {
  return verb.add_option(name, value, meaning)->transform(some_text());
}

/// Adds an option or argument for one of these words; `value` holds the default, unless it is required.
CLI::Option* add_choice(CLI::App& verb, const std::string& name, std::string& value,
                        const std::vector<std::string>& words, const std::string& meaning);

} // namespace headwater::app
