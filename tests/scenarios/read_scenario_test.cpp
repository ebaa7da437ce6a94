// Inheritance, files that other files name, and what comes of it.
#include "scenarios/scenario.hpp"

#include "model/quantities/parameters.hpp"
#include "tests/scenarios/shipped_folder.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::scenarios {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using tests::shipped_folder;
using tests::TemporaryFolder;

TEST(ReadScenario, AFileWithoutAParentIsItsOwnBaseline) {
  const TemporaryFolder folder;
  const auto file = folder.write("mine.toml", "name = \"Mine\"\n");
  const Scenario scenario = read_scenario(file, shipped_folder).value.value();
  EXPECT_EQ(scenario.id, "mine");
  EXPECT_EQ(scenario.name, "Mine");
  EXPECT_EQ(scenario.question, "");
  EXPECT_EQ(scenario.area, "Scotland");
  EXPECT_EQ(scenario.parent, "");
  EXPECT_EQ(scenario.baseline, "mine");
  EXPECT_EQ(scenario.baseline_file, file);
  EXPECT_THAT(scenario.plan.steps, IsEmpty());
  EXPECT_EQ(scenario.plan.fidelity, 1.0);
  EXPECT_EQ(scenario.plan.loan_end, model::never);
}

TEST(ReadScenario, AChildAddsItsLeversAndTakesThePlaceOfTheRest) {
  const TemporaryFolder folder;
  folder.write("base/root.toml", "name = \"Root\"\nquestion = \"R?\"\narea = \"Moray\"\nfidelity = 0.9\n"
                                 "wf_end = \"2028-29\"\n"
                                 "[[lever]]\nname = \"aftercare\"\nstart = \"2026-27\"\namount = 12.324\n"
                                 "[parameters]\nsupport_effect = 0.3\nkap = 1.4\n");
  folder.write("middle.toml", "name = \"Middle\"\nparent = \"base/root.toml\"\n"
                              "[[lever]]\nname = \"kinship_support\"\nschedule = \"money/k.csv\"\n");
  folder.write("money/k.csv", "fiscal_year,gbp_million\n2026-27,10\n");
  const auto leaf = folder.write("leaf.toml", "name = \"Leaf\"\nparent = \"middle.toml\"\nfidelity = 0.5\n"
                                              "[[lever]]\nname = \"aftercare\"\nstart = \"2030-31\"\nramp = 2\n"
                                              "amount = -6.162\n"
                                              "[parameters]\nbeyond_range = true\nsupport_effect = 0.9\n");
  const Read<Scenario> read = read_scenario(leaf, shipped_folder);
  ASSERT_THAT(folder.shown(read.problems), IsEmpty());
  const Scenario& scenario = *read.value;
  EXPECT_EQ(scenario.parent, "middle");
  EXPECT_EQ(scenario.baseline, "root");
  EXPECT_EQ(scenario.baseline_file, folder.path() / "base/root.toml");
  EXPECT_EQ(scenario.name, "Leaf");
  EXPECT_EQ(scenario.question, ""); // a question belongs to the file that asks it
  EXPECT_EQ(scenario.area, "Moray");
  EXPECT_EQ(scenario.plan.fidelity, 0.5);
  EXPECT_EQ(scenario.plan.wellbeing_end, 2028.25);
  EXPECT_TRUE(scenario.beyond_range);

  ASSERT_EQ(scenario.plan.steps.size(), 4U); // the schedule is two steps
  EXPECT_DOUBLE_EQ(scenario.plan.steps.front().amount, 10.0);
  EXPECT_DOUBLE_EQ(scenario.plan.steps.back().amount, -5.0);
  EXPECT_EQ(scenario.plan.steps.back().start, 2030.25);
  EXPECT_EQ(scenario.plan.steps.back().ramp, 2.0);

  ASSERT_EQ(scenario.levers.size(), 3U);
  EXPECT_EQ(scenario.levers[0].scenario, "root");
  EXPECT_EQ(scenario.levers[1].schedule, "money/k.csv");
  ASSERT_EQ(scenario.levers[1].years.size(), 1U);
  EXPECT_EQ(scenario.levers[2].amount, -6.162); // as stated

  std::vector<std::string> overrides;
  for (const Override& override : scenario.overrides) {
    overrides.push_back(std::string(model::parameters()[override.parameter].name) + " " +
                        std::to_string(override.value));
  }
  EXPECT_THAT(overrides, ElementsAre("children_per_looked_after_family 1.400000", "support_effect 0.900000"));

  std::vector<std::string> inputs;
  for (const InputFile& input : scenario.inputs) {
    inputs.push_back(input.path.lexically_relative(folder.path()).generic_string());
  }
  EXPECT_THAT(inputs, ElementsAre("leaf.toml", "middle.toml", "money/k.csv", "base/root.toml"));
}

