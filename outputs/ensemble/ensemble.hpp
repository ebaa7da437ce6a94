// The ensemble: what the draws say of every number of the tables.
//
//   draw -> annual records of every run -> a row of numbers -> kept -> percentiles, and how often a plan does better
//
// The same draws go along every run (common random numbers), so a difference between two runs is the
// difference they make, and not luck. A draw in which any run broke down is left out of all of them, and said.
#pragma once

#include "outputs/appraisal/perspective.hpp"
#include "outputs/ensemble/spread.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/runs/run_draws.hpp"
#include "outputs/runs/runs.hpp"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace headwater::outputs {

/// What the draws are of.
struct DrawsMade {
  std::size_t count = 0;
  std::string how; ///< "latin hypercube"
  std::uint64_t seed = 1;
  std::string from;       ///< a file of rows such as a posterior; empty: the parameters' own ranges
  bool untrusted = false; ///< from a fit that is marked as not trusted
  std::size_t varied = 0; ///< parameters that vary
};

/// What one number of a run is: a level, or how far it is from the same draw of the baseline.
enum class Against : std::uint8_t { nothing, baseline };

class Ensemble {
public:
  DrawsMade made;
  std::vector<DrawFailure> failures;     ///< `plan` is the position of the run
  std::vector<std::size_t> failed_draws; ///< each once

  std::size_t used() const { return made.count - failed_draws.size(); }

  /// The spread of a quantity (or of `net_position`, `net_position_cumulative`, `category:` and a cost category, or
  /// `sum:` and one of span_sums()) of a run in a fiscal year (of a sum: spoken_horizon()), money in the price base of the
  /// runs; nullptr where it was not kept.
  const Spread* of(std::size_t run, std::string_view quantity, FiscalYear year,
                   Against against = Against::nothing) const;
  /// The spread of a measure of the appraisal; nullptr where it was not kept, as for a baseline. A fiscal year is its
  /// first calendar year; a draw without a value counts where it belongs: one that is not paid back as later than any
  /// year, one that never was below its baseline as before the first (AppraisalMeasure::in_order).
  /// Where more than 1 in 20 have no place, there are no percentiles.
  /// `horizon`: the last fiscal year that the measure adds up.
  const Spread* of(std::size_t run, Perspective perspective, std::string_view measure, FiscalYear horizon) const;
  /// The share of draws in which a plan has broken even by the end of a fiscal year, and stays so.
  std::optional<double> broken_even_by(std::size_t run, Perspective perspective, FiscalYear year) const;
  /// The share of draws in which a plan does better than its baseline; empty where neither more nor less is better.
  std::optional<double> better(std::size_t run, std::string_view quantity, FiscalYear year) const;

  /// "3 of 10,000 draws broke down and are left out of every percentile: ..." or empty. Names the first few.
  std::string failures_in_words(const Runs& runs) const;
  /// "Blank for want of draws (10): p05 and p95 need 20 draws or more." or empty.
  std::string too_few_in_words() const;
  /// "2,000 draws of 283 parameters over their ranges (latin hypercube, seed 1)".
  std::string in_words() const;

  using Key = std::tuple<std::size_t, Against, std::string, int>;
  std::map<Key, Spread, std::less<>> numbers;
  std::map<std::tuple<std::size_t, Perspective, std::string, int>, Spread> measured;
  std::map<std::tuple<std::size_t, Perspective, int>, double> break_even;

  /// Of how many draws, the first, the net present values themselves are kept.
  static constexpr std::size_t most_npv_draws = 16'384;
  /// By run, the net present value of the public purse to spoken_horizon(), GBP real, in each of those draws; not a
  /// number where it broke down.
  std::map<std::size_t, std::vector<double>> npv_draws;
};

struct EnsembleSettings {
  DrawSettings runs;
  std::vector<std::string> quantities; ///< those to keep; empty: all
  std::filesystem::path scratch;       ///< folder for draws that do not fit the memory
  std::size_t memory = std::size_t{512} << 20U;
};

/// Where several processes share the draws: which are this one's, and how the one that writes gets them all. See
/// app/terminal/processes.hpp.
struct SharedDraws {
  std::size_t first;
  std::size_t count;
  /// Called by every process with its own part of a column; gives the whole one to the process that writes.
  std::function<std::vector<double>(std::vector<double>)> gather;
  std::function<std::vector<DrawFailure>(std::vector<DrawFailure>)> gather_failures;
};

/// Plans with what is needed to draw their parameters.
struct DrawnPlans {
  DrawsMade made;
  std::vector<model::PlanGrid> grids; ///< one for each run
  DrawnValues values;
};

/// Runs the draws along the plans of the runs and keeps what is asked of them. Where processes share the draws, what it
/// gives is of use to the first only. Throws Interrupted where it was told to stop, CannotWrite where there is no room,
/// std::runtime_error where every draw broke down.
Ensemble run_ensemble(const Runs& runs, const DrawnPlans& plans, const EnsembleSettings& settings,
                      const std::optional<SharedDraws>& shared = {});

} // namespace headwater::outputs
