#include "app/terminal/setting_options.hpp"

#include "app/terminal/option_readers.hpp"

#include <algorithm>
#include <stdexcept>
#include <type_traits>

namespace headwater::app {
namespace {

template<class Range> const Range& range_of(const SettingRow& row) {
  const auto* range = std::get_if<Range>(&row.allowed());
  if (range == nullptr) {
    throw std::logic_error(row.option() + " is a number, and has no range");
  }
  return *range;
}

/// Adds the option of a row by the reader of its kind of value.
struct AddOption {
  CLI::App& verb;
  const SettingRow& row;

  CLI::Option* operator()(bool* value) const { return verb.add_flag(row.option(), *value, row.meaning()); }
  CLI::Option* operator()(double* value) const {
    const auto& [low, high] = range_of<NumberRange>(row);
    return add_number(verb, row.option(), *value, low, high, row.meaning());
  }
  CLI::Option* operator()(std::string* value) const {
    if (const auto* words = std::get_if<Words>(&row.allowed())) {
      return add_choice(verb, row.option(), *value, *words, row.meaning());
    }
    return text(*value, !value->empty());
  }
  CLI::Option* operator()(std::optional<std::string>* value) const { return text(*value, value->has_value()); }
  CLI::Option* operator()(std::vector<std::string>* value) const { return text(*value, !value->empty()); }
  CLI::Option* operator()(std::optional<int>* value) const {
    const auto& [low, high] = range_of<WholeRange>(row);
    return add_whole_number(verb, row.option(), *value, static_cast<int>(low), static_cast<int>(high), row.meaning());
  }
  template<class Whole> CLI::Option* operator()(Whole* value) const {
    static_assert(std::is_integral_v<Whole>);
    const auto& [low, high] = range_of<WholeRange>(row);
    return add_whole_number(verb, row.option(), *value, static_cast<Whole>(low), static_cast<Whole>(high),
                            row.meaning());
  }

private:
  template<class Text> CLI::Option* text(Text& value, bool has_default) const {
    CLI::Option* option = add_text(verb, row.option(), value, row.meaning());
    return has_default ? option->capture_default_str() : option;
  }
};

} // namespace

void add_options(CLI::App& verb, const SettingTable& table) {
  const std::vector<const SettingRow*> rows = table.options();
  const bool has_argument = std::any_of(rows.begin(), rows.end(), [](const auto* row) { return row->is_argument(); });
  for (const SettingRow* row : rows) {
    CLI::Option* option = std::visit(AddOption{verb, *row}, row->value());
    option->required(row->is_required());
    if (row->has_commas()) {
      option->delimiter(',');
    }
    if (!row->group().empty()) {
      option->group(row->group());
    }
    if (has_argument && !row->is_argument()) {
      option->allow_extra_args(false);
    }
  }
}

} // namespace headwater::app
