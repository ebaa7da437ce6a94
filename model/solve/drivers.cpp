#include "model/solve/drivers.hpp"

#include "model/scalars/smooth.hpp"
#include "model/solve/clock.hpp"

#include <array>

namespace headwater::model {
namespace {

constexpr std::array referrals{
    PublishedPoint{2010.75, 39217.0, "SCRA_2010_11"}, PublishedPoint{2011.75, 31593.0, "SCRA_2011_12"},
    PublishedPoint{2012.75, 22561.0, "SCRA_2012_13"}, PublishedPoint{2013.75, 19077.0, "SCRA_2013_14"},
    PublishedPoint{2016.75, 15114.0, "SCRA_2016_17"}, PublishedPoint{2017.75, 13240.0, "SCRA_2017_18"},
    PublishedPoint{2018.75, 12875.0, "SCRA_2018_19"}, PublishedPoint{2019.75, 12849.0, "SCRA_2019_20"},
    PublishedPoint{2023.75, 10197.0, "SCRA_2023_24"},
};

constexpr std::array poverty{
    PublishedPoint{2011.0, 0.216, "assumption"},     PublishedPoint{2014.5, 0.2162, "LGBF_IS_JAN22"},
    PublishedPoint{2015.5, 0.228, "LGBF_IS_JAN22"},  PublishedPoint{2016.5, 0.2335, "LGBF_IS_JAN22"},
    PublishedPoint{2017.5, 0.242, "LGBF_IS_JAN22"},  PublishedPoint{2018.5, 0.2322, "LGBF_IS_JAN22"},
    PublishedPoint{2019.5, 0.2428, "LGBF_IS_JAN22"}, PublishedPoint{2021.5, 0.2387, "ECP_2025"},
    PublishedPoint{2022.5, 0.2447, "ECP_2025"},      PublishedPoint{2023.5, 0.2333, "ECP_2025"},
    PublishedPoint{2026.0, 0.235, "assumption"},
};

template<class Points> std::vector<SeriesPoint> without_sources(const Points& points) {
  std::vector<SeriesPoint> series;
  for (const PublishedPoint& point : points) {
    series.push_back({point.time, point.value});
  }
  return series;
}

} // namespace

std::span<const PublishedPoint> published_referrals() { return referrals; }
std::span<const PublishedPoint> published_poverty() { return poverty; }

double interpolate(std::span<const SeriesPoint> points, double time) {
  if (time <= points.front().time) {
    return points.front().value;
  }
  for (std::size_t i = 1; i < points.size(); ++i) {
    const SeriesPoint& left = points[i - 1];
    const SeriesPoint& right = points[i];
    if (time < right.time) {
      return left.value + (right.value - left.value) * (time - left.time) / (right.time - left.time);
    }
  }
  return points.back().value;
}

Drivers scotland_drivers(Plan plan) { return {without_sources(poverty), std::move(plan)}; }

double lever_at(const Plan& plan, std::size_t lever, double time) {
  double total = 0.0;
  for (const LeverStep& step : plan.steps) {
    if (step.lever == lever) {
      total += step.amount * ramp((time - step.start) / step.ramp);
    }
  }
  return total;
}

Moment<double> moment_at(const Drivers& drivers, double time) {
  static const std::vector<SeriesPoint> referral_series = without_sources(referrals);
  std::array<double, lever_count> lever_values{};
  for (std::size_t i = 0; i < lever_count; ++i) {
    lever_values[i] = lever_at(drivers.plan, i, time);
  }
  std::array<double, loop_count> switches{};
  for (std::size_t i = 0; i < loop_count; ++i) {
    switches[i] = drivers.plan.cut[i] ? 0.0 : 1.0;
  }
  return {
      .time = time,
      .start = start_time,
      .referrals = interpolate(referral_series, time) / interpolate(referral_series, start_time),
      .referrals_end = referrals.back().time,
      .child_poverty = interpolate(drivers.poverty, time),
      .lever = by_name(lever_values),
#define SETTING(name, symbol, key, unit, value, low, high, stated, counts, meaning) .name = drivers.plan.name,
#include "model/quantities/settings.def"
#undef SETTING
      .loop = loops_by_name(switches),
  };
}

} // namespace headwater::model
