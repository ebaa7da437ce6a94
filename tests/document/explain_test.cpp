// Explain knows every name and symbol of the tables and of the equations.
#include "model/document/equation_book.hpp"
#include "model/document/explain.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace headwater::model {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Whether `name` explains the thing of this kind and plain name, first or among the others.
testing::AssertionResult explains(std::string_view name, const std::string& kind, std::string_view plain_name) {
  const auto found = explain(name);
  if (!found) {
    return testing::AssertionFailure() << name << " is not explained";
  }
  const std::string qualified = kind + ":" + std::string(plain_name);
  if ((found->kind == kind && found->name == plain_name) ||
      std::find(found->also.begin(), found->also.end(), qualified) != found->also.end()) {
    return testing::AssertionSuccess();
  }
  return testing::AssertionFailure() << name << " is explained as " << found->kind << " " << found->name;
}

TEST(Explain, EveryNameAndSymbolOfTheTables) {
  for (const Parameter& row : parameters()) {
    EXPECT_TRUE(explains(row.name, "parameter", row.name));
    EXPECT_TRUE(explains(row.symbol, "parameter", row.name));
  }
  for (const StockRow& row : stocks()) {
    EXPECT_TRUE(explains(row.name, "stock", row.name));
    EXPECT_TRUE(explains(row.symbol, "stock", row.name));
  }
  for (const Lever& row : levers()) {
    EXPECT_TRUE(explains(row.name, "lever", row.name));
    EXPECT_TRUE(explains(row.symbol, "lever", row.name));
    EXPECT_TRUE(explains(lever_symbol(row), "lever", row.name));
  }
  for (const CounterRow& row : counters()) {
    EXPECT_TRUE(explains(row.name, "counter", row.name));
    EXPECT_TRUE(explains(row.symbol, "counter", row.name));
  }
  for (const CategoryRow& row : categories()) {
    EXPECT_TRUE(explains(row.name, "cost category", row.name));
    EXPECT_TRUE(explains("cum_cost_" + std::string(row.name), "cost category", row.name));
  }
  for (const GivenQuantity& row : given_quantities()) {
    EXPECT_TRUE(explains(row.symbol, row.kind == QuantityKind::driver ? "driver" : "reference", row.name));
  }
}

TEST(Explain, EveryEquation) {
  for (const EquationRow& row : equation_book().equations) {
    EXPECT_TRUE(explain(row.name)) << row.name;
    EXPECT_TRUE(explain(row.table_name)) << row.table_name;
  }
}

TEST(Explain, EveryNameItOffers) {
  const auto names = explainable_names();
  EXPECT_TRUE(std::is_sorted(names.begin(), names.end()));
  for (const std::string& name : names) {
    const auto e = explain(name);
    ASSERT_TRUE(e) << name;
    for (const std::string& other : e->also) {
      EXPECT_TRUE(explain(other)) << other;
    }
  }
}

TEST(Explain, AParameterWithItsEvidenceAndUse) {
  const auto e = explain("need_onset");
  ASSERT_TRUE(e);
  EXPECT_EQ(e->symbol, "om");
  EXPECT_EQ(e->unit, "1/yr");
  ASSERT_TRUE(e->value);
  EXPECT_EQ(e->value->value, parameters()[find_parameter("need_onset")].value);
  EXPECT_EQ(e->value->distribution, "triangular");
  EXPECT_EQ(e->value->grade, 'D');
  EXPECT_TRUE(e->used_at_start);
  EXPECT_THAT(e->used_in, Contains("onset_b (need appears)"));
  ASSERT_THAT(e->sources, SizeIs(1));
  EXPECT_EQ(e->sources[0].key, "assumption");
}

TEST(Explain, EverySourceOfAParameterOnce) {
  const auto e = explain("child_population");
  ASSERT_TRUE(e);
  ASSERT_THAT(e->sources, SizeIs(2));
  EXPECT_NE(e->sources[0].key, e->sources[1].key);
  for (const Parameter& row : parameters()) {
    EXPECT_THAT(explain("parameter:" + std::string(row.name))->sources, Not(IsEmpty())) << row.name;
  }
}

TEST(Explain, AStockWithItsFlowsAndItsChange) {
  for (const std::string_view name : {"waiting", "W1", "W1_b", "W1_2"}) {
    const auto e = explain(name);
    ASSERT_TRUE(e) << name;
    EXPECT_EQ(e->kind, "stock");
    EXPECT_EQ(e->name, "waiting");
    EXPECT_EQ(e->equations.front().left, "dW1_0/dt");
    const auto is = [](std::string_view flow) {
      return [flow](const ExplainedEquation& equation) { return equation.name == flow; };
    };
    EXPECT_TRUE(std::any_of(e->inflows.begin(), e->inflows.end(), is("need is found")));
    EXPECT_TRUE(std::any_of(e->outflows.begin(), e->outflows.end(), is("start support")));
  }
  EXPECT_FALSE(explain("W_4"));
}

TEST(Explain, AFlowWithItsEndsAndRate) {
  const auto e = explain("start support");
  ASSERT_TRUE(e);
  EXPECT_EQ(e->kind, "flow");
  ASSERT_THAT(e->equations, SizeIs(2)) << "one for each severity";
  EXPECT_EQ(e->equations[0].left, "W1_b -> A1_b");
  EXPECT_EQ(e->equations[0].right, "st1_b");
  EXPECT_EQ(e->equations[1].left, "W2_b -> A2_b");
  EXPECT_EQ(explain("move")->equations.size(), 8U);
  EXPECT_THAT(explain("need appears")->also, Contains("flow:need appears")) << "the auxiliary comes first";
}

TEST(Explain, WhatANameMeansBesides) {
  const auto e = explain("kinship");
  ASSERT_TRUE(e);
  EXPECT_EQ(e->kind, "stock");
  EXPECT_THAT(e->also, Contains("lever:kinship_support"));
  EXPECT_EQ(explain("lever:kinship")->name, "kinship_support");
  EXPECT_EQ(explain("cost category:kinship")->kind, "cost category");
  EXPECT_EQ(explain("failure demand: justice")->kind, "auxiliary") << "a name may hold a colon";
  EXPECT_FALSE(explain("nothing of that name"));
  EXPECT_FALSE(explain(""));
}

} // namespace
} // namespace headwater::model
