// What a scenario is compared with: its first ancestor, cut alike and with the same assumptions.
#include "outputs/appraisal/appraisal.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::tests {
namespace {

using testing::HasSubstr;

constexpr const char* weaker = "[parameters]\nsupport_effect = 0.35\n";
constexpr const char* money = "[[lever]]\nname = \"intensive_support\"\nstart = \"2026-27\"\namount = 20.0\n";

struct ComparedRuns {
  app::StudyInputs inputs;
  outputs::Runs runs;

  const outputs::ScenarioRun& run(const std::string& id) const {
    return *std::find_if(runs.begin(), runs.end(), [&](const auto& one) { return one.id == id; });
  }
  const std::string& against(const std::string& id) const { return runs.baseline_of(run(id)).id; }
  double npv(const std::string& id, outputs::Perspective perspective) const {
    return outputs::npv(outputs::cash_flows(runs.compared(run(id)), runs.prices, runs.basis, perspective));
  }
};

ComparedRuns run_of(std::vector<std::string> files, std::optional<std::string> baseline = std::nullopt) {
  app::StudyRequest request;
  request.scenarios = std::move(files);
  request.baseline = std::move(baseline);
  request.horizon = 2036;
  app::StudyInputs inputs = app::read_inputs(request, shipped_files()).value.value();
  outputs::Runs runs = app::runs_of(request, inputs, app::planned_runs(inputs), app::Keep::years);
  return {std::move(inputs), std::move(runs)};
}

class Assumptions : public testing::Test {
protected:
  std::string write(const std::string& id, const std::string& rest) {
    return folder_.write(id + ".toml", "name = \"" + id + "\"\nparent = \"continue-as-now\"\n" + rest).string();
  }
  TemporaryFolder folder_;
};

TEST_F(Assumptions, AloneAreWorthNothing) {
  const ComparedRuns found = run_of({write("only", weaker)});
  EXPECT_EQ(found.against("only"), "continue-as-now-with-support_effect-0.35");
  for (const outputs::Perspective perspective : outputs::perspectives) {
    EXPECT_EQ(found.npv("only", perspective), 0.0) << outputs::name(perspective);
  }
  EXPECT_EQ(found.run("only").record.april_states, found.runs.baseline_of(found.run("only")).record.april_states);
  EXPECT_NE(found.run("only").record.april_states, found.run("continue-as-now").record.april_states)
      << "the assumption matters";
}

TEST_F(Assumptions, OfAPlanHoldInWhatItIsComparedWith) {
  const ComparedRuns found = run_of({write("plan", std::string(money) + weaker), write("only", weaker)});
  EXPECT_EQ(found.against("plan"), found.against("only")) << "the same assumptions are run once";
  EXPECT_EQ(found.runs.size(), 4U);
  EXPECT_EQ(found.runs.baseline_of(found.run("plan")).record.april_states, found.run("only").record.april_states);
  EXPECT_TRUE(found.runs.baseline_of(found.run("plan")).is_baseline());
  ASSERT_EQ(found.run("plan").assumed.size(), 1U);
  EXPECT_THAT(outputs::assumed_in_words("Plan", found.run("plan").assumed),
              HasSubstr("Plan assumes support_effect 0.35 (otherwise "));
}

TEST_F(Assumptions, OfOneSideLeaveTheOtherAsItIs) {
  const ComparedRuns found = run_of({write("one", "only_in_this_plan = true\n" + std::string(weaker)),
                                     write("two", std::string(weaker) + "only_in_this_plan = true\n")});
  for (const char* id : {"one", "two"}) {
    EXPECT_EQ(found.against(id), "continue-as-now");
    EXPECT_NE(found.npv(id, outputs::Perspective::public_purse), 0.0);
    EXPECT_THAT(outputs::assumed_in_words("One", found.run(id).assumed), HasSubstr("only for itself"));
  }
}

TEST_F(Assumptions, OfParentsAreInheritedWithTheirSide) {
  write("parent", "only_in_this_plan = true\n" + std::string(weaker));
  const std::string child = folder_
                                .write("child.toml", "name = \"Child\"\nparent = \"parent.toml\"\n"
                                                     "[parameters]\nrelapse = 0.15\n")
                                .string();
  const ComparedRuns found = run_of({child});
  EXPECT_EQ(found.against("child"), "continue-as-now-with-relapse-0.15");
  std::vector<std::pair<std::string_view, bool>> sides;
  for (const outputs::SetParameter& set : found.run("child").assumed) {
    sides.emplace_back(model::parameters()[set.parameter].name, set.only_here);
  }
  EXPECT_THAT(sides,
              testing::UnorderedElementsAre(testing::Pair("support_effect", true), testing::Pair("relapse", false)));
}

TEST_F(Assumptions, StandBesideLoopsThatAreCut) {
  const ComparedRuns found = run_of({write("cut", "off = [\"L4\"]\n" + std::string(weaker))});
  EXPECT_EQ(found.against("cut"), "continue-as-now-without-L4-with-support_effect-0.35");
  EXPECT_EQ(found.npv("cut", outputs::Perspective::public_purse), 0.0);
}

TEST_F(Assumptions, OfAPlanThatStandsAloneAndOfAChosenBaselineHoldOnBothSides) {
  const std::string alone = folder_.write("alone.toml", "name = \"Alone\"\n" + std::string(weaker)).string();
  const std::string child =
      folder_.write("child.toml", "name = \"Child\"\nparent = \"alone.toml\"\n[parameters]\nrelapse = 0.15\n").string();
  const ComparedRuns found = run_of({alone, child});
  EXPECT_EQ(found.against("alone"), "continue-as-now-with-support_effect-0.35");
  EXPECT_EQ(found.against("child"), "alone-with-relapse-0.15");
  EXPECT_EQ(found.npv("alone", outputs::Perspective::public_purse), 0.0);
  EXPECT_EQ(found.npv("child", outputs::Perspective::public_purse), 0.0);

  const ComparedRuns chosen = run_of({write("only", weaker)}, "kinship-first");
  EXPECT_EQ(chosen.against("only"), "kinship-first-with-support_effect-0.35");
}

// Every shipped scenario: beside a copy of itself under another name it is worth nothing to anybody, and neither is a
// copy that sets nothing but an assumption.
TEST_F(Assumptions, AndCopiesOfEveryShippedScenarioAreWorthNothingBesideIt) {
  for (const std::string& id : shipped_ids()) {
    const auto child = [&](const std::string& name, const std::string& rest) {
      return folder_.write(name + ".toml", "name = \"" + name + "\"\nparent = \"" + id + "\"\n" + rest).string();
    };
    const ComparedRuns found = run_of({child("copy", ""), child("only", weaker)}, id);
    EXPECT_EQ(found.against("copy"), id);
    EXPECT_EQ(found.against("only"), id + "-with-support_effect-0.35");
    for (const outputs::Perspective perspective : outputs::perspectives) {
      EXPECT_EQ(found.npv("copy", perspective), 0.0) << id << " " << outputs::name(perspective);
      EXPECT_EQ(found.npv("only", perspective), 0.0) << id << " " << outputs::name(perspective);
    }
    EXPECT_NE(found.run("only").record.april_states, found.run("copy").record.april_states) << id;
  }
}

} // namespace
} // namespace headwater::tests
