#include "scenarios/stated_prices.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::scenarios {
namespace {

constexpr std::string_view cash = "nominal";

/// What a ramp from 0 to 1 has added up to, in lengths of itself.
double added_up(double x) {
  const double inside = std::clamp(x, 0.0, 1.0);
  return inside * inside * inside * (1.0 - 0.5 * inside) + std::max(x - 1.0, 0.0);
}

std::vector<ScheduledYear> cash_of(const StatedLever& stated) {
  std::vector<ScheduledYear> years;
  const double start = stated.start.begins();
  const model::FiscalYear gone = stated.end.value_or(model::FiscalYear{model::last_horizon}.next());
  for (model::FiscalYear year = stated.start; year < gone; year = year.next()) {
    const double ramps =
        added_up((year.ends() - start) / stated.ramp) - added_up((year.begins() - start) / stated.ramp);
    years.push_back({year, stated.amount * stated.ramp * ramps});
  }
  return years;
}

} // namespace

bool is_price_base(std::string_view text) { return text == cash || model::parse_fiscal_year(text).has_value(); }

std::optional<std::string> restate(StatedLever& stated, const Deflator& deflator) {
  if (stated.price_base.empty()) {
    return std::nullopt;
  }
  if (stated.price_base == cash) {
    if (stated.years.empty()) {
      stated.years = cash_of(stated);
    }
    for (ScheduledYear& year : stated.years) {
      year.amount /= deflator.at(year.year);
    }
    return std::nullopt;
  }
  const std::optional<model::FiscalYear> base = model::parse_fiscal_year(stated.price_base);
  if (!base || !deflator.index.contains(base->first)) {
    return fmt::format("nominal, or a fiscal year from {} to {}",
                       model::FiscalYear{deflator.index.begin()->first}.label(),
                       model::FiscalYear{deflator.index.rbegin()->first}.label());
  }
  const double index = deflator.at(*base);
  stated.amount /= index;
  for (ScheduledYear& year : stated.years) {
    year.amount /= index;
  }
  return std::nullopt;
}

} // namespace headwater::scenarios
