// From a request to a booklet: what is asked is what is run, wherever and however it is run.
#include "app/study/settings.hpp"
#include "app/study/study.hpp"
#include "outputs/results/quantities.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::tests {
namespace {

using testing::Contains;
using testing::HasSubstr;

bool is_money(const model::LeverStep& step) { return model::levers()[step.lever].kind == model::LeverKind::money; }

TEST(Study, MoneyStatedForAnotherAreaIsScaledInACopy) {
  const Study moray = study_of({"keep-the-promise"}, {.area = "Moray", .horizon = 2028});
  const Study scotland = study_of({"keep-the-promise"}, {.horizon = 2028});
  const std::vector<model::LeverStep>& stated = moray.inputs.scenarios[1].plan.steps;
  const std::vector<model::LeverStep>& run = moray.plans[1].drivers.plan.steps;
  const std::vector<model::LeverStep>& of_file = scotland.inputs.scenarios[1].plan.steps;
  ASSERT_EQ(stated.size(), of_file.size());
  ASSERT_EQ(run.size(), of_file.size());
  const double scale = moray.inputs.area.population_share;
  int scaled = 0;
  for (std::size_t i = 0; i < of_file.size(); ++i) {
    EXPECT_EQ(stated[i].amount, of_file[i].amount) << "the scenario says what its file says";
    EXPECT_EQ(run[i].amount, is_money(of_file[i]) ? of_file[i].amount * scale : of_file[i].amount);
    scaled += is_money(of_file[i]) ? 1 : 0;
  }
  EXPECT_GT(scaled, 0);
  EXPECT_LT(scale, 0.1);
}

TEST(Study, OfACouncilIsItsOwnAndSaysHowMoneyIsScaled) {
  const Study moray =
      study_of({"keep-the-promise"}, {.area = "moray", .horizon = 2032, .price_base = outputs::PriceBase::nominal});
  const Study scotland = study_of({"keep-the-promise"}, {.horizon = 2032});
  EXPECT_THAT(moray.inputs.cautions, Contains(HasSubstr("keep-the-promise: its money is stated for Scotland; for Moray "
                                                        "it is scaled by 0.018")));
  const auto in_pounds = [](const Study& study, std::size_t run, const char* quantity, int year) {
    const outputs::Runs& runs = study.booklet.runs;
    return runs.prices.pounds(outputs::find_quantity(quantity)->value(outputs::YearView(runs[run].record, {year})),
                              {year});
  };
  const double here = in_pounds(moray, 1, "investment", 2031) - in_pounds(moray, 0, "investment", 2031);
  const double there = in_pounds(scotland, 1, "investment", 2031) - in_pounds(scotland, 0, "investment", 2031);
  EXPECT_NEAR(here / there, 0.0183, 0.004) << "nominal pounds of a council against real ones of the nation";
  const outputs::YearView start(moray.booklet.runs[0].record, {2011});
  EXPECT_NEAR(outputs::find_quantity("looked_after")->value(start), 207.0, 1.0);
}

TEST(Study, YearsAreThoseOfTheFlows) {
  Study study = study_of({"cuts"}, {.horizon = 2030});
  const outputs::Runs years = app::runs_of(study.request, study.inputs, study.plans, app::Keep::years);
  ASSERT_EQ(years.size(), 2U);
  for (const outputs::ScenarioRun& run : years) {
    const outputs::ScenarioRun& flows = study.booklet.runs[run.position];
    EXPECT_FALSE(run.flows);
    ASSERT_TRUE(flows.flows);
    EXPECT_EQ(run.record.july_states, flows.record.july_states);
    EXPECT_EQ(run.record.april_states, flows.record.april_states);
    EXPECT_EQ(run.first_step, flows.first_step);
  }
}

TEST(Study, FindsTheSameOnAnyNumberOfThreads) {
  const Study study = study_of({"kinship-first"}, {.horizon = 2029});
  const outputs::Findings one = outputs::findings_of(study.booklet.runs, study.plans, 1);
  const outputs::Findings many = outputs::findings_of(study.booklet.runs, study.plans, 3);
  ASSERT_EQ(one.leading, 1U);
  ASSERT_TRUE(one.difference);
  EXPECT_EQ(one.difference->to, "kinship-first");
  ASSERT_EQ(one.difference->attributions.size(), many.difference->attributions.size());
  for (std::size_t i = 0; i < one.difference->attributions.size(); ++i) {
    const auto& players = one.difference->attributions[i].players;
    for (std::size_t k = 0; k < players.size(); ++k) {
      EXPECT_EQ(players[k].share, many.difference->attributions[i].players[k].share);
    }
  }
  ASSERT_EQ(one.delays.size(), many.delays.size());
  ASSERT_FALSE(one.delays.empty());
  for (std::size_t i = 0; i < one.delays.size(); ++i) {
    EXPECT_EQ(one.delays[i].net_position, many.delays[i].net_position);
  }
}

TEST(Study, ARunThatBreaksDownIsNamedAndSoIsEveryOther) {
  Study study = study_of({"cuts"}, {.horizon = 2028});
  for (outputs::PlannedRun& plan : study.plans) {
    plan.values[model::find_parameter("recovery_milder_need")] = std::nan("");
  }
  for (const app::Keep keep : {app::Keep::years, app::Keep::flows}) {
    try {
      app::runs_of(study.request, study.inputs, study.plans, keep);
      ADD_FAILURE() << "nothing is said";
    } catch (const std::runtime_error& error) {
      EXPECT_THAT(error.what(), HasSubstr("continue-as-now: the run broke down at "));
      EXPECT_THAT(error.what(), HasSubstr("\ncuts: the run broke down at "));
    }
  }
}

TEST(Study, SettingsThatNameNothingAreToldTogether) {
  app::StudyRequest request;
  request.price_base = "1066-67";
  request.appraisal.discount_rates = "green-book-2021";
  request.draws.quantities = {"looked_aftr"};
  const std::vector<std::string> problems = app::setting_problems(request, shipped_files());
  ASSERT_EQ(problems.size(), 3U);
  EXPECT_THAT(problems[0], HasSubstr("--price-base"));
  EXPECT_THAT(problems[1], HasSubstr("did you mean \"green-book-2022\"?"));
  EXPECT_THAT(problems[2], HasSubstr("did you mean \"looked_after\"?"));
}

TEST(Study, AScenarioAskedForTwiceAndAPayerTableAmissAreProblemsOfTheInputs) {
  const TemporaryFolder at;
  app::StudyRequest request;
  request.scenarios = {"cuts"};
  request.appraisal.payer_shares =
      at.write("shares.csv", "category,payer,share,grade,source,note\nfoster,counsil,1.0,D,mine,\n").string();
  const auto shares = app::read_inputs(request, shipped_files());
  ASSERT_FALSE(shares.value);
  EXPECT_THAT(shares.problems,
              Contains(testing::Field(&scenarios::Problem::what, HasSubstr("\"counsil\" is not a payer"))));
  request.appraisal.payer_shares.clear();
  request.scenarios = {"cuts", "cuts"};
  const auto twice = app::read_inputs(request, shipped_files());
  ASSERT_FALSE(twice.value);
  EXPECT_THAT(twice.problems.front().what, HasSubstr("asked for twice"));
}

} // namespace
} // namespace headwater::tests
