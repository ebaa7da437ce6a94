// Loans in the accounts: drawn as stated, interest once and to the borrower, repaid to 0, and owed until then in every measure.
#include "outputs/appraisal/net_position.hpp"
#include "outputs/appraisal/pockets.hpp"
#include "outputs/pictures/loan_words.hpp"
#include "outputs/results/cost_parts.hpp"
#include "outputs/results/loan_account.hpp"
#include "scenarios/lever_words.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace headwater::tests {
namespace {

using outputs::CashFlow;
using outputs::CashFlows;
using outputs::FiscalYear;
using outputs::Perspective;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr double a_penny = 0.01;
constexpr std::size_t to_council = static_cast<std::size_t>(Perspective::council);
constexpr std::size_t to_purse = static_cast<std::size_t>(Perspective::public_purse);

/// Nine million a year in 2027-30, borrowed, and the same money without a loan, of the one who would borrow: a payer of the whole
/// plan would pay as well for what lingers when that money ends.
const std::string borrowed =
    "[[lever]]\nname = \"bridging_loan\"\nstart = \"2027-28\"\namount = 9\nuntil = \"2030-31\"\n";
const std::string by_contract = borrowed + "repay_by = \"2049-50\"\ninterest = 0.05\n";
const std::string unborrowed =
    "[[lever]]\nname = \"intensive_support\"\nschedule = \"nine.csv\"\npayer = \"council\"\n";

class LoansOfPlans : public testing::Test {
protected:
  LoansOfPlans() { folder_.write("nine.csv", "fiscal_year,gbp_million\n2027-28,9\n2028-29,9\n2029-30,9\n"); }
  Study study(const std::string& rest, const StudyOf& of = {}) const {
    return study_of(
        {folder_
             .write("plan.toml", "name = \"Plan\"\nparent = \"continue-as-now\"\narea = \"" + of.area + "\"\n" + rest)
             .string()},
        of);
  }
  static std::vector<CashFlows> flows(const Study& of) {
    const outputs::Runs& runs = of.booklet.runs;
    return outputs::all_cash_flows(runs.compared(runs[1]), runs.prices, runs.basis);
  }
  static double measured(const Study& of, const CashFlows& flows, const char* name) {
    const outputs::Runs& runs = of.booklet.runs;
    return find_measure(outputs::measures(runs.compared(runs[1]), runs.prices, flows), name)->value.value();
  }
  TemporaryFolder folder_;
};

TEST_F(LoansOfPlans, AreDrawnAsStatedAndRepaidToNothing) {
  for (const char* repayment : {"level_instalments", "equal_principal"}) {
    for (const outputs::PriceBase& base : {outputs::PriceBase::real_2024_25, outputs::PriceBase::nominal}) {
      const Study found =
          study(by_contract + "repayment = \"" + repayment + "\"\n", {.horizon = 2052, .price_base = base});
      const outputs::Runs& runs = found.booklet.runs;
      double instalment = 0.0;
      for (const auto& year : outputs::finance_statement(runs.compared(runs[1]))) {
        const auto pounds = [&](double of) { return runs.prices.pounds(of, year.year); };
        const bool draws = year.year.first >= 2027 && year.year.first < 2030;
        const double index = base.is_nominal() ? runs.prices.deflator.at(year.year) : 1.0;
        EXPECT_NEAR(pounds(year.loan.drawn), draws ? 9e6 * index : 0.0, a_penny) << year.year.label();
        EXPECT_EQ(year.loan.owed == 0.0, year.year.first < 2027 || year.year.first >= 2049) << year.year.label();
        const bool repays = year.year.first >= 2030 && year.year.first <= 2049;
        EXPECT_EQ(year.loan.repaid > 0.0, repays) << year.year.label();
        // a contract is level in cash
        const double due = pounds(repayment[0] == 'l' ? year.loan.due : year.loan.repaid);
        if (repays && base.is_nominal()) {
          instalment = instalment == 0.0 ? due : instalment;
          EXPECT_NEAR(due, instalment, a_penny) << year.year.label();
        }
      }
      // and it is spent as the same money is that is not borrowed: nothing in the equations tells them apart
      const Study same = study(unborrowed, {.horizon = 2052, .price_base = base});
      EXPECT_EQ(runs[1].record.july_states.back()[0], same.booklet.runs[1].record.july_states.back()[0]);
      const std::vector<CashFlows> with = flows(found);
      const std::vector<CashFlows> without = flows(same);
      for (std::size_t i = 0; i < with.size(); ++i) {
        for (std::size_t k = 0; k < with[i].years.size(); ++k) {
          EXPECT_NEAR(with[i].years[k].net - with[i].years[k].finance, without[i].years[k].net, a_penny);
          EXPECT_TRUE(i == to_council || with[i].years[k].finance == 0.0) << "no cost of anybody but the borrower";
          EXPECT_TRUE(i == to_council || with[i].years[k].owed == 0.0);
        }
      }
    }
  }
}

TEST_F(LoansOfPlans, AreScaledToThePlaceAndWaitWithThePlan) {
  const std::filesystem::path of_scotland =
      folder_.write("scotland.toml", "name = \"Plan\"\nparent = \"continue-as-now\"\n" + by_contract);
  const Study moray = study_of({of_scotland.string()}, {.area = "Moray", .horizon = 2030});
  const outputs::Funding& funding = moray.booklet.runs[1].funding;
  const outputs::LoanAccount& account = *funding.loan();
  EXPECT_LT(account.in({2028}).drawn * model::user_prices, 0.5) << "Moray's share of nine million";
  for (FiscalYear year{2026}; year.first < 2032; ++year.first) {
    EXPECT_NEAR(account.in(year).drawn, funding.put_up(scenarios::borrowed_for_lever, year)[to_council], 1e-12);
  }
  const outputs::LoanAccount late = account.later(2);
  EXPECT_EQ(late.in({2028}).drawn, 0.0);
  EXPECT_NEAR(late.in({2029}).drawn, account.in({2027}).drawn, 1e-15);
  EXPECT_EQ(late.until(), FiscalYear{2032});
  EXPECT_EQ(late.in({2051}).owed, 0.0);
  EXPECT_GT(late.in({2050}).owed, 0.0);
}

/// At a rate of 3.5% above prices that rise by 2% a year a loan is worth nothing to a borrower whose rate of discount is 3.5%,
/// to any horizon: what has come in less what has gone out less what is owed.
TEST(LoanAccount, IsWorthNothingAtTheRateOfDiscount) {
  outputs::Deflator deflator;
  deflator.index = {{2024, 1.0}};
  deflator.growth_after = 0.02;
  const double cash_rate = 1.035 * 1.02 - 1.0;
  const scenarios::Loan loan{
      {{2045}, cash_rate, scenarios::Repayment::level_instalments}, {2030}, {{{2026}, 5.0}, {{2027}, 7.0}}};
  const outputs::LoanAccount account(loan, 1.0, deflator);
  double present = 0.0;
  double factor = 1.0;
  for (FiscalYear year{2026}; year.first <= 2046; ++year.first, factor /= 1.035) {
    const outputs::LoanYear row = account.in(year);
    present += factor * (row.drawn - row.repaid - row.interest);
    EXPECT_NEAR(present - factor * row.owed, 0.0, 1e-12) << year.label();
  }
}

TEST_F(LoansOfPlans, WhatIsOwedIsALiabilityInEveryMeasure) {
  const Study found = study(by_contract);
  const Study same = study(unborrowed);
  const CashFlows with = flows(found)[to_council]; // to 2045-46: four more instalments are to come
  const CashFlows without = flows(same)[to_council];
  const outputs::Prices& prices = found.booklet.runs.prices;
  const outputs::LoanAccount& account = *found.booklet.runs[1].funding.loan();
  double present = 0.0;
  double plain = 0.0;
  for (const CashFlow& flow : with.years) {
    const outputs::LoanYear row = account.in(flow.year);
    plain += prices.pounds(row.drawn - row.repaid - row.interest, flow.year);
    present += flow.discount_factor * prices.real_pounds(row.drawn - row.repaid - row.interest);
  }
  const double owed = prices.pounds(account.in(with.years.back().year).owed, with.years.back().year);
  EXPECT_GT(owed, 1e6);
  present -= with.years.back().discount_factor * owed;
  plain -= owed;
  EXPECT_NEAR(measured(found, with, "loan_owed"), owed, a_penny);
  EXPECT_NEAR(npv(with) - npv(without), present, a_penny);
  EXPECT_NEAR(measured(found, with, "npv"), npv(with), a_penny);
  EXPECT_NEAR(measured(found, with, "net_position_total") - measured(same, without, "net_position_total"), plain,
              a_penny);
  const auto pockets = outputs::pockets(flows(found), FiscalYear{2045});
  EXPECT_NEAR(pockets.net[to_council], measured(found, with, "net_position_total"), a_penny);
  // money that is borrowed and still owed pays nothing back, and fills no gap
  for (const CashFlow& flow : with.years) {
    EXPECT_NEAR(flow.position(), flow.cumulative - prices.pounds(account.in(flow.year).owed, flow.year), a_penny);
  }
  EXPECT_GE(measured(found, with, "peak_funding_gap"), measured(same, without, "peak_funding_gap") - 1.0);
}

TEST_F(LoansOfPlans, InterestOfTheEquationsIsChargedOnceToTheBorrower) {
  const Study found = study(borrowed); // repaid out of the prevention budget
  const outputs::Runs& runs = found.booklet.runs;
  const auto over = [&](model::Place place, FiscalYear year) {
    return runs[1].record.on_1_april(year.first + 1)[place.index] - runs[1].record.on_1_april(year.first)[place.index];
  };
  const CashFlows all = flows(found)[to_purse];
  for (FiscalYear year{2026}; year.first <= 2045; ++year.first) {
    const double interest = over(model::accumulator(model::Counter::loan_interest), year);
    EXPECT_EQ(interest > 0.0, year.first >= 2027) << year.label();
    double charged = 0.0;
    double practice = 0.0;
    for (const outputs::FinanceLine& line : outputs::finance_lines(runs[1].record, runs[1].funding)) {
      const bool of_council = line.payer == outputs::Payer::council;
      charged +=
          line.year == year && line.item == outputs::FinanceItem::loan_interest && of_council ? line.gbp_million : 0;
    }
    EXPECT_NEAR(charged, interest, 1e-12);
    for (const outputs::LedgerLine& line : outputs::ledger(runs.compared(runs[1]), runs.basis.payers)) {
      practice += line.year == year && line.category == model::Category::practice_support ? line.gbp_million : 0;
    }
    EXPECT_NEAR(practice + interest, over(model::accumulator(model::Category::practice_support), year), 1e-9);
    double parts = 0.0;
    for (const outputs::CostPart part : outputs::purse_parts({})) {
      parts += outputs::cost_of(runs[0].record, year, part) - outputs::cost_of(runs[1].record, year, part);
    }
    EXPECT_NEAR(runs.prices.pounds(parts, year), all.years[static_cast<std::size_t>(year.first - 2026)].net, 1.0);
  }
}

TEST(LoanCover, PaysFromWhatWasSavedOldestFirst) {
  CashFlows flows{Perspective::council, {}};
  const auto add = [&](int year, double cashable, double due) {
    CashFlow& flow = flows.years.emplace_back();
    flow.year = FiscalYear{year};
    flow.cashable = cashable;
    flow.due = due;
  };
  add(2026, 2.0, 0.0);
  add(2027, 3.0, 4.0); // 5 kept, 4 due
  add(2028, 1.0, 4.0); // 2 kept
  add(2029, -3.0, 4.0);
  add(2030, 5.0, 4.0); // 2 are left after the year before
  const std::vector<outputs::LoanCover> years = outputs::loan_cover(flows);
  ASSERT_EQ(years.size(), 4U);
  const double not_covered[] = {0.0, 2.0, 4.0, 2.0};
  for (std::size_t i = 0; i < years.size(); ++i) {
    EXPECT_EQ(years[i].not_covered, not_covered[i]) << i;
    EXPECT_EQ(years[i].covered + years[i].not_covered, years[i].due) << i;
  }
}

TEST_F(LoansOfPlans, SayWhenAndHowMuchSavingsDoNotPay) {
  const auto words = [](const Study& of) {
    return outputs::loan_in_words(of.booklet.runs, of.booklet.runs[1], flows(of));
  };
  const Study found = study(by_contract);
  double due = 0.0;
  double not_covered = 0.0;
  for (const outputs::LoanCover& year : outputs::loan_cover(flows(found)[to_council])) {
    due += year.due;
    not_covered += year.not_covered;
  }
  EXPECT_NEAR(measured(found, flows(found)[to_council], "loan_not_covered"), not_covered, a_penny);
  EXPECT_THAT(words(found), HasSubstr("drawn 2027-28 to 2029-30, at 5% fixed"));
  EXPECT_THAT(words(found), HasSubstr("still owed"));
  EXPECT_THAT(words(found), HasSubstr(not_covered > 1.0 ? "It cannot be repaid from savings: of £" : "pays all of it"));
  EXPECT_GT(not_covered, 0.0) << "this plan is to ask the question";
  EXPECT_GT(due, not_covered);
  EXPECT_THAT(words(study(unborrowed)), IsEmpty());
  EXPECT_THAT(words(study(borrowed)), HasSubstr("repaid out of what is spent on support. At the end of 2045-46"));
}

} // namespace
} // namespace headwater::tests
