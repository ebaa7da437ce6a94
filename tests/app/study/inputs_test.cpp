// What goes into a run code and a manifest is what files hold: not where they lie, nor the path by which they were
// opened.
#include "app/study/inputs.hpp"

#include "outputs/files/digest.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::app {
namespace {

namespace fs = std::filesystem;

using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using tests::TemporaryFolder;

ShippedFiles shipped_files() { return {HEADWATER_SOURCE_DIR}; }

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

StudyInputs inputs_of(const StudyRequest& request) {
  scenarios::Read<StudyInputs> read = read_inputs(request, shipped_files());
  for (const scenarios::Problem& problem : read.problems) {
    ADD_FAILURE() << to_string(problem);
  }
  return std::move(read.value).value();
}

/// What a manifest names: "path digest", in order.
std::vector<std::string> named(const StudyInputs& inputs) {
  std::vector<std::string> lines;
  for (const outputs::HashedFile& file : hashed(inputs, shipped_files())) {
    lines.push_back(file.path + " " + file.sha256);
  }
  return lines;
}

/// Files of one's own in a folder, and a request that names all of them.
StudyRequest own_files(const TemporaryFolder& at, const std::string& folder) {
  at.write(folder + "/spend/k.csv", "fiscal_year,gbp_million\n2026-27,5\n");
  at.write(folder + "/chains/chain_1.csv", "lp__,relapse\n-1,0.15\n");
  at.write(folder + "/chains/chain_2.csv", "lp__,relapse\n-1,0.16\n");
  at.write(folder + "/base.toml", "name = \"B\"\n");
  StudyRequest request;
  request.scenarios = {at.write(folder + "/plan.toml", "name = \"P\"\n[[lever]]\nname = \"kinship_support\"\n"
                                                       "schedule = \"spend/k.csv\"\n")
                           .string()};
  request.baseline = (at.path() / folder / "base.toml").string();
  std::string payers = text_of(shipped_files().payers());
  request.appraisal.payer_shares = at.write(folder + "/payers.csv", payers + "\n").string();
  request.draws.posterior = (at.path() / folder / "chains").string();
  request.draws.count = 2;
  return request;
}

// A council's own plan says which area the run is of; the shipped ones beside it go along, their money scaled.
TEST(StudyInputs, TakeTheAreaFromOnesOwnPlanWhereShippedOnesStandBesideIt) {
  const TemporaryFolder at;
  const auto own = [&](const std::string& area) {
    return at.write(area + ".toml", "name = \"" + area + "\"\nparent = \"continue-as-now\"\narea = \"" + area + "\"\n")
        .string();
  };
  StudyRequest request;
  request.scenarios = {"keep-the-promise", own("Moray")};
  const StudyInputs inputs = inputs_of(request);
  EXPECT_EQ(inputs.area.name, "Moray");
  for (std::size_t i = 0; i < inputs.scenarios.size(); ++i) {
    if (inputs.scenarios[i].id == "keep-the-promise") {
      EXPECT_NEAR(inputs.money_scales[i], inputs.area.population_share, 1e-12);
    } else if (inputs.scenarios[i].id == "Moray") {
      EXPECT_EQ(inputs.money_scales[i], 1.0);
    }
  }
  // Two of one's own still have to agree, and shipped ones by themselves are of Scotland.
  request.scenarios = {"keep-the-promise", own("Moray"), own("Glasgow City")};
  const auto problems = read_inputs(request, shipped_files()).problems;
  ASSERT_EQ(problems.size(), 1U);
  EXPECT_THAT(to_string(problems.front()), HasSubstr("this scenario is about Glasgow City and Moray is about Moray"));
  request.scenarios = {"keep-the-promise"};
  EXPECT_EQ(inputs_of(request).area.name, "Scotland");
}

TEST(StudyInputs, AreNamedByWhatTheyHoldWhereverTheyLie) {
  const TemporaryFolder at;
  const StudyInputs here = inputs_of(own_files(at, "here"));
  StudyRequest request = own_files(at, "over/there");
  request.draws.posterior += "/";
  request.scenarios.front() = (at.path() / "over/../over/there/plan.toml").string();
  const StudyInputs there = inputs_of(request);
  EXPECT_EQ(named(here), named(there));
  EXPECT_EQ(here.payers, there.payers);
  EXPECT_EQ(here.posterior.contents, there.posterior.contents);
  EXPECT_EQ(here.posterior.files, "chain_1.csv to chain_2.csv");
  EXPECT_EQ(here.posterior.files, there.posterior.files);
  EXPECT_THAT(here.payers, HasSubstr(outputs::sha256(text_of(at.path() / "here/payers.csv")).substr(0, 12)));
  EXPECT_THAT(named(here), Not(Contains(HasSubstr(at.path().string()))));

  at.write("over/there/chains/chain_2.csv", "lp__,relapse\n-1,0.17\n");
  at.write("over/there/payers.csv", text_of(shipped_files().payers()) + "\n\n");
  const StudyInputs changed = inputs_of(request);
  EXPECT_NE(here.payers, changed.payers);
  EXPECT_NE(here.posterior.contents, changed.posterior.contents);
}

TEST(StudyInputs, ACopyOfTheShippedPayerSharesIsTheShippedOne) {
  const TemporaryFolder at;
  StudyRequest request;
  request.scenarios = {"cuts"};
  const StudyInputs usual = inputs_of(request);
  request.appraisal.payer_shares = at.write("mine.csv", text_of(shipped_files().payers())).string();
  EXPECT_EQ(inputs_of(request).payers, "shipped");
  EXPECT_EQ(usual.payers, "shipped");
}

// A deflator and rates of one's own act, are named by what they hold, and are told of with the results.
TEST(StudyInputs, PricesAndRatesOfOnesOwnAreNamedByWhatTheyHold) {
  const TemporaryFolder at;
  StudyRequest request;
  request.scenarios = {"cuts"};
  const StudyInputs usual = inputs_of(request);
  EXPECT_EQ(usual.deflator, "HMT_DEFLATORS_DEC25");
  EXPECT_EQ(usual.rates, "green-book-2022");
  request.deflator = at.write("copy.csv", text_of(shipped_files().deflator())).string();
  EXPECT_EQ(inputs_of(request).deflator, usual.deflator) << "a copy of the shipped one is the shipped one";

  std::string own = "fiscal_year,index,status,source,note\n";
  for (int year = 2010; year <= 2027; ++year) {
    own += outputs::FiscalYear{year}.label() + "," + std::to_string(76 + year - 2000) +
           (year < 2026 ? ",outturn" : ",forecast") + ",\"A release, 2026\",\n";
  }
  request.deflator = at.write("mine/d.csv", own + "after,1.03,assumption,mine,\n").string();
  request.price_base = "2027-28";
  request.appraisal.discount_rates =
      at.write("mine/r.csv", "vintage,kind,from_year,to_year,rate,source\nours,standard,0,125,0.02,a review\n"
                             "ours,sensitivity,0,125,0.01,a review\n")
          .string();
  const StudyInputs inputs = inputs_of(request);
  EXPECT_EQ(inputs.prices.deflator.at({2027}), 1.03);
  EXPECT_EQ(inputs.prices.key(), "2027-28");
  EXPECT_EQ(inputs.basis.rates.rate_of(7), 0.02);
  EXPECT_EQ(inputs.basis.lower_rates.value().rate_of(7), 0.01);
  const auto digest = [&](const char* name) { return outputs::sha256(text_of(at.path() / name)); };
  EXPECT_EQ(inputs.deflator, "A release, 2026 (sha256 " + digest("mine/d.csv").substr(0, 12) + ")");
  EXPECT_EQ(inputs.rates, "ours (sha256 " + digest("mine/r.csv").substr(0, 12) + ")");
  EXPECT_THAT(named(inputs), testing::IsSupersetOf({"d.csv " + digest("mine/d.csv"), "r.csv " + digest("mine/r.csv")}));
  EXPECT_THAT(inputs.cautions,
              Contains(testing::AllOf(HasSubstr("A release, 2026: 2010-11 to 2025-26 are published "
                                                "outturn, 2026-27 to 2027-28 are a published forecast"),
                                      HasSubstr("then 3% a year, an assumption"))));
  EXPECT_THAT(usual.cautions, Not(Contains(HasSubstr("turned into those of other years")))) << "nothing is turned";
}

TEST(StudyInputs, PricesAndRatesThatAreNotSoundAreRefusedByLineAndColumn) {
  const TemporaryFolder at;
  StudyRequest request;
  request.scenarios = {"cuts"};
  request.deflator = at.write("d.csv", "fiscal_year,index,status,source,note\n2010-11,x,outturn,X,\n").string();
  EXPECT_THAT(at.shown(read_inputs(request, shipped_files()).problems),
              testing::ElementsAre(HasSubstr("d.csv:2:9: \"x\" is not a number")));
  request.deflator.clear();
  request.appraisal.discount_rates =
      at.write("r.csv", "vintage,kind,from_year,to_year,rate,source\na,standard,0,125,0.02,X\n"
                        "b,standard,0,125,0.03,X\n")
          .string();
  EXPECT_THAT(at.shown(read_inputs(request, shipped_files()).problems),
              testing::ElementsAre(HasSubstr("r.csv:1:1: the file does not hold one vintage")));
  request.appraisal.discount_rates = (at.path() / "none.csv").string();
  EXPECT_THAT(at.shown(read_inputs(request, shipped_files()).problems),
              testing::ElementsAre(HasSubstr("none.csv:1:1:")));
}

TEST(StudyInputs, MoneyThatAPlanStatesInCashIsToldOf) {
  const TemporaryFolder at;
  StudyRequest request;
  request.scenarios = {at.write("p.toml", "name = \"P\"\nprice_base = \"nominal\"\n[[lever]]\nname = "
                                          "\"kinship_support\"\nstart = \"2026-27\"\namount = 5.0\n")
                           .string()};
  const StudyInputs inputs = inputs_of(request);
  EXPECT_THAT(inputs.cautions,
              testing::IsSupersetOf({testing::Matcher<std::string>(HasSubstr("p: money that it states in cash")),
                                     testing::Matcher<std::string>(HasSubstr("2010-11 to 2023-24 are interpolated"))}));
}

TEST(StudyInputs, AShippedFileIsReadOnceByWhateverPath) {
  StudyRequest request;
  request.scenarios = {"continue-as-now", "cuts"};
  const std::vector<std::string> by_name = named(inputs_of(request));
  EXPECT_THAT(by_name, Contains(HasSubstr("scenarios/cuts.toml ")));
  const fs::path here = fs::current_path();
  fs::current_path(HEADWATER_SOURCE_DIR);
  request.scenarios = {"scenarios/continue-as-now.toml", "./outputs/../scenarios/cuts.toml"};
  EXPECT_EQ(named(inputs_of(request)), by_name);
  request.scenarios = {"scenarios/cuts.toml"}; // whose baseline is opened by another path
  const std::vector<std::string> alone = named(inputs_of(request));
  request.scenarios = {"cuts"};
  EXPECT_EQ(named(inputs_of(request)), alone);
  fs::current_path(here);
}

/// For each scenario of a study: "id against id", with what is cut.
std::vector<std::string> compared(const StudyInputs& inputs) {
  const auto shown = [](const scenarios::Scenario& scenario) {
    std::string cut;
    for (const model::Loop& loop : scenarios::cut_loops(scenario.plan)) {
      cut += " " + std::string(loop.symbol);
    }
    return scenario.id + (cut.empty() ? "" : " (" + cut.substr(1) + ")");
  };
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < inputs.scenarios.size(); ++i) {
    lines.push_back(shown(inputs.scenarios[i]) + " against " + shown(inputs.scenarios[inputs.baselines[i]]));
  }
  return lines;
}

