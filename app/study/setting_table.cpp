#include "app/study/setting_table.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace headwater::app {
namespace {

using Json = nlohmann::ordered_json;
using outputs::Setting;

constexpr std::string_view negation = "--no-";

/// "--payer-shares" -> "payer_shares".
std::string name_of(const std::string& option) {
  const std::size_t start = option.starts_with(negation) ? negation.size() : option.starts_with("--") ? 2 : 0;
  std::string name = option.substr(start);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

template<class Value> Json as_json(const Value& value) { return value; }
template<class Value> Json as_json(const std::optional<Value>& value) { return value ? Json(*value) : Json(); }

std::vector<Setting>::const_iterator named(const std::vector<Setting>& settings, const std::string& name) {
  return std::find_if(settings.begin(), settings.end(), [&](const Setting& one) { return one.name == name; });
}

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

SettingRow& SettingRow::told_after(std::string name) {
  after_ = std::move(name);
  return *this;
}

SettingRow& SettingRow::otherwise(std::string words) {
  otherwise_ = std::move(words);
  return *this;
}

SettingRow& SettingRow::told_if_changed() {
  when_ = When::if_changed;
  return *this;
}

SettingRow& SettingRow::not_told() {
  when_ = When::never;
  return *this;
}

Json SettingRow::now() const {
  Json json = std::visit([](const auto* value) { return as_json(*value); }, value_);
  return json.is_boolean() && option_.starts_with(negation) ? Json(!json.get<bool>()) : json;
}

Setting SettingRow::as_told() const {
  const Json value = now();
  const bool is_given = !value.is_null() && value != "";
  return {name_, is_given || otherwise_.empty() ? value : Json(otherwise_), value == usual_};
}

SettingRow& SettingTable::add(std::string option, SettingValue value, std::string meaning, Allowed allowed) {
  rows_.emplace_back(SettingRow(std::move(option), value, std::move(allowed), std::move(meaning)));
  return std::get<SettingRow>(rows_.back());
}

void SettingTable::add_fact(std::string name, Json value) {
  rows_.emplace_back(Fact{std::move(name), std::move(value)});
}

void SettingTable::add_fact(std::string name) { add_fact(std::move(name), nullptr); }

std::vector<const SettingRow*> SettingTable::options() const {
  std::vector<const SettingRow*> options;
  for (const auto& row : rows_) {
    if (const auto* option = std::get_if<SettingRow>(&row)) {
      options.push_back(option);
    }
  }
  return options;
}

std::vector<Setting> SettingTable::told(const std::vector<Setting>& known) const {
  std::vector<Setting> told;
  std::vector<Setting> at_the_end;
  std::vector<std::pair<std::string, Setting>> behind;
  std::size_t used = 0;
  const auto refined = [&](const Setting& setting) {
    const auto found = named(known, setting.name);
    used += found == known.end() ? 0 : 1;
    return found == known.end() ? setting : *found;
  };
  for (const auto& row : rows_) {
    if (const auto* fact = std::get_if<Fact>(&row)) {
      told.push_back(refined({fact->name, fact->value, true}));
      if (told.back().value.is_null()) {
        throw std::logic_error("it is not known what to tell of " + fact->name);
      }
      continue;
    }
    const auto& option = std::get<SettingRow>(row);
    if (!option.is_told()) {
      continue;
    }
    Setting setting = refined(option.as_told());
    if (option.when_ == SettingRow::When::if_changed) {
      if (!setting.is_default) {
        at_the_end.push_back(std::move(setting));
      }
    } else if (!option.after_.empty()) {
      behind.emplace_back(option.after_, std::move(setting));
    } else {
      told.push_back(std::move(setting));
    }
  }
  if (used != known.size()) {
    throw std::logic_error("something is known of a setting that is no row");
  }
  for (auto& [before, setting] : behind) {
    const auto at = named(told, before);
    if (at == told.end()) {
      throw std::logic_error("no setting is called " + before);
    }
    told.insert(at + 1, std::move(setting));
  }
  told.insert(told.end(), at_the_end.begin(), at_the_end.end());
  return told;
}

} // namespace headwater::app
