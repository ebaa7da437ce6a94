// Planned, spent, unspent, and why: one row for each lever and year.
#include "outputs/pictures/spending_words.hpp"
#include "outputs/results/spending.hpp"
#include "outputs/runs/runs.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

namespace headwater::tests {
namespace {

using outputs::Spending;
using testing::HasSubstr;

/// Twelve million a year are stated, and posts must be filled before they are spent. Without Whole Family Wellbeing money
/// nothing else is ring-fenced there, so what is spent is what the solver counted.
TEST(Spending, IsWhatPostsThatAreFilledCost) {
  const TemporaryFolder folder;
  folder.write("twelve.csv", "fiscal_year,gbp_million\n2027-28,12\n2028-29,12\n2029-30,12\n");
  const Study found = study_of({folder
                                    .write("plan.toml", "name = \"Plan\"\nparent = \"continue-as-now\"\n"
                                                        "wf_end = \"2012-13\"\nfidelity = 0.8\n[[lever]]\n"
                                                        "name = \"intensive_support\"\nschedule = \"twelve.csv\"\n")
                                    .string()},
                               {.horizon = 2034});
  const outputs::Runs& runs = found.booklet.runs;
  const std::vector<Spending> rows = outputs::spending(runs.compared(runs[1]), runs.basis.payers, {2032});
  ASSERT_EQ(rows.size(), 3U);
  const std::size_t counted = model::accumulator(model::Counter::ring_fenced_intensive).index;
  for (const Spending& row : rows) {
    EXPECT_NEAR(row.planned * model::user_prices, 12.0, 1e-9) << row.year.label();
    const double spent =
        runs[1].record.on_1_april(row.year.first + 1)[counted] - runs[1].record.on_1_april(row.year.first)[counted];
    EXPECT_NEAR(row.spent, spent, 1e-9) << row.year.label();
    EXPECT_EQ(row.why, "posts are not filled");
  }
  EXPECT_GT(rows.front().unspent(), 0.05 * rows.front().planned);
  EXPECT_THAT(outputs::spending_in_words(runs, runs[1]),
              AllOf(HasSubstr("36 planned"), HasSubstr("intensive support (at most "),
                    HasSubstr("posts are not filled"), HasSubstr("Fidelity 0.8: ")));
}

TEST(Spending, IsPlannedLessUnspentInEveryPlan) {
  const outputs::Booklet booklet = booklet_of(shipped_ids());
  std::size_t rows = 0;
  for (const outputs::ScenarioRun& run : booklet.runs) {
    for (const Spending& row : outputs::spending(booklet.runs.compared(run), booklet.runs.basis.payers, {2045})) {
      const std::string where = run.id + " " + std::string(model::levers()[row.lever].name) + " " + row.year.label();
      EXPECT_NEAR(row.planned, row.spent + row.unspent(), 1e-12) << where;
      EXPECT_EQ(row.why.empty(), row.unspent() == 0.0) << where;
      const std::string_view lever = model::levers()[row.lever].name;
      EXPECT_TRUE(row.why.empty() || lever == "intensive_support" || lever == "shared_care")
          << where << ": " << row.why;
      ++rows;
    }
  }
  EXPECT_GT(rows, 500U);
}

} // namespace
} // namespace headwater::tests
