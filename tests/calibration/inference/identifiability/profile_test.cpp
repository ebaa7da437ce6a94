// Profiles of problems whose profiles are known without a computer, and of one that NIST has certified.
#include "calibration/inference/identifiability/profile_study.hpp"

#include "tests/calibration/inference/estimate/nist_problem.hpp"
#include "tests/calibration/inference/estimate/small_problem.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

using testing::HasSubstr;

constexpr double profile_z = 1.959963984540054; // R 4.2.2: qnorm(0.975)

ProfileStudy profiled(const ResidualProblem& problem, const std::vector<double>& start,
                      const ProfileStudySettings& settings = {}) {
  const ProfileStudy study = profile_study(problem, least_squares(problem, start), settings);
  std::printf("%s", study.words(problem.parameters()).c_str());
  return study;
}

// ---- identified -----------------------------------------------------------------------------------------------------

// The profile of a linear problem is a parabola: 1.96 standard deviations to both sides. The bounds of a scale move no
// end that lies within them.
TEST(Profile, OfALineIsAParabola) {
  for (const ParameterScale& scale : {ParameterScale(), ParameterScale::above(-20.0), ParameterScale::below(20.0, 3.0),
                                      ParameterScale::between(-20.0, 20.0)}) {
    const ProfileStudy study = profiled(line_through_four(scale), {5.0, -7.0});
    ASSERT_EQ(study.profiles.size(), 2U);
    const std::array<double, 2> sd{std::sqrt(0.175), std::sqrt(0.05)};
    for (std::size_t j = 0; j < 2; ++j) {
      const Profile& profile = study.profiles[j];
      EXPECT_EQ(profile.verdict(), ProfileVerdict::identified) << scale.words();
      EXPECT_NEAR(profile.lower.value, 1.1 - profile_z * sd[j], 1e-6) << scale.words();
      EXPECT_NEAR(profile.upper.value, 1.1 + profile_z * sd[j], 1e-6) << scale.words();
      for (const ProfileSide* side : {&profile.lower, &profile.upper}) {
        EXPECT_GE(side->points.size(), 3U);
        for (const ProfilePoint& point : side->points) {
          const double off = (point.value - 1.1) / sd[j];
          EXPECT_NEAR(point.rise, 0.5 * off * off, 1e-7) << scale.words();
        }
        EXPECT_EQ(side->unsettled, 0U);
        EXPECT_FALSE(side->data_rise.has_value()) << "there is no prior";
      }
    }
    EXPECT_TRUE(study.at_best());
    EXPECT_EQ(study.costs.size(), 1U);
  }
}

// Another threshold: 90 %, R 4.2.2: qchisq(0.9, 1) / 2, qnorm(0.95).
TEST(Profile, EndsWhereTheThresholdSays) {
  ProfileStudySettings settings;
  settings.each.threshold = 1.352771727047702;
  const ProfileStudy study = profiled(line_through_four(), {0.0, 0.0}, settings);
  EXPECT_NEAR(study.profiles[1].upper.value - 1.1, 1.644853626951472 * std::sqrt(0.05), 1e-6);
}

// With the unit of the residuals estimated, here sqrt(5.4), intervals are as much wider.
TEST(Profile, InTheUnitOfTheResiduals) {
  ProfileStudySettings settings;
  settings.each.unit = ResidualUnit::unknown;
  const ProfileStudy study = profiled(line_through_four(), {0.0, 0.0}, settings);
  EXPECT_NEAR(study.profiles[0].lower.value, 1.1 - profile_z * std::sqrt(0.175 * 5.4), 1e-6);
}

/// One parameter alone: there is nothing to fit again.
TEST(Profile, OfAnOnlyParameter) {
  const SmallProblem problem({{"x", ParameterScale::above(0.0)}}, 1,
                             [](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
                               r[0] = (x[0] - 3.0) / 0.1;
                               if (!jacobian.empty()) {
                                 jacobian[0] = 10.0;
                               }
                               return true;
                             });
  const ProfileStudy study = profiled(problem, {1.0});
  EXPECT_NEAR(study.profiles[0].lower.value, 3.0 - 0.1 * profile_z, 1e-7);
  EXPECT_NEAR(study.profiles[0].upper.value, 3.0 + 0.1 * profile_z, 1e-7);
  EXPECT_THAT(study.words(problem.parameters()), HasSubstr("x: identified: 2.804 to 3.196\n"));
}

