#include "outputs/booklet/personas.hpp"

#include "model/solve/trajectory.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/runs/over_threads.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <stdexcept>

namespace headwater::outputs {
namespace {

namespace stock = model::stock;

constexpr Persona persona_rows[] = {
#define PERSONA(number, name, words, known, start, band)                                                               \
  {number, name, words, known, model::stock::start[band].index, nullptr, model::stock::start[band].index},
#define PERSONA_BY_LEVER(number, name, words, known, start, band, lever, otherwise)                                    \
  {number,                                                                                                             \
   name,                                                                                                               \
   words,                                                                                                              \
   known,                                                                                                              \
   model::stock::start[band].index,                                                                                    \
   &model::Levers<double>::lever,                                                                                      \
   model::stock::otherwise[band].index},
#include "outputs/data/personas.def"
#undef PERSONA
#undef PERSONA_BY_LEVER
};

struct PlaceWords {
  std::size_t first;
  std::string_view words;
};
constexpr PlaceWords place_words[] = {
#define LIFE_PLACE(name, words) {model::stock::name.first, words},
#define LIFE_END(name, words)
#include "outputs/data/life_words.def"
#undef LIFE_PLACE
#undef LIFE_END
};
struct EndWords {
  model::Boundary boundary;
  std::string_view words;
};
constexpr EndWords end_words[] = {
#define LIFE_PLACE(name, words)
#define LIFE_END(name, words) {model::Boundary::name, words},
#include "outputs/data/life_words.def"
#undef LIFE_PLACE
#undef LIFE_END
};

constexpr std::uint64_t for_labels = 0x6c6162656c; // "label" in ASCII

/// Adds up a life as it is told.
class Counting {
public:
  Counting(const model::LifeRates& rates, const std::vector<UnitCosts>& costs, const Prices& prices)
      : rates_{rates}, costs_{costs}, prices_{prices} {}

  LifeCount of(const std::vector<model::ToldEvent>& story) const {
    LifeCount count;
    for (std::size_t i = 0; i < story.size(); ++i) {
      const model::ToldEvent& event = story[i];
      const double until = i + 1 < story.size() ? story[i + 1].time : rates_.end();
      for (const std::optional<model::End>& tag : {event.family, event.person}) {
        if (tag && tag->inside) {
          stay(tag->index, event.time, until, count);
        }
      }
      if (i > 0) {
        happen(story[i - 1], event, count);
      }
    }
    return count;
  }

private:
  static bool is_away(std::size_t place) {
    return model::is_looked_after(place) && model::stock_of(place).first != stock::at_home.first;
  }

  const UnitCosts& costs_in(FiscalYear year) const {
    const auto at = static_cast<std::size_t>(std::max(year.first - lives_begin, 0));
    return costs_[std::min(at, costs_.size() - 1)];
  }

  void pay(const ByPayer& cost, double share, FiscalYear year, LifeCount& count) const {
    for (std::size_t payer = 0; payer < payer_count; ++payer) {
      count.cost[payer] += prices_.pounds(share * cost[payer], year);
    }
  }

  void stay(std::size_t place, double from, double until, LifeCount& count) const {
    if (model::is_looked_after(place)) {
      count.years_looked_after += until - from;
      count.years_away += is_away(place) ? until - from : 0.0;
    }
    for (FiscalYear year = model::fiscal_year_of(from); year.begins() < until; ++year.first) {
      const double share = std::min(until, year.ends()) - std::max(from, year.begins());
      pay(costs_in(year).a_year[place], share, year, count);
    }
  }

  void happen(const model::ToldEvent& before, const model::ToldEvent& event, LifeCount& count) const {
    const FiscalYear year = model::fiscal_year_of(event.time);
    const bool was_in_family = before.family && before.family->inside;
    const bool is_in_family = event.family && event.family->inside;
    if (was_in_family && is_in_family && *before.family != *event.family) {
      const std::size_t from = before.family->index;
      const std::size_t to = event.family->index;
      const std::size_t to_stock = model::stock_of(to).first;
      const bool was_shared = model::stock_of(from).first == stock::shared_care.first;
      const bool comes = !model::is_looked_after(from) && !was_shared &&
                         (model::is_looked_after(to) || (to_stock == stock::shared_care.first && !event.then.empty()));
      const bool changes_setting =
          is_away(to) && model::is_looked_after(from) && model::stock_of(from).first != to_stock;
      if (comes) {
        pay(costs_in(year).start, 1.0, year, count);
      }
      if (model::stock_of(from).first == stock::struggling.first ||
          model::stock_of(from).first == stock::struggling_severely.first) {
        if (to_stock == stock::waiting.first || to_stock == stock::waiting_severe.first) {
          pay(costs_in(year).found, 1.0, year, count);
        }
      }
      count.moves += changes_setting ? 1.0 : 0.0;
    }
    count.moves += event.moves_within ? 1.0 : 0.0;
    if (event.counted && *event.person == model::End(stock::aftercare_not_receiving[0])) {
      pay(costs_in(year).unsupported, 1.0, year, count);
    }
  }

