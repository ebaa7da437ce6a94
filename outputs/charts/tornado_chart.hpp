#pragma once
// A tornado: what each of several assumptions does to an output at the two ends of its range, the longest bar first.
//
//     Recovery without services   0.1 |======|========| 0.35
//     Relapse                        0.3 |==|===| 0.08          ends are labelled with the assumption's own values

#include "outputs/charts/house_style.hpp"

namespace headwater::outputs {

struct TornadoRow {
  std::string name;
  double at_low = 0;
  double at_high = 0;
  std::string low; ///< the assumption's own value there, in words
  std::string high;
};

struct TornadoChart {
  ChartText text;
  std::string unit; ///< of the output
  double centre = 0;
  std::vector<TornadoRow> rows; ///< from top to bottom
};

/// Throws std::invalid_argument for no row or a value that is not finite.
Chart tornado_chart(const TornadoChart& content);

/// Two shares with their intervals for each of several assumptions: what it does by itself and in all.
struct ShareEstimate {
  double value = 0;
  double low = 0;
  double high = 0;
};
struct ShareRow {
  std::string name;
  ShareEstimate first;
  ShareEstimate total;
};
struct SharesChart {
  ChartText text;
  std::vector<ShareRow> rows; ///< from top to bottom
};

/// Throws std::invalid_argument for no row or a value that is not finite.
Chart shares_chart(const SharesChart& content);

} // namespace headwater::outputs
