// The rivals' right-hand side is ours: bit for bit where it is exactly rounded.
#include "tests/bench/bench_draws.hpp"
#include "tests/bench/bench_formula.hpp"
#include "tests/bench/rival_scalar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string>

namespace headwater::bench {
namespace {

// Many draws, each at another time of the run and in another state: its start, its end and between.
class RivalRhs : public testing::Test {
protected:
  static void SetUpTestSuite() { draws = read_draws(HEADWATER_BENCH_FOLDER); }

  static void expect_same(rival_slopes* rival, double tolerance) {
    for (std::size_t d = 0; d < draws.draws.size(); d += 7) {
      const Draw& draw = draws.draws[d];
      const model::Moment<double>& now = draws.plan.moments[d * 13 % draws.plan.moments.size()];
      std::array<double, model::parameter_count + reference_count> given{};
      std::memcpy(given.data(), &draw.parameters, sizeof draw.parameters);
      std::memcpy(given.data() + model::parameter_count, &draw.reference, sizeof draw.reference);
      std::array<double, moment_count> moment{};
      std::memcpy(moment.data(), &now, sizeof now);
      const double late = static_cast<double>(d % 5) / 4.0;
      model::State<double> x = draw.start;
      for (std::size_t i = 0; i < x.size(); ++i) {
        x[i] += late * (draw.end_rk4[i] - x[i]);
      }
      model::State<double> found{};
      rival(x.data(), given.data(), moment.data(), found.data());
      const model::State<double> wanted = model::derivative(x, draw.parameters, draw.reference, now);
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        // slopes are differences of flows: rounding is that of the state they move, or of GBP millions that cancel
        const double size = std::max({std::abs(wanted[i]), std::abs(x[i]), 1.0});
        ASSERT_LE(std::abs(found[i] - wanted[i]), tolerance * size)
            << "draw " << d << ", number " << i << " of the state: " << found[i] << ", not " << wanted[i];
      }
    }
  }

  static Draws draws;
};
Draws RivalRhs::draws;

TEST_F(RivalRhs, PlainGivesTheSameBits) { expect_same(&portable_rhs, 0.0); }
TEST_F(RivalRhs, StagedGivesTheSameBits) { expect_same(&portable_rhs_staged, 0.0); }
TEST_F(RivalRhs, FastMathIsClose) {
  expect_same(&native_rhs, 1e-12);
  expect_same(&native_rhs_staged, 1e-12);
}

TEST_F(RivalRhs, ARunEndsWhereTheModelEnds) {
  for (std::size_t d = 0; d < 8; ++d) {
    EXPECT_LE(difference(run_rk4(draws.draws[d], draws.plan.moments).data(), draws.draws[d].end_rk4), 0.0)
        << "draw " << d;
  }
}

} // namespace
} // namespace headwater::bench
