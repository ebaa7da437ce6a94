// Family flows: where families come from and go to in one year, as bands from left to right.
#include "outputs/pictures/pictures.hpp"
#include "outputs/pictures/title_words.hpp"

#include "outputs/charts/sankey_chart.hpp"
#include "outputs/tables/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace headwater::outputs {
namespace {

/// What a place is called at the left, where families were, and at the right, where they went.
struct PlaceWords {
  std::string_view place;
  std::string_view before;
  std::string_view after;
};

constexpr PlaceWords place_words[] = {
    {"coping", "Coping", "Coping again"},
    {"struggling", "Struggling", "Come to struggle"},
    {"waiting", "Waiting for support", "Ask for support"},
    {"supported", "In support", "Start support"},
    {"closed_early", "Support closed early", "Left without support"},
    {"recovering", "Recovering", "Begin to recover"},
    {"at_home", "Looked after at home", "Looked after at home, new"},
    {"kinship", "In kinship care", "To kinship care"},
    {"foster", "In foster care", "To foster care"},
    {"residential", "In residential care", "To residential care"},
    {"secure", "In secure care", "To secure care"},
    {"entering_away", "Come to live away from home", "Come to live away from home"},
    {"going_home", "Go home from care", "Go home from care"},
};

// A place that is called the same on both sides stands in the middle: families pass through it.
bool passes_through(const PlaceWords& words) { return words.before == words.after; }

const PlaceWords* words_of(std::string_view place) {
  const auto* found = std::find_if(std::begin(place_words), std::end(place_words),
                                   [&](const PlaceWords& words) { return words.place == place; });
  return found == std::end(place_words) ? nullptr : found;
}

// Ageing and moves between settings stay where they are in this picture.
bool is_shown(const model::FlowLabel& flow) {
  return flow.kind == model::FlowLabel::Kind::flow && flow.name != "grow older" && flow.name != "move";
}

// What flowed over the year through every flow of this name, over all stocks and ages.
double flowed(const model::Trajectory& steps, std::string_view name, FiscalYear year) {
  double total = 0.0;
  for (std::size_t i = 0; i < steps.flows.size(); ++i) {
    if (steps.flows[i].name == name) {
      total += steps.flow_total_at(i, year.ends()) - steps.flow_total_at(i, year.begins());
    }
  }
  return total;
}

} // namespace

Chart family_flows_chart(const Booklet& booklet) {
  const ScenarioRun& run = leading_baseline(booklet.runs);
  const model::Trajectory& steps = run.steps.value();
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
  std::map<std::pair<std::size_t, std::size_t>, double> links;
  for (std::size_t i = 0; i < steps.flows.size(); ++i) {
    const model::FlowLabel& flow = steps.flows[i];
    const PlaceWords* from = is_shown(flow) ? words_of(place_name(flow.arrow.from)) : nullptr;
    const PlaceWords* to = from != nullptr ? words_of(place_name(flow.arrow.to)) : nullptr;
    if (to != nullptr) {
      const std::size_t left = node(from->before, passes_through(*from) ? 1 : 0);
      const std::size_t right = node(to->after, passes_through(*to) ? 1 : 2);
      links[{left, right}] += steps.flow_total_at(i, year.ends()) - steps.flow_total_at(i, year.begins());
    }
  }
  for (const auto& [ends, value] : links) {
    chart.links.push_back({ends.first, ends.second, value});
  }

  const double asked = flowed(steps, "need is found", year) + flowed(steps, "ask again", year);
  const double started = flowed(steps, "start support", year);
  chart.text.name = "family-flows";
  chart.text.title = fmt::format("In {}, {} families ask for intensive support or are found to need it; {} start it",
                                 year.label(), people(asked), people(started));
  chart.text.subtitle =
      fmt::format("Families that change state in the year, {}, {}, scenario “{}”; left: where they were, right: where "
                  "they went",
                  booklet.runs.area, year.label(), run.name);
  chart.text.source = source_line(booklet, false);
  chart.text.alt_text = fmt::format("Bands of families between states in {}. {}.", booklet.runs.area, chart.text.title);
  chart.text.height = 760;
  chart.unit = "families";
  return sankey_chart(chart);
}

} // namespace headwater::outputs
