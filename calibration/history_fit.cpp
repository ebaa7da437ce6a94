#include "calibration/history_fit.hpp"

#include "calibration/counterparts.hpp"

#include <cmath>
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
  double total = 0.0;
  double count = 0.0;
  for (const FittedFigure& figure : figures) {
    if (figure.series == series) {
      total += std::abs(figure.modelled / figure.published - 1.0);
      count += 1.0;
    }
  }
  return 100.0 * total / count;
}

} // namespace headwater::calibration
