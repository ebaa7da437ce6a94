// Workforce: family-support workers and children's social workers, hired new and growing experienced.
//
//   labour market --hire--> new --experience--> experienced
//         ^------------------'------leave---------'
//
// Money makes posts; posts make vacancies; hiring, leaving and experience take time. Caseload burns social workers out.
#pragma once

#include "model/sectors/load.hpp"
#include "model/sectors/new_money.hpp"
#include "model/sectors/support.hpp"

namespace headwater::model {

template<class T> struct Workforce {
  T support_workers; ///< Fn + Fe, posts filled
  T places_money;    ///< plm, money for the places that the plan's limits and relapse support need, GBPm/yr
  T support_posts;   ///< posts funded
  T support_hires;   ///< posts/yr
  T support_leaving; ///< lF' and posts shed, 1/yr
  T social_workers;  ///< Sn + Se, posts filled
  T social_posts;    ///< postsS, posts funded
  T social_hires;    ///< posts/yr
  T social_leaving;  ///< lS' and posts shed, 1/yr
};

template<class T>
Workforce<T> workforce(const Stocks<T>& s, const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now,
                       const Climate<T>& climate, const NewMoney<T>& money, const Controls<T>& controls,
                       const Support<T>& support, const Load<T>& load) {
  Workforce<T> c;
  const T steadier = p.supervision_retains * (s.supervision - p.supervision_2011);

  c.support_workers = named("family-support workers", "Ft", s.support_workers_new + s.support_workers_experienced);
  c.places_money =
      named("money for places that the plan's rules need", "plm",
            support.extra_places * p.cost_per_support_post * climate.wage_growth / p.families_per_support_worker);
  // A rule that hands back more than support has does not leave less than none.
  c.support_posts = named("family-support posts", "postsF",
                          staying_positive(T((money.base_intensive + money.intensive.working +
                                              money.fidelity * money.draw + c.places_money) /
                                             (p.cost_per_support_post * climate.wage_growth)),
                                           p.support_posts_at_least));
  c.support_hires =
      named("family-support workers hired", "hireF",
            controls.hiring * positive_part(T(c.support_posts - c.support_workers), p.post_smoothing) / p.time_to_hire);
  const T support_shed = p.support_posts_shed *
                         positive_part(T(c.support_workers - c.support_posts), p.post_smoothing) / c.support_workers;
  c.support_leaving = named("leaving rate of family-support workers", "lF'",
                            p.support_worker_leaving * elastic(support.pressure, p.burnout_from_queue) *
                                    grow(-steadier) * controls.staying_for_pay +
                                support_shed);

  c.social_workers = named("social workers", "Sw", s.social_workers_new + s.social_workers_experienced);
  c.social_posts =
      named("social work posts", "postsS", p.social_worker_posts * elastic(T(load.load / r.load), p.posts_follow_load));
  c.social_hires = named("social workers hired", "hireS",
                         positive_part(T(c.social_posts - c.social_workers), p.post_smoothing) / p.time_to_hire);
  const T social_shed =
      positive_part(T(c.social_workers - c.social_posts), p.post_smoothing) / (p.time_to_shed_posts * c.social_workers);
  c.social_leaving = named("leaving rate of social workers", "lS'",
                           p.social_worker_leaving *
                                   grow(now.loop.caseload_burnout * p.burnout_from_caseload * load.strain - steadier) *
                                   controls.staying_for_pay +
                               social_shed);
  return c;
}

template<class Scene, class Ledger> void workforce_flows(const Scene& w, Ledger& ledger) {
  const auto& [s, p, r, now] = w.known();
  const auto& c = w.workforce;
  ledger.flow("hire", Boundary::labour_market >> stock::support_workers_new, c.support_hires);
  ledger.flow("gain experience", stock::support_workers_new >> stock::support_workers_experienced,
              s.support_workers_new / p.time_to_experience);
  ledger.flow("leave work", stock::support_workers_new >> Boundary::labour_market,
              c.support_leaving * s.support_workers_new);
  ledger.flow("leave work", stock::support_workers_experienced >> Boundary::labour_market,
              c.support_leaving * s.support_workers_experienced);

  ledger.flow("hire", Boundary::labour_market >> stock::social_workers_new, c.social_hires);
  ledger.flow("gain experience", stock::social_workers_new >> stock::social_workers_experienced,
              s.social_workers_new / p.time_to_experience);
  ledger.flow("leave work", stock::social_workers_new >> Boundary::labour_market,
              c.social_leaving * s.social_workers_new);
  ledger.flow("leave work", stock::social_workers_experienced >> Boundary::labour_market,
              c.social_leaving * s.social_workers_experienced);
}

} // namespace headwater::model