TEST(StudyInputs, ABaselineIsCutLikeWhatIsComparedWithIt) {
  const TemporaryFolder at;
  StudyRequest request;
  const auto plan = [&](const std::string& name, const std::string& text) {
    request.scenarios.push_back(at.write(name + ".toml", "name = \"" + name + "\"\n" + text).string());
  };
  plan("child", "parent = \"cuts\"\noff = [\"L4\"]\n");
  plan("other", "parent = \"keep-the-promise\"\noff = [\"caseload_threshold\"]\n");
  plan("two", "parent = \"cuts\"\noff = [\"L12\", \"L4\"]\n");
  plan("alone", "off = [\"L1\"]\n");
  const StudyInputs inputs = inputs_of(request);
  EXPECT_THAT(
      compared(inputs),
      testing::ElementsAre("continue-as-now against continue-as-now",
                           "continue-as-now-without-L4 (L4) against continue-as-now-without-L4 (L4)",
                           "continue-as-now-without-L4-L12 (L4 L12) against continue-as-now-without-L4-L12 (L4 L12)",
                           "continue-as-now-without-L1 (L1) against continue-as-now-without-L1 (L1)",
                           "child (L4) against continue-as-now-without-L4 (L4)",
                           "other (L4) against continue-as-now-without-L4 (L4)",
                           "two (L4 L12) against continue-as-now-without-L4-L12 (L4 L12)",
                           "alone (L1) against continue-as-now-without-L1 (L1)"));
  EXPECT_THAT(inputs.cautions,
              Contains(HasSubstr("KNOCK-OUT RUN, for comparison only: child is no plan. It is run without L4 (Caseload "
                                 "in the decision threshold), and so is what it is compared with")));

  // a baseline that is asked for is cut alike too; one that is cut itself is compared with as it is
  request.scenarios = {(at.path() / "child.toml").string()};
  request.baseline = "cuts";
  EXPECT_THAT(compared(inputs_of(request)),
              testing::ElementsAre("cuts against cuts", "cuts-without-L4 (L4) against cuts-without-L4 (L4)",
                                   "child (L4) against cuts-without-L4 (L4)"));
  request.baseline = (at.path() / "other.toml").string();
  EXPECT_THAT(compared(inputs_of(request)),
              testing::ElementsAre("other (L4) against other (L4)", "child (L4) against other (L4)"));
}

