// A run to 2086: appraisals over 20, 40 and 60 years, the accounts beside the totals, what is called robust, and what
// titles leave unsaid. And that ledger, cash flows and appraisal are one account at every horizon.
#include "outputs/appraisal/appraisal.hpp"
#include "outputs/appraisal/net_position.hpp"
#include "outputs/appraisal/robust.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/report/report_html.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/runs/unpriced.hpp"
#include "outputs/runs/without_practice.hpp"
#include "outputs/screen/summary_text.hpp"
#include "outputs/tables/tables.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <regex>
#include <set>

namespace headwater::outputs {
namespace {

using model::Category;
using model::CostClass;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

constexpr double to_the_penny = 0.005;

/// Every shipped scenario to 2086.
const tests::Study& to_2086() {
  static const tests::Study made = tests::study_of(tests::shipped_ids(), {.horizon = model::last_horizon});
  return made;
}
const Runs& plans() { return to_2086().booklet.runs; }

const ScenarioRun& plan_named(const std::string& id) {
  return *std::find_if(plans().begin(), plans().end(), [&](const ScenarioRun& run) { return run.id == id; });
}

std::vector<CashFlows> flows_with(const ScenarioRun& run, const Included& included = {}) {
  AppraisalBasis basis = plans().basis;
  basis.included = included;
  return all_cash_flows(plans().compared(run), plans().prices, basis);
}

double measured_in(const std::vector<AppraisalMeasure>& measures, std::string_view name) {
  const AppraisalMeasure* measure = find_measure(measures, name);
  return measure != nullptr && measure->value ? *measure->value : std::nan("");
}

CostClass class_named(Category category) { return model::categories()[static_cast<std::size_t>(category)].cost_class; }

// What ledger lines add up to is what the cash flows say, for every scenario, payer and horizon, whatever is included.
TEST(SixtyYears, LedgerAndAppraisalAreOneAccountAtEveryHorizon) {
  for (const Included& included : {Included{}, Included{true, false}, Included{true, true}}) {
    for (const ScenarioRun& run : plans()) {
      const Compared compared = plans().compared(run);
      const ScenarioRun& before = plans().baseline_of(run);
      const Compared baseline{before.record, before.record, compared.first, before.funding, before.funding};
      const std::vector<CashFlows> flows = flows_with(run, included);
      const std::vector<LedgerLine> with = ledger(compared, plans().basis.payers);
      const std::vector<LedgerLine> without = ledger(baseline, plans().basis.payers);
      for (const FiscalYear to : appraised_to(model::last_horizon)) {
        for (const CashFlows& whole : flows) {
          const Perspective perspective = whole.perspective;
          double net = 0.0;
          double beyond = 0.0;
          for (const CashFlow& flow : up_to(whole, to).years) {
            net += flow.saving - flow.investment;
            beyond += flow.beside[static_cast<std::size_t>(Beside::beyond_care)].gbp +
                      flow.beside[static_cast<std::size_t>(Beside::beyond_care_earnings)].gbp +
                      flow.beside[static_cast<std::size_t>(Beside::beyond_care_family)].gbp;
          }
          double from_lines = 0.0;
          double beyond_from_lines = 0.0;
          const auto add = [&](const std::vector<LedgerLine>& lines, double sign) {
            for (const LedgerLine& line : lines) {
              if (line.year < compared.first || line.year > to) {
                continue;
              }
              const double gbp = sign * plans().prices.pounds(line.gbp_million, line.year);
              from_lines -= counts(perspective, line.category, line.payer, included) ? gbp : 0.0;
              const bool seen = perspective == Perspective::society ||
                                (line.payer != Payer::household &&
                                 (perspective == Perspective::public_purse ||
                                  static_cast<std::size_t>(perspective) == static_cast<std::size_t>(line.payer)));
              beyond_from_lines -= seen && class_named(line.category) == CostClass::beyond_care ? gbp : 0.0;
            }
          };
          add(with, 1.0);
          add(without, -1.0);
          ASSERT_NEAR(from_lines, net, to_the_penny) << run.id << " " << name(perspective) << " " << to.label();
          ASSERT_NEAR(beyond_from_lines, beyond, to_the_penny) << run.id << " " << name(perspective);
        }
      }
    }
  }
}

TEST(SixtyYears, EachHorizonIsTheSumOfItsYearsOnly) {
  const ScenarioRun& run = plan_named("keep-the-promise");
  const CashFlows whole = flows_with(run)[static_cast<std::size_t>(Perspective::public_purse)];
  ASSERT_EQ(whole.years.size(), 60U);
  const auto found = npv_by_horizon(whole);
  double sum = 0.0;
  for (const CashFlow& flow : whole.years) {
    sum += flow.present_value;
    for (std::size_t i = 0; i < horizons.size(); ++i) {
      if (flow.year == horizons[i].last) {
        EXPECT_NEAR(found[i].value(), sum, to_the_penny);
      }
    }
  }
  // 3.5% to year 30, 3.0% after.
  EXPECT_NEAR(whole.years[30].discount_factor, std::pow(1.035, -30.0), 1e-12);
  EXPECT_NEAR(whole.years[59].discount_factor, std::pow(1.035, -30.0) * std::pow(1.03, -29.0), 1e-12);
  // A run that ends after 20 years says the same of them.
  const Booklet short_one = tests::booklet_of({"keep-the-promise"}, {.horizon = 2046});
  const CashFlows first = cash_flows(short_one.runs.compared(short_one.runs[1]), short_one.runs.prices,
                                     short_one.runs.basis, Perspective::public_purse);
  EXPECT_DOUBLE_EQ(npv(first), *found[0]);
}

TEST(SixtyYears, TheAppraisalTableHoldsEveryHorizon) {
  const Table table = appraisal_table(plans(), {});
  std::map<std::string, std::set<std::string>> horizons_of;
  std::set<std::string> robust;
  for (const auto& row : table.rows) {
    ASSERT_EQ(row.size(), table.columns.size());
    horizons_of[row[1]].insert(row[3]);
    if (row[1] == "sign_same_at_40_and_60_years") {
      robust.insert(row[5]);
    }
  }
  const std::set<std::string> all{"2045-46", "2065-66", "2085-86"};
  for (const char* measure : {"npv", "bcr", "payback_year", "npv_beyond_care", "npv_wider_failure_demand",
                              "wrong_pocket_index", "net_position_total"}) {
    EXPECT_EQ(horizons_of[measure], all) << measure;
  }
  EXPECT_EQ(robust, (std::set<std::string>{"no", "yes"}));
}

TEST(BeyondCare, IsInNoTotalUnlessAsked) {
  const ScenarioRun& run = plan_named("universal-only");
  const auto purse = [&](const Included& included) {
    const CashFlows flows = flows_with(run, included)[static_cast<std::size_t>(Perspective::public_purse)];
    return measures(plans().compared(run), plans().prices, flows);
  };
  const auto plain = purse({});
  const auto asked = purse({.beyond_care = true, .transfer = false});
  const double gain = measured_in(plain, "npv_beyond_care");
  EXPECT_GT(gain, 200.0 * 1e6) << "universal support reaches children early";
  EXPECT_NEAR(measured_in(asked, "npv") - measured_in(plain, "npv"), gain, 1.0);
  EXPECT_EQ(measured_in(asked, "npv_beyond_care"), gain);
  EXPECT_GT(measured_in(plain, "npv_beyond_care_family"), -1e12);
  EXPECT_EQ(measured_in(plain, "npv_beyond_care_earnings"), 0.0) << "earnings are people's own";
  AppraisalBasis with_gains = plans().basis;
  with_gains.included = {true, false};
  const NetPosition without = net_position(plans().compared(run), plans().prices, plans().basis);
  const NetPosition with = net_position(plans().compared(run), plans().prices, with_gains);
  EXPECT_GT(with.cumulative.back(), without.cumulative.back() + 200.0 * 1e6);
}

TEST(BeyondCare, IsOfSocietyWithEarningsAndWithoutTheBenefitsTheyReplace) {
  const ScenarioRun& run = plan_named("universal-only");
  const auto society = [&](const Included& included) {
    return flows_with(run, included)[static_cast<std::size_t>(Perspective::society)];
  };
  const CashFlows plain = society({});
  const CashFlows asked = society({.beyond_care = true, .transfer = false});
  const auto all = flows_with(run);
  for (std::size_t i = 0; i < plain.years.size(); ++i) {
    const CashFlow& flow = plain.years[i];
    const double benefits = all[static_cast<std::size_t>(Perspective::uk_government)]
                                .years[i]
                                .beside[static_cast<std::size_t>(Beside::wider_failure_demand)]
                                .gbp;
    EXPECT_NEAR(asked.years[i].saving - flow.saving,
                flow.beside[static_cast<std::size_t>(Beside::beyond_care)].gbp +
                    flow.beside[static_cast<std::size_t>(Beside::beyond_care_earnings)].gbp - benefits,
                to_the_penny);
  }
  EXPECT_FALSE(counts(Perspective::public_purse, Category::bc_family, Payer::uk_government, {true, true}))
      << "never added";
}

TEST(PovertyTransfer, IsOfThePurseWhereAskedAndNeverOfSociety) {
  const ScenarioRun& run = plan_named("poverty-rise");
  const auto at = [&](const Included& included, Perspective perspective) {
    return npv(flows_with(run, included)[static_cast<std::size_t>(perspective)]);
  };
  const auto flows = flows_with(run)[static_cast<std::size_t>(Perspective::public_purse)];
  const double transfer = measured_in(measures(plans().compared(run), plans().prices, flows), "npv_poverty_transfer");
  EXPECT_GT(transfer, 1000.0 * 1e6) << "less is moved to families where poverty rises";
  EXPECT_NEAR(at({false, true}, Perspective::public_purse) - at({}, Perspective::public_purse), transfer, 1.0);
  EXPECT_NEAR(at({false, true}, Perspective::society), at({}, Perspective::society), to_the_penny);
}

TEST(Accounts, AMemoIsNeverCountedAndFollowTheMoneyHoldsNoneOfThem) {
  for (std::size_t i = 0; i < model::category_count; ++i) {
    const auto category = static_cast<Category>(i);
    const Included all{true, true};
    if (is_memo(category)) {
      for (const Perspective perspective : perspectives) {
        EXPECT_FALSE(counts(perspective, category, Payer::council, all)) << model::categories()[i].name;
      }
    }
  }
  EXPECT_TRUE(is_support(Category::adult_services)) << "money spent on parents is an investment";
  EXPECT_FALSE(is_support(Category::crisis_S));
}

TEST(Robust, IsASignThatHoldsOver40And60Years) {
  const auto with_npvs = [](double first, double second, double third) {
    CashFlows flows{Perspective::public_purse, {}};
    double before = 0.0;
    for (FiscalYear year = comparison_starts; year <= horizons.back().last; ++year.first) {
      CashFlow flow{};
      flow.year = year;
      for (std::size_t i = 0; i < horizons.size(); ++i) {
        if (year == horizons[i].last) {
          const double at = i == 0 ? first : i == 1 ? second : third;
          flow.present_value = at - before;
          before = at;
        }
      }
      flows.years.push_back(flow);
    }
    return flows;
  };
  EXPECT_EQ(is_robust(with_npvs(-1e6, 2e6, 3e6)), true);
  EXPECT_EQ(robust_in_words(with_npvs(-1e6, 2e6, 3e6)),
            "Robust: better off over 40 and over 60 years alike, although worse off over 20.");
  EXPECT_EQ(robust_in_words(with_npvs(-1e6, -2e6, -3e6)), "Robust: worse off over 40 and over 60 years alike.");
  EXPECT_EQ(is_robust(with_npvs(1e6, 2e6, -3e6)), false);
  EXPECT_EQ(robust_in_words(with_npvs(1e6, 2e6, -3e6)), "Not robust: better off over 40 years, worse off over 60.");
  EXPECT_EQ(is_robust(with_npvs(0.0, 0.0, 0.0)), false) << "no sign at all";
  EXPECT_EQ(is_robust(up_to(with_npvs(1e6, 2e6, 3e6), {2070})), std::nullopt);
  EXPECT_THAT(robust_in_words(up_to(with_npvs(1e6, 2e6, 3e6), {2070})), HasSubstr("not known"));
}

// After 2046 nothing is quoted in a title, and every line says that it goes on lighter.
TEST(SixtyYears, NoTitleQuotesAYearAfter2046) {
  const std::regex later("20(4[7-9]|[5-9][0-9])");
  for (const Booklet& booklet : {to_2086().booklet, tests::with_draws(to_2086().booklet, 1000.0, 1000.0)}) {
    for (const Chart& chart : draw_pictures(booklet)) {
      EXPECT_FALSE(std::regex_search(chart.title, later)) << chart.name << ": " << chart.title;
      EXPECT_FALSE(std::regex_search(chart.alt_text, later)) << chart.name << ": " << chart.alt_text;
      std::size_t lines = 0;
      std::size_t light = 0;
      for (const auto& series : chart.option["series"]) {
        if (series["type"] == "line" && !series.contains("stack")) {
          ++lines;
          light += series["lineStyle"].contains("opacity") ? 1 : 0;
        }
      }
      const bool goes_on = chart.name == "children-away" || chart.name == "children-at-home" ||
                           chart.name == "net-position" || chart.name == "break-even" ||
                           chart.name == "preventive-share";
      EXPECT_EQ(light > 0, goes_on) << chart.name;
      if (goes_on) {
        EXPECT_EQ(lines, 2 * light) << chart.name << ": each line before and after";
        EXPECT_THAT(chart.subtitle, HasSubstr("Lighter after 2046: what today's plans would lead to")) << chart.name;
      }
    }
  }
}

TEST(SixtyYears, PageAndTerminalSayWhatIsRobustInWords) {
  const std::string page = report_html(to_2086().booklet, {});
  const std::string screen = summary_text(to_2086().booklet, false);
  EXPECT_THAT(page, AllOf(HasSubstr("Robust: worse off over 40 and over 60 years alike."), HasSubstr("Not robust: "),
                          HasSubstr("Beyond care: services not needed, and tax"),
                          HasSubstr("Over 40 years, to 2065-66"), HasSubstr("Wrong pockets: ")));
  EXPECT_THAT(screen, AllOf(HasSubstr("NPV 20 yrs  40 yrs  60 yrs"), HasSubstr("BCR 20 yrs  40 yrs  60 yrs"),
                            HasSubstr("Robust: the same")));
  for (const std::string& text : {page, screen}) {
    EXPECT_THAT(text, HasSubstr("Rule, not price: budget growth is charged to nobody"));
  }
}

TEST(SixtyYears, WithDrawsOnlyWhatMostOfThemAgreeOnIsRobust) {
  const std::string page = report_html(tests::with_draws(to_2086().booklet, 1000.0, 1000.0), {});
  EXPECT_THAT(page, HasSubstr("but model runs do not agree on it. Better off in 75% of model runs over 40 years"));
  EXPECT_THAT(page, Not(HasSubstr("Robust: better off")));
}

TEST(Unpriced, NamesTheRulesThatAPlanMovesAndNoOthers) {
  std::size_t rules = 0;
  for (std::size_t lever = 0; lever < model::lever_count; ++lever) {
    rules += has_no_price(lever) ? 1 : 0;
    EXPECT_FALSE(has_no_price(lever) && model::levers()[lever].kind == model::LeverKind::money)
        << model::levers()[lever].name << ": money is a price";
  }
  EXPECT_EQ(rules, 12U);
  EXPECT_THAT(plan_named("cuts").unpriced, testing::ElementsAre("budget_growth"));
  EXPECT_THAT(plan_named("intensive-only").unpriced, testing::IsEmpty());
  EXPECT_EQ(unpriced_in_words({}), "");
  EXPECT_THAT(unpriced_in_words({"residential_cap", "reinvestment"}),
              HasSubstr("residential cap and reinvestment are charged to nobody"));
  const Table table = appraisal_table(plans(), {});
  EXPECT_THAT(table.rows, Contains(AllOf(Contains("cuts"), Contains("rule_not_price"), Contains("budget_growth"))));
}

// Without changed decisions the plan is the one that never had them, and both harms are told.
TEST(WithoutPractice, IsThePlanWithoutThatLever) {
  const std::vector<WithoutPractice> found = without_practice(plans(), to_2086().plans, 2);
  ASSERT_FALSE(found.empty());
  const std::size_t practice = model::find_lever("decision_practice");
  for (const WithoutPractice& plan : found) {
    const ScenarioRun& run = plans()[plan.run];
    const ScenarioRun& baseline = plans().baseline_of(run);
    PlannedRun stripped = to_2086().plans[plan.run];
    std::erase_if(stripped.drivers.plan.steps, [&](const model::LeverStep& step) { return step.lever == practice; });
    const model::Trajectory path = model::run(stripped.values, stripped.drivers);
    const Quantity& quantity = *find_quantity("looked_after");
    EXPECT_NEAR(plan.without.looked_after,
                quantity.value(YearView(path, {2040})) - quantity.value(YearView(baseline.record, {2040})), 1e-6)
        << run.id;
    EXPECT_GT(plan.without.looked_after, plan.with.looked_after) << run.id << ": fewer are spared removal";
    EXPECT_LT(plan.without.harm_at_home, plan.with.harm_at_home) << run.id << ": fewer come to harm at home";
    EXPECT_GT(plan.without.harm_from_separation, plan.with.harm_from_separation) << run.id;
    EXPECT_TRUE(plan.with.npv[2] && plan.without.npv[2]);
  }
  const Table table = practice_table(plans(), found);
  EXPECT_EQ(table.rows.size(), found.size() * 12U);
}

} // namespace
} // namespace headwater::outputs
