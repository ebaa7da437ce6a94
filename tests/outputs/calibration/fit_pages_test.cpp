// What people read of a fit: the verdict comes first, a loss is called a loss, and no sentence rounds in our favour.
#include "outputs/calibration/fit_charts.hpp"
#include "outputs/calibration/fit_report.hpp"
#include "outputs/calibration/fit_tables.hpp"
#include "outputs/calibration/fit_text.hpp"
#include "outputs/calibration/fit_words.hpp"
#include "outputs/charts/echarts_engine.hpp"
#include "outputs/charts/house_style.hpp"
#include "tests/outputs/calibration/made_up_record.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using tests::drawn_record;
using tests::estimated_record;

std::vector<std::string> names_of(const std::vector<Chart>& charts) {
  std::vector<std::string> names;
  for (const Chart& chart : charts) {
    names.push_back(chart.name);
  }
  return names;
}

std::vector<DrawnChart> drawn(const FitRecord& record) {
  static EchartsEngine engine;
  std::vector<DrawnChart> all;
  for (const std::vector<Chart>& charts : {series_charts(record), prior_posterior_charts(record)}) {
    for (const Chart& chart : charts) {
      all.push_back({chart, engine.svg(chart)});
    }
  }
  return all;
}

TEST(FitWords, TitlesAreMadeOfTheNumbers) {
  const FitRecord record = drawn_record();
  const auto& series = record.findings.series;
  // |13,900 - 13,200| / 13,200 is 5.303 %, which "within 5.3 %" would not hold.
  EXPECT_EQ(series_message(record, series[0]),
            "Looked after: the model is within 1.2 % of 3 published counts; worst 2019; within 5.4 % of 2 published "
            "counts that were held out; worst 2021");
  // 3,700 lies in what rounding leaves open; 3,636 lies 1 % above what suppression does.
  EXPECT_EQ(series_message(record, series[1]),
            "Looked after at home: the model is within 1.0 % of 2 published counts; worst 2018");
  // 0.38 lies half a point above 0.375.
  EXPECT_EQ(series_message(record, series[2]),
            "Starts under 5 share: the model is within 0.5 points of 2 published shares; worst 2016");
  EXPECT_EQ(series_message(record, series[3]), "Adoptions: the model is within 3.4 % of 1 published count (2016)");
}

TEST(FitWords, WithinIsNeverLessThanTheDistance) {
  const calibration::SeriesFit counts{"starts", "", "children", {}};
  EXPECT_EQ(within_words(counts, 0.0), "0.0 %");
  EXPECT_EQ(within_words(counts, 0.01201), "1.3 %");
  EXPECT_EQ(within_words(counts, 0.012), "1.2 %");
  EXPECT_EQ(within_words(counts, 0.1001), "11 %");
  for (int i = 1; i < 2000; ++i) {
    const double distance = i * 1.7e-4;
    EXPECT_GE(std::stod(within_words(counts, distance)), 100.0 * distance - 1e-9);
  }
}

TEST(FitWords, ThereIsNoPerCentOfAPublishedZero) {
  FitRecord record = drawn_record();
  record.findings.figures.back().value = 0.0;
  EXPECT_EQ(series_message(record, record.findings.series[3]),
            "Adoptions: the model is off a published 0 of 2016 among 1 published count");
}

TEST(FitWords, TrustSaysOnWhatItRests) {
  FitRecord record = estimated_record();
  EXPECT_THAT(trust_line(record), AllOf(StartsWith("Trusted"), HasSubstr("no posterior was drawn")));
  EXPECT_THAT(trust_reasons(record), IsEmpty());
  record = drawn_record();
  EXPECT_THAT(trust_line(record), StartsWith("NOT TRUSTED, for 2 reasons: "));
  EXPECT_THAT(trust_line(record), HasSubstr("R-hat 1.03 (crisis_hazard_away)"));
  record.findings.distrust.clear();
  record.findings.opinion = calibration::SecondOpinion{{{"crisis_hazard_away", 0.01, 1.0, true}}};
  EXPECT_THAT(trust_line(record), HasSubstr("two samplers agree on all 1 parameters"));
}

TEST(FitWords, AFitWithoutDiscrepancyIsWarnedOfEverywhere) {
  FitRecord record = estimated_record();
  record.findings.discrepancy = false;
  const std::string warning = "the parameters look surer than they are";
  EXPECT_THAT(fit_text(record), HasSubstr(warning));
  EXPECT_THAT(fit_report(record, {}), HasSubstr(warning));
  EXPECT_THAT(fit_text(estimated_record()), Not(HasSubstr(warning)));
}

