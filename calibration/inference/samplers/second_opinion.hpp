// Whether two posteriors of one model, from two samplers, say the same.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

/// Means further apart than this, in standard deviations of the first posterior, or a ratio of the standard deviations
/// outside the limits, and the fit is not trusted.
inline constexpr double most_mean_difference = 0.15;
inline constexpr double least_sd_ratio = 0.85;
inline constexpr double most_sd_ratio = 1.18;

struct ParameterAgreement {
  std::string parameter;
  double mean_difference; ///< second less first, in standard deviations of the first
  double sd_ratio;        ///< second over first
  bool agrees;            ///< false too where either is not a number
};

struct SecondOpinion {
  std::vector<ParameterAgreement> parameters;

  bool trusted() const;
  /// "trusted: ..." or "not trusted: ...", and then every parameter that the two disagree on, with how far.
  std::string verdict() const;
};

/// `first`, `second`: draws of equal weight, one after the other, a number a name each; they need not be equally many.
/// Throws std::invalid_argument where there are no names, fewer than two draws, or a part of one.
SecondOpinion second_opinion(std::span<const std::string> names, std::span<const double> first,
                             std::span<const double> second);

} // namespace headwater::calibration
