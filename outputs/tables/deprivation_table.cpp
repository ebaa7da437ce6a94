#include "outputs/booklet/deprivation.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/tables/tables.hpp"

#include <fmt/format.h>

namespace headwater::outputs {

Table deprivation_table(const Runs& runs, const Findings& findings) {
  Table table{{"scenario", "date", "split", "follows_need", "measure", "fifth", "unit", "value"}, {}};
  if (!runs.nation) {
    return table;
  }
  const Quantity& looked_after = *find_quantity("looked_after");
  const auto add = [&](const ScenarioRun& run, int year, std::string_view split, const std::string& follows,
                       const ByFifth& found) {
    const auto row = [&](const char* measure, const std::string& fifth, const char* unit, double value) {
      table.rows.push_back(
          {run.id, fmt::format("{}-07-31", year), std::string(split), follows, measure, fifth, unit, exact(value)});
    };
    for (std::size_t q = 0; q < fifth_count; ++q) {
      row("rate", std::to_string(fifths()[q].number), "looked after of 1,000 children", found.per_thousand[q]);
    }
    row("gap", "", "looked after of 1,000 children", found.gap());
    row("ratio", "", "ratio", found.ratio());
  };
  const auto add_poverty = [&](const ScenarioRun& run, int year) {
    const PovertyOfRun poverty = poverty_of(run, year);
    const auto rates = poverty_by_fifth(poverty.planned);
    const auto shares = entries_by_fifth(poverty.published, poverty.planned, run.record.parameters);
    for (std::size_t q = 0; q < fifth_count; ++q) {
      const auto row = [&](const char* measure, const char* unit, double value) {
        table.rows.push_back({run.id, fmt::format("{}-07-31", year), "", "", measure,
                              std::to_string(fifths()[q].number), unit, exact(value)});
      };
      row("poverty_rate", "share of children", rates[q]);
      row("entries", "children a year", shares[q] * poverty.entries);
    }
  };
  for (const ScenarioRun& run : runs) {
    for (const int year : deprivation_years(runs.horizon)) {
      add_poverty(run, year);
      const ScenarioRun& baseline = runs.baseline_of(run);
      const double before = looked_after.value(YearView(baseline.record, {year}));
      const double children = children_on(run, year);
      if (run.is_baseline()) {
        add(run, year, "published", "", by_fifth(before, 0.0, 0.0, 0.0, children));
        continue;
      }
      const double change = looked_after.value(YearView(run.record, {year})) - before;
      const UniversalPart part = universal_part(runs, findings, run, year);
      for (const double follows : follows_need_ends) {
        add(run, year, part.split, exact(follows), by_fifth(before, change, part.children, follows, children));
      }
    }
  }
  return table;
}

} // namespace headwater::outputs
