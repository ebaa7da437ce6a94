// Sentences about a fit, made by rule from its numbers. None rounds in the model's favour.
#pragma once

#include "outputs/calibration/fit_record.hpp"

#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// "looked_after" as "Looked after".
std::string spoken(const std::string& name);

/// How far the model is from one figure: from its value, or, of one that was rounded or suppressed, from the nearest
/// that it may be. Relative to that, or for a share in its own unit. Infinite relative to a published 0.
struct Distance {
  double size;
  int year;
};
/// The largest over the figures of a series that were fitted, or that were held out; nothing where there are none.
std::optional<Distance> largest_distance(const FitRecord& record, const calibration::SeriesFit& series, bool held_out);
/// The same of one figure.
double distance_of(const calibration::PublishedFigure& figure, double fitted);
/// "1.3 %" or, of a share, "0.6 points": rounded up, so that "within" it is true.
std::string within_words(const calibration::SeriesFit& series, double distance);

/// "Looked after: the model is within 1.3 % of 13 published counts; worst 2021".
std::string series_message(const FitRecord& record, const calibration::SeriesFit& series);

/// "Trusted: ..." or "NOT TRUSTED: ...", in one sentence.
std::string trust_line(const FitRecord& record);
/// Reasons against it, and the flag by which it is used all the same; empty where it is trusted.
std::vector<std::string> trust_reasons(const FitRecord& record);
/// "Not trusted. " before the subtitle of a chart, or nothing.
std::string trust_prefix(const FitRecord& record);

/// "Stan's NUTS, with tempered SMC as second opinion".
std::string method_in_words(calibration::Method method);
/// "104 figures of 16 series up to 31 July 2024, as known on 2026-01-31; 37 parameters".
std::string fitted_in_words(const FitRecord& record);
/// The waterfall of optima and the certificate, a sentence each.
std::vector<std::string> estimate_in_words(const FitRecord& record);
/// What is assumed, a sentence each: discrepancy, shocks, priors.
std::vector<std::string> assumed_in_words(const FitRecord& record);
/// The hold-out line, or that nothing was held out.
std::string hold_out_line(const FitRecord& record);

/// A sentence for each series on which the model loses to another forecaster, outside 2020-22: "Starts: loses to drift
/// (CRPS 8.1 % against 6.7 %, 9 forecasts)".
std::vector<std::string> losses_in_words(const FitRecord& record);

/// "2026-01-31".
std::string day_text(const calibration::Day& day);

} // namespace headwater::outputs
