// The world as it was on 31 July 2011: what later values are compared with. Computed once a run, in start.hpp.
#pragma once

namespace headwater::model {

template<class T> struct Reference {
  T births;               ///< B0, families/yr
  T support_experience;   ///< xs0, experienced share of family-support workers
  T foster_households;    ///< FH0, households
  T overflow;             ///< x0, overflow to residential care
  T kinship_capability;   ///< KSh0, index
  T people_in_difficulty; ///< DF0, persons
  T load;                 ///< num0, children
  T caseload;             ///< wl0, children/post
  T crisis_share;         ///< coer0, share of first contacts that are crises
  T move_rate;            ///< ms0, 1/yr
  T prevention_budget;    ///< PB0, GBPm/yr
  T intensive_share;      ///< intsh, share of the prevention budget for intensive support
  T relationship;         ///< share of a stay in support left once a relationship is built
  T trust_level;          ///< trust of 2011 on the S-curve scale
  T siblings_level;       ///< brothers and sisters together in 2011 on the S-curve scale
};

} // namespace headwater::model
