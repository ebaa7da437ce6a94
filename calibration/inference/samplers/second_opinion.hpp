// The second opinion: two samplers that share nothing drew from one posterior; do their draws agree?
#pragma once

#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

/// The fit is not trusted if the means of a parameter are further apart than this, in standard deviations of the first
/// sampler's draws, or if the ratio of the standard deviations is outside these limits.
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
  /// "trusted: ..." or "not trusted: ...". The second names every parameter that the two disagree on, and by how much.
  std::string verdict() const;
};

/// `first` and `second` are draws of equal weight, one after the other; each draw has a number for each name. The two
/// need not have the same number of draws.
/// Throws std::invalid_argument where there are no names, fewer than two draws, or a part of one.
SecondOpinion second_opinion(std::span<const std::string> names, std::span<const double> first,
                             std::span<const double> second);

} // namespace headwater::calibration
