// Lives drawn at the rates of a run are on average the run, in every place of a family and of a person; each depends on
// its own luck alone.
#include "model/lives/life.hpp"

#include "tests/model/lives/forward.hpp"
#include "tests/model/plans.hpp"

#include <cmath>

namespace headwater::model::tests {
namespace {

/// With shared care and support without an end.
const LifeRates& rates_of_plan() {
  static const LifeRates rates = [] {
    const Trajectory run = run_plan(plan_of({{"shared_care", 2026.25, 2.0, 12.0},
                                             {"long_term", 2026.25, 2.0, 1.0},
                                             {"cc_offer", 2026.25, 2.0, 0.5},
                                             {"recovery", 2026.25, 2.0, 10.0}}),
                                    default_values(), 2046);
    return life_rates(run, 2026, 2046);
  }();
  return rates;
}

/// Where lives begin: in every place of a family alike, so that none is too rare to be seen.
std::vector<std::size_t> places_of_families() {
  std::vector<std::size_t> places;
  for (std::size_t place = 0; place < stock_size; ++place) {
    if (counts_people(place) && is_of_family(place)) {
      places.push_back(place);
    }
  }
  return places;
}

/// How far drawn lives are from what is expected of them.
struct Cohort {
  std::vector<double> families; ///< drawn, in each stock of a family, all ages together
  std::vector<double> expected; ///< of the same
  double worst_family = 0.0;    ///< standard errors
  double worst_person = 0.0;    ///< the same of each place of a person
  std::string which;
};

/// `count` lives of `years` from each seed: family tags are counted once, a person's tag once for the child.
Cohort drawn_cohort(std::uint64_t seed, std::size_t count, std::size_t years) {
  LifeRates rates = rates_of_plan();
  rates.count = years * steps_per_year;
  // One life is one child, so a family has one here.
  rates.persons_a_family = 1.0;
  rates.persons_a_family_in_care = 1.0;
  const std::vector<std::size_t> places = places_of_families();
  People expected{};
  People found{};
  for (const std::size_t place : places) {
    expected[place] = static_cast<double>(count) / static_cast<double>(places.size());
  }
  for (std::size_t n = 0; n < rates.count; ++n) {
    expected = after_step(rates, n, expected, false);
  }
  for (std::size_t i = 0; i < count; ++i) {
    experiments::RandomEngine engine = luck_of(seed, 1000, i);
    const Life life = draw_life(rates, places[i % places.size()], engine);
    std::vector<End> at;
    for (const LifeEvent& event : life.events) {
      at.resize(std::max(at.size(), event.tag + 1), event.at);
      at[event.tag] = event.at;
    }
    for (const End& end : at) {
      found[end.index] += end.inside ? 1.0 : 0.0;
    }
  }
  Cohort cohort;
  const double n = static_cast<double>(count);
  const auto off = [n](double drawn, double mean) {
    return std::abs(drawn - mean) / std::sqrt(std::max(mean * (1.0 - std::min(mean / n, 1.0)), 1.0));
  };
  for (const StockRow& row : stocks()) {
    double drawn = 0.0;
    double mean = 0.0;
    for (std::size_t place = row.first; place < row.first + row.bands; ++place) {
      drawn += found[place];
      mean += expected[place];
      if (counts_people(place) && !is_of_family(place) && off(found[place], expected[place]) > cohort.worst_person) {
        cohort.worst_person = off(found[place], expected[place]);
        cohort.which = name_of(place);
      }
    }
    if (counts_people(row.first) && is_of_family(row.first)) {
      cohort.families.push_back(drawn);
      cohort.expected.push_back(mean);
      cohort.worst_family = std::max(cohort.worst_family, off(drawn, mean));
    }
  }
  return cohort;
}

TEST(Lives, AreOnAverageTheRun) {
  const Cohort cohort = drawn_cohort(1, 20'400, 15);
  ASSERT_EQ(cohort.families.size(), 17U);
  EXPECT_LT(cohort.worst_family, 4.0);
  EXPECT_LT(cohort.worst_person, 4.0) << cohort.which;
}

// Seventeen stocks and having grown up, eight times 300,000 lives: 8 x 17 degrees of freedom, 99 of 100 between these.
TEST(Lives, AreOnAverageTheRunNightly) {
  double chi_squared = 0.0;
  constexpr std::size_t count = 300'016;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    const Cohort cohort = drawn_cohort(seed, count, 15);
    EXPECT_LT(cohort.worst_family, 4.0) << seed;
    EXPECT_LT(cohort.worst_person, 4.5) << seed << ": " << cohort.which;
    double rest_drawn = static_cast<double>(count);
    double rest = static_cast<double>(count);
    for (std::size_t k = 0; k < cohort.families.size(); ++k) {
      const double off = cohort.families[k] - cohort.expected[k];
      chi_squared += off * off / cohort.expected[k];
      rest_drawn -= cohort.families[k];
      rest -= cohort.expected[k];
    }
    chi_squared += (rest_drawn - rest) * (rest_drawn - rest) / rest;
  }
  EXPECT_GT(chi_squared, 98.0);
  EXPECT_LT(chi_squared, 181.8);
}

void expect_same(const Life& a, const Life& b) {
  ASSERT_EQ(a.events.size(), b.events.size());
  for (std::size_t i = 0; i < a.events.size(); ++i) {
    EXPECT_EQ(a.events[i].time, b.events[i].time);
    EXPECT_EQ(a.events[i].what, b.events[i].what);
    EXPECT_EQ(a.events[i].tag, b.events[i].tag);
    EXPECT_EQ(a.events[i].at, b.events[i].at);
  }
}

// Alone, or after others: a life has a stream of its own, so threads and their order are nothing to it.
TEST(Lives, DependOnTheirOwnLuckAlone) {
  const LifeRates& rates = rates_of_plan();
  const std::size_t place = stock::waiting_severe[1].index;
  std::vector<Life> forwards(40);
  std::vector<Life> backwards(40);
  for (std::size_t i = 0; i < 40; ++i) {
    experiments::RandomEngine one = luck_of(5, 3, i);
    forwards[i] = draw_life(rates, place, one);
    experiments::RandomEngine other = luck_of(5, 3, 39 - i);
    backwards[39 - i] = draw_life(rates, place, other);
  }
  std::size_t events = 0;
  for (std::size_t i = 0; i < 40; ++i) {
    expect_same(forwards[i], backwards[i]);
    events += forwards[i].events.size();
  }
  EXPECT_GT(events, 200U);
  experiments::RandomEngine another = luck_of(6, 3, 0);
  EXPECT_NE(draw_life(rates, place, another).events[1].time, forwards[0].events[1].time);
}

// The same person in two plans: until the plan moves anything, event for event and to the last bit.
TEST(Lives, OfOnePersonPartOnlyWhereThePlansDo) {
  const Trajectory without = run_plan({}, default_values(), 2041);
  const Trajectory with = run_plan(plan_of({{"intensive", 2031.25, 2.0, 60.0}}), default_values(), 2041);
  const LifeRates one = life_rates(without, 2026, 2041);
  const LifeRates other = life_rates(with, 2026, 2041);
  std::size_t parted = 0;
  for (std::uint64_t i = 0; i < 200; ++i) {
    experiments::RandomEngine first = luck_of(1, 5, i);
    experiments::RandomEngine second = luck_of(1, 5, i);
    const Life a = draw_life(one, stock::waiting_severe[1].index, first);
    const Life b = draw_life(other, stock::waiting_severe[1].index, second);
    bool same = true;
    for (std::size_t k = 0; k < std::min(a.events.size(), b.events.size()) && same; ++k) {
      same = a.events[k].time == b.events[k].time && a.events[k].at == b.events[k].at;
      EXPECT_TRUE(same || std::min(a.events[k].time, b.events[k].time) > 2031.0) << i;
    }
    parted += same ? 0 : 1;
  }
  EXPECT_GT(parted, 20U);
}

TEST(Lives, AreToldByTheTagThatSaysMost) {
  const auto at = [](Place place) { return End(place); };
  Life life;
  life.events = {
      {2026.0, "begins", {}, 0, at(stock::foster[2])},
      {2027.0, "go home", "home with support", 0, at(stock::recovering[2])},
      {2027.0, "leave care for good before 16", {}, 1, at(stock::left_care_before_16)},
      {2028.0, "grow older", {}, 0, at(stock::recovering[3])},
      {2028.5, "come to live away from home", "placed with kin", 0, at(stock::kinship[3])},
      {2028.7, "reach 18 settled", {}, 1, at(stock::settled_18_25)}, // set aside: it came back into care
      {2029.0, "leave care", {}, 0, Boundary::left_care_at_16_17},
      {2029.0, "leave with aftercare", {}, 2, at(stock::aftercare_receiving[0])},
      {2030.0, "turn 19", {}, 2, at(stock::aftercare_receiving[1])},
  };
  const std::vector<ToldEvent> story = told(life);
  ASSERT_EQ(story.size(), 8U);
  EXPECT_EQ(story[2].person, at(stock::left_care_before_16));
  EXPECT_EQ(story[2].family, at(stock::recovering[2]));
  EXPECT_EQ(story[4].family, at(stock::kinship[3]));
  EXPECT_FALSE(story[4].person.has_value());
  EXPECT_EQ(story[5].time, 2029.0);
  EXPECT_EQ(story[6].stands(), at(stock::aftercare_receiving[0]));
  EXPECT_FALSE(story[7].family.has_value());
  EXPECT_EQ(story[7].stands(), at(stock::aftercare_receiving[1]));

  Life grown;
  grown.events = {{2026.0, "begins", {}, 0, at(stock::closed_early[3])},
                  {2027.0, "turn 18", {}, 0, Boundary::grown_up},
                  {2027.0, "reach 18 in difficulty", {}, 1, at(stock::noncare_difficulty_18_44)},
                  {2029.0, "leave difficulty", {}, 1, Boundary::out_of_difficulty}};
  EXPECT_EQ(told(grown).back().stands(), End(Boundary::out_of_difficulty));
}

} // namespace
} // namespace headwater::model::tests
