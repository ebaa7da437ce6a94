// The settings of a verb are told once: whatever an option changes is in the manifest, and so in the run code, or the
// row says that it is not.
#include "app/study/setting_table.hpp"

#include "app/study/study_settings.hpp"

#include <gmock/gmock.h>

#include <set>

namespace headwater::app {
namespace {

using testing::ElementsAre;

using Json = nlohmann::ordered_json;

std::string code_of(const SettingTable& table) {
  outputs::Manifest manifest;
  manifest.settings = table.told();
  return manifest.run_code();
}

struct Change {
  void operator()(bool* value) const { *value = !*value; }
  void operator()(std::string* value) const { *value += "x"; }
  void operator()(std::vector<std::string>* value) const { value->emplace_back("x"); }
  void operator()(std::optional<std::string>* value) const { *value = "x"; }
  void operator()(std::optional<int>* value) const { *value = 7; }
  template<class Number> void operator()(Number* value) const { *value += 1; }
};

TEST(SettingTable, EveryOptionOfARunIsInItsCodeOrSaysThatItIsNot) {
  StudyRequest request;
  SettingTable table;
  add_run_settings(table, request);
  table.know("deflator", "a release", true);
  std::set<std::string> codes{code_of(table)};
  std::vector<std::string> not_told;
  for (const SettingRow* row : table.options()) {
    const bool is_new = (std::visit(Change{}, row->value()), codes.insert(code_of(table)).second);
    EXPECT_EQ(is_new, row->is_told()) << row->option();
    if (!row->is_told()) {
      not_told.push_back(row->option());
    }
  }
  EXPECT_THAT(not_told, ElementsAre("--instruction-set", "--threads"))
      << "which change how fast it is, and nothing else";
}

TEST(SettingTable, TellsEachSettingByItsNameWithItsDefaultMarked) {
  bool without = false;
  bool late = false;
  std::size_t rows = 512;
  std::string as_of;
  std::string hidden;
  SettingTable table;
  table.add_fact("verb", "test");
  table.add("--no-second-opinion", &without, "");
  table.add("--row-count", &rows, "").told_as("rows");
  table.add("--as-of", &as_of, "").otherwise("now");
  table.add("--late", &late, "").told_if_changed();
  table.add("--out", &hidden, "").not_told();
  const auto told = [&] {
    std::string lines;
    for (const outputs::Setting& one : table.told()) {
      lines += one.name + " " + one.value.dump() + (one.is_default ? "" : " changed") + "; ";
    }
    return lines;
  };
  EXPECT_EQ(told(), "verb \"test\"; second_opinion true; rows 512; as_of \"now\"; ");
  without = true;
  late = true;
  rows = 8;
  as_of = "2022";
  hidden = "there";
  EXPECT_EQ(told(),
            "verb \"test\"; second_opinion false changed; rows 8 changed; as_of \"2022\" changed; late true changed; ");
  table.know("as_of", "2022-12-31", false);
  EXPECT_THAT(told(), testing::HasSubstr("as_of \"2022-12-31\" changed; "));
}

TEST(SettingTable, WhatNobodyKnowsIsNotLeftOut) {
  SettingTable table;
  table.add_fact("deflator");
  EXPECT_THROW(table.told(), std::logic_error);
  EXPECT_THROW(table.know("deflater", "a release", true), std::logic_error);
  table.know("deflator", "a release", true);
  EXPECT_EQ(table.told().size(), 1U);
}

} // namespace
} // namespace headwater::app
