#include "model/experiments/morris.hpp"
#include "tests/model/experiments/test_functions.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>

namespace headwater::experiments {
namespace {

using testing::Each;
using testing::SizeIs;
using testing::UnorderedElementsAre;

TEST(Morris, OfALinearFunctionIsItsSlopes) {
  const std::vector<double> slopes = {3.0, -2.0, 0.0, 0.25, 100.0};
  const auto linear = [&slopes](const std::vector<double>& x) {
    double sum = 7.0;
    for (std::size_t i = 0; i < slopes.size(); ++i) {
      sum += slopes[i] * x[i];
    }
    return sum;
  };
  for (const std::size_t levels : {2U, 4U, 8U}) {
    const MorrisScreening found =
        morris(slopes.size(), known::model_of(linear), {.trajectories = 10, .levels = levels}).front();
    EXPECT_EQ(found.used, 10U);
    EXPECT_EQ(found.dropped, 0U);
    for (std::size_t i = 0; i < slopes.size(); ++i) {
      EXPECT_NEAR(found.inputs[i].mu, slopes[i], 1e-12);
      EXPECT_NEAR(found.inputs[i].mu_star, std::abs(slopes[i]), 1e-12);
      EXPECT_NEAR(found.inputs[i].sigma, 0.0, 1e-12);
      EXPECT_NEAR(found.inputs[i].mu_star_error, 0.0, 1e-12);
    }
    EXPECT_THAT(most_influential(found, 3), testing::ElementsAre(4U, 0U, 1U));
    EXPECT_THAT(most_influential(found, 9), SizeIs(5));
  }
}

/// What the effects of an input come to over every node of the grid: their mean, that of their sizes, their spreads.
struct AllEffects {
  double mu;
  double mu_star;
  double sigma;
  double sigma_of_size;
};

template<class Function> AllEffects over_the_grid(const Function& function, std::size_t input) {
  double sum = 0.0;
  double sum_of_sizes = 0.0;
  double squares = 0.0;
  for (int node = 0; node < 64; ++node) {
    std::vector<double> x = {(node % 4 + 0.5) / 4.0, (node / 4 % 4 + 0.5) / 4.0, (node / 16 + 0.5) / 4.0};
    const double before = function(x);
    const double jump = x[input] < 0.5 ? 0.5 : -0.5;
    x[input] += jump;
    const double effect = (function(x) - before) / jump;
    sum += effect;
    sum_of_sizes += std::abs(effect);
    squares += effect * effect;
  }
  const double mu = sum / 64;
  const double mu_star = sum_of_sizes / 64;
  return {mu, mu_star, std::sqrt(std::max(0.0, squares / 64 - mu * mu)),
          std::sqrt(std::max(0.0, squares / 64 - mu_star * mu_star))};
}

TEST(Morris, TendsToTheEffectsOverTheWholeGrid) {
  const MorrisScreening found =
      morris(3, known::model_of(known::ishigami), {.trajectories = 20000, .levels = 4, .seed = 2}).front();
  for (std::size_t i = 0; i < 3; ++i) {
    const AllEffects all = over_the_grid(known::ishigami, i);
    const double root = std::sqrt(20000.0);
    EXPECT_NEAR(found.inputs[i].mu, all.mu, 4.0 * all.sigma / root + 1e-9) << i;
    EXPECT_NEAR(found.inputs[i].mu_star, all.mu_star, 4.0 * all.sigma_of_size / root + 1e-9) << i;
    EXPECT_NEAR(found.inputs[i].sigma, all.sigma, 0.02 * all.sigma + 1e-9) << i;
    EXPECT_NEAR(found.inputs[i].mu_star_error, all.sigma_of_size / root, 0.02 * all.sigma_of_size / root + 1e-9) << i;
  }
}

// What a standard error promises: about 95 in 100 estimates within two of it.
TEST(Morris, StandardErrorsAreHonest) {
  const auto curved = [](const std::vector<double>& x) { return x[0] * x[1] * (1.0 + x[2]) + x[2] * x[2]; };
  const std::array all = {over_the_grid(curved, 0), over_the_grid(curved, 1), over_the_grid(curved, 2)};
  int within = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    const MorrisScreening found =
        morris(3, known::model_of(curved), {.trajectories = 40, .levels = 4, .seed = seed}).front();
    for (std::size_t i = 0; i < 3; ++i) {
      within += std::abs(found.inputs[i].mu_star - all[i].mu_star) <= 2.0 * found.inputs[i].mu_star_error ? 1 : 0;
    }
  }
  EXPECT_GT(within, 0.92 * 900);
  EXPECT_LT(within, 0.98 * 900);
}

// Morris (1991), section 4: 20 inputs, w = 2 (x - 1/2) except for the third, fifth and seventh, w = 2 (1.1 x / (x +
// 0.1) - 1/2); first-order coefficients 20 for the first ten, second-order -15 among the first six, third-order -10
// among the first five, fourth-order 5 among the first four. The rest he draws from a normal distribution; here they
// are 1 and -1 in turn, which leaves nothing to draw.
double morris_function(const std::vector<double>& x) {
  std::array<double, 21> w{};
  for (std::size_t i = 1; i <= 20; ++i) {
    const double u = x[i - 1];
    w[i] = i == 3 || i == 5 || i == 7 ? 2.0 * (1.1 * u / (u + 0.1) - 0.5) : 2.0 * (u - 0.5);
  }
  double sum = 0.0;
  for (std::size_t i = 1; i <= 20; ++i) {
    sum += (i <= 10 ? 20.0 : (i % 2 == 0 ? 1.0 : -1.0)) * w[i];
    for (std::size_t j = i + 1; j <= 20; ++j) {
      sum += (j <= 6 ? -15.0 : ((i + j) % 2 == 0 ? 1.0 : -1.0)) * w[i] * w[j];
      for (std::size_t l = j + 1; l <= 5; ++l) {
        sum += -10.0 * w[i] * w[j] * w[l];
        for (std::size_t s = l + 1; s <= 4; ++s) {
          sum += 5.0 * w[i] * w[j] * w[l] * w[s];
        }
      }
    }
  }
  return sum;
}

// His conclusion: the first ten inputs matter; of these the first seven bend or act with others, the eighth to tenth
// act almost alone and in a straight line; the other ten do next to nothing.
TEST(Morris, FindsInHisOwnExampleWhatHeFound) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const MorrisScreening found =
        morris(20, known::model_of(morris_function), {.trajectories = 20, .levels = 4, .seed = seed}).front();
    EXPECT_THAT(most_influential(found, 10), UnorderedElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9)) << seed;
    for (std::size_t i = 0; i < 20; ++i) {
      const ElementaryEffects& input = found.inputs[i];
      if (i < 7) {
        EXPECT_GT(input.sigma, 0.25 * input.mu_star) << i << " of seed " << seed;
      } else if (i < 10) {
        EXPECT_GT(input.mu_star, 25.0) << i << " of seed " << seed;
        EXPECT_LT(input.sigma, 0.25 * input.mu_star) << i << " of seed " << seed;
      } else {
        EXPECT_LT(input.mu_star, 15.0) << i << " of seed " << seed;
      }
    }
  }
}

