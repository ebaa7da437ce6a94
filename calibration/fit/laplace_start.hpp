// From the point estimate to all of the posterior's numbers: where sampling begins, and what stands for the posterior
// where it is not sampled.
#pragma once

#include "calibration/fit/history_posterior.hpp"
#include "calibration/inference/estimate/multi_start.hpp"
#include "calibration/inference/samplers/sampler.hpp"

namespace headwater::calibration {

/// The Laplace approximation in the free scale: parameters at the estimate with its covariance, what the scatter is
/// made of at its priors' centres with their variances. A parameter in a flat direction, or held at a bound, takes its
/// prior's variance.
Start laplace_start(const HistoryPosterior& posterior, const Fit& fit, const Certificate& certificate);

/// One draw of it, n numbers, from random numbers that are a function of seed and number.
std::vector<double> laplace_draw(const Start& start, std::uint64_t seed, std::uint64_t number);

} // namespace headwater::calibration
