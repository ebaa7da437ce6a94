// A stiff problem of the benchmark collection of PEtab (Benchmarking-Initiative/Benchmark-Models-PEtab, commit
// 4d208508): Boehm et al., Journal of Proteome Research 13 (2014), how STAT5A and STAT5B pair up and enter the nucleus.
#include "tests/calibration/inference/estimate/normal_density.hpp"
#include "tests/calibration/inference/samplers/many_slopes.hpp"

#include <Eigen/LU>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>

namespace headwater::calibration::tests {
namespace {

constexpr std::size_t boehm_states = 8; ///< A, B, AB, AA, BB, and in the nucleus AA, AB, BB
using BoehmState = Eigen::Matrix<double, boehm_states, 1>;
using BoehmSlopes = Eigen::Matrix<double, boehm_states, boehm_states>;

/// Rates in their own units, and the standard deviations of the three observables.
struct Boehm {
  double degradation, export_hetero, export_homo, import_hetero, import_homo, phosphorylation;
  std::array<double, 3> sd;
};

Boehm boehm_of(const std::array<double, 9>& log10) {
  std::array<double, 9> x{};
  for (std::size_t i = 0; i < x.size(); ++i) {
    x[i] = std::pow(10.0, log10[i]);
  }
  return {x[0], x[1], x[2], x[3], x[4], x[5], {x[6], x[7], x[8]}};
}

constexpr double boehm_ratio = 0.693;
constexpr double boehm_specificity = 0.107;

template<class T>
std::array<T, boehm_states> boehm_slope(const Boehm& p, const std::array<T, boehm_states>& x, double t) {
  const double cytoplasm = 1.4;
  const double nucleus = 0.45;
  const double activated = 1.25e-7 * std::exp(-p.degradation * t) * p.phosphorylation;
  const auto& [a, b, ab, aa, bb, naa, nab, nbb] = x;
  const T v0 = cytoplasm * activated * (a * a);
  const T v1 = cytoplasm * activated * (a * b);
  const T v2 = cytoplasm * activated * (b * b);
  const T v3 = cytoplasm * p.import_homo * aa;
  const T v4 = cytoplasm * p.import_hetero * ab;
  const T v5 = cytoplasm * p.import_homo * bb;
  const T v6 = nucleus * p.export_homo * naa;
  const T v7 = nucleus * p.export_hetero * nab;
  const T v8 = nucleus * p.export_homo * nbb;
  const double in = 1.0 / cytoplasm;
  const double out = 1.0 / nucleus;
  return {in * (2.0 * v6 + v7 - 2.0 * v0 - v1),
          in * (v7 + 2.0 * v8 - v1 - 2.0 * v2),
          in * (v1 - v4),
          in * (v0 - v3),
          in * (v2 - v5),
          out * (v3 - v6),
          out * (v4 - v7),
          out * (v5 - v8)};
}

struct BoehmLinear {
  BoehmState slope;
  BoehmSlopes by_state;
};

BoehmLinear boehm_linear(const Boehm& p, const BoehmState& x, double t) {
  std::array<ManySlopes<boehm_states>, boehm_states> at;
  for (std::size_t i = 0; i < boehm_states; ++i) {
    at[i] = ManySlopes<boehm_states>::variable(x[static_cast<Eigen::Index>(i)], i);
  }
  const auto slope = boehm_slope(p, at, t);
  BoehmLinear found;
  for (std::size_t i = 0; i < boehm_states; ++i) {
    found.slope[static_cast<Eigen::Index>(i)] = slope[i].value;
    for (std::size_t j = 0; j < boehm_states; ++j) {
      found.by_state(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = slope[i].slopes[j];
    }
  }
  return found;
}

/// A step of Radau IIA of order 5 (Hairer and Wanner, "Solving ordinary differential equations II", IV.5), its stages
/// by Newton's method.
BoehmState boehm_step(const Boehm& p, const BoehmState& from, double t, double h) {
  const double s = std::sqrt(6.0);
  const std::array<double, 3> c{(4.0 - s) / 10.0, (4.0 + s) / 10.0, 1.0};
  const std::array<std::array<double, 3>, 3> a{
      {{(88.0 - 7.0 * s) / 360.0, (296.0 - 169.0 * s) / 1800.0, (-2.0 + 3.0 * s) / 225.0},
       {(296.0 + 169.0 * s) / 1800.0, (88.0 + 7.0 * s) / 360.0, (-2.0 - 3.0 * s) / 225.0},
       {(16.0 - s) / 36.0, (16.0 + s) / 36.0, 1.0 / 9.0}}};
  constexpr Eigen::Index n = boehm_states;
  Eigen::Matrix<double, 3 * n, 1> stages = Eigen::Matrix<double, 3 * n, 1>::Zero(); // less where the step begins
  for (int iteration = 0; iteration < 12; ++iteration) {
    Eigen::Matrix<double, 3 * n, 1> left = stages;
    Eigen::Matrix<double, 3 * n, 3 * n> matrix = Eigen::Matrix<double, 3 * n, 3 * n>::Identity();
    for (Eigen::Index k = 0; k < 3; ++k) {
      const auto stage = static_cast<std::size_t>(k);
      const BoehmLinear at = boehm_linear(p, from + stages.segment<n>(k * n), t + c[stage] * h);
      for (Eigen::Index i = 0; i < 3; ++i) {
        const double weight = h * a[static_cast<std::size_t>(i)][stage];
        left.segment<n>(i * n) -= weight * at.slope;
        matrix.block<n, n>(i * n, k * n) -= weight * at.by_state;
      }
    }
    const Eigen::Matrix<double, 3 * n, 1> change = matrix.partialPivLu().solve(left);
    stages -= change;
    if (change.lpNorm<Eigen::Infinity>() < 1e-12) {
      break;
    }
  }
  return from + stages.segment<n>(2 * n);
}

std::array<double, 3> boehm_observed(const BoehmState& x) {
  const double q = boehm_specificity;
  const double a = x[0];
  const double b = x[1];
  const double ab = x[2];
  const double aa = x[3];
  const double bb = x[4];
  return {(100.0 * ab + 200.0 * aa * q) / (ab + a * q + 2.0 * aa * q),
          -(100.0 * ab - 200.0 * bb * (q - 1.0)) / ((b * (q - 1.0) - ab) + 2.0 * bb * (q - 1.0)),
          (100.0 * ab + 100.0 * a * q + 200.0 * aa * q) /
              (2.0 * ab + a * q + 2.0 * aa * q - b * (q - 1.0) - 2.0 * bb * (q - 1.0))};
}

constexpr std::array<double, 16> boehm_minutes{0, 2.5, 5, 10, 15, 20, 30, 40, 50, 60, 80, 100, 120, 160, 200, 240};
constexpr std::array<std::array<double, 16>, 3> boehm_measured{
    {{7.90107299873911, 66.3634939682528, 81.1713239165337, 94.7303080627876, 95.1164830493244, 91.44171655392,
      91.2570992263545, 93.672297840992, 88.754232823019, 85.2697032178279, 81.1323953369608, 76.135928475796,
      65.2480591250229, 42.5996587097166, 25.1577975445976, 15.4301823994994},
     {4.59653334288927, 29.6345459874189, 46.0438064695701, 81.9747336191685, 80.5716092952489, 79.0357196371442,
      75.6723803658298, 71.6247198618303, 69.0628632755742, 67.1473843168934, 60.8994762938824, 54.8092577721492,
      43.9812899778025, 29.7714581636675, 20.089016562771, 10.961845166698},
     {14.7231682180584, 33.762342293107, 36.7998512942493, 49.7176022859654, 46.9281200952955, 47.8365745550135,
      46.9287272497385, 40.5977529351181, 43.783663885071, 44.4573876523855, 41.3271592618297, 41.0627332148332,
      39.2358300289377, 36.6194605442418, 34.8937144010561, 32.2110771608676}}};

/// `steps`: between two measurements.
double boehm_log_likelihood(const std::array<double, 9>& log10, int steps) {
  const Boehm p = boehm_of(log10);
  BoehmState x = BoehmState::Zero();
  x[0] = 207.6 * boehm_ratio;
  x[1] = 207.6 * (1.0 - boehm_ratio);
  double sum = 0.0;
  for (std::size_t i = 0; i < boehm_minutes.size(); ++i) {
    for (int step = 0; i > 0 && step < steps; ++step) {
      const double h = (boehm_minutes[i] - boehm_minutes[i - 1]) / steps;
      x = boehm_step(p, x, boehm_minutes[i - 1] + step * h, h);
    }
    const std::array<double, 3> observed = boehm_observed(x);
    for (std::size_t o = 0; o < observed.size(); ++o) {
      sum += log_normal_density(boehm_measured[o][i], observed[o], p.sd[o]);
    }
  }
  return sum;
}

// At the collection's nominal values. -138.22199693517703 by AMICI, -138.2219977 by SciPy.
TEST(PetabStiff, BoehmLogLikelihood) {
  const std::array<double, 9> nominal{
      std::log10(0.026982514033029), std::log10(1.00067973851508e-05), std::log10(0.006170228086381),
      std::log10(0.0163679184468),   std::log10(97749.3794024716),     std::log10(15766.5070195731),
      std::log10(3.85261197844677),  std::log10(6.59147818673419),     std::log10(3.15271275648527)};
  const double found = boehm_log_likelihood(nominal, 40);
  std::printf("%.9f, in half the steps %.9f\n", found, boehm_log_likelihood(nominal, 20));
  EXPECT_NEAR(found, -138.22199693517703, 2e-6);
}

// Away from the best fit, with the gradient that d2d worked out by sensitivities (ICB-DCM/pyPESTO, commit 86a0076b,
// doc/example/boehm_JProteomeRes2014/Boehm_validation), of the negative log likelihood by the logs to base 10.
TEST(PetabStiff, BoehmGradient) {
  const std::array<double, 9> at{-1.665827601408055, -4.999704893599998, -2.2096987817000167,
                                 -1.78600654750001,  4.9901140088,       4.1977354885,
                                 0.5857552705999998, 0.8189828191999999, 0.49868440400000047};
  constexpr std::array<double, 9> expected{-226.01431847863805, 0.03263295726678998,    0.05074978988074719,
                                           -273.3251522968395,  -4.9353233689552945e-5, 85.33308210815652,
                                           -57.82373022138993,  6.47910944243548,       1.5327970845176904};
  EXPECT_NEAR(-boehm_log_likelihood(at, 40), 149.05022585636098, 2e-6);
  for (std::size_t i = 0; i < at.size(); ++i) {
    std::array<double, 9> above = at;
    std::array<double, 9> below = at;
    above[i] += 1e-4;
    below[i] -= 1e-4;
    const double slope = -(boehm_log_likelihood(above, 40) - boehm_log_likelihood(below, 40)) / 2e-4;
    EXPECT_NEAR(slope, expected[i], 1e-6 + 1e-5 * std::abs(expected[i])) << i;
  }
}

} // namespace
} // namespace headwater::calibration::tests
