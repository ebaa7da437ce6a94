// The ledger beside its baseline's: every pound of a plan by fiscal year, category, component and payer.
#include "outputs/workbook/sheets.hpp"

#include "outputs/appraisal/net_position.hpp"

#include <map>
#include <tuple>

namespace headwater::outputs::sheets {
namespace {

/// What identifies a line, in the order of the ledger. Finance lines come after the categories.
struct Key {
  FiscalYear year;
  std::size_t line; ///< category, or beyond the categories the item of finance
  std::size_t component;
  std::size_t payer; ///< payer_count: the lender
  PreventionLevel level;

  friend auto operator<=>(const Key&, const Key&) = default;
};

struct Amounts {
  double plan = 0.0;
  double baseline = 0.0;
};

void add(std::map<Key, Amounts>& lines, const Runs& runs, const ScenarioRun& run, FiscalYear first,
         double Amounts::*column) {
  const auto pounds = [&](double gbp_million, FiscalYear year) { return runs.prices.pounds(gbp_million, year); };
  for (const LedgerLine& line : ledger(runs.compared(run), runs.basis.payers)) {
    if (line.year < first) {
      continue;
    }
    const ByLevel shares = runs.basis.prevention.shares(line.category, line.component);
    for (const PreventionLevel level : prevention_levels) {
      if (const double share = shares[static_cast<std::size_t>(level)]; share != 0.0) {
        lines[{line.year, static_cast<std::size_t>(line.category), static_cast<std::size_t>(line.component),
               static_cast<std::size_t>(line.payer), level}].*
            column += pounds(share * line.gbp_million, line.year);
      }
    }
  }
  for (const FinanceLine& line : finance_lines(run.record, run.funding)) {
    if (line.year >= first) {
      lines[{line.year, model::category_count + static_cast<std::size_t>(line.item), 0,
             line.payer ? static_cast<std::size_t>(*line.payer) : payer_count, PreventionLevel::untagged}].*
          column += pounds(line.gbp_million, line.year);
    }
  }
}

/// category, class, component, payer, cashability, level of prevention as ledger.csv says them.
std::vector<Cell> words_of(const Key& key) {
  const std::string payer = key.payer == payer_count ? "lender" : std::string(name(static_cast<Payer>(key.payer)));
  if (key.line >= model::category_count) {
    const auto item = static_cast<FinanceItem>(key.line - model::category_count);
    return {std::string(name(item)), std::string("finance"),      std::string("transfer"), payer,
            std::string("transfer"), std::string(name(key.level))};
  }
  const model::CategoryRow& category = model::categories()[key.line];
  return {std::string(category.name),
          std::string(name(category.cost_class)),
          std::string(name(static_cast<Component>(key.component))),
          payer,
          std::string(cashability(static_cast<model::Category>(key.line))),
          std::string(name(key.level))};
}

} // namespace

Sheet ledger_sheet(const Contents& contents) {
  const Booklet& booklet = contents.booklet;
  const std::string unit = pounds_unit(booklet.runs);
  Sheet sheet{.name = "Ledger",
              .columns =
                  {
                      {"scenario_number", "Scenario (number)", CellFormat::plain, 10},
                      {"scenario", "Scenario (file name)", CellFormat::text, 28},
                      {"fiscal_year", "Fiscal year", CellFormat::text, 11},
                      {"begins", "Fiscal year begins (calendar year)", CellFormat::plain, 11},
                      {"category", "Category", CellFormat::text, 27},
                      {"class", "Class", CellFormat::text, 21},
                      {"component", "Component", CellFormat::text, 16},
                      {"payer", "Payer", CellFormat::text, 20},
                      {"cashability", "Cashability", CellFormat::text, 20},
                      {"prevention_level", "Level of prevention", CellFormat::text, 12},
                      {"plan", "Paid with the plan (" + unit + ")", CellFormat::pounds, 19},
                      {"baseline", "Paid with the baseline (" + unit + ")", CellFormat::pounds, 19},
                      {"difference", "Difference: more with the plan (" + unit + ")", CellFormat::pounds, 19},
                  },
              .rows = {},
              .frozen_columns = 3};
  for (std::size_t i = 0; i < booklet.runs.size(); ++i) {
    if (contents.is_baseline(i)) {
      continue;
    }
    const ScenarioRun& run = booklet.runs[i];
    const ScenarioRun& baseline = booklet.runs.baseline_of(run);
    const FiscalYear first = booklet.runs.compared(run).first;
    std::map<Key, Amounts> lines;
    add(lines, booklet.runs, run, first, &Amounts::plan);
    add(lines, booklet.runs, baseline, first, &Amounts::baseline);
    for (const auto& [key, amounts] : lines) {
      std::vector<Cell>& row = sheet.rows.emplace_back();
      row.reserve(sheet.columns.size());
      row.emplace_back(static_cast<double>(contents.scenario_number(i)));
      row.emplace_back(run.id);
      row.emplace_back(key.year.label());
      row.emplace_back(static_cast<double>(key.year.first));
      for (Cell& words : words_of(key)) {
        row.push_back(std::move(words));
      }
      row.emplace_back(amounts.plan);
      row.emplace_back(amounts.baseline);
      row.emplace_back(Formula{"{plan}-{baseline}", amounts.plan - amounts.baseline});
    }
  }
  return sheet;
}

} // namespace headwater::outputs::sheets
