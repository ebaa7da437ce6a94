#include "model/experiments/random_engine.hpp"
#include "model/experiments/sobol_indices.hpp"
#include "tests/model/experiments/test_functions.hpp"

#include <boost/random/sobol.hpp>

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>

namespace headwater::experiments {
namespace {

using testing::ElementsAre;
using testing::Ge;
using testing::Le;
using testing::SizeIs;

/// What an index truly is.
struct TrueIndex {
  double first;
  double total;
};

// Closed forms; for Ishigami's function with coefficients 7 and 0.1 see A. Saltelli and others, "Global Sensitivity
// Analysis: The Primer", 2008, and for the g function the same: V_i = 1 / 3 / (1 + a_i)^2, V = product of (1 + V_i) -
// 1, S_i = V_i / V, T_i = V_i product over the others of (1 + V_j) / V.
const std::vector<TrueIndex> of_ishigami = {
    {0.3139051911478115, 0.5575888552099592}, {0.4424111447900409, 0.4424111447900409}, {0.0, 0.24368366406214773}};
constexpr double variance_of_ishigami = 13.844587940719254;
const std::vector<TrueIndex> of_sobol_g = {{0.7161921689, 0.7871441267}, {0.1790480422, 0.2421981928},
                                           {0.0236757742, 0.0343169102}, {0.0071619217, 0.0104603871},
                                           {0.0000716192, 0.0001049491}, {0.0000716192, 0.0001049491},
                                           {0.0000716192, 0.0001049491}, {0.0000716192, 0.0001049491}};
constexpr double variance_of_sobol_g = 0.4654244319022067;

/// Boost's Sobol sequence, every dimension shifted by bits of its own (a random digital shift).
BaseSample shifted_sobol(std::size_t dimensions, std::uint64_t seed) {
  const auto engine = std::make_shared<boost::random::sobol>(dimensions);
  RandomEngine random(seed);
  std::vector<std::uint64_t> shifts;
  for (std::size_t d = 0; d < dimensions; ++d) {
    shifts.push_back(static_cast<std::uint64_t>(random.unit() * 0x1p53) << 11U);
  }
  return [engine, shifts](std::size_t, std::size_t dimension) {
    return static_cast<double>(((*engine)() ^ shifts[dimension]) >> 11U) * 0x1p-53;
  };
}

BaseSample independent(std::uint64_t seed) {
  return [random = std::make_shared<RandomEngine>(seed)](std::size_t, std::size_t) { return random->unit(); };
}

SobolIndices indices(const PointModel& model, std::size_t inputs, std::size_t rows, std::uint64_t seed) {
  return sobol_indices(inputs, each_by_itself(inputs), model, shifted_sobol(2 * inputs, seed),
                       {.rows = rows, .resamples = 200})
      .front();
}

void expect_near(const SobolIndices& found, const std::vector<TrueIndex>& truth, double tolerance) {
  ASSERT_THAT(found.groups, SizeIs(truth.size()));
  for (std::size_t i = 0; i < truth.size(); ++i) {
    EXPECT_NEAR(found.groups[i].first.value, truth[i].first, tolerance) << i;
    EXPECT_NEAR(found.groups[i].total.value, truth[i].total, tolerance) << i;
    EXPECT_LE(found.groups[i].first.low, found.groups[i].first.high);
    EXPECT_LE(found.groups[i].total.low, found.groups[i].total.high);
  }
}

TEST(SobolIndices, AreTheClosedForms) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const SobolIndices ishigami = indices(known::model_of(known::ishigami), 3, 8192, seed);
    expect_near(ishigami, of_ishigami, 0.01);
    EXPECT_NEAR(ishigami.variance / variance_of_ishigami, 1.0, 0.005);
    EXPECT_NEAR(ishigami.mean, 3.5, 0.02);
    const SobolIndices g = indices(known::model_of(known::sobol_g), 8, 8192, seed);
    expect_near(g, of_sobol_g, 0.01);
    EXPECT_NEAR(g.variance / variance_of_sobol_g, 1.0, 0.005);
    EXPECT_NEAR(g.mean, 1.0, 0.002);
    // Those of no account are found to be of none.
    for (std::size_t i = 4; i < 8; ++i) {
      EXPECT_NEAR(g.groups[i].total.value, of_sobol_g[i].total, 0.00001);
    }
  }
}

