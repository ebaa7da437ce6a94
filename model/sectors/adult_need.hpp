// Adult need: what parents need of services for adults, and the pressure it puts on families.
//
//   no need --arises--> need unmet --treatment starts--> treated --succeeds--> early recovery --stable--> no need
//      ^------ends by itself---'  ^-----drops out--------'                          |
//                                 '-------------------relapses, resumes-----------'
//   need unmet, in treatment, early recovery ---> pressure ---> need, hazards, recovery and returns of families
//   money at the edge of care ---> fewer crises at once         money for places ---> treatment
//
// Three needs: a parent's drink or drug use, a parent's mental ill-health, domestic abuse. Stocks are shares of
// families with children. Published history already holds what adult services did, so only change from 2011 acts.
#pragma once

#include "model/sectors/new_money.hpp"

namespace headwater::model {

inline constexpr std::size_t need_count = 3;
/// One value for each need: drink or drug use, mental ill-health, domestic abuse.
template<class T> using Needs = std::array<T, need_count>;
enum : std::size_t { need_substance = 0, need_mental = 1, need_abuse = 2 };

/// One value a need from a rule `T rule(std::size_t need)`, each with its name.
template<class T, class Rule>
Needs<T> by_need(const std::array<std::string_view, need_count>& names,
                 const std::array<std::string_view, need_count>& symbols, const Rule& rule) {
  return {named(names[0], symbols[0], rule(0)), named(names[1], symbols[1], rule(1)),
          named(names[2], symbols[2], rule(2))};
}

template<class T> Needs<T> prevalence(const Parameters<T>& p) {
  return {p.substance_prevalence, p.mental_prevalence, p.abuse_prevalence};
}
template<class T> Needs<T> covered(const Parameters<T>& p) {
  return {p.substance_covered, p.mental_covered, p.abuse_covered};
}
template<class T> Needs<T> treatment_success(const Parameters<T>& p) {
  return {p.substance_success, p.mental_success, p.abuse_success};
}
template<class T> Needs<T> treatment_dropout(const Parameters<T>& p) {
  return {p.substance_dropout, p.mental_dropout, p.abuse_dropout};
}
template<class T> Needs<T> adult_relapse(const Parameters<T>& p) {
  return {p.substance_relapse, p.mental_relapse, p.abuse_relapse};
}
template<class T> Needs<T> adult_recovery_time(const Parameters<T>& p) {
  return {p.substance_recovery_time, p.mental_recovery_time, p.abuse_recovery_time};
}
template<class T> Needs<T> natural_end(const Parameters<T>& p) {
  return {p.substance_natural_end, p.mental_natural_end, p.abuse_natural_end};
}

/// Burden of a need: families with it unmet, in treatment and in early recovery, each by its weight.
template<class T> Needs<T> burden(const Stocks<T>& s, const Parameters<T>& p) {
  return {s.unmet_substance + p.substance_treated_weight * s.treated_substance +
              p.recovering_weight * s.recovering_substance,
          s.unmet_mental + p.mental_treated_weight * s.treated_mental + p.recovering_weight * s.recovering_mental,
          s.unmet_abuse + p.abuse_treated_weight * s.treated_abuse + p.recovering_weight * s.recovering_abuse};
}

/// How many times as likely care is for the families of today, where burdens stand at `u` and poverty at `q` relative
/// to 2011. Pairs of pressures weigh more than their product; poverty's own effect stands elsewhere.
template<class T> T pressure_of(const Needs<T>& x, const Needs<T>& u, const T& poverty, const Parameters<T>& p) {
  const T substance = x[need_substance] * u[need_substance];
  const T mental = x[need_mental] * u[need_mental];
  const T abuse = x[need_abuse] * u[need_abuse];
  const T single = substance + mental + abuse;
  const T poverty_excess = p.poverty_causal_share * p.poverty_reference * (p.poverty_odds - T(1.0));
  return T(1.0) + single + (T(1.0) + p.pressure_synergy) * (substance * mental + substance * abuse + mental * abuse) +
         (T(1.0) + p.poverty_synergy) * poverty_excess * poverty * single;
}

template<class T> struct AdultNeed {
  T poverty;             ///< pv, child poverty relative to published, 1 without a lever
  Needs<T> arising;      ///< on_d, shares of families a year, as all of these rates
  Needs<T> ending;       ///< nat_d
  Needs<T> starting;     ///< st_d
  Needs<T> succeeding;   ///< suc_d
  Needs<T> dropping;     ///< dr_d
  Needs<T> relapsing;    ///< rel_d
  Needs<T> settling;     ///< well_d
  Needs<T> places;       ///< where places are heading, shares of families
  Needs<T> edge_money;   ///< where help at the edge of care is heading, GBPm/yr at prices of 2019-20
  Needs<T> burden;       ///< u_d, 1 in 2011
  Needs<T> excess;       ///< x_d, prevalence times (causal odds ratio - 1)
  Needs<T> edge_cover;   ///< cov_d, share of families at the edge of care that are served
  T pressure;            ///< Pr, 1 in 2011
  T onset;               ///< fo, factor on new need of families, 1 in 2011, as all of these factors
  T escalation;          ///< fe
  T hazard;              ///< fh
  T relapse;             ///< frl
  T recovery;            ///< frc
  T engagement;          ///< fen
  T going_home;          ///< fho
  T edge;                ///< fE, crises that money at the edge of care leaves
  T crisis;              ///< fhz, all on the crisis hazard
  T perinatal_cover;     ///< cPN
  T planning_cover;      ///< cPP
  T imprisonment;        ///< h, imprisonment of parents that still separates
  T imprisonment_hazard; ///< prz
  T imprisonment_share;  ///< shPR, share of entries away at a parent's imprisonment
  T services;            ///< adult_services, GBPm/yr
  Needs<T> crisis_cost;  ///< crisis_d, above 2011, GBPm/yr
  T displacement_cost;   ///< above 2011, GBPm/yr
  T displacements;       ///< families/yr
};

/// All families with children.
template<class T> T all_families(const Stocks<T>& s) {
  return sum(s.coping) + sum(s.struggling) + sum(s.struggling_severely) + sum(s.waiting) + sum(s.waiting_severe) +
         sum(s.supported) + sum(s.supported_severe) + sum(s.closed_early) + sum(s.closed_early_severe) +
         sum(s.recovering) + sum(s.at_home) + sum(s.kinship) + sum(s.foster) + sum(s.residential) + sum(s.secure) +
         sum(s.long_term_support) + sum(s.shared_care);
}

template<class T>
AdultNeed<T> adult_need(const Stocks<T>& s, const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now,
                        const Climate<T>& climate, const NewMoney<T>& money) {
  AdultNeed<T> a;
  const T prices = climate.wage_growth;
  a.poverty = named("child poverty relative to published", "pv",
                    (now.child_poverty + now.lever.child_poverty) / now.child_poverty);

  // the pressure on families
  const Needs<T> of_2011{r.burden_substance, r.burden_mental, r.burden_abuse};
  const Needs<T> today = burden(s, p);
  const Needs<T> share = prevalence(p);
  const Needs<T> concern{p.substance_concern_share, p.mental_concern_share, p.abuse_concern_share};
  a.burden = by_need<T>({"burden of drink and drug use", "burden of mental ill-health", "burden of domestic abuse"},
                        {"u_S", "u_M", "u_D"}, [&](std::size_t d) { return T(today[d] / of_2011[d]); });
  a.excess =
      by_need<T>({"excess of care with drink and drug use", "excess of care with mental ill-health",
                  "excess of care with domestic abuse"},
                 {"x_S", "x_M", "x_D"}, [&](std::size_t d) {
                   return T(p.causal_share * (concern[d] * (T(1.0) - share[d]) / (T(1.0) - concern[d]) - share[d]));
                 });
  const Needs<T> one{T(1.0), T(1.0), T(1.0)};
  a.pressure = named(
      "pressure on families", "Pr",
      T(1.0) + now.loop.adult_pressure *
                   (pressure_of(a.excess, a.burden, a.poverty, p) / pressure_of(a.excess, one, T(1.0), p) - T(1.0)));
  a.onset = named("pressure on new need", "fo", elastic(a.pressure, p.pressure_onset));
  a.escalation = named("pressure on getting worse", "fe", elastic(a.pressure, p.pressure_escalation));
  a.hazard = named("pressure on the crisis hazard", "fh", elastic(a.pressure, p.pressure_hazard));
  a.relapse = named("pressure on relapse", "frl", elastic(a.pressure, p.pressure_relapse));
  a.recovery = named("pressure on recovery", "frc", elastic(a.pressure, -p.pressure_recovery));
  a.engagement = named("pressure on the success of support", "fen", elastic(a.pressure, -p.pressure_support));
  a.going_home = named("pressure on going home", "fho", elastic(a.pressure, -p.pressure_return));

  // money at the edge of care, and for places
  const T edge = named("share of adult money at the edge of care", "edge",
                       max(min(p.edge_share + now.lever.edge_of_care_first, T(1.0)), T(0.0)));
  const Needs<T> working{money.recovery.working, money.parental_mental_health.working,
                         money.domestic_abuse_response.working};
  const Needs<T> edge_money{p.substance_edge_money, p.mental_edge_money, p.abuse_edge_money};
  const Needs<T> edge_effect{p.substance_edge_effect, p.mental_edge_effect, p.abuse_edge_effect};
  const Needs<T> place_cost{p.substance_place_cost, p.mental_place_cost, p.abuse_place_cost};
  a.edge_money =
      by_need<T>({"money at the edge of care, drink and drug use", "money at the edge of care, mental ill-health",
                  "money at the edge of care, domestic abuse"},
                 {"m_S", "m_M", "m_D"}, [&](std::size_t d) { return T(working[d] * edge / prices); });
  // help there takes as long to build as places do
  const Needs<T> edge_built{s.edge_substance, s.edge_mental, s.edge_abuse};
  a.edge_cover = by_need<T>(
      {"edge of care served, drink and drug use", "edge of care served, mental ill-health",
       "edge of care served, domestic abuse"},
      {"cov_S", "cov_M", "cov_D"}, [&](std::size_t d) {
        return coverage(T(0.0), T(p.edge_takes_time * edge_built[d] + (T(1.0) - p.edge_takes_time) * a.edge_money[d]),
                        edge_money[d]);
      });
  const auto left = [&](std::size_t d) { return T(T(1.0) - concern[d] * edge_effect[d] * a.edge_cover[d]); };
  a.edge = named("crises that help at the edge of care leaves", "fE",
                 left(need_substance) * left(need_mental) * left(need_abuse));
  const T families = all_families(s);
  const Needs<T> in_treatment = covered(p);
  a.places = by_need<T>(
      {"places wanted, drink and drug use", "places wanted, mental ill-health", "places wanted, domestic abuse"},
      {"K*_S", "K*_M", "K*_D"}, [&](std::size_t d) {
        return T(in_treatment[d] * share[d] + working[d] * (T(1.0) - edge) / (prices * place_cost[d] * families));
      });

  // the path of a need
  const Needs<T> unmet{s.unmet_substance, s.unmet_mental, s.unmet_abuse};
  const Needs<T> treated{s.treated_substance, s.treated_mental, s.treated_abuse};
  const Needs<T> recovering{s.recovering_substance, s.recovering_mental, s.recovering_abuse};
  const Needs<T> places{s.places_substance, s.places_mental, s.places_abuse};
  const Needs<T> asking{r.asking_substance, r.asking_mental, r.asking_abuse};
  const Needs<T> arising{r.arising_substance, r.arising_mental, r.arising_abuse};
  const Needs<T> poverty_elasticity{p.substance_poverty_elasticity, p.mental_poverty_elasticity,
                                    p.abuse_poverty_elasticity};
  const Needs<T> gate{T(1.0), T(1.0) + p.gate_of_treatment * now.lever.open_door, T(1.0)};
  const T reluctance = elastic(a.pressure, -p.engagement_elasticity);
  const T restlessness = elastic(a.pressure, p.engagement_elasticity);
  a.arising = by_need<T>({"need arises, drink and drug use", "need arises, mental ill-health", "abuse begins"},
                         {"on_S", "on_M", "on_D"}, [&](std::size_t d) {
                           return T(arising[d] * elastic(a.poverty, poverty_elasticity[d]) *
                                    (T(1.0) - unmet[d] - treated[d] - recovering[d]));
                         });
  a.ending = by_need<T>({"need ends, drink and drug use", "need ends, mental ill-health", "abuse ends"},
                        {"nat_S", "nat_M", "nat_D"}, [&](std::size_t d) { return T(natural_end(p)[d] * unmet[d]); });
  a.starting = by_need<T>(
      {"treatment starts, drink and drug use", "treatment starts, mental ill-health", "help starts, domestic abuse"},
      {"st_S", "st_M", "st_D"}, [&](std::size_t d) {
        const T free = T(2.0) / (T(1.0) + square(fourth_power(T(treated[d] / places[d]))));
        return T(asking[d] * reluctance * gate[d] * free * unmet[d]);
      });
  a.succeeding =
      by_need<T>({"treatment succeeds, drink and drug use", "treatment succeeds, mental ill-health",
                  "help succeeds, domestic abuse"},
                 {"suc_S", "suc_M", "suc_D"}, [&](std::size_t d) { return T(treatment_success(p)[d] * treated[d]); });
  a.dropping = by_need<T>(
      {"treatment is left, drink and drug use", "treatment is left, mental ill-health", "help is left, domestic abuse"},
      {"dr_S", "dr_M", "dr_D"}, [&](std::size_t d) { return T(treatment_dropout(p)[d] * restlessness * treated[d]); });
  a.relapsing = by_need<T>({"relapse, drink and drug use", "relapse, mental ill-health", "abuse resumes"},
                           {"rel_S", "rel_M", "rel_D"},
                           [&](std::size_t d) { return T(adult_relapse(p)[d] * a.relapse * recovering[d]); });
  a.settling = by_need<T>(
      {"recovery is stable, drink and drug use", "recovery is stable, mental ill-health", "safety is stable"},
      {"well_S", "well_M", "well_D"}, [&](std::size_t d) { return T(recovering[d] / adult_recovery_time(p)[d]); });

  // perinatal help, planning at imprisonment, help out of hours
  a.perinatal_cover =
      named("perinatal help", "cPN", coverage(T(0.0), T(money.perinatal.working / prices), p.perinatal_money_scale));
  a.planning_cover = named("planning at imprisonment", "cPP",
                           coverage(T(0.0), T(money.prison_planning.working / prices), p.prison_planning_money_scale));
  const T out_of_hours = named("help out of hours", "cOH",
                               coverage(T(0.0), T(money.out_of_hours.working / prices), p.out_of_hours_money_scale));
  a.crisis = named("adult services and pressure on crises", "fhz",
                   a.hazard * a.edge *
                       (T(1.0) - p.learning_disability_share * p.learning_disability_effect * a.perinatal_cover) *
                       (T(1.0) - p.out_of_hours_share * p.out_of_hours_effect * out_of_hours));
  a.imprisonment =
      named("imprisonment of parents that separates", "h_pr",
            (T(1.0) + now.lever.imprisonment_change) * (T(1.0) - p.imprisonment_effect * a.planning_cover));
  a.imprisonment_hazard =
      named("imprisonment in entries away", "prz", T(1.0) + p.imprisonment_share * (a.imprisonment - T(1.0)));
  a.imprisonment_share = named("share of entries away at imprisonment", "shPR",
                               p.imprisonment_share * a.imprisonment / a.imprisonment_hazard);

  // money
  a.services = named("adult services for parents", "adult_services",
                     money.recovery.gross + money.parental_mental_health.gross + money.domestic_abuse_response.gross +
                         money.perinatal.gross + money.prison_planning.gross);
  const Needs<T> crisis_cost{p.substance_crisis_cost, p.mental_crisis_cost, p.abuse_crisis_cost};
  const Needs<T> edge_saving{p.edge_saving_substance, T(0.0), T(0.0)};
  a.crisis_cost = by_need<T>({"cost of drink and drug use, above 2011", "cost of mental ill-health, above 2011",
                              "cost of domestic abuse, above 2011"},
                             {"crisis_S", "crisis_M", "crisis_D"}, [&](std::size_t d) {
                               return T(prices * (families * crisis_cost[d] * of_2011[d] * (a.burden[d] - T(1.0)) -
                                                  edge_saving[d] * a.edge_cover[d]));
                             });
  const T ends = a.ending[need_abuse] + a.succeeding[need_abuse];
  const T cost_of_end = p.cost_displacement * (T(1.0) - now.lever.safe_home) + p.cost_safe_home * now.lever.safe_home;
  a.displacement_cost =
      named("cost of leaving home because of abuse, above 2011", "displacement",
            prices * families * p.displaced_share * (cost_of_end * ends - p.cost_displacement * r.abuse_ending));
  a.displacements = named("families who leave home because of abuse", "displ",
                          p.displaced_share * (T(1.0) - now.lever.safe_home) * ends * families);
  return a;
}

template<class Scene, class Ledger> void adult_need_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();
  const auto& a = w.adult_need;
  constexpr Needs<Place> unmet_at{stock::unmet_substance, stock::unmet_mental, stock::unmet_abuse};
  constexpr Needs<Place> treated_at{stock::treated_substance, stock::treated_mental, stock::treated_abuse};
  constexpr Needs<Place> recovering_at{stock::recovering_substance, stock::recovering_mental, stock::recovering_abuse};
  constexpr Needs<Place> edge_at{stock::edge_substance, stock::edge_mental, stock::edge_abuse};
  constexpr Needs<Place> places_at{stock::places_substance, stock::places_mental, stock::places_abuse};
  const Needs<T> unmet{s.unmet_substance, s.unmet_mental, s.unmet_abuse};
  const Needs<T> treated{s.treated_substance, s.treated_mental, s.treated_abuse};
  const Needs<T> recovering{s.recovering_substance, s.recovering_mental, s.recovering_abuse};
  const Needs<T> places{s.places_substance, s.places_mental, s.places_abuse};
  const Needs<T> edge{s.edge_substance, s.edge_mental, s.edge_abuse};
  for (std::size_t d = 0; d < need_count; ++d) {
    ledger.flow("need arises", Boundary::families_without_need >> unmet_at[d], a.arising[d]);
    ledger.flow("need ends by itself", unmet_at[d] >> Boundary::families_without_need, a.ending[d]);
    ledger.flow("treatment starts", unmet_at[d] >> treated_at[d], a.starting[d]);
    ledger.flow("treatment succeeds", treated_at[d] >> recovering_at[d], a.succeeding[d]);
    ledger.flow("treatment is left", treated_at[d] >> unmet_at[d], a.dropping[d]);
    ledger.flow("relapse", recovering_at[d] >> unmet_at[d], a.relapsing[d]);
    ledger.flow("recovery is stable", recovering_at[d] >> Boundary::families_without_need, a.settling[d]);
    ledger.flow("families are renewed", unmet_at[d] >> Boundary::families_without_need, p.family_renewal * unmet[d]);
    ledger.flow("families are renewed", treated_at[d] >> Boundary::families_without_need,
                p.family_renewal * treated[d]);
    ledger.flow("families are renewed", recovering_at[d] >> Boundary::families_without_need,
                p.family_renewal * recovering[d]);
    ledger.adjust("places of treatment open and close", places_at[d],
                  built_up(T(a.places[d] - places[d]), w.controls) / p.treatment_places_time);
    ledger.adjust("help at the edge of care builds", edge_at[d],
                  built_up(T(a.edge_money[d] - edge[d]), w.controls) / p.treatment_places_time);
  }
  ledger.count(Counter::displacements, a.displacements);
  ledger.count(Counter::emergency_entries, p.children_per_looked_after_family * sum(w.crisis.away) *
                                               a.imprisonment_share * (T(1.0) - a.planning_cover));
}

} // namespace headwater::model
