// The highest point of a log density, and how sharp it is there: the Laplace approximation.
#pragma once

#include "calibration/inference/samplers/log_density.hpp"
#include "calibration/inference/samplers/sampler.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace headwater::calibration {

struct Mode {
  Start laplace; ///< the point, and the inverse of the curvature there
  double log_density = 0.0;
  std::size_t flattened = 0; ///< directions that had too little curvature, or that of no maximum: see mode_of
  std::uint64_t gradients = 0;
};

/// Climbs from `from` by L-BFGS as Ceres Solver has it (D. C. Liu and J. Nocedal, "On the limited memory BFGS method
/// for large scale optimization", 1989), then takes the curvature from central differences of gradients.
///
/// `scales` has a typical length for each of the n coordinates, for instance its prior standard deviation. Steps are
/// measured in these. A direction with a curvature below 0.5 in these units is given 0.5, so that the approximation is
/// never wider than about 1.4 scales. (Where the scales are prior standard deviations, the posterior is no wider than
/// 1.) Runs on one thread and is a function of its arguments, but its bits may differ between processors.
/// Throws std::invalid_argument for lists of another length, or if the density cannot be computed at `from` or next to
/// the mode.
Mode mode_of(const LogDensity& target, std::span<const double> from, std::span<const double> scales);

} // namespace headwater::calibration
