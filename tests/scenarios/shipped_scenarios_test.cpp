// The scenarios that come with Headwater: each reads without a problem or a warning, and its levers are those of the
// reference. Plans beside this test state the levers behind other results that are quoted.
#include "scenarios/put_up.hpp"
#include "scenarios/scenario.hpp"

#include "tests/scenarios/shipped_folder.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

namespace headwater::scenarios {
namespace {

using testing::ElementsAre;
using tests::shipped_folder;
using Json = nlohmann::json;

/// Plans that are not shipped, and `figures.json`: the steps of each plan as an independent implementation states them.
const std::filesystem::path plans_folder = HEADWATER_SOURCE_DIR "/tests/scenarios/plans";

Scenario read_plan(const std::filesystem::path& file) {
  Read<Scenario> read = read_scenario(file, shipped_folder);
  for (const Problem& problem : read.problems) {
    ADD_FAILURE() << to_string(problem);
  }
  return read.value.value_or(Scenario{});
}

Scenario shipped(const std::string& id) { return read_plan(shipped_folder / (id + ".toml")); }

TEST(ShippedScenarios, AreTheSixteenOfTheInterface) {
  EXPECT_THAT(shipped_scenarios(shipped_folder),
              ElementsAre("continue-as-now", "aftercare-as-long-as-needed", "children-act-2026", "cuts",
                          "delay-three-years", "intensive-only", "invest-to-save-loan", "keep-the-promise",
                          "kinship-first", "poverty-rise", "recovery-and-home", "reform-pause", "slow-rollout",
                          "time-limited-support", "universal-only", "whole-family-wellbeing-ends"));
}

TEST(ShippedScenarios, SayWhatKindTheyAre) {
  const std::map<std::string, Kind> others = {{"cuts", Kind::cut},
                                              {"whole-family-wellbeing-ends", Kind::cut},
                                              {"time-limited-support", Kind::cut},
                                              {"poverty-rise", Kind::shock}};
  for (const std::string& id : shipped_scenarios(shipped_folder)) {
    const Scenario scenario = shipped(id);
    EXPECT_EQ(scenario.kind, others.contains(id) ? others.at(id) : Kind::plan) << id;
    EXPECT_EQ(scenario.inputs.front().text().find("\nkind ") != std::string_view::npos, id != "continue-as-now") << id;
  }
}

TEST(ShippedScenarios, AreValidTogether) {
  const Read<std::vector<Scenario>> read = read_scenarios(shipped_scenarios(shipped_folder), shipped_folder);
  ASSERT_TRUE(read.value);
  for (const Scenario& scenario : *read.value) {
    EXPECT_EQ(scenario.baseline, "continue-as-now");
    EXPECT_EQ(scenario.parent, scenario.id == "continue-as-now" ? ""
                               : scenario.id == "reform-pause"  ? "keep-the-promise"
                                                                : "continue-as-now");
    EXPECT_TRUE(cut_loops(scenario.plan).empty()) << scenario.id;
    EXPECT_TRUE(scenario.warnings.empty()) << scenario.id; // none goes further than what is known
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

void expect_settings(const Scenario& scenario, const Json& wanted) {
  for (const model::Setting& row : model::settings()) {
    // figures.json calls what a scenario calls places_funded by that name too
    const std::string symbol(row.key == "places_funded" ? row.key : row.symbol);
    EXPECT_EQ(scenario.plan.*row.in_plan, wanted.value(symbol, row.value)) << scenario.id << ", " << row.name;
  }
}

TEST(ShippedScenarios, HaveTheLeversOfTheReference) {
  const Json reference = Json::parse(std::ifstream(plans_folder / "figures.json"));
  const std::map<std::string, std::string> other_names = {{"delay-three-years", "delay-3-years"},
                                                          {"whole-family-wellbeing-ends", "no-new-money"}};
  const std::set<std::string> ours_alone = {"invest-to-save-loan", "recovery-and-home", "reform-pause",
                                            "children-act-2026"};
  for (const std::string& id : shipped_scenarios(shipped_folder)) {
    if (ours_alone.contains(id)) {
      continue;
    }
    const auto other = other_names.find(id);
    const std::string name = other == other_names.end() ? id : other->second;
    ASSERT_TRUE(reference.contains(name)) << id;
    const Scenario scenario = shipped(id);
    expect_steps(scenario, reference[name]["steps"]);
    expect_settings(scenario, reference[name]);
  }
}

TEST(ShippedScenarios, OtherPlansThatAreQuotedAreThoseOfTheReferenceToo) {
  const Json reference = Json::parse(std::ifstream(plans_folder / "figures.json"));
  for (const auto& [id, name] :
       {std::pair("decision-practice-alone", "practice-only-5%"), std::pair("poverty-fall", "poverty-fall"),
        std::pair("keep-the-promise-places-not-paid-for", "ktp-places-not-funded")}) {
    const Scenario plan = read_plan(plans_folder / (std::string(id) + ".toml"));
    expect_steps(plan, reference[name]["steps"]);
    expect_settings(plan, reference[name]);
  }
  // Without practice: its step is there and is taken back.
  const Scenario plan = read_plan(plans_folder / "keep-the-promise-without-practice.toml");
  Json steps = reference["keep-the-promise"]["steps"];
  steps.push_back({"practice", 2026.25, 5.0, -0.05});
  expect_steps(plan, steps);
  expect_settings(plan, reference["ktp-no-practice"]);
}

TEST(ShippedScenarios, ThePauseIsKeepThePromiseButForThreeYearsOfIt) {
  const Scenario pause = shipped("reform-pause");
  const Scenario promise = shipped("keep-the-promise");
  EXPECT_EQ(pause.baseline, "continue-as-now");
  ASSERT_EQ(pause.plan.steps.size(), promise.plan.steps.size() + 2);
  Json steps = Json::parse(std::ifstream(plans_folder / "figures.json"))["keep-the-promise"]["steps"];
  steps.push_back({"reform_pause", 2027.25, 0.25, 1.0});
  steps.push_back({"reform_pause", 2030.25, 0.25, -1.0});
  expect_steps(pause, steps);
}

TEST(ShippedScenarios, AdultServicesAreAimedAtTheEdgeOfCare) {
  expect_steps(shipped("recovery-and-home"), {{"recovery", 2026.25, 2.0, 20.0 / 1.2324},
                                              {"parental_mh", 2026.25, 2.0, 20.0 / 1.2324},
                                              {"da_response", 2026.25, 2.0, 20.0 / 1.2324},
                                              {"edge_first", 2026.25, 2.0, 0.3},
                                              {"safe_home", 2026.25, 3.0, 0.5}});
  expect_steps(shipped("children-act-2026"),
               {{"aftercare", 2027.25, 3.0, 10.0 / 1.2324}, {"margin_cap", 2027.25, 3.0, 1.0}});
}

TEST(ShippedScenarios, TheLeversBehindThePooledAndTheTargetResultsAreStated) {
  expect_steps(
      read_plan(plans_folder / "pooled-budget.toml"),
      {{"pooled", 2026.25, 1.0, 1.0}, {"adult_excess", 2026.25, 1.0, 0.02}, {"adult_excess", 2036.25, 1.0, -0.02}});
  const Scenario fenced = read_plan(plans_folder / "pooled-budget-ring-fenced.toml");
  EXPECT_EQ(model::levers()[fenced.plan.steps.back().lever].symbol, "ring_fence");
  expect_steps(read_plan(plans_folder / "target-2035.toml"), {{"recovery", 2026.25, 3.0, 19.0 / 1.2324},
                                                              {"da_response", 2026.25, 3.0, 19.0 / 1.2324},
                                                              {"intensive", 2026.25, 3.0, 19.0 / 1.2324},
                                                              {"edge_first", 2026.25, 3.0, 0.3}});
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
  ASSERT_TRUE(scenario.loan);
  const Loan expected{{{2038}, 0.0557, Repayment::level_instalments},
                      {2031},
                      {{{2026}, 40.0}, {{2027}, 40.0}, {{2028}, 40.0}, {{2029}, 40.0}, {{2030}, 40.0}}};
  EXPECT_EQ(*scenario.loan, expected);
  double spent = 0.0;
  for (const model::LeverStep& step : scenario.plan.steps) {
    spent += model::levers()[step.lever].symbol == "intensive" ? put_up(step, {2028}) : 0.0;
  }
  EXPECT_NEAR(spent * model::user_prices, 40.0, 1e-10);
  EXPECT_EQ(scenario.plan.loan_end, model::never);
}

} // namespace
} // namespace headwater::scenarios
