#include "model/scalars/symbol.hpp"

#include "model/scalars/operation_values.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <utility>

namespace headwater::model {
namespace {

thread_local SymbolBook* book_in_use = nullptr;

// How tightly the text of an expression holds together.
enum class Binding : std::uint8_t { sum, negative, product, whole };

Binding binding(const Node& node) {
  switch (node.operation) {
  case Operation::add:
  case Operation::subtract:
    return Binding::sum;
  case Operation::negate:
    return Binding::negative;
  case Operation::number:
    return node.value < 0.0 ? Binding::negative : Binding::whole;
  case Operation::multiply:
  case Operation::divide:
    return Binding::product;
  default:
    return Binding::whole;
  }
}

std::string_view function_name(Operation operation) {
  switch (operation) {
  case Operation::square_root:
    return "sqrt";
  case Operation::minimum:
    return "min";
  case Operation::maximum:
    return "max";
  case Operation::where:
    return "where";
  case Operation::square:
    return "square";
  case Operation::fourth_power:
    return "fourth_power";
  case Operation::grow:
    return "grow";
  case Operation::elastic:
    return "elastic";
  case Operation::s_curve:
    return "s_curve";
  case Operation::s_curve_inverse:
    return "s_curve_inverse";
  case Operation::positive_part:
    return "positive_part";
  case Operation::levelling_off:
    return "levelling_off";
  case Operation::staying_positive:
    return "staying_positive";
  case Operation::soft_min:
    return "soft_min";
  case Operation::ramp:
    return "ramp";
  case Operation::bell:
    return "bell";
  case Operation::coverage:
    return "coverage";
  case Operation::two_speed:
    return "two_speed";
  default:
    return "";
  }
}

std::string number_text(double value) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  return {digits.data(), end};
}

bool is_number(Symbol a, double value) {
  const Node& node = SymbolBook::current().node(a);
  return node.operation == Operation::number && node.value == value;
}

Unit unit_of(Symbol a) { return SymbolBook::current().unit_of(a); }

// One unit for both: that of the other where one is 0. None where they differ.
std::optional<Unit> common_unit(Symbol a, Symbol b) {
  const SymbolBook& book = SymbolBook::current();
  if (book.is_zero(a)) {
    return unit_of(b);
  }
  if (book.is_zero(b)) {
    return unit_of(a);
  }
  const Unit left = unit_of(a);
  const Unit right = unit_of(b);
  if (!left.known || !right.known) {
    return Unit{.power = {}, .known = false};
  }
  return left == right ? std::optional(left) : std::nullopt;
}

Unit unknown_unit() { return {.power = {}, .known = false}; }

std::string in_unit(Symbol a) { return SymbolBook::current().text(a, {}, 200) + " is in " + to_string(unit_of(a)); }

// Makes an expression, then says which of its pairs of operands should have had one unit and have not.
Symbol make_checked(Operation operation, std::span<const Symbol> operands,
                    std::span<const std::pair<Symbol, Symbol>> alike, std::span<const Symbol> plain, Unit unit) {
  SymbolBook& book = SymbolBook::current();
  std::string problem;
  const auto add = [&problem](const std::string& text) { problem += (problem.empty() ? "" : "; ") + text; };
  for (const auto& [a, b] : alike) {
    if (!common_unit(a, b)) {
      add(in_unit(a) + ", but " + in_unit(b));
    }
  }
  for (const Symbol a : plain) {
    if (unit_of(a).known && unit_of(a) != plain_number) {
      add(in_unit(a) + ", but should be a plain number");
    }
  }
  const Symbol result = book.make(operation, operands, problem.empty() ? unit : unknown_unit());
  if (!problem.empty()) {
    book.report(result, std::move(problem));
  }
  return result;
}

Symbol make_alike(Operation operation, Symbol a, Symbol b) {
  const std::array operands{a, b};
  const std::array alike{std::pair{a, b}};
  return make_checked(operation, operands, alike, {}, common_unit(a, b).value_or(unknown_unit()));
}

Symbol make_plain(Operation operation, std::span<const Symbol> operands) {
  return make_checked(operation, operands, {}, operands, plain_number);
}

// 0 in the unit that a product with it would have.
Symbol nothing(const Unit& unit) { return SymbolBook::current().make(Operation::number, {}, unit, 0.0); }

Symbol make_plain(Operation operation, Symbol a) { return make_plain(operation, std::span(&a, 1)); }

} // namespace

// ---- the book -------------------------------------------------------------------------------------------------------

SymbolBook::SymbolBook() : nodes_(1), outer_{std::exchange(book_in_use, this)} { nodes_[0].unit.known = false; }

SymbolBook::~SymbolBook() { book_in_use = outer_; }

