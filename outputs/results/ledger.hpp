// The ledger: every pound of a run by fiscal year, category and payer.
//
// Built from the differences of the solver's own money accumulators, so the sum over payers is the category and the sum
// over years is the accumulator. The memo of ring-fenced money is inside other categories and never a line.
#pragma once

#include "outputs/results/study.hpp"

#include <string_view>
#include <vector>

namespace headwater::outputs {

enum class Payer : std::uint8_t { council, nhs, scottish_government, justice, uk_government, household };
inline constexpr std::size_t payer_count = 6;

std::string_view name(Payer payer);
std::string_view name(model::CostClass cost_class);

/// What would follow if the cost fell: money a payer can bank, room a payer can use for others, or a wider gain.
std::string_view cashability(model::Category category);

struct LedgerLine {
  FiscalYear year;
  model::Category category;
  Payer payer;
  bool ring_fenced;   ///< new money, which the Scottish Government pays
  double gbp_million; ///< constant 2019-20 prices
};

/// Every line of the fiscal years the run covers whole, in the order year, category, payer.
std::vector<LedgerLine> ledger(const ScenarioRun& run, int horizon);

/// Shares by payer of a category, summing to 1; all 0 for the memo.
std::array<double, payer_count> payer_shares(model::Category category);

} // namespace headwater::outputs
