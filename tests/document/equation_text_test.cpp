// The text of the equations is the truth: read back and worked out by hand, it gives what the program computes.
#include "model/document/influences.hpp"
#include "model/solve/trajectory.hpp"
#include "tests/scotland_drivers.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cctype>
#include <charconv>
#include <cmath>
#include <map>
#include <stdexcept>
#include <vector>

namespace headwater::model {
namespace {

/// A moment of a run with every lever pulled, and what the equations are there.
World world_in(int year) {
  Plan plan;
  for (std::size_t i = 0; i < lever_count; ++i) {
    plan.steps.push_back({i, 2015.0, 1.0, 0.2 * levers()[i].high + 0.05 * levers()[i].low});
  }
  plan.wellbeing_end = 2025.0;
  plan.loan_end = 2018.5;
  const Trajectory run = model::run(default_values(), headwater::tests::scotland_drivers(plan), year);
  return {.state = run.states.back(),
          .moment = run.grid.moments.back(),
          .parameters = run.parameters,
          .reference = run.reference};
}

/// The value of a given quantity in a world.
class GivenValues {
public:
  explicit GivenValues(const World& world)
      : state_{world.state}, values_{std::bit_cast<ParameterValues<double>>(world.parameters)},
        levers_{std::bit_cast<std::array<double, lever_count>>(world.moment.lever)},
        drivers_{
#define DRIVER(name, symbol, unit, meaning) world.moment.name,
#include "model/quantities/drivers.def"
#undef DRIVER
#define SETTING(name, symbol, key, unit, value, low, high, stated, counts, meaning) world.moment.name,
#include "model/quantities/settings.def"
#undef SETTING
#define LOOP(name, symbol, held, through, meaning) world.moment.loop.name,
#include "model/quantities/loops.def"
#undef LOOP
        },
        references_{std::bit_cast<decltype(references_)>(world.reference)} {
  }

  double operator()(const Leaf& leaf) const {
    switch (leaf.kind) {
    case QuantityKind::parameter:
      return values_.at(leaf.position);
    case QuantityKind::stock:
      return state_.at(leaf.position);
    case QuantityKind::lever:
      return levers_.at(leaf.position);
    case QuantityKind::driver:
      return drivers_.at(leaf.position);
    case QuantityKind::reference:
      return references_.at(leaf.position);
    case QuantityKind::auxiliary:
      break;
    }
    throw std::logic_error("an auxiliary is not given");
  }

private:
  State<double> state_;
  ParameterValues<double> values_;
  std::array<double, lever_count> levers_;
  std::vector<double> drivers_; // and settings and switches of loops
  std::array<double, sizeof(Reference<double>) / sizeof(double)> references_;
};

/// What each name is worth, as it is written: "U_2", and under an index also "U_b".
using Names = std::map<std::string, double, std::less<>>;

/// Reads the notation of the documents and works it out.
class Reader {
public:
  Reader(const Names& names, const std::map<std::string, std::vector<double>, std::less<>>& bands,
         std::string_view text)
      : names_{names}, bands_{bands}, rest_{text} {}

  double value() {
    const double result = sum();
    if (!rest_.empty()) {
      throw std::runtime_error("cannot read: " + std::string(rest_));
    }
    return result;
  }

private:
  bool take(std::string_view token) {
    if (!rest_.starts_with(token)) {
      return false;
    }
    rest_.remove_prefix(token.size());
    return true;
  }

  double sum() {
    double result = product();
    while (true) {
      if (take(" + ")) {
        result += product();
      } else if (take(" - ")) {
        result -= product();
      } else {
        return result;
      }
    }
  }

  double product() {
    const bool minus = take("-");
    double result = single();
    while (true) {
      if (take(" · ")) {
        result *= single();
      } else if (take(" / ")) {
        result /= single();
      } else {
        return minus ? -result : result;
      }
    }
  }

  // The longest known name here that ends where a word ends.
  const double* name() {
    const auto continues_word = [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '\'';
    };
    for (std::size_t length = std::min<std::size_t>(rest_.size(), 60); length > 0; --length) {
      const auto found = names_.find(rest_.substr(0, length));
      if (found != names_.end() && (length == rest_.size() || !continues_word(rest_[length]))) {
        rest_.remove_prefix(length);
        return &found->second;
      }
    }
    return nullptr;
  }

  double single() {
    if (const double* known = name()) {
      return *known;
    }
    if (take("(")) {
      const double result = sum();
      expect(")");
      return result;
    }
    if (!rest_.empty() && std::isdigit(static_cast<unsigned char>(rest_[0])) != 0) {
      double number = 0.0;
      const auto end = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number).ptr;
      rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
      return number;
    }
    return function();
  }

