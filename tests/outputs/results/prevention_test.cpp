// The prevention tag: every pound of the ledger has a level, and the preventive share is made of those pounds.
#include "outputs/results/prevention.hpp"

#include "outputs/results/quantities.hpp"
#include "outputs/tables/tables.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <map>
#include <numeric>

namespace headwater::outputs {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr double half_penny_of_level = 0.5e-8; // GBP million

std::string shipped_levels() {
  return scenarios::read_input(tests::shipped_files().prevention_levels()).value.value().bytes;
}

/// The shipped table with one text put in place of another.
std::string levels_with(std::string_view from, std::string_view to) {
  std::string text = shipped_levels();
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

std::vector<std::string> level_problems(const std::string& text) {
  std::vector<std::string> said;
  for (const scenarios::Problem& problem : read_prevention_table({"levels.csv", text}).problems) {
    said.push_back(to_string(problem));
  }
  return said;
}

double sum_of_levels(const ByLevel& amounts) { return std::accumulate(amounts.begin(), amounts.end(), 0.0); }

double amount_at(const ByLevel& amounts, PreventionLevel level) { return amounts[static_cast<std::size_t>(level)]; }

const Booklet& every_shipped() {
  static const Booklet booklet = tests::booklet_of(tests::shipped_ids());
  return booklet;
}

/// Half of intensive support is secondary, half tertiary; residential places that stand empty are untagged.
PreventionTable mixed_levels() {
  const std::string mixed =
      levels_with("intensive,secondary,1.0,", "intensive,tertiary,0.5,D,ours,\nintensive,secondary,0.5,") +
      "residential/stranded,untagged,1.0,D,ours,\n";
  EXPECT_THAT(level_problems(mixed), IsEmpty());
  return read_prevention_table({"levels.csv", mixed}).value.value();
}

TEST(Prevention, SharesOfEveryLineSumToOne) {
  for (const PreventionTable& table : {tests::shipped_terms().basis.prevention, mixed_levels()}) {
    for (std::size_t i = 0; i < model::category_count; ++i) {
      const auto category = static_cast<model::Category>(i);
      for (const Component component : {Component::service, Component::ring_fenced, Component::double_running,
                                        Component::release_lag, Component::stranded}) {
        EXPECT_DOUBLE_EQ(sum_of_levels(table.shares(category, component)), is_memo(category) ? 0.0 : 1.0)
            << model::categories()[i].name << ", " << name(component);
      }
    }
  }
}

TEST(Prevention, AComponentWithRowsOfItsOwnLeavesTheRestAsTheCategoryIs) {
  const PreventionTable mixed = mixed_levels();
  EXPECT_EQ(amount_at(mixed.shares(model::Category::residential, Component::stranded), PreventionLevel::untagged), 1.0);
  EXPECT_EQ(amount_at(mixed.shares(model::Category::residential, Component::service), PreventionLevel::acute), 1.0);
  EXPECT_EQ(amount_at(mixed.shares(model::Category::intensive, Component::ring_fenced), PreventionLevel::tertiary),
            0.5);
  const PreventionTable& shipped = tests::shipped_terms().basis.prevention;
  EXPECT_EQ(amount_at(shipped.shares(model::Category::practice_support, Component::service), PreventionLevel::tertiary),
            1.0);
}

TEST(Prevention, EveryProblemIsNamed) {
  EXPECT_THAT(level_problems(shipped_levels()), IsEmpty());
  const std::vector<std::string> slip = level_problems(levels_with("kinship,acute", "kinshp,acute"));
  EXPECT_THAT(slip, Contains(HasSubstr("did you mean \"kinship\"")));
  EXPECT_THAT(slip, Contains(HasSubstr("no row says which level of prevention kinship is")));
  EXPECT_THAT(level_problems(levels_with("kinship,acute", "kinship,acut")),
              Contains(HasSubstr("did you mean \"acute\"")));
  EXPECT_THAT(level_problems(shipped_levels() + "residential/strandd,untagged,1.0,D,ours,\n"),
              Contains(HasSubstr("did you mean \"stranded\"")));
  EXPECT_THAT(level_problems(levels_with("kinship,acute,1.0", "kinship,acute,0.9")),
              Contains(HasSubstr("the shares of kinship sum to 0.9")));
  EXPECT_THAT(level_problems(shipped_levels() + "residential/stranded,untagged,0.5,D,ours,\n"),
              Contains(HasSubstr("the shares of residential/stranded sum to 0.5")));
  EXPECT_THAT(level_problems(levels_with("kinship,acute,1.0", "kinship,acute,1.2")),
              Contains(HasSubstr("is not a share")));
  EXPECT_THAT(level_problems(levels_with("kinship,acute,1.0", "kinship,acute,nan")),
              Contains(HasSubstr("is not a number")));
  EXPECT_THAT(level_problems(levels_with("kinship,acute,1.0,D", "kinship,acute,1.0,E")),
              Contains(HasSubstr("\"E\" is not a grade")));
  EXPECT_THAT(level_problems(levels_with("kinship,acute,1.0,D,SG_DEFINING_PREVENTION", "kinship,acute,1.0,D,")),
              Contains(HasSubstr("without a source")));
  EXPECT_THAT(level_problems(shipped_levels() + "kinship,acute,0.0,D,ours,\n"),
              Contains(HasSubstr("stand together twice")));
  EXPECT_THAT(level_problems(shipped_levels() + "ringfenced_memo,acute,1.0,D,ours,\n"),
              Contains(HasSubstr("is not a cost category with money of its own")));
  EXPECT_THAT(level_problems("category,level\n"), Contains(HasSubstr("levels.csv:1:1")));
  EXPECT_THAT(level_problems(""), Contains(HasSubstr("the file is empty")));
}

// Whatever the table says, in every shipped scenario: levels add up to the ledger, and shares of what has a level to 1.
TEST(Prevention, LevelsOfEveryScenarioAddUpToTheLedger) {
  const Runs& runs = every_shipped().runs;
  const Included with_transfers{.beyond_care = true, .transfer = true};
  for (const PreventionTable& table : {runs.basis.prevention, mixed_levels()}) {
    for (const ScenarioRun& run : runs) {
      const std::vector<LedgerLine> lines = ledger(runs.compared(run), runs.basis.payers);
      for (const Included& included : {Included{}, with_transfers}) {
        for (const SpendingOn on : spending_on) {
          std::map<FiscalYear, double> in_ledger;
          for (const LedgerLine& line : lines) {
            in_ledger[line.year] += is_spent_on(on, line, included) ? line.gbp_million : 0.0;
          }
          const std::vector<PreventionSpend> path = prevention_path(lines, table, on, included);
          ASSERT_EQ(path.size(), in_ledger.size());
          for (const PreventionSpend& spend : path) {
            const std::string where = run.id + ", " + spend.year.label() + ", " + std::string(name(on));
            EXPECT_NEAR(sum_of_levels(spend.gbp_million), in_ledger.at(spend.year), half_penny_of_level) << where;
            double shares = 0.0;
            for (const PreventionLevel level : prevention_levels) {
              shares += level == PreventionLevel::untagged ? 0.0 : amount_at(spend.gbp_million, level) / spend.tagged();
            }
            EXPECT_NEAR(shares, 1.0, 1e-12) << where;
            EXPECT_GT(spend.share(), 0.0) << where;
            EXPECT_LT(spend.share(), 1.0) << where;
          }
        }
      }
    }
  }
}

// The shipped levels by the costs of categories themselves: support and aftercare, of operating cost.
TEST(Prevention, TheShareIsWhatItsCategoriesCost) {
  const Runs& runs = every_shipped().runs;
  for (const ScenarioRun& run : runs) {
    const std::vector<LedgerLine> lines = ledger(runs.compared(run), runs.basis.payers);
    const auto path =
        prevention_path(lines, runs.basis.prevention, SpendingOn::childrens_services, runs.basis.included);
    for (const int first : {2012, 2026, 2040}) {
      const YearView view(run.record, {first});
      const auto of = [&](const char* quantity) { return find_quantity(quantity)->value(view); };
      const double support = of("cost_universal") + of("cost_intensive") + of("cost_practice_support") +
                             of("cost_shared_care_and_controls");
      const double aftercare = view.cost(model::Category::aftercare_cc);
      const double operating = support + of("cost_care_system");
      const PreventionSpend& spend = path[static_cast<std::size_t>(first - first_whole_year.first)];
      ASSERT_EQ(spend.year.first, first);
      EXPECT_NEAR(spend.share(), (support + aftercare) / operating, 1e-9) << run.id << ", " << first;
      EXPECT_NEAR(amount_at(spend.gbp_million, PreventionLevel::primary), of("cost_universal"), 1e-9) << run.id;
      EXPECT_NEAR(amount_at(spend.gbp_million, PreventionLevel::untagged), 0.0, 1e-9) << run.id;
    }
  }
}

// A plan that spends on prevention raises the share; one that cuts support lowers it.
TEST(Prevention, MovesAsPlansDo) {
  const Runs& runs = every_shipped().runs;
  const auto share = [&](std::string_view id) {
    const auto run = std::find_if(runs.begin(), runs.end(), [&](const ScenarioRun& one) { return one.id == id; });
    const auto path = prevention_path(ledger(runs.compared(*run), runs.basis.payers), runs.basis.prevention,
                                      SpendingOn::childrens_services, runs.basis.included);
    return path[static_cast<std::size_t>(2035 - first_whole_year.first)].share();
  };
  EXPECT_GT(share("keep-the-promise"), share("continue-as-now"));
  EXPECT_GT(share("universal-only"), share("continue-as-now"));
  EXPECT_LT(share("cuts"), share("continue-as-now"));
}

// A reader who adds up ledger.csv by level finds prevention.csv.
TEST(Prevention, TheTableIsTheLedgerByLevel) {
  Booklet booklet = tests::booklet_of({"keep-the-promise", "invest-to-save-loan"}, {.horizon = 2032});
  for (const PreventionTable& levels : {booklet.runs.basis.prevention, mixed_levels()}) {
    booklet.runs.basis.prevention = levels;
    const auto number = [](const std::string& text) { return std::strtod(text.c_str(), nullptr); };
    std::map<std::vector<std::string>, double> in_ledger; // by scenario, year and level
    for (const auto& row : tests::table_of(ledger_csv(booklet.runs)).rows) {
      const bool is_childrens = row[3] == "universal" || row[3] == "targeted" || row[3] == "care_system";
      in_ledger[{row[0], row[1], row[10]}] += is_childrens ? number(row[8]) : 0.0;
    }
    const Table table = prevention_table(booklet.runs);
    std::size_t seen = 0;
    for (const auto& row : table.rows) {
      if (row[2] != "childrens_services") {
        continue;
      }
      ++seen;
      for (std::size_t i = 4; i < 9; ++i) {
        EXPECT_NEAR(number(row[i]), (in_ledger[{row[0], row[1], table.columns[i]}]), 0.005)
            << testing::PrintToString(row);
      }
      EXPECT_NEAR(number(row[9]),
                  (number(row[4]) + number(row[5]) + number(row[6])) /
                      (number(row[4]) + number(row[5]) + number(row[6]) + number(row[7])),
                  1e-12);
    }
    EXPECT_EQ(seen, booklet.runs.size() * 20); // 2012-13 to 2031-32
  }
}

} // namespace
} // namespace headwater::outputs
