// The scenarios that come with Headwater: each reads without a problem, and its levers are those of the reference.
#include "scenarios/scenario.hpp"

#include "tests/scenarios/shipped_folder.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

namespace headwater::scenarios {
namespace {

using testing::ElementsAre;
using tests::shipped_folder;
using Json = nlohmann::json;

const std::filesystem::path reference_file = HEADWATER_SOURCE_DIR "/tests/model/reference/scenarios.json";

Scenario shipped(const std::string& id) {
  Read<Scenario> read = read_scenario(shipped_folder / (id + ".toml"), shipped_folder);
  for (const Problem& problem : read.problems) {
    ADD_FAILURE() << to_string(problem);
  }
  return read.value.value_or(Scenario{});
}

TEST(ShippedScenarios, AreTheTwelveOfTheInterface) {
  EXPECT_THAT(shipped_scenarios(shipped_folder),
              ElementsAre("continue-as-now", "aftercare-as-long-as-needed", "cuts", "delay-three-years",
                          "intensive-only", "invest-to-save-loan", "keep-the-promise", "kinship-first", "poverty-rise",
                          "slow-rollout", "time-limited-support", "universal-only"));
}

TEST(ShippedScenarios, AreValidTogether) {
  const Read<std::vector<Scenario>> read = read_scenarios(shipped_scenarios(shipped_folder), shipped_folder);
  ASSERT_TRUE(read.value);
  for (const Scenario& scenario : *read.value) {
    EXPECT_EQ(scenario.baseline, "continue-as-now");
    EXPECT_EQ(scenario.parent, scenario.id == "continue-as-now" ? "" : "continue-as-now");
    EXPECT_EQ(scenario.area, "Scotland");
    EXPECT_FALSE(scenario.question.empty());
    EXPECT_TRUE(scenario.inputs.front().text().starts_with("#:schema ./scenario.schema.json\n")) << scenario.id;
  }
}

void expect_steps(const Scenario& scenario, const Json& steps) {
  ASSERT_EQ(scenario.plan.steps.size(), steps.size()) << scenario.id;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const model::LeverStep& step = scenario.plan.steps[i];
    EXPECT_EQ(model::levers()[step.lever].symbol, steps[i][0].get<std::string>()) << scenario.id << " step " << i;
    EXPECT_EQ(step.start, steps[i][1].get<double>()) << scenario.id << " step " << i;
    EXPECT_EQ(step.ramp, steps[i][2].get<double>()) << scenario.id << " step " << i;
    EXPECT_DOUBLE_EQ(step.amount, steps[i][3].get<double>()) << scenario.id << " step " << i;
  }
}

TEST(ShippedScenarios, HaveTheLeversOfTheReference) {
  const Json reference = Json::parse(std::ifstream(reference_file));
  for (const std::string& id : shipped_scenarios(shipped_folder)) {
    const std::string other = id == "delay-three-years" ? "delay-3-years" : id;
    if (id == "invest-to-save-loan") {
      continue; // ours alone
    }
    ASSERT_TRUE(reference.contains(other)) << id;
    const Json& wanted = reference[other];
    const Scenario scenario = shipped(id);
    expect_steps(scenario, wanted["steps"]);
    for (const model::Setting& row : model::settings()) {
      EXPECT_EQ(scenario.plan.*row.in_plan, wanted.value(std::string(row.symbol), row.value)) << id << ", " << row.name;
    }
  }
}

TEST(ShippedScenarios, KeepThePromiseIsWhatTheCharterSays) {
  const Scenario scenario = shipped("keep-the-promise");
  expect_steps(scenario, Json::parse(R"([
    ["intensive", 2026.25, 2, 23.4], ["universal", 2026.25, 2, 7.8], ["postremoval", 2026.25, 2, 4.16],
    ["kinship", 2026.25, 2, 4.16], ["foster", 2026.25, 2, 3.12], ["aftercare", 2026.25, 2, 4.16],
    ["supervision", 2026.25, 2, 5.2],
    ["intensive", 2031.25, 3, 8.55], ["universal", 2031.25, 3, 2.85], ["postremoval", 2031.25, 3, 1.52],
    ["kinship", 2031.25, 3, 1.52], ["foster", 2031.25, 3, 1.14], ["aftercare", 2031.25, 3, 1.52],
    ["supervision", 2031.25, 3, 1.9],
    ["cap_years", 2026.25, 3, 3], ["relapse_support", 2026.25, 4, 0.45], ["age_taper", 2026.25, 4, 0.5],
    ["cc_offer", 2026.25, 4, 0.3], ["practice", 2026.25, 5, 0.05]])"));
  EXPECT_EQ(scenario.plan.fidelity, 0.8);
  EXPECT_EQ(scenario.plan.wellbeing_fidelity, 0.6);
  EXPECT_EQ(scenario.plan.wellbeing_end, model::never);
}

TEST(ShippedScenarios, TheLoanIsDrawnForFiveYears) {
  const Scenario scenario = shipped("invest-to-save-loan");
  expect_steps(scenario, {{"loan", 2026.25, 1.0, 40.0 / 1.2324}, {"reinvest", 2026.25, 5.0, 0.3}});
  EXPECT_EQ(scenario.plan.loan_end, 2031.25);
  EXPECT_EQ(scenario.levers[0].until, 2031);
}

} // namespace
} // namespace headwater::scenarios
