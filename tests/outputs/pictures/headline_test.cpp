// Headlines: with draws, tables, titles and rankings follow the median, and where central values part from it is said.
#include "outputs/pictures/headline.hpp"

#include "outputs/appraisal/appraisal.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/report/draws_section.hpp"
#include "outputs/screen/summary_text.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace headwater::outputs {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr FiscalYear headline_year{2045};

/// Two plans and a cut, as if drawn.
Booklet drawn_booklet() {
  return tests::with_draws(tests::booklet_of({"keep-the-promise", "universal-only", "cuts"}), 1000.0, 1000.0);
}

const ScenarioRun& headline_run(const Booklet& booklet, std::string_view id) {
  return *std::find_if(booklet.runs.begin(), booklet.runs.end(), [&](const ScenarioRun& run) { return run.id == id; });
}

Spread& drawn_npv(Booklet& booklet, std::string_view id) {
  return booklet.findings.ensemble->measured.at(
      {headline_run(booklet, id).position, Perspective::public_purse, "npv", headline_year.first});
}

double central_npv(const Booklet& booklet, std::string_view id) {
  const ScenarioRun& run = headline_run(booklet, id);
  return npv(
      cash_flows(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis, Perspective::public_purse));
}

/// Every net present value as if its median were the central value.
void let_medians_agree(Booklet& booklet) {
  for (auto& [key, spread] : booklet.findings.ensemble->measured) {
    const auto& [run, perspective, measure, horizon] = key;
    if (measure == "npv" && perspective == Perspective::public_purse) {
      const double central = central_npv(booklet, booklet.runs[run].id);
      spread = {central - 1e6, central - 5e5, central, central + 5e5, central + 1e6, 0.5, 0.5, 998};
    }
  }
}

TEST(Headlines, WithoutDrawsAreCentralValues) {
  const Booklet booklet = tests::booklet_of({"keep-the-promise", "cuts"});
  const Headline npv = npv_headline(booklet, headline_run(booklet, "keep-the-promise"), headline_year);
  EXPECT_EQ(npv.drawn, nullptr);
  EXPECT_EQ(npv.said(), npv.central);
  EXPECT_DOUBLE_EQ(npv.central, central_npv(booklet, "keep-the-promise"));
  EXPECT_THAT(where_central_and_median_part(booklet), IsEmpty());
}

TEST(Headlines, SayTheMedianBesideTheCentralValue) {
  Booklet booklet = drawn_booklet();
  drawn_npv(booklet, "keep-the-promise").p50 = 123.4e6;
  const Headline npv = npv_headline(booklet, headline_run(booklet, "keep-the-promise"), headline_year);
  EXPECT_EQ(npv.said(), 123.4e6);
  EXPECT_DOUBLE_EQ(npv.central, central_npv(booklet, "keep-the-promise"));
  const std::string text = summary_text(booklet, false);
  EXPECT_THAT(text.substr(0, text.find("What follows")), HasSubstr("+123"));
  EXPECT_THAT(draws_section(booklet), HasSubstr("<td class=\"number\">123</td>"));
  EXPECT_EQ(summary_json(booklet)["draws"]["plans"][0]["npv"][0]["central"].get<double>(), npv.central);
}

TEST(Headlines, WhereSignsDifferItIsSaidAndWhy) {
  Booklet booklet = drawn_booklet();
  let_medians_agree(booklet);
  EXPECT_THAT(where_central_and_median_part(booklet), Not(Contains(HasSubstr("present value to 2045-46 is"))));
  const double central = central_npv(booklet, "keep-the-promise");
  ASSERT_LT(central, -1e6);
  Spread& spread = drawn_npv(booklet, "keep-the-promise");
  spread.p50 = 12.3e6;
  spread.share_above_0 = 0.56;
  const std::vector<std::string> said = where_central_and_median_part(booklet);
  EXPECT_THAT(said,
              Contains(AllOf(HasSubstr("Keep the Promise: the public purse's present value to 2045-46 is \u2212£"),
                             HasSubstr("+£12.3 million in the median"), HasSubstr("56% of runs are above 0"))));
  EXPECT_THAT(said.back(), AllOf(HasSubstr("Why: "), HasSubstr("each of 100 parameters"), HasSubstr("the median")));
  const std::string text = summary_text(booklet, false);
  EXPECT_LT(text.find("Why: "), text.find("What follows")) << "on the terminal";
  EXPECT_THAT(draws_section(booklet), HasSubstr("Where central values and medians part"));
}

