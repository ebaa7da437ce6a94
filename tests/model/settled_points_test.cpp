// The settled points: at the value before, the equations are those of the independent implementation (reference_rhs_test,
// reference_trajectory_test); at the default, each has the property that the doubt asked for. Each test shows the doubt
// first.
#include "model/quantities/settled.hpp"
#include "tests/model/plans.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace headwater::model::tests {
namespace {

/// The defaults with one point as it was before.
ParameterValues<double> unsettled(std::string_view parameter) {
  ParameterValues<double> values = default_values();
  const auto points = settled_points();
  const auto point =
      std::find_if(points.begin(), points.end(), [&](const SettledPoint& row) { return row.parameter == parameter; });
  EXPECT_NE(point, points.end()) << parameter;
  values[point->position()] = point->before;
  return values;
}

/// A world of a state other than that of the start, at a time of a plan.
class World {
public:
  explicit World(const ParameterValues<double>& values, const Plan& plan = {}, double time = start_time)
      : p{by_name(values)}, now{moment_at(scotland_drivers(plan), time)},
        r{start(p, moment_at(scotland_drivers(), start_time)).reference},
        s{start(p, moment_at(scotland_drivers(), start_time)).stocks} {}

  Scene<double> scene() const { return {s, p, r, now}; }
  double slope(Place place) const {
    State<double> state{};
    write_stocks(s, state.data());
    return derivative(state, p, r, now)[place.index];
  }

