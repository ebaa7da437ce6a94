#include "outputs/results/net_position.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/tables/tables.hpp"

namespace headwater::outputs {
namespace {

void add(Table& table, const ScenarioRun& run, std::string quantity, std::string_view unit, std::string at,
         std::string value) {
  table.rows.push_back(
      {run.id, std::move(quantity), std::string(unit), std::move(at), std::move(value), "", "", "", "", ""});
}

void add_quantities(Table& table, const Study& study, const ScenarioRun& run, FiscalYear year) {
  const YearView view(run.path, year);
  const YearView before(study.runs[run.baseline].path, year);
  for (const Quantity& quantity : quantities()) {
    if (!available(quantity, view)) {
      continue;
    }
    const auto read = [&](const YearView& from) {
      const double value = quantity.value(from);
      return quantity.measure == Measure::money ? study.prices.pounds(value, year) : value;
    };
    const std::string at = quantity.basis == Basis::july ? fmt::format("{}-07-31", year.first) : year.label();
    const double value = read(view);
    add(table, run, std::string(quantity.name), quantity.unit, at, exact(value));
    add(table, run, std::string(quantity.name) + "_change", quantity.unit, at, exact(value - read(before)));
  }
}

void add_net_position(Table& table, const Study& study, const ScenarioRun& run) {
  const NetPosition position = net_position(study, run);
  for (const FiscalYear year : summary_years(study.horizon)) {
    for (std::size_t i = 0; i < position.years.size(); ++i) {
      if (position.years[i] == year) {
        add(table, run, "net_position", "GBP", position.years[i].label(), exact(position.yearly[i]));
        add(table, run, "net_position_cumulative", "GBP", position.years[i].label(), exact(position.cumulative[i]));
      }
    }
  }
  if (run.baseline == static_cast<std::size_t>(&run - study.runs.data()) || position.years.empty()) {
    return;
  }
  const std::string last = position.years.back().label();
  add(table, run, "net_position_cumulative", "GBP", last, exact(position.cumulative.back()));
  const FundingGap gap = peak_funding_gap(position);
  add(table, run, "peak_funding_gap", "GBP", gap.gbp < 0.0 ? gap.year.label() : last, exact(-gap.gbp));
  const auto back = pays_back(position);
  add(table, run, "payback_year", "fiscal year", last,
      back ? back->label() : (gap.gbp < 0.0 ? "not by " + last : "never below the baseline"));
}

} // namespace

Table summary_table(const Study& study) {
  Table table{{"scenario", "quantity", "unit", "at", "value", "p05", "p25", "p50", "p75", "p95"}, {}};
  for (const ScenarioRun& run : study.runs) {
    for (const FiscalYear year : summary_years(study.horizon)) {
      add_quantities(table, study, run, year);
    }
    add_net_position(table, study, run);
  }
  return table;
}

} // namespace headwater::outputs
