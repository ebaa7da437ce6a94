// The arrows of loops: they close, each stands in the equations, the switch of a loop stills an arrow of its own loop,
// and the strength of an arrow is the derivative of its equation.
#include "model/document/explain.hpp"
#include "model/document/loop_paths.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace headwater::model {
namespace {

const LoopPath& path_of(std::string_view loop) { return loop_paths_at_start()[find_loop(loop)]; }

double strength(const Influences& influences, const std::vector<double>& strengths, std::string_view from,
                std::string_view to) {
  const QuantityKey beginning = influences.of_symbol(from);
  const QuantityKey end = influences.of_symbol(to);
  const auto& all = influences.all();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Influence& i) { return i.from == beginning && i.to == end; });
  EXPECT_NE(found, all.end()) << from << " -> " << to;
  return found == all.end() ? 0.0 : strengths[static_cast<std::size_t>(found - all.begin())];
}

TEST(LoopPaths, EveryLoopCloses) {
  for (std::size_t i = 0; i < loop_count; ++i) {
    const auto& arrows = loop_paths_at_start()[i].arrows;
    ASSERT_GE(arrows.size(), 3U) << loops()[i].symbol;
    for (std::size_t k = 0; k < arrows.size(); ++k) {
      EXPECT_EQ(arrows[k].to, arrows[(k + 1) % arrows.size()].from) << loops()[i].symbol;
    }
  }
}

TEST(LoopPaths, EveryArrowIsReadByTheEquationItNames) {
  const auto& equations = equation_book().equations;
  for (std::size_t i = 0; i < loop_count; ++i) {
    for (const LoopArrow& arrow : loop_paths_at_start()[i].arrows) {
      const bool reads = std::any_of(equations.begin(), equations.end(), [&](const EquationRow& row) {
        return row.name == arrow.equation && std::any_of(row.uses.begin(), row.uses.end(), [&](const QuantityKey& key) {
                 const auto beginning = explain(arrow.from);
                 return key.name == beginning->name || key.name == beginning->symbol;
               });
      });
      EXPECT_TRUE(reads) << loops()[i].symbol << ": " << arrow.from << " -> " << arrow.to << ", " << arrow.equation;
    }
  }
}

TEST(LoopPaths, TheSwitchStillsAnArrowOfItsLoop) {
  for (std::size_t i = 0; i < loop_count; ++i) {
    const auto& arrows = loop_paths_at_start()[i].arrows;
    EXPECT_TRUE(std::any_of(arrows.begin(), arrows.end(), [](const LoopArrow& a) { return a.held; }))
        << loops()[i].symbol;
  }
  // a loop's switch holds nothing of another loop: that of L4 leaves the leaving of social workers alone
  for (const LoopArrow& arrow : path_of("L4").arrows) {
    EXPECT_EQ(arrow.held, arrow.to == "RK*") << arrow.from << " -> " << arrow.to;
  }
}

TEST(LoopPaths, AStrengthIsTheDerivativeOfTheEquation) {
  const Influences influences;
  const World world = world_at_start();
  const auto now = influences.strengths(world);
  // the relative caseload is 1 and the queue pressure nearly so: elasticities are what the parameters say
  EXPECT_NEAR(strength(influences, now, "wl", "wr"), 1.0, 1e-12);
  EXPECT_NEAR(strength(influences, now, "pr", "rc"), world.parameters.queue_shortens_support, 1e-6);
  // sA = hA expo + dcpA: the two shares make 1
  EXPECT_NEAR(strength(influences, now, "hA", "sA") + strength(influences, now, "dcpA", "sA"), 1.0, 1e-12);
  // what is lost to one stock reaches another
  EXPECT_LT(strength(influences, now, "st1", "W1"), 0.0);
  EXPECT_GT(strength(influences, now, "st1", "A1"), 0.0);
}

TEST(LoopPaths, WhatLoopsAre) {
  for (const char* reinforcing : {"L1", "L2", "L3", "L4", "L5", "L6", "L7", "L8", "L9", "L11", "L14", "L16"}) {
    EXPECT_EQ(path_of(reinforcing).direction, Direction::raises) << reinforcing;
  }
  // Severe need that is found goes partly straight to statutory measures, so that trust costs trust.
  EXPECT_EQ(path_of("L12").direction, Direction::lowers);
  EXPECT_THAT(loop_waypoints(find_loop("L12")), testing::Contains("dcp"));
  // off by default
  EXPECT_EQ(path_of("L15").direction, Direction::none);
}

TEST(LoopPaths, WhereThereIsNoWay) {
  const Influences influences;
  EXPECT_THROW(influences.of_symbol("no such symbol"), std::invalid_argument);
  // people reached early are counted in an account of their own: nothing else reads them
  EXPECT_TRUE(influences.way(influences.of_symbol("BE_5"), influences.of_symbol("PB")).empty());
  EXPECT_FALSE(influences.way(influences.of_symbol("UC"), influences.of_symbol("BE_5")).empty());
}

TEST(LoopPaths, ExplainTellsThem) {
  const auto e = explain("L4");
  ASSERT_TRUE(e);
  EXPECT_EQ(e->kind, "loop");
  EXPECT_EQ(e->name, "caseload_threshold");
  ASSERT_TRUE(e->loop);
  EXPECT_EQ(e->loop->direction, "reinforcing");
  EXPECT_EQ(e->loop->arrows.size(), path_of("L4").arrows.size());
  EXPECT_THAT(e->used_in, testing::Contains("RK* (where the decision threshold is heading)"));
  for (const Loop& row : loops()) {
    EXPECT_EQ(explain(row.symbol)->name, row.name);
    EXPECT_TRUE(explain("loop:" + std::string(row.name)));
  }
  EXPECT_FALSE(explain("need_onset")->loop);
}

} // namespace
} // namespace headwater::model
