// The start: the world of 31 July 2011.
//
// Care stocks start from published counts; adult, aftercare and capacity stocks from data or assumptions. The hidden
// family stocks (coping; struggling, waiting, supported and closed early, each of either severity; recovering) are
// where they would rest if the care stocks stood still, and what parents need of adult services where it rests: one
// linear system for each age band, and the places that give the published wait.
#pragma once

#include "model/sectors/scene.hpp"

namespace headwater::model {

template<class T> struct Start {
  Stocks<T> stocks;
  Reference<T> reference;
  T statutory;     ///< ST at the start, GBPm/yr
  T capacity;      ///< Cap0, families
  T support_posts; ///< posts0
  T place_rate;    ///< ps, starts of support a year of a milder waiting family that free places allow, where it settles
};

/// Repeats a round until it changes nothing more: forty do, and it stands to the last bit after twenty.
struct InRounds {
  template<class T, class Round> T operator()(T value, const Round& better) const {
    for (int i = 0; i < 40; ++i) {
      value = better(value);
    }
    return value;
  }
};

namespace detail {

/// Families of one band at rest, in this order.
enum Hidden : std::size_t {
  h_coping,
  h_struggling,
  h_struggling_severely,
  h_waiting,
  h_waiting_severe,
  h_supported,
  h_supported_severe,
  h_closed_early,
  h_closed_early_severe,
  h_recovering,
  hidden_count
};
template<class T> using HiddenVector = std::array<T, hidden_count>;
template<class T> using HiddenMatrix = std::array<HiddenVector<T>, hidden_count>;

/// Solves rates * x = inflow by elimination without pivoting. Each column of `rates` is an outflow on the diagonal that
/// is larger than the transfers under it, so no pivot is needed, and any T will do.
template<class T> HiddenVector<T> solve(HiddenMatrix<T> rates, HiddenVector<T> inflow) {
  for (std::size_t k = 0; k < hidden_count; ++k) {
    for (std::size_t i = k + 1; i < hidden_count; ++i) {
      const T factor = rates[i][k] / rates[k][k];
      for (std::size_t j = k; j < hidden_count; ++j) {
        rates[i][j] = rates[i][j] - factor * rates[k][j];
      }
      inflow[i] = inflow[i] - factor * inflow[k];
    }
  }
  for (std::size_t i = hidden_count; i-- > 0;) {
    for (std::size_t j = i + 1; j < hidden_count; ++j) {
      inflow[i] = inflow[i] - rates[i][j] * inflow[j];
    }
    inflow[i] = inflow[i] / rates[i][i];
  }
  return inflow;
}

/// Care stocks of 2011 by age, families: published children by setting, scaled to the published total.
template<class T> void start_care(Stocks<T>& s, const Parameters<T>& p) {
  const T published = p.start_at_home + p.start_kinship + p.start_foster + p.start_residential + p.start_secure;
  const auto by_age = [&](const T& children, const Bands<T>& mix) {
    return by_band<T>([&](std::size_t b) {
      return T(children * mix[b] * p.start_looked_after / published / p.children_per_looked_after_family);
    });
  };
  s.at_home = by_age(p.start_at_home, {p.start_mix_at_home_0_4, p.start_mix_at_home_5_11, p.start_mix_at_home_12_15,
                                       p.start_mix_at_home_16_17});
  s.kinship = by_age(p.start_kinship, {p.start_mix_kinship_0_4, p.start_mix_kinship_5_11, p.start_mix_kinship_12_15,
                                       p.start_mix_kinship_16_17});
  s.foster = by_age(p.start_foster, {p.start_mix_foster_0_4, p.start_mix_foster_5_11, p.start_mix_foster_12_15,
                                     p.start_mix_foster_16_17});
  s.residential = by_age(p.start_residential, {p.start_mix_residential_0_4, p.start_mix_residential_5_11,
                                               p.start_mix_residential_12_15, p.start_mix_residential_16_17});
  s.secure = by_age(p.start_secure, {p.start_mix_secure_0_4, p.start_mix_secure_5_11, p.start_mix_secure_12_15,
                                     p.start_mix_secure_16_17});
}

/// Endings of care that feed the hidden stocks, in a normal year: no event, no trend, nothing new.
template<class T> struct NormalEndings {
  Bands<T> home_ends;      ///< Hout
  Bands<T> back;           ///< to birth family
  Bands<T> kinship_orders; ///< perm
  Bands<T> adoptions;      ///< ado
};

template<class T> NormalEndings<T> normal_endings(const Stocks<T>& s, const Parameters<T>& p) {
  const Bands<T> before_16{T(1.0), T(1.0), T(1.0), T(0.0)};
  const Bands<T> adoption{p.adoption_0_4, p.adoption_5_11, p.adoption_12_15, T(0.0)};
  return {
      .home_ends = by_band<T>([&](std::size_t b) { return T(p.home_supervision_end * s.at_home[b]); }),
      .back = by_band<T>([&](std::size_t b) {
        return T(p.return_scale * (p.return_from_kinship * s.kinship[b] + p.return_from_foster * s.foster[b] +
                                   p.return_from_residential * s.residential[b]) +
                 p.secure_to_home * s.secure[b]);
      }),
      .kinship_orders = by_band<T>([&](std::size_t b) { return T(p.kinship_order * before_16[b] * s.kinship[b]); }),
      .adoptions = by_band<T>([&](std::size_t b) { return T(adoption[b] * s.foster[b]); }),
  };
}

/// How fast families leave the queue for support at the start, 1/yr.
template<class T> struct QueueRates {
  T milder;
  T severe;
};

/// Starts a year of a waiting family where free places allow `place_rate` (1/yr).
template<class T> QueueRates<T> queue_rates(const T& place_rate, const Parameters<T>& p) {
  const T quickest = T(1.0) / p.time_to_start;
  return {soft_min(quickest, place_rate), soft_min(quickest, T(p.severe_priority * place_rate))};
}

/// Puts the hidden family stocks where they would rest while the queue moves at `queue`. `poverty` is that of the
/// start, relative to reference.
template<class T>
void rest_hidden(Stocks<T>& s, const Parameters<T>& p, const NormalEndings<T>& endings, const T& births,
                 const T& poverty, const QueueRates<T>& queue) {
  const Bands<T> ageing = ageing_rates(p);
  const Bands<T> onset_age = onset_by_age(p);
  const Bands<T> away_age{p.crisis_away_0_4, p.crisis_away_5_11, p.crisis_away_12_15, p.crisis_away_16_17};
  const Bands<T> home_age{p.crisis_at_home_0_4, p.crisis_at_home_5_11, p.crisis_at_home_12_15, p.crisis_at_home_16_17};
  const T hardship = elastic(poverty, p.crisis_poverty_elasticity);
  const T detection = p.detection_base + p.detection_per_reach * p.universal_reach_2011;
  const T detection_severe =
      p.detection_base_severe + p.severe_need_visibility * p.detection_per_reach * p.universal_reach_2011;
  const T closing = T(1.0) / p.support_time_limit + p.support_dropout;
  const T supported_hazard = T(1.0) - p.support_effect;
  const T milder_relapse = T(1.0) - p.severe_at_relapse;
  const T relapse_left = T(1.0) - p.relapse_met_with_support;

  HiddenVector<T> from_below;
  from_below.fill(T(0.0));
  from_below[h_coping] = births * (T(1.0) - p.struggling_at_birth);
  from_below[h_struggling] = births * p.struggling_at_birth * (T(1.0) - p.severe_at_birth);
  from_below[h_struggling_severely] = births * p.struggling_at_birth * p.severe_at_birth;
  for (std::size_t b = 0; b < band_count; ++b) {
    const T a = ageing[b];
    const T onset = p.need_onset * onset_age[b] * elastic(poverty, p.onset_poverty_elasticity);
    const T hazard = p.crisis_hazard_away * away_age[b] * hardship + p.crisis_hazard_at_home * home_age[b] * hardship;
    const T severe_hazard = hazard * p.severity_of_severe_need;

    HiddenMatrix<T> rates; // rates[i][j] * stock j leaves stock i; a transfer into i is negative
    for (HiddenVector<T>& row : rates) {
      row.fill(T(0.0));
    }
    const auto leave = [&rates](Hidden from, const T& rate) { rates[from][from] = rates[from][from] + rate; };
    const auto transfer = [&](Hidden from, Hidden to, const T& rate) {
      leave(from, rate);
      rates[to][from] = rates[to][from] - rate;
    };
    for (std::size_t i = 0; i < hidden_count; ++i) {
      leave(static_cast<Hidden>(i), a);
    }
    transfer(h_coping, h_struggling, (T(1.0) - p.severe_at_onset) * onset);
    transfer(h_coping, h_struggling_severely, p.severe_at_onset * onset);

    transfer(h_struggling, h_coping, p.recovery_milder_need);
    transfer(h_struggling, h_struggling_severely, p.escalation);
    transfer(h_struggling_severely, h_struggling, p.easing);
    transfer(h_struggling, h_waiting, detection);
    transfer(h_struggling_severely, h_waiting_severe, detection_severe * (T(1.0) - p.child_protection_share));
    leave(h_struggling_severely, detection_severe * p.child_protection_share);

    transfer(h_waiting, h_supported, queue.milder);
    transfer(h_waiting_severe, h_supported_severe, queue.severe);
    transfer(h_waiting, h_closed_early, p.give_up_waiting);
    transfer(h_waiting_severe, h_closed_early_severe, p.give_up_waiting);
    transfer(h_waiting, h_coping, p.recovery_milder_need);
    transfer(h_waiting, h_waiting_severe, p.escalation);
    transfer(h_waiting_severe, h_waiting, p.easing);

    transfer(h_supported, h_recovering, p.support_success);
    transfer(h_supported, h_coping, p.recovery_while_supported * p.recovery_milder_need);
    transfer(h_supported_severe, h_supported, p.support_eases + p.easing);
    transfer(h_supported, h_supported_severe, p.escalation * (T(1.0) - p.support_effect));
    transfer(h_supported, h_closed_early, closing);
    transfer(h_supported_severe, h_closed_early_severe, closing);

    transfer(h_closed_early, h_waiting, p.rereferral);
    transfer(h_closed_early_severe, h_waiting_severe, p.rereferral);
    transfer(h_closed_early, h_coping, p.recovery_milder_need);
    transfer(h_closed_early, h_closed_early_severe, p.escalation);
    transfer(h_closed_early_severe, h_closed_early, p.easing);

    transfer(h_recovering, h_coping, T(1.0) / p.recovery_time);
    transfer(h_recovering, h_supported, p.relapse_met_with_support * milder_relapse * p.relapse);
    transfer(h_recovering, h_supported_severe, p.relapse_met_with_support * p.severe_at_relapse * p.relapse);
    transfer(h_recovering, h_closed_early, relapse_left * milder_relapse * p.relapse);
    transfer(h_recovering, h_closed_early_severe, relapse_left * p.severe_at_relapse * p.relapse);

    leave(h_struggling, hazard);
    leave(h_waiting, hazard);
    leave(h_supported, hazard * supported_hazard);
    leave(h_closed_early, hazard);
    leave(h_struggling_severely, severe_hazard);
    leave(h_waiting_severe, severe_hazard);
    leave(h_supported_severe, severe_hazard * supported_hazard);
    leave(h_closed_early_severe, severe_hazard);
    leave(h_recovering, hazard * p.severity_recovering);

    const T home_unsupervised = (T(1.0) - p.return_via_home_supervision) * endings.back[b];
    const T home_alone = home_unsupervised * (T(1.0) - p.after_removal_cover_2011);
    HiddenVector<T> inflow = from_below;
    inflow[h_coping] = inflow[h_coping] + endings.kinship_orders[b] + endings.adoptions[b];
    inflow[h_recovering] = inflow[h_recovering] + endings.home_ends[b] + home_unsupervised * p.after_removal_cover_2011;
    inflow[h_closed_early] = inflow[h_closed_early] + home_alone * (T(1.0) - p.severe_home_alone);
    inflow[h_closed_early_severe] = inflow[h_closed_early_severe] + home_alone * p.severe_home_alone;

    const HiddenVector<T> rest = solve(rates, inflow);
    s.coping[b] = rest[h_coping];
    s.struggling[b] = rest[h_struggling];
    s.struggling_severely[b] = rest[h_struggling_severely];
    s.waiting[b] = rest[h_waiting];
    s.waiting_severe[b] = rest[h_waiting_severe];
    s.supported[b] = rest[h_supported];
    s.supported_severe[b] = rest[h_supported_severe];
    s.closed_early[b] = rest[h_closed_early];
    s.closed_early_severe[b] = rest[h_closed_early_severe];
    s.recovering[b] = rest[h_recovering];
    for (std::size_t i = 0; i < hidden_count; ++i) {
      from_below[i] = a * rest[i];
    }
  }
}

/// Puts the hidden family stocks where they rest when the mean wait is that of the start, which free places must allow.
/// Returns that rate of places (ps, 1/yr), which `settle` finds: of a first value and of a round that betters it.
template<class T, class Settle>
T start_hidden(Stocks<T>& s, const Parameters<T>& p, const NormalEndings<T>& endings, const T& births, const T& poverty,
               const Settle& settle) {
  return settle(T(T(1.0) / p.wait_at_start), [&](const T& place_rate) {
    const QueueRates<T> queue = queue_rates(place_rate, p);
    rest_hidden(s, p, endings, births, poverty, queue);
    const T waiting = milder_queue(s, p);
    const T waiting_severe = sum(s.waiting_severe);
    return T(place_rate * (waiting + waiting_severe) /
             (p.wait_at_start * (queue.milder * waiting + queue.severe * waiting_severe)));
  });
}

/// One need of parents at rest.
template<class T> struct NeedAtRest {
  T unmet;
  T treated;
  T recovering;
  T asking;  ///< 1/yr
  T arising; ///< 1/yr of families without it
};

template<class T> NeedAtRest<T> need_at_rest(const Parameters<T>& p, std::size_t d) {
  NeedAtRest<T> n;
  const T success = treatment_success(p)[d];
  const T dropout = treatment_dropout(p)[d];
  const T relapse = adult_relapse(p)[d];
  const T natural = natural_end(p)[d];
  const T renewal = p.family_renewal;
  n.treated = covered(p)[d] * prevalence(p)[d];
  n.unmet = prevalence(p)[d] - n.treated;
  n.recovering = success * n.treated / (relapse + T(1.0) / adult_recovery_time(p)[d] + renewal);
  n.asking = (success + dropout + renewal) * n.treated / n.unmet;
  n.arising =
      (natural * n.unmet + n.asking * n.unmet - dropout * n.treated - relapse * n.recovering + renewal * n.unmet) /
      (T(1.0) - n.unmet - n.treated - n.recovering);
  return n;
}

/// Puts what parents need of adult services where it rests, and keeps what later values are compared with.
template<class T> void start_adult_need(Stocks<T>& s, Reference<T>& r, const Parameters<T>& p) {
  const NeedAtRest<T> substance = need_at_rest(p, need_substance);
  const NeedAtRest<T> mental = need_at_rest(p, need_mental);
  const NeedAtRest<T> abuse = need_at_rest(p, need_abuse);
  s.unmet_substance = substance.unmet;
  s.unmet_mental = mental.unmet;
  s.unmet_abuse = abuse.unmet;
  s.treated_substance = substance.treated;
  s.treated_mental = mental.treated;
  s.treated_abuse = abuse.treated;
  s.recovering_substance = substance.recovering;
  s.recovering_mental = mental.recovering;
  s.recovering_abuse = abuse.recovering;
  s.places_substance = substance.treated;
  s.places_mental = mental.treated;
  s.places_abuse = abuse.treated;
  s.edge_substance = T(0.0);
  s.edge_mental = T(0.0);
  s.edge_abuse = T(0.0);
  r.asking_substance = substance.asking;
  r.asking_mental = mental.asking;
  r.asking_abuse = abuse.asking;
  r.arising_substance = substance.arising;
  r.arising_mental = mental.arising;
  r.arising_abuse = abuse.arising;
  const Needs<T> carried = burden(s, p);
  r.burden_substance = carried[need_substance];
  r.burden_mental = carried[need_mental];
  r.burden_abuse = carried[need_abuse];
  r.abuse_ending = p.abuse_natural_end * abuse.unmet + p.abuse_success * abuse.treated;
}

/// Adults who were in care: as many as a steady inflow like that of 2011 would have left, with assumed survival.
template<class T> void start_adults(Stocks<T>& s, const Parameters<T>& p, const NormalEndings<T>& endings) {
  constexpr std::size_t b = age_16_17;
  const Bands<T> before_16{T(1.0), T(1.0), T(1.0), T(0.0)};
  const T kap = p.children_per_looked_after_family;
  const T unsupervised = T(1.0) - p.return_via_home_supervision;
  const T at_18 = T(1.0) / p.years_16_17;
  const T exits_before_16 = kap * p.last_exit_share * sum(by_band<T>([&](std::size_t band) {
                              return T(before_16[band] * (endings.home_ends[band] + unsupervised * endings.back[band] +
                                                          endings.kinship_orders[band] + endings.adoptions[band]));
                            }));
  const T leavers_16 =
      kap * ((at_18 + p.leaving_before_18) * (s.kinship[b] + s.residential[b]) +
             (at_18 + p.leaving_before_18 * p.leaving_foster_share) * s.foster[b] +
             at_18 * (s.at_home[b] + s.secure[b]) + endings.home_ends[b] + unsupervised * endings.back[b]);
  const T entering_adult_life = exits_before_16 + leavers_16;

  s.left_care_before_16 = exits_before_16 * p.years_left_care_to_18;
  const T young = p.years_18_25 * (exits_before_16 + (T(1.0) - p.aftercare_eligible_share) * leavers_16) +
                  p.start_leavers_years * leavers_16;
  const T young_share = p.difficulty_onset_18_25 / (p.difficulty_onset_18_25 + p.difficulty_exit_18_25);
  s.difficulty_18_25 = young * young_share;
  s.settled_18_25 = young * (T(1.0) - young_share);
  const T middle = p.years_26_44 * p.start_survival_26_44 * entering_adult_life;
  const T middle_share =
      p.start_difficulty_older * p.difficulty_onset_26_44 / (p.difficulty_onset_26_44 + p.difficulty_exit_26_44);
  s.difficulty_26_44 = middle * middle_share;
  s.settled_26_44 = middle * (T(1.0) - middle_share);
  const T older = p.years_45_64 * p.start_survival_45_64 * entering_adult_life;
  const T older_share =
      p.start_difficulty_older * p.difficulty_onset_45_64 / (p.difficulty_onset_45_64 + p.difficulty_exit_45_64);
  s.difficulty_45_64 = older * older_share;
  s.settled_45_64 = older * (T(1.0) - older_share);

  s.noncare_difficulty_18_44 = unmet_need_at_18(s, p) / (p.noncare_difficulty_exit + T(1.0) / p.years_18_44);
  s.noncare_difficulty_45_64 =
      s.noncare_difficulty_18_44 / p.years_18_44 / (p.noncare_difficulty_exit + T(1.0) / p.years_45_64);
}

} // namespace detail

/// The state and the reference values of the start, from the parameters and what the first moment brings.
template<class T, class Settle = InRounds>
Start<T> start(const Parameters<T>& p, const Moment<T>& now, const Settle& settle = {}) {
  Start<T> result;
  Stocks<T>& s = result.stocks;
  Reference<T>& r = result.reference;
  const T kap = p.children_per_looked_after_family;

  // people
  r.births = p.child_population / p.children_per_family / p.childhood_years;
  detail::start_care(s, p);
  const T nobody = T(0.0) * r.births * p.childhood_years; // families
  s.long_term_support = {nobody, nobody, nobody, nobody};
  s.shared_care = {nobody, nobody, nobody, nobody};
  const detail::NormalEndings<T> endings = detail::normal_endings(s, p);
  const T poverty = climate(p, r, now).poverty;
  const T place_rate = detail::start_hidden(s, p, endings, r.births, poverty, settle);
  result.place_rate = place_rate;
  detail::start_adults(s, p, endings);
  const T young = p.start_aftercare_register * p.start_aftercare_16_18;
  const T older = p.start_aftercare_register * (T(1.0) - p.start_aftercare_16_18);
  s.continuing_family = T(0.0);
  s.continuing_residential = T(0.0);
  s.aftercare_receiving = {young * p.start_receiving_16_18, older * p.start_receiving_19_21, T(0.0)};
  s.aftercare_not_receiving = {young * (T(1.0) - p.start_receiving_16_18), older * (T(1.0) - p.start_receiving_19_21),
                               T(0.0)};
  s.aftercare_extended = T(0.0);
  s.after_continuing_19_21 = T(0.0);
  s.after_continuing_22_25 = T(0.0);

  // the workforce that gives the support the hidden stocks say is given
  const T fill = place_rate * (milder_queue(s, p) + p.severe_priority * sum(s.waiting_severe));
  // fill is a soft positive part of free places, shared by what a start takes: undo it
  const T free = places_a_start(s, p, p.severe_priority) * fill * p.time_to_fill_place;
  const T k = T(2.0 * ln2) * p.family_smoothing;
  result.capacity = places_in_use(s, p) + free - k * k / (T(4.0) * free);
  const T effective_workers = result.capacity / p.families_per_support_worker;
  const T support_ratio = T(1.0) / p.time_to_experience / p.support_worker_leaving;
  s.support_workers_new = effective_workers / (support_ratio + p.new_support_worker_capacity);
  s.support_workers_experienced = support_ratio * s.support_workers_new;
  const T support_workers = s.support_workers_new + s.support_workers_experienced;
  result.support_posts = support_workers * (T(1.0) + p.support_worker_leaving * p.time_to_hire);
  r.prevention_budget = result.support_posts * p.cost_per_support_post + p.universal_budget_2011;
  r.intensive_share = result.support_posts * p.cost_per_support_post / r.prevention_budget;
  s.prevention_budget = r.prevention_budget;
  const T social_workers = p.social_worker_posts / (T(1.0) + p.social_worker_leaving * p.time_to_hire);
  const T social_ratio = T(1.0) / p.time_to_experience / p.social_worker_leaving;
  s.social_workers_new = social_workers / (T(1.0) + social_ratio);
  s.social_workers_experienced = social_workers - s.social_workers_new;

  // homes and places
  s.foster_households = kap * sum(s.foster) / (p.children_per_foster_household * p.foster_occupancy_2011);
  r.foster_households = s.foster_households;
  s.cross_border_places = p.cross_border_places_2011;
  s.residential_places = (kap * sum(s.residential) + p.cross_border_places_2011) / p.residential_occupancy_target;
  s.secure_beds = p.start_secure_beds;

  // what people carry, what money has built
  s.trust = p.trust_2011;
  s.decision_threshold = T(1.0);
  s.instability = T(1.0);
  s.universal_reach = p.universal_reach_2011;
  s.after_removal_cover = p.after_removal_cover_2011;
  s.kinship_capability = kinship_capability_trend(now.start, p);
  s.foster_capability = T(0.0);
  s.aftercare_capacity = p.aftercare_capacity_2011;
  s.supervision = p.supervision_2011;
  s.residential_price = T(1.0);
  s.loan_balance = T(0.0);

  // beyond care: as if reach had always been that of 2011
  const T reached = reached_early(p.universal_reach_2011, p);
  const std::array<T, 6> reached_time = reached_years(p);
  s.reached_under_5 = reached * reached_time[0];
  s.reached_5_11 = reached * reached_time[1];
  s.reached_12_17 = reached * reached_time[2];
  s.reached_18_25 = reached * reached_time[3];
  s.reached_26_44 = reached * reached_time[4];
  s.reached_45_64 = reached * reached_time[5];
  s.reform_churn = p.reform_churn_at_start * reform_pressure(T(1.0), p);

  // what parents need, other ways to stay a family, leavers' homes
  detail::start_adult_need(s, r, p);
  s.no_stable_home = p.no_home_share * s.difficulty_18_25;

  // what later values are compared with, in the order in which each needs those before it
  r.support_experience = s.support_workers_experienced / support_workers;
  r.overflow = overflow_at(p.foster_occupancy_2011, p);
  r.kinship_capability = s.kinship_capability;
  r.trust_level = s_curve_inverse(p.trust_2011);
  r.siblings_level = s_curve_inverse(p.siblings_together_2011);
  // the time limit itself, not the softly floored one of the support sector
  r.relationship =
      relationship_share(T(T(1.0) / (p.support_success + T(1.0) / p.support_time_limit + p.support_dropout)), p);
  r.people_in_difficulty = s.difficulty_18_25; // any number of people: what it is compared with does not depend on it
  r.people_in_difficulty = adult_life(s, p, r, now).people_in_difficulty;

  const Climate<T> weather = climate(p, r, now);
  const NewMoney<T> money = new_money(s, p, r, now, weather);
  const AdultNeed<T> adult = adult_need(s, p, r, now, weather, money);
  const Controls<T> controlled = controls(s, p, r, now, weather, money);
  const Relationships<T> trusting = relationships(s, p, r, now, adult);
  const AdultLife<T> adults = adult_life(s, p, r, now);
  const Need<T> needing = need(s, p, now, weather, adult, trusting, adults);
  const Crisis<T> crises = crisis(s, p, weather, adult, controlled, adults, needing);
  const Support<T> supporting = support(s, p, r, now, adult, controlled, trusting, needing);
  r.crisis_share = sum(crises.families) / (sum(crises.families) + supporting.starts);
  r.looked_after = kap * families_looked_after(s);
  // measured two lines on; until then any caseload will do
  r.caseload = r.looked_after / social_workers;
  r.load = load(s, p, r, crises).load;
  r.caseload = load(s, p, r, crises).caseload;
  const Load<T> loaded = load(s, p, r, crises);
  const HomeSupervision<T> home = home_supervision(s, p, now, weather);
  const SharedCare<T> sharing = shared_care(s, p, weather, money, adult, crises);
  const Placement<T> placing = placement(s, p, r, now, adult, controlled, sharing, home);
  r.move_rate = T(1.0);
  r.move_rate = moves(s, p, r, now, weather, controlled, loaded, home, placing).rate;

  // money: cost bases at volume, and a budget that just covers what must be paid and prevention
  s.community_cost_base = community_volume(s, p);
  s.overhead_cost_base = overhead_volume(p, crises, loaded);
  const GoingHome<T> homeward = going_home(s, p, weather, adult);
  const LeavingCare<T> leaving = leaving_care(s, p, now, weather, adults, home, homeward);
  const Workforce<T> working = workforce(s, p, r, now, weather, money, controlled, supporting, loaded);
  const BeyondCare<T> beyond = beyond_care(s, p, now, weather, supporting);
  const LeaversHomes<T> homes = leavers_homes(s, p, weather, money, adults, leaving);
  result.statutory = costs(s, p, now, weather, money, adult, controlled, adults, crises, loaded, sharing, leaving,
                           homes, working, beyond)
                         .statutory;
  s.childrens_budget = result.statutory + s.prevention_budget;
  return result;
}

} // namespace headwater::model
