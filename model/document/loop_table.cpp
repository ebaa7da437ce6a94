#include "model/document/loop_table.hpp"

#include "model/solve/plan_grid.hpp"

#include <cmath>
#include <numeric>
#include <optional>
#include <stdexcept>

namespace headwater::model {
namespace {

AnnualRecord run_once(const Drivers& drivers, const Plan& plan, const ParameterValues<double>& values) {
  static thread_local AnnualRuns runs;
  Drivers with_plan = drivers;
  with_plan.plan = plan;
  std::vector<AnnualRecord> records(1);
  runs.run(std::span(&values, 1), plan_grid(with_plan), records);
  if (const std::optional<std::string> reason = breakdown(records.front())) {
    throw std::runtime_error("a run of the loop table broke down: " + *reason);
  }
  return std::move(records.front());
}

Plan without(Plan plan, std::string_view loop) {
  plan.cut.at(find_loop(loop)) = true;
  return plan;
}

Plan with_places(Plan plan) {
  plan.steps.push_back({find_lever("intensive_support"), april_1(2026), 2.0, support_for_those_found});
  return plan;
}

std::vector<double> looked_after_by_year(const AnnualRecord& record) {
  std::vector<double> series;
  for (int year = start_year; year <= record.last_july(); ++year) {
    series.push_back(children_looked_after(record, year));
  }
  return series;
}

FearRow fear_row(std::string world, const Drivers& drivers, const Plan& plan, const ParameterValues<double>& values) {
  constexpr int year = 2040;
  const AnnualRecord as_is = run_once(drivers, plan, values);
  const auto with_cut = [&](std::string_view loop) {
    return children_looked_after(run_once(drivers, without(plan, loop), values), year);
  };
  return {.world = std::move(world),
          .trust_2040 = as_is.on_31_july(year)[stock::trust.first] / as_is.parameters.trust_2011,
          .with_loops = children_looked_after(as_is, year),
          .without_fear = with_cut("L12"),
          .without_contact = with_cut("L3")};
}

} // namespace

std::vector<AnnualRecord> runs_with_each_loop_cut(const Drivers& drivers, const Plan& plan,
                                                  const ParameterValues<double>& values) {
  std::vector<AnnualRecord> records{run_once(drivers, plan, values)};
  for (const Loop& loop : loops()) {
    records.push_back(run_once(drivers, without(plan, loop.symbol), values));
  }
  return records;
}

double children_looked_after(const AnnualRecord& record, int year) {
  const Stocks<double> s = read_stocks(record.on_31_july(year).data());
  const auto all_ages = [](const auto& bands) { return std::accumulate(bands.begin(), bands.end(), 0.0); };
  return record.parameters.children_per_looked_after_family *
         (all_ages(s.at_home) + all_ages(s.kinship) + all_ages(s.foster) + all_ages(s.residential) +
          all_ages(s.secure));
}

LoopTable make_loop_table(const Drivers& drivers, const LoopPlans& plans, const ParameterValues<double>& values) {
  LoopTable table;
  const auto baseline = runs_with_each_loop_cut(drivers, plans.baseline, values);
  const auto promise = runs_with_each_loop_cut(drivers, plans.promise, values);
  const auto cuts = runs_with_each_loop_cut(drivers, plans.cuts, values);
  for (std::size_t i = 0; i < baseline.size(); ++i) {
    table.rows.push_back({.symbol = i == 0 ? "" : std::string(loops()[i - 1].symbol),
                          .baseline = looked_after_by_year(baseline[i]),
                          .promise = looked_after_by_year(promise[i]),
                          .cuts = looked_after_by_year(cuts[i])});
  }

  ParameterValues<double> found_is_not_removed = values;
  found_is_not_removed[find_parameter("child_protection_share")] = 0.0;
  const Plan& now = plans.baseline;
  const Plan places = with_places(now);
  table.fear = {
      fear_row("continue as now, places short", drivers, now, values),
      fear_row("nobody found goes straight to statutory measures", drivers, now, found_is_not_removed),
      fear_row("a queue does not shorten support (L11 cut)", drivers, without(now, "L11"), values),
      fear_row("caseload does not move decisions (L4 cut)", drivers, without(now, "L4"), values),
      fear_row("places for those who are found", drivers, places, values),
      fear_row("such places, and L4 cut", drivers, without(places, "L4"), values),
  };

  const Influences influences;
  std::vector<World> worlds;
  for (const int year : path_years) {
    worlds.push_back(world_on_31_july(baseline.front(), year));
  }
  for (std::size_t i = 0; i < loop_count; ++i) {
    table.paths.push_back(loop_path(i, influences, worlds));
  }
  return table;
}

std::vector<int> years_of_turning(const std::vector<double>& with, const std::vector<double>& without, int from) {
  std::vector<int> years;
  int sign = 0;
  for (std::size_t i = static_cast<std::size_t>(from - start_year); i < with.size(); ++i) {
    const double difference = with[i] - without[i];
    const int now = std::abs(difference) < 0.5 ? 0 : difference > 0.0 ? 1 : -1;
    if (now != 0) {
      if (sign != 0 && now != sign) {
        years.push_back(start_year + static_cast<int>(i));
      }
      sign = now;
    }
  }
  return years;
}

} // namespace headwater::model
