#include "outputs/appraisal/net_position.hpp"
#include "outputs/charts/csv_text.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/tables/percentiles.hpp"
#include "outputs/tables/tables.hpp"

namespace headwater::outputs {

std::string annual_csv(const Runs& runs, const Findings& findings) {
  CsvText csv(
      {"scenario", "fiscal_year", "quantity", "unit", "value", "p05", "p25", "p50", "p75", "p95", "draws_counted"});
  std::vector<std::string> drawn;
  const auto add = [&](const ScenarioRun& run, FiscalYear year, std::string_view quantity, std::string_view unit,
                       double value) {
    drawn.clear();
    add_percentiles(drawn, spread_of(findings, run, quantity, year));
    csv.row({run.id, year.label(), quantity, unit, value}, drawn);
  };
  for (const ScenarioRun& run : runs) {
    const NetPosition position = net_position(runs.compared(run), runs.prices, runs.basis);
    for (FiscalYear year{model::start_year}; year.first <= runs.horizon; ++year.first) {
      const YearView view(run.record, year);
      for (const Quantity& quantity : quantities()) {
        if (available(quantity, view)) {
          const double value = quantity.value(view);
          add(run, year, quantity.name, quantity.unit,
              quantity.measure == Measure::money ? runs.prices.pounds(value, year) : value);
        }
      }
      for (std::size_t i = 0; i < position.years.size(); ++i) {
        if (position.years[i] == year) {
          add(run, year, "net_position", "GBP", position.yearly[i]);
          add(run, year, "net_position_cumulative", "GBP", position.cumulative[i]);
        }
      }
    }
  }
  return csv.take();
}

} // namespace headwater::outputs