// ---- one-sided ------------------------------------------------------------------------------------------------------

/// v = Vmax S / (Km + S) at concentrations S = 0.05 ... 0.4, far below Km = 10: the data, without error here and 5 %
/// standard deviation, show a straight line of slope Vmax / Km = 2.
SmallProblem low_concentrations(double prior_sd_of_log_km = 0.0) {
  const std::size_t priors = prior_sd_of_log_km > 0.0 ? 1 : 0;
  return {{{"Vmax", ParameterScale::above(0.0)}, {"Km", ParameterScale::above(0.0)}},
          8 + priors,
          [=](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
            for (std::size_t i = 0; i < 8; ++i) {
              const double s = 0.05 * static_cast<double>(i + 1);
              const double sd = 0.05 * 20.0 * s / (10.0 + s);
              r[i] = (x[0] * s / (x[1] + s) - 20.0 * s / (10.0 + s)) / sd;
              jacobian[2 * i] = s / (x[1] + s) / sd;
              jacobian[2 * i + 1] = -x[0] * s / ((x[1] + s) * (x[1] + s)) / sd;
            }
            if (priors > 0) {
              r[8] = std::log(x[1] / 10.0) / prior_sd_of_log_km;
              jacobian[16] = 0.0;
              jacobian[17] = 1.0 / x[1] / prior_sd_of_log_km;
            }
            return true;
          },
          priors};
}

/// The rise of the data's cost with Km held, Vmax at its best: in closed form.
double rise_at_km(double km) {
  double product = 0.0;
  double square = 0.0;
  for (int i = 1; i <= 8; ++i) {
    const double s = 0.05 * i;
    const double shape = (10.0 + s) / (km + s); // of the model by Vmax / 20, in units of the data
    product += shape;
    square += shape * shape;
  }
  return 0.5 * 400.0 * (8.0 - product * product / square);
}

// Vmax and Km rise together and the curve only gets straighter; but it cannot bend much.
TEST(Profile, SaturationThatIsNotReachedIsOneSided) {
  const SmallProblem problem = low_concentrations();
  const ProfileStudy study = profiled(problem, {20.0, 10.0});
  for (const Profile& profile : study.profiles) {
    EXPECT_EQ(profile.verdict(), ProfileVerdict::one_sided);
    EXPECT_EQ(profile.lower.end, ProfileEnd::threshold);
    EXPECT_EQ(profile.upper.end, ProfileEnd::limit);
    EXPECT_NEAR(profile.upper.value, 1000.0 * profile.value, 1e-6 * profile.upper.value)
        << "as far as was to be looked";
  }
  const Profile& km = study.profiles[1];
  EXPECT_NEAR(rise_at_km(km.lower.value), 1.920729410347062, 1e-5);
  EXPECT_NEAR(km.upper.points.back().rise, rise_at_km(10000.0), 1e-6);
  EXPECT_LT(km.upper.points.back().rise, 0.21) << "a straight line fits nearly as well";
  EXPECT_THAT(study.words(problem.parameters()), HasSubstr("Km: one-sided: not below 2.27"));
  EXPECT_THAT(study.words(problem.parameters()),
              HasSubstr("the data allow everything up to 10000 (as far as was looked)"));
}

// A prior ends the open side: the data still end only the other, and the words say who ends which. A narrow one ends
// both.
TEST(Profile, APriorDoesNotCloseASide) {
  const auto half_square = [](double km, double sd) { return 0.5 * std::pow(std::log(km / 10.0) / sd, 2); };
  const SmallProblem problem = low_concentrations(1.0);
  const Profile km = profiled(problem, {20.0, 10.0}).profiles[1];
  EXPECT_EQ(km.verdict(), ProfileVerdict::one_sided);
  EXPECT_EQ(km.upper.end, ProfileEnd::threshold);
  for (const ProfileSide* side : {&km.lower, &km.upper}) {
    EXPECT_NEAR(rise_at_km(side->value) + half_square(side->value, 1.0), km.threshold, 1e-5);
    EXPECT_NEAR(*side->data_rise, rise_at_km(side->value), 1e-6);
  }
  EXPECT_TRUE(km.data_end(km.lower));
  EXPECT_FALSE(km.data_end(km.upper));
  EXPECT_THAT(km.words(problem.parameters()), HasSubstr("above 65.8842 it is the prior that holds it"));

  const Profile narrow = profiled(low_concentrations(0.4), {20.0, 10.0}).profiles[1];
  EXPECT_EQ(narrow.verdict(), ProfileVerdict::prior_dominated);
}

