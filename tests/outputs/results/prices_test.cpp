#include "outputs/results/prices.hpp"

#include "model/quantities/plan.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace headwater::outputs {
namespace {

using testing::HasSubstr;
using testing::StartsWith;
const Deflator& shipped_deflator() { return tests::shipped_terms().prices.deflator; }

TEST(Prices, RealPoundsAreThoseOf2024) {
  const Prices prices{PriceBase::real_2024_25, shipped_deflator()};
  for (const int year : {2012, 2019, 2024, 2045}) {
    EXPECT_DOUBLE_EQ(prices.pounds(1.0, {year}), 1.2324e6) << year;
  }
  EXPECT_EQ(prices.words(), "real 2024-25 prices");
  EXPECT_EQ(prices.key(), "2024-25");
}

TEST(Prices, NominalPoundsAreRealOnesTimesTheIndex) {
  const Prices real{PriceBase::real_2024_25, shipped_deflator()};
  const Prices nominal{PriceBase::nominal, shipped_deflator()};
  for (int year = 2012; year <= 2045; ++year) {
    EXPECT_DOUBLE_EQ(nominal.pounds(3.0, {year}), real.pounds(3.0, {year}) * shipped_deflator().at({year})) << year;
  }
  EXPECT_EQ(nominal.pounds(3.0, {2024}), real.pounds(3.0, {2024}));
  EXPECT_EQ(nominal.words(), "nominal prices");
  EXPECT_EQ(nominal.key(), "nominal");
}

TEST(Deflator, GoesBackFromTheUserPricesToThoseOfTheEquations) {
  EXPECT_EQ(shipped_deflator().at({2019}), 1.0 / model::user_prices);
  const Prices prices{PriceBase{FiscalYear{2019}}, shipped_deflator()};
  for (const int year : {2012, 2019, 2024, 2045}) {
    EXPECT_DOUBLE_EQ(prices.pounds(1.0, {year}), 1e6) << year << ": the equations' own pound";
  }
  EXPECT_EQ(shipped_deflator().at({2024}), 1.0);
  EXPECT_EQ(shipped_deflator().release, "LGBF_SRC_2026");
}

TEST(Deflator, RisesEveryYear) {
  for (int year = 2011; year <= 2045; ++year) {
    EXPECT_GT(shipped_deflator().at({year}), shipped_deflator().at({year - 1})) << year;
  }
}

TEST(Deflator, GrowsAsAssumedAfterTheLastRow) {
  EXPECT_DOUBLE_EQ(shipped_deflator().at({2025}), 1.02);
  EXPECT_DOUBLE_EQ(shipped_deflator().at({2034}), std::pow(1.02, 10));
}

TEST(Deflator, HasNoYearBeforeTheFirstRow) {
  try {
    shipped_deflator().at({2009});
    FAIL() << "2009-10 has no row";
  } catch (const std::out_of_range& error) {
    EXPECT_THAT(error.what(), HasSubstr("2009-10"));
  }
}

const std::string header = "fiscal_year,index,source,note\n";

TEST(Deflator, IsReadFromItsFile) {
  const tests::TemporaryFolder folder;
  const Deflator deflator = read_deflator(folder.write(
      "d.csv", header + "2018-19,0.5,THE_RELEASE,\n2019-20,0.811424862,X,\n2020-21,0.7,X,\n2021-22,0.8,X,\n"
                        "2022-23,0.9,X,\n2023-24,0.95,X,\n2024-25,1,X,\nafter,1.5,assumption,a note\n"));
  EXPECT_EQ(deflator.release, "THE_RELEASE");
  EXPECT_EQ(deflator.at({2018}), 0.5);
  EXPECT_EQ(deflator.at({2026}), 2.25);
}

TEST(Deflator, IsRefusedWithFileAndRow) {
  struct Bad {
    std::string text;
    int row;
    const char* says;
  };
  const std::string base = header + "2024-25,1,X,\n";
  const std::vector<Bad> all = {
      {"", 1, "header"},
      {"year,index\n", 1, "header"},
      {base + "2025-26,one,X,\nafter,1.02,X,\n", 3, "one"},
      {base + "2025-26,1.02x,X,\nafter,1.02,X,\n", 3, "1.02x"},
      {base + "2025-26,,X,\nafter,1.02,X,\n", 3, "number"},
      {base + "2025-26\nafter,1.02,X,\n", 3, "number"},
      {base + "2025-26,0,X,\nafter,1.02,X,\n", 3, "above 0"},
      {base + "2025-26,-1,X,\nafter,1.02,X,\n", 3, "above 0"},
      {base + "2025-26,nan,X,\nafter,1.02,X,\n", 3, "above 0"},
      {base + "2025-26,inf,X,\nafter,1.02,X,\n", 3, "above 0"},
      {base + "2025,1.02,X,\nafter,1.02,X,\n", 3, "2024-25"},
      {base + "abcd-26,1.02,X,\nafter,1.02,X,\n", 3, "2024-25"},
      {base + "2025-27,1.02,X,\nafter,1.02,X,\n", 3, "2024-25"},
      {base + "2026-27,1.02,X,\nafter,1.02,X,\n", 3, "follow"},
      {base + "2024-25,1,X,\nafter,1.02,X,\n", 3, "follow"},
      {header + "2024-25,1.1,X,\nafter,1.02,X,\n", 1, "2024-25 with index 1"},
      {header + "2023-24,1,X,\nafter,1.02,X,\n", 1, "2024-25 with index 1"},
      {base, 1, "after"},
      {base + "after,1.02,X,\n", 1, "2019-20 with index 0.811424862"},
      {header + "2019-20,0.811428813,X,\n2020-21,0.82,X,\n2021-22,0.83,X,\n2022-23,0.84,X,\n2023-24,0.85,X,\n"
                "2024-25,1,X,\nafter,1.02,X,\n",
       1, "2019-20 with index 0.811424862"},
  };
  const tests::TemporaryFolder folder;
  for (const Bad& bad : all) {
    const auto file = folder.write("d.csv", bad.text);
    try {
      read_deflator(file);
      ADD_FAILURE() << "taken:\n" << bad.text;
    } catch (const std::runtime_error& error) {
      EXPECT_THAT(error.what(), StartsWith(file.string() + ":" + std::to_string(bad.row) + ": ")) << bad.text;
      EXPECT_THAT(error.what(), HasSubstr(bad.says)) << bad.text;
    }
  }
  EXPECT_THROW(read_deflator(folder.path() / "nowhere.csv"), std::runtime_error);
}

} // namespace
} // namespace headwater::outputs
