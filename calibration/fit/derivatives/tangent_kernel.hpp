// Tangent kernels: one run of the model with its derivatives by K parameters at once (forward mode), compiled once for
// each instruction set and chosen where it runs, as the lane kernels are (model/ensemble/lane_kernel.hpp).
//
// A kernel is compiled for machines that the rest of the program may not be on, so nothing but plain numbers crosses
// this line.
#pragma once

#include "model/solve/plan_grid.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace headwater::calibration {

/// One run. Derivatives are by `count` parameters, at most as many as the kernel has directions.
struct TangentRun {
  const double* values;  ///< parameter_count
  const std::size_t* by; ///< positions of the parameters
  std::size_t count;     ///< of them
  const model::PlanGrid* grid;
  double* july_states;    ///< out: each 31 July x state_size
  double* april_states;   ///< out: each 1 April x state_size
  double* july_tangents;  ///< out: each 31 July x state_size x directions
  double* april_tangents; ///< out: each 1 April x state_size x directions
};

struct TangentKernel {
  std::string_view instruction_set;
  std::size_t directions;
  void (*run)(const TangentRun* run);
};

/// The widest this machine can run.
const TangentKernel& best_tangent_kernel();
/// All it can run, the narrowest first.
std::span<const TangentKernel> tangent_kernels();

} // namespace headwater::calibration
