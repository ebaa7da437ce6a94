// A bundle: what a scenario does of its own, against its parent, that may be done more or less of. Scaled by s it is the
// same steps at the same times, every amount times s: at 0 nothing of it, at 1 as it is stated.
//
// Whatever has a price may be in it. Not so:
//   decision_practice             children stay at home by decision: what is gained in care is risked at home
//   support_threshold above 0     families are refused help, and that is no way to a target
//   rules without a price, and transfers   what they gain looks free, so that a search would take all of them
// `edge_of_care_first` alone of the rules may stand beside a bundle: it says where the money of others is aimed, does
// nothing without it, and is held as it is stated. So is all else that the scenario sets.
#pragma once

#include "scenarios/scenario.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace headwater::scenarios {

struct Bundle {
  std::vector<StatedLever> levers; ///< of the scenario, in its order
  std::vector<bool> is_scaled;     ///< for each of them

  /// The levers that are scaled, by their positions in the table, each once, in its order.
  std::vector<std::size_t> scaled_levers() const;
  /// What the scenario states of its own and is held: names, each once, in the order of the table.
  std::vector<std::string> held_levers(const Scenario& scenario) const;
};

/// The bundle of a scenario: the levers it moves itself, or those of them that are named by their positions in the table.
/// Every step that may be in no bundle is a problem at its place in the file; so is a scenario that has none to scale.
Read<Bundle> bundle_of(const Scenario& scenario, const std::vector<std::size_t>& named = {});

/// The scenario with its bundle scaled. At 0 it has no step of it.
Scenario scaled(const Scenario& scenario, const Bundle& bundle, double scale);

/// How far a bundle may be scaled, and by which lever it is bounded.
struct LargestScale {
  double scale;
  std::size_t lever; ///< position in the table
};
/// So far that every lever stays inside its range; where `inside_evidence`, inside that for which something is known.
LargestScale largest_scale(const Bundle& bundle, bool inside_evidence);

} // namespace headwater::scenarios
