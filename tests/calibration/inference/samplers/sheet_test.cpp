#include "calibration/inference/samplers/sheet.hpp"

#include "tests/calibration/inference/samplers/bent_sheet.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

TEST(Sheet, IsThePolynomialThatThePointsLieOn) {
  const Sheet sheet = bent_sheet_through(bent_sheet_cloud(200));
  EXPECT_LT(sheet.left_over(), 1e-3); // of the ridge
  EXPECT_GT(sheet.left_over_by_a_plane(), 0.3);
  const std::vector<double> x{0.3, 99.0, -1.2, 0.8};
  EXPECT_NEAR(sheet.height(x), BentSheet::height(x), 2e-3);
}

TEST(Sheet, WithFewerSquaresLeavesWhatTheyWouldTake) {
  const BentSheetCloud through = bent_sheet_cloud(200);
  const double all_squared = bent_sheet_through(through).left_over();
  const double two_squared = bent_sheet_through(through, 2).left_over(); // 0 and 2 are steepest, 3 bends too
  const double plane = bent_sheet_through(through, 0).left_over();
  EXPECT_GT(two_squared, 10.0 * all_squared);
  EXPECT_GT(plane, 1.2 * two_squared);
  EXPECT_EQ(plane, bent_sheet_through(through).left_over_by_a_plane());
}

TEST(Sheet, HasTheSlopesOfDifferences) {
  const Sheet sheet = bent_sheet_through(bent_sheet_cloud(200));
  const std::vector<double> x{0.3, 0.1, -1.2, 0.8};
  std::vector<double> slopes(BentSheet::parameters, 0.0);
  sheet.add_slopes(x, 2.0, slopes);
  for (std::size_t i = 0; i < BentSheet::parameters; ++i) {
    std::vector<double> above = x;
    std::vector<double> below = x;
    above[i] += 1e-4;
    below[i] -= 1e-4;
    EXPECT_NEAR(slopes[i], 2.0 * (sheet.height(above) - sheet.height(below)) / 2e-4, 1e-6) << i;
  }
}

TEST(Sheet, RefusesTooFewPointsAndWhatDoesNotMove) {
  const std::size_t terms = sheet_terms(3, 3);
  EXPECT_EQ(terms, 1U + 3U + 6U);
  EXPECT_EQ(sheet_terms(3, 24), terms);
  EXPECT_EQ(sheet_terms(37, 24), 1U + 37U + 300U);
  EXPECT_NO_THROW(bent_sheet_through(bent_sheet_cloud(2 * terms)));
  EXPECT_THROW(bent_sheet_through(bent_sheet_cloud(2 * terms - 1)), std::invalid_argument);
  BentSheetCloud still = bent_sheet_cloud(100);
  for (std::size_t i = 2; i < still.points.size(); i += BentSheet::parameters) {
    still.points[i] = 1.0;
  }
  EXPECT_THROW(bent_sheet_through(still), std::invalid_argument);
}

TEST(Sheets, ThereAndBackIsWhereItBegan) {
  const std::vector<double> x{0.3, 0.1, -1.2, 0.8};
  EXPECT_EQ(Sheets().flat(x), x);
  EXPECT_EQ(Sheets().bent(x), x);
  for (const Sheets& sheets : {one_bent_sheet(), two_bent_sheets()}) {
    const std::vector<double> y = sheets.flat(x);
    EXPECT_NEAR(y[BentSheet::pivot], x[BentSheet::pivot] - BentSheet::height(x), 2e-3);
    if (sheets.all().size() > 1) {
      EXPECT_NEAR(y[3], x[3] - second_height(y), 2e-3);
    }
    const std::vector<double> back = sheets.bent(y);
    for (std::size_t i = 0; i < BentSheet::parameters; ++i) {
      EXPECT_NEAR(back[i], x[i], 1e-15);
    }
  }
}

} // namespace
} // namespace headwater::calibration::tests
