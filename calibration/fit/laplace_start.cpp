#include "calibration/fit/laplace_start.hpp"

#include "model/experiments/random_engine.hpp"

#include <Eigen/Cholesky>

#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

constexpr std::uint64_t laplace_purpose = 0x6c61706c;

} // namespace

Start laplace_start(const HistoryPosterior& posterior, const Fit& fit, const Certificate& certificate) {
  const std::size_t n = posterior.dimension();
  const std::size_t estimated = fit.free.size();
  Start start{posterior.centre(), std::vector<double>(n * n, 0.0)};
  const auto known = [&](std::size_t i) {
    return i < estimated && std::isfinite(certificate.free_covariance[i * estimated + i]);
  };
  for (std::size_t i = 0; i < n; ++i) {
    if (i < estimated) {
      start.point[i] = fit.free[i];
    }
    if (!known(i)) {
      const double sd = posterior.prior(i).free_sd();
      start.covariance[i * n + i] = sd * sd;
      continue;
    }
    for (std::size_t j = 0; j <= i; ++j) {
      if (known(j)) {
        start.covariance[i * n + j] = start.covariance[j * n + i] = certificate.free_covariance[i * estimated + j];
      }
    }
  }
  return start;
}

std::vector<double> laplace_draw(const Start& start, std::uint64_t seed, std::uint64_t number) {
  using Matrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const auto n = static_cast<Eigen::Index>(start.point.size());
  const Eigen::LLT<Matrix> factor(Eigen::Map<const Matrix>(start.covariance.data(), n, n));
  if (factor.info() != Eigen::Success) {
    throw std::invalid_argument("the covariance of the Laplace approximation is not positive definite");
  }
  experiments::RandomEngine random(seed, number, laplace_purpose);
  Eigen::VectorXd z(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    z[i] = random.normal();
  }
  const Eigen::VectorXd moved = factor.matrixL() * z;
  std::vector<double> point = start.point;
  for (std::size_t i = 0; i < point.size(); ++i) {
    point[i] += moved[static_cast<Eigen::Index>(i)];
  }
  return point;
}

} // namespace headwater::calibration