// A bound is no answer of the data.
TEST(Profile, ABoundDoesNotCloseASide) {
  const SmallProblem problem({{"x", ParameterScale::between(0.0, 10.0)}}, 1,
                             [](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
                               r[0] = x[0] - 9.0;
                               if (!jacobian.empty()) {
                                 jacobian[0] = 1.0;
                               }
                               return true;
                             });
  const ProfileStudy study = profiled(problem, {5.0});
  const Profile& x = study.profiles[0];
  EXPECT_EQ(x.verdict(), ProfileVerdict::one_sided);
  EXPECT_EQ(x.upper.end, ProfileEnd::bound);
  EXPECT_NEAR(x.lower.value, 9.0 - profile_z, 1e-6);
  EXPECT_THAT(x.words(problem.parameters()), testing::ContainsRegex("x: one-sided: not below 7.04.*its bound"));
}

// ---- flat -----------------------------------------------------------------------------------------------------------

/// Only a + b is known, 3 with standard deviation 0.1; with priors of standard deviation `sd` round 1 on both, or none.
SmallProblem only_the_sum(double sd, std::size_t priors) {
  return {{{"a", {}}, {"b", {}}},
          2 + priors,
          [=](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
            std::fill(jacobian.begin(), jacobian.end(), 0.0);
            r[0] = (x[0] + x[1] - 3.0) / 0.1;
            jacobian[0] = jacobian[1] = 10.0;
            r[1] = 0.0; // a figure that says nothing
            for (std::size_t k = 0; k < priors; ++k) {
              r[2 + k] = (x[k] - 1.0) / sd;
              jacobian[4 + 3 * k] = 1.0 / sd;
            }
            return true;
          },
          priors};
}

TEST(Profile, OnlyASumIsKnown) {
  const SmallProblem problem = only_the_sum(0.0, 0);
  const ProfileStudy study = profiled(problem, {0.0, 0.0});
  for (const Profile& profile : study.profiles) {
    EXPECT_EQ(profile.verdict(), ProfileVerdict::flat);
    EXPECT_EQ(profile.lower.end, ProfileEnd::limit);
    EXPECT_EQ(profile.upper.end, ProfileEnd::limit);
    // To a thousand standard deviations of 0.1, which it has with the other known.
    EXPECT_NEAR(profile.upper.value - profile.value, 100.0, 1e-6);
    for (const ProfilePoint& point : profile.upper.points) {
      EXPECT_NEAR(point.free[0] + point.free[1], 3.0, 1e-6) << "the other follows";
      EXPECT_LT(point.rise, 1e-6);
    }
  }
  EXPECT_THAT(study.words(problem.parameters()), HasSubstr("a: flat: the data allow everything from"));
}

TEST(Profile, AParameterThatNothingDependsOn) {
  const SmallProblem problem({{"used", {}}, {"idle", ParameterScale::between(0.0, 1.0)}}, 2,
                             [](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
                               std::fill(jacobian.begin(), jacobian.end(), 0.0);
                               r[0] = x[0] - 1.0;
                               r[1] = 0.0;
                               jacobian[0] = 1.0;
                               return true;
                             });
  const ProfileStudy study = profiled(problem, {0.0, 0.25});
  EXPECT_EQ(study.profiles[0].verdict(), ProfileVerdict::identified);
  EXPECT_EQ(study.profiles[1].verdict(), ProfileVerdict::flat);
  EXPECT_EQ(study.profiles[1].lower.end, ProfileEnd::bound);
  EXPECT_EQ(study.profiles[1].upper.end, ProfileEnd::bound);
}

