// Planned, spent, unspent, and why: one row for each money lever and fiscal year.
#pragma once

#include "outputs/results/compared.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// The money of one lever in one year, GBP million of 2019-20 prices. planned = spent + unspent.
struct Spending {
  std::size_t lever;
  model::FiscalYear year;
  double planned;       ///< put up by the plan for the year
  double spent;         ///< as the solver counted it; of several levers of one service each alike
  std::string_view why; ///< "posts are not filled"; empty where all is spent

  double unspent() const { return planned - spent; }
};

/// Of a run beside the one it is compared with, in the order of levers and years, to the last year asked for, which may be
/// no later than the spoken horizon: from then on money keeps pace with unit costs. Years in which nothing is planned are
/// left out.
std::vector<Spending> spending(const Compared& compared, const PayerTable& payers, model::FiscalYear last);

} // namespace headwater::outputs