// The closed forms as somebody else worked them out: the same functions, and the last four inputs of g together.
const std::filesystem::path analytic_file = HEADWATER_SOURCE_DIR "/tests/outputs/sensitivity/sensitivity_analytic.csv";

TEST(SobolIndices, AreThoseOfTheReferenceFile) {
  const SobolIndices ishigami = indices(known::model_of(known::ishigami), 3, 8192, 11);
  const SobolIndices g = indices(known::model_of(known::sobol_g), 8, 8192, 12);
  std::ifstream lines(analytic_file);
  std::string line;
  std::getline(lines, line);
  ASSERT_THAT(line, testing::StartsWith("function,input,S1,ST,"));
  int compared = 0;
  while (std::getline(lines, line)) {
    std::istringstream cells(line);
    std::string function;
    std::string input;
    std::string first;
    std::string total;
    std::getline(cells, function, ',');
    std::getline(cells, input, ',');
    std::getline(cells, first, ',');
    std::getline(cells, total, ',');
    ASSERT_TRUE(function == "ishigami" || function == "sobol_g8") << line;
    const SobolIndices& found = function == "ishigami" ? ishigami : g;
    const auto from = static_cast<std::size_t>(input.at(1) - '1'); // x1, or x5-x8
    const auto to = static_cast<std::size_t>(input.back() - '1');
    for (std::size_t i = from; i <= to; ++i, ++compared) {
      EXPECT_NEAR(found.groups.at(i).first.value, std::stod(first), 0.02) << line;
      EXPECT_NEAR(found.groups.at(i).total.value, std::stod(total), 0.02) << line;
    }
  }
  EXPECT_EQ(compared, 11);
}

// Drawn again from independent rows, 95% intervals hold the truth about 95 times in 100.
TEST(SobolIndices, IntervalsHoldTheTruthAboutAsOftenAsTheySay) {
  const auto coverage = [](const PointModel& model, const std::vector<TrueIndex>& truth, std::size_t watched) {
    int held = 0;
    int all = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
      const SobolIndices found = sobol_indices(truth.size(), each_by_itself(truth.size()), model, independent(seed),
                                               {.rows = 512, .resamples = 400, .seed = seed})
                                     .front();
      for (std::size_t i = 0; i < watched; ++i, all += 2) {
        const SobolIndex& index = found.groups[i];
        held += index.first.low <= truth[i].first && truth[i].first <= index.first.high ? 1 : 0;
        held += index.total.low <= truth[i].total && truth[i].total <= index.total.high ? 1 : 0;
      }
    }
    return static_cast<double>(held) / all;
  };
  EXPECT_THAT(coverage(known::model_of(known::ishigami), of_ishigami, 3), testing::AllOf(Ge(0.92), Le(0.98)));
  EXPECT_THAT(coverage(known::model_of(known::sobol_g), of_sobol_g, 4), testing::AllOf(Ge(0.92), Le(0.98)));
}

// Rows of a Sobol sequence are more even than chance: the intervals are at least as wide as they have to be.
TEST(SobolIndices, IntervalsFromASobolSequenceHoldTheTruthAtLeastAsOften) {
  int held = 0;
  int all = 0;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    const SobolIndices found = indices(known::model_of(known::ishigami), 3, 512, seed);
    for (std::size_t i = 0; i < 3; ++i, all += 2) {
      const SobolIndex& index = found.groups[i];
      held += index.first.low <= of_ishigami[i].first && of_ishigami[i].first <= index.first.high ? 1 : 0;
      held += index.total.low <= of_ishigami[i].total && of_ishigami[i].total <= index.total.high ? 1 : 0;
    }
  }
  EXPECT_GE(held, 0.94 * all);
}

