// Personas: twelve starting points, and the lives that follow from each in every plan.
//
// Of each persona a thousand lives are drawn at the rates of each run. The first is told; the thousand say how common its
// ending is and what such lives cost on average. A persona has the same luck in every plan, so that two lives part where
// the plans do. A single life is a drawing, not a case; the average of all lives is the run.
#pragma once

#include "model/lives/life.hpp"
#include "outputs/results/unit_costs.hpp"
#include "outputs/runs/planned_run.hpp"
#include "outputs/runs/runs.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// A row of personas.def: composites, no real person.
struct Persona {
  int number;
  std::string_view name;
  std::string_view words;
  char known;        ///< what the words say of the family: S, M, D, or a space
  std::size_t start; ///< where it begins, a position in the state
  /// The lever without which nobody is there; null: none is needed.
  double model::Levers<double>::*needs;
  std::size_t otherwise; ///< where it begins without that lever
};
std::span<const Persona> personas();

/// Plain words for where somebody stands. Throws std::logic_error for what no life comes to.
std::string_view life_words(const model::End& end);
/// The name of the stock or boundary.
std::string_view life_place(const model::End& end);

/// Lives are drawn from 31 July of this year on, to the last that may be quoted.
inline constexpr int lives_begin = 2026;
inline constexpr std::size_t lives_drawn = 1000;

/// What is counted of a life.
struct LifeCount {
  double years_looked_after = 0.0;
  double years_away = 0.0; ///< of these, living away from home
  double moves = 0.0;      ///< of placement, within a setting and between settings
  ByPayer cost{};          ///< GBP of the price base
};

struct Ending {
  std::string_view place; ///< a stock, all ages together, or a boundary
  std::string_view words;
  std::size_t lives;
};

/// The pressures a persona's family lives with: labels that are drawn once, from the shares published for families like
/// it, and change no rate.
struct Pressures {
  bool substance;
  bool mental;
  bool abuse;
  bool poverty;
  /// "drink or drug use, and poverty"; "none of these".
  std::string words() const;
};
/// The lives of one persona in one run.
struct PersonaLives {
  std::size_t run;     ///< position
  std::size_t persona; ///< position in personas()
  bool with_its_lever; ///< false: it needs one that the plan does not pull, and begins elsewhere
  Pressures pressures;
  std::vector<model::ToldEvent> story; ///< the first life
  LifeCount first;                     ///< of it
  LifeCount mean;                      ///< of all that were drawn
  std::vector<Ending> endings;         ///< of all that were drawn, the most frequent first

  const Ending& ending_of_first() const;
};

/// Those of a persona, where a run has the poverty of the day.
Pressures pressures_of(const Persona& persona, const model::AnnualRecord& record, std::uint64_t seed);

/// The lives of every persona in every run; `plans` has one for each, which is run again for its steps. The same for any
/// number of threads.
std::vector<PersonaLives> draw_personas(const Runs& runs, const std::vector<PlannedRun>& plans, std::uint64_t seed,
                                        std::size_t threads);

} // namespace headwater::outputs
