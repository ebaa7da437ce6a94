// The pictures: what each chart of a results folder shows and says. Titles are messages made from the numbers by rule.
#pragma once

#include "outputs/booklet/booklet.hpp"
#include "outputs/charts/chart.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// One row a chart: its file name, what it shows, and how it is made.
struct Picture {
  std::string_view name;
  std::string_view shows;
  Chart (*draw)(const Booklet&);
  enum class Needs : std::uint8_t { a_run, a_baseline, a_difference, draws } needs = Needs::a_run; ///< of the booklet
};

/// Every chart, in the order of the report.
std::span<const Picture> pictures();

/// The charts that a booklet has the runs for.
std::vector<Chart> draw_pictures(const Booklet& booklet);

// Each picture; see the rows of pictures.cpp for what they show.
Chart children_away_chart(const Booklet& booklet);
Chart children_at_home_chart(const Booklet& booklet);
Chart placements_chart(const Booklet& booklet);
Chart cost_by_category_chart(const Booklet& booklet);
Chart cost_change_chart(const Booklet& booklet);
Chart harm_chart(const Booklet& booklet);
Chart family_flows_chart(const Booklet& booklet);
Chart net_position_chart(const Booklet& booklet);
Chart break_even_chart(const Booklet& booklet);
Chart pockets_chart(const Booklet& booklet);
Chart difference_chart(const Booklet& booklet);
Chart preventive_share_chart(const Booklet& booklet);
Chart failure_demand_chart(const Booklet& booklet);

} // namespace headwater::outputs
