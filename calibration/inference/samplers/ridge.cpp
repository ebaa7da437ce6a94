#include "calibration/inference/samplers/ridge.hpp"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace headwater::calibration {
namespace {

/// Added to the diagonal of the normal equations, as in ridge regression, so that a term the points do not determine
/// stays small: as much as a hundredth of one point would add.
constexpr double shrinkage = 0.01;

} // namespace

std::size_t ridge_terms(std::size_t others, std::size_t most_squared) {
  const std::size_t squared = std::min(most_squared, others);
  return 1 + others + squared * (squared + 1) / 2;
}

Ridge::Ridge(std::size_t dimension, std::size_t pivot, std::vector<std::size_t> others, std::span<const double> points,
             std::span<const double> heights, std::size_t most_squared)
    : dimension_{dimension}, pivot_{pivot}, others_{std::move(others)} {
  const auto count = static_cast<double>(heights.size());
  for (const std::size_t other : others_) {
    double sum = 0.0;
    double squares = 0.0;
    for (std::size_t i = 0; i < heights.size(); ++i) {
      sum += points[i * dimension_ + other];
    }
    centres_.push_back(sum / count);
    for (std::size_t i = 0; i < heights.size(); ++i) {
      const double off = points[i * dimension_ + other] - centres_.back();
      squares += off * off;
    }
    scales_.push_back(std::sqrt(squares / count));
    if (!(scales_.back() > 0.0)) {
      throw std::invalid_argument("a coordinate that a ridge may depend on is the same at every point");
    }
  }
  terms_ = terms_with_products_of({});
  left_over_by_a_plane_ = fit(points, heights);
  std::vector<std::size_t> by_slope(others_.size());
  std::iota(by_slope.begin(), by_slope.end(), std::size_t{0});
  std::stable_sort(by_slope.begin(), by_slope.end(), [this](std::size_t a, std::size_t b) {
    return std::abs(terms_[a + 1].weight) > std::abs(terms_[b + 1].weight); // the first term is the constant
  });
  terms_ = terms_with_products_of(std::span(by_slope).first(std::min(most_squared, by_slope.size())));
  left_over_ = fit(points, heights);
}

std::vector<Ridge::Term> Ridge::terms_with_products_of(std::span<const std::size_t> squared) const {
  std::vector<Term> terms{{{none, none}, 0.0}};
  for (std::size_t i = 0; i < others_.size(); ++i) {
    terms.push_back({{i, none}, 0.0});
  }
  for (std::size_t i = 0; i < squared.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      terms.push_back({{squared[i], squared[j]}, 0.0});
    }
  }
  return terms;
}

double Ridge::fit(std::span<const double> points, std::span<const double> heights) {
  if (heights.size() < 2 * terms_.size()) {
    throw std::invalid_argument("a ridge of " + std::to_string(terms_.size()) + " terms needs twice as many points");
  }
  const auto rows = static_cast<Eigen::Index>(heights.size());
  const auto columns = static_cast<Eigen::Index>(terms_.size());
  Eigen::MatrixXd products(rows, columns);
  for (Eigen::Index i = 0; i < rows; ++i) {
    const std::vector<double> u = standardised(points.subspan(static_cast<std::size_t>(i) * dimension_, dimension_));
    for (Eigen::Index t = 0; t < columns; ++t) {
      double product = 1.0;
      for (const std::size_t factor : terms_[static_cast<std::size_t>(t)].factors) {
        product *= factor == none ? 1.0 : u[factor];
      }
      products(i, t) = product;
    }
  }
  const Eigen::Map<const Eigen::VectorXd> wanted(heights.data(), rows);
  Eigen::MatrixXd normal = products.transpose() * products;
  normal.diagonal().array() += shrinkage;
  const Eigen::VectorXd weights = normal.ldlt().solve(products.transpose() * wanted);
  for (std::size_t t = 0; t < terms_.size(); ++t) {
    terms_[t].weight = weights[static_cast<Eigen::Index>(t)];
  }
  return std::sqrt((wanted - products * weights).squaredNorm() / static_cast<double>(rows));
}

std::vector<double> Ridge::standardised(std::span<const double> x) const {
  std::vector<double> u;
  u.reserve(others_.size());
  for (std::size_t i = 0; i < others_.size(); ++i) {
    u.push_back((x[others_[i]] - centres_[i]) / scales_[i]);
  }
  return u;
}

double Ridge::height(std::span<const double> x) const {
  const std::vector<double> u = standardised(x);
  double sum = 0.0;
  for (const Term& term : terms_) {
    double product = term.weight;
    for (const std::size_t factor : term.factors) {
      product *= factor == none ? 1.0 : u[factor];
    }
    sum += product;
  }
  return sum;
}

std::vector<double> Ridge::bent(std::span<const double> y) const {
  std::vector<double> x(y.begin(), y.end());
  x[pivot_] += height(y);
  return x;
}

std::vector<double> Ridge::flat(std::span<const double> x) const {
  std::vector<double> y(x.begin(), x.end());
  y[pivot_] -= height(x);
  return y;
}

void Ridge::pull_back(std::span<const double> y, std::span<double> gradient) const {
  // The height does not depend on the pivot, so it is the same at y as at the point itself.
  const std::vector<double> u = standardised(y);
  const auto number = [&u](std::size_t factor) { return factor == none ? 1.0 : u[factor]; };
  for (const Term& term : terms_) {
    const auto& [a, b] = term.factors;
    const double by_term = gradient[pivot_] * term.weight;
    const auto add = [&](std::size_t factor, double rest) {
      if (factor != none) {
        gradient[others_[factor]] += by_term * rest / scales_[factor];
      }
    };
    add(a, number(b));
    add(b, number(a));
  }
}

} // namespace headwater::calibration
