// Draws: functions of seed, draw and parameter alone, in range, as their distributions say, and as even as promised.
#include "model/ensemble/draws.hpp"

#include "model/scalars/exact_functions.hpp"

#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <string>

namespace headwater::model {
namespace {

constexpr Sampling samplings[] = {Sampling::random, Sampling::latin_hypercube, Sampling::sobol};
constexpr std::size_t dimensions = varying_parameters.size();

std::size_t at(std::string_view name) { return find_parameter(name); }

/// Which of `parts` equal parts of (0,1) a number lies in.
std::size_t part_of(double u, std::size_t parts) { return static_cast<std::size_t>(u * static_cast<double>(parts)); }

/// All points, by dimension.
std::vector<std::vector<double>> by_dimension(const UniformDraws& draws) {
  std::vector<std::vector<double>> columns(dimensions, std::vector<double>(draws.count()));
  for (std::size_t draw = 0; draw < draws.count(); ++draw) {
    const UniformDraws::Point point = draws.point(draw);
    for (std::size_t d = 0; d < dimensions; ++d) {
      columns[d][draw] = point[d];
    }
  }
  return columns;
}

TEST(Draws, ParametersThatNeverVaryTakeNoDimension) {
  EXPECT_TRUE(std::is_sorted(varying_parameters.begin(), varying_parameters.end()));
  const std::set<std::size_t> varying(varying_parameters.begin(), varying_parameters.end());
  for (std::size_t i = 0; i < parameter_count; ++i) {
    EXPECT_EQ(varying.contains(i), parameters()[i].distribution != Distribution::fixed) << parameters()[i].name;
  }
  const UniformDraws draws(Sampling::random, 1, 4);
  EXPECT_THROW(draws.uniform(0, at("places_smoothing")), std::out_of_range);
  EXPECT_THROW(draws.uniform(0, parameter_count), std::out_of_range);
}

TEST(Draws, ADrawIsTheSameHoweverItIsAskedFor) {
  for (const Sampling sampling : samplings) {
    const UniformDraws draws(sampling, 7, 100);
    const UniformDraws again(sampling, 7, 100);
    for (std::size_t draw = 100; draw-- > 0;) {
      const UniformDraws::Point point = again.point(draw);
      for (std::size_t d = 0; d < dimensions; ++d) {
        ASSERT_EQ(draws.uniform(draw, varying_parameters[d]), point[d]) << "draw " << draw << ", dimension " << d;
        ASSERT_TRUE(0.0 < point[d] && point[d] < 1.0);
      }
    }
  }
}

TEST(Draws, ADrawDoesNotDependOnHowManyThereAre) {
  for (const Sampling sampling : {Sampling::random, Sampling::sobol}) {
    const UniformDraws few(sampling, 3, 10);
    const UniformDraws many(sampling, 3, 1'000'000'000);
    for (std::size_t draw = 0; draw < 10; ++draw) {
      EXPECT_EQ(few.point(draw), many.point(draw));
    }
  }
}

TEST(Draws, SeedsDiffer) {
  for (const Sampling sampling : samplings) {
    const UniformDraws one(sampling, 1, 64);
    for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{2}, std::uint64_t{1} << 63U}) {
      const UniformDraws other(sampling, seed, 64);
      for (std::size_t draw = 0; draw < 64; ++draw) {
        const UniformDraws::Point a = one.point(draw);
        const UniformDraws::Point b = other.point(draw);
        for (std::size_t d = 0; d < dimensions; ++d) {
          ASSERT_NE(a[d], b[d]) << "seed " << seed;
        }
      }
    }
  }
}

TEST(Draws, ThereMustBeADraw) {
  for (const Sampling sampling : samplings) {
    EXPECT_THROW(UniformDraws(sampling, 1, 0), std::invalid_argument);
    EXPECT_THROW(UniformDraws(sampling, 1, (std::size_t{1} << 32U) + 1), std::invalid_argument);
    const UniformDraws draws(sampling, 1, 5);
    EXPECT_THROW(draws.point(5), std::out_of_range);
    EXPECT_THROW(draws.uniform(5, varying_parameters[0]), std::out_of_range);
    EXPECT_THROW(ParameterDraws(draws, default_values()).values(5), std::out_of_range);
  }
  // the largest: every number is still inside (0,1)
  const UniformDraws all(Sampling::latin_hypercube, 1, std::size_t{1} << 32U);
  const UniformDraws::Point last = all.point(all.count() - 1);
  EXPECT_TRUE(std::all_of(last.begin(), last.end(), [](double u) { return 0.0 < u && u < 1.0; }));
}

TEST(Draws, ALatinHypercubeHasOneDrawInEachStratumOfEveryParameter) {
  for (const std::size_t count : {1U, 2U, 3U, 4U, 5U, 8U, 10U, 97U, 1000U, 1024U, 1025U}) {
    const auto columns = by_dimension({Sampling::latin_hypercube, 5, count});
    for (const std::vector<double>& column : columns) {
      std::vector<int> in_stratum(count, 0);
      for (const double u : column) {
        ++in_stratum.at(part_of(u, count));
      }
      ASSERT_EQ(std::count(in_stratum.begin(), in_stratum.end(), 1), static_cast<std::ptrdiff_t>(count));
    }
  }
}

TEST(Draws, ASobolBlockHasOneDrawInEachStratumOfEveryParameter) {
  constexpr std::size_t count = 4096;
  const auto columns = by_dimension({Sampling::sobol, 5, count});
  for (std::size_t size = 1; size <= count; size *= 2) {
    for (std::size_t first = 0; first < count; first += size) {
      for (const std::vector<double>& column : columns) {
        std::vector<bool> in_stratum(size, false);
        for (std::size_t draw = first; draw < first + size; ++draw) {
          in_stratum[part_of(column[draw], size)] = true;
        }
        ASSERT_EQ(std::count(in_stratum.begin(), in_stratum.end(), true), static_cast<std::ptrdiff_t>(size));
      }
    }
  }
}

/// The least t for which every 2^a by 2^(m-t-a) box of two columns holds 2^t of their first 2^m numbers: 0 is best.
unsigned quality(const std::vector<double>& x, const std::vector<double>& y, unsigned m) {
  for (unsigned t = 0; t < m; ++t) {
    bool even = true;
    for (unsigned a = 0; a <= m - t && even; ++a) {
      const std::size_t columns = std::size_t{1} << a;
      const std::size_t rows = std::size_t{1} << (m - t - a);
      std::vector<unsigned> boxes(columns * rows, 0);
      for (std::size_t draw = 0; draw < std::size_t{1} << m; ++draw) {
        ++boxes[part_of(x[draw], columns) * rows + part_of(y[draw], rows)];
      }
      even = std::all_of(boxes.begin(), boxes.end(), [&](unsigned n) { return n == 1U << t; });
    }
    if (even) {
      return t;
    }
  }
  return m;
}

TEST(Draws, PairsOfSobolParametersAreANet) {
  constexpr unsigned m = 10;
  const auto columns = by_dimension({Sampling::sobol, 11, std::size_t{1} << m});
  EXPECT_EQ(quality(columns[0], columns[1], m), 0U); // the first two of a Sobol sequence are the best there can be
  unsigned sum = 0;
  for (std::size_t d = 1; d < dimensions; ++d) {
    const unsigned t = quality(columns[d - 1], columns[d], m);
    EXPECT_LE(t, 7U) << "dimensions " << d - 1 << " and " << d;
    sum += t;
  }
  EXPECT_LT(sum, 3U * dimensions); // 2.7 on average
  const auto random = by_dimension({Sampling::random, 11, std::size_t{1} << m});
  EXPECT_GE(quality(random[0], random[1], m), 9U);
}

/// The root mean square over seeds of the error of the mean of a smooth function of eight parameters.
double integration_error(Sampling sampling, std::size_t count) {
  constexpr std::uint64_t seeds = 20;
  double squares = 0.0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const UniformDraws draws(sampling, seed, count);
    double sum = 0.0;
    for (std::size_t draw = 0; draw < count; ++draw) {
      double product = 1.0;
      for (std::size_t d = 0; d < 8; ++d) {
        product *= 1.0 + (draws.uniform(draw, varying_parameters[30 * d]) - 0.5) / static_cast<double>(d + 1);
      }
      sum += product;
    }
    const double error = sum / static_cast<double>(count) - 1.0;
    squares += error * error;
  }
  return std::sqrt(squares / static_cast<double>(seeds));
}

