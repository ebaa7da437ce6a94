// The project's own figures and priors, as a fit takes them.
#pragma once

#include "calibration/fit/history_posterior.hpp"

#include <filesystem>

namespace headwater::tests {

inline std::filesystem::path calibration_data(const char* file) {
  return std::filesystem::path(HEADWATER_SOURCE_DIR) / "calibration" / "data" / file;
}

inline const calibration::Published& published_figures() {
  static const calibration::Published figures =
      calibration::read_published(calibration_data("published.csv")).value.value();
  return figures;
}

inline const std::vector<calibration::FittedParameter>& fitted_parameters() {
  static const calibration::Priors priors = calibration::read_priors(calibration_data("priors.csv")).value.value();
  return priors.fitted;
}

} // namespace headwater::tests
