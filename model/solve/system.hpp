// The system: the right-hand side the solver steps, for any number type.
#pragma once

#include "model/sectors/start.hpp"
#include "model/solve/clock.hpp"
#include "model/solve/ledgers.hpp"

#include <cmath>
#include <span>

namespace headwater::model {

/// What a moment brings, as numbers of type T.
template<class T> Moment<T> as_numbers(const Moment<double>& m) {
  Moment<T> n;
#define DRIVER(name, symbol, unit, meaning) n.name = T(m.name);
#include "model/quantities/drivers.def"
#undef DRIVER
#define LEVER(name, ...) n.lever.name = T(m.lever.name);
#include "model/quantities/levers.def"
#undef LEVER
#define SETTING(name, symbol, key, unit, value, low, high, stated, counts, meaning) n.name = T(m.name);
#include "model/quantities/settings.def"
#undef SETTING
#define LOOP(name, symbol, held, through, meaning) n.loop.name = T(m.loop.name);
#include "model/quantities/loops.def"
#undef LOOP
  return n;
}

/// Writes the derivative of a state at a moment over `result`, which is another state.
template<class T>
void write_derivative(const State<T>& state, const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now,
                      State<T>& result) {
  result.fill(T(0.0));
  Derivative<T> ledger{result};
  all_flows(Scene<T>{stocks_in(state), p, r, now}, ledger);
}

/// The derivative of a state at a moment.
template<class T>
State<T> derivative(const State<T>& state, const Parameters<T>& p, const Reference<T>& r, const Moment<T>& now) {
  State<T> result;
  write_derivative(state, p, r, now, result);
  return result;
}

/// The right-hand side in the form Boost.Odeint calls: system(x, dxdt, t), t on the half-step grid that `grid` stands
/// on: from `origin`, half a `step` apart. A stepper copies what it calls, several times a step: hand it
/// std::cref(system).
template<class T> class System {
public:
  System(const Parameters<T>& p, const Reference<T>& r, std::span<const Moment<double>> grid, double step = step_length,
         double origin = start_time)
      : p_{p}, r_{r}, grid_{grid}, step_{step}, origin_{origin} {}

  void operator()(const State<T>& x, State<T>& dxdt, double t) const {
    write_derivative(x, p_, r_, as_numbers<T>(moment(t)), dxdt);
  }

  const Moment<double>& moment(double t) const {
    return grid_[static_cast<std::size_t>(std::lround((t - origin_) * 2.0 / step_))];
  }
  const Parameters<T>& parameters() const { return p_; }
  const Reference<T>& reference() const { return r_; }

private:
  Parameters<T> p_;
  Reference<T> r_;
  std::span<const Moment<double>> grid_;
  double step_;
  double origin_;
};

/// The state vector of a start: its stocks, and accumulators at 0.
template<class T> State<T> initial_state(const Start<T>& start) {
  State<T> state;
  state.fill(T(0.0));
  write_stocks(start.stocks, state.data());
  return state;
}

} // namespace headwater::model
