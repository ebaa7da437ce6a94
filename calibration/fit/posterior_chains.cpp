#include "calibration/fit/posterior_chains.hpp"

#include "calibration/fit/figure_sheet.hpp"
#include "calibration/fit/laplace_start.hpp"
#include "calibration/samplers/random_engine.hpp"

#include <algorithm>
#include <functional>

namespace headwater::calibration {
namespace {

constexpr std::uint64_t cloud_purpose = 0x636c6f75;
/// What a scout aims at, and how far from the mode it begins, in units of the Laplace approximation.
constexpr double scout_acceptance = 0.9;
constexpr double scout_dispersion = 0.5;
/// The Laplace approximation reaches where the posterior does not: there a cubic runs off.
constexpr SheetDegrees first_degrees{24, 0};
constexpr SheetDegrees second_degrees{24, 6};
constexpr std::size_t points_a_term = 4;
/// A cloud about draws has so many points for each of them, if that is more, but no more in all than these.
constexpr std::size_t points_a_draw = 8;
constexpr std::size_t most_points = 6000;
/// How far the points of a cloud that are not draws lie from one, in standard deviations.
constexpr double about_a_draw = 0.4;

/// A posterior in the coordinates that a sheet gives, or in its own where there is none.
class InCoordinates {
public:
  InCoordinates(const HistoryPosterior& posterior, const std::optional<Sheet>& sheet) : posterior_{&posterior} {
    if (sheet) {
      sheet_ = &*sheet;
      flattened_.emplace(posterior, *sheet);
    }
  }

  const LogDensity& density() const { return flattened_ ? static_cast<const LogDensity&>(*flattened_) : *posterior_; }
  std::vector<double> to(std::span<const double> z) const {
    return sheet_ != nullptr ? sheet_->flat(z) : std::vector<double>(z.begin(), z.end());
  }
  std::vector<double> from(std::span<const double> y) const {
    return sheet_ != nullptr ? sheet_->bent(y) : std::vector<double>(y.begin(), y.end());
  }

private:
  const HistoryPosterior* posterior_;
  const Sheet* sheet_ = nullptr;
  std::optional<FlattenedDensity> flattened_;
};

using Change = std::function<std::vector<double>(std::span<const double>)>;

std::vector<double> changed(std::span<const double> points, std::size_t dimension, const Change& change) {
  std::vector<double> all;
  for (std::size_t at = 0; at < points.size(); at += dimension) {
    const std::vector<double> one = change(points.subspan(at, dimension));
    all.insert(all.end(), one.begin(), one.end());
  }
  return all;
}

/// The mean of points and their covariance.
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
    for (std::size_t k = 0; k < j; ++k) {
      start.covariance[k * n + j] = start.covariance[j * n + k];
    }
  }
  return start;
}

std::size_t cloud_size(const HistoryPosterior& posterior, const SheetDegrees& degrees) {
  return points_a_term * sheet_terms(posterior.fitted().size() - 1, degrees);
}

std::vector<double> laplace_cloud(const HistoryPosterior& posterior, const Start& laplace, std::uint64_t seed) {
  std::vector<double> cloud;
  for (std::size_t i = 0; i < cloud_size(posterior, first_degrees); ++i) {
    const std::vector<double> one = laplace_draw(laplace, seed, i);
    cloud.insert(cloud.end(), one.begin(), one.end());
  }
  return cloud;
}

/// The draws, then points about them until there are enough for a sheet.
std::vector<double> cloud_about(const HistoryPosterior& posterior, std::span<const double> draws, std::uint64_t seed) {
  const std::size_t n = posterior.dimension();
  Start about = start_of(draws, n);
  std::fill(about.point.begin(), about.point.end(), 0.0);
  std::vector<double> cloud(draws.begin(), draws.end());
  const std::size_t drawn = draws.size() / n;
  const std::size_t size =
      std::max(cloud_size(posterior, second_degrees), std::min(points_a_draw * drawn, most_points));
  for (std::size_t i = drawn; i < size; ++i) {
    const std::vector<double> off = laplace_draw(about, seed ^ cloud_purpose, i);
    const std::size_t draw = i % drawn;
    for (std::size_t j = 0; j < n; ++j) {
      cloud.push_back(draws[draw * n + j] + about_a_draw * off[j]);
    }
  }
  return cloud;
}

NutsSettings scout_settings(const PosteriorChainSettings& settings) {
  NutsSettings scouts = settings.nuts;
  scouts.warmup = settings.scout_warmup;
  scouts.draws = settings.scout_draws;
  scouts.target_acceptance = scout_acceptance;
  scouts.dispersion = scout_dispersion;
  scouts.learns_metric = false;
  scouts.checkpoints = settings.scout_checkpoints;
  return scouts;
}

} // namespace

std::optional<Sheet> laplace_sheet(const HistoryPosterior& posterior, const Start& laplace, std::uint64_t seed,
                                   unsigned threads) {
  return figure_sheet(posterior, HistoryResiduals(posterior), laplace_cloud(posterior, laplace, seed), first_degrees,
                      threads);
}

PosteriorChains posterior_chains(const HistoryPosterior& posterior, const Start& laplace,
                                 const PosteriorChainSettings& settings) {
  const std::size_t n = posterior.dimension();
  const HistoryResiduals residuals(posterior);
  const unsigned threads = settings.nuts.threads;
  const auto go = [&](const InCoordinates& coordinates, const NutsSettings& nuts, const Start& start) {
    SampledChains found = Nuts(nuts).sample(coordinates.density(), start);
    for (SampledChain& chain : found.chains) {
      chain.draws = changed(chain.draws, n, [&](std::span<const double> y) { return coordinates.from(y); });
    }
    return found;
  };
  const auto into = [&](const InCoordinates& coordinates, std::span<const double> points) {
    return start_of(changed(points, n, [&](std::span<const double> z) { return coordinates.to(z); }), n);
  };

  const std::vector<double> first_cloud = laplace_cloud(posterior, laplace, settings.nuts.seed);
  const std::optional<Sheet> first_sheet = figure_sheet(posterior, residuals, first_cloud, first_degrees, threads);
  const InCoordinates first(posterior, first_sheet);
  const SampledChains scouts = go(first, scout_settings(settings), into(first, first_cloud));

  const std::vector<double> draws = scouts.pooled_draws();
  const std::optional<Sheet> sheet =
      figure_sheet(posterior, residuals, cloud_about(posterior, draws, settings.nuts.seed), second_degrees, threads);
  const InCoordinates second(posterior, sheet);
  Start start = into(second, draws);
  for (const SampledChain& scout : scouts.chains) {
    start.beginnings.push_back(second.to(std::span(scout.draws).last(n)));
  }
  NutsSettings nuts = settings.nuts;
  nuts.learns_metric = false;
  PosteriorChains found{go(second, nuts, start), std::nullopt};
  found.sheet =
      figure_sheet(posterior, residuals, cloud_about(posterior, found.chains.pooled_draws(), settings.nuts.seed),
                   second_degrees, threads);
  return found;
}

} // namespace headwater::calibration
