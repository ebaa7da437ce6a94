#include "outputs/results/summary_years.hpp"
#include "outputs/tables/places.hpp"
#include "outputs/tables/tables.hpp"

namespace headwater::outputs {
namespace {

using model::FlowLabel;

// The ages of the end that has some: of where a flow leaves, else of where it arrives.
std::string band_of(const model::Arrow& arrow) {
  for (const model::End& end : {arrow.from, arrow.to}) {
    const model::StockRow* stock = end.inside ? model::stock_at(end.index) : nullptr;
    if (stock != nullptr && stock->bands > 1) {
      return band_name(*stock, end.index - stock->first);
    }
  }
  return "";
}

// What is counted when a flow is added up over a year: the unit of its stock.
std::string unit_of(const model::Arrow& arrow) {
  const model::End end = arrow.from.inside ? arrow.from : arrow.to;
  if (!end.inside) {
    return std::string(model::boundaries()[end.index].unit);
  }
  return std::string(model::stock_at(end.index)->unit);
}

} // namespace

Table flows_table(const Runs& runs) {
  Table table{{"scenario", "fiscal_year", "flow", "from", "to", "band", "unit", "value"}, {}};
  for (const ScenarioRun& run : runs) {
    const model::Trajectory& steps = run.steps.value();
    for (FiscalYear year = first_whole_year; year <= last_whole_year(runs.horizon); ++year.first) {
      for (std::size_t i = 0; i < steps.flows.size(); ++i) {
        const FlowLabel& flow = steps.flows[i];
        const double value = steps.flow_total_at(i, year.ends()) - steps.flow_total_at(i, year.begins());
        // An adjustment changes one stock and comes from nowhere.
        const std::string from = flow.kind == FlowLabel::Kind::flow ? place_name(flow.arrow.from) : "";
        table.rows.push_back({run.id, year.label(), std::string(flow.name), from, place_name(flow.arrow.to),
                              band_of(flow.arrow), unit_of(flow.arrow), exact(value)});
      }
    }
  }
  return table;
}

} // namespace headwater::outputs
