#include "calibration/inference/identifiability/profile.hpp"

#include "calibration/inference/identifiability/held_fit.hpp"

#include <boost/math/tools/toms748_solve.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

constexpr double infinite_deviation = std::numeric_limits<double>::infinity();
constexpr double longest_step = 2.0;   // of a parameter with bounds, in the free scale: a factor of 7
constexpr double little_rise = 0.05;   // of the threshold, in one step: the next is twice as long
constexpr double much_rise = 0.5;      // of the threshold, in one step: it is taken back, and half as long
constexpr double shortest_step = 1e-3; // of the first: it is taken whatever happens
constexpr double end_tolerance = 1e-4; // of the way from the best fit to the end; then a straight line
constexpr std::uintmax_t most_to_end = 30;
constexpr double least_data_share = 0.5; // of the threshold
constexpr double marginal_share = 0.02;  // of farthest_deviations, where nothing else is known

/// One side of a profile, while it is walked.
class SideWalk {
public:
  SideWalk(const ResidualProblem& problem, const Fit& best, double residual_unit, std::size_t parameter, int direction,
           const ProfileSettings& settings)
      : problem_{problem}, best_{best}, unit_{residual_unit * residual_unit}, parameter_{parameter},
        direction_{direction}, settings_{settings} {}

  /// `step`: the first; `farthest`: from the best fit.
  ProfileSide walk(double step, double farthest) {
    const ParameterScale& scale = problem_.parameters()[parameter_].scale;
    const Bound towards = direction_ < 0 ? Bound::lower : Bound::upper;
    const bool bounded = scale.has_lower() || scale.has_upper();
    const double least = shortest_step * step;
    Place here{best_.free[parameter_], 0.0, best_.free};
    const double begin = here.z;
    while (true) {
      side_.value = scale.value(here.z);
      const double gone = std::abs(here.z - begin);
      if (scale.at_bound(here.z) == towards) {
        return ended(ProfileEnd::bound);
      }
      if (gone >= farthest) {
        return ended(ProfileEnd::limit);
      }
      if (fits_ == settings_.most_fits) {
        return ended(ProfileEnd::out_of_fits);
      }
      step = bounded ? std::min(step, longest_step) : step;
      const double next_z = begin + direction_ * std::min(gone + step, farthest);
      const std::optional<Place> next = fitted(next_z, here);
      const bool steep = !next || next->rise - here.rise > much_rise * settings_.threshold;
      if (next && next->rise < -settings_.better_by) {
        better_ = next->free;
        return ended(ProfileEnd::better);
      }
      if (steep && step > least) {
        step *= 0.5;
        continue;
      }
      if (!next) {
        return ended(ProfileEnd::unsolvable);
      }
      keep(*next);
      if (next->rise >= settings_.threshold) {
        return ended_between(here, *next);
      }
      step *= next->rise - here.rise < little_rise * settings_.threshold ? 2.0 : 1.0;
      here = *next;
    }
  }

  /// Where all parameters were when the cost was less than the best, if it was.
  const std::vector<double>& better() const { return better_; }

private:
  struct Place {
    double z, rise;
    std::vector<double> free;
  };
  /// Out of the root finder, whose steps cannot fail.
  struct NoEnd {};

  ProfileSide ended(ProfileEnd end) {
    side_.end = end;
    std::stable_sort(side_.points.begin(), side_.points.end(), [&](const ProfilePoint& a, const ProfilePoint& b) {
      return direction_ * a.free[parameter_] < direction_ * b.free[parameter_];
    });
    return std::move(side_);
  }

  void keep(const Place& place) {
    side_.points.push_back({problem_.parameters()[parameter_].scale.value(place.z), place.rise, place.free});
  }

  /// The others fitted from where they are in `from`; nothing where the model cannot be solved.
  std::optional<Place> fitted(double z, const Place& from) {
    std::vector<double> start = from.free;
    start[parameter_] = z;
    const HeldFit fit = fit_with_held(problem_, parameter_, start, FittedResiduals::all, settings_.each);
    ++fits_;
    side_.solves += fit.solves;
    side_.failed_solves += fit.failed_solves;
    if (!fit.solved) {
      return std::nullopt;
    }
    side_.unsettled += fit.settled ? 0U : 1U;
    return Place{z, (fit.cost - best_.cost) / unit_, fit.free};
  }

  /// The root of the rise grows as a straight line where the cost is a parabola.
  double above_threshold(double rise) const { return std::sqrt(std::max(rise, 0.0)) - std::sqrt(settings_.threshold); }

