// Units, and the tables of quantities: every row has a unit that is known, a source that is known, and a name and a
// symbol of its own.
#include "model/quantities/arrows.hpp"
#include "model/quantities/levers.hpp"
#include "model/quantities/parameters.hpp"
#include "model/quantities/plan.hpp"
#include "model/quantities/settled.hpp"
#include "model/quantities/stocks.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>

namespace headwater::model {
namespace {

TEST(Units, AreReadLeftToRight) {
  EXPECT_EQ(unit("1"), plain_number);
  EXPECT_EQ(unit("share"), plain_number);
  EXPECT_EQ(unit("yr"), year_unit);
  EXPECT_EQ(unit("1/yr"), plain_number / year_unit);
  EXPECT_EQ(unit("GBPm/child/yr"), unit("GBPm") / unit("child") / unit("yr"));
  EXPECT_EQ(unit("children*yr/family"), unit("children") * unit("yr") / unit("family"));
  EXPECT_EQ(unit("yr/yr"), plain_number);
  EXPECT_NE(unit("yr"), unit("1/yr"));
}

TEST(Units, OfOneThingAreOneUnit) {
  for (const auto& [one, other] : std::map<std::string, std::string>{{"family", "families"},
                                                                     {"child", "persons"},
                                                                     {"place", "beds"},
                                                                     {"post", "posts"},
                                                                     {"household", "households"}}) {
    EXPECT_EQ(unit(one), unit(other)) << one << " and " << other;
  }
  // forgetting the children per family is an error that can be found
  EXPECT_NE(unit("families"), unit("children"));
  EXPECT_NE(unit("posts"), unit("persons"));
}

TEST(Units, UnknownWordsAreNotKnown) {
  for (const char* text :
       {"", "furlong", "GBPm/", "/yr", "GBPm//yr", "GBPm/child/yrs", "gbpm", "yr yr", "children per family"}) {
    EXPECT_FALSE(unit(text).known) << '"' << text << '"';
  }
  // and what they are multiplied with is not known either
  EXPECT_FALSE((unit("furlong") * unit("yr")).known);
  EXPECT_FALSE((unit("yr") / unit("furlong")).known);
  EXPECT_NE(unit("furlong"), plain_number);
}

TEST(Units, AreSaidInWords) {
  EXPECT_EQ(to_string(unit("1")), "1");
  EXPECT_EQ(to_string(unit("1/yr")), "1/yr");
  EXPECT_EQ(to_string(unit("child/yr")), "persons/yr");
  EXPECT_EQ(to_string(unit("GBPm/place/yr")), "GBPm/persons/yr");
  EXPECT_EQ(to_string(unit("children*yr/family")), "persons*yr/families");
  EXPECT_EQ(to_string(unit("1/yr/yr")), "1/yr/yr");
  for (const Parameter& row : parameters()) {
    EXPECT_EQ(unit(to_string(unit(row.unit))), unit(row.unit)) << row.name << ", " << row.unit;
  }
}

/// Complains of a text that is empty or that another row has.
class Unique {
public:
  explicit Unique(std::string what) : what_{std::move(what)} {}
  void see(std::string_view text) {
    EXPECT_FALSE(text.empty()) << "a " << what_ << " is empty";
    EXPECT_TRUE(seen_.insert(std::string(text)).second) << "two rows have the " << what_ << ' ' << text;
  }

private:
  std::string what_;
  std::set<std::string> seen_;
};

TEST(Tables, ParametersAreSound) {
  Unique names("name of a parameter");
  Unique symbols("symbol of a parameter");
  for (const Parameter& row : parameters()) {
    names.see(row.name);
    symbols.see(row.symbol);
    EXPECT_TRUE(unit(row.unit).known) << row.name << ", " << row.unit;
    EXPECT_TRUE(all_sources_known(row.source)) << row.name << ", " << row.source;
    EXPECT_LE(row.low, row.value) << row.name;
    EXPECT_LE(row.value, row.high) << row.name;
    // a way of stating an equation is never drawn, and has another value that may be set
    EXPECT_EQ(row.low == row.high, row.distribution == Distribution::fixed && !is_settled(row.name)) << row.name;
    EXPECT_FALSE(row.meaning.empty()) << row.name;
    EXPECT_EQ(find_parameter(row.name), find_parameter(row.symbol)) << row.name;
    // money, people, places and posts of a place grow with it; shares, rates and times do not
    if (row.scales_with != ScalesWith::none) {
      EXPECT_NE(unit(row.unit), plain_number) << row.name;
    }
  }
  EXPECT_EQ(find_parameter("no such parameter"), parameter_count);
}

TEST(Tables, NoParameterHasTheNameOfAnother) {
  // a name that is another's symbol would find the wrong row
  for (const Parameter& row : parameters()) {
    EXPECT_EQ(&parameters()[find_parameter(row.name)], &row) << row.name;
    EXPECT_EQ(&parameters()[find_parameter(row.symbol)], &row) << row.symbol;
  }
}

TEST(Tables, GroupsOfSharesSumToOne) {
  std::map<std::string, double> sums;
  for (const Parameter& row : parameters()) {
    if (const std::string_view whole = whole_of(row); !whole.empty()) {
      sums[std::string(whole)] += row.value;
    }
  }
  EXPECT_EQ(sums.size(), 6U);
  for (const auto& [group, total] : sums) {
    EXPECT_NEAR(total, 1.0, 1e-15) << group;
  }
}

TEST(Tables, ParametersArriveByNameInTheOrderOfTheTable) {
  ParameterValues<double> values{};
  for (std::size_t i = 0; i < parameter_count; ++i) {
    values[i] = static_cast<double>(i);
  }
  const Parameters<double> p = by_name(values);
  EXPECT_EQ(p.children_per_looked_after_family, static_cast<double>(find_parameter("kap")));
  EXPECT_EQ(p.prevention_floor, static_cast<double>(find_parameter("pmin")));
  EXPECT_EQ(p.start_looked_after, static_cast<double>(find_parameter("start_looked_after")));
}

TEST(Tables, StocksAreSound) {
  Unique names("name of a stock");
  Unique symbols("symbol of a stock");
  std::size_t next = 0;
  for (const StockRow& row : stocks()) {
    names.see(row.name);
    symbols.see(row.symbol);
    EXPECT_TRUE(unit(row.unit).known) << row.name << ", " << row.unit;
    EXPECT_TRUE(row.bands == 1 || row.bands == aftercare_band_count || row.bands == band_count) << row.name;
    EXPECT_EQ(row.first, next) << row.name;
    next += row.bands;
    // an index, a share or a price has no size of its own
    EXPECT_EQ(row.scales_with == ScalesWith::none, unit(row.unit) == plain_number) << row.name;
  }
  EXPECT_EQ(next, stock_size);
  EXPECT_EQ(stock_size, 134U);
  EXPECT_EQ(state_size, 134U + 35U + 41U);
  EXPECT_EQ(stock_at(stock::waiting[2].index)->name, "waiting");
  EXPECT_EQ(stock_at(stock_size), nullptr);
}

TEST(Tables, StocksArriveByNameInTheOrderOfTheTable) {
  State<double> state{};
  for (std::size_t i = 0; i < state_size; ++i) {
    state[i] = static_cast<double>(i);
  }
  const Stocks<double> s = read_stocks(state.data());
  EXPECT_EQ(s.waiting[2], static_cast<double>(stock::waiting[2].index));
  EXPECT_EQ(s.aftercare_receiving[1], static_cast<double>(stock::aftercare_receiving[1].index));
  EXPECT_EQ(s.no_stable_home, static_cast<double>(stock_size - 1));
  State<double> again{};
  write_stocks(s, again.data());
  for (std::size_t i = 0; i < stock_size; ++i) {
    EXPECT_EQ(again[i], state[i]) << i;
  }
}

TEST(Tables, AccumulatorsAreSound) {
  Unique names("name of an accumulator");
  Unique symbols("symbol of a counter");
  for (const CategoryRow& row : categories()) {
    names.see("cost of " + std::string(row.name));
    EXPECT_FALSE(row.label.empty()) << row.name;
  }
  for (const CounterRow& row : counters()) {
    names.see(row.name);
    symbols.see(row.symbol);
    EXPECT_TRUE(unit(row.unit).known) << row.name << ", " << row.unit;
    // the length of a reform has no size
    EXPECT_EQ(row.scales_with == ScalesWith::none, unit(row.unit) == year_unit) << row.name;
  }
  EXPECT_EQ(accumulator(Category::universal).index, stock_size);
  EXPECT_EQ(accumulator(Counter::money_clawed_back).index, state_size - 1);
}

TEST(Tables, LeversAreSound) {
  Unique names("name of a lever");
  Unique symbols("symbol of a lever");
  for (const Lever& row : levers()) {
    names.see(row.name);
    symbols.see(row.symbol);
    EXPECT_TRUE(unit(row.unit).known) << row.name << ", " << row.unit;
    EXPECT_EQ(row.kind == LeverKind::money, row.unit == "GBPm/yr") << row.name;
    EXPECT_LE(row.low, 0.0) << row.name << ": doing nothing is out of range";
    EXPECT_GT(row.high, 0.0) << row.name;
    EXPECT_EQ(find_lever(row.name), find_lever(row.symbol)) << row.name;
  }
  EXPECT_EQ(find_lever("no such lever"), lever_count);
  EXPECT_NEAR(user_prices, 1.2324, 1e-12);
}

TEST(Tables, SettingsAreSound) {
  Unique names("name of a setting");
  Unique symbols("symbol of a setting");
  Unique keys("key of a setting");
  for (const Setting& row : settings()) {
    names.see(row.name);
    symbols.see(row.symbol);
    keys.see(row.key);
    EXPECT_TRUE(unit(row.unit).known) << row.name << ", " << row.unit;
    EXPECT_LE(row.low, row.value) << row.name;
    EXPECT_GE(row.high, row.value) << row.name;
    EXPECT_EQ(Plan{}.*row.in_plan, row.value) << row.name;
    EXPECT_EQ(row.counts == Counts::once_reached, row.unit == "yr") << row.name;
    EXPECT_EQ(row.stated == StatedAs::number, row.unit != "yr") << row.name;
    EXPECT_EQ(find_lever(row.key), lever_count) << row.key << " is a lever as well";
    EXPECT_EQ(find_parameter(row.key), parameter_count) << row.key << " is a parameter as well";
  }
}

TEST(Tables, BoundariesAndSourcesAreSound) {
  Unique names("name of a boundary");
  for (const BoundaryRow& row : boundaries()) {
    names.see(row.name);
    EXPECT_TRUE(unit(row.unit).known) << row.name << ", " << row.unit;
  }
  Unique keys("key of a source");
  for (const Source& row : sources()) {
    keys.see(row.key);
    EXPECT_FALSE(row.title.empty()) << row.key;
    EXPECT_FALSE(row.publisher.empty()) << row.key;
    EXPECT_EQ(find_source(row.key), &row);
  }
  EXPECT_TRUE(all_sources_known("assumption"));
  EXPECT_TRUE(all_sources_known("fitted; LAC_2023_24"));
  EXPECT_FALSE(all_sources_known(""));
  EXPECT_FALSE(all_sources_known("fitted; "));
  EXPECT_FALSE(all_sources_known("fitted;LAC_2023_24"));
  EXPECT_FALSE(all_sources_known("fitted; LAC_1823_24"));
}

TEST(Tables, ArrowsKnowTheirEnds) {
  const Arrow arrow = stock::waiting[1] >> stock::supported[1];
  EXPECT_EQ(arrow.from, End(Place{stock::waiting.first + 1}));
  EXPECT_TRUE(arrow.to.inside);
  const Arrow out = stock::trust >> Boundary::died;
  EXPECT_TRUE(out.from.inside);
  EXPECT_FALSE(out.to.inside);
  EXPECT_NE(End(Boundary::births), End(Place{0}));
}

} // namespace
} // namespace headwater::model
