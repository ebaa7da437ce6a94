// What each operation of a book of symbols gives for numbers, for any number type the equations run on: the values of
// equations (double), or how they change with their operands (Dual).
#pragma once

#include "model/scalars/symbol.hpp"

#include <optional>
#include <stdexcept>

namespace headwater::model {

/// The value of an operation that both books have, `model::Operation` of symbols and `formulas::Operation` of formulas,
/// from those of its operands, `x(i)`. Nothing for any other operation.
template<class T, class AnyOperation, class Operand>
std::optional<T> value_of_arithmetic(AnyOperation operation, const Operand& x) {
  switch (operation) {
  case AnyOperation::add:
    return x(0) + x(1);
  case AnyOperation::subtract:
    return x(0) - x(1);
  case AnyOperation::multiply:
    return x(0) * x(1);
  case AnyOperation::divide:
    return x(0) / x(1);
  case AnyOperation::negate:
    return -x(0);
  case AnyOperation::square_root:
    return sqrt(x(0));
  case AnyOperation::minimum:
    return min(x(0), x(1));
  case AnyOperation::maximum:
    return max(x(0), x(1));
  case AnyOperation::at_least:
    return T(x(0) >= x(1) ? 1.0 : 0.0);
  case AnyOperation::where:
    return where(x(0) >= T(1.0), x(1), x(2));
  default:
    return std::nullopt;
  }
}

/// The value of a node from those of its operands, `x(i)`. Not of a leaf, which is given.
template<class T, class Operand> T value_of_operation(const Node& made, const Operand& x) {
  if (const std::optional<T> arithmetic = value_of_arithmetic<T>(made.operation, x)) {
    return *arithmetic;
  }
  switch (made.operation) {
  case Operation::number:
    return T(made.value);
  case Operation::name:
    return x(0);
  case Operation::sum: {
    T total = x(0);
    for (std::size_t i = 1; i < made.operands; ++i) {
      total = total + x(i);
    }
    return total;
  }
  case Operation::square:
    return square(x(0));
  case Operation::fourth_power:
    return fourth_power(x(0));
  case Operation::grow:
    return grow(x(0));
  case Operation::elastic:
    return elastic(x(0), x(1));
  case Operation::s_curve:
    return s_curve(x(0));
  case Operation::s_curve_inverse:
    return s_curve_inverse(x(0));
  case Operation::positive_part:
    return positive_part(x(0), x(1));
  case Operation::levelling_off:
    return levelling_off(x(0), x(1));
  case Operation::staying_positive:
    return staying_positive(x(0), x(1));
  case Operation::soft_min:
    return soft_min(x(0), x(1));
  case Operation::ramp:
    return ramp(x(0));
  case Operation::bell:
    return bell(x(0));
  case Operation::coverage:
    return coverage(x(0), x(1), x(2));
  case Operation::two_speed:
    return two_speed(x(0), x(1), x(2), x(3));
  default:
    break;
  }
  throw std::logic_error("a leaf has the value it is given");
}

} // namespace headwater::model
