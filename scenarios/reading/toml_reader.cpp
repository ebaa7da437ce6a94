#include "scenarios/reading/toml_reader.hpp"

#include "scenarios/reading/name_key.hpp"
#include "scenarios/reading/nearest.hpp"
#include "scenarios/reading/toml_limits.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <regex>

namespace headwater::scenarios {
namespace {

Position where_of(const toml::source_region& region) {
  return {std::max<std::size_t>(region.begin.line, 1), std::max<std::size_t>(region.begin.column, 1)};
}

/// What a node is, in words for "must be a number, and is ...".
std::string kind_of(const toml::node& node) {
  switch (node.type()) {
  case toml::node_type::string:
    return "the text " + in_quotes(*node.value<std::string_view>());
  case toml::node_type::boolean:
    return *node.value<bool>() ? "true" : "false";
  case toml::node_type::integer:
    return fmt::format("the number {}", *node.value<std::int64_t>());
  case toml::node_type::floating_point:
    return fmt::format("the number {}", *node.value<double>());
  case toml::node_type::array:
    return "a list";
  case toml::node_type::table:
    return "a table";
  default:
    return "a date or time";
  }
}

std::string_view line_of(std::string_view text, std::size_t number) {
  while (number > 1 && text.find('\n') != std::string_view::npos) {
    text.remove_prefix(text.find('\n') + 1);
    --number;
  }
  const std::string_view line = text.substr(0, std::min(text.find('\n'), std::size_t{500}));
  return line.substr(0, line.find('\r'));
}

struct UsualSlip {
  std::regex looks_like; ///< the line the parser stopped in
  std::string what;
  std::string allowed;
};

/// The slips planners make, and what to write instead; the first that fits the line is named.
const std::vector<UsualSlip>& usual_slips() {
  static const std::vector<UsualSlip> slips{
      {std::regex(R"(=\s*[-+]?\d+,\d+\s*(#.*)?$)"), "a number is written with a decimal comma",
       "a decimal point, such as 12.5"},
      {std::regex(R"(=\s*[-+]?\d{1,3}([, ]\d{3})+(\.\d+)?\s*(#.*)?$)"), "a number is written with its thousands parted",
       "digits and a decimal point, such as 1250.5"},
      {std::regex(R"(=\s*\d{4}[-/]\d{2,4}\s*(#.*)?$)"), "a fiscal year is written without quotes",
       "a text in double quotes, such as \"2026-27\""},
      {std::regex(R"(=\s*[-+]?\.\d)"), "a number begins with its decimal point",
       "a digit before the point, such as 0.5"},
      {std::regex(R"(=\s*[-+]?\d+(\.\d+)?\s*(£|%|m\b|million))"), "a number has a unit behind it",
       "the number alone; its unit is that of the lever or parameter"},
      {std::regex(R"(=\s*(True|False|TRUE|FALSE|yes|no|Yes|No)\s*(#.*)?$)"), "yes or no is written in other words",
       "true or false"},
      {std::regex(R"(=\s*"([^"\\]|\\.)*$)"), "a text is not closed by a quote", "a text in double quotes, on one line"},
      {std::regex(R"(=\s*[A-Za-z])"), "a text is written without quotes", "a text in double quotes"},
  };
  return slips;
}

} // namespace

Position position(const toml::node& node) { return where_of(node.source()); }
Position position(const toml::key& key) { return where_of(key.source()); }

std::string range_in_words(double low, double high, std::string_view unit) {
  return fmt::format("{} to {}{}{}", low, high, unit.empty() ? "" : " ", unit);
}

void TomlReader::problem(Position at, std::string what, std::string allowed, std::string nearest) {
  problems_.note(at, std::move(what), std::move(allowed), std::move(nearest));
}

std::optional<toml::table> TomlReader::parse(std::string_view text) {
  if (const std::optional<TomlSlip> slip = unreadable_toml(text)) {
    problem(slip->at, slip->what, slip->allowed);
    return std::nullopt;
  }
  toml::parse_result result = toml::parse(text, std::string_view(problems_.file()));
  if (result) {
    return std::move(result).table();
  }
  const toml::parse_error& error = result.error();
  const Position at = where_of(error.source());
  const std::string line(line_of(text, at.line));
  const std::string description(error.description());
  if (description.find("cannot redefine") != std::string::npos) {
    problem(at, "a key or a table is stated twice: " + description.substr(description.find("cannot redefine")),
            "each key once, and each [table] once");
    return std::nullopt;
  }
  for (const UsualSlip& slip : usual_slips()) {
    if (std::regex_search(line, slip.looks_like)) {
      problem(at, slip.what, slip.allowed);
      return std::nullopt;
    }
  }
  problem(at, "is not TOML: " + description, "key = value lines, [parameters] and [[lever]]");
  return std::nullopt;
}

void TomlReader::only_keys(const toml::table& table, const std::vector<std::string>& keys, std::string_view place) {
  for (const auto& [key, node] : table) {
    if (full()) {
      return;
    }
    if (std::find(keys.begin(), keys.end(), key.str()) == keys.end()) {
      problem(position(key), fmt::format("there is no key {} {}", in_quotes(key.str()), place),
              fmt::format("{}", fmt::join(keys, ", ")), nearest(key.str(), keys));
    }
  }
}

std::optional<Stated<double>> TomlReader::number_of(const toml::node& node, std::string_view key) {
  const Position at = position(node);
  if (!node.is_number()) {
    std::string allowed = "a number without quotes, such as 12.5";
    problem(at, fmt::format("{} must be a number, and is {}", in_quotes(key), kind_of(node)), std::move(allowed));
    return std::nullopt;
  }
  constexpr std::int64_t largest_exact = std::int64_t{1} << 53U;
  if (const auto* whole = node.as_integer(); whole && (**whole > largest_exact || **whole < -largest_exact)) {
    problem(at, fmt::format("{} is a whole number with more digits than are kept: {}", in_quotes(key), **whole),
            fmt::format("whole numbers from {} to {}", -largest_exact, largest_exact));
    return std::nullopt;
  }
  const double number = *node.value<double>();
  if (!std::isfinite(number)) {
    problem(at, fmt::format("{} must be a finite number, and is {}", in_quotes(key), number));
    return std::nullopt;
  }
  return Stated<double>{number, at};
}

std::optional<Stated<double>> TomlReader::number(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  return node == nullptr ? std::nullopt : number_of(*node, key);
}

std::optional<Stated<std::string>> TomlReader::text(const toml::table& table, std::string_view key) {
  std::optional<Stated<std::string>> stated = any_text(table, key);
  std::string plain = stated ? stated->value : "";
  std::erase_if(plain, [](char c) { return c == '\n' || c == '\r' || c == '\t'; });
  if (has_control(plain)) {
    problem(stated->at, fmt::format("{} holds a control character: {}", in_quotes(key), in_quotes(stated->value)),
            "printable characters");
    return std::nullopt;
  }
  return stated;
}

std::optional<Stated<std::string>> TomlReader::any_text(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) {
    return std::nullopt;
  }
  if (!node->is_string()) {
    problem(position(*node), fmt::format("{} must be a text, and is {}", in_quotes(key), kind_of(*node)),
            "a text in double quotes");
    return std::nullopt;
  }
  return Stated<std::string>{*node->value<std::string>(), position(*node)};
}

std::vector<Stated<std::string>> TomlReader::texts(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) {
    return {};
  }
  const std::string allowed = "texts in double quotes between square brackets";
  const toml::array* array = node->as_array();
  if (array == nullptr) {
    problem(position(*node), fmt::format("{} must be a list of texts, and is {}", in_quotes(key), kind_of(*node)),
            allowed);
    return {};
  }
  std::vector<Stated<std::string>> texts;
  for (const toml::node& element : *array) {
    if (const auto text = element.value<std::string>(); text && element.is_string() && !has_control(*text)) {
      texts.push_back({*text, position(element)});
    } else {
      problem(position(element),
              fmt::format("{} must be a list of texts, and holds {}", in_quotes(key),
                          element.is_string() ? "a control character" : kind_of(element)),
              allowed);
    }
  }
  return texts;
}

std::optional<Stated<bool>> TomlReader::yes_or_no(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) {
    return std::nullopt;
  }
  if (!node->is_boolean()) {
    problem(position(*node), fmt::format("{} must be true or false, and is {}", in_quotes(key), kind_of(*node)),
            "true or false, without quotes");
    return std::nullopt;
  }
  return Stated<bool>{*node->value<bool>(), position(*node)};
}