// Ishigami's x1 and x3 act together, and x2 apart from them: as two groups they share the whole variance out.
TEST(SobolIndices, AGroupHasAllItsMembersDoTogether) {
  const SobolIndices found = sobol_indices(3, {{2, 0}, {1}}, known::model_of(known::ishigami), shifted_sobol(6, 4),
                                           {.rows = 8192, .resamples = 0})
                                 .front();
  ASSERT_THAT(found.groups, SizeIs(2));
  EXPECT_NEAR(found.groups[0].first.value, of_ishigami[0].total, 0.01); // x3 does nothing without x1
  EXPECT_NEAR(found.groups[0].total.value, of_ishigami[0].total, 0.01);
  EXPECT_NEAR(found.groups[1].first.value, of_ishigami[1].first, 0.01);
  EXPECT_NEAR(found.groups[1].total.value, of_ishigami[1].total, 0.01);
  EXPECT_TRUE(std::isnan(found.groups[0].first.low)); // no interval was asked for
}

TEST(SobolIndices, OfOneGroupOfEverybodyAreOne) {
  const SobolIndices found = sobol_indices(8, with_all_others(8, {}), known::model_of(known::sobol_g),
                                           shifted_sobol(16, 5), {.rows = 8192, .resamples = 0})
                                 .front();
  ASSERT_THAT(found.groups, SizeIs(1));
  EXPECT_NEAR(found.groups[0].first.value, 1.0, 0.02);
  EXPECT_NEAR(found.groups[0].total.value, 1.0, 0.02);
}

TEST(SobolIndices, TheMostImportantAloneAndAllOthersTogether) {
  EXPECT_THAT(with_all_others(5, {3, 1}), ElementsAre(ElementsAre(3U), ElementsAre(1U), ElementsAre(0U, 2U, 4U)));
  EXPECT_THAT(with_all_others(2, {1, 0}), ElementsAre(ElementsAre(1U), ElementsAre(0U)));
  EXPECT_THAT(each_by_itself(2), ElementsAre(ElementsAre(0U), ElementsAre(1U)));
  const SobolIndices found = sobol_indices(8, with_all_others(8, {0, 1}), known::model_of(known::sobol_g),
                                           shifted_sobol(16, 6), {.rows = 8192, .resamples = 0})
                                 .front();
  double product = 1.0;
  for (const double a : {4.5, 9.0, 99.0, 99.0, 99.0, 99.0}) {
    product *= 1.0 + 1.0 / 3.0 / (1.0 + a) / (1.0 + a);
  }
  EXPECT_NEAR(found.groups[0].total.value, of_sobol_g[0].total, 0.01);
  EXPECT_NEAR(found.groups[1].first.value, of_sobol_g[1].first, 0.01);
  EXPECT_NEAR(found.groups[2].first.value, (product - 1.0) / variance_of_sobol_g, 0.01);
}

TEST(SobolIndices, OfALargeNumberAddedToTheOutputAreTheSame) {
  const auto lifted = known::model_of([](const std::vector<double>& u) { return 1e6 + known::ishigami(u); });
  const SobolIndices plain = indices(known::model_of(known::ishigami), 3, 1024, 7);
  const SobolIndices found = indices(lifted, 3, 1024, 7);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_NEAR(found.groups[i].first.value, plain.groups[i].first.value, 1e-8);
    EXPECT_NEAR(found.groups[i].total.value, plain.groups[i].total.value, 1e-8);
    EXPECT_NEAR(found.groups[i].total.high, plain.groups[i].total.high, 1e-8);
  }
}