/// The symbols of the loops that the scenario in a file cuts.
std::vector<std::string> cut_in(const std::filesystem::path& file) {
  std::vector<std::string> symbols;
  for (const model::Loop& loop : cut_loops(read_scenario(file, shipped_folder).value.value().plan)) {
    symbols.emplace_back(loop.symbol);
  }
  return symbols;
}

TEST(ReadScenario, WhatIsCutIsInheritedUnlessSaidOtherwise) {
  const TemporaryFolder folder;
  const auto root = folder.write("root.toml", "name = \"R\"\noff = [\"caseload_threshold\", \"L12\"]\n"
                                              "places_funded = 0.5\n");
  const std::string child = "name = \"C\"\nparent = \"root.toml\"\n";
  EXPECT_THAT(cut_in(root), ElementsAre("L4", "L12"));
  EXPECT_THAT(cut_in(folder.write("same.toml", child)), ElementsAre("L4", "L12"));
  EXPECT_THAT(cut_in(folder.write("other.toml", child + "off = [\"L1\"]\n")), ElementsAre("L1"));
  EXPECT_THAT(cut_in(folder.write("none.toml", child + "off = []\n")), IsEmpty());
  EXPECT_EQ(read_scenario(folder.path() / "same.toml", shipped_folder).value.value().plan.places_funded, 0.5);
  const auto again = folder.write("again.toml", child + "places_funded = 1\n");
  EXPECT_EQ(read_scenario(again, shipped_folder).value.value().plan.places_funded, 1.0);
}

TEST(ReadScenario, WhatGoesFurtherThanIsKnownIsWarnedOfAndRuns) {
  const TemporaryFolder folder;
  const auto lever = [](const std::string& name, const std::string& amount) {
    return "[[lever]]\nname = \"" + name + "\"\nstart = \"2026-27\"\namount = " + amount + "\n";
  };
  const auto warnings = [&](const std::string& text) {
    const Read<Scenario> read = read_scenario(folder.write("a.toml", "name = \"A\"\n" + text), shipped_folder);
    EXPECT_THAT(folder.shown(read.problems), IsEmpty());
    return folder.shown(read.value.value().warnings);
  };
  EXPECT_THAT(warnings(lever("decision_practice", "0.15")), IsEmpty());
  EXPECT_THAT(warnings(lever("decision_practice", "0.2") + lever("shared_care", "10")),
              ElementsAre("a.toml:5:10: decision_practice adds up to 0.2 in 2027-28, further than what is known. Known "
                          "for -0.15 to 0.15. One trial cut entries by 19 in 100 at one stage of the way to care "
                          "(FGC_RCT); shipped plans stay within 0.1."));
  // of a parent, and of what both add up to: said once, of the file that goes too far
  folder.write("root.toml", "name = \"R\"\n" + lever("shared_care", "10"));
  EXPECT_THAT(
      warnings("parent = \"root.toml\"\n" + lever("shared_care", "10")),
      ElementsAre(testing::StartsWith("a.toml:6:10: shared_care adds up to 20 GBP million a year in 2027-28, ")));
}

TEST(ReadScenario, AShippedNameComesBeforeAFileBeside) {
  const TemporaryFolder folder;
  folder.write("cuts", "not read");
  const Scenario scenario =
      read_scenario(folder.write("a.toml", "name = \"A\"\nparent = \"cuts\"\n"), shipped_folder).value.value();
  EXPECT_EQ(scenario.parent, "cuts");
  EXPECT_EQ(scenario.baseline, "continue-as-now");
  EXPECT_EQ(scenario.inputs.size(), 3U);
}

