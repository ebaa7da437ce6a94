#include "outputs/results/ledger.hpp"
#include "outputs/tables/tables.hpp"

namespace headwater::outputs {

Table ledger_table(const Study& study) {
  Table table{
      {"scenario", "fiscal_year", "category", "class", "payer", "cashability", "recurrence", "price_base", "gbp"}, {}};
  for (const ScenarioRun& run : study.runs) {
    for (const LedgerLine& line : ledger(run, study.horizon)) {
      const model::CategoryRow& category = model::categories()[static_cast<std::size_t>(line.category)];
      table.rows.push_back({run.id, line.year.label(), std::string(category.name),
                            std::string(name(category.cost_class)), std::string(name(line.payer)),
                            std::string(cashability(line.category)), "recurring", study.prices.key(),
                            exact(study.prices.pounds(line.gbp_million, line.year))});
    }
  }
  return table;
}

} // namespace headwater::outputs