const toml::table* TomlReader::table(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr || node->is_table()) {
    return node == nullptr ? nullptr : node->as_table();
  }
  problem(position(*node), fmt::format("{} must be a table, and is {}", in_quotes(key), kind_of(*node)),
          fmt::format("[{}] on a line of its own", key));
  return nullptr;
}

std::vector<const toml::table*> TomlReader::tables(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) {
    return {};
  }
  const toml::array* array = node->as_array();
  const std::string allowed = fmt::format("[[{}]] with two brackets, once for each", key);
  if (array == nullptr) {
    problem(position(*node), fmt::format("{} must be a list of tables, and is {}", in_quotes(key), kind_of(*node)),
            allowed);
    return {};
  }
  std::vector<const toml::table*> tables;
  for (const toml::node& element : *array) {
    if (element.is_table()) {
      tables.push_back(element.as_table());
    } else {
      problem(position(element),
              fmt::format("{} must be a list of tables, and holds {}", in_quotes(key), kind_of(element)), allowed);
    }
  }
  return tables;
}

std::optional<Stated<double>> TomlReader::number_within(const toml::table& table, std::string_view key, double low,
                                                        double high, std::string_view unit) {
  const std::optional<Stated<double>> stated = number(table, key);
  if (stated && !(low <= stated->value && stated->value <= high)) {
    problem(stated->at, fmt::format("{} is out of range: {}", in_quotes(key), stated->value),
            range_in_words(low, high, unit));
    return std::nullopt;
  }
  return stated;
}