TEST(ReadScenario, EveryProblemOfEveryFileIsShownAtOnce) {
  const TemporaryFolder folder;
  folder.write("b-parent.toml", "name = \"P\"\nfidelity = 2\n[[lever]]\nname = \"aftercare\"\nschedule = \"c.csv\"\n");
  folder.write("c.csv", "fiscal_year,gbp_million\n2026-27,one\n");
  const auto file = folder.write("a.toml", "name = \"C\"\nfidelity = 3\nparent = \"b-parent.toml\"\nwf_fidelity = 4\n");
  EXPECT_THAT(folder.shown(read_scenario(file, shipped_folder).problems),
              ElementsAre("a.toml:2:12: \"fidelity\" is out of range: 3; allowed: 0 to 1",
                          "a.toml:4:15: \"wf_fidelity\" is out of range: 4; allowed: 0 to 1",
                          "b-parent.toml:2:12: \"fidelity\" is out of range: 2; allowed: 0 to 1",
                          "c.csv:2:9: \"one\" is not a number; allowed: a finite number with a decimal point, such as "
                          "12.5"));
}

TEST(ReadScenario, WhatParentAndChildAddUpToIsBlamedOnTheChild) {
  const TemporaryFolder folder;
  const auto file = folder.write("a.toml", "name = \"A\"\nparent = \"intensive-only\"\n[[lever]]\n"
                                           "name = \"intensive_support\"\nstart = \"2028-29\"\namount = 450\n");
  EXPECT_THAT(folder.shown(read_scenario(file, shipped_folder).problems),
              ElementsAre("a.toml:6:10: intensive_support adds up to 537.5 GBP million a year in 2034-35; allowed: at "
                          "most 500 GBP million a year, and below 0 as far as money is spent there"));
}

const std::string where_parents_are = "; allowed: the name of a shipped scenario, or a path relative to this file, "
                                      "inside its folder";

TEST(ReadScenario, AParentLiesInsideTheFolder) {
  const TemporaryFolder folder;
  folder.write("secret.toml", "name = \"S\"\n");
  std::filesystem::create_directory(folder.path() / "in");
  std::filesystem::create_symlink("../secret.toml", folder.path() / "in/link.toml");
  const auto problems = [&](const std::string& parent) {
    const auto file = folder.write("in/a.toml", "name = \"A\"\nparent = \"" + parent + "\"\n");
    return folder.shown(read_scenario(file, shipped_folder).problems);
  };
  EXPECT_THAT(problems("../secret.toml"),
              ElementsAre("in/a.toml:2:10: the parent \"../secret.toml\" leads out of the folder of this file" +
                          where_parents_are));
  EXPECT_THAT(
      problems("link.toml"),
      ElementsAre("in/a.toml:2:10: the parent \"link.toml\" leads out of the folder of this file" + where_parents_are));
  EXPECT_THAT(problems("/etc/passwd"),
              ElementsAre("in/a.toml:2:10: the parent \"/etc/passwd\" is an absolute path" + where_parents_are));
}

TEST(ReadScenario, AMissingParentNamesTheNearest) {
  const TemporaryFolder folder;
  folder.write("my-plan.toml", "name = \"P\"\n");
  const auto problems = [&](const std::string& parent) {
    const auto file = folder.write("a.toml", "name = \"A\"\nparent = \"" + parent + "\"\n");
    return folder.shown(read_scenario(file, shipped_folder).problems);
  };
  EXPECT_THAT(problems("continue-as-nwo"), ElementsAre("a.toml:2:10: there is no parent \"continue-as-nwo\"" +
                                                       where_parents_are + "; did you mean \"continue-as-now\"?"));
  EXPECT_THAT(problems("my-plan"), ElementsAre("a.toml:2:10: there is no parent \"my-plan\"" + where_parents_are +
                                               "; did you mean \"my-plan.toml\"?"));
  EXPECT_THAT(problems("zzz"), ElementsAre("a.toml:2:10: there is no parent \"zzz\"" + where_parents_are));
}

TEST(ReadScenario, ParentsThatGoRoundAreShownAsAChain) {
  const TemporaryFolder folder;
  const auto a = folder.write("a.toml", "name = \"A\"\nparent = \"b.toml\"\n");
  folder.write("b.toml", "name = \"B\"\nparent = \"c.toml\"\n");
  folder.write("c.toml", "name = \"C\"\nparent = \"./a.toml\"\n");
  EXPECT_THAT(
      folder.shown(read_scenario(a, shipped_folder).problems),
      ElementsAre("c.toml:2:10: the parents go round in a circle: a.toml -> b.toml -> c.toml -> a.toml; allowed: "
                  "a parent that does not build on this file"));
  const auto self = folder.write("self.toml", "name = \"S\"\nparent = \"self.toml\"\n");
  EXPECT_THAT(folder.shown(read_scenario(self, shipped_folder).problems),
              ElementsAre("self.toml:2:10: the parents go round in a circle: self.toml -> self.toml; allowed: a parent "
                          "that does not build on this file"));
}

