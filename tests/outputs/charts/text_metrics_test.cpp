#include "outputs/charts/text_metrics.hpp"

#include <gtest/gtest.h>

namespace headwater::outputs {
namespace {

TEST(TextMetrics, BreaksAtSpacesWithinTheWidth) {
  const auto lines = wrap_text("Children  living\naway from\tfamily", 100, 13);
  EXPECT_EQ(join_lines(lines), "Children living\naway from family");
  for (const std::string& line : lines)
    EXPECT_LE(text_width(line, 13), 100);
}

TEST(TextMetrics, BreaksAWordThatIsTooLong) {
  const auto lines = wrap_text(std::string(60, 'm'), 100, 13, Weight::regular, 9);
  EXPECT_GT(lines.size(), 1U);
  for (const std::string& line : lines)
    EXPECT_LE(text_width(line, 13), 100);
}

TEST(TextMetrics, EndsWhatDoesNotFitInAnEllipsis) {
  const auto lines = wrap_text("Income floor for every family with a child under five", 120, 13, Weight::regular, 2);
  ASSERT_EQ(lines.size(), 2U);
  EXPECT_TRUE(lines[1].ends_with("…"));
  EXPECT_LE(text_width(lines[1], 13), 120);
}

TEST(TextMetrics, AlwaysGivesALine) {
  EXPECT_EQ(wrap_text("", 100, 13), std::vector<std::string>{""});
  EXPECT_EQ(wrap_text(" \n ", 100, 13), std::vector<std::string>{""});
  EXPECT_FALSE(wrap_text("wide", 1, 13).empty());
}

} // namespace
} // namespace headwater::outputs
