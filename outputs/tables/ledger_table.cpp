#include "outputs/results/ledger.hpp"
#include "outputs/tables/tables.hpp"

namespace headwater::outputs {

Table ledger_table(const Study& study) {
  Table table{{"scenario", "fiscal_year", "category", "class", "payer", "cashability", "recurrence", "price_base",
               "gbp", "component"},
              {}};
  for (const ScenarioRun& run : study.runs) {
    for (const LedgerLine& line : ledger(study, run)) {
      const model::CategoryRow& category = model::categories()[static_cast<std::size_t>(line.category)];
      table.rows.push_back({run.id, line.year.label(), std::string(category.name),
                            std::string(name(category.cost_class)), std::string(name(line.payer)),
                            std::string(cashability(line.category)), std::string(recurrence(line.component)),
                            study.prices.key(), exact(study.prices.pounds(line.gbp_million, line.year)),
                            std::string(name(line.component))});
    }
    // Money that moves between payers: no service, no saving.
    for (const FinanceLine& line : finance_lines(run.path)) {
      table.rows.push_back({run.id, line.year.label(), std::string(name(line.item)), "finance",
                            line.payer ? std::string(name(*line.payer)) : "lender", "transfer", "one_off",
                            study.prices.key(), exact(study.prices.pounds(line.gbp_million, line.year)), "transfer"});
    }
  }
  return table;
}

} // namespace headwater::outputs
