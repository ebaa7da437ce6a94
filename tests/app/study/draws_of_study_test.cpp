// Draws of a study: taken from ranges or a file, the same however they are run, and honest about the fit they are of.
#include "app/study/drawn_plans.hpp"
#include "app/study/study.hpp"
#include "outputs/charts/csv_text.hpp"
#include "outputs/files/results_folder.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/report/report_html.hpp"
#include "outputs/screen/summary_text.hpp"
#include "outputs/tables/tables.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::tests {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

app::StudyRequest drawing(std::size_t draws) {
  app::StudyRequest request;
  request.scenarios = {"cuts"};
  request.horizon = 2028;
  request.draws.count = draws;
  return request;
}

outputs::Booklet drawn(const app::StudyRequest& request) {
  const app::StudyInputs inputs = app::read_inputs(request, shipped_files()).value.value();
  const std::vector<outputs::PlannedRun> plans = app::planned_runs(inputs);
  outputs::Runs runs = app::runs_of(request, inputs, plans, app::Keep::years);
  outputs::Findings findings;
  findings.leading = outputs::leading_plan(runs, plans);
  findings.ensemble =
      outputs::run_ensemble(runs, app::drawn_plans(request, inputs, plans),
                            app::ensemble_settings(request, std::filesystem::temp_directory_path(), {}));
  return app::booklet_of(inputs, std::move(runs), std::move(findings), "c0de1234");
}

std::string tables_of(const outputs::Booklet& booklet) {
  return outputs::csv_text(outputs::summary_table(booklet.runs, booklet.findings)) +
         outputs::annual_csv(booklet.runs, booklet.findings) +
         outputs::csv_text(outputs::appraisal_table(booklet.runs, booklet.findings)) +
         outputs::csv_text(outputs::break_even_table(booklet.runs, *booklet.findings.ensemble));
}

TEST(DrawsOfAStudy, AreTheSameForAnyThreadsAndInstructions) {
  app::StudyRequest request = drawing(20);
  const std::string many = tables_of(drawn(request));
  EXPECT_THAT(many, HasSubstr("cuts,npv,public_purse,"));
  request.threads = 1;
  request.draws.instruction_set = "scalar";
  EXPECT_EQ(tables_of(drawn(request)), many);
  request.draws.seed = 2;
  EXPECT_NE(tables_of(drawn(request)), many);
}

TEST(DrawsOfAStudy, SayWhatItWouldBeWorthToKnowForAnyThreads) {
  app::StudyRequest request = drawing(400);
  request.scenarios = {"keep-the-promise", "cuts"};
  request.draws.quantities = {"appraisal"};
  const auto information = [&] {
    const app::StudyInputs inputs = app::read_inputs(request, shipped_files()).value.value();
    const std::vector<outputs::PlannedRun> plans = app::planned_runs(inputs);
    const outputs::Runs runs = app::runs_of(request, inputs, plans, app::Keep::years);
    const outputs::DrawnPlans drawn = app::drawn_plans(request, inputs, plans);
    const outputs::Ensemble ensemble =
        outputs::run_ensemble(runs, drawn, app::ensemble_settings(request, std::filesystem::temp_directory_path(), {}));
    return outputs::csv_text(outputs::information_table(runs, outputs::information_of(runs, plans, drawn, ensemble)));
  };
  const std::string many = information();
  EXPECT_THAT(many, HasSubstr(",400,2027-28\r\n"));
  request.threads = 1;
  request.draws.instruction_set = "scalar";
  EXPECT_TRUE(information() == many);
}

TEST(DrawsOfAStudy, AreTakenFromAFile) {
  const TemporaryFolder at;
  at.write("chain_1.csv", "# made by hand\nlp__,relapse\n-1,0.15\n-2,0.17\n");
  at.write("chain_2.csv", "lp__,relapse\n-1,0.16\n");
  app::StudyRequest request = drawing(3);
  request.draws.posterior = at.path().string();
  EXPECT_EQ(drawn(request).findings.ensemble->used(), 3U);

  request.draws.count = 4;
  const auto more = app::read_inputs(request, shipped_files());
  ASSERT_EQ(more.problems.size(), 1U);
  EXPECT_THAT(more.problems.front().what, HasSubstr("3 draws in the file and 4 asked for"));
  EXPECT_THAT(more.problems.front().allowed, HasSubstr("--draws 3 or fewer"));

  at.write("chain_2.csv", "relaps\n0.16\n");
  const auto amiss = app::read_inputs(request, shipped_files());
  ASSERT_FALSE(amiss.problems.empty());
  EXPECT_THAT(amiss.problems.front().file, HasSubstr("chain_2.csv"));
  EXPECT_EQ(amiss.problems.front().nearest, "relapse");
}

/// What terminal, page and the charts with draws say of draws that a fit with these notes left.
std::string said_of(const std::string& notes) {
  const TemporaryFolder at;
  at.write("chain_1.csv", notes + "lp__,relapse\n-1,0.15\n-2,0.17\n");
  app::StudyRequest request = drawing(2);
  request.draws.posterior = at.path().string();
  const outputs::Booklet booklet = drawn(request);
  const std::string page = outputs::report_html(booklet, {});
  for (const std::string& caution : booklet.cautions) {
    EXPECT_THAT(page, HasSubstr(caution.substr(0, caution.find_first_of("'&\"<"))));
  }
  return outputs::summary_text(booklet, false) + page + outputs::break_even_chart(booklet).source;
}

// A fit that its calibration does not trust is called so wherever its draws are used.
TEST(DrawsOfAStudy, OfAFitThatIsNotTrustedSaySo) {
  const std::string said = said_of("# headwater_trusted = no\n# headwater_reasons = Chains did not mix.\n"
                                   "# headwater_score = Beats a random walk, loses to drift.\n");
  EXPECT_THAT(said, AllOf(HasSubstr("NOT TRUSTED"), HasSubstr("is not trusted: Chains did not mix."),
                          HasSubstr("Beats a random walk, loses to drift.")));
}

TEST(DrawsOfAStudy, OfAFitThatIsTrustedSaySo) {
  EXPECT_THAT(said_of("# headwater_trusted = yes\n"),
              AllOf(HasSubstr("The fit that the draws come from is trusted"), Not(HasSubstr("NOT TRUSTED"))));
}

} // namespace
} // namespace headwater::tests