TEST(Draws, IntegrationErrorFallsFasterWithTheMoreEvenSamplings) {
  // sixteen times the draws: by chance the error falls to a quarter
  std::map<Sampling, double> few;
  std::map<Sampling, double> many;
  for (const Sampling sampling : samplings) {
    few[sampling] = integration_error(sampling, 256);
    many[sampling] = integration_error(sampling, 4096);
  }
  using enum Sampling;
  EXPECT_NEAR(few[random] / many[random], 4.0, 1.5);
  EXPECT_GT(few[sobol] / many[sobol], 12.0);
  EXPECT_LT(few[latin_hypercube], few[random] / 4.0); // it takes away what each parameter does by itself
  EXPECT_LT(few[sobol], few[latin_hypercube] / 3.0);
  EXPECT_LT(many[sobol], many[latin_hypercube] / 10.0);
}

/// The largest correlation between any two columns.
double largest_correlation(std::vector<std::vector<double>> columns) {
  for (std::vector<double>& column : columns) {
    double sum = 0.0;
    double squares = 0.0;
    for (const double u : column) {
      sum += u;
    }
    for (double& u : column) {
      u -= sum / static_cast<double>(column.size());
      squares += u * u;
    }
    for (double& u : column) {
      u /= std::sqrt(squares);
    }
  }
  double largest = 0.0;
  for (std::size_t a = 0; a < columns.size(); ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      double product = 0.0;
      for (std::size_t draw = 0; draw < columns[a].size(); ++draw) {
        product += columns[a][draw] * columns[b][draw];
      }
      largest = std::max(largest, std::abs(product));
    }
  }
  return largest;
}

