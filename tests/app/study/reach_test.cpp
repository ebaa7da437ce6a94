// A target is sought and found, and the plan that was found is run again from its file.
#include "app/study/reach.hpp"

#include "app/study/study.hpp"
#include "outputs/appraisal/robust.hpp"
#include "outputs/charts/csv_text.hpp"
#include "tests/app/study/changed_settings.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <functional>

namespace headwater::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string target_2035 = HEADWATER_SOURCE_DIR "/tests/scenarios/plans/target-2035.toml";

struct Sought {
  app::StudyInputs inputs;
  app::ReachAsked asked;
  outputs::TargetFindings found;
};

app::StudyInputs inputs_of(const app::ReachSettings& settings) {
  app::StudyRequest request = settings.request;
  request.scenarios = {settings.scenario};
  return app::read_inputs(request, shipped_files()).value.value();
}

app::ReachAsked asked(const app::ReachSettings& settings, const app::StudyInputs& inputs) {
  return std::get<app::ReachAsked>(
      app::asked_of(settings, inputs, std::get<outputs::ExplainedOutput>(app::sought_output(settings))));
}

Sought sought(const app::ReachSettings& settings) {
  Sought all{inputs_of(settings), {}, {}};
  all.asked = asked(settings, all.inputs);
  all.found = app::reach(settings, all.inputs, all.asked);
  return all;
}

app::ReachSettings fewer_by_2035(double target, const std::string& scenario = target_2035) {
  app::ReachSettings settings;
  settings.scenario = scenario;
  settings.at = "2035-07-31";
  settings.target = target;
  return settings;
}

/// 9,200 by July 2035, which the design puts at 57 million a year and 7 runs.
TEST(Reach, FindsWhatItTakesToHaveNineThousandTwoHundredIn2035) {
  const Sought all = sought(fewer_by_2035(9200.0));
  const outputs::TargetFindings& found = all.found;
  ASSERT_TRUE(found.found.reached);
  EXPECT_NEAR(found.run().value, 9200.0, 1.0);
  EXPECT_NEAR(found.without().value, 9958.0, 30.0);
  EXPECT_NEAR(found.new_money(found.scale()), 57.0, 3.0);
  EXPECT_LE(found.found.searched, 9U);
  EXPECT_TRUE(found.found.monotone);
  EXPECT_THAT(found.rising_harms(), IsEmpty());
  EXPECT_LT(found.run().over_years.at_home, found.without().over_years.at_home);
  EXPECT_LT(found.run().over_years.from_separation, found.without().over_years.from_separation);
  EXPECT_THAT(found.held, ElementsAre("edge_of_care_first"));
  EXPECT_EQ(found.start, "Continue as now") << "the aim alone does nothing: without its money the plan is its parent";
  EXPECT_EQ(found.runs.size(), found.found.tried.size());
  const std::string words = outputs::target_text(found);
  EXPECT_THAT(words, HasSubstr("Looked after, 31 July 2035: 9,200 is reached at "));
  EXPECT_THAT(words, Not(HasSubstr("RISES")));
}

/// Runs the plan that was found, from its file, beside the plan it was found with.
void expect_reached_again(const app::ReachSettings& settings, const std::string& baseline = "") {
  const Sought all = sought(settings);
  ASSERT_TRUE(all.found.found.reached);
  const TemporaryFolder at;
  const scenarios::Scenario reached = app::reached_plan(all.inputs, all.asked, all.found);
  const auto files = app::reached_files(all.inputs, shipped_files(), reached).value.value();
  for (const scenarios::TextFile& file : files) {
    at.write(file.name.string(), file.text);
  }
  app::StudyRequest request = settings.request;
  request.scenarios = {(at.path() / (reached.id + ".toml")).string()};
  const app::StudyInputs inputs = app::read_inputs(request, shipped_files()).value.value();
  const outputs::Runs runs = app::runs_of(request, inputs, app::planned_runs(inputs), app::Keep::years);
  const outputs::ScenarioRun& run = runs.all.back();
  const double value = all.asked.of.value(runs.compared(run), runs.prices, runs.basis);
  EXPECT_EQ(value, all.found.run().value) << "the same plan to the last bit";
  EXPECT_NEAR(value, settings.target, all.found.tolerance);
  if (!baseline.empty()) {
    EXPECT_EQ(runs.baseline_of(run).id, baseline);
    const auto npv = outputs::npv_by_horizon(
        cash_flows(runs.compared(run), runs.prices, runs.basis, outputs::Perspective::public_purse));
    const auto& found = all.found.run().npv;
    ASSERT_EQ(npv.size(), found.size());
    for (std::size_t i = 0; i < npv.size(); ++i) {
      EXPECT_NEAR(npv[i].value(), found[i].value(), 0.01) << "to a penny";
    }
  }
}

