// The assumptions a sensitivity analysis moves: which there are in a place and scenario, how far each is believed to
// reach there, and what moving one of them makes of the parameters.
//
//   low, high of the table  x  centre of the place / default   ->  the range here
//
// A share of a whole has no range of its own in the table (0 to 1). It is taken to where 95 % of its draws lie before
// they are made to sum: its default times exp(-1.96 share_log_sd) and exp(1.96 share_log_sd); the other shares are then
// scaled alike, so that all still sum to the whole.
#pragma once

#include "model/ensemble/draws.hpp"
#include "model/experiments/tornado.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace headwater::outputs {

struct Assumption {
  std::size_t parameter;           ///< position in the table
  std::size_t dimension;           ///< position among model::varying_parameters
  experiments::CentredRange range; ///< of the place, in the unit of the table
};

/// A parameter that is not moved, and why not.
struct LeftOut {
  std::size_t parameter;
  std::string why;
};

class Assumptions {
public:
  /// `centre`: values of the place and scenario; `set`: parameters, by position, that the scenario or its baseline
  /// sets.
  Assumptions(const model::ParameterValues<double>& centre, std::span<const std::size_t> set);

  const std::vector<Assumption>& moved() const { return moved_; }
  const std::vector<LeftOut>& left_out() const { return left_out_; }

  /// Moves one of moved(), by its position there, and with a share the other moved shares of its whole.
  void move(model::ParameterValues<double>& values, std::size_t assumption, double to) const;
  /// The point of the cube of all parameters for numbers in (0,1), one for each of moved(), in their order.
  model::UniformDraws::Point point(const std::vector<double>& numbers) const;

private:
  std::vector<Assumption> moved_;
  std::vector<LeftOut> left_out_;
};

/// What a parameter is in a few words: its meaning as far as the first semicolon, colon or bracket.
std::string in_few_words(const model::Parameter& parameter);

} // namespace headwater::outputs
