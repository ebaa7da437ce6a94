// Prices: from the equations' constant 2019-20 pounds to the pounds people see.
#pragma once

#include "outputs/results/fiscal_year.hpp"

#include <filesystem>
#include <map>
#include <string>

namespace headwater::outputs {

/// Real pounds of 2024-25, or nominal pounds of each fiscal year.
enum class PriceBase : std::uint8_t { real_2024_25, nominal };

/// The deflator: how many nominal pounds of a fiscal year buy what one pound bought in 2024-25.
struct Deflator {
  std::string release;         ///< which publication, as the data file states
  std::map<int, double> index; ///< by first calendar year of the fiscal year; 1 in 2024-25
  double growth_after = 0.0;   ///< yearly growth assumed after the last row

  /// The index of any fiscal year from the first row on. Throws std::out_of_range before it.
  double at(FiscalYear year) const;
};

/// Reads outputs/data/deflator.csv. Throws std::runtime_error naming file and row if it is not as its header says.
Deflator read_deflator(const std::filesystem::path& file);

struct Prices {
  PriceBase base = PriceBase::real_2024_25;
  Deflator deflator;

  /// GBP of this price base for GBP million of constant 2019-20 prices spent in a fiscal year.
  double pounds(double gbp_million, FiscalYear year) const;
  /// "real 2024-25 prices" or "nominal prices".
  std::string words() const;
  /// "2024-25" or "nominal", as in the ledger's price_base column.
  std::string key() const;
};

} // namespace headwater::outputs
