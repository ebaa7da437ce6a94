// Bands on charts, and what titles may claim of draws.
#include "outputs/charts/echarts_engine.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/pictures/by_scenario.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/pictures/title_words.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr double narrow = 1e-3;
constexpr double wide = 1e5;

Booklet plan_with_draws(double levels, double changes) {
  return tests::with_draws(tests::booklet_of({"keep-the-promise"}), levels, changes);
}

TEST(Bands, ShareOfModelRunsInWords) {
  EXPECT_EQ(of_model_runs(0.0), "no model run");
  EXPECT_EQ(of_model_runs(0.01), "fewer than 1 in 20 model runs");
  EXPECT_EQ(of_model_runs(0.06), "1 of 10 model runs");
  EXPECT_EQ(of_model_runs(0.71), "7 of 10 model runs");
  EXPECT_EQ(of_model_runs(0.95), "9 of 10 model runs");
  EXPECT_EQ(of_model_runs(0.96), "more than 19 in 20 model runs");
  EXPECT_EQ(of_model_runs(1.0), "every model run");
}

TEST(TitleRule, AClaimStandsWhereNineInTenRunsLieOnItsSide) {
  const Spread lower{-9, -7, -5, -3, -1, 0.02, 0.98, 100};
  const Spread either{-9, -7, -5, -1, 3, 0.3, 0.7, 100};
  EXPECT_TRUE(standing_of(&lower, -5.0).stands);
  EXPECT_EQ(standing_of(&lower, -4.0).said, -5.0) << "the median, and not the central value";
  EXPECT_EQ(standing_of(&lower, 5.0).said, -5.0) << "also where that is on the other side of 0";
  EXPECT_EQ(standing_of(nullptr, -5.0).said, -5.0);
  EXPECT_FALSE(standing_of(&either, -5.0).stands);
  EXPECT_TRUE(standing_of(nullptr, -5.0).stands) << "nothing was drawn";
  EXPECT_EQ(could_be(standing_of(&either, -5.0)), "could be lower or higher: lower in 7 of 10 model runs");
}

TEST(TitleRule, WithoutChangesTheTwoBandsCount) {
  Booklet booklet = plan_with_draws(narrow, narrow);
  const FiscalYear year{2035}; // no year of the summary: changes are not kept
  EXPECT_TRUE(standing_of(booklet, booklet.runs[1], "looked_after", year, -1.0).stands);
  booklet = plan_with_draws(wide, narrow);
  EXPECT_FALSE(standing_of(booklet, booklet.runs[1], "looked_after", year, -1.0).stands);
  EXPECT_EQ(could_be(standing_of(booklet, booklet.runs[1], "looked_after", year, -1.0)), "could be lower or higher");
}

TEST(TitleRule, TitlesClaimWhatTheDrawsBearOutAndNoMore) {
  const Booklet plain = tests::booklet_of({"keep-the-promise"});
  // Levels that overlap do not matter where the change in the same draw is clear.
  const Booklet clear = plan_with_draws(wide, narrow);
  EXPECT_EQ(children_away_chart(clear).title, children_away_chart(plain).title);
  EXPECT_EQ(harm_chart(clear).title, harm_chart(plain).title);
  EXPECT_EQ(failure_demand_chart(clear).title, failure_demand_chart(plain).title);

  const Booklet open = plan_with_draws(narrow, wide);
  EXPECT_THAT(children_away_chart(open).title,
              AllOf(HasSubstr("could be lower or higher: lower in 5 of 10 model runs"), Not(HasSubstr("fewer with"))));
  EXPECT_THAT(harm_chart(open).title,
              AllOf(HasSubstr("harm at home could be lower or higher"), Not(HasSubstr("falls"))));
  EXPECT_THAT(failure_demand_chart(open).title, AllOf(HasSubstr("could be lower or higher"), Not(HasSubstr("lowers"))));
  EXPECT_THAT(net_position_chart(open).title, HasSubstr("could be worse off or better off"));
  EXPECT_THAT(cost_change_chart(open).title, HasSubstr("everything else could be cheaper or dearer"));
  EXPECT_THAT(pockets_chart(open).title, HasSubstr("the cost of all else to councils could be lower or higher"));
  EXPECT_EQ(cost_change_chart(clear).title, cost_change_chart(plain).title);
  EXPECT_EQ(pockets_chart(clear).title, pockets_chart(plain).title);
}

