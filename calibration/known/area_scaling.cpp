#include "calibration/known/area_scaling.hpp"

#include "calibration/known/period.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace headwater::calibration {
namespace {

constexpr std::string_view start_day = "2011-07-31";
constexpr std::size_t cost_years = 4; // few children, so one costly placement moves the figure of a single year

/// The settings that councils publish as one count.
constexpr std::array<std::string_view, 3> community{"at_home", "kinship", "foster"};
constexpr std::array<std::string_view, 2> residential{"residential", "secure"};

const Figure* figure_at(const Area& area, std::string_view quantity, std::string_view at) {
  const Series* series = area.find(quantity);
  if (series == nullptr) {
    return nullptr;
  }
  const auto found = std::find_if(series->figures.begin(), series->figures.end(),
                                  [&](const Figure& figure) { return figure.at == at; });
  return found == series->figures.end() ? nullptr : &*found;
}

class Scaling {
public:
  Scaling(Area& council, const Area& nation, std::vector<scenarios::Problem>& problems)
      : council_{council}, nation_{nation}, problems_{problems} {}

  void run() {
    council_.values = nation_.values;
    council_.poverty = poverty_of(council_);
    derived("poverty", 1.0,
            "Child poverty is the council's own published share; the first figure is held back to 2011 and the last "
            "is held after it.");
    scale_by_size();
    set_start();
    scale_hazards();
    scale_costs("cost_week_residential_and_secure", std::array<std::string_view, 1>{"cost_residential"});
    scale_costs("cost_week_community", std::array<std::string_view, 3>{"cost_at_home", "cost_kinship", "cost_foster"});
  }

private:
  void derived(std::string_view what, double factor, std::string explanation) {
    council_.derived.push_back({std::string(what), factor, std::move(explanation)});
  }

  /// The figure of the council or the nation, or 0 and a problem where there is none.
  double needed(const Area& area, std::string_view quantity, std::string_view at) {
    if (const Figure* figure = figure_at(area, quantity, at)) {
      return figure->value;
    }
    problems_.push_back({area.inputs.front().path.generic_string(), 1, 1,
                         fmt::format("the series \"{}\" has no figure at {}", quantity, at),
                         "that figure, not set aside", ""});
    return 0.0;
  }

  double last_figure(const Area& area, std::string_view quantity) {
    const Series* series = area.find(quantity);
    return series == nullptr || series->figures.empty() ? needed(area, quantity, "any time")
                                                        : series->figures.back().value;
  }

  double looked_after(const Area& area) {
    return needed(area, "looked_after_community", start_day) +
           needed(area, "looked_after_residential_and_secure", start_day);
  }

  double& value(std::string_view parameter) { return council_.values[model::find_parameter(parameter)]; }

  void scale_by_size() {
    const double children = last_figure(council_, "child_population");
    const double of_nation = last_figure(nation_, "child_population");
    const double looked_after_children = looked_after(council_);
    const double looked_after_of_nation = looked_after(nation_);
    if (!(children > 0.0 && of_nation > 0.0 && looked_after_children > 0.0 && looked_after_of_nation > 0.0)) {
      problems_.push_back({council_.inputs.front().path.generic_string(), 1, 1,
                           "a council is scaled by its children and its looked-after children, and one of these is 0",
                           "counts above 0", ""});
      return;
    }
    council_.population_share = children / of_nation;
    council_.looked_after_share = looked_after_children / looked_after_of_nation;
    derived("population_share", council_.population_share,
            fmt::format("{} has {} of the {} children under 18 in {}: what grows with the number of children is "
                        "multiplied by this.",
                        council_.name, children, of_nation, nation_.name));
    derived("looked_after_share", council_.looked_after_share,
            fmt::format("{} had {} of the {} looked-after children of {} on 31 July 2011: what grows with their number "
                        "is multiplied by this.",
                        council_.name, looked_after_children, looked_after_of_nation, nation_.name));
    for (std::size_t i = 0; i < model::parameter_count; ++i) {
      const model::Parameter& row = model::parameters()[i];
      if (row.scales_with != model::ScalesWith::none) {
        const bool population = row.scales_with == model::ScalesWith::population;
        const double factor = population ? council_.population_share : council_.looked_after_share;
        council_.values[i] *= factor;
        derived(row.name, factor,
                fmt::format("{} is {}'s, times the council's share of {}children.", row.name, nation_.name,
                            population ? "" : "looked-after "));
      }
    }
  }

