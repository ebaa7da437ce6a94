// Random walk, drift and exponential smoothing against R's forecast package, version 8.20.
#include "calibration/fit/forecast/benchmarks.hpp"
#include "calibration/fit/forecast/ets.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

namespace headwater::calibration {
namespace {

constexpr double z_80 = 1.2815515655446004; // qnorm(0.9)
constexpr double z_95 = 1.9599639845400545; // qnorm(0.975)

// The Nile at Aswan 1920-1934 and the population of the United States, millions, 1790-1920: R's datasets.
const std::vector<double> population{3.93,  5.31,  7.24,  9.64,  12.90, 17.10, 23.20,
                                     31.40, 39.80, 50.20, 62.90, 76.00, 92.00, 105.70};
// Children looked after in Scotland, 31 July 2011 to 2019 (calibration/data/published.csv).
const std::vector<double> looked_after{16231, 16248, 16032, 15600, 15400, 15317, 14897, 14554, 14262};

void expect_interval(const NormalForecast& found, double mean, double low_80, double high_95, double tolerance) {
  EXPECT_NEAR(found.mean, mean, tolerance * std::abs(mean));
  EXPECT_NEAR(found.mean - z_80 * found.sd, low_80, tolerance * std::abs(low_80));
  EXPECT_NEAR(found.mean + z_95 * found.sd, high_95, tolerance * std::abs(high_95));
}

// naive(y) and rwf(y, drift = TRUE), h = 1 and 5: mean, lower 80 %, upper 95 %.
TEST(Benchmarks, AreThoseOfR) {
  expect_interval(random_walk_forecast(population, 1).value(), 105.7, 93.9145650902894, 123.724267291467, 1e-8);
  expect_interval(random_walk_forecast(population, 5).value(), 105.7, 79.346966397488, 146.003486908346, 1e-8);
  expect_interval(drift_forecast(population, 1).value(), 113.528461538462, 106.848802071996, 123.744119132935, 1e-8);
  expect_interval(drift_forecast(population, 5).value(), 144.842307692308, 127.906279837644, 170.743727134764, 1e-8);
}

TEST(Benchmarks, SayNothingOfTooLittle) {
  EXPECT_FALSE(random_walk_forecast({}, 1));
  EXPECT_FALSE(random_walk_forecast(std::vector<double>{4.0}, 1));
  EXPECT_FALSE(random_walk_forecast(std::vector<double>{4.0, 4.0, 4.0}, 1)); // sd of 0
  EXPECT_FALSE(drift_forecast(std::vector<double>{4.0, 5.0}, 1));
  EXPECT_FALSE(drift_forecast(std::vector<double>{4.0, 5.0, 6.0}, 1));
  EXPECT_TRUE(drift_forecast(std::vector<double>{4.0, 5.0, 7.0}, 1));
}

/// ets(y, model, damped): parameters and AICc as R prints them.
struct KnownFit {
  EtsKind kind;
  double alpha;
  double beta;
  double level;
  double slope;
  double aicc;
  double variance;
};

constexpr KnownFit known_fits[] = {
    {EtsKind::simple, 0.9998999799, 0.0, 3.936401464, 0.0, 106.4380104, 91.63454942},
    {EtsKind::holt, 0.9980040199, 0.9980040185, 2.540298682, 1.390372246, 66.60186549, 3.335728225},
    {EtsKind::damped, 0.9997499475, 0.9997499211, -3.276405875, 10.10428119, 84.6932988, 8.482549485},
};

TEST(Ets, FitsAsRDoes) {
  for (const KnownFit& known : known_fits) {
    const EtsFit fit = fit_ets(population, known.kind).value();
    EXPECT_NEAR(fit.alpha, known.alpha, 1e-6) << name_of(known.kind);
    EXPECT_NEAR(fit.beta, known.beta, 1e-6) << name_of(known.kind);
    EXPECT_NEAR(fit.first_level, known.level, 1e-5) << name_of(known.kind);
    EXPECT_NEAR(fit.first_slope, known.slope, 1e-5) << name_of(known.kind);
    EXPECT_NEAR(fit.aicc, known.aicc, 1e-5) << name_of(known.kind);
    EXPECT_NEAR(fit.sd * fit.sd / known.variance, 1.0, 1e-6) << name_of(known.kind);
  }
}

// ets(y, additive.only = TRUE): of 14 figures ETS(A,A,N); of the first 7, 8 and 9 children's ETS(A,N,N).
TEST(Ets, ChoosesAsRDoes) {
  const EtsFit people = best_ets(population).value();
  EXPECT_EQ(name_of(people.kind), "ETS(A,A,N)");
  const double aicc_of_r[] = {105.2255939, 118.0912, 131.3981};
  for (std::size_t n = 7; n <= 9; ++n) {
    const EtsFit fit = best_ets(std::span(looked_after).first(n)).value();
    EXPECT_EQ(name_of(fit.kind), "ETS(A,N,N)") << n;
    EXPECT_NEAR(fit.aicc, aicc_of_r[n - 7], 1e-4) << n;
  }
}

// forecast(ets(population, "AAN", damped = FALSE), h = 5): mean, lower 80 % and lower 95 %.
TEST(Ets, ForecastsAsRDoes) {
  const EtsFit fit = fit_ets(population, EtsKind::holt).value();
  const double mean[] = {119.414920952, 133.125272619, 146.835624285, 160.545975952, 174.256327618};
  const double low_80[] = {117.074298237, 127.899836686, 138.094046673, 147.750592289, 156.931821697};
  const double low_95[] = {115.835247418, 125.133657995, 133.466535012, 140.977125333, 147.760782243};
  for (int h = 1; h <= 5; ++h) {
    const NormalForecast forecast = ets_forecast(fit, h);
    EXPECT_NEAR(forecast.mean / mean[h - 1], 1.0, 1e-8) << h;
    EXPECT_NEAR((forecast.mean - z_80 * forecast.sd) / low_80[h - 1], 1.0, 1e-8) << h;
    EXPECT_NEAR((forecast.mean - z_95 * forecast.sd) / low_95[h - 1], 1.0, 1e-8) << h;
  }
}

TEST(Ets, SaysNothingOfTooLittleOrOfAStraightLine) {
  const std::span<const double> all(looked_after);
  EXPECT_FALSE(fit_ets(all.first(4), EtsKind::simple));
  EXPECT_TRUE(fit_ets(all.first(5), EtsKind::simple));
  EXPECT_FALSE(fit_ets(all.first(6), EtsKind::holt));
  EXPECT_TRUE(fit_ets(all.first(7), EtsKind::holt));
  EXPECT_FALSE(fit_ets(all.first(7), EtsKind::damped));
  EXPECT_TRUE(fit_ets(all.first(8), EtsKind::damped));
  EXPECT_FALSE(best_ets(all.first(4)));
  EXPECT_FALSE(fit_ets(std::vector<double>(9, 7.0), EtsKind::simple)); // no error to learn a spread from
}

std::filesystem::path forecast_folder() {
  return std::filesystem::path(HEADWATER_SOURCE_DIR) / ".." / "shared" / "reference" / "calibration" / "forecast";
}

/// The fields of a line; commas in quotes do not part them, and quotes are left out.
std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

std::vector<double> training_figures(const std::string& series) {
  std::ifstream lines(forecast_folder() / (series + ".csv"));
  std::vector<double> figures;
  for (std::string line; std::getline(lines, line);) {
    const std::vector<std::string> fields = fields_of(line);
    if (fields.at(2) == "train") {
      figures.push_back(std::stod(fields.at(1)));
    }
  }
  return figures;
}

// The folder lies outside the repository and may be absent; the figures above are compared all the same.
TEST(Benchmarks, AreThoseOfTheReferenceFile) {
  std::ifstream lines(forecast_folder() / "expected_forecasts.csv");
  if (!lines) {
    GTEST_SKIP() << forecast_folder() << " is not there; only the typed figures are compared";
  }
  std::map<std::string, int> compared;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    const std::vector<std::string> fields = fields_of(line);
    ASSERT_EQ(fields.size(), 9U) << line;
    const std::vector<double> figures = training_figures(fields[0]);
    ASSERT_EQ(figures.size(), static_cast<std::size_t>(std::stoi(fields[1]))) << line;
    const std::string method = fields[2].substr(0, fields[2].find('('));
    const int h = std::stoi(fields[3]);
    NormalForecast found{};
    if (method == "naive") {
      found = random_walk_forecast(figures, h).value();
    } else if (method == "rw_drift") {
      found = drift_forecast(figures, h).value();
    } else {
      ASSERT_TRUE(method == "ets_ANN" || method == "ets_AAdN") << line;
      found = ets_forecast(fit_ets(figures, method == "ets_ANN" ? EtsKind::simple : EtsKind::damped).value(), h);
    }
    ++compared[method];
    const double z[] = {0.0, -z_80, z_80, -z_95, z_95};
    for (std::size_t i = 0; i < 5; ++i) {
      // Far inside the bar of 1 % for ETS: fits are R's to rounding.
      const double expected = std::stod(fields[4 + i]);
      EXPECT_NEAR(found.mean + z[i] * found.sd, expected, 1e-8 * (std::abs(expected) + found.sd)) << line;
    }
  }
  EXPECT_EQ(compared["naive"], 25);
  EXPECT_EQ(compared["rw_drift"], 25);
  EXPECT_EQ(compared["ets_ANN"], 25);
  EXPECT_EQ(compared["ets_AAdN"], 25);
}

} // namespace
} // namespace headwater::calibration
