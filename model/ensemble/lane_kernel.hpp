// Lane kernels: the solver over W draws in lockstep, compiled once for each instruction set and chosen where it runs.
//
//   draws of one plan      W at a time      their state on each 31 July and 1 April
//   o o o o o o o o  --->  [========]  ---> o o o o o o o o      each with the bits of a run of its own
//
// A kernel is compiled for machines that the rest of the program may not be on, so nothing but plain numbers crosses
// this line.
#pragma once

#include "model/solve/plan_grid.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace headwater::model {

/// One block: as many draws as the kernel has lanes. In every array the lane varies fastest.
struct LaneBlock {
  const double* values; ///< parameter_count x lanes
  Timetable plan;
  std::size_t known_years; ///< years whose states are there already, the 31 July that ends them included
  double* july_states;     ///< out: each 31 July x state_size x lanes
  double* april_states;    ///< out: each 1 April x state_size x lanes
  double* reference;       ///< out: numbers of a Reference x lanes
};

struct LaneKernel {
  std::string_view instruction_set; ///< "x86-64-v4", or "scalar" for one run at a time in plain doubles
  std::size_t lanes;
  void (*run)(const LaneBlock* block);
};

/// The kernels this machine can run, the narrowest first; `scalar` is always the first of them.
std::span<const LaneKernel> lane_kernels();

/// The kernel of an instruction set, or nullptr where this machine cannot run it or there is none of that name.
const LaneKernel* find_lane_kernel(std::string_view instruction_set);

/// The widest.
const LaneKernel& best_lane_kernel();

} // namespace headwater::model
