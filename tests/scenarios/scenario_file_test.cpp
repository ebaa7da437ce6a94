// Every kind of slip in a scenario file, and the exact line that the user reads.
#include "scenarios/scenario_file.hpp"

#include "tests/scenarios/shipped_folder.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::scenarios {
namespace {

using testing::ElementsAre;
using tests::shipped_folder;
using tests::TemporaryFolder;

/// The problems of a scenario with this text, beside a schedule `good.csv` of 10 million in 2026-27.
std::vector<std::string> problems_in(std::string_view text) {
  const TemporaryFolder folder;
  folder.write("good.csv", "fiscal_year,gbp_million\n2026-27,10\n");
  folder.write("bad.csv", "fiscal_year,gbp_million\n2026-27,10\n2028-29,x\n");
  const Read<Scenario> read = read_scenario(folder.write("s.toml", text), shipped_folder);
  EXPECT_NE(read.value.has_value(), !read.problems.empty());
  return folder.shown(read.problems);
}

std::vector<std::string> problems_in_lever(const std::string& lines) {
  return problems_in("name = \"x\"\n[[lever]]\n" + lines);
}

const std::string fiscal_years = "; allowed: a fiscal year from \"2012-13\" to \"2085-86\", in quotes";
const std::string a_number = "; allowed: a number without quotes, such as 12.5";

TEST(ScenarioFile, ReadsEverythingItMayState) {
  EXPECT_THAT(problems_in("\xEF\xBB\xBF#:schema ./scenario.schema.json\r\n"
                          "name = \"What if? £5 — \\\"é\\\"\"\r\n"
                          "question = \"Why not?\"\r\nparent = \"continue-as-now\"\r\narea = \"Moray\"\r\n"
                          "fidelity = 1\r\nwf_fidelity = 0.5\r\nwf_end = \"2030-31\"\r\n"
                          "[[lever]]\r\nname = \"aftercare\"\r\nstart = \"2026-27\"\r\nramp = 2\r\namount = 5\r\n"
                          "[[lever]]\r\nname = \"kinship_support\"\r\nschedule = \"good.csv\"\r\n"
                          "[[lever]]\r\nname = \"bridging_loan\"\r\nstart = \"2026-27\"\r\namount = 5.5\r\n"
                          "until = \"2030-31\"\r\n"
                          "[parameters]\r\nsupport_effect = 0.3\r\nkap = 1.2\r\n"),
              ElementsAre());
}

TEST(ScenarioFile, AnUnknownKeyNamesTheNearest) {
  EXPECT_THAT(
      problems_in("nmae = \"x\"\nname = \"x\"\nzzz = 1\n"),
      ElementsAre("s.toml:1:1: there is no key \"nmae\" at the top of a scenario; allowed: name, question, "
                  "parent, area, kind, fidelity, wf_fidelity, wf_end, places_funded, payer, lever, move, parameters, "
                  "price_base, beyond_range, only_in_this_plan, off; did you mean \"name\"?",
                  "s.toml:3:1: there is no key \"zzz\" at the top of a scenario; allowed: name, question, "
                  "parent, area, kind, fidelity, wf_fidelity, wf_end, places_funded, payer, lever, move, parameters, "
                  "price_base, beyond_range, only_in_this_plan, off"));
  EXPECT_THAT(
      problems_in("name = \"x\"\naftercare = 5\nsupport_effect = 0.3\n"),
      ElementsAre("s.toml:2:1: \"aftercare\" is a lever, and is not set by a key of its own; allowed: a [[lever]] "
                  "block with name = \"aftercare\"",
                  "s.toml:3:1: \"support_effect\" is a parameter; allowed: a line below [parameters]"));
  EXPECT_THAT(
      problems_in_lever("name = \"aftercare\"\nstart = \"2026-27\"\namount = 5\n  ammount = 6\n"),
      ElementsAre("s.toml:6:3: there is no key \"ammount\" in [[lever]]; allowed: name, start, ramp, amount, "
                  "price_base, end, schedule, payer, until, repay_by, interest, repayment; did you mean \"amount\"?"));
}

TEST(ScenarioFile, ANameIsNeededAndIsOneLine) {
  EXPECT_THAT(problems_in("question = \"x\"\n"),
              ElementsAre("s.toml:1:1: the scenario has no name; allowed: name = \"...\" at the top of the file"));
  const std::string one_line = "; allowed: one line of 1 to 120 printable characters";
  EXPECT_THAT(problems_in("name = \"\"\n"), ElementsAre("s.toml:1:8: \"name\" is empty" + one_line));
  EXPECT_THAT(problems_in("name = \"  \"\n"), ElementsAre("s.toml:1:8: \"name\" is empty" + one_line));
  EXPECT_THAT(problems_in("name = \"a\\u001Bb\"\n"),
              ElementsAre("s.toml:1:8: \"name\" holds a control character or a line break: \"a\\u001Bb\"" + one_line));
  EXPECT_THAT(problems_in("name = \"" + std::string(121, 'x') + "\"\n"),
              ElementsAre("s.toml:1:8: \"name\" is too long: 121 characters" + one_line));
}

TEST(ScenarioFile, WrongTypesAreNamed) {
  EXPECT_THAT(problems_in("name = 5\nfidelity = \"0.8\"\nwf_fidelity = true\nbeyond_range = \"yes\"\nparent = []\n"),
              ElementsAre("s.toml:1:8: \"name\" must be a text, and is the number 5; allowed: a text in double quotes",
                          "s.toml:2:12: \"fidelity\" must be a number, and is the text \"0.8\"" + a_number,
                          "s.toml:3:15: \"wf_fidelity\" must be a number, and is true" + a_number,
                          "s.toml:4:16: \"beyond_range\" must be true or false, and is the text \"yes\"; allowed: true "
                          "or false, without quotes",
                          "s.toml:5:10: \"parent\" must be a text, and is a list; allowed: a text in double quotes"));
  EXPECT_THAT(
      problems_in("name = \"x\"\nlever = 3\nparameters = 4\n"),
      ElementsAre("s.toml:2:9: \"lever\" must be a list of tables, and is the number 3; allowed: [[lever]] with "
                  "two brackets, once for each",
                  "s.toml:3:14: \"parameters\" must be a table, and is the number 4; allowed: [parameters] on a "
                  "line of its own"));
  EXPECT_THAT(problems_in("name = \"x\"\n[lever]\nname = \"aftercare\"\n"),
              ElementsAre("s.toml:2:1: \"lever\" must be a list of tables, and is a table; allowed: [[lever]] with two "
                          "brackets, once for each"));
  EXPECT_THAT(problems_in("name = \"x\"\nlever = [1]\n"),
              ElementsAre("s.toml:2:10: \"lever\" must be a list of tables, and holds the number 1; allowed: [[lever]] "
                          "with two brackets, once for each"));
}

TEST(ScenarioFile, SharesLieBetweenZeroAndOne) {
  EXPECT_THAT(problems_in("name = \"x\"\nfidelity = 1.2\nwf_fidelity = -0.1\n"),
              ElementsAre("s.toml:2:12: \"fidelity\" is out of range: 1.2; allowed: 0 to 1",
                          "s.toml:3:15: \"wf_fidelity\" is out of range: -0.1; allowed: 0 to 1"));
  EXPECT_THAT(problems_in("name = \"x\"\nfidelity = nan\nwf_fidelity = -inf\n"),
              ElementsAre("s.toml:2:12: \"fidelity\" must be a finite number, and is nan",
                          "s.toml:3:15: \"wf_fidelity\" must be a finite number, and is -inf"));
}

TEST(ScenarioFile, LeversAreKnownByTheirPlainNames) {
  const auto problem = [](const std::string& name, const std::string& nearest) {
    return "s.toml:3:8: there is no lever \"" + name + "\"; allowed: the names in `headwater list levers`" +
           (nearest.empty() ? "" : "; did you mean \"" + nearest + "\"?");
  };
  const std::string rest = "\nstart = \"2026-27\"\namount = 1\n";
  for (const auto& [name, nearest] :
       {std::pair{"intensive", "intensive_support"}, std::pair{"intensive_suport", "intensive_support"},
        std::pair{"loan", "bridging_loan"}, std::pair{"Aftercare", "aftercare"},
        std::pair{"postremvoal", "support_after_removal"}, std::pair{"nothing like it", ""}}) {
    EXPECT_THAT(problems_in_lever("name = \"" + std::string(name) + "\"" + rest), ElementsAre(problem(name, nearest)));
  }
  EXPECT_THAT(
      problems_in_lever("start = \"2026-27\"\namount = 1\n"),
      ElementsAre("s.toml:2:1: the lever has no name; allowed: name = \"...\", one of `headwater list levers`"));
}

TEST(ScenarioFile, LoopsThatAreCutAreKnownByNameOrSymbol) {
  EXPECT_THAT(problems_in("name = \"x\"\nparent = \"cuts\"\noff = [\"L4\", \"fear_conceals\"]\n"), ElementsAre());
  const std::string loops = "; allowed: L1, L2, L3, L4, L5, L6, L7, L8, L9, L10, L11, L12, L13, L14, L15, L16";
  EXPECT_THAT(problems_in("name = \"x\"\noff = [\"fear_concels\", \"L99\"]\n"),
              ElementsAre("s.toml:2:8: there is no loop \"fear_concels\"" + loops + "; did you mean \"fear_conceals\"?",
                          testing::StartsWith("s.toml:2:24: there is no loop \"L99\"" + loops)));
  EXPECT_THAT(
      problems_in("name = \"x\"\noff = \"L4\"\n"),
      ElementsAre(
          "s.toml:2:7: \"off\" must be a list of texts, and is the text \"L4\"; allowed: texts in double quotes "
          "between square brackets"));
}

TEST(ScenarioFile, FiscalYearsAreShownARightOne) {
  const auto problems = [](const std::string& start) {
    return problems_in_lever("name = \"aftercare\"\namount = 1\nstart = " + start + "\n");
  };
  const std::string must = "s.toml:5:9: \"start\" must be a fiscal year, and ";
  const std::string meant = fiscal_years + "; did you mean \"2026-27\"?";
  for (const char* text : {"2026-28", "2026", "26-27", "2026/27", "2026-2027"}) {
    EXPECT_THAT(problems("\"" + std::string(text) + "\""),
                ElementsAre(must + "is the text \"" + text + "\", which is not one" + meant));
  }
  EXPECT_THAT(problems("2026"), ElementsAre(must + "is the number 2026" + meant));
  EXPECT_THAT(problems("2026-04-01"), ElementsAre(must + "is a date or time" + fiscal_years));
  EXPECT_THAT(problems("\"soon\""), ElementsAre(must + "is the text \"soon\", which is not one" + fiscal_years));
  EXPECT_THAT(problems("\"2011-12\""),
              ElementsAre(must + "\"2011-12\" is outside the years that are simulated" + fiscal_years));
  EXPECT_THAT(problems("\"2086-87\""),
              ElementsAre(must + "\"2086-87\" is outside the years that are simulated" + fiscal_years));
  EXPECT_THAT(problems("\"2012-13\""), ElementsAre());
  EXPECT_THAT(problems("\"2085-86\""), ElementsAre());
}

TEST(ScenarioFile, AmountsAndRampsAreNumbersInRange) {
  const auto problems = [](const std::string& line) {
    return problems_in_lever("name = \"aftercare\"\nstart = \"2026-27\"\n" + line + "\n");
  };
  EXPECT_THAT(problems("amount = \"55\""),
              ElementsAre("s.toml:5:10: \"amount\" must be a number, and is the text \"55\"" + a_number));
  EXPECT_THAT(problems("amount = true"),
              ElementsAre("s.toml:5:10: \"amount\" must be a number, and is true" + a_number));
  EXPECT_THAT(problems("amount = 2026-04-01"),
              ElementsAre("s.toml:5:10: \"amount\" must be a number, and is a date or time" + a_number));
  EXPECT_THAT(problems("amount = inf"), ElementsAre("s.toml:5:10: \"amount\" must be a finite number, and is inf"));
  EXPECT_THAT(problems("amount = 55"), ElementsAre());
  EXPECT_THAT(problems(""),
              ElementsAre("s.toml:2:1: the lever has no amount; allowed: amount = ..., a number, or schedule "
                          "= \"....csv\""));
  EXPECT_THAT(problems("amount = 5\nramp = -1"),
              ElementsAre("s.toml:6:8: \"ramp\" is out of range: -1; allowed: 0.25 to 30 years"));
  EXPECT_THAT(problems("amount = 5\nramp = 0"),
              ElementsAre("s.toml:6:8: \"ramp\" is out of range: 0; allowed: 0.25 to 30 years"));
  EXPECT_THAT(
      problems("amount = 55000000"),
      ElementsAre("s.toml:5:10: \"amount\" is out of range: 55000000; allowed: steps of aftercare that add up to "
                  "0 to 500 GBP million a year"));
  EXPECT_THAT(
      problems_in_lever("name = \"aftercare\"\namount = 5\n"),
      ElementsAre("s.toml:2:1: the lever has no start; allowed: start = \"2026-27\", the fiscal year in which it "
                  "begins"));
}

TEST(ScenarioFile, TheSumOfStepsStaysInRange) {
  const auto lever = [](const std::string& name, int start, double amount, double ramp = 1.0) {
    return "[[lever]]\nname = \"" + name + "\"\nstart = \"" + std::to_string(start) + "-" +
           std::to_string((start + 1) % 100) + "\"\nramp = " + std::to_string(ramp) +
           "\namount = " + std::to_string(amount) + "\n";
  };
  const std::string name = "name = \"x\"\n";
  EXPECT_THAT(problems_in(name + lever("aftercare", 2026, 300) + lever("aftercare", 2030, 201)),
              ElementsAre("s.toml:11:10: aftercare adds up to 501 GBP million a year in 2031-32; allowed: 0 to 500 GBP "
                          "million a year"));
  EXPECT_THAT(problems_in(name + lever("aftercare", 2026, 5) + lever("aftercare", 2030, -6)),
              ElementsAre("s.toml:11:10: aftercare adds up to -1 GBP million a year in 2031-32; allowed: 0 to 500 GBP "
                          "million a year"));
  // In range before and after, but not while one has come and the other has not yet gone.
  EXPECT_THAT(
      problems_in(name + lever("aftercare", 2026, 400) + lever("aftercare", 2030, 200, 1.0) +
                  lever("aftercare", 2030, -200, 10.0)),
      ElementsAre("s.toml:16:10: aftercare adds up to 594.4 GBP million a year in 2031-32; allowed: 0 to 500 GBP "
                  "million a year"));
  EXPECT_THAT(problems_in(name + lever("aftercare", 2026, 0.1) + lever("aftercare", 2028, 0.2) +
                          lever("aftercare", 2030, -0.3)),
              ElementsAre());
  EXPECT_THAT(problems_in(name + lever("decision_practice", 2026, -0.4) + lever("decision_practice", 2027, -0.2)),
              ElementsAre("s.toml:11:10: decision_practice adds up to -0.6 in 2028-29; allowed: -0.5 to 1"));
}

TEST(ScenarioFile, ThousandsOfLeversAreNoPlan) {
  std::string text = "name = \"x\"\n";
  for (int i = 0; i < 1001; ++i) {
    text += "[[lever]]\nname = \"aftercare\"\nstart = \"2026-27\"\namount = 0.1\n";
  }
  EXPECT_THAT(problems_in(text), ElementsAre("s.toml:4002:1: the scenario states 1001 levers; allowed: at most 1000"));
}

TEST(ScenarioFile, OnlyALoanHasAnUntilAndALoanHasOne) {
  const std::string loan = "name = \"bridging_loan\"\nstart = \"2026-27\"\namount = 40\n";
  EXPECT_THAT(problems_in_lever(loan),
              ElementsAre("s.toml:2:1: the loan does not say until when it is drawn; allowed: until = \"2031-32\", the "
                          "fiscal year in which drawing turns to repayment"));
  EXPECT_THAT(problems_in_lever(loan + "until = \"2026-27\"\n"),
              ElementsAre("s.toml:6:9: \"until\" must come after the fiscal year in which the loan begins; allowed: a "
                          "fiscal year after 2026-27"));
  EXPECT_THAT(problems_in_lever("name = \"aftercare\"\nstart = \"2026-27\"\namount = 4\nuntil = \"2030-31\"\n"),
              ElementsAre("s.toml:6:9: aftercare is not a loan: only bridging_loan has \"until\"; allowed: end = "
                          "\"2031-32\", the fiscal year before whose 1 April a lever stops"));
  EXPECT_THAT(problems_in_lever(loan + "until = \"2030-31\"\n[[lever]]\n" + loan + "until = \"2031-32\"\n"),
              ElementsAre("s.toml:10:10: the loan is drawn until 2031-32 here and until 2030-31 before; allowed: one "
                          "\"until\" for all steps of the loan"));
}

TEST(ScenarioFile, SchedulesAreMoneyFromAFileBeside) {
  EXPECT_THAT(
      problems_in_lever("name = \"decision_practice\"\nschedule = \"good.csv\"\n"),
      ElementsAre("s.toml:4:12: decision_practice is not money, so it has no schedule of money; allowed: start, "
                  "ramp and amount"));
  EXPECT_THAT(
      problems_in_lever("name = \"aftercare\"\nschedule = \"good.csv\"\namount = 5\nstart = \"2026-27\"\n"),
      ElementsAre("s.toml:5:10: the lever has a schedule and \"amount\" as well; allowed: either a schedule, or "
                  "start, ramp, amount and end",
                  "s.toml:6:9: the lever has a schedule and \"start\" as well; allowed: either a schedule, or "
                  "start, ramp, amount and end"));
  EXPECT_THAT(
      problems_in_lever("name = \"aftercare\"\nschedule = \"god.csv\"\n"),
      ElementsAre("s.toml:4:12: there is no file \"god.csv\"; allowed: a path relative to this file, inside its "
                  "folder; did you mean \"good.csv\"?"));
  EXPECT_THAT(problems_in_lever("name = \"aftercare\"\nschedule = \"../good.csv\"\n"),
              ElementsAre("s.toml:4:12: the schedule \"../good.csv\" leads out of the folder of this file; allowed: a "
                          "path relative to this file, inside its folder"));
  EXPECT_THAT(problems_in_lever("name = \"aftercare\"\nschedule = \"/etc/passwd\"\n"),
              ElementsAre("s.toml:4:12: the schedule \"/etc/passwd\" is an absolute path; allowed: a path relative to "
                          "this file, inside its folder"));
  EXPECT_THAT(problems_in_lever("name = \"aftercare\"\nschedule = \"bad.csv\"\n[parameters]\nkapp = 1\n"),
              ElementsAre("bad.csv:3:1: 2028-29 follows 2026-27; years come in order, each once and none left out; "
                          "allowed: 2027-28 here; a year without money is a row with 0",
                          "bad.csv:3:9: \"x\" is not a number; allowed: a finite number with a decimal point, such as "
                          "12.5",
                          "s.toml:6:1: there is no parameter \"kapp\"; allowed: beyond_range, only_in_this_plan and "
                          "the names in `headwater "
                          "list parameters`; did you mean \"kap\"?"));
}

TEST(ScenarioFile, PayersAreKnownAndTheirSharesAddUp) {
  const std::string list =
      "; allowed: council, nhs, scottish_government, justice, uk_government, or shares that add to 1, "
      "such as { council = 0.6, nhs = 0.4 }";
  EXPECT_THAT(
      problems_in("name = \"x\"\npayer = \"counsil\"\n"),
      ElementsAre("s.toml:2:9: \"counsil\" is not a public body that pays" + list + "; did you mean \"council\"?"));
  EXPECT_THAT(problems_in("name = \"x\"\npayer = \"household\"\n"),
              ElementsAre("s.toml:2:9: \"household\" is not a public body that pays" + list));
  EXPECT_THAT(problems_in("name = \"x\"\npayer = 0.6\n"),
              ElementsAre("s.toml:2:9: \"payer\" must be a name or a table of shares, and is neither" + list));
  EXPECT_THAT(problems_in("name = \"x\"\npayer = { council = 0.6, nhs = 0.3 }\n"),
              ElementsAre("s.toml:2:9: the shares of the payers add up to 0.9; allowed: shares that add to 1"));
  EXPECT_THAT(problems_in("name = \"x\"\npayer = { council = 1.6, nhs = -0.6 }\n"),
              ElementsAre("s.toml:2:21: \"council\" is out of range: 1.6; allowed: 0 to 1",
                          "s.toml:2:32: \"nhs\" is out of range: -0.6; allowed: 0 to 1"));
  EXPECT_THAT(problems_in("name = \"x\"\npayer = { council = 0.6, nsh = 0.4 }\n"),
              ElementsAre("s.toml:2:26: \"nsh\" is not a public body that pays" + list + "; did you mean \"nhs\"?"));
  EXPECT_THAT(problems_in("name = \"x\"\npayer = { council = 0.6, nhs = 0.4 }\n"), ElementsAre());
  EXPECT_THAT(problems_in_lever("name = \"safe_home\"\nstart = \"2026-27\"\namount = 0.5\npayer = \"nhs\"\n"),
              ElementsAre("s.toml:6:9: safe_home is not a money lever, so it has no payer; allowed: no \"payer\" here; "
                          "\"payer\" at the top of the file says who pays for the plan"));
  EXPECT_THAT(problems_in_lever("name = \"bridging_loan\"\nstart = \"2026-27\"\namount = 5\nuntil = \"2030-31\"\n"
                                "payer = \"council\"\n"),
              ElementsAre("s.toml:7:9: the loan has no payer: the council borrows it and repays it; allowed: no "
                          "\"payer\" here"));
}

TEST(ScenarioFile, OverridesAreKnownAndInRange) {
  const auto problems = [](const std::string& lines) { return problems_in("name = \"x\"\n[parameters]\n" + lines); };
  const std::string list = "; allowed: beyond_range, only_in_this_plan and the names in `headwater list parameters`";
  EXPECT_THAT(problems("support_efect = 0.3\n"), ElementsAre("s.toml:3:1: there is no parameter \"support_efect\"" +
                                                             list + "; did you mean \"support_effect\"?"));
  EXPECT_THAT(problems("aftercare = 3\n"),
              ElementsAre("s.toml:3:1: \"aftercare\" is a lever, not a parameter; allowed: a "
                          "[[lever]] block with name = \"aftercare\""));
  EXPECT_THAT(problems("support_effect = 0.9\n"),
              ElementsAre("s.toml:3:18: support_effect is out of range: 0.9; allowed: 0 to 0.35, or any number with "
                          "beyond_range = true"));
  EXPECT_THAT(problems("support_effect = 0.9\nbeyond_range = true\n"), ElementsAre());
  EXPECT_THAT(problems("support_effect = nan\nbeyond_range = true\n"),
              ElementsAre("s.toml:3:18: \"support_effect\" must be a finite number, and is nan"));
  EXPECT_THAT(problems("effA = 0.3\n"), ElementsAre());
  EXPECT_THAT(problems("support_effect = 0.2\neffA = 0.3\n"),
              ElementsAre("s.toml:3:1: support_effect is set twice, by its name and by its symbol"));
  EXPECT_THAT(problems("start_mix_secure_12_15 = 0.6\n"),
              ElementsAre("s.toml:3:26: these shares add up to 0.9: start_mix_secure_0_4, start_mix_secure_5_11, "
                          "start_mix_secure_12_15, start_mix_secure_16_17; allowed: shares that add up to 1"));
  EXPECT_THAT(problems("start_mix_secure_12_15 = 0.6\n\"mix_S[3]\" = 0.4\n"), ElementsAre());
}

TEST(ScenarioFile, SlipsInTomlSayWhatToWriteInstead) {
  const auto problems = [](const std::string& line) { return problems_in("name = \"x\"\n" + line + "\n"); };
  EXPECT_THAT(
      problems("fidelity = 0,8"),
      ElementsAre("s.toml:2:13: a number is written with a decimal comma; allowed: a decimal point, such as 12.5"));
  EXPECT_THAT(
      problems("fidelity = 12,50 # million"),
      ElementsAre("s.toml:2:14: a number is written with a decimal comma; allowed: a decimal point, such as 12.5"));
  EXPECT_THAT(problems("fidelity = 1,250,000"),
              ElementsAre("s.toml:2:13: a number is written with its thousands parted; allowed: digits and a decimal "
                          "point, such as 1250.5"));
  EXPECT_THAT(problems("wf_end = 2026-27"),
              ElementsAre("s.toml:2:17: a fiscal year is written without quotes; allowed: a "
                          "text in double quotes, such as \"2026-27\""));
  EXPECT_THAT(problems("fidelity = .5"), ElementsAre("s.toml:2:12: a number begins with its decimal point; allowed: a "
                                                     "digit before the point, such as 0.5"));
  EXPECT_THAT(problems("fidelity = 80%"), ElementsAre("s.toml:2:14: a number has a unit behind it; allowed: the number "
                                                      "alone; its unit is that of the lever or parameter"));
  EXPECT_THAT(problems("beyond_range = yes"),
              ElementsAre("s.toml:2:16: yes or no is written in other words; allowed: true or false"));
  EXPECT_THAT(problems("area = Moray"),
              ElementsAre("s.toml:2:8: a text is written without quotes; allowed: a text in double quotes"));
  EXPECT_THAT(
      problems("area = \"Moray"),
      ElementsAre("s.toml:2:14: a text is not closed by a quote; allowed: a text in double quotes, on one line"));
  EXPECT_THAT(problems("name = \"y\""), ElementsAre("s.toml:2:8: a key or a table is stated twice: cannot redefine "
                                                    "existing string 'name'; allowed: each key once, and each [table] "
                                                    "once"));
  EXPECT_THAT(problems("[[lever]"),
              ElementsAre("s.toml:2:9: is not TOML: Error while parsing table header: expected ']', "
                          "saw '\\n'; allowed: key = value lines, [parameters] and [[lever]]"));
}

TEST(ScenarioFile, AWholeNumberIsKeptToItsLastDigitOrRefused) {
  const std::string allowed = "; allowed: whole numbers from -9007199254740992 to 9007199254740992";
  const std::string what = " is a whole number with more digits than are kept: ";
  EXPECT_THAT(problems_in_lever("name = \"aftercare\"\nstart = \"2026-27\"\namount = 9007199254740993\n"),
              ElementsAre("s.toml:5:10: \"amount\"" + what + "9007199254740993" + allowed));
  EXPECT_THAT(problems_in("name = \"x\"\n[parameters]\nbeyond_range = true\nsupport_effect = -9007199254740993\n"),
              ElementsAre("s.toml:4:18: \"support_effect\"" + what + "-9007199254740993" + allowed));
  EXPECT_THAT(problems_in("name = 9223372036854775807\n"),
              ElementsAre("s.toml:1:8: \"name\" must be a text, and is the number 9223372036854775807; allowed: a text "
                          "in double quotes"));
  EXPECT_THAT(problems_in("name = \"x\"\n[parameters]\nbeyond_range = true\nsupport_effect = 9007199254740992\n"),
              ElementsAre());
}

TEST(ScenarioFile, AHundredProblemsAreEnough) {
  std::string top = "name = \"x\"\n";
  std::string parameters = top + "[parameters]\n";
  std::string levers = top;
  for (int i = 0; i < 50'000; ++i) {
    top += "x" + std::to_string(i) + " = 1\n";
    parameters += "x" + std::to_string(i) + " = 1\n";
  }
  for (int i = 0; i < 1'000; ++i) {
    levers += "[[lever]]\na = 1\n";
  }
  for (const std::string& text : {top, parameters, levers}) {
    const std::vector<std::string> shown = problems_in(text);
    EXPECT_EQ(shown.size(), most_problems + 1);
    EXPECT_TRUE(shown.back().ends_with(": more than 100 things are wrong in this file, and no more are shown"));
  }
}

TEST(ScenarioFile, ItsNameIsOneThatTablesAndPagesCanHold) {
  const TemporaryFolder folder;
  const auto problem_of = [&](const std::string& name) {
    const Read<Scenario> read = read_scenario(folder.write(name, "name = \"x\"\n"), shipped_folder);
    return read.problems.size() == 1 ? folder.shown(read.problems).front() : "";
  };
  EXPECT_EQ(problem_of("a\x1b[31m.toml"), "a\\u001B[31m.toml:1:1: the name of this file holds a control character; "
                                          "allowed: a file name of printable characters");
  EXPECT_EQ(problem_of("a\u202E.toml"), "a\\u202E.toml:1:1: the name of this file holds a control character; allowed: "
                                        "a file name of printable characters");
  EXPECT_EQ(problem_of("caf\xE9.toml"),
            "caf\\xE9.toml:1:1: the name of this file is not UTF-8; allowed: a file name in UTF-8");
  EXPECT_EQ(problem_of(std::string(100, 'a') + ".toml"), "");
  EXPECT_EQ(problem_of(std::string(240, 'a') + ".toml"),
            std::string(240, 'a') +
                ".toml:1:1: the name of this file is too long: 240 characters before .toml; allowed: "
                "at most 100: it names the scenario in every table");
}

TEST(ScenarioFile, AFileItNamesHasAPrintableName) {
  EXPECT_THAT(
      problems_in_lever("name = \"aftercare\"\nschedule = \"good.csv\\u0000\"\n"),
      ElementsAre("s.toml:4:12: \"schedule\" holds a control character: \"good.csv\\u0000\"; allowed: printable "
                  "characters"));
}

} // namespace
} // namespace headwater::scenarios