TEST(Headlines, PlansAreRankedByTheMedianInTheirBlocks) {
  Booklet booklet = drawn_booklet();
  let_medians_agree(booklet);
  const std::size_t promise = headline_run(booklet, "keep-the-promise").position;
  const std::size_t universal = headline_run(booklet, "universal-only").position;
  const bool promise_leads = central_npv(booklet, "keep-the-promise") > central_npv(booklet, "universal-only");
  const auto first = [&](bool is_promise) {
    return is_promise ? ElementsAre(promise, universal) : ElementsAre(universal, promise);
  };
  ASSERT_EQ(ranked_blocks(booklet).size(), 2U) << "plans, then cuts";
  EXPECT_THAT(ranked_blocks(booklet)[0].runs, first(promise_leads));
  EXPECT_THAT(where_central_and_median_part(booklet), Not(Contains(HasSubstr("the other way round"))));
  // Now the medians say the opposite.
  std::swap(drawn_npv(booklet, "keep-the-promise"), drawn_npv(booklet, "universal-only"));
  EXPECT_THAT(ranked_blocks(booklet)[0].runs, first(!promise_leads));
  const std::string before = promise_leads ? "“Universal support only” before “Keep the Promise”"
                                           : "“Keep the Promise” before “Universal support only”";
  EXPECT_EQ(headline_run(booklet, "universal-only").name, "Universal support only");
  EXPECT_THAT(where_central_and_median_part(booklet),
              Contains(AllOf(HasSubstr(before), HasSubstr("at central values the other way round"))));
}

TEST(Headlines, TitlesGiveTheMedian) {
  Booklet booklet = drawn_booklet();
  const std::size_t promise = headline_run(booklet, "keep-the-promise").position;
  booklet.findings.ensemble->numbers[{promise, Against::baseline, "looked_after_away", 2040}] = {
      -4000, -3900, -3821, -3700, -3600, 0.0, 1.0, 998};
  EXPECT_THAT(children_away_chart(booklet).title, HasSubstr("; 3,821 fewer with “Keep the Promise”"));
  EXPECT_THAT(children_away_chart(booklet).subtitle, HasSubstr("changes in the title are medians"));
}

// 19 draws have a median and no 9 in 10.
TEST(Headlines, OfFewerThan20DrawsHaveNoRange) {
  Booklet booklet = drawn_booklet();
  booklet.findings.ensemble->made.count = 19;
  booklet.findings.ensemble->failed_draws.clear();
  std::vector<double> values;
  for (int i = 0; i < 19; ++i) {
    values.push_back(1e6 * i);
  }
  const Spread of_19 = spread_of(values);
  EXPECT_TRUE(std::isnan(of_19.p05) && std::isnan(of_19.p95));
  EXPECT_EQ(of_19.p50, 9e6);
  drawn_npv(booklet, "keep-the-promise") = of_19;
  const std::string text = summary_text(booklet, false);
  const std::string draws = text.substr(0, text.find("What follows"));
  EXPECT_THAT(draws, AllOf(HasSubstr("+9  "), HasSubstr("need 20 draws or more"), Not(HasSubstr("nan"))));
  EXPECT_THAT(draws_section(booklet), Not(HasSubstr("nan")));
}

} // namespace
} // namespace headwater::outputs