  ProfileSide ended_between(Place inside, Place outside) {
    const double begin = best_.free[parameter_];
    const Place from = inside;
    std::uintmax_t most = most_to_end;
    try {
      boost::math::tools::toms748_solve(
          [&](double z) {
            const std::optional<Place> there = fitted(z, from);
            if (!there) {
              throw NoEnd{};
            }
            if (there->rise < -settings_.better_by) {
              better_ = there->free;
              throw NoEnd{};
            }
            keep(*there);
            Place& replaced = there->rise < settings_.threshold ? inside : outside;
            replaced =
                direction_ * (there->z - replaced.z) * (&replaced == &inside ? 1.0 : -1.0) > 0.0 ? *there : replaced;
            return above_threshold(there->rise);
          },
          std::min(inside.z, outside.z), std::max(inside.z, outside.z),
          above_threshold(direction_ < 0 ? outside.rise : inside.rise),
          above_threshold(direction_ < 0 ? inside.rise : outside.rise),
          [&](double low, double high) {
            return high - low <= end_tolerance * std::max(std::abs(low - begin), std::abs(high - begin));
          },
          most);
    } catch (const NoEnd&) {
      if (!better_.empty()) {
        return ended(ProfileEnd::better);
      }
      // It lies between the two, and the line says where about.
    }
    const double below = -above_threshold(inside.rise);
    const double part = below / (below + above_threshold(outside.rise));
    const double z = inside.z + part * (outside.z - inside.z);
    side_.value = problem_.parameters()[parameter_].scale.value(z);
    if (problem_.prior_residuals() > 0) {
      const Place& nearest = part < 0.5 ? inside : outside;
      side_.data_rise = (data_cost(z, nearest.free) - data_cost(begin, best_.free)) / unit_;
    }
    return ended(ProfileEnd::threshold);
  }

  double data_cost(double z, std::vector<double> start) {
    start[parameter_] = z;
    LeastSquaresSettings to_data = settings_.each;
    to_data.most_steps = std::min(to_data.most_steps, settings_.most_data_steps);
    const HeldFit fit = fit_with_held(problem_, parameter_, start, FittedResiduals::data, to_data);
    side_.solves += fit.solves;
    side_.failed_solves += fit.failed_solves;
    return fit.cost;
  }

  const ResidualProblem& problem_;
  const Fit& best_;
  double unit_; ///< of the cost
  std::size_t parameter_;
  int direction_;
  const ProfileSettings& settings_;
  ProfileSide side_;
  std::size_t fits_ = 0;
  std::vector<double> better_;
};

/// The standard deviation in the free scale with all others known; infinity where nothing depends on it.
double deviation_alone(const ResidualProblem& problem, const Fit& fit, double residual_unit, std::size_t parameter) {
  const std::size_t n = problem.parameters().size();
  std::vector<double> residuals(problem.residual_count());
  std::vector<double> jacobian(residuals.size() * n);
  if (!problem.evaluate(fit.values, residuals, jacobian)) {
    throw std::invalid_argument("the model cannot be solved at the fit that is to be profiled");
  }
  const double slope = problem.parameters()[parameter].scale.slope(fit.free[parameter]);
  double squares = 0.0;
  for (std::size_t i = 0; i < residuals.size(); ++i) {
    const double one = jacobian[i * n + parameter] * slope;
    squares += one * one;
  }
  return residual_unit / std::sqrt(squares);
}

/// Where a side ends and why, for people who read no code.
std::string end_words(const ProfileSide& side) {
  const char* why = "";
  switch (side.end) {
  case ProfileEnd::bound:
    why = " (its bound)";
    break;
  case ProfileEnd::limit:
    why = " (as far as was looked)";
    break;
  case ProfileEnd::unsolvable:
    why = " (beyond, the model cannot be solved)";
    break;
  case ProfileEnd::out_of_fits:
    why = " (the fits were spent)";
    break;
  case ProfileEnd::threshold:
  case ProfileEnd::better:
    break;
  }
  return fmt::format("{:.6g}{}", side.value, why);
}

} // namespace

bool Profile::data_end(const ProfileSide& side) const {
  return side.end == ProfileEnd::threshold && (!side.data_rise || *side.data_rise >= least_data_share * threshold);
}

ProfileVerdict Profile::verdict() const {
  if (better) {
    return ProfileVerdict::superseded;
  }
  const bool low = data_end(lower);
  const bool high = data_end(upper);
  if (low && high) {
    return ProfileVerdict::identified;
  }
  if (lower.end == ProfileEnd::out_of_fits || upper.end == ProfileEnd::out_of_fits) {
    return ProfileVerdict::undecided;
  }
  if (low || high) {
    return ProfileVerdict::one_sided;
  }
  const bool some_prior = lower.end == ProfileEnd::threshold || upper.end == ProfileEnd::threshold;
  return some_prior ? ProfileVerdict::prior_dominated : ProfileVerdict::flat;
}

