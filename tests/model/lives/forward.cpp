#include "tests/model/lives/forward.hpp"

namespace headwater::model::tests {
namespace {

void add(People& slope, const Arrival& arrival, double persons) { slope[arrival.place] += persons * arrival.share; }

} // namespace

People slope_of(const LifeRates& rates, std::size_t step, const People& people, bool with_inflow) {
  People slope{};
  const Leaving& leaving = rates.leaving[step];
  for (std::size_t w = 0; w < rates.ways.all.size(); ++w) {
    const Way& way = rates.ways.all[w];
    const double gone = rates.rate(step, w) * people[way.from];
    slope[way.from] -= gone;
    if (way.to.inside) {
      slope[way.to.index] += gone;
    }
    const double persons = rates.persons_a_family_in_care * gone;
    switch (way.follows) {
    case Follows::nothing:
      break;
    case Follows::may_be_the_last_exit:
      add(slope, leaving.last_exit, persons);
      break;
    case Follows::joins_the_register: {
      const std::size_t setting = stock_of(way.from).first;
      double stays = 0.0;
      if (!way.to.inside) {
        stays = setting == stock::kinship.first       ? leaving.stays_on_kinship
                : setting == stock::foster.first      ? leaving.stays_on_foster
                : setting == stock::residential.first ? leaving.stays_on_residential
                                                      : 0.0;
      }
      slope[setting == stock::residential.first ? leaving.continuing_residential.place
                                                : leaving.continuing_family.place] += persons * stays;
      for (const Arrival& arrival : leaving.register_or_not) {
        add(slope, arrival, persons * (1.0 - stays));
      }
      break;
    }
    case Follows::grows_up:
      slope[rates.never_in_care.place] += rates.persons_a_family * gone * rates.in_need[way.from];
      break;
    }
  }
  for (std::size_t place = 0; with_inflow && place < stock_size; ++place) {
    slope[place] += rates.inflow[step * stock_size + place];
  }
  return slope;
}

People after_step(const LifeRates& rates, std::size_t step, People people, bool with_inflow) {
  // Taylor's series of a linear system: the inflow stands in its first term only.
  People term = slope_of(rates, step, people, with_inflow);
  double factor = 1.0;
  constexpr int terms = 30;
  for (int k = 1; k <= terms; ++k) {
    factor *= rates.step / k;
    for (std::size_t place = 0; place < stock_size; ++place) {
      people[place] += factor * term[place];
    }
    term = slope_of(rates, step, term, false);
  }
  return people;
}

} // namespace headwater::model::tests
