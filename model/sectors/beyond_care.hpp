// Beyond care: what universal and family support change outside children's services, in an account of its own.
//
//   universal reach ---> reached under 5 --> 5-11 --> 12-17 --> 18-25 --> 26-44 --> 45-64 --> past 64
//                              services saved: '-----------'        '---------------------' tax and earnings
//   places in use ---> justice and benefits of parents
//
// People reached count as children reached by Sure Start. Gains are above 0 where life is better; they are in no total
// unless asked for. Each pound of such money returns its published present value over a full life.
#pragma once

#include "model/sectors/support.hpp"

namespace headwater::model {

template<class T> struct BeyondCare {
  T services;         ///< GBPm/yr: health, special needs and social care not needed
  T tax;              ///< GBPm/yr
  T earnings;         ///< GBPm/yr, of people themselves
  T parents;          ///< GBPm/yr: justice and benefits
  T poverty_transfer; ///< GBPm/yr paid to change child poverty
};

template<class T>
BeyondCare<T> beyond_care(const Stocks<T>& s, const Parameters<T>& p, const Moment<T>& now, const Climate<T>& climate,
                          const Support<T>& support) {
  BeyondCare<T> c;
  c.services =
      named("services not needed by those reached early", "bc_services",
            p.cost_early_access * p.early_gain_services / p.early_services_years * (s.reached_5_11 + s.reached_12_17));
  const T adults = p.reached_tax_18_25 * s.reached_18_25 + s.reached_26_44 + s.reached_45_64;
  c.tax = named("tax of those reached early", "bc_tax",
                p.cost_early_access * p.early_gain_tax / p.early_earnings_years * adults);
  c.earnings = named("earnings of those reached early", "bc_earnings",
                     p.cost_early_access * p.early_gain_earnings / p.early_earnings_years * adults);
  c.parents = named("justice and benefits of supported parents", "bc_family",
                    p.support_gain_parents * p.cost_per_support_post * climate.wage_growth /
                        p.families_per_support_worker * support.in_use);
  c.poverty_transfer = named("transfer that changes child poverty", "poverty_transfer",
                             -p.cost_child_poverty * climate.wage_growth * now.lever.child_poverty);
  return c;
}

/// Years that people reached early spend in each age of `reached` (under 5, 5-11, 12-17, 18-25, 26-44, 45-64).
template<class T> std::array<T, 6> reached_years(const Parameters<T>& p) {
  return {p.reached_under_5_years, p.years_5_11,  p.years_12_15 + p.years_16_17,
          p.years_18_25,           p.years_26_44, p.years_45_64};
}

/// Children a year reached early at a universal reach, children/yr.
template<class T> T reached_early(const T& reach, const Parameters<T>& p) {
  return p.early_years_share * p.reach_money_scale * reach / p.cost_early_access;
}

template<class Scene, class Ledger> void beyond_care_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();
  const std::array<T, 6> years = reached_years(p);
  ledger.flow("reached early", Boundary::never_reached >> stock::reached_under_5, reached_early(s.universal_reach, p));
  ledger.flow("turn 5", stock::reached_under_5 >> stock::reached_5_11, s.reached_under_5 / years[0]);
  ledger.flow("turn 12", stock::reached_5_11 >> stock::reached_12_17, s.reached_5_11 / years[1]);
  ledger.flow("turn 18", stock::reached_12_17 >> stock::reached_18_25, s.reached_12_17 / years[2]);
  ledger.flow("turn 26", stock::reached_18_25 >> stock::reached_26_44, s.reached_18_25 / years[3]);
  ledger.flow("turn 45", stock::reached_26_44 >> stock::reached_45_64, s.reached_26_44 / years[4]);
  ledger.flow("turn 65", stock::reached_45_64 >> Boundary::reached_past_64, s.reached_45_64 / years[5]);
}

} // namespace headwater::model
