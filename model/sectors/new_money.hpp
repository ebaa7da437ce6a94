// New money: what the plan's levers and Whole Family Wellbeing money pay for, and what of it works.
//
//   lever + wellbeing share ---> gross: all of it is paid for
//   fidelity x lever + wellbeing fidelity x wellbeing share ---> working: what builds capacity
// Churn of reform, where it is on, takes away from the fidelity of a plan. After the end of trends new money keeps pace
// with unit costs.
//
//   bridging loan: draw ---> intensive support ... balance ---> repayment out of the prevention budget
//
// The loan grows and shrinks in budgets.hpp.
#pragma once

#include "model/sectors/climate.hpp"

namespace headwater::model {

/// One stream of new money, GBPm/yr in 2019-20 prices.
template<class T> struct Stream {
  T gross;   ///< paid for
  T working; ///< has an effect
};

template<class T> struct NewMoney {
  T fidelity; ///< share of the plan's new money that works
  Stream<T> universal;
  Stream<T> intensive;
  Stream<T> after_removal;
  Stream<T> kinship;
  Stream<T> foster;
  Stream<T> aftercare;
  Stream<T> supervision;
  Stream<T> recovery;
  Stream<T> parental_mental_health;
  Stream<T> domestic_abuse_response;
  Stream<T> perinatal;
  Stream<T> prison_planning;
  Stream<T> alternatives;
  Stream<T> diversion;
  Stream<T> out_of_hours;
  Stream<T> shared_care;
  Stream<T> housing;
  Stream<T> work;
  T draw;                ///< loan drawn, GBPm/yr
  T repayment;           ///< loan repaid, GBPm/yr
  T base;                ///< PB - repay, prevention budget after repayment, GBPm/yr
  T base_intensive;      ///< PBi, prevention budget for intensive support after repayment, GBPm/yr
  T base_universal;      ///< PBu, prevention budget for universal support after repayment, GBPm/yr
  T base_universal_2011; ///< PBu0, GBPm/yr
};

template<class T>
NewMoney<T> new_money(const Stocks<T>& s, const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now,
                      const Climate<T>& climate) {
  NewMoney<T> m;
  const T wellbeing =
      named("Whole Family Wellbeing money", "wf",
            climate.plan_growth * p.wellbeing_fund * ramp((now.time - p.wellbeing_start) / p.wellbeing_ramp) *
                (T(1.0) - ramp((now.time - now.wellbeing_end) / p.wellbeing_tail)));
  m.fidelity = named("share of new money that works", "fidelity'",
                     now.fidelity * (T(1.0) - p.reform_churn_cost * now.loop.reform_churn * s.reform_churn));
  const auto stream = [&](std::string_view gross, std::string_view working, const T& lever, const T& split) {
    const T money = climate.plan_growth * lever;
    return Stream<T>{named("paid for", gross, money + wellbeing * split),
                     named("working", working, m.fidelity * money + now.wellbeing_fidelity * wellbeing * split)};
  };
  m.universal = stream("gross_universal", "eff_universal", now.lever.universal_support, p.wellbeing_universal);
  m.intensive = stream("gross_intensive", "eff_intensive", now.lever.intensive_support, p.wellbeing_intensive);
  m.after_removal =
      stream("gross_postremoval", "eff_postremoval", now.lever.support_after_removal, p.wellbeing_after_removal);
  m.kinship = stream("gross_kinship", "eff_kinship", now.lever.kinship_support, p.wellbeing_kinship);
  m.foster = stream("gross_foster", "eff_foster", now.lever.foster_support, p.wellbeing_foster);
  m.aftercare = stream("gross_aftercare", "eff_aftercare", now.lever.aftercare, p.wellbeing_aftercare);
  m.supervision =
      stream("gross_supervision", "eff_supervision", now.lever.workforce_supervision, p.wellbeing_supervision);
  // what adult services, shared care and controls get: from plans alone
  const auto from_plans = [&](std::string_view gross, std::string_view working, const T& lever) {
    const T money = climate.plan_growth * lever;
    return Stream<T>{named("paid for", gross, money), named("working", working, m.fidelity * money)};
  };
  m.recovery = from_plans("gross_recovery", "eff_recovery", now.lever.recovery_services);
  m.parental_mental_health = from_plans("gross_parental_mh", "eff_parental_mh", now.lever.parental_mental_health);
  m.domestic_abuse_response = from_plans("gross_da_response", "eff_da_response", now.lever.domestic_abuse_response);
  m.perinatal = from_plans("gross_perinatal_ld", "eff_perinatal_ld", now.lever.perinatal_and_learning_disability);
  m.prison_planning = from_plans("gross_prison_planning", "eff_prison_planning", now.lever.planning_at_imprisonment);
  m.alternatives = from_plans("gross_alternatives", "eff_alternatives", now.lever.alternatives_to_secure);
  m.diversion = from_plans("gross_diversion", "eff_diversion", now.lever.justice_diversion);
  m.out_of_hours = from_plans("gross_out_of_hours", "eff_out_of_hours", now.lever.out_of_hours);
  m.shared_care = from_plans("gross_shared_care", "eff_shared_care", now.lever.shared_care);
  m.housing = from_plans("gross_housing_offer", "eff_housing_offer", now.lever.housing_offer);
  m.work = from_plans("gross_work_offer", "eff_work_offer", now.lever.work_offer);

  const T repaying = ramp((now.time - now.loan_end) / p.loan_end_ramp);
  m.draw = named("loan drawn", "draw", climate.plan_growth * now.lever.bridging_loan * (T(1.0) - repaying));
  // What is owed cannot take the whole prevention budget: repayment then takes longer.
  m.repayment = named("loan repaid", "repay",
                      levelling_off(T(s.loan_balance / p.loan_repayment_time * repaying),
                                    T(p.loan_repayment_limit * s.prevention_budget)));

  m.base = s.prevention_budget - m.repayment;
  m.base_intensive = named("base budget for intensive support", "PBi", m.base * r.intensive_share);
  m.base_universal = named("base budget for universal support", "PBu", m.base * (T(1.0) - r.intensive_share));
  m.base_universal_2011 = r.prevention_budget * (T(1.0) - r.intensive_share);
  return m;
}

} // namespace headwater::model
