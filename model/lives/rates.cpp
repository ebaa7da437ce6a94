#include "model/lives/rates.hpp"

#include "model/solve/system.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace headwater::model {
namespace {

/// So little of a family that no sum feels it.
constexpr double hardly_any = 0x1p-60;

State<double> between(const Trajectory& run, std::size_t step) {
  State<double> middle{};
  for (std::size_t i = 0; i < state_size; ++i) {
    middle[i] = (run.states[step][i] + run.states[step + 1][i]) / 2.0;
  }
  return middle;
}

const Moment<double>& middle_moment(const Trajectory& run, std::size_t step) { return run.grid.moments[2 * step + 1]; }

/// Position of the flow along an arrow; there is one.
std::size_t flow_along(const std::vector<FlowLabel>& flows, const Arrow& arrow) {
  const auto found = std::find_if(flows.begin(), flows.end(), [&](const FlowLabel& flow) {
    return flow.kind == FlowLabel::Kind::flow && flow.arrow.from == arrow.from && flow.arrow.to == arrow.to;
  });
  if (found == flows.end()) {
    throw std::logic_error("no flow along an arrow that lives take");
  }
  return static_cast<std::size_t>(found - flows.begin());
}

/// What leaves a junction in one band, for somebody who comes from one side of it or the other: those to whom every
/// outflow is open, and those to whom some are not.
class Junctions {
public:
  Junctions(const std::vector<FlowLabel>& flows, const std::vector<double>& rates) : flows_{flows}, rates_{rates} {
    for (std::size_t f = 0; f < flows.size(); ++f) {
      const FlowLabel& flow = flows[f];
      if (flow.kind != FlowLabel::Kind::flow) {
        continue;
      }
      if (is_junction(flow.arrow.from)) {
        Band& here = at(flow.arrow.from, flow.arrow.to);
        (is_barred(flow.arrow) ? here.barred_out : here.out) += rates[f];
      } else if (is_junction(flow.arrow.to)) {
        Band& here = at(flow.arrow.to, flow.arrow.from);
        here.free_in += is_open(flow.arrow.from.index, barred) ? rates[f] : 0.0;
      }
    }
  }

  /// The share of those who come to a junction from a place who go on by an outflow.
  double share(std::size_t from, std::size_t onward) const {
    const Arrow& arrow = flows_[onward].arrow;
    const Band& here = bands_[arrow.from.index][band_of(arrow.to.index)];
    const double barred_share = here.barred_out == 0.0 ? 0.0 : here.barred_out / here.free_in;
    if (is_barred(arrow)) {
      return here.barred_out == 0.0 ? 0.0 : barred_share * (rates_[onward] / here.barred_out);
    }
    const double rest = is_open(from, barred) ? 1.0 - barred_share : 1.0;
    return here.out == 0.0 ? 0.0 : rest * (rates_[onward] / here.out);
  }

private:
  struct Band {
    double out = 0.0;        ///< open to everybody
    double barred_out = 0.0; ///< not open to some
    double free_in = 0.0;    ///< of those to whom all is open
  };
  static constexpr Arrow barred{Boundary::entering_away, stock::shared_care[0]};
  static bool is_junction(const End& end) { return !end.inside && boundaries()[end.index].junction; }
  static bool is_barred(const Arrow& onward) { return !is_open(stock::at_home[0].index, onward); }
  Band& at(const End& junction, const End& place) { return bands_[junction.index][band_of(place.index)]; }

  const std::vector<FlowLabel>& flows_;
  const std::vector<double>& rates_;
  std::array<std::array<Band, band_count>, std::size(detail::boundary_rows)> bands_{};
};

/// Moves within a setting, 1/yr for a family that is in it.
double within(std::size_t place, const Parameters<double>& p, const Moves<double>& moves) {
  const std::size_t first = stock_of(place).first;
  const double often = first == stock::at_home.first       ? p.moves_at_home
                       : first == stock::kinship.first     ? p.moves_within_kinship
                       : first == stock::foster.first      ? p.moves_within_foster
                       : first == stock::residential.first ? p.moves_within_residential
                                                           : p.moves_within_secure;
  return often * moves.unrest;
}

/// Of those who turn 18 in a family that stands at one place, the share in difficulty, never having been in care.
std::array<double, stock_size> shares_in_need(const Parameters<double>& p) {
  std::array<double, stock_size> shares{};
  for (std::size_t place = 0; place < stock_size; ++place) {
    if (counts_people(place) && is_of_family(place)) {
      State<double> one{};
      one[place] = 1.0;
      shares[place] = unmet_need_at_18(stocks_in(one), p) * p.years_16_17 / p.children_per_family;
    }
  }
  return shares;
}

} // namespace

