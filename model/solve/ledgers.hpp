// Ledgers: who listens to the flows. A sector never knows which of these it writes to.
//
//   flow(name, from >> to, rate)   leaves one stock and joins another
//   adjust(name, place, rate)      changes one stock that is not conserved (an index, a capacity, a budget)
//   cost(category, rate)           money a year, GBPm
//   count(counter, rate)           events a year
#pragma once

#include "model/quantities/arrows.hpp"

#include <string_view>
#include <vector>

namespace headwater::model {

/// Adds every rate to the derivative of the state; `derivative` has state_size numbers and starts at 0.
template<class T> class Derivative {
public:
  explicit Derivative(State<T>& derivative) : to_{derivative} {}

  void flow(std::string_view /*name*/, Arrow arrow, const T& rate) {
    if (arrow.from.inside) {
      to_[arrow.from.index] = to_[arrow.from.index] - rate;
    }
    if (arrow.to.inside) {
      to_[arrow.to.index] = to_[arrow.to.index] + rate;
    }
  }
  void adjust(std::string_view /*name*/, Place place, const T& rate) { to_[place.index] = to_[place.index] + rate; }
  void cost(Category category, const T& rate) { to_[accumulator(category).index] = rate; }
  void count(Counter counter, const T& rate) { to_[accumulator(counter).index] = rate; }

private:
  State<T>& to_;
};

/// What a flow is: the same at every evaluation, in the order in which the sectors write.
struct FlowLabel {
  std::string_view name;
  Arrow arrow; ///< an adjustment has the same end twice
  enum class Kind : std::uint8_t { flow, adjustment } kind;
};

/// Says what every flow is.
class FlowLabels {
public:
  explicit FlowLabels(std::vector<FlowLabel>& labels) : labels_{labels} {}

  template<class T> void flow(std::string_view name, Arrow arrow, const T& /*rate*/) {
    labels_.push_back({name, arrow, FlowLabel::Kind::flow});
  }
  template<class T> void adjust(std::string_view name, Place place, const T& /*rate*/) {
    labels_.push_back({name, {place, place}, FlowLabel::Kind::adjustment});
  }
  template<class T> void cost(Category /*category*/, const T& /*rate*/) {}
  template<class T> void count(Counter /*counter*/, const T& /*rate*/) {}

private:
  std::vector<FlowLabel>& labels_;
};

/// Adds every rate to the derivative, as Derivative does, and writes it down, so that flows are integrated by the same
/// solver that moves the stocks.
class FlowRates {
public:
  /// `rates` has room for one number a label.
  FlowRates(State<double>& derivative, double* rates) : derivative_{derivative}, next_{rates} {}

  void flow(std::string_view name, Arrow arrow, double rate) {
    derivative_.flow(name, arrow, rate);
    *next_++ = rate;
  }
  void adjust(std::string_view name, Place place, double rate) {
    derivative_.adjust(name, place, rate);
    *next_++ = rate;
  }
  void cost(Category category, double rate) { derivative_.cost(category, rate); }
  void count(Counter counter, double rate) { derivative_.count(counter, rate); }

private:
  Derivative<double> derivative_;
  double* next_;
};

} // namespace headwater::model
