#include "outputs/calibration/fit_charts.hpp"

#include "outputs/calibration/fit_words.hpp"
#include "outputs/charts/line_chart.hpp"
#include "outputs/charts/range_chart.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

using calibration::FitFigure;
using calibration::ParameterFit;
using calibration::PublishedFigure;
using calibration::SeriesFit;

constexpr double nine_in_ten = 1.6448536269514722; // standard deviations of a normal to either side
constexpr std::size_t most_sources = 4;
constexpr int row_height = 26; // of a chart of ranges, pixels
constexpr int other_height = 250;

/// "ab12cd34" of the first data file, which is that of the figures.
std::string data_code(const FitRecord& record) {
  return record.data.empty() ? "" : "; data " + record.data.front().sha256.substr(0, 8);
}

std::string made_by(const FitRecord& record) {
  return fmt::format("Headwater {} ({}), seed {}{}.", record.version, record.commit, record.findings.seed,
                     data_code(record));
}

/// "Published: A, B, C, D and 3 more."
std::string sources_in_words(const FitRecord& record, const SeriesFit& series) {
  std::vector<std::string> sources;
  for (const FitFigure& figure : series.figures) {
    const std::string& source = record.findings.figures[figure.published].source;
    if (std::find(sources.begin(), sources.end(), source) == sources.end()) {
      sources.push_back(source);
    }
  }
  const std::size_t more = sources.size() - std::min(sources.size(), most_sources);
  sources.resize(sources.size() - more);
  return fmt::format("Published: {}{}.", fmt::join(sources, ", "), more > 0 ? fmt::format(" and {} more", more) : "");
}

Chart series_chart(const FitRecord& record, const SeriesFit& series) {
  LineChart content;
  Line line{.name = "Model", .values = {}};
  Band wide{"9 in 10 draws of what could have been published", {}, {}};
  Band narrow{"5 in 10", {}, {}};
  bool has_bands = false;
  bool later = false;
  for (const FitFigure& figure : series.figures) {
    const PublishedFigure& published = record.findings.figures[figure.published];
    const double year = published.year;
    content.years.push_back(year);
    line.values.push_back(figure.fitted);
    const Spread spread = predicted_spread(figure).value_or(
        Spread{.p05 = std::nan(""), .p25 = std::nan(""), .p75 = std::nan(""), .p95 = std::nan("")});
    has_bands = has_bands || std::isfinite(spread.p05);
    wide.lower.push_back(spread.p05);
    wide.upper.push_back(spread.p95);
    narrow.lower.push_back(spread.p25);
    narrow.upper.push_back(spread.p75);
    if (published.value) {
      (figure.held_out ? line.set_apart : line.published).push_back({year, *published.value});
    }
    if (published.low && published.high) {
      line.intervals.push_back({year, *published.low, *published.high});
    }
    later = later || published.year > record.findings.last;
  }
  const auto first = static_cast<int>(content.years.front());
  const auto last = static_cast<int>(content.years.back());
  if (later && record.findings.last > first) {
    content.markers.push_back(
        {static_cast<double>(record.findings.last), fmt::format("Fitted up to 31 July {}", record.findings.last)});
  }
  if (has_bands) {
    content.bands = {wide, narrow};
  }
  content.lines = {line};
  content.unit = series.unit;
  content.start_at_zero = false;
  content.published_words = "Published, fitted";
  content.set_apart_words = "Published, not fitted";
  content.interval_words = "Left open by rounding or suppression";
  const std::string message = series_message(record, series);
  content.text = {.name = "fit_" + series.name,
                  .title = message,
                  .subtitle =
                      fmt::format("{}{}; {}, {}, {} to {}; the line joins the model's figures of the years published{}",
                                  trust_prefix(record), spoken(series.meaning), series.unit, record.place, first, last,
                                  has_bands ? "; parameters, wander and scatter are varied, equations are not" : ""),
                  .source = sources_in_words(record, series) + " " + made_by(record),
                  .alt_text = fmt::format("The model's line and {} published figures of {}. {}.", series.figures.size(),
                                          spoken(series.name), message),
                  .height = 480};
  return line_chart(content);
}

/// In standard deviations of the prior, or of its logarithm.
double in_prior_sd(const ParameterFit& one, double value) { return one.prior.residual(value).value; }

Range in_prior_sd(const ParameterFit& one, double low, double high) {
  return {in_prior_sd(one, low), in_prior_sd(one, high)};
}

struct BeforeAndAfter {
  RangeRow row;
  double narrowed; ///< width after by width before; not a number where there is nothing after
};

