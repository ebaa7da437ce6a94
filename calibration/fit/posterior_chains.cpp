#include "calibration/fit/posterior_chains.hpp"

#include "calibration/fit/figure_ridge.hpp"
#include "calibration/fit/laplace_start.hpp"
#include "model/experiments/random_engine.hpp"

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>

namespace headwater::calibration {
namespace {

constexpr std::uint64_t cloud_purpose = 0x636c6f75;
/// The acceptance that pilots aim at, and how far from the mode they begin, in units of the Laplace approximation.
constexpr double pilot_acceptance = 0.9;
constexpr double pilot_dispersion = 0.5;
/// A ridge is of second degree: samplers go further out than the cloud that it is fitted to, and a cubic there runs away
/// from it.
constexpr FigureRidgeSettings ridge;
constexpr std::size_t points_a_term = 4;
/// A cloud about draws has so many points for each draw if that is more than the terms ask for, but not more than
/// most_points in all.
constexpr std::size_t points_a_draw = 8;
constexpr std::size_t most_points = 4000;
/// Points of a cloud that are not draws themselves lie about a draw; how far from it, in standard deviations.
constexpr double about_a_draw = 0.4;
constexpr double little_variance = 1e-6;

using Change = std::function<std::vector<double>(std::span<const double>)>;

std::vector<double> changed(std::span<const double> points, std::size_t dimension, const Change& change) {
  std::vector<double> all;
  for (std::size_t at = 0; at < points.size(); at += dimension) {
    const std::vector<double> one = change(points.subspan(at, dimension));
    all.insert(all.end(), one.begin(), one.end());
  }
  return all;
}

/// The mean of points and their covariance. A little is added to each variance: if chains hardly moved, their points span
/// fewer dimensions than there are; the chains that follow are then bad, and the gates say so, but it is not an error.
Start start_of(std::span<const double> points, std::size_t n) {
  const std::size_t count = points.size() / n;
  Start start{std::vector<double>(n, 0.0), std::vector<double>(n * n, 0.0)};
  for (std::size_t i = 0; i < points.size(); ++i) {
    start.point[i % n] += points[i] / static_cast<double>(count);
  }
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const double off = (points[i * n + j] - start.point[j]) / static_cast<double>(count - 1);
      for (std::size_t k = 0; k <= j; ++k) {
        start.covariance[j * n + k] += off * (points[i * n + k] - start.point[k]);
      }
    }
  }
  for (std::size_t j = 0; j < n; ++j) {
    start.covariance[j * n + j] *= 1.0 + little_variance;
    for (std::size_t k = 0; k < j; ++k) {
      start.covariance[k * n + j] = start.covariance[j * n + k];
    }
  }
  return start;
}

std::size_t cloud_size(const HistoryPosterior& posterior) {
  return points_a_term * ridge_terms(posterior.fitted().size() - 1, ridge.most_squared);
}

std::vector<double> laplace_cloud(const HistoryPosterior& posterior, const Start& laplace, std::uint64_t seed) {
  std::vector<double> cloud;
  for (std::size_t i = 0; i < cloud_size(posterior); ++i) {
    const std::vector<double> one = laplace_draw(laplace, seed, i);
    cloud.insert(cloud.end(), one.begin(), one.end());
  }
  return cloud;
}

/// The draws, then points about them until there are enough for a ridge.
std::vector<double> cloud_about(const HistoryPosterior& posterior, std::span<const double> draws, std::uint64_t seed) {
  const std::size_t n = posterior.dimension();
  Start about = start_of(draws, n);
  std::fill(about.point.begin(), about.point.end(), 0.0);
  std::vector<double> cloud(draws.begin(), draws.end());
  const std::size_t drawn = draws.size() / n;
  const std::size_t size = std::max(cloud_size(posterior), std::min(points_a_draw * drawn, most_points));
  for (std::size_t i = drawn; i < size; ++i) {
    const std::vector<double> off = laplace_draw(about, seed ^ cloud_purpose, i);
    const std::size_t draw = i % drawn;
    for (std::size_t j = 0; j < n; ++j) {
      cloud.push_back(draws[draw * n + j] + about_a_draw * off[j]);
    }
  }
  return cloud;
}

/// `coordinates` as they are where no ridge is found.
Reparameterisation measured_from_ridge(Reparameterisation coordinates, const HistoryPosterior& posterior,
                                       std::span<const double> cloud, unsigned threads) {
  const HistoryResiduals residuals(posterior);
  if (std::optional<Ridge> found = figure_ridge(coordinates, posterior, residuals, cloud, ridge, threads)) {
    coordinates.measure_from(std::move(*found));
  }
  return coordinates;
}

NutsSettings pilot_settings(const PosteriorChainSettings& settings, std::size_t round) {
  NutsSettings pilots = settings.nuts;
  pilots.warmup = settings.pilots[round].warmup;
  pilots.draws = settings.pilots[round].draws;
  pilots.target_acceptance = pilot_acceptance;
  pilots.dispersion = pilot_dispersion;
  pilots.checkpoints = settings.pilot_checkpoints.empty() ? NutsCheckpoints() : settings.pilot_checkpoints[round];
  return pilots;
}

} // namespace

Reparameterisation laplace_coordinates(const HistoryPosterior& posterior, const Start& laplace, std::uint64_t seed,
                                       unsigned threads) {
  return measured_from_ridge({}, posterior, laplace_cloud(posterior, laplace, seed), threads);
}

PosteriorChains posterior_chains(const HistoryPosterior& posterior, const Start& laplace,
                                 const PosteriorChainSettings& settings) {
  const std::size_t n = posterior.dimension();
  const std::uint64_t seed = settings.nuts.seed;
  const unsigned threads = settings.nuts.threads;
  const auto coordinates_of = [&](std::span<const double> draws) {
    return measured_from_ridge({draws, n}, posterior, cloud_about(posterior, draws, seed), threads);
  };
  const auto start_in = [&](const Reparameterisation& coordinates, std::span<const double> points) {
    return start_of(changed(points, n, [&](std::span<const double> z) { return coordinates.from_own(z); }), n);
  };
  const auto go = [&](const Reparameterisation& coordinates, NutsSettings nuts, const Start& start) {
    nuts.learns_metric = false;
    SampledChains found = Nuts(nuts).sample(DensityIn(coordinates, posterior), start);
    for (SampledChain& chain : found.chains) {
      for (std::size_t i = 0; i < chain.lp.size(); ++i) {
        chain.lp[i] -= coordinates.log_volume(std::span(chain.draws).subspan(i * n, n));
      }
      chain.draws = changed(chain.draws, n, [&](std::span<const double> y) { return coordinates.own(y); });
    }
    return found;
  };

  Reparameterisation coordinates = laplace_coordinates(posterior, laplace, seed, threads);
  Start start = start_in(coordinates, laplace_cloud(posterior, laplace, seed));
  for (std::size_t round = 0; round < settings.pilots.size(); ++round) {
    const SampledChains pilots = go(coordinates, pilot_settings(settings, round), start);
    const std::vector<double> draws = pilots.pooled_draws();
    coordinates = coordinates_of(draws);
    start = start_in(coordinates, draws);
    for (const SampledChain& pilot : pilots.chains) {
      start.beginnings.push_back(coordinates.from_own(std::span(pilot.draws).last(n)));
    }
  }
  PosteriorChains found{go(coordinates, settings.nuts, start), {}};
  found.coordinates = coordinates_of(found.chains.pooled_draws());
  return found;
}

} // namespace headwater::calibration
