// A life: one child's way through a run, drawn at the rates of its steps.
//
// Rates are constant within a step, so a wait is exact: an exponential of mean 1 is used up at the sum of the rates of all
// ways on; where a step ends first, what is left of it is used up in the next. A life is a drawing, not a case: the
// average of all lives is the run.
#pragma once

#include "model/experiments/random_engine.hpp"
#include "model/lives/rates.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace headwater::model {

/// One thing that happens. What stands in the equations twice, as a family and as a person, is two tags: tag 0 is the
/// family, the next the person, and rarely there is a third, who left care a second time.
struct LifeEvent {
  double time;           ///< years
  std::string_view what; ///< name of a flow, or "begins"
  std::string_view then; ///< name of the flow behind a junction
  std::size_t tag;
  End at; ///< where the tag stands from then on
};

struct Life {
  std::vector<LifeEvent> events; ///< in order of time; the first says where the life begins
};

/// Draws a life that begins in a place at the start of step `at`, after a part of it (0 to 1), until the rates end. The
/// same numbers of the engine at other rates are the same luck.
Life draw_life(const LifeRates& rates, std::size_t place, experiments::RandomEngine& engine, std::size_t at = 0,
               double part = 0.0);

/// A life as it is told. Where both tags are told, the child is in a family and on the register. A tag is set aside where
/// another says more of the same child: the family from 19 on; a person who is looked after again, or leaves care again;
/// somebody never in care who was.
struct ToldEvent {
  double time;
  std::string_view what;
  std::string_view then;
  std::optional<End> family; ///< empty: no more told
  std::optional<End> person;
  bool moves_within; ///< moved within a setting, which changes neither
  bool counted;      ///< came to be counted as a person

  /// The one that says most: the person where one is told.
  const End& stands() const { return person ? *person : *family; }
};
std::vector<ToldEvent> told(const Life& life);

/// The stream of a life: the same for every plan, so that a person lives through all of them with the same luck.
experiments::RandomEngine luck_of(std::uint64_t seed, std::uint64_t persona, std::uint64_t number);

} // namespace headwater::model
