// Rates of one day: what flows on 31 July, for quantities that no counter adds up over a year.
#pragma once

#include "outputs/results/year_view.hpp"

#include <cstddef>

namespace headwater::outputs {

/// Families a year who stop struggling, whichever way: found, recovered by themselves, come to crisis or grown up.
double stop_struggling(const YearView& y);
/// Of these, who are found and wait for support.
double families_found(const YearView& y);
/// Of families found or straight to statutory measures, the share with severe need.
double severe_when_found(const YearView& y);

/// Families a year who wait with milder need and whose need becomes severe.
double worse_while_waiting(const YearView& y);

/// What becomes of families who leave support, families a year.
struct LeaveSupport {
  double succeed;      ///< their need is met
  double closed_early; ///< before it is met
  double drop_out;
  double all() const { return succeed + closed_early + drop_out; }
};
LeaveSupport leave_support(const YearView& y);
/// Of families whose support closed early, the share who ask again within 24 months, at the rates of the day.
double rereferred_within_24_months(const YearView& y);

/// Places that families who wait or are in support would take.
double places_for_known_need(const YearView& y);

/// Children a year who come to live away from home in an age band, arrivals from abroad among them.
double entries_away(const YearView& y, std::size_t band);
/// Children a year under 5 who begin to be looked after and whose parents lost a child before.
double repeat_removals(const YearView& y);
/// Children a year whom shared care keeps from coming to live away, less those for whom it breaks down.
double entries_averted_by_shared_care(const YearView& y);

/// Foster households a year who are approved, and who give up.
double foster_households_approved(const YearView& y);
double foster_households_given_up(const YearView& y);
/// Residential places in use: by children looked after, young people in continuing care, and from outside Scotland.
double residential_places_used(const YearView& y);

/// New money a year that is spent and has no effect, GBPm of 2019-20 prices.
double new_money_without_effect(const YearView& y);

} // namespace headwater::outputs
