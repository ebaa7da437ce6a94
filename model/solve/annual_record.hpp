// What is kept of a run by year: its state on each 31 July, when stocks are read, and on each 1 April, between which
// money and events are counted. Tables and appraisals need no more; a run of many thousand keeps no more.
#pragma once

#include "model/quantities/stocks.hpp"
#include "model/sectors/moment.hpp"
#include "model/sectors/reference.hpp"
#include "model/solve/clock.hpp"

#include <vector>

namespace headwater::model {

struct AnnualRecord {
  std::vector<State<double>> july_states;   ///< from start_year on
  std::vector<State<double>> april_states;  ///< from first_april on
  std::vector<Moment<double>> july_moments; ///< what each 31 July brought
  Parameters<double> parameters{};
  Reference<double> reference{};

  /// The first 1 April inside a run, by calendar year.
  static constexpr int first_april = start_year + 1;

  /// The last 31 July, by calendar year.
  int last_july() const { return start_year + static_cast<int>(july_states.size()) - 1; }
  bool has_april(int year) const {
    return year >= first_april && static_cast<std::size_t>(year - first_april) < april_states.size();
  }
  /// The state on a day the record covers.
  const State<double>& on_31_july(int year) const { return july_states[static_cast<std::size_t>(year - start_year)]; }
  const State<double>& on_1_april(int year) const { return april_states[static_cast<std::size_t>(year - first_april)]; }
  const Moment<double>& moment_of_31_july(int year) const {
    return july_moments[static_cast<std::size_t>(year - start_year)];
  }
};

} // namespace headwater::model
