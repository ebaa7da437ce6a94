#include "calibration/known/fit_statistics.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace headwater::calibration {
namespace {

constexpr double no_statistic = std::numeric_limits<double>::quiet_NaN();
constexpr double band_quantile = 1.959963984540054; // R 4.2.2: qnorm(0.975)
constexpr std::size_t few_figures = 20;

double plain_mean(std::span<const double> numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), 0.0) / static_cast<double>(numbers.size());
}

double root_mean_square(std::span<const double> numbers) {
  return std::sqrt(std::inner_product(numbers.begin(), numbers.end(), numbers.begin(), 0.0) /
                   static_cast<double>(numbers.size()));
}

void check_lists(std::span<const double> fitted, std::span<const double> observed) {
  if (fitted.size() != observed.size() || fitted.empty()) {
    throw std::invalid_argument(fmt::format("errors need as many fitted figures as observed ones, and one at least: "
                                            "here are {} and {}",
                                            fitted.size(), observed.size()));
  }
}

ResidualAutocorrelation autocorrelation_of(std::span<const FittedPair> series) {
  const auto count = static_cast<double>(series.size());
  ResidualAutocorrelation result{no_statistic, band_quantile / std::sqrt(count)};
  std::vector<double> residuals;
  for (const FittedPair& pair : series) {
    residuals.push_back(pair.observed - pair.fitted);
  }
  const double mean = plain_mean(residuals);
  double squares = 0.0;
  double products = 0.0;
  double neighbours = 0.0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    squares += (residuals[i] - mean) * (residuals[i] - mean);
    if (i > 0 && series[i].year == series[i - 1].year + 1) {
      products += (residuals[i] - mean) * (residuals[i - 1] - mean);
      neighbours += 1.0;
    }
  }
  if (series.size() >= 3 && neighbours > 0.0 && squares > 0.0) {
    result.lag_1 = products / (neighbours + 1.0) / (squares / count);
  }
  return result;
}

} // namespace

double mean_absolute_percentage_error(std::span<const double> fitted, std::span<const double> observed) {
  check_lists(fitted, observed);
  double total = 0.0;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    total += std::abs(fitted[i] / observed[i] - 1.0);
  }
  return 100.0 * total / static_cast<double>(observed.size());
}

double root_mean_square_error(std::span<const double> fitted, std::span<const double> observed) {
  check_lists(fitted, observed);
  std::vector<double> errors;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    errors.push_back(fitted[i] - observed[i]);
  }
  return root_mean_square(errors);
}

TheilShares theil_shares(std::span<const double> fitted, std::span<const double> observed) {
  check_lists(fitted, observed);
  const double mean_f = plain_mean(fitted);
  const double mean_y = plain_mean(observed);
  double square = 0.0;
  double square_f = 0.0;
  double square_y = 0.0;
  double product = 0.0;
  for (std::size_t i = 0; i < observed.size(); ++i) {
    const double error = fitted[i] - observed[i];
    square += error * error;
    square_f += (fitted[i] - mean_f) * (fitted[i] - mean_f);
    square_y += (observed[i] - mean_y) * (observed[i] - mean_y);
    product += (fitted[i] - mean_f) * (observed[i] - mean_y);
  }
  if (square == 0.0) {
    return {no_statistic, no_statistic, no_statistic};
  }
  // All three times n: (1 - r) s_f s_y is s_f s_y less the covariance.
  const double deviations = std::sqrt(square_f * square_y);
  const double difference = std::sqrt(square_f) - std::sqrt(square_y);
  return {static_cast<double>(observed.size()) * (mean_f - mean_y) * (mean_f - mean_y) / square,
          difference * difference / square, 2.0 * (deviations - product) / square};
}

double theil_u(std::span<const double> fitted, std::span<const double> observed) {
  return root_mean_square_error(fitted, observed) / (root_mean_square(fitted) + root_mean_square(observed));
}

bool ResidualAutocorrelation::outside_band() const { return std::abs(lag_1) > band; }

FitStatistics fit_statistics(std::span<const FittedPair> series) {
  std::vector<double> fitted;
  std::vector<double> observed;
  for (std::size_t i = 0; i < series.size(); ++i) {
    if (i > 0 && series[i].year <= series[i - 1].year) {
      throw std::invalid_argument(fmt::format("a series is in order of years, each once: {} comes after {}",
                                              series[i].year, series[i - 1].year));
    }
    if (!std::isfinite(series[i].observed) || !std::isfinite(series[i].fitted)) {
      throw std::invalid_argument(fmt::format("{}: {} observed and {} fitted are not both numbers", series[i].year,
                                              series[i].observed, series[i].fitted));
    }
    fitted.push_back(series[i].fitted);
    observed.push_back(series[i].observed);
  }
  return {series.size(),
          mean_absolute_percentage_error(fitted, observed),
          root_mean_square_error(fitted, observed),
          theil_shares(fitted, observed),
          theil_u(fitted, observed),
          autocorrelation_of(series)};
}

std::string FitStatistics::words() const {
  std::string text = fmt::format("{} figure{}: off by {:.3g} % on average, RMSE {:.4g}", figures,
                                 figures == 1 ? "" : "s", mean_absolute_percentage_error, root_mean_square_error);
  text += std::isnan(theil.bias)
              ? "; there is no error to take apart"
              : fmt::format("; of its square {:.0f} % bias, {:.0f} % variation, {:.0f} % covariation",
                            100.0 * theil.bias, 100.0 * theil.variation, 100.0 * theil.covariation);
  if (std::isnan(residuals.lag_1)) {
    return text + "; too few neighbouring years to tell whether errors last";
  }
  text += fmt::format("; errors {} from year to year (autocorrelation {:.2f}, band {:.2f}{})",
                      !residuals.outside_band() ? "do not clearly last"
                      : residuals.lag_1 > 0.0   ? "last"
                                                : "change sign",
                      residuals.lag_1, residuals.band, figures < few_figures ? ", rough with so few figures" : "");
  return text;
}

} // namespace headwater::calibration
