// Wrong pockets: one public body pays for a plan and another one saves by it. The matrix shows who saves by whose
// money; the settlement shows which transfers between them would leave nobody worse off.
#pragma once

#include "outputs/appraisal/appraisal.hpp"
#include "outputs/appraisal/fair_transfers.hpp"

#include <array>
#include <optional>
#include <vector>

namespace headwater::outputs {

struct Pockets {
  FiscalYear first; ///< years summed over: from the start of the comparison
  FiscalYear last;  ///< to the year by which nobody should be worse off
  // GBP of the price base asked for, by public payer, summed over those years, after bias and haircut
  std::array<double, public_payer_count> invests{}; ///< what the plan adds to cost: see appraisal.hpp
  std::array<double, public_payer_count> saves{};   ///< less spent on everything else
  std::array<double, public_payer_count>
      finance{}; ///< received from loan and claw-back, less what is paid and what is owed
  std::array<double, public_payer_count> net{}; ///< saves - invests + finance
  Settlement settlement;                        ///< transfers between payers, positions as Payer
  std::optional<double> pooling_share;          ///< see pooling_share(); empty where losses exceed gains

  /// What payer `saver` saves by the money of payer `investor`, GBP: each saving is put down to those who invest in
  /// proportion to what they invest. 0 where nobody invests.
  double saved_by(Payer investor, Payer saver) const;
  int years() const { return last.first - first.first + 1; }
};

// What an ensemble calls the draws of a payer's saves and saves - invests, beside the measures of the appraisal.
inline constexpr const char* saved_on_all_else = "pocket_saves";
inline constexpr const char* saved_less_invested = "pocket_saves_less_invests";

/// What each payer invests and saves in a run, compared with its baseline; without settlement and pooling share.
/// `flows` are the run's all_cash_flows; for `settle_by` see AppraisalBasis.
Pockets pocket_sums(const std::vector<CashFlows>& flows, std::optional<FiscalYear> settle_by);
/// The same with settlement and pooling share.
Pockets pockets(const std::vector<CashFlows>& flows, std::optional<FiscalYear> settle_by);

} // namespace headwater::outputs
