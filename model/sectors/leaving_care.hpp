// Leaving care: at 16-17, and what is offered after it.
//
//   kinship, foster, residential, secure, at home --16-17--> left care
//        '--stay on--> continuing care --> after continuing care: 19-21 --> 22-25 --> 26-44
//   left care --eligible--> aftercare: receiving <--> not receiving      16-18 --> 19-21 --> 22-25
//                                |  (capacity)            '--lost--> 18-25 off the register
//                                '--26--> past 26, where allowed; otherwise adult life
//   16-18 on the register --right to return--> continuing care
//
// Families become persons here: persons = children per looked-after family x families.
#pragma once

#include "model/sectors/adult_life.hpp"
#include "model/sectors/going_home.hpp"
#include "model/sectors/home_supervision.hpp"

namespace headwater::model {

template<class T> struct LeavingCare {
  T leave_kinship;             ///< lvK, families/yr, as all of these
  T leave_foster;              ///< lvF
  T leave_residential;         ///< lvR
  T leave_secure;              ///< lvS
  T leave_at_home;             ///< lvH
  T staying_kinship;           ///< share of those who leave kinship care at 16-17 who stay on in continuing care
  T staying_foster;            ///< the same of foster care
  T staying_residential;       ///< the same of residential care
  T to_continuing_family;      ///< cf, persons/yr
  T to_continuing_residential; ///< cr, persons/yr
  T continuing_eligible;       ///< persons/yr
  T leavers;                   ///< leav16, persons/yr
  T eligible;                  ///< elig, persons/yr
  T available;                 ///< avail, aftercare available, 2 with nobody on it, 1 when full
  T supported_at_once;         ///< uu, share of eligible leavers supported on leaving
  T law_of_2015;               ///< ext, 0 before, 1 after
  T register_loss;             ///< ls, 1/yr
  T return_rate;               ///< ret', 1/yr
  T pulse;                     ///< people a year who came back on the register in 2015-16, persons/yr
};

template<class T>
LeavingCare<T> leaving_care(const Stocks<T>& s, const Parameters<T>& p, const Moment<T>& now, const Climate<T>& climate,
                            const AdultLife<T>& adults, const HomeSupervision<T>& home,
                            const GoingHome<T>& going_home) {
  LeavingCare<T> c;
  constexpr std::size_t b = age_16_17;
  const T kap = p.children_per_looked_after_family;
  const T at_18 = T(1.0) / p.years_16_17;
  const T early = p.leaving_before_18 * climate.exits;
  c.leave_kinship = named("leave kinship care", "lvK", (at_18 + early) * s.kinship[b]);
  c.leave_foster = named("leave foster care", "lvF", (at_18 + early * p.leaving_foster_share) * s.foster[b]);
  c.leave_residential = named("leave residential care", "lvR", (at_18 + early) * s.residential[b]);
  c.leave_secure = named("leave secure care", "lvS", at_18 * s.secure[b]);
  c.leave_at_home = named("leave home supervision at 18", "lvH", at_18 * s.at_home[b]);

  const T rollout = named("continuing care in force", "r",
                          s_curve((now.time - p.continuing_care_midpoint) / p.continuing_care_width));
  const auto staying = [&](const T& share) {
    const T today = share * rollout;
    return T(today * (T(1.0) + now.lever.continuing_care_offer) / (T(1.0) + today * now.lever.continuing_care_offer));
  };
  c.staying_kinship = staying(p.continuing_care_kinship);
  c.staying_foster = staying(p.continuing_care_foster);
  c.staying_residential = staying(p.continuing_care_residential);
  c.to_continuing_family = named("enter continuing care with a family", "cf",
                                 kap * (c.leave_kinship * c.staying_kinship + c.leave_foster * c.staying_foster));
  c.to_continuing_residential =
      named("enter residential continuing care", "cr", kap * c.leave_residential * c.staying_residential);
  c.continuing_eligible = kap * (c.leave_kinship + c.leave_foster + c.leave_residential);

  const T from_away = kap * (c.leave_kinship + c.leave_foster + c.leave_residential + c.leave_secure) -
                      c.to_continuing_family - c.to_continuing_residential;
  const T from_home = kap * (c.leave_at_home + home.ends[b] + going_home.supported[b] + going_home.alone[b]);
  c.leavers = named("leavers of 16 and over", "leav16", from_away + from_home);
  c.eligible = named("leavers eligible for aftercare", "elig", p.aftercare_eligible_share * c.leavers);

  c.available = named("aftercare available", "avail",
                      T(2.0) / (T(1.0) + fourth_power(T(adults.aftercare_receiving / s.aftercare_capacity))));
  const T chance = named("chance of aftercare", "q", sqrt(c.available));
  c.supported_at_once =
      named("supported at the point of leaving", "uu",
            p.aftercare_at_leaving * chance / (T(1.0) - p.aftercare_at_leaving + p.aftercare_at_leaving * chance));
  c.law_of_2015 = named("aftercare law of 2015", "ext", s_curve((now.time - p.aftercare_law) / p.aftercare_law_width));
  c.register_loss =
      named("lost to the register", "ls",
            p.register_loss_before_2015 * (T(1.0) - c.law_of_2015) + p.register_loss_after_2015 * c.law_of_2015);
  c.return_rate = named("return to care", "ret'", p.return_to_care * (T(1.0) + now.lever.right_to_return));
  c.pulse = named("return to the register", "pulse",
                  p.register_pulse_2015 * bell((now.time - p.register_pulse_centre) / p.register_pulse_width) /
                      (p.register_pulse_width * T(bell_area)));
  return c;
}

namespace detail {

/// A flow of persons that divides: `share` of it goes into difficulty, the rest is settled.
template<class T, class Ledger, class From>
void into_adult_life(Ledger& ledger, std::string_view name, From from, Place difficulty, Place settled, const T& rate,
                     const T& share) {
  ledger.flow(name, from >> difficulty, share * rate);
  ledger.flow(name, from >> settled, (T(1.0) - share) * rate);
}

} // namespace detail

template<class Scene, class Ledger> void leaving_care_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  using detail::into_adult_life;
  const auto& [s, p, r, now] = w.known();
  const auto& c = w.leaving_care;
  constexpr std::size_t b = age_16_17;
  const T kap = p.children_per_looked_after_family;

