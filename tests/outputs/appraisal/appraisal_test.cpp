// Appraisals: cases that can be worked out by hand, and what must hold for every scenario and area.
#include "outputs/appraisal/appraisal.hpp"

#include "outputs/appraisal/net_position.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace headwater::outputs {
namespace {

using model::Category;

constexpr double million = 1e6;

/// Adds to what a run has spent on a category by each 1 April.
template<class Spent> void spend(ScenarioRun& run, Category category, const Spent& spent) {
  int year = model::AnnualRecord::first_april;
  for (model::State<double>& state : run.record.april_states) {
    state[model::accumulator(category).index] += spent(model::april_1(year++)) / model::user_prices;
  }
}

/// A plan that differs from its baseline by what a test adds, GBP million of 2024-25.
Booklet textbook() { return tests::with_twin(tests::booklet_of({}), "textbook", "Textbook"); }

double value_of(const std::vector<AppraisalMeasure>& measures, std::string_view name) {
  const AppraisalMeasure* measure = find_measure(measures, name);
  return measure != nullptr && measure->value ? *measure->value : std::nan("");
}

// 10 a year spent and 15 a year saved for 20 years at 3.5%, the first year not discounted. The annuity factor of 20
// payments in arrear at 3.5% is 14.2124 (any table), in advance 14.2124 x 1.035 = 14.7098.
TEST(Appraisal, DiscountsAnAnnuity) {
  Booklet booklet = textbook();
  spend(booklet.runs.all[1], Category::universal, [](double t) { return 10.0 * t; });
  spend(booklet.runs.all[1], Category::foster, [](double t) { return -15.0 * t; });
  const CashFlows flows =
      cash_flows(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, booklet.runs.basis, Perspective::council);
  ASSERT_EQ(flows.years.size(), 20U);
  const auto found = measures(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, flows);
  EXPECT_NEAR(value_of(found, "npv"), 5.0 * 14.7098 * million, 0.0005 * million);
  EXPECT_NEAR(value_of(found, "bcr"), 1.5, 1e-9);
  EXPECT_NEAR(value_of(found, "net_position_total"), 100.0 * million, 1.0);
  EXPECT_NEAR(value_of(found, "cashable_saving_by_2031"), 75.0 * million, 1.0);
  EXPECT_EQ(find_measure(found, "payback_year")->why, "never below its baseline, so there is nothing to pay back");

  booklet.runs.basis.timing = Timing::end_of_year;
  EXPECT_NEAR(npv(cash_flows(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, booklet.runs.basis,
                             Perspective::council)),
              5.0 * 14.2124 * million, 0.0005 * million);
}

// 10 a year spent from the start; savings begin at 0 on 1 April 2026 and grow by 2 a year every year. The years' nets
// are -9, -7, -5, -3, -1, 1, 3, 5, 7, 9: together -9, -16, -21, -24, -25, -24, -21, -16, -9, 0.
TEST(Appraisal, FindsTheGapItsYearTheTurnAndThePayback) {
  Booklet booklet = textbook();
  spend(booklet.runs.all[1], Category::universal, [](double t) { return 10.0 * t; });
  spend(booklet.runs.all[1], Category::foster, [](double t) { return -(t - 2026.25) * (t - 2026.25); });
  const auto found = measures(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices,
                              cash_flows(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices,
                                         booklet.runs.basis, Perspective::public_purse));
  EXPECT_NEAR(value_of(found, "peak_funding_gap"), 25.0 * million, 1.0);
  EXPECT_EQ(find_measure(found, "peak_funding_gap_year")->text(), "2030-31");
  EXPECT_EQ(find_measure(found, "turning_year")->text(), "2031-32");
  EXPECT_EQ(find_measure(found, "payback_year")->text(), "2035-36");
  EXPECT_EQ(find_measure(found, "payback_year_discounted")->text(), "2036-37");
}

// The bias and the haircut: 10 spent and 15 saved a year become 11 and 12, so the ratio is 12/11.
TEST(Appraisal, UpliftsCostAndCutsBenefitWhereAsked) {
  Booklet booklet = textbook();
  spend(booklet.runs.all[1], Category::universal, [](double t) { return 10.0 * t; });
  spend(booklet.runs.all[1], Category::foster, [](double t) { return -15.0 * t; });
  booklet.runs.basis.optimism_bias = 0.1;
  booklet.runs.basis.benefit_haircut = 0.2;
  const CashFlows flows =
      cash_flows(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, booklet.runs.basis, Perspective::council);
  EXPECT_NEAR(flows.years[0].investment, 10.0 * million, 1.0);
  EXPECT_NEAR(flows.years[0].optimism_bias, 1.0 * million, 1.0);
  EXPECT_NEAR(flows.years[0].benefit_haircut, 3.0 * million, 1.0);
  EXPECT_NEAR(flows.years[0].net, 1.0 * million, 1.0);
  EXPECT_NEAR(value_of(measures(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, flows), "bcr"),
              12.0 / 11.0, 1e-9);
}

TEST(Appraisal, DiscountsHealthAtItsOwnRateWhereAsked) {
  Booklet booklet = textbook();
  spend(booklet.runs.all[1], Category::fd_health, [](double t) { return -1.0 * t; });
  booklet.runs.basis.health_rates = RateVintage{"green-book-2022", "health", {{0, 125, 0.015, "GREENBOOK_HEALTH"}}};
  // 20 payments in arrear at 1.5%: 17.1686; in advance 17.1686 x 1.015 = 17.4262.
  EXPECT_NEAR(npv(cash_flows(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, booklet.runs.basis,
                             Perspective::nhs)),
              17.4262 * million, 0.0005 * million);
  EXPECT_EQ(find_measure(measures(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices,
                                  cash_flows(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices,
                                             booklet.runs.basis, Perspective::nhs)),
                         "bcr")
                ->why,
            "adds nothing to cost, so there is no cost to divide by");
}

// 20 payments in advance at 3.0% are worth 15.3238, at the standard 3.5% 14.7098.
TEST(Appraisal, TestsAtLowerRatesWhereTheVintageHasThem) {
  Booklet booklet = textbook();
  spend(booklet.runs.all[1], Category::foster, [](double t) { return -1.0 * t; });
  const Compared compared = booklet.runs.compared(booklet.runs[1]);
  EXPECT_TRUE(at_lower_rates(compared, booklet.runs.prices, booklet.runs.basis).empty());
  booklet.runs.basis.lower_rates = RateVintage{"green-book-2026", "sensitivity", {{0, 30, 0.03, "GB_STPR"}}};
  const std::vector<CashFlows> lower = at_lower_rates(compared, booklet.runs.prices, booklet.runs.basis);
  ASSERT_EQ(lower.size(), perspectives.size());
  const auto council = static_cast<std::size_t>(Perspective::council);
  EXPECT_NEAR(npv(lower[council]), 15.3238 * million, 0.0005 * million);
  const CashFlows usual = cash_flows(compared, booklet.runs.prices, booklet.runs.basis, Perspective::council);
  EXPECT_NEAR(npv(usual), 14.7098 * million, 0.0005 * million);
  for (std::size_t i = 0; i < usual.years.size(); ++i) {
    EXPECT_EQ(lower[council].years[i].net, usual.years[i].net) << "what is not discounted is the same";
  }
}

// What a scenario has no value for still has a place among draws that have one.
TEST(Appraisal, AMeasureWithoutAValueHasAPlaceAmongThoseWithOne) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  const auto of = [](double spent, double saved) {
    Booklet booklet = textbook();
    spend(booklet.runs.all[1], Category::universal, [&](double t) { return spent * t; });
    spend(booklet.runs.all[1], Category::foster, [&](double t) { return -saved * t; });
    return measures(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices,
                    cash_flows(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, booklet.runs.basis,
                               Perspective::council));
  };
  const auto placed = [](const std::vector<AppraisalMeasure>& found, std::string_view name) {
    return find_measure(found, name)->in_order();
  };
  const auto falling = of(10.0, -5.0);
  EXPECT_EQ(placed(falling, "bcr"), -infinite) << "a cost without a benefit";
  for (const char* year : {"turning_year", "payback_year", "payback_year_discounted"}) {
    EXPECT_EQ(placed(falling, year), infinite) << year << ": later than the horizon";
  }
  const auto gaining = of(-1.0, 5.0);
  EXPECT_EQ(placed(gaining, "bcr"), infinite) << "a benefit without a cost";
  for (const char* year : {"turning_year", "peak_funding_gap_year"}) {
    EXPECT_EQ(placed(gaining, year), -infinite) << year << ": never below";
  }
  for (const char* year : {"payback_year", "payback_year_discounted"}) {
    EXPECT_TRUE(std::isnan(placed(gaining, year))) << year << ": nothing is invested";
    EXPECT_EQ(find_measure(of(-1.0, -5.0), year)->why, "invests nothing, so there is nothing to pay back");
  }
  EXPECT_TRUE(std::isnan(placed(of(-1.0, -5.0), "bcr"))) << "neither";
  EXPECT_NEAR(placed(of(10.0, 15.0), "bcr"), 1.5, 1e-9);
  for (const auto& found : {falling, gaining, of(-1.0, -5.0)}) {
    for (const AppraisalMeasure& measure : found) {
      EXPECT_TRUE(measure.value || !in_words(measure.name, measure.place, {2045}).empty()) << measure.name;
    }
  }
}

