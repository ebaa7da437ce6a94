#include "outputs/results/ledger.hpp"
#include "outputs/tables/tables.hpp"

namespace headwater::outputs {

Table ledger_table(const Runs& runs) {
  Table table{{"scenario", "fiscal_year", "category", "class", "payer", "cashability", "recurrence", "price_base",
               "gbp", "component", "prevention_level"},
              {}};
  for (const ScenarioRun& run : runs) {
    for (const LedgerLine& line : ledger(runs.compared(run), runs.basis.payers)) {
      const model::CategoryRow& category = model::categories()[static_cast<std::size_t>(line.category)];
      const ByLevel shares = runs.basis.prevention.shares(line.category, line.component);
      for (const PreventionLevel level : prevention_levels) { // a line of two levels is two rows
        const double share = shares[static_cast<std::size_t>(level)];
        if (share == 0.0) {
          continue;
        }
        table.rows.push_back({run.id, line.year.label(), std::string(category.name),
                              std::string(name(category.cost_class)), std::string(name(line.payer)),
                              std::string(cashability(line.category)), std::string(recurrence(line.component)),
                              runs.prices.key(), exact(runs.prices.pounds(share * line.gbp_million, line.year)),
                              std::string(name(line.component)), std::string(name(level))});
      }
    }
    // Money that moves between payers: no service, no saving.
    for (const FinanceLine& line : finance_lines(run.record)) {
      table.rows.push_back({run.id, line.year.label(), std::string(name(line.item)), "finance",
                            line.payer ? std::string(name(*line.payer)) : "lender", "transfer", "one_off",
                            runs.prices.key(), exact(runs.prices.pounds(line.gbp_million, line.year)), "transfer",
                            std::string(name(PreventionLevel::untagged))});
    }
  }
  return table;
}

} // namespace headwater::outputs
