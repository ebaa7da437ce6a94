#include "outputs/pictures/pictures.hpp"

#include <algorithm>

namespace headwater::outputs {
namespace {

constexpr Picture picture_rows[] = {
    {"children-away", "Children living away from home, by scenario", &children_away_chart, Picture::Needs::a_run},
    {"children-at-home", "Children looked after at home, by scenario", &children_at_home_chart, Picture::Needs::a_run},
    {"placements", "Where looked-after children live, with published figures", &placements_chart,
     Picture::Needs::a_run},
    {"harm", "Harm at home and harm from separation against the baseline, by scenario", &harm_chart,
     Picture::Needs::a_baseline},
    {"net-position", "Cumulative net position of the public purse, by scenario", &net_position_chart,
     Picture::Needs::a_baseline},
    {"break-even", "In what share of model runs a scenario has paid back by each fiscal year", &break_even_chart,
     Picture::Needs::draws},
    {"difference-by-lever", "What a plan changes, and what each change does to the public purse", &difference_chart,
     Picture::Needs::a_difference},
    {"who-pays-who-saves", "What each payer spends on a plan, and what each saves", &pockets_chart,
     Picture::Needs::a_baseline},
    {"failure-demand", "Failure demand by service, by scenario", &failure_demand_chart, Picture::Needs::a_baseline},
    {"cost-change", "Change of cost against the baseline by class, by scenario", &cost_change_chart,
     Picture::Needs::a_baseline},
    {"preventive-share", "What share of spending on children's services is preventive, by scenario",
     &preventive_share_chart, Picture::Needs::a_run},
    {"cost-by-category", "What is spent, by category and year", &cost_by_category_chart, Picture::Needs::a_run},
    {"family-flows", "Where families come from and go to in one year", &family_flows_chart, Picture::Needs::a_run},
};

} // namespace

std::span<const Picture> pictures() { return picture_rows; }

std::vector<Chart> draw_pictures(const Booklet& booklet) {
  const bool comparing =
      std::any_of(booklet.runs.begin(), booklet.runs.end(), [](const ScenarioRun& run) { return !run.is_baseline(); });
  std::vector<Chart> charts;
  for (const Picture& picture : picture_rows) {
    if (picture.needs == Picture::Needs::a_run || (picture.needs == Picture::Needs::a_baseline && comparing) ||
        (picture.needs == Picture::Needs::a_difference && booklet.findings.difference) ||
        (picture.needs == Picture::Needs::draws && comparing && booklet.findings.ensemble &&
         !booklet.findings.ensemble->break_even.empty())) {
      charts.push_back(picture.draw(booklet));
    }
  }
  return charts;
}

} // namespace headwater::outputs
