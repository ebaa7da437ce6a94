// The levers, by their meaning: each moves what it says, the way it says, and nothing before its date.
//
// Money is in 2019-20 prices, as the equations take it.
#include "tests/model/plans.hpp"

#include <cmath>

namespace headwater::model::tests {
namespace {

constexpr double spring_2026 = april_1(2026);

/// Continue as now, computed once a test.
Trajectory usual() { return run_plan({}); }

/// The scene of a run on 31 July of a year.
SceneAt on(const Trajectory& trajectory, int year) { return {trajectory, trajectory.step_at(july_31(year))}; }

/// What is paid for a category a year, on 31 July.
double cost_in(const Trajectory& trajectory, Category category, int year) {
  return on(trajectory, year)->costs[category];
}

double wellbeing_money(const Trajectory& trajectory, double split) {
  return trajectory.parameters.wellbeing_fund * split;
}

TEST(Levers, DoNothingBeforeTheirDate) {
  // Some levers turn what others do: where to aim money for adult services, how much of a budget is pooled or
  // ring-fenced.
  const Plan others = plan_of({{"recovery", spring_2026, 1.0, 5.0},
                               {"pooled", spring_2026, 1.0, 0.4},
                               {"adult_excess", spring_2026, 1.0, 0.01}});
  const Trajectory now = run_plan(others);
  const std::size_t last = now.step_at(july_31(2025));
  for (const Lever& lever : levers()) {
    Plan plan = others;
    plan.steps.push_back({find_lever(lever.name), spring_2026, 1.0, 0.5 * lever.high / user_prices});
    const Trajectory trajectory = run_plan(plan);
    for (std::size_t n = 0; n <= last; n += 16) {
      ASSERT_EQ(trajectory.states[n], now.states[n]) << lever.name << " at step " << n;
    }
    EXPECT_NE(trajectory.states.back(), now.states.back()) << lever.name << " does nothing at all";
  }
}

TEST(Levers, DelayShiftsWhatTheyDo) {
  const Trajectory now = usual();
  const Trajectory early = run_plan(with("intensive", 40.0, 2026.25));
  const Trajectory late = run_plan(with("intensive", 40.0, 2029.25));
  EXPECT_EQ(late.states[late.step_at(july_31(2028))], now.states[now.step_at(july_31(2028))]);
  EXPECT_LT(looked_after(early, 2034), looked_after(late, 2034));
  EXPECT_LT(looked_after(late, 2034), looked_after(now, 2034));
}

// money

TEST(Money, BuildsTheCapabilityItIsFor) {
  const Trajectory now = usual();
  struct Case {
    const char* lever;
    Place capability;
  };
  for (const Case& test : {Case{"universal", stock::universal_reach}, Case{"postremoval", stock::after_removal_cover},
                           Case{"kinship", stock::kinship_capability}, Case{"foster", stock::foster_capability},
                           Case{"aftercare", stock::aftercare_capacity}, Case{"supervision", stock::supervision}}) {
    const Trajectory some = run_plan(with(test.lever, 10.0));
    const Trajectory more = run_plan(with(test.lever, 30.0));
    const double before = on_31_july(now, test.capability, 2040);
    EXPECT_GT(on_31_july(some, test.capability, 2040), before) << test.lever;
    EXPECT_GT(on_31_july(more, test.capability, 2040), on_31_july(some, test.capability, 2040)) << test.lever;
  }
}

// After many time constants a capability is what its money buys: the coverage curve itself.
TEST(Money, BuysCoverageOnTheCurve) {
  const double working = 20.0;
  const auto expect = [&](const char* lever, Place capability, double base, double scale, double split) {
    ParameterValues<double> values = default_values();
    set(values, "future_cost_growth", 0.0); // money then buys for ever what it bought in 2019-20
    const Trajectory trajectory = run_plan(with(lever, working), values);
    const Parameters<double>& p = trajectory.parameters;
    EXPECT_NEAR(on_31_july(trajectory, capability, 2046),
                coverage(base, working + 0.6 * wellbeing_money(trajectory, split), scale), 1e-4)
        << lever << ", base " << base << ", scale " << scale << ", wellbeing fund " << p.wellbeing_fund;
  };
  const Parameters<double> p = by_name(default_values());
  expect("postremoval", stock::after_removal_cover, p.after_removal_cover_2011, p.after_removal_money_scale,
         p.wellbeing_after_removal);
  expect("foster", stock::foster_capability, 0.0, p.foster_money_scale, p.wellbeing_foster);
  expect("supervision", stock::supervision, p.supervision_2011, p.supervision_money_scale, p.wellbeing_supervision);
}

TEST(Money, IsAllPaidForAndWorksByItsFidelity) {
  Plan plan = with("universal", 30.0);
  plan.fidelity = 0.5;
  const Trajectory half = run_plan(plan);
  const Trajectory whole = run_plan(with("universal", 30.0));
  const SceneAt w = on(half, 2035);
  const double wellbeing = wellbeing_money(half, half.parameters.wellbeing_universal);
  EXPECT_DOUBLE_EQ(w->new_money.universal.gross, 30.0 + wellbeing);
  EXPECT_DOUBLE_EQ(w->new_money.universal.working, 0.5 * 30.0 + 0.6 * wellbeing);
  EXPECT_LT(on_31_july(half, stock::universal_reach, 2035), on_31_july(whole, stock::universal_reach, 2035));
  EXPECT_NEAR(cost_in(half, Category::universal, 2035) - w->new_money.base_universal, 30.0 + wellbeing, 1e-9);
}

TEST(Money, ForIntensiveSupportHiresWorkersAndShortensTheWait) {
  const Trajectory now = usual();
  const Trajectory more = run_plan(with("intensive", 30.0));
  const SceneAt before = on(now, 2030);
  const SceneAt after = on(more, 2030);
  EXPECT_GT(after->workforce.support_workers, before->workforce.support_workers);
  EXPECT_LT(after->support.wait, before->support.wait);
  EXPECT_GT(after->support.starts, before->support.starts);
  EXPECT_LT(looked_after(more, 2035), looked_after(now, 2035));
  EXPECT_GT(cost_in(more, Category::intensive, 2030), cost_in(now, Category::intensive, 2030));
}

TEST(Money, ForUnfilledPostsIsNotSpent) {
  Plan plan = with("intensive", 100.0, spring_2026, 0.1);
  plan.fidelity = 0.6;
  const Trajectory trajectory = run_plan(plan);
  const SceneAt soon = on(trajectory, 2026);
  const double filled = soon->workforce.support_workers / soon->workforce.support_posts;
  EXPECT_LT(filled, 0.8);
  const double wellbeing = wellbeing_money(trajectory, trajectory.parameters.wellbeing_intensive);
  EXPECT_NEAR(soon->costs.ring_intensive, (100.0 + wellbeing) * filled, 1e-9);
}

TEST(Money, OfWholeFamilyWellbeingEndsWhenItIsSaidTo) {
  Plan plan;
  plan.wellbeing_end = spring_2026;
  const Trajectory ended = run_plan(plan);
  const Trajectory now = usual();
  EXPECT_EQ(ended.states[ended.step_at(july_31(2025))], now.states[now.step_at(july_31(2025))]);
  EXPECT_GT(on(ended, 2025)->new_money.intensive.gross, 0.0);
  EXPECT_EQ(on(ended, 2028)->new_money.intensive.gross, 0.0);
  EXPECT_EQ(on(ended, 2021)->new_money.intensive.gross, 0.0);
  EXPECT_GT(looked_after(ended, 2035), looked_after(now, 2035));
  EXPECT_EQ(gained(ended, accumulator(Category::ringfenced_memo), 2028, 2046), 0.0);
}

TEST(Money, RingFencedIsAMemoOfWhatIsInsideOtherCosts) {
  const Trajectory trajectory = run_plan(typed_plans().at("keep-the-promise"));
  for (const int year : {2024, 2030, 2040}) {
    const SceneAt w = on(trajectory, year);
    const Costs<double>& c = w->costs;
    EXPECT_NEAR(c[Category::ringfenced_memo], c.ring_universal + c.ring_intensive + c.ring_practice + c.ring_aftercare,
                1e-9)
        << year;
    EXPECT_LE(c.ring_universal, c[Category::universal]) << year;
    EXPECT_LE(c.ring_intensive, c[Category::intensive]) << year;
    EXPECT_LE(c.ring_practice, c[Category::practice_support]) << year;
    EXPECT_LE(c.ring_aftercare, c[Category::aftercare_cc]) << year;
  }
}

// the bridging loan

Plan loan_plan(double loan, double end) {
  Plan plan = with("loan", loan);
  plan.loan_end = end;
  return plan;
}

TEST(Loan, IsDrawnThenRepaidWithInterest) {
  const Trajectory trajectory = run_plan(loan_plan(20.0, 2032.25));
  EXPECT_EQ(on_31_july(trajectory, stock::loan_balance, 2025), 0.0);
  for (int year = 2026; year < 2032; ++year) {
    EXPECT_GT(on_31_july(trajectory, stock::loan_balance, year + 1), on_31_july(trajectory, stock::loan_balance, year));
  }
  const double peak = on_31_july(trajectory, stock::loan_balance, 2033);
  EXPECT_GT(peak, 100.0);
  for (int year = 2033; year < 2046; ++year) {
    EXPECT_LT(on_31_july(trajectory, stock::loan_balance, year + 1), on_31_july(trajectory, stock::loan_balance, year));
  }
  // once nothing is drawn the balance grows at the interest and falls at 1 in the time of repayment, and at no other
  // rate
  const Parameters<double>& p = trajectory.parameters;
  EXPECT_NEAR(on_31_july(trajectory, stock::loan_balance, 2046) / on_31_july(trajectory, stock::loan_balance, 2034),
              std::exp(12.0 * (p.loan_interest - 1.0 / p.loan_repayment_time)), 1e-6);
}

TEST(Loan, PaysForWorkersNowAndTakesThemLater) {
  const Trajectory now = usual();
  const Trajectory trajectory = run_plan(loan_plan(20.0, 2032.25));
  const SceneAt drawing = on(trajectory, 2031);
  EXPECT_DOUBLE_EQ(drawing->new_money.draw, 20.0);
  EXPECT_EQ(drawing->new_money.repayment, 0.0);
  EXPECT_GT(drawing->workforce.support_posts, on(now, 2031)->workforce.support_posts + 100.0);

  const SceneAt repaying = on(trajectory, 2034);
  const double repayment = repaying.stocks().loan_balance / trajectory.parameters.loan_repayment_time;
  EXPECT_EQ(repaying->new_money.draw, 0.0);
  EXPECT_DOUBLE_EQ(repaying->new_money.repayment, repayment);
  EXPECT_NEAR(repaying->new_money.base_intensive + repaying->new_money.base_universal,
              repaying.stocks().prevention_budget - repayment, 1e-10);
  EXPECT_LT(repaying->workforce.support_posts, on(now, 2034)->workforce.support_posts);
  EXPECT_LT(cost_in(trajectory, Category::universal, 2034), cost_in(now, Category::universal, 2034));
}

TEST(Loan, InterestIsACostAndTheDrawIsNobodysGrant) {
  Plan plan = loan_plan(20.0, 2032.25);
  plan.wellbeing_end = 2012.0; // no other new money
  const Trajectory trajectory = run_plan(plan);
  for (const int year : {2028, 2031, 2036, 2046}) {
    const SceneAt w = on(trajectory, year);
    EXPECT_NEAR(w->costs[Category::practice_support], trajectory.parameters.loan_interest * w.stocks().loan_balance,
                1e-12)
        << year;
    EXPECT_EQ(w->costs[Category::ringfenced_memo], 0.0) << year;
  }
}

TEST(Loan, WithoutAnEndGrowsAndIsNeverRepaid) {
  const Trajectory trajectory = run_plan(with("loan", 10.0));
  EXPECT_GT(on_31_july(trajectory, stock::loan_balance, 2046), 10.0 * 19.0);
  EXPECT_EQ(on(trajectory, 2046)->new_money.repayment, 0.0);
}

// support

TEST(Support, ATimeLimitClosesItEarlier) {
  const Trajectory now = usual();
  const Trajectory shorter = run_plan(with("cap_years", -2.4));
  const Trajectory longer = run_plan(with("cap_years", 10.0));
  const auto closing = [](const SceneAt& w) { return sum(w->support.early) / sum(w.stocks().supported); };
  EXPECT_GT(closing(on(shorter, 2030)), 2.0 * closing(on(now, 2030)));
  EXPECT_LT(closing(on(longer, 2030)), 0.5 * closing(on(now, 2030)));
  EXPECT_GT(looked_after(shorter, 2035), looked_after(now, 2035));
}

TEST(Support, IsThereAgainForMoreOfThoseWhoRelapse) {
  const Trajectory trajectory = run_plan(with("relapse_support", 0.4));
  const double share = trajectory.parameters.relapse_met_with_support;
  EXPECT_DOUBLE_EQ(on(trajectory, 2030)->support.relapse_met, share + (1.0 - share) * 0.4);
  EXPECT_DOUBLE_EQ(on(run_plan(with("relapse_support", 1.0)), 2030)->support.relapse_met, 1.0);
  EXPECT_GT(on_31_july(trajectory, stock::trust, 2035), on_31_july(usual(), stock::trust, 2035));
}

// decisions

TEST(Decisions, PracticeRemovesFewerChildrenAndLeavesMoreAtRisk) {
  const Trajectory now = usual();
  const Trajectory trajectory = run_plan(with("practice", 0.3));
  EXPECT_LT(on_31_july(trajectory, stock::decision_threshold, 2032), on_31_july(now, stock::decision_threshold, 2032));
  EXPECT_LT(living_away(trajectory, 2035), living_away(now, 2035));
  EXPECT_GT(on(trajectory, 2030)->harm.at_home, on(now, 2030)->harm.at_home);
  EXPECT_LT(on(trajectory, 2030)->harm.from_separation, on(now, 2030)->harm.from_separation);
}

TEST(Decisions, AnIncidentMakesThemDefensiveWhileItHolds) {
  const Trajectory now = usual();
  // it strikes over three months, holds for two years, and is forgotten
  const Trajectory trajectory =
      run_plan(plan_of({{"incident", 2026.25, 0.25, 0.3}, {"incident", 2028.25, 0.25, -0.3}}));
  const auto raised = [&](double time) {
    const std::size_t i = stock::decision_threshold.first;
    return trajectory.state_at(i, time) - now.state_at(i, time);
  };
  EXPECT_GT(raised(2027.25), 0.05);
  EXPECT_GT(raised(2028.25), raised(2027.25));
  // without its feedback it would rise to grow(0.3) - 1 and fall at the time of the threshold, two years
  EXPECT_LT(raised(2028.25), 2.0 * (grow(0.3) - 1.0));
  EXPECT_LT(raised(2030.5), 0.6 * raised(2028.5));
  EXPECT_LT(raised(2034.5), 0.2 * raised(2028.5));
  EXPECT_GT(gained(trajectory, accumulator(Counter::entries_away), 2026, 2029),
            1.02 * gained(now, accumulator(Counter::entries_away), 2026, 2029));
}

// homes and places

TEST(Places, AResidentialCapStopsGrowthAndClosesEmptyOnes) {
  const Trajectory now = usual();
  const Trajectory capped = run_plan(with("res_cap", 1.0));
  for (const int year : {2028, 2032, 2040, 2046}) {
    EXPECT_LT(on_31_july(capped, stock::residential_places, year), on_31_july(now, stock::residential_places, year))
        << year;
    EXPECT_LT(on_31_july(capped, stock::cross_border_places, year), on_31_july(now, stock::cross_border_places, year))
        << year;
  }
  // where need grows, places are opened without the cap and are not with it
  const auto opened = [](const Plan& plan) {
    const Trajectory trajectory = run_plan(plan);
    double most = -1e9;
    for (int year = 2028; year < 2046; ++year) {
      most = std::max(most, on_31_july(trajectory, stock::residential_places, year + 1) -
                                on_31_july(trajectory, stock::residential_places, year));
    }
    return most;
  };
  EXPECT_GT(opened(with("poverty", 0.23)), 5.0);
  EXPECT_LE(opened(plan_of({{"poverty", spring_2026, 1.0, 0.23}, {"res_cap", spring_2026, 1.0, 1.0}})),
            0.1); // the soft edge
}

TEST(Places, ACrossBorderLimitEndsSalesOutsideScotland) {
  const Trajectory now = usual();
  const Trajectory half = run_plan(with("xb_ban", 0.5));
  const Trajectory none = run_plan(with("xb_ban", 1.0));
  EXPECT_LT(on_31_july(none, stock::cross_border_places, 2036),
            0.01 * on_31_july(now, stock::cross_border_places, 2036));
  EXPECT_NEAR(on_31_july(half, stock::cross_border_places, 2036) / on_31_july(now, stock::cross_border_places, 2036),
              0.5, 0.1);
  // places that are not sold are released
  EXPECT_LT(on_31_july(none, stock::residential_places, 2040), on_31_july(now, stock::residential_places, 2040));
}

TEST(Places, SlackKeepsBrothersAndSistersTogetherAndIsPaidFor) {
  const Trajectory now = usual();
  const Trajectory trajectory = run_plan(with("slack", 0.3));
  EXPECT_GT(on_31_july(trajectory, stock::foster_households, 2035), on_31_july(now, stock::foster_households, 2035));
  const SceneAt w = on(trajectory, 2035);
  EXPECT_LT(w->placement.foster_occupancy, on(now, 2035)->placement.foster_occupancy);
  EXPECT_GT(w->harm.siblings_together, on(now, 2035)->harm.siblings_together);
  const Parameters<double>& p = trajectory.parameters;
  EXPECT_NEAR(w->costs[Category::practice_support] - w->costs.ring_practice,
              0.3 * p.cost_spare_foster_place *
                  (p.children_per_looked_after_family * sum(w.stocks().foster) + w.stocks().continuing_family),
              1e-10);
}

TEST(Places, SupportAtHomeShortensSupervisionAndCosts) {
  const Trajectory now = usual();
  const Trajectory trajectory = run_plan(with("laah_support", 1.0));
  EXPECT_LT(all_bands(trajectory, stock::at_home, 2030), 0.9 * all_bands(now, stock::at_home, 2030));
  const SceneAt before = on(now, 2030);
  const SceneAt after = on(trajectory, 2030);
  const auto ending = [](const SceneAt& w) { return sum(w->home_supervision.ends) / sum(w.stocks().at_home); };
  const auto stepping = [](const SceneAt& w) {
    return sum(w->home_supervision.step) / sum(w.stocks().at_home) / w.stocks().decision_threshold;
  };
  const auto cost_of_a_child = [](const SceneAt& w) { return w->costs[Category::at_home] / sum(w.stocks().at_home); };
  const Parameters<double>& p = trajectory.parameters;
  EXPECT_NEAR(ending(after) / ending(before), 1.0 + p.home_support_ends_sooner, 1e-12);
  EXPECT_NEAR(stepping(after) / stepping(before), 1.0 - p.home_support_prevents_steps, 1e-12);
  EXPECT_NEAR(cost_of_a_child(after) / cost_of_a_child(before), 1.0 + p.cost_home_support, 1e-12);
  EXPECT_LT(living_away(trajectory, 2035), living_away(now, 2035));
}

// continuing care and aftercare

TEST(Aftercare, ARightToReturnBringsMoreBackIntoContinuingCare) {
  const Trajectory now = usual();
  const Trajectory trajectory = run_plan(with("return_right", 1.0));
  const SceneAt w = on(trajectory, 2030);
  EXPECT_DOUBLE_EQ(w->leaving_care.return_rate, 2.0 * trajectory.parameters.return_to_care);
  for (const Place place : {Place(stock::continuing_family), Place(stock::continuing_residential)}) {
    EXPECT_GT(on_31_july(trajectory, place, 2035), on_31_july(now, place, 2035)) << name_of(place.index);
  }
  EXPECT_LT(on_31_july(trajectory, stock::aftercare_receiving[0], 2035),
            on_31_july(now, stock::aftercare_receiving[0], 2035));
  const Trajectory nobody = run_plan(with("return_right", -1.0));
  EXPECT_EQ(on(nobody, 2030)->leaving_care.return_rate, 0.0);
}

TEST(Aftercare, AnOfferOfContinuingCareIsTakenUpByMore) {
  const Trajectory now = usual();
  const Trajectory trajectory = run_plan(with("cc_offer", 0.6));
  const SceneAt w = on(trajectory, 2035);
  // the odds of a share s of those who could stay become 1.6 times what they were
  const double rollout = s_curve((july_31(2035) - 2016.5) / 0.7);
  const double s = trajectory.parameters.continuing_care_residential * rollout;
  const double share = 1.6 * s / (1.0 + 0.6 * s);
  EXPECT_NEAR(w->leaving_care.to_continuing_residential,
              trajectory.parameters.children_per_looked_after_family * w->leaving_care.leave_residential * share, 1e-9);
  EXPECT_GT(on_31_july(trajectory, stock::continuing_family, 2035), on_31_july(now, stock::continuing_family, 2035));
  EXPECT_GT(cost_in(trajectory, Category::aftercare_cc, 2035), cost_in(now, Category::aftercare_cc, 2035));
}

TEST(Aftercare, MayGoOnPast26) {
  const Trajectory now = usual();
  const Trajectory trajectory = run_plan(with("age_taper", 1.0));
  EXPECT_EQ(on_31_july(now, stock::aftercare_extended, 2046), 0.0);
  EXPECT_EQ(on_31_july(trajectory, stock::aftercare_extended, 2026) > 0.0, true);
  EXPECT_GT(on_31_july(trajectory, stock::aftercare_extended, 2040), 500.0);
  EXPECT_LT(on_31_july(trajectory, stock::difficulty_26_44, 2040), on_31_july(now, stock::difficulty_26_44, 2040));
}

// poverty and budgets

TEST(Poverty, MovesNeedAndCrisis) {
  const Trajectory now = usual();
  const Trajectory less = run_plan(with("poverty", -0.08));
  const SceneAt w = on(less, 2030);
  const Parameters<double>& p = less.parameters;
  // the rest of its effect goes through parents
  const double direct = (0.235 - (1.0 - p.poverty_through_parents) * 0.08) / 0.23;
  EXPECT_NEAR(w->climate.poverty, direct, 1e-12);
  EXPECT_LT(w->adult_need.pressure, 1.0);
  EXPECT_NEAR(w->need.onset[1] / (p.need_onset * p.need_onset_5_11 * w.stocks().coping[1]),
              w->adult_need.onset * elastic(direct, p.onset_poverty_elasticity) *
                  grow(-p.onset_fall_per_reach * (w.stocks().universal_reach - p.universal_reach_2011)),
              1e-12);
  EXPECT_LT(all_bands(less, stock::struggling, 2036), all_bands(now, stock::struggling, 2036));
  EXPECT_LT(looked_after(less, 2036), looked_after(now, 2036));
  EXPECT_GT(looked_after(run_plan(with("poverty", 0.05)), 2036), looked_after(now, 2036));
}

TEST(Budgets, GrowAsTheyAreSaidTo) {
  const Trajectory now = usual();
  const Trajectory grown = run_plan(with("budget_growth", 0.02));
  const Trajectory cut = run_plan(with("budget_growth", -0.02));
  const auto budget = [](const Trajectory& t) { return on_31_july(t, stock::childrens_budget, 2032); };
  const auto prevention = [](const Trajectory& t) { return on_31_july(t, stock::prevention_budget, 2032); };
  EXPECT_GT(budget(grown), budget(now));
  EXPECT_GT(budget(now), budget(cut));
  EXPECT_GT(prevention(grown), prevention(now));
  EXPECT_GT(prevention(now), prevention(cut));
}

TEST(Budgets, ReinvestmentKeepsMoreOfASavingInPrevention) {
  // fewer poor children make a saving
  const Plan saving = with("poverty", -0.08);
  Plan reinvested = saving;
  reinvested.steps.push_back({find_lever("reinvest"), spring_2026, 1.0, 0.3});
  const Trajectory without = run_plan(saving);
  const Trajectory trajectory = run_plan(reinvested);
  const double gain =
      on_31_july(trajectory, stock::prevention_budget, 2040) - on_31_july(without, stock::prevention_budget, 2040);
  EXPECT_GT(gain, 5.0);
  EXPECT_GT(on(trajectory, 2040)->workforce.support_workers, on(without, 2040)->workforce.support_workers);

  // a deep cut of the budget leaves nothing to reinvest
  const Plan cut = with("budget_growth", -0.05);
  Plan cut_reinvested = cut;
  cut_reinvested.steps.push_back({find_lever("reinvest"), spring_2026, 1.0, 0.3});
  const double nothing = on_31_july(run_plan(cut_reinvested), stock::prevention_budget, 2040) -
                         on_31_july(run_plan(cut), stock::prevention_budget, 2040);
  EXPECT_LT(std::abs(nothing), 0.2 * gain);
}

} // namespace
} // namespace headwater::model::tests