  Parameters<double> p;
  Moment<double> now;
  Reference<double> r;
  Stocks<double> s;
};

constexpr double spring_2026 = april_1(2026);
/// What equations take for so many pounds of 2024-25, millions.
double money(double pounds) { return pounds / user_prices; }

/// The least or the most of something over a run, by steps of a year.
template<class Measure> std::pair<double, double> range_over(const Trajectory& run, int from, const Measure& measure) {
  std::pair<double, double> range{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
  for (std::size_t n = run.step_at(july_31(from)); n < run.states.size(); n += 4) {
    const SceneAt w(run, n);
    range = {std::min(range.first, measure(w)), std::max(range.second, measure(w))};
  }
  return range;
}

TEST(Settled, EveryPointIsAParameterWithAnotherValue) {
  std::set<std::string_view> seen;
  for (const SettledPoint& row : settled_points()) {
    ASSERT_LT(row.position(), parameter_count) << row.parameter;
    const Parameter& parameter = parameters()[row.position()];
    EXPECT_EQ(parameter.name, row.parameter) << "a symbol is used for a name";
    EXPECT_TRUE(seen.insert(row.parameter).second) << row.parameter << " is settled twice";
    EXPECT_NE(row.before, parameter.value) << row.parameter;
    EXPECT_FALSE(row.why.empty()) << row.parameter;
    EXPECT_TRUE(parameter.low <= row.before && row.before <= parameter.high) << row.parameter;
    EXPECT_EQ(parameter.distribution == Distribution::fixed, !row.is_refit()) << row.parameter;
    EXPECT_EQ(is_settled(row.parameter), !row.is_refit()) << row.parameter;
  }
}

// L1
TEST(Settled, PeopleWhoComeToNoticeNeedNotTrust) {
  const auto severe_need_found = [](ParameterValues<double> values, double trust, double through_reach) {
    set(values, "detection_per_reach", through_reach);
    World w(values);
    w.s.trust = trust;
    return w.scene().need.detection_severe;
  };
  const double low = 0.8 * by_name(default_values()).trust_2011;
  const double usual = by_name(default_values()).trust_2011;
  const ParameterValues<double> before = unsettled("noticing_needs_trust");
  EXPECT_LT(severe_need_found(before, low, 0.0), 0.81 * severe_need_found(before, usual, 0.0));
  // police, hospital and school find as many as they did; who is found through universal contact still has to trust
  EXPECT_EQ(severe_need_found(default_values(), low, 0.0), severe_need_found(default_values(), usual, 0.0));
  EXPECT_LT(severe_need_found(default_values(), low, 0.11), severe_need_found(default_values(), usual, 0.11));
}

// L2: that support then raises nobody's risk is in anchors_test
TEST(Settled, SupportStopsNobodyFromRecovering) {
  for (const bool settled : {false, true}) {
    const World w(settled ? default_values() : unsettled("recovery_while_supported"));
    EXPECT_EQ(w.scene().need.recovery_supported, settled ? w.scene().need.recovery : 0.0);
  }
}

// L4
TEST(Settled, MoneyHandedBackLeavesSomePosts) {
  const Plan plan = with("cap_years", -2.9, spring_2026, 1.0); // the bound of the lever
  const auto posts = [](const SceneAt& w) { return w->workforce.support_posts; };
  EXPECT_LT(range_over(run_plan(plan, unsettled("support_posts_at_least")), 2026, posts).first, 0.1) << "no pole";
  const Trajectory run = run_plan(plan);
  EXPECT_GT(range_over(run, 2026, posts).first, 0.5);
  const auto filled = range_over(run, 2026, [](const SceneAt& w) {
    return std::min(w->workforce.support_workers / w->workforce.support_posts, w->p.posts_charged_at_most);
  });
  EXPECT_GT(filled.first, 0.0);
  EXPECT_LE(filled.second, 1.0);
  expect_possible(run, "the shortest time limit");
}

TEST(Settled, AnEmptyQueueHasAWait) {
  const auto with_nobody_waiting = [](const ParameterValues<double>& values) {
    World w(values);
    w.s.waiting = {0.0, 0.0, 0.0, 0.0};
    w.s.waiting_severe = {0.0, 0.0, 0.0, 0.0};
    return w.scene().support;
  };
  EXPECT_TRUE(std::isnan(with_nobody_waiting(unsettled("queue_at_least")).wait));
  const Support<double> support = with_nobody_waiting(default_values());
  const Parameters<double> p = by_name(default_values());
  EXPECT_NEAR(support.wait, p.time_to_start, 0.01) << "with places free a family starts as soon as it can";
  EXPECT_EQ(support.places_a_start, p.places_milder);
  EXPECT_EQ(support.starts, 0.0);
  EXPECT_LT(support.pressure, 1.0);
}

TEST(Settled, APriorityStaysAboveNought) {
  EXPECT_GT(levers()[find_lever("severe_need_first")].low + parameters()[find_parameter("severe_priority")].low, 0.0);
}

// L5
TEST(Settled, AdoptionStopsChangingWithTheOtherTrends) {
  const auto adopted = [](ParameterValues<double> values, double decline, int year) {
    set(values, "adoption_decline", decline);
    const Trajectory run = run_plan({}, values);
    const SceneAt w(run, run.step_at(july_31(year)));
    return w->going_home.adoptions[0] / w.stocks().foster[0];
  };
  const Parameter& row = parameters()[find_parameter("adoption_decline")];
  EXPECT_EQ(row.value, by_name(default_values()).adoption_decline);
  for (const double decline : {row.low, row.high}) {
    EXPECT_NEAR(adopted(default_values(), decline, 2086) / adopted(default_values(), decline, 2050), 1.0, 1e-9);
    EXPECT_NE(adopted(default_values(), decline, 2040), adopted(default_values(), decline, 2050));
    const ParameterValues<double> before = unsettled("adoption_trend_end");
    EXPECT_GT(std::abs(adopted(before, decline, 2086) / adopted(before, decline, 2050) - 1.0), 0.5);
  }
  EXPECT_EQ(by_name(default_values()).adoption_trend_end, by_name(default_values()).end_of_trends);
}

TEST(Settled, TheFloorOfPreventionKeepsItsWorth) {
  // at the floor, in the money of 2045, with a budget that falls short by far
  const auto taken = [](const ParameterValues<double>& values) {
    World w(values, {}, july_31(2045));
    w.s.prevention_budget = w.p.prevention_floor * w.r.prevention_budget * w.scene().climate.wage_growth;
    w.s.childrens_budget -= 200.0;
    return -w.slope(stock::prevention_budget);
  };
  EXPECT_GT(taken(unsettled("prevention_floor_indexed")), 0.1);
  EXPECT_LT(taken(default_values()), 0.01);
}

TEST(Settled, ReformChurnStartsWhereItRests) {
  EXPECT_GT(World(unsettled("reform_churn_at_start")).slope(stock::reform_churn), 0.1);
  EXPECT_EQ(World(default_values()).slope(stock::reform_churn), 0.0);
  EXPECT_NEAR(World(default_values()).s.reform_churn, 0.96, 0.005);
  EXPECT_EQ(by_name(default_values()).reform_churn_cost, 0.0) << "off";
}

// L6
TEST(Settled, NoMoreIsChargedThanWasGiven) {
  Plan plan = with("cap_years", -2.4, spring_2026, 2.0);
  const auto charged = [](const SceneAt& w) {
    return w->costs.ring_intensive /
           (w->new_money.intensive.gross + w->p.places_ring_fenced * w->workforce.places_money);
  };
  EXPECT_GT(range_over(run_plan(plan, unsettled("posts_charged_at_most")), 2026, charged).second, 1.2);
  EXPECT_LE(range_over(run_plan(plan), 2026, charged).second, 1.0);
}

TEST(Settled, PlacesThatARuleNeedsAreNobodysGrant) {
  Plan plan = with("cap_years", -2.4, spring_2026, 2.0);
  plan.wellbeing_end = 2012.0; // no new money
  const auto memo = [](const SceneAt& w) { return w->costs[Category::ringfenced_memo]; };
  EXPECT_LT(range_over(run_plan(plan, unsettled("places_ring_fenced")), 2026, memo).first, -5.0);
  const auto settled = range_over(run_plan(plan), 2026, memo);
  EXPECT_EQ(settled, std::pair(0.0, 0.0));
}

// 6.1: repayment levels off below the budget, so no more need be done
TEST(Settled, ALoanLeavesSomeOfThePreventionBudget) {
  Plan plan = with("loan", money(levers()[find_lever("bridging_loan")].high));
  plan.loan_end = 2036.25;
  const Trajectory run = run_plan(plan);
  const auto left = range_over(run, 2036, [](const SceneAt& w) { return w->new_money.base; });
  EXPECT_GT(left.first, 0.0);
  EXPECT_LT(left.first, 5.0) << "the loan is too small to ask the question";
  const auto accepted = range_over(run, 2036, [](const SceneAt& w) { return w->controls.accepted_by_budget; });
  EXPECT_GT(accepted.first, 0.0);
  expect_possible(run, "the largest loan");
  // what is asked for would take the budget several times over
  const auto asked = range_over(run, 2038, [](const SceneAt& w) {
    return w.stocks().loan_balance / w->p.loan_repayment_time / w.stocks().prevention_budget;
  });
  EXPECT_GT(asked.second, 2.0);
}

// 6.2
TEST(Settled, APauseSlowsWhatRisesOnly) {
  const auto reach = [](const ParameterValues<double>& values, double universal, double pause) {
    const Plan plan = plan_of({{"universal", spring_2026, 0.5, universal},
                               {"reform_pause", spring_2026, 0.25, pause},
                               {"reform_pause", 2029.25, 0.25, -pause}});
    return on_31_july(run_plan(plan, values, 2046), stock::universal_reach, 2029);
  };
  const ParameterValues<double> before = unsettled("pause_slows_fading");
  EXPECT_GT(reach(before, -30.0, 1.0), reach(before, -30.0, 0.0) + 0.03) << "a pause protects from a cut";
  EXPECT_NEAR(reach(default_values(), -30.0, 1.0), reach(default_values(), -30.0, 0.0), 0.002);
  EXPECT_LT(reach(default_values(), 30.0, 1.0), reach(default_values(), 30.0, 0.0) - 0.02);
  EXPECT_EQ(reach(default_values(), 30.0, 1.0), reach(before, 30.0, 1.0)) << "what rises is as it was";
}

// 6.3
TEST(Settled, SharedCareIsPaidForAsItIsUsed) {
  for (const double pounds : {2.0, 8.0, 20.0}) {
    const Plan plan = with("shared_care", money(pounds), spring_2026, 2.0);
    const Trajectory run = run_plan(plan, default_values(), 2046);
    const SceneAt w(run, run.step_at(july_31(2040)));
    const double given = w->new_money.shared_care.gross;
    const double used = w->shared_care.used;
    EXPECT_NEAR(w->costs[Category::shared_care], given * (0.5 + 0.5 * used), 1e-12 * given);
    EXPECT_LE(used, 1.0);
    const Trajectory was = run_plan(plan, unsettled("shared_care_readiness"), 2046);
    const SceneAt v(was, was.step_at(july_31(2040)));
    EXPECT_EQ(v->costs[Category::shared_care], given);
    EXPECT_EQ(living_away(was, 2040), living_away(run, 2040)) << "money alone changes";
  }
}

// 6.4
TEST(Settled, NoMoreAreAcceptedThanAreFound) {
  const auto accepted = [](const ParameterValues<double>& values, double threshold) {
    World w(values);
    w.now.lever.support_threshold = threshold;
    const Controls<double> c = w.scene().controls;
    return c.accepted / c.accepted_by_budget;
  };
  EXPECT_NEAR(accepted(unsettled("accepted_2011"), -1.0), 2.57, 0.01);
  const double share = by_name(default_values()).accepted_2011;
  double last = 1.0 / share;
  for (const double threshold : {-100.0, -1.0, -0.5, 0.0, 0.5, 1.0, 100.0}) {
    const double now = accepted(default_values(), threshold);
    EXPECT_LT(share * now, 1.0) << threshold;
    EXPECT_LT(now, last) << threshold;
    // the odds of acceptance move by the plan's threshold alone
    const double odds = share * now / (1.0 - share * now) / (share / (1.0 - share));
    EXPECT_NEAR(odds / grow(-threshold), 1.0, 1e-6) << threshold;
    last = now;
  }
  EXPECT_EQ(accepted(default_values(), 0.0), 1.0);
}

// 6.5: what the words of the levers say
TEST(Settled, ACapCostsMoneyWherePlacesAreCheapAndInHouseIsOpen) {
  const auto factor = [](double price, double cap, double in_house, double premium) {
    ParameterValues<double> values = default_values();
    set(values, "in_house_premium", premium);
    World w(values);
    w.s.residential_price = price;
    w.now.lever.margin_cap = cap;
    w.now.lever.in_house_share = in_house;
    return w.scene().controls.residential_price;
  };
  EXPECT_GT(factor(0.894, 1.0, 0.0, 0.1), 1.0);
  EXPECT_LT(factor(0.896, 1.0, 0.0, 0.1), 1.0);
  EXPECT_LT(factor(1.0, 0.0, 0.5, 0.0), 1.0);
  EXPECT_GT(factor(1.0, 0.0, 0.5, 0.2), 1.0);
}

// 6.6
TEST(Settled, HelpAtTheEdgeOfCareIsBuilt) {
  const Plan plan = with("recovery", money(20.0), spring_2026, 0.1);
  const auto served = [&](const ParameterValues<double>& values, int year) {
    const Trajectory run = run_plan(plan, values);
    return SceneAt(run, run.step_at(july_31(year)))->adult_need.edge_cover[need_substance];
  };
  const ParameterValues<double> before = unsettled("edge_takes_time");
  EXPECT_NEAR(served(before, 2026), served(before, 2036), 0.02);
  EXPECT_LT(served(default_values(), 2026), 0.4 * served(default_values(), 2036));
  EXPECT_NEAR(served(default_values(), 2036), served(before, 2036), 0.005);
}

// The numbers that the words of levers.def quote: children away from home in 2040.
TEST(Settled, LeversSayWhatTheyDo) {
  const double now = living_away(run_plan({}, default_values(), 2041), 2040);
  const auto kept_home = [&](std::initializer_list<Step> steps, const ParameterValues<double>& values) {
    const double base = values == default_values() ? now : living_away(run_plan({}, values, 2041), 2040);
    return base - living_away(run_plan(plan_of(steps), values, 2041), 2040);
  };
  const auto alone = [&](std::string_view lever, double amount,
                         const ParameterValues<double>& values = default_values()) {
    return kept_home({{lever, spring_2026, 2.0, amount}}, values);
  };
  EXPECT_NEAR(alone("shared_care", money(0.25)) / 0.25, 90.0, 1.0);
  EXPECT_NEAR(alone("shared_care", money(8.0)) / 8.0, 35.0, 1.0);
  EXPECT_NEAR(alone("shared_care", money(20.0)) / 20.0, 20.0, 0.5);
  ParameterValues<double> no_edge = default_values();
  for (const char* effect : {"substance_edge_effect", "mental_edge_effect", "abuse_edge_effect"}) {
    set(no_edge, effect, 0.0);
  }
  struct Figure {
    const char* lever;
    double kept;
    double kept_without_the_edge;
  };
  for (const Figure& row :
       {Figure{"recovery", 149, 29}, Figure{"parental_mh", 124, 18}, Figure{"da_response", 268, 112}}) {
    EXPECT_NEAR(alone(row.lever, money(20.0)), row.kept, 1.0) << row.lever;
    EXPECT_NEAR(alone(row.lever, money(20.0), no_edge), row.kept_without_the_edge, 1.0) << row.lever;
  }
  // the pages' own: none of the money at the edge of care, and all of it
  EXPECT_NEAR(kept_home({{"recovery", spring_2026, 2.0, money(20.0)}, {"edge_first", spring_2026, 2.0, -0.2}},
                        default_values()),
              37.0, 1.0);
  EXPECT_NEAR(
      kept_home({{"recovery", spring_2026, 2.0, money(20.0)}, {"edge_first", spring_2026, 2.0, 0.8}}, default_values()),
      326.0, 1.0);
  ParameterValues<double> no_treatment = default_values();
  set(no_treatment, "gate_of_treatment", 0.0);
  EXPECT_NEAR(alone("open_door", 1.0, no_treatment), -5.0, 0.5);
  EXPECT_NEAR(alone("open_door", 1.0), 0.0, 1.5);
  const auto refused = [](double threshold) {
    return gained(run_plan(with("threshold", threshold, spring_2026, 2.0), default_values(), 2041),
                  accumulator(Counter::refused), 2039, 2040);
  };
  EXPECT_NEAR(refused(0.5) - refused(0.0), 450.0, 10.0);
  EXPECT_NEAR(refused(-1.0) - refused(0.0), -760.0, 10.0);
}

} // namespace
} // namespace headwater::model::tests
