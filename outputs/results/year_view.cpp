#include "outputs/results/year_view.hpp"

#include <algorithm>

namespace headwater::outputs {
namespace {

int nearest_july(const model::AnnualRecord& record, FiscalYear year) {
  return std::clamp(year.first, model::start_year, record.last_july());
}

} // namespace

YearView::YearView(const model::AnnualRecord& record, FiscalYear year)
    : record_{&record}, year_{year}, has_stocks_{year.first == nearest_july(record, year)},
      has_flows_{record.has_april(year.first) && record.has_april(year.first + 1)},
      stocks_{model::read_stocks(record.on_31_july(nearest_july(record, year)).data())},
      july_{stocks_, record.parameters, record.reference, record.moment_of_31_july(nearest_july(record, year))} {}

double YearView::accumulated(model::Place place) const {
  return record_->on_1_april(year_.first + 1)[place.index] - record_->on_1_april(year_.first)[place.index];
}

} // namespace headwater::outputs
