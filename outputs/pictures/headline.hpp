// Headlines: one number of a plan against its baseline, at central values and as its draws lie, and where the two part.
//
// With draws, titles and rankings follow the median of the model runs; without them, central values.
#pragma once

#include "outputs/booklet/booklet.hpp"
#include "outputs/runs/blocks.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace headwater::outputs {

struct Headline {
  double central = 0.0;          ///< of the run with central values
  const Spread* drawn = nullptr; ///< how the same number lies over the draws; nullptr where none was kept

  /// The median where there is one, else the central value.
  double said() const;
  /// Whether the two are on different sides of 0 once they are rounded to so much.
  bool differ_in_sign(double rounded_to) const;
};

/// Net present value to a horizon, GBP real; above 0: better off.
Headline npv_headline(const Booklet& booklet, const ScenarioRun& run, FiscalYear horizon,
                      Perspective perspective = Perspective::public_purse);
/// Change of an annual quantity that is no money against the baseline, in a fiscal year.
Headline change_headline(const Booklet& booklet, const ScenarioRun& run, std::string_view quantity, FiscalYear year);

/// The runs that are compared, in their blocks, and in each the best first: by net present value to spoken_horizon().
/// Without draws as run_blocks_of() has them.
std::vector<RunBlock> ranked_blocks(const Booklet& booklet);

/// Where central value and median are on different sides of 0 or rank plans differently, a sentence each; then why that
/// is. Empty without draws and where they nowhere part.
std::vector<std::string> where_central_and_median_part(const Booklet& booklet);

} // namespace headwater::outputs
