// A bundle: what may be in it, how far it may be scaled, and that what is written of it is read again to the last bit.
#include "scenarios/bundle.hpp"

#include "scenarios/scenario_text.hpp"
#include "tests/scenarios/shipped_folder.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::scenarios {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using tests::shipped_folder;
using tests::TemporaryFolder;

std::string lever(const std::string& name, const std::string& amount, const std::string& more = "") {
  return "[[lever]]\nname = \"" + name + "\"\nstart = \"2026-27\"\namount = " + amount + "\n" + more;
}

Scenario read(const std::filesystem::path& file) {
  Read<Scenario> read = read_scenario(file, shipped_folder);
  for (const Problem& problem : read.problems) {
    ADD_FAILURE() << to_string(problem);
  }
  return read.value.value_or(Scenario{});
}

const std::string head = "name = \"Mine\"\nparent = \"continue-as-now\"\n";

void expect_same_plan(const model::Plan& a, const model::Plan& b) {
  ASSERT_EQ(a.steps.size(), b.steps.size());
  for (std::size_t i = 0; i < a.steps.size(); ++i) {
    EXPECT_EQ(a.steps[i].lever, b.steps[i].lever);
    EXPECT_EQ(a.steps[i].start, b.steps[i].start);
    EXPECT_EQ(a.steps[i].ramp, b.steps[i].ramp);
    EXPECT_EQ(a.steps[i].amount, b.steps[i].amount);
  }
  for (const model::Setting& setting : model::settings()) {
    EXPECT_EQ(a.*setting.in_plan, b.*setting.in_plan) << setting.name;
  }
  EXPECT_EQ(a.cut, b.cut);
}

TEST(Bundle, IsWhatThePlanDoesOnTopOfItsParentAndIsScaledAlike) {
  const TemporaryFolder at;
  at.write("parent.toml", head + lever("kinship_support", "8.0"));
  const Scenario plan =
      read(at.write("plan.toml", "name = \"P\"\nparent = \"parent.toml\"\n" + lever("intensive_support", "20.0") +
                                     lever("relapse_support", "0.3")));
  const Bundle bundle = bundle_of(plan).value.value();
  EXPECT_THAT(bundle.is_scaled, ElementsAre(false, true, true));
  const Scenario half = scaled(plan, bundle, 0.5);
  ASSERT_THAT(half.plan.steps, SizeIs(3));
  EXPECT_EQ(half.plan.steps[0].amount, plan.plan.steps[0].amount) << "the parent's stays";
  EXPECT_EQ(half.plan.steps[1].amount, 10.0 / model::user_prices);
  EXPECT_EQ(half.plan.steps[2].amount, 0.15);
  expect_same_plan(scaled(plan, bundle, 1.0).plan, plan.plan);
  expect_same_plan(scaled(plan, bundle, 0.0).plan, read(at.path() / "parent.toml").plan);
}

TEST(Bundle, OnlyNamedLeversAreScaledAndTheOthersHeld) {
  const TemporaryFolder at;
  const Scenario plan =
      read(at.write("plan.toml", head + lever("intensive_support", "20.0") + lever("decision_practice", "0.05")));
  const Bundle bundle = bundle_of(plan, {model::find_lever("intensive_support")}).value.value();
  EXPECT_THAT(bundle.is_scaled, ElementsAre(true, false));
  EXPECT_THAT(bundle.held_levers(plan), ElementsAre("decision_practice"));
}

TEST(Bundle, TheAimOfMoneyIsHeldAsItIsStated) {
  const TemporaryFolder at;
  const Scenario plan =
      read(at.write("plan.toml", head + lever("recovery_services", "20.0") + lever("edge_of_care_first", "0.3")));
  const Bundle bundle = bundle_of(plan).value.value();
  EXPECT_THAT(bundle.held_levers(plan), ElementsAre("edge_of_care_first"));
  EXPECT_EQ(scaled(plan, bundle, 2.0).plan.steps[1].amount, 0.3);
  const auto alone = bundle_of(plan, {model::find_lever("edge_of_care_first")});
  ASSERT_THAT(alone.problems, SizeIs(1));
  EXPECT_THAT(alone.problems[0].what, HasSubstr("edge_of_care_first is a rule without a price"));
}

TEST(Bundle, WhatMayBeInNoneIsRefusedAtItsPlaceAndAllAtOnce) {
  const TemporaryFolder at;
  const Scenario plan =
      read(at.write("plan.toml", head + lever("decision_practice", "0.05") + lever("support_threshold", "0.2") +
                                     lever("residential_cap", "0.5") + lever("child_poverty", "-0.05") +
                                     lever("kinship_support", "5.0")));
  EXPECT_THAT(at.shown(bundle_of(plan).problems),
              ElementsAre(HasSubstr("plan.toml:6:10: decision_practice leaves children at home by decision"),
                          HasSubstr("plan.toml:10:10: support_threshold above 0 refuses families"),
                          HasSubstr("plan.toml:14:10: residential_cap is a rule without a price"),
                          HasSubstr("plan.toml:18:10: child_poverty is a change in the world")));
}

TEST(Bundle, AThresholdThatIsLoweredMayBeInOne) {
  const TemporaryFolder at;
  const Scenario plan =
      read(at.write("plan.toml", head + lever("support_threshold", "-0.4") +
                                     "[[lever]]\nname = \"support_threshold\"\nstart = \"2032-33\"\namount = 0.4\n"));
  EXPECT_THAT(bundle_of(plan).problems, IsEmpty()) << "it is taken back, and never above 0";
}

