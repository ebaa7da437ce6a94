// Budgets: what is left for prevention, and how cost bases, prices, budgets and the loan move.
//
//   children's budget - what councils must pay ---> gap ---> prevention budget
//                                  a saving: a share stays    an overspend: a share is taken
//   volume ---> cost bases (rise fast, fall slowly)     occupancy ---> residential price
//   loan drawn ---> balance ---> repaid
#pragma once

#include "model/sectors/costs.hpp"

namespace headwater::model {

template<class Scene, class Ledger> void budget_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();
  const T kap = p.children_per_looked_after_family;

  // Ring-fenced aftercare money does not squeeze prevention.
  const T gap = named("budget gap", "gap",
                      s.childrens_budget + w.new_money.aftercare.gross - w.costs.statutory - s.prevention_budget);
  // Of a released pound the funder may take a share first; of what is left, a share is kept in prevention.
  const T kept = (p.savings_kept_in_prevention + now.lever.reinvestment) * (T(1.0) - now.lever.claw_back);
  const T release_time = (T(1.0) - kept) * p.budget_rebasing_time;
  const T up = now.loop.savings_reinvested * kept / release_time;
  const T down = now.loop.overspend_taken * p.overspend_taken_from_prevention /
                 ((T(1.0) - p.overspend_taken_from_prevention) * p.budget_rebasing_time);
  // in the money of the day, as real pay and prices grow
  const T budget_of_2011 =
      r.prevention_budget * (T(1.0) + p.prevention_floor_indexed * (w.climate.wage_growth - T(1.0)));
  const T floor = p.prevention_floor * budget_of_2011;
  const T above_floor = (s.prevention_budget - floor) / (budget_of_2011 * (T(1.0) - p.prevention_floor));
  ledger.adjust("prevention budget gains and loses", stock::prevention_budget,
                named("change of prevention budget", "dPB",
                      two_speed(gap, p.budget_smoothing, up, T(down * above_floor)) +
                          w.climate.after_trends * w.climate.cost_growth_rate * s.prevention_budget));

  // In the long run a gap of 1 releases 1 a year: `kept` of it stays, the funder has its share, the rest goes
  // elsewhere.
  const T released =
      named("money released", "rel_m", two_speed(gap, p.budget_smoothing, T(T(1.0) / release_time), T(0.0)));
  ledger.count(Counter::money_released, released);
  ledger.count(Counter::money_reinvested, now.loop.savings_reinvested * kept * released);
  ledger.count(Counter::money_clawed_back, now.lever.claw_back * released);

  // After the end of trends budgets keep pace with unit costs.
  const T trend_growth = p.budget_growth_to_2019 + (p.budget_growth_after_2019 - p.budget_growth_to_2019) *
                                                       s_curve((now.time - p.cost_base_year) / p.growth_switch_width);
  const T growth =
      named("growth of the children's budget", "gBT",
            trend_growth * (T(1.0) - w.climate.after_trends) + w.climate.cost_growth_rate * w.climate.after_trends +
                now.lever.budget_growth - w.controls.pooling_loss);
  ledger.adjust(
      "children's budget is re-based", stock::childrens_budget,
      named("change of children's budget", "dBT", growth * s.childrens_budget - gap / p.budget_rebasing_time));

  ledger.adjust("community cost base follows volume", stock::community_cost_base,
                two_speed(T(w.costs.community_volume - s.community_cost_base), p.cost_smoothing, p.cost_rise_speed,
                          p.cost_release_speed));
  ledger.adjust("overhead cost base follows volume", stock::overhead_cost_base,
                two_speed(T(w.costs.overhead_volume - s.overhead_cost_base), p.cost_smoothing, p.cost_rise_speed,
                          p.cost_release_speed));

  const T occupied = kap * sum(s.residential) + s.continuing_residential + s.cross_border_places;
  const T price_target = T(1.0) + p.price_of_scarcity * p.price_occupancy *
                                      (occupied / (s.residential_places * p.residential_occupancy_target) - T(1.0));
  ledger.adjust("residential price follows occupancy", stock::residential_price,
                (price_target - s.residential_price) / p.price_time);

  ledger.adjust("loan drawn, charged and repaid", stock::loan_balance,
                w.new_money.draw + w.costs.interest - w.new_money.repayment);
  ledger.count(Counter::loan_drawn, w.new_money.draw);
  ledger.count(Counter::loan_repaid, w.new_money.repayment);
}

} // namespace headwater::model
