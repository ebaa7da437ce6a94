// log, exp and the normal quantile against the C library and Boost.Math, and the bits they must have everywhere.
#include "model/scalars/exact_functions.hpp"

#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/next.hpp>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace headwater::model {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// How far apart two numbers are, in units in the last place.
double ulps(double a, double b) { return a == b ? 0.0 : std::abs(boost::math::float_distance(a, b)); }

/// A double between 0 and 1 from a generator whose numbers the C++ standard fixes.
double uniform_number(std::mt19937_64& generator) { return (static_cast<double>(generator() >> 12U) + 0.5) * 0x1p-52; }

TEST(ExactFunctions, LogIsTheLogarithm) {
  std::mt19937_64 generator(1);
  for (int i = 0; i < 200'000; ++i) {
    const double wide = std::bit_cast<double>(generator() % 0x7ff0000000000000ULL); // every exponent, subnormals too
    EXPECT_LE(ulps(exact::log(wide), std::log(wide)), 1.0) << wide;
    const double near_one = 0.5 + 1.5 * uniform_number(generator);
    EXPECT_LE(ulps(exact::log(near_one), std::log(near_one)), 2.0) << near_one;
    const double nearer = 1.0 + (uniform_number(generator) - 0.5) * 1e-6;
    EXPECT_LE(ulps(exact::log(nearer), std::log(nearer)), 1.0) << nearer;
  }
  EXPECT_EQ(exact::log(1.0), 0.0);
  EXPECT_EQ(exact::log(0.0), -infinity);
  EXPECT_EQ(exact::log(infinity), infinity);
  EXPECT_TRUE(std::isnan(exact::log(-1.0)));
  EXPECT_TRUE(std::isnan(exact::log(std::nan(""))));
}

TEST(ExactFunctions, ExpIsTheExponential) {
  std::mt19937_64 generator(2);
  for (int i = 0; i < 200'000; ++i) {
    for (const double reach : {1e-9, 0.5, 5.0, 700.0}) {
      const double x = reach * (2.0 * uniform_number(generator) - 1.0);
      EXPECT_LE(ulps(exact::exp(x), std::exp(x)), 1.0) << x;
    }
    const double small = -708.0 - 37.0 * uniform_number(generator); // a subnormal result
    EXPECT_NEAR(exact::exp(small), std::exp(small), 0x1p-1074) << small;
  }
  EXPECT_EQ(exact::exp(0.0), 1.0);
  EXPECT_EQ(exact::exp(709.78), std::exp(709.78));
  EXPECT_EQ(exact::exp(709.79), infinity);
  EXPECT_EQ(exact::exp(infinity), infinity);
  EXPECT_EQ(exact::exp(-745.2), 0.0);
  EXPECT_EQ(exact::exp(-infinity), 0.0);
  EXPECT_TRUE(std::isnan(exact::exp(std::nan(""))));
}

TEST(ExactFunctions, NormalQuantileIsTheInverseOfTheNormalDistribution) {
  const auto expected = [](long double p) {
    return static_cast<double>(-std::sqrt(2.0L) * boost::math::erfc_inv(2.0L * p));
  };
  std::mt19937_64 generator(3);
  for (int i = 0; i < 20'000; ++i) {
    const double p = uniform_number(generator);
    EXPECT_NEAR(exact::normal_quantile(p), expected(p), 1e-15 * std::max(1.0, std::abs(expected(p)))) << p;
    const double tiny = std::exp(-700.0 * uniform_number(generator));
    EXPECT_NEAR(exact::normal_quantile(tiny) / expected(tiny), 1.0, 2e-15) << tiny;
  }
  for (const double p : {0.075, 0.925, 0.5, 0x1p-53, 1.0 - 0x1p-53, 1.3887943864964021e-11}) {
    EXPECT_NEAR(exact::normal_quantile(p), expected(p), 1e-15 * std::max(1.0, std::abs(expected(p)))) << p;
  }
  EXPECT_EQ(exact::normal_quantile(0.5), 0.0);
  EXPECT_EQ(exact::normal_quantile(0.0), -infinity);
  EXPECT_EQ(exact::normal_quantile(1.0), infinity);
  EXPECT_TRUE(std::isnan(exact::normal_quantile(-0.1)));
  EXPECT_TRUE(std::isnan(exact::normal_quantile(1.1)));
  EXPECT_TRUE(std::isnan(exact::normal_quantile(std::nan(""))));
}

TEST(ExactFunctions, NormalQuantileIsOddAndRises) {
  double before = -infinity;
  for (int i = 1; i < 4096; ++i) {
    const double p = i / 4096.0;
    EXPECT_EQ(exact::normal_quantile(1.0 - p), -exact::normal_quantile(p)) << p;
    EXPECT_GT(exact::normal_quantile(p), before) << p;
    before = exact::normal_quantile(p);
  }
}

/// FNV-1a of the bits of 100,000 values. A compiler, option or machine that changes one bit of one of them fails here.
template<class Function> std::uint64_t hash_of(const Function& function) {
  std::mt19937_64 generator(4);
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (int i = 0; i < 100'000; ++i) {
    const auto bits = std::bit_cast<std::uint64_t>(function(uniform_number(generator)));
    for (unsigned byte = 0; byte < 8; ++byte) {
      hash = (hash ^ ((bits >> (8 * byte)) & 0xffU)) * 0x100000001b3ULL;
    }
  }
  return hash;
}

TEST(ExactFunctions, HaveTheSameBitsEverywhere) {
  EXPECT_EQ(hash_of([](double u) { return exact::log(u); }), 0xa83912bfc835d1ddULL);
  EXPECT_EQ(hash_of([](double u) { return exact::exp(20.0 * (u - 0.5)); }), 0x48805040d047d8cfULL);
  EXPECT_EQ(hash_of([](double u) { return exact::normal_quantile(u); }), 0x6d662ab438f267afULL);
}

static_assert(exact::log(1.0) == 0.0 && exact::exp(0.0) == 1.0); // known to the compiler too

} // namespace
} // namespace headwater::model
