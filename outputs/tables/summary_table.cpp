#include "outputs/appraisal/appraisal.hpp"
#include "outputs/appraisal/net_position.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/tables/percentiles.hpp"
#include "outputs/tables/tables.hpp"

#include <fmt/format.h>

namespace headwater::outputs {
namespace {

/// One number: of which run, what, in which unit, and when.
struct SummaryNumber {
  const ScenarioRun& run;
  std::string quantity;
  std::string_view unit;
  std::string at;
};

void add(Table& table, const SummaryNumber& number, std::string value, const Spread* spread = nullptr,
         const std::optional<double>& better = {}) {
  std::vector<std::string> row{number.run.id, number.quantity, std::string(number.unit), number.at, std::move(value)};
  add_percentiles(row, spread);
  row.push_back(share_text(better));
  row.resize(row.size() + 2); // why_no_percentile, why_no_value
  table.rows.push_back(std::move(row));
}

std::optional<double> share_better(const Findings& findings, const ScenarioRun& run, std::string_view quantity,
                                   FiscalYear year) {
  return findings.ensemble ? findings.ensemble->better(run.position, quantity, year) : std::nullopt;
}

void add_quantities(Table& table, const Runs& runs, const Findings& findings, const ScenarioRun& run, FiscalYear year) {
  const YearView view(run.record, year);
  const YearView before(runs.baseline_of(run).record, year);
  for (const Quantity& quantity : quantities()) {
    if (!available(quantity, view)) {
      continue;
    }
    const auto read = [&](const YearView& from) {
      const double value = quantity.value(from);
      return quantity.measure == Measure::money ? runs.prices.pounds(value, year) : value;
    };
    const std::string at = quantity.basis == Basis::july ? fmt::format("{}-07-31", year.first) : year.label();
    const double value = read(view);
    const std::string name(quantity.name);
    add(table, {run, name, quantity.unit, at}, exact(value), spread_of(findings, run, name, year));
    add(table, {run, name + "_change", quantity.unit, at}, exact(value - read(before)),
        spread_of(findings, run, name, year, Against::baseline), share_better(findings, run, name, year));
  }
}

void add_net_position(Table& table, const Runs& runs, const Findings& findings, const ScenarioRun& run) {
  const Compared compared = runs.compared(run);
  const CashFlows purse = cash_flows(compared, runs.prices, runs.basis, Perspective::public_purse);
  const NetPosition position = net_position(purse);
  const auto add_year = [&](const std::string& quantity, std::size_t i, double value) {
    const FiscalYear year = position.years[i];
    const bool is_baseline = run.is_baseline();
    add(table, {run, quantity, "GBP", year.label()}, exact(value), spread_of(findings, run, quantity, year),
        is_baseline ? std::nullopt : share_better(findings, run, quantity, year));
  };
  for (const FiscalYear year : summary_years(runs.horizon)) {
    for (std::size_t i = 0; i < position.years.size(); ++i) {
      if (position.years[i] == year) {
        add_year("net_position", i, position.yearly[i]);
        add_year("net_position_cumulative", i, position.cumulative[i]);
      }
    }
  }
  if (run.is_baseline() || position.years.empty()) {
    return;
  }
  for (const FiscalYear to : appraised_to(runs.horizon)) {
    if (to < position.years.front()) {
      continue;
    }
    const auto i = static_cast<std::size_t>(to.first - position.years.front().first);
    add_year("net_position_cumulative", i, position.cumulative[i]);
    const std::vector<AppraisalMeasure> found = measures(compared, runs.prices, up_to(purse, to));
    for (const char* name : {"npv", "bcr", "payback_year", "peak_funding_gap", "peak_funding_gap_year"}) {
      const AppraisalMeasure& measure = *find_measure(found, name);
      const bool is_year = measure.unit == "fiscal year";
      const Spread* spread = spread_of(findings, run, Perspective::public_purse, name, to);
      std::vector<std::string> row{run.id, measure.name, measure.unit, to.label(), measure.text()};
      add_percentiles(row, spread, is_year);
      row.emplace_back();
      row.push_back(spread == nullptr ? "" : why_no_percentile(*findings.ensemble, spread, name, to));
      row.push_back(measure.why);
      table.rows.push_back(std::move(row));
    }
  }
}

} // namespace

Table summary_table(const Runs& runs, const Findings& findings) {
  Table table{{"scenario", "quantity", "unit", "at", "value", "p05", "p25", "p50", "p75", "p95", "draws_counted",
               "p_better", "why_no_percentile", "why_no_value"},
              {}};
  for (const ScenarioRun& run : runs) {
    for (const FiscalYear year : summary_years(runs.horizon)) {
      add_quantities(table, runs, findings, run, year);
    }
    add_net_position(table, runs, findings, run);
  }
  return table;
}

} // namespace headwater::outputs