// ---- prior-dominated ------------------------------------------------------------------------------------------------

// Priors of 1 on both: a and b are held by them, whatever the data say of their sum. By hand: the precision of a with b
// following is 1 + 1 / (0.01 + 1).
TEST(Profile, PriorsHoldWhatOnlyTheSumTells) {
  const SmallProblem problem = only_the_sum(1.0, 2);
  const ProfileStudy study = profiled(problem, {0.0, 0.0});
  const double sd = 1.0 / std::sqrt(1.0 + 1.0 / 1.01);
  for (const Profile& profile : study.profiles) {
    EXPECT_EQ(profile.verdict(), ProfileVerdict::prior_dominated);
    EXPECT_NEAR(profile.upper.value - profile.value, profile_z * sd, 1e-6);
    ASSERT_TRUE(profile.upper.data_rise.has_value());
    EXPECT_NEAR(*profile.upper.data_rise, 0.0, 1e-9) << "the data let the other follow all the way";
  }
  EXPECT_THAT(study.words(problem.parameters()), HasSubstr("b: prior-dominated: "));
}

/// x is 5 by the data, with standard deviation 1, and 5 by the prior, with `prior_sd`.
Profile data_beside_a_prior(double prior_sd) {
  const SmallProblem problem(
      {{"x", {}}, {"y", {}}}, 3,
      [=](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
        std::fill(jacobian.begin(), jacobian.end(), 0.0);
        r[0] = x[0] - 5.0;
        r[1] = x[1] - 5.0;
        r[2] = (x[0] - 5.0) / prior_sd;
        jacobian[0] = jacobian[3] = 1.0;
        jacobian[4] = 1.0 / prior_sd;
        return true;
      },
      1);
  return profiled(problem, {0.0, 0.0}).profiles[0];
}

// As much of the rise is the data's as of the precision.
TEST(Profile, WhoSaysMoreEndsTheProfile) {
  const Profile data = data_beside_a_prior(1.1);
  EXPECT_EQ(data.verdict(), ProfileVerdict::identified);
  EXPECT_NEAR(*data.lower.data_rise, data.threshold / (1.0 + 1.0 / 1.21), 1e-6);
  const Profile prior = data_beside_a_prior(0.9);
  EXPECT_EQ(prior.verdict(), ProfileVerdict::prior_dominated);
  EXPECT_NEAR(*prior.upper.data_rise, prior.threshold / (1.0 + 1.0 / 0.81), 1e-6);
}

// A prior of the other: without it the data would not know this one.
TEST(Profile, ThePriorOfAnotherParameterHoldsToo) {
  const SmallProblem problem(
      {{"a", {}}, {"b", {}}}, 2,
      [](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
        r[0] = (x[0] + x[1] - 3.0) / 5.0;
        r[1] = x[1] / 0.1;
        jacobian[0] = jacobian[1] = 0.2;
        jacobian[2] = 0.0;
        jacobian[3] = 10.0;
        return true;
      },
      1);
  const ProfileStudy study = profiled(problem, {0.0, 0.0});
  EXPECT_NEAR(study.profiles[0].upper.value - 3.0, profile_z * std::sqrt(25.01), 1e-5);
  EXPECT_EQ(study.profiles[0].verdict(), ProfileVerdict::prior_dominated);
}

// ---- a better optimum -----------------------------------------------------------------------------------------------

/// y is +1 or -1 by its square, to which a shift by x is added; and the pair x = -0.2, y = -1 fits better. Two optima
/// with little between them.
SmallProblem two_valleys() {
  return {{{"x", {}}, {"y", {}}}, 3, [](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
            std::fill(jacobian.begin(), jacobian.end(), 0.0);
            r[0] = 1.5 * (x[1] * x[1] - 1.0);
            jacobian[1] = 3.0 * x[1];
            r[1] = x[0] + 0.2;
            jacobian[2] = 1.0;
            r[2] = 0.4 * (x[1] + 1.0);
            jacobian[5] = 0.4;
            return true;
          }};
}

