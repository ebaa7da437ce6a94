#include "calibration/inference/estimate/certificate.hpp"

#include <Eigen/Dense>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace headwater::calibration {
namespace {

constexpr double flat_below = 1e-8;      // of the greatest singular value
constexpr double moves_above = 0.1;      // a part of a direction of length one
constexpr double converged_below = 1e-3; // standard deviations
constexpr double infinite_variance = std::numeric_limits<double>::infinity();
constexpr double no_covariance = std::numeric_limits<double>::quiet_NaN();

using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The parameters that move in a direction over `columns` of them.
FlatDirection flat_direction(const Eigen::VectorXd& over_columns, const std::vector<std::size_t>& columns,
                             std::size_t n) {
  FlatDirection flat{std::vector<double>(n, 0.0), {}};
  for (std::size_t k = 0; k < columns.size(); ++k) {
    flat.direction[columns[k]] = over_columns[static_cast<Eigen::Index>(k)];
    if (std::abs(over_columns[static_cast<Eigen::Index>(k)]) > moves_above) {
      flat.parameters.push_back(columns[k]);
    }
  }
  std::stable_sort(flat.parameters.begin(), flat.parameters.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(flat.direction[a]) > std::abs(flat.direction[b]);
  });
  return flat;
}

} // namespace

Certificate certify(const ResidualProblem& problem, std::span<const double> free, ResidualUnit unit) {
  check_problem(problem);
  const ResidualsAt there = residuals_at(problem, free);
  const std::vector<EstimatedParameter>& parameters = problem.parameters();
  const std::size_t n = parameters.size();
  const auto m = static_cast<Eigen::Index>(there.residuals.size());
  const Eigen::Map<const Eigen::VectorXd> residuals(there.residuals.data(), m);
  const Eigen::Map<const RowMajor> jacobian(there.jacobian.data(), m, static_cast<Eigen::Index>(n));
  const Eigen::VectorXd gradient = jacobian.transpose() * residuals;

  Certificate certificate;
  std::vector<std::size_t> columns; // the parameters that nothing holds
  for (std::size_t j = 0; j < n; ++j) {
    const Bound bound = parameters[j].scale.at_bound(free[j]);
    const double slope = gradient[static_cast<Eigen::Index>(j)];
    const bool pressed = (bound == Bound::lower && slope > 0.0) || (bound == Bound::upper && slope < 0.0);
    if (bound != Bound::none) {
      certificate.at_bound.push_back({j, bound, pressed});
    }
    if (!pressed) {
      columns.push_back(j);
      certificate.gradient = std::max(certificate.gradient, std::abs(slope) * parameters[j].scale.slope(free[j]));
    }
  }
  const auto moving = static_cast<Eigen::Index>(columns.size());
  if (unit == ResidualUnit::unknown) {
    certificate.residual_unit =
        m > moving ? residuals.norm() / std::sqrt(static_cast<double>(m - moving)) : no_covariance;
  }
  const double s = certificate.residual_unit;

  // Fewer residuals than parameters: as many rows of zeros as are wanting.
  Eigen::MatrixXd scaled = Eigen::MatrixXd::Zero(std::max(m, moving), moving);
  Eigen::VectorXd right = Eigen::VectorXd::Zero(scaled.rows());
  right.head(m) = residuals;
  Eigen::VectorXd scale(moving);
  for (Eigen::Index k = 0; k < moving; ++k) {
    const auto column = jacobian.col(static_cast<Eigen::Index>(columns[static_cast<std::size_t>(k)]));
    const double length = column.stableNorm();
    scale[k] = length > 0.0 ? 1.0 / length : 1.0;
    scaled.col(k).head(m) = column * scale[k];
  }

  certificate.covariance.assign(n * n, no_covariance);
  certificate.converged = true;
  if (moving > 0) {
    const Eigen::HouseholderQR<Eigen::MatrixXd> qr(scaled);
    right.applyOnTheLeft(qr.householderQ().adjoint());
    const Eigen::MatrixXd triangle = qr.matrixQR().topRows(moving).triangularView<Eigen::Upper>();
    const Eigen::JacobiSVD<Eigen::MatrixXd, Eigen::NoQRPreconditioner> svd(triangle,
                                                                           Eigen::ComputeFullU | Eigen::ComputeFullV);
    const Eigen::VectorXd& singular = svd.singularValues(); // the greatest first
    Eigen::Index sharp = moving;
    while (sharp > 0 && !(singular[sharp - 1] > flat_below * singular[0])) {
      --sharp;
    }
    for (Eigen::Index k = moving; k-- > sharp;) {
      certificate.flat.push_back(flat_direction(svd.matrixV().col(k), columns, n));
    }
    const double ratio = sharp == moving ? singular[0] / singular[moving - 1] : infinite_variance;
    certificate.condition = ratio * ratio;
    const Eigen::VectorXd along = svd.matrixU().leftCols(sharp).transpose() * right.head(moving);
    // All residuals 0: the unit is, too, and nothing is left to gain.
    certificate.newton_decrement = along.norm() > 0.0 ? along.norm() / s : 0.0;
    certificate.converged = certificate.newton_decrement < converged_below;

    const Eigen::MatrixXd half =
        scale.asDiagonal() * svd.matrixV().leftCols(sharp) * singular.head(sharp).cwiseInverse().asDiagonal() * s;
    const Eigen::MatrixXd covariance = half * half.transpose();
    std::vector<std::uint8_t> flat(n, 0);
    for (const FlatDirection& direction : certificate.flat) {
      for (const std::size_t j : direction.parameters) {
        flat[j] = 1;
      }
    }
    for (std::size_t a = 0; a < columns.size(); ++a) {
      for (std::size_t b = 0; b < columns.size(); ++b) {
        const std::size_t i = columns[a];
        const std::size_t j = columns[b];
        const double known = covariance(static_cast<Eigen::Index>(a), static_cast<Eigen::Index>(b));
        certificate.covariance[i * n + j] = flat[i] == 0 && flat[j] == 0 ? known
                                            : i == j                     ? infinite_variance
                                                                         : no_covariance;
      }
    }
  }
  certificate.free_covariance = certificate.covariance;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      certificate.free_covariance[i * n + j] /= parameters[i].scale.slope(free[i]) * parameters[j].scale.slope(free[j]);
    }
  }
  return certificate;
}

std::string Certificate::words(const std::vector<EstimatedParameter>& parameters) const {
  std::string text = fmt::format("{}: gradient {:.3g}, Newton decrement {:.3g} standard deviations, condition {:.3g}\n",
                                 converged ? "converged" : "not converged", gradient, newton_decrement, condition);
  for (const AtBound& at : at_bound) {
    text += fmt::format("{} lies at its {} bound{}\n", parameters[at.parameter].name,
                        at.bound == Bound::lower ? "lower" : "upper", at.pressed ? ", which holds it" : "");
  }
  for (const FlatDirection& direction : flat) {
    std::string names;
    for (const std::size_t j : direction.parameters) {
      names += (names.empty() ? "" : ", ") + parameters[j].name;
    }
    text += fmt::format("the data say nothing of {}{}\n", names,
                        direction.parameters.size() > 1 ? " as they move together" : "");
  }
  return text;
}

} // namespace headwater::calibration