MidStep mid_step(const Trajectory& run, std::size_t step) {
  MidStep found{between(run, step), {}};
  found.derivative = derivative(found.state, run.parameters, run.reference, middle_moment(run, step));
  return found;
}

LifeRates life_rates(const Trajectory& run, int from_july, int to_july) {
  if (from_july < start_year || to_july <= from_july || to_july > run.last_july()) {
    throw std::out_of_range("lives from " + std::to_string(from_july) + " to " + std::to_string(to_july) +
                            " are not inside the run");
  }
  const Parameters<double>& p = run.parameters;
  const std::size_t first = run.step_at(july_31(from_july));
  LifeRates all{.ways = ways_of(run.flows),
                .begins = july_31(from_july),
                .step = run.grid.step,
                .count = run.step_at(july_31(to_july)) - first,
                .of_way = {},
                .of_place = {},
                .leaving = {},
                .in_need = shares_in_need(p),
                .inflow = {},
                .persons_a_family_in_care = p.children_per_looked_after_family,
                .persons_a_family = p.children_per_family};
  const std::vector<Way>& ways = all.ways.all;
  all.of_way.reserve(all.count * ways.size());
  all.of_place.assign(all.count * stock_size, 0.0);
  all.inflow.assign(all.count * stock_size, 0.0);

  const auto from_leavers = [&](Place place) {
    const std::size_t f = flow_along(run.flows, Boundary::care_leavers >> place);
    return std::pair{f, Arrival{place.index, run.flows[f].name, 0.0}};
  };
  const auto continuing_family = from_leavers(stock::continuing_family);
  const auto continuing_residential = from_leavers(stock::continuing_residential);
  const auto last_exit = from_leavers(stock::left_care_before_16);
  const std::array pool{from_leavers(stock::aftercare_receiving[0]), from_leavers(stock::aftercare_not_receiving[0]),
                        from_leavers(stock::difficulty_18_25), from_leavers(stock::settled_18_25)};
  const std::size_t never_away = flow_along(run.flows, Boundary::never_in_care >> stock::noncare_difficulty_18_44);
  all.never_in_care = {Place(stock::noncare_difficulty_18_44).index, run.flows[never_away].name, 0.0};

  std::vector<double> rates(run.flows.size());
  for (std::size_t n = 0; n < all.count; ++n) {
    State<double> state = between(run, first + n);
    for (std::size_t place = 0; place < stock_size; ++place) {
      if (counts_people(place) && state[place] == 0.0) {
        state[place] = hardly_any;
      }
    }
    State<double> slope{};
    FlowRates record{slope, rates.data()};
    const Scene<double> scene{stocks_in(state), p, run.reference, middle_moment(run, first + n)};
    all_flows(scene, record);

    const Junctions junctions(run.flows, rates);
    double exits_before_16 = 0.0;
    for (const Way& way : ways) {
      double rate = way.flow == no_flow ? within(way.from, p, scene.moves) : rates[way.flow] / state[way.from];
      if (way.onward != no_flow) {
        rate *= junctions.share(way.from, way.onward);
      }
      all.of_way.push_back(rate);
      all.of_place[n * stock_size + way.from] += rate;
      if (way.follows == Follows::may_be_the_last_exit) {
        exits_before_16 += rate * state[way.from];
      }
    }
    for (std::size_t f = 0; f < run.flows.size(); ++f) {
      const Arrow& arrow = run.flows[f].arrow;
      if (run.flows[f].kind == FlowLabel::Kind::flow && !arrow.from.inside &&
          !boundaries()[arrow.from.index].junction && arrow.to.inside && counts_people(arrow.to.index) &&
          is_of_family(arrow.to.index)) {
        all.inflow[n * stock_size + arrow.to.index] += rates[f];
      }
    }
    Leaving& leaving =
        all.leaving.emplace_back(Leaving{scene.leaving_care.staying_kinship,
                                         scene.leaving_care.staying_foster,
                                         scene.leaving_care.staying_residential,
                                         continuing_family.second,
                                         continuing_residential.second,
                                         {pool[0].second, pool[1].second, pool[2].second, pool[3].second},
                                         last_exit.second});
    double pooled = 0.0;
    for (const auto& [flow, arrival] : pool) {
      pooled += rates[flow];
    }
    for (std::size_t k = 0; k < pool.size(); ++k) {
      leaving.register_or_not[k].share = rates[pool[k].first] / pooled;
    }
    leaving.last_exit.share = rates[last_exit.first] / (p.children_per_looked_after_family * exits_before_16);
  }
  return all;
}

} // namespace headwater::model
