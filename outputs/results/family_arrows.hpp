// Family arrows: what flowed over a fiscal year along every arrow by which families come, change place and go, all ages
// together. Families of either severity stand apart, as in the stocks.
#pragma once

#include "model/solve/fiscal_year.hpp"
#include "model/solve/trajectory.hpp"

#include <string_view>
#include <vector>

namespace headwater::outputs {

struct FamilyArrow {
  std::string_view flow; ///< "start support"
  std::string_view from; ///< a stock or boundary, "waiting"
  std::string_view to;
  double families;
};

/// Every arrow with a family at either end, in the order of the equations, but for growing older in one place. What
/// flows into a stock less what flows out is how it changed; what flows into a junction flows out.
std::vector<FamilyArrow> family_arrows(const model::FlowYears& run, model::FiscalYear year);

} // namespace headwater::outputs
