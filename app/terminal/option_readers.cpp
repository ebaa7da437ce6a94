#include "app/terminal/option_readers.hpp"

#include "scenarios/reading/problem.hpp"
#include "scenarios/reading/read_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace headwater::app {
namespace {

/// A whole number without a sign; nothing where it is none, or has more than 64 bits.
std::optional<std::uint64_t> in_digits(const std::string& text) {
  std::uint64_t number = 0;
  const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && stopped == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

} // namespace

CLI::Validator whole_number(std::uint64_t low, std::uint64_t high, const std::string& kind) {
  const auto read = [low, high](std::string& text) -> std::string {
    const std::optional<std::uint64_t> number = in_digits(text);
    if (!number || *number < low || *number > high) {
      return fmt::format("{} is not a whole number from {} to {}, in digits", scenarios::in_quotes(text), low, high);
    }
    text = fmt::format("{}", *number);
    return "";
  };
  return {read, fmt::format("{} in [{} - {}]", kind, low, high)};
}

CLI::Validator number(double low, double high) {
  const auto read = [low, high](std::string& text) -> std::string {
    const std::optional<double> number = scenarios::parse_number(text);
    if (!number || *number < low || *number > high) {
      return fmt::format("{} is not a number from {} to {}", scenarios::in_quotes(text), low, high);
    }
    text = fmt::format("{}", *number);
    return "";
  };
  return {read, fmt::format("FLOAT in [{} - {}]", low, high)};
}

CLI::Validator some_text() {
  const auto read = [](std::string& text) -> std::string {
    return text.find_first_not_of(" \t\r\n") == std::string::npos ? "nothing is given; leave it out for the default"
                                                                  : "";
  };
  return {read, ""};
}

CLI::Option* add_whole_number(CLI::App& verb, const std::string& name, std::optional<int>& value, int low, int high,
                              const std::string& meaning) {
  return verb.add_option(name, value, meaning)
      ->transform(whole_number(static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(high), "INT"));
}

CLI::Option* add_number(CLI::App& verb, const std::string& name, double& value, double low, double high,
                        const std::string& meaning) {
  return verb.add_option(name, value, meaning)->transform(number(low, high))->capture_default_str();
}

CLI::Option* add_choice(CLI::App& verb, const std::string& name, std::string& value,
                        const std::vector<std::string>& words, const std::string& meaning) {
  return verb.add_option(name, value, meaning)->check(CLI::IsMember(words))->capture_default_str();
}

} // namespace headwater::app
