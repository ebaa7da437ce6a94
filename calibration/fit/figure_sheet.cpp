#include "calibration/fit/figure_sheet.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>

namespace headwater::calibration {
namespace {

using SheetMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using SheetPoints = Eigen::Map<const SheetMatrix>;

constexpr std::size_t points_for_slopes = 64;
constexpr double steady = 0.125; ///< relative variation of a pivot's slope
constexpr int most_steps_to_sheet = 25;
constexpr double on_sheet = 0.01; ///< of the figures' own standard deviation
/// A sheet is worth it if it leaves no more of the heights than this share of what a plane does.
constexpr double worth_bending = 0.5;
/// Points whose figures are worked out together.
constexpr std::size_t sheet_block = 8;

Eigen::Index signed_size(std::size_t size) { return static_cast<Eigen::Index>(size); }

/// What a combination of figures is at a point, and its slopes by the fitted parameters in their free scale.
struct Combination {
  Eigen::VectorXd weights; ///< of the whitened residuals of the figures
  Eigen::VectorXd slope;   ///< mean over the cloud, by each fitted parameter
  Eigen::VectorXd variation;
};

/// The Jacobians of the figures' residuals by the free scale at some of the cloud.
std::vector<SheetMatrix> slopes_at_some(const HistoryPosterior& posterior, const HistoryResiduals& residuals,
                                        const SheetPoints& cloud) {
  const std::size_t n = posterior.fitted().size();
  const std::size_t figures = posterior.data().figures.size();
  const std::size_t count = std::min(points_for_slopes, static_cast<std::size_t>(cloud.rows()));
  std::vector<SheetMatrix> all(count);
  tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
    const auto row = signed_size(i * static_cast<std::size_t>(cloud.rows()) / count);
    std::vector<double> x;
    for (std::size_t j = 0; j < n; ++j) {
      x.push_back(posterior.prior(j).scale().value(cloud(row, signed_size(j))));
    }
    std::vector<double> values(residuals.residual_count());
    std::vector<double> jacobian(values.size() * n);
    if (residuals.evaluate(x, values, jacobian)) {
      all[i] = Eigen::Map<const SheetMatrix>(jacobian.data(), signed_size(figures), signed_size(n));
      for (std::size_t j = 0; j < n; ++j) {
        all[i].col(signed_size(j)) *= posterior.prior(j).scale().slope(cloud(row, signed_size(j)));
      }
    }
  });
  all.erase(std::remove_if(all.begin(), all.end(), [](const SheetMatrix& one) { return one.size() == 0; }), all.end());
  return all;
}