TEST(Morris, MovesEachCoordinateOnceByHalfTheCube) {
  Points seen;
  morris(6,
         [&seen](const Points& points) {
           seen.insert(seen.end(), points.begin(), points.end());
           return std::vector<std::vector<double>>(points.size(), {0.0});
         },
         {.trajectories = 200, .levels = 6, .seed = 3, .batch = 10});
  ASSERT_THAT(seen, SizeIs(200 * 7));
  std::vector<int> starts(6, 0);
  for (std::size_t t = 0; t < 200; ++t) {
    std::vector<int> moves(6, 0);
    for (std::size_t s = 0; s < 7; ++s) {
      for (std::size_t i = 0; i < 6; ++i) {
        const double x = seen[t * 7 + s][i];
        EXPECT_GT(x, 0.0);
        EXPECT_LT(x, 1.0);
        if (s == 0) {
          ++starts[static_cast<std::size_t>(x * 6.0)];
        } else if (x != seen[t * 7 + s - 1][i]) {
          ++moves[i];
          EXPECT_NEAR(std::abs(x - seen[t * 7 + s - 1][i]), 0.5, 1e-15);
        }
      }
    }
    EXPECT_THAT(moves, Each(1));
  }
  EXPECT_THAT(starts, Each(testing::AllOf(testing::Gt(148), testing::Lt(252)))); // 4 standard deviations of 12.9
}

TEST(Morris, MoreTrajectoriesBeginWithTheSameOnesAndBatchesMakeNoDifference) {
  const auto points_of = [](MorrisSettings settings) {
    Points seen;
    morris(
        4,
        [&seen](const Points& points) {
          seen.insert(seen.end(), points.begin(), points.end());
          return std::vector<std::vector<double>>(points.size(), {0.0});
        },
        settings);
    return seen;
  };
  const Points few = points_of({.trajectories = 3, .seed = 9, .batch = 2});
  Points many = points_of({.trajectories = 8, .seed = 9});
  EXPECT_NE(points_of({.trajectories = 8, .seed = 10}), many);
  many.resize(few.size());
  EXPECT_EQ(few, many);
}

TEST(Morris, DropsATrajectoryWithAFailedRunAndCountsIt) {
  int calls = 0;
  const auto linear_but_three = [&calls](const Points& points) {
    std::vector<std::vector<double>> rows;
    for (const auto& point : points) {
      const int run = calls++;
      // Trajectories of 3 runs: one run of the second fails, all of the third, and the second output of the fourth.
      rows.push_back({3.0 * point[0] + point[1], point[1]});
      if (run == 4 || (run >= 6 && run < 9)) {
        rows.back().clear();
      } else if (run == 10) {
        rows.back()[1] = std::nan("");
      }
    }
    return rows;
  };
  const std::vector<MorrisScreening> found = morris(2, linear_but_three, {.trajectories = 6});
  EXPECT_EQ(found[0].used, 4U);
  EXPECT_EQ(found[0].dropped, 2U);
  EXPECT_EQ(found[1].used, 3U);
  EXPECT_EQ(found[1].dropped, 3U);
  EXPECT_NEAR(found[0].inputs[0].mu, 3.0, 1e-12);
}

TEST(Morris, WithHardlyATrajectoryLeftGivesNoNumber) {
  int calls = 0;
  const MorrisScreening found = morris(1,
                                       [&calls](const Points& points) {
                                         std::vector<std::vector<double>> rows(points.size());
                                         for (auto& row : rows) {
                                           if (calls++ < 2) {
                                             row = {1.0};
                                           }
                                         }
                                         return rows;
                                       },
                                       {.trajectories = 5})
                                    .front();
  EXPECT_EQ(found.used, 1U);
  EXPECT_EQ(found.dropped, 4U);
  EXPECT_TRUE(std::isnan(found.inputs.front().mu_star));
}

TEST(Morris, RefusesWhatItCannotDo) {
  const PointModel model = known::model_of([](const std::vector<double>&) { return 1.0; });
  EXPECT_THROW(morris(2, model, {.trajectories = 1}), std::invalid_argument);
  EXPECT_THROW(morris(2, model, {.levels = 3}), std::invalid_argument);
  EXPECT_THROW(morris(2, model, {.levels = 0}), std::invalid_argument);
}

} // namespace
} // namespace headwater::experiments
