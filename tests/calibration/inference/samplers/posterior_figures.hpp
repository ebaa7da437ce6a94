// Means and standard deviations of draws, with their Monte Carlo errors, beside published ones.
#pragma once

#include "tests/calibration/inference/samplers/published_posteriors.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

namespace headwater::calibration::tests {

struct EstimatedFigure {
  double mean, sd, mcse_mean, mcse_sd;
};

/// Of each of `count` numbers a draw. `runs`: chains of equal length, or independent populations. The errors are those
/// of batches: every run is cut into `batches` stretches, whose means are taken to be independent.
std::vector<EstimatedFigure> estimated_figures(const std::vector<std::vector<double>>& runs, std::size_t count,
                                               std::size_t batches);

/// The share of draws for which `holds`, less `share`, in standard errors of both it and of one from 10,000 draws.
double share_z(const std::vector<std::vector<double>>& runs, std::size_t count, std::size_t batches, double share,
               const std::function<bool(const double* draw)>& holds);

/// Fails the test where a mean, or a standard deviation, is further than 4 standard errors of both from the published
/// one; `strict`: also where a standard deviation is further than 5% from it. Prints what it compares.
void expect_published(const PublishedPosterior& posterior, const std::vector<std::vector<double>>& runs,
                      std::size_t batches, bool strict);

/// Fails the test where the share of draws below a published quantile (5%, 50%, 95%) is further than 4 standard errors
/// of both from it.
void expect_published_quantiles(const PublishedPosterior& posterior, const std::vector<std::vector<double>>& runs,
                                std::size_t batches);

/// The draws of each chain as the posterior reports them.
std::vector<std::vector<double>> reported_runs(const PublishedPosterior& posterior, const SampledChains& chains);

} // namespace headwater::calibration::tests
