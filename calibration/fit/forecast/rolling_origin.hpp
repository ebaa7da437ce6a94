// Hold-out forecasts: made with what was known on a day of the past (the origin), and compared with what came.
//
//     published.csv -> known on the day of the origin, of periods up to 31 July of its year -> forecaster -> 1-5 years
//
// A forecaster never sees a later period, a later revision, or the outcome.
#pragma once

#include "calibration/fit/forecast/prediction.hpp"
#include "calibration/known/published.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace headwater::calibration {

struct Origin {
  int year;     ///< figures of periods that end by 31 July of it may be used
  Day known_on; ///< in the vintage of this day
};

/// Origins of 31 July from `first` to `last`, each known as at the end of the following year: counts of 31 July come
/// out in the spring after.
std::vector<Origin> july_origins(int first, int last);

/// A figure to be foreseen.
struct Target {
  std::string series;
  int year;
  int horizon; ///< years after the origin
  Period period;
};

/// All that a forecaster is given.
struct Training {
  Origin origin;
  std::vector<PublishedFigure> figures; ///< of all series, in the order of the file
  std::vector<Target> targets;
};

/// One prediction for each target, or nothing where it can say nothing.
using Forecaster = std::function<std::vector<std::optional<Prediction>>(const Training&)>;

struct NamedForecaster {
  std::string name;
  Forecaster forecast;
};

/// One figure that was foreseen, and what came: the last vintage there is.
struct HeldOut {
  std::string forecaster;
  std::string series;
  int origin;
  int horizon;
  int year;
  bool covid; ///< of the years 2020 to 2022 (in_covid_years())
  double outcome;
  std::optional<Prediction> prediction; ///< nothing where the forecaster said nothing
};

/// Which vintages a forecaster is given. `latest` is a second look only: it lets figures in that were read in a later
/// publication, and with them revisions that nobody had at the time.
enum class Knowledge : std::uint8_t { as_known, latest };

struct RollingOrigin {
  std::vector<Origin> origins;
  int horizons = 5;
  Knowledge knowledge = Knowledge::as_known;
};

/// Every scored series, origin, horizon and forecaster, in the order origin, forecaster, series and year. A figure that
/// is suppressed or 0 is no outcome.
///
/// Throws std::invalid_argument where a forecaster answers with another number of predictions than it was asked for.
std::vector<HeldOut> rolling_origin(const Published& published, const RollingOrigin& settings,
                                    const std::vector<NamedForecaster>& forecasters);

/// The last unbroken run of yearly figures of a series: all of one kind of period, a year apart, the last one given.
struct YearlyRun {
  std::vector<double> figures;
  int last_year = 0;
};
YearlyRun yearly_run(const Training& training, const std::string& series);

/// "random walk", "drift" and "ETS": benchmarks.hpp and ets.hpp on the last unbroken run of each series. They say
/// nothing where it is too short.
std::vector<NamedForecaster> benchmark_forecasters();

} // namespace headwater::calibration
