// flows.csv explains the stocks: what flowed in, less what flowed out, is how each stock changed over the fiscal year.
#include "outputs/tables/tables.hpp"

#include "model/quantities/arrows.hpp"
#include "tests/outputs/studies.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cmath>
#include <map>

namespace headwater::outputs {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

/// Stocks that the flows of the table do not explain, one sentence each.
std::vector<std::string> unexplained(const Table& table, const Runs& runs) {
  std::map<std::tuple<std::string, std::string, std::string>, double> change;
  for (const auto& row : table.rows) {
    const double value = std::stod(row[7]);
    change[{row[0], row[1], row[4]}] += value;
    change[{row[0], row[1], row[3]}] -= value; // an adjustment comes from "", which is no stock
  }
  std::vector<std::string> found;
  for (const ScenarioRun& run : runs) {
    for (FiscalYear year = first_whole_year; year <= last_whole_year(runs.horizon); ++year.first) {
      for (const model::StockRow& stock : model::stocks()) {
        double before = 0.0;
        double after = 0.0;
        for (std::size_t i = stock.first; i < stock.first + stock.bands; ++i) {
          before += run.record.on_1_april(year.first)[i];
          after += run.record.on_1_april(year.first + 1)[i];
        }
        const double flowed = change[{run.id, year.label(), std::string(stock.name)}];
        if (!(std::abs(after - before - flowed) <= 1e-6 * std::max(std::abs(before), 1e-3))) {
          found.push_back(fmt::format("{} {} {}: from {} to {}, but {} flowed in on balance", run.id, year.label(),
                                      stock.name, before, after, flowed));
        }
      }
    }
  }
  return found;
}

TEST(FlowsTable, ExplainsEveryStockInEveryYear) {
  for (const char* area : {"Scotland", "Moray"}) {
    const Booklet booklet = tests::booklet_of({"keep-the-promise"}, {.area = area});
    EXPECT_THAT(unexplained(tests::table_of(flows_csv(booklet.runs)), booklet.runs), IsEmpty()) << area;
  }
}

TEST(FlowsTable, AFlowThatIsLeftOutIsMissed) {
  const Booklet booklet = tests::booklet_of({}, {.horizon = 2030});
  Table table = tests::table_of(flows_csv(booklet.runs));
  const auto row = std::find_if(table.rows.begin(), table.rows.end(), [](const auto& cells) {
    return cells[1] == "2028-29" && cells[2] == "start support" && cells[4] == "supported";
  });
  ASSERT_NE(row, table.rows.end());
  table.rows.erase(row);
  EXPECT_THAT(unexplained(table, booklet.runs), Contains(HasSubstr("2028-29 supported")));
}

TEST(FlowsTable, NamesPlacesUnitsAndAges) {
  const Booklet booklet = tests::booklet_of({}, {.horizon = 2028});
  std::map<std::string, std::string> units;
  for (const model::StockRow& stock : model::stocks()) {
    units[std::string(stock.name)] = stock.unit;
  }
  for (const model::BoundaryRow& boundary : model::boundaries()) {
    units[std::string(boundary.name)] = boundary.unit;
  }
  for (const auto& row : tests::table_of(flows_csv(booklet.runs)).rows) {
    const std::string shown = testing::PrintToString(row);
    ASSERT_TRUE(units.contains(row[4])) << shown;
    ASSERT_TRUE(row[3].empty() || units.contains(row[3])) << shown;
    EXPECT_EQ(row[6], units[row[3].empty() ? row[4] : row[3]]) << shown;
    EXPECT_NE(row[2], "") << shown;
  }
}

} // namespace
} // namespace headwater::outputs
