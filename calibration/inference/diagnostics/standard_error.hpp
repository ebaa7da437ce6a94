// Monte Carlo standard errors: how far a figure of the draws may be off because there are only so many of them.
//
//   mean       sd / sqrt(ESS of the mean)
//   sd         by the delta method, from the ESS of the squared distances from the mean
//   quantile   half the distance between the draws at the 15.9% and 84.1% points of Beta(ESS p + 1, ESS (1 - p) + 1)
//
// Vehtari and others 2021 (convergence.hpp); as the R package posterior 1.4.0 has them. In the unit of the
// draws; not a number where the ESS is not defined.
#pragma once

#include "calibration/inference/posterior/chain_draws.hpp"

namespace headwater::calibration {

double mcse_mean(const ChainDraws& draws);
double mcse_median(const ChainDraws& draws);
double mcse_sd(const ChainDraws& draws);
/// Throws std::invalid_argument for a probability outside 0 ... 1.
double mcse_quantile(const ChainDraws& draws, double probability);

} // namespace headwater::calibration