TEST(Profile, FindsTheBetterOptimumAndBeginsAgain) {
  const SmallProblem problem = two_valleys();
  const Fit worse = least_squares(problem, std::vector<double>{0.0, 1.5});
  ASSERT_GT(worse.values[1], 0.5) << "the start is in the worse valley";
  ASSERT_GT(worse.cost, 0.2);
  const Certificate certificate = certify(problem, worse.free);
  const Profile y = profile_of(problem, worse, certificate, 1);
  EXPECT_EQ(y.verdict(), ProfileVerdict::superseded);
  EXPECT_EQ(y.lower.end, ProfileEnd::better);
  ASSERT_TRUE(y.better.has_value());
  EXPECT_NEAR(y.better->values[1], -1.0, 1e-6);
  EXPECT_NEAR(y.better->cost, 0.0, 1e-12);
  EXPECT_THAT(y.words(problem.parameters()), HasSubstr("a better optimum was found, at y = -1 instead of 0.9"));

  const ProfileStudy study = profile_study(problem, worse);
  std::printf("%s", study.words(problem.parameters()).c_str());
  EXPECT_TRUE(study.at_best());
  ASSERT_EQ(study.costs.size(), 2U);
  EXPECT_EQ(study.costs[0], worse.cost);
  EXPECT_NEAR(study.costs[1], 0.0, 1e-12);
  EXPECT_NEAR(study.fit.values[1], -1.0, 1e-6);
  EXPECT_TRUE(study.certificate.converged);
  EXPECT_THAT(study.words(problem.parameters()), HasSubstr("found by profiles begun again 1 time\n"));

  ProfileStudySettings never;
  never.most_restarts = 0;
  const ProfileStudy stays = profile_study(problem, worse, never);
  EXPECT_FALSE(stays.at_best());
  EXPECT_EQ(stays.fit, worse);
  EXPECT_THAT(stays.words(problem.parameters()), HasSubstr("fit again from there"));
}

// ---- what else may happen -------------------------------------------------------------------------------------------

// The model cannot be solved beyond 1.3: the side ends there, and the failures are counted.
TEST(Profile, EndsWhereTheModelCannotBeSolved) {
  const SmallProblem problem({{"x", {}}, {"y", {}}}, 2,
                             [](std::span<const double> x, std::span<double> r, std::span<double> jacobian) {
                               r[0] = x[0] - 1.0;
                               r[1] = x[1];
                               jacobian[0] = jacobian[3] = 1.0;
                               jacobian[1] = jacobian[2] = 0.0;
                               return x[0] < 1.3;
                             });
  const ProfileStudy study = profiled(problem, {0.0, 0.0});
  const Profile& x = study.profiles[0];
  EXPECT_EQ(x.upper.end, ProfileEnd::unsolvable);
  EXPECT_NEAR(x.upper.value, 1.3, 2e-3);
  EXPECT_GE(x.upper.failed_solves, 1U);
  EXPECT_EQ(x.lower.failed_solves, 0U);
  EXPECT_EQ(x.verdict(), ProfileVerdict::one_sided);
  EXPECT_THAT(x.words(problem.parameters()), HasSubstr("beyond, the model cannot be solved"));
}

TEST(Profile, EndsWhenTheFitsAreSpent) {
  ProfileStudySettings few;
  few.each.most_fits = 2;
  const ProfileStudy study = profiled(line_through_four(), {0.0, 0.0}, few);
  EXPECT_EQ(study.profiles[0].lower.end, ProfileEnd::out_of_fits);
  EXPECT_EQ(study.profiles[0].lower.points.size(), 2U);
  EXPECT_EQ(study.profiles[0].verdict(), ProfileVerdict::undecided);
  EXPECT_THAT(study.words(line_through_four().parameters()),
              HasSubstr("a: undecided: at least 0.68167 (the fits were spent)"));
}

// Fits that are stopped early claim too narrow a range: the words say so.
TEST(Profile, SaysThatFitsOnTheWayWereNotAtTheirEnd) {
  const SmallProblem problem = low_concentrations();
  ProfileStudySettings hasty;
  hasty.each.each.most_steps = 1;
  const ProfileStudy study = profiled(problem, {20.0, 10.0}, hasty);
  EXPECT_GT(study.profiles[1].lower.unsettled, 0U);
  EXPECT_THAT(study.words(problem.parameters()), HasSubstr("ran out of steps: the range may be wider"));
}