// No payback for what invests nothing, whoever looks: every shipped scenario and perspective.
TEST(Appraisal, WhatInvestsNothingPaysNothingBack) {
  const Booklet booklet = tests::booklet_of(tests::shipped_ids());
  std::size_t without = 0;
  for (const ScenarioRun& run : booklet.runs) {
    for (const CashFlows& flows : all_cash_flows(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis)) {
      const auto found = measures(booklet.runs.compared(run), booklet.runs.prices, flows);
      double invested = 0.0;
      for (const CashFlow& flow : flows.years) {
        invested += flow.present_cost;
      }
      for (const char* year : {"payback_year", "payback_year_discounted"}) {
        const bool none = find_measure(found, year)->why == "invests nothing, so there is nothing to pay back";
        EXPECT_EQ(none, invested <= 0.005) << run.id << " " << name(flows.perspective);
        without += none ? 1 : 0;
      }
      if (run.kind == scenarios::Kind::cut && flows.perspective == Perspective::public_purse) {
        EXPECT_LE(invested, 0.005) << run.id;
      }
    }
  }
  EXPECT_GT(without, 0U);
}

class AppraisalOfArea : public testing::TestWithParam<const char*> {};

TEST_P(AppraisalOfArea, AddsUpForEveryScenario) {
  Booklet booklet = tests::booklet_of(tests::shipped_ids(), {.area = GetParam()});
  Booklet undiscounted = booklet;
  undiscounted.runs.basis.rates = {"none", "standard", {{0, 125, 0.0, "assumption"}}};
  Booklet nominal = booklet;
  nominal.runs.prices.base = PriceBase::nominal;
  for (std::size_t i = 0; i < booklet.runs.size(); ++i) {
    const ScenarioRun& run = booklet.runs[i];
    const std::vector<CashFlows> flows =
        all_cash_flows(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis);
    const auto& purse = flows[static_cast<std::size_t>(Perspective::public_purse)];
    const double scale = std::abs(purse.years.back().cumulative) + million;

    // the payers are the purse, in every year; between them loan and claw-back make nothing but what is owed
    const NetPosition position = net_position(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis);
    ASSERT_EQ(position.years.size(), purse.years.size());
    for (std::size_t year = 0; year < purse.years.size(); ++year) {
      double sum = 0.0;
      for (std::size_t payer = 0; payer < public_payer_count; ++payer) {
        sum += flows[payer].years[year].net - flows[payer].years[year].finance;
      }
      EXPECT_NEAR(sum, purse.years[year].net, 1e-9 * scale) << run.id;
      EXPECT_NEAR(position.yearly[year], purse.years[year].net, 1e-9 * scale) << run.id;
    }
    for (const CashFlows& of : flows) {
      // at no rate the present value is the plain sum
      double plain = 0.0;
      for (const CashFlow& flow : of.years) {
        plain += flow.net;
        EXPECT_NEAR(flow.present_value, flow.present_benefit - flow.present_cost, 1e-6);
      }
      const CashFlows at_no_rate = cash_flows(undiscounted.runs.compared(undiscounted.runs[i]),
                                              undiscounted.runs.prices, undiscounted.runs.basis, of.perspective);
      EXPECT_NEAR(npv(at_no_rate), plain, 1e-9 * scale) << run.id << " " << name(of.perspective);
      // discounting real money does not depend on how prices are shown
      const CashFlows in_nominal =
          cash_flows(nominal.runs.compared(nominal.runs[i]), nominal.runs.prices, nominal.runs.basis, of.perspective);
      EXPECT_NEAR(npv(in_nominal), npv(of), 1e-9 * scale) << run.id;
      for (std::size_t year = 0; year < of.years.size(); ++year) {
        EXPECT_NEAR(in_nominal.years[year].net,
                    of.years[year].net * booklet.runs.prices.deflator.at(of.years[year].year), 1e-8 * scale);
      }
    }
  }
}

