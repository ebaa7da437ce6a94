// What one moment brings from outside the equations: the time, the published drivers, and what the plan asks for.
// The tables are drivers.def, levers.def, settings.def and loops.def.
#pragma once

#include "model/quantities/levers.hpp"
#include "model/quantities/loops.hpp"

namespace headwater::model {

/// All that is computed outside the equations, once for each time of the solver's grid.
template<class T> struct Moment {
#define DRIVER(name, symbol, unit, meaning) T name;
#include "model/quantities/drivers.def"
#undef DRIVER
  Levers<T> lever; ///< money in GBPm a year, 2019-20 prices
#define SETTING(name, symbol, key, unit, value, low, high, stated, counts, meaning) T name;
#include "model/quantities/settings.def"
#undef SETTING
  Loops<T> loop; ///< 1: the loop is on; 0: it is cut
};

} // namespace headwater::model
