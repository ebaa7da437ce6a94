// The gradient of a number made of the modelled history, by a run followed backwards: that of forward mode and the
// chain rule at 20 draws from the ranges, figure by figure, by every parameter; the same from every kernel.
#include "calibration/fit/derivatives/history_jacobian.hpp"
#include "calibration/known/counterparts.hpp"
#include "tests/calibration/fit/derivatives/scored_history.hpp"
#include "tests/scotland_drivers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace headwater::calibration {
namespace {

constexpr double gradient_bar = 1e-9;

/// Weights that are given, whatever the figures.
HistoryModel::Weigh always(const std::vector<double>& weights) {
  return [weights](std::span<const double> /*values*/, std::span<double> to) {
    std::copy(weights.begin(), weights.end(), to.begin());
  };
}

/// Half the sum of squares of the logs of the figures relative to 90 % or so of them: as a fit weighs what it misses.
void weigh_misses(std::span<const double> values, std::span<double> weights) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double miss = std::log(1.1 + 0.1 * std::sin(static_cast<double>(i)));
    weights[i] = miss / values[i];
  }
}

/// How far a gradient is from Jacobian^T weights, by the parameter for which that is most. Relative to it; or, where it
/// is less, to a `floor` part of what the most important parameter would do if it changed by as large a part of itself.
double gradient_off(const HistoryModel& model, const HistoryGradient& found, const HistoryFigures& figures,
                    const std::vector<double>& weights, double floor) {
  const std::vector<double> centre = model.centre();
  std::vector<double> expected(centre.size());
  double most = 0.0;
  for (std::size_t k = 0; k < expected.size(); ++k) {
    for (std::size_t i = 0; i < weights.size(); ++i) {
      expected[k] += figures.jacobian[i * expected.size() + k] * weights[i];
    }
    most = std::max(most, std::abs(expected[k] * centre[k]));
  }
  double worst = 0.0;
  for (std::size_t k = 0; k < expected.size(); ++k) {
    const double size = std::max(std::abs(expected[k]), floor * most / std::max(std::abs(centre[k]), 1.0));
    const double off = found.gradient[k] == expected[k] ? 0.0 : std::abs(found.gradient[k] - expected[k]) / size;
    worst = off > worst || off != off ? off : worst;
  }
  return worst;
}

TEST(HistoryGradient, IsThatOfForwardModeAtTwentyDraws) {
  const std::vector<AskedFigure> figures = scored_figures();
  double worst = 0.0;
  for (std::size_t number = 0; number < draw_count; ++number) {
    const HistoryModel model(drawn(number), headwater::tests::scotland_drivers(), fitted_parameters(), figures);
    const auto exact = model.jacobian_at(model.centre());
    const auto found = model.gradient_at(model.centre(), &weigh_misses);
    ASSERT_TRUE(exact && found) << "draw " << number;
    EXPECT_EQ(found->values, exact->values) << "draw " << number;
    EXPECT_EQ(found->values, model.values_at(model.centre()).value().values) << "draw " << number;
    std::vector<double> weights(figures.size());
    weigh_misses(exact->values, weights);
    const double off = gradient_off(model, *found, *exact, weights, 0.0);
    EXPECT_LE(off, gradient_bar) << "draw " << number;
    worst = std::max(worst, off);
  }
  RecordProperty("worst", std::to_string(worst * 1e15) + "e-15");
}

// Not only what is called fitted today: a fit may ask for any.
TEST(HistoryGradient, IsThatOfForwardModeByEveryParameter) {
  std::vector<std::size_t> all;
  for (std::size_t i = 0; i < model::parameter_count; ++i) {
    all.push_back(i);
  }
  const std::vector<AskedFigure> figures = scored_figures();
  const HistoryModel model(drawn(7), headwater::tests::scotland_drivers(), all, figures);
  const auto exact = model.jacobian_at(model.centre());
  const auto found = model.gradient_at(model.centre(), &weigh_misses);
  ASSERT_TRUE(exact && found);
  std::vector<double> weights(figures.size());
  weigh_misses(exact->values, weights);
  // Some do nothing but for rounding: the size of a foster household, when the households there are is a parameter too.
  EXPECT_LE(gradient_off(model, *found, *exact, weights, 1e-6), gradient_bar);
  const auto moves = [](double slope) { return slope != 0.0; };
  EXPECT_GT(std::count_if(found->gradient.begin(), found->gradient.end(), moves), 150) << "most should move a figure";
}