std::optional<Stated<std::string>> TomlReader::one_line(const toml::table& table, std::string_view key,
                                                        std::size_t longest) {
  std::optional<Stated<std::string>> stated = any_text(table, key);
  if (!stated) {
    return std::nullopt;
  }
  const std::u32string all = characters(stated->value);
  std::string wrong;
  if (name_key(stated->value).empty()) {
    wrong = " is empty";
  } else if (std::any_of(all.begin(), all.end(), is_control)) {
    wrong = " holds a control character or a line break: " + in_quotes(stated->value);
  } else if (all.size() > longest) {
    wrong = fmt::format(" is too long: {} characters", all.size());
  }
  if (!wrong.empty()) {
    problem(stated->at, in_quotes(key) + wrong, fmt::format("one line of 1 to {} printable characters", longest));
    return std::nullopt;
  }
  return stated;
}

std::optional<Stated<model::FiscalYear>> TomlReader::fiscal_year(const toml::table& table, std::string_view key) {
  const toml::node* node = table.get(key);
  if (node == nullptr) {
    return std::nullopt;
  }
  const auto wrong = [&](const std::string& what, const std::string& right = "") {
    problem(position(*node), fmt::format("{} must be a fiscal year, and {}", in_quotes(key), what),
            fmt::format("a fiscal year from \"{}\" to \"{}\", in quotes", model::first_whole_year.label(),
                        model::last_simulated_year.label()),
            right);
    return std::nullopt;
  };
  const auto if_covered = [](model::FiscalYear year) { return model::is_simulated(year) ? year.label() : ""; };
  if (!node->is_string()) {
    const double number = node->value<double>().value_or(0.0);
    const int year = number > 0.0 && number < 9999.0 ? static_cast<int>(number) : 0;
    return wrong("is " + kind_of(*node), if_covered({year}));
  }
  const std::string text = *node->value<std::string>();
  if (const std::optional<model::FiscalYear> year = model::parse_fiscal_year(text)) {
    return model::is_simulated(*year) ? std::optional(Stated<model::FiscalYear>{*year, position(*node)})
                                      : wrong(in_quotes(text) + " is outside the years that are simulated");
  }
  // Suggest the year the text begins with: "2026-28", "2026" and "2026/27" mean 2026-27, "26-27" means it too.
  std::smatch match;
  std::string right;
  if (text.size() <= 20 && std::regex_search(text, match, std::regex(R"(^\s*(20)?(\d\d)(\D|$))"))) {
    right = if_covered({2000 + std::stoi(match[2])});
  }
  return wrong("is the text " + in_quotes(text) + ", which is not one", right);
}

} // namespace headwater::scenarios
