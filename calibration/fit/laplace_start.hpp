// The Laplace approximation from the point estimate: a normal distribution of all the posterior's numbers. Sampling
// begins there, and where nothing is sampled it stands for the posterior.
#pragma once

#include "calibration/fit/history_posterior.hpp"
#include "calibration/inference/estimate/multi_start.hpp"
#include "calibration/inference/samplers/sampler.hpp"

namespace headwater::calibration {

/// In the free scale: parameters are at the estimate and have its covariance; the numbers of the scatter are at the
/// centres of their priors and have their variances. A parameter in a flat direction, or held at a bound, has its
/// prior's variance.
Start laplace_start(const HistoryPosterior& posterior, const Fit& fit, const Certificate& certificate);

/// One draw of it, n numbers, from random numbers that are a function of seed and number.
std::vector<double> laplace_draw(const Start& start, std::uint64_t seed, std::uint64_t number);

} // namespace headwater::calibration