SymbolBook& SymbolBook::current() {
  if (book_in_use == nullptr) {
    throw std::logic_error("a Symbol needs a SymbolBook that lives");
  }
  return *book_in_use;
}

Symbol SymbolBook::at(std::uint32_t node) const {
  Symbol symbol;
  symbol.node_ = node;
  return symbol;
}

Symbol SymbolBook::make(Operation operation, std::span<const Symbol> operands, const Unit& unit, double value) {
  Node node{.operation = operation,
            .operands = static_cast<std::uint8_t>(operands.size()),
            .operand = {},
            .value = value,
            .leaf = 0,
            .unit = unit};
  std::transform(operands.begin(), operands.end(), node.operand.begin(), [](Symbol s) { return s.node(); });
  nodes_.push_back(node);
  const Symbol result = at(static_cast<std::uint32_t>(nodes_.size() - 1));
  if (std::any_of(operands.begin(), operands.end(), [](Symbol s) { return s.node() == 0; })) {
    report(result, "a quantity is read before it is set");
  }
  return result;
}

Symbol SymbolBook::leaf(Leaf leaf, const Unit& unit) {
  leaves_.push_back(std::move(leaf));
  const Symbol result = make(Operation::leaf, {}, unit);
  nodes_.back().leaf = static_cast<std::uint32_t>(leaves_.size() - 1);
  return result;
}

Symbol SymbolBook::name(Leaf leaf, Symbol value) {
  leaves_.push_back(std::move(leaf));
  const Symbol result = make(Operation::name, std::span(&value, 1), unit_of(value));
  nodes_.back().leaf = static_cast<std::uint32_t>(leaves_.size() - 1);
  return result;
}

void SymbolBook::report(Symbol expression, std::string problem) {
  errors_.push_back({expression.node(), text(expression, {}, 400), std::move(problem)});
}

std::string SymbolBook::text(const Leaf& leaf, const BandLabel& label) {
  // a symbol such as K>F is bracketed, lest it read as a comparison
  std::string symbol = leaf.symbol.find('>') == std::string::npos ? leaf.symbol : "(" + leaf.symbol + ")";
  if (leaf.band == no_band) {
    return symbol;
  }
  if (leaf.band == label.band) {
    const bool long_label = label.label.size() > 1;
    return symbol + "_" + (long_label ? "{" : "") + std::string(label.label) + (long_label ? "}" : "");
  }
  return leaf.one_band.empty() ? symbol + "_" + std::to_string(leaf.band) : leaf.one_band;
}

std::string SymbolBook::text(Symbol symbol, const BandLabel& label, std::size_t limit) const {
  std::string result;
  write(result, symbol.node(), label, limit);
  if (result.size() > limit) {
    result.resize(limit);
    // never cut a character of several bytes
    while (!result.empty() && static_cast<signed char>(result.back()) < 0) {
      result.pop_back();
    }
    result += "...";
  }
  return result;
}

bool SymbolBook::is_zero(Symbol symbol) const {
  const Node& made = node(symbol);
  return (made.operation == Operation::number && made.value == 0.0) ||
         (made.operation == Operation::name && is_zero(at(made.operand[0])));
}

bool SymbolBook::is_sum(Symbol symbol) const {
  const Node& made = node(symbol);
  if (made.operation == Operation::multiply || made.operation == Operation::divide) {
    // a product opens with a minus where its first factor does, unless that is a sum in brackets
    const Binding first = binding(nodes_[made.operand[0]]);
    return (first == Binding::negative || first == Binding::product) && is_sum(at(made.operand[0]));
  }
  if (made.operation == Operation::sum) {
    std::string text;
    return !write_as_sum_over_bands(text, made, 1000);
  }
  return binding(made) <= Binding::negative;
}

void SymbolBook::write_operand(std::string& to, std::uint32_t node, bool brackets, const BandLabel& label,
                               std::size_t limit) const {
  to += brackets ? "(" : "";
  write(to, node, label, limit);
  to += brackets ? ")" : "";
}

bool SymbolBook::write_as_sum_over_bands(std::string& to, const Node& node, std::size_t limit) const {
  constexpr std::string_view index = "i";
  std::size_t last = node.operands;
  const auto says_zero = [this](std::uint32_t i) {
    return nodes_[i].operation == Operation::number && nodes_[i].value == 0.0;
  };
  while (last > 0 && says_zero(node.operand[last - 1])) {
    --last;
  }
  if (last < 2) {
    return false;
  }
  const std::string one = text(at(node.operand[0]), {0, index}, limit);
  for (std::size_t i = 1; i < last; ++i) {
    if (text(at(node.operand[i]), {i, index}, limit) != one) {
      return false;
    }
  }
  const Node& first = nodes_[node.operand[0]];
  const bool named_thing = first.operation == Operation::leaf || first.operation == Operation::name;
  if (named_thing && leaf_of(first).band == 0 && last == node.operands) {
    to += "sum(" + leaf_of(first).symbol + ")";
  } else {
    to += "sum(" + one + ", i = 0.." + std::to_string(last - 1) + ")";
  }
  return true;
}

