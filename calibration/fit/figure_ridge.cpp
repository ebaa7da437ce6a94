#include "calibration/fit/figure_ridge.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>

namespace headwater::calibration {
namespace {

using RidgeMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::size_t most_pivots_tried = 4;
constexpr std::size_t points_for_slopes = 64;
constexpr double steady = 0.25; ///< a pivot's slope varies by less than this share of its mean over the cloud
constexpr int most_steps_to_ridge = 12;
constexpr double most_change_of_slope = 4.0; ///< from that of the whole cloud
constexpr double on_ridge = 0.01;            ///< of the figures' own standard deviation
/// A ridge is worth having only if its residuals are smaller than this share of those of a plane.
constexpr double worth_bending = 0.5;
/// Points whose figures are worked out together.
constexpr std::size_t ridge_block = 8;

Eigen::Index signed_size(std::size_t size) { return static_cast<Eigen::Index>(size); }

/// A weighted sum of figures, and how it changes with the coordinates of the fitted parameters.
struct Combination {
  Eigen::VectorXd weights;   ///< of the whitened residuals of the figures
  Eigen::VectorXd slope;     ///< by each fitted parameter, mean over the cloud
  Eigen::VectorXd variation; ///< standard deviation of the slope over the cloud
};

/// A posterior's figures as functions of some coordinates.
struct RidgeView {
  const HistoryPosterior& posterior;
  const HistoryResiduals& residuals;
  const Reparameterisation& coordinates;

