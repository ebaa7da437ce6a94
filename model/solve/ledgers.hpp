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

/// Writes every rate behind the derivative, so that flows are integrated by the same solver that moves the stocks.
class FlowRecord {
public:
  /// `labels` is filled at the first evaluation; `rates` gets one number a label.
  FlowRecord(State<double>& derivative, std::vector<FlowLabel>& labels, std::vector<double>& rates)
      : derivative_{derivative}, labels_{labels}, rates_{rates}, first_{labels.empty()} {
    rates_.clear();
  }

  void flow(std::string_view name, Arrow arrow, double rate) {
    derivative_.flow(name, arrow, rate);
    record({name, arrow, FlowLabel::Kind::flow}, rate);
  }
  void adjust(std::string_view name, Place place, double rate) {
    derivative_.adjust(name, place, rate);
    record({name, {place, place}, FlowLabel::Kind::adjustment}, rate);
  }
  void cost(Category category, double rate) { derivative_.cost(category, rate); }
  void count(Counter counter, double rate) { derivative_.count(counter, rate); }

private:
  void record(const FlowLabel& label, double rate) {
    if (first_) {
      labels_.push_back(label);
    }
    rates_.push_back(rate);
  }

  Derivative<double> derivative_;
  std::vector<FlowLabel>& labels_;
  std::vector<double>& rates_;
  bool first_;
};

} // namespace headwater::model