TEST(TitleRule, WhereNoDrawWasKeptATitleSaysItSpeaksOfCentralValues) {
  Booklet booklet = plan_with_draws(narrow, narrow);
  booklet.findings.ensemble->numbers.clear();
  booklet.findings.ensemble->measured.clear();
  EXPECT_THAT(cost_change_chart(booklet).title, StartsWith("With central values, "));
  EXPECT_THAT(failure_demand_chart(booklet).title, StartsWith("With central values, "));
  EXPECT_THAT(harm_chart(booklet).title, HasSubstr(" and central values, "));
  EXPECT_THAT(pockets_chart(booklet).title, StartsWith("With central values and "));
  for (const Chart& chart : {cost_change_chart(booklet), failure_demand_chart(booklet), harm_chart(booklet)}) {
    EXPECT_THAT(chart.subtitle, Not(HasSubstr("whiskers"))) << chart.name;
    EXPECT_THAT(chart.source, HasSubstr("draws of this study are not shown here")) << chart.name;
  }
}

TEST(Whiskers, OfABarReachAsFarAsItsDraws) {
  const Booklet booklet = plan_with_draws(narrow, 1000.0);
  const Chart cost = cost_change_chart(booklet);
  const Spread& spread = *spread_of_span(booklet.findings, booklet.runs, booklet.runs[1], "all_cost");
  ASSERT_THAT(cost.table.columns, AllOf(Contains("Total, p05"), Contains("Total, p95"), Contains("Total, draws")));
  EXPECT_EQ(cost.table.rows[0].end()[-3], plain_number(spread.p05 / 1e6));
  EXPECT_EQ(cost.table.rows[0].end()[-2], plain_number(spread.p95 / 1e6));
  EXPECT_EQ(cost.table.rows[0].end()[-1], "998");
  EXPECT_THAT(cost.subtitle, HasSubstr("whiskers: 9 in 10 of 998 model runs, 100 parameters varied"));
  EXPECT_LE(cost.option["xAxis"]["min"].get<double>(), spread.p05 / 1e6);
  EXPECT_GE(cost.option["xAxis"]["max"].get<double>(), spread.p95 / 1e6);
  const Chart harm = harm_chart(booklet);
  EXPECT_THAT(harm.table.columns, AllOf(Contains("Harm at home, p05"), Contains("Harm from separation, p95")));
}

TEST(Whiskers, AreNotDrawnWithoutDraws) {
  const Booklet booklet = tests::booklet_of({"keep-the-promise"});
  for (const Chart& chart :
       {cost_change_chart(booklet), failure_demand_chart(booklet), harm_chart(booklet), pockets_chart(booklet)}) {
    EXPECT_THAT(chart.subtitle, Not(HasSubstr("whiskers"))) << chart.name;
    EXPECT_THAT(chart.table.columns, Not(Contains(HasSubstr("p05")))) << chart.name;
  }
}

/// The polygons of a chart.
std::vector<nlohmann::ordered_json> bands_of(const Chart& chart) {
  std::vector<nlohmann::ordered_json> bands;
  for (const auto& series : chart.option["series"]) {
    if (series["type"] == "custom") {
      bands.push_back(series);
    }
  }
  return bands;
}

