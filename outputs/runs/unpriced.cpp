#include "outputs/runs/unpriced.hpp"

#include "model/quantities/lever_prices.hpp"
#include "outputs/runs/plan_difference.hpp"

#include <fmt/format.h>

namespace headwater::outputs {

bool has_no_price(std::size_t lever) { return model::price_of_lever(lever) == model::LeverPrice::rule; }

std::vector<std::string> unpriced_levers(const model::Plan& plan, const model::Plan& baseline) {
  std::vector<std::string> found;
  PlannedRun with{"", {}, {}};
  PlannedRun without{"", {}, {}};
  with.drivers.plan = plan;
  without.drivers.plan = baseline;
  for (const PlanChange& change : changes_between(without, with)) {
    if (change.kind == PlanChange::Kind::lever && has_no_price(change.position)) {
      found.push_back(change.name);
    }
  }
  return found;
}

std::string unpriced_in_words(const std::vector<std::string>& levers) {
  if (levers.empty()) {
    return "";
  }
  std::string list;
  for (std::size_t i = 0; i < levers.size(); ++i) {
    std::string spoken = levers[i];
    std::replace(spoken.begin(), spoken.end(), '_', ' ');
    list += (i == 0 ? "" : i + 1 == levers.size() ? " and " : ", ") + spoken;
  }
  return fmt::format("Rule, not price: {} {} charged to nobody, so what the plan gains by {} looks free.", list,
                     levers.size() == 1 ? "is" : "are", levers.size() == 1 ? "it" : "them");
}

} // namespace headwater::outputs
