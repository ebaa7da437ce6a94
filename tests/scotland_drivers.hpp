// What drives Scotland, as every run and fit of it has it: the shipped figures, with a plan of the test's own.
#pragma once

#include "calibration/known/published_drivers.hpp"

#include <filesystem>

namespace headwater::tests {

inline model::Drivers scotland_drivers(model::Plan plan = {}) {
  static const model::Drivers published = [] {
    const std::filesystem::path data = std::filesystem::path(HEADWATER_SOURCE_DIR) / "calibration" / "data";
    const auto area = calibration::read_area(data / "areas" / "scotland.toml", data / "areas");
    return calibration::published_drivers(area.value.value(),
                                          calibration::read_published(data / "published.csv").value.value())
        .value.value();
  }();
  model::Drivers drivers = published;
  drivers.plan = std::move(plan);
  return drivers;
}

} // namespace headwater::tests