TEST(SeriesCharts, ShowWhatIsPublishedAndWhatIsLeftOpen) {
  const std::vector<Chart> charts = series_charts(drawn_record());
  EXPECT_THAT(names_of(charts), ElementsAre("fit_looked_after", "fit_looked_after_at_home", "fit_starts_under_5_share"))
      << "a series of one year has no chart";
  const Table& table = charts[0].table;
  EXPECT_THAT(table.columns, ElementsAre("Year", "Model", "9 in 10 draws of what could have been published, lower",
                                         "9 in 10 draws of what could have been published, upper", "5 in 10, lower",
                                         "5 in 10, upper", "Model, Published, fitted", "Model, Published, not fitted"));
  ASSERT_EQ(table.rows.size(), 5U);
  EXPECT_EQ(table.rows[0],
            (std::vector<std::string>{"2017", "14990", "13640.9", "16339.1", "14240.5", "15739.5", "14897", ""}));
  EXPECT_EQ(table.rows[4][6], "");
  EXPECT_EQ(table.rows[4][7], "13200");
  // The suppressed figure of 2018 has a bar and no dot.
  const Table& at_home = charts[1].table;
  EXPECT_EQ(at_home.columns.back(), "Model, highest it may be");
  ASSERT_EQ(at_home.rows.size(), 2U);
  EXPECT_EQ(at_home.rows[1],
            (std::vector<std::string>{"2018", "3636", "3308.76", "3963.24", "3454.2", "3817.8", "", "3500", "3600"}));
}

TEST(SeriesCharts, ATitleIsItsMessageAndDistrustIsOnEveryOne) {
  FitRecord record = drawn_record();
  for (const Chart& chart : series_charts(record)) {
    EXPECT_THAT(chart.subtitle, StartsWith("NOT TRUSTED. "));
    EXPECT_THAT(chart.title, HasSubstr("the model is within"));
  }
  for (const Chart& chart : prior_posterior_charts(record)) {
    EXPECT_THAT(chart.subtitle, StartsWith("NOT TRUSTED. "));
  }
  record.overridden_by = "--trust-anyway";
  EXPECT_THAT(series_charts(record)[0].subtitle, StartsWith("NOT TRUSTED, used by --trust-anyway. "));
  EXPECT_THAT(series_charts(estimated_record())[0].subtitle, Not(HasSubstr("TRUSTED")));
}

TEST(SeriesCharts, WithoutAPosteriorThereAreNoBands) {
  for (const Chart& chart : series_charts(estimated_record())) {
    EXPECT_EQ(chart.option.dump().find("@band"), std::string::npos) << chart.name;
    EXPECT_THAT(chart.subtitle, Not(HasSubstr("varied")));
  }
}

TEST(PriorPosteriorCharts, StandOnTheScaleOfThePrior) {
  const std::vector<Chart> charts = prior_posterior_charts(drawn_record());
  EXPECT_THAT(names_of(charts), ElementsAre("prior_posterior", "prior_posterior_scatter"));
  const Table& table = charts[0].table;
  ASSERT_EQ(table.rows.size(), 3U);
  constexpr double q95 = 1.644853626951473; // R 4.2.2, qnorm(0.95)
  for (const auto& row : table.rows) {
    EXPECT_NEAR(std::stod(row[1]), -q95, 1e-8);
    EXPECT_NEAR(std::stod(row[2]), q95, 1e-8);
  }
  // Normal: (x + 0.3) / 0.4; lognormal: log(x / 0.024) / 0.35.
  EXPECT_NEAR(std::stod(table.rows[1][3]), (-0.45 + 0.3) / 0.4, 1e-9);
  EXPECT_NEAR(std::stod(table.rows[1][4]), (0.2 + 0.3) / 0.4, 1e-9);
  EXPECT_NEAR(std::stod(table.rows[0][5]), std::log(0.0251 / 0.024) / 0.35, 1e-9);
  // Widths over the prior's: 0.19, 0.49 and 0.94.
  EXPECT_EQ(charts[0].title,
            "The data narrow 2 of 3 parameters to less than half of what the priors leave; least foster_to_residential "
            "(to 94 %)");
}

TEST(PriorPosteriorCharts, WithoutAPosteriorTheEstimateStandsInToFirstOrder) {
  const std::vector<Chart> charts = prior_posterior_charts(estimated_record());
  EXPECT_THAT(names_of(charts), ElementsAre("prior_posterior"));
  const auto& rows = charts[0].table.rows;
  EXPECT_NEAR(std::stod(rows[1][3]), (-0.1 + 0.3) / 0.4 - 1.644853626951473 * 0.2 / 0.4, 1e-9);
  EXPECT_NEAR(std::stod(rows[0][4]), std::log(0.018 / 0.024) / 0.35 + 1.644853626951473 * 0.001 / (0.35 * 0.018), 1e-9);
  EXPECT_EQ(rows[2][3], "") << "a standard deviation without end has no bar";
}

TEST(FitReport, TheVerdictComesFirstThenTheHoldOutThenTheFit) {
  const FitRecord record = drawn_record();
  const std::string html = fit_report(record, drawn(record));
  std::size_t at = 0;
  for (const std::string& part :
       {std::string("NOT TRUSTED, for 2 reasons"), std::string("Three of 4000 transitions went astray"),
        std::string("FAILED"), escaped(record.findings.score_line), std::string("How it meets each series"),
        std::string("id=\"fit_looked_after\""), std::string("What the data say of each parameter"),
        std::string("id=\"prior_posterior\""), std::string("How the point estimate was found"),
        std::string("3 of 4 starts ended at the lowest cost, 41.5"), std::string("What is assumed"),
        escaped(record.command), std::string(64, 'a')}) {
    const std::size_t found = html.find(part, at);
    ASSERT_NE(found, std::string::npos) << part;
    at = found;
  }
  EXPECT_EQ(html.find("NOT TRUSTED"), html.find("TRUSTED") - 4) << "nothing is said of trust before";
}

