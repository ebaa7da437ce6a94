// Euler in lanes, for the comparison with rivals that know Euler alone. Compiled once for each instruction set, as the
// lane kernels of the model are, and like them it passes plain numbers only.
#pragma once

#include "model/solve/plan_grid.hpp"

#include <cstddef>

namespace headwater::bench {

/// `values`: parameter_count x lanes; `ends`: state_size x lanes; the lane varies fastest. From 31 July 2011 on,
/// `steps` steps of `step` years.
using EulerKernel = void (*)(const double* values, const model::Moment<double>* moments, std::size_t steps, double step,
                             double* ends);

} // namespace headwater::bench

extern "C" {
void headwater_euler_v3(const double* values, const headwater::model::Moment<double>* moments, std::size_t steps,
                        double step, double* ends);
void headwater_euler_v4(const double* values, const headwater::model::Moment<double>* moments, std::size_t steps,
                        double step, double* ends);
}
