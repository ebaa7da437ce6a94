// The basis of an appraisal: every setting that turns a ledger into measures, all of them shown with the results.
#pragma once

#include "model/solve/fiscal_year.hpp"
#include "outputs/appraisal/discounting.hpp"
#include "outputs/results/ledger.hpp"
#include "outputs/results/payers.hpp"
#include "outputs/results/prevention.hpp"

#include <optional>

namespace headwater::outputs {

struct AppraisalBasis {
  PayerTable payers;
  PreventionTable prevention; ///< which level of prevention each line is
  RateVintage rates;
  std::optional<RateVintage> health_rates; ///< for health effects, where asked for; else `rates`
  std::optional<RateVintage> lower_rates;  ///< of the sensitivity test, where the vintage has one
  Timing timing = Timing::start_of_year;
  double optimism_bias = 0.0;                 ///< uplift of every added cost, share
  double benefit_haircut = 0.0;               ///< cut of every saving, share
  std::optional<model::FiscalYear> settle_by; ///< by which no payer should be worse off; 20 years on if empty
  Included included;                          ///< of what totals leave out unless asked
};

} // namespace headwater::outputs
