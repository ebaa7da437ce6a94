// Controls: what councils and governments set around services, without a stock of their own.
//
//   prevention budget, threshold ---> referrals accepted        open door ---> fewer are told to be stable first
//   money ---> alternatives to secure care, diversion           reform pause ---> slower building and hiring
//   margin cap, in house ---> price and supply of residential care        pay ---> fewer leave
#pragma once

#include "model/sectors/new_money.hpp"

namespace headwater::model {

template<class T> struct Controls {
  T accepted_by_budget; ///< accB, referrals of milder need that the budget accepts, relative to 2011
  T accepted;           ///< acc, the same with the threshold of the plan
  T giving_up_severe;   ///< rate at which severe families give up waiting, 1/yr
  T turned_away;        ///< of these, told to be stable first, 1/yr
  T alternatives;       ///< cAL, cover of alternatives to secure care
  T secure_admission;   ///< admissions to secure care, relative to without alternatives
  T diversion;          ///< custody of young people that diversion leaves
  T building;           ///< bu, pace of building capability, 1 without a reform pause
  T fading;             ///< pace at which capability fades, 1 without a reform pause
  T hiring;             ///< pace of hiring support workers, 1 without a reform pause
  T margin;             ///< mu, margin of independent residential providers
  T independent;        ///< prv', share of residential care by independent providers
  T residential_price;  ///< cost of residential care relative to no cap and no change of provider
  T opening;            ///< pace of opening residential places, 1 without a cap
  T staying_for_pay;    ///< factor of pay on leaving
  T pooling_loss;       ///< growth that the children's budget loses to adult care, 1/yr
  T reform_cost;        ///< GBPm/yr
};

template<class T>
Controls<T> controls(const Stocks<T>& s, const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now,
                     const Climate<T>& climate, const NewMoney<T>& money) {
  Controls<T> c;
  const T prices = climate.wage_growth;
  c.accepted_by_budget = named("referrals that the budget accepts", "accB",
                               elastic(money.base / (r.prevention_budget * prices), p.budget_accepts));
  const T odds = grow(-now.lever.support_threshold); // of acceptance, relative to 2011
  c.accepted =
      named("referrals accepted", "acc", c.accepted_by_budget * odds / (T(1.0) + p.accepted_2011 * (odds - T(1.0))));
  c.giving_up_severe = named("severe families give up waiting", "g_W'",
                             p.give_up_waiting * (T(1.0) - p.told_to_be_stable * now.lever.open_door));
  c.turned_away = p.told_to_be_stable * p.give_up_waiting * (T(1.0) - now.lever.open_door);

  c.alternatives = named("alternatives to secure care", "cAL",
                         coverage(T(0.0), T(money.alternatives.working / prices), p.alternatives_money_scale));
  c.secure_admission = named("admissions to secure care", "adS", T(1.0) - p.secure_overflow_share * c.alternatives);
  const T diverted =
      named("diversion", "cDV", coverage(T(0.0), T(money.diversion.working / prices), p.diversion_money_scale));
  c.diversion = named("custody that diversion leaves", "dvt", T(1.0) - p.diversion_effect * diverted);

  c.building = named("pace of building", "bu", T(1.0) - p.reform_pause_slows * now.lever.reform_pause);
  c.fading = named("pace of fading", "bu_f", T(1.0) - p.pause_slows_fading * (T(1.0) - c.building));
  c.hiring = T(1.0) - p.reform_pause_hiring * now.lever.reform_pause;
  c.reform_cost = prices * p.cost_reform_pause * now.lever.reform_pause;

  const T price = T(1.0) + now.loop.scarcity_price * (s.residential_price - T(1.0));
  c.margin = named("margin of independent providers", "mu", T(1.0) - (T(1.0) - p.margin_2011) / price);
  c.independent =
      named("independent residential care", "prv'", p.independent_share * (T(1.0) - now.lever.in_house_share));
  c.residential_price = named("residential cost with cap and in house", "pfac",
                              T(1.0) - c.independent * now.lever.margin_cap * (c.margin - p.margin_fair) +
                                  p.independent_share * now.lever.in_house_share * (p.in_house_premium - c.margin));
  c.opening = T(1.0) - p.cap_cuts_supply * now.lever.margin_cap * c.independent;

  c.staying_for_pay = elastic(T(T(1.0) + now.lever.pay_rise), -p.pay_retains);
  c.pooling_loss = now.lever.pooled_budget * (T(1.0) - now.lever.ring_fence) * now.lever.adult_care_growth;
  return c;
}

/// How fast a capability closes `gap` to where money takes it, before its own time: a pause slows what builds up. The
/// kink at 0, where nothing moves, is there only while a pause is on.
template<class T> T built_up(const T& gap, const Controls<T>& controls) {
  return controls.fading * gap + (controls.building - controls.fading) * max(gap, T(0.0));
}

template<class Scene, class Ledger> void controls_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();
  const auto& c = w.controls;
  const T kap = p.children_per_looked_after_family;
  // against 2011: below 0 where the budget accepts more than it did
  ledger.count(Counter::refused, w.need.detection * sum(s.struggling) * (T(1.0) - c.accepted));
  ledger.count(Counter::turned_away, c.turned_away * sum(s.waiting_severe));
  ledger.count(Counter::secure_overflow, kap * p.secure_overflow_share * (T(1.0) - c.alternatives) /
                                             c.secure_admission *
                                             (sum(w.placement.to_secure) + sum(w.moves.residential_to_secure)));
  ledger.count(Counter::custody_years,
               p.custody_share * c.diversion *
                   (s.difficulty_18_25 + p.difficulty_receiving_aftercare * sum(s.aftercare_receiving) +
                    p.difficulty_without_aftercare * sum(s.aftercare_not_receiving)));
  ledger.count(Counter::reform_years, now.lever.reform_pause);
}

} // namespace headwater::model