TEST(Reach, ThePlanThatWasFoundRunsToTheTarget) {
  expect_reached_again(fewer_by_2035(9200.0), "continue-as-now");
  // A flow, of a plan that builds on another one which is not shipped, for a council.
  const TemporaryFolder at;
  at.write(
      "parent.toml",
      "name = \"Parent\"\nfidelity = 0.9\n[[lever]]\nname = \"kinship_support\"\nstart = \"2026-27\"\namount = 9.0\n");
  at.write("plan.toml", "name = \"Plan\"\nparent = \"parent.toml\"\n[[lever]]\nname = \"intensive_support\"\nstart = "
                        "\"2027-28\"\namount = 20.0\n");
  app::ReachSettings settings;
  settings.scenario = (at.path() / "plan.toml").string();
  settings.of = "harm_at_home";
  settings.at = "2040-41";
  settings.within = 0.01;
  settings.request.area = "Moray";
  settings.request.horizon = 2046;
  const Sought start = sought([&] {
    app::ReachSettings far = settings;
    far.target = 0.0;
    return far;
  }());
  ASSERT_FALSE(start.found.found.reached) << "no harm at all is out of reach";
  settings.target = 0.5 * (start.found.without().value + start.found.run().value);
  expect_reached_again(settings);
}

TEST(Reach, WhatIsOutOfReachIsSaidWithTheNearest) {
  const Sought all = sought(fewer_by_2035(8000.0));
  EXPECT_FALSE(all.found.found.reached);
  EXPECT_EQ(all.found.scale(), all.found.most);
  EXPECT_DOUBLE_EQ(all.found.most, 40.0 / 19.0);
  EXPECT_THAT(outputs::target_text(all.found),
              testing::AllOf(HasSubstr("is not reachable with this bundle"),
                             HasSubstr("as far as something is known of"), HasSubstr("Nearest: ")));
  app::ReachSettings further = fewer_by_2035(8000.0);
  further.beyond_evidence = true;
  EXPECT_GT(asked(further, all.inputs).most, 25.0);
  further.most = 0.5;
  EXPECT_EQ(asked(further, all.inputs).most, 0.5);
  EXPECT_EQ(asked(further, all.inputs).why_most, "as far as was asked for");
}

/// Fewer in care by helping none but those who have been taken: harm at home rises with what is cut.
TEST(Reach, ARiseOfHarmIsSaidBeforeTheAnswer) {
  const TemporaryFolder at;
  app::ReachSettings settings;
  settings.scenario = at.write("cut.toml", "name = \"Cut\"\nparent = \"keep-the-promise\"\n[[lever]]\nname = "
                                           "\"intensive_support\"\nstart = \"2026-27\"\nramp = 4.0\namount = -10.0\n")
                          .string();
  settings.of = "cost_intensive";
  settings.at = "2035-36";
  settings.request.horizon = 2046;
  settings.target = 0.0;
  const Sought far = sought(settings);
  settings.target = 0.5 * (far.found.without().value + far.found.run().value);
  const Sought all = sought(settings);
  ASSERT_TRUE(all.found.found.reached);
  EXPECT_GT(all.found.run().over_years.at_home, all.found.without().over_years.at_home);
  EXPECT_THAT(outputs::target_text(all.found), testing::StartsWith("Harm at home RISES: +"));
  EXPECT_THAT(outputs::target_json(all.found)["harm_rises"], Not(IsEmpty()));
}

