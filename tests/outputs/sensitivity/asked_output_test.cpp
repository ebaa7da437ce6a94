// Goals on outputs that a run may have no value of.
#include "outputs/sensitivity/asked_output.hpp"

#include "outputs/sensitivity/sensitivity_findings.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>

namespace headwater::outputs {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr double infinite = std::numeric_limits<double>::infinity();

Goal goal(Comparing comparing, double bound) {
  return {{"bcr", OutputKind::measure, false, "ratio"}, comparing, bound, "a goal"};
}

TEST(Goals, WithoutAValueAreMissedWhicheverWayTheyPoint) {
  for (const double none : {std::nan(""), infinite, -infinite}) {
    for (const Comparing comparing : {Comparing::less, Comparing::at_most, Comparing::more, Comparing::at_least}) {
      EXPECT_FALSE(goal(comparing, 1.0).met_by(none)) << none;
    }
  }
  EXPECT_TRUE(goal(Comparing::at_least, 1.0).met_by(1.0));
  EXPECT_FALSE(goal(Comparing::more, 1.0).met_by(1.0));
}

// The last run failed: it tells nothing. Every other is a point, however many goals there are.
TEST(Goals, OneMoreCanOnlyAddMisses) {
  const std::vector<std::vector<double>> rows{{2.0, 1.0},       {2.0, std::nan("")}, {0.5, 3.0},
                                              {2.0, -infinite}, {0.5, std::nan("")}, {}};
  const std::vector<Goal> both{goal(Comparing::more, 1.0), goal(Comparing::less, 2.0)};
  using Missed = std::vector<std::optional<bool>>;
  EXPECT_EQ(missed({both.front()}, rows), (Missed{false, false, true, false, true, {}}));
  EXPECT_EQ(missed(both, rows), (Missed{false, true, true, true, true, {}}));
}

TEST(SensitivityFindings, SayHowManyRunsHaveNoValue) {
  SensitivityFindings findings{.scenario = "",
                               .baseline = "",
                               .of = goal(Comparing::less, 1.0).output,
                               .decision = goal(Comparing::less, 1.0).output,
                               .assumptions = Assumptions({}, {}),
                               .tornado = {},
                               .morris = {},
                               .alone = {},
                               .sobol = {},
                               .switches = {},
                               .goals = {},
                               .discovery = {},
                               .runs = {{"Morris", 1000, 0, "", 300}, {"Sobol", 500, 0, "", 12}}};
  EXPECT_EQ(runs_in_words(findings), "1,500 runs with and without the plan; none broke down. Left out because there is "
                                     "no benefit-cost ratio (public purse) in them: 312 runs.");
  findings.tornado.at_centre = std::nan("");
  EXPECT_THAT(tornado_title(findings), StartsWith("There is no benefit-cost ratio (public purse) with central values"));
  findings.runs.pop_back();
  findings.runs.front().without_value = 0;
  EXPECT_THAT(runs_in_words(findings), Not(HasSubstr("Left out")));
}

} // namespace
} // namespace headwater::outputs
