// Prices: from the equations' constant 2019-20 pounds to the pounds people see.
#pragma once

#include "outputs/results/summary_years.hpp"
#include "scenarios/reading/input_file.hpp"

#include <map>
#include <optional>
#include <string>

namespace headwater::outputs {

inline constexpr double million = 1e6; ///< pounds are shown in millions of them

/// Real pounds of one fiscal year, or nominal pounds of each fiscal year.
struct PriceBase {
  std::optional<FiscalYear> real; ///< the year whose prices are used; empty: nominal

  bool is_nominal() const { return !real.has_value(); }

  static const PriceBase real_2024_25;
  static const PriceBase nominal;

  friend bool operator==(const PriceBase&, const PriceBase&) = default;
};
inline constexpr PriceBase PriceBase::real_2024_25{FiscalYear{2024}};
inline constexpr PriceBase PriceBase::nominal{};

/// The deflator: how many nominal pounds of a fiscal year buy what one pound bought in 2024-25.
struct Deflator {
  std::string release;         ///< which publication, as the data file states
  std::map<int, double> index; ///< by first calendar year of the fiscal year; 1 in 2024-25
  double growth_after = 0.0;   ///< yearly growth assumed after the last row

  /// The index of any fiscal year from the first row on. Throws std::out_of_range before it.
  double at(FiscalYear year) const;
};

/// Reads a table such as outputs/data/deflator.csv: header `fiscal_year,index,source,note`, one row for each fiscal
/// year from 2011-12 or earlier, in order and without gaps, with 1 in 2024-25; and a row `after` with the factor from
/// one year to the next after the last. An index lies between 0.01 and 100, and that factor between 0.5 and 2, so that
/// no price of any year overflows. Its 2019-20, nine digits of 1 / model::user_prices, is taken to be exactly that.
scenarios::Read<Deflator> read_deflator(const scenarios::InputFile& file);

struct Prices {
  PriceBase base = PriceBase::real_2024_25;
  Deflator deflator;

  /// GBP of this price base for GBP million of constant 2019-20 prices spent in a fiscal year.
  double pounds(double gbp_million, FiscalYear year) const;
  /// The same in real pounds, which is what discounting needs: of the base year, or of 2024-25 where the base is
  /// nominal.
  double real_pounds(double gbp_million) const;
  /// The year whose real pounds those are.
  FiscalYear real_year() const { return base.real.value_or(FiscalYear{2024}); }
  /// "real 2024-25 prices" or "nominal prices".
  std::string words() const;
  /// "2024-25" or "nominal", as in the ledger's price_base column.
  std::string key() const;
};

} // namespace headwater::outputs
