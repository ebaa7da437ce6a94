// The equations as a book: every unit is right, planted errors are found, and nothing given is left unused.
#include "model/document/equation_book.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

namespace headwater::model {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

std::string all(const std::vector<UnitProblem>& problems) {
  std::string text;
  for (const UnitProblem& problem : problems) {
    text += problem.where + ": " + problem.what + "\n";
  }
  return text;
}

const EquationRow* find_row(EquationKind kind, std::string_view symbol) {
  const auto& rows = equation_book().equations;
  const auto row = std::find_if(rows.begin(), rows.end(),
                                [&](const EquationRow& r) { return r.kind == kind && r.symbol == symbol; });
  return row == rows.end() ? nullptr : &*row;
}

TEST(Units, EveryEquationAndTheStartAgree) { EXPECT_EQ(all(equation_book().problems), ""); }

// ---- planted errors: a sector in miniature with one mistake --------------------------------------------------------

class PlantedError : public testing::Test {
protected:
  static Symbol quantity(std::string_view symbol, std::string_view in) {
    return SymbolBook::current().leaf({.symbol = std::string(symbol)}, unit(in));
  }
  /// What is wrong with what was written, sector and ledger together.
  std::vector<UnitProblem> problems() const {
    std::vector<UnitProblem> found = unit_problems(ledger.equations);
    found.insert(found.end(), ledger.problems.begin(), ledger.problems.end());
    return found;
  }

