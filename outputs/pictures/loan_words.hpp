// A loan in words: what is borrowed at which terms, whether what the plan saves repays it, and what is still owed.
#pragma once

#include "outputs/appraisal/appraisal.hpp"
#include "outputs/runs/runs.hpp"

#include <string>
#include <vector>

namespace headwater::outputs {

/// Of a run that borrows; empty for any other. `flows` are the run's all_cash_flows(). Terms are said in cash, whether
/// savings cover them in the price base of the runs, to the end of the runs; what is owed at the spoken horizon.
std::string loan_in_words(const Runs& runs, const ScenarioRun& run, const std::vector<CashFlows>& flows);

} // namespace headwater::outputs
