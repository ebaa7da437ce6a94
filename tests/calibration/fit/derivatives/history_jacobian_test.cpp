// Derivatives of the modelled history: against Richardson differences at 20 draws from the ranges, the same from every
// kernel, and beside values that have the bits of a run without them.
#include "calibration/fit/derivatives/history_jacobian.hpp"
#include "calibration/known/counterparts.hpp"
#include "model/solve/trajectory.hpp"
#include "tests/calibration/fit/derivatives/scored_history.hpp"
#include "tests/calibration/history_fit.hpp"
#include "tests/scotland_drivers.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <limits>

namespace headwater::calibration {
namespace {

TEST(HistoryJacobian, ThereAreThirtyEightFittedParameters) { EXPECT_EQ(fitted_parameters().size(), 38U); }

TEST(HistoryJacobian, ValuesAreThoseOfARun) {
  const auto published =
      read_published(std::filesystem::path(HEADWATER_SOURCE_DIR) / "calibration" / "data" / "published.csv");
  for (std::size_t number = 0; number < 3; ++number) {
    const model::ParameterValues<double> values = drawn(number);
    const HistoryModel model(values, headwater::tests::scotland_drivers(), fitted_parameters(), scored_figures());
    const auto alone = model.values_at(model.centre());
    const auto beside = model.jacobian_at(model.centre());
    ASSERT_TRUE(alone && beside);
    EXPECT_EQ(alone->values, beside->values);
    EXPECT_TRUE(alone->jacobian.empty());
    const auto run =
        fitted_figures(model::run(values, headwater::tests::scotland_drivers(), 2025), published.value.value());
    ASSERT_EQ(run.size(), alone->values.size());
    for (std::size_t i = 0; i < run.size(); ++i) {
      EXPECT_EQ(alone->values[i], run[i].modelled) << run[i].series << " " << run[i].year;
    }
  }
}

// Many at once, and one of them at a place where the model breaks down.
TEST(HistoryJacobian, ValuesOfManyPointsAreThoseOfEach) {
  const HistoryModel model(drawn(0), headwater::tests::scotland_drivers(), fitted_parameters(), scored_figures());
  constexpr std::size_t count = 11; // of no lane width a multiple
  constexpr std::size_t broken = 4;
  std::vector<double> points;
  for (std::size_t number = 0; number < count; ++number) {
    for (const std::size_t position : fitted_parameters()) {
      points.push_back(number == broken ? std::numeric_limits<double>::infinity() : drawn(number)[position]);
    }
  }
  const std::vector<std::optional<HistoryFigures>> found = model.values_at_each(points);
  ASSERT_EQ(found.size(), count);
  for (std::size_t i = 0; i < count; ++i) {
    const auto alone = model.values_at(std::span(points).subspan(i * model.dimension(), model.dimension()));
    ASSERT_EQ(found[i].has_value(), i != broken);
    ASSERT_EQ(alone.has_value(), i != broken);
    if (alone) {
      EXPECT_EQ(found[i]->values, alone->values) << "point " << i;
    }
  }
  points.pop_back();
  EXPECT_THROW(model.values_at_each(points), std::invalid_argument);
}

TEST(HistoryJacobian, IsTheSameFromEveryKernel) {
  const HistoryModel widest(drawn(1), headwater::tests::scotland_drivers(), fitted_parameters(), scored_figures());
  const auto expected = widest.jacobian_at(widest.centre());
  ASSERT_TRUE(expected);
  for (const TangentKernel& kernel : tangent_kernels()) {
    const HistoryModel model(drawn(1), headwater::tests::scotland_drivers(), fitted_parameters(), scored_figures(),
                             model::step_length, kernel);
    const auto found = model.jacobian_at(model.centre());
    ASSERT_TRUE(found) << kernel.instruction_set;
    EXPECT_EQ(found->values, expected->values) << kernel.instruction_set;
    EXPECT_EQ(found->jacobian, expected->jacobian) << kernel.instruction_set;
  }
}

/// f'(x) of every figure, from central differences over steps halved three times, extrapolated to a step of 0 (L. F.
/// Richardson, 1911).
std::vector<double> slopes(const HistoryModel& model, std::vector<double> at, std::size_t parameter) {
  constexpr std::size_t rows = 4;
  const double x = at[parameter];
  double step = 0.01 * std::max(std::abs(x), 0.01);
  std::array<std::vector<double>, rows> table;
  for (std::size_t row = 0; row < rows; ++row, step /= 2.0) {
    at[parameter] = x + step;
    const auto above = model.values_at(at);
    at[parameter] = x - step;
    const auto below = model.values_at(at);
    std::vector<double> next(model.figures().size());
    for (std::size_t i = 0; i < next.size(); ++i) {
      next[i] = (above.value().values[i] - below.value().values[i]) / (2.0 * step);
    }
    for (std::size_t column = 0; column <= row; ++column) {
      const double weight = std::pow(4.0, static_cast<double>(column + 1));
      const std::vector<double> old = table.at(column);
      table.at(column) = next;
      for (std::size_t i = 0; i < next.size() && column < row; ++i) {
        next[i] = (weight * next[i] - old[i]) / (weight - 1.0);
      }
    }
  }
  return table.back();
}

TEST(HistoryJacobian, IsThatOfRichardsonDifferences) {
  constexpr double bar = 1e-6;
  const std::vector<std::size_t> fitted = fitted_parameters();
  const std::vector<AskedFigure> figures = scored_figures();
  double worst = 0.0;
  for (std::size_t number = 0; number < draw_count; ++number) {
    const HistoryModel model(drawn(number), headwater::tests::scotland_drivers(), fitted, figures);
    const auto exact = model.jacobian_at(model.centre());
    ASSERT_TRUE(exact) << "draw " << number;
    // Two parameters a draw, so that 20 draws look at every one.
    for (std::size_t k = 2 * number; k < 2 * number + 2 && k < fitted.size(); ++k) {
      const std::vector<double> found = slopes(model, model.centre(), k);
      double largest = 0.0;
      for (std::size_t i = 0; i < figures.size(); ++i) {
        largest = std::max(largest, std::abs(found[i] / exact->values[i]));
      }
      for (std::size_t i = 0; i < figures.size(); ++i) {
        const double off = std::abs(exact->jacobian[i * fitted.size() + k] - found[i]) / std::abs(exact->values[i]);
        EXPECT_LE(off, bar * largest) << "draw " << number << ", " << figures[i].series << " " << figures[i].year
                                      << " by " << model::parameters()[fitted[k]].name;
        worst = std::max(worst, off / largest);
      }
    }
  }
  RecordProperty("worst", std::to_string(worst));
}

TEST(HistoryJacobian, RefusesWhatItCannotSay) {
  const model::ParameterValues<double> values = model::default_values();
  EXPECT_THROW(HistoryModel(values, headwater::tests::scotland_drivers(), {0, 0}, {}), std::invalid_argument);
  EXPECT_THROW(HistoryModel(values, headwater::tests::scotland_drivers(), {model::parameter_count}, {}),
               std::invalid_argument);
  EXPECT_THROW(HistoryModel(values, headwater::tests::scotland_drivers(), {0}, {{"no_such_series", 2020}}),
               std::invalid_argument);
  EXPECT_THROW(HistoryModel(values, headwater::tests::scotland_drivers(), {0}, {{"starts", 2011}}),
               std::invalid_argument);
  EXPECT_THROW(HistoryModel(values, headwater::tests::scotland_drivers(), {0}, {{"spend_community", 2012}}),
               std::invalid_argument);
  const HistoryModel model(values, headwater::tests::scotland_drivers(), {0, 1}, {{"starts", 2012}});
  EXPECT_THROW(model.values_at(std::vector{1.0}), std::invalid_argument);
}

} // namespace
} // namespace headwater::calibration
