// Family flows: where families come from and go to in one year, as bands from left to right. Severities are one in the
// picture and stand apart in its table.
#include "outputs/pictures/pictures.hpp"
#include "outputs/pictures/title_words.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/charts/sankey_chart.hpp"
#include "outputs/results/family_arrows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

namespace headwater::outputs {
namespace {

/// What a place is called at the left of the picture, where families were; at the right, where they went; and in the
/// table.
struct PlaceWords {
  std::string_view place;
  std::string_view before;
  std::string_view after;
  std::string_view in_table;
};

constexpr PlaceWords place_words[] = {
    {"births", "New families", "", "New families"},
    {"arrivals", "Arrive from outside Scotland", "", "Arrive from outside Scotland"},
    {"coping", "Coping", "Coping again", "Coping"},
    {"struggling", "Struggling", "Come to struggle", "Struggling, milder need"},
    {"struggling_severely", "Struggling", "Come to struggle", "Struggling, severe need"},
    {"waiting", "Waiting for support", "Ask for support", "Waiting for support, milder need"},
    {"waiting_severe", "Waiting for support", "Ask for support", "Waiting for support, severe need"},
    {"supported", "In support", "Start support, or come back", "In support, milder need"},
    {"supported_severe", "In support", "Start support, or come back", "In support, severe need"},
    {"long_term_support", "In support without an end", "Support goes on without an end", "In support without an end"},
    {"closed_early", "Support closed early", "Left without support", "Left without support, milder need"},
    {"closed_early_severe", "Support closed early", "Left without support", "Left without support, severe need"},
    {"recovering", "Recovering", "Begin to recover", "Recovering"},
    {"shared_care", "In shared care", "To shared care", "In shared care"},
    {"at_home", "Looked after at home", "Looked after at home, new", "Looked after at home"},
    {"kinship", "In kinship care", "To kinship care", "In kinship care"},
    {"foster", "In foster care", "To foster care", "In foster care"},
    {"residential", "In residential care", "To residential care", "In residential care"},
    {"secure", "In secure care", "To secure care", "In secure care"},
    {"entering_away", "Come to live away from home", "Come to live away from home", "Come to live away from home"},
    {"going_home", "Go home from care", "Go home from care", "Go home from care"},
    {"left_care_at_16_17", "", "Leave care at 16 or 17", "Leave care at 16 or 17"},
    {"grown_up", "", "Turn 18", "Turn 18"},
};

// A place that is called the same on both sides stands in the middle: families pass through it.
bool passes_through(const PlaceWords& words) { return words.before == words.after; }

const PlaceWords& words_of(std::string_view place) {
  const auto* found = std::find_if(std::begin(place_words), std::end(place_words),
                                   [&](const PlaceWords& words) { return words.place == place; });
  if (found == std::end(place_words)) {
    throw std::logic_error("families have no words for the place " + std::string(place));
  }
  return *found;
}

// Families who only begin, grow up or change severity where they are, and moves between settings, would hide the rest.
bool is_drawn(const FamilyArrow& arrow) {
  return words_of(arrow.from).before != words_of(arrow.to).before && arrow.flow != "move" && arrow.from != "births" &&
         arrow.to != "grown_up";
}

Table arrow_table(const std::vector<FamilyArrow>& arrows, const std::string& unit) {
  Table table{{"From", "To", "How", unit}, {}};
  for (const FamilyArrow& arrow : arrows) {
    table.rows.push_back({std::string(words_of(arrow.from).in_table), std::string(words_of(arrow.to).in_table),
                          std::string(arrow.flow), plain_number(arrow.families)});
  }
  return table;
}

} // namespace

Chart family_flows_chart(const Booklet& booklet) {
  const ScenarioRun& run = leading_baseline(booklet.runs);
  const FiscalYear year = std::min(FiscalYear{2026}, last_whole_year(booklet.runs.horizon));

  SankeyChart chart;
  std::map<std::string_view, std::size_t> nodes;
  const auto node = [&](std::string_view name, int column) {
    const auto [found, is_new] = nodes.try_emplace(name, chart.nodes.size());
    if (is_new) {
      chart.nodes.push_back({std::string(name), column});
    }
    return found->second;
  };
  const std::vector<FamilyArrow> arrows = family_arrows(run.flows.value(), year);
  std::map<std::pair<std::size_t, std::size_t>, double> links;
  for (const FamilyArrow& arrow : arrows) {
    if (is_drawn(arrow)) {
      const PlaceWords& from = words_of(arrow.from);
      const PlaceWords& to = words_of(arrow.to);
      const std::size_t left = node(from.before, passes_through(from) ? 1 : 0);
      const std::size_t right = node(to.after, passes_through(to) ? 1 : 2);
      links[{left, right}] += arrow.families;
    }
  }
  for (const auto& [ends, value] : links) {
    chart.links.push_back({ends.first, ends.second, value});
  }

  // What comes to a place in the picture, so that its title and its table count what it shows.
  const auto come_to = [&](std::string_view place) {
    double total = 0.0;
    for (const SankeyLink& link : chart.links) {
      total += chart.nodes[link.to].name == place ? link.value : 0.0;
    }
    return total;
  };
  chart.text.name = "family-flows";
  chart.text.title = fmt::format(
      "In {}, {} families ask for intensive support or are found to need it; {} start it or come back to it",
      year.label(), people(come_to("Ask for support")), people(come_to("Start support, or come back")));
  chart.text.subtitle =
      fmt::format("Families that change place in the year, {}, {}, scenario “{}”; left: where they were, right: where "
                  "they went. Milder and severe need are one here and apart in the table",
                  booklet.runs.area, year.label(), run.name);
  chart.text.source = source_line(booklet, false);
  chart.text.alt_text = fmt::format("Bands of families between states in {}. {}.", booklet.runs.area, chart.text.title);
  chart.text.height = 760;
  chart.unit = "families";
  Chart drawn = sankey_chart(chart);
  drawn.table = arrow_table(arrows, chart.unit);
  return drawn;
}

} // namespace headwater::outputs