  ledger.flow("leave care", stock::kinship[b] >> Boundary::left_care_at_16_17, c.leave_kinship);
  ledger.flow("leave care", stock::foster[b] >> Boundary::left_care_at_16_17, c.leave_foster);
  ledger.flow("leave care", stock::residential[b] >> Boundary::left_care_at_16_17, c.leave_residential);
  ledger.flow("leave care", stock::secure[b] >> Boundary::left_care_at_16_17, c.leave_secure);
  ledger.flow("leave home supervision at 18", stock::at_home[b] >> Boundary::left_care_at_16_17, c.leave_at_home);

  // before 16: for some, this exit is the last
  const Bands<T> before_16{T(1.0), T(1.0), T(1.0), T(0.0)};
  const T last_exits = kap * p.last_exit_share * sum(by_band<T>([&](std::size_t band) {
                         return T(before_16[band] * (w.home_supervision.ends[band] + w.going_home.supported[band] +
                                                     w.going_home.alone[band] + w.going_home.kinship_orders[band] +
                                                     w.going_home.adoptions[band]));
                       }));
  ledger.flow("leave care for good before 16", Boundary::care_leavers >> stock::left_care_before_16, last_exits);

  // continuing care
  const T stay = p.continuing_care_time;
  ledger.flow("stay on in continuing care", Boundary::care_leavers >> stock::continuing_family, c.to_continuing_family);
  ledger.flow("stay on in continuing care", Boundary::care_leavers >> stock::continuing_residential,
              c.to_continuing_residential);
  ledger.flow("continuing care ends", stock::continuing_family >> stock::after_continuing_19_21,
              s.continuing_family / stay);
  ledger.flow("continuing care ends", stock::continuing_residential >> stock::after_continuing_19_21,
              s.continuing_residential / stay);
  const T to_family = p.return_to_family_share;
  const auto return_to_care = [&](auto from, const T& people) {
    const T returning = c.return_rate * people;
    ledger.flow("return to care", from >> stock::continuing_family, to_family * returning);
    ledger.flow("return to care", from >> stock::continuing_residential, (T(1.0) - to_family) * returning);
  };
  return_to_care(stock::aftercare_receiving[0], s.aftercare_receiving[0]);
  return_to_care(stock::aftercare_not_receiving[0], s.aftercare_not_receiving[0]);

  // joining the register, or not eligible
  ledger.flow("leave with aftercare", Boundary::care_leavers >> stock::aftercare_receiving[0],
              c.eligible * c.supported_at_once);
  ledger.flow("leave without aftercare", Boundary::care_leavers >> stock::aftercare_not_receiving[0],
              c.eligible * (T(1.0) - c.supported_at_once));
  into_adult_life<T>(ledger, "leave, not eligible", Boundary::care_leavers, stock::difficulty_18_25,
                     stock::settled_18_25, (T(1.0) - p.aftercare_eligible_share) * c.leavers,
                     p.difficulty_without_aftercare);

