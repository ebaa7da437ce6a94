// The tables of a results folder: columns as promised, every cell filled in as its column says.
#include "outputs/tables/percentiles.hpp"
#include "outputs/tables/tables.hpp"

#include "outputs/appraisal/net_position.hpp"
#include "outputs/charts/csv_text.hpp"
#include "outputs/results/quantities.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <bit>
#include <charconv>
#include <map>
#include <random>
#include <set>

namespace headwater::outputs {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

using Row = std::vector<std::string>;

double number(const std::string& cell) {
  double value = 0.0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  EXPECT_TRUE(error == std::errc{} && end == cell.data() + cell.size()) << "not a number: " << cell;
  return value;
}

const Booklet& short_booklet() {
  static const Booklet booklet = tests::booklet_of({"keep-the-promise"}, {.horizon = 2032});
  return booklet;
}

TEST(Tables, HaveTheColumnsThatScriptsRelyOn) {
  const Booklet& booklet = short_booklet();
  EXPECT_THAT(summary_table(booklet.runs, booklet.findings).columns,
              ElementsAre("scenario", "quantity", "unit", "at", "value", "p05", "p25", "p50", "p75", "p95",
                          "draws_counted", "p_better", "why_no_percentile", "why_no_value"));
  EXPECT_THAT(tests::table_of(annual_csv(booklet.runs, booklet.findings)).columns,
              ElementsAre("scenario", "fiscal_year", "quantity", "unit", "value", "p05", "p25", "p50", "p75", "p95",
                          "draws_counted"));
  EXPECT_THAT(appraisal_table(booklet.runs, booklet.findings).columns,
              ElementsAre("scenario", "measure", "perspective", "horizon", "unit", "value", "p05", "p25", "p50", "p75",
                          "p95", "draws_counted", "share_above_0", "baseline", "why_no_value", "why_no_percentile"));
  EXPECT_THAT(tests::table_of(stocks_csv(booklet.runs)).columns,
              ElementsAre("scenario", "date", "stock", "symbol", "band", "unit", "value"));
  EXPECT_THAT(tests::table_of(flows_csv(booklet.runs)).columns,
              ElementsAre("scenario", "fiscal_year", "flow", "from", "to", "band", "unit", "value"));
  EXPECT_THAT(tests::table_of(ledger_csv(booklet.runs)).columns,
              ElementsAre("scenario", "fiscal_year", "category", "class", "payer", "cashability", "recurrence",
                          "price_base", "gbp", "component", "prevention_level"));
  EXPECT_THAT(prevention_table(booklet.runs).columns,
              ElementsAre("scenario", "fiscal_year", "spending_on", "price_base", "primary", "secondary", "tertiary",
                          "acute", "untagged", "preventive_share"));
}

TEST(Tables, OfFinanceAreWholeAndHoldNoBareNan) {
  const Booklet& booklet = short_booklet();
  for (const Table& table :
       {appraisal_table(booklet.runs, booklet.findings), tests::table_of(cash_flows_csv(booklet.runs)),
        finance_table(booklet.runs), pockets_table(booklet.runs), transfers_table(booklet.runs),
        follow_the_money_table(booklet.runs)}) {
    ASSERT_FALSE(table.rows.empty());
    for (const Row& row : table.rows) {
      ASSERT_EQ(row.size(), table.columns.size()) << testing::PrintToString(row);
      for (const std::string& cell : row) {
        EXPECT_TRUE(cell != "nan" && cell != "-nan" && cell != "inf" && cell != "-inf") << testing::PrintToString(row);
      }
    }
  }
}

bool is_fiscal_year(const std::string& text) {
  return text.size() == 7 && FiscalYear{std::atoi(text.c_str())}.label() == text;
}

TEST(Tables, FillEveryRowAsItsColumnsSay) {
  const Booklet& booklet = short_booklet();
  for (const Table& table :
       {summary_table(booklet.runs, booklet.findings), tests::table_of(annual_csv(booklet.runs, booklet.findings)),
        tests::table_of(stocks_csv(booklet.runs)), tests::table_of(flows_csv(booklet.runs)),
        tests::table_of(ledger_csv(booklet.runs))}) {
    ASSERT_FALSE(table.rows.empty());
    for (const Row& row : table.rows) {
      ASSERT_EQ(row.size(), table.columns.size()) << testing::PrintToString(row);
      for (std::size_t i = 0; i < row.size(); ++i) {
        const std::string& column = table.columns[i];
        const std::string shown = column + " of " + testing::PrintToString(row);
        if (column == "scenario") {
          EXPECT_THAT(row[i], AnyOf("continue-as-now", "keep-the-promise")) << shown;
        } else if (column == "fiscal_year") {
          EXPECT_TRUE(is_fiscal_year(row[i])) << shown;
        } else if (column == "date") {
          EXPECT_TRUE(row[i].ends_with("-07-31")) << shown;
        } else if (column == "at") {
          EXPECT_TRUE(is_fiscal_year(row[i]) || row[i].ends_with("-07-31")) << shown;
        } else if (column == "value" && !row.back().empty() && table.columns.back() == "why_no_value") {
          EXPECT_EQ(row[i], "") << "a reason or a value: " << shown;
        } else if (column == "value" && table.columns[2] == "unit" && row[2] == "fiscal year") {
          EXPECT_TRUE(is_fiscal_year(row[i])) << shown;
        } else if (column == "gbp" || column == "value") {
          number(row[i]);
        } else if (column == "p_better" || column == "draws_counted" || column == "why_no_percentile" ||
                   (column == "why_no_value" && !row[4].empty()) || (column.size() == 3 && column[0] == 'p')) {
          EXPECT_EQ(row[i], "") << "no percentiles without draws: " << shown;
        } else if (column != "band" && column != "from") { // a place without ages; an adjustment comes from nowhere
          EXPECT_NE(row[i], "") << shown;
        }
      }
    }
  }
}

TEST(Tables, BesideEveryPercentileStandsHowManyDrawsItRestsOn) {
  const Booklet booklet = tests::with_draws(short_booklet(), 1.0, 1.0);
  for (const Table& table :
       {summary_table(booklet.runs, booklet.findings), tests::table_of(annual_csv(booklet.runs, booklet.findings)),
        appraisal_table(booklet.runs, booklet.findings)}) {
    const auto position = [&](const char* column) {
      return static_cast<std::size_t>(std::find(table.columns.begin(), table.columns.end(), column) -
                                      table.columns.begin());
    };
    ASSERT_EQ(position("p95") + 1, position("draws_counted"));
    std::size_t drawn = 0;
    for (const Row& row : table.rows) {
      drawn += row[position("p50")].empty() ? 0 : 1;
      EXPECT_TRUE(row[position("p50")].empty() || row[position("draws_counted")] == "998")
          << testing::PrintToString(row);
    }
    EXPECT_GT(drawn, 0U);
  }
}

TEST(Tables, SayWhyThereIsNoPercentile) {
  Ensemble ensemble;
  ensemble.made.count = 100;
  std::vector<double> values(40, -std::numeric_limits<double>::infinity());
  values.resize(98, 2.0);
  const Spread mixed = spread_of(values);
  EXPECT_EQ(why_no_percentile(ensemble, &mixed, "bcr", {2045}),
            "40 of 100 draws: no benefit, so 0 or below (p05, p25); "
            "2 of 100 draws: no added cost and no benefit, so no ratio (left out)");
  values.assign(100, std::numeric_limits<double>::infinity());
  const Spread never = spread_of(values);
  EXPECT_EQ(why_no_percentile(ensemble, &never, "turning_year", {2045}),
            "100 of 100 draws: not turned by 2045-46 (p05, p25, p50, p75, p95)");
  values.assign(60, 2.0);
  const Spread chosen = spread_of(values);
  EXPECT_EQ(why_no_percentile(ensemble, &chosen, "bcr", {2045}),
            "40 of 100 draws: no added cost and no benefit, so no ratio (too many to leave out)");
  ensemble.made.count = 3;
  values.assign(3, 2.0);
  const Spread few = spread_of(values);
  EXPECT_EQ(why_no_percentile(ensemble, &few, "npv", {2045}),
            "p05 and p95 need 20 draws or more; p25 and p75 need 4 draws or more");
  EXPECT_EQ(ensemble.too_few_in_words(),
            "Blank for want of draws (3): p05 and p95 need 20 draws or more; p25 and p75 need 4 draws or more.");
}

TEST(Tables, NumbersReadBackToTheSameBits) {
  std::mt19937_64 bits(1);
  for (int i = 0; i < 10'000; ++i) {
    const double value = std::bit_cast<double>(bits());
    if (std::isfinite(value)) {
      ASSERT_EQ(std::bit_cast<std::uint64_t>(number(exact(value))), std::bit_cast<std::uint64_t>(value))
          << exact(value);
    }
  }
}

TEST(Tables, AnnualHoldsTheQuantitiesAndTheNetPosition) {
  const Booklet& booklet = short_booklet();
  std::map<std::tuple<std::string, std::string, std::string>, double> cells;
  for (const Row& row : tests::table_of(annual_csv(booklet.runs, booklet.findings)).rows) {
    EXPECT_TRUE(cells.emplace(std::tuple(row[0], row[1], row[2]), number(row[4])).second)
        << "twice: " << testing::PrintToString(row);
  }
  for (const ScenarioRun& run : booklet.runs) {
    for (int year = 2011; year <= 2032; ++year) {
      const YearView view(run.record, {year});
      for (const Quantity& quantity : quantities()) {
        const auto found = cells.find({run.id, FiscalYear{year}.label(), std::string(quantity.name)});
        ASSERT_EQ(found != cells.end(), available(quantity, view)) << run.id << " " << year << " " << quantity.name;
        if (found != cells.end()) {
          const double value = quantity.value(view);
          EXPECT_EQ(found->second,
                    quantity.measure == Measure::money ? booklet.runs.prices.pounds(value, {year}) : value)
              << run.id << " " << year << " " << quantity.name;
        }
      }
    }
    const NetPosition position = net_position(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis);
    for (std::size_t i = 0; i < position.years.size(); ++i) {
      const std::string year = position.years[i].label();
      EXPECT_EQ((cells.at({run.id, year, "net_position"})), position.yearly[i]) << run.id << " " << year;
      EXPECT_EQ((cells.at({run.id, year, "net_position_cumulative"})), position.cumulative[i]) << run.id << " " << year;
    }
  }
}

// A planner who adds up ledger.csv finds the costs of annual.csv.
TEST(Tables, TheLedgerAddsUpToTheCostsOfAnnual) {
  const Booklet booklet = tests::booklet_of({"cuts"}, {.horizon = 2032, .price_base = PriceBase::nominal});
  const std::map<std::string, std::set<std::string>> classes_of = {
      {"cost_operating", {"universal", "targeted", "care_system"}},
      {"cost_care_system", {"care_system"}},
      {"cost_universal", {"universal"}},
      {"cost_failure_demand", {"failure_demand"}},
      {"cost_lost_tax", {"lost_revenue"}},
      {"income_lost_by_people", {"human"}},
      {"cost_wider_failure_demand", {"wider_failure_demand"}},
  };
  std::map<std::tuple<std::string, std::string, std::string>, double> sums;
  for (const Row& row : tests::table_of(ledger_csv(booklet.runs)).rows) {
    EXPECT_EQ(row[7], "nominal");
    for (const auto& [quantity, classes] : classes_of) {
      sums[{row[0], row[1], quantity}] += classes.contains(row[3]) ? number(row[8]) : 0.0;
    }
  }
  std::size_t compared = 0;
  for (const Row& row : tests::table_of(annual_csv(booklet.runs, booklet.findings)).rows) {
    if (classes_of.contains(row[2])) {
      const double annual = number(row[4]);
      EXPECT_NEAR((sums[{row[0], row[1], row[2]}]), annual, 1e-9 * annual) << testing::PrintToString(row);
      ++compared;
    }
  }
  EXPECT_EQ(compared, 2U * 20U * classes_of.size());
}

TEST(Tables, TheSummaryIsTheAnnualTableInItsYearsAndWhatChanged) {
  const Booklet& booklet = short_booklet();
  std::map<std::tuple<std::string, std::string, std::string>, std::string> annual;
  for (const Row& row : tests::table_of(annual_csv(booklet.runs, booklet.findings)).rows) {
    annual[{row[0], row[1], row[2]}] = row[4];
  }
  std::set<std::string> years;
  for (const Row& row : summary_table(booklet.runs, booklet.findings).rows) {
    const std::string year = row[3].ends_with("-07-31") ? FiscalYear{std::stoi(row[3])}.label() : row[3];
    const bool is_change = row[1].ends_with("_change");
    const std::string quantity = is_change ? row[1].substr(0, row[1].size() - 7) : row[1];
    if (!annual.contains({row[0], year, quantity})) {
      EXPECT_THAT(quantity, AnyOf("npv", "bcr", "payback_year", "peak_funding_gap", "peak_funding_gap_year"));
      continue; // a measure of appraisal.csv
    }
    years.insert(year);
    const std::string& here = annual.at({row[0], year, quantity});
    if (is_change) {
      EXPECT_EQ(number(row[4]), number(here) - number(annual.at({"continue-as-now", year, quantity})))
          << testing::PrintToString(row);
    } else {
      EXPECT_EQ(row[4], here) << testing::PrintToString(row);
    }
  }
  EXPECT_THAT(years, ElementsAre("2030-31", "2031-32"));
}

TEST(Tables, TheSummarySpeaksOfShortRunsToo) {
  for (const int horizon : {2027, 2030}) {
    const Booklet booklet = tests::booklet_of({"cuts"}, {.horizon = horizon});
    const Table table = summary_table(booklet.runs, booklet.findings);
    std::set<std::string> said;
    for (const Row& row : table.rows) {
      said.insert(row[1]);
    }
    EXPECT_TRUE(said.contains("looked_after") && said.contains("harm_at_home_change") && said.contains("net_position"))
        << horizon << ": " << testing::PrintToString(said);
  }
}

TEST(Tables, StocksAreTheStatesOf31July) {
  const Booklet& booklet = short_booklet();
  std::size_t found = 0;
  for (const Row& row : tests::table_of(stocks_csv(booklet.runs)).rows) {
    if (row[0] == "keep-the-promise" && row[1] == "2031-07-31" && row[2] == "waiting") {
      EXPECT_EQ(row[3], "W1");
      EXPECT_EQ(row[4], model::band_names[found]);
      EXPECT_EQ(number(row[6]), booklet.runs[1].record.on_31_july(2031)[model::stock::waiting.first + found]);
      ++found;
    }
  }
  EXPECT_EQ(found, model::band_count);
}

TEST(Tables, TextNeverBecomesAFormula) {
  const Booklet booklet = tests::with_twin(tests::booklet_of({}, {.horizon = 2028}), "=1+1", "@SUM(A1)");
  for (const std::string& csv :
       {csv_text(summary_table(booklet.runs, booklet.findings)), annual_csv(booklet.runs, booklet.findings),
        stocks_csv(booklet.runs), flows_csv(booklet.runs), ledger_csv(booklet.runs)}) {
    EXPECT_THAT(csv, HasSubstr("\r\n'=1+1,"));
    EXPECT_THAT(csv, Not(HasSubstr("\n=")));
    EXPECT_THAT(csv, Not(HasSubstr(",=")));
  }
}

} // namespace
} // namespace headwater::outputs
