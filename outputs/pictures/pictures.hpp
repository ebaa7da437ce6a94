// The pictures: what each chart of a results folder shows and says. Titles are messages made from the numbers by rule.
#pragma once

#include "outputs/charts/chart.hpp"
#include "outputs/results/study.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// One row a chart: its file name, what it shows, and how it is made.
struct Picture {
  std::string_view name;
  std::string_view shows;
  Chart (*draw)(const Study&);
  enum class Needs : std::uint8_t { a_run, a_baseline, a_difference, draws } needs = Needs::a_run; ///< of the study
};

/// Every chart, in the order of the report.
std::span<const Picture> pictures();

/// The charts that a study has the runs for.
std::vector<Chart> draw_pictures(const Study& study);

// Each picture; see the rows of pictures.cpp for what they show.
Chart children_away_chart(const Study& study);
Chart children_at_home_chart(const Study& study);
Chart placements_chart(const Study& study);
Chart cost_by_category_chart(const Study& study);
Chart cost_change_chart(const Study& study);
Chart harm_chart(const Study& study);
Chart family_flows_chart(const Study& study);
Chart net_position_chart(const Study& study);
Chart break_even_chart(const Study& study);
Chart pockets_chart(const Study& study);
Chart difference_chart(const Study& study);
Chart failure_demand_chart(const Study& study);

} // namespace headwater::outputs
