// Deprivation: the published shares give the published rates, what is shared out adds up again, and universal support
// that follows need narrows the gap as far as the shares say.
#include "outputs/booklet/deprivation.hpp"

#include "model/quantities/sources.hpp"
#include "outputs/report/deprivation_section.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/tables/tables.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace headwater::outputs {
namespace {

using testing::HasSubstr;

constexpr double children_in_scotland = 1'012'308.0;

double looked_after_in(const ByFifth& found) {
  double sum = 0.0;
  for (std::size_t q = 0; q < fifth_count; ++q) {
    sum += found.per_thousand[q] / 1000.0 * fifths()[q].children * children_in_scotland;
  }
  return sum;
}

TEST(Deprivation, SharesAreOfAllChildren) {
  double looked_after = 0.0;
  double all = 0.0;
  for (const Fifth& fifth : fifths()) {
    looked_after += fifth.looked_after;
    all += fifth.children;
    EXPECT_TRUE(model::all_sources_known(fifth.looked_after_source)) << fifth.looked_after_source;
    EXPECT_TRUE(model::all_sources_known(fifth.children_source)) << fifth.children_source;
  }
  EXPECT_NEAR(looked_after, 1.0, 1e-12);
  EXPECT_NEAR(all, 1.0, 1e-12);
}

// 11,884 looked after (the model's 2024), by hand: 28.7, 13.2, 8.0, 4.8, 1.8 of 1,000; gap 26.9, ratio 16.
TEST(Deprivation, RatesOf2024) {
  const ByFifth found = by_fifth(11'884.0, 0.0, 0.0, 0.0, children_in_scotland);
  const double by_hand[] = {28.7, 13.2, 8.0, 4.8, 1.8};
  for (std::size_t q = 0; q < fifth_count; ++q) {
    EXPECT_NEAR(found.per_thousand[q], by_hand[q], 0.06) << q + 1;
  }
  EXPECT_NEAR(found.gap(), 26.9, 0.06);
  EXPECT_NEAR(found.ratio(), 16.0, 0.1);
}

TEST(Deprivation, WhatIsSharedOutAddsUpAgain) {
  for (const double follows : {0.0, 0.3, 1.0}) {
    EXPECT_NEAR(looked_after_in(by_fifth(9'000.0, -1'100.0, -400.0, follows, children_in_scotland)), 7'900.0, 1e-9);
  }
}

// Help by need takes the same proportion everywhere: the gap narrows with the whole, the ratio stays.
TEST(Deprivation, HelpByNeedLeavesTheRatio) {
  const ByFifth before = by_fifth(9'000.0, 0.0, 0.0, 0.0, children_in_scotland);
  const ByFifth after = by_fifth(9'000.0, -1'080.0, -500.0, 0.0, children_in_scotland);
  EXPECT_NEAR(after.gap(), 0.88 * before.gap(), 1e-9);
  EXPECT_NEAR(after.ratio(), before.ratio(), 1e-9);
}

// Followed all the way, universal support finds sum(n^2 / p) = 1.69 times as much need a pound.
TEST(Deprivation, UniversalSupportThatFollowsNeedNarrowsTheGapMore) {
  const ByFifth without = by_fifth(9'000.0, -500.0, -500.0, 0.0, children_in_scotland);
  const ByFifth with = by_fifth(9'000.0, -500.0, -500.0, 1.0, children_in_scotland);
  EXPECT_LT(with.gap(), without.gap());
  EXPECT_LT(with.ratio(), without.ratio());
  const double first = fifths()[0].looked_after * fifths()[0].looked_after / fifths()[0].children / 1.6937;
  EXPECT_NEAR(with.per_thousand[0],
              1000.0 * (9'000.0 * fifths()[0].looked_after - 500.0 * first) /
                  (fifths()[0].children * children_in_scotland),
              1e-3);
}

TEST(Deprivation, TheTableIsOfEveryPlanAndItsRuleIsSaid) {
  const Booklet booklet = tests::booklet_of({"keep-the-promise", "universal-only"}, {.horizon = 2046});
  const Table table = deprivation_table(booklet.runs, booklet.findings);
  constexpr std::size_t rows_a_year = fifth_count + 2;
  constexpr std::size_t poverty_rows = 2 * fifth_count;
  // three years; baseline; two plans, each at both ends; poverty of all three
  ASSERT_EQ(table.rows.size(), 3 * (rows_a_year * (1 + 2 * 2) + 3 * poverty_rows));
  for (const auto& row : table.rows) {
    EXPECT_EQ(row.size(), table.columns.size());
    if (row[4] == "poverty_rate" || row[4] == "entries") {
      EXPECT_EQ(row[2] + row[3], "");
      continue;
    }
    EXPECT_EQ(row[2], row[0] == "continue-as-now" ? "published" : "money");
  }
  // Without a difference worked out, universal support alone is put down to itself in full.
  const ScenarioRun& universal = booklet.runs[2];
  const Quantity& quantity = *find_quantity("looked_after");
  const double change =
      quantity.value(YearView(universal.record, {2040})) - quantity.value(YearView(booklet.runs[0].record, {2040}));
  EXPECT_LT(change, 0.0);
  EXPECT_NEAR(universal_part(booklet.runs, booklet.findings, universal, 2040).children, change, 0.02 * -change);
}

TEST(Deprivation, ALeverTakesItsShareOfTheDifference) {
  Booklet booklet = tests::booklet_of({"keep-the-promise"}, {.horizon = 2046});
  PlanDifference difference{1, booklet.runs[0].id, booklet.runs[1].id, {}, {}, {}, false};
  difference.changes = {{PlanChange::Kind::lever, 0, "universal_support"},
                        {PlanChange::Kind::lever, 1, "intensive_support"}};
  difference.outputs = {*explained_output("looked_after", {2040})};
  difference.attributions = {{-900.0, 0.0, {{-250.0, 0.0, 0.0, 0.0}, {-650.0, 0.0, 0.0, 0.0}}}};
  booklet.findings.difference = difference;
  const UniversalPart in_2040 = universal_part(booklet.runs, booklet.findings, booklet.runs[1], 2040);
  EXPECT_EQ(in_2040.children, -250.0);
  EXPECT_EQ(in_2040.split, "lever");
  EXPECT_EQ(universal_part(booklet.runs, booklet.findings, booklet.runs[1], 2030).split, "money");
}

TEST(Deprivation, PovertyByFifthAddsUpToTheNations) {
  double shares = 0.0;
  for (const Fifth& fifth : fifths()) {
    shares += fifth.poverty;
  }
  EXPECT_NEAR(shares, 1.0, 1e-12);
  for (const double poverty : {0.15, 0.235, 0.35}) {
    const auto rates = poverty_by_fifth(poverty);
    double nation = 0.0;
    for (std::size_t q = 0; q < fifth_count; ++q) {
      nation += fifths()[q].children * rates[q];
      EXPECT_TRUE(q == 0 || rates[q] < rates[q - 1]);
      EXPECT_LT(rates[q], 1.0);
    }
    EXPECT_NEAR(nation, poverty, 1e-12);
  }
}

// 54 % from the most deprived fifth and 3 % from the least, as published, where poverty does not change; where it does, the
// shares still add up, and more poverty shifts them towards where poverty is low enough for it to tell.
TEST(Deprivation, EntriesByFifthAreThePublishedUnlessPovertyMoves) {
  const model::Parameters<double> p = model::by_name(model::default_values());
  const auto still = entries_by_fifth(0.235, 0.235, p);
  EXPECT_NEAR(still.front(), 0.54, 1e-12);
  EXPECT_NEAR(still.back(), 0.03, 1e-12);
  for (const double after : {0.10, 0.185, 0.285}) {
    const auto shares = entries_by_fifth(0.235, after, p);
    double sum = 0.0;
    bool moved = false;
    for (std::size_t q = 0; q < fifth_count; ++q) {
      sum += shares[q];
      moved = moved || std::abs(shares[q] - still[q]) > 1e-5;
      EXPECT_NEAR(shares[q], still[q], 0.03) << after; // every fifth moves by the same proportion
    }
    EXPECT_NEAR(sum, 1.0, 1e-12);
    EXPECT_TRUE(moved) << after;
  }
}

TEST(Deprivation, EntriesOfTheTableAddUpToTheRuns) {
  const Booklet booklet = tests::booklet_of({"poverty-rise"}, {.horizon = 2040});
  const Table table = deprivation_table(booklet.runs, booklet.findings);
  for (const ScenarioRun& run : booklet.runs) {
    const PovertyOfRun poverty = poverty_of(run, 2040);
    EXPECT_EQ(poverty.planned > poverty.published, !run.is_baseline());
    double entries = 0.0;
    double children_in_poverty = 0.0;
    for (const auto& row : table.rows) {
      if (row[0] == run.id && row[1] == "2040-07-31") {
        const std::size_t q = row[5].empty() ? 0 : std::stoul(row[5]) - 1;
        entries += row[4] == "entries" ? std::stod(row[7]) : 0.0;
        children_in_poverty += row[4] == "poverty_rate" ? fifths()[q].children * std::stod(row[7]) : 0.0;
      }
    }
    EXPECT_NEAR(entries, poverty.entries, 1e-9 * poverty.entries);
    EXPECT_NEAR(children_in_poverty, poverty.planned, 1e-12);
    const model::Counter starts = model::Counter::starts;
    const double of_year = YearView(run.record, {2039}).counted(starts);
    EXPECT_NEAR(poverty.entries, of_year, 0.03 * of_year);
  }
}

TEST(Deprivation, IsScotlandsAlone) {
  const Booklet moray = tests::booklet_of({"cuts"}, {.area = "Moray", .horizon = 2032});
  EXPECT_TRUE(deprivation_table(moray.runs, moray.findings).rows.empty());
  EXPECT_EQ(deprivation_section(moray), "");
  const Booklet scotland = tests::booklet_of({"cuts"}, {.horizon = 2032});
  EXPECT_THAT(deprivation_section(scotland), HasSubstr("forecasts no area"));
}

} // namespace
} // namespace headwater::outputs
