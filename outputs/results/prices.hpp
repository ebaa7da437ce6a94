// Prices: from the equations' constant 2019-20 pounds to the pounds people see.
#pragma once

#include "outputs/results/summary_years.hpp"
#include "scenarios/deflator.hpp"

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

using scenarios::Deflator;
using scenarios::read_deflator;

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
  /// From which to which year the deflator turns pounds, on one line.
  std::string deflator_in_words() const;
};

} // namespace headwater::outputs
