// What the draws say of each plan: the table of the report, as plain numbers.
#include "outputs/workbook/sheets.hpp"

#include "outputs/ensemble/plan_draws.hpp"
#include "outputs/pictures/headline.hpp"

#include <fmt/format.h>

#include <cmath>

namespace headwater::outputs::sheets {

Sheet draws_sheet(const Contents& contents) {
  const Booklet& booklet = contents.booklet;
  const std::string real = "GBP, real " + booklet.runs.prices.real_year().label() + " prices";
  Sheet sheet{.name = "Draws",
              .columns =
                  {
                      {"scenario_number", "Scenario (number)", CellFormat::plain, 9},
                      {"name", "Scenario", CellFormat::text, 30},
                      {"perspective", "Perspective", CellFormat::text, 20},
                      {"horizon", "To the end of (fiscal year)", CellFormat::text, 12},
                  },
              .rows = {},
              .frozen_columns = 2};
  sheet.columns.push_back(
      {"npv_central", "Net present value at central values (" + real + ")", CellFormat::pounds, 18});
  for (const char* percentile : {"5", "25", "50", "75", "95"}) {
    sheet.columns.push_back({fmt::format("npv_p{}", percentile),
                             fmt::format("Net present value: {}% of model runs are below ({})", percentile, real),
                             CellFormat::pounds, 18});
  }
  sheet.columns.push_back({"draws", "Model runs that the percentiles rest on", CellFormat::plain, 14});
  sheet.columns.push_back({"above_0", "NPV above 0 (% of model runs)", CellFormat::share, 14});
  for (const int march : break_even_marches) {
    sheet.columns.push_back({fmt::format("by_{}", march), fmt::format("Paid back by March {} (% of model runs)", march),
                             CellFormat::share, 14});
  }
  for (const PlanDraws& draws : plan_draws(*booklet.findings.ensemble, booklet.runs.size(), booklet.runs.horizon)) {
    for (const NpvDraws& at : draws.npv) {
      std::vector<Cell> row{static_cast<double>(contents.scenario_number(draws.run)), booklet.runs[draws.run].name,
                            std::string(label(draws.perspective)), at.horizon.label(),
                            npv_headline(booklet, booklet.runs[draws.run], at.horizon, draws.perspective).central};
      for (const NamedPercentile& one : percentiles) {
        const double npv = at.npv.*one.value;
        row.push_back(std::isfinite(npv) ? Cell{npv} : Cell{});
      }
      row.emplace_back(static_cast<double>(at.npv.counted));
      row.emplace_back(at.npv.share_above_0);
      for (const std::optional<double>& share : draws.broken_even) {
        row.push_back(share ? Cell{*share} : Cell{});
      }
      sheet.rows.push_back(std::move(row));
    }
  }
  return sheet;
}

} // namespace headwater::outputs::sheets
