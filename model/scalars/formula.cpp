#include "model/scalars/formula.hpp"

#include <bit>
#include <cctype>
#include <stdexcept>

namespace headwater::formulas {
namespace {

FormulaBook* book_in_use = nullptr;

bool is_number(Formula a, double value) {
  const FormulaNode& node = FormulaBook::current().node(a);
  return node.operation == Operation::number && node.value == value;
}

template<std::size_t N> Formula make(Operation operation, const std::array<Formula, N>& operands) {
  return FormulaBook::current().make(operation, operands.data(), N);
}

// What varies with either of two things varies with both.
Varies join(Varies a, Varies b) {
  if (a == Varies::with_state || b == Varies::with_state) {
    return Varies::with_state;
  }
  if (a == Varies::never || a == b) {
    return b;
  }
  return b == Varies::never ? a : Varies::with_run_and_time;
}

std::string key_of(const FormulaNode& node) {
  std::string key(1, static_cast<char>(node.operation));
  key += static_cast<char>(node.given.kind);
  for (const std::uint32_t part : {node.operand[0], node.operand[1], node.operand[2], node.given.position}) {
    key += std::to_string(part) + ',';
  }
  return key + std::to_string(std::bit_cast<std::uint64_t>(node.value));
}

std::string identifier(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool fits = std::isalnum(static_cast<unsigned char>(c)) != 0;
    if (fits || (!result.empty() && result.back() != '_')) {
      result += fits ? static_cast<char>(std::tolower(static_cast<unsigned char>(c))) : '_';
    }
  }
  while (result.ends_with('_')) {
    result.pop_back();
  }
  return result;
}

} // namespace

FormulaBook::FormulaBook() : nodes_(1), varies_{Varies::never} {
  if (book_in_use != nullptr) {
    throw std::logic_error("one book of formulas at a time");
  }
  book_in_use = this;
}

FormulaBook::~FormulaBook() { book_in_use = nullptr; }

FormulaBook& FormulaBook::current() {
  if (book_in_use == nullptr) {
    throw std::logic_error("a Formula needs a FormulaBook that lives");
  }
  return *book_in_use;
}

Formula FormulaBook::keep(const FormulaNode& node, Varies varies) {
  const auto [place, is_new] = made_.try_emplace(key_of(node), static_cast<std::uint32_t>(nodes_.size()));
  if (is_new) {
    nodes_.push_back(node);
    varies_.push_back(varies);
  }
  Formula formula;
  formula.node_ = place->second;
  return formula;
}

Formula FormulaBook::at(std::uint32_t node) {
  Formula formula;
  formula.node_ = node;
  return formula;
}

Formula FormulaBook::leaf(GivenNumber given) {
  FormulaNode node;
  node.operation = Operation::given;
  node.given = given;
  switch (given.kind) {
  case Given::state:
    return keep(node, Varies::with_state);
  case Given::moment:
    return keep(node, Varies::with_time);
  default:
    return keep(node, Varies::with_run);
  }
}

Formula FormulaBook::number(double value) {
  FormulaNode node;
  node.operation = Operation::number;
  node.value = value;
  return keep(node, Varies::never);
}

Formula FormulaBook::make(Operation operation, const Formula* operands, std::size_t count) {
  FormulaNode node;
  node.operation = operation;
  node.operands = static_cast<std::uint8_t>(count);
  Varies varies = Varies::never;
  for (std::size_t i = 0; i < count; ++i) {
    if (operands[i].node() == 0) {
      throw std::logic_error("a quantity is read before it is set");
    }
    node.operand[i] = operands[i].node();
    varies = join(varies, varies_[operands[i].node()]);
  }
  return keep(node, varies);
}

void FormulaBook::name(Formula formula, std::string_view plain_name, std::string_view ending) {
  FormulaNode& node = nodes_[formula.node()];
  if (!node.name.empty() || node.operands == 0) {
    return;
  }
  const std::string wanted = identifier(plain_name) + std::string(ending);
  node.name = wanted;
  for (int next = 2; !names_.insert(node.name).second; ++next) {
    node.name = wanted + "_v" + std::to_string(next);
  }
}

// Nobody writes x + 0, x * 1 or x * 0.

Formula::Formula(double number) : Formula{FormulaBook::current().number(number)} {}

Formula operator+(Formula a, Formula b) {
  if (is_number(a, 0.0)) {
    return b;
  }
  return is_number(b, 0.0) ? a : make(Operation::add, std::array{a, b});
}

Formula operator-(Formula a, Formula b) {
  if (is_number(b, 0.0)) {
    return a;
  }
  return is_number(a, 0.0) ? -b : make(Operation::subtract, std::array{a, b});
}

Formula operator*(Formula a, Formula b) {
  if (is_number(a, 0.0) || is_number(b, 1.0)) {
    return a;
  }
  return is_number(b, 0.0) || is_number(a, 1.0) ? b : make(Operation::multiply, std::array{a, b});
}

Formula operator/(Formula a, Formula b) {
  return is_number(a, 0.0) || is_number(b, 1.0) ? a : make(Operation::divide, std::array{a, b});
}

Formula operator-(Formula a) { return is_number(a, 0.0) ? a : make(Operation::negate, std::array{a}); }

FormulaMask operator>=(Formula a, Formula b) { return {make(Operation::at_least, std::array{a, b})}; }
Formula where(FormulaMask mask, Formula a, Formula b) {
  return make(Operation::where, std::array{mask.comparison, a, b});
}
Formula min(Formula a, Formula b) { return make(Operation::minimum, std::array{a, b}); }
Formula max(Formula a, Formula b) { return make(Operation::maximum, std::array{a, b}); }
Formula sqrt(Formula a) { return make(Operation::square_root, std::array{a}); }
Formula exp(Formula a) { return make(Operation::exponential, std::array{a}); }

Formula named(std::string_view name, std::string_view /*symbol*/, Formula value) {
  FormulaBook::current().name(value, name, "");
  return value;
}

Formula named_in_band(std::string_view name, std::string_view /*symbol*/, std::size_t band, Formula value) {
  FormulaBook::current().name(value, name, "_" + std::to_string(band));
  return value;
}

} // namespace headwater::formulas
