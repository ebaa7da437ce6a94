// The assumption book's rule, the assumptions that are moved, and outputs by name.
#include "outputs/sensitivity/assumption_book.hpp"

#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <limits>

namespace headwater::outputs {
namespace {

using model::Grade;
using testing::HasSubstr;

std::size_t parameter_at(std::string_view name) { return model::find_parameter(name); }

TEST(AssumptionBook, RagIsQualityTimesImpact) {
  EXPECT_EQ(impact_of(1.0), Impact::high);
  EXPECT_EQ(impact_of(0.25), Impact::high);
  EXPECT_EQ(impact_of(0.2499), Impact::medium);
  EXPECT_EQ(impact_of(0.05), Impact::medium);
  EXPECT_EQ(impact_of(0.0499), Impact::low);
  for (const Grade good : {Grade::A, Grade::B}) {
    EXPECT_EQ(rag_of(good, Impact::high), Rag::amber);
    EXPECT_EQ(rag_of(good, Impact::medium), Rag::green);
    EXPECT_EQ(rag_of(good, Impact::low), Rag::green);
  }
  for (const Grade weak : {Grade::C, Grade::D}) {
    EXPECT_EQ(rag_of(weak, Impact::high), Rag::red);
    EXPECT_EQ(rag_of(weak, Impact::medium), Rag::amber);
    EXPECT_EQ(rag_of(weak, Impact::low), Rag::green);
  }
}

TEST(AssumptionBook, OwnersAreTheProjectOrThePublishers) {
  EXPECT_EQ(owner_of(model::parameters()[parameter_at("need_onset")]), "Headwater project");
  const std::string owner = owner_of(model::parameters()[parameter_at("crisis_hazard_away")]);
  EXPECT_THAT(owner, HasSubstr("Headwater project; ")); // fitted, to what others publish
}

TEST(Assumptions, EveryParameterIsMovedOrLeftOutAndSaid) {
  const std::vector<std::size_t> set{parameter_at("need_onset")};
  const Assumptions assumptions(model::default_values(), set);
  EXPECT_EQ(assumptions.moved().size() + assumptions.left_out().size(), model::parameter_count);
  for (const LeftOut& one : assumptions.left_out()) {
    EXPECT_FALSE(one.why.empty());
    EXPECT_EQ(one.parameter == set.front(), one.why == "set by the scenario or its baseline");
  }
  for (const Assumption& one : assumptions.moved()) {
    const model::Parameter& row = model::parameters()[one.parameter];
    EXPECT_EQ(model::varying_parameters[one.dimension], one.parameter);
    EXPECT_LT(one.range.low, one.range.high) << row.name;
    if (model::whole_of(row).empty()) {
      EXPECT_EQ(one.range.low, row.low) << row.name;
      EXPECT_EQ(one.range.high, row.high) << row.name;
    }
  }
}

TEST(Assumptions, ARangeIsScaledToThePlace) {
  model::ParameterValues<double> place = model::default_values();
  const std::size_t parameter = parameter_at("child_population");
  place[parameter] *= 0.25;
  const Assumptions assumptions(place, {});
  const auto found = std::find_if(assumptions.moved().begin(), assumptions.moved().end(),
                                  [&](const Assumption& one) { return one.parameter == parameter; });
  ASSERT_NE(found, assumptions.moved().end());
  EXPECT_NEAR(found->range.low, 0.25 * model::parameters()[parameter].low, 1e-9);
  EXPECT_NEAR(found->range.high, 0.25 * model::parameters()[parameter].high, 1e-9);
}

TEST(Assumptions, AMovedShareLeavesItsWholeWhole) {
  const model::ParameterValues<double> centre = model::default_values();
  const Assumptions assumptions(centre, {});
  std::size_t shares = 0;
  for (std::size_t i = 0; i < assumptions.moved().size(); ++i) {
    const Assumption& one = assumptions.moved()[i];
    const std::string_view whole = model::whole_of(model::parameters()[one.parameter]);
    for (const double end : {one.range.low, one.range.high}) {
      model::ParameterValues<double> values = centre;
      assumptions.move(values, i, end);
      EXPECT_EQ(values[one.parameter], end);
      double sum = 0.0;
      double before = 0.0;
      for (std::size_t p = 0; p < model::parameter_count; ++p) {
        const bool beside = !whole.empty() && model::whole_of(model::parameters()[p]) == whole;
        sum += beside ? values[p] : 0.0;
        before += beside ? centre[p] : 0.0;
        if (!beside && p != one.parameter) {
          ASSERT_EQ(values[p], centre[p]);
        }
      }
      EXPECT_NEAR(sum, before, 1e-12);
    }
    shares += whole.empty() ? 0 : 1;
  }
  EXPECT_GT(shares, 10U);
}

TEST(Goal, IsMetAsItsSignSays) {
  Goal goal{{}, Comparing::at_most, 2040.0, ""};
  EXPECT_TRUE(goal.met_by(2040.0));
  EXPECT_FALSE(goal.met_by(std::numeric_limits<double>::infinity())); // never paid back
  goal.comparing = Comparing::less;
  EXPECT_FALSE(goal.met_by(2040.0));
  goal.comparing = Comparing::more;
  EXPECT_FALSE(goal.met_by(2040.0));
  goal.comparing = Comparing::at_least;
  EXPECT_TRUE(goal.met_by(2040.0));
}

} // namespace
} // namespace headwater::outputs
