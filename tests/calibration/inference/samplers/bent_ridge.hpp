// A posterior on a thin bent ridge, and a ridge put through it.
#pragma once

#include "calibration/inference/samplers/log_density.hpp"
#include "calibration/inference/samplers/ridge.hpp"
#include "model/experiments/random_engine.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace headwater::calibration::tests {

/// A standard Gaussian in the others, and a thin one in the pivot about the ridge.
class BentRidge final : public LogDensity {
public:
  static constexpr std::size_t parameters = 4;
  static constexpr std::size_t pivot = 1;
  static constexpr double thickness = 0.02;

  /// Where the pivot stands on the ridge: of second degree in 0, 2 and 3.
  static double height(std::span<const double> x) {
    return 1.0 + 2.0 * x[0] - x[2] + 0.5 * x[0] * x[0] - 0.7 * x[0] * x[3] + 0.3 * x[3] * x[3];
  }

  std::size_t dimension() const override { return parameters; }
  std::optional<double> evaluate(std::span<const double> x, std::span<double> gradient) const override {
    const double off = (x[pivot] - height(x)) / thickness;
    const double by_off = off / thickness;
    gradient[0] = -x[0] + by_off * (2.0 + x[0] - 0.7 * x[3]);
    gradient[pivot] = -by_off;
    gradient[2] = -x[2] - by_off;
    gradient[3] = -x[3] + by_off * (-0.7 * x[0] + 0.6 * x[3]);
    return -0.5 * (x[0] * x[0] + x[2] * x[2] + x[3] * x[3] + off * off);
  }
};

struct BentRidgeCloud {
  std::vector<double> points, heights;
};

inline BentRidgeCloud bent_ridge_cloud(std::size_t count) {
  experiments::RandomEngine random(3, 0);
  BentRidgeCloud made;
  for (std::size_t i = 0; i < count; ++i) {
    std::array<double, BentRidge::parameters> x{};
    for (double& one : x) {
      one = random.normal();
    }
    made.points.insert(made.points.end(), x.begin(), x.end());
    made.heights.push_back(BentRidge::height(x));
  }
  return made;
}

inline Ridge bent_ridge_through(const BentRidgeCloud& through, std::size_t most_squared = 3) {
  return {BentRidge::parameters, BentRidge::pivot, {0, 2, 3}, through.points, through.heights, most_squared};
}

} // namespace headwater::calibration::tests
