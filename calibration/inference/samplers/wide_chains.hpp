// Chains of a density with many coordinates of which its data inform few directions: hundreds, and a few dozen.
//
//   from -> mode -> curvature there, the metric -> NUTS, which finds the step size alone
//
// A covariance of hundreds of coordinates cannot be learned from pilot chains that are shorter than it is wide; the
// curvature costs two gradients a coordinate. In coordinates of the prior's own scale it is the identity in all
// directions that nothing is known of, so that no direction is ever measured wrong by chance.
#pragma once

#include "calibration/inference/samplers/nuts.hpp"

#include <span>

namespace headwater::calibration {

/// `target`: in coordinates in which its prior has a standard deviation of about 1. `from`: where the mode is looked
/// for. `settings` are those of NUTS, but that the metric is not learned. Modes that lie apart are not found: R-hat of
/// chains that begin apart says so only where one chain reaches another mode. Throws what mode_of and Nuts do.
SampledChains wide_chains(const LogDensity& target, std::span<const double> from, NutsSettings settings);

} // namespace headwater::calibration