  void expect(std::string_view token) {
    if (!take(token)) {
      throw std::runtime_error("expected " + std::string(token) + " before: " + std::string(rest_));
    }
  }

  double function() {
    if (take("sum(")) {
      return sum_over_bands();
    }
    const std::size_t open = rest_.find('(');
    const std::string called(rest_.substr(0, open));
    rest_.remove_prefix(std::min(rest_.size(), open + 1));
    std::vector<double> x;
    do {
      x.push_back(sum());
    } while (take(", "));
    expect(")");
    const auto is = [&](std::string_view expected, std::size_t arguments) {
      return called == expected && x.size() == arguments;
    };
    if (is("min", 2)) {
      return std::min(x[0], x[1]);
    }
    if (is("max", 2)) {
      return std::max(x[0], x[1]);
    }
    if (is("sqrt", 1)) {
      return std::sqrt(x[0]);
    }
    if (is("square", 1)) {
      return x[0] * x[0];
    }
    if (is("fourth_power", 1)) {
      return x[0] * x[0] * x[0] * x[0];
    }
    if (is("grow", 1)) {
      return grow(x[0]);
    }
    if (is("elastic", 2)) {
      return elastic(x[0], x[1]);
    }
    if (is("s_curve", 1)) {
      return s_curve(x[0]);
    }
    if (is("positive_part", 2)) {
      return positive_part(x[0], x[1]);
    }
    if (is("levelling_off", 2)) {
      return levelling_off(x[0], x[1]);
    }
    if (is("staying_positive", 2)) {
      return staying_positive(x[0], x[1]);
    }
    if (is("soft_min", 2)) {
      return soft_min(x[0], x[1]);
    }
    if (is("ramp", 1)) {
      return ramp(x[0]);
    }
    if (is("bell", 1)) {
      return bell(x[0]);
    }
    if (is("coverage", 3)) {
      return coverage(x[0], x[1], x[2]);
    }
    if (is("two_speed", 4)) {
      return two_speed(x[0], x[1], x[2], x[3]);
    }
    throw std::runtime_error("no function " + called);
  }

  // After "sum(": either a name that has bands, or "expression in i, i = 0..last)".
  double sum_over_bands() {
    std::size_t end = 0;
    for (int depth = 1; depth > 0; ++end) {
      depth += rest_.at(end) == '(' ? 1 : rest_.at(end) == ')' ? -1 : 0;
    }
    const std::string_view inside = rest_.substr(0, end - 1);
    rest_.remove_prefix(end);
    double total = 0.0;
    const std::size_t range = inside.rfind(", i = 0..");
    if (range == std::string_view::npos) {
      for (const double value : bands_.find(inside)->second) {
        total += value;
      }
      return total;
    }
    const auto last = static_cast<std::size_t>(inside.back() - '0');
    for (std::size_t i = 0; i <= last; ++i) {
      Names with_index = names_;
      for (const auto& [symbol, values] : bands_) {
        const std::string written = symbol.find('>') == std::string::npos ? symbol : "(" + symbol + ")";
        if (i < values.size()) {
          with_index[written + "_i"] = values[i];
        }
      }
      total += Reader(with_index, bands_, inside.substr(0, range)).value();
    }
    return total;
  }

  const Names& names_;
  const std::map<std::string, std::vector<double>, std::less<>>& bands_;
  std::string_view rest_;
};

class EquationText : public testing::TestWithParam<int> {
protected:
  void SetUp() override {
    for (std::size_t i = 0; i < book.nodes().size(); ++i) {
      const Node& node = book.nodes()[i];
      if (node.operation == Operation::leaf || node.operation == Operation::name) {
        const Leaf& leaf = book.leaf_of(node);
        names[SymbolBook::text(leaf)] = values[i];
        if (leaf.band != no_band) {
          auto& of_symbol = bands[leaf.symbol];
          of_symbol.resize(std::max(of_symbol.size(), leaf.band + 1));
          of_symbol[leaf.band] = values[i];
        }
      }
    }
  }

  double read(std::string_view text) const { return Reader(names, bands, text).value(); }

  /// The same where `b`, `k` and `b-1` stand for a band.
  double read_in_band(std::string_view text, std::size_t band) const {
    Names in_band = names;
    for (const auto& [symbol, of_symbol] : bands) {
      const std::string written = symbol.find('>') == std::string::npos ? symbol : "(" + symbol + ")";
      if (band < of_symbol.size()) {
        in_band[written + "_b"] = of_symbol[band];
        in_band[written + "_k"] = of_symbol[band];
      }
      if (band > 0 && band <= of_symbol.size()) {
        in_band[written + "_{b-1}"] = of_symbol[band - 1];
      }
    }
    return Reader(in_band, bands, text).value();
  }

