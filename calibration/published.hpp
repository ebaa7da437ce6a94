// What has been published: the national series the model is compared with, one figure a row.
#pragma once

#include "calibration/period.hpp"
#include "scenarios/input_file.hpp"
#include "scenarios/problem.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace headwater::calibration {

enum class Basis : std::uint8_t { stock, flow, fiscal_year, average };
enum class Vintage : std::uint8_t { first, revised, latest };

/// One row of published.csv; the columns are explained in calibration/data/README.md.
struct PublishedFigure {
  std::size_t line; ///< in the file, from 1
  std::string series;
  int year; ///< of the day, or in which the period ends
  std::string period_text;
  Period period;
  Basis basis;
  double value;
  std::optional<double> low; ///< how far rounding lets it lie; not a confidence interval
  std::optional<double> high;
  std::string unit;
  bool fit; ///< whether the model is fitted to it and scored on it
  Vintage vintage;
  int published; ///< year of the publication
  bool derived;  ///< by arithmetic that `note` gives; otherwise as printed
  std::string source;
  std::string note;
};

struct Published {
  std::vector<PublishedFigure> figures; ///< in the order of the file
  scenarios::InputFile input;
};

/// Reads published.csv. Every bad row is reported with its line: another header or number of fields, a period, basis,
/// unit, vintage or source that is not known, a number that is none, negative or (a share) above 1, bounds that do not
/// hold the value, a year that is not that of the period, and a second row for one series, year and vintage.
scenarios::Read<Published> read_published(const std::filesystem::path& file);

} // namespace headwater::calibration
