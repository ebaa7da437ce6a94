#include "outputs/results/family_arrows.hpp"

#include "model/quantities/arrows.hpp"

#include <algorithm>

namespace headwater::outputs {
namespace {

struct NamedPlace {
  std::string_view name;
  std::string_view unit;
};

NamedPlace place_of(const model::End& end) {
  if (!end.inside) {
    const model::BoundaryRow& boundary = model::boundaries()[end.index];
    return {boundary.name, boundary.unit};
  }
  const model::StockRow* stock = model::stock_at(end.index);
  return stock == nullptr ? NamedPlace{} : NamedPlace{stock->name, stock->unit};
}

} // namespace

std::vector<FamilyArrow> family_arrows(const model::FlowYears& run, model::FiscalYear year) {
  std::vector<FamilyArrow> arrows;
  for (std::size_t i = 0; i < run.flows.size(); ++i) {
    const model::FlowLabel& flow = run.flows[i];
    const NamedPlace from = place_of(flow.arrow.from);
    const NamedPlace to = place_of(flow.arrow.to);
    if (flow.kind != model::FlowLabel::Kind::flow || from.name == to.name ||
        (from.unit != "families" && to.unit != "families")) {
      continue;
    }
    const double families = run.flowed(i, year);
    const auto same = std::find_if(arrows.begin(), arrows.end(), [&](const FamilyArrow& arrow) {
      return arrow.flow == flow.name && arrow.from == from.name && arrow.to == to.name;
    });
    if (same == arrows.end()) {
      arrows.push_back({flow.name, from.name, to.name, families});
    } else {
      same->families += families;
    }
  }
  return arrows;
}

} // namespace headwater::outputs
