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
  std::size_t flattened = 0; ///< directions whose curvature was not that of a maximum, or nearly none
  std::uint64_t gradients = 0;
};

/// Climbs from `from` by L-BFGS as Ceres Solver has it (D. C. Liu and J. Nocedal, "On the limited memory BFGS method
/// for large scale optimization", 1989), then takes the curvature from central differences of gradients.
///
/// `scales`: n lengths, ordinary ones for each coordinate: steps are in them, and in them every direction is taken to
/// have a curvature of at least 0.5, so that the approximation is never wider than about 1.4 of them (as it could not
/// be for scales that are standard deviations of the prior). One thread; a function of its arguments, but not promised
/// to be the same bits between processors.
/// Throws std::invalid_argument for lists of another length or where the density cannot be computed at `from`, or next
/// to the mode.
Mode mode_of(const LogDensity& target, std::span<const double> from, std::span<const double> scales);

} // namespace headwater::calibration
