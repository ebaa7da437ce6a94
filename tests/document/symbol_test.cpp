// A Symbol says how it was made, in what unit, and where unlike units met.
#include "model/scalars/symbol.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <stdexcept>
#include <type_traits>

namespace headwater::model {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

static_assert(std::is_trivially_copyable_v<Symbol>);
static_assert(sizeof(Symbol) == 4);

/// What the equations do with a number, for any T: the overloads a sector finds.
template<class T> T as_a_sector_writes(const T& x, const T& y) {
  const T scaled = named("scaled", "v", grow(-x) * min(x, T(1.0)));
  return where(scaled >= T(0.0), sqrt(x), T(0.0)) + max(elastic(x, y), T(2.0));
}

class SymbolTest : public testing::Test {
protected:
  static Symbol quantity(std::string_view symbol, std::string_view in = "1") {
    return SymbolBook::current().leaf({.symbol = std::string(symbol)}, unit(in));
  }
  static Symbol in_band(std::string_view symbol, std::size_t band, std::string_view in = "1") {
    return SymbolBook::current().leaf({.symbol = std::string(symbol), .band = band}, unit(in));
  }
  std::string text(Symbol symbol) const { return book.text(symbol); }
  std::string unit_text(Symbol symbol) const { return to_string(book.unit_of(symbol)); }