std::string Profile::words(const std::vector<EstimatedParameter>& parameters) const {
  const std::string& name = parameters[parameter].name;
  std::string text;
  switch (verdict()) {
  case ProfileVerdict::superseded:
    return fmt::format("{}: a better optimum was found, at {} = {:.6g} instead of {:.6g}: this profile is of none",
                       name, name, better->values[parameter], value);
  case ProfileVerdict::identified:
    text = fmt::format("{}: identified: {:.6g} to {:.6g}", name, lower.value, upper.value);
    break;
  case ProfileVerdict::one_sided: {
    const bool low = data_end(lower);
    const ProfileSide& other = low ? upper : lower;
    text =
        fmt::format("{}: one-sided: {} {:.6g}; ", name, low ? "not below" : "not above", (low ? lower : upper).value);
    text += other.end == ProfileEnd::threshold
                ? fmt::format("{} {:.6g} it is the prior that holds it", low ? "above" : "below", other.value)
                : fmt::format("the data allow everything {} to {}", low ? "up" : "down", end_words(other));
    break;
  }
  case ProfileVerdict::prior_dominated:
    text = fmt::format("{}: prior-dominated: {} to {}, and it is the prior that holds it: the data alone say less",
                       name, end_words(lower), end_words(upper));
    break;
  case ProfileVerdict::undecided:
    text = fmt::format("{}: undecided: at least {} to {}", name, end_words(lower), end_words(upper));
    break;
  case ProfileVerdict::flat:
    text = fmt::format("{}: flat: the data allow everything from {} to {}", name, end_words(lower), end_words(upper));
    break;
  }
  if (lower.unsettled + upper.unsettled > 0) {
    text += fmt::format(" ({} fits on the way ran out of steps: the range may be wider)",
                        lower.unsettled + upper.unsettled);
  }
  return text;
}

void check_profiled(const ResidualProblem& problem, const Fit& fit, const Certificate& certificate,
                    const ProfileSettings& settings) {
  check_problem(problem);
  const std::size_t n = problem.parameters().size();
  if (!(settings.threshold > 0.0) || !std::isfinite(settings.threshold) || settings.most_fits == 0 ||
      !(settings.farthest_factor > 1.0) || !(settings.farthest_deviations > 0.0) || !(settings.better_by > 0.0)) {
    throw std::invalid_argument("a profile has a threshold, a number of fits and of deviations, and a least gain above "
                                "0, and a factor above 1");
  }
  if (fit.end == FitEnd::failed || fit.free.size() != n || fit.values.size() != n ||
      certificate.free_covariance.size() != n * n) {
    throw std::invalid_argument("a profile begins at a fit of the problem, with its certificate");
  }
  if (!(certificate.residual_unit > 0.0)) {
    throw std::invalid_argument("the unit of the residuals is unknown, and there are too few to tell it, or all are 0");
  }
}

Profile profile_of(const ResidualProblem& problem, const Fit& fit, const Certificate& certificate,
                   std::size_t parameter, const ProfileSettings& settings) {
  check_profiled(problem, fit, certificate, settings);
  const std::size_t n = problem.parameters().size();
  if (parameter >= n) {
    throw std::invalid_argument(fmt::format("there is no parameter {} of {}", parameter, n));
  }
  const ParameterScale& scale = problem.parameters()[parameter].scale;
  const double s = certificate.residual_unit;
  const double alone = deviation_alone(problem, fit, s, parameter);
  const double variance = certificate.free_covariance[parameter * n + parameter];
  const double marginal = variance > 0.0 ? std::sqrt(variance) : infinite_deviation; // NaN where a bound holds it

  const bool bounded = scale.has_lower() || scale.has_upper();
  const double by_size = std::max(1.0, std::abs(fit.free[parameter])); // where nothing else is known
  double deviation = std::isfinite(marginal) ? marginal : alone;
  deviation = std::isfinite(deviation) ? deviation : bounded ? 1.0 : by_size;
  double farthest =
      std::isfinite(alone) ? settings.farthest_deviations * alone : settings.farthest_deviations * by_size;
  if (std::isfinite(marginal)) {
    farthest = std::max(farthest, marginal_share * settings.farthest_deviations * marginal);
  }
  const auto farthest_towards = [&](bool has_bound) {
    return has_bound ? infinite_deviation : bounded ? std::log(settings.farthest_factor) : farthest;
  };

  Profile profile;
  profile.parameter = parameter;
  profile.value = fit.values[parameter];
  profile.threshold = settings.threshold;
  for (const int direction : {-1, 1}) {
    SideWalk side(problem, fit, s, parameter, direction, settings);
    (direction < 0 ? profile.lower : profile.upper) =
        side.walk(0.5 * deviation, farthest_towards(direction < 0 ? scale.has_lower() : scale.has_upper()));
    if (!side.better().empty()) {
      std::vector<double> start;
      for (std::size_t j = 0; j < n; ++j) {
        start.push_back(problem.parameters()[j].scale.value_within(side.better()[j]));
      }
      profile.better = least_squares(problem, start, settings.each);
      break;
    }
  }
  return profile;
}

} // namespace headwater::calibration