  std::size_t fitted() const { return posterior.fitted().size(); }
  /// The fitted parameters in their own units.
  std::vector<double> values_at(std::span<const double> y) const {
    std::vector<double> values = posterior.values_at(coordinates.own(y));
    values.resize(fitted());
    return values;
  }
  /// The Jacobian of the figures' residuals by the coordinates of the fitted parameters; of no size where the model
  /// cannot be solved.
  RidgeMatrix slopes_at(std::span<const double> y) const {
    const std::vector<double> z = coordinates.own(y);
    const std::vector<double> x = values_at(y);
    const std::size_t n = fitted();
    std::vector<double> values(residuals.residual_count());
    std::vector<double> jacobian(values.size() * n);
    if (!residuals.evaluate(x, values, jacobian)) {
      return {};
    }
    RidgeMatrix slopes =
        Eigen::Map<const RidgeMatrix>(jacobian.data(), signed_size(posterior.data().figures.size()), signed_size(n));
    for (std::size_t j = 0; j < n; ++j) {
      slopes.col(signed_size(j)) *= posterior.prior(j).scale().slope(z[j]);
    }
    std::vector<double> row(posterior.dimension());
    for (Eigen::Index figure = 0; figure < slopes.rows(); ++figure) {
      std::copy_n(slopes.row(figure).data(), n, row.begin());
      std::fill(row.begin() + static_cast<std::ptrdiff_t>(n), row.end(), 0.0);
      coordinates.pull_back(y, row);
      std::copy_n(row.begin(), n, slopes.row(figure).data());
    }
    return slopes;
  }
};

std::span<const double> point_of(const RidgeMatrix& cloud, std::size_t i) {
  return {cloud.row(signed_size(i)).data(), static_cast<std::size_t>(cloud.cols())};
}

/// The Jacobian at some points of the cloud, evenly chosen.
std::vector<RidgeMatrix> slopes_at_some(const RidgeView& view, const RidgeMatrix& cloud) {
  const auto size = static_cast<std::size_t>(cloud.rows());
  const std::size_t count = std::min(points_for_slopes, size);
  std::vector<RidgeMatrix> all(count);
  tbb::parallel_for(std::size_t{0}, count,
                    [&](std::size_t i) { all[i] = view.slopes_at(point_of(cloud, i * size / count)); });
  all.erase(std::remove_if(all.begin(), all.end(), [](const RidgeMatrix& one) { return one.size() == 0; }), all.end());
  return all;
}

/// The combination of the figures, in units of their own errors, that varies most over the cloud: the first eigenvector
/// of the mean of J S J', with J the Jacobian of the whitened residuals at a point and S the covariance of the cloud.
std::optional<Combination> sharpest_combination(const std::vector<RidgeMatrix>& slopes,
                                                const Eigen::MatrixXd& covariance) {
  if (slopes.size() < 2) {
    return std::nullopt;
  }
  const Eigen::MatrixXd factor = covariance.llt().matrixL();
  const auto figures = slopes.front().rows();
  Eigen::MatrixXd curvature = Eigen::MatrixXd::Zero(figures, figures);
  for (const RidgeMatrix& one : slopes) {
    const Eigen::MatrixXd scaled = one * factor;
    curvature += scaled * scaled.transpose();
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(curvature);
  Combination found{eigen.eigenvectors().col(figures - 1), {}, {}};
  const auto count = static_cast<double>(slopes.size());
  const auto n = slopes.front().cols();
  found.slope = Eigen::VectorXd::Zero(n);
  Eigen::VectorXd squares = Eigen::VectorXd::Zero(n);
  for (const RidgeMatrix& one : slopes) {
    const Eigen::VectorXd slope = one.transpose() * found.weights;
    found.slope += slope / count;
    squares += slope.cwiseProduct(slope) / count;
  }
  found.variation = (squares - found.slope.cwiseProduct(found.slope)).cwiseMax(0.0).cwiseSqrt();
  return found;
}

/// The parameters that could be the pivot: those whose slope is steady. The one that moves the combination most, by one
/// of its standard deviations, comes first.
std::vector<std::size_t> possible_pivots(const Combination& combination, const Eigen::MatrixXd& covariance) {
  std::vector<std::size_t> found;
  for (Eigen::Index i = 0; i < combination.slope.size(); ++i) {
    if (combination.variation[i] < steady * std::abs(combination.slope[i])) {
      found.push_back(static_cast<std::size_t>(i));
    }
  }
  const auto moves = [&](std::size_t i) {
    return std::abs(combination.slope[signed_size(i)]) * std::sqrt(covariance(signed_size(i), signed_size(i)));
  };
  std::stable_sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) { return moves(a) > moves(b); });
  return found;
}

/// A point that the secant method moves onto the ridge.
struct MovingPoint {
  std::size_t point;         ///< of the cloud
  double slope;              ///< of the combination by the pivot, as last known
  double height = 0.0;       ///< the pivot one step before
  double off = std::nan(""); ///< the combination one step before
};

/// Moves the pivot of each point until the combination is 0. Not a number where the secant method does not settle.
std::vector<double> heights_of(const RidgeView& view, const RidgeMatrix& cloud, const Combination& combination,
                               std::size_t pivot) {
  const auto count = static_cast<std::size_t>(cloud.rows());
  const double mean_slope = combination.slope[signed_size(pivot)];
  RidgeMatrix points = cloud;
  std::vector<double> heights(count, std::nan(""));
  tbb::parallel_for(std::size_t{0}, (count + ridge_block - 1) / ridge_block, [&](std::size_t block) {
    std::vector<MovingPoint> moving;
    for (std::size_t i = block * ridge_block; i < std::min(count, (block + 1) * ridge_block); ++i) {
      moving.push_back({i, mean_slope});
    }
    for (int step = 0; step < most_steps_to_ridge && !moving.empty(); ++step) {
      std::vector<double> values;
      for (const MovingPoint& one : moving) {
        const std::vector<double> here = view.values_at(point_of(points, one.point));
        values.insert(values.end(), here.begin(), here.end());
      }
      view.posterior.before_solve();
      const std::vector<std::optional<HistoryFigures>> histories = view.posterior.model().values_at_each(values);
      std::vector<MovingPoint> left;
      for (std::size_t i = 0; i < moving.size(); ++i) {
        if (!histories[i]) {
          continue;
        }
        MovingPoint& one = moving[i];
        double& height = points(signed_size(one.point), signed_size(pivot));
        const std::vector<double> whitened = view.residuals.of_figures(histories[i]->values);
        const double off =
            combination.weights.dot(Eigen::Map<const Eigen::VectorXd>(whitened.data(), signed_size(whitened.size())));
        if (std::abs(off) < on_ridge) {
          heights[one.point] = height;
          continue;
        }
        const double secant = (off - one.off) / (height - one.height);
        if (secant / mean_slope > 1.0 / most_change_of_slope && secant / mean_slope < most_change_of_slope) {
          one.slope = secant; // not at the first step, where it is not a number
        }
        one.height = height;
        one.off = off;
        height -= off / one.slope;
        left.push_back(one);
      }
      moving = std::move(left);
    }
  });
  return heights;
}

/// `cloud`: in the coordinates of the view.
std::optional<Ridge> ridge_of(const RidgeView& view, const RidgeMatrix& cloud, const Combination& combination,
                              std::size_t pivot, std::size_t most_squared) {
  const std::vector<double> heights = heights_of(view, cloud, combination, pivot);
  std::vector<double> points;
  std::vector<double> reached;
  for (std::size_t i = 0; i < heights.size(); ++i) {
    if (std::isfinite(heights[i])) {
      const std::span<const double> point = point_of(cloud, i);
      points.insert(points.end(), point.begin(), point.end());
      reached.push_back(heights[i]);
    }
  }
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < view.fitted(); ++i) {
    if (i != pivot) {
      others.push_back(i);
    }
  }
  if (2 * reached.size() < heights.size() || reached.size() < 2 * ridge_terms(others.size(), most_squared)) {
    return std::nullopt;
  }
  Ridge ridge(view.posterior.dimension(), pivot, std::move(others), points, reached, most_squared);
  return ridge.left_over() < worth_bending * ridge.left_over_by_a_plane() ? std::optional(std::move(ridge))
                                                                          : std::nullopt;
}

