// Do the chains agree (R-hat), and how many independent draws are theirs worth (effective sample size, ESS)?
//
//   draws -> split each chain in halves -> ranks over all draws -> normal scores     "bulk"
//   draws -> |draw - median|            -> the same                                  "folded": do the spreads agree?
//
//   R-hat  = sqrt of (variance of all halves together / variance within halves), the larger of bulk and folded
//   ESS    = draws / (1 + 2 sum of autocorrelations), these cut off and smoothed by C. J. Geyer's initial monotone
//            sequence ("Practical Markov chain Monte Carlo", 1992)
//
// A. Vehtari, A. Gelman, D. Simpson, B. Carpenter and P.-C. Bürkner, "Rank-normalization, folding, and localization: an
// improved R-hat for assessing convergence of MCMC", Bayesian Analysis 16 (2021); to the letter of the R package
// posterior 1.4.0, its choices for short chains included. One difference: where a draw is infinite, R-hat and bulk ESS
// of that package rank it like any other; here they are not numbers, as its manual promises.
//
// A figure is not a number where it is not defined: if there are no draws, if a draw is not finite, if all draws are
// the same (to 2.2e-16 where ranks are not taken), and for an ESS if half a chain has fewer than 3 draws. R-hat is
// infinite if each chain stays in a place of its own. A chain of odd length is split without its middle draw; a single
// draw is not split.
//
// If the number of draws is even, the two around the median lie equally far from it, and rounding decides whether
// folding ranks them as a tie or in order. So the last bit of one draw may move the R-hat of short chains by some 1e-4,
// as it does in R.
#pragma once

#include "calibration/inference/posterior/chain_draws.hpp"

namespace headwater::calibration {

/// Rank-normalised split R-hat: the larger of bulk and folded. 1 where the chains agree; the bar is 1.01.
double r_hat(const ChainDraws& draws);
/// Split R-hat of the draws themselves, without ranks; misleading if their variance is infinite. A. Gelman and others,
/// "Bayesian Data Analysis", 2013.
double r_hat_without_ranks(const ChainDraws& draws);

/// For the middle of the distribution, which the normal scores stand for.
double ess_bulk(const ChainDraws& draws);
/// For its tails: the smaller of those of the quantiles 0.05 and 0.95.
double ess_tail(const ChainDraws& draws);
double ess_mean(const ChainDraws& draws);
double ess_median(const ChainDraws& draws);
double ess_sd(const ChainDraws& draws);
/// Of the share of draws at or below the quantile. Throws std::invalid_argument for a probability outside 0 ... 1.
double ess_quantile(const ChainDraws& draws, double probability);

} // namespace headwater::calibration
