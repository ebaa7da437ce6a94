// Every option of a table is given another value: which of them leave the run code alone?
#pragma once

#include "app/study/setting_table.hpp"

#include <set>
#include <string>
#include <vector>

namespace headwater::tests {

/// The run code of a run with these settings, and nothing else.
inline std::string code_of(const std::vector<outputs::Setting>& settings) {
  outputs::Manifest manifest;
  manifest.settings = settings;
  return manifest.run_code();
}

/// Gives a setting a value that it has not.
struct Change {
  void operator()(bool* value) const { *value = !*value; }
  void operator()(std::string* value) const { *value += "x"; }
  void operator()(std::vector<std::string>* value) const { value->emplace_back("x"); }
  void operator()(std::optional<std::string>* value) const { *value = "x"; }
  void operator()(std::optional<int>* value) const { *value = 7; }
  void operator()(double* value) const { *value += 0.25; }
  template<class Whole> void operator()(Whole* value) const { ++*value; }
};

/// The options, in order, that can be changed without a new run code. `known`: see SettingTable::told().
inline std::vector<std::string> options_outside_the_code(const app::SettingTable& table,
                                                         const std::vector<outputs::Setting>& known = {}) {
  std::vector<std::string> outside;
  std::set<std::string> codes{code_of(table.told(known))};
  for (const app::SettingRow* row : table.options()) {
    std::visit(Change{}, row->value());
    if (!codes.insert(code_of(table.told(known))).second) {
      outside.push_back(row->option());
    }
  }
  return outside;
}

} // namespace headwater::tests
