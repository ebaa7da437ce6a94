#include "outputs/pictures/pictures.hpp"

#include <algorithm>

namespace headwater::outputs {
namespace {

constexpr Picture picture_rows[] = {
    {"children-away", "Children living away from home, by scenario", &children_away_chart, false},
    {"children-at-home", "Children looked after at home, by scenario", &children_at_home_chart, false},
    {"placements", "Where looked-after children live, with published figures", &placements_chart, false},
    {"harm", "Harm at home and harm from separation against the baseline, by scenario", &harm_chart, true},
    {"net-position", "Cumulative net position of the public purse, by scenario", &net_position_chart, true},
    {"cost-change", "Change of cost against the baseline by class, by scenario", &cost_change_chart, true},
    {"cost-by-category", "What is spent, by category and year", &cost_by_category_chart, false},
    {"family-flows", "Where families come from and go to in one year", &family_flows_chart, false},
};

} // namespace

std::span<const Picture> pictures() { return picture_rows; }

std::vector<Chart> draw_pictures(const Study& study) {
  std::size_t position = 0;
  const bool comparing = std::any_of(study.runs.begin(), study.runs.end(),
                                     [&](const ScenarioRun& run) { return run.baseline != position++; });
  std::vector<Chart> charts;
  for (const Picture& picture : picture_rows) {
    if (comparing || !picture.compares) {
      charts.push_back(picture.draw(study));
    }
  }
  return charts;
}

} // namespace headwater::outputs
