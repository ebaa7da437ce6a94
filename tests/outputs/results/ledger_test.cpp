// The ledger reconciles: with the solver's own accumulators, between payers and categories, and with the memo of
// ring-fenced money. Half a penny in any one year is too much.
#include "outputs/results/ledger.hpp"

#include "tests/outputs/studies.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cmath>
#include <map>
#include <set>

namespace headwater::outputs {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

bool is_new_money(const LedgerLine& line) {
  return line.component == Component::ring_fenced || line.component == Component::double_running;
}

constexpr double half_a_penny = 0.5e-8; // GBP million

double accumulated(const ScenarioRun& run, model::Category category, FiscalYear from, FiscalYear to) {
  const std::size_t place = model::accumulator(category).index;
  return run.record.on_1_april(to.first + 1)[place] - run.record.on_1_april(from.first)[place];
}

/// What does not reconcile, one sentence each.
std::vector<std::string> breaches(const std::vector<LedgerLine>& lines, const ScenarioRun& run, int horizon) {
  std::vector<std::string> found;
  std::map<std::pair<FiscalYear, model::Category>, double> by_category;
  std::map<model::Category, double> over_years;
  std::map<FiscalYear, double> ring_fenced;
  std::map<Payer, double> by_payer;
  for (const LedgerLine& line : lines) {
    by_category[{line.year, line.category}] += line.gbp_million;
    over_years[line.category] += line.gbp_million;
    by_payer[line.payer] += line.gbp_million;
    ring_fenced[line.year] += is_new_money(line) ? line.gbp_million : 0.0;
    if (is_memo(line.category)) {
      found.push_back(line.year.label() + ": a line for the memo");
    }
  }
  const auto compare = [&](const std::string& what, double lines_say, double run_says, double tolerance) {
    if (!(std::abs(lines_say - run_says) <= tolerance)) {
      found.push_back(fmt::format("{}: the lines sum to {} GBP million and should to {}", what, lines_say, run_says));
    }
  };
  const FiscalYear last = last_whole_year(horizon);
  double all = 0.0;
  for (const model::CategoryRow& row : model::categories()) {
    const auto category = static_cast<model::Category>(&row - model::categories().data());
    if (row.cost_class == model::CostClass::memo) {
      continue;
    }
    // A gain beyond care is paid with the sign turned.
    const double sign = row.cost_class == model::CostClass::beyond_care ? -1.0 : 1.0;
    const double total = sign * accumulated(run, category, first_whole_year, last);
    all += total;
    compare(std::string(row.name), over_years[category], total, 1e-9 * std::abs(total));
    for (FiscalYear year = first_whole_year; year <= last; ++year.first) {
      compare(year.label() + " " + std::string(row.name), by_category[{year, category}],
              sign * accumulated(run, category, year, year), half_a_penny);
    }
  }
  double paid = 0.0;
  for (const auto& [payer, gbp] : by_payer) {
    paid += gbp;
  }
  compare("all payers", paid, all, 1e-9 * all);
  for (const auto& [year, gbp] : ring_fenced) {
    compare(year.label() + " ring-fenced", gbp, accumulated(run, model::Category::ringfenced_memo, year, year),
            half_a_penny);
  }
  return found;
}

class LedgerOfArea : public testing::TestWithParam<const char*> {};

TEST_P(LedgerOfArea, ReconcilesForEveryShippedScenario) {
  const Booklet booklet = tests::booklet_of(tests::shipped_ids(), {.area = GetParam()});
  ASSERT_EQ(booklet.runs.size(), tests::shipped_ids().size());
  for (const ScenarioRun& run : booklet.runs) {
    EXPECT_THAT(breaches(ledger(booklet.runs.compared(run), booklet.runs.basis.payers), run, booklet.runs.horizon),
                IsEmpty())
        << booklet.runs.area << ", " << run.id;
  }
}

INSTANTIATE_TEST_SUITE_P(Areas, LedgerOfArea, testing::Values("Scotland", "Moray"),
                         [](const auto& area) { return std::string(area.param); });

TEST(Ledger, ReconcilesForAShortRun) {
  const Booklet booklet = tests::booklet_of({"cuts"}, {.horizon = 2030});
  EXPECT_THAT(
      breaches(ledger(booklet.runs.compared(booklet.runs[1]), booklet.runs.basis.payers), booklet.runs[1], 2030),
      IsEmpty());
}

TEST(Ledger, APennyThatGoesMissingIsFound) {
  constexpr double penny = 1e-8;
  const Booklet booklet = tests::booklet_of({});
  const ScenarioRun& run = booklet.runs.front();
  const std::vector<LedgerLine> lines = ledger(booklet.runs.compared(run), booklet.runs.basis.payers);
  for (const std::size_t i : {std::size_t{0}, lines.size() / 2, lines.size() - 1}) {
    std::vector<LedgerLine> changed = lines;
    changed[i].gbp_million += penny;
    const std::string where = changed[i].year.label() + " " +
                              std::string(model::categories()[static_cast<std::size_t>(changed[i].category)].name);
    EXPECT_THAT(breaches(changed, run, booklet.runs.horizon), Contains(HasSubstr(where)));
  }
}

TEST(Ledger, EveryLineSaysWhoPaysAndWhatFor) {
  const Booklet booklet = tests::booklet_of({"keep-the-promise"});
  const std::set<std::string_view> payers{"council", "nhs",           "scottish_government",
                                          "justice", "uk_government", "household"};
  const std::set<std::string_view> classes{"universal",    "targeted", "care_system",          "failure_demand",
                                           "lost_revenue", "human",    "wider_failure_demand", "beyond_care",
                                           "adult_need"};
  const std::set<std::string_view> cashabilities{"cash_releasing", "capacity_releasing", "economic_or_social"};
  std::set<std::tuple<FiscalYear, model::Category, Component, Payer>> seen;
  for (const LedgerLine& line : ledger(booklet.runs.compared(booklet.runs[1]), booklet.runs.basis.payers)) {
    const model::CategoryRow& category = model::categories()[static_cast<std::size_t>(line.category)];
    EXPECT_TRUE(payers.contains(name(line.payer))) << category.name;
    EXPECT_TRUE(classes.contains(name(category.cost_class))) << category.name;
    EXPECT_TRUE(cashabilities.contains(cashability(line.category))) << category.name;
    if (line.component == Component::release_lag || line.component == Component::stranded) {
      continue; // a cost base that has not yet followed a rise up, and more children than the places paid for
    }
    const bool is_gain = category.cost_class == model::CostClass::beyond_care; // a gain is paid below 0
    EXPECT_GE(is_gain ? -line.gbp_million : line.gbp_million, 0.0)
        << line.year.label() << " " << category.name << " " << name(line.payer);
    EXPECT_TRUE(seen.insert({line.year, line.category, line.component, line.payer}).second)
        << line.year.label() << " " << category.name << " " << name(line.payer) << " stands twice";
  }
}

// For Scotland, where nobody is named.
TEST(Ledger, NewMoneyIsPaidByTheScottishGovernment) {
  const Booklet booklet = tests::booklet_of({"keep-the-promise"});
  for (const LedgerLine& line : ledger(booklet.runs.compared(booklet.runs[1]), booklet.runs.basis.payers)) {
    EXPECT_TRUE(!is_new_money(line) || line.payer == Payer::scottish_government);
    EXPECT_EQ(recurrence(line.component) == "one_off", line.component == Component::double_running ||
                                                           line.component == Component::release_lag ||
                                                           line.component == Component::stranded);
  }
}

TEST(Ledger, ABaselineHasNoDoubleRunning) {
  const Booklet booklet = tests::booklet_of({"keep-the-promise"});
  double most = 0.0;
  for (FiscalYear year = first_whole_year; year <= last_whole_year(booklet.runs.horizon); ++year.first) {
    EXPECT_EQ(double_running(booklet.runs.compared(booklet.runs[0]), year), 0.0);
    EXPECT_GE(double_running(booklet.runs.compared(booklet.runs[1]), year), 0.0);
    most = std::max(most, double_running(booklet.runs.compared(booklet.runs[1]), year));
  }
  EXPECT_GT(most, 0.0);
}

TEST(Ledger, FinanceMovesMoneyAndMakesNone) {
  for (const char* id : {"invest-to-save-loan", "keep-the-promise"}) {
    const Booklet booklet = tests::booklet_of({id});
    std::map<std::pair<FiscalYear, FinanceItem>, double> sums;
    for (const FinanceLine& line : finance_lines(booklet.runs[1].record, booklet.runs[1].funding)) {
      sums[{line.year, line.item}] += line.gbp_million;
    }
    for (const auto& [key, sum] : sums) {
      EXPECT_EQ(sum, 0.0) << id << " " << key.first.label();
    }
    EXPECT_EQ(sums.empty(), std::string_view(id) == "keep-the-promise");
  }
}

TEST(Ledger, WhatIsLentAndNotRepaidIsOwed) {
  const Booklet booklet = tests::booklet_of({"invest-to-save-loan"});
  double owed = 0.0;
  double drawn = 0.0;
  double interest = 0.0;
  for (const FinanceStatement& year : finance_statement(booklet.runs.compared(booklet.runs[1]))) {
    // in cash: in real prices what is owed falls as prices rise
    const double cash = booklet.runs.prices.deflator.at(year.year);
    owed += cash * (year.loan.drawn + year.loan.interest_added - year.loan.repaid);
    EXPECT_NEAR(cash * year.loan.owed, owed, 1e-6) << year.year.label();
    drawn += cash * year.loan.drawn;
    interest += cash * year.loan.interest;
  }
  double received = 0.0;
  for (const FinanceLine& line : finance_lines(booklet.runs[1].record, booklet.runs[1].funding)) {
    received -= line.payer == Payer::council ? booklet.runs.prices.deflator.at(line.year) * line.gbp_million : 0.0;
  }
  EXPECT_NEAR(received, owed - interest, 1e-6);
  EXPECT_GT(drawn, 0.0);
  EXPECT_NEAR(owed, 0.0, 1e-9) << "a contract is kept";
}

TEST(Ledger, OnlyPeopleBearLostIncomeAndGainEarnings) {
  const PayerTable& payers = tests::shipped_terms().basis.payers;
  for (std::size_t i = 0; i < model::category_count; ++i) {
    const auto shares = payers.shares(static_cast<model::Category>(i));
    const double of_people = shares[static_cast<std::size_t>(Payer::household)];
    const bool is_theirs = model::categories()[i].cost_class == model::CostClass::human ||
                           static_cast<model::Category>(i) == model::Category::bc_earnings;
    EXPECT_EQ(of_people, is_theirs ? 1.0 : 0.0) << model::categories()[i].name;
  }
}

} // namespace
} // namespace headwater::outputs
