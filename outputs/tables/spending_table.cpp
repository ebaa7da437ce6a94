#include "outputs/results/horizons.hpp"
#include "outputs/results/spending.hpp"
#include "outputs/tables/tables.hpp"

namespace headwater::outputs {

Table spending_table(const Runs& runs) {
  Table table{{"scenario", "lever", "fiscal_year", "unit", "price_base", "planned", "spent", "unspent", "why_unspent"},
              {}};
  const FiscalYear last = std::min(spoken_horizon(runs.horizon), last_whole_year(runs.horizon));
  for (const ScenarioRun& run : runs) {
    for (const Spending& row : spending(runs.compared(run), runs.basis.payers, last)) {
      const auto pounds = [&](double gbp_million) { return exact(runs.prices.pounds(gbp_million, row.year)); };
      table.rows.push_back({run.id, std::string(model::levers()[row.lever].name), row.year.label(), "GBP",
                            runs.prices.key(), pounds(row.planned), pounds(row.spent), pounds(row.unspent()),
                            std::string(row.why)});
    }
  }
  return table;
}

} // namespace headwater::outputs
