#include "outputs/tables/tables.hpp"

namespace headwater::outputs {

Table prevention_table(const Runs& runs) {
  Table table{{"scenario", "fiscal_year", "spending_on", "price_base"}, {}};
  for (const PreventionLevel level : prevention_levels) {
    table.columns.emplace_back(name(level));
  }
  table.columns.emplace_back("preventive_share");
  for (const ScenarioRun& run : runs) {
    const std::vector<LedgerLine> lines = ledger(runs.compared(run), runs.basis.payers);
    for (const SpendingOn on : spending_on) {
      for (const PreventionSpend& spend : prevention_path(lines, runs.basis.prevention, on, runs.basis.included)) {
        std::vector<std::string> row{run.id, spend.year.label(), std::string(name(on)), runs.prices.key()};
        for (const double gbp_million : spend.gbp_million) {
          row.push_back(exact(runs.prices.pounds(gbp_million, spend.year)));
        }
        row.push_back(exact(spend.share()));
        table.rows.push_back(std::move(row));
      }
    }
  }
  return table;
}

} // namespace headwater::outputs
