// The joint posterior's parameters, its shares of wholes, and the coordinates in which its prior is standard normal.
#include "calibration/fit/joint_priors.hpp"

#include "calibration/fit/history_residuals.hpp"
#include "calibration/fit/standard_prior.hpp"
#include "model/ensemble/draws.hpp"
#include "tests/calibration/fit/fit_inputs.hpp"
#include "tests/scotland_drivers.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>
#include <stdexcept>

namespace headwater::calibration {
namespace {

using headwater::tests::fitted_parameters;
using headwater::tests::published_figures;

const std::vector<FittedParameter>& joint_parameters() {
  static const std::vector<FittedParameter> all = joint_priors(
      fitted_parameters(), fit_data(as_known_now(published_figures())), headwater::tests::scotland_drivers(), 1);
  return all;
}

const HistoryPosterior& joint_posterior() {
  static const HistoryPosterior posterior(model::default_values(), headwater::tests::scotland_drivers(),
                                          joint_parameters(), fit_data(as_known_now(published_figures())));
  return posterior;
}

std::vector<double> standard_draw(std::uint64_t number) {
  experiments::RandomEngine random(11, number);
  std::vector<double> u(joint_posterior().dimension());
  for (double& one : u) {
    one = 0.7 * random.normal();
  }
  return u;
}

std::set<std::string> names_of(const std::vector<FittedParameter>& priors) {
  std::set<std::string> names;
  for (const FittedParameter& one : priors) {
    names.insert(one.prior.name());
  }
  return names;
}

TEST(JointPriors, AreOfWhatMovesAFigureAndOfNothingElse) {
  const std::set<std::string> names = names_of(joint_parameters());
  EXPECT_EQ(names.size(), joint_parameters().size());
  for (const FittedParameter& one : fitted_parameters()) {
    EXPECT_TRUE(names.contains(one.prior.name())) << one.prior.name();
  }
  for (const char* moves : {"need_onset", "escalation", "support_effect", "start_mix_foster_0_4"}) {
    EXPECT_TRUE(names.contains(moves)) << moves;
  }
  // of later years, or of money that is published nowhere
  for (const char* idle : {"births_stop_falling", "failure_share_health", "cost_unsupported_leaver"}) {
    EXPECT_FALSE(names.contains(idle)) << idle;
  }
}

// What is left out keeps its range: whatever it is, no figure changes.
TEST(JointPriors, WhatIsLeftOutMovesNoFigure) {
  const std::set<std::string> names = names_of(joint_parameters());
  const model::ParameterDraws draws(model::UniformDraws(model::Sampling::random, 3, 20), model::default_values());
  std::vector<std::size_t> idle;
  for (const std::size_t i : model::varying_parameters) {
    if (!names.contains(std::string(model::parameters()[i].name))) {
      idle.push_back(i);
    }
  }
  EXPECT_GT(idle.size(), 50U);
  const std::vector<AskedFigure> asked = joint_posterior().data().asked();
  for (std::size_t draw = 0; draw < draws.count(); ++draw) {
    const model::ParameterValues<double> all = draws.values(draw);
    model::ParameterValues<double> without = all;
    for (const std::size_t i : idle) {
      without[i] = model::default_values()[i];
    }
    const auto figures = [&](const model::ParameterValues<double>& values) {
      return HistoryModel(values, headwater::tests::scotland_drivers(), {idle.front()}, asked, fit_step)
          .values_at(std::vector{values[idle.front()]})
          .value()
          .values;
    };
    EXPECT_EQ(figures(all), figures(without)) << draw;
  }
}

TEST(JointPriors, SharesSumToTheirWholes) {
  const HistoryPosterior& posterior = joint_posterior();
  std::vector<double> u = standard_draw(1);
  const std::vector<double> values = posterior.values_at(StandardPrior(posterior).own(u));
  std::map<std::string_view, double> sums;
  std::map<std::string_view, double> defaults;
  for (std::size_t i = 0; i < posterior.fitted().size(); ++i) {
    const model::Parameter& row = model::parameters()[posterior.fitted()[i].parameter];
    if (!model::whole_of(row).empty()) {
      sums[model::whole_of(row)] += values[i];
      defaults[model::whole_of(row)] += row.value;
    }
  }
  EXPECT_GE(sums.size(), 4U);
  for (const auto& [whole, sum] : sums) {
    EXPECT_NEAR(sum, defaults[whole], 1e-12) << whole;
  }
}

TEST(JointPriors, RefuseAShareWithoutTheOthers) {
  const std::vector<std::size_t> one{model::find_parameter("start_mix_foster_0_4")};
  EXPECT_THROW(WholeShares{one}, std::invalid_argument);
}

TEST(StandardPrior, HasTheSlopesOfDifferences) {
  const StandardPrior standard(joint_posterior());
  std::vector<double> u = standard_draw(2);
  std::vector<double> gradient(u.size());
  std::vector<double> unused(u.size());
  ASSERT_TRUE(standard.evaluate(u, gradient));
  for (std::size_t i = 0; i < u.size(); i += 3) {
    const double here = u[i];
    const double h = 1e-4;
    u[i] = here + h;
    const double above = standard.evaluate(u, unused).value();
    u[i] = here - h;
    const double under = standard.evaluate(u, unused).value();
    u[i] = here;
    const double slope = (above - under) / (2.0 * h);
    EXPECT_NEAR(gradient[i], slope, 1e-5 * (1.0 + std::fabs(slope))) << joint_posterior().names()[i];
  }
}

TEST(StandardPrior, IsThePosteriorButForItsVolume) {
  const StandardPrior standard(joint_posterior());
  std::vector<double> unused(joint_posterior().dimension());
  const std::vector<double> here = standard_draw(3);
  const std::vector<double> there = standard_draw(4);
  const auto posterior = [&](const std::vector<double>& u) {
    return joint_posterior().evaluate(standard.own(u), unused).value();
  };
  const auto in_standard = [&](const std::vector<double>& u) {
    return standard.evaluate(u, unused).value() + standard.log_volume(u);
  };
  EXPECT_NEAR(posterior(here), in_standard(here), 1e-8 * std::fabs(posterior(here)));
  EXPECT_NEAR(posterior(there), in_standard(there), 1e-8 * std::fabs(posterior(there)));
}

// What least squares is told of shares: derivatives by what is fitted, not by what it is made into.
TEST(HistoryResiduals, OfSharesHaveTheSlopesOfDifferences) {
  const HistoryPosterior& posterior = joint_posterior();
  const HistoryResiduals residuals(posterior);
  const std::size_t n = posterior.fitted().size();
  const std::size_t m = residuals.residual_count();
  std::vector<double> x;
  const std::vector<double> z = StandardPrior(posterior).own(standard_draw(5));
  for (std::size_t i = 0; i < n; ++i) {
    x.push_back(posterior.prior(i).scale().value(z[i]));
  }
  std::vector<double> at(m);
  std::vector<double> jacobian(m * n);
  std::vector<double> unused(m * n);
  ASSERT_TRUE(residuals.evaluate(x, at, jacobian));
  for (std::size_t i = 0; i < n; ++i) {
    if (model::whole_of(model::parameters()[posterior.fitted()[i].parameter]) != "mix_F") {
      continue;
    }
    const double here = x[i];
    const double h = 1e-5;
    std::vector<double> above(m);
    std::vector<double> under(m);
    x[i] = here + h;
    ASSERT_TRUE(residuals.evaluate(x, above, unused));
    x[i] = here - h;
    ASSERT_TRUE(residuals.evaluate(x, under, unused));
    x[i] = here;
    for (std::size_t row = 0; row < m; ++row) {
      const double slope = (above[row] - under[row]) / (2.0 * h);
      EXPECT_NEAR(jacobian[row * n + i], slope, 1e-4 * (1.0 + std::fabs(slope))) << row;
    }
  }
}

} // namespace
} // namespace headwater::calibration
