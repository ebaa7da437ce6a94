// The deflator: what a pound of one fiscal year bought in another, read from a table that says where each year is from.
#pragma once

#include "model/solve/fiscal_year.hpp"
#include "scenarios/reading/input_file.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace headwater::scenarios {

/// How far the index of a year is known.
enum class PriceStatus : std::uint8_t {
  outturn,       ///< published, as it came
  interpolation, ///< between figures that are published, such as those of calendar years
  forecast,      ///< published, as somebody expects it
  assumption,    ///< ours
};

/// How many pounds of a fiscal year buy what one pound bought in 2024-25.
struct Deflator {
  std::string release;               ///< the source of the last year that is outturn or interpolation
  std::map<int, double> index;       ///< by first calendar year of the fiscal year; 1 in 2024-25
  std::map<int, PriceStatus> status; ///< of the same years
  double growth_after = 0.0;         ///< yearly growth after the last row
  PriceStatus after{};               ///< how far that is known

  /// The index of any fiscal year from the first row on. Throws std::out_of_range before it.
  double at(model::FiscalYear year) const;

  /// The release, which years are outturn and which are not, and what is taken to follow, on one line.
  std::string in_words() const;
};

/// Reads a table such as outputs/data/deflator.csv: header `fiscal_year,index,status,source,note`, one row for each
/// fiscal year from 2011-12 or earlier to 2024-25 or later, in order and without gaps; and a row `after` with the factor
/// from one year to the next after the last. The index may have any base: it is divided by that of 2024-25. It lies
/// between 0.01 and 10,000, and the factor between 0.5 and 2, so that no price of any year overflows. `status` is
/// outturn, interpolation, forecast or assumption; `source` a key of model/SOURCES.md or any words, and not empty.
Read<Deflator> read_deflator(const InputFile& file);

/// The title and publisher of a source that is a key of model/SOURCES.md; any other as it is.
std::string source_in_words(std::string_view source);

} // namespace headwater::scenarios