  const model::LifeRates& rates_;
  const std::vector<UnitCosts>& costs_;
  const Prices& prices_;
};

void add(LifeCount& sum, const LifeCount& one) {
  sum.years_looked_after += one.years_looked_after;
  sum.years_away += one.years_away;
  sum.moves += one.moves;
  for (std::size_t payer = 0; payer < payer_count; ++payer) {
    sum.cost[payer] += one.cost[payer];
  }
}

LifeCount mean_of(LifeCount sum, double lives) {
  for (double* value : {&sum.years_looked_after, &sum.years_away, &sum.moves}) {
    *value /= lives;
  }
  for (double& cost : sum.cost) {
    cost /= lives;
  }
  return sum;
}

bool pulls(const model::AnnualRecord& record, double model::Levers<double>::*lever) {
  for (int year = lives_begin; year <= record.last_july(); ++year) {
    if (record.moment_of_31_july(year).lever.*lever > 0.0) {
      return true;
    }
  }
  return false;
}

std::vector<PersonaLives> lives_of(const ScenarioRun& run, const Runs& runs, const PlannedRun& plan,
                                   std::uint64_t seed) {
  const int until = quoted_july(runs.horizon);
  const model::LifeRates rates = model::life_rates(model::run(plan.values, plan.drivers, until), lives_begin, until);
  std::vector<UnitCosts> costs;
  for (FiscalYear year{lives_begin}; year.first <= until && run.record.has_april(year.first + 1); ++year.first) {
    costs.push_back(unit_costs(run.record, run.funding, runs.basis.payers, year));
  }
  const Counting counting(rates, costs, runs.prices);
  std::vector<PersonaLives> all;
  for (std::size_t k = 0; k < personas().size(); ++k) {
    const Persona& persona = personas()[k];
    const bool there = persona.needs == nullptr || pulls(run.record, persona.needs);
    PersonaLives lives{run.position, k, there, pressures_of(persona, run.record, seed), {}, {}, {}, {}};
    std::map<std::string_view, std::size_t> ends;
    std::map<std::string_view, std::string_view> words;
    LifeCount sum;
    for (std::size_t i = 0; i < lives_drawn; ++i) {
      experiments::RandomEngine luck = model::luck_of(seed, static_cast<std::uint64_t>(persona.number), i);
      std::vector<model::ToldEvent> story =
          model::told(model::draw_life(rates, there ? persona.start : persona.otherwise, luck));
      const LifeCount count = counting.of(story);
      add(sum, count);
      const model::End& end = story.back().stands();
      ++ends[life_place(end)];
      words[life_place(end)] = life_words(end);
      if (i == 0) {
        lives.first = count;
        lives.story = std::move(story);
      }
    }
    lives.mean = mean_of(sum, static_cast<double>(lives_drawn));
    for (const auto& [place, count] : ends) {
      lives.endings.push_back({place, words[place], count});
    }
    std::stable_sort(lives.endings.begin(), lives.endings.end(),
                     [](const Ending& a, const Ending& b) { return a.lives > b.lives; });
    all.push_back(std::move(lives));
  }
  return all;
}

} // namespace

std::span<const Persona> personas() { return persona_rows; }

std::string_view life_words(const model::End& end) {
  if (end.inside) {
    const std::size_t first = model::stock_of(end.index).first;
    for (const PlaceWords& row : place_words) {
      if (row.first == first) {
        return row.words;
      }
    }
  }
  for (const EndWords& row : end_words) {
    if (end == model::End(row.boundary)) {
      return row.words;
    }
  }
  throw std::logic_error("no words for where a life comes to: " + std::string(life_place(end)));
}

std::string_view life_place(const model::End& end) {
  return end.inside ? model::stock_of(end.index).name : model::boundaries()[end.index].name;
}

const Ending& PersonaLives::ending_of_first() const {
  return *std::find_if(endings.begin(), endings.end(),
                       [&](const Ending& ending) { return ending.place == life_place(story.back().stands()); });
}

std::string Pressures::words() const {
  std::vector<std::string_view> named;
  for (const auto& [is, word] :
       {std::pair(substance, "a parent’s drink or drug use"), std::pair(mental, "a parent’s mental ill-health"),
        std::pair(abuse, "domestic abuse"), std::pair(poverty, "poverty")}) {
    if (is) {
      named.emplace_back(word);
    }
  }
  std::string text;
  for (std::size_t i = 0; i < named.size(); ++i) {
    text += std::string(i == 0 ? "" : i + 1 == named.size() ? " and " : ", ") + std::string(named[i]);
  }
  return text.empty() ? "none of these" : text;
}

Pressures pressures_of(const Persona& persona, const model::AnnualRecord& record, std::uint64_t seed) {
  const model::Parameters<double>& p = record.parameters;
  const bool copes = model::stock_of(persona.start).first == stock::coping.first;
  const double poor = record.moment_of_31_july(lives_begin).child_poverty;
  const double poor_at_risk = p.poverty_odds * poor / (1.0 - poor + p.poverty_odds * poor);
  experiments::RandomEngine luck(seed, static_cast<std::uint64_t>(persona.number), for_labels);
  const auto drawn = [&](char is, double in_general, double at_risk) {
    return luck.unit() < (copes ? in_general : at_risk) || persona.known == is;
  };
  Pressures found{};
  found.substance = drawn('S', p.substance_prevalence, p.substance_concern_share);
  found.mental = drawn('M', p.mental_prevalence, p.mental_concern_share);
  found.abuse = drawn('D', p.abuse_prevalence, p.abuse_concern_share);
  found.poverty = drawn('P', poor, poor_at_risk);
  return found;
}

std::vector<PersonaLives> draw_personas(const Runs& runs, const std::vector<PlannedRun>& plans, std::uint64_t seed,
                                        std::size_t threads) {
  std::vector<std::vector<PersonaLives>> by_run(runs.size());
  over_threads(threads, runs.size(), [&](std::size_t i) { by_run[i] = lives_of(runs[i], runs, plans[i], seed); });
  std::vector<PersonaLives> all;
  for (std::vector<PersonaLives>& lives : by_run) {
    std::move(lives.begin(), lives.end(), std::back_inserter(all));
  }
  return all;
}

} // namespace headwater::outputs
