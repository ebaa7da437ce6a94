// Each parameter of a posterior in one row: where it lies, how sure that is, and whether the chains agree on it.
#pragma once

#include "calibration/inference/posterior/sampled_posterior.hpp"

#include <string>
#include <vector>

namespace headwater::calibration {

/// In the unit of the parameter, but R-hat and the effective sample sizes. See convergence.hpp and standard_error.hpp
/// for what is not a number when.
struct ParameterSummary {
  std::string name;
  double mean;
  double median;
  double sd;
  double q05; ///< 9 in 10 draws lie from here; not a number where there are fewer than 20
  double q95; ///< to here
  double r_hat;
  double ess_bulk;
  double ess_tail;
  double mcse_mean;
  double mcse_median;
  double mcse_sd;
  double mcse_q05;
  double mcse_q95;
};

ParameterSummary summary_of(std::string name, const ChainDraws& draws);

/// A row for each parameter, in their order, and a last one for the log density, lp__. If chains stay at different log
/// densities they have not met, even if each parameter looks as if they had. Throws std::invalid_argument as check()
/// does.
std::vector<ParameterSummary> summaries(const Posterior& posterior);

} // namespace headwater::calibration