std::optional<Ridge> ridge_over(const RidgeView& view, const RidgeMatrix& cloud, std::size_t most_squared) {
  const auto n = signed_size(view.fitted());
  const Eigen::MatrixXd centred = cloud.leftCols(n).rowwise() - cloud.leftCols(n).colwise().mean();
  const Eigen::MatrixXd covariance = centred.transpose() * centred / static_cast<double>(cloud.rows() - 1);
  const std::optional<Combination> combination = sharpest_combination(slopes_at_some(view, cloud), covariance);
  if (!combination) {
    return std::nullopt;
  }
  std::vector<std::size_t> pivots = possible_pivots(*combination, covariance);
  pivots.resize(std::min(pivots.size(), most_pivots_tried));
  for (const std::size_t pivot : pivots) {
    if (std::optional<Ridge> ridge = ridge_of(view, cloud, *combination, pivot, most_squared)) {
      return ridge;
    }
  }
  return std::nullopt;
}

} // namespace

std::optional<Ridge> figure_ridge(const Reparameterisation& coordinates, const HistoryPosterior& posterior,
                                  const HistoryResiduals& residuals, std::span<const double> cloud,
                                  const FigureRidgeSettings& settings, unsigned threads) {
  const std::size_t d = posterior.dimension();
  RidgeMatrix points(signed_size(cloud.size() / d), signed_size(d));
  for (std::size_t i = 0; i < static_cast<std::size_t>(points.rows()); ++i) {
    const std::vector<double> here = coordinates.from_own(cloud.subspan(i * d, d));
    std::copy(here.begin(), here.end(), points.row(signed_size(i)).data());
  }
  tbb::task_arena arena(threads == 0 ? tbb::task_arena::automatic : static_cast<int>(threads));
  return arena.execute([&] { return ridge_over({posterior, residuals, coordinates}, points, settings.most_squared); });
}

} // namespace headwater::calibration
