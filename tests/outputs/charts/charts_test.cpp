// What every builder promises: the table holds the numbers, bars and areas stand on zero, mistakes are refused.

#include "outputs/charts/line_chart.hpp"
#include "outputs/charts/range_chart.hpp"
#include "outputs/charts/sankey_chart.hpp"
#include "outputs/charts/stacked_area_chart.hpp"
#include "outputs/charts/stacked_bar_chart.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace headwater::outputs {
namespace {

using Row = std::vector<std::string>;

const ChartText words = {"chart", "Title", "Subtitle", "Source", "Alt text"};
const std::vector<double> years = {2026, 2027, 2028};

TEST(LineChart, FillsItsTable) {
  const Chart chart = line_chart({words,
                                  "children",
                                  years,
                                  {{"Plan", {30, std::nan(""), 28.5}, {{2025, 31}, {2026, 30.5}}}},
                                  {{"9 in 10 model runs", {29, 28, 27}, {31, 30, 29}}}});
  EXPECT_EQ(chart.table.columns,
            (Row{"Year", "Plan", "9 in 10 model runs, lower", "9 in 10 model runs, upper", "Plan, Published figures"}));
  ASSERT_EQ(chart.table.rows.size(), 4U);
  EXPECT_EQ(chart.table.rows[0], (Row{"2025", "", "", "", "31"}));
  EXPECT_EQ(chart.table.rows[1], (Row{"2026", "30", "29", "31", "30.5"}));
  EXPECT_EQ(chart.table.rows[2], (Row{"2027", "", "28", "30", ""}));
  EXPECT_EQ(chart.table.rows[3], (Row{"2028", "28.5", "27", "29", ""}));
}

TEST(LineChart, StartsAtZeroUnlessToldOtherwise) {
  LineChart content = {words, "children", years, {{"Plan", {16200, 15000, 14500}}}};
  EXPECT_EQ(line_chart(content).option["yAxis"]["min"], 0);
  content.start_at_zero = false;
  EXPECT_GT(line_chart(content).option["yAxis"]["min"], 0);
}

TEST(LineChart, ColoursAtMostFourLines) {
  LineChart content = {words, "children", years, {}};
  for (int i = 0; i < 12; ++i)
    content.lines.push_back({"Plan " + std::to_string(i), {3.0 + i, 2.0 + i, 1.0 + i}});
  int grey = 0;
  const Chart chart = line_chart(content);
  for (const auto& series : chart.option["series"])
    grey += series["lineStyle"]["color"] == std::string(house::context_line) ? 1 : 0;
  EXPECT_EQ(grey, 8);
}

TEST(LineChart, RefusesWhatItCannotShow) {
  EXPECT_THROW(line_chart({words, "children", years, {{"Plan", {1, 2}}}}), std::invalid_argument);
  EXPECT_THROW(line_chart({words, "children", {2026}, {{"Plan", {1}}}}), std::invalid_argument);
  EXPECT_THROW(line_chart({words, "children", years, {{"Plan", {1, 2, 3}}}, {{"band", {1}, {2}}}}),
               std::invalid_argument);
}

TEST(LineChart, ShowsWhatIsSetApartAndWhatRoundingLeavesOpen) {
  Line line = {"Plan", {30, 29, 28}, {{2026, 31}}};
  LineChart content = {words, "children", years, {line}};
  content.start_at_zero = false;
  const Chart plain = line_chart(content);
  line.set_apart = {{2029, 35}};
  line.intervals = {{2025, 20, 25}};
  content.lines = {line};
  content.set_apart_words = "Held out";
  const Chart chart = line_chart(content);
  EXPECT_EQ(chart.table.columns, (Row{"Year", "Plan", "Plan, Published figures", "Plan, Held out",
                                      "Plan, lowest it may be", "Plan, highest it may be"}));
  ASSERT_EQ(chart.table.rows.size(), 5U);
  EXPECT_EQ(chart.table.rows[0], (Row{"2025", "", "", "", "20", "25"}));
  EXPECT_EQ(chart.table.rows[4], (Row{"2029", "", "", "35", "", ""}));
  EXPECT_EQ(chart.option["series"].back()["symbol"], "diamond");
  // The axes reach them.
  EXPECT_EQ(chart.option["xAxis"]["min"], 2025);
  EXPECT_EQ(chart.option["xAxis"]["max"], 2029);
  EXPECT_LE(chart.option["yAxis"]["min"], 20);
  EXPECT_GE(chart.option["yAxis"]["max"], 35);
  EXPECT_GT(plain.option["yAxis"]["min"], 20);
}

TEST(RangeChart, FillsItsTableAndHoldsZero) {
  const Chart chart = range_chart({words,
                                   "sd",
                                   "Before",
                                   "After",
                                   "Middle",
                                   {{"a", {2, 5}, Range{3, 4}, 3.5, "3.5 (3 to 4)"}, {"b", {1, 6}, std::nullopt}}});
  EXPECT_EQ(chart.table.columns,
            (Row{"Name", "Before, from", "Before, to", "After, from", "After, to", "Middle", "In words"}));
  EXPECT_EQ(chart.table.rows[0], (Row{"a", "2", "5", "3", "4", "3.5", "3.5 (3 to 4)"}));
  EXPECT_EQ(chart.table.rows[1], (Row{"b", "1", "6", "", "", "", ""}));
  EXPECT_EQ(chart.option["xAxis"]["min"], 0);
}

TEST(RangeChart, RefusesWhatItCannotShow) {
  EXPECT_THROW(range_chart({words, "sd", "Before", "After", "Middle", {}}), std::invalid_argument);
  EXPECT_THROW(range_chart({words, "sd", "Before", "After", "Middle", {{"a", {0, std::nan("")}, std::nullopt}}}),
               std::invalid_argument);
  EXPECT_THROW(range_chart({words, "sd", "Before", "After", "Middle", {{"a", {0, 1}, Range{std::nan(""), 1}}}}),
               std::invalid_argument);
}

TEST(StackedAreaChart, FillsItsTableAndStandsOnZero) {
  const Chart chart =
      stacked_area_chart({words, "children", years, {{"Home", {3, 2, 1}, {{2026, 3.5}}}, {"Foster", {10, 9, 8}}}});
  EXPECT_EQ(chart.table.columns, (Row{"Year", "Home", "Foster", "Home, Published figures"}));
  EXPECT_EQ(chart.table.rows[0], (Row{"2026", "3", "10", "3.5"}));
  EXPECT_EQ(chart.option["yAxis"]["min"], 0);
}

TEST(StackedAreaChart, StacksItsLayers) {
  const Chart chart = stacked_area_chart({words, "children", years, {{"Home", {3, 2, 1}}, {"Foster", {10, 9, 8}}}});
  EXPECT_EQ(chart.option["series"][0]["data"][0], nlohmann::ordered_json({2026.0, 13.0}));
  EXPECT_EQ(chart.option["series"][1]["data"][0], nlohmann::ordered_json({2026.0, 3.0}));
}

TEST(StackedAreaChart, RefusesWhatItCannotShow) {
  EXPECT_THROW(stacked_area_chart({words, "children", years, {}}), std::invalid_argument);
  EXPECT_THROW(stacked_area_chart({words, "children", years, {{"Home", {1, -1, 1}}}}), std::invalid_argument);
  EXPECT_THROW(stacked_area_chart({words, "children", years, {{"Home", {1, 1}}}}), std::invalid_argument);
}

TEST(StackedBarChart, FillsItsTableWithTotals) {
  const Chart chart =
      stacked_bar_chart({words, "£ million", {"Councils", "NHS"}, {{"Saved", {-41, -6}}, {"Spent", {38, 4.5}}}});
  EXPECT_EQ(chart.table.columns, (Row{"Category", "Saved", "Spent", "Total"}));
  EXPECT_EQ(chart.table.rows[0], (Row{"Councils", "-41", "38", "-3"}));
  EXPECT_EQ(chart.table.rows[1], (Row{"NHS", "-6", "4.5", "-1.5"}));
}

TEST(StackedBarChart, BarsStandOnZeroEitherWay) {
  for (const bool horizontal : {true, false}) {
    const char* axis = horizontal ? "xAxis" : "yAxis";
    const Chart up = stacked_bar_chart({words, "£", {"a", "b"}, {{"x", {100, 101}}}, horizontal});
    EXPECT_EQ(up.option[axis]["min"], 0);
    const Chart down = stacked_bar_chart({words, "£", {"a", "b"}, {{"x", {-100, -101}}}, horizontal});
    EXPECT_EQ(down.option[axis]["max"], 0);
  }
}

TEST(StackedBarChart, RefusesWhatItCannotShow) {
  EXPECT_THROW(stacked_bar_chart({words, "£", {}, {{"x", {}}}}), std::invalid_argument);
  EXPECT_THROW(stacked_bar_chart({words, "£", {"a"}, {}}), std::invalid_argument);
  EXPECT_THROW(stacked_bar_chart({words, "£", {"a"}, {{"x", {1, 2}}}}), std::invalid_argument);
  EXPECT_THROW(stacked_bar_chart({words, "£", {"a"}, {{"x", {std::nan("")}}}}), std::invalid_argument);
}

TEST(SankeyChart, FillsItsTableAndItsColumns) {
  const Chart chart = sankey_chart({words, "families", {{"A"}, {"B"}, {"C"}}, {{0, 1, 5}, {1, 2, 3}, {0, 2, 1}}});
  EXPECT_EQ(chart.table.columns, (Row{"From", "To", "families"}));
  EXPECT_EQ(chart.table.rows[0], (Row{"A", "B", "5"}));
  const auto& nodes = chart.option["series"][0]["data"];
  EXPECT_EQ(nodes[0]["depth"], 0);
  EXPECT_EQ(nodes[1]["depth"], 1);
  EXPECT_EQ(nodes[2]["depth"], 2);
  EXPECT_EQ(nodes[0]["text"], "A\n6");
}

TEST(SankeyChart, RefusesWhatItCannotShow) {
  EXPECT_THROW(sankey_chart({words, "families", {{"A"}, {"B"}}, {{0, 1, 1}, {1, 0, 1}}}), std::invalid_argument);
  EXPECT_THROW(sankey_chart({words, "families", {{"A"}, {"B"}}, {{0, 2, 1}}}), std::invalid_argument);
  EXPECT_THROW(sankey_chart({words, "families", {{"A"}, {"B"}}, {{0, 0, 1}}}), std::invalid_argument);
  EXPECT_THROW(sankey_chart({words, "families", {{"A"}, {"B"}}, {{0, 1, -1}}}), std::invalid_argument);
  EXPECT_THROW(sankey_chart({words, "families", {{"A"}, {"B"}}, {{0, 1, 0}}}), std::invalid_argument);
}

} // namespace
} // namespace headwater::outputs
