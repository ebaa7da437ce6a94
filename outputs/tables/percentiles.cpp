#include "outputs/tables/percentiles.hpp"

#include "outputs/appraisal/appraisal.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace headwater::outputs {

std::string why_no_percentile(const Ensemble& ensemble, const Spread* spread, std::string_view measure,
                              FiscalYear last) {
  if (spread == nullptr) {
    return "";
  }
  std::vector<std::string> reasons;
  const auto say = [&](std::size_t draws, WithoutValue place, const std::string& ending) {
    reasons.push_back(
        fmt::format("{} of {} draws: {} ({})", draws, ensemble.used(), in_words(measure, place, last), ending));
  };
  const auto say_those = [&](std::size_t draws, WithoutValue place, double infinite) {
    std::vector<std::string> among;
    for (const NamedPercentile& one : percentiles) {
      if (spread->*one.value == infinite) {
        among.emplace_back(one.name);
      }
    }
    if (!among.empty()) {
      say(draws, place, fmt::format("{}", fmt::join(among, ", ")));
    }
  };
  constexpr double infinity = std::numeric_limits<double>::infinity();
  say_those(spread->below, WithoutValue::below, -infinity);
  say_those(spread->above, WithoutValue::above, infinity);
  if (!stand_for_all(spread->counted, ensemble.used())) {
    say(ensemble.used() - spread->counted, WithoutValue::nowhere, "too many to leave out");
  } else {
    if (spread->counted < ensemble.used()) {
      say(ensemble.used() - spread->counted, WithoutValue::nowhere, "left out");
    }
    if (std::string few = too_few_in_words(spread->counted); !few.empty()) {
      reasons.push_back(std::move(few));
    }
  }
  return fmt::format("{}", fmt::join(reasons, "; "));
}

} // namespace headwater::outputs
