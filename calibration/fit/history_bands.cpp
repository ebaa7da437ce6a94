#include "calibration/fit/history_bands.hpp"

#include "calibration/fit/observation/scattered.hpp"
#include "calibration/known/published_series.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::calibration {
namespace {

constexpr std::uint64_t predictive_purpose = 0x70726564; // not that of a chain or a particle

std::optional<std::size_t> fitted_series(const FitData& data, std::string_view name) {
  const auto found =
      std::find_if(data.series.begin(), data.series.end(), [&](const FitSeries& one) { return one.name == name; });
  return found == data.series.end() ? std::nullopt
                                    : std::optional(static_cast<std::size_t>(found - data.series.begin()));
}

/// The series whose figures add to those of `name`, or take away from them, as far as all of them are fitted: itself,
/// its parts, or a total and the other parts of it. Empty where there is no such way.
std::vector<std::pair<double, std::size_t>> way_to(const FitData& data, const std::string& name) {
  if (const std::optional<std::size_t> itself = fitted_series(data, name)) {
    return {{1.0, *itself}};
  }
  const auto all_of = [&](const PublishedSeries& whole, bool rest) {
    std::vector<std::pair<double, std::size_t>> way;
    if (rest) {
      const std::optional<std::size_t> total = fitted_series(data, whole.name);
      if (!total) {
        return way;
      }
      way.emplace_back(1.0, *total);
    }
    for (const std::string& part : parts_of(whole)) {
      const std::optional<std::size_t> place = fitted_series(data, part);
      if (rest && part == name) {
        continue;
      }
      if (!place || find_series(part)->unit != whole.unit) {
        return std::vector<std::pair<double, std::size_t>>{};
      }
      way.emplace_back(rest ? -1.0 : 1.0, *place);
    }
    return way;
  };
  const PublishedSeries* own = find_series(name);
  if (own != nullptr && !own->follows_from.empty()) {
    if (auto way = all_of(*own, false); !way.empty()) {
      return way;
    }
  }
  for (const PublishedSeries& whole : all_series()) {
    const std::vector<std::string> parts = parts_of(whole);
    if (own != nullptr && whole.unit == own->unit && std::find(parts.begin(), parts.end(), name) != parts.end()) {
      if (auto way = all_of(whole, true); !way.empty()) {
        return way;
      }
    }
  }
  return {};
}

} // namespace

Predictive::Predictive(const HistoryPosterior& posterior, std::vector<WantedFigure> figures)
    : posterior_{&posterior}, figures_{std::move(figures)},
      unseen_(posterior.data().series.size()), asked_{posterior.data().asked()} {
  for (const WantedFigure& figure : figures_) {
    std::vector<Term> recipe;
    for (const auto& [sign, series] : way_to(posterior.data(), figure.series)) {
      recipe.push_back({sign, drawn(series, figure.year, figure.period)});
    }
    recipes_.push_back(std::move(recipe));
  }
  model_.emplace(posterior.values(), posterior.drivers(), posterior.positions(), asked_);
}

std::size_t Predictive::drawn(std::size_t series, int year, const Period& period) {
  for (std::size_t i = 0; i < drawn_.size(); ++i) {
    if (drawn_[i].series == series && drawn_[i].period.middle == period.middle) {
      return i;
    }
  }
  const FitSeries& fitted = posterior_->data().series[series];
  const auto figure = std::find_if(fitted.observations.begin(), fitted.observations.end(),
                                   [&](const Observation& one) { return one.time == period.middle; });
  const auto place = static_cast<std::size_t>(figure - fitted.observations.begin());
  if (figure != fitted.observations.end()) {
    drawn_.push_back({series, period, fitted.first + place, place});
  } else {
    drawn_.push_back({series, period, asked_.size(), fitted.observations.size() + unseen_[series].size()});
    unseen_[series].push_back({period.middle, in_covid_years(period)});
    asked_.push_back({fitted.name, year});
  }
  return drawn_.size() - 1;
}

std::optional<std::vector<double>> Predictive::draw(std::span<const double> values, std::uint64_t seed,
                                                    std::uint64_t number) const {
  const std::size_t n = posterior_->fitted().size();
  const std::optional<HistoryFigures> history = model_->values_at(values.first(n));
  if (!history) {
    return std::nullopt;
  }
  experiments::RandomEngine random(seed, number, predictive_purpose);
  std::vector<std::vector<double>> offsets;
  for (std::size_t s = 0; s < unseen_.size(); ++s) {
    const FitSeries& series = posterior_->data().series[s];
    const std::optional<OffsetsGivenFigures> given =
        offsets_given(series.observations, std::span(history->values).subspan(series.first, series.observations.size()),
                      posterior_->scatter_priors().scatter(s, values.subspan(n)), unseen_[s]);
    if (!given) {
      return std::nullopt;
    }
    std::vector<double> z(given->size());
    std::generate(z.begin(), z.end(), [&] { return random.normal(); });
    std::vector<double> drawn = given->mean;
    for (std::size_t i = 0; i < drawn.size(); ++i) {
      for (std::size_t j = 0; j < z.size(); ++j) {
        drawn[i] += given->factor[i * z.size() + j] * z[j];
      }
    }
    offsets.push_back(std::move(drawn));
  }
  std::vector<double> figures;
  for (const Drawn& one : drawn_) {
    const Family family = posterior_->data().series[one.series].family();
    const double modelled = history->values[one.asked];
    const double offset = offsets[one.series][one.offset];
    const double spread = posterior_->scatter_priors().scatter(one.series, values.subspan(n)).spread;
    figures.push_back(
        scattered(family, family == Family::rate ? modelled + offset : modelled * std::exp(offset), spread, random));
  }
  std::vector<double> all;
  for (const std::vector<Term>& recipe : recipes_) {
    double sum = recipe.empty() ? std::nan("") : 0.0;
    for (const Term& term : recipe) {
      sum += term.sign * figures[term.drawn];
    }
    all.push_back(sum);
  }
  return all;
}

} // namespace headwater::calibration