  SymbolBook book;
  Symbol a = quantity("a");
  Symbol b = quantity("b");
  Symbol c = quantity("c");
  Symbol families = quantity("U", "families");
  Symbol persons = quantity("P", "persons");
  Symbol kap = quantity("kap", "children/family");
  Symbol rate = quantity("sig", "1/yr");
};

TEST_F(SymbolTest, BracketsStandWhereTheyMatterAndNowhereElse) {
  EXPECT_EQ(text(a - (b - c)), "a - (b - c)");
  EXPECT_EQ(text((a - b) - c), "a - b - c");
  EXPECT_EQ(text(a + (b - c)), "a + b - c");
  EXPECT_EQ(text(a - (b + c)), "a - (b + c)");
  EXPECT_EQ(text(a / (b * c)), "a / (b · c)");
  EXPECT_EQ(text(a / (b / c)), "a / (b / c)");
  EXPECT_EQ(text(a / b * c), "a / b · c");
  EXPECT_EQ(text(a * (b / c)), "a · b / c");
  EXPECT_EQ(text((a + b) * (b - c)), "(a + b) · (b - c)");
  EXPECT_EQ(text(a + b * c), "a + b · c");
  EXPECT_EQ(text(-(a + b)), "-(a + b)");
  EXPECT_EQ(text(-a * b), "-a · b");
  EXPECT_EQ(text(-(a * b)), "-a · b");
  EXPECT_EQ(text(a * -b), "a · (-b)");
  EXPECT_EQ(text(a - -b), "a - (-b)");
  EXPECT_EQ(text(a - (-b * c)), "a - (-b · c)");
  EXPECT_EQ(text(a + -b / c * a), "a + (-b / c · a)");
  EXPECT_EQ(text(-(-a * b)), "-(-a · b)");
  EXPECT_EQ(text(a - Symbol(-2.0)), "a - (-2)");
}

TEST_F(SymbolTest, FunctionsKeepTheirNames) {
  EXPECT_EQ(text(grow(-a * b)), "grow(-a · b)");
  EXPECT_EQ(text(sqrt(max(a, Symbol(0.5)))), "sqrt(max(a, 0.5))");
  EXPECT_EQ(text(two_speed(a, b, c, Symbol(0.5))), "two_speed(a, b, c, 0.5)");
  EXPECT_EQ(text(as_a_sector_writes(a, b)), "where(v >= 0, sqrt(a), 0) + max(elastic(a, b), 2)");
  EXPECT_EQ(text(square<Symbol>(a)), "a · a") << "the template is the definition";
  EXPECT_THAT(book.errors(), IsEmpty());
}

TEST_F(SymbolTest, NothingAndOneLeaveNoTrace) {
  EXPECT_EQ(text(a + Symbol(0.0)), "a");
  EXPECT_EQ(text(Symbol(0.0) - a), "-a");
  EXPECT_EQ(text(Symbol(1.0) * a * Symbol(1.0) / Symbol(1.0)), "a");
  EXPECT_EQ(text(a * Symbol(0.0) * b), "0");
  EXPECT_EQ(unit_text(families * Symbol(0.0) * rate), "families/yr");
}

TEST_F(SymbolTest, BandsAreWrittenAsNumbersOrAsOneLetter) {
  const std::array<Symbol, 4> u{in_band("U", 0), in_band("U", 1), in_band("U", 2), in_band("U", 3)};
  EXPECT_EQ(text(u[2] * a), "U_2 · a");
  EXPECT_EQ(book.text(u[2] * a, {2, "b"}), "U_b · a");
  EXPECT_EQ(book.text(u[1] * a, {1, "b-1"}), "U_{b-1} · a");
  EXPECT_EQ(text(a / sum(u)), "a / sum(U)");
  std::array<Symbol, 4> products;
  for (std::size_t i = 0; i < 4; ++i) {
    products[i] = u[i] * (a + u[i]);
  }
  EXPECT_EQ(text(b - sum(products)), "b - sum(U_i · (a + U_i), i = 0..3)");
  products[3] = Symbol(0.0);
  EXPECT_EQ(text(sum(products)), "sum(U_i · (a + U_i), i = 0..2)");
  EXPECT_EQ(text(a - sum(std::array<Symbol, 2>{a, b})), "a - (a + b)");
  EXPECT_EQ(text(named_in_band("move", "K>F", 1, a) * b), "(K>F)_1 · b");
}

TEST_F(SymbolTest, UnitsFollowTheArithmetic) {
  EXPECT_EQ(unit_text(rate * families), "families/yr");
  EXPECT_EQ(unit_text(kap * families), "persons");
  EXPECT_EQ(unit_text(sqrt(sqrt(fourth_power(families) / square(persons * persons)))), "families/persons");
  EXPECT_EQ(unit_text(two_speed(families, Symbol(3.0) * families, rate, rate)), "families/yr");
  EXPECT_EQ(unit_text(positive_part(persons - Symbol(0.0), persons)), "persons");
  EXPECT_EQ(unit_text(coverage(a, persons, persons)), "1");
  EXPECT_EQ(unit_text(max(families, Symbol(0.0))), "families");
  EXPECT_EQ(unit_text(named("people", "N", kap * families)), "persons");
  EXPECT_THAT(book.errors(), IsEmpty());
}

TEST_F(SymbolTest, FamiliesAndPersonsDoNotAdd) {
  static_cast<void>(rate * (families + persons));
  ASSERT_THAT(book.errors(), SizeIs(1));
  EXPECT_EQ(book.errors()[0].expression, "U + P");
  EXPECT_EQ(book.errors()[0].problem, "U is in families, but P is in persons");
}

TEST_F(SymbolTest, EveryRuleOfUnitsCanFail) {
  const auto errors_of = [this](const auto& make) {
    const auto before = book.errors().size();
    static_cast<void>(make());
    return book.errors().size() - before;
  };
  EXPECT_EQ(errors_of([&] { return families - persons; }), 1U);
  EXPECT_EQ(errors_of([&] { return families + Symbol(1.0); }), 1U) << "only 0 fits any unit";
  EXPECT_EQ(errors_of([&] { return min(families, persons); }), 1U);
  EXPECT_EQ(errors_of([&] { return max(families, Symbol(2.0)); }), 1U);
  EXPECT_EQ(errors_of([&] { return families >= persons; }), 1U);
  EXPECT_EQ(errors_of([&] { return where(a >= b, families, persons); }), 1U);
  EXPECT_EQ(errors_of([&] { return sqrt(families); }), 1U);
  EXPECT_EQ(errors_of([&] { return grow(rate); }), 1U);
  EXPECT_EQ(errors_of([&] { return elastic(a, families); }), 1U);
  EXPECT_EQ(errors_of([&] { return s_curve(families); }), 1U);
  EXPECT_EQ(errors_of([&] { return s_curve_inverse(families); }), 1U);
  EXPECT_EQ(errors_of([&] { return positive_part(families, a); }), 1U);
  EXPECT_EQ(errors_of([&] { return soft_min(families, persons); }), 1U);
  EXPECT_EQ(errors_of([&] { return ramp(rate); }), 1U);
  EXPECT_EQ(errors_of([&] { return bell(rate); }), 1U);
  EXPECT_EQ(errors_of([&] { return coverage(families, a, b); }), 1U);
  EXPECT_EQ(errors_of([&] { return coverage(a, families, b); }), 1U);
  EXPECT_EQ(errors_of([&] { return two_speed(families, persons, rate, rate); }), 1U);
  EXPECT_EQ(errors_of([&] { return two_speed(families, families, rate, a); }), 1U);
  EXPECT_EQ(errors_of([&] { return sum(std::array<Symbol, 2>{families, persons}); }), 1U);
  EXPECT_EQ(errors_of([&] { return Symbol() * a; }), 1U) << "a quantity that was never set";
}

TEST_F(SymbolTest, OneMistakeIsReportedOnce) {
  static_cast<void>(sqrt(families + persons) + families + max(a, grow(families + persons)));
  EXPECT_THAT(book.errors(), SizeIs(2)) << "the two sums, and nothing that follows from them";
}

TEST_F(SymbolTest, NamesAreNotLookedThrough) {
  const Symbol v = named("speed", "v", a / b);
  const auto used = book.names_in(v * c + v * a);
  ASSERT_THAT(used, SizeIs(3));
  EXPECT_EQ(text(used[0]), "v");
  EXPECT_EQ(text(used[1]), "c");
  EXPECT_EQ(text(used[2]), "a");
  EXPECT_EQ(text(book.definition(v)), "a / b");
}

TEST_F(SymbolTest, ALongTextIsCutShort) {
  Symbol grown = a;
  for (int i = 0; i < 40; ++i) {
    grown = grown * grown; // 2^40 factors
  }
  const std::string shortened = book.text(grown, {}, 50);
  EXPECT_LE(shortened.size(), 60U);
  EXPECT_THAT(shortened, HasSubstr("..."));
}

TEST(SymbolBookTest, BooksNestAndEndWithTheirScope) {
  EXPECT_THROW(Symbol(1.0), std::logic_error);
  {
    const SymbolBook outer;
    const Symbol one(1.5);
    {
      const SymbolBook inner;
      EXPECT_EQ(inner.nodes().size(), 1U) << "nothing of the outer book";
      EXPECT_EQ(inner.text(Symbol(2.5)), "2.5");
    }
    EXPECT_EQ(SymbolBook::current().text(one), "1.5");
  }
  EXPECT_THROW(Symbol(1.0), std::logic_error);
}

} // namespace
} // namespace headwater::model
