// The second charter's table of expected numbers: what an independent implementation says of fifteen plans, and how the same
// is measured in runs.
//
// The table counts years from 1 August to 31 July, k = 0 being 2026-27, discounted in their middle at 3.5% to year 30 and
// 3.0% after; the purse is operating cost, failure demand, lost tax and wider failure demand.
#pragma once

#include "model/quantities/plan.hpp"
#include "model/solve/annual_record.hpp"
#include "outputs/runs/planned_run.hpp"

#include <array>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::tests {

inline constexpr std::array ends{2046, 2066, 2086};
using ByHorizon = std::array<double, ends.size()>;

struct CharterStep {
  std::string_view lever; ///< symbol
  double start;
  double ramp;
  double amount; ///< GBPm of 2019-20 where it is money
};

/// A plan of such steps. Throws std::invalid_argument for an unknown lever.
model::Plan charter_plan(std::initializer_list<CharterStep> steps, double fidelity = 1.0);

/// A row of the table; a year without payback is 0. Money is GBP million of 2024-25.
struct CharterRow {
  std::string name;
  model::Plan plan;
  std::array<double, 2> looked_after; ///< 2030, 2040
  ByHorizon away;                     ///< 2040, 2066, 2086
  ByHorizon purse;
  ByHorizon operating;
  ByHorizon beyond_care;
  double households;
  ByHorizon failure_demand;   ///< per cent, the years to July 2040, 2066, 2086
  std::array<double, 2> harm; ///< per cent to 2046: at home, from separation
  int pays_back;
};

/// The table as it was printed.
std::vector<CharterRow> charter_rows();

/// The world of the table: what acts without a lever and was added later is turned off, in the parameters and, as poverty
/// acts through parents' need, in the plan.
model::ParameterValues<double> world_of_the_table(model::ParameterValues<double> values);
model::Plan in_world_of_the_table(model::Plan plan);

/// The row of a plan as runs to 2086 have it.
CharterRow measured(const CharterRow& row, const model::AnnualRecord& with, const model::AnnualRecord& without);

/// Children looked after, or of these away from home, on 31 July.
double children(const model::AnnualRecord& record, int july, bool away);

} // namespace headwater::tests
