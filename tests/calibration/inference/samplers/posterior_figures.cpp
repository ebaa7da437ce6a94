#include "tests/calibration/inference/samplers/posterior_figures.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

namespace headwater::calibration::tests {
namespace {

/// The mean over all draws of `f`, and its standard error from the means of batches.
std::pair<double, double> batch_mean(const std::vector<std::vector<double>>& runs, std::size_t count,
                                     std::size_t batches, const std::function<double(const double*)>& f) {
  std::vector<double> means;
  for (const std::vector<double>& run : runs) {
    const std::size_t length = run.size() / count / batches; // what is left over is left out
    for (std::size_t b = 0; b < batches; ++b) {
      double sum = 0.0;
      for (std::size_t i = b * length; i < (b + 1) * length; ++i) {
        sum += f(run.data() + i * count);
      }
      means.push_back(sum / static_cast<double>(length));
    }
  }
  double mean = 0.0;
  for (const double m : means) {
    mean += m / static_cast<double>(means.size());
  }
  double squares = 0.0;
  for (const double m : means) {
    squares += (m - mean) * (m - mean);
  }
  const auto number = static_cast<double>(means.size());
  return {mean, std::sqrt(squares / (number - 1.0) / number)};
}

} // namespace

std::vector<EstimatedFigure> estimated_figures(const std::vector<std::vector<double>>& runs, std::size_t count,
                                               std::size_t batches) {
  std::vector<EstimatedFigure> all;
  for (std::size_t j = 0; j < count; ++j) {
    const auto [mean, mcse_mean] = batch_mean(runs, count, batches, [j](const double* draw) { return draw[j]; });
    const double centre = mean; // a lambda may not capture a structured binding
    const auto [variance, mcse_variance] = batch_mean(
        runs, count, batches, [j, centre](const double* draw) { return (draw[j] - centre) * (draw[j] - centre); });
    const double sd = std::sqrt(variance);
    all.push_back({mean, sd, mcse_mean, mcse_variance / (2.0 * sd)});
  }
  return all;
}

double share_z(const std::vector<std::vector<double>>& runs, std::size_t count, std::size_t batches, double share,
               const std::function<bool(const double* draw)>& holds) {
  const auto [found, error] =
      batch_mean(runs, count, batches, [&holds](const double* draw) { return holds(draw) ? 1.0 : 0.0; });
  constexpr double published_draws = 10000.0;
  return (found - share) / std::sqrt(error * error + share * (1.0 - share) / published_draws);
}

void expect_published(const PublishedPosterior& posterior, const std::vector<std::vector<double>>& runs,
                      std::size_t batches, bool strict) {
  const std::vector<PublishedFigure>& published = posterior.figures();
  const std::vector<EstimatedFigure> found = estimated_figures(runs, published.size(), batches);
  for (std::size_t j = 0; j < published.size(); ++j) {
    const PublishedFigure& p = published[j];
    const EstimatedFigure& f = found[j];
    const double z_mean = (f.mean - p.mean) / std::hypot(f.mcse_mean, p.mcse_mean);
    const double z_sd = (f.sd - p.sd) / std::hypot(f.mcse_sd, p.mcse_sd);
    std::printf("%-9s mean %9.5f published %9.5f z %5.2f   sd %8.5f published %8.5f ratio %.3f z %5.2f\n",
                p.name.c_str(), f.mean, p.mean, z_mean, f.sd, p.sd, f.sd / p.sd, z_sd);
    EXPECT_LE(std::fabs(z_mean), 4.0) << "mean of " << p.name << ": " << f.mean << ", published " << p.mean;
    EXPECT_LE(std::fabs(z_sd), 4.0) << "sd of " << p.name << ": " << f.sd << ", published " << p.sd;
    if (strict) {
      EXPECT_GE(f.sd / p.sd, 0.95) << "sd of " << p.name;
      EXPECT_LE(f.sd / p.sd, 1.05) << "sd of " << p.name;
    }
  }
}

void expect_published_quantiles(const PublishedPosterior& posterior, const std::vector<std::vector<double>>& runs,
                                std::size_t batches) {
  const std::vector<PublishedFigure>& published = posterior.figures();
  for (std::size_t j = 0; j < published.size(); ++j) {
    const PublishedFigure& p = published[j];
    const std::array<std::pair<double, double>, 3> quantiles{{{0.05, p.q5}, {0.5, p.q50}, {0.95, p.q95}}};
    for (const std::pair<double, double>& quantile : quantiles) {
      const double share = quantile.first;
      const double limit = quantile.second;
      const double z =
          share_z(runs, published.size(), batches, share, [j, limit](const double* draw) { return draw[j] < limit; });
      std::printf("%-9s share below the published %2.0f%% quantile: z %5.2f\n", p.name.c_str(), 100.0 * share, z);
      EXPECT_LE(std::fabs(z), 4.0) << share << " quantile of " << p.name;
    }
  }
}

std::vector<std::vector<double>> reported_runs(const PublishedPosterior& posterior, const SampledChains& chains) {
  std::vector<std::vector<double>> runs;
  for (const SampledChain& chain : chains.chains) {
    runs.push_back(posterior.reported_draws(chain.draws));
  }
  return runs;
}

} // namespace headwater::calibration::tests
