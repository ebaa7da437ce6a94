// What has been published: the national series the model is compared with, one figure a row.
#pragma once

#include "calibration/known/period.hpp"
#include "scenarios/reading/input_file.hpp"
#include "scenarios/reading/problem.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace headwater::calibration {

enum class Basis : std::uint8_t { stock, flow, fiscal_year, average };
enum class Vintage : std::uint8_t { first, revised, latest };

/// What a figure is for, from least to most: nothing, to be scored only (it follows from others that are fitted), or to
/// be fitted and scored.
enum class Use : std::uint8_t { none, scored, fitted };

/// One row of published.csv; the columns are explained in calibration/data/README.md.
struct PublishedFigure {
  std::size_t line; ///< in the file, from 1
  std::string series;
  int year; ///< of the day, or in which the period ends
  std::string period_text;
  Period period;
  Basis basis;
  std::optional<double> value; ///< nothing for a suppressed figure, which has `low` and `high`
  std::optional<double> low;   ///< how far rounding or suppression lets it lie, ends included; no confidence interval
  std::optional<double> high;
  std::string unit;
  Use use;
  Vintage vintage;
  std::string published_text;
  Day known_from; ///< the day of publication; the last day of the month or year where only that is known
  bool derived;   ///< by arithmetic that `note` gives; otherwise as printed
  std::string source;
  std::string note;

  bool is_scored() const { return use != Use::none; }
  bool is_fitted() const { return use == Use::fitted; }
};

struct Published {
  std::vector<PublishedFigure> figures; ///< in the order of the file
  scenarios::InputFile input;
};

/// Reads published.csv, or a file of the same shape with figures of one's own. Every bad row is reported with its line:
/// another header or number of fields; a series, period, basis, unit, vintage or source that is not known; a unit that
/// is not that of the series; a number that is none, negative, infinite, (a share) above 1 or (a count) not whole; no
/// value and no bounds; bounds that do not hold the value; a year that is not that of the period; a publication before
/// the period ends or a revision before what it revises; a second row for one series, year and vintage; and a figure
/// that is fitted together with all it follows from, which counts the same children twice.
scenarios::Read<Published> read_published(const std::filesystem::path& file);

/// Of each series and year the last vintage published by the end of `day`, in the order of the file; what was published
/// later is as if it did not exist. What a figure is used for belongs to the series and year, not to the vintage: a
/// first figure stands in for the revision that is fitted today. Of vintages with one date the later in the order
/// first, revised, latest counts.
std::vector<PublishedFigure> as_known_on(const Published& published, const Day& day);

/// Of each series and year the last vintage there is.
std::vector<PublishedFigure> as_known_now(const Published& published);

} // namespace headwater::calibration
