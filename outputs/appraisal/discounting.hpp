// Discounting: HM Treasury Green Book rates, as named vintages of a data file, and the factors made from them.
#pragma once

#include "scenarios/reading/input_file.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// A rate for a span of years after the start.
struct RateBand {
  int from; ///< years after the start, the first being 0
  int to;   ///< the last year of the band; years beyond the last band keep its rate
  double rate;
  std::string source;
};

/// A named set of rates.
struct RateVintage {
  std::string name; ///< "green-book-2022"
  std::string kind; ///< "standard", "health" for effects on health and life, or "sensitivity" for a test at lower rates
  std::vector<RateBand> bands;

  /// The rate that applies from year `n - 1` to year `n` after the start.
  double rate_of(int n) const;
};

/// Which moment of a fiscal year its money is taken to move.
enum class Timing : std::uint8_t {
  start_of_year, ///< the Green Book's tables: the first year is not discounted
  mid_year,
  end_of_year,
};
std::string_view name(Timing timing);
/// As a note under a table says it.
std::string_view words(Timing timing);

/// What one pound in year `n` (0: the first) is worth at the start of the first year. Only multiplication, division and
/// one square root, so the same bits everywhere:
///
///   factor(n) = 1 / prod_{k=1..n} (1 + rate(k)),  end of year: factor(n+1),  mid-year: sqrt(factor(n) factor(n+1))
double discount_factor(const RateVintage& rates, Timing timing, int n);

/// Reads a file with the header `vintage,kind,from_year,to_year,rate,source` such as outputs/data/discount_rates.csv.
/// Every problem at once: bands that leave a gap or overlap, a rate outside 0 to 0.2, an unknown kind, no source. A source is a key of model/SOURCES.md, and in a file of a user's own any
/// words.
scenarios::Read<std::vector<RateVintage>> read_discount_rates(const scenarios::InputFile& file, bool is_own = false);

/// The vintage of this name and kind, or nullptr.
const RateVintage* find_vintage(const std::vector<RateVintage>& vintages, std::string_view name, std::string_view kind);

} // namespace headwater::outputs
