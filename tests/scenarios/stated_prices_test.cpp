// Money that a plan states in cash or in the prices of another year.
#include "scenarios/stated_prices.hpp"

#include "tests/scenarios/shipped_folder.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

namespace headwater::scenarios {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using tests::shipped_folder;
using tests::TemporaryFolder;

/// 2% a year before 2024-25 and 5% after, so that no year's index is another's.
Deflator a_deflator() {
  Deflator deflator;
  for (int year = 2010; year <= 2026; ++year) {
    double index = 1.0;
    for (int k = 2024; k > year; --k) {
      index /= 1.02;
    }
    for (int k = 2024; k < year; ++k) {
      index *= 1.05;
    }
    deflator.index[year] = index;
    deflator.status[year] = PriceStatus::outturn;
  }
  deflator.growth_after = 0.05;
  return deflator;
}

Scenario read(const std::string& text) {
  const TemporaryFolder folder;
  const Deflator deflator = a_deflator();
  Read<Scenario> read = read_scenario(folder.write("s.toml", "name = \"S\"\n" + text), shipped_folder, &deflator);
  EXPECT_THAT(folder.shown(read.problems), IsEmpty());
  return std::move(read.value).value();
}

std::vector<std::string> problems(const std::string& text, bool with_deflator = true) {
  const TemporaryFolder folder;
  const Deflator deflator = a_deflator();
  return folder.shown(read_scenario(folder.write("s.toml", "name = \"S\"\n" + text), shipped_folder,
                                    with_deflator ? &deflator : nullptr)
                          .problems);
}

std::string lever(const std::string& name, const std::string& keys) {
  return "[[lever]]\nname = \"" + name + "\"\n" + keys;
}

/// What steps spend in a fiscal year, GBP million of 2024-25: by Simpson's rule on a grid on which ramps begin and end.
double spent_in(const Scenario& scenario, int year) {
  constexpr int intervals = 48;
  const double width = 1.0 / intervals;
  const auto level_at = [&](double time) {
    double level = 0.0;
    for (const model::LeverStep& step : scenario.plan.steps) {
      const double x = std::clamp((time - step.start) / step.ramp, 0.0, 1.0);
      level += step.amount * model::user_prices * x * x * (3.0 - 2.0 * x);
    }
    return level;
  };
  double sum = 0.0;
  for (int i = 0; i < intervals; ++i) {
    const double t = model::april_1(year) + i * width;
    sum += width / 6.0 * (level_at(t) + 4.0 * level_at(t + width / 2.0) + level_at(t + width));
  }
  return sum;
}

constexpr const char* step = "start = \"2026-27\"\nramp = 2.0\namount = 20.0\n";

TEST(StatedPrices, OfAnotherYearAreAFactor) {
  const Scenario plain = read(lever("kinship_support", step));
  for (const int base : {2010, 2019, 2024, 2026}) {
    const std::string said = fmt::format("price_base = \"{}\"\n", model::FiscalYear{base}.label());
    const double index = a_deflator().at({base});
    for (const std::string& text : {lever("kinship_support", step + said), said + lever("kinship_support", step)}) {
      const Scenario stated = read(text);
      ASSERT_EQ(stated.plan.steps.size(), 1U);
      EXPECT_DOUBLE_EQ(stated.plan.steps.front().amount * index, plain.plan.steps.front().amount) << text;
      EXPECT_DOUBLE_EQ(stated.levers.front().amount * index, 20.0) << text;
    }
  }
}

// A year's cash over its index, whether a step ramps up, is taken back, or is a cut.
TEST(StatedPrices, CashSpendsInEachFiscalYearWhatThatYearsPoundsBuy) {
  for (const double amount : {20.0, -7.0}) {
    for (const double ramp : {0.25, 1.0, 2.0, 3.5}) {
      const std::string keys = fmt::format("start = \"2026-27\"\nramp = {:.2f}\namount = {:.1f}\n", ramp, amount);
      // A large constant sum first, so that what is left after a cut is in the range of the lever.
      const std::string beside = lever("kinship_support", "start = \"2020-21\"\nramp = 1.0\namount = 30.0\n");
      const Scenario without = read(beside);
      const Scenario real = read(beside + lever("kinship_support", keys));
      const Scenario cash = read(beside + lever("kinship_support", keys + "price_base = \"nominal\"\n"));
      for (int year = 2025; year <= 2084; ++year) {
        const double as_stated = spent_in(real, year) - spent_in(without, year);
        const double bought = spent_in(cash, year) - spent_in(without, year);
        EXPECT_NEAR(bought * a_deflator().at({year}), as_stated, 1e-6) << year << " " << amount << " " << ramp;
      }
    }
  }
}

TEST(StatedPrices, OfAScheduleAreThoseOfEachYear) {
  const TemporaryFolder folder;
  const Deflator deflator = a_deflator();
  folder.write("spend.csv", "fiscal_year,gbp_million\n2026-27,10\n2027-28,0\n2028-29,12.5\n");
  const auto read_with = [&](const std::string& base) {
    return read_scenario(folder.write("s.toml", "name = \"S\"\n[[lever]]\nname = \"kinship_support\"\nschedule = "
                                                "\"spend.csv\"\nprice_base = \"" +
                                                    base + "\"\n"),
                         shipped_folder, &deflator)
        .value.value();
  };
  const Scenario cash = read_with("nominal");
  const Scenario of_2010 = read_with("2010-11");
  const double amounts[] = {10.0, 0.0, 12.5};
  for (int i = 0; i < 3; ++i) {
    EXPECT_NEAR(spent_in(cash, 2026 + i) * deflator.at({2026 + i}), amounts[i], 1e-9) << i;
    EXPECT_NEAR(spent_in(of_2010, 2026 + i) * deflator.at({2010}), amounts[i], 1e-9) << i;
  }
}

TEST(StatedPrices, OfAFileAreNotThoseOfItsParent) {
  const TemporaryFolder folder;
  const Deflator deflator = a_deflator();
  folder.write("base.toml", "name = \"B\"\n" + lever("kinship_support", step));
  const auto child = folder.write("child.toml", "name = \"C\"\nparent = \"base.toml\"\nprice_base = \"2010-11\"\n" +
                                                    lever("aftercare", step) +
                                                    lever("decision_practice", "start = "
                                                                               "\"2026-27\"\n"
                                                                               "amount = 0.05\n"));
  const Scenario scenario = read_scenario(child, shipped_folder, &deflator).value.value();
  ASSERT_EQ(scenario.plan.steps.size(), 3U);
  EXPECT_DOUBLE_EQ(scenario.plan.steps[0].amount, 20.0 / model::user_prices);
  EXPECT_DOUBLE_EQ(scenario.plan.steps[1].amount, 20.0 / model::user_prices / deflator.at({2010}));
  EXPECT_EQ(scenario.plan.steps[2].amount, 0.05) << "no money";
}

TEST(StatedPrices, ThatAreNoneAreRefused) {
  EXPECT_THAT(problems(lever("kinship_support", std::string(step) + "price_base = \"nominl\"\n")),
              ElementsAre(AllOf(HasSubstr("s.toml:7:14: \"nominl\" is not a price base"),
                                HasSubstr("did you mean \"nominal\"?"))));
  EXPECT_THAT(problems(lever("kinship_support", std::string(step) + "price_base = \"2030-31\"\n")),
              ElementsAre(AllOf(HasSubstr("s.toml:6:10: the deflator has no prices of 2030-31"),
                                HasSubstr("nominal, or a fiscal year from 2010-11 to 2026-27"))));
  EXPECT_THAT(problems(lever("decision_practice", "start = \"2026-27\"\namount = 0.05\nprice_base = \"nominal\"\n")),
              ElementsAre(HasSubstr("s.toml:6:14: decision_practice is not money")));
  EXPECT_THAT(problems(lever("kinship_support", std::string(step) + "price_base = \"nominal\"\n"), false),
              ElementsAre(HasSubstr("there is no deflator to restate this money by")));
}

// What is out of range is so in the pounds of the range.
TEST(StatedPrices, AreRestatedBeforeRangesAreLookedAt) {
  const double high = model::levers()[model::find_lever("kinship_support")].high;
  const std::string most = fmt::format("start = \"2026-27\"\namount = {:.3f}\n", high * 0.99);
  EXPECT_THAT(problems(lever("kinship_support", most)), IsEmpty());
  EXPECT_THAT(problems(lever("kinship_support", most + "price_base = \"2010-11\"\n")),
              ElementsAre(HasSubstr("kinship_support adds up to")));
}

} // namespace
} // namespace headwater::scenarios
