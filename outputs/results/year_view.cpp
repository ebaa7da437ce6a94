#include "outputs/results/year_view.hpp"

#include <algorithm>

namespace headwater::outputs {
namespace {

// The step of 31 July, or the nearest end of the run where the run does not cover it.
std::size_t july_step(const model::Trajectory& path, FiscalYear year) {
  const double time = std::clamp(year.july(), model::start_time, path.end());
  return path.step_at(time);
}

} // namespace

YearView::YearView(const ScenarioRun& run, FiscalYear year, int horizon)
    : path_{&run.path}, year_{year}, has_stocks_{year.first >= model::start_year && year.first <= horizon},
      has_flows_{year >= first_whole_year && year <= last_whole_year(horizon)}, stocks_{path_->stocks_at_step(
                                                                                    july_step(*path_, year))},
      moment_{path_->moment_at_step(july_step(*path_, year))}, july_{stocks_, path_->parameters, path_->reference,
                                                                     moment_} {}

double YearView::flowed(std::string_view name) const {
  double total = 0.0;
  for (std::size_t i = 0; i < path_->flows.size(); ++i) {
    if (path_->flows[i].name == name) {
      total += path_->flow_total_at(i, year_.ends()) - path_->flow_total_at(i, year_.begins());
    }
  }
  return total;
}

double YearView::accumulated(model::Place place) const {
  return path_->state_at(place.index, year_.ends()) - path_->state_at(place.index, year_.begins());
}

} // namespace headwater::outputs