TEST_P(AppraisalOfArea, SaysWhyWhereAMeasureHasNoValue) {
  const Booklet booklet = tests::booklet_of(tests::shipped_ids(), {.area = GetParam()});
  for (const ScenarioRun& run : booklet.runs) {
    for (const CashFlows& flows : all_cash_flows(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis)) {
      for (const AppraisalMeasure& measure : measures(booklet.runs.compared(run), booklet.runs.prices, flows)) {
        const std::string where = run.id + " " + measure.name + " " + std::string(name(flows.perspective));
        EXPECT_EQ(measure.value.has_value(), measure.why.empty()) << where;
        EXPECT_EQ(measure.value.has_value(), !measure.text().empty()) << where;
        EXPECT_TRUE(!measure.value || std::isfinite(*measure.value)) << where;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Areas, AppraisalOfArea, testing::Values("Scotland", "Moray"),
                         [](const auto& area) { return std::string(area.param); });

TEST(Appraisal, SocietyCountsLostIncomeOnceAndNoTransfers) {
  EXPECT_TRUE(counts(Perspective::society, Category::lost_income_household, Payer::household));
  EXPECT_FALSE(counts(Perspective::society, Category::lost_tax, Payer::uk_government));
  EXPECT_FALSE(counts(Perspective::society, Category::fd_benefits, Payer::uk_government));
  EXPECT_FALSE(counts(Perspective::public_purse, Category::lost_income_household, Payer::household));
  EXPECT_TRUE(counts(Perspective::public_purse, Category::lost_tax, Payer::uk_government));
}

TEST(Appraisal, ALoanIsNoCostOfTheWholePurse) {
  const Booklet booklet = tests::booklet_of({"invest-to-save-loan"});
  const auto flows = all_cash_flows(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, booklet.runs.basis);
  for (const CashFlow& flow : flows[static_cast<std::size_t>(Perspective::public_purse)].years) {
    EXPECT_EQ(flow.finance, 0.0);
  }
  const auto found = measures(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, flows.front());
  EXPECT_EQ(value_of(found, "loan_owed"), 0.0) << "the last instalment is paid in 2038-39";
  EXPECT_GT(flows.front().years[5].owed, 1e8);
}

} // namespace
} // namespace headwater::outputs
