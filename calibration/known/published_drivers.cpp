#include "calibration/known/published_drivers.hpp"

#include <algorithm>
#include <string_view>

namespace headwater::calibration {
namespace {

constexpr std::string_view referrals = "reporter_referrals";
constexpr double before_year_ends = 0.25; // years before the end of the calendar year in which the fiscal year begins

} // namespace

scenarios::Read<model::Drivers> published_drivers(const Area& area, const Published& national) {
  scenarios::Read<model::Drivers> read;
  model::Drivers drivers{{}, area.poverty, {}};
  for (const PublishedFigure& figure : as_known_now(national)) {
    if (figure.series == referrals && figure.value) {
      drivers.referrals.push_back({figure.year - before_year_ends, *figure.value});
    }
  }
  std::sort(drivers.referrals.begin(), drivers.referrals.end(),
            [](const model::SeriesPoint& a, const model::SeriesPoint& b) { return a.time < b.time; });
  if (drivers.referrals.empty()) {
    read.problems.push_back({national.input.path.generic_string(), 1, 1,
                             "there is no figure of reporter_referrals, which drive the model",
                             "a row for each fiscal year that is published", ""});
  } else {
    read.value = std::move(drivers);
  }
  return read;
}

} // namespace headwater::calibration