  // on the register
  const T take_up = p.aftercare_taken_up_later * c.available;
  const std::array<T, aftercare_band_count> take_up_by_age{take_up, take_up, p.take_up_22_25 * take_up};
  const std::array<T, aftercare_band_count> dropout_by_age{p.aftercare_dropout, p.aftercare_dropout,
                                                           p.dropout_22_25 * p.aftercare_dropout};
  for (std::size_t k = 0; k < aftercare_band_count; ++k) {
    ledger.flow("take up aftercare", stock::aftercare_not_receiving[k] >> stock::aftercare_receiving[k],
                take_up_by_age[k] * s.aftercare_not_receiving[k]);
    ledger.flow("drop out of aftercare", stock::aftercare_receiving[k] >> stock::aftercare_not_receiving[k],
                dropout_by_age[k] * s.aftercare_receiving[k]);
    into_adult_life<T>(ledger, "lost to the register", stock::aftercare_not_receiving[k], stock::difficulty_18_25,
                       stock::settled_18_25, c.register_loss * s.aftercare_not_receiving[k],
                       p.difficulty_without_aftercare);
  }
  ledger.flow("turn 19", stock::aftercare_receiving[0] >> stock::aftercare_receiving[1],
              s.aftercare_receiving[0] / p.years_16_18);
  ledger.flow("turn 19", stock::aftercare_not_receiving[0] >> stock::aftercare_not_receiving[1],
              s.aftercare_not_receiving[0] / p.years_16_18);

  // at 22: until 2015 the register ended there
  const T receiving_22 = s.aftercare_receiving[1] / p.years_19_21;
  const T not_receiving_22 = s.aftercare_not_receiving[1] / p.years_19_21;
  const T before_law = T(1.0) - c.law_of_2015;
  ledger.flow("turn 22", stock::aftercare_receiving[1] >> stock::aftercare_receiving[2], c.law_of_2015 * receiving_22);
  ledger.flow("turn 22", stock::aftercare_not_receiving[1] >> stock::aftercare_not_receiving[2],
              c.law_of_2015 * not_receiving_22);
  into_adult_life<T>(ledger, "register ends at 22", stock::aftercare_receiving[1], stock::difficulty_18_25,
                     stock::settled_18_25, before_law * receiving_22, p.difficulty_receiving_aftercare);
  into_adult_life<T>(ledger, "register ends at 22", stock::aftercare_not_receiving[1], stock::difficulty_18_25,
                     stock::settled_18_25, before_law * not_receiving_22, p.difficulty_without_aftercare);
  const T after_continuing_22 = s.after_continuing_19_21 / p.years_19_21;
  ledger.flow("turn 22", stock::after_continuing_19_21 >> stock::after_continuing_22_25,
              c.law_of_2015 * after_continuing_22);
  into_adult_life<T>(ledger, "register ends at 22", stock::after_continuing_19_21, stock::difficulty_18_25,
                     stock::settled_18_25, before_law * after_continuing_22, p.difficulty_continuing_care);
  const T off_register = s.settled_18_25 + s.difficulty_18_25;
  ledger.flow("back on the register", stock::difficulty_18_25 >> stock::aftercare_not_receiving[2],
              c.pulse * s.difficulty_18_25 / off_register);
  ledger.flow("back on the register", stock::settled_18_25 >> stock::aftercare_not_receiving[2],
              c.pulse * s.settled_18_25 / off_register);

  // at 26
  const T receiving_26 = s.aftercare_receiving[2] / p.years_22_25;
  ledger.flow("stay in aftercare past 26", stock::aftercare_receiving[2] >> stock::aftercare_extended,
              now.lever.aftercare_taper * receiving_26);
  into_adult_life<T>(ledger, "turn 26", stock::aftercare_receiving[2], stock::difficulty_26_44, stock::settled_26_44,
                     (T(1.0) - now.lever.aftercare_taper) * receiving_26, p.difficulty_at_26_received);
  into_adult_life<T>(ledger, "turn 26", stock::aftercare_not_receiving[2], stock::difficulty_26_44,
                     stock::settled_26_44, s.aftercare_not_receiving[2] / p.years_22_25,
                     p.difficulty_at_26_not_received);
  into_adult_life<T>(ledger, "turn 26", stock::after_continuing_22_25, stock::difficulty_26_44, stock::settled_26_44,
                     s.after_continuing_22_25 / p.years_22_25, p.difficulty_at_26_continuing);
  into_adult_life<T>(ledger, "leave aftercare past 26", stock::aftercare_extended, stock::difficulty_26_44,
                     stock::settled_26_44, s.aftercare_extended / p.extended_aftercare_time,
                     p.difficulty_after_extended);

  // Everyone who ceases to be looked after: those entering continuing care too, not those who go home supervised.
  const T ceasing = sum(w.home_supervision.ends) + sum(w.going_home.supported) + sum(w.going_home.alone) +
                    sum(w.going_home.kinship_orders) + sum(w.going_home.adoptions) + c.leave_kinship + c.leave_foster +
                    c.leave_residential + c.leave_secure + c.leave_at_home;
  ledger.count(Counter::ceases, kap * ceasing);
  ledger.count(Counter::continuing_entries, c.to_continuing_family + c.to_continuing_residential);
  ledger.count(Counter::continuing_eligible, c.continuing_eligible);
  ledger.count(Counter::leavers_unsupported, c.eligible * (T(1.0) - c.supported_at_once));
}

} // namespace headwater::model
