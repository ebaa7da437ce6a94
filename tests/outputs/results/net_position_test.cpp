#include "outputs/appraisal/net_position.hpp"

#include "outputs/results/ledger.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <map>

namespace headwater::outputs {
namespace {

using testing::Each;

double sum_up_to(const NetPosition& position, std::size_t i) {
  double sum = 0.0;
  for (std::size_t k = 0; k <= i; ++k) {
    sum += position.yearly[k];
  }
  return sum;
}

TEST(NetPosition, OfABaselineIsZero) {
  const Booklet booklet = tests::booklet_of({});
  const NetPosition position =
      net_position(booklet.runs.compared(booklet.runs.front()), booklet.runs.prices, booklet.runs.basis);
  EXPECT_EQ(position.years.front().label(), "2026-27");
  EXPECT_EQ(position.years.back().label(), "2045-46");
  EXPECT_THAT(position.yearly, Each(0.0));
  EXPECT_THAT(position.cumulative, Each(0.0));
  EXPECT_EQ(pays_back(position), std::nullopt);
}

// What everybody but households pays, by year, in pounds of the booklet.
std::map<FiscalYear, double> public_lines(const Runs& runs, const ScenarioRun& run) {
  std::map<FiscalYear, double> pounds;
  for (const LedgerLine& line : ledger(runs.compared(run), runs.basis.payers)) {
    const bool is_apart = model::account_of(line.category) == model::Account::apart; // in no total unless asked for
    if (line.payer != Payer::household && !is_apart) {
      pounds[line.year] += runs.prices.pounds(line.gbp_million, line.year);
    }
  }
  return pounds;
}

class NetPositionIn : public testing::TestWithParam<PriceBase> {};

TEST_P(NetPositionIn, IsWhatTheLedgersOfTwoRunsDifferBy) {
  const Booklet booklet =
      tests::booklet_of({"keep-the-promise", "cuts", "delay-three-years"}, {.price_base = GetParam()});
  auto before = public_lines(booklet.runs, booklet.runs[0]);
  for (const ScenarioRun& run : booklet.runs) {
    auto with = public_lines(booklet.runs, run);
    const NetPosition position = net_position(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis);
    ASSERT_EQ(position.years.size(), 20U);
    for (std::size_t i = 0; i < position.years.size(); ++i) {
      const FiscalYear year = position.years[i];
      EXPECT_NEAR(position.yearly[i], before[year] - with[year], 1.0) << run.id << " " << year.label();
      EXPECT_NEAR(position.cumulative[i], sum_up_to(position, i), 1e-3) << run.id << " " << year.label();
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Prices, NetPositionIn, testing::Values(PriceBase::real_2024_25, PriceBase::nominal),
                         [](const auto& base) { return base.param == PriceBase::nominal ? "Nominal" : "Real"; });

TEST(NetPosition, BeginsWithTheFirstStepOfAPlanThatBeginsEarlier) {
  Booklet booklet = tests::with_twin(tests::booklet_of({}, {.horizon = 2030}), "early", "Early");
  booklet.runs.all[1].first_step = 2020.25;
  EXPECT_EQ(net_position(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, booklet.runs.basis)
                .years.front()
                .label(),
            "2020-21");
  booklet.runs.all[1].first_step = 2020.0; // in January 2020, inside 2019-20
  EXPECT_EQ(net_position(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, booklet.runs.basis)
                .years.front()
                .label(),
            "2019-20");
  booklet.runs.all[1].first_step = 2011.7; // 2011-12 is not whole
  EXPECT_EQ(net_position(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, booklet.runs.basis)
                .years.front()
                .label(),
            "2012-13");
  booklet.runs.all[1].first_step = 2035.25;
  EXPECT_EQ(net_position(booklet.runs.compared(booklet.runs[1]), booklet.runs.prices, booklet.runs.basis)
                .years.front()
                .label(),
            "2026-27");
}

NetPosition with_cumulative(const std::vector<double>& cumulative) {
  NetPosition position{{}, {}, cumulative};
  for (std::size_t i = 0; i < cumulative.size(); ++i) {
    position.years.push_back({2026 + static_cast<int>(i)});
    position.yearly.push_back(cumulative[i] - (i == 0 ? 0.0 : cumulative[i - 1]));
  }
  return position;
}

struct Series {
  const char* words;
  std::vector<double> cumulative;
  std::optional<FiscalYear> back;
  double gap;
  int gap_year;
};

TEST(NetPosition, SaysWhenItPaysBackAndHowDeepItGoes) {
  const std::vector<Series> all = {
      {"never below", {1, 2, 3}, std::nullopt, 0.0, 2026},
      {"never back", {-1, -2, -1.5}, std::nullopt, -2.0, 2027},
      {"once", {-1, -3, 1}, FiscalYear{2028}, -3.0, 2027},
      {"dips twice", {-1, 1, -2, 2, 3}, FiscalYear{2029}, -2.0, 2028},
      {"above, then below, then back", {5, -1, 0.5}, FiscalYear{2028}, -1.0, 2027},
      {"ends below", {5, -1}, std::nullopt, -1.0, 2027},
      {"exactly zero is back", {-1, 0, 0}, FiscalYear{2027}, -1.0, 2026},
      {"always zero", {0, 0, 0}, std::nullopt, 0.0, 2026},
      {"the first of two equal depths", {-2, -1, -2, 1}, FiscalYear{2029}, -2.0, 2026},
      {"one year", {-1}, std::nullopt, -1.0, 2026},
      {"no year", {}, std::nullopt, 0.0, 2026},
  };
  for (const Series& series : all) {
    const NetPosition position = with_cumulative(series.cumulative);
    EXPECT_EQ(pays_back(position), series.back) << series.words;
    EXPECT_EQ(peak_funding_gap(position).gbp, series.gap) << series.words;
    EXPECT_EQ(peak_funding_gap(position).year.first, series.gap_year) << series.words;
  }
}

} // namespace
} // namespace headwater::outputs
