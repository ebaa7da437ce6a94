// The scene: everything the sectors know at one moment, worked out in the order in which it follows.
//
//   climate, new money -> adult need, controls -> relationships, adult life -> need -> crisis -> support, load
//     -> home supervision -> shared care -> placement -> moves -> going home -> leaving care -> leavers' homes
//     -> workforce -> beyond care -> costs -> harm
//
// Then each sector writes its flows. Flows read the scene and nothing else, so the order of sectors never matters.
#pragma once

#include "model/sectors/ageing.hpp"
#include "model/sectors/budgets.hpp"
#include "model/sectors/capability.hpp"
#include "model/sectors/capacity.hpp"
#include "model/sectors/harm.hpp"
#include "model/sectors/reform.hpp"

#include <utility>

namespace headwater::model {

/// What was given: the stocks, the parameters, the reference of 2011, the moment.
template<class T> struct Known {
  const Stocks<T>& s;
  const Parameters<T>& p;
  const Reference<T>& r;
  const Moment<T>& now;
};

template<class T> struct Scene {
  using number = T;

  Scene(const Stocks<T>& s, const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now)
      : given{s, p, r, now}, climate{model::climate(p, r, now)}, new_money{model::new_money(s, p, r, now, climate)},
        adult_need{model::adult_need(s, p, r, now, climate, new_money)}, controls{model::controls(s, p, r, now, climate,
                                                                                                  new_money)},
        relationships{model::relationships(s, p, r, now, adult_need)}, adult_life{model::adult_life(s, p, r, now)},
        need{model::need(s, p, now, climate, adult_need, relationships, adult_life)}, crisis{model::crisis(
                                                                                          s, p, climate, adult_need,
                                                                                          controls, adult_life, need)},
        support{model::support(s, p, r, now, adult_need, controls, relationships, need)},
        load{model::load(s, p, r, crisis)}, home_supervision{model::home_supervision(s, p, now, climate)},
        shared_care{model::shared_care(s, p, climate, new_money, adult_need, crisis)},
        placement{model::placement(s, p, r, now, adult_need, controls, shared_care, home_supervision)},
        moves{model::moves(s, p, r, now, climate, controls, load, home_supervision, placement)},
        going_home{model::going_home(s, p, climate, adult_need)},
        leaving_care{model::leaving_care(s, p, now, climate, adult_life, home_supervision, going_home)},
        leavers_homes{model::leavers_homes(s, p, climate, new_money, adult_life, leaving_care)},
        workforce{model::workforce(s, p, r, now, climate, new_money, controls, support, load)},
        beyond_care{model::beyond_care(s, p, now, climate, support)}, costs{model::costs(s, p, now, climate, new_money,
                                                                                         adult_need, controls,
                                                                                         adult_life, crisis, load,
                                                                                         leaving_care, leavers_homes,
                                                                                         workforce, beyond_care)},
        harm{model::harm(s, p, r, climate, adult_need, crisis, placement, moves)} {}

  const Known<T>& known() const { return given; }

  Known<T> given;
  Climate<T> climate;
  NewMoney<T> new_money;
  AdultNeed<T> adult_need;
  Controls<T> controls;
  Relationships<T> relationships;
  AdultLife<T> adult_life;
  Need<T> need;
  Crisis<T> crisis;
  Support<T> support;
  Load<T> load;
  HomeSupervision<T> home_supervision;
  SharedCare<T> shared_care;
  Placement<T> placement;
  Moves<T> moves;
  GoingHome<T> going_home;
  LeavingCare<T> leaving_care;
  LeaversHomes<T> leavers_homes;
  Workforce<T> workforce;
  BeyondCare<T> beyond_care;
  Costs<T> costs;
  Harm<T> harm;
};

/// Every sector's flows, each a function of the scene and a ledger, in the order of the path of a family.
template<class T, class Ledger>
inline constexpr std::array sector_flows{
    &need_flows<Scene<T>, Ledger>,          &crisis_flows<Scene<T>, Ledger>,
    &support_flows<Scene<T>, Ledger>,       &home_supervision_flows<Scene<T>, Ledger>,
    &placement_flows<Scene<T>, Ledger>,     &moves_flows<Scene<T>, Ledger>,
    &going_home_flows<Scene<T>, Ledger>,    &leaving_care_flows<Scene<T>, Ledger>,
    &adult_life_flows<Scene<T>, Ledger>,    &ageing_flows<Scene<T>, Ledger>,
    &workforce_flows<Scene<T>, Ledger>,     &capacity_flows<Scene<T>, Ledger>,
    &capability_flows<Scene<T>, Ledger>,    &relationship_flows<Scene<T>, Ledger>,
    &cost_flows<Scene<T>, Ledger>,          &budget_flows<Scene<T>, Ledger>,
    &harm_flows<Scene<T>, Ledger>,          &beyond_care_flows<Scene<T>, Ledger>,
    &reform_flows<Scene<T>, Ledger>,        &adult_need_flows<Scene<T>, Ledger>,
    &controls_flows<Scene<T>, Ledger>,      &shared_care_flows<Scene<T>, Ledger>,
    &leavers_homes_flows<Scene<T>, Ledger>,
};

/// Writes every flow of the scene into the ledger.
template<class T, class Ledger> void all_flows(const Scene<T>& scene, Ledger& ledger) {
  constexpr auto& sectors = sector_flows<T, Ledger>;
  // Each is a constant of its own, so that a compiler may write it out in place.
  [&]<std::size_t... I>(std::index_sequence<I...>) {
    (std::integral_constant<decltype(+sectors[I]), sectors[I]>::value(scene, ledger), ...);
  }
  (std::make_index_sequence<sectors.size()>{});
}

} // namespace headwater::model
