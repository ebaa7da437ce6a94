// Costs: what each service costs a year, where it is caused. GBPm/yr, constant 2019-20 prices.
//
//   children x unit cost, places kept open, posts filled, new money ---> operating cost
//   people in difficulty ---> failure demand, lost tax      never in care ---> wider failure demand
//
// Cost bases rise fast with volume and fall slowly: fixed cost does not leave when a child does.
#pragma once

#include "model/sectors/beyond_care.hpp"
#include "model/sectors/leavers_homes.hpp"
#include "model/sectors/shared_care.hpp"
#include "model/sectors/workforce.hpp"

namespace headwater::model {

template<class T> struct Costs {
  std::array<T, category_count> by_category; ///< GBPm/yr
  T community_volume;                        ///< volC, kinship and foster care at unit cost, before growth, GBPm/yr
  T overhead_volume;                         ///< volO, hearings and administration at unit cost, before growth, GBPm/yr
  T statutory;                               ///< ST, what councils must pay, GBPm/yr
  // what is still paid though no child needs it, GBPm/yr
  T lag_kinship; ///< cost base above volume (below 0: it has not yet followed a rise)
  T lag_foster;
  T lag_overhead;
  // Places paid for that no child is in. A kink is allowed here: what is shown moves no stock.
  T stranded_residential;
  T stranded_secure;
  T unreleased; ///< savings not yet released: cost bases above volume and empty residential places
  T interest;   ///< on the bridging loan, inside practice support
  // ring-fenced new money inside categories, which the Scottish Government pays (councils otherwise)
  T ring_universal;
  T ring_intensive;
  T ring_practice;
  T ring_aftercare;

  const T& operator[](Category category) const { return by_category[static_cast<std::size_t>(category)]; }
  T& operator[](Category category) { return by_category[static_cast<std::size_t>(category)]; }
};

template<class T> T community_volume(const Stocks<T>& s, const Parameters<T>& p) {
  return p.children_per_looked_after_family * (p.cost_kinship * sum(s.kinship) + p.cost_foster * sum(s.foster));
}

template<class T> T overhead_volume(const Parameters<T>& p, const Crisis<T>& crisis, const Load<T>& load) {
  return p.cost_overhead *
         (load.looked_after + p.overhead_crisis_years * p.children_per_looked_after_family * sum(crisis.families));
}

template<class T>
Costs<T> costs(const Stocks<T>& s, const Parameters<T>& p, const Moment<T>& now, const Climate<T>& climate,
               const NewMoney<T>& money, const AdultNeed<T>& adult, const Controls<T>& controls,
               const AdultLife<T>& adults, const Crisis<T>& crisis, const Load<T>& load, const SharedCare<T>& shared,
               const LeavingCare<T>& leaving, const LeaversHomes<T>& homes, const Workforce<T>& workforce,
               const BeyondCare<T>& beyond) {
  Costs<T> c;
  const T kap = p.children_per_looked_after_family;
  const auto cost = [&c](Category category, std::string_view name, std::string_view symbol, const T& rate) {
    c[category] = named(name, symbol, rate);
  };

  c.community_volume = named("kinship and foster care at unit cost", "volC", community_volume(s, p));
  const T base =
      named("community cost base relative to volume", "fac",
            T(1.0) - p.community_fixed_share + p.community_fixed_share * s.community_cost_base / c.community_volume);
  cost(Category::at_home, "cost of care at home", "at_home",
       p.cost_at_home * kap * sum(s.at_home) * climate.community_growth *
           (T(1.0) + p.cost_home_support * now.lever.home_supervision_support));
  cost(Category::kinship, "cost of kinship care", "kinship",
       p.cost_kinship * kap * sum(s.kinship) * climate.community_growth * base);
  cost(Category::foster, "cost of foster care", "foster",
       p.cost_foster * kap * sum(s.foster) * climate.community_growth * base);

  const T places_paid = positive_part(
      T(p.residential_occupancy_target * s.residential_places - s.cross_border_places - s.continuing_residential),
      p.residential_empty_spare);
  const T lagging = p.community_fixed_share * (s.community_cost_base / c.community_volume - T(1.0));
  c.lag_kinship = named("kinship care: cost not yet released", "lag_K",
                        p.cost_kinship * kap * sum(s.kinship) * climate.community_growth * lagging);
  c.lag_foster = named("foster care: cost not yet released", "lag_F",
                       p.cost_foster * kap * sum(s.foster) * climate.community_growth * lagging);
  const T price =
      named("price of a residential place, as felt", "PI9",
            (T(1.0) + now.loop.scarcity_price * (s.residential_price - T(1.0))) * controls.residential_price);
  cost(Category::residential, "cost of residential care", "residential",
       p.cost_residential * climate.residential_growth * price *
           (p.residential_fixed_share * places_paid + (T(1.0) - p.residential_fixed_share) * kap * sum(s.residential)));
  c.stranded_residential = named("residential care: places no child is in", "empty_R",
                                 p.cost_residential * climate.residential_growth * price * p.residential_fixed_share *
                                     max(T(places_paid - kap * sum(s.residential)), T(0.0)));
  cost(Category::secure, "cost of secure care", "secure",
       p.cost_secure * climate.residential_growth *
           (p.secure_fixed_share * p.secure_fixed_occupancy * s.secure_beds +
            (T(1.0) - p.secure_fixed_share) * kap * sum(s.secure)));
  c.stranded_secure = named("secure care: beds no child is in", "empty_S",
                            p.cost_secure * climate.residential_growth * p.secure_fixed_share *
                                max(T(p.secure_fixed_occupancy * s.secure_beds - kap * sum(s.secure)), T(0.0)));

  cost(Category::fieldwork, "cost of social work", "fieldwork",
       p.cost_per_social_worker * climate.wage_growth * (T(1.0) + now.lever.pay_rise) * workforce.social_workers);
  c.overhead_volume = named("hearings and administration at unit cost", "volO", overhead_volume(p, crisis, load));
  cost(Category::hearings_admin, "cost of hearings and administration", "hearings_admin",
       climate.wage_growth *
           ((T(1.0) - p.overhead_fixed_share) * c.overhead_volume + p.overhead_fixed_share * s.overhead_cost_base));
  c.lag_overhead = named("hearings and administration: cost not yet released", "lag_O",
                         climate.wage_growth * p.overhead_fixed_share * (s.overhead_cost_base - c.overhead_volume));
  cost(Category::universal_services_in_care, "schools and health for children in care", "universal_services",
       p.cost_universal_services * climate.wage_growth * load.looked_after);
  cost(Category::aftercare_cc, "cost of aftercare and continuing care", "aftercare_cc",
       climate.wage_growth * (p.cost_aftercare * adults.aftercare_receiving +
                              p.cost_continuing_care *
                                  (s.continuing_family + p.continuing_residential_weight * s.continuing_residential) +
                              p.cost_extended_aftercare * s.aftercare_extended) +
           money.aftercare.gross - money.aftercare.working);

  // Workers outlast posts that are no longer paid for: no more new money is charged than was given. A kink is allowed here
  // as above.
  const T filled = named("posts filled", "filled",
                         min(T(workforce.support_workers / workforce.support_posts), p.posts_charged_at_most));
  cost(Category::universal, "cost of universal support", "universal", money.base_universal + money.universal.gross);
  cost(Category::intensive, "cost of intensive support", "intensive",
       p.cost_per_support_post * climate.wage_growth * (T(1.0) + now.lever.pay_rise) * workforce.support_workers +
           (money.intensive.gross - money.intensive.working + (T(1.0) - money.fidelity) * money.draw) * filled);
  c.ring_practice = money.after_removal.gross + money.kinship.gross + money.foster.gross + money.supervision.gross;
  c.interest = named("interest on the loan", "interest", p.loan_interest * s.loan_balance);
  cost(Category::practice_support, "cost of support for carers, parents and practice", "practice_support",
       c.ring_practice +
           climate.wage_growth *
               (p.cost_decision_practice * max(now.lever.decision_practice, -now.lever.decision_practice) +
                p.cost_removal_averted * max(now.lever.decision_practice, T(0.0)) * sum(crisis.away)) +
           now.lever.sibling_slack * p.cost_spare_foster_place * (kap * sum(s.foster) + s.continuing_family) +
           c.interest);

  const T failure = named("failure demand", "fd",
                          p.failure_demand_per_person * climate.wage_growth * adults.failure_demand_people +
                              p.cost_unsupported_leaver * leaving.eligible * (T(1.0) - leaving.supported_at_once));
  cost(Category::fd_homelessness, "failure demand: homelessness", "fd_homelessness",
       p.failure_share_homelessness * failure * homes.homelessness);
  cost(Category::fd_justice, "failure demand: justice", "fd_justice",
       p.failure_share_justice * failure * (T(1.0) - p.young_justice_share * (T(1.0) - controls.diversion)));
  cost(Category::fd_health, "failure demand: health", "fd_health", p.failure_share_health * failure);
  cost(Category::fd_addiction, "failure demand: addiction", "fd_addiction", p.failure_share_addiction * failure);
  cost(Category::fd_benefits, "failure demand: benefits", "fd_benefits", p.failure_share_benefits * failure);

  cost(Category::lost_tax, "lost income tax and national insurance", "lost_tax",
       p.lost_tax_per_person * climate.wage_growth *
           (s.difficulty_18_25 + s.difficulty_26_44 + s.difficulty_45_64 +
            p.tax_gap_settled * (s.settled_18_25 + s.settled_26_44 + s.settled_45_64) +
            p.settled_aftercare_tax * (adults.aftercare_receiving + adults.aftercare_not_receiving)));
  cost(Category::wider_fd, "wider failure demand", "wider_fd",
       p.wider_failure_demand * p.failure_demand_per_person * climate.wage_growth *
           (s.noncare_difficulty_18_44 + p.older_noncare_weight * s.noncare_difficulty_45_64));
  cost(Category::lost_income_household, "income lost by people", "lost_income_household",
       c[Category::lost_tax] * (T(1.0) - p.marginal_tax_rate) / p.marginal_tax_rate);

  c.ring_universal = money.universal.gross;
  c.ring_intensive = (money.intensive.gross + p.places_ring_fenced * workforce.places_money) * filled;
  c.ring_aftercare = money.aftercare.gross;
  cost(Category::ringfenced_memo, "ring-fenced new money", "ringfenced_memo",
       c.ring_universal + c.ring_intensive + c.ring_practice + c.ring_aftercare);

  c[Category::adult_services] = adult.services;
  c[Category::crisis_S] = adult.crisis_cost[need_substance];
  c[Category::crisis_M] = adult.crisis_cost[need_mental];
  c[Category::crisis_D] = adult.crisis_cost[need_abuse];
  c[Category::displacement] = adult.displacement_cost;
  cost(Category::emergency_premium, "cost of entries in an emergency, above 2011", "emergency_premium",
       climate.wage_growth * p.cost_emergency_entry * kap * sum(crisis.away) * p.imprisonment_share *
           (adult.imprisonment * (T(1.0) - adult.planning_cover) - T(1.0)) / adult.imprisonment_hazard);
  // a place is paid for as it is used, and a part of it for being ready
  cost(Category::shared_care, "cost of shared care", "shared_care",
       money.shared_care.gross * (p.shared_care_readiness + (T(1.0) - p.shared_care_readiness) * shared.used));
  cost(Category::controls, "cost of controls", "controls",
       money.alternatives.gross + money.diversion.gross + money.out_of_hours.gross + money.housing.gross +
           money.work.gross + controls.reform_cost);
  cost(Category::provider_margin, "margin of providers", "provider_margin",
       c[Category::residential] * controls.independent *
               (controls.margin - now.lever.margin_cap * (controls.margin - p.margin_fair)) /
               controls.residential_price +
           c[Category::foster] * p.agency_share * p.agency_margin);
  c[Category::bc_services] = beyond.services;
  c[Category::bc_tax] = beyond.tax;
  c[Category::bc_earnings] = beyond.earnings;
  c[Category::bc_family] = beyond.parents;
  c[Category::poverty_transfer] = beyond.poverty_transfer;

  c.statutory = named("what councils must pay", "ST",
                      c[Category::at_home] + c[Category::kinship] + c[Category::foster] + c[Category::residential] +
                          c[Category::secure] + c[Category::fieldwork] + c[Category::aftercare_cc]);
  c.unreleased =
      named("savings not yet released", "overhang",
            climate.community_growth * p.community_fixed_share * (s.community_cost_base - c.community_volume) +
                c.lag_overhead + c.stranded_residential);
  return c;
}

template<class Scene, class Ledger> void cost_flows(const Scene& w, Ledger& ledger) {
  for (std::size_t i = 0; i < category_count; ++i) {
    ledger.cost(static_cast<Category>(i), w.costs.by_category[i]);
  }
  ledger.count(Counter::ring_fenced_universal, w.costs.ring_universal);
  ledger.count(Counter::ring_fenced_intensive, w.costs.ring_intensive);
  ledger.count(Counter::ring_fenced_practice, w.costs.ring_practice);
  ledger.count(Counter::ring_fenced_aftercare, w.costs.ring_aftercare);
  ledger.count(Counter::release_lag_kinship, w.costs.lag_kinship);
  ledger.count(Counter::release_lag_foster, w.costs.lag_foster);
  ledger.count(Counter::release_lag_overhead, w.costs.lag_overhead);
  ledger.count(Counter::stranded_residential, w.costs.stranded_residential);
  ledger.count(Counter::stranded_secure, w.costs.stranded_secure);
  ledger.count(Counter::loan_interest, w.costs.interest);
}

} // namespace headwater::model
