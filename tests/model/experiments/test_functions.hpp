// Functions whose sensitivity is known, as models of points in the unit cube.
#pragma once

#include "model/experiments/evaluation.hpp"

#include <cmath>
#include <vector>

namespace headwater::experiments::known {

/// A model of one output from a function of a point.
template<class Function> PointModel model_of(Function function) {
  return [function](const Points& points) {
    std::vector<std::vector<double>> rows;
    rows.reserve(points.size());
    for (const std::vector<double>& point : points) {
      rows.push_back({function(point)});
    }
    return rows;
  };
}

/// sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 with x between -pi and pi (T. Ishigami and T. Homma, 1990).
inline double ishigami(const std::vector<double>& u) {
  const double pi = std::acos(-1.0);
  const auto x = [&](std::size_t i) { return pi * (2.0 * u[i] - 1.0); };
  return std::sin(x(0)) + 7.0 * std::sin(x(1)) * std::sin(x(1)) + 0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

/// Product of (|4 x_i - 2| + a_i) / (1 + a_i), a = (0, 1, 4.5, 9, 99, 99, 99, 99) (I. M. Sobol).
inline double sobol_g(const std::vector<double>& u) {
  constexpr double a[] = {0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0};
  double product = 1.0;
  for (std::size_t i = 0; i < 8; ++i) {
    product *= (std::abs(4.0 * u[i] - 2.0) + a[i]) / (1.0 + a[i]);
  }
  return product;
}

} // namespace headwater::experiments::known
