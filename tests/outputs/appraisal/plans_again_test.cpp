// Plans run again with something changed: later, or with some of their levers only. And Follow the Money.
#include "outputs/appraisal/follow_the_money.hpp"
#include "outputs/runs/delay.hpp"
#include "outputs/runs/plan_difference.hpp"
#include "outputs/runs/run_plans.hpp"

#include "scenarios/scenario.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scotland_drivers.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace headwater::outputs {
namespace {

constexpr std::size_t threads = 2;

PlannedRun planned(const std::string& id) {
  const std::filesystem::path folder = std::filesystem::path(HEADWATER_SOURCE_DIR) / "scenarios";
  const auto scenario = scenarios::read_scenario(folder / (id + ".toml"), folder).value.value();
  PlannedRun plan{id, model::default_values(), headwater::tests::scotland_drivers(scenario.plan)};
  for (const scenarios::Override& override_ : scenario.overrides) {
    plan.values[override_.parameter] = override_.value;
  }
  return plan;
}

struct Pair {
  std::vector<PlannedRun> plans;
  Runs runs;
};

/// `continue-as-now` and one other.
Pair pair_of(const std::string& id) {
  tests::Study study = tests::study_of({id});
  return {std::move(study.plans), std::move(study.booklet.runs)};
}

TEST(Delay, OfKeepThePromiseByThreeYearsIsTheShippedScenario) {
  const model::Plan late =
      delayed(planned("keep-the-promise").drivers.plan, planned("continue-as-now").drivers.plan, 3);
  const model::Plan shipped = planned("delay-three-years").drivers.plan;
  ASSERT_EQ(late.steps.size(), shipped.steps.size());
  for (const model::LeverStep& step : shipped.steps) {
    EXPECT_TRUE(std::any_of(late.steps.begin(), late.steps.end(), [&](const model::LeverStep& other) {
      return other.lever == step.lever && other.start == step.start && other.ramp == step.ramp &&
             std::abs(other.amount - step.amount) < 1e-12;
    })) << model::levers()[step.lever].name;
  }
}

TEST(Delay, MovesTheEndOfALoanToo) {
  model::Plan plan = planned("invest-to-save-loan").drivers.plan;
  plan.loan_end = 2031.25; // of a loan of the equations; that by contract waits with the funding
  EXPECT_EQ(delayed(plan, planned("continue-as-now").drivers.plan, 2).loan_end, plan.loan_end + 2);
}

TEST(Delay, MovesEveryTimeThatThePlanSets) {
  for (const model::Setting& row : model::settings()) {
    model::Plan plan = planned("continue-as-now").drivers.plan;
    plan.*row.in_plan = row.low;
    const int moved = row.unit == "yr" ? 2 : 0;
    EXPECT_EQ(delayed(plan, planned("continue-as-now").drivers.plan, 2).*row.in_plan, row.low + moved) << row.name;
    EXPECT_EQ(delayed(plan, plan, 2).*row.in_plan, row.low) << row.name << ": the baseline's own stays";
  }
}

TEST(Delay, LeavesStepsOfTheBaselineAlone) {
  const model::Plan plan = planned("keep-the-promise").drivers.plan;
  EXPECT_EQ(delayed(plan, plan, 5).steps.front().start, plan.steps.front().start);
}

TEST(Delay, IsTheDifferenceOfTwoRuns) {
  const Pair pair = pair_of("intensive-only");
  const std::vector<Delay> found = delays(pair.runs, pair.plans, threads);
  ASSERT_EQ(found.size(), 5U);
  PlannedRun late = pair.plans[1];
  late.drivers.plan = delayed(pair.plans[1].drivers.plan, pair.plans[0].drivers.plan, 2);
  const model::Trajectory path = model::run(late.values, late.drivers, 2046);
  const std::size_t care = model::accumulator(model::Counter::care_years).index;
  const double end = model::april_1(2046);
  EXPECT_NEAR(found[1].more_care_years, path.state_at(care, end) - pair.runs[1].record.on_1_april(2046)[care], 1e-6);
  // Children in the years of waiting: the difference that waiting makes, not all who come into care.
  const std::size_t starts = model::accumulator(model::Counter::starts).index;
  const auto meanwhile = [&](const auto& state_on) { return state_on(2028) - state_on(2026); };
  EXPECT_NEAR(found[1].more_starts_meanwhile,
              meanwhile([&](int year) { return path.state_at(starts, model::april_1(year)); }) -
                  meanwhile([&](int year) { return pair.runs[1].record.on_1_april(year)[starts]; }),
              1e-6);
  for (std::size_t i = 1; i < found.size(); ++i) {
    EXPECT_GT(found[i].more_care_years, found[i - 1].more_care_years) << "a longer wait";
    EXPECT_GT(found[i].more_starts_meanwhile, found[i - 1].more_starts_meanwhile);
  }
}

// A plan that waits is given as many years as the plan on time, so it does not lose a last good one: the sum of the later
// plan is over the twenty years from its own start, while it waits it is its baseline, and both are discounted to the same
// year. Worked out here from runs made by hand, past the end of the study.
TEST(Delay, ShiftsTheYearsWithThePlan) {
  for (const char* id : {"intensive-only", "keep-the-promise"}) {
    const Pair pair = pair_of(id);
    const std::vector<Delay> found = delays(pair.runs, pair.plans, threads);
    const ScenarioRun& run = pair.runs[1];
    const std::vector<CashFlows> on_time = all_cash_flows(pair.runs.compared(run), pair.runs.prices, pair.runs.basis);
    for (const Delay& delay : found) {
      PlannedRun late = pair.plans[1];
      late.drivers.plan = delayed(pair.plans[1].drivers.plan, pair.plans[0].drivers.plan, delay.years);
      const std::vector<model::AnnualRecord> records =
          run_years({late, pair.plans[0]}, {.horizon = 2046 + delay.years, .threads = threads});
      const Funding funding = run.funding.with(late.drivers.plan.steps);
      const std::vector<CashFlows> later =
          all_cash_flows({records[0], records[1], comparison_starts, funding, pair.runs[0].funding}, pair.runs.prices,
                         pair.runs.basis);
      for (std::size_t i = 0; i < perspective_count; ++i) {
        double sum = 0.0;
        double present = 0.0;
        for (const CashFlow& flow : later[i].years) {
          sum += flow.net;
          present += flow.present_value;
        }
        EXPECT_EQ(later[i].years.size(), on_time[i].years.size() + static_cast<std::size_t>(delay.years));
        EXPECT_NEAR(delay.net_position[i], sum - on_time[i].years.back().cumulative, 1.0) << id;
        EXPECT_NEAR(delay.present_value[i], present - npv(on_time[i]), 1.0) << id;
      }
      // What it was taken for before: the loss of the plan's last years, whatever they are worth.
      const CashFlows& purse = later[static_cast<std::size_t>(Perspective::public_purse)];
      double last_years = 0.0;
      for (int k = 0; k < delay.years; ++k) {
        last_years += purse.years[purse.years.size() - 1 - static_cast<std::size_t>(k)].net;
      }
      const double by_2046 = purse.years[19].cumulative -
                             on_time[static_cast<std::size_t>(Perspective::public_purse)].years[19].cumulative;
      EXPECT_NEAR(delay.net_position[static_cast<std::size_t>(Perspective::public_purse)], by_2046 + last_years, 1.0);
    }
  }
}

ExplainedOutput looked_after() { return *explained_output("looked_after", {2040}); }

TEST(PlanDifference, AllChangesTogetherAreTheOtherPlan) {
  for (const std::string& id : tests::shipped_ids()) {
    const PlannedRun a = planned("continue-as-now");
    const PlannedRun b = planned(id);
    const std::vector<PlanChange> changes = changes_between(a, b);
    const experiments::Coalition all = (experiments::Coalition{1} << changes.size()) - 1;
    EXPECT_TRUE(changes_between(with_changes(a, b, changes, all), b).empty()) << id;
    EXPECT_TRUE(changes_between(with_changes(a, b, changes, 0), a).empty()) << id;
  }
}

TEST(PlanDifference, EachSettingIsAChangeOfItsOwn) {
  const PlannedRun a = planned("continue-as-now");
  for (const model::Setting& row : model::settings()) {
    PlannedRun b = a;
    b.drivers.plan.*row.in_plan = row.low;
    const std::vector<PlanChange> changes = changes_between(a, b);
    ASSERT_EQ(changes.size(), 1U) << row.name;
    EXPECT_EQ(changes[0].name, row.key);
    EXPECT_EQ(with_changes(a, b, changes, 1).drivers.plan.*row.in_plan, row.low) << row.name;
  }
}

TEST(PlanDifference, SharesAddUpToTheDifferenceOfTheRuns) {
  for (const char* id : {"intensive-only", "invest-to-save-loan", "kinship-first"}) {
    const Pair pair = pair_of(id);
    const PlanDifference difference =
        explain_difference(pair.runs, pair.plans, pair.runs[1],
                           {looked_after(), *explained_output("net_position_cumulative", {2045})}, threads, {});
    ASSERT_TRUE(difference.exact) << id;
    for (std::size_t i = 0; i < difference.outputs.size(); ++i) {
      const ExplainedOutput& output = difference.outputs[i];
      const double total = output.value(pair.runs.compared(pair.runs[1]), pair.runs.prices, pair.runs.basis) -
                           output.value(pair.runs.compared(pair.runs[0]), pair.runs.prices, pair.runs.basis);
      double sum = 0.0;
      for (const experiments::PlayerEffect& effect : difference.attributions[i].players) {
        sum += effect.share;
      }
      EXPECT_NEAR(difference.attributions[i].total, total, 1e-9 * std::abs(total)) << id << " " << output.quantity;
      EXPECT_NEAR(sum, difference.attributions[i].total, 1e-12 * std::abs(total)) << id << " " << output.quantity;
    }
  }
}

TEST(PlanDifference, ALeverThatDoesNothingHasNoShare) {
  Pair pair = pair_of("intensive-only");
  // A step after the end of the run.
  pair.plans[1].drivers.plan.steps.push_back({model::find_lever("incident"), 2050.25, 1.0, 0.5});
  const PlanDifference difference =
      explain_difference(pair.runs, pair.plans, pair.runs[1], {looked_after()}, threads, {});
  for (std::size_t i = 0; i < difference.changes.size(); ++i) {
    if (difference.changes[i].name == "incident") {
      EXPECT_EQ(difference.attributions[0].players[i].share, 0.0);
      return;
    }
  }
  FAIL() << "the lever is not among the changes";
}

TEST(ClawBack, IsAShareOfWhatIsReleasedAndMovesFromCouncilToGovernment) {
  Pair pair = pair_of("keep-the-promise");
  const auto statement_of = [&] { return finance_statement(pair.runs.compared(pair.runs[1])).back(); };
  const FinanceStatement kept = statement_of();
  EXPECT_EQ(kept.clawed_back, 0.0);
  // In full from before the comparison begins, so that the shares of what is released since are plain.
  pair.plans[1].drivers.plan.steps.push_back({model::find_lever("claw_back"), 2026.0, 0.25, 0.3});
  pair.runs.all[1].record = model::run(pair.plans[1].values, pair.plans[1].drivers, 2046);
  const FinanceStatement clawed = statement_of();
  EXPECT_NEAR(clawed.clawed_back, 0.3 * clawed.released, 0.02 * clawed.clawed_back);
  EXPECT_LT(clawed.reinvested, kept.reinvested);
  double council = 0.0;
  double government = 0.0;
  for (const FinanceLine& line : finance_lines(pair.runs[1].record, pair.runs[1].funding)) {
    (line.payer == Payer::council ? council : government) += line.gbp_million;
  }
  EXPECT_GT(council, 0.0);
  EXPECT_EQ(council, -government);
}

TEST(FollowTheMoney, IsMetByTheBaseline) {
  const Booklet booklet = tests::booklet_of({});
  const std::vector<PublishedTotal> totals = follow_the_money(booklet.runs.front().record);
  ASSERT_EQ(totals.size(), 3U);
  // Independent Care Review, Follow the Money (2020): 1.1 to 1.2 billion, 875 million, 732 million.
  const double middles[] = {1150.0, 875.0, 732.0};
  for (std::size_t i = 0; i < totals.size(); ++i) {
    EXPECT_NEAR(totals[i].model, middles[i], 0.0005 * middles[i]) << totals[i].line;
    EXPECT_NEAR(0.5 * (totals[i].low + totals[i].high), middles[i], 1e-9) << totals[i].line;
  }
}

} // namespace
} // namespace headwater::outputs
