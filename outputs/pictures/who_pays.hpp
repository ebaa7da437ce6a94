// Who pays for a plan, in words, and who gains because another pays.
#pragma once

#include "outputs/appraisal/appraisal.hpp"
#include "outputs/runs/runs.hpp"

#include <string>
#include <vector>

namespace headwater::outputs {

/// Whose money the new money of a plan is, and whether its file says so: "Paid by the council (the plan does not say whose
/// money it is).", or lever by lever where they differ; and who spends less where money is taken out. Empty for a plan that
/// does neither.
std::string funding_in_words(const Runs& runs, const ScenarioRun& run);

/// Who gains, to the spoken horizon, of those who put no new money in: "New money to 2045-46, with what its rules and
/// practice cost: the council £9.3 million. Because another pays, these gain and put in none of their own: the NHS £1.2
/// million." Where some of what is saved is spent on what the plan adds, both are said. Empty where nobody gains. `flows`
/// are the run's all_cash_flows().
std::string gained_by_others_in_words(const Runs& runs, const std::vector<CashFlows>& flows);

} // namespace headwater::outputs