void SymbolBook::write(std::string& to, std::uint32_t position, const BandLabel& label, std::size_t limit) const {
  if (to.size() > limit) {
    return;
  }
  const Node& made = nodes_[position];
  const auto operand = [&](std::size_t i) -> const Node& { return nodes_[made.operand[i]]; };
  const auto loose = [&](std::size_t i) { return is_sum(at(made.operand[i])); };
  switch (made.operation) {
  case Operation::unset:
    to += "?";
    return;
  case Operation::number:
    to += number_text(made.value);
    return;
  case Operation::leaf:
  case Operation::name:
    to += text(leaf_of(made), label);
    return;
  case Operation::add:
  case Operation::subtract: {
    const bool minus = made.operation == Operation::subtract;
    write(to, made.operand[0], label, limit);
    to += minus ? " - " : " + ";
    // a + (b - c) and a + (b + c) read the same without brackets
    write_operand(to, made.operand[1], loose(1) && (minus || binding(operand(1)) != Binding::sum), label, limit);
    return;
  }
  case Operation::multiply:
  case Operation::divide: {
    const bool over = made.operation == Operation::divide;
    // -a · b reads the same with the minus inside or outside
    write_operand(to, made.operand[0],
                  loose(0) && binding(operand(0)) != Binding::negative && binding(operand(0)) != Binding::product,
                  label, limit);
    to += over ? " / " : " · ";
    write_operand(to, made.operand[1], loose(1) || (over && binding(operand(1)) == Binding::product), label, limit);
    return;
  }
  case Operation::negate:
    to += "-";
    write_operand(to, made.operand[0], loose(0), label, limit);
    return;
  case Operation::sum:
    if (!write_as_sum_over_bands(to, made, limit)) {
      for (std::size_t i = 0; i < made.operands; ++i) {
        to += i > 0 ? " + " : "";
        write_operand(to, made.operand[i], i > 0 && binding(operand(i)) == Binding::negative, label, limit);
      }
    }
    return;
  case Operation::at_least:
    write(to, made.operand[0], label, limit);
    to += " >= ";
    write(to, made.operand[1], label, limit);
    return;
  default:
    to += std::string(function_name(made.operation)) + "(";
    for (std::size_t i = 0; i < made.operands; ++i) {
      to += i > 0 ? ", " : "";
      write(to, made.operand[i], label, limit);
    }
    to += ")";
  }
}

std::vector<Symbol> SymbolBook::names_in(Symbol symbol) const {
  std::vector<Symbol> found;
  std::vector<bool> seen(nodes_.size(), false);
  std::vector<std::uint32_t> next{symbol.node()};
  while (!next.empty()) {
    const std::uint32_t position = next.back();
    next.pop_back();
    if (seen[position]) {
      continue;
    }
    seen[position] = true;
    const Node& made = nodes_[position];
    if (made.operation == Operation::leaf || made.operation == Operation::name) {
      found.push_back(at(position));
      continue;
    }
    for (std::size_t i = made.operands; i-- > 0;) {
      next.push_back(made.operand[i]);
    }
  }
  return found;
}

