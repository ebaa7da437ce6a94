// What one moment brings from outside the equations: the time, the published drivers, and what the plan asks for.
#pragma once

#include "model/quantities/levers.hpp"

namespace headwater::model {

/// All that is computed outside the equations, once for each time of the solver's grid.
template<class T> struct Moment {
  T time;               ///< t, years: 31 July 2011 is 2011 + 7/12
  T start;              ///< T0, years: the start of the run
  T referrals;          ///< published children referred to the Reporter, 1 at T0; the last figure is held
  T referrals_end;      ///< years: time of that last figure
  T child_poverty;      ///< published share of children in poverty after housing costs
  Levers<T> lever;      ///< money in GBPm a year, 2019-20 prices
  T fidelity;           ///< share of new money that works
  T wellbeing_fidelity; ///< the same for Whole Family Wellbeing money
  T wellbeing_end;      ///< years: when Whole Family Wellbeing money ends (infinity: never)
  T loan_end;           ///< years: when drawing of the loan turns into repayment (infinity: never)
};

} // namespace headwater::model
