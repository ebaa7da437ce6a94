// What the equations ask of a number besides + - * /: sqrt, min, max, where, named. Here for double.
//
// A type T that the equations run on must be trivially copyable, convertible from double, and supply, in this
// namespace or its own: the four operators, sqrt, min, max, comparison with >= giving a mask, where(mask, a, b), and
// named(...). Only exactly-rounded arithmetic is allowed, so every T gives the same bits on every machine.
#pragma once

#include <algorithm>
#include <cmath>
#include <string_view>

namespace headwater::model {

using std::max;
using std::min;
using std::sqrt;

/// a where the mask holds, b elsewhere. Both are evaluated: neither may trap.
inline double where(bool mask, double a, double b) { return mask ? a : b; }

/// Gives an intermediate quantity its name and symbol; documents keep them, numbers pass through.
inline double named(std::string_view /*name*/, std::string_view /*symbol*/, double value) { return value; }

/// The same for one value of an age band.
inline double named_in_band(std::string_view /*name*/, std::string_view /*symbol*/, std::size_t /*band*/,
                            double value) {
  return value;
}

} // namespace headwater::model