  /// Splits one published count over its settings: by the council's own counts where it publishes them, else by the
  /// nation's shares.
  template<std::size_t Count> void split(double total, const std::array<std::string_view, Count>& settings) {
    const auto quantity = [](std::string_view setting) { return fmt::format("looked_after_{}", setting); };
    const auto published = [&](std::string_view setting) {
      return figure_at(council_, quantity(setting), start_day) != nullptr;
    };
    const bool own = std::any_of(settings.begin(), settings.end(), published);
    const Area& whose = own ? council_ : nation_;
    std::array<double, Count> counts{};
    double sum = 0.0;
    for (std::size_t i = 0; i < Count; ++i) {
      counts[i] = needed(whose, quantity(settings[i]), start_day);
      sum += counts[i];
    }
    for (std::size_t i = 0; i < Count && sum > 0.0; ++i) {
      const std::string parameter = fmt::format("start_{}", settings[i]);
      value(parameter) = total * counts[i] / sum;
      // The setting was scaled by size before: the record says what it is now.
      std::erase_if(council_.derived, [&](const Derivation& record) { return record.what == parameter; });
      derived(parameter, 1.0,
              own ? fmt::format("{} is the council's own count of 31 July 2011, scaled so that its settings add to the "
                                "published {}.",
                                parameter, total)
                  : fmt::format("{} is the published {} of 31 July 2011 times {}'s share of this setting (grade D).",
                                parameter, total, nation_.name));
    }
  }

  void set_start() {
    split(needed(council_, "looked_after_community", start_day), community);
    split(needed(council_, "looked_after_residential_and_secure", start_day), residential);
    value("start_looked_after") = looked_after(council_);
    std::erase_if(council_.derived, [](const Derivation& record) { return record.what == "start_looked_after"; });
    derived("start_looked_after", 1.0, "start_looked_after is the council's own published total of 31 July 2011.");
  }

  void scale_hazards() {
    const double factor = council_.looked_after_share / council_.population_share;
    for (const std::string_view parameter : {"crisis_hazard_away", "crisis_hazard_at_home", "child_protection_share"}) {
      value(parameter) *= factor;
      derived(parameter, factor,
              fmt::format("{} is {}'s times {:.4g}: so many times as many of the council's children were looked after "
                          "in 2011 (grade D).",
                          parameter, nation_.name, factor));
    }
  }

  /// The mean ratio of council to nation over the last years that both publish.
  template<std::size_t Count>
  void scale_costs(std::string_view quantity, const std::array<std::string_view, Count>& parameters) {
    const Series* series = council_.find(quantity);
    double sum = 0.0;
    std::size_t years = 0;
    std::string first;
    std::string last;
    for (std::size_t i = series == nullptr ? 0 : series->figures.size(); i > 0 && years < cost_years; --i) {
      const Figure& own = series->figures[i - 1];
      const Figure* national = figure_at(nation_, quantity, own.at);
      if (national != nullptr && national->value > 0.0) {
        sum += own.value / national->value;
        first = own.at;
        last = last.empty() ? own.at : last;
        ++years;
      }
    }
    if (years < cost_years || !(sum > 0.0)) {
      problems_.push_back(
          {council_.inputs.front().path.generic_string(), 1, 1,
           fmt::format("the series \"{}\" has {} years in common with {}'s", quantity, years, nation_.name),
           "four years at least, above 0", ""});
      return;
    }
    const double factor = sum / static_cast<double>(years);
    for (const std::string_view parameter : parameters) {
      value(parameter) *= factor;
      derived(parameter, factor,
              fmt::format("{} is {}'s times {:.4g}, the mean ratio of the council's published cost of a child-week to "
                          "{}'s over {} years, {} to {}.",
                          parameter, nation_.name, factor, nation_.name, years, first, last));
    }
  }

  Area& council_;
  const Area& nation_;
  std::vector<scenarios::Problem>& problems_;
};

} // namespace

std::vector<model::SeriesPoint> poverty_of(const Area& area) {
  std::vector<model::SeriesPoint> points;
  const Series* series = area.find("child_poverty_share");
  for (const Figure& figure : series == nullptr ? std::vector<Figure>{} : series->figures) {
    const std::optional<Period> period = parse_period(figure.at);
    const bool fiscal = period && period->kind == PeriodKind::fiscal_year;
    points.push_back({fiscal ? period->year - 0.5 : figure.time, figure.value});
  }
  if (!points.empty() && points.front().time > 2011.0) {
    points.insert(points.begin(), {2011.0, points.front().value});
  }
  return points;
}

void scale(Area& council, const Area& nation, std::vector<scenarios::Problem>& problems) {
  Scaling(council, nation, problems).run();
}

} // namespace headwater::calibration
