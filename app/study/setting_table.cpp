#include "app/study/setting_table.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace headwater::app {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view negation = "--no-";

bool is_negated(const std::string& option) { return option.starts_with(negation); }

/// "--payer-shares" -> "payer_shares".
std::string name_of(const std::string& option) {
  const std::size_t start = is_negated(option) ? negation.size() : option.starts_with("--") ? 2 : 0;
  std::string name = option.substr(start);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

template<class Value> Json as_json(const Value& value) { return value; }
template<class Value> Json as_json(const std::optional<Value>& value) { return value ? Json(*value) : Json(); }

} // namespace

SettingRow::SettingRow(std::string option, SettingValue value, Allowed allowed, std::string meaning)
    : option_{std::move(option)}, value_{value}, allowed_{std::move(allowed)}, meaning_{std::move(meaning)},
      name_{name_of(option_)}, usual_(now()) {}

SettingRow& SettingRow::in_group(std::string group) {
  group_ = std::move(group);
  return *this;
}

SettingRow& SettingRow::in_commas() {
  has_commas_ = true;
  return *this;
}

SettingRow& SettingRow::required() {
  is_required_ = true;
  return *this;
}

SettingRow& SettingRow::told_as(std::string name) {
  name_ = std::move(name);
  return *this;
}

SettingRow& SettingRow::otherwise(std::string words) {
  otherwise_ = std::move(words);
  return *this;
}

SettingRow& SettingRow::told_if_changed() {
  only_if_changed_ = true;
  return *this;
}

SettingRow& SettingRow::not_told() {
  is_told_ = false;
  return *this;
}

Json SettingRow::now() const {
  return std::visit(
      [&](const auto* value) {
        Json json = as_json(*value);
        return json.is_boolean() && is_negated(option_) ? Json(!json.get<bool>()) : json;
      },
      value_);
}

std::optional<outputs::Setting> SettingRow::told() const {
  const Json value = now();
  const bool is_default = value == usual_;
  if (!is_told_ || (only_if_changed_ && is_default)) {
    return std::nullopt;
  }
  const bool is_given = !value.is_null() && value != "";
  return outputs::Setting{name_, is_given || otherwise_.empty() ? value : Json(otherwise_), is_default};
}

SettingRow& SettingTable::add(std::string option, SettingValue value, std::string meaning, Allowed allowed) {
  rows_.emplace_back(SettingRow(std::move(option), value, std::move(allowed), std::move(meaning)));
  return std::get<SettingRow>(rows_.back());
}

void SettingTable::add_fact(std::string name, Json value) {
  add_fact(name);
  know(name, std::move(value), true);
}

void SettingTable::add_fact(std::string name) { rows_.emplace_back(Fact{std::move(name)}); }

void SettingTable::know(const std::string& name, Json value, bool is_default) {
  const auto has_name = [&](const auto& row) {
    const auto* fact = std::get_if<Fact>(&row);
    return (fact != nullptr ? fact->name : std::get<SettingRow>(row).name()) == name;
  };
  if (std::none_of(rows_.begin(), rows_.end(), has_name)) {
    throw std::logic_error("no setting is called " + name);
  }
  std::erase_if(known_, [&](const outputs::Setting& one) { return one.name == name; });
  known_.push_back({name, std::move(value), is_default});
}

std::vector<const SettingRow*> SettingTable::options() const {
  std::vector<const SettingRow*> options;
  for (const auto& row : rows_) {
    if (const auto* option = std::get_if<SettingRow>(&row)) {
      options.push_back(option);
    }
  }
  return options;
}

std::vector<outputs::Setting> SettingTable::told() const {
  std::vector<outputs::Setting> told;
  for (const auto& row : rows_) {
    const auto* option = std::get_if<SettingRow>(&row);
    const std::string& name = option != nullptr ? option->name() : std::get<Fact>(row).name;
    const auto known =
        std::find_if(known_.begin(), known_.end(), [&](const outputs::Setting& one) { return one.name == name; });
    if (option != nullptr && !option->is_told()) {
      continue;
    }
    if (known != known_.end()) {
      told.push_back(*known);
    } else if (option == nullptr) {
      throw std::logic_error("it is not known yet what to tell of " + name);
    } else if (auto setting = option->told()) {
      told.push_back(std::move(*setting));
    }
  }
  return told;
}

} // namespace headwater::app
