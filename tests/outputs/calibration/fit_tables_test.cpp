// The tables of a calibration folder: columns as promised, numbers as they were found, nothing where nothing was.
#include "outputs/calibration/fit_tables.hpp"

#include "outputs/calibration/judgements.hpp"
#include "outputs/charts/csv_text.hpp"
#include "tests/outputs/calibration/made_up_record.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <stdexcept>

namespace headwater::outputs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;
using tests::drawn_record;
using tests::estimated_record;

using Row = std::vector<std::string>;

std::size_t column_of(const Table& table, const std::string& name) {
  const auto found = std::find(table.columns.begin(), table.columns.end(), name);
  if (found == table.columns.end()) {
    throw std::invalid_argument("no column " + name);
  }
  return static_cast<std::size_t>(found - table.columns.begin());
}

/// The one row in which these columns have these words.
const Row& row_where(const Table& table, const std::vector<std::pair<std::string, std::string>>& words) {
  const Row* found = nullptr;
  for (const Row& row : table.rows) {
    if (std::all_of(words.begin(), words.end(),
                    [&](const auto& word) { return row[column_of(table, word.first)] == word.second; })) {
      EXPECT_EQ(found, nullptr) << "two rows";
      found = &row;
    }
  }
  if (found == nullptr) {
    throw std::invalid_argument("no such row");
  }
  return *found;
}

double number_in(const Table& table, const Row& row, const std::string& column) {
  return std::stod(row[column_of(table, column)]);
}

TEST(FitTable, HasTheColumnsThatAreAPromise) {
  EXPECT_THAT(csv_text(fit_table(drawn_record())),
              StartsWith("series,year,observed,fitted,p05,p95,used,unit,low,high,p25,p50,p75,draws,trusted\r\n"));
}

TEST(FitTable, SaysWhatWasPublishedFittedAndDrawn) {
  const Table table = fit_table(drawn_record());
  ASSERT_EQ(table.rows.size(), 10U);
  const Row& row = row_where(table, {{"series", "looked_after"}, {"year", "2018"}});
  EXPECT_EQ(row[column_of(table, "observed")], "14554");
  EXPECT_EQ(row[column_of(table, "fitted")], "14500");
  EXPECT_EQ(row[column_of(table, "used")], "fit");
  EXPECT_EQ(row[column_of(table, "trusted")], "no");
  // Of 101 even draws from 0.9 to 1.1 times 14,500.
  EXPECT_NEAR(number_in(table, row, "p05"), 0.91 * 14500.0, 1e-9);
  EXPECT_NEAR(number_in(table, row, "p25"), 0.95 * 14500.0, 1e-9);
  EXPECT_NEAR(number_in(table, row, "p50"), 14500.0, 1e-9);
  EXPECT_NEAR(number_in(table, row, "p75"), 1.05 * 14500.0, 1e-9);
  EXPECT_NEAR(number_in(table, row, "p95"), 1.09 * 14500.0, 1e-9);
  EXPECT_EQ(row_where(table, {{"series", "looked_after"}, {"year", "2020"}})[column_of(table, "used")], "holdout");
}

TEST(FitTable, ASuppressedFigureHasBoundsAndNoValue) {
  const Table table = fit_table(drawn_record());
  const Row& row = row_where(table, {{"series", "looked_after_at_home"}, {"year", "2018"}});
  EXPECT_EQ(row[column_of(table, "observed")], "");
  EXPECT_EQ(row[column_of(table, "low")], "3500");
  EXPECT_EQ(row[column_of(table, "high")], "3600");
}

TEST(FitTable, WithoutAPosteriorPercentilesAreEmpty) {
  const Table table = fit_table(estimated_record());
  for (const Row& row : table.rows) {
    for (const char* column : {"p05", "p25", "p50", "p75", "p95"}) {
      EXPECT_EQ(row[column_of(table, column)], "");
    }
    EXPECT_EQ(row[column_of(table, "trusted")], "yes");
  }
}

TEST(FitTable, DrawsOfWhichNoneIsANumberAreNone) {
  FitRecord record = drawn_record();
  record.findings.series[0].figures[0].predicted = {std::nan(""), std::nan("")};
  EXPECT_EQ(fit_table(record).rows[0][4], "");
}

