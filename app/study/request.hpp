// A request: what a user asks of runs, in words that are not yet known to be sound.
#pragma once

#include "model/solve/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace headwater::app {

/// How an appraisal is to be made; see outputs::AppraisalBasis.
struct AppraisalRequest {
  std::string payer_shares;                       ///< a file of the user's own; empty: the shipped table
  std::string prevention_levels;                  ///< likewise
  std::string discount_rates = "green-book-2022"; ///< a vintage that is shipped, or a file of the user's own
  bool health_rate = false;
  std::string timing = "start-of-year";
  double optimism_bias = 0.0;
  double benefit_haircut = 0.0;
  std::string settle_by;            ///< a fiscal year; empty: 20 years on
  bool include_beyond_care = false; ///< see outputs::Included
  bool include_transfers = false;
};

/// Which draws of the parameters are to be made.
struct DrawRequest {
  std::size_t count = 0; ///< 0: central values only
  std::string sampling = "latin-hypercube";
  std::uint64_t seed = 1;
  std::string posterior;                ///< a file of draws, or a folder of chain_*.csv; empty: the parameters' ranges
  bool ignore_other_columns = false;    ///< of the posterior: those that name no parameter
  std::vector<std::string> quantities;  ///< whose percentiles are kept; empty: all
  std::string instruction_set = "auto"; ///< which changes how fast the draws run, and nothing else
};

struct StudyRequest {
  std::vector<std::string> scenarios; ///< names or paths; empty: all that are shipped
  std::optional<std::string> area;    ///< empty: the one the scenarios name
  int horizon = model::last_horizon;
  std::string price_base = "2024-25"; ///< a fiscal year of the deflator, or "nominal"
  std::string deflator;               ///< a file of the user's own; empty: the shipped table
  std::optional<std::string>
      baseline; ///< what every scenario is compared with, a name or path; empty: its first ancestor
  bool assumptions_on_both_sides = true; ///< whether what a scenario is compared with takes over its `[parameters]`
  AppraisalRequest appraisal;
  DrawRequest draws;
  bool personas = false;   ///< whether lives are drawn
  std::size_t threads = 0; ///< 0: one for each processor
};

} // namespace headwater::app
