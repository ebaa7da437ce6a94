// HEADWATER_LANES, HEADWATER_KERNEL and another name for headwater come from the command line: see
// model/ensemble/lane_kernel.cpp.
#include "model/scalars/lanes.hpp"
#include "model/solve/system.hpp"

namespace headwater::bench {
namespace {

using Number = model::Lanes<HEADWATER_LANES>;
using State = model::State<Number>;

[[gnu::flatten]] void slopes(const model::System<Number>& system, const State& x, State& dxdt, double t) {
  system(x, dxdt, t);
}

void run(const double* given, const model::Moment<double>* moments, std::size_t steps, double step, double* ends) {
  model::ParameterValues<Number> values;
  for (Number& value : values) {
    for (std::size_t lane = 0; lane < Number::width; ++lane) {
      value.set(lane, *given++);
    }
  }
  const model::Parameters<Number> p = model::by_name(values);
  const model::Start<Number> start = model::start(p, model::as_numbers<Number>(moments[0]));
  const model::System<Number> system{p, start.reference, {moments, 2 * steps + 1}, step};
  State x = model::initial_state(start);
  State dxdt;
  for (std::size_t n = 0; n < steps; ++n) {
    slopes(system, x, dxdt, model::grid_time(2 * n, step));
    for (std::size_t i = 0; i < x.size(); ++i) {
      x[i] = x[i] + step * dxdt[i];
    }
  }
  for (const Number& number : x) {
    for (std::size_t lane = 0; lane < Number::width; ++lane) {
      *ends++ = number[lane];
    }
  }
}

} // namespace
} // namespace headwater::bench

extern "C" void HEADWATER_KERNEL(const double* values, const headwater::model::Moment<double>* moments,
                                 std::size_t steps, double step, double* ends) {
  headwater::bench::run(values, moments, steps, step, ends);
}
