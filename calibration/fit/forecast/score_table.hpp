// The table of hold-out scores, in which a loss is a loss.
//
// Every forecaster is compared with every other on exactly the figures that both predicted. Figures of 2020 to 2022 are
// counted apart.
#pragma once

#include "calibration/fit/forecast/rolling_origin.hpp"
#include "calibration/fit/forecast/scores.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace headwater::calibration {

enum class ScoredYears : std::uint8_t { other, covid };

enum class Verdict : std::uint8_t { wins, level, loses, not_compared };

/// One forecaster against another, on the figures that both predicted.
struct Comparison {
  std::string with;
  std::size_t count;
  double crps_per_cent;       ///< of the forecaster itself on these; not a number where there are none
  double other_crps_per_cent; ///< of the other
  double skill;               ///< 1 - the one / the other: below 0 is a loss
  Verdict verdict;            ///< by the sign of the skill, however small
};

/// Means over series and origins.
struct ScoreRow {
  std::string forecaster;
  std::string series; ///< empty for all
  ScoredYears years;
  int horizon;        ///< 0 for all
  std::size_t silent; ///< figures for which the forecaster said nothing
  Scores scores;      ///< of those it foresaw; those in the unit of the figures only mean something for one series
  std::vector<Comparison> comparisons;
};

/// For each forecaster, and apart for 2020-22: all together, each horizon, each series. Rows without a figure are left
/// out. The order is years, horizon, series, forecaster, each as it first comes.
std::vector<ScoreRow> score_table(const std::vector<HeldOut>& forecasts);

/// As comma-separated text with a header; empty fields for what is no number. In the unit of the figures only where the
/// row is of one series.
std::string score_csv(const std::vector<ScoreRow>& rows);

/// The one line that goes wherever the forecaster's numbers go:
/// "Hold-out, 1 to 5 years ahead, 2020-22 apart: loses to random walk (CRPS 5.1% against 4.3%, 80 forecasts), ...; 80%
/// intervals held 71%, 95% intervals 90%". Throws std::invalid_argument where the table has no such forecaster.
std::string one_line_score(const std::vector<ScoreRow>& rows, const std::string& forecaster);

} // namespace headwater::calibration