TEST(SobolIndices, AsksForTheBaseSampleInOrderAndBatchesMakeNoDifference) {
  const auto points_of = [](std::size_t batch) {
    std::size_t asked = 0;
    Points seen;
    sobol_indices(
        3, {{0, 2}, {1}},
        [&seen, batch](const Points& points) {
          EXPECT_LE(points.size(), batch);
          seen.insert(seen.end(), points.begin(), points.end());
          return std::vector<std::vector<double>>(points.size(), {1.0});
        },
        [&asked](std::size_t point, std::size_t dimension) {
          EXPECT_EQ(point * 6 + dimension, asked);
          return static_cast<double>(asked++) / 100.0;
        },
        {.rows = 4, .resamples = 2, .batch = batch});
    EXPECT_EQ(asked, 24U);
    return seen;
  };
  const Points seen = points_of(4096);
  EXPECT_EQ(points_of(3), seen);
  ASSERT_THAT(seen, SizeIs(16));
  EXPECT_THAT(seen[4], ElementsAre(0.06, 0.07, 0.08)); // A of the second row, B, and A with a group from B
  EXPECT_THAT(seen[5], ElementsAre(0.09, 0.10, 0.11));
  EXPECT_THAT(seen[6], ElementsAre(0.09, 0.07, 0.11));
  EXPECT_THAT(seen[7], ElementsAre(0.06, 0.10, 0.08));
}

TEST(SobolIndices, DropsARowWithAFailedRunAndCountsIt) {
  int calls = 0;
  const auto failing = [&calls](const Points& points) {
    std::vector<std::vector<double>> rows;
    for (const auto& point : points) {
      rows.push_back({known::ishigami(point), point[0]});
      const int run = calls++;
      if (run % 50 == 7) { // one run of the second of ten rows of five
        rows.back().clear();
      } else if (run % 50 == 20) {
        rows.back()[1] = std::numeric_limits<double>::infinity();
      }
    }
    return rows;
  };
  const std::vector<SobolIndices> found =
      sobol_indices(3, each_by_itself(3), failing, shifted_sobol(6, 8), {.rows = 8190, .resamples = 20});
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].used, 8190U - 819U);
  EXPECT_EQ(found[0].dropped, 819U);
  EXPECT_EQ(found[1].dropped, 2U * 819U);
  expect_near(found[0], of_ishigami, 0.03);
  EXPECT_NEAR(found[1].groups[0].first.value, 1.0, 0.03);
  EXPECT_NEAR(found[1].groups[1].total.value, 0.0, 1e-12);
}

TEST(SobolIndices, OfWhatNeverVariesAreNoNumbers) {
  const SobolIndices found =
      sobol_indices(2, each_by_itself(2), known::model_of([](const std::vector<double>&) { return 0.1; }),
                    independent(1), {.rows = 100})
          .front();
  EXPECT_EQ(found.variance, 0.0);
  EXPECT_EQ(found.used, 100U);
  EXPECT_TRUE(std::isnan(found.groups[1].first.value));
  EXPECT_TRUE(std::isnan(found.groups[1].total.high));
}

TEST(SobolIndices, AreTheSameForTheSameSeed) {
  const auto with_seed = [](std::uint64_t seed) {
    return sobol_indices(3, each_by_itself(3), known::model_of(known::ishigami), independent(1),
                         {.rows = 64, .resamples = 50, .seed = seed})
        .front()
        .groups[0];
  };
  EXPECT_EQ(with_seed(1).first.low, with_seed(1).first.low);
  EXPECT_EQ(with_seed(1).first.value, with_seed(2).first.value);
  EXPECT_NE(with_seed(1).first.low, with_seed(2).first.low);
}

TEST(SobolIndices, RefuseWhatTheyCannotDo) {
  const PointModel model = known::model_of(known::ishigami);
  const auto of = [&model](const InputGroups& groups, const SobolSettings& settings) {
    return sobol_indices(3, groups, model, independent(1), settings);
  };
  EXPECT_THROW(of(each_by_itself(3), {.rows = 1}), std::invalid_argument);
  EXPECT_THROW(of(each_by_itself(3), {.confidence = 1.0}), std::invalid_argument);
  EXPECT_THROW(of(each_by_itself(2), {}), std::invalid_argument);
  EXPECT_THROW(of(each_by_itself(4), {}), std::invalid_argument);
  EXPECT_THROW(of({{0, 1}, {1, 2}}, {}), std::invalid_argument);
  EXPECT_THROW(of({{0, 1, 2}, {}}, {}), std::invalid_argument);
  EXPECT_THROW(with_all_others(3, {1, 1}), std::invalid_argument);
  EXPECT_THROW(with_all_others(3, {3}), std::invalid_argument);
}

} // namespace
} // namespace headwater::experiments