std::optional<Combination> most_telling(const std::vector<SheetMatrix>& slopes, const Eigen::MatrixXd& covariance) {
  if (slopes.size() < 2) {
    return std::nullopt;
  }
  const Eigen::MatrixXd factor = covariance.llt().matrixL();
  const auto figures = slopes.front().rows();
  Eigen::MatrixXd curvature = Eigen::MatrixXd::Zero(figures, figures);
  for (const SheetMatrix& one : slopes) {
    const Eigen::MatrixXd scaled = one * factor;
    curvature += scaled * scaled.transpose();
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(curvature);
  Combination found{eigen.eigenvectors().col(figures - 1), {}, {}};
  const auto count = static_cast<double>(slopes.size());
  const auto n = slopes.front().cols();
  found.slope = Eigen::VectorXd::Zero(n);
  Eigen::VectorXd squares = Eigen::VectorXd::Zero(n);
  for (const SheetMatrix& one : slopes) {
    const Eigen::VectorXd slope = one.transpose() * found.weights;
    found.slope += slope / count;
    squares += slope.cwiseProduct(slope) / count;
  }
  found.variation = (squares - found.slope.cwiseProduct(found.slope)).cwiseMax(0.0).cwiseSqrt();
  return found;
}

std::optional<std::size_t> steadiest_mover(const Combination& combination, const Eigen::MatrixXd& covariance) {
  std::optional<std::size_t> best;
  double furthest = 0.0;
  for (Eigen::Index i = 0; i < combination.slope.size(); ++i) {
    const double slope = std::abs(combination.slope[i]);
    const double moves = slope * std::sqrt(covariance(i, i));
    if (combination.variation[i] < steady * slope && moves > furthest) {
      best = static_cast<std::size_t>(i);
      furthest = moves;
    }
  }
  return best;
}

/// Moves the pivot of each point until the combination is 0; NaN where that does not settle.
std::vector<double> heights_of(const HistoryPosterior& posterior, const HistoryResiduals& residuals,
                               const SheetPoints& cloud, const Combination& combination, std::size_t pivot) {
  const std::size_t n = posterior.fitted().size();
  const auto count = static_cast<std::size_t>(cloud.rows());
  const double slope = combination.slope[signed_size(pivot)];
  std::vector<double> heights(count, std::nan(""));
  tbb::parallel_for(std::size_t{0}, (count + sheet_block - 1) / sheet_block, [&](std::size_t block) {
    const std::size_t first = block * sheet_block;
    const std::size_t last = std::min(count, first + sheet_block);
    std::vector<double> values;
    std::vector<double> free;
    for (std::size_t i = first; i < last; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        values.push_back(posterior.prior(j).scale().value(cloud(signed_size(i), signed_size(j))));
      }
      free.push_back(cloud(signed_size(i), signed_size(pivot)));
    }
    bool moving = true;
    for (int step = 0; step < most_steps_to_sheet && moving; ++step) {
      moving = false;
      for (std::size_t i = first; i < last; ++i) {
        values[(i - first) * n + pivot] = posterior.prior(pivot).scale().value(free[i - first]);
      }
      posterior.before_solve();
      const std::vector<std::optional<HistoryFigures>> histories = posterior.model().values_at_each(values);
      for (std::size_t i = first; i < last; ++i) {
        const std::optional<HistoryFigures>& history = histories[i - first];
        if (!history) {
          continue;
        }
        const std::vector<double> whitened = residuals.of_figures(history->values);
        const double off =
            combination.weights.dot(Eigen::Map<const Eigen::VectorXd>(whitened.data(), signed_size(whitened.size())));
        heights[i] = std::abs(off) < on_sheet ? free[i - first] : std::nan("");
        moving = moving || std::isnan(heights[i]);
        free[i - first] -= off / slope;
      }
    }
  });
  return heights;
}

std::optional<Sheet> sheet_through(const HistoryPosterior& posterior, const HistoryResiduals& residuals,
                                   const SheetPoints& cloud, const SheetDegrees& degrees) {
  const auto n = signed_size(posterior.fitted().size());
  const Eigen::MatrixXd centred = cloud.leftCols(n).rowwise() - cloud.leftCols(n).colwise().mean();
  const Eigen::MatrixXd covariance = centred.transpose() * centred / static_cast<double>(cloud.rows() - 1);
  const std::optional<Combination> combination = most_telling(slopes_at_some(posterior, residuals, cloud), covariance);
  const std::optional<std::size_t> pivot = combination ? steadiest_mover(*combination, covariance) : std::nullopt;
  if (!pivot) {
    return std::nullopt;
  }
  const std::vector<double> heights = heights_of(posterior, residuals, cloud, *combination, *pivot);
  std::vector<double> points;
  std::vector<double> reached;
  for (Eigen::Index i = 0; i < cloud.rows(); ++i) {
    if (const double height = heights[static_cast<std::size_t>(i)]; std::isfinite(height)) {
      points.insert(points.end(), cloud.row(i).begin(), cloud.row(i).end());
      reached.push_back(height);
    }
  }
  std::vector<std::size_t> others;
  for (std::size_t i = 0; i < posterior.fitted().size(); ++i) {
    if (i != *pivot) {
      others.push_back(i);
    }
  }
  if (2 * reached.size() < heights.size() || reached.size() < 2 * sheet_terms(others.size(), degrees)) {
    return std::nullopt;
  }
  Sheet sheet(posterior.dimension(), *pivot, std::move(others), points, reached, degrees);
  return sheet.left_over() < worth_bending * sheet.left_over_by_a_plane() ? std::optional(std::move(sheet))
                                                                          : std::nullopt;
}

} // namespace

std::optional<Sheet> figure_sheet(const HistoryPosterior& posterior, const HistoryResiduals& residuals,
                                  std::span<const double> cloud, const SheetDegrees& degrees, unsigned threads) {
  const std::size_t d = posterior.dimension();
  const SheetPoints points(cloud.data(), signed_size(cloud.size() / d), signed_size(d));
  std::optional<Sheet> found;
  tbb::task_arena arena(threads == 0 ? tbb::task_arena::automatic : static_cast<int>(threads));
  arena.execute([&] { found = sheet_through(posterior, residuals, points, degrees); });
  return found;
}

} // namespace headwater::calibration