// Draws lie evenly from 0.9 to 1.1 times the model, so every share of them holds what the wider ones hold.
TEST(CoverageTable, HasARowForEachSeriesWithSharesThatRise) {
  FitRecord record = drawn_record();
  judge(record);
  const Table table = coverage_table(record);
  EXPECT_THAT(table.columns, ElementsAre("series", "in_50", "in_80", "in_90", "in_95", "trusted"));
  ASSERT_EQ(table.rows.size(), record.findings.series.size());
  std::size_t covered = 0;
  for (const Row& row : table.rows) {
    for (std::size_t i = 2; i <= 4 && !row[1].empty(); ++i, ++covered) {
      EXPECT_GE(std::stod(row[i]), std::stod(row[i - 1])) << row[0];
    }
  }
  EXPECT_GT(covered, 0U);
}

TEST(ScoresTable, HasTheColumnsThatAreAPromise) {
  EXPECT_THAT(csv_text(scores_table(drawn_record())),
              StartsWith("series,origin,horizon,model,crps,coverage80,coverage95,years,forecasts,said_nothing,"
                         "crps_per_cent\r\n"));
}

TEST(ScoresTable, SingleScoresMeanThePooledOnes) {
  const FitRecord record = drawn_record();
  const Table table = scores_table(record);
  EXPECT_EQ(table.rows.size(), record.findings.scores.size() + record.forecasts.size());
  for (const char* model : {"Headwater", "random walk", "drift"}) {
    double sum = 0.0;
    double count = 0.0;
    for (const Row& row : table.rows) {
      if (row[1] != "all" && row[3] == model && !row[column_of(table, "crps")].empty()) {
        sum += number_in(table, row, "crps_per_cent");
        count += 1.0;
      }
    }
    const Row& pooled = row_where(table, {{"series", "all"}, {"origin", "all"}, {"horizon", "all"}, {"model", model}});
    EXPECT_NEAR(number_in(table, pooled, "crps_per_cent"), sum / count, 1e-12) << model;
    EXPECT_EQ(number_in(table, pooled, "forecasts"), count) << model;
    EXPECT_EQ(pooled[column_of(table, "crps")], "") << "children and pounds do not add";
  }
  const Row& one =
      row_where(table, {{"series", "looked_after"}, {"origin", "2016"}, {"horizon", "2"}, {"model", "drift"}});
  EXPECT_NEAR(number_in(table, one, "crps"), calibration::normal_crps(102.0, 3.0, 100.0), 1e-15);
  EXPECT_EQ(one[column_of(table, "coverage80")], "1");
}

TEST(ScoresTable, AForecasterThatSaidNothingHasNoScore) {
  const Table table = scores_table(drawn_record());
  const Row& row =
      row_where(table, {{"series", "adoptions"}, {"origin", "2016"}, {"horizon", "1"}, {"model", "drift"}});
  EXPECT_EQ(row[column_of(table, "crps")], "");
  EXPECT_EQ(row[column_of(table, "coverage80")], "");
  EXPECT_EQ(row[column_of(table, "said_nothing")], "1");
}

TEST(ScoreComparisonsTable, ALossIsALoss) {
  const Table table = score_comparisons_table(drawn_record());
  EXPECT_THAT(table.columns, ElementsAre("series", "horizon", "years", "model", "against", "compared", "crps_per_cent",
                                         "against_crps_per_cent", "skill", "verdict"));
  const Row& lost =
      row_where(table, {{"series", "looked_after"}, {"horizon", "all"}, {"model", "Headwater"}, {"against", "drift"}});
  EXPECT_EQ(lost[column_of(table, "verdict")], "loses");
  EXPECT_LT(number_in(table, lost, "skill"), 0.0);
  const Row& won = row_where(
      table, {{"series", "looked_after"}, {"horizon", "all"}, {"model", "Headwater"}, {"against", "random walk"}});
  EXPECT_EQ(won[column_of(table, "verdict")], "wins");
  EXPECT_EQ(row_where(table, {{"series", "adoptions"},
                              {"horizon", "all"},
                              {"model", "Headwater"},
                              {"against", "drift"}})[column_of(table, "verdict")],
            "not compared");
}

