#include "outputs/calibration/fit_words.hpp"

#include "calibration/fit/observation/series_likelihood.hpp"
#include "calibration/known/published_series.hpp"
#include "outputs/charts/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <sstream>

namespace headwater::outputs {
namespace {

using calibration::CalibrationFindings;
using calibration::Family;
using calibration::SeriesFit;

bool is_share(const std::string& unit) { return calibration::family_of(unit) == Family::rate; }

/// "1 published count", "13 published counts".
std::string counted_figures(const SeriesFit& series, std::size_t count) {
  const Family family = calibration::family_of(series.unit);
  const char* thing = family == Family::count ? "count" : family == Family::rate ? "share" : "sum of money";
  const char* things = family == Family::count ? "counts" : family == Family::rate ? "shares" : "sums of money";
  return fmt::format("{} published {}", count, count == 1 ? thing : things);
}

std::size_t figures_of(const SeriesFit& series, bool held_out) {
  return static_cast<std::size_t>(std::count_if(series.figures.begin(), series.figures.end(),
                                                [&](const auto& figure) { return figure.held_out == held_out; }));
}

/// "within 1.3 % of 13 published counts; worst 2021"
std::string distance_words(const SeriesFit& series, const Distance& distance, std::size_t count, bool held_out) {
  const std::string figures = counted_figures(series, count) + (held_out ? " that were held out" : "");
  if (std::isinf(distance.size)) {
    return fmt::format("off a published 0 of {} among {}", distance.year, figures);
  }
  return fmt::format("within {} of {}{}", within_words(series, distance.size), figures,
                     count == 1 ? fmt::format(" ({})", distance.year) : fmt::format("; worst {}", distance.year));
}

std::string counted_words(std::size_t count, const char* thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

} // namespace

std::string spoken(const std::string& name) {
  std::string text = name;
  std::replace(text.begin(), text.end(), '_', ' ');
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

double distance_of(const calibration::PublishedFigure& figure, double fitted) {
  const double low = figure.low.value_or(figure.value.value_or(fitted));
  const double high = figure.high.value_or(figure.value.value_or(fitted));
  if (low <= fitted && fitted <= high) {
    return 0.0;
  }
  const double nearest = fitted < low ? low : high;
  const double apart = std::abs(fitted - nearest);
  if (is_share(figure.unit)) {
    return apart;
  }
  return nearest == 0.0 ? std::numeric_limits<double>::infinity() : apart / nearest;
}

std::optional<Distance> largest_distance(const FitRecord& record, const SeriesFit& series, bool held_out) {
  std::optional<Distance> largest;
  for (const calibration::FitFigure& figure : series.figures) {
    if (figure.held_out != held_out) {
      continue;
    }
    const calibration::PublishedFigure& published = record.findings.figures[figure.published];
    const double size = distance_of(published, figure.fitted);
    if (!largest || size > largest->size) {
      largest = Distance{size, published.year};
    }
  }
  return largest;
}

std::string within_words(const SeriesFit& series, double distance) {
  if (std::isinf(distance)) {
    return "off a published 0";
  }
  const double hundredths = 100.0 * distance;
  const int decimals = hundredths < 10.0 ? 1 : 0;
  const double steps = decimals == 1 ? 10.0 : 1.0;
  // What binary fractions add to a number that is whole in these steps is not rounded up.
  const double up = std::ceil(hundredths * steps - 1e-9) / steps;
  return readable_number(up, decimals) + (is_share(series.unit) ? " points" : " %");
}

std::string series_message(const FitRecord& record, const SeriesFit& series) {
  const std::optional<Distance> fitted = largest_distance(record, series, false);
  const std::optional<Distance> held_out = largest_distance(record, series, true);
  std::string message = spoken(series.name) + ": the model is ";
  if (fitted) {
    message += distance_words(series, *fitted, figures_of(series, false), false);
  }
  if (held_out) {
    message += (fitted ? "; " : "") + distance_words(series, *held_out, figures_of(series, true), true);
  }
  return fitted || held_out ? message : spoken(series.name) + ": nothing is published to hold the model against";
}

std::string day_text(const calibration::Day& day) {
  return fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day);
}

std::string method_in_words(calibration::Method method) {
  switch (method) {
  case calibration::Method::map:
    return "point estimate by least squares, no posterior";
  case calibration::Method::nuts:
    return "point estimate, and posterior by Stan's NUTS";
  case calibration::Method::smc:
    break;
  }
  return "point estimate, and posterior by tempered SMC";
}

std::string trust_line(const FitRecord& record) {
  const CalibrationFindings& findings = record.findings;
  if (!findings.trusted()) {
    std::string first = findings.distrust.front();
    if (first.ends_with('.')) {
      first.pop_back();
    }
    return fmt::format("NOT TRUSTED, for {}: {}{}", counted_words(findings.distrust.size(), "reason"), first,
                       record.overridden_by.empty() ? "" : " (used all the same, by " + record.overridden_by + ")");
  }
  if (!findings.posterior) {
    return "Trusted: nothing was found against the point estimate; no posterior was drawn, so ranges are to first "
           "order";
  }
  std::string line = "Trusted: ";
  line += findings.gates.empty() ? "nothing was found against it" : in_one_line(findings.gates);
  return line + (findings.opinion
                     ? fmt::format("; two samplers agree on all {} parameters", findings.opinion->parameters.size())
                     : "; no second sampler was asked");
}

std::vector<std::string> trust_reasons(const FitRecord& record) {
  std::vector<std::string> reasons = record.findings.distrust;
  if (!reasons.empty() && !record.overridden_by.empty()) {
    reasons.push_back("It is used all the same, by " + record.overridden_by + ".");
  }
  return reasons;
}

std::string trust_prefix(const FitRecord& record) {
  if (record.findings.trusted()) {
    return "";
  }
  return record.overridden_by.empty() ? "NOT TRUSTED. " : "NOT TRUSTED, used by " + record.overridden_by + ". ";
}

std::string fitted_in_words(const FitRecord& record) {
  const CalibrationFindings& findings = record.findings;
  std::size_t figures = 0;
  std::size_t series = 0;
  std::size_t held_out = 0;
  for (const SeriesFit& one : findings.series) {
    const std::size_t fitted = figures_of(one, false);
    figures += fitted;
    series += fitted > 0 ? 1 : 0;
    held_out += figures_of(one, true);
  }
  const std::size_t n = table_parameters(record);
  return fmt::format(
      "{} of {} series fitted, of periods up to 31 July {}{}; {} not fitted; {} of the table{}",
      counted_words(figures, "figure"), series, findings.last,
      findings.as_of ? ", as known on " + day_text(*findings.as_of) : "", held_out, counted_words(n, "parameter"),
      findings.parameters.size() > n ? fmt::format(" and {} of how figures scatter", findings.parameters.size() - n)
                                     : "");
}

std::vector<std::string> estimate_in_words(const FitRecord& record) {
  const calibration::PointEstimate& estimate = record.findings.estimate;
  std::vector<std::string> sentences;
  if (!estimate.waterfall.empty()) {
    const calibration::Optimum& best = estimate.waterfall.front();
    std::string first = fmt::format("{} of {} ended at the lowest cost, {:.6g}", best.starts.size(),
                                    counted_words(estimate.fits.size(), "start"), best.cost);
    if (estimate.waterfall.size() > 1) {
      const std::size_t higher = estimate.waterfall.size() - 1;
      first += fmt::format("; others at {}, the nearest {:.3g} above it", counted_words(higher, "higher cost"),
                           estimate.waterfall[1].cost - best.cost);
    }
    sentences.push_back(first);
  }
  if (estimate.failed > 0 || estimate.out_of_steps > 0) {
    sentences.push_back(
        fmt::format("{} failed, {} ran out of steps", counted_words(estimate.failed, "start"), estimate.out_of_steps));
  }
  std::vector<calibration::EstimatedParameter> parameters;
  for (std::size_t i = 0; i < table_parameters(record); ++i) {
    const calibration::ParameterFit& one = record.findings.parameters[i];
    parameters.push_back({one.name, one.prior.scale()});
  }
  std::istringstream certificate(estimate.certificate.words(parameters));
  for (std::string line; std::getline(certificate, line);) {
    sentences.push_back(line);
  }
  return sentences;
}

std::vector<std::string> assumed_in_words(const FitRecord& record) {
  using calibration::covid_from;
  using calibration::covid_to;
  std::vector<std::string> sentences;
  sentences.push_back(record.findings.discrepancy
                          ? "each series may wander slowly from the model (an AR(1) discrepancy), so that what the "
                            "model leaves out is not taken for chance"
                          : std::string(calibration::no_discrepancy_warning));
  sentences.push_back(fmt::format("figures of periods that end from {} to {} carry a further error of their own, of "
                                  "{:.3g} % (a share: {:.3g} points), so they weigh little",
                                  day_text(covid_from), day_text(covid_to), 100.0 * record.shock_sd,
                                  100.0 * record.rate_shock_sd));
  sentences.emplace_back("rounded and suppressed figures count with all that they leave open");
  const std::size_t n = table_parameters(record);
  const std::size_t by_range = record.findings.by_range;
  sentences.push_back(fmt::format("{} of the table have priors from a file, {}{} of how figures scatter are assumed",
                                  counted_words(n - by_range, "parameter"),
                                  by_range > 0 ? fmt::format("{} their ranges in the table, ", by_range) : "",
                                  record.findings.parameters.size() - n));
  return sentences;
}

std::string hold_out_line(const FitRecord& record) {
  return record.findings.score_line.empty() ? "Hold-out: none was made, so nothing is known of how it foresees"
                                            : record.findings.score_line;
}

std::vector<std::string> losses_in_words(const FitRecord& record) {
  std::vector<std::string> sentences;
  for (const calibration::ScoreRow& row : record.findings.scores) {
    if (row.forecaster != record.forecaster || row.series.empty() || row.horizon != 0 ||
        row.years != calibration::ScoredYears::other) {
      continue;
    }
    std::string losses;
    for (const calibration::Comparison& one : row.comparisons) {
      if (one.verdict == calibration::Verdict::loses) {
        losses += fmt::format("{}{} (CRPS {:.1f} % against {:.1f} %, {})", losses.empty() ? "" : ", ", one.with,
                              one.crps_per_cent, one.other_crps_per_cent, counted_words(one.count, "forecast"));
      }
    }
    if (!losses.empty()) {
      sentences.push_back(spoken(row.series) + ": loses to " + losses);
    }
  }
  return sentences;
}

} // namespace headwater::outputs