TEST(ReadScenario, FilesThatAreNoScenarioAreRefused) {
  const TemporaryFolder folder;
  const auto problems = [&](const std::filesystem::path& file) {
    return folder.shown(read_scenario(file, shipped_folder).problems);
  };
  EXPECT_THAT(problems(folder.path() / "none.toml"), ElementsAre("none.toml:1:1: there is no such file"));
  EXPECT_THAT(problems(folder.path() / "."), ElementsAre(".:1:1: is a folder; allowed: a text file"));
  EXPECT_THAT(problems(folder.write("big.toml", std::string(10 * 1024 * 1024, 'x'))),
              ElementsAre("big.toml:1:1: is too large: 10.0 MiB; allowed: at most 1 MiB"));
  EXPECT_THAT(
      problems(folder.write("bin.toml", std::string("a\0b", 3))),
      ElementsAre("bin.toml:1:2: is not text: a byte here does not belong to UTF-8; allowed: plain text saved as "
                  "UTF-8"));
  EXPECT_THAT(problems(folder.write("empty.toml", "")),
              ElementsAre("empty.toml:1:1: the scenario has no name; allowed: name = \"...\" at the top of the file"));
}

// A lever that ends is gone by that 1 April: a second step takes back what the first gave, in the last eighth of a year.
TEST(ReadScenario, AnEndIsAStepThatTakesBack) {
  const TemporaryFolder folder;
  const auto file = folder.write("end.toml", "name = \"E\"\nparent = \"continue-as-now\"\n[[lever]]\n"
                                             "name = \"safe_home\"\nstart = \"2026-27\"\nramp = 2\namount = 0.5\n"
                                             "end = \"2031-32\"\n");
  const Scenario scenario = read_scenario(file, shipped_folder).value.value();
  ASSERT_EQ(scenario.plan.steps.size(), 2U);
  const model::LeverStep& fall = scenario.plan.steps[1];
  EXPECT_EQ(fall.amount, -0.5);
  EXPECT_EQ(fall.ramp, schedule_ramp);
  EXPECT_LE(fall.start + fall.ramp, 2031.25);
  EXPECT_GT(fall.start + fall.ramp, 2031.25 - 1.0 / 16.0) << "within a step of the solver";
  EXPECT_TRUE(scenario.warnings.empty());
}

TEST(ReadScenario, AnEndComesOnceTheLeverIsInFull) {
  const TemporaryFolder folder;
  const auto lines = [&](const std::string& block) {
    return folder.shown(read_scenario(folder.write("e.toml", "name = \"E\"\n" + block), shipped_folder).problems);
  };
  EXPECT_THAT(
      lines("[[lever]]\nname = \"safe_home\"\nstart = \"2026-27\"\nramp = 2\namount = 0.5\nend = \"2028-29\"\n"),
      ElementsAre("e.toml:7:7: it ends before 1 April 2028, when it has not yet had its full effect: that comes "
                  "after 2 years from 2026-27; allowed: a fiscal year from 2029-30, or a shorter ramp"));
  EXPECT_THAT(
      lines("[[lever]]\nname = \"safe_home\"\nstart = \"2026-27\"\nramp = 2\namount = 0.5\nend = \"2029-30\"\n"),
      IsEmpty());
  EXPECT_THAT(lines("[[lever]]\nname = \"bridging_loan\"\nstart = \"2026-27\"\namount = 5\nuntil = \"2031-32\"\n"
                    "end = \"2032-33\"\n"),
              ElementsAre("e.toml:7:7: a loan does not stop: it is repaid; allowed: until = \"2031-32\""));
}

TEST(ReadScenario, AStartInThePastIsWarnedOf) {
  const TemporaryFolder folder;
  const auto file = folder.write("past.toml", "name = \"P\"\nparent = \"continue-as-now\"\n[[lever]]\n"
                                              "name = \"intensive_support\"\nstart = \"2015-16\"\namount = 12\n");
  const Scenario scenario = read_scenario(file, shipped_folder).value.value();
  EXPECT_THAT(folder.shown(scenario.warnings),
              ElementsAre("past.toml:6:10: intensive_support begins in 2015-16, in the past: years that are known are "
                          "then run as they were not, and the comparison begins there. Plans begin in 2026-27"));
}