TEST(FitReport, ALossIsPrintedAsALoss) {
  const FitRecord record = drawn_record();
  for (const std::string& words : {fit_report(record, {}), fit_text(record)}) {
    EXPECT_THAT(words, HasSubstr("loses to drift"));
    EXPECT_THAT(words, HasSubstr("Looked after: loses to drift (CRPS"));
    EXPECT_THAT(words, HasSubstr("Adoptions: loses to random walk (CRPS"));
    EXPECT_THAT(words, HasSubstr("beats random walk"));
  }
  EXPECT_THAT(losses_in_words(record), SizeIs(2));
  EXPECT_THAT(fit_report(record, {}), HasSubstr("<td>loses ("));
  EXPECT_THAT(fit_text(estimated_record()), HasSubstr("Hold-out: none was made"));
}

TEST(FitReport, HasNoColumnThatNobodyComputed) {
  FitRecord record = drawn_record();
  for (const char* column : {"Contraction", "U_M", "RMSE", "Autocorrelation", "In 9 in 10"}) {
    EXPECT_THAT(fit_report(record, {}), Not(HasSubstr(column)));
  }
  record.judgements = {{0.9, "identified"}, {0.4, "one-sided"}, {0.0, "flat"}, {}, {}};
  record.statistics = {{1.5, 120.0, 0.1, 0.2, 0.7, 0.3, 0.5, 0.8, 0.9, 0.95}, {}, {}, {}};
  record.directions = {"the sum of log a and log b: known to 2 %"};
  const std::string html = fit_report(record, {});
  for (const char* words :
       {"Contraction", "U_M", "RMSE", "Autocorrelation", "In 9 in 10", "the sum of log a and log b"}) {
    EXPECT_THAT(html, HasSubstr(words));
  }
  EXPECT_THAT(fit_text(record), HasSubstr("1 of 3 parameters are identified by the data; not: kinship_base_logit "
                                          "(one-sided), foster_to_residential (flat)"));
}

TEST(FitReport, TextIsNeverMarkup) {
  const std::string hostile = "<script>alert(1)</script> & \"quoted\"";
  FitRecord record = drawn_record();
  record.place = hostile;
  record.version = hostile;
  record.commit = hostile;
  record.command = hostile;
  record.data[0].path = hostile;
  record.directions = {hostile};
  record.overridden_by = hostile;
  record.findings.distrust = {hostile, hostile};
  record.findings.score_line = hostile;
  record.findings.gates[0].verdict = hostile;
  record.findings.series[0].meaning = hostile;
  record.findings.parameters[0].meaning = hostile;
  record.findings.figures[0].source = hostile;
  const std::string html = fit_report(record, drawn(record));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(html, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quoted&quot;"));
  for (const char* outside : {"src=\"http", "href=\"http", "url(http"}) {
    EXPECT_THAT(html, Not(HasSubstr(outside)));
  }
}

// Of fewer than 20 draws there is no 9 in 10.
TEST(FitPages, WithoutTailsOfAPosteriorThereIsNoRange) {
  FitRecord record = drawn_record();
  for (calibration::ParameterFit& one : record.findings.parameters) {
    if (one.summary) {
      one.summary->q05 = one.summary->q95 = std::nan("");
    }
  }
  for (const Table& table : {parameters_table(record), parameters_in_short(record)}) {
    for (const std::vector<std::string>& row : table.rows) {
      for (const std::string& cell : row) {
        EXPECT_TRUE(cell.find("nan") == std::string::npos && cell != " to ") << testing::PrintToString(row);
      }
    }
  }
  for (const Chart& chart : prior_posterior_charts(record)) {
    EXPECT_THAT(chart.option.dump(), Not(HasSubstr("nan")));
  }
}

TEST(FitText, TheVerdictIsTheFirstLineAndAllIsShort) {
  const std::string text = fit_text(drawn_record());
  EXPECT_THAT(text, StartsWith("NOT TRUSTED, for 2 reasons: "));
  EXPECT_LE(std::count(text.begin(), text.end(), '\n'), 30);
  EXPECT_THAT(text, HasSubstr("R-hat FAILED: 1.03 in crisis_hazard_away, the bar is below 1.01."));
  EXPECT_THAT(text, HasSubstr("the data say nothing of foster_to_residential"));
  EXPECT_THAT(text, Not(HasSubstr("\x1b")));
  EXPECT_THAT(fit_text(drawn_record(), true), StartsWith("\x1b[1mNOT TRUSTED"));
  EXPECT_THAT(fit_text(estimated_record()), StartsWith("Trusted"));
}

} // namespace
} // namespace headwater::outputs
