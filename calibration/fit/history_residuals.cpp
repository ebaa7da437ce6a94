#include "calibration/fit/history_residuals.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::calibration {
namespace {

/// What a figure adds to the variance of its residual beyond discrepancy and shock.
double own_variance(const Observation& figure, double spread) {
  const double middle = 0.5 * (figure.low + figure.high);
  const double width = figure.family == Family::rate ? figure.high - figure.low : (figure.high - figure.low) / middle;
  const double interval = width * width / 12.0;
  switch (figure.family) {
  case Family::count:
    return 1.0 / std::max(middle, 1.0) + spread + interval;
  case Family::money:
    return spread * spread + interval;
  case Family::rate:
    break;
  }
  return spread * spread * usual_freedom / (usual_freedom - 2.0) + interval;
}

} // namespace

HistoryResiduals::HistoryResiduals(const HistoryPosterior& posterior) : posterior_{&posterior} {
  for (const FittedParameter& one : posterior.fitted()) {
    parameters_.push_back({one.prior.name(), one.prior.scale()});
  }
  const std::vector<double> scatter_values = posterior.scatter_priors().centres();
  for (std::size_t s = 0; s < posterior.data().series.size(); ++s) {
    const std::vector<Observation>& figures = posterior.data().series[s].observations;
    const Scatter<double> scatter = posterior.scatter_priors().scatter(s, scatter_values);
    const std::size_t n = figures.size();
    Whitened whitened{{}, std::vector<double>(n * n, 0.0)};
    std::vector<double>& f = whitened.factor;
    for (std::size_t i = 0; i < n; ++i) {
      const double middle = 0.5 * (figures[i].low + figures[i].high);
      whitened.target.push_back(figures[i].family == Family::rate ? middle : std::log(std::max(middle, 0.5)));
      for (std::size_t j = 0; j <= i; ++j) {
        double sum = scatter.discrepancy.sd * scatter.discrepancy.sd *
                     std::pow(scatter.discrepancy.correlation, figures[i].time - figures[j].time);
        if (i == j) {
          sum += own_variance(figures[i], scatter.spread);
          sum += figures[i].shocked ? scatter.shock_sd * scatter.shock_sd : 0.0;
        }
        for (std::size_t k = 0; k < j; ++k) {
          sum -= f[i * n + k] * f[j * n + k];
        }
        f[i * n + j] = i == j ? std::sqrt(sum) : sum / f[j * n + j];
      }
    }
    series_.push_back(std::move(whitened));
  }
}

std::size_t HistoryResiduals::residual_count() const { return posterior_->data().figures.size() + parameters_.size(); }

bool HistoryResiduals::evaluate(std::span<const double> x, std::span<double> residuals,
                                std::span<double> jacobian) const {
  posterior_->before_solve();
  const std::size_t columns = x.size();
  std::vector<double> whole(x.begin(), x.end());
  posterior_->shares().make_whole(whole);
  std::optional<HistoryFigures> history = posterior_->model().jacobian_at(whole);
  if (!history) {
    return false;
  }
  for (std::size_t row = 0; row < history->values.size(); ++row) {
    posterior_->shares().pull_back(x, std::span(history->jacobian).subspan(row * columns, columns));
  }
  const std::vector<double> whitened_figures = of_figures(history->values);
  std::copy(whitened_figures.begin(), whitened_figures.end(), residuals.begin());
  for (std::size_t s = 0; s < series_.size(); ++s) {
    const FitSeries& series = posterior_->data().series[s];
    const Whitened& whitened = series_[s];
    const std::size_t n = series.observations.size();
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t row = series.first + i;
      const double modelled = history->values[row];
      const bool rate = series.family() == Family::rate;
      if (!rate && !(modelled > 0.0)) {
        return false;
      }
      const double by_modelled = rate ? -1.0 : -1.0 / modelled;
      double* slopes = jacobian.data() + row * columns;
      for (std::size_t j = 0; j < columns; ++j) {
        slopes[j] = by_modelled * history->jacobian[row * columns + j];
      }
      const double* f = whitened.factor.data() + i * n;
      for (std::size_t k = 0; k < i; ++k) {
        for (std::size_t j = 0; j < columns; ++j) {
          slopes[j] -= f[k] * jacobian[(series.first + k) * columns + j];
        }
      }
      for (std::size_t j = 0; j < columns; ++j) {
        slopes[j] /= f[i];
      }
    }
  }
  const std::size_t figures = posterior_->data().figures.size();
  for (std::size_t j = 0; j < columns; ++j) {
    const LogDensityAt prior = posterior_->fitted()[j].prior.residual(x[j]);
    residuals[figures + j] = prior.value;
    for (std::size_t k = 0; k < columns; ++k) {
      jacobian[(figures + j) * columns + k] = k == j ? prior.slope : 0.0;
    }
  }
  return true;
}

std::vector<double> HistoryResiduals::of_figures(std::span<const double> modelled) const {
  std::vector<double> residuals(modelled.size());
  for (std::size_t s = 0; s < series_.size(); ++s) {
    const FitSeries& series = posterior_->data().series[s];
    const Whitened& whitened = series_[s];
    const std::size_t n = series.observations.size();
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t row = series.first + i;
      residuals[row] = whitened.target[i] - (series.family() == Family::rate ? modelled[row] : std::log(modelled[row]));
      const double* f = whitened.factor.data() + i * n;
      for (std::size_t k = 0; k < i; ++k) {
        residuals[row] -= f[k] * residuals[series.first + k];
      }
      residuals[row] /= f[i];
    }
  }
  return residuals;
}

void HistoryResiduals::place_start(std::span<const double> even, std::span<double> x) const {
  for (std::size_t j = 0; j < x.size(); ++j) {
    const Prior& prior = posterior_->fitted()[j].prior;
    x[j] = prior.scale().value(prior.quantile(even[j]));
  }
}

} // namespace headwater::calibration