BeforeAndAfter before_and_after(const ParameterFit& one) {
  const auto prior_at = [&](double p) { return one.prior.scale().value(one.prior.quantile(p)); };
  BeforeAndAfter found{{.name = one.name, .wide = in_prior_sd(one, prior_at(0.05), prior_at(0.95)), .narrow = {}},
                       std::nan("")};
  if (one.summary) {
    found.row.middle = in_prior_sd(one, one.summary->median);
    found.row.words = fmt::format("{:.3g}", one.summary->median);
    if (std::isfinite(one.summary->q05) && std::isfinite(one.summary->q95)) { // not of too few draws
      found.row.narrow = in_prior_sd(one, one.summary->q05, one.summary->q95);
      found.row.words += fmt::format(" ({:.3g} to {:.3g})", one.summary->q05, one.summary->q95);
    }
  } else {
    found.row.middle = in_prior_sd(one, one.estimate);
    found.row.words = fmt::format("{:.3g}", one.estimate);
    const double half = nine_in_ten * one.sd * one.prior.residual(one.estimate).slope;
    if (std::isfinite(half)) {
      found.row.narrow = Range{found.row.middle - half, found.row.middle + half};
      found.row.words += fmt::format(" (sd {:.2g})", one.sd);
    }
  }
  if (found.row.narrow) {
    found.narrowed = (found.row.narrow->high - found.row.narrow->low) / (found.row.wide.high - found.row.wide.low);
  }
  return found;
}

/// "The data narrow 21 of 37 ranges to less than half; least foster_to_residential"
std::string narrowing_title(const std::vector<BeforeAndAfter>& all, const char* things) {
  std::size_t half = 0;
  const BeforeAndAfter* least = nullptr;
  for (const BeforeAndAfter& one : all) {
    half += one.narrowed < 0.5 ? 1 : 0;
    if (std::isfinite(one.narrowed) && (least == nullptr || one.narrowed > least->narrowed)) {
      least = &one;
    }
  }
  std::string title =
      fmt::format("The data narrow {} of {} {} to less than half of what the priors leave", half, all.size(), things);
  if (least != nullptr) {
    title += fmt::format("; least {} (to {:.0f} %)", least->row.name, 100.0 * least->narrowed);
  }
  return title;
}

Chart range_picture(const FitRecord& record, bool of_table) {
  std::vector<BeforeAndAfter> all;
  for (const ParameterFit& one : record.findings.parameters) {
    if (one.of_table == of_table) {
      all.push_back(before_and_after(one));
    }
  }
  const bool drawn = record.findings.posterior.has_value();
  RangeChart content;
  for (const BeforeAndAfter& one : all) {
    content.rows.push_back(one.row);
  }
  content.unit = "Standard deviations from the centre of the prior";
  content.wide_words = "Prior, 9 in 10";
  content.narrow_words = drawn ? "Posterior, 9 in 10" : "Estimate, 9 in 10 to first order";
  content.middle_words = drawn ? "Posterior median" : "Estimate";
  const std::string title = narrowing_title(all, of_table ? "parameters" : "numbers of the scatter");
  content.text = {.name = of_table ? "prior_posterior" : "prior_posterior_scatter",
                  .title = title,
                  .subtitle = fmt::format("{}Prior against {}, each on the scale of its own prior; words: {} in the "
                                          "parameter's own unit; {}",
                                          trust_prefix(record), drawn ? "posterior" : "estimate",
                                          drawn ? "median and 9 in 10" : "estimate", record.place),
                  .source = made_by(record),
                  .alt_text = fmt::format("Two ranges for each of {} parameters, before and after the data. {}.",
                                          all.size(), title),
                  .height = other_height + row_height * static_cast<int>(all.size())};
  return range_chart(content);
}

} // namespace

std::vector<Chart> series_charts(const FitRecord& record) {
  std::vector<Chart> charts;
  for (const SeriesFit& series : record.findings.series) {
    if (!series.figures.empty() && record.findings.figures[series.figures.front().published].year <
                                       record.findings.figures[series.figures.back().published].year) {
      charts.push_back(series_chart(record, series));
    }
  }
  return charts;
}

std::vector<Chart> prior_posterior_charts(const FitRecord& record) {
  std::vector<Chart> charts;
  const std::size_t n = table_parameters(record);
  if (n > 0) {
    charts.push_back(range_picture(record, true));
  }
  if (record.findings.posterior && record.findings.parameters.size() > n) {
    charts.push_back(range_picture(record, false));
  }
  return charts;
}

} // namespace headwater::outputs
