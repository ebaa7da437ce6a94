#include "outputs/tables/tables.hpp"

#include "model/quantities/arrows.hpp"
#include "outputs/tables/places.hpp"

#include <fmt/format.h>

namespace headwater::outputs {

Table stocks_table(const Runs& runs) {
  Table table{{"scenario", "date", "stock", "symbol", "band", "unit", "value"}, {}};
  for (const ScenarioRun& run : runs) {
    for (int year = model::start_year; year <= runs.horizon; ++year) {
      const model::State<double>& state = run.record.on_31_july(year);
      for (const model::StockRow& stock : model::stocks()) {
        for (std::size_t band = 0; band < stock.bands; ++band) {
          table.rows.push_back({run.id, fmt::format("{}-07-31", year), std::string(stock.name),
                                std::string(stock.symbol), band_name(stock, band), std::string(stock.unit),
                                exact(state[stock.first + band])});
        }
      }
    }
  }
  return table;
}

} // namespace headwater::outputs