TEST(Profile, SameForAnyNumberOfThreads) {
  const SmallProblem problem = low_concentrations(2.5);
  const Fit fit = least_squares(problem, std::vector<double>{20.0, 10.0});
  ProfileStudySettings settings;
  settings.threads = 1;
  const ProfileStudy one = profile_study(problem, fit, settings);
  for (const unsigned threads : {2U, 3U}) {
    settings.threads = threads;
    EXPECT_EQ(profile_study(problem, fit, settings).profiles, one.profiles) << threads;
  }
}

TEST(Profile, RefusesWhatIsNoFit) {
  const SmallProblem problem = line_through_four();
  EXPECT_THROW(profile_study(problem, Fit{}), std::invalid_argument);
  const Fit fit = least_squares(problem, std::vector<double>{0.0, 0.0});
  const Certificate certificate = certify(problem, fit.free);
  EXPECT_THROW(profile_of(problem, fit, certificate, 2), std::invalid_argument);
  EXPECT_THROW(profile_of(problem, fit, Certificate{}, 0), std::invalid_argument);
  ProfileSettings none;
  none.threshold = 0.0;
  EXPECT_THROW(profile_of(problem, fit, certificate, 0, none), std::invalid_argument);
  const SmallProblem broken({{"x", {}}}, 1, nullptr, 2);
  EXPECT_THAT([&] { check_problem(broken); },
              testing::ThrowsMessage<std::invalid_argument>(HasSubstr("2 residuals of priors among 1 in all")));
}

// ---- NIST -----------------------------------------------------------------------------------------------------------

// To first order a profile's interval is 1.96 certified standard deviations to both sides: their mean, within a few per
// cent where the model is nearly linear, and BoxBOD's, of six figures, within 25. (Standard deviations leave out the
// curvature of the model itself, which the profile has in it.) What is of the second order is as much more on one side
// as it is less on the other; so with a threshold of a ten-thousandth, which is reached a hundred times sooner, the
// sides differ by a hundredth of that.
TEST(Profile, OfNistSetsIsTheCertifiedStandardDeviationToFirstOrder) {
  std::size_t compared = 0;
  for (const NistSet& set : nist_sets()) {
    const bool nearly_linear = set.name == "DanWood" || set.name == "Misra1a" || set.name == "Misra1b" ||
                               set.name == "Eckerle4" || set.name == "Chwirut2";
    if (!nearly_linear && set.name != "BoxBOD") {
      continue;
    }
    const NistProblem problem(set);
    const Fit fit = least_squares(problem, set.start_2);
    ProfileStudySettings settings;
    settings.each.unit = ResidualUnit::unknown;
    const ProfileStudy whole = profile_study(problem, fit, settings);
    settings.each.threshold *= 1e-4;
    const ProfileStudy small = profile_study(problem, fit, settings);
    for (std::size_t j = 0; j < set.certified.size(); ++j) {
      std::vector<double> uneven;
      for (const ProfileStudy* study : {&whole, &small}) {
        const Profile& profile = study->profiles[j];
        const double unit = (study == &whole ? 1.0 : 0.01) * profile_z * set.certified_sd[j];
        const double below = (set.certified[j] - profile.lower.value) / unit;
        const double above = (profile.upper.value - set.certified[j]) / unit;
        std::printf("%-9s b%zu: %.6f below, %.6f above, in %.4f certified sd\n", set.name.c_str(), j + 1, below, above,
                    unit / set.certified_sd[j]);
        EXPECT_EQ(profile.verdict(), ProfileVerdict::identified) << set.name;
        EXPECT_NEAR(0.5 * (below + above), 1.0, nearly_linear ? 0.04 : 0.25) << set.name;
        EXPECT_TRUE(study->at_best()) << set.name;
        uneven.push_back(above - below);
      }
      EXPECT_NEAR(uneven[1], 0.01 * uneven[0], 1e-3 * std::abs(uneven[0]) + 2e-5) << set.name;
      ++compared;
    }
  }
  EXPECT_GE(compared, 2U);
}

} // namespace
} // namespace headwater::calibration::tests
