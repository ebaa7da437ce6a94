// What a sensitivity analysis found, and the tables and sentences made of it.
//
// All of it is about ranges that are mostly assumptions: shares of runs are not probabilities of the world.
#pragma once

#include "model/experiments/morris.hpp"
#include "model/experiments/prim.hpp"
#include "model/experiments/sobol_indices.hpp"
#include "model/experiments/switching_value.hpp"
#include "outputs/sensitivity/asked_output.hpp"
#include "outputs/sensitivity/assumptions.hpp"
#include "outputs/tables/table.hpp"

#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// The runs of one kind: how many were made and how many broke down.
struct RunsMade {
  std::string of; ///< "tornado"
  std::size_t runs;
  std::size_t failed;
  std::string first_failure;     ///< empty where there is none
  std::size_t without_value = 0; ///< did not break down, and yet have no value of the output: a ratio without a cost
};

struct AssumptionSwitch {
  std::size_t assumption; ///< position in moved()
  experiments::SwitchingValues found;
};

/// Numbers of assumptions are positions in `assumptions.moved()`.
struct SensitivityFindings {
  std::string scenario; ///< names, as people say them
  std::string baseline;
  AskedOutput of;
  AskedOutput decision; ///< what crosses 0 where the decision flips
  Assumptions assumptions;
  experiments::Tornado tornado;
  experiments::MorrisScreening morris;
  std::vector<std::size_t> alone; ///< assumptions with a Sobol index of their own; the last group is all others
  experiments::SobolIndices sobol;
  std::vector<AssumptionSwitch> switches; ///< of the longest bars; none for a baseline
  std::vector<Goal> goals;                ///< all must be met; none: nothing was looked for
  std::optional<experiments::ScenarioDiscovery> discovery;
  std::vector<RunsMade> runs;

  const model::Parameter& parameter(std::size_t assumption) const;
  const experiments::SobolIndex* index_of(std::size_t assumption) const; ///< its own, or nullptr
  const AssumptionSwitch* switch_of(std::size_t assumption) const;
};

/// "0.14 to 0.29 (child/yr)": where the decision flips, nearest to the centre first; or why not.
std::string in_words(const SensitivityFindings& findings, const AssumptionSwitch& flip);
/// What discovery found, a sentence for each box, or why there is none.
std::vector<std::string> discovery_in_words(const SensitivityFindings& findings);
/// What the sums of the Sobol indices say of acting together.
std::string interaction_in_words(const SensitivityFindings& findings);
/// "21,043 runs; none broke down", or which did; and how many have no value of the output.
std::string runs_in_words(const SensitivityFindings& findings);
/// The title of the tornado: which assumption moves the output most, from where to where.
std::string tornado_title(const SensitivityFindings& findings);

Table tornado_table(const SensitivityFindings& findings);          ///< tornado.csv
Table morris_table(const SensitivityFindings& findings);           ///< morris.csv
Table sobol_table(const SensitivityFindings& findings);            ///< sobol.csv
Table switching_values_table(const SensitivityFindings& findings); ///< switching_values.csv
Table discovery_table(const SensitivityFindings& findings);        ///< discovery.csv, a row for each end of a box

/// The findings as the terminal shows them: ten longest bars, where the decision flips, five Sobol indices, discovery.
std::string sensitivity_text(const SensitivityFindings& findings);

} // namespace headwater::outputs
