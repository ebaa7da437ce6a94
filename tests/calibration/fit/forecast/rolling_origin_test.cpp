#include "calibration/fit/forecast/rolling_origin.hpp"

#include "calibration/fit/forecast/score_table.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace headwater::calibration {
namespace {

using headwater::tests::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

const std::string history_header =
    "series,year,period,basis,value,low,high,unit,used,vintage,published,origin,source,note\n";

std::string july_count(int year, const std::string& value, const std::string& vintage, const std::string& published) {
  const std::string y = std::to_string(year);
  return "looked_after," + y + "," + y + "-07-31,stock," + value + ",children,fit," + vintage + "," + published +
         ",published,own:a test,\n";
}

Published read_history(const std::string& rows) {
  const TemporaryFolder folder;
  return read_published(folder.write("p.csv", history_header + rows)).value.value();
}

// 2014 is revised long after: an origin of 2015 knows 100, what came later is scored as revised.
const std::string history = july_count(2013, "90,,", "first", "2014") + july_count(2014, "100,,", "first", "2015") +
                            july_count(2014, "500,,", "revised", "2018") + july_count(2015, "110,,", "first", "2016") +
                            july_count(2016, "120,,", "first", "2017") + july_count(2017, "125,,", "first", "2018") +
                            july_count(2017, "130,,", "revised", "2019") + july_count(2018, ",1,4", "first", "2019") +
                            july_count(2021, "160,,", "first", "2022");

TEST(RollingOrigin, AForecasterSeesNothingOfWhatCameLater) {
  const Published published = read_history(history);
  std::vector<Training> given;
  const Forecaster watcher = [&given](const Training& training) {
    given.push_back(training);
    return std::vector<std::optional<Prediction>>(training.targets.size(), Prediction::normal(1.0, 1.0));
  };
  const std::vector<HeldOut> forecasts =
      rolling_origin(published, {.origins = july_origins(2015, 2016), .horizons = 5}, {{"watcher", watcher}});
  ASSERT_EQ(given.size(), 2U);
  const Training& first = given[0];
  EXPECT_EQ(first.origin.known_on, (Day{2016, 12, 31}));
  std::vector<double> values;
  for (const PublishedFigure& figure : first.figures) {
    values.push_back(figure.value.value());
    EXPECT_LE(figure.known_from, first.origin.known_on);
    EXPECT_LE(figure.period.last, (Day{2015, 7, 31}));
  }
  EXPECT_THAT(values, ElementsAre(90.0, 100.0, 110.0));
  // Outcomes in their last vintage; 2018 is suppressed and none; 2021 is 6 years on from 2015, 5 from 2016.
  std::vector<double> outcomes;
  std::vector<int> horizons;
  for (const HeldOut& forecast : forecasts) {
    outcomes.push_back(forecast.outcome);
    horizons.push_back(forecast.horizon);
    EXPECT_EQ(forecast.covid, forecast.year == 2021);
    EXPECT_EQ(forecast.year, forecast.origin + forecast.horizon);
  }
  EXPECT_THAT(outcomes, ElementsAre(120.0, 130.0, 130.0, 160.0));
  EXPECT_THAT(horizons, ElementsAre(1, 2, 1, 5));
}

TEST(RollingOrigin, TheSecondLookLetsRevisionsIn) {
  const Published published = read_history(history);
  double of_2014 = 0.0;
  const Forecaster watcher = [&of_2014](const Training& training) {
    of_2014 = training.figures.at(1).value.value();
    return std::vector<std::optional<Prediction>>(training.targets.size());
  };
  rolling_origin(published, {.origins = july_origins(2015, 2015), .knowledge = Knowledge::latest}, {{"", watcher}});
  EXPECT_EQ(of_2014, 500.0);
}

TEST(RollingOrigin, RefusesAForecasterThatMiscounts) {
  const Forecaster silent = [](const Training&) { return std::vector<std::optional<Prediction>>(); };
  EXPECT_THROW(rolling_origin(read_history(history), {.origins = july_origins(2015, 2015)}, {{"silent", silent}}),
               std::invalid_argument);
}

// 31 March is no year before 31 July; a gap ends the run; a suppressed figure is a gap.
TEST(RollingOrigin, RunsAreUnbrokenYears) {
  const auto run_of = [](const std::string& rows) {
    const Training training{{2020, {2030, 1, 1}}, as_known_now(read_history(rows)), {}};
    return yearly_run(training, "looked_after");
  };
  const std::string march = "looked_after,2012,2012-03-31,stock,80,,,children,-,first,2013,published,own:a test,\n";
  EXPECT_THAT(
      run_of(march + july_count(2013, "90,,", "first", "2014") + july_count(2014, "100,,", "first", "2015")).figures,
      ElementsAre(90.0, 100.0));
  EXPECT_THAT(run_of(history).figures, ElementsAre(160.0));
  EXPECT_EQ(run_of(history).last_year, 2021);
  const std::string suppressed = july_count(2013, "90,,", "first", "2014") + july_count(2014, ",1,4", "first", "2015") +
                                 july_count(2015, "110,,", "first", "2016");
  EXPECT_THAT(run_of(suppressed).figures, ElementsAre(110.0));
  EXPECT_TRUE(
      run_of("starts,2019,2018-08..2019-07,flow,4,,,children,fit,first,2020,published,own:a test,\n").figures.empty());
}

// The last figure known at the origin may be years old: the lead is counted from it.
TEST(RollingOrigin, BenchmarksCountFromTheLastFigureKnown) {
  const Published published =
      read_history(july_count(2012, "90,,", "first", "2013") + july_count(2013, "100,,", "first", "2014") +
                   july_count(2016, "130,,", "first", "2017"));
  const std::vector<HeldOut> forecasts =
      rolling_origin(published, {.origins = july_origins(2015, 2015)}, benchmark_forecasters());
  ASSERT_EQ(forecasts.size(), 3U);
  EXPECT_EQ(forecasts[0].forecaster, "random walk");
  EXPECT_EQ(forecasts[0].horizon, 1);
  EXPECT_EQ(forecasts[0].prediction->median(), 100.0);
  EXPECT_NEAR(forecasts[0].prediction->interval(0.8).high, 100.0 + 1.2815515655446004 * 10.0 * std::sqrt(3.0), 1e-9);
  EXPECT_FALSE(forecasts[1].prediction); // drift wants three figures
  EXPECT_FALSE(forecasts[2].prediction); // ETS wants five
}

/// Forecasts of the outcome moved by a share, with a spread.
Forecaster off_by(double share, const std::map<int, double>& outcomes) {
  return [share, outcomes](const Training& training) {
    std::vector<std::optional<Prediction>> predictions;
    for (const Target& target : training.targets) {
      predictions.emplace_back(Prediction::normal(outcomes.at(target.year) * (1.0 + share), 5.0));
    }
    return predictions;
  };
}

const std::map<int, double> known_outcomes{{2016, 120.0}, {2017, 130.0}, {2021, 160.0}};

std::vector<HeldOut> contest() {
  const Forecaster only_2017 = [](const Training& training) {
    std::vector<std::optional<Prediction>> predictions;
    for (const Target& target : training.targets) {
      predictions.push_back(target.year == 2017 ? std::optional(Prediction::ensemble({100.0, 110.0, 131.0}))
                                                : std::nullopt);
    }
    return predictions;
  };
  return rolling_origin(
      read_history(history), {.origins = july_origins(2015, 2016)},
      {{"good", off_by(0.01, known_outcomes)}, {"bad", off_by(0.20, known_outcomes)}, {"shy", only_2017}});
}

TEST(ScoreTable, ALossIsALoss) {
  const std::vector<ScoreRow> rows = score_table(contest());
  const auto row = [&rows](const std::string& forecaster, ScoredYears years, int horizon, const std::string& series) {
    for (const ScoreRow& one : rows) {
      if (one.forecaster == forecaster && one.years == years && one.horizon == horizon && one.series == series) {
        return one;
      }
    }
    throw std::out_of_range("no such row");
  };
  const ScoreRow good = row("good", ScoredYears::other, 0, "");
  const ScoreRow bad = row("bad", ScoredYears::other, 0, "");
  const ScoreRow shy = row("shy", ScoredYears::other, 0, "");
  EXPECT_EQ(good.scores.count, 3U); // 2016 and 2017 from 2015, 2017 from 2016
  EXPECT_EQ(good.comparisons[0].with, "bad");
  EXPECT_EQ(good.comparisons[0].verdict, Verdict::wins);
  EXPECT_EQ(bad.comparisons[0].verdict, Verdict::loses);
  EXPECT_LT(bad.comparisons[0].skill, 0.0);
  EXPECT_EQ(bad.comparisons[0].crps_per_cent, good.comparisons[0].other_crps_per_cent);
  // Held against who said nothing of 2016, only 2017 counts.
  EXPECT_EQ(shy.silent, 1U);
  EXPECT_EQ(shy.scores.count, 2U);
  EXPECT_EQ(good.comparisons[1].count, 2U);
  EXPECT_NEAR(good.comparisons[1].crps_per_cent, 100.0 * normal_crps(131.3, 5.0, 130.0) / 130.0, 1e-12);
  // 2021 stands apart.
  EXPECT_EQ(row("good", ScoredYears::covid, 0, "").scores.count, 1U);
  EXPECT_EQ(row("shy", ScoredYears::covid, 0, "").comparisons[0].verdict, Verdict::not_compared);
  EXPECT_EQ(row("good", ScoredYears::other, 2, "").scores.count, 1U);
  EXPECT_EQ(row("good", ScoredYears::other, 0, "looked_after").scores.count, 3U);
}

TEST(ScoreTable, OneLineSaysWhoWonAndWhoLost) {
  const std::vector<ScoreRow> rows = score_table(contest());
  const std::string bad = one_line_score(rows, "bad");
  EXPECT_THAT(bad, HasSubstr("Hold-out, 1 to 5 years ahead, 2020-22 apart: loses to good (CRPS "));
  EXPECT_THAT(bad, HasSubstr(", 3 forecasts), loses to shy (CRPS "));
  EXPECT_THAT(bad, HasSubstr("; 80% intervals held 0%, 95% intervals 0%"));
  EXPECT_THAT(one_line_score(rows, "good"), HasSubstr("beats bad (CRPS "));
  EXPECT_THROW(one_line_score(rows, "nobody"), std::invalid_argument);
}

TEST(ScoreTable, IsATextWithARowForEachComparison) {
  const std::string text = score_csv(score_table(contest()));
  EXPECT_THAT(text, HasSubstr("years,horizon,series,forecaster,forecasts,said_nothing,"));
  EXPECT_THAT(text, HasSubstr("\nother,all,all,good,3,0,,")); // no unit over all series
  EXPECT_THAT(text, HasSubstr("\n2020-22,all,all,shy,0,1,,,,,,,,,,good,0,,,,\n"));
  std::set<std::size_t> commas;
  std::size_t count = 0;
  for (const char c : text) {
    count += c == ',' ? 1 : 0;
    if (c == '\n') {
      commas.insert(count);
      count = 0;
    }
  }
  EXPECT_THAT(commas, ElementsAre(20U));
}

// The published history, 31 July 2015 to 2019: how many figures the benchmarks could foresee, as
// calibration/data/README.md says, with what was known and with what is known now.
TEST(RollingOrigin, TheBenchmarksForeseeThePublishedHistory) {
  const Published published = read_published(HEADWATER_SOURCE_DIR "/calibration/data/published.csv").value.value();
  const auto foreseen = [&published](Knowledge knowledge) {
    const std::vector<HeldOut> forecasts = rolling_origin(
        published, {.origins = july_origins(2015, 2019), .knowledge = knowledge}, benchmark_forecasters());
    std::vector<std::size_t> counts;
    for (const ScoreRow& row : score_table(forecasts)) {
      if (row.series.empty() && row.horizon == 0 && row.years == ScoredYears::other) {
        EXPECT_EQ(row.scores.count + row.silent, 158U) << row.forecaster;
        counts.push_back(row.scores.count);
      }
    }
    return counts;
  };
  EXPECT_THAT(foreseen(Knowledge::as_known), ElementsAre(23U, 12U, 2U));
  EXPECT_THAT(foreseen(Knowledge::latest), ElementsAre(108U, 85U, 61U));
}

} // namespace
} // namespace headwater::calibration