TEST(StudyInputs, WhatGoesFurtherThanIsKnownIsACaution) {
  const TemporaryFolder at;
  StudyRequest request;
  request.scenarios = {at.write("far.toml", "name = \"Far\"\n[[lever]]\nname = \"decision_practice\"\n"
                                            "start = \"2026-27\"\namount = 0.3\n")
                           .string()};
  EXPECT_THAT(inputs_of(request).cautions,
              Contains(testing::StartsWith("far: decision_practice adds up to 0.3 in 2027-28, further than")));
}

// The plan names three files of one name, of which two hold the same: which two must not be lost.
TEST(StudyInputs, OneNameForSeveralContentsSaysWhichWasReadWhere) {
  const auto read = [](const char* third) {
    const TemporaryFolder at;
    at.write("a/s.csv", "fiscal_year,gbp_million\n2026-27,5\n");
    at.write("b/s.csv", "fiscal_year,gbp_million\n2026-27,6\n");
    at.write("c/s.csv", third);
    StudyRequest request;
    request.scenarios = {at.write("plan.toml", "name = \"P\"\n"
                                               "[[lever]]\nname = \"kinship_support\"\nschedule = \"a/s.csv\"\n"
                                               "[[lever]]\nname = \"aftercare\"\nschedule = \"b/s.csv\"\n"
                                               "[[lever]]\nname = \"intensive_support\"\nschedule = \"c/s.csv\"\n")
                             .string()};
    return named(inputs_of(request));
  };
  EXPECT_NE(read("fiscal_year,gbp_million\n2026-27,5\n"), read("fiscal_year,gbp_million\n2026-27,6\n"));
}

} // namespace
} // namespace headwater::app
