// The kernel of one instruction set. This file is compiled several times (see calibration/CMakeLists.txt), each time
// with HEADWATER_DIRECTIONS, HEADWATER_KERNEL and headwater defined, for the reasons that
// model/ensemble/lane_kernel.cpp gives.
#include "calibration/fit/derivatives/tangent_kernel.hpp"

#include "model/scalars/dual.hpp"
#include "model/solve/annual_path.hpp"

namespace headwater::calibration {
namespace {

constexpr std::size_t width = HEADWATER_DIRECTIONS;
using Number = model::Dual<HEADWATER_DIRECTIONS>;

void keep(const std::vector<model::State<Number>>& states, double* values, double* tangents) {
  for (const model::State<Number>& state : states) {
    for (const Number& number : state) {
      *values++ = number.v;
      for (std::size_t i = 0; i < width; ++i) {
        *tangents++ = number.d[i];
      }
    }
  }
}

void run_tangents(const TangentRun& run) {
  model::ParameterValues<Number> values;
  for (std::size_t i = 0; i < model::parameter_count; ++i) {
    values[i] = Number(run.values[i]);
  }
  for (std::size_t i = 0; i < run.count; ++i) {
    values[run.by[i]] = Number::variable(run.values[run.by[i]], i);
  }
  const model::AnnualPath<Number> path = model::annual_path(values, *run.grid);
  keep(path.july_states, run.july_states, run.july_tangents);
  keep(path.april_states, run.april_states, run.april_tangents);
}

} // namespace
} // namespace headwater::calibration

extern "C" void HEADWATER_KERNEL(const headwater::calibration::TangentRun* run) {
  headwater::calibration::run_tangents(*run);
}