TEST(ParametersTable, HasTheColumnsThatAreAPromise) {
  EXPECT_THAT(csv_text(parameters_table(drawn_record())),
              StartsWith("name,value,sd,p05,p50,p95,contraction,verdict,rhat,ess_bulk,ess_tail,unit,posterior_mean,"
                         "posterior_sd,kind,prior_centre,prior_p05,prior_p50,prior_p95,trusted\r\n"));
}

TEST(ParametersTable, SaysTheEstimateAndThePosterior) {
  FitRecord record = drawn_record();
  const Table before = parameters_table(record);
  const Row& first = row_where(before, {{"name", "crisis_hazard_away"}});
  EXPECT_EQ(Row(first.begin(), first.begin() + 12), (Row{"crisis_hazard_away", "0.018", "0.001", "0.0225", "0.0251",
                                                         "0.028", "", "", "1.03", "1234.5", "987.25", "1/yr"}));
  EXPECT_EQ(row_where(before, {{"name", "foster_to_residential"}})[2], "inf");
  EXPECT_EQ(row_where(before, {{"name", "overdispersion_of_counts"}})[2], "");
  record.judgements = {{0.9, "identified"}, {0.5, "one-sided"}, {}, {}, {}};
  const Table after = parameters_table(record);
  EXPECT_EQ(after.rows[0][6], "0.9");
  EXPECT_EQ(after.rows[1][7], "one-sided");
  EXPECT_EQ(after.rows[2][6], "");
}

TEST(ParametersTable, PriorPercentilesAreThoseOfItsDistribution) {
  const Table table = parameters_table(drawn_record());
  const Row& normal = row_where(table, {{"name", "kinship_base_logit"}});
  // R 4.2.2, qnorm(0.95) = 1.644853626951473.
  EXPECT_NEAR(number_in(table, normal, "prior_p95"), -0.3 + 0.4 * 1.644853626951473, 1e-9);
  EXPECT_NEAR(number_in(table, normal, "prior_p50"), -0.3, 1e-9);
  const Row& log_normal = row_where(table, {{"name", "foster_to_residential"}});
  EXPECT_NEAR(number_in(table, log_normal, "prior_p05"), 0.0234 * std::exp(-1.644853626951473), 1e-9);
}

TEST(ShortTables, HaveNoColumnThatNobodyComputed) {
  FitRecord record = drawn_record();
  EXPECT_THAT(without_empty_columns(parameters_in_short(record)).columns, Not(testing::Contains("Contraction")));
  EXPECT_THAT(without_empty_columns(series_in_short(record)).columns, Not(testing::Contains("U_M")));
  record.judgements = {{0.9, "identified"}, {}, {}, {}, {}};
  record.statistics = {{}, {.theil_bias = 0.25}, {}, {}};
  EXPECT_THAT(without_empty_columns(parameters_in_short(record)).columns, testing::Contains("Contraction"));
  const Table series = without_empty_columns(series_in_short(record));
  EXPECT_THAT(series.columns, testing::Contains("U_M"));
  EXPECT_EQ(series.rows[1].back(), "0.25");
  EXPECT_THAT(series.columns, Not(testing::Contains("MAPE, %")));
}

TEST(FitRecord, RefusesWhatDoesNotBelongTogether) {
  EXPECT_NO_THROW(check(drawn_record()));
  FitRecord record = drawn_record();
  record.statistics.resize(1);
  EXPECT_THROW(check(record), std::invalid_argument);
  record = drawn_record();
  record.judgements.resize(1);
  EXPECT_THROW(check(record), std::invalid_argument);
  record = drawn_record();
  std::swap(record.findings.parameters[0], record.findings.parameters[4]);
  EXPECT_THROW(check(record), std::invalid_argument);
  record = drawn_record();
  record.forecaster = "another";
  EXPECT_THROW(check(record), std::invalid_argument);
  record = drawn_record();
  record.findings.estimate.fits.clear();
  EXPECT_THROW(check(record), std::invalid_argument);
  record = drawn_record();
  record.findings.series[0].figures[0].published = 100;
  EXPECT_THROW(check(record), std::invalid_argument);
}

} // namespace
} // namespace headwater::outputs
