#include "outputs/charts/csv_text.hpp"
#include "outputs/results/ledger.hpp"
#include "outputs/tables/tables.hpp"

namespace headwater::outputs {

std::string ledger_csv(const Runs& runs) {
  CsvText csv({"scenario", "fiscal_year", "category", "class", "payer", "cashability", "recurrence", "price_base",
               "gbp", "component", "prevention_level"});
  const std::string base = runs.prices.key();
  for (const ScenarioRun& run : runs) {
    for (const LedgerLine& line : ledger(runs.compared(run), runs.basis.payers)) {
      const model::CategoryRow& category = model::categories()[static_cast<std::size_t>(line.category)];
      const ByLevel shares = runs.basis.prevention.shares(line.category, line.component);
      for (const PreventionLevel level : prevention_levels) { // a line of two levels is two rows
        if (const double share = shares[static_cast<std::size_t>(level)]; share != 0.0) {
          csv.row({run.id, line.year.label(), category.name, name(category.cost_class), name(line.payer),
                   cashability(line.category), recurrence(line.component), base,
                   runs.prices.pounds(share * line.gbp_million, line.year), name(line.component), name(level)});
        }
      }
    }
    // Money that moves between payers: no service, no saving.
    for (const FinanceLine& line : finance_lines(run.record, run.funding)) {
      csv.row({run.id, line.year.label(), name(line.item), "finance", line.payer ? name(*line.payer) : "lender",
               "transfer", "one_off", base, runs.prices.pounds(line.gbp_million, line.year), "transfer",
               name(PreventionLevel::untagged)});
    }
  }
  return csv.take();
}

} // namespace headwater::outputs
