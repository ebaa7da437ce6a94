// Who pays for a plan: as it says, or as the place has it.
#include "outputs/pictures/who_pays.hpp"
#include "outputs/results/year_view.hpp"
#include "outputs/runs/delay.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

namespace headwater::tests {
namespace {

using outputs::Payer;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr double penny = 1e-8; // GBP million
constexpr const char* twelve_a_year = "[[lever]]\nname = \"kinship_support\"\nschedule = \"twelve.csv\"\n";

class PayersOfPlans : public testing::Test {
protected:
  PayersOfPlans() {
    std::string years = "fiscal_year,gbp_million\n";
    for (int year = 2027; year <= 2034; ++year) {
      years += fmt::format("{},12.324\n", model::FiscalYear{year}.label()); // 10 million of 2019-20
    }
    folder_.write("twelve.csv", years);
  }

  /// A file that builds on continue-as-now, run to 2034.
  Study study(const std::string& rest, const std::string& area = "Scotland") const {
    return study_of(
        {folder_.write("plan.toml", "name = \"Plan\"\nparent = \"continue-as-now\"\narea = \"" + area + "\"\n" + rest)
             .string()},
        {.area = area, .horizon = 2034});
  }
  /// What a payer pays more than in the baseline in 2030-31 for a category, GBP million of 2019-20.
  static double more(const Study& study, Payer payer, model::Category category) {
    const outputs::Runs& runs = study.booklet.runs;
    const outputs::PayerTable& table = runs.basis.payers;
    const model::FiscalYear year{2030};
    const auto paid = [&](const outputs::ScenarioRun& run) {
      const outputs::Paid all = outputs::paid_for(run.record, run.funding, table, year);
      return all.all[static_cast<std::size_t>(category)][static_cast<std::size_t>(payer)];
    };
    return paid(runs[1]) - paid(runs[0]);
  }
  static std::string words(const Study& study) {
    return outputs::funding_in_words(study.booklet.runs, study.booklet.runs[1]);
  }

