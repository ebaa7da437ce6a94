// The loop table against the figures of the independent implementation: children looked after in continue as now, Keep
// the Promise and Cuts and the public purse, each loop cut, plan and baseline alike, to the printed digit. It printed
// numbers cut off, not rounded.
#include "model/document/loop_table.hpp"
#include "model/document/markdown.hpp"
#include "model/quantities/settled.hpp"
#include "tests/document/shipped_plans.hpp"
#include "tests/scotland_drivers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace headwater::model {
namespace {

using headwater::tests::scotland_drivers;

struct LeverOf {
  std::string_view lever;
  double start;
  double ramp;
  double amount; ///< money in GBPm/yr of 2019-20 prices
};

Plan plan_of(std::initializer_list<LeverOf> steps) {
  Plan plan;
  for (const LeverOf& step : steps) {
    plan.steps.push_back({find_lever(step.lever), step.start, step.ramp, step.amount});
  }
  return plan;
}

// The plans as the independent implementation has them.
Plan promise() {
  Plan plan = plan_of({{"intensive", 2026.25, 2.0, 23.400000000000002},
                       {"universal", 2026.25, 2.0, 7.8},
                       {"postremoval", 2026.25, 2.0, 4.16},
                       {"kinship", 2026.25, 2.0, 4.16},
                       {"foster", 2026.25, 2.0, 3.12},
                       {"aftercare", 2026.25, 2.0, 4.16},
                       {"supervision", 2026.25, 2.0, 5.2},
                       {"intensive", 2031.25, 3.0, 8.55},
                       {"universal", 2031.25, 3.0, 2.85},
                       {"postremoval", 2031.25, 3.0, 1.52},
                       {"kinship", 2031.25, 3.0, 1.52},
                       {"foster", 2031.25, 3.0, 1.14},
                       {"aftercare", 2031.25, 3.0, 1.52},
                       {"supervision", 2031.25, 3.0, 1.9000000000000001},
                       {"cap_years", 2026.25, 3.0, 3.0},
                       {"relapse_support", 2026.25, 4.0, 0.45},
                       {"age_taper", 2026.25, 4.0, 0.5},
                       {"cc_offer", 2026.25, 4.0, 0.3},
                       {"practice", 2026.25, 5.0, 0.05}});
  plan.fidelity = 0.8;
  return plan;
}

Plan cuts() {
  Plan plan = plan_of({{"budget_growth", 2026.25, 0.5, -0.02}, {"budget_growth", 2031.25, 0.5, 0.02}});
  plan.wellbeing_end = 2026.25;
  return plan;
}

// The world before what acts without a lever was added to it, and before its doubts were settled.
ParameterValues<double> without_add_ons() {
  ParameterValues<double> values = values_before_settling();
  values[find_parameter("budget_accepts")] = 0.0;
  values[find_parameter("repeat_removal_share")] = 0.0;
  return values;
}

/// What the public purse spends up to 31 July of a year since the start, GBPm of 2019-20.
double purse(const AnnualRecord& record, int year) {
  double total = 0.0;
  for (std::size_t i = 0; i < category_count; ++i) {
    switch (categories()[i].cost_class) {
    case CostClass::universal:
    case CostClass::targeted:
    case CostClass::care_system:
    case CostClass::failure_demand:
    case CostClass::lost_revenue:
    case CostClass::wider:
      total += record.on_31_july(year)[accumulator(static_cast<Category>(i)).index];
      break;
    default:
      break;
    }
  }
  return total;
}

/// Pounds of 2024-25 for a pound of 2019-20 in that table. With this price every figure of it, and
/// of the other table of the charter (charter_table_test.cpp), is met to its printed digit; with `user_prices`, 1.2324,
/// eight of 96 are one off. Nothing else differs: the trajectories that came with the table, at `user_prices`, give
/// -176.620, 831.204 and 1675.446 for Keep the Promise, as this model does.
constexpr double table_prices = 1.23227;

/// What a plan saves the public purse, GBPm of 2024-25 at present value: years from 1 August 2026 on, each discounted from
/// its middle, 3.5 % to the thirtieth and 3 % after.
double saved(const AnnualRecord& plan, const AnnualRecord& baseline, int until) {
  double value = 0.0;
  for (int k = 0; 2026 + k < until; ++k) {
    const int from = 2026 + k;
    const double change =
        (purse(plan, from + 1) - purse(plan, from)) - (purse(baseline, from + 1) - purse(baseline, from));
    const double middle = k + 0.5;
    value -= change * std::pow(1.035, -std::min(middle, 30.0)) * std::pow(1.03, -std::max(middle - 30.0, 0.0));
  }
  return value * table_prices;
}

double cut_off(double number) { return std::trunc(number); }

struct Figures {
  const char* cut;
  std::array<int, 3> looked_after;  ///< continue as now, 2024, 2040, 2086
  std::array<int, 2> promise;       ///< more than continue as now, 2040, 2086
  std::array<int, 3> promise_purse; ///< 2046, 2066, 2086
  int cuts;                         ///< 2040
  std::array<int, 3> cuts_purse;
};

// clang-format off
constexpr Figures figures[] = {
  {"",    {11884, 9321, 7720}, {-1099, -1269}, {-176, 831, 1675}, 329, {272,  59, -174}},
  {"L1",  {11885, 9450, 8015}, {-1069, -1182}, {-136, 843, 1643}, 270, {232,  82,  -65}},
  {"L2",  {11853, 9293, 7783}, {-1102, -1309}, {-179, 829, 1688}, 253, {235,  89,  -74}},
  {"L3",  {11882, 9316, 7710}, {-1102, -1164}, {-137, 847, 1624}, 331, {266,  43, -197}},
  {"L4",  {12224, 9907, 8473}, {-1071, -1257}, {-143, 866, 1708}, 356, {295,  67, -189}},
  {"L5",  {11911, 9370, 7779}, {-1101, -1271}, {-166, 850, 1699}, 332, {271,  54, -183}},
  {"L6",  {11881, 9324, 7735}, {-1076, -1220}, {-191, 745, 1532}, 328, {269,  67, -154}},
  {"L7",  {11889, 9343, 7742}, {-1099, -1277}, {-164, 853, 1707}, 339, {274,  51, -192}},
  {"L8",  {11887, 9343, 7745}, {-1098, -1282}, {-152, 855, 1703}, 352, {276,  49, -201}},
  {"L9",  {11877, 9315, 7714}, {-1098, -1265}, {-229, 753, 1593}, 331, {292,  81, -152}},
  {"L10", {11887, 9325, 7725}, {-1099, -1270}, {-162, 851, 1692}, 329, {267,  55, -175}},
  {"L11", {11865, 9288, 7696}, {-1067, -1216}, {-197, 749, 1536}, 326, {274,  67, -158}},
  {"L12", {11878, 9299, 7679}, {-1110, -1064}, {-120, 816, 1520}, 336, {247,  -4, -268}},
  {"L13", {11886, 9309, 7692}, {-1122, -1180}, {-124, 905, 1710}, 355, {222, -63, -351}},
  {"L14", {11881, 9397, 8107}, {-1097, -1260}, {-173, 834, 1676}, 332, {273,  62, -167}},
  {"L15", {11884, 9321, 7720}, {-1099, -1269}, {-176, 831, 1675}, 329, {272,  59, -174}},
};
// clang-format on

TEST(LoopTable, TheFiguresOfTheIndependentImplementation) {
  const ParameterValues<double> values = without_add_ons();
  const auto baseline = runs_with_each_loop_cut(scotland_drivers(), {}, values);
  const auto kept = runs_with_each_loop_cut(scotland_drivers(), promise(), values);
  const auto less = runs_with_each_loop_cut(scotland_drivers(), cuts(), values);
  ASSERT_EQ(baseline.size(), loop_count + 1);
  for (std::size_t i = 0; i < std::size(figures); ++i) {
    const Figures& row = figures[i];
    SCOPED_TRACE(row.cut);
    ASSERT_TRUE(i == 0 || loops()[i - 1].symbol == row.cut);
    const auto more = [&](const std::vector<AnnualRecord>& plan, int year) {
      return cut_off(children_looked_after(plan[i], year) - children_looked_after(baseline[i], year));
    };
    for (std::size_t k = 0; k < 3; ++k) {
      constexpr std::array years{2024, 2040, 2086};
      constexpr std::array horizons{2046, 2066, 2086};
      EXPECT_EQ(cut_off(children_looked_after(baseline[i], years[k])), row.looked_after[k]) << years[k];
      EXPECT_EQ(cut_off(saved(kept[i], baseline[i], horizons[k])), row.promise_purse[k]) << horizons[k];
      EXPECT_EQ(cut_off(saved(less[i], baseline[i], horizons[k])), row.cuts_purse[k]) << horizons[k];
    }
    EXPECT_EQ(more(kept, 2040), row.promise[0]);
    EXPECT_EQ(more(kept, 2086), row.promise[1]);
    EXPECT_EQ(more(less, 2040), row.cuts);
  }
}

// What LOOPS.md says of fear, as numbers: the page's words are no better than these.
TEST(LoopTable, FearTurnsItsSignWithPlaces) {
  const auto& fear = headwater::tests::shipped_loop_table().fear;
  ASSERT_EQ(fear.size(), fear_places_no_caseload + 1);
  const double now = fear[fear_as_now].effect_of_fear();
  for (const FearRow& row : fear) {
    EXPECT_GT(row.trust_2040, 1.0) << row.world;
  }
  // trust stands above 2011, so the loop finds more: more come into care while places are short, fewer where they are not
  EXPECT_GT(now, 5.0);
  EXPECT_LT(fear[fear_places].effect_of_fear(), -5.0);
  EXPECT_GT(fear[fear_as_now].effect_of_contact(), 0.0);
  EXPECT_LT(fear[fear_places].effect_of_contact(), 0.0);
  // caseload does most of it, the queue less, and straight to statutory measures nothing
  EXPECT_LT(fear[fear_no_caseload].effect_of_fear(), 0.2 * now);
  EXPECT_LT(fear[fear_no_queue].effect_of_fear(), now);
  EXPECT_GT(fear[fear_no_queue].effect_of_fear(), 0.5 * now);
  EXPECT_NEAR(fear[fear_not_removed].effect_of_fear(), now, 0.15 * now);
  EXPECT_LT(fear[fear_places_no_caseload].effect_of_fear(), fear[fear_places].effect_of_fear());
}

TEST(LoopTable, YearsOfTurning) {
  EXPECT_THAT(years_of_turning({1, 1, 5, 5, 0}, {0, 2, 5.2, 0, 3}, 2011), testing::ElementsAre(2012, 2014, 2015));
  EXPECT_THAT(years_of_turning({1, 1, 5, 5, 0}, {0, 2, 5.2, 0, 3}, 2012), testing::ElementsAre(2014, 2015));
  EXPECT_THAT(years_of_turning({1, 1}, {0, 0}, 2011), testing::IsEmpty());
}

} // namespace
} // namespace headwater::model
