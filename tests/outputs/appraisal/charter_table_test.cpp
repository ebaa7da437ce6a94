// The second charter's table of expected numbers: what an independent implementation says of fifteen plans, to the last
// printed digit, and what the product says of the same plans in fiscal years.
//
// The table counts years from 1 August to 31 July, k = 0 being 2026-27, discounted in their middle at 3.5% to year 30 and
// 3.0% after; the purse is operating cost, failure demand, lost tax and wider failure demand. The product counts fiscal
// years at the Green Book's timing, so its numbers are near these, not the same.
#include "outputs/appraisal/appraisal.hpp"
#include "outputs/appraisal/robust.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/runs/run_plans.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scotland_drivers.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <functional>
#include <initializer_list>
#include <map>

namespace headwater::outputs {
namespace {

using model::Category;
using model::CostClass;

constexpr int first_year = 2026;
constexpr std::array ends{2046, 2066, 2086};
using ByHorizon = std::array<double, ends.size()>;

struct CharterStep {
  std::string_view lever; ///< symbol
  double start;
  double ramp;
  double amount; ///< GBPm of 2019-20 where it is money
};

model::Plan charter_plan(std::initializer_list<CharterStep> steps, double fidelity = 1.0) {
  model::Plan plan;
  for (const CharterStep& step : steps) {
    plan.steps.push_back({model::find_lever(step.lever), step.start, step.ramp, step.amount});
    EXPECT_LT(plan.steps.back().lever, model::lever_count) << step.lever;
  }
  plan.fidelity = fidelity;
  return plan;
}

// Seven kinds of support in two steps, each kind a share of a total, and ways of working.
model::Plan promise(double start, double practice = 0.05) {
  constexpr std::pair<std::string_view, double> kinds[] = {
      {"intensive", 0.45}, {"universal", 0.15}, {"postremoval", 0.08}, {"kinship", 0.08},
      {"foster", 0.06},    {"aftercare", 0.08}, {"supervision", 0.10}};
  model::Plan plan = charter_plan({}, 0.8);
  for (const auto& [kind, share] : kinds) {
    plan.steps.push_back({model::find_lever(kind), start, 2.0, 52.0 * share});
    plan.steps.push_back({model::find_lever(kind), start + 5.0, 3.0, 19.0 * share});
  }
  for (const CharterStep& step :
       {CharterStep{"cap_years", start, 3.0, 3.0}, CharterStep{"relapse_support", start, 4.0, 0.45},
        CharterStep{"age_taper", start, 4.0, 0.5}, CharterStep{"cc_offer", start, 4.0, 0.3}}) {
    plan.steps.push_back({model::find_lever(step.lever), step.start, step.ramp, step.amount});
  }
  if (practice != 0.0) {
    plan.steps.push_back({model::find_lever("practice"), start, 5.0, practice});
  }
  return plan;
}

model::Plan slow_rollout() {
  model::Plan plan = charter_plan({}, 0.6);
  for (const model::LeverStep& step : promise(2026.25).steps) {
    if (model::levers()[step.lever].kind != model::LeverKind::money) {
      continue;
    }
    const bool is_first = step.start == 2026.25;
    const double share = step.amount / (is_first ? 52.0 : 19.0);
    plan.steps.push_back(
        {step.lever, is_first ? 2026.25 : 2036.25, is_first ? 2.0 : 10.0, share * (is_first ? 12.0 : 59.0)});
  }
  return plan;
}

model::Plan with_setting(model::Plan plan, double model::Plan::*setting, double value) {
  plan.*setting = value;
  return plan;
}

/// A row of the table; a year without payback is 0.
struct CharterRow {
  const char* name;
  model::Plan plan;
  std::array<double, 2> looked_after; ///< 2030, 2040
  ByHorizon away;                     ///< 2040, 2066, 2086
  ByHorizon purse;
  ByHorizon operating;
  ByHorizon beyond_care;
  double households;
  ByHorizon failure_demand;   ///< per cent, the years to July 2040, 2066, 2086
  std::array<double, 2> harm; ///< per cent to 2046: at home, from separation
  int pays_back;
};

std::vector<CharterRow> charter_rows() {
  return {
      {"Keep the Promise",
       promise(2026.25),
       {-189, -1099},
       {-907, -1070, -1041},
       {-177, 831, 1675},
       {-405, 12, 263},
       {8, 40, 78},
       88,
       {-1.1, -6.2, -9.8},
       {-6.5, -10.5},
       2050},
      {"without decision practice",
       promise(2026.25, 0.0),
       {-129, -815},
       {-651, -815, -789},
       {-349, 357, 971},
       {-551, -331, -197},
       {8, 38, 75},
       84,
       {-0.9, -4.9, -7.8},
       {-7.6, -7.6},
       2057},
      {"places not paid for",
       with_setting(promise(2026.25), &model::Plan::places_funded, 0.0),
       {-159, -869},
       {-730, -860, -875},
       {-173, 577, 1234},
       {-363, -70, 129},
       {8, 38, 75},
       84,
       {-0.9, -4.8, -7.7},
       {-3.9, -8.5},
       2051},
      {"decision practice alone",
       charter_plan({{"practice", 2026.25, 5.0, 0.05}}),
       {-62, -313},
       {-282, -290, -287},
       {217, 585, 859},
       {188, 439, 587},
       {0, 2, 4},
       5,
       {-0.2, -1.5, -2.4},
       {1.3, -3.2},
       2034},
      {"Intensive only",
       charter_plan({{"intensive", 2026.25, 2.0, 52.0}, {"intensive", 2031.25, 3.0, 19.0}}, 0.8),
       {-98, -565},
       {-440, -426, -384},
       {-286, 8, 243},
       {-386, -395, -446},
       {0, 3, 8},
       9,
       {-0.4, -3.1, -4.5},
       {-5.8, -4.9},
       2066},
      {"Universal only",
       charter_plan({{"universal", 2026.25, 2.0, 52.0}, {"universal", 2031.25, 3.0, 19.0}}, 0.8),
       {-39, -357},
       {-264, -340, -331},
       {-898, -1065, -1071},
       {-957, -1331, -1555},
       {42, 179, 332},
       378,
       {-0.2, -2.1, -3.5},
       {-4.3, -2.6},
       0},
      {"Cuts",
       with_setting(charter_plan({{"budget_growth", 2026.25, 0.5, -0.02}, {"budget_growth", 2031.25, 0.5, 0.02}}),
                    &model::Plan::wellbeing_end, 2026.25),
       {50, 330},
       {260, 357, 373},
       {273, 59, -174},
       {325, 295, 264},
       {-8, -39, -77},
       -86,
       {0.2, 2.0, 3.5},
       {2.9, 2.9},
       0},
      {"Whole Family Wellbeing ends",
       with_setting({}, &model::Plan::wellbeing_end, 2026.25),
       {48, 203},
       {166, 189, 193},
       {204, 110, 8},
       {240, 251, 255},
       {-5, -19, -35},
       -40,
       {0.2, 1.1, 1.8},
       {1.6, 1.9},
       0},
      {"Slow roll-out",
       slow_rollout(),
       {-14, -83},
       {-69, -403, -435},
       {-238, -277, -106},
       {-253, -396, -393},
       {2, 13, 32},
       34,
       {-0.1, -1.5, -3.2},
       {-0.9, -1.2},
       0},
      {"Delay three years",
       promise(2029.25),
       {-4, -894},
       {-736, -1062, -1039},
       {-279, 600, 1405},
       {-423, -51, 198},
       {5, 30, 65},
       72,
       {-0.7, -5.6, -9.4},
       {-5.0, -7.8},
       2053},
      {"Kinship first",
       charter_plan({{"kinship", 2026.25, 3.0, 25.0}}, 0.8),
       {-13, -132},
       {-116, -152, -151},
       {71, 339, 508},
       {69, 311, 444},
       {0, 3, 8},
       8,
       {0.0, -0.4, -0.7},
       {-0.2, -2.4},
       2042},
      {"Aftercare as long as needed",
       charter_plan({{"aftercare", 2026.25, 3.0, 20.0},
                     {"age_taper", 2026.25, 3.0, 1.0},
                     {"cc_offer", 2026.25, 4.0, 0.6},
                     {"return_right", 2026.25, 3.0, 1.0}},
                    0.8),
       {-2, -2},
       {-6, 14, 13},
       {-368, -645, -831},
       {-568, -971, -1197},
       {0, -1, -4},
       -4,
       {-0.9, -0.7, -0.4},
       {0.1, 0.6},
       0},
      {"Time-limited",
       charter_plan({{"cap_years", 2026.25, 2.0, -2.4}}),
       {155, 687},
       {526, 643, 686},
       {-176, -974, -1655},
       {-35, -425, -684},
       {0, -3, -9},
       -10,
       {0.6, 4.2, 7.0},
       {7.9, 6.0},
       0},
      {"Poverty +5 points",
       charter_plan({{"poverty", 2026.25, 5.0, 0.05}}),
       {162, 729},
       {568, 664, 668},
       {-789, -1938, -2797},
       {-682, -1465, -1939},
       {0, -4, -10},
       -10,
       {0.5, 4.0, 6.6},
       {3.8, 6.3},
       0},
      {"Poverty -8 points",
       charter_plan({{"poverty", 2026.25, 5.0, -0.08}}),
       {-295, -1364},
       {-1060, -1235, -1245},
       {1407, 3531, 5141},
       {1204, 2637, 3521},
       {1, 7, 18},
       19,
       {-1.0, -7.5, -12.3},
       {-7.7, -11.7},
       0},
  };
}

/// The world of that table: what parents' need, shared care and controls add without a lever is turned off.
model::ParameterValues<double> values_of_the_table() {
  model::ParameterValues<double> values = model::default_values();
  for (const char* name : {"budget_accepts", "repeat_removal_share"}) {
    values[model::find_parameter(name)] = 0.0;
  }
  return values;
}

PlannedRun charter_run(const std::string& name, const model::Plan& plan) {
  return {name, values_of_the_table(), headwater::tests::scotland_drivers(plan)};
}

/// A plan in the world of the table, in which poverty does not act through parents' need (a loop that was added later).
model::Plan without_adult_pressure(model::Plan plan) {
  plan.cut.at(model::find_loop("L16")) = true;
  return plan;
}

/// What a record counts over years from 1 August to 31 July.
class CharterYears {
public:
  explicit CharterYears(const model::AnnualRecord& record) : record_{record} {}

