#include "outputs/appraisal/follow_the_money.hpp"

#include "model/quantities/plan.hpp"
#include "outputs/results/quantities.hpp"

namespace headwater::outputs {

namespace {
/// GBP of 2018-19 for one GBP of the equations (2019-20). The equations were calibrated to the totals by the multipliers
/// of LGBF_SRC_2026, 1.264912 from 2018-19 to 2024-25, so they are compared by these, whatever deflator prices are shown
/// by.
constexpr double prices_of_then = model::user_prices / 1.264912;
} // namespace

std::vector<PublishedTotal> follow_the_money(const model::AnnualRecord& record) {
  const YearView view(record, follow_the_money_year);
  const auto model_says = [&](std::string_view quantity) {
    return prices_of_then * find_quantity(quantity)->value(view);
  };
  return {
      {"operating cost of care and what surrounds it", 1100.0, 1200.0, model_says("cost_operating"),
       "calibrated to the middle of the published range"},
      {"failure demand of care-experienced people", 875.0, 875.0, model_says("cost_failure_demand"),
       "calibrated to it"},
      {"lost income tax and national insurance", 732.0, 732.0, model_says("cost_lost_tax"), "calibrated to it"},
  };
}

} // namespace headwater::outputs