std::vector<double> SymbolBook::evaluate(const std::function<double(const Leaf&)>& value_of) const {
  std::vector<double> values(nodes_.size(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t position = 1; position < nodes_.size(); ++position) {
    const Node& made = nodes_[position];
    if (made.operation == Operation::leaf) {
      values[position] = value_of(leaf_of(made));
    } else if (made.operation != Operation::unset) {
      values[position] = value_of_operation<double>(made, [&](std::size_t i) { return values[made.operand[i]]; });
    }
  }
  return values;
}

// ---- numbers and arithmetic: x + 0, x * 1 and x * 0 are x, x and 0, so that a text says only what matters -----------

Symbol::Symbol(double number) : Symbol{SymbolBook::current().make(Operation::number, {}, plain_number, number)} {}

Symbol operator+(Symbol a, Symbol b) {
  if (is_number(a, 0.0)) {
    return b;
  }
  return is_number(b, 0.0) ? a : make_alike(Operation::add, a, b);
}

Symbol operator-(Symbol a, Symbol b) {
  if (is_number(b, 0.0)) {
    return a;
  }
  return is_number(a, 0.0) ? -b : make_alike(Operation::subtract, a, b);
}

Symbol operator*(Symbol a, Symbol b) {
  if (is_number(a, 0.0) || is_number(b, 0.0)) {
    return nothing(unit_of(a) * unit_of(b));
  }
  if (is_number(a, 1.0)) {
    return b;
  }
  if (is_number(b, 1.0)) {
    return a;
  }
  return SymbolBook::current().make(Operation::multiply, std::array{a, b}, unit_of(a) * unit_of(b));
}

Symbol operator/(Symbol a, Symbol b) {
  if (is_number(a, 0.0)) {
    return nothing(unit_of(a) / unit_of(b));
  }
  if (is_number(b, 1.0)) {
    return a;
  }
  return SymbolBook::current().make(Operation::divide, std::array{a, b}, unit_of(a) / unit_of(b));
}

Symbol operator-(Symbol a) {
  return is_number(a, 0.0) ? a : SymbolBook::current().make(Operation::negate, std::array{a}, unit_of(a));
}

SymbolMask operator>=(Symbol a, Symbol b) { return {make_alike(Operation::at_least, a, b)}; }

Symbol where(SymbolMask mask, Symbol a, Symbol b) {
  const std::array operands{mask.comparison, a, b};
  const std::array alike{std::pair{a, b}};
  return make_checked(Operation::where, operands, alike, {}, common_unit(a, b).value_or(unknown_unit()));
}

Symbol min(Symbol a, Symbol b) { return make_alike(Operation::minimum, a, b); }
Symbol max(Symbol a, Symbol b) { return make_alike(Operation::maximum, a, b); }

Symbol sqrt(Symbol a) {
  SymbolBook& book = SymbolBook::current();
  Unit half = unit_of(a);
  bool even = true;
  for (std::int8_t& power : half.power) {
    even = even && power % 2 == 0;
    power = static_cast<std::int8_t>(power / 2);
  }
  const Symbol result = book.make(Operation::square_root, std::array{a}, even ? half : unknown_unit());
  if (!even) {
    book.report(result, in_unit(a) + ", which has no square root");
  }
  return result;
}

Symbol named(std::string_view name, std::string_view symbol, Symbol value) {
  return SymbolBook::current().name({.name = std::string(name), .symbol = std::string(symbol)}, value);
}

Symbol named_in_band(std::string_view name, std::string_view symbol, std::size_t band, Symbol value) {
  return SymbolBook::current().name({.name = std::string(name), .symbol = std::string(symbol), .band = band}, value);
}

Symbol sum_of(std::span<const Symbol> values) {
  std::vector<std::pair<Symbol, Symbol>> alike;
  Unit unit = unit_of(values.front());
  Symbol of_unit = values.front();
  for (const Symbol value : values.subspan(1)) {
    alike.emplace_back(of_unit, value);
    if (SymbolBook::current().is_zero(of_unit)) {
      of_unit = value;
      unit = unit_of(value);
    }
  }
  return make_checked(Operation::sum, values, alike, {}, unit);
}

// ---- smooth functions
// -------------------------------------------------------------------------------------------------

Symbol square(Symbol x) {
  return SymbolBook::current().make(Operation::square, std::array{x}, unit_of(x) * unit_of(x));
}

Symbol fourth_power(Symbol x) {
  const Unit squared = unit_of(x) * unit_of(x);
  return SymbolBook::current().make(Operation::fourth_power, std::array{x}, squared * squared);
}

Symbol grow(Symbol x) { return make_plain(Operation::grow, x); }
Symbol elastic(Symbol r, Symbol a) { return make_plain(Operation::elastic, std::array{r, a}); }
Symbol s_curve(Symbol x) { return make_plain(Operation::s_curve, x); }
Symbol s_curve_inverse(Symbol p) { return make_plain(Operation::s_curve_inverse, p); }
Symbol positive_part(Symbol x, Symbol softness) { return make_alike(Operation::positive_part, x, softness); }
Symbol levelling_off(Symbol x, Symbol knee) { return make_alike(Operation::levelling_off, x, knee); }
Symbol staying_positive(Symbol x, Symbol knee) { return make_alike(Operation::staying_positive, x, knee); }
Symbol soft_min(Symbol a, Symbol b) { return make_alike(Operation::soft_min, a, b); }
Symbol ramp(Symbol x) { return make_plain(Operation::ramp, x); }
Symbol bell(Symbol u) { return make_plain(Operation::bell, u); }

Symbol coverage(Symbol base, Symbol m, Symbol scale) {
  const std::array alike{std::pair{m, scale}};
  const std::array plain{base};
  return make_checked(Operation::coverage, std::array{base, m, scale}, alike, plain, plain_number);
}

Symbol two_speed(Symbol gap, Symbol width, Symbol up, Symbol down) {
  const std::array alike{std::pair{gap, width}, std::pair{up, down}};
  const Unit speed = common_unit(up, down).value_or(unknown_unit());
  return make_checked(Operation::two_speed, std::array{gap, width, up, down}, alike, {}, unit_of(gap) * speed);
}

} // namespace headwater::model
