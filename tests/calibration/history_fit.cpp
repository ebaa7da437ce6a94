#include "tests/calibration/history_fit.hpp"

#include "calibration/known/counterparts.hpp"
#include "calibration/known/fit_statistics.hpp"

#include <stdexcept>

namespace headwater::calibration {
std::vector<FittedFigure> fitted_figures(const model::AnnualRecord& path, const Published& published) {
  const History<double> history = history_of(path);
  std::vector<FittedFigure> fitted;
  for (const PublishedFigure& figure : as_known_now(published)) {
    if (!figure.is_scored() || !figure.value) { // a suppressed figure has no error in per cent
      continue;
    }
    const std::size_t row = find_counterpart(figure.series);
    if (row == counterparts<double>().size()) {
      throw std::invalid_argument("no counterpart in the model for the series " + figure.series);
    }
    fitted.push_back(
        {figure.series, figure.year, *figure.value, counterparts<double>()[row].value(history, figure.year)});
  }
  return fitted;
}

double mean_absolute_percentage_error(const std::vector<FittedFigure>& figures, std::string_view series) {
  std::vector<double> modelled;
  std::vector<double> known;
  for (const FittedFigure& figure : figures) {
    if (figure.series == series) {
      modelled.push_back(figure.modelled);
      known.push_back(figure.published);
    }
  }
  return mean_absolute_percentage_error(modelled, known);
}

} // namespace headwater::calibration
