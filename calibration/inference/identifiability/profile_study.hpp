// The profiles of all parameters; and again from a better optimum where one of them finds it.
#pragma once

#include "calibration/inference/identifiability/profile.hpp"

#include <string>
#include <vector>

namespace headwater::calibration {

struct ProfileStudySettings {
  ProfileSettings each;
  std::size_t most_restarts = 3;
  unsigned threads = 0; ///< 0: as many as there are
};

struct ProfileStudy {
  Fit fit;                       ///< the best that is known, which the profiles are of
  Certificate certificate;       ///< of it
  std::vector<Profile> profiles; ///< by parameter
  /// Of the fit that was given and of each that the profiles were begun again from: as many as restarts, and one.
  std::vector<double> costs;

  /// No profile of the last round found a better optimum.
  bool at_best() const;
  /// Where the profiles begin, and a line for each parameter.
  std::string words(const std::vector<EstimatedParameter>& parameters) const;
};

/// From the best fit, for instance `PointEstimate::best_fit`. The parameters are shared between threads; each profile
/// is a function of the problem and the fit, so the result does not depend on their number. Where profiles find better
/// optima, all are made again from the best of these, at most `most_restarts` times.
/// Throws as `check_profiled`, `certify` and `least_squares`.
ProfileStudy profile_study(const ResidualProblem& problem, const Fit& fit, const ProfileStudySettings& settings = {});

} // namespace headwater::calibration
