// Scenario discovery: in which ranges of which inputs does what we care about happen?
//
//     x2 |  .    .   .  .        a box is a range for some of the inputs; of its points
//        |   . +-------+ .           density   how many are of interest
//        | .   | * * . |             coverage  how many of all points of interest it has
//        |   . | * * * | *           mass      how many of all points it has
//        |  .  +-------+   .
//        +------------------ x1
//
// PRIM, the patient rule induction method (J. H. Friedman and N. I. Fisher, "Bump hunting in high-dimensional data",
// 1999), as used by B. P. Bryant and R. J. Lempert, "Thinking inside the box", 2010:
//
//   peeling   from the box of all points, again and again the share `peel` of the points left is taken off one end of
//             one input: there where the density of what stays is highest (where it is the same, more points stay;
//             then the first input, and its low end). Every box on the way is kept: the trajectory
//   choosing  the box of the trajectory with the highest score, see below
//   pasting   as long as it lowers the density nowhere and gains points of interest, the share `paste` of the box's
//             points is put back at one end: there where the density is then highest
//   sparing   inputs are set free again: first those whose restriction chance would bring about (the quasi-p-value
//             below, times the number of inputs, is not under `restriction_chance`), the least surprising one each
//             time; then the one whose freedom leaves the highest score, as long as that is at least (1 - slack) of the
//             highest met: the fewest inputs that say nearly as much. All begins again by the inputs that are left
//             alone, until none is set free
//   further   the box's points are taken out, and the next box is looked for among the others
//
// The score weighs coverage against density. With b the share of all points that are of interest,
//
//     score^2 = (coverage - mass) / (1 - mass) x (density - b) / (1 - b)
//
// the geometric mean of what the box gains on chance in either, of the most that could be gained; it is the correlation
// of being in the box with being of interest: 0 for a box that says nothing, 1 for one that has all points of interest
// and no other.
//
// A search among so many boxes finds a dense one in pure noise. So a share of the points is held out of peeling,
// choosing, pasting and sparing, and a box stands only if it is dense among them too: with probability below `chance`
// the same number or more would be of interest if being in the box had nothing to do with it (R. A. Fisher's exact
// test, hypergeometric). Otherwise no box is reported, but what was looked at and turned down is kept.
#pragma once

#include "model/experiments/evaluation.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace headwater::experiments {

/// For each point whether it is of interest; nothing where its run failed.
using Interest = std::vector<std::optional<bool>>;

struct PrimSettings {
  double peel = 0.05;
  double paste = 0.05;
  double least_mass = 0.05; ///< no box is peeled to less than this share of the points searched
  double slack = 0.05;
  double restriction_chance = 0.5; ///< how many restrictions of a box chance may bring about
  double held_out = 1.0 / 3.0;     ///< share of the points
  double chance = 0.01;
  std::size_t most_boxes = 3;
  std::uint64_t seed = 1; ///< of which points are held out
};

/// The range of one input; an end that is infinite is free.
struct PrimRange {
  double low = -std::numeric_limits<double>::infinity();
  double high = std::numeric_limits<double>::infinity();

  bool restricted() const;
  bool contains(double value) const { return low <= value && value <= high; }
};

/// A range for each input. Its ends are midway between points inside and outside.
using PrimBox = std::vector<PrimRange>;

bool contains(const PrimBox& box, const std::vector<double>& point);

/// Points and points of interest are those not in earlier boxes; shares are of all points.
struct BoxMeasures {
  std::size_t points = 0;
  std::size_t of_interest = 0;
  double coverage = 0.0;
  double density = 0.0;
  double mass = 0.0;
  double score = 0.0;         ///< among the points not in earlier boxes
  std::size_t restricted = 0; ///< inputs
};

/// One box on the way of peeling.
struct PrimStep {
  PrimBox box;
  BoxMeasures measures;
};

struct PrimRestriction {
  std::size_t input;
  double low; ///< infinite: that end is free
  double high;
  /// Bryant and Lempert's quasi-p-value: with n points in the box, h of them of interest, and without this restriction
  /// n' and h', the probability of h or more in n draws of which each is of interest with h' / n'. "Quasi", since the
  /// restriction was looked for among the same points.
  double quasi_p;
};

struct FoundBox {
  PrimBox box;
  BoxMeasures all;                           ///< over all points
  BoxMeasures searched;                      ///< over the points it was found with
  BoxMeasures held_out;                      ///< over the others: density without the search's optimism
  double chance;                             ///< what held-out points give the test above
  std::vector<PrimRestriction> restrictions; ///< in the order of inputs
  std::vector<PrimStep>
      trajectory; ///< over the points searched, by the inputs left; the first is the box of all points
};

/// Why no further box is reported.
enum class PrimEnd { enough_boxes, nothing_of_interest, all_of_interest, no_better_than_chance };

struct ScenarioDiscovery {
  std::size_t points;      ///< whose run did not fail
  std::size_t of_interest; ///< among them
  std::size_t dropped;     ///< points whose run failed
  std::vector<FoundBox> boxes;
  PrimEnd end;
  std::optional<FoundBox> turned_down; ///< at the end no_better_than_chance: what was looked at, if there was a box
};

/// Peels all points, none held out, down to the least mass or until all that is left is of interest.
///
/// Throws std::invalid_argument as discover_scenarios().
std::vector<PrimStep> peeling_trajectory(const Points& points, const Interest& interest,
                                         const PrimSettings& settings = {});

/// Finds boxes, the one with the highest score first.
///
/// Throws std::invalid_argument if points have different lengths or are not as many as `interest`, if a coordinate of a
/// point whose run did not fail is not finite, or if a setting is not between 0 and 1.
ScenarioDiscovery discover_scenarios(const Points& points, const Interest& interest, const PrimSettings& settings = {});

} // namespace headwater::experiments
