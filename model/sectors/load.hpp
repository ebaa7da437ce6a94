// Load: how much there is to do for each children's social worker.
//
//   children looked after, families waiting or supported, assessments, crises ---> load ---> caseload
#pragma once

#include "model/sectors/crisis.hpp"

namespace headwater::model {

template<class T> struct Load {
  T looked_after;      ///< LAC, children
  T load;              ///< num, children
  T caseload;          ///< wl, children/post
  T caseload_relative; ///< wr, 1 in 2011
  T strain;            ///< ws, wr - 1, levelling off: people can only be so strained
};

/// Families whose children are looked after, by summing every setting.
template<class T> T families_looked_after(const Stocks<T>& s) {
  return sum(s.at_home) + sum(s.kinship) + sum(s.foster) + sum(s.residential) + sum(s.secure);
}

template<class T>
Load<T> load(const Stocks<T>& s, const Parameters<T>& p, const Reference<T>& r, const Crisis<T>& crisis) {
  Load<T> c;
  c.looked_after = named("children looked after", "LAC", p.children_per_looked_after_family * families_looked_after(s));
  c.load = named("load on social workers", "num",
                 c.looked_after +
                     p.load_family * (sum(s.waiting) + sum(s.waiting_severe) + sum(s.supported) +
                                      sum(s.supported_severe) + p.long_term_places * sum(s.long_term_support)) +
                     p.load_shared_care * p.children_per_looked_after_family * sum(s.shared_care) +
                     p.load_assessment * sum(crisis.found) + p.load_crisis * sum(crisis.families));
  c.caseload = named("caseload", "wl",
                     c.load / (s.social_workers_experienced + p.new_social_worker_capacity * s.social_workers_new));
  c.caseload_relative = named("caseload relative to 2011", "wr", c.caseload / r.caseload);
  c.strain = named("strain of caseload", "ws", levelling_off(T(c.caseload_relative - T(1.0)), p.caseload_strain_limit));
  return c;
}

} // namespace headwater::model
