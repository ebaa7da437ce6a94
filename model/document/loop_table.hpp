// The loop table: what each feedback loop does, by running plans with the loop and without it, plan and baseline alike.
//
// Children and families only. What a loop is worth in money needs discounting, a price base and a view of who is public,
// which stand in outputs/: a second account here would be a second truth. `off` in a scenario gives it there.
#pragma once

#include "model/document/loop_paths.hpp"
#include "model/ensemble/annual_runs.hpp"
#include "model/quantities/plan.hpp"

#include <array>
#include <string>
#include <vector>

namespace headwater::model {

/// The plans that loops are looked at in.
struct LoopPlans {
  Plan baseline; ///< continue as now
  Plan promise;  ///< Keep the Promise
  Plan cuts;     ///< Cuts
};

/// What gives a place to those who are found, in the question about fear: GBPm/yr more for intensive support, 2019-20
/// prices, from 1 April 2026.
inline constexpr double support_for_those_found = 60.0;

/// Runs of one plan: with every loop on, then with each loop cut alone, in the order of the table.
/// `drivers.plan` is not read. Throws std::runtime_error where a run breaks down.
std::vector<AnnualRecord> runs_with_each_loop_cut(const Drivers& drivers, const Plan& plan,
                                                  const ParameterValues<double>& values = default_values());

/// Children looked after on 31 July of a year.
double children_looked_after(const AnnualRecord& record, int year);

/// One loop, cut; the first row of a table is of none.
struct LoopRow {
  std::string symbol;           ///< L4; empty in the first row
  std::vector<double> baseline; ///< children looked after on each 31 July from 2011, continue as now
  std::vector<double> promise;  ///< the same in Keep the Promise
  std::vector<double> cuts;     ///< the same in Cuts
};

/// What fear and concealment (L12) and trust after contact (L3) do in a world where one thing is different.
struct FearRow {
  std::string world;      ///< in words
  double trust_2040;      ///< relative to 2011, with both loops
  double with_loops;      ///< children looked after on 31 July 2040
  double without_fear;    ///< the same with L12 cut
  double without_contact; ///< the same with L3 cut

  double effect_of_fear() const { return with_loops - without_fear; }
  double effect_of_contact() const { return with_loops - without_contact; }
};

/// The worlds of LoopTable::fear, in its order.
enum FearWorld : std::size_t {
  fear_as_now,      ///< continue as now: places are short
  fear_not_removed, ///< of severe need that is found, none goes straight to statutory measures
  fear_no_queue,    ///< L11 cut: a queue does not shorten support
  fear_no_caseload, ///< L4 cut: caseload does not move decisions
  fear_places,      ///< support_for_those_found more for intensive support
  fear_places_no_caseload,
};

struct LoopTable {
  std::vector<LoopRow> rows;
  std::vector<FearRow> fear;   ///< see FearWorld
  std::vector<LoopPath> paths; ///< along continue as now, in the years `path_years`
};

/// The years in which the signs of arrows are looked at.
inline constexpr std::array path_years{2012, 2024, 2040, 2066, 2086};

LoopTable make_loop_table(const Drivers& drivers, const LoopPlans& plans,
                          const ParameterValues<double>& values = default_values());

/// The years on whose 31 July the difference of two series has changed its sign, from `from` on; a difference of less than
/// half a child has none.
std::vector<int> years_of_turning(const std::vector<double>& with, const std::vector<double>& without, int from);

} // namespace headwater::model
