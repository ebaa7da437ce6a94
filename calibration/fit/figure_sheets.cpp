#include "calibration/fit/figure_sheets.hpp"

#include <Eigen/Cholesky>
#include <Eigen/Eigenvalues>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>

namespace headwater::calibration {
namespace {

using SheetMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

constexpr std::size_t most_pivots_tried = 4; ///< for a sheet
constexpr std::size_t points_for_slopes = 64;
constexpr double steady = 0.25; ///< a pivot's slope varies by less than this share of its mean over the cloud
constexpr int most_steps_to_sheet = 12;
constexpr double most_change_of_slope = 4.0; ///< from that of the whole cloud
constexpr double on_sheet = 0.01;            ///< of the figures' own standard deviation
/// A sheet is added only if its residuals are smaller than this share of those of a plane.
constexpr double worth_bending = 0.5;
/// Points whose figures are worked out together.
constexpr std::size_t sheet_block = 8;

Eigen::Index signed_size(std::size_t size) { return static_cast<Eigen::Index>(size); }

/// A weighted sum of figures, and how it changes with the coordinates of the fitted parameters.
struct Combination {
  Eigen::VectorXd weights;   ///< of the whitened residuals of the figures
  Eigen::VectorXd slope;     ///< by each fitted parameter, mean over the cloud
  Eigen::VectorXd variation; ///< standard deviation of the slope over the cloud
};

/// A posterior's figures as functions of some coordinates.
struct SheetView {
  const HistoryPosterior& posterior;
  const HistoryResiduals& residuals;
  const EvenCoordinates& coordinates;

