// Errors and their kinds, against R and by hand.
#include "calibration/known/fit_statistics.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <vector>

namespace headwater::calibration {
namespace {

using testing::HasSubstr;

const std::vector<double> fitted_six{10, 12, 15, 11, 18, 17};
const std::vector<double> observed_six{11, 11, 13, 14, 19, 20};

std::vector<FittedPair> pairs_of(const std::vector<int>& years, const std::vector<double>& observed,
                                 const std::vector<double>& fitted) {
  std::vector<FittedPair> pairs;
  for (std::size_t i = 0; i < years.size(); ++i) {
    pairs.push_back({years[i], observed[i], fitted[i]});
  }
  return pairs;
}

// R 4.2.2: (mean(f) - mean(y))^2 / mse, (sp(f) - sp(y))^2 / mse, 2 (1 - cor(f, y)) sp(f) sp(y) / mse, sp with n below
TEST(TheilShares, AreThoseOfR) {
  const TheilShares shares = theil_shares(fitted_six, observed_six);
  EXPECT_NEAR(shares.bias, 0.16666666666666616, 1e-14);
  EXPECT_NEAR(shares.variation, 0.077171063017072966, 1e-14);
  EXPECT_NEAR(shares.covariation, 0.75616227031626027, 1e-14);
  EXPECT_NEAR(shares.bias + shares.variation + shares.covariation, 1.0, 1e-14);
}

TEST(TheilShares, NameTheKindOfError) {
  const std::vector<double> y{1.0, 4.0, 2.0, 7.0};
  const std::vector<double> shifted{3.0, 6.0, 4.0, 9.0};
  const std::vector<double> stretched{-1.5, 4.5, 0.5, 10.5}; // twice as far from the mean of 3.5
  const std::vector<double> swapped{4.0, 1.0, 7.0, 2.0};     // same mean and spread
  EXPECT_NEAR(theil_shares(shifted, y).bias, 1.0, 1e-14);
  EXPECT_NEAR(theil_shares(stretched, y).variation, 1.0, 1e-14);
  EXPECT_NEAR(theil_shares(swapped, y).covariation, 1.0, 1e-14);
  EXPECT_TRUE(std::isnan(theil_shares(y, y).bias));
  EXPECT_THROW(theil_shares(y, observed_six), std::invalid_argument);
  EXPECT_THROW(theil_shares({}, {}), std::invalid_argument);
}

// A single figure has no spread: all of its error is bias.
TEST(TheilShares, OfASingleFigureAreBias) {
  const TheilShares shares = theil_shares(std::vector{3.0}, std::vector{5.0});
  EXPECT_EQ(shares.bias, 1.0);
  EXPECT_EQ(shares.variation, 0.0);
  EXPECT_EQ(shares.covariation, 0.0);
}

// R 4.2.2: sqrt(mean((f-y)^2)), 100 * mean(abs(f/y - 1)), rmse / (sqrt(mean(f^2)) + sqrt(mean(y^2)))
TEST(FitStatistics, ErrorsAreThoseOfR) {
  EXPECT_NEAR(root_mean_square_error(fitted_six, observed_six), 2.0412414523193152, 1e-14);
  EXPECT_NEAR(mean_absolute_percentage_error(fitted_six, observed_six), 12.543027148290307, 1e-13);
  EXPECT_NEAR(theil_u(fitted_six, observed_six), 0.069763443204988104, 1e-16);
}

TEST(FitStatistics, TheilsUIsFromZeroToOne) {
  const std::vector<double> y{1.0, 4.0, 2.0};
  EXPECT_EQ(theil_u(y, y), 0.0);
  EXPECT_EQ(theil_u(std::vector(3, 0.0), y), 1.0);
  EXPECT_NEAR(theil_u(std::vector{-2.0, -8.0, -4.0}, y), 1.0, 1e-15);
  EXPECT_TRUE(std::isnan(theil_u(std::vector(1, 0.0), std::vector(1, 0.0))));
}

TEST(FitStatistics, AZeroHasNoErrorInPerCent) {
  EXPECT_EQ(mean_absolute_percentage_error(std::vector{1.0, 2.0}, std::vector{0.0, 2.0}),
            std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(mean_absolute_percentage_error(std::vector{0.0}, std::vector{0.0})));
}

// ---- whether errors last --------------------------------------------------------------------------------------------

ResidualAutocorrelation of_residuals(const std::vector<int>& years, const std::vector<double>& residuals) {
  return fit_statistics(pairs_of(years, residuals, std::vector<double>(residuals.size(), 0.0))).residuals;
}

// Luteinizing hormone in blood, 48 samples at 10 minutes (P. J. Diggle, "Time series: a biostatistical introduction",
// 1990, table A.1; R's data set lh, lag 1 of acf(lh): 0.576).
TEST(ResidualAutocorrelation, OfAPublishedSeries) {
  const std::vector<double> hormone{2.4, 2.4, 2.4, 2.2, 2.1, 1.5, 2.3, 2.3, 2.5, 2.0, 1.9, 1.7, 2.2, 1.8, 3.2, 3.2,
                                    2.7, 2.2, 2.2, 1.9, 1.9, 1.8, 2.7, 3.0, 2.3, 2.0, 2.0, 2.9, 2.9, 2.7, 2.7, 2.3,
                                    2.6, 2.4, 1.8, 1.7, 1.5, 1.4, 2.1, 3.3, 3.5, 3.5, 3.1, 2.6, 2.1, 3.4, 3.0, 2.9};
  std::vector<int> years(hormone.size());
  for (std::size_t i = 0; i < years.size(); ++i) {
    years[i] = 1900 + static_cast<int>(i);
  }
  const ResidualAutocorrelation found = of_residuals(years, hormone);
  EXPECT_NEAR(found.lag_1, 0.5755244755244755, 1e-14);
  EXPECT_NEAR(found.band, 1.959963984540054 / std::sqrt(48.0), 1e-15);
  EXPECT_TRUE(found.outside_band());
}

// R 4.2.2: acf(na.action = na.pass), lag 1
TEST(ResidualAutocorrelation, PassesOverGapsAsR) {
  EXPECT_NEAR(of_residuals({1, 2, 3, 4, 5, 6}, {1, -1, -2, 3, 1, 3}).lag_1, -0.025333333333333267, 1e-15);
  EXPECT_NEAR(of_residuals({1, 2, 3, 5, 6, 7}, {1, -1, -2, 3, 1, 3}).lag_1, 0.3232, 1e-14);
  EXPECT_NEAR(of_residuals({1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 14, 15}, {1, 3, 2, 5, 4, 4, 6, 7, 5, 3, 2, 1}).lag_1,
              0.29511201629327899, 1e-14);
}

TEST(ResidualAutocorrelation, IsNoNumberWhereThereIsNone) {
  EXPECT_TRUE(std::isnan(of_residuals({2001, 2002}, {1, -1}).lag_1)) << "of two it is always -1/2";
  EXPECT_TRUE(std::isnan(of_residuals({2001, 2002, 2003}, {1, 1, 1}).lag_1));
  EXPECT_TRUE(std::isnan(of_residuals({2001, 2003, 2005}, {1, -1, 1}).lag_1)) << "no year has a neighbour";
  EXPECT_FALSE(of_residuals({2001, 2002}, {1, -1}).outside_band());
}

// ---- a series -------------------------------------------------------------------------------------------------------

TEST(FitStatistics, OfASeriesAreThoseOfItsLists) {
  const FitStatistics all = fit_statistics(pairs_of({2001, 2002, 2003, 2004, 2005, 2006}, observed_six, fitted_six));
  EXPECT_EQ(all.figures, 6U);
  EXPECT_EQ(all.root_mean_square_error, root_mean_square_error(fitted_six, observed_six));
  EXPECT_EQ(all.mean_absolute_percentage_error, mean_absolute_percentage_error(fitted_six, observed_six));
  EXPECT_EQ(all.theil.covariation, theil_shares(fitted_six, observed_six).covariation);
  EXPECT_EQ(all.theil_u, theil_u(fitted_six, observed_six));
  EXPECT_NEAR(all.residuals.lag_1, -0.025333333333333267, 1e-15);
  EXPECT_EQ(all.words(),
            "6 figures: off by 12.5 % on average, RMSE 2.041; of its square 17 % bias, 8 % variation, 76 % "
            "covariation; errors do not clearly last from year to year (autocorrelation -0.03, band 0.80, rough with "
            "so few figures)");
}

TEST(FitStatistics, OfAPerfectFitAndOfASingleFigure) {
  EXPECT_EQ(fit_statistics(pairs_of({2001}, {4.0}, {5.0})).words(),
            "1 figure: off by 25 % on average, RMSE 1; of its square 100 % bias, 0 % variation, 0 % covariation; too "
            "few neighbouring years to tell whether errors last");
  EXPECT_THAT(fit_statistics(pairs_of({2001, 2002}, {4.0, 5.0}, {4.0, 5.0})).words(),
              HasSubstr("RMSE 0; there is no error to take apart"));
}

TEST(FitStatistics, RefusesWhatIsNoSeries) {
  EXPECT_THROW(fit_statistics({}), std::invalid_argument);
  EXPECT_THAT(
      [] {
        fit_statistics(pairs_of({2002, 2002}, {1.0, 1.0}, {1.0, 1.0}));
      },
      testing::ThrowsMessage<std::invalid_argument>(HasSubstr("2002 comes after 2002")));
  EXPECT_THAT([] { fit_statistics(pairs_of({2002}, {std::nan("")}, {1.0})); },
              testing::ThrowsMessage<std::invalid_argument>(HasSubstr("2002: nan observed and 1 fitted")));
}

} // namespace
} // namespace headwater::calibration
