// Two results folders laid side by side: which numbers moved, in which order; and which folders are refused.
#include "outputs/moved/moved_numbers.hpp"

#include "outputs/charts/csv_text.hpp"
#include "outputs/files/digest.hpp"
#include "outputs/tables/table_files.hpp"
#include "scenarios/reading/read_csv.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

namespace headwater::outputs {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using tests::TemporaryFolder;

constexpr const char* this_version = "1.0.0";

using Tables = std::map<std::string, Table>;

Table annual(const std::vector<std::vector<std::string>>& rows) {
  return {{"scenario", "fiscal_year", "quantity", "unit", "value", "p05", "draws"}, rows};
}

/// A folder as a run leaves it, with these tables.
void write_results(const TemporaryFolder& at, const std::string& folder, const Tables& tables,
                   std::vector<Setting> settings = {}) {
  Manifest manifest{.version = this_version,
                    .commit = "abc",
                    .settings = std::move(settings),
                    .scenarios = {"plan"},
                    .inputs = {},
                    .outputs = {},
                    .cautions = {}};
  for (const auto& [name, table] : tables) {
    const std::string bytes = csv_text(table);
    at.write(folder + "/" + name, bytes);
    manifest.outputs.push_back({name, sha256(bytes)});
  }
  at.write(folder + "/manifest.json", manifest.json());
}

KeptResults opened(const TemporaryFolder& at, const std::string& folder) {
  scenarios::Read<KeptResults> read = KeptResults::open(at.path() / folder, this_version, false);
  EXPECT_THAT(at.shown(read.problems), IsEmpty());
  return std::move(read.value).value();
}

MovedNumbers moved_between(const Tables& from, const Tables& to) {
  const TemporaryFolder at;
  write_results(at, "old", from);
  write_results(at, "new", to);
  scenarios::Read<MovedNumbers> read = moved_numbers(opened(at, "old"), opened(at, "new"));
  EXPECT_THAT(at.shown(read.problems), IsEmpty());
  return std::move(read.value).value();
}

/// "quantity at: old > new", in order.
std::vector<std::string> in_short(const MovedNumbers& moved) {
  std::vector<std::string> all;
  for (const Moved& one : moved.all) {
    all.push_back(moved.series_of(one).what + " " + one.at + ": " + one.from + " > " + one.to);
  }
  return all;
}

/// What is said of a folder that cannot be compared.
std::string refused(const TemporaryFolder& at, const std::string& folder, const std::string& version = this_version) {
  const auto read = KeptResults::open(at.path() / folder, version, false);
  EXPECT_FALSE(read.value);
  EXPECT_FALSE(read.problems.empty());
  std::string said;
  for (const std::string& one : at.shown(read.problems)) {
    said += one + "\n";
  }
  return said;
}

TEST(MovedNumbers, PeopleStandBeforeMoneyAndTheLargestShareOfASizeFirst) {
  const Tables from{{"annual.csv", annual({{"plan", "2030-31", "children", "children", "1000", "", ""},
                                           {"plan", "2031-32", "children", "children", "100", "", ""},
                                           {"plan", "2030-31", "families", "families", "50", "", ""},
                                           {"plan", "2030-31", "cost", "GBP", "1000000", "", ""}})}};
  const Tables to{{"annual.csv", annual({{"plan", "2030-31", "children", "children", "1010", "", ""},
                                         {"plan", "2031-32", "children", "children", "50", "", ""},
                                         {"plan", "2030-31", "families", "families", "60", "", ""},
                                         {"plan", "2030-31", "cost", "GBP", "3000000", "", ""}})}};
  // 10 of 60; 50 of 1010, the size of the children, though half of what they were that year; 10 of 1010; money last.
  EXPECT_THAT(in_short(moved_between(from, to)),
              ElementsAre("families 2030-31: 50 > 60", "children 2031-32: 100 > 50", "children 2030-31: 1000 > 1010",
                          "cost 2030-31: 1000000 > 3000000"));
}

TEST(MovedNumbers, WhatIsNextToNothingDoesNotShout) {
  const Tables from{{"annual.csv", annual({{"plan", "2030-31", "children", "children", "1000", "", ""},
                                           {"plan", "2030-31", "few", "children", "0.0001", "", ""}})}};
  const Tables to{{"annual.csv", annual({{"plan", "2030-31", "children", "children", "1010", "", ""},
                                         {"plan", "2030-31", "few", "children", "0.0004", "", ""}})}};
  const MovedNumbers moved = moved_between(from, to);
  EXPECT_THAT(in_short(moved), ElementsAre("children 2030-31: 1000 > 1010", "few 2030-31: 0.0001 > 0.0004"));
  EXPECT_DOUBLE_EQ(moved.of_size(moved.all.back()), 0.0003 / 1.01) << "of a thousandth of the largest";
}

TEST(MovedNumbers, RoundingIsCountedByItself) {
  const Tables from{{"annual.csv", annual({{"plan", "2030-31", "children", "children", "1000", "", ""}})}};
  const Tables to{{"annual.csv", annual({{"plan", "2030-31", "children", "children", "1000.0000000001", "", ""}})}};
  const MovedNumbers moved = moved_between(from, to);
  ASSERT_THAT(moved.tables, SizeIs(1));
  EXPECT_EQ(moved.tables.front().moved, 0U);
  EXPECT_EQ(moved.tables.front().rounding, 1U);
}

TEST(MovedNumbers, WordsAndFiscalYearsAreToldToo) {
  const auto appraisal = [](const char* payback, const char* discounted) {
    return Table{{"scenario", "measure", "perspective", "horizon", "unit", "value", "why_no_value"},
                 {{"plan", "payback_year", "council", "2045-46", "fiscal year", payback, "why"},
                  {"plan", "payback_year_discounted", "council", "2045-46", "fiscal year", discounted, ""}}};
  };
  const MovedNumbers moved = moved_between({{"appraisal.csv", appraisal("2036-37", "2036-37")}},
                                           {{"appraisal.csv", appraisal("2041-42", "not by 2045-46")}});
  EXPECT_THAT(in_short(moved), ElementsAre("payback_year_discounted / council 2045-46: 2036-37 > not by 2045-46",
                                           "payback_year / council 2045-46: 2036-37 > 2041-42"));
  EXPECT_FALSE(moved.all.front().difference);
  EXPECT_EQ(moved.all.back().difference, 5.0) << "years";
  EXPECT_DOUBLE_EQ(moved.of_size(moved.all.back()), 5.0 / 15.0) << "of the years since 2026";
}

TEST(MovedNumbers, WhatStandsInOneFolderOnlyIsToldAsThat) {
  const Tables from{
      {"annual.csv", annual({{"plan", "2030-31", "children", "children", "1000", "900", "64"},
                             {"plan", "2031-32", "children", "children", "1000", "", ""}})},
      {"finance.csv",
       {{"scenario", "fiscal_year", "line", "unit", "value"}, {{"plan", "2030-31", "loan", "GBP", "5"}}}}};
  const Tables to{{"annual.csv", annual({{"plan", "2030-31", "children", "children", "1000", "", ""},
                                         {"other", "2030-31", "children", "children", "1000", "", ""}})}};
  const MovedNumbers moved = moved_between(from, to);
  EXPECT_THAT(in_short(moved), ElementsAre("children 2030-31: 900 > ", "children 2030-31:  > 1000",
                                           "children 2031-32: 1000 > ", "loan 2030-31: 5 > "));
  ASSERT_THAT(moved.tables, SizeIs(2));
  EXPECT_EQ(moved.tables[0].only_from, 2U);
  EXPECT_EQ(moved.tables[0].only_to, 1U);
  EXPECT_EQ(moved.tables[1].only_from, 1U);
}

TEST(MovedNumbers, RowsThatNothingTellsApartArePairedInTheirOrder) {
  const auto ledger = [](const char* second) {
    return Table{{"scenario", "fiscal_year", "category", "payer", "gbp"},
                 {{"plan", "2030-31", "loan", "lender", "1"}, {"plan", "2030-31", "loan", "lender", second}}};
  };
  EXPECT_THAT(in_short(moved_between({{"ledger.csv", ledger("2")}}, {{"ledger.csv", ledger("3")}})),
              ElementsAre("loan / lender 2030-31: 2 > 3"));
}

/// The tables of a study, as a results folder has them.
Tables tables_of(const Booklet& booklet) {
  Tables tables;
  for (const FileToMake& file : table_files(booklet)) {
    const std::string bytes = file.bytes();
    const auto rows = scenarios::read_csv(bytes, file.name.string());
    Table& table = tables[file.name.string()];
    for (const scenarios::CsvRow& row : rows.value.value()) {
      std::vector<std::string> cells;
      for (const scenarios::CsvField& field : row.fields) {
        cells.push_back(field.text);
      }
      if (table.columns.empty()) {
        table.columns = std::move(cells);
      } else {
        table.rows.push_back(std::move(cells));
      }
    }
  }
  return tables;
}

// Identities over every table of two studies.
TEST(MovedNumbers, OfAStudyAgainstItselfAreNoneAndTheOtherWayRoundTheOpposite) {
  const Tables real = tables_of(tests::booklet_of({"invest-to-save-loan"}, {.horizon = 2034}));
  const Tables nominal =
      tables_of(tests::booklet_of({"invest-to-save-loan"}, {.horizon = 2034, .price_base = PriceBase::nominal}));
  const MovedNumbers none = moved_between(real, real);
  EXPECT_THAT(none.all, IsEmpty());
  EXPECT_THAT(none.tables, IsEmpty());
  const MovedNumbers there = moved_between(real, nominal);
  const MovedNumbers back = moved_between(nominal, real);
  ASSERT_EQ(there.all.size(), back.all.size());
  ASSERT_FALSE(there.all.empty());
  std::set<std::string> money;
  for (std::size_t i = 0; i < there.all.size(); ++i) {
    EXPECT_EQ(there.all[i].from, back.all[i].to);
    EXPECT_EQ(there.all[i].difference.value_or(0.0), -back.all[i].difference.value_or(0.0));
    EXPECT_TRUE(there.series_of(there.all[i]).money) << "prices move no people: " << there.series_of(there.all[i]).what;
    money.insert(there.series_of(there.all[i]).table);
  }
  EXPECT_THAT(money, testing::IsSupersetOf({"annual.csv", "appraisal.csv", "ledger.csv", "finance.csv"}));
  for (const ComparedTable& table : there.tables) {
    std::size_t numbers = 0;
    std::size_t differ = 0;
    for (const auto& row : real.at(table.name).rows) {
      for (std::size_t i = 0; i < row.size(); ++i) {
        numbers += role_of(real.at(table.name).columns[i]) == Role::number && !row[i].empty() ? 1 : 0;
      }
    }
    for (const Moved& one : there.all) {
      differ += there.series_of(one).table == table.name ? 1 : 0;
    }
    EXPECT_EQ(table.numbers, numbers + table.only_to) << table.name << ": every number is laid beside its other";
    EXPECT_EQ(table.moved + table.rounding + table.only_from + table.only_to, differ) << table.name;
  }
}

TEST(MovedNumbers, KnowEveryColumnOfEveryTableOfARun) {
  const Booklet booklet = tests::with_draws(tests::booklet_of({"cuts"}, {.horizon = 2034}), 1.0, 1.0);
  std::size_t columns = 0;
  for (const auto& [name, table] : tables_of(booklet)) {
    for (const std::string& column : table.columns) {
      EXPECT_TRUE(role_of(column)) << name << " has the column " << column
                                   << ": give it a role in outputs/moved/moved_numbers.cpp";
      ++columns;
    }
  }
  EXPECT_GT(columns, 50U);
  EXPECT_FALSE(role_of("no_such_heading"));
}

TEST(KeptResults, ThatAreNoneAreRefusedInWords) {
  const TemporaryFolder at;
  at.write("letter", "dear");
  at.write("odd/notes.txt", "hello");
  EXPECT_THAT(refused(at, "nowhere"), HasSubstr("nowhere:1:1: is not there"));
  EXPECT_THAT(refused(at, "letter"), HasSubstr("letter:1:1: is not a folder"));
  EXPECT_THAT(refused(at, "odd"), HasSubstr("odd:1:1: holds no results: it has no manifest.json of Headwater"));
  at.write("odd/manifest.json", "{\"program\": \"Headwater\", \"outputs\": 3}");
  EXPECT_THAT(refused(at, "odd", ""), HasSubstr("odd/manifest.json:1:1: names no table"));
}

TEST(KeptResults, OfAnotherVerbOrVersionAreRefused) {
  const TemporaryFolder at;
  write_results(at, "r", {{"annual.csv", annual({})}});
  EXPECT_THAT(refused(at, "r", "2.0.0"), AllOf(HasSubstr("\"1.0.0\""), HasSubstr("2.0.0"), HasSubstr("--any-version")));
  EXPECT_TRUE(KeptResults::open(at.path() / "r", "2.0.0", true).value);
  write_results(at, "s", {{"tornado.csv", annual({})}}, {{"verb", "sensitivity", true}});
  EXPECT_THAT(refused(at, "s"), HasSubstr("holds the results of `sensitivity`"));
}

TEST(KeptResults, ThatWereChangedSinceAreRefusedAllTogether) {
  const TemporaryFolder at;
  write_results(at, "r", {{"annual.csv", annual({})}, {"finance.csv", annual({})}, {"ledger.csv", annual({})}});
  at.write("r/annual.csv", "scenario,value\r\nplan,7\r\n");
  std::filesystem::remove(at.path() / "r/finance.csv");
  EXPECT_THAT(refused(at, "r"),
              AllOf(HasSubstr("r/annual.csv:1:1: is not as it was written"),
                    HasSubstr("r/finance.csv:1:1: is not there"), testing::Not(HasSubstr("ledger.csv"))));
}

TEST(KeptResults, WithAColumnThatIsNotKnownAreRefused) {
  const TemporaryFolder at;
  write_results(at, "old", {{"annual.csv", annual({})}});
  write_results(at, "new", {{"annual.csv", {{"scenario", "shoe_size"}, {}}}});
  const auto read = moved_numbers(opened(at, "old"), opened(at, "new"));
  EXPECT_THAT(at.shown(read.problems),
              ElementsAre(HasSubstr("new/annual.csv:1:1: has a column that this Headwater does "
                                    "not know: \"shoe_size\"")));
}

} // namespace
} // namespace headwater::outputs
