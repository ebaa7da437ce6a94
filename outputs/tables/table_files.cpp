#include "outputs/tables/table_files.hpp"

#include "outputs/charts/csv_text.hpp"
#include "outputs/tables/tables.hpp"

namespace headwater::outputs {

std::vector<FileToMake> table_files(const Booklet& booklet) {
  std::vector<FileToMake> files;
  const auto add = [&](const char* name, Table (*table)(const Booklet&)) {
    files.push_back({name, [&booklet, table] { return csv_text(table(booklet)); }});
  };
  add("summary.csv", [](const Booklet& of) { return summary_table(of.runs, of.findings); });
  files.push_back({"annual.csv", [&booklet] { return annual_csv(booklet.runs, booklet.findings); }});
  files.push_back({"stocks.csv", [&booklet] { return stocks_csv(booklet.runs); }});
  files.push_back({"flows.csv", [&booklet] { return flows_csv(booklet.runs); }});
  files.push_back({"ledger.csv", [&booklet] { return ledger_csv(booklet.runs); }});
  add("prevention.csv", [](const Booklet& of) { return prevention_table(of.runs); });
  add("appraisal.csv", [](const Booklet& of) { return appraisal_table(of.runs, of.findings); });
  files.push_back({"cash_flows.csv", [&booklet] { return cash_flows_csv(booklet.runs); }});
  add("finance.csv", [](const Booklet& of) { return finance_table(of.runs); });
  add("spending.csv", [](const Booklet& of) { return spending_table(of.runs); });
  add("pockets.csv", [](const Booklet& of) { return pockets_table(of.runs); });
  add("transfers.csv", [](const Booklet& of) { return transfers_table(of.runs); });
  add("delays.csv", [](const Booklet& of) { return delays_table(of.runs, of.findings.delays); });
  if (!booklet.findings.without_practice.empty()) {
    add("practice.csv", [](const Booklet& of) { return practice_table(of.runs, of.findings.without_practice); });
  }
  if (const std::optional<Ensemble>& ensemble = booklet.findings.ensemble) {
    add("break_even.csv", [](const Booklet& of) { return break_even_table(of.runs, *of.findings.ensemble); });
    if (booklet.findings.information && booklet.findings.information->why_none.empty()) {
      add("value_of_information.csv",
          [](const Booklet& of) { return information_table(of.runs, *of.findings.information); });
    }
    if (!ensemble->failures.empty()) {
      add("failures.csv", [](const Booklet& of) { return failures_table(of.runs, *of.findings.ensemble); });
    }
  }
  if (booklet.findings.difference) {
    add("difference.csv", [](const Booklet& of) { return difference_table(*of.findings.difference); });
  }
  if (!booklet.findings.lives.empty()) {
    add("personas.csv", [](const Booklet& of) { return personas_table(of.runs, of.findings.lives); });
    add("persona_shares.csv", [](const Booklet& of) { return persona_shares_table(of.runs, of.findings.lives); });
  }
  if (booklet.runs.nation) {
    add("deprivation.csv", [](const Booklet& of) { return deprivation_table(of.runs, of.findings); });
    add("follow_the_money.csv", [](const Booklet& of) { return follow_the_money_table(of.runs); });
  }
  return files;
}

} // namespace headwater::outputs