  std::size_t fitted() const { return posterior.fitted().size(); }
  /// The fitted parameters in their own units.
  std::vector<double> values_at(std::span<const double> y) const {
    std::vector<double> values = posterior.values_at(coordinates.own(y));
    values.resize(fitted());
    return values;
  }
  /// The Jacobian of the figures' residuals by the coordinates of the fitted parameters; of no size where the model
  /// cannot be solved.
  SheetMatrix slopes_at(std::span<const double> y) const {
    const std::vector<double> z = coordinates.own(y);
    const std::vector<double> x = values_at(y);
    const std::size_t n = fitted();
    std::vector<double> values(residuals.residual_count());
    std::vector<double> jacobian(values.size() * n);
    if (!residuals.evaluate(x, values, jacobian)) {
      return {};
    }
    SheetMatrix slopes =
        Eigen::Map<const SheetMatrix>(jacobian.data(), signed_size(posterior.data().figures.size()), signed_size(n));
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

std::span<const double> point_of(const SheetMatrix& cloud, std::size_t i) {
  return {cloud.row(signed_size(i)).data(), static_cast<std::size_t>(cloud.cols())};
}

/// The Jacobian at some points of the cloud, evenly chosen.
std::vector<SheetMatrix> slopes_at_some(const SheetView& view, const SheetMatrix& cloud) {
  const auto size = static_cast<std::size_t>(cloud.rows());
  const std::size_t count = std::min(points_for_slopes, size);
  std::vector<SheetMatrix> all(count);
  tbb::parallel_for(std::size_t{0}, count,
                    [&](std::size_t i) { all[i] = view.slopes_at(point_of(cloud, i * size / count)); });
  all.erase(std::remove_if(all.begin(), all.end(), [](const SheetMatrix& one) { return one.size() == 0; }), all.end());
  return all;
}

/// The combination of the figures that the cloud's points disagree about most, in units of the figures' own errors.
std::optional<Combination> sharpest_combination(const std::vector<SheetMatrix>& slopes,
                                                const Eigen::MatrixXd& covariance) {
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

/// The parameters that could be the pivot: those that are no pivot yet and whose slope is steady. The one that moves the
/// combination most, by one of its standard deviations, comes first.
std::vector<std::size_t> possible_pivots(const Combination& combination, const Eigen::MatrixXd& covariance,
                                         const Sheets& before) {
  std::vector<std::size_t> found;
  for (Eigen::Index i = 0; i < combination.slope.size(); ++i) {
    const auto parameter = static_cast<std::size_t>(i);
    const bool taken = std::any_of(before.all().begin(), before.all().end(),
                                   [parameter](const Sheet& sheet) { return sheet.pivot() == parameter; });
    if (!taken && combination.variation[i] < steady * std::abs(combination.slope[i])) {
      found.push_back(parameter);
    }
  }
  const auto moves = [&](std::size_t i) {
    return std::abs(combination.slope[signed_size(i)]) * std::sqrt(covariance(signed_size(i), signed_size(i)));
  };
  std::stable_sort(found.begin(), found.end(), [&](std::size_t a, std::size_t b) { return moves(a) > moves(b); });
  return found;
}

/// A point on its way to the sheet, by the secant method.
struct Seeker {
  std::size_t point;
  double slope;
  double height = 0.0; ///< one step before
  double off = std::nan("");
};

/// Moves the pivot of each point until the combination is 0. Not a number where the secant method does not settle.
std::vector<double> heights_of(const SheetView& view, const SheetMatrix& cloud, const Combination& combination,
                               std::size_t pivot) {
  const auto count = static_cast<std::size_t>(cloud.rows());
  const double mean_slope = combination.slope[signed_size(pivot)];
  SheetMatrix points = cloud;
  std::vector<double> heights(count, std::nan(""));
  tbb::parallel_for(std::size_t{0}, (count + sheet_block - 1) / sheet_block, [&](std::size_t block) {
    std::vector<Seeker> seekers;
    for (std::size_t i = block * sheet_block; i < std::min(count, (block + 1) * sheet_block); ++i) {
      seekers.push_back({i, mean_slope});
    }
    for (int step = 0; step < most_steps_to_sheet && !seekers.empty(); ++step) {
      std::vector<double> values;
      for (const Seeker& seeker : seekers) {
        const std::vector<double> one = view.values_at(point_of(points, seeker.point));
        values.insert(values.end(), one.begin(), one.end());
      }
      view.posterior.before_solve();
      const std::vector<std::optional<HistoryFigures>> histories = view.posterior.model().values_at_each(values);
      std::vector<Seeker> left;
      for (std::size_t i = 0; i < seekers.size(); ++i) {
        if (!histories[i]) {
          continue;
        }
        Seeker& seeker = seekers[i];
        double& height = points(signed_size(seeker.point), signed_size(pivot));
        const std::vector<double> whitened = view.residuals.of_figures(histories[i]->values);
        const double off =
            combination.weights.dot(Eigen::Map<const Eigen::VectorXd>(whitened.data(), signed_size(whitened.size())));
        if (std::abs(off) < on_sheet) {
          heights[seeker.point] = height;
          continue;
        }
        const double secant = (off - seeker.off) / (height - seeker.height);
        if (secant / mean_slope > 1.0 / most_change_of_slope && secant / mean_slope < most_change_of_slope) {
          seeker.slope = secant; // not at the first step, where it is not a number
        }
        seeker.height = height;
        seeker.off = off;
        height -= off / seeker.slope;
        left.push_back(seeker);
      }
      seekers = std::move(left);
    }
  });
  return heights;
}

/// `cloud`: in the coordinates of the view.
std::optional<Sheet> sheet_of(const SheetView& view, const SheetMatrix& cloud, const Combination& combination,
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
  if (2 * reached.size() < heights.size() || reached.size() < 2 * sheet_terms(others.size(), most_squared)) {
    return std::nullopt;
  }
  Sheet sheet(view.posterior.dimension(), pivot, std::move(others), points, reached, most_squared);
  return sheet.left_over() < worth_bending * sheet.left_over_by_a_plane() ? std::optional(std::move(sheet))
                                                                          : std::nullopt;
}

std::optional<Sheet> next_sheet(const SheetView& view, const SheetMatrix& cloud, std::size_t most_squared) {
  const auto n = signed_size(view.fitted());
  const Eigen::MatrixXd centred = cloud.leftCols(n).rowwise() - cloud.leftCols(n).colwise().mean();
  const Eigen::MatrixXd covariance = centred.transpose() * centred / static_cast<double>(cloud.rows() - 1);
  const std::optional<Combination> combination = sharpest_combination(slopes_at_some(view, cloud), covariance);
  if (!combination) {
    return std::nullopt;
  }
  std::vector<std::size_t> pivots = possible_pivots(*combination, covariance, view.coordinates.sheets());
  pivots.resize(std::min(pivots.size(), most_pivots_tried));
  for (const std::size_t pivot : pivots) {
    if (std::optional<Sheet> sheet = sheet_of(view, cloud, *combination, pivot, most_squared)) {
      return sheet;
    }
  }
  return std::nullopt;
}

} // namespace

void add_figure_sheets(EvenCoordinates& coordinates, const HistoryPosterior& posterior,
                       const HistoryResiduals& residuals, std::span<const double> cloud,
                       const FigureSheetSettings& settings, unsigned threads) {
  const std::size_t d = posterior.dimension();
  SheetMatrix points(signed_size(cloud.size() / d), signed_size(d));
  for (std::size_t i = 0; i < static_cast<std::size_t>(points.rows()); ++i) {
    const std::vector<double> here = coordinates.from_own(cloud.subspan(i * d, d));
    std::copy(here.begin(), here.end(), points.row(signed_size(i)).data());
  }
  tbb::task_arena arena(threads == 0 ? tbb::task_arena::automatic : static_cast<int>(threads));
  arena.execute([&] {
    while (coordinates.sheets().all().size() < settings.most_sheets) {
      std::optional<Sheet> next = next_sheet({posterior, residuals, coordinates}, points, settings.most_squared);
      if (!next) {
        break;
      }
      for (Eigen::Index i = 0; i < points.rows(); ++i) {
        points(i, signed_size(next->pivot())) -= next->height(point_of(points, static_cast<std::size_t>(i)));
      }
      coordinates.add(std::move(*next));
    }
  });
}

} // namespace headwater::calibration
