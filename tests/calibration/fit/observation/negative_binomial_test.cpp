#include "calibration/fit/observation/negative_binomial.hpp"

#include "tests/calibration/fit/observation/one_slope.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace headwater::calibration {
namespace {

using headwater::tests::OneSlope;

/// A value by R 4.2.2: log P(k) of dnbinom(k, size = 1 / overdispersion, mu = mean, log = TRUE).
struct KnownCount {
  double k;
  double mean;
  double overdispersion;
  double log_probability;
};

constexpr KnownCount known_counts[] = {
    {0, 3, 1.0 / 2, -1.83258146374831},          // dnbinom(0, size=2, mu=3, log=TRUE)
    {7, 3, 1.0 / 2, -3.3289192884304106},        // dnbinom(7, size=2, mu=3, log=TRUE)
    {4000, 3850, 1.0 / 50, -7.3013777825011204}, // dnbinom(4000, size=50, mu=3850, log=TRUE)
    {16000, 16231, 1e-4, -6.8683944721350931},   // dnbinom(16000, size=1e4, mu=16231, log=TRUE)
    {12, 40, 1 / 0.3, -4.4037905434357043},      // dnbinom(12, size=0.3, mu=40, log=TRUE)
    {100, 90, 0, -3.7584085225369837},           // dpois(100, 90, log=TRUE)
    {16000, 16231, 0, -7.4107688117128632},      // dpois(16000, 16231, log=TRUE)
};

TEST(NegativeBinomial, IsThatOfR) {
  for (const KnownCount& known : known_counts) {
    // R's own figures are good to about 1e-15 of log k! and the like.
    EXPECT_NEAR(negative_binomial_log(known.k, known.mean, known.overdispersion), known.log_probability,
                1e-14 * (10.0 + known.k))
        << known.k << ' ' << known.mean << ' ' << known.overdispersion;
  }
}

// With hardly any overdispersion R itself is good to no more: dnbinom(100, size=1e8, mu=90, log=TRUE) is 2.5e-11 below
// dpois(100, 90, log=TRUE), where the two differ by 1e-14 (see FadesIntoPoisson below).
TEST(NegativeBinomial, NearPoissonIsThatOfRAsFarAsRGoes) {
  EXPECT_NEAR(negative_binomial_log(100.0, 90.0, 1e-8), -3.7584085225621409, 3e-11);
  EXPECT_NEAR(negative_binomial_log(100.0, 90.0, 1e-8), -3.7584085225369837, 1e-12);
}

/// log P(low <= k <= high) by R: differences of pnbinom(q, size, mu = mean).
struct KnownInterval {
  double low;
  double high;
  double mean;
  double overdispersion;
  double log_probability;
};

constexpr KnownInterval known_intervals[] = {
    {1, 4, 3, 1.0 / 2, -0.49968787935553471},          // log(pnbinom(4, 2, mu=3) - pnbinom(0, 2, mu=3))
    {3650, 3799, 3700, 1.0 / 200, -1.524916184912452}, // log(pnbinom(3799, 200, mu=3700) - pnbinom(3649, 200, mu=3700))
    {5, 9, 200, 1.0 / 5, -11.222588563358585},         // log(pnbinom(9, 5, mu=200) - pnbinom(4, 5, mu=200))
    {0, 4, 1.5, 1 / 0.5, -0.10297959037550225},        // pnbinom(4, size=0.5, mu=1.5, log.p=TRUE)
};

TEST(NegativeBinomial, OfAnIntervalIsThatOfR) {
  for (const KnownInterval& known : known_intervals) {
    EXPECT_NEAR(negative_binomial_log_between(known.low, known.high, known.mean, known.overdispersion),
                known.log_probability, 2e-12)
        << known.low << ' ' << known.high;
  }
}

TEST(NegativeBinomial, SumsToOneWithTheMeanAndVarianceItSays) {
  for (const double mean : {0.3, 12.0, 400.0}) {
    for (const double overdispersion : {0.0, 1e-6, 0.02, 0.1, 0.11, 0.9, 2.5}) {
      double sum = 0.0;
      double first = 0.0;
      double second = 0.0;
      for (double k = 0.0; k < 40.0 * mean * (1.0 + 2.0 * overdispersion) + 200.0; k += 1.0) {
        const double p = std::exp(negative_binomial_log(k, mean, overdispersion));
        sum += p;
        first += k * p;
        second += k * k * p;
      }
      EXPECT_NEAR(sum, 1.0, 1e-10) << mean << ' ' << overdispersion;
      EXPECT_NEAR(first / mean, 1.0, 1e-8) << mean << ' ' << overdispersion;
      EXPECT_NEAR((second - first * first) / (mean + overdispersion * mean * mean), 1.0, 1e-5)
          << mean << ' ' << overdispersion;
      EXPECT_NEAR(negative_binomial_log_between(0.0, 1e9, mean, overdispersion), 0.0, 1e-11)
          << mean << ' ' << overdispersion;
    }
  }
}

// Long double and one log after another, for counts on both sides of where the series begins.
TEST(NegativeBinomial, SeriesIsTheSum) {
  for (const double a : {1e-12, 1e-7, 1e-3, 0.0999, 0.1, 0.1001, 0.5, 1.0, 7.0, 1e4}) {
    for (const double k : {2.0, 19.0, 20.0, 21.0, 22.0, 35.0, 500.0, 20000.0}) {
      long double sum = 0.0L;
      for (double j = 1.0; j < k; j += 1.0) {
        sum += std::log1p(static_cast<long double>(a) * j);
      }
      const auto truth = static_cast<double>(sum);
      EXPECT_NEAR(detail::log_rising(k, a), truth, 1e-13 * k * std::log1p(k * a) + 1e-16) << a << ' ' << k;
    }
  }
}

// Overdispersion fades to none in a straight line: log NB - log Poisson is a ((k - m)^2 - k) / 2 for a small a.
TEST(NegativeBinomial, FadesIntoPoisson) {
  for (const double a : {1e-7, 1e-8, 1e-9}) {
    for (const double k : {0.0, 3.0, 90.0, 130.0}) {
      const double mean = 100.0;
      const double poisson = k * std::log(mean) - mean - std::lgamma(k + 1.0);
      const double expected = a * ((k - mean) * (k - mean) - k) / 2.0;
      EXPECT_NEAR(negative_binomial_log(k, mean, a) - poisson, expected, 1e-3 * std::abs(expected) + 2e-13)
          << a << ' ' << k;
    }
  }
}

TEST(NegativeBinomial, IntervalsTelescope) {
  const double mean = 30.0;
  const double a = 0.2;
  const auto between = [&](double low, double high) {
    return std::exp(negative_binomial_log_between(low, high, mean, a));
  };
  EXPECT_NEAR(between(0, 4) + between(5, 9) + between(10, 1000), 1.0, 1e-13);
  EXPECT_NEAR(between(100, 140) + between(141, 200), between(100, 200), 1e-15);
  EXPECT_NEAR(between(17, 17), std::exp(negative_binomial_log(17.0, mean, a)), 1e-16);
  double sum = 0.0;
  for (double k = 60.0; k <= 75.0; k += 1.0) {
    sum += std::exp(negative_binomial_log(k, mean, a));
  }
  EXPECT_NEAR(between(60, 75) / sum, 1.0, 1e-13);
}

// A start far from the data gives a low number, not a failure.
TEST(NegativeBinomial, StaysANumberFarFromTheFigure) {
  EXPECT_TRUE(std::isfinite(negative_binomial_log(16231.0, 1e-3, 1e-4)));
  EXPECT_TRUE(std::isfinite(negative_binomial_log(3.0, 1e7, 1e-4)));
  EXPECT_TRUE(std::isfinite(negative_binomial_log_between(1.0, 4.0, 1e7, 1e-4)));
  EXPECT_TRUE(std::isfinite(negative_binomial_log_between(15000.0, 16000.0, 1e-3, 1e-4)));
}

TEST(NegativeBinomial, DerivativesAreThoseOfDifferences) {
  const auto check = [](auto&& log_probability, double mean, double a) {
    const double by_mean =
        headwater::tests::richardson_slope([&](double m) { return log_probability(m, a); }, mean, 0.1 * mean);
    const double by_a =
        headwater::tests::richardson_slope([&](double b) { return log_probability(mean, b); }, a, 0.2 * a);
    EXPECT_NEAR(log_probability(OneSlope(mean, 1.0), OneSlope(a)).slope, by_mean, 1e-8 * (1.0 + std::abs(by_mean)))
        << mean << ' ' << a;
    EXPECT_NEAR(log_probability(OneSlope(mean), OneSlope(a, 1.0)).slope, by_a, 5e-8 * (1.0 + std::abs(by_a)))
        << mean << ' ' << a;
  };
  for (const double a : {1e-3, 0.04, 0.3, 2.0}) {
    for (const double k : {0.0, 1.0, 15.0, 38.0, 4000.0}) {
      const double mean = 1.2 * k + 1.0;
      check([k](const auto& m, const auto& b) { return negative_binomial_log(k, m, b); }, mean, a);
      check([k](const auto& m,
                const auto& b) { return negative_binomial_log_between(k, std::floor(1.1 * k) + 3.0, m, b); },
            mean, a);
    }
  }
}

// At no overdispersion the derivative is that of the straight line above.
TEST(NegativeBinomial, DerivativeAtPoissonIsExact) {
  for (const double k : {0.0, 3.0, 90.0, 16000.0}) {
    const double mean = k + 50.0;
    const double slope = negative_binomial_log(k, OneSlope(mean), OneSlope(0.0, 1.0)).slope;
    EXPECT_NEAR(slope, ((k - mean) * (k - mean) - k) / 2.0, 1e-8 * (k + 1.0)) << k;
  }
}

} // namespace
} // namespace headwater::calibration
