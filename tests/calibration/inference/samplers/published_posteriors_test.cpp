// Both samplers on posteriors that nobody here computed. The quick tests draw less; the nightly ones hold the bar of 5%
// for every standard deviation as well.
#include "tests/calibration/inference/samplers/published_posteriors.hpp"

#include "calibration/inference/samplers/nuts.hpp"
#include "calibration/inference/samplers/tempered_smc.hpp"
#include "tests/calibration/inference/samplers/posterior_figures.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace headwater::calibration::tests {
namespace {

#define NEEDS_GAUSS_MIX(posterior)                                                                                     \
  if ((posterior) == nullptr)                                                                                          \
  GTEST_SKIP() << "the data of the mixture are not in " << posteriordb_folder()

SampledChains nuts_chains(const PublishedPosterior& posterior, std::size_t warmup, std::size_t draws,
                          double target_acceptance = 0.8) {
  NutsSettings settings;
  settings.warmup = warmup;
  settings.draws = draws;
  settings.target_acceptance = target_acceptance;
  const SampledChains chains = Nuts(settings).sample(posterior, laplace(posterior, posterior.guess()));
  std::uint64_t gradients = 0;
  for (const SampledChain& chain : chains.chains) {
    gradients += chain.gradients;
  }
  std::printf("%llu gradients, %llu divergences, %llu failed solves\n", static_cast<unsigned long long>(gradients),
              static_cast<unsigned long long>(chains.divergences()),
              static_cast<unsigned long long>(chains.failed_solves()));
  return chains;
}

/// What each of `runs` populations reports.
std::vector<std::vector<double>> smc_runs(const PublishedPosterior& posterior, std::size_t particles, std::size_t runs,
                                          bool must_mix = true) {
  std::vector<std::vector<double>> reported;
  for (std::size_t run = 0; run < runs; ++run) {
    SmcSettings settings;
    settings.particles = particles;
    settings.seed = 1 + run;
    const Population population = tempered_smc(posterior, settings);
    EXPECT_TRUE(population.mixed || !must_mix);
    std::size_t moves = 0;
    for (const SmcStage& stage : population.stages) {
      moves += stage.moves;
    }
    std::printf("%zu temperatures, %zu moves, log evidence %.3f, %llu failed solves\n", population.stages.size(), moves,
                population.log_evidence, static_cast<unsigned long long>(population.failed_solves));
    reported.push_back(posterior.reported_draws(population.draws));
  }
  return reported;
}

// The figures typed into this folder are those of the files.
TEST(PublishedPosteriors, FiguresAreThoseOfTheFiles) {
  if (!std::filesystem::exists(posteriordb_folder())) {
    GTEST_SKIP() << posteriordb_folder() << " is not there; only the typed figures are compared";
  }
  std::vector<std::unique_ptr<PublishedPosterior>> all;
  all.push_back(eight_schools());
  all.push_back(lotka_volterra());
  all.push_back(one_compartment());
  all.push_back(gauss_mix());
  for (const std::unique_ptr<PublishedPosterior>& posterior : all) {
    ASSERT_NE(posterior, nullptr);
    std::ifstream file(posteriordb_folder() / (posterior->file_stem() + ".summary.csv"));
    std::string line;
    std::getline(file, line);
    ASSERT_EQ(line,
              R"("variable","mean","sd","q2.5","q5","q25","q50","q75","q95","q97.5","mcse_mean","mcse_sd","rhat",)"
              R"("ess_bulk","ess_tail")");
    for (const PublishedFigure& figure : posterior->figures()) {
      ASSERT_TRUE(std::getline(file, line)) << figure.name;
      std::vector<std::string> cells;
      std::istringstream rest(line);
      for (std::string cell; std::getline(rest, cell, ',');) {
        cells.push_back(cell);
      }
      EXPECT_EQ(cells.at(0), '"' + figure.name + '"');
      const auto same = [&](double typed, std::size_t column) {
        EXPECT_NEAR(typed / std::stod(cells.at(column)), 1.0, 1e-7) << figure.name << ", column " << column;
      };
      same(figure.mean, 1);
      same(figure.sd, 2);
      same(figure.q5, 4);
      same(figure.q50, 6);
      same(figure.q95, 8);
      same(figure.mcse_mean, 10);
      same(figure.mcse_sd, 11);
    }
    EXPECT_FALSE(std::getline(file, line)) << "a row that is not typed: " << line;
  }
}

// Both samplers draw from the same text of prior and likelihood; that the gradient is its derivative is checked here.
TEST(PublishedPosteriors, GradientsAreThoseOfTheDensities) {
  std::vector<std::unique_ptr<PublishedPosterior>> all;
  all.push_back(eight_schools());
  all.push_back(lotka_volterra());
  all.push_back(one_compartment());
  if (auto mix = gauss_mix()) {
    all.push_back(std::move(mix));
  }
  for (const std::unique_ptr<PublishedPosterior>& posterior : all) {
    const auto density = [&](const std::vector<double>& x) {
      std::optional<double> likelihood;
      posterior->log_likelihood(x, {&likelihood, 1});
      return posterior->log_prior(x) + likelihood.value();
    };
    std::vector<double> x = posterior->guess();
    for (std::size_t i = 0; i < x.size(); ++i) {
      x[i] += 0.1 * std::sin(static_cast<double>(1 + i));
    }
    std::vector<double> gradient(x.size());
    EXPECT_NEAR(posterior->evaluate(x, gradient).value(), density(x), 1e-9 * std::fabs(density(x)));
    for (std::size_t i = 0; i < x.size(); ++i) {
      const auto difference = [&](double h) {
        std::vector<double> above = x;
        std::vector<double> below = x;
        above[i] += h;
        below[i] -= h;
        return (density(above) - density(below)) / (2.0 * h);
      };
      const double h = 1e-3;
      const double richardson = (4.0 * difference(0.5 * h) - difference(h)) / 3.0;
      EXPECT_NEAR(gradient[i], richardson, 1e-6 * std::max(1.0, std::fabs(richardson)))
          << posterior->file_stem() << ' ' << i;
    }
  }
}

TEST(PublishedPosteriors, StepsOfTheEquationsAreShortEnough) {
  const auto change = [](const PublishedPosterior& coarse, const PublishedPosterior& fine, std::vector<double> x) {
    std::vector<double> gradient(x.size());
    return std::fabs(coarse.evaluate(x, gradient).value() - fine.evaluate(x, gradient).value());
  };
  EXPECT_LT(change(*lotka_volterra(), *lotka_volterra(20), lotka_volterra()->guess()), 0.002);
  // At its median, its 5% and its 95% quantile of K_m, with V_m along.
  for (const auto& [K_m, V_m] : {std::pair{0.98, 0.9}, std::pair{0.086, 0.8}, std::pair{8.7, 1.5}}) {
    std::vector<double> x = one_compartment()->guess();
    x[1] = std::log(K_m);
    x[2] = std::log(V_m);
    EXPECT_LT(change(*one_compartment(), *one_compartment(40), x), 0.002) << K_m;
  }
}

// ---- NUTS -----------------------------------------------------------------------------------------------------------

TEST(PublishedPosteriors, NutsOnEightSchools) {
  const auto posterior = eight_schools();
  expect_published(*posterior, reported_runs(*posterior, nuts_chains(*posterior, 1000, 5000, 0.95)), 25, false);
}

TEST(PublishedPosteriors, NutsOnLotkaVolterra) {
  const auto posterior = lotka_volterra();
  const SampledChains chains = nuts_chains(*posterior, 400, 600);
  EXPECT_EQ(chains.divergences(), 0U);
  expect_published(*posterior, reported_runs(*posterior, chains), 20, false);
}

TEST(PublishedPosteriors, NutsOnAMixture) {
  const auto posterior = gauss_mix();
  NEEDS_GAUSS_MIX(posterior);
  const SampledChains chains = nuts_chains(*posterior, 300, 300);
  EXPECT_EQ(chains.divergences(), 0U);
  expect_published(*posterior, reported_runs(*posterior, chains), 20, false);
}

TEST(PublishedPosteriors, NutsOnOneCompartment) {
  const auto posterior = one_compartment();
  expect_published_quantiles(*posterior, reported_runs(*posterior, nuts_chains(*posterior, 400, 600, 0.95)), 20);
}

TEST(PublishedPosteriors, NutsOnEightSchoolsNightly) {
  const auto posterior = eight_schools();
  expect_published(*posterior, reported_runs(*posterior, nuts_chains(*posterior, 1000, 40000, 0.95)), 40, true);
}

TEST(PublishedPosteriors, NutsOnLotkaVolterraNightly) {
  const auto posterior = lotka_volterra(20);
  expect_published(*posterior, reported_runs(*posterior, nuts_chains(*posterior, 1000, 10000)), 40, true);
}

TEST(PublishedPosteriors, NutsOnAMixtureNightly) {
  const auto posterior = gauss_mix();
  NEEDS_GAUSS_MIX(posterior);
  expect_published(*posterior, reported_runs(*posterior, nuts_chains(*posterior, 1000, 10000)), 40, true);
}

TEST(PublishedPosteriors, NutsOnOneCompartmentNightly) {
  const auto posterior = one_compartment();
  expect_published_quantiles(*posterior, reported_runs(*posterior, nuts_chains(*posterior, 1000, 8000, 0.95)), 40);
}

// ---- SMC ------------------------------------------------------------------------------------------------------------

TEST(PublishedPosteriors, SmcOnEightSchools) {
  const auto posterior = eight_schools();
  expect_published(*posterior, smc_runs(*posterior, 500, 16), 1, false);
}

TEST(PublishedPosteriors, SmcOnLotkaVolterra) {
  const auto posterior = lotka_volterra();
  expect_published(*posterior, smc_runs(*posterior, 200, 8), 1, false);
}

TEST(PublishedPosteriors, SmcOnEightSchoolsNightly) {
  const auto posterior = eight_schools();
  expect_published(*posterior, smc_runs(*posterior, 2000, 20), 1, true);
}

TEST(PublishedPosteriors, SmcOnLotkaVolterraNightly) {
  const auto posterior = lotka_volterra();
  expect_published(*posterior, smc_runs(*posterior, 1000, 20), 1, true);
}

TEST(PublishedPosteriors, SmcOnAMixtureNightly) {
  const auto posterior = gauss_mix();
  NEEDS_GAUSS_MIX(posterior);
  expect_published(*posterior, smc_runs(*posterior, 1000, 16), 1, true);
}

// The tail of K_m is so long that most populations do not forget their places in it, and say so.
TEST(PublishedPosteriors, SmcOnOneCompartmentNightly) {
  const auto posterior = one_compartment();
  expect_published_quantiles(*posterior, smc_runs(*posterior, 1000, 16, false), 1);
}

} // namespace
} // namespace headwater::calibration::tests