  double in_year_to(int july, model::Place place) const {
    return record_.on_31_july(july)[place.index] - record_.on_31_july(july - 1)[place.index];
  }
  double cost_in_year_to(int july, std::initializer_list<CostClass> classes) const {
    double total = 0.0;
    for (std::size_t i = 0; i < model::category_count; ++i) {
      const bool belongs =
          std::find(classes.begin(), classes.end(), model::categories()[i].cost_class) != classes.end();
      total += belongs ? in_year_to(july, model::accumulator(static_cast<Category>(i))) : 0.0;
    }
    return total;
  }

private:
  const model::AnnualRecord& record_;
};

double factor_of(int k) { // in the middle of year k
  return std::pow(1.035, -std::min(k + 0.5, 30.0)) * std::pow(1.03, -std::max(k - 29.5, 0.0));
}

using InYear = std::function<double(const CharterYears& years, int july)>;

/// Pounds of 2024-25 for a pound of 2019-20 in the table: with any price from 1.23225 to 1.23228 each of its sums of money
/// is met to its printed digit (see loop_table_test.cpp); the product's is 1.2324.
constexpr double table_prices = 1.23226;

/// Present value of what a plan adds to something, GBP million of 2024-25 prices, years to July of `end`.
double present(const CharterYears& with, const CharterYears& without, int end, const InYear& in_year) {
  double total = 0.0;
  for (int july = first_year + 1; july <= end; ++july) {
    total += factor_of(july - first_year - 1) * (in_year(with, july) - in_year(without, july));
  }
  return total * table_prices;
}

ByHorizon present(const CharterYears& with, const CharterYears& without, const InYear& in_year) {
  ByHorizon found{};
  for (std::size_t i = 0; i < ends.size(); ++i) {
    found[i] = present(with, without, ends[i], in_year);
  }
  return found;
}

double saved_operating(const CharterYears& years, int july) {
  return -years.cost_in_year_to(july, {CostClass::universal, CostClass::targeted, CostClass::care_system});
}
double saved_by_the_purse(const CharterYears& years, int july) {
  return saved_operating(years, july) -
         years.cost_in_year_to(july, {CostClass::failure_demand, CostClass::lost_revenue, CostClass::wider});
}
double failure_demand(const CharterYears& years, int july) {
  return years.cost_in_year_to(july, {CostClass::failure_demand});
}
double beyond_care(const CharterYears& years, int july) {
  return years.in_year_to(july, model::accumulator(Category::bc_services)) +
         years.in_year_to(july, model::accumulator(Category::bc_tax));
}

/// The first July from which on the discounted position stays at 0 or above, having been below; 0 for none.
int paid_back_by(const CharterYears& with, const CharterYears& without) {
  int last_below = 0;
  double position = 0.0;
  for (int july = first_year + 1; july <= ends.back(); ++july) {
    position += factor_of(july - first_year - 1) * (saved_by_the_purse(with, july) - saved_by_the_purse(without, july));
    last_below = position < 0.0 ? july : last_below;
  }
  return last_below == 0 || last_below == ends.back() ? 0 : last_below + 1;
}

/// To the last printed digit: at most half of its unit away. The table says of itself that a figure may be rounded the
/// other way; a few that are no money are, by a tenth of the unit at most.
std::size_t rounded_the_other_way = 0;
void expect_printed(double found, double printed, double unit, const std::string& what) {
  EXPECT_LE(std::abs(found - printed), 0.6 * unit) << what << ": " << found << ", printed " << printed;
  rounded_the_other_way += std::abs(found - printed) > 0.5 * unit ? 1 : 0;
}
template<std::size_t size>
void expect_printed(const std::array<double, size>& found, const std::array<double, size>& printed, double unit,
                    const std::string& what) {
  for (std::size_t i = 0; i < size; ++i) {
    expect_printed(found[i], printed[i], unit, what + ", " + std::to_string(i));
  }
}

double children(const model::AnnualRecord& record, int july, bool away) {
  return find_quantity(away ? "looked_after_away" : "looked_after")->value(YearView(record, {july}));
}

class CharterTable : public testing::Test {
protected:
  static void SetUpTestSuite() {
    std::vector<PlannedRun> plans{charter_run("continue-as-now", without_adult_pressure({}))};
    for (const CharterRow& row : charter_rows()) {
      plans.push_back(charter_run(row.name, without_adult_pressure(row.plan)));
    }
    records_ = run_years(plans, {model::last_horizon, 2});
  }
  static void TearDownTestSuite() { records_.clear(); }

