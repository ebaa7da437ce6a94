#include "calibration/fit/history_posterior.hpp"

#include "calibration/fit/observation/laplace_marginal.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

std::vector<std::size_t> positions_of(const std::vector<FittedParameter>& fitted) {
  std::vector<std::size_t> all;
  for (const FittedParameter& one : fitted) {
    all.push_back(one.parameter);
  }
  return all;
}

std::span<const double> figures_of(const FitSeries& series, std::span<const double> modelled) {
  return modelled.subspan(series.first, series.observations.size());
}

} // namespace

HistoryPosterior::HistoryPosterior(const model::ParameterValues<double>& values, const model::Drivers& drivers,
                                   std::vector<FittedParameter> fitted, FitData data, const ScatterSettings& settings)
    : values_{values}, drivers_{drivers}, fitted_{std::move(fitted)}, data_{std::move(data)},
      model_{values, drivers, positions_of(fitted_), data_.asked(), fit_step}, scatter_{data_, settings},
      shares_{positions_of(fitted_)} {
  if (fitted_.empty() || data_.figures.empty()) {
    throw std::invalid_argument("there is nothing to fit: no parameter, or no figure");
  }
  for (const FittedParameter& one : fitted_) {
    priors_.push_back(&one.prior);
  }
  for (const Prior& prior : scatter_.all()) {
    priors_.push_back(&prior);
  }
}

std::vector<std::size_t> HistoryPosterior::positions() const { return positions_of(fitted_); }

std::vector<std::string> HistoryPosterior::names() const {
  std::vector<std::string> names;
  for (const Prior* prior : priors_) {
    names.push_back(prior->name());
  }
  return names;
}

std::vector<double> HistoryPosterior::values_at(std::span<const double> z) const {
  std::vector<double> values = fitted_values_at(z);
  shares_.make_whole(values);
  return values;
}

std::vector<double> HistoryPosterior::fitted_values_at(std::span<const double> z) const {
  std::vector<double> values;
  for (std::size_t i = 0; i < priors_.size(); ++i) {
    values.push_back(priors_[i]->scale().value(z[i]));
  }
  return values;
}

std::vector<double> HistoryPosterior::centre() const {
  std::vector<double> z;
  for (const Prior* prior : priors_) {
    z.push_back(prior->scale().free(prior->centre()));
  }
  return z;
}

std::optional<double> HistoryPosterior::evaluate(std::span<const double> z, std::span<double> gradient) const {
  before_solve();
  const std::vector<double> as_fitted = fitted_values_at(z);
  std::vector<double> values = as_fitted;
  shares_.make_whole(values);
  const std::size_t n = fitted_.size();
  const std::span<const double> scatter = std::span(values).subspan(n);
  double sum = 0.0;
  bool solved = true;
  std::vector<double> by_value(dimension(), 0.0); // in the own units
  const auto weigh = [&](std::span<const double> modelled, std::span<double> weights) {
    for (std::size_t s = 0; s < data_.series.size(); ++s) {
      const FitSeries& series = data_.series[s];
      const std::optional<SeriesMarginal> marginal =
          laplace_marginal(series.observations, figures_of(series, modelled), scatter_.scatter(s, scatter));
      if (!marginal) {
        solved = false;
        std::fill(weights.begin(), weights.end(), 0.0);
        return;
      }
      sum += marginal->log_likelihood;
      std::copy(marginal->by_modelled.begin(), marginal->by_modelled.end(),
                weights.begin() + static_cast<std::ptrdiff_t>(series.first));
      const SeriesScatter& place = scatter_.of(s);
      by_value[n + place.spread] += marginal->by_spread;
      if (scatter_.has_discrepancy()) {
        by_value[n + place.discrepancy_sd] += marginal->by_discrepancy_sd;
        by_value[n + scatter_.correlation()] += marginal->by_correlation;
      }
    }
  };
  const std::optional<HistoryGradient> history = model_.gradient_at(std::span(values).first(n), weigh);
  if (!history || !solved) {
    return std::nullopt;
  }
  std::copy(history->gradient.begin(), history->gradient.end(), by_value.begin());
  shares_.pull_back(as_fitted, by_value);
  for (std::size_t i = 0; i < dimension(); ++i) {
    const LogDensityAt prior = priors_[i]->log_density(z[i]);
    sum += prior.value;
    gradient[i] = by_value[i] * priors_[i]->scale().slope(z[i]) + prior.slope;
  }
  return sum;
}

void HistoryPosterior::draw_prior(experiments::RandomEngine& random, std::span<double> z) const {
  for (std::size_t i = 0; i < priors_.size(); ++i) {
    z[i] = priors_[i]->quantile(random.unit());
  }
}

double HistoryPosterior::log_prior(std::span<const double> z) const {
  double sum = 0.0;
  for (std::size_t i = 0; i < priors_.size(); ++i) {
    sum += priors_[i]->log_density(z[i]).value;
  }
  return sum;
}

std::optional<double> HistoryPosterior::log_likelihood_of(std::span<const double> values,
                                                          std::span<const double> modelled) const {
  double sum = 0.0;
  for (std::size_t s = 0; s < data_.series.size(); ++s) {
    const FitSeries& series = data_.series[s];
    const std::optional<double> one = laplace_log_likelihood(series.observations, figures_of(series, modelled),
                                                             scatter_.scatter(s, values.subspan(fitted_.size())));
    if (!one) {
      return std::nullopt;
    }
    sum += *one;
  }
  return sum;
}

void HistoryPosterior::log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const {
  before_solve();
  std::vector<std::vector<double>> own;
  std::vector<double> fitted;
  for (std::size_t i = 0; i < values.size(); ++i) {
    own.push_back(values_at(points.subspan(i * dimension(), dimension())));
    fitted.insert(fitted.end(), own.back().begin(), own.back().begin() + static_cast<std::ptrdiff_t>(fitted_.size()));
  }
  const std::vector<std::optional<HistoryFigures>> histories = model_.values_at_each(fitted);
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] = histories[i] ? log_likelihood_of(own[i], histories[i]->values) : std::nullopt;
  }
}

} // namespace headwater::calibration
