// Fits whose answers NIST has certified.
#include "tests/calibration/estimate/nist_problem.hpp"

#include "calibration/estimate/multi_start.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace headwater::calibration::tests {
namespace {

constexpr double digits_wanted = 4.0; // the bar of ../shared/reference/calibration/README.md

/// How many digits two numbers share, at most 11, which is what NIST gives.
double shared_digits(double x, double certified) {
  const double off = std::abs(x - certified) / std::abs(certified);
  return off > 0.0 ? std::min(11.0, -std::log10(off)) : 11.0;
}

/// The fewest digits that any parameter shares with its certified value.
double least_digits(std::span<const double> values, const NistSet& set) {
  double least = 11.0;
  for (std::size_t j = 0; j < set.certified.size(); ++j) {
    least = std::min(least, shared_digits(values[j], set.certified[j]));
  }
  return least;
}

double least_sd_digits(const Certificate& certificate, const NistSet& set) {
  const std::size_t n = set.certified.size();
  double least = 11.0;
  for (std::size_t j = 0; j < n; ++j) {
    least = std::min(least, shared_digits(std::sqrt(certificate.covariance[j * n + j]), set.certified_sd[j]));
  }
  return least;
}

LeastSquaresSettings patient() {
  LeastSquaresSettings settings;
  settings.most_steps = 5000;
  return settings;
}

@TESTS@
} // namespace
} // namespace headwater::calibration::tests