  static void expect_same(double expected, double found, const std::string& what) {
    EXPECT_LE(std::abs(found - expected), 1e-12 * std::max(1.0, std::abs(expected)))
        << what << ": " << found << " for " << expected;
  }

  const World world = world_in(GetParam());
  const SymbolBook book;
  const RecordedEquations recorded = record_equations();
  const std::vector<double> values = book.evaluate(GivenValues(world));
  Names names;
  std::map<std::string, std::vector<double>, std::less<>> bands;
};

/// Whether a row of the book is about this band: "b = 1, 2, 3", or none said for all of them.
bool holds_for(const std::string& listed, std::size_t band) {
  return listed.empty() || listed.find(std::to_string(band), 3) != std::string::npos;
}

TEST_P(EquationText, TheFlowsAddUpToTheDerivative) {
  State<double> assembled{};
  for (const RecordedEquation& equation : recorded.equations) {
    const double rate = values[equation.expression.node()];
    switch (equation.kind) {
    case EquationKind::flow:
      if (equation.arrow.from.inside) {
        assembled[equation.arrow.from.index] -= rate;
      }
      if (equation.arrow.to.inside) {
        assembled[equation.arrow.to.index] += rate;
      }
      break;
    case EquationKind::adjustment:
      assembled[equation.arrow.to.index] += rate;
      break;
    case EquationKind::cost:
      assembled[accumulator(static_cast<Category>(equation.position)).index] = rate;
      break;
    case EquationKind::count:
      assembled[accumulator(static_cast<Counter>(equation.position)).index] = rate;
      break;
    default:
      break;
    }
  }
  const State<double> computed = derivative(world.state, world.parameters, world.reference, world.moment);
  for (std::size_t i = 0; i < state_size; ++i) {
    expect_same(computed[i], assembled[i], "number " + std::to_string(i) + " of the state");
  }
}

TEST_P(EquationText, EveryEquationReadsAsItIsComputed) {
  for (const RecordedEquation& equation : recorded.equations) {
    const Symbol right =
        equation.kind == EquationKind::auxiliary ? book.definition(equation.expression) : equation.expression;
    expect_same(values[right.node()], read(book.text(right)), equation.name + ": " + book.text(right));
  }
}

TEST_P(EquationText, EveryRowOfTheBookReadsAsItIsComputed) {
  for (const EquationRow& row : equation_book().equations) {
    if (row.kind != EquationKind::auxiliary) {
      continue;
    }
    const bool generic = row.symbol.ends_with("_b");
    for (std::size_t b = 0; b < (generic ? band_count : 1); ++b) {
      if (generic && holds_for(row.bands, b)) {
        expect_same(read_in_band(row.symbol, b), read_in_band(row.text, b), row.symbol + " = " + row.text);
      } else if (!generic) {
        expect_same(read(row.symbol), read(row.text), row.symbol + " = " + row.text);
      }
    }
  }
}

TEST_P(EquationText, TheDifferentialEquationsReadAsTheDerivative) {
  const State<double> computed = derivative(world.state, world.parameters, world.reference, world.moment);
  State<double> found{};
  std::array<int, stock_size> times{};
  for (const DifferentialEquation& row : equation_book().differentials) {
    const auto all = stocks();
    const auto stock = std::find_if(all.begin(), all.end(), [&](const StockRow& s) { return s.name == row.stock; });
    const bool generic = row.symbol.ends_with("_b") || row.symbol.ends_with("_k");
    for (std::size_t b = 0; b < stock->bands; ++b) {
      if (generic ? holds_for(row.bands, b) : stock->bands == 1 || row.symbol.ends_with("_" + std::to_string(b))) {
        found[stock->first + b] = generic ? read_in_band(row.text, b) : read(row.text);
        ++times[stock->first + b];
      }
    }
  }
  for (std::size_t i = 0; i < stock_size; ++i) {
    EXPECT_EQ(times[i], 1) << stock_at(i)->name;
    // sums in another order: rounding of the largest flow
    EXPECT_LE(std::abs(found[i] - computed[i]),
              1e-12 * std::max({1.0, std::abs(computed[i]), std::abs(world.state[i])}))
        << stock_at(i)->name;
  }
}

INSTANTIATE_TEST_SUITE_P(InTheYear, EquationText, testing::Values(2012, 2020, 2030));

} // namespace
} // namespace headwater::model
