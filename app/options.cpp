#include "app/options.hpp"

#include "scenarios/csv.hpp"
#include "scenarios/problem.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <stdexcept>
#include <type_traits>

namespace headwater::app {
namespace {

/// A whole number without a sign; nothing where it is none, or has more than 64 bits.
std::optional<std::uint64_t> in_digits(const std::string& text) {
  std::uint64_t number = 0;
  const auto [stopped, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && stopped == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// In decimal digits: 010 is ten, and 0x10, 1e3, +1 and 1.0 are refused.
CLI::Validator whole_number(WholeRange range) {
  const auto read = [range](std::string& text) -> std::string {
    const std::optional<std::uint64_t> number = in_digits(text);
    if (!number || *number < range.low || *number > range.high) {
      return fmt::format("{} is not a whole number from {} to {}, in digits", scenarios::in_quotes(text), range.low,
                         range.high);
    }
    text = fmt::format("{}", *number);
    return "";
  };
  return {read, fmt::format("{} to {}", range.low, range.high)};
}

CLI::Validator number(NumberRange range) {
  const auto read = [range](std::string& text) -> std::string {
    const std::optional<double> found = scenarios::parse_number(text);
    if (!found || *found < range.low || *found > range.high) {
      return fmt::format("{} is not a number from {} to {}", scenarios::in_quotes(text), range.low, range.high);
    }
    text = fmt::format("{}", *found);
    return "";
  };
  return {read, fmt::format("{} to {}", range.low, range.high)};
}

/// A text in which something can be seen.
CLI::Validator some_text() {
  const auto read = [](std::string& text) -> std::string {
    return text.find_first_not_of(" \t\r\n") == std::string::npos ? "an empty text is no value" : "";
  };
  return {read, ""};
}

struct Reader {
  CLI::Validator operator()(std::monostate /*any*/) const { return some_text(); }
  CLI::Validator operator()(WholeRange range) const { return whole_number(range); }
  CLI::Validator operator()(NumberRange range) const { return number(range); }
  CLI::Validator operator()(const Words& words) const { return CLI::IsMember(words); }
};

template<class Value> bool has_default(const Value& value) {
  if constexpr (std::is_arithmetic_v<Value>) {
    return true;
  } else if constexpr (requires { value.has_value(); }) {
    return value.has_value();
  } else {
    return !value.empty();
  }
}

CLI::Option* add_row(CLI::App& verb, const SettingRow& row) {
  CLI::Option* option = std::visit(
      [&](auto* value) -> CLI::Option* {
        if constexpr (std::is_same_v<decltype(value), bool*>) {
          return verb.add_flag(row.option(), *value, row.meaning());
        } else {
          using Value = std::remove_pointer_t<decltype(value)>;
          if ((std::is_arithmetic_v<Value> || std::is_same_v<Value, std::optional<int>>) &&
              std::holds_alternative<std::monostate>(row.allowed())) {
            throw std::logic_error(row.option() + " is a number, and needs a range");
          }
          CLI::Option* added = verb.add_option(row.option(), *value, row.meaning());
          added->transform(std::visit(Reader{}, row.allowed()));
          return has_default(*value) ? added->capture_default_str() : added;
        }
      },
      row.value());
  option->required(row.is_required());
  if (row.has_commas()) {
    option->delimiter(',');
  }
  if (!row.group().empty()) {
    option->group(row.group());
  }
  return option;
}

} // namespace

void add_options(CLI::App& verb, const SettingTable& table) {
  for (const SettingRow* row : table.options()) {
    add_row(verb, *row);
  }
}

CLI::Option* add_option(CLI::App& verb, const std::string& name, SettingValue value, const std::string& meaning,
                        Allowed allowed) {
  return add_row(verb, SettingRow(name, value, std::move(allowed), meaning));
}

} // namespace headwater::app
