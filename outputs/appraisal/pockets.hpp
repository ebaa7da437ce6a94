// Wrong pockets: who pays for a plan and who saves by it are different bodies. The matrix shows it; the settlement says
// what would have to move between them for nobody to lose.
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
  // GBP of the study's price base, by public payer, summed over those years, after bias and haircut
  std::array<double, public_payer_count> invests{}; ///< more spent on support than the baseline
  std::array<double, public_payer_count> saves{};   ///< less spent on everything else
  std::array<double, public_payer_count> finance{}; ///< received from loan and claw-back, less what is paid
  std::array<double, public_payer_count> net{};     ///< saves - invests + finance
  Settlement settlement;                            ///< transfers between payers, positions as Payer
  std::optional<double> pooling_share;              ///< see pooling_share(); empty where losses exceed gains

  /// What payer `saver` saves by the money of payer `investor`, GBP: each saving is put down to those who invest in
  /// proportion to what they invest. 0 where nobody invests.
  double saved_by(Payer investor, Payer saver) const;
  int years() const { return last.first - first.first + 1; }
};

/// The pockets of a run against its baseline. `flows` are all_cash_flows of the run.
Pockets pockets(const Study& study, const std::vector<CashFlows>& flows);

} // namespace headwater::outputs