TEST(Bundle, APlanWithNothingToScaleIsRefused) {
  const TemporaryFolder at;
  for (const std::string& levers :
       {std::string(), lever("edge_of_care_first", "0.3"), lever("kinship_support", "0.0")}) {
    const auto refused = bundle_of(read(at.write("plan.toml", head + levers)));
    ASSERT_THAT(refused.problems, SizeIs(1)) << levers;
    EXPECT_THAT(at.shown(refused.problems)[0], HasSubstr("plan.toml:1:8: the plan states no step of its own"));
  }
}

TEST(Bundle, GoesAsFarAsTheFirstOfItsLevers) {
  const TemporaryFolder at;
  at.write("parent.toml", head + lever("recovery_services", "10.0"));
  const Scenario plan =
      read(at.write("plan.toml", "name = \"P\"\nparent = \"parent.toml\"\n" + lever("recovery_services", "15.0") +
                                     lever("work_offer", "2.0") + lever("relapse_support", "0.01")));
  const Bundle bundle = bundle_of(plan).value.value();
  const LargestScale known = largest_scale(bundle, true);
  EXPECT_DOUBLE_EQ(known.scale, (40.0 - 10.0) / 15.0);
  EXPECT_EQ(model::levers()[known.lever].name, "recovery_services");
  EXPECT_THAT(scaled(plan, bundle, known.scale).levers, SizeIs(4));
  const LargestScale allowed = largest_scale(bundle, false);
  EXPECT_DOUBLE_EQ(allowed.scale, (500.0 - 10.0) / 15.0);
  // A cut goes as far down as its lever does, here to nothing.
  const Scenario cut =
      read(at.write("cut.toml", "name = \"C\"\nparent = \"parent.toml\"\n" + lever("recovery_services", "-4.0")));
  EXPECT_DOUBLE_EQ(largest_scale(bundle_of(cut).value.value(), true).scale, 2.5);
}

TEST(ScenarioText, IsReadAgainToTheLastBit) {
  const TemporaryFolder at;
  at.write("spend.csv", "fiscal_year,gbp_million\n2026-27,10\n2027-28,12.7\n");
  at.write("parent.toml", head + "fidelity = 0.85\n" + lever("kinship_support", "8.1"));
  const Scenario plan = read(
      at.write("plan.toml",
               "name = \"P \\\"x\\\"\"\nquestion = \"One, and two?\"\nparent = \"parent.toml\"\nwf_end = \"2030-31\"\n"
               "off = [\"L4\"]\n" +
                   lever("intensive_support", "20.0", "ramp = 2.5\n") +
                   "[[lever]]\nname = \"foster_support\"\nschedule = \"spend.csv\"\n" +
                   lever("bridging_loan", "5.0", "until = \"2031-32\"\n") + "[parameters]\nsupport_effect = 0.31\n"));
  const Scenario third = scaled(plan, bundle_of(plan).value.value(), 1.0 / 3.0);
  const Scenario base = read(shipped_folder / "continue-as-now.toml");
  for (const Scenario* builds_on : {&base, static_cast<const Scenario*>(nullptr)}) {
    const TemporaryFolder other;
    for (const TextFile& file : scenario_files(third, builds_on)) {
      other.write(file.name.string(), file.text);
    }
    EXPECT_TRUE(std::filesystem::exists(other.path() / "plan-1.csv"));
    const Scenario again = read(other.path() / "plan.toml");
    expect_same_plan(again.plan, third.plan);
    EXPECT_EQ(again.name, "P \"x\"");
    EXPECT_EQ(again.question, plan.question);
    EXPECT_EQ(again.parent, builds_on == nullptr ? "" : "continue-as-now");
    ASSERT_THAT(again.overrides, SizeIs(1));
    EXPECT_EQ(again.overrides[0].parameter, plan.overrides[0].parameter);
    EXPECT_EQ(again.overrides[0].value, 0.31);
  }
}

TEST(ScenarioText, CashIsWrittenAsCash) {
  const TemporaryFolder at;
  Deflator deflator;
  for (int year = 2024; year <= 2030; ++year) {
    deflator.index[year] = 1.0 + 0.02 * (year - 2024);
  }
  deflator.growth_after = 0.02;
  const auto read_cash = [&](const std::filesystem::path& file) {
    return read_scenario(file, shipped_folder, &deflator).value.value();
  };
  const Scenario plan =
      read_cash(at.write("plan.toml", head + lever("work_offer", "5.0", "price_base = \"nominal\"\n")));
  const Scenario half = scaled(plan, bundle_of(plan).value.value(), 0.5);
  const std::vector<TextFile> files = scenario_files(half, nullptr);
  ASSERT_THAT(files, SizeIs(1)) << "and not as a schedule";
  const Scenario again = read_cash(at.write("again.toml", files[0].text));
  ASSERT_EQ(again.plan.steps.size(), half.plan.steps.size());
  for (std::size_t i = 0; i < again.plan.steps.size(); ++i) {
    EXPECT_EQ(again.plan.steps[i].start, half.plan.steps[i].start);
    EXPECT_NEAR(again.plan.steps[i].amount, half.plan.steps[i].amount, 1e-12);
  }
}

} // namespace
} // namespace headwater::scenarios