  static const model::AnnualRecord& baseline() { return records_.front(); }
  static const model::AnnualRecord& record(std::size_t row) { return records_[row + 1]; }

private:
  static inline std::vector<model::AnnualRecord> records_;
};

TEST_F(CharterTable, IsMetToTheLastPrintedDigit) {
  const std::vector<CharterRow> table = charter_rows();
  const CharterYears without(baseline());
  for (std::size_t i = 0; i < table.size(); ++i) {
    const CharterRow& row = table[i];
    const CharterYears with(record(i));
    const std::string name = row.name;
    const auto more = [&](int july, bool away) {
      return children(record(i), july, away) - children(baseline(), july, away);
    };
    expect_printed(std::array{more(2030, false), more(2040, false)}, row.looked_after, 1.0, name + ": looked after");
    expect_printed(ByHorizon{more(2040, true), more(2066, true), more(2086, true)}, row.away, 1.0, name + ": away");
    expect_printed(present(with, without, saved_by_the_purse), row.purse, 1.0, name + ": purse");
    expect_printed(present(with, without, saved_operating), row.operating, 1.0, name + ": operating");
    expect_printed(present(with, without, beyond_care), row.beyond_care, 1.0, name + ": beyond care");
    expect_printed(present(with, without, ends.back(),
                           [](const CharterYears& years, int july) {
                             return years.in_year_to(july, model::accumulator(Category::bc_earnings));
                           }),
                   row.households, 1.0, name + ": households");
    ByHorizon demand{};
    constexpr std::array years{2040, 2066, 2086};
    for (std::size_t k = 0; k < years.size(); ++k) {
      demand[k] = 100.0 * (failure_demand(with, years[k]) / failure_demand(without, years[k]) - 1.0);
    }
    expect_printed(demand, row.failure_demand, 0.1, name + ": failure demand");
    std::array<double, 2> harm{};
    constexpr std::array counters{model::Counter::harm_at_home, model::Counter::harm_from_separation};
    for (std::size_t k = 0; k < counters.size(); ++k) {
      const std::size_t place = model::accumulator(counters[k]).index;
      const auto summed = [&](const model::AnnualRecord& of) {
        return of.on_31_july(2046)[place] - of.on_31_july(2026)[place];
      };
      harm[k] = 100.0 * (summed(record(i)) / summed(baseline()) - 1.0);
    }
    expect_printed(harm, row.harm, 0.1, name + ": harm");
    EXPECT_EQ(paid_back_by(with, without), row.pays_back) << name;
  }
  EXPECT_LE(rounded_the_other_way, 3U) << "of 375 figures";
}

// The product's own Cuts is GBP 72m better to 2086 than the table's -174. Most of it acts without a lever in charter 2b and
// not in the table, so that each is turned off here in turn. A budget that falls accepts fewer referrals
// (`budget_accepts`): families who are refused are not found, so that there is less for social workers to do and fewer come
// into care by way of caseload. Support after removal that falls makes repeat removals (`repeat_removal_share`). What is
// left, GBP 4m, is fiscal years and their timing.
TEST_F(CharterTable, WhatActsWithoutALeverIsWhyCutsDiffers) {
  const CharterRow cuts = charter_rows()[6];
  ASSERT_STREQ(cuts.name, "Cuts");
  const auto to_2086 = [&](bool budget_accepts, bool repeat_removals) {
    model::ParameterValues<double> values = values_of_the_table();
    const model::ParameterValues<double> defaults = model::default_values();
    for (const auto& [name, is_on] :
         {std::pair("budget_accepts", budget_accepts), std::pair("repeat_removal_share", repeat_removals)}) {
      const std::size_t parameter = model::find_parameter(name);
      values[parameter] = is_on ? defaults[parameter] : 0.0;
    }
    const std::vector<model::AnnualRecord> records =
        run_years({{"without", values, headwater::tests::scotland_drivers()},
                   {"with", values, headwater::tests::scotland_drivers(cuts.plan)}},
                  {model::last_horizon, 2});
    return present(CharterYears(records[1]), CharterYears(records[0]), saved_by_the_purse)[2];
  };
  const double neither = to_2086(false, false);
  EXPECT_NEAR(neither, -174.3, 0.5);
  EXPECT_NEAR(to_2086(true, false) - neither, 77.6, 0.5);
  EXPECT_NEAR(to_2086(false, true) - neither, -9.7, 0.5);
  EXPECT_NEAR(to_2086(true, true) - neither, 68.0, 0.5);
}

// The product's fiscal years begin four months earlier and are discounted from their start. It counts what parents' need
// costs too, which the table does not know and poverty moves: that is taken off here.
TEST_F(CharterTable, TheProductSaysNearlyTheSameInItsFiscalYears) {
  const std::vector<CharterRow> table = charter_rows();
  const app::MoneyTerms& terms = tests::shipped_terms();
  for (std::size_t i = 0; i < table.size(); ++i) {
    const Funding nobody_named; // who pays makes no difference to the purse
    const Compared compared{record(i), baseline(), comparison_starts, nobody_named, nobody_named};
    const CashFlows flows = cash_flows(compared, terms.prices, terms.basis, Perspective::public_purse);
    const auto found = npv_by_horizon(flows);
    const auto adult_need_to = [&](FiscalYear last) {
      double more = 0.0;
      for (const CashFlow& flow : up_to(flows, last).years) {
        for (std::size_t c = 0; c < model::category_count; ++c) {
          const auto category = static_cast<Category>(c);
          const bool counts_here = model::categories()[c].cost_class == CostClass::adult_need;
          more += counts_here ? flow.discount_factor *
                                    terms.prices.pounds(YearView(compared.with, flow.year).cost(category) -
                                                            YearView(compared.without, flow.year).cost(category),
                                                        flow.year)
                              : 0.0;
        }
      }
      return more;
    };
    double size = 0.0;
    for (const double printed : table[i].purse) {
      size = std::max(size, std::abs(printed));
    }
    for (std::size_t k = 0; k < ends.size(); ++k) {
      ASSERT_TRUE(found[k]);
      EXPECT_NEAR((*found[k] + adult_need_to(horizons[k].last)) / 1e6, table[i].purse[k], 0.04 * size + 5.0)
          << table[i].name << " to " << ends[k];
    }
  }
}

// Charter 2b: 20 million a year of recovery services saves councils and others more than the NHS that pays; 84% of what
// all of them gain goes to those who pay nothing, in the year to July 2040. It averts 152 children away from home.
TEST(CharterOfAdultNeed, RecoveryIsPaidFromAWrongPocket) {
  const model::Plan plan = charter_plan({{"recovery", 2026.25, 2.0, 20.0 / model::user_prices}});
  const std::vector<model::AnnualRecord> records =
      run_years({{"without", model::default_values(), headwater::tests::scotland_drivers()},
                 {"with", model::default_values(), headwater::tests::scotland_drivers(plan)}},
                {2047, 2});
  EXPECT_NEAR(children(records[1], 2040, true) - children(records[0], 2040, true), -152.0, 1.0);
  const app::MoneyTerms& terms = tests::shipped_terms();
  const Funding of_plan({{plan.steps.front(), std::nullopt}}, scenarios::all_by(Payer::scottish_government),
                        terms.basis.payers);
  const Funding without_plan;
  const Compared compared{records[1], records[0], comparison_starts, of_plan, without_plan};
  std::vector<CashFlows> flows = all_cash_flows(compared, terms.prices, terms.basis);
  for (CashFlows& one : flows) { // the fiscal year that most of that year lies in
    std::erase_if(one.years, [](const CashFlow& flow) { return flow.year.first != 2039; });
  }
  EXPECT_NEAR(flows[static_cast<std::size_t>(Perspective::nhs)].years[0].net / 1e6, -14.6, 0.3);
  EXPECT_NEAR(flows[static_cast<std::size_t>(Perspective::council)].years[0].net / 1e6, 19.8, 0.6);
  const AppraisalMeasure index = wrong_pocket_index(flows);
  ASSERT_TRUE(index.value);
  EXPECT_NEAR(*index.value, 0.84, 0.01);
}

} // namespace
} // namespace headwater::outputs
