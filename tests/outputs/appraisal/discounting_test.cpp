// Discounting: the Green Book's published factors, the three timings, and what is refused.
#include "outputs/appraisal/discounting.hpp"

#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace headwater::outputs {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

const RateVintage& green_book() { return tests::shipped_terms().basis.rates; }

// HM Treasury, Green Book 2022, annex 6, table 8: 3.5% to year 30, 3.0% to year 75, 2.5% beyond.
TEST(Discounting, GivesTheFactorsOfTheGreenBook) {
  struct Published {
    int year;
    double factor;
  };
  for (const Published& row : {Published{0, 1.0},
                               {1, 0.9662},
                               {2, 0.9335},
                               {5, 0.8420},
                               {10, 0.7089},
                               {20, 0.5026},
                               {30, 0.3563},
                               {31, 0.3459},
                               {40, 0.2651},
                               {50, 0.1973},
                               {75, 0.0942},
                               {76, 0.0919}}) {
    EXPECT_NEAR(discount_factor(green_book(), Timing::start_of_year, row.year), row.factor, 0.00006) << row.year;
  }
}

TEST(Discounting, TimingsDifferByHalfYears) {
  for (const int n : {0, 1, 7, 30, 31}) {
    const double start = discount_factor(green_book(), Timing::start_of_year, n);
    const double middle = discount_factor(green_book(), Timing::mid_year, n);
    const double end = discount_factor(green_book(), Timing::end_of_year, n);
    EXPECT_DOUBLE_EQ(end, discount_factor(green_book(), Timing::start_of_year, n + 1));
    EXPECT_DOUBLE_EQ(middle * middle, start * end);
  }
  EXPECT_NEAR(discount_factor(green_book(), Timing::mid_year, 0), std::pow(1.035, -0.5), 1e-15);
}

TEST(Discounting, AtNoRateNothingIsDiscounted) {
  const RateVintage none{"none", "standard", {{0, 125, 0.0, "assumption"}}};
  for (const Timing timing : {Timing::start_of_year, Timing::mid_year, Timing::end_of_year}) {
    EXPECT_EQ(discount_factor(none, timing, 19), 1.0);
  }
}

/// The vintages that are shipped.
std::vector<RateVintage> shipped_vintages() {
  return read_discount_rates(scenarios::read_input(tests::shipped_files().discount_rates()).value.value())
      .value.value();
}

// HM Treasury, Green Book 2026: the rates of 2022, 1.5% falling to 1.29% and 1.07% for health, and lower rates for a
// sensitivity test.
TEST(Discounting, TheEditionOf2026HasTheRatesOf2022AndALowerTest) {
  const std::vector<RateVintage> all = shipped_vintages();
  const auto rate = [&](const char* name, const char* kind, int year) {
    const RateVintage* vintage = find_vintage(all, name, kind);
    return vintage == nullptr ? -1.0 : vintage->rate_of(year);
  };
  for (const char* kind : {"standard", "health"}) {
    for (int year = 1; year <= 125; ++year) {
      EXPECT_EQ(rate("green-book-2026", kind, year), rate("green-book-2022", kind, year)) << kind << year;
    }
  }
  EXPECT_EQ(find_vintage(all, "green-book-2022", "sensitivity"), nullptr);
  const double lower[] = {rate("green-book-2026", "sensitivity", 30), rate("green-book-2026", "sensitivity", 31),
                          rate("green-book-2026", "sensitivity", 76)};
  EXPECT_THAT(lower, testing::ElementsAre(0.03, 0.0257, 0.0214));
  for (int year = 1; year <= 125; ++year) {
    EXPECT_LT(rate("green-book-2026", "sensitivity", year), rate("green-book-2026", "standard", year)) << year;
    EXPECT_LT(rate("green-book-2026", "health", year), rate("green-book-2026", "sensitivity", year)) << year;
  }
}

TEST(Discounting, AFileOfOnesOwnNamesItsSourceInAnyWords) {
  const scenarios::InputFile file{"rates.csv", "vintage,kind,from_year,to_year,rate,source\n"
                                               "ours,standard,0,125,0.02,\"Freeman and Groom, 2026\"\n"};
  EXPECT_TRUE(read_discount_rates(file, true).value);
  EXPECT_FALSE(read_discount_rates(file).value);
  EXPECT_FALSE(read_discount_rates({"rates.csv", "vintage,kind,from_year,to_year,rate,source\n"
                                                 "ours,standard,0,125,0.02,\n"},
                                   true)
                   .value)
      << "but it names one";
}

std::vector<std::string> problems_of(const std::string& rows) {
  const scenarios::InputFile file{"rates.csv", "vintage,kind,from_year,to_year,rate,source\n" + rows};
  std::vector<std::string> said;
  for (const scenarios::Problem& problem : read_discount_rates(file).problems) {
    said.push_back(to_string(problem));
  }
  return said;
}

TEST(Discounting, RefusesRatesThatAreNotSound) {
  EXPECT_THAT(problems_of("a,standard,0,30,0.035,assumption\na,standard,32,40,0.03,assumption\n"),
              Contains(AllOf(HasSubstr("rates.csv:3:12"), HasSubstr("gap or overlap"), HasSubstr("from_year 31"))));
  EXPECT_THAT(problems_of("a,standard,0,30,3.5,assumption\n"), Contains(HasSubstr("share from 0 to 0.2")));
  EXPECT_THAT(problems_of("a,helth,0,30,0.035,assumption\n"), Contains(HasSubstr("did you mean \"health\"")));
  EXPECT_THAT(problems_of("a,standard,0,30,0.035,nobody\n"), Contains(HasSubstr("\"nobody\" is not known")));
  EXPECT_THAT(problems_of("a,standard,5,1,0.035,assumption\n"), Contains(HasSubstr("not a span of years")));
  EXPECT_THAT(problems_of(""), Contains(HasSubstr("no rates")));
  EXPECT_THAT(problems_of("a,standard,0,30\n"), Contains(HasSubstr("4 fields, not 6")));
}

} // namespace
} // namespace headwater::outputs
