// Every picture can be drawn for every booklet, whatever its scenarios are called and however short it is.
#include "outputs/pictures/pictures.hpp"

#include "outputs/charts/echarts_engine.hpp"
#include "outputs/charts/unicode.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

namespace headwater::outputs {
namespace {

using testing::ElementsAreArray;
using testing::HasSubstr;

std::vector<std::string> names_of(const std::vector<Chart>& charts) {
  std::vector<std::string> names;
  for (const Chart& chart : charts) {
    names.push_back(chart.name);
  }
  return names;
}

const char* const with_one_run[] = {"children-away",    "children-at-home", "placements",
                                    "preventive-share", "cost-by-category", "family-flows"};
const char* const compared[] = {"children-away",    "children-at-home",   "placements",     "harm",
                                "net-position",     "who-pays-who-saves", "failure-demand", "cost-change",
                                "preventive-share", "cost-by-category",   "family-flows"};
const char* const explained[] = {"children-away", "children-at-home",    "placements",         "harm",
                                 "net-position",  "difference-by-lever", "who-pays-who-saves", "failure-demand",
                                 "cost-change",   "preventive-share",    "cost-by-category",   "family-flows"};
const char* const all[] = {"children-away",  "children-at-home", "placements",          "harm",
                           "net-position",   "break-even",       "difference-by-lever", "who-pays-who-saves",
                           "failure-demand", "cost-change",      "preventive-share",    "cost-by-category",
                           "family-flows"};

/// The booklet with a difference of its second run, of so many GBP by each of two levers.
Booklet with_difference(Booklet booklet, double first, double second) {
  PlanDifference difference{1, booklet.runs[0].id, booklet.runs[1].id, {}, {}, {}, false};
  difference.changes = {{PlanChange::Kind::lever, 0, "universal_support"},
                        {PlanChange::Kind::lever, 1, "decision_practice"}};
  difference.outputs = {{"net_position_cumulative", "GBP", "2045-46", {2045}}};
  difference.attributions = {{first + second, 0.0, {{first, 2e6, first, first}, {second, 0.0, second, second}}}};
  booklet.findings.difference = difference;
  return booklet;
}

EchartsEngine& engine() {
  static EchartsEngine shared;
  return shared;
}

/// Draws every chart, and looks at what each of them must carry.
std::vector<std::string> drawn(const Booklet& booklet) {
  const std::vector<Chart> charts = draw_pictures(booklet);
  for (const Chart& chart : charts) {
    EXPECT_THAT(engine().svg(chart), HasSubstr("</svg>")) << chart.name;
    EXPECT_THAT(chart.subtitle, HasSubstr(booklet.runs.area)) << chart.name;
    EXPECT_THAT(chart.source, HasSubstr("Run " + booklet.run_code)) << chart.name;
    EXPECT_THAT(chart.alt_text, HasSubstr(chart.title)) << chart.name;
    EXPECT_FALSE(chart.table.rows.empty()) << chart.name;
    for (const auto& row : chart.table.rows) {
      EXPECT_EQ(row.size(), chart.table.columns.size()) << chart.name << testing::PrintToString(row);
    }
  }
  return names_of(charts);
}

TEST(DrawPictures, TwelveScenarios) {
  EXPECT_THAT(drawn(tests::booklet_of(tests::shipped_ids())), ElementsAreArray(compared));
}

TEST(DrawPictures, ACouncil) {
  EXPECT_THAT(drawn(tests::booklet_of({"keep-the-promise"}, {.area = "Moray"})), ElementsAreArray(compared));
}

TEST(DrawPictures, OneBaselineHasNothingToBeComparedWith) {
  EXPECT_THAT(drawn(tests::booklet_of({})), ElementsAreArray(with_one_run));
}

TEST(DrawPictures, ShortRuns) {
  EXPECT_THAT(drawn(tests::booklet_of({"cuts"}, {.horizon = 2027})), ElementsAreArray(compared));
  for (const int horizon : {2028, 2030, 2040, 2041}) {
    const Booklet booklet = tests::booklet_of({"cuts"}, {.horizon = horizon});
    EXPECT_THAT(names_of(draw_pictures(booklet)), ElementsAreArray(compared)) << horizon;
  }
}

TEST(DrawPictures, ADifferenceStepsFromZeroToItsTotal) {
  const Booklet booklet = with_difference(tests::booklet_of({"cuts"}), 90e6, -30e6);
  EXPECT_THAT(drawn(booklet), ElementsAreArray(explained));
  const Chart chart = difference_chart(booklet);
  EXPECT_THAT(chart.title, HasSubstr("£60 million better off"));
  EXPECT_THAT(chart.title, HasSubstr("“Universal support” adds most, £90 million"));
  EXPECT_THAT(chart.subtitle, Not(HasSubstr("Decision practice carries no"))) << "it is charged";
  ASSERT_EQ(chart.table.rows.size(), 3U);
  EXPECT_EQ(chart.table.rows[2][1], "60");
}

TEST(DrawPictures, ADifferenceMayBeBelowZeroThroughout) {
  EXPECT_THAT(difference_chart(with_difference(tests::booklet_of({"cuts"}), -1e6, -2e6)).title,
              HasSubstr("£3.0 million worse off"));
}

TEST(DrawPictures, HostileNamesStandAsTheyAre) {
  const std::string hostile = "=1+1 <script>alert(\"x\")</script> & {b} @thousands";
  const Booklet booklet = tests::with_twin(tests::booklet_of({}, {.horizon = 2030}), "=1+1", hostile);
  std::size_t named = 0;
  for (const Chart& chart : draw_pictures(booklet)) {
    if (chart.title.find(hostile) != std::string::npos) {
      const std::string svg = engine().svg(chart);
      EXPECT_THAT(svg, testing::Not(HasSubstr("<script"))) << chart.name;
      EXPECT_THAT(svg, HasSubstr(escape_xml(hostile))) << chart.name;
      ++named;
    }
  }
  EXPECT_GT(named, 0U);
}

TEST(DrawPictures, AreListedByTheirFileNames) {
  std::vector<std::string> listed;
  for (const Picture& picture : pictures()) {
    listed.emplace_back(picture.name);
    EXPECT_FALSE(picture.shows.empty()) << picture.name;
  }
  EXPECT_THAT(listed, ElementsAreArray(all));
}

} // namespace
} // namespace headwater::outputs