TEST(Draws, ParametersAreNotCorrelated) {
  for (const Sampling sampling : samplings) {
    if (sampling != Sampling::sobol) {
      for (const std::size_t count : {256U, 2048U}) { // the largest of 40,000 by chance: 4.4 standard deviations or so
        const double largest = largest_correlation(by_dimension({sampling, 13, count}));
        EXPECT_LT(largest * std::sqrt(static_cast<double>(count)), 5.2) << count;
      }
    }
  }
  EXPECT_LT(largest_correlation(by_dimension({Sampling::sobol, 13, 4096})), 0.2);
}

TEST(Draws, ConsecutiveDrawsAreNotCorrelated) {
  constexpr std::size_t count = 4096;
  for (const Sampling sampling : {Sampling::random, Sampling::latin_hypercube}) {
    double largest = 0.0;
    for (const std::vector<double>& column : by_dimension({sampling, 17, count})) {
      for (const std::size_t lag : {1U, 2U, 4U, 64U}) {
        double sum = 0.0;
        for (std::size_t draw = lag; draw < count; ++draw) {
          sum += (column[draw] - 0.5) * (column[draw - lag] - 0.5);
        }
        largest = std::max(largest, std::abs(sum) * 12.0 / static_cast<double>(count));
      }
    }
    EXPECT_LT(largest * std::sqrt(static_cast<double>(count)), 5.0); // the largest of 1,132
  }
}

// ---- parameters -----------------------------------------------------------------------------------------------------

/// The standard deviation a normal row has, or the logarithm of a lognormal one.
double sd_of(const Parameter& row) {
  return row.distribution == Distribution::normal
             ? std::max(row.value - row.low, row.high - row.value) / 1.96
             : std::max(std::log(row.value / row.low), std::log(row.high / row.value)) / 1.96;
}

/// The value of a row below which a share p of the draws lies, by Boost.Math.
double quantile_of(const Parameter& row, double p) {
  if (row.distribution == Distribution::triangular) {
    return quantile(boost::math::triangular_distribution<>(row.low, row.value, row.high), p);
  }
  const bool normal = row.distribution == Distribution::normal;
  const auto measure = [&](double x) { return normal ? x : std::log(x); };
  const boost::math::normal_distribution<> uncut(measure(row.value), sd_of(row));
  const double below = cdf(uncut, measure(row.low));
  const double x = quantile(uncut, below + p * (cdf(uncut, measure(row.high)) - below));
  return normal ? x : std::exp(x);
}

