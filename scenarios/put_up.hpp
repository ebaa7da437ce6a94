// What a step of a lever puts up over a fiscal year.
#pragma once

#include "model/quantities/plan.hpp"
#include "model/solve/fiscal_year.hpp"

namespace headwater::scenarios {

/// The integral of a step over a fiscal year, in the unit of its amount times years: of a money lever, what is put up for
/// the year. A step rises as 3x^2 - 2x^3, of which the integral is x^3 - x^4/2.
inline double put_up(const model::LeverStep& step, model::FiscalYear year) {
  const auto since_start = [&](double time) {
    const double x = (time - step.start) / step.ramp;
    return x <= 0.0 ? 0.0 : step.ramp * (x < 1.0 ? x * x * x * (1.0 - 0.5 * x) : x - 0.5);
  };
  return step.amount * (since_start(year.ends()) - since_start(year.begins()));
}

} // namespace headwater::scenarios
