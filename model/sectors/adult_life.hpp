// Adult life: what follows for people who were in care, and for people whose family's need was never met.
//
//   left care before 16 --18--> 18-25 <--- lost to the register, or not eligible
//   18-25 ---> 26-44 ---> 45-64 ---> past 64        each: settled <--> in difficulty
//   aftercare at 26 ---> 26-44
//   unmet need at 18 ---> never in care, in difficulty: 18-44 ---> 45-64
//
// People in difficulty are where failure demand and lost tax come from, and they touch the next generation.
#pragma once

#include "model/sectors/bands.hpp"
#include "model/sectors/moment.hpp"
#include "model/sectors/reference.hpp"

namespace headwater::model {

template<class T> struct AdultLife {
  T aftercare_receiving;     ///< arec, persons
  T aftercare_not_receiving; ///< anot, persons
  T people_in_difficulty;    ///< DF, persons, those never in care at half weight
  T next_generation;         ///< ig, effect on the youngest, 1 in 2011
  T failure_demand_people;   ///< dif, care-experienced persons in difficulty, as failure demand counts them
};

template<class T>
AdultLife<T> adult_life(const Stocks<T>& s, const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now) {
  AdultLife<T> a;
  const T after_continuing = s.after_continuing_19_21 + s.after_continuing_22_25;
  a.aftercare_receiving =
      named("receiving aftercare", "arec", sum(s.aftercare_receiving) + p.continuing_to_aftercare * after_continuing);
  a.aftercare_not_receiving =
      named("eligible for aftercare, not receiving", "anot",
            sum(s.aftercare_not_receiving) + (T(1.0) - p.continuing_to_aftercare) * after_continuing);
  const T on_register =
      named("in difficulty on the aftercare register or in continuing care", "ddf",
            p.difficulty_receiving_aftercare * (sum(s.aftercare_receiving) + s.aftercare_extended) +
                p.difficulty_without_aftercare * sum(s.aftercare_not_receiving) +
                p.difficulty_continuing_care * (s.continuing_family + s.continuing_residential + after_continuing));
  a.people_in_difficulty = named("adults in difficulty who may be parents", "DF",
                                 s.difficulty_18_25 + s.difficulty_26_44 +
                                     p.difficulty_noncare_weight * s.noncare_difficulty_18_44 + on_register);
  a.next_generation = named("effect on the next generation", "ig",
                            T(1.0) + now.loop.next_generation * p.next_generation *
                                         (a.people_in_difficulty / r.people_in_difficulty - T(1.0)));
  a.failure_demand_people =
      named("care-experienced people in difficulty", "dif",
            s.difficulty_18_25 + s.difficulty_26_44 + p.older_difficulty_weight * s.difficulty_45_64 + on_register);
  return a;
}

/// Young people a year who reach 18 with unmet family need and were never in care, and are in difficulty: persons/yr.
template<class T> T unmet_need_at_18(const Stocks<T>& s, const Parameters<T>& p) {
  constexpr std::size_t b = age_16_17;
  return named(
      "reaching 18 in difficulty, never in care", "nin",
      p.children_per_family / p.years_16_17 *
          (p.noncare_difficulty_milder *
               (s.struggling[b] + s.waiting[b] + s.closed_early[b] +
                p.noncare_difficulty_supported * (s.supported[b] + s.long_term_support[b] + s.shared_care[b])) +
           p.noncare_difficulty_severe * (s.struggling_severely[b] + s.waiting_severe[b] + s.closed_early_severe[b] +
                                          p.noncare_difficulty_supported * s.supported_severe[b]) +
           p.noncare_difficulty_recovering * p.recovering_never_in_care * s.recovering[b]));
}

template<class Scene, class Ledger> void adult_life_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();

  const T at_18 = s.left_care_before_16 / p.years_left_care_to_18;
  ledger.flow("reach 18 in difficulty", stock::left_care_before_16 >> stock::difficulty_18_25,
              p.difficulty_left_before_16 * at_18);
  ledger.flow("reach 18 settled", stock::left_care_before_16 >> stock::settled_18_25,
              (T(1.0) - p.difficulty_left_before_16) * at_18);

  ledger.flow("fall into difficulty", stock::settled_18_25 >> stock::difficulty_18_25,
              p.difficulty_onset_18_25 * s.settled_18_25);
  ledger.flow("become settled", stock::difficulty_18_25 >> stock::settled_18_25,
              w.leavers_homes.settling * s.difficulty_18_25);
  ledger.flow("turn 26", stock::settled_18_25 >> stock::settled_26_44, s.settled_18_25 / p.years_18_25);
  ledger.flow("turn 26", stock::difficulty_18_25 >> stock::difficulty_26_44, s.difficulty_18_25 / p.years_18_25);

  ledger.flow("fall into difficulty", stock::settled_26_44 >> stock::difficulty_26_44,
              p.difficulty_onset_26_44 * s.settled_26_44);
  ledger.flow("become settled", stock::difficulty_26_44 >> stock::settled_26_44,
              p.difficulty_exit_26_44 * s.difficulty_26_44);
  ledger.flow("turn 45", stock::settled_26_44 >> stock::settled_45_64, s.settled_26_44 / p.years_26_44);
  ledger.flow("turn 45", stock::difficulty_26_44 >> stock::difficulty_45_64, s.difficulty_26_44 / p.years_26_44);

  ledger.flow("fall into difficulty", stock::settled_45_64 >> stock::difficulty_45_64,
              p.difficulty_onset_45_64 * s.settled_45_64);
  ledger.flow("become settled", stock::difficulty_45_64 >> stock::settled_45_64,
              p.difficulty_exit_45_64 * s.difficulty_45_64);
  ledger.flow("turn 65", stock::settled_45_64 >> Boundary::past_64, s.settled_45_64 / p.years_45_64);
  ledger.flow("turn 65", stock::difficulty_45_64 >> Boundary::past_64, s.difficulty_45_64 / p.years_45_64);
  ledger.flow("die", stock::settled_45_64 >> Boundary::died, p.death_settled * s.settled_45_64);
  ledger.flow("die", stock::difficulty_45_64 >> Boundary::died, p.death_in_difficulty * s.difficulty_45_64);

  ledger.flow("reach 18 in difficulty", Boundary::never_in_care >> stock::noncare_difficulty_18_44,
              unmet_need_at_18(s, p));
  ledger.flow("leave difficulty", stock::noncare_difficulty_18_44 >> Boundary::out_of_difficulty,
              p.noncare_difficulty_exit * s.noncare_difficulty_18_44);
  ledger.flow("turn 45", stock::noncare_difficulty_18_44 >> stock::noncare_difficulty_45_64,
              s.noncare_difficulty_18_44 / p.years_18_44);
  ledger.flow("leave difficulty", stock::noncare_difficulty_45_64 >> Boundary::out_of_difficulty,
              p.noncare_difficulty_exit * s.noncare_difficulty_45_64);
  ledger.flow("turn 65", stock::noncare_difficulty_45_64 >> Boundary::past_64,
              s.noncare_difficulty_45_64 / p.years_45_64);

  ledger.count(Counter::difficulty_years, w.adult_life.failure_demand_people);
}

} // namespace headwater::model
