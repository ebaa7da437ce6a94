#include "outputs/results/ledger.hpp"
#include "outputs/tables/tables.hpp"

namespace headwater::outputs {

Table ledger_table(const Runs& runs) {
  Table table{{"scenario", "fiscal_year", "category", "class", "payer", "cashability", "recurrence", "price_base",
               "gbp", "component"},
              {}};
  for (const ScenarioRun& run : runs) {
    for (const LedgerLine& line : ledger(runs.compared(run), runs.basis.payers)) {
      const model::CategoryRow& category = model::categories()[static_cast<std::size_t>(line.category)];
      table.rows.push_back({run.id, line.year.label(), std::string(category.name),
                            std::string(name(category.cost_class)), std::string(name(line.payer)),
                            std::string(cashability(line.category)), std::string(recurrence(line.component)),
                            runs.prices.key(), exact(runs.prices.pounds(line.gbp_million, line.year)),
                            std::string(name(line.component))});
    }
    // Money that moves between payers: no service, no saving.
    for (const FinanceLine& line : finance_lines(run.record, run.funding)) {
      table.rows.push_back({run.id, line.year.label(), std::string(name(line.item)), "finance",
                            line.payer ? std::string(name(*line.payer)) : "lender", "transfer", "one_off",
                            runs.prices.key(), exact(runs.prices.pounds(line.gbp_million, line.year)), "transfer"});
    }
  }
  return table;
}

} // namespace headwater::outputs
