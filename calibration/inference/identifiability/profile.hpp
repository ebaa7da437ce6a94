// Profile likelihood: how far one parameter can be moved, with all others fitted anew, before the fit is clearly worse.
//
//     cost                                    cost                                  cost
//     |.             .                        |.                                    |
//     | .           .    threshold            | .                                   |
//     +--+---------+---                       +--+---------------------             +--------------------------
//     |   .       .                           |    .                                |. . . . . . . . . . . . .
//     |     ' . '                             |       ' . . . . . . . .             |
//        identified                              one-sided                             flat
//
// The parameter is moved step by step to either side, in the free scale, in steps that grow while the cost hardly
// changes. At each step all other parameters are fitted again, from where they were one step before. A side ends where
// minus the log likelihood has risen by half the 95 % quantile of chi-square with one degree of freedom (D. J. Venzon
// and S. H. Moolgavkar, "A method for computing profile-likelihood-based confidence intervals", 1988; A. Raue and
// others, "Structural and practical identifiability analysis of partially observed dynamical models by exploiting the
// profile likelihood", Bioinformatics 25, 2009). This threshold is for one parameter at a time; it is exact if the
// model is linear and the standard deviation of the residuals is known.
#pragma once

#include "calibration/inference/estimate/certificate.hpp"
#include "calibration/inference/estimate/least_squares.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace headwater::calibration {

struct ProfileSettings {
  /// Half the 95 % quantile of chi-square with one degree of freedom: R 4.2.2, qchisq(0.95, 1) / 2.
  double threshold = 1.920729410347062;
  ResidualUnit unit = ResidualUnit::standard_deviation;
  LeastSquaresSettings each; ///< of the fits of the others
  /// Most steps of a fit to the data alone, which without priors may run along a valley that has no end; out of steps,
  /// it counts as it stands.
  int most_data_steps = 40;
  std::size_t most_fits = 200; ///< on one side
  /// How far a side without a bound is walked: to so many times the distance from the bound on the other side.
  double farthest_factor = 1000.0;
  /// The same for a parameter without any bound: so many of the standard deviations that it has if all others are
  /// known, or a fiftieth as many of those that it has if none is known, whichever is further.
  double farthest_deviations = 1000.0;
  /// A cost that is lower by more than this, in the unit of minus a log likelihood, is another optimum and not
  /// rounding.
  double better_by = 1e-3;
};

/// Why a side ends.
enum class ProfileEnd : std::uint8_t {
  threshold,   ///< the cost has risen by the threshold
  bound,       ///< the parameter lies at its bound
  limit,       ///< as far as was to be looked
  unsolvable,  ///< the model cannot be solved further on
  out_of_fits, ///< and nothing was decided
  better,      ///< a better optimum than the fit was found
};

struct ProfilePoint {
  double value;             ///< of the parameter, in its own scale
  double rise;              ///< of the cost since the best fit, in the unit of minus a log likelihood
  std::vector<double> free; ///< n: where all are, in the free scale

  bool operator==(const ProfilePoint&) const = default;
};

struct ProfileSide {
  ProfileEnd end = ProfileEnd::limit;
  /// Where the rise is the threshold; at another end, how far was looked. In the parameter's own scale.
  double value = std::numeric_limits<double>::quiet_NaN();
  /// Where the rise is the threshold and there are priors: by how much the cost of the data residuals alone is higher
  /// there than where the parameter is in the best fit, the others fitted to the data alone both times.
  std::optional<double> data_rise;
  std::vector<ProfilePoint> points; ///< outwards, without the best fit; the last may lie beyond the end
  std::size_t unsettled = 0;        ///< fits that ran out of steps: their cost may be less
  std::uint64_t solves = 0, failed_solves = 0;

  bool operator==(const ProfileSide&) const = default;
};

enum class ProfileVerdict : std::uint8_t {
  identified,      ///< the data end both sides
  one_sided,       ///< the data end one
  flat,            ///< neither data nor priors end a side
  prior_dominated, ///< the data end no side, the priors do
  undecided,       ///< the fits were spent before a side came to its end
  superseded,      ///< there is a better optimum: this profile is of none
};

struct Profile {
  std::size_t parameter = 0;
  double value = 0.0; ///< of the best fit
  ProfileSide lower, upper;
  double threshold = 0.0;
  /// The fit of all parameters from where the cost was less than that of the fit the profile began at. The side it was
  /// found on ends there, and after a lower side that ends so there is no upper one.
  std::optional<Fit> better;

  ProfileVerdict verdict() const;
  /// The data end this side: without the priors the cost would have risen by at least half as much. (Where all is
  /// linear, that is where they say at least as much of the parameter as the priors do.)
  bool data_end(const ProfileSide& side) const;
  /// "a: identified: 0.28 to 1.92".
  std::string words(const std::vector<EstimatedParameter>& parameters) const;

  bool operator==(const Profile&) const = default;
};

/// The profile of one parameter of a problem, by position. `fit` is the best fit known. A profile does not cross a
/// ridge that is higher than the threshold, so it does not find a better optimum behind one. Throws as
/// `check_profiled`.
Profile profile_of(const ResidualProblem& problem, const Fit& fit, const Certificate& certificate,
                   std::size_t parameter, const ProfileSettings& settings = {});

/// Throws std::invalid_argument for settings that cannot be, a fit that failed or is of another problem, and, where the
/// unit of the residuals is unknown, no more residuals than parameters.
void check_profiled(const ResidualProblem& problem, const Fit& fit, const Certificate& certificate,
                    const ProfileSettings& settings);

} // namespace headwater::calibration
