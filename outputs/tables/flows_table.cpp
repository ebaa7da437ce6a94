#include "outputs/charts/csv_text.hpp"
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

std::string flows_csv(const Runs& runs) {
  constexpr std::size_t long_row = 128; // bytes
  std::size_t rows = 0;
  for (const ScenarioRun& run : runs) {
    rows += run.flows.value().flows.size() * static_cast<std::size_t>(runs.horizon - model::start_year);
  }
  CsvText csv({"scenario", "fiscal_year", "flow", "from", "to", "band", "unit", "value"}, long_row * rows);
  struct Said {
    std::string from;
    std::string to;
    std::string band;
    std::string unit;
  };
  for (const ScenarioRun& run : runs) {
    const model::FlowYears& years = run.flows.value();
    std::vector<Said> said;
    for (const FlowLabel& flow : years.flows) {
      // An adjustment changes one stock and comes from nowhere.
      said.push_back({flow.kind == FlowLabel::Kind::flow ? place_name(flow.arrow.from) : "", place_name(flow.arrow.to),
                      band_of(flow.arrow), unit_of(flow.arrow)});
    }
    for (FiscalYear year = first_whole_year; year <= last_whole_year(runs.horizon); ++year.first) {
      const std::string label = year.label();
      for (std::size_t i = 0; i < years.flows.size(); ++i) {
        const Said& flow = said[i];
        csv.row({run.id, label, years.flows[i].name, flow.from, flow.to, flow.band, flow.unit, years.flowed(i, year)});
      }
    }
  }
  return csv.take();
}

} // namespace headwater::outputs
