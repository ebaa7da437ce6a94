// Leavers' homes and work: who of 18-25 off the register and in difficulty has no stable home, and what offers change.
//
//   falling into difficulty --a share--> no stable home --home found, or offered--> a stable home
//   homes ---> becoming settled sooner, less failure demand       work ---> settled
//
// Without offers the share of 2011 holds exactly.
#pragma once

#include "model/sectors/leaving_care.hpp"

namespace headwater::model {

template<class T> struct LeaversHomes {
  T no_home_share;   ///< hY, share of those in difficulty
  T settling;        ///< z2Y', in difficulty to settled at 18-25, 1/yr
  T homes_found;     ///< hoY, persons/yr, by the offer
  T work_found;      ///< emY, persons/yr, by the offer
  T into_difficulty; ///< inYd, persons/yr who come to be in difficulty at 18-25
  T homelessness;    ///< failure demand of homelessness, relative to the share of 2011
  T housed;          ///< share of people of 18-25 off the register who have a stable home
  T working;         ///< share of them in work or education
};

template<class T>
LeaversHomes<T> leavers_homes(const Stocks<T>& s, const Parameters<T>& p, const Climate<T>& climate,
                              const NewMoney<T>& money, const AdultLife<T>& adults, const LeavingCare<T>& leaving) {
  LeaversHomes<T> c;
  c.no_home_share = named("no stable home, of those in difficulty", "hY", s.no_stable_home / s.difficulty_18_25);
  c.settling = named("becoming settled at 18-25", "z2Y'",
                     p.difficulty_exit_18_25 * (T(1.0) + p.home_helps_settle * (p.no_home_share - c.no_home_share)));
  const auto reached = [&p](const T& offers, const T& people) {
    return T(offers / (T(1.0) + offers * p.one_year / (people + p.one_person)));
  };
  c.homes_found =
      named("homes found by the offer", "hoY",
            reached(T(money.housing.working / (climate.wage_growth * p.cost_housing_offer)), s.no_stable_home));
  c.work_found = named("settled by the offer of work", "emY",
                       p.work_settles * reached(T(money.work.working / (climate.wage_growth * p.cost_work_offer)),
                                                T(s.difficulty_18_25 - s.no_stable_home)));
  const T before_law = T(1.0) - leaving.law_of_2015;
  const T lost = leaving.register_loss * sum(s.aftercare_not_receiving) +
                 before_law * s.aftercare_not_receiving[1] / p.years_19_21;
  c.into_difficulty =
      named("come to be in difficulty at 18-25", "inYd",
            p.difficulty_left_before_16 * s.left_care_before_16 / p.years_left_care_to_18 +
                p.difficulty_without_aftercare * lost +
                p.difficulty_receiving_aftercare * before_law * s.aftercare_receiving[1] / p.years_19_21 +
                p.difficulty_continuing_care * before_law * s.after_continuing_19_21 / p.years_19_21 +
                p.difficulty_without_aftercare * (T(1.0) - p.aftercare_eligible_share) * leaving.leavers +
                p.difficulty_onset_18_25 * s.settled_18_25);
  c.homelessness =
      named("homelessness relative to 2011", "hml",
            T(1.0) + s.difficulty_18_25 / adults.failure_demand_people * (c.no_home_share / p.no_home_share - T(1.0)));
  const T people = s.settled_18_25 + s.difficulty_18_25;
  c.housed = named("stable home, of those of 18-25 off the register", "housed", T(1.0) - s.no_stable_home / people);
  c.working = named("in work or education, of those of 18-25 off the register", "working",
                    (p.working_settled * s.settled_18_25 + p.working_in_difficulty * s.difficulty_18_25) / people);
  return c;
}

template<class Scene, class Ledger> void leavers_homes_flows(const Scene& w, Ledger& ledger) {
  using T = typename Scene::number;
  const auto& [s, p, r, now] = w.known();
  const auto& c = w.leavers_homes;
  const T without = s.no_stable_home;
  const T with = s.difficulty_18_25 - s.no_stable_home;
  const T losing = p.no_home_exit * p.no_home_share / (T(1.0) - p.no_home_share);
  ledger.adjust("homes are lost and found", stock::no_stable_home,
                p.no_home_share * c.into_difficulty -
                    w.leaving_care.pulse * without / (s.settled_18_25 + s.difficulty_18_25) - without / p.years_18_25 -
                    c.settling * without - p.no_home_exit * without + losing * with - c.homes_found);
  ledger.flow("settled by the offer of work", stock::difficulty_18_25 >> stock::settled_18_25, c.work_found);
}

} // namespace headwater::model
