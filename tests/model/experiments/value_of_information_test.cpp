// Against closed forms: two options whose net benefit is normal in the parameters.
//
//   option 0: nothing;  option 1: m + a x + b y,  x and y standard normal
//   EVPPI of x = a phi(m/a) + m Phi(m/a) - max(0, m);  EVPI the same with sqrt(a^2 + b^2)
#include "model/experiments/value_of_information.hpp"

#include "model/experiments/random_engine.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

namespace headwater::experiments {
namespace {

constexpr std::size_t many = 20'000;

struct Made {
  std::vector<std::vector<double>> options;
  std::vector<std::vector<double>> parameters;
};

/// x, y, and a third parameter that does nothing.
Made normal_choice(double m, double a, double b, std::size_t draws) {
  Made made;
  made.options = {std::vector<double>(draws, 0.0), {}};
  made.parameters.resize(3);
  RandomEngine engine(7);
  for (std::size_t i = 0; i < draws; ++i) {
    const double x = engine.normal();
    const double y = engine.normal();
    made.options[1].push_back(m + a * x + b * y);
    made.parameters[0].push_back(x);
    made.parameters[1].push_back(y);
    made.parameters[2].push_back(engine.normal());
  }
  return made;
}

double worth(double m, double sd) {
  const double z = m / sd;
  const double density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
  const double below = 0.5 * std::erfc(-z / std::numbers::sqrt2);
  return sd * density + m * below - std::max(0.0, m);
}

TEST(ValueOfInformation, OfANormalChoiceIsItsClosedForm) {
  for (const double m : {-1.0, 0.0, 0.5, 2.0}) {
    const Made made = normal_choice(m, 3.0, 1.0, many);
    const ValueOfInformation found = value_of_information(made.options, made.parameters);
    // The sampling error of the mean is about 3/sqrt(20,000) = 0.02; twenty bins lose about 1 in 100 of it.
    EXPECT_NEAR(found.evpi, worth(m, std::sqrt(10.0)), 0.05) << m;
    EXPECT_NEAR(found.parameters[0].evppi, worth(m, 3.0), 0.06) << m;
    EXPECT_NEAR(found.parameters[1].evppi, worth(m, 1.0), 0.05) << m;
    EXPECT_NEAR(found.best_mean, std::max(0.0, m), 0.05);
    EXPECT_EQ(found.draws, many);
  }
}

TEST(ValueOfInformation, AUselessParameterIsWorthNoMoreThanNoise) {
  const Made made = normal_choice(0.3, 1.0, 1.0, many);
  const ValueOfInformation found = value_of_information(made.options, made.parameters);
  EXPECT_LT(found.parameters[2].evppi, 0.02);
  EXPECT_GT(found.parameters[0].evppi, 5.0 * found.noise);
  EXPECT_LE(found.noise_mean, found.noise);
  // A choice that nothing in reach can change: worth nothing to know, and no noise.
  const Made plain = normal_choice(100.0, 1.0, 1.0, 400);
  const ValueOfInformation none = value_of_information(plain.options, plain.parameters);
  EXPECT_EQ(none.evpi, 0.0);
  EXPECT_EQ(none.parameters[0].evppi, 0.0);
  EXPECT_FALSE(none.parameters[0].changes_choice);
  EXPECT_EQ(none.noise, 0.0);
}

TEST(ValueOfInformation, AParameterThatDecidesAllIsWorthEverything) {
  const Made made = normal_choice(0.2, 2.0, 0.0, many);
  const ValueOfInformation found = value_of_information(made.options, made.parameters);
  // All but what is lost in the one bin in which the choice turns.
  EXPECT_NEAR(found.parameters[0].evppi, found.evpi, 0.01 * found.evpi);
  EXPECT_LE(found.parameters[0].evppi, found.evpi * (1.0 + 1e-12));
  EXPECT_EQ(found.parameters[0].best_low, 0U) << "nothing, where it is low";
  EXPECT_EQ(found.parameters[0].best_high, 1U);
  EXPECT_TRUE(found.parameters[0].changes_choice);
  EXPECT_NEAR(found.share_best[1], 0.54, 0.01); // Phi(0.1)
}

// By hand: four draws, two bins of two.
TEST(ValueOfInformation, IsTheMeanOfTheBestLessTheBestOfTheMeans) {
  const std::vector<std::vector<double>> options{{0.0, 0.0, 0.0, 0.0}, {-3.0, 5.0, -1.0, 3.0}};
  const std::vector<std::vector<double>> parameters{{1.0, 4.0, 2.0, 3.0}, {1.0, 2.0, 3.0, 4.0}, {8.0, 8.0, 8.0, 8.0}};
  const ValueOfInformation found = value_of_information(options, parameters, {.bins = 2, .fewest = 2});
  EXPECT_EQ(found.best, 1U);
  EXPECT_EQ(found.best_mean, 1.0);
  EXPECT_EQ(found.evpi, (0.0 + 5.0 + 0.0 + 3.0) / 4.0 - 1.0);
  EXPECT_EQ(found.parameters[0].evppi, (0.0 + 8.0) / 4.0 - 1.0) << "below, nothing; above, the plan";
  EXPECT_EQ(found.parameters[1].evppi, 0.0) << "the plan in both bins";
  EXPECT_EQ(found.parameters[2].evppi, 0.0) << "the same in every draw";
  EXPECT_EQ(found.parameters[2].useless, 0.0);
  EXPECT_THAT(found.share_best, testing::ElementsAre(0.5, 0.5));
}

// Few draws make it look worth more; so do they of what is useless, which is why that stands beside it.
TEST(ValueOfInformation, FewDrawsFlatterAndNoiseSaysSo) {
  const Made few = normal_choice(0.0, 0.0, 1.0, 400);
  const Made all = normal_choice(0.0, 0.0, 1.0, many);
  const ValueOfInformation of_few = value_of_information(few.options, few.parameters);
  const ValueOfInformation of_many = value_of_information(all.options, all.parameters);
  EXPECT_GT(of_few.parameters[0].evppi, 2.0 * of_many.parameters[0].evppi) << "it does nothing";
  EXPECT_GT(of_few.noise_mean, 2.0 * of_many.noise_mean);
  EXPECT_LE(of_few.parameters[0].evppi, of_few.noise) << "and is not told from nothing";
}

TEST(ValueOfInformation, IsTheSameEachTimeAndWhereDrawsAreInAnotherOrder) {
  const Made made = normal_choice(0.2, 1.0, 1.0, 800);
  const ValueOfInformation one = value_of_information(made.options, made.parameters, {.seed = 5});
  const ValueOfInformation again = value_of_information(made.options, made.parameters, {.seed = 5});
  EXPECT_EQ(one.noise, again.noise);
  EXPECT_NE(one.noise, value_of_information(made.options, made.parameters, {.seed = 6}).noise);
  Made turned = made;
  for (auto* columns : {&turned.options, &turned.parameters}) {
    for (std::vector<double>& column : *columns) {
      std::reverse(column.begin(), column.end());
    }
  }
  const ValueOfInformation other = value_of_information(turned.options, turned.parameters, {.seed = 5});
  EXPECT_NEAR(other.parameters[0].evppi, one.parameters[0].evppi, 1e-12);
  EXPECT_NEAR(other.evpi, one.evpi, 1e-12);
}

TEST(ValueOfInformation, RefusesWhatIsTooLittle) {
  const Made made = normal_choice(0.0, 1.0, 1.0, 399);
  EXPECT_THROW(value_of_information(made.options, made.parameters), std::invalid_argument);
  EXPECT_NO_THROW(value_of_information(made.options, made.parameters, {.bins = 19}));
  EXPECT_THROW(value_of_information({}, {}), std::invalid_argument);
  EXPECT_THROW(value_of_information({{1.0, 2.0}}, {{1.0}}, {.bins = 1, .fewest = 1}), std::invalid_argument);
  EXPECT_THROW(value_of_information({{1.0, std::nan("")}}, {}, {.bins = 1, .fewest = 1}), std::invalid_argument);
}

} // namespace
} // namespace headwater::experiments
