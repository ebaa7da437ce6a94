#include "calibration/fit/whole_fit.hpp"

#include "calibration/fit/history_bands.hpp"
#include "calibration/fit/history_forecast.hpp"
#include "calibration/fit/history_residuals.hpp"
#include "calibration/fit/joint_priors.hpp"
#include "calibration/fit/laplace_start.hpp"
#include "calibration/fit/posterior_chains.hpp"
#include "calibration/fit/standard_prior.hpp"
#include "calibration/inference/estimate/mode.hpp"
#include "calibration/inference/samplers/wide_chains.hpp"
#include "calibration/known/counterparts.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>

namespace headwater::calibration {
namespace {

/// How many transitions of a chain lie between two states that are offered to the keeper.
constexpr std::size_t transitions_between_states = 5;

constexpr int first_origin = 2015;
constexpr int last_origin = 2019;

/// `name`: of the states of chains.
NutsCheckpoints chain_checkpoints(const CalibrationSettings& settings, const std::string& name) {
  NutsCheckpoints checkpoints;
  if (settings.states.save) {
    checkpoints.every = transitions_between_states;
    checkpoints.save = [&settings, name](std::size_t chain, std::string_view state) {
      settings.states.save(fmt::format("{}_{}", name, chain + 1), state);
    };
    if (settings.states.set_aside) {
      checkpoints.set_aside = [&settings, name](std::size_t chain, const std::string& why) {
        settings.states.set_aside(fmt::format("{}_{}", name, chain + 1), why);
      };
    }
    for (std::size_t chain = 0; chain < settings.chains; ++chain) {
      checkpoints.resume.push_back(settings.states.load(fmt::format("{}_{}", name, chain + 1)));
    }
  }
  return checkpoints;
}

PosteriorChainSettings chain_settings(const CalibrationSettings& settings) {
  PosteriorChainSettings all;
  NutsSettings& nuts = all.nuts;
  nuts.chains = settings.chains;
  nuts.warmup = settings.warmup;
  nuts.draws = settings.draws;
  nuts.seed = settings.seed;
  nuts.target_acceptance = settings.acceptance;
  nuts.threads = settings.threads;
  nuts.checkpoints = chain_checkpoints(settings, "chain");
  all.pilots = settings.pilots;
  for (std::size_t round = 0; round < all.pilots.size(); ++round) {
    all.pilot_checkpoints.push_back(chain_checkpoints(settings, fmt::format("pilot_{}", round + 1)));
  }
  return all;
}

SmcSettings smc_settings(const CalibrationSettings& settings) {
  SmcSettings smc;
  smc.particles = settings.particles;
  smc.seed = settings.seed;
  smc.most_correlation_on_the_way = 0.7;
  smc.most_moves = 2000;
  smc.threads = settings.threads;
  if (settings.states.save) {
    smc.checkpoints.save = [&settings](std::string_view state) { settings.states.save("particles", state); };
    if (settings.states.set_aside) {
      smc.checkpoints.set_aside = [&settings](const std::string& why) { settings.states.set_aside("particles", why); };
    }
    smc.checkpoints.resume = settings.states.load("particles");
  }
  return smc;
}

std::vector<double> prior_scales(const HistoryPosterior& posterior) {
  std::vector<double> scales;
  for (std::size_t i = 0; i < posterior.dimension(); ++i) {
    scales.push_back(posterior.prior(i).free_sd());
  }
  return scales;
}

/// Chains of every parameter that varies: draws of the posterior's own free scale.
SampledChains joint_chains(const HistoryPosterior& posterior, const NutsSettings& settings) {
  const StandardPrior standard(posterior);
  const std::size_t n = posterior.dimension();
  SampledChains found = wide_chains(standard, std::vector<double>(n, 0.0), settings);
  for (SampledChain& chain : found.chains) {
    for (std::size_t i = 0; i < chain.lp.size(); ++i) {
      const std::span<double> draw = std::span(chain.draws).subspan(i * n, n);
      chain.lp[i] += standard.log_volume(draw);
      const std::vector<double> own = standard.own(draw);
      std::copy(own.begin(), own.end(), draw.begin());
    }
  }
  return found;
}

/// Draws in the own units of every parameter.
std::vector<double> in_own_units(const HistoryPosterior& posterior, std::span<const double> draws) {
  std::vector<double> own;
  const std::size_t n = posterior.dimension();
  for (std::size_t at = 0; at < draws.size(); at += n) {
    const std::vector<double> values = posterior.values_at(draws.subspan(at, n));
    own.insert(own.end(), values.begin(), values.end());
  }
  return own;
}

Posterior posterior_of(const HistoryPosterior& posterior, const SampledChains& chains) {
  Posterior all{posterior.names(), {}, NutsSettings().max_treedepth};
  for (const SampledChain& chain : chains.chains) {
    Chain kept{{}, in_own_units(posterior, chain.draws), {chain.adapted_stepsize, chain.inverse_metric}, {}};
    for (std::size_t i = 0; i < chain.lp.size(); ++i) {
      kept.transitions.push_back({chain.lp[i], chain.accept_stat[i], chain.stepsize[i], chain.treedepth[i],
                                  chain.n_leapfrog[i], chain.divergent[i] != 0, chain.energy[i]});
    }
    all.chains.push_back(std::move(kept));
  }
  return all;
}

/// A population of particles as one chain, though it has no order. There are no divergences, step sizes or energies
/// without a Hamiltonian sampler: these stay 0.
Posterior posterior_of(const HistoryPosterior& posterior, const Population& population) {
  Posterior all{posterior.names(), {}, NutsSettings().max_treedepth};
  Chain kept{{}, in_own_units(posterior, population.draws), {}, {}};
  for (std::size_t i = 0; i < population.log_prior.size(); ++i) {
    kept.transitions.push_back({population.log_prior[i] + population.log_likelihood[i], 1.0, 0.0, 0, 0, false, 0.0});
  }
  all.chains.push_back(std::move(kept));
  return all;
}

/// Tempered SMC in other coordinates: draws of the posterior's own free scale.
Population population_of(const HistoryPosterior& posterior, const Reparameterisation& coordinates,
                         const SmcSettings& settings) {
  Population population = tempered_smc(TargetIn(coordinates, posterior), settings);
  const std::size_t n = posterior.dimension();
  for (std::size_t at = 0; at < population.draws.size(); at += n) {
    const std::span<double> draw = std::span(population.draws).subspan(at, n);
    population.log_prior[at / n] -= coordinates.log_volume(draw);
    const std::vector<double> own = coordinates.own(draw);
    std::copy(own.begin(), own.end(), draw.begin());
  }
  return population;
}

std::string meaning_of_scatter(const std::string& name) {
  constexpr std::string_view of_series = "scatter_discrepancy_";
  if (name.starts_with(of_series)) {
    return "how far " + name.substr(of_series.size()) + " wanders from the model, sd of any one year";
  }
  if (name == "scatter_correlation") {
    return "how much of the discrepancy of one year is left in the next";
  }
  if (name == "scatter_overdispersion_counts") {
    return "scatter of counts beyond chance: variance m + a m^2";
  }
  return name == "scatter_sd_money" ? "scatter of spending, sd of the log" : "scatter of shares, scale";
}

std::vector<ParameterFit> parameter_fits(const HistoryPosterior& posterior, const PointEstimate& estimate) {
  std::vector<ParameterFit> all;
  const std::size_t fitted = posterior.fitted().size();
  for (std::size_t i = 0; i < posterior.dimension(); ++i) {
    const Prior& prior = posterior.prior(i);
    if (i < fitted) {
      const model::Parameter& row = model::parameters()[posterior.fitted()[i].parameter];
      all.push_back({prior.name(),
                     std::string(row.unit),
                     std::string(row.meaning),
                     prior,
                     true,
                     estimate.best_fit().values[i],
                     std::sqrt(estimate.certificate.covariance[i * fitted + i]),
                     {}});
    } else {
      const double slope = prior.scale().slope(prior.scale().free(prior.centre()));
      all.push_back({prior.name(),
                     "",
                     meaning_of_scatter(prior.name()),
                     prior,
                     false,
                     prior.centre(),
                     prior.free_sd() * slope,
                     {}});
    }
  }
  return all;
}

std::string meaning_of_series(const std::string& series) {
  return std::string(counterparts<double>()[find_counterpart(series)].meaning);
}

/// Every scored figure beside the model at the point estimate.
void add_series(CalibrationFindings& found, const HistoryPosterior& posterior) {
  std::vector<AskedFigure> asked;
  for (const PublishedFigure& figure : found.figures) {
    asked.push_back({figure.series, figure.year});
  }
  const HistoryModel model(posterior.values(), posterior.drivers(), posterior.positions(), asked);
  const std::optional<HistoryFigures> at = model.values_at(found.estimate.best_fit().values);
  if (!at) {
    throw std::runtime_error("the model cannot be solved at the point estimate");
  }
  for (std::size_t i = 0; i < found.figures.size(); ++i) {
    const PublishedFigure& figure = found.figures[i];
    auto place = std::find_if(found.series.begin(), found.series.end(),
                              [&](const SeriesFit& one) { return one.name == figure.series; });
    if (place == found.series.end()) {
      place = found.series.insert(place, {figure.series, meaning_of_series(figure.series), figure.unit, {}});
    }
    const std::vector<PublishedFigure>& fitted = posterior.data().figures;
    const bool held_out = std::none_of(fitted.begin(), fitted.end(), [&](const PublishedFigure& one) {
      return one.series == figure.series && one.year == figure.year;
    });
    place->figures.push_back({i, held_out, at->values[i], {}});
  }
  for (SeriesFit& series : found.series) {
    std::sort(series.figures.begin(), series.figures.end(), [&](const FitFigure& a, const FitFigure& b) {
      return found.figures[a.published].period.middle < found.figures[b.published].period.middle;
    });
  }
}

/// Draws of the posterior predictive, evenly from among all draws.
void add_predictions(CalibrationFindings& found, const HistoryPosterior& posterior,
                     const CalibrationSettings& settings) {
  std::vector<WantedFigure> wanted;
  for (const PublishedFigure& figure : found.figures) {
    wanted.push_back({figure.series, figure.year, figure.period});
  }
  const Predictive predictive(posterior, std::move(wanted));
  std::vector<std::span<const double>> points;
  const std::size_t n = posterior.dimension();
  for (const Chain& chain : found.posterior->chains) {
    for (std::size_t i = 0; i < chain.transitions.size(); ++i) {
      points.push_back(std::span(chain.values).subspan(i * n, n));
    }
  }
  const std::size_t count = std::min(settings.predictive_draws, points.size());
  std::vector<std::optional<std::vector<double>>> drawn(count);
  tbb::task_arena arena(settings.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(settings.threads));
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, count, [&](std::size_t i) {
      drawn[i] = predictive.draw(points[i * points.size() / count], settings.seed, i);
    });
  });
  for (SeriesFit& series : found.series) {
    for (FitFigure& figure : series.figures) {
      for (const std::optional<std::vector<double>>& one : drawn) {
        if (one && predictive.says(figure.published)) {
          figure.predicted.push_back((*one)[figure.published]);
        }
      }
    }
  }
}

} // namespace