TEST(Reach, TheTableHoldsEachRunWithItsLeversHarmsAndMoney) {
  const outputs::TargetFindings found = sought(fewer_by_2035(9200.0)).found;
  const outputs::Table table = outputs::target_table(found);
  EXPECT_EQ(table.rows.size(), found.runs.size() * (1 + 3 + 1 + 4 + 1 + 3));
  const std::string first = outputs::csv_text(table);
  for (const char* row : {"1,0,looked_after,2035-07-31,children,", "1,0,recovery_services,at its furthest,",
                          "1,0,npv,2085-86,GBP,0", "2,2.10", "harm_at_home,2026-27 to 2045-46,"}) {
    EXPECT_THAT(first, HasSubstr(row));
  }
  app::ReachSettings threaded = fewer_by_2035(9200.0);
  threaded.request.threads = 1;
  EXPECT_EQ(outputs::csv_text(outputs::target_table(sought(threaded).found)), first) << "whatever the threads";
}

TEST(Reach, OnlyNamedLeversAreScaled) {
  app::ReachSettings settings = fewer_by_2035(9400.0);
  settings.levers = {"domestic_abuse_response"};
  const Sought all = sought(settings);
  ASSERT_EQ(all.found.levers.size(), 1U);
  EXPECT_EQ(all.found.start, "") << "without it the plan still does the rest";
  EXPECT_THAT(all.found.held, ElementsAre("intensive_support", "recovery_services", "edge_of_care_first"));
}

std::string refused(const app::ReachSettings& settings) {
  const auto of = app::sought_output(settings);
  if (const auto* wrong = std::get_if<app::UsageProblem>(&of)) {
    return *wrong;
  }
  const auto found = app::asked_of(settings, inputs_of(settings), std::get<outputs::ExplainedOutput>(of));
  if (const auto* wrong = std::get_if<app::UsageProblem>(&found)) {
    return *wrong;
  }
  const auto* problems = std::get_if<std::vector<scenarios::Problem>>(&found);
  return problems == nullptr ? "" : to_string(problems->front());
}

TEST(Reach, WhatIsNoTargetIsRefusedInWords) {
  const auto with = [](const std::function<void(app::ReachSettings&)>& change) {
    app::ReachSettings settings = fewer_by_2035(9200.0);
    change(settings);
    return refused(settings);
  };
  EXPECT_EQ(with([](auto&) {}), "");
  EXPECT_THAT(with([](auto& s) { s.of = "loked_after"; }), HasSubstr("did you mean \"looked_after\"?"));
  EXPECT_THAT(with([](auto& s) { s.at = "2035-08-31"; }), HasSubstr("allowed: 2026-07-31 to 2086-07-31"));
  EXPECT_THAT(with([](auto& s) { s.at = "2025-07-31"; }), HasSubstr("allowed: 2026-07-31 to 2086-07-31"));
  EXPECT_THAT(with([](auto& s) { s.of = "starts"; }), HasSubstr("counted over a fiscal year and not on a day"));
  EXPECT_THAT(with([](auto& s) {
                s.of = "starts";
                s.at = "2086-87";
              }),
              HasSubstr("allowed: 2026-27 to 2085-86"));
  EXPECT_EQ(with([](auto& s) { s.at = "2035-36"; }), "") << "a stock in a fiscal year is that of its 31 July";
  EXPECT_THAT(with([](auto& s) { s.levers = {"recovery_service"}; }), HasSubstr("did you mean \"recovery_services\"?"));
  EXPECT_THAT(with([](auto& s) { s.levers = {"kinship_support"}; }), HasSubstr("states no step of its own of"));
  EXPECT_THAT(with([](auto& s) { s.scenario = "keep-the-promise"; }),
              HasSubstr("decision_practice leaves children at home by decision"));
  EXPECT_THAT(with([](auto& s) { s.scenario = "continue-as-now"; }), HasSubstr("states no step of its own"));
}

TEST(Reach, WhatChangesResultsChangesTheCode) {
  app::ReachSettings settings;
  app::SettingTable table;
  add_reach_settings(table, settings);
  EXPECT_THAT(options_outside_the_code(table), ElementsAre("--threads", "--out"));
}

} // namespace
} // namespace headwater::tests