  TemporaryFolder folder_;
};

constexpr model::Category carers = model::Category::practice_support;

// Ten million a year of 2019-20 are spent whole: kinship support has no posts that may stay unfilled.
TEST_F(PayersOfPlans, ForScotlandItIsTheScottishGovernment) {
  const Study found = study(twelve_a_year);
  EXPECT_NEAR(more(found, Payer::scottish_government, carers), 10.0, penny);
  EXPECT_NEAR(more(found, Payer::council, carers), 0.0, penny);
  EXPECT_EQ(words(found), "Paid by the Scottish Government (the plan does not say whose money it is).");
}

TEST_F(PayersOfPlans, InACouncilsAreaItIsTheCouncil) {
  const Study found = study(twelve_a_year, "Moray");
  EXPECT_NEAR(more(found, Payer::council, carers), 10.0, penny);
  EXPECT_NEAR(more(found, Payer::scottish_government, carers), 0.0, penny) << "but for Whole Family Wellbeing money";
  EXPECT_EQ(words(found), "Paid by the council (the plan does not say whose money it is).");
}

TEST_F(PayersOfPlans, ItIsWhoeverThePlanNames) {
  const Study whole = study("payer = \"justice\"\n" + std::string(twelve_a_year));
  EXPECT_NEAR(more(whole, Payer::justice, carers), 10.0, penny);
  EXPECT_EQ(words(whole), "Paid by justice.");
  const Study shared = study(std::string(twelve_a_year) + "payer = { council = 0.6, nhs = 0.4 }\n");
  EXPECT_NEAR(more(shared, Payer::council, carers), 6.0, penny);
  EXPECT_NEAR(more(shared, Payer::nhs, carers), 4.0, penny);
  EXPECT_NEAR(more(shared, Payer::scottish_government, carers), 0.0, penny);
  EXPECT_EQ(words(shared), "Paid by 60% councils and 40% the NHS.");
  const Study one = study(std::string(twelve_a_year) +
                          "payer = \"nhs\"\n[[lever]]\nname = \"aftercare\"\nstart = \"2026-27\"\namount = 5\n");
  EXPECT_EQ(words(one), "Paid by the NHS: kinship support; the Scottish Government: aftercare. The plan does not say "
                        "whose money it is for aftercare.");
}

TEST_F(PayersOfPlans, WhoSavesByACutIsSaid) {
  EXPECT_EQ(words(study("[[lever]]\nname = \"universal_support\"\nstart = \"2026-27\"\namount = -5\n")),
            "Less is spent by councils: universal support.");
  EXPECT_EQ(words(study("[[move]]\nfrom = \"intensive_support\"\nto = \"kinship_support\"\nstart = \"2027-28\"\n"
                        "amount = 0.5\n",
                        "Moray")),
            "Paid by the council. Less is spent by the council: intensive support.");
}

// Fifteen million of the Scottish Government and five of the council in 2030-31; then a quarter of all is taken back.
TEST_F(PayersOfPlans, StepsOfOneLeverMayHavePayersOfTheirOwn) {
  const std::string two = "payer = \"scottish_government\"\n"
                          "[[lever]]\nname = \"foster_support\"\nstart = \"2026-27\"\namount = 18.486\n"
                          "[[lever]]\nname = \"foster_support\"\nstart = \"2026-27\"\namount = 6.162\n"
                          "payer = \"council\"\n";
  const Study found = study(two);
  EXPECT_NEAR(more(found, Payer::scottish_government, carers), 15.0, penny);
  EXPECT_NEAR(more(found, Payer::council, carers), 5.0, penny);
  const Study less = study(two + "[[lever]]\nname = \"foster_support\"\nstart = \"2028-29\"\namount = -6.162\n");
  EXPECT_NEAR(more(less, Payer::scottish_government, carers), 11.25, penny);
  EXPECT_NEAR(more(less, Payer::council, carers), 3.75, penny);
}

TEST_F(PayersOfPlans, AdultServicesKeepTheirTableUnlessThePlanSaysOtherwise) {
  const std::string recovery = "[[lever]]\nname = \"recovery_services\"\nstart = \"2026-27\"\namount = 12.324\n"
                               "[[lever]]\nname = \"planning_at_imprisonment\"\nstart = \"2026-27\"\namount = 2.4648\n";
  for (const char* area : {"Scotland", "Moray"}) {
    const Study found = study(recovery, area);
    EXPECT_NEAR(more(found, Payer::nhs, model::Category::adult_services), 10.0, penny);
    EXPECT_NEAR(more(found, Payer::justice, model::Category::adult_services), 2.0, penny);
    EXPECT_THAT(words(found),
                AllOf(HasSubstr("the NHS: recovery services"), HasSubstr("justice: planning at imprisonment")));
  }
  const Study council = study("payer = \"council\"\n" + recovery);
  EXPECT_NEAR(more(council, Payer::council, model::Category::adult_services), 12.0, penny);
}

TEST_F(PayersOfPlans, AChildPaysForWhatItInheritsAsItSays) {
  folder_.write("parent.toml", "name = \"Parent\"\nparent = \"continue-as-now\"\npayer = \"nhs\"\n" +
                                   std::string(twelve_a_year) +
                                   "[[lever]]\nname = \"shared_care\"\nstart = \"2026-27\"\namount = 12.324\n"
                                   "payer = \"justice\"\n");
  const auto child = [&](const std::string& rest) {
    return study_of({folder_.write("plan.toml", "name = \"Child\"\nparent = \"parent.toml\"\n" + rest).string()},
                    {.horizon = 2034});
  };
  const Study as_before = child("");
  EXPECT_NEAR(more(as_before, Payer::nhs, carers), 10.0, penny);
  const Study otherwise = child("payer = \"council\"\n");
  EXPECT_NEAR(more(otherwise, Payer::council, carers), 10.0, penny);
  const double spent = outputs::YearView(otherwise.booklet.runs[1].record, {2030}).cost(model::Category::shared_care);
  EXPECT_GT(spent, 5.0);
  EXPECT_NEAR(more(otherwise, Payer::justice, model::Category::shared_care), spent, penny) << "it says so itself";
}

// Whoever pays, in whatever shares, all payers together pay what the purse pays, in every year.
TEST_F(PayersOfPlans, AddUpToThePurseWhoeverPays) {
  const std::string money = twelve_a_year;
  const std::string given = "[[lever]]\nname = \"intensive_support\"\nstart = \"2026-27\"\namount = 4\n"
                            "[[lever]]\nname = \"recovery_services\"\nstart = \"2026-27\"\namount = 4\n";
  const std::string taken = "[[lever]]\nname = \"universal_support\"\nstart = \"2026-27\"\namount = -0.2\n";
  const std::string moved = "[[move]]\nfrom = \"intensive_support\"\nto = \"kinship_support\"\n"
                            "start = \"2027-28\"\nramp = 2\namount = 0.3\nend = \"2031-32\"\n";
  const std::string rules = "[[lever]]\nname = \"support_time_limit\"\nstart = \"2026-27\"\namount = 2\n"
                            "[[lever]]\nname = \"reform_pause\"\nstart = \"2027-28\"\namount = 1\n";
  for (const char* area : {"Scotland", "Moray"}) {
    for (const char* payer : {"", "payer = \"nhs\"\n", "payer = { council = 0.6, justice = 0.4 }\n"}) {
      for (const std::string& rest : {money + given, taken, moved, given + taken + moved + rules, rules}) {
        const Study found = study(payer + rest, area);
        const outputs::Runs& runs = found.booklet.runs;
        const auto flows = outputs::all_cash_flows(runs.compared(runs[1]), runs.prices, runs.basis);
        const auto& purse = flows[static_cast<std::size_t>(outputs::Perspective::public_purse)].years;
        for (std::size_t year = 0; year < purse.size(); ++year) {
          double net = 0.0;
          double investment = 0.0;
          for (std::size_t i = 0; i < outputs::public_payer_count; ++i) {
            net += flows[i].years[year].net - flows[i].years[year].finance;
            investment += flows[i].years[year].investment;
          }
          const double scale = 1e-9 * (1e6 + std::abs(purse[year].investment));
          EXPECT_NEAR(net, purse[year].net, scale) << area << payer << rest << purse[year].year.label();
          EXPECT_NEAR(investment, purse[year].investment, scale) << area << payer << rest << purse[year].year.label();
        }
      }
    }
  }
}

// A council's plan leaves the Scottish Government's Whole Family Wellbeing money as it is: all that more is spent on
// support is the council's, posts that stay unfilled lower it, and nobody else has a ratio of it.
TEST_F(PayersOfPlans, ACouncilsPlanIsItsOwnWhateverElseIsSpentThere) {
  const std::string both = "[[lever]]\nname = \"intensive_support\"\nstart = \"2027-28\"\namount = 0.4\n"
                           "end = \"2032-33\"\n"
                           "[[lever]]\nname = \"kinship_support\"\nstart = \"2027-28\"\namount = 0.2\n";
  const Study found = study(both, "Moray");
  const outputs::Runs& runs = found.booklet.runs;
  const auto flows = outputs::all_cash_flows(runs.compared(runs[1]), runs.prices, runs.basis);
  const auto of = [&](outputs::Perspective perspective) { return flows[static_cast<std::size_t>(perspective)]; };
  const outputs::CashFlows government = of(outputs::Perspective::scottish_government);
  const outputs::CashFlows council = of(outputs::Perspective::council);
  const outputs::CashFlows purse = of(outputs::Perspective::public_purse);
  for (std::size_t year = 0; year < purse.years.size(); ++year) {
    EXPECT_NEAR(government.years[year].own_money, 0.0, 0.005) << purse.years[year].year.label();
    EXPECT_NEAR(government.years[year].investment, 0.0, 0.005) << purse.years[year].year.label();
    EXPECT_NEAR(council.years[year].own_money, purse.years[year].own_money, 0.01) << purse.years[year].year.label();
    if (purse.years[year].year.first >= 2030) {
      EXPECT_GT(council.years[year].own_money, 0.15e6) << "kinship support, after the other has ended too";
      EXPECT_LT(council.years[year].own_money, 0.61e6);
    }
  }
  const auto measures = outputs::measures(runs.compared(runs[1]), runs.prices, government);
  EXPECT_FALSE(outputs::find_measure(measures, "bcr")->value);
  EXPECT_TRUE(outputs::find_measure(outputs::measures(runs.compared(runs[1]), runs.prices, council), "bcr")->value);
}

// What is said of a council's own money, with the numbers of the ledger behind it.
TEST_F(PayersOfPlans, WhoGainsBecauseAnotherPaysIsSaid) {
  const std::string recovery = "[[lever]]\nname = \"recovery_services\"\nstart = \"2026-27\"\namount = 20\n";
  const Study found = study(recovery);
  const outputs::Runs& runs = found.booklet.runs;
  const auto flows = outputs::all_cash_flows(runs.compared(runs[1]), runs.prices, runs.basis);
  EXPECT_THAT(outputs::gained_by_others_in_words(runs, flows),
              AllOf(HasSubstr(": the NHS £"), HasSubstr("these gain and put in none of their own: councils £")));
  const auto of_baseline = outputs::all_cash_flows(runs.compared(runs[0]), runs.prices, runs.basis);
  EXPECT_THAT(outputs::gained_by_others_in_words(runs, of_baseline), IsEmpty());
  EXPECT_THAT(outputs::funding_in_words(runs, runs[0]), IsEmpty());
}

TEST_F(PayersOfPlans, AreTheSameWhenThePlanBeginsLater) {
  const Study found = study("payer = \"nhs\"\n" + std::string(twelve_a_year));
  const outputs::ScenarioRun& run = found.booklet.runs[1];
  std::vector<model::LeverStep> later = found.plans[1].drivers.plan.steps;
  for (model::LeverStep& step : later) {
    step.start += 2.0;
  }
  const std::size_t kinship = model::find_lever("kinship_support");
  const auto nhs = static_cast<std::size_t>(Payer::nhs);
  EXPECT_NEAR(run.funding.put_up(kinship, {2027})[nhs], 10.0, penny);
  EXPECT_EQ(run.funding.with(later).put_up(kinship, {2027})[nhs], 0.0);
  EXPECT_NEAR(run.funding.with(later).put_up(kinship, {2029})[nhs], 10.0, penny);
}

} // namespace
} // namespace headwater::tests
