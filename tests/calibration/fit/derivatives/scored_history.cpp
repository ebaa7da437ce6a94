#include "tests/calibration/fit/derivatives/scored_history.hpp"

#include "model/ensemble/draws.hpp"
#include "model/solve/trajectory.hpp"
#include "tests/calibration/history_fit.hpp"
#include "tests/scotland_drivers.hpp"

#include <filesystem>

namespace headwater::calibration {

std::vector<std::size_t> fitted_parameters() {
  std::vector<std::size_t> fitted;
  for (std::size_t i = 0; i < model::parameter_count; ++i) {
    if (model::is_fitted(model::parameters()[i])) {
      fitted.push_back(i);
    }
  }
  return fitted;
}

std::vector<AskedFigure> scored_figures() {
  const auto published =
      read_published(std::filesystem::path(HEADWATER_SOURCE_DIR) / "calibration" / "data" / "published.csv");
  const model::Trajectory path = model::run(model::default_values(), headwater::tests::scotland_drivers(), 2025);
  std::vector<AskedFigure> asked;
  for (const FittedFigure& figure : fitted_figures(path, published.value.value())) {
    asked.push_back({figure.series, figure.year});
  }
  return asked;
}

model::ParameterValues<double> drawn(std::size_t number) {
  static const model::ParameterDraws draws(model::UniformDraws(model::Sampling::latin_hypercube, 11, draw_count),
                                           model::default_values());
  return draws.values(number);
}

} // namespace headwater::calibration
