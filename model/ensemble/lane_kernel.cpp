// The kernel of one instruction set. This file is compiled several times (see model/CMakeLists.txt), each time with
//
//   HEADWATER_LANES    how many doubles the instruction set holds in a register; 1: plain double
//   HEADWATER_KERNEL   the name of the function
//   headwater          defined as another name, so that no inline function of ours compiled for a newer machine can be
//                      taken by the linker for the one of the same name that everybody calls
#include "model/ensemble/lane_kernel.hpp"

#include "model/scalars/lanes.hpp"
#include "model/solve/system.hpp"
#include "model/solve/walk.hpp"

namespace headwater::model {
namespace {

constexpr std::size_t lanes = HEADWATER_LANES;

template<std::size_t W> struct NumberOf { using type = Lanes<W>; };
template<> struct NumberOf<1> { using type = double; };
using Number = NumberOf<lanes>::type;

// A double is one lane.
[[maybe_unused]] void set_lane(double& number, std::size_t /*lane*/, double x) { number = x; }
[[maybe_unused]] double lane_of(const double& number, std::size_t /*lane*/) { return number; }
template<int W> void set_lane(Lanes<W>& number, std::size_t lane, double x) { number.set(lane, x); }
template<int W> double lane_of(const Lanes<W>& number, std::size_t lane) { return number[lane]; }

Number load(const double* from) {
  Number number{};
  for (std::size_t i = 0; i < lanes; ++i) {
    set_lane(number, i, from[i]);
  }
  return number;
}

void store(const Number& number, double* to) {
  for (std::size_t i = 0; i < lanes; ++i) {
    to[i] = lane_of(number, i);
  }
}

void keep(const State<Number>& state, double*& to) {
  for (const Number& number : state) {
    store(number, to);
    to += lanes;
  }
}

State<Number> kept(const double* from) {
  State<Number> state;
  for (Number& number : state) {
    number = load(from);
    from += lanes;
  }
  return state;
}

/// The system with all that it calls written out in place, so that what passes between sectors stays in registers and
/// what nobody reads is not worked out. `dxdt` lies in none of what is read, which spares reading it again.
class Slopes {
public:
  explicit Slopes(const System<Number>& system) : system_{system} {}
  [[gnu::flatten]] void operator()(const State<Number>& __restrict x, State<Number>& __restrict dxdt, double t) const {
    system_(x, dxdt, t);
  }

private:
  System<Number> system_;
};

void run_block(const LaneBlock& block) {
  ParameterValues<Number> values;
  for (std::size_t i = 0; i < parameter_count; ++i) {
    values[i] = load(block.values + i * lanes);
  }
  const Parameters<Number> p = by_name(values);
  const Start<Number> start = model::start(p, as_numbers<Number>(block.plan.moments[0]));
  const auto* reference = reinterpret_cast<const Number*>(&start.reference);
  for (std::size_t i = 0; i < sizeof(start.reference) / sizeof(Number); ++i) {
    store(reference[i], block.reference + i * lanes);
  }

  constexpr std::size_t state_doubles = state_size * lanes;
  const std::size_t first = block.known_years * block.plan.steps_a_year;
  double* july = block.july_states + block.known_years * state_doubles;
  double* april = block.april_states + block.known_years * state_doubles;
  State<Number> x = first == 0 ? initial_state(start) : kept(july);
  walk(
      block.plan, first, x,
      [&](std::span<const Moment<double>> moments, double step, double origin) {
        return Slopes{System<Number>{p, start.reference, moments, step, origin}};
      },
      [&](const State<Number>& state) { keep(state, july); }, [&](const State<Number>& state) { keep(state, april); });
}

} // namespace
} // namespace headwater::model

extern "C" void HEADWATER_KERNEL(const headwater::model::LaneBlock* block) { headwater::model::run_block(*block); }
