#include "outputs/tables/tables.hpp"

#include "model/quantities/arrows.hpp"
#include "outputs/charts/csv_text.hpp"
#include "outputs/tables/places.hpp"

#include <fmt/format.h>

namespace headwater::outputs {

std::string stocks_csv(const Runs& runs) {
  CsvText csv({"scenario", "date", "stock", "symbol", "band", "unit", "value"});
  for (const ScenarioRun& run : runs) {
    for (int year = model::start_year; year <= runs.horizon; ++year) {
      const std::string date = fmt::format("{}-07-31", year);
      const model::State<double>& state = run.record.on_31_july(year);
      for (const model::StockRow& stock : model::stocks()) {
        for (std::size_t band = 0; band < stock.bands; ++band) {
          csv.row(
              {run.id, date, stock.name, stock.symbol, band_name(stock, band), stock.unit, state[stock.first + band]});
        }
      }
    }
  }
  return csv.take();
}

} // namespace headwater::outputs