CalibrationFindings calibrate(const Published& published, const model::Drivers& drivers, const Priors& priors,
                              const CalibrationSettings& settings) {
  const auto say = [&settings](const std::string& stage) {
    if (settings.say) {
      settings.say(stage);
    }
  };
  const std::vector<PublishedFigure> known =
      settings.as_of ? as_known_on(published, *settings.as_of) : as_known_now(published);
  if (settings.joint && settings.method == Method::smc) {
    throw std::invalid_argument("tempered SMC does not draw a joint posterior");
  }
  const FitData data = fit_data(known, settings.last);
  HistoryPosterior posterior(model::default_values(), drivers,
                             settings.joint ? joint_priors(priors.fitted, data, drivers, settings.seed) : priors.fitted,
                             data, settings.scatter);
  posterior.call_before_each_solve(settings.before_each_solve);
  CalibrationFindings found{};
  found.method = settings.method;
  found.seed = settings.seed;
  found.as_of = settings.as_of;
  found.discrepancy = settings.scatter.discrepancy;
  found.by_range = posterior.fitted().size() - priors.fitted.size();
  for (const PublishedFigure& figure : posterior.data().figures) {
    found.last = std::max(found.last, figure.year);
  }
  std::copy_if(known.begin(), known.end(), std::back_inserter(found.figures),
               [](const PublishedFigure& figure) { return figure.is_scored() && figure.value.has_value(); });

  say(fmt::format("point estimate: {} parameters, {} figures, {} starts", posterior.fitted().size(),
                  posterior.data().figures.size(), settings.starts));
  const HistoryResiduals problem(posterior);
  MultiStartSettings starts;
  starts.starts = settings.starts;
  starts.seed = settings.seed;
  starts.threads = settings.threads;
  found.estimate = multi_start(problem, starts);
  posterior.shares().make_whole(found.estimate.fits[found.estimate.best].values);
  found.directions = fisher_directions(problem, found.estimate.best_fit().free);
  if (settings.profiles) {
    say(fmt::format("profile likelihood of {} parameters", posterior.fitted().size()));
    ProfileStudySettings profiles;
    profiles.threads = settings.threads;
    found.profiles = profile_study(problem, found.estimate.best_fit(), profiles);
    if (found.profiles->costs.size() > 1) { // a profile led to a better optimum
      found.estimate.fits[found.estimate.best] = found.profiles->fit;
      found.estimate.certificate = found.profiles->certificate;
    }
    if (!found.profiles->at_best()) {
      found.distrust.emplace_back("Profiles went on finding better optima than the point estimate.");
    }
  }
  found.parameters = parameter_fits(posterior, found.estimate);
  add_series(found, posterior);
  if (!found.estimate.certificate.converged) {
    found.distrust.push_back("The point estimate did not settle.");
  }

  std::vector<double> of_nuts;
  Reparameterisation coordinates;
  const auto laplace = [&] {
    const Start estimate = laplace_start(posterior, found.estimate.best_fit(), found.estimate.certificate);
    return mode_of(posterior, estimate.point, prior_scales(posterior)).laplace;
  };
  if (settings.joint && settings.method == Method::nuts) {
    say(fmt::format("joint posterior: {} chains of {} transitions of warm-up and {} draws", settings.chains,
                    settings.warmup, settings.draws));
    found.posterior = posterior_of(posterior, joint_chains(posterior, chain_settings(settings).nuts));
  } else if (settings.method == Method::nuts) {
    say(fmt::format("posterior: pilot chains, then {} chains of {} transitions of warm-up and {} draws",
                    settings.chains, settings.warmup, settings.draws));
    PosteriorChains sampled = posterior_chains(posterior, laplace(), chain_settings(settings));
    coordinates = std::move(sampled.coordinates);
    of_nuts = sampled.chains.pooled_draws();
    found.posterior = posterior_of(posterior, sampled.chains);
  }
  if (settings.method == Method::nuts) {
    found.gates = gates(*found.posterior);
    if (!all_passed(found.gates)) {
      found.distrust.push_back(in_one_line(found.gates) + ".");
    }
  }
  if (settings.method == Method::smc ||
      (settings.method == Method::nuts && settings.second_opinion && !settings.joint)) {
    say(fmt::format("tempered SMC{}: {} particles",
                    settings.method == Method::nuts ? ", to check the chains by another sampler" : "",
                    settings.particles));
    if (settings.method == Method::smc) {
      coordinates = laplace_coordinates(posterior, laplace(), settings.seed, settings.threads);
    }
    const Population population = population_of(posterior, coordinates, smc_settings(settings));
    found.log_evidence = population.log_evidence;
    if (!population.mixed) {
      found.distrust.emplace_back("Tempered SMC did not mix at its last temperature.");
    }
    if (settings.method == Method::smc) {
      found.posterior = posterior_of(posterior, population);
    } else {
      // In own units, as they are reported: far out on a logit scale lie values that the model hardly tells apart, such
      // as 1 in 100 and 1 in 1,000.
      found.opinion = second_opinion(posterior.names(), in_own_units(posterior, of_nuts),
                                     in_own_units(posterior, population.draws));
      if (!found.opinion->trusted()) {
        found.distrust.push_back(found.opinion->verdict());
      }
    }
  }
  if (found.posterior) {
    const std::vector<ParameterSummary> rows = summaries(*found.posterior);
    for (std::size_t i = 0; i < found.parameters.size(); ++i) {
      found.parameters[i].summary = rows[i];
    }
    say("posterior predictive");
    add_predictions(found, posterior, settings);
  }
  if (settings.holdout && !settings.joint) {
    say(fmt::format("hold-out: origins of July {} to {}", first_origin, last_origin));
    std::vector<NamedForecaster> forecasters = benchmark_forecasters();
    forecasters.insert(
        forecasters.begin(),
        history_forecaster(
            model::default_values(), drivers, priors.fitted,
            {.scatter = settings.scatter, .draws = 200, .seed = settings.seed, .threads = settings.threads}));
    const RollingOrigin rolling{july_origins(first_origin, last_origin), 5, Knowledge::as_known};
    found.forecasts = rolling_origin(published, rolling, forecasters);
    found.scores = score_table(found.forecasts);
    found.score_line = one_line_score(found.scores, model_forecaster);
  }
  return found;
}

} // namespace headwater::calibration