TEST(ParameterDraws, EveryValueLiesInItsRangeAndFixedOnesStay) {
  for (const Sampling sampling : samplings) {
    const ParameterDraws draws({sampling, 1, 10'000}, default_values());
    for (std::size_t draw = 0; draw < draws.count(); ++draw) {
      const ParameterValues<double> values = draws.values(draw);
      for (std::size_t i = 0; i < parameter_count; ++i) {
        const Parameter& row = parameters()[i];
        ASSERT_TRUE(row.low <= values[i] && values[i] <= row.high) << row.name << " " << values[i];
        ASSERT_TRUE(row.distribution != Distribution::fixed || values[i] == row.value) << row.name;
      }
    }
  }
}

TEST(ParameterDraws, EachValueIsTheQuantileOfItsDistribution) {
  const ParameterDraws draws({Sampling::random, 1, 500}, default_values());
  for (std::size_t draw = 0; draw < draws.count(); ++draw) {
    const ParameterValues<double> values = draws.values(draw);
    for (const std::size_t i : varying_parameters) {
      const Parameter& row = parameters()[i];
      if (row.value == 0.0) {
        EXPECT_EQ(values[i], 0.0) << row.name << ": what is off stays off until somebody turns it on";
      } else if (row.distribution != Distribution::logistic_normal) {
        const double expected = quantile_of(row, draws.uniforms().uniform(draw, i));
        EXPECT_NEAR(values[i], expected, 1e-12 * std::max(std::abs(expected), row.high - row.low)) << row.name;
      }
    }
  }
}

TEST(ParameterDraws, MeansAndSpreadsAreThoseOfTheRows) {
  constexpr std::size_t count = 4096;
  const ParameterDraws draws({Sampling::sobol, 1, count}, default_values());
  std::vector<ParameterValues<double>> all;
  for (std::size_t draw = 0; draw < count; ++draw) {
    all.push_back(draws.values(draw));
  }
  const auto mean = [&](std::string_view name, auto&& function) {
    double sum = 0.0;
    for (const ParameterValues<double>& values : all) {
      sum += function(values[at(name)]);
    }
    return sum / static_cast<double>(count);
  };
  const auto itself = [](double x) { return x; };
  // triangular: (low+mode+high)/3
  EXPECT_NEAR(mean("support_time_limit", itself), (1.5 + 3.0 + 6.0) / 3.0, 1e-4);
  EXPECT_NEAR(mean("crisis_away_16_17", itself), (0.4 + 0.4 + 1.6) / 3.0, 1e-4); // mode at the lower limit
  // normal, cut on both sides where 1.96 sd are: the sd falls by this, from 1 - 2 z phi(z)/(2 Phi(z)-1)
  constexpr double of_cut = 0.87112;
  const double slope = parameters()[at("kinship_support_slope")].value;
  const double slope_sd = sd_of(parameters()[at("kinship_support_slope")]);
  EXPECT_NEAR(mean("kinship_support_slope", itself), slope, 1e-3);
  EXPECT_NEAR(std::sqrt(mean("kinship_support_slope", [&](double x) { return (x - slope) * (x - slope); })),
              of_cut * slope_sd, 1e-3 * slope_sd);
  // lognormal, on the log scale
  const double hazard = parameters()[at("crisis_hazard_away")].value;
  const double hazard_sd = sd_of(parameters()[at("crisis_hazard_away")]);
  const auto log_ratio = [&](double x) { return std::log(x / hazard); };
  EXPECT_NEAR(mean("crisis_hazard_away", log_ratio), 0.0, 1e-4);
  EXPECT_NEAR(std::sqrt(mean("crisis_hazard_away", [&](double x) { return log_ratio(x) * log_ratio(x); })),
              of_cut * hazard_sd, 1e-4);
  // shares: 9 in 10 draws, as the comment says
  std::vector<double> share;
  std::vector<double> small;
  for (const ParameterValues<double>& values : all) {
    share.push_back(values[at("start_mix_at_home_5_11")]);
    small.push_back(values[at("failure_share_homelessness")]);
  }
  std::sort(share.begin(), share.end());
  std::sort(small.begin(), small.end());
  EXPECT_NEAR(share[count / 20], 0.29, 0.005);
  EXPECT_NEAR(share[count - count / 20], 0.47, 0.005);
  EXPECT_NEAR(small[count / 20], 0.107, 0.001);
  EXPECT_NEAR(small[count - count / 20], 0.202, 0.001);
}

TEST(ParameterDraws, SharesSumToTheirWhole) {
  for (const Sampling sampling : samplings) {
    const ParameterDraws draws({sampling, 1, 1000}, default_values());
    for (std::size_t draw = 0; draw < draws.count(); ++draw) {
      const ParameterValues<double> values = draws.values(draw);
      std::map<std::string_view, double> sums;
      for (std::size_t i = 0; i < parameter_count; ++i) {
        if (const std::string_view whole = whole_of(parameters()[i]); !whole.empty()) {
          sums[whole] += values[i];
          EXPECT_EQ(values[i] == 0.0, parameters()[i].value == 0.0) << parameters()[i].name;
        }
      }
      EXPECT_EQ(sums.size(), 6U);
      for (const auto& [whole, sum] : sums) {
        EXPECT_NEAR(sum, 1.0, 1e-15) << whole;
      }
    }
  }
}

TEST(ParameterDraws, WhatAScenarioSetsStaysAndNothingElseChanges) {
  ParameterValues<double> centre = default_values();
  const std::size_t effect = at("support_effect");
  const std::size_t kinship_young = at("start_mix_kinship_0_4");
  const std::size_t kinship_old = at("start_mix_kinship_16_17");
  centre[effect] = 0.9; // beyond its range
  centre[kinship_young] = 0.2;
  centre[kinship_old] = 0.13;
  const std::array kept{effect, kinship_young, kinship_old};
  const UniformDraws uniforms(Sampling::sobol, 1, 64);
  const ParameterDraws as_set(uniforms, centre, kept);
  const ParameterDraws plain(uniforms, default_values());
  for (std::size_t draw = 0; draw < uniforms.count(); ++draw) {
    const ParameterValues<double> values = as_set.values(draw);
    const ParameterValues<double> others = plain.values(draw);
    for (std::size_t i = 0; i < parameter_count; ++i) {
      if (std::find(kept.begin(), kept.end(), i) != kept.end()) {
        EXPECT_EQ(values[i], centre[i]);
      } else if (whole_of(parameters()[i]) != "mix_K") {
        EXPECT_EQ(values[i], others[i]) << parameters()[i].name;
      }
    }
    // the free shares sum to what is left
    EXPECT_NEAR(values[at("mix_K[1]")] + values[at("mix_K[2]")], 0.67, 1e-15);
    EXPECT_NE(values[at("mix_K[1]")], centre[at("mix_K[1]")]);
  }
}

TEST(ParameterDraws, APlaceScalesWhatIsDrawn) {
  const UniformDraws uniforms(Sampling::latin_hypercube, 1, 50);
  ParameterValues<double> centre = default_values();
  centre[at("child_population")] *= 0.02;   // normal
  centre[at("crisis_hazard_away")] *= 1.5;  // lognormal
  centre[at("cost_at_home")] *= 0.7;        // triangular
  centre[at("places_smoothing")] *= 0.02;   // fixed
  centre[at("start_mix_secure_0_4")] = 0.1; // default 0
  const ParameterDraws place(uniforms, centre);
  const ParameterDraws nation(uniforms, default_values());
  for (std::size_t draw = 0; draw < uniforms.count(); ++draw) {
    const ParameterValues<double> here = place.values(draw);
    const ParameterValues<double> there = nation.values(draw);
    for (std::size_t i = 0; i < parameter_count; ++i) {
      if (parameters()[i].value == 0.0 || parameters()[i].distribution == Distribution::fixed) {
        EXPECT_EQ(here[i], centre[i]) << parameters()[i].name;
      } else {
        EXPECT_DOUBLE_EQ(here[i] / there[i], centre[i] / parameters()[i].value) << parameters()[i].name;
      }
    }
  }
}

TEST(ParameterDraws, GivenRowsTakeThePlaceOfDraws) {
  DrawRows rows;
  rows.parameters = {at("crisis_hazard_away"), at("start_mix_secure_16_17"), at("start_mix_secure_12_15"),
                     at("relapse")};
  rows.values = {0.02,  0.4,  0.6,  0.1, //
                 0.03,  0.2,  0.8,  0.2, //
                 0.025, 0.35, 0.65, 0.3};
  ParameterValues<double> centre = default_values();
  centre[at("crisis_hazard_away")] *= 2.0;
  centre[at("relapse")] = 0.11;
  const std::array kept{at("relapse")};
  const UniformDraws uniforms(Sampling::random, 1, 3);
  const ParameterDraws given(uniforms, centre, kept, std::make_shared<const DrawRows>(rows));
  const ParameterDraws plain(uniforms, default_values());
  for (std::size_t draw = 0; draw < 3; ++draw) {
    const ParameterValues<double> values = given.values(draw);
    const std::span<const double> row = rows.row(draw);
    EXPECT_EQ(values[at("crisis_hazard_away")], row[0] * 2.0); // taken to the place as a draw is
    EXPECT_DOUBLE_EQ(values[at("start_mix_secure_16_17")], row[1]);
    EXPECT_DOUBLE_EQ(values[at("start_mix_secure_12_15")], row[2]);
    EXPECT_EQ(values[at("relapse")], 0.11); // the scenario's word counts
    EXPECT_EQ(values[at("support_effect")], plain.values(draw)[at("support_effect")]);
  }
  const auto made = [&](std::size_t count, const DrawRows& with) {
    return ParameterDraws({Sampling::random, 1, count}, centre, {}, std::make_shared<const DrawRows>(with));
  };
  EXPECT_NO_THROW(made(2, rows));
  EXPECT_THROW(made(4, rows), std::invalid_argument); // rows are not used again
  DrawRows wrong = rows;
  wrong.values.pop_back();
  EXPECT_THROW(made(2, wrong), std::invalid_argument);
  wrong = rows;
  wrong.parameters[1] = wrong.parameters[0];
  EXPECT_THROW(made(2, wrong), std::invalid_argument);
  wrong.parameters[1] = parameter_count;
  EXPECT_THROW(made(2, wrong), std::out_of_range);
}

/// FNV-1a of the bits of 1,000 draws of every parameter. A change of one bit, by whatever compiler, option, library or
/// machine, fails here; a change of the table changes them rightly, and the new numbers are typed in.
std::uint64_t hash_of(Sampling sampling) {
  const ParameterDraws draws({sampling, 20260401, 1000}, default_values());
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (std::size_t draw = 0; draw < draws.count(); ++draw) {
    for (const double value : draws.values(draw)) {
      for (unsigned byte = 0; byte < 8; ++byte) {
        hash = (hash ^ ((std::bit_cast<std::uint64_t>(value) >> (8 * byte)) & 0xffU)) * 0x100000001b3ULL;
      }
    }
  }
  return hash;
}

TEST(ParameterDraws, APointGivesWhatTheDrawThereGives) {
  const ParameterDraws draws(UniformDraws(Sampling::sobol, 3, 8), default_values());
  for (std::size_t draw = 0; draw < draws.count(); ++draw) {
    EXPECT_EQ(draws.values_at(draws.uniforms().point(draw)), draws.values(draw));
  }
  const auto rows = std::make_shared<const DrawRows>(DrawRows{{at("support_effect")}, {0.5}});
  const ParameterDraws given(UniformDraws(Sampling::sobol, 3, 1), default_values(), {}, rows);
  EXPECT_THROW(given.values_at(given.uniforms().point(0)), std::logic_error);
}

TEST(ParameterDraws, HaveTheSameBitsEverywhere) {
  EXPECT_EQ(hash_of(Sampling::random), 0x8ebfa9dc619af4afULL);
  EXPECT_EQ(hash_of(Sampling::latin_hypercube), 0xc969589af0ad2c64ULL);
  EXPECT_EQ(hash_of(Sampling::sobol), 0x8eda044107097999ULL);
}

} // namespace
} // namespace headwater::model
