#include "tests/calibration/fit/own_model_sbc.hpp"

#include "calibration/inference/estimate/mode.hpp"
#include "calibration/inference/samplers/nuts.hpp"
#include "tests/calibration/fit/fit_inputs.hpp"
#include "tests/calibration/fit/synthetic.hpp"
#include "tests/scotland_drivers.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

using headwater::tests::fitted_parameters;
using headwater::tests::published_figures;

bool is_wanted(const std::vector<std::string>& names, std::string_view name) {
  return names.empty() || std::find(names.begin(), names.end(), name) != names.end();
}

/// The logs of the slopes by which the free scale becomes own units: what a dropped Jacobian leaves out of the density.
double log_slopes(const HistoryPosterior& posterior, std::span<const double> z, std::span<double> gradient = {}) {
  constexpr double step = 1e-5;
  double sum = 0.0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const ParameterScale& scale = posterior.prior(i).scale();
    const auto log_slope = [&scale](double at) { return std::log(std::abs(scale.slope(at))); };
    sum += log_slope(z[i]);
    if (!gradient.empty()) {
      gradient[i] = (log_slope(z[i] + step) - log_slope(z[i] - step)) / (2.0 * step);
    }
  }
  return sum;
}

/// The posterior, with the Jacobian or, the planted error, without.
class OwnTarget final : public LogDensity, public TemperedTarget {
public:
  OwnTarget(const HistoryPosterior& posterior, bool jacobian) : posterior_{posterior}, jacobian_{jacobian} {}

  std::size_t dimension() const override { return posterior_.dimension(); }
  std::optional<double> evaluate(std::span<const double> z, std::span<double> gradient) const override {
    std::optional<double> value = posterior_.evaluate(z, gradient);
    if (value && !jacobian_) {
      std::vector<double> slopes(z.size());
      *value -= log_slopes(posterior_, z, slopes);
      std::transform(slopes.begin(), slopes.end(), gradient.begin(), gradient.begin(),
                     [](double slope, double all) { return all - slope; });
    }
    return value;
  }
  void draw_prior(experiments::RandomEngine& random, std::span<double> z) const override {
    posterior_.draw_prior(random, z);
  }
  double log_prior(std::span<const double> z) const override {
    return posterior_.log_prior(z) - (jacobian_ ? 0.0 : log_slopes(posterior_, z));
  }
  void log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const override {
    posterior_.log_likelihood(points, values);
  }

private:
  const HistoryPosterior& posterior_;
  bool jacobian_;
};

/// Draws in the free scale, one after the other; nothing where the sampler finds no step.
std::optional<std::vector<double>> own_draws(const HistoryPosterior& posterior, const OwnModelSbc& which,
                                             std::uint64_t seed) {
  const OwnTarget target(posterior, which.planted != OwnPlanted::dropped_jacobian);
  if (which.particles != 0) {
    SmcSettings smc;
    smc.particles = which.particles;
    smc.seed = seed;
    smc.threads = 1;
    return tempered_smc(target, smc).draws;
  }
  std::vector<double> scales;
  for (std::size_t i = 0; i < posterior.dimension(); ++i) {
    scales.push_back(posterior.prior(i).free_sd());
  }
  NutsSettings nuts;
  nuts.chains = 1;
  nuts.warmup = which.warmup;
  nuts.draws = which.draws;
  nuts.seed = seed;
  nuts.threads = 1;
  const Start start = mode_of(target, posterior.centre(), scales).laplace;
  try {
    return Nuts(nuts).sample(target, start).pooled_draws();
  } catch (const std::runtime_error&) {
    return std::nullopt; // no step size
  }
}

} // namespace

HistoryPosterior own_posterior(const OwnModelSbc& which) {
  std::vector<FittedParameter> fitted;
  for (const FittedParameter& one : fitted_parameters()) {
    if (is_wanted(which.parameters, one.prior.name())) {
      fitted.push_back(one);
    }
  }
  std::vector<PublishedFigure> figures;
  for (const PublishedFigure& figure : as_known_now(published_figures())) {
    if (figure.use == Use::fitted && is_wanted(which.series, figure.series)) {
      figures.push_back(figure);
    }
  }
  HistoryPosterior posterior(model::default_values(), headwater::tests::scotland_drivers(), std::move(fitted),
                             fit_data(figures, which.last));
  if (posterior.fitted().size() < which.parameters.size() || posterior.data().series.size() < which.series.size()) {
    throw std::invalid_argument("a parameter that is not fitted, or a series that is not");
  }
  return posterior;
}

SbcResult own_model_sbc(const OwnModelSbc& which, const SbcSettings& settings) {
  const HistoryPosterior as_published = own_posterior(which);
  std::vector<std::string> names = as_published.names();
  const auto deviation =
      static_cast<std::size_t>(std::find(names.begin(), names.end(), "scatter_sd_money") - names.begin());

  using Given = std::shared_ptr<const HistoryPosterior>; // one for each set of figures
  const auto generate = [&](experiments::RandomEngine& random) {
    std::optional<FitData> data;
    std::vector<double> values;
    while (!data) { // what cannot be solved is not in the prior that is asked about
      std::vector<double> z(as_published.dimension());
      as_published.draw_prior(random, z);
      values = as_published.values_at(z);
      std::vector<double> makes = values;
      if (which.planted == OwnPlanted::variance_as_deviation) {
        makes.at(deviation) = std::sqrt(makes.at(deviation));
      }
      data = synthetic_data(as_published, makes, random);
    }
    return TruthAndData<Given>{values,
                               std::make_shared<const HistoryPosterior>(as_published.values(), as_published.drivers(),
                                                                        as_published.fitted(), *data)};
  };
  const auto sample = [&](const Given& posterior, experiments::RandomEngine& random) -> std::optional<SbcDraws> {
    const std::optional<std::vector<double>> pooled = own_draws(*posterior, which, random());
    if (!pooled) {
      return std::nullopt;
    }
    SbcDraws draws;
    draws.independent = which.particles != 0; // a population has no order
    for (std::size_t at = 0; at < pooled->size(); at += posterior->dimension()) {
      const std::vector<double> own = posterior->values_at(std::span(*pooled).subspan(at, posterior->dimension()));
      draws.values.insert(draws.values.end(), own.begin(), own.end());
    }
    return draws;
  };
  const auto with_likelihood = [](std::span<const double> values, const Given& posterior) {
    std::vector<double> all(values.begin(), values.end());
    const std::optional<HistoryFigures> history =
        posterior->model().values_at(values.first(posterior->fitted().size()));
    const std::optional<double> likelihood =
        history ? posterior->log_likelihood_of(values, history->values) : std::nullopt;
    all.push_back(likelihood.value_or(std::numeric_limits<double>::lowest()));
    return all;
  };
  names.emplace_back("log likelihood");
  return simulation_based_calibration(names, simulation_of(generate, sample, with_likelihood), settings);
}

} // namespace headwater::calibration::tests
