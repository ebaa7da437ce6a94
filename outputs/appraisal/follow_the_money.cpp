#include "outputs/appraisal/follow_the_money.hpp"

#include "outputs/results/prices.hpp"
#include "outputs/results/quantities.hpp"

namespace headwater::outputs {

std::vector<PublishedTotal> follow_the_money(const model::AnnualRecord& record, const Deflator& deflator) {
  const YearView view(record, follow_the_money_year);
  const Prices then{PriceBase{follow_the_money_year}, deflator};
  const auto model_says = [&](std::string_view quantity) {
    return then.pounds(find_quantity(quantity)->value(view), follow_the_money_year) / million;
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