  SymbolBook book;
  EquationLedger ledger;
  Symbol families = quantity("U", "families");
  Symbol persons = quantity("P", "persons");
  Symbol kap = quantity("kap", "children/family");
  Symbol rate = quantity("sig", "1/yr");
};

TEST_F(PlantedError, NoneWhereTheSectorIsRight) {
  ledger.flow("recover", stock::struggling[0] >> stock::coping[0], rate * families);
  ledger.flow("nobody", stock::struggling[0] >> stock::coping[0], Symbol(0.0));
  ledger.flow("leave", Boundary::care_leavers >> stock::left_care_before_16, kap * rate * families);
  ledger.adjust("trust", stock::trust, rate);
  ledger.count(Counter::starts, kap * rate * families);
  ledger.count(Counter::care_years, kap * families);
  ledger.cost(Category::kinship, quantity("cK", "GBPm/child/yr") * kap * families);
  ledger.count(Counter::loan_drawn, quantity("m", "GBPm/yr"));
  EXPECT_EQ(all(problems()), "");
}

TEST_F(PlantedError, FamiliesAddedToPersons) {
  ledger.flow("recover", stock::struggling[1] >> stock::coping[1], rate * (families + persons));
  ASSERT_THAT(problems(), SizeIs(1));
  EXPECT_EQ(problems()[0].where, "flow \"recover\": U1_1 -> C_1");
  EXPECT_EQ(problems()[0].what, "in U + P: U is in families, but P is in persons");
}

TEST_F(PlantedError, ChildrenPerFamilyForgotten) {
  ledger.count(Counter::starts, rate * families);
  ledger.flow("leave", Boundary::care_leavers >> stock::left_care_before_16, rate * families);
  EXPECT_EQ(all(problems()),
            "count \"starts\": sig · U is in families/yr, but should be in persons/yr\n"
            "flow \"leave\": care_leavers -> CX: sig · U is in families/yr, but should be in persons/yr\n");
}

TEST_F(PlantedError, ARateThatIsNotAYear) {
  ledger.flow("recover", stock::struggling[0] >> stock::coping[0], quantity("share", "share") * families);
  ledger.adjust("trust", stock::trust, quantity("TT0", "share"));
  ledger.cost(Category::kinship, quantity("c", "GBPm"));
  ledger.count(Counter::loan_drawn, quantity("m", "GBPm"));
  EXPECT_THAT(problems(), SizeIs(4));
}

TEST_F(PlantedError, ASquareRootOfFamilies) {
  ledger.flow("recover", stock::struggling[0] >> stock::coping[0], rate * sqrt(families));
  EXPECT_EQ(all(problems()), "flow \"recover\": U1_0 -> C_0: in sqrt(U): U is in families, which has no square root\n");
}

TEST_F(PlantedError, AFlowBetweenUnlikeStocks) {
  ledger.flow("leave", stock::kinship[3] >> stock::continuing_family, rate * families);
  ASSERT_THAT(problems(), SizeIs(1));
  EXPECT_EQ(problems()[0].what, "leaves families and joins persons");
}

TEST_F(PlantedError, IsFoundInTheAuxiliaryThatMadeIt) {
  const Symbol wrong = named("wrong", "w", families / persons + Symbol(1.0));
  const RecordedEquation auxiliary{
      .sector = "test", .kind = EquationKind::auxiliary, .name = "wrong", .expression = wrong};
  ledger.flow("recover", stock::struggling[0] >> stock::coping[0], wrong * rate * families);
  std::vector<RecordedEquation> equations = ledger.equations;
  equations.push_back(auxiliary);
  ASSERT_THAT(unit_problems(equations), SizeIs(1));
  EXPECT_EQ(unit_problems(equations)[0].where, "auxiliary \"wrong\": w");
}

// ---- the book is whole ----------------------------------------------------------------------------------------------

TEST(EquationBook, EveryParameterIsUsed) {
  std::set<std::string> used;
  for (const EquationRow& row : equation_book().equations) {
    for (const QuantityKey& key : row.uses) {
      if (key.kind == QuantityKind::parameter) {
        used.insert(key.name);
      }
    }
  }
  for (const QuantityKey& key : equation_book().used_at_start) {
    used.insert(key.name);
  }
  for (const Parameter& row : parameters()) {
    EXPECT_TRUE(used.contains(std::string(row.name))) << row.name << " changes nothing";
  }
}

TEST(EquationBook, EveryStockLeverDriverAndReferenceIsUsed) {
  std::set<std::pair<QuantityKind, std::string>> used;
  for (const EquationRow& row : equation_book().equations) {
    for (const QuantityKey& key : row.uses) {
      used.emplace(key.kind, key.name);
    }
  }
  for (const StockRow& row : stocks()) {
    EXPECT_TRUE(used.contains({QuantityKind::stock, std::string(row.name)})) << row.name;
  }
  for (const Lever& row : levers()) {
    EXPECT_TRUE(used.contains({QuantityKind::lever, std::string(row.name)})) << row.name;
  }
  for (const GivenQuantity& row : given_quantities()) {
    EXPECT_TRUE(used.contains({row.kind, std::string(row.name)})) << row.name;
  }
}

TEST(EquationBook, EveryStockMovesAndEveryTotalIsWrittenOnce) {
  for (const StockRow& row : stocks()) {
    const auto moves = std::count_if(
        equation_book().differentials.begin(), equation_book().differentials.end(),
        [&row](const DifferentialEquation& change) { return change.stock == row.name && !change.text.empty(); });
    EXPECT_GE(moves, 1) << row.name;
  }
  std::map<std::string, int> totals;
  for (const EquationRow& row : equation_book().equations) {
    if (row.kind == EquationKind::cost || row.kind == EquationKind::count) {
      ++totals[row.symbol];
    }
  }
  EXPECT_EQ(totals.size(), category_count + counter_count);
  EXPECT_TRUE(std::all_of(totals.begin(), totals.end(), [](const auto& total) { return total.second == 1; }));
}

TEST(EquationBook, NoTwoQuantitiesAreWrittenAlike) {
  const SymbolBook book;
  const RecordedEquations recorded = record_equations();
  std::map<std::string, int> times;
  for (const Node& node : book.nodes()) {
    if (node.operation == Operation::leaf || node.operation == Operation::name) {
      ++times[SymbolBook::text(book.leaf_of(node))];
    }
  }
  for (const auto& [symbol, count] : times) {
    EXPECT_EQ(count, 1) << symbol;
  }
}

TEST(EquationBook, EquationsStandInTheSectorThatWroteThem) {
  const std::map<std::string, std::string> expected{
      {"te", "climate"},       {"ghR", "climate"},        {"wf", "new money"},      {"PBu", "new money"},
      {"xs", "relationships"}, {"arec", "adult life"},    {"dif", "adult life"},    {"pn", "need"},
      {"mA", "need"},          {"expo_b", "crisis"},      {"detW_b", "crisis"},     {"Cap", "support"},
      {"lam'", "support"},     {"LAC", "load"},           {"wr", "load"},           {"Hout_b", "home supervision"},
      {"newA_b", "placement"}, {"Bk", "moves"},           {"mrel", "moves"},        {"rup", "going home"},
      {"lvK", "leaving care"}, {"pulse", "leaving care"}, {"Ft", "workforce"},      {"lS'", "workforce"},
      {"volC", "costs"},       {"overhang", "costs"},     {"sib", "harm"},          {"harm_removal", "harm"},
      {"nin", "adult life"},   {"gRC", "capacity"},       {"TR*", "relationships"}, {"gap", "budgets"},
  };
  for (const auto& [symbol, sector] : expected) {
    const EquationRow* row = find_row(EquationKind::auxiliary, symbol);
    ASSERT_NE(row, nullptr) << symbol;
    EXPECT_EQ(row->sector, sector) << symbol;
  }
  EXPECT_EQ(find_row(EquationKind::flow, "W1_b -> A1_b")->sector, "support");
  EXPECT_EQ(find_row(EquationKind::flow, "C_b -> C_{b+1}")->sector, "ageing");
  EXPECT_EQ(find_row(EquationKind::adjustment, "UC")->sector, "capability");
  EXPECT_EQ(find_row(EquationKind::count, "cum_harm_home")->sector, "harm");
  std::set<std::string_view> known(sectors_in_order().begin(), sectors_in_order().end());
  for (const EquationRow& row : equation_book().equations) {
    EXPECT_TRUE(known.contains(row.sector)) << row.sector;
  }
}

TEST(EquationBook, BandsThatDifferInTheBandAloneAreOneRow) {
  const EquationRow* onset = find_row(EquationKind::auxiliary, "onset_b");
  ASSERT_NE(onset, nullptr);
  EXPECT_EQ(onset->text, "om · om_b · pn · fo · C_b");
  EXPECT_EQ(onset->bands, "");
  EXPECT_EQ(onset->unit, "families/yr");
  const EquationRow* hazard = find_row(EquationKind::auxiliary, "hA_b");
  ASSERT_NE(hazard, nullptr);
  EXPECT_EQ(hazard->bands, "b = 1, 2, 3") << "the next generation is felt in the youngest band";
  EXPECT_THAT(find_row(EquationKind::auxiliary, "hA_0")->text, HasSubstr("aA_b0"));
  const EquationRow* older = find_row(EquationKind::flow, "C_b -> C_{b+1}");
  ASSERT_NE(older, nullptr);
  EXPECT_EQ(older->bands, "b = 0, 1, 2");
  EXPECT_EQ(find_row(EquationKind::auxiliary, "ado_3")->unit, "families/yr") << "a plain 0 has the unit of the others";
}

} // namespace
} // namespace headwater::model
