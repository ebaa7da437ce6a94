// Adjoint kernels: a run of the model followed backwards, from what published figures weigh to every parameter,
// compiled once for each instruction set and chosen where it runs, as the tangent kernels are.
//
// A kernel is compiled for machines that the rest of the program may not be on, so nothing but plain numbers crosses
// this line.
#pragma once

#include "model/solve/plan_grid.hpp"

#include <cstddef>
#include <span>
#include <string_view>

namespace headwater::calibration {

/// How many points of time a kernel works out at once. The same for every instruction set, so that sums have one order.
inline constexpr std::size_t adjoint_points = 8;

/// A run that was made, and the weight of each figure of it. Points are the times at which the right-hand side was
/// evaluated, in the order of model::annual_path; in blocks of adjoint_points, the last filled up with any of them.
struct AdjointRun {
  const double* values;    ///< parameter_count
  const double* reference; ///< as many as model::Reference has
  double place_rate;       ///< of model::Start
  const model::PlanGrid* grid;
  std::size_t points;
  const double* stocks;       ///< each block x stock_size x adjoint_points
  const double* moments;      ///< each block x numbers of model::Moment x adjoint_points
  const double* july_states;  ///< each 31 July x state_size
  const double* april_states; ///< each 1 April x state_size
  std::size_t figures;
  const std::size_t* rows; ///< each figure: of counterparts()
  const int* years;        ///< each figure: in which its period ends
  const double* weights;   ///< each figure: d(scalar)/d(figure)
  double* by_parameter;    ///< out: parameter_count, d(scalar)/d(parameter)
};

struct AdjointKernel {
  std::string_view instruction_set;
  void (*run)(const AdjointRun* run);
};

/// The widest this machine can run.
const AdjointKernel& best_adjoint_kernel();
/// All it can run, the narrowest first.
std::span<const AdjointKernel> adjoint_kernels();

} // namespace headwater::calibration
