// The sensitivity analysis of one run: which assumptions move an output, how far, and where the decision flips.
//
//   tornado -> Morris' screening -> Sobol indices of the most influential -> switching values -> where goals are missed
#pragma once

#include "outputs/sensitivity/laboratory.hpp"
#include "outputs/sensitivity/sensitivity_findings.hpp"

#include <cstdint>
#include <vector>

namespace headwater::outputs {

struct AnalysisSettings {
  AskedOutput of;
  AskedOutput decision; ///< what crosses 0 where the decision flips
  std::vector<Goal> goals;
  std::vector<std::size_t> set;  ///< parameters that the scenario or its baseline sets, which are not moved
  std::size_t trajectories = 20; ///< of Morris' screening
  std::size_t rows = 512;        ///< of the base sample of Sobol indices
  std::size_t top = 20;          ///< assumptions with a Sobol index and a switching value of their own
  std::size_t draws = 2048;      ///< in which to look for where goals are missed; 0: do not look
  std::uint64_t seed = 1;
};

/// Makes the runs in the laboratory, and says what they tell. Throws Interrupted.
SensitivityFindings analyse(Laboratory& laboratory, const AnalysisSettings& settings);

} // namespace headwater::outputs
