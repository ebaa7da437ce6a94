#include "outputs/report/prevention_section.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/report/report_html.hpp"
#include "outputs/runs/blocks.hpp"
#include "outputs/tables/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::outputs {
namespace {

std::vector<FiscalYear> shown_years(const Runs& runs) {
  std::vector<FiscalYear> years = summary_years(runs.horizon);
  const FiscalYear now = std::min(comparison_starts, years.front());
  if (now < years.front()) {
    years.insert(years.begin(), now);
  }
  return years;
}

std::string tenths_of_per_cent(double share) { return fmt::format("{:.1f}%", 100.0 * share); }

/// The share of each run in some years, of children's services and of all; then what it spends on each level.
Table preventive_shares(const Booklet& booklet) {
  const Runs& runs = booklet.runs;
  const std::vector<FiscalYear> years = shown_years(runs);
  Table table{{"Scenario"}, {}};
  for (const SpendingOn on : spending_on) {
    for (const FiscalYear year : years) {
      table.columns.push_back(fmt::format("Of {}, {}", label(on), year.label()));
    }
  }
  for (const PreventionLevel level : prevention_levels) {
    if (level != PreventionLevel::untagged) {
      table.columns.push_back(fmt::format("{}, £m, {}", name(level), years.back().label()));
    }
  }
  for (const RunBlock& block : run_blocks_of(runs)) {
    for (const std::size_t i : block.runs) {
      const ScenarioRun& run = runs[i];
      const std::vector<LedgerLine> lines = ledger(runs.compared(run), runs.basis.payers);
      std::vector<std::string> row{run.name};
      PreventionSpend last{};
      for (const SpendingOn on : spending_on) {
        for (const PreventionSpend& spend : prevention_path(lines, runs.basis.prevention, on, runs.basis.included)) {
          if (std::find(years.begin(), years.end(), spend.year) != years.end()) {
            row.push_back(tenths_of_per_cent(spend.share()));
          }
          if (on == SpendingOn::childrens_services && spend.year == years.back()) {
            last = spend;
          }
        }
      }
      for (const PreventionLevel level : prevention_levels) {
        if (level != PreventionLevel::untagged) {
          const double gbp = runs.prices.pounds(last.gbp_million[static_cast<std::size_t>(level)], last.year);
          row.push_back(readable_number(gbp / million, 1));
        }
      }
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

} // namespace

std::string prevention_section(const Booklet& booklet) {
  return "<h2>The preventive share</h2>\n"
         "<p>Scottish budgets are asked which of their lines are preventive. Here every line of the ledger has a "
         "level, as "
         "the Scottish Government's Prevention Unit defines them in <em>Defining Prevention</em> "
         "(gov.scot/publications/defining-prevention): <em>primary</em> "
         "stops a problem before there is one, <em>secondary</em> meets it as it begins to emerge, <em>tertiary</em> "
         "stops one that is there from escalating or recurring; <em>acute</em> is the response to what has happened. "
         "Which category is which is a judgement: <code>outputs/data/prevention_levels.csv</code> has it, and "
         "<code>--prevention-levels</code> takes another.</p>\n"
         "<p><strong>The share says how money is tagged, not that it works.</strong> It rises as well where care costs "
         "less, and falls where support is cut.</p>\n" +
         html_table(preventive_shares(booklet)) +
         "<p class=\"quiet\">Children's services: support and the care system. All public services counted: failure "
         "demand and adult services as well, without lost tax and without what is counted as a change since 2011. "
         "Levels in £m are of children's services. Central values. Every year: <code>prevention.csv</code>; each line: "
         "<code>ledger.csv</code>.</p>\n";
}

} // namespace headwater::outputs
