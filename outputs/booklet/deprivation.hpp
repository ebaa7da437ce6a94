// Deprivation: how many children in each fifth of areas are looked after, and what a plan does to the gap.
//
// An allocation of Scotland's numbers, worked out beside the equations: nothing here acts back on a run, and an area's
// own future is not in it. Today's looked-after children are shared out as published; what a plan changes is shared out
// by how its help finds families:
//
//   help given by need (all levers but universal support)   falls where looked-after children are: n_q
//   universal support                                       n_q (1 - tau + tau n_q / p_q), made to add up to 1
//
// n_q: share of looked-after children in fifth q; p_q: share of all children. tau, from 0 to 1, is how far universal
// places follow need: at 0 they reach families as need does, at 1 the most deprived areas have that many more of them,
// which finds 1.7 times as much need a pound and is an upper bound. tau is not known, so both ends are told. A change of
// child poverty counts as help by need in that.
//
// Poverty by fifth stands beside it: P_q = P pi_q / p_q, where pi_q is the share of poor children in fifth q, so that a
// change of poverty falls in proportion to the poverty there is. Children who start to be looked after come from fifths as
// looked-after children do, n_q, times what the change of a fifth's own poverty makes of it by the equations' elasticities,
// made to add up to the nation's.
#pragma once

#include "outputs/booklet/findings.hpp"

#include <array>
#include <span>
#include <string_view>
#include <vector>

namespace headwater::outputs {

inline constexpr std::size_t fifth_count = 5;

/// One fifth of areas: number 1 is the most deprived.
struct Fifth {
  int number;
  double looked_after; ///< n_q, share of looked-after children by home address, 31 July 2024
  char looked_after_grade;
  std::string_view looked_after_source;
  double children; ///< p_q, share of all children
  char children_grade;
  std::string_view children_source;
  double poverty; ///< pi_q, share of the children in poverty
  char poverty_grade;
  std::string_view poverty_source;
  std::string_view meaning;
};
std::span<const Fifth, fifth_count> fifths();

/// Looked-after children of each 1,000 children in each fifth.
struct ByFifth {
  std::array<double, fifth_count> per_thousand;
  /// The most deprived fifth less the least, of 1,000 children.
  double gap() const { return per_thousand.front() - per_thousand.back(); }
  /// The most deprived fifth over the least.
  double ratio() const { return per_thousand.front() / per_thousand.back(); }
};

/// Shares of looked-after children of a baseline, and of what a plan changes (below 0: fewer), over `children` of all
/// Scotland. Of the change, `by_universal` is put down to universal support.
ByFifth by_fifth(double looked_after, double change, double by_universal, double follows_need, double children);

/// What of a plan's change of looked-after children on 31 July is put down to universal support, and why so much.
struct UniversalPart {
  double children; ///< below 0: fewer
  /// "lever": its share of the difference, worked out over orders of levers (difference.csv). "money": no difference is
  /// worked out, so its share of the support that was added or cut until then, between none and all.
  std::string_view split;
};
UniversalPart universal_part(const Runs& runs, const Findings& findings, const ScenarioRun& run, int year);

/// The share of children in poverty in each fifth, where that of the nation is `poverty`.
std::array<double, fifth_count> poverty_by_fifth(double poverty);

/// The share of those who start to be looked after who come from each fifth, where a plan moves the poverty of the nation
/// from `before` to `after`: as published where it does not.
std::array<double, fifth_count> entries_by_fifth(double before, double after, const model::Parameters<double>& p);

/// Poverty of the nation on 31 July as published, and as a run's plan has it, shares of children; and the children who start
/// to be looked after, a year.
struct PovertyOfRun {
  double published;
  double planned;
  double entries;
};
PovertyOfRun poverty_of(const ScenarioRun& run, int year);

/// The years of the table, 31 July: 2030, 2040 and 2046, or the end of a run that ends sooner.
std::vector<int> deprivation_years(int horizon);

/// Children under 18 on 31 July: as published for 2024, and as the run's families with children move after and before.
double children_on(const ScenarioRun& run, int year);

/// The two ends of how far universal places may follow need.
inline constexpr double follows_need_ends[] = {0.0, 1.0};

} // namespace headwater::outputs
