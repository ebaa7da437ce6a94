// Money taken out of a service, moved and ended: as far as what is spent there, and what is said of it before a run.
#include "app/study/read_back.hpp"
#include "app/study/study.hpp"
#include "outputs/results/funding.hpp"
#include "outputs/results/year_view.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace headwater::tests {
namespace {

using outputs::Payer;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class MoneyTaken : public testing::Test {
protected:
  scenarios::Read<app::StudyInputs> read(const std::string& rest) const {
    app::StudyRequest request;
    request.scenarios = {folder_.write("plan.toml", "name = \"Plan\"\nparent = \"continue-as-now\"\n" + rest).string()};
    return app::read_inputs(request, shipped_files());
  }
  static std::string less(double amount, const char* area = "Scotland") {
    return fmt::format("area = \"{}\"\n[[lever]]\nname = \"universal_support\"\nstart = \"2026-27\"\nramp = 0.25\n"
                       "amount = {}\n",
                       area, amount);
  }
  std::string read_back(const std::string& rest) const {
    const app::StudyInputs inputs = read(rest).value.value();
    return app::read_back(inputs, inputs.scenarios.size() - 1);
  }
  TemporaryFolder folder_;
};

TEST_F(MoneyTaken, IsAtMostWhatIsSpentThere) {
  const Study as_now = study_of({}, {.horizon = 2029});
  const double spent =
      outputs::YearView(as_now.booklet.runs[0].record, {2027}).cost(model::Category::universal) * model::user_prices;
  EXPECT_TRUE(read(less(-5.0)).value);
  EXPECT_TRUE(read(less(0.9 - spent)).value) << "a little less than all of it";
  const auto refused = read(less(-spent - 10.0));
  ASSERT_EQ(refused.problems.size(), 1U);
  EXPECT_EQ(refused.problems[0].line, 8U);
  EXPECT_THAT(refused.problems[0].what,
              AllOf(HasSubstr("universal_support takes "), HasSubstr("Continue as now spends")));
  EXPECT_THAT(read(less(-5.0, "Moray")).problems.at(0).allowed, HasSubstr("in Moray"));
}

TEST_F(MoneyTaken, IsSavedByWhoPaysForTheServiceAndIsACut) {
  const app::StudyInputs inputs = read(less(-5.0)).value.value();
  EXPECT_EQ(inputs.scenarios.back().kind, scenarios::Kind::cut);
  const outputs::Funding funding = app::funding_of(inputs, inputs.scenarios.size() - 1);
  const outputs::PayerShares taken = funding.put_up(model::find_lever("universal_support"), {2030});
  EXPECT_NEAR(taken[static_cast<std::size_t>(Payer::council)] * model::user_prices, -5.0, 1e-9);
  EXPECT_EQ(taken[static_cast<std::size_t>(Payer::scottish_government)], 0.0);
}

// Year by year, from a file: in each year what it says, and nothing after it.
TEST_F(MoneyTaken, MayFollowASchedule) {
  folder_.write("less.csv", "fiscal_year,gbp_million\n2027-28,-5\n2028-29,-3\n");
  const std::string block = "schedule = \"less.csv\"\n";
  const app::StudyInputs inputs = read("[[lever]]\nname = \"universal_support\"\n" + block).value.value();
  const outputs::Funding funding = app::funding_of(inputs, inputs.scenarios.size() - 1);
  const auto taken = [&](int year) {
    return funding.put_up(model::find_lever("universal_support"), {year})[static_cast<std::size_t>(Payer::council)] *
           model::user_prices;
  };
  EXPECT_NEAR(taken(2026), 0.0, 1e-9);
  EXPECT_NEAR(taken(2027), -5.0, 1e-9);
  EXPECT_NEAR(taken(2028), -3.0, 1e-9);
  EXPECT_NEAR(taken(2029), 0.0, 1e-9);
  EXPECT_EQ(read("[[lever]]\nname = \"kinship_support\"\n" + block).problems.size(), 2U) << "nothing to take there";
}

// What is moved is taken and given by the same payer, in every year alike.
TEST_F(MoneyTaken, ThatIsMovedIsNeitherMoreNorLess) {
  const std::string move = "[[move]]\nfrom = \"intensive_support\"\nto = \"kinship_support\"\nstart = \"2027-28\"\n"
                           "ramp = 2\namount = 5\nend = \"2031-32\"\n";
  for (const auto& [payer, of] : {std::pair("", Payer::council), std::pair("payer = \"nhs\"\n", Payer::nhs)}) {
    const app::StudyInputs inputs = read(move + payer).value.value();
    const outputs::Funding funding = app::funding_of(inputs, inputs.scenarios.size() - 1);
    double most = 0.0;
    for (model::FiscalYear year = model::first_whole_year; model::is_simulated(year); ++year.first) {
      const outputs::PayerShares taken = funding.put_up(model::find_lever("intensive_support"), year);
      const outputs::PayerShares given = funding.put_up(model::find_lever("kinship_support"), year);
      for (std::size_t i = 0; i < taken.size(); ++i) {
        EXPECT_NEAR(taken[i] + given[i], 0.0, 1e-12) << year.label();
      }
      most = std::max(most, given[static_cast<std::size_t>(of)]);
      if (year.first < 2027 || year.first >= 2031) {
        EXPECT_NEAR(given[static_cast<std::size_t>(of)], 0.0, 1e-12) << year.label() << ": before it begins, and ended";
      }
    }
    EXPECT_NEAR(most * model::user_prices, 5.0, 1e-9) << "2029-30, in full";
  }
}

// Half of the first year's ramp, and whole years after it; who pays; what is assumed.
TEST_F(MoneyTaken, AndGivenIsReadBack) {
  const std::string text = read_back("area = \"Moray\"\n[[lever]]\nname = \"kinship_support\"\nstart = \"2027-28\"\n"
                                     "amount = 0.6\n[parameters]\nsupport_effect = 0.35\n");
  EXPECT_THAT(text, HasSubstr("  Plan, a plan for Moray, compared with Continue as now, with support_effect 0.35.\n"));
  EXPECT_THAT(text, HasSubstr("    2027-28: 0.3 million from the council\n"
                              "    from 2028-29 on, a year: 0.6 million from the council\n"
                              "    The plan does not say whose money it is.\n"));
  EXPECT_THAT(text, HasSubstr("    kinship support: +0.6 GBP million a year from 2027-28, in full after 1 years\n"));
  const double otherwise = model::parameters()[model::find_parameter("support_effect")].value;
  EXPECT_THAT(text, HasSubstr(fmt::format("  It assumes support_effect 0.35 (otherwise {:.6g}), and so does what it is "
                                          "compared with",
                                          otherwise)));
  EXPECT_THAT(read_back(less(-5.0)),
              AllOf(HasSubstr("Plan, a cut for Scotland"), HasSubstr("million less from councils"),
                    HasSubstr("It sets no parameter.")));
  // A stated 12 million is not spent whole: workers have to be found.
  const std::string twelve = read_back("fidelity = 0.8\n[[lever]]\nname = \"intensive_support\"\nstart = \"2026-27\"\n"
                                       "amount = 12\nramp = 2\n");
  EXPECT_THAT(twelve, AllOf(HasSubstr("from 2028-29 on, a year: 12 million from the Scottish Government"),
                            HasSubstr("  Unspent of it: "), HasSubstr(" million to 2045-46, at most "),
                            HasSubstr(" for intensive support (posts are not filled).\n")));
  EXPECT_THAT(text, Not(HasSubstr("Unspent"))) << "kinship support has no posts";
  EXPECT_THAT(read_back("payer = \"nhs\"\n[[lever]]\nname = \"aftercare\"\nstart = \"2026-27\"\namount = 2\n"),
              AllOf(HasSubstr("from the NHS"), Not(HasSubstr("does not say whose"))));
}

} // namespace
} // namespace headwater::tests