// Every series has its own way back to the states, and every year its own states.
TEST(HistoryGradient, IsThatOfForwardModeForEachFigureAlone) {
  const std::vector<std::size_t> fitted = fitted_parameters();
  std::vector<AskedFigure> figures;
  for (const Counterpart<double>& row : counterparts<double>()) {
    const std::string series(row.series);
    if (!series.starts_with("spend")) {
      figures.push_back({series, model::start_year + 1}); // the first there can be
    }
    figures.push_back({series, model::start_year + 2});
    figures.push_back({series, 2020});
  }
  const HistoryModel model(drawn(3), headwater::tests::scotland_drivers(), fitted, figures);
  const auto exact = model.jacobian_at(model.centre());
  ASSERT_TRUE(exact);
  for (std::size_t i = 0; i < figures.size(); ++i) {
    std::vector<double> weights(figures.size());
    weights[i] = 1.0;
    const auto found = model.gradient_at(model.centre(), always(weights));
    ASSERT_TRUE(found);
    double largest = 0.0;
    for (std::size_t k = 0; k < fitted.size(); ++k) {
      largest = std::max(largest, std::abs(exact->jacobian[i * fitted.size() + k] * model.centre()[k]));
    }
    EXPECT_GT(largest, 0.0) << figures[i].series << " " << figures[i].year;
    for (std::size_t k = 0; k < fitted.size(); ++k) {
      const double off = std::abs(found->gradient[k] - exact->jacobian[i * fitted.size() + k]);
      EXPECT_LE(off * std::abs(model.centre()[k]), gradient_bar * largest)
          << figures[i].series << " " << figures[i].year << " by " << model::parameters()[fitted[k]].name;
    }
  }
}

TEST(HistoryGradient, IsTheSameFromEveryKernel) {
  const HistoryModel widest(drawn(1), headwater::tests::scotland_drivers(), fitted_parameters(), scored_figures());
  const auto expected = widest.gradient_at(widest.centre(), &weigh_misses);
  ASSERT_TRUE(expected);
  for (const AdjointKernel& kernel : adjoint_kernels()) {
    const HistoryModel model(drawn(1), headwater::tests::scotland_drivers(), fitted_parameters(), scored_figures(),
                             model::step_length, best_tangent_kernel(), kernel);
    const auto found = model.gradient_at(model.centre(), &weigh_misses);
    ASSERT_TRUE(found) << kernel.instruction_set;
    EXPECT_EQ(found->values, expected->values) << kernel.instruction_set;
    EXPECT_EQ(found->gradient, expected->gradient) << kernel.instruction_set;
  }
}

TEST(HistoryGradient, IsNoughtOfWhatNothingIsMadeOf) {
  const HistoryModel model(drawn(2), headwater::tests::scotland_drivers(), fitted_parameters(), scored_figures());
  const auto found = model.gradient_at(model.centre(), always(std::vector<double>(model.figures().size())));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->gradient, std::vector<double>(model.dimension()));
}

TEST(HistoryGradient, OfARunThatBreaksDownIsNone) {
  const HistoryModel model(model::default_values(), headwater::tests::scotland_drivers(),
                           {model::find_parameter("years_16_17")}, {{"starts", 2020}});
  bool asked = false;
  const auto found =
      model.gradient_at(std::vector{0.0}, [&asked](std::span<const double>, std::span<double>) { asked = true; });
  EXPECT_FALSE(found);
  EXPECT_FALSE(asked);
  EXPECT_FALSE(model.values_at(std::vector{0.0}));
  EXPECT_FALSE(model.jacobian_at(std::vector{0.0}));
  EXPECT_THROW(model.gradient_at(std::vector{1.0, 1.0}, &weigh_misses), std::invalid_argument);
}

} // namespace
} // namespace headwater::calibration
