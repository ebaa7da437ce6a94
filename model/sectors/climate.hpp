// Climate: what the world outside children's services brings.
//
//   published series --> poverty, referrals -.
//   time            --> practice, pandemic  --+--> every other sector
//   births          --> coping, struggling  -'
//   arrivals        --> foster, residential
//
// Starts fell from 4,859 (2010) to 3,105 (2024) and referrals to the Reporter by 74% before any national
// family-support fund existed, so the baseline has a downward trend of its own: at-home entries follow the published
// referrals, entries away from home decline to a floor, and the pandemic leaves a lasting step and a passing dip in
// exits. After the data end the trend clock runs at reduced speed, and at the end of trends it stops: from then on
// budgets and plans keep pace with unit costs.
#pragma once

#include "model/sectors/bands.hpp"
#include "model/sectors/moment.hpp"
#include "model/sectors/reference.hpp"

namespace headwater::model {

template<class T> struct Climate {
  T trend_years;        ///< te - T0, years on the trend clock
  T data_years;         ///< min(t, trend end) - T0, years of history
  T adoption_years;     ///< years since the start of the run for which adoption has changed
  T poverty;            ///< pov, 1 at the reference poverty
  T away_practice;      ///< ZA, trend of entries away from home, 1 in 2011
  T at_home_practice;   ///< ZH, trend of entries at home, 1 in 2011
  T exits;              ///< Ex, exits from care relative to normal
  T births;             ///< B, families/yr
  T arrivals;           ///< ua, families/yr
  T wage_growth;        ///< gw, real pay and prices, 1 in 2019-20
  T community_growth;   ///< ghC, community unit cost, 1 in 2019-20
  T residential_growth; ///< ghR, residential unit cost, 1 in 2019-20
  T plan_growth;        ///< idx, what new money is multiplied by to keep pace with unit costs, 1 to the end of trends
  T after_trends;       ///< post, 0 to the end of trends, 1 after it
  T cost_growth_rate;   ///< gg, growth of real pay and prices, 1/yr
};

template<class T> Climate<T> climate(const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now) {
  Climate<T> c;
  const T history = min(now.time, p.trend_end);
  const T after = max(min(now.time, p.end_of_trends) - p.trend_end, T(0.0));
  const T trend_clock = named("trend clock", "te", history + (T(1.0) - p.trend_frozen_share) * after);
  c.trend_years = trend_clock - now.start;
  c.data_years = history - now.start;
  c.adoption_years = min(now.time, p.adoption_trend_end) - now.start;

  c.poverty = named(
      "child poverty relative to reference", "pov",
      (now.child_poverty + (T(1.0) - p.poverty_through_parents * now.loop.adult_pressure) * now.lever.child_poverty) /
          p.poverty_reference);

  const T past_referrals = max(trend_clock - now.referrals_end, T(0.0));
  const T referrals = named("children referred to the Reporter", "Ref",
                            now.referrals * (p.referral_floor + (T(1.0) - p.referral_floor) /
                                                                    (T(1.0) + p.referral_decline * past_referrals)));
  const T pandemic = named("lasting change of practice in the pandemic", "c",
                           s_curve((now.time - p.pandemic_midpoint) / p.pandemic_width));
  c.away_practice =
      named("trend of entries away from home", "ZA",
            (p.away_decline_floor + (T(1.0) - p.away_decline_floor) * grow(-p.away_decline_speed * c.trend_years)) *
                (T(1.0) - p.step_2020_away * pandemic));
  c.at_home_practice =
      named("trend of entries at home", "ZH",
            elastic(referrals, p.at_home_referral_elasticity) * (T(1.0) - p.step_2020_at_home * pandemic));
  c.exits = named("exits relative to normal", "Ex",
                  T(1.0) - p.exit_dip_2020 * bell((now.time - p.exit_dip_centre) / p.exit_dip_width) +
                      p.exit_rebound_2021 * bell((now.time - p.exit_rebound_centre) / p.exit_rebound_width));

  const T future_decline = max(min(now.time, p.births_stop_falling) - p.trend_end, T(0.0));
  c.births = named("new families", "B",
                   r.births * grow(-p.birth_decline * c.data_years - p.birth_decline_after_2024 * future_decline));
  c.arrivals = named("arrivals at 16-17 from outside Scotland", "ua",
                     p.arrivals_from_outside * s_curve((now.time - p.arrivals_midpoint) / p.arrivals_width) /
                         p.children_per_looked_after_family);

  const T future_growth = p.future_cost_growth * max(now.time - p.cost_base_year, T(0.0));
  const T years_to_base = min(now.time - p.cost_base_year, T(0.0));
  c.wage_growth = named("real pay and prices", "gw", grow(future_growth));
  const T growth_to_end = p.future_cost_growth * max(min(now.time, p.end_of_trends) - p.cost_base_year, T(0.0));
  c.plan_growth = named("growth of new money after the end of trends", "idx", c.wage_growth / grow(growth_to_end));
  c.after_trends = named("after the end of trends", "post", ramp((now.time - p.end_of_trends) / p.end_of_trends_ramp));
  c.cost_growth_rate =
      named("growth rate of real pay and prices", "gg", p.future_cost_growth / (T(1.0) + future_growth / T(8.0)));
  c.community_growth =
      named("community unit cost", "ghC", grow(p.community_cost_growth * years_to_base + future_growth));
  c.residential_growth =
      named("residential unit cost", "ghR", grow(p.residential_cost_growth * years_to_base + future_growth));
  return c;
}

} // namespace headwater::model
