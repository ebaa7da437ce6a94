#pragma once
// A narrow range within a wide one for each of several things, such as what was taken to be known of a parameter and
// what is known now.
//
//     Recovery without services     [======####|####=====]        0.24 (0.22 to 0.27)
//     Relapse                       [==###|####==========]        0.15 (0.09 to 0.25)

#include "outputs/charts/house_style.hpp"

#include <limits>
#include <optional>

namespace headwater::outputs {

struct RangeRow {
  std::string name;
  Range wide;
  std::optional<Range> narrow;                              ///< nothing where there is none to show
  double middle = std::numeric_limits<double>::quiet_NaN(); ///< a dot; not a number: none
  std::string words = {};                                   ///< at the right
};

struct RangeChart {
  ChartText text;
  std::string unit;       ///< of the axis
  std::string wide_words; ///< what the ranges and the dot are, for the key
  std::string narrow_words;
  std::string middle_words;
  std::vector<RangeRow> rows; ///< from top to bottom
};

/// The axis always holds 0. Throws std::invalid_argument for no row, or an end of a range that is not finite.
Chart range_chart(const RangeChart& content);

} // namespace headwater::outputs