TEST(Bands, LieWhereTheDrawsLie) {
  const Booklet booklet = plan_with_draws(1000.0, narrow);
  const Chart chart = children_away_chart(booklet);
  const auto bands = bands_of(chart);
  ASSERT_EQ(bands.size(), 2U);
  EXPECT_EQ(bands[0]["itemStyle"]["color"], "#b5cfe6");
  EXPECT_EQ(bands[1]["itemStyle"]["color"], "#5b93c4");
  const Spread& spread = *booklet.findings.ensemble->of(1, "looked_after_away", {booklet.runs.horizon});
  EXPECT_EQ(bands[0]["data"].back(), nlohmann::ordered_json({booklet.runs.horizon * 1.0, spread.p05, spread.p95}));
  EXPECT_EQ(bands[1]["data"].back(), nlohmann::ordered_json({booklet.runs.horizon * 1.0, spread.p25, spread.p75}));
  EXPECT_EQ(bands[0]["data"].size(), july_years(booklet.runs).size());
  EXPECT_THAT(chart.subtitle, HasSubstr("bands: 5 in 10 and 9 in 10 of 998 model runs, 100 parameters varied"));
  EXPECT_THAT(chart.source, HasSubstr("2 broke down"));
  EXPECT_THAT(chart.alt_text, HasSubstr("in 2046, 9 in 10 model runs lie between"));
  EXPECT_THAT(chart.table.columns, AllOf(Contains("Keep the Promise, p05"), Contains("Continue as now, p95")));
  EXPECT_EQ(chart.table.rows[0].size(), 1U + 2U * 7U + 1U);
}

TEST(Bands, AreNotDrawnWithoutDraws) {
  const Booklet booklet = tests::booklet_of({"keep-the-promise"});
  for (const Chart& chart : {children_away_chart(booklet), net_position_chart(booklet), placements_chart(booklet)}) {
    EXPECT_TRUE(bands_of(chart).empty()) << chart.name;
    EXPECT_THAT(chart.subtitle, Not(HasSubstr("bands"))) << chart.name;
  }
}

TEST(Bands, OfSoFewDrawsThatThereIsNo9In10AreNotDrawn) {
  Booklet booklet = plan_with_draws(1000.0, 1000.0);
  booklet.findings.ensemble->made.count = 10;
  booklet.findings.ensemble->failed_draws.clear();
  const auto thin = [](auto& spreads) {
    for (auto& [key, spread] : spreads) {
      spread.p05 = spread.p95 = std::nan("");
    }
  };
  thin(booklet.findings.ensemble->numbers);
  thin(booklet.findings.ensemble->measured);
  for (const Chart& chart : draw_pictures(booklet)) {
    EXPECT_TRUE(bands_of(chart).empty()) << chart.name;
    EXPECT_THAT(chart.subtitle + chart.alt_text, AllOf(Not(HasSubstr("9 in 10")), Not(HasSubstr("nan")))) << chart.name;
    EXPECT_THAT(chart.table.columns, Not(Contains(HasSubstr("p05")))) << chart.name;
  }
  EXPECT_THAT(children_away_chart(booklet).source, HasSubstr("draws of this study are not shown here"));
}

TEST(Bands, EveryChartIsDrawnAndNeverForetells) {
  EchartsEngine engine;
  for (const Booklet& booklet :
       {plan_with_draws(1000.0, 1000.0), tests::with_draws(tests::booklet_of({}), 1000.0, 1000.0),
        tests::with_draws(tests::booklet_of({"cuts"}, {.horizon = 2027}), 1000.0, 1000.0)}) {
    for (const Chart& chart : draw_pictures(booklet)) {
      EXPECT_THAT(engine.svg(chart), HasSubstr("</svg>")) << chart.name;
      for (const std::string& words : {chart.title, chart.subtitle, chart.source, chart.alt_text}) {
        EXPECT_THAT(words, AllOf(Not(HasSubstr("forecast")), Not(HasSubstr("confiden")))) << chart.name;
      }
      EXPECT_THAT(chart.source, Not(HasSubstr("no uncertainty"))) << chart.name;
    }
  }
}

TEST(BreakEven, SaysHowOftenThePlanHasPaidBack) {
  const Booklet booklet = plan_with_draws(1.0, 1.0);
  const Chart chart = break_even_chart(booklet);
  EXPECT_EQ(chart.title, "“Keep the Promise” has paid back by 2045-46 in 7 of 10 model runs");
  EXPECT_EQ(chart.option["yAxis"]["max"], 100);
  EXPECT_EQ(chart.option["yAxis"]["min"], 0);
  EXPECT_EQ(chart.table.columns, (std::vector<std::string>{"Year", "Keep the Promise"}));
  EXPECT_EQ(chart.table.rows.back(), (std::vector<std::string>{"2046", "71"}));
  EXPECT_EQ(chart.table.rows[1], (std::vector<std::string>{"2027", "0"}));
}

} // namespace
} // namespace headwater::outputs
