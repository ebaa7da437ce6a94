// How well a run fits what has been published: each series beside its counterpart in the model.
#pragma once

#include "calibration/known/published.hpp"
#include "model/solve/annual_record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace headwater::calibration {

/// One figure and its counterpart.
struct FittedFigure {
  std::string series;
  int year;
  double published;
  double modelled;
};

/// The figures that are scored, fitted or not, each in its last vintage, in the order of the file. `path` must be a run
/// for Scotland that covers them. Throws std::invalid_argument for a series without a counterpart.
std::vector<FittedFigure> fitted_figures(const model::AnnualRecord& path, const Published& published);

/// Mean absolute percentage error of the figures of one series, as in fit_statistics.hpp. Throws std::invalid_argument
/// where there are none.
double mean_absolute_percentage_error(const std::vector<FittedFigure>& figures, std::string_view series);

} // namespace headwater::calibration
