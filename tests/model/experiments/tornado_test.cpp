#include "model/experiments/tornado.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <limits>
#include <stdexcept>

namespace headwater::experiments {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// 2 a - 3 b + (c - 5)^2 and, as a second output, 10 c; a, b, c have centres 1, 10, 5.
const std::vector<CentredRange> three = {{0.0, 1.0, 3.0}, {8.0, 10.0, 14.0}, {3.0, 5.0, 6.0}};

std::vector<double> outputs_of_three(const std::vector<double>& x) {
  return {2.0 * x[0] - 3.0 * x[1] + (x[2] - 5.0) * (x[2] - 5.0), 10.0 * x[2]};
}

std::vector<std::vector<double>> all_of_three(const Points& points) {
  std::vector<std::vector<double>> rows;
  for (const auto& point : points) {
    rows.push_back(outputs_of_three(point));
  }
  return rows;
}

TEST(Tornado, PutsTheLongestBarFirstAndSaysWhichEndRaisesTheOutput) {
  const std::vector<Tornado> found = tornado(three, all_of_three);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].at_centre, -28.0);
  EXPECT_THAT(found[0].missing, IsEmpty());
  ASSERT_THAT(found[0].bars, SizeIs(3));
  const TornadoBar& b = found[0].bars[0]; // 3 x 6
  EXPECT_EQ(b.parameter, 1U);
  EXPECT_EQ(b.swing, 18.0);
  EXPECT_EQ(b.at_low, -22.0);
  EXPECT_EQ(b.at_high, -40.0);
  EXPECT_EQ(b.raised_by, RaisingEnd::low);
  const TornadoBar& a = found[0].bars[1]; // 2 x 3
  EXPECT_EQ(a.parameter, 0U);
  EXPECT_EQ(a.swing, 6.0);
  EXPECT_EQ(a.raised_by, RaisingEnd::high);
  const TornadoBar& c = found[0].bars[2]; // up by 4 at one end and 1 at the other
  EXPECT_EQ(c.parameter, 2U);
  EXPECT_EQ(c.swing, 4.0);
  EXPECT_EQ(c.raised_by, RaisingEnd::both);
  // What does nothing comes last, in the order of the parameters.
  EXPECT_EQ(found[1].bars[0].parameter, 2U);
  EXPECT_EQ(found[1].bars[1].parameter, 0U);
  EXPECT_EQ(found[1].bars[2].parameter, 1U);
  EXPECT_EQ(found[1].bars[2].swing, 0.0);
  EXPECT_EQ(found[1].bars[2].raised_by, RaisingEnd::neither);
}

TEST(Tornado, RunsTheCentreOnceAndEachEndOnceWithTheOthersAtCentre) {
  Points seen;
  tornado(
      three,
      [&seen](const Points& points) {
        seen.insert(seen.end(), points.begin(), points.end());
        return all_of_three(points);
      },
      2);
  EXPECT_THAT(seen, ElementsAre(ElementsAre(1.0, 10.0, 5.0), ElementsAre(0.0, 10.0, 5.0), ElementsAre(3.0, 10.0, 5.0),
                                ElementsAre(1.0, 8.0, 5.0), ElementsAre(1.0, 14.0, 5.0), ElementsAre(1.0, 10.0, 3.0),
                                ElementsAre(1.0, 10.0, 6.0)));
}

TEST(Tornado, SaysWhichParametersHaveNoBar) {
  const auto failing = [](double a, double b) {
    return [a, b](const Points& points) {
      std::vector<std::vector<double>> rows = all_of_three(points);
      for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i][0] == a && points[i][1] == b) {
          rows[i].clear();
        }
      }
      return rows;
    };
  };
  const Tornado end = tornado(three, failing(1.0, 8.0)).front();
  EXPECT_THAT(end.missing, ElementsAre(1U));
  EXPECT_THAT(end.bars, SizeIs(2));
  const Tornado centre = tornado({{0.0, 1.0, 3.0}, {8.0, 10.0, 14.0}, {5.0, 5.0, 5.0}}, failing(1.0, 10.0)).front();
  EXPECT_TRUE(std::isnan(centre.at_centre));
  EXPECT_THAT(centre.bars, IsEmpty());
  EXPECT_THAT(centre.missing, ElementsAre(0U, 1U, 2U));
}

TEST(Tornado, OfOneOutputMissingLeavesTheOther) {
  const std::vector<Tornado> found = tornado(three, [](const Points& points) {
    std::vector<std::vector<double>> rows = all_of_three(points);
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (points[i][2] == 6.0) {
        rows[i][0] = std::nan("");
      }
    }
    return rows;
  });
  EXPECT_THAT(found[0].missing, ElementsAre(2U));
  EXPECT_THAT(found[1].missing, IsEmpty());
}

TEST(Tornado, RefusesARangeThatIsNone) {
  EXPECT_THROW(tornado({{1.0, 0.0, 2.0}}, all_of_three), std::invalid_argument);
  EXPECT_THROW(tornado({{0.0, 3.0, 2.0}}, all_of_three), std::invalid_argument);
  EXPECT_THROW(tornado({{0.0, std::nan(""), 2.0}}, all_of_three), std::invalid_argument);
  EXPECT_THROW(tornado({{0.0, 1.0, std::numeric_limits<double>::infinity()}}, all_of_three), std::invalid_argument);
}

} // namespace
} // namespace headwater::experiments