TEST(ReadScenario, AMoveIsTwoStepsThatTakeAndGive) {
  const TemporaryFolder folder;
  const auto lines = [&](const std::string& block) {
    return folder.shown(
        read_scenario(folder.write("m.toml", "name = \"M\"\nparent = \"continue-as-now\"\n[[move]]\n" + block),
                      shipped_folder)
            .problems);
  };
  const std::string rest = "start = \"2027-28\"\namount = 5\n";
  EXPECT_THAT(lines("from = \"residential\"\nto = \"kinship_support\"\n" + rest),
              ElementsAre("m.toml:4:8: \"residential\" is no service that money can be moved from: places in care cost "
                          "what the children in them cost, and what fewer children release is counted by itself; "
                          "allowed: universal_support, intensive_support; or a [[lever]] with payer = \"council\", and "
                          "the results show what it releases in care"));
  EXPECT_THAT(lines("from = \"foster_support\"\nto = \"kinship_support\"\n" + rest),
              ElementsAre("m.toml:4:8: nothing can be taken from foster_support: no spending on it is counted beside "
                          "that of plans; wf_end ends Whole Family Wellbeing money; allowed: universal_support, "
                          "intensive_support"));
  EXPECT_THAT(
      lines("from = \"universal_support\"\nto = \"safe_home\"\n" + rest),
      ElementsAre("m.toml:5:6: \"safe_home\" is not a money lever; allowed: the money levers in `headwater list "
                  "levers`"));
  EXPECT_THAT(lines("from = \"universal_support\"\nto = \"universal_support\"\n" + rest),
              ElementsAre("m.toml:5:6: the money is moved to where it is taken from; allowed: another money lever"));
  EXPECT_THAT(
      lines("from = \"universal_support\"\nto = \"aftercare\"\nstart = \"2027-28\"\namount = -5\n"),
      ElementsAre("m.toml:7:10: \"amount\" of a move is above 0, and is -5; allowed: a number above 0; exchange "
                  "from and to for the other way"));
  EXPECT_THAT(lines("from = \"universal_support\"\nto = \"aftercare\"\n" + rest), IsEmpty());
  const Scenario scenario = read_scenario(folder.path() / "m.toml", shipped_folder).value.value();
  ASSERT_EQ(scenario.plan.steps.size(), 2U);
  EXPECT_EQ(scenario.plan.steps[0].lever, model::find_lever("universal_support"));
  EXPECT_EQ(scenario.plan.steps[0].amount, -scenario.plan.steps[1].amount);
  EXPECT_EQ(scenario.payers[0], all_by(Payer::council));
  EXPECT_EQ(scenario.payers[1], all_by(Payer::council));
}

Kind kind_of(const TemporaryFolder& folder, const std::string& text) {
  return read_scenario(folder.write("kind.toml", "name = \"K\"\n" + text), shipped_folder).value.value().kind;
}

TEST(ReadScenario, AKindIsStatedInheritedOrSeenFromTheMoney) {
  const TemporaryFolder folder;
  const std::string now = "parent = \"continue-as-now\"\n";
  const std::string less = "[[lever]]\nname = \"budget_growth\"\nstart = \"2026-27\"\namount = -0.01\n";
  const std::string more = "[[lever]]\nname = \"aftercare\"\nstart = \"2026-27\"\namount = 5\n";
  EXPECT_EQ(kind_of(folder, now), Kind::plan);
  EXPECT_EQ(kind_of(folder, now + less), Kind::cut);
  EXPECT_EQ(kind_of(folder, now + "wf_end = \"2027-28\"\n"), Kind::cut);
  EXPECT_EQ(kind_of(folder, now + less + more), Kind::plan);
  EXPECT_EQ(kind_of(folder, now + "kind = \"shock\"\n" + more), Kind::shock);
  EXPECT_EQ(kind_of(folder, "parent = \"cuts\"\n" + more), Kind::cut) << "as its parent says";
  EXPECT_EQ(kind_of(folder, "parent = \"cuts\"\nkind = \"plan\"\n" + more), Kind::plan);
  const Read<Scenario> read = read_scenario(folder.write("k.toml", "name = \"K\"\nkind = \"plam\"\n"), shipped_folder);
  EXPECT_THAT(folder.shown(read.problems),
              ElementsAre("k.toml:2:8: \"plam\" is not a kind of scenario; allowed: plan, cut, shock; did you mean "
                          "\"plan\"?"));
}

} // namespace
} // namespace headwater::scenarios
