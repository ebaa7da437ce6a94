#include "tests/model/plans.hpp"

#include "model/quantities/settled.hpp"
#include "model/solve/walk.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <set>

namespace headwater::model::tests {
namespace {

// Scotland's plan of The Promise as the reference files have it: money ramps up from 1 April 2026 and again from 2031.
Plan keep_the_promise(double start) {
  Plan plan = plan_of({
      {"intensive", start, 2.0, 23.400000000000002},
      {"universal", start, 2.0, 7.8},
      {"postremoval", start, 2.0, 4.16},
      {"kinship", start, 2.0, 4.16},
      {"foster", start, 2.0, 3.12},
      {"aftercare", start, 2.0, 4.16},
      {"supervision", start, 2.0, 5.2},
      {"intensive", start + 5.0, 3.0, 8.55},
      {"universal", start + 5.0, 3.0, 2.85},
      {"postremoval", start + 5.0, 3.0, 1.52},
      {"kinship", start + 5.0, 3.0, 1.52},
      {"foster", start + 5.0, 3.0, 1.14},
      {"aftercare", start + 5.0, 3.0, 1.52},
      {"supervision", start + 5.0, 3.0, 1.9000000000000001},
      {"cap_years", start, 3.0, 3.0},
      {"relapse_support", start, 4.0, 0.45},
      {"age_taper", start, 4.0, 0.5},
      {"cc_offer", start, 4.0, 0.3},
      {"practice", start, 5.0, 0.05},
  });
  plan.fidelity = 0.8;
  return plan;
}

Plan cuts() {
  Plan plan = plan_of({{"budget_growth", 2026.25, 0.5, -0.02}, {"budget_growth", 2031.25, 0.5, 0.02}});
  plan.wellbeing_end = 2026.25;
  return plan;
}

Plan aftercare_as_long_as_needed() {
  Plan plan = plan_of({{"aftercare", 2026.25, 3.0, 20.0},
                       {"age_taper", 2026.25, 3.0, 1.0},
                       {"cc_offer", 2026.25, 4.0, 0.6},
                       {"return_right", 2026.25, 3.0, 1.0}});
  plan.fidelity = 0.8;
  return plan;
}

// Every lever that parents' need, other ways to stay a family and controls add, at once.
Plan all_add_ons() {
  return plan_of({{"recovery", 2026.25, 2.0, 10.0},
                  {"parental_mh", 2026.25, 2.0, 8.0},
                  {"da_response", 2026.25, 2.0, 6.0},
                  {"perinatal_ld", 2026.25, 2.0, 5.0},
                  {"prison_planning", 2026.25, 2.0, 3.0},
                  {"alternatives", 2026.25, 2.0, 4.0},
                  {"diversion", 2026.25, 2.0, 4.0},
                  {"out_of_hours", 2026.25, 2.0, 4.0},
                  {"shared_care", 2026.25, 2.0, 8.0},
                  {"housing_offer", 2026.25, 2.0, 4.0},
                  {"work_offer", 2026.25, 2.0, 4.0},
                  {"edge_first", 2026.25, 2.0, 0.1},
                  {"threshold", 2026.25, 2.0, 0.2},
                  {"open_door", 2026.25, 2.0, 0.5},
                  {"long_term", 2026.25, 2.0, 0.5},
                  {"safe_home", 2026.25, 2.0, 0.3},
                  {"prison_shock", 2026.25, 2.0, 0.2},
                  {"pooled", 2026.25, 2.0, 0.5},
                  {"adult_excess", 2026.25, 2.0, 0.01},
                  {"ring_fence", 2026.25, 2.0, 0.3},
                  {"margin_cap", 2026.25, 2.0, 0.5},
                  {"in_house", 2026.25, 2.0, 0.2},
                  {"pay", 2026.25, 2.0, 0.05},
                  {"reform_pause", 2026.25, 2.0, 0.2},
                  {"poverty", 2026.25, 2.0, -0.02}});
}

Plan plan_from(const nlohmann::json& scenario) {
  Plan plan;
  for (const nlohmann::json& step : scenario.at("steps")) {
    const std::string lever = step.at(0);
    plan.steps.push_back({find_lever(lever), step.at(1), step.at(2), step.at(3)});
    if (plan.steps.back().lever == lever_count) {
      throw std::runtime_error("the reference scenarios name an unknown lever, " + lever);
    }
  }
  for (const Setting& row : settings()) {
    plan.*row.in_plan = scenario.value(std::string(row.symbol), row.value);
  }
  plan.places_funded = scenario.value("places_funded", plan.places_funded);
  for (const std::string& loop : scenario.value("off", std::vector<std::string>{})) {
    plan.cut.at(find_loop(loop)) = true;
  }
  return plan;
}

// The top 53 bits of the generator as a number from 0 to 1: std::uniform_real_distribution differs between libraries.
double uniform(std::mt19937_64& generator) { return static_cast<double>(generator() >> 11) * 0x1.0p-53; }

} // namespace

Plan plan_of(std::initializer_list<Step> steps) {
  Plan plan;
  for (const Step& step : steps) {
    const std::size_t lever = find_lever(step.lever);
    if (lever == lever_count) {
      throw std::invalid_argument("the test names an unknown lever, " + std::string(step.lever));
    }
    plan.steps.push_back({lever, step.start, step.ramp, step.amount});
  }
  return plan;
}

Plan with(std::string_view lever, double amount, double start, double ramp) {
  return plan_of({{lever, start, ramp, amount}});
}

Plans typed_plans() {
  return {
      {"continue-as-now", {}},
      {"keep-the-promise", keep_the_promise(2026.25)},
      {"delay-3-years", keep_the_promise(2029.25)},
      {"cuts", cuts()},
      {"aftercare-as-long-as-needed", aftercare_as_long_as_needed()},
      {"time-limited-support", with("cap_years", -2.4, 2026.25, 2.0)},
      {"poverty-rise", with("poverty", 0.05, 2026.25, 5.0)},
      {"threshold-only", with("practice", 0.3, 2026.25, 3.0)},
      {"all-add-ons", all_add_ons()},
  };
}

std::filesystem::path figures_folder() {
  return std::filesystem::path(HEADWATER_SOURCE_DIR) / "tests" / "model" / "figures";
}

std::filesystem::path reference_folder() {
  return std::filesystem::path(HEADWATER_SOURCE_DIR) / ".." / "shared" / "reference" / "model2";
}

bool reference_is_here() { return std::filesystem::exists(reference_folder() / "scenarios2.json"); }

Plans reference_plans() {
  if (!reference_is_here()) {
    return typed_plans();
  }
  std::ifstream file(reference_folder() / "scenarios2.json");
  const nlohmann::json scenarios = nlohmann::json::parse(file);
  Plans plans;
  for (const auto& [name, scenario] : scenarios.items()) {
    plans.emplace(name, plan_from(scenario));
  }
  plans.emplace("all-add-ons", all_add_ons());
  return plans;
}

ParameterValues<double> without_add_ons(ParameterValues<double> values) {
  set(values, "budget_accepts", 0.0);
  set(values, "repeat_removal_share", 0.0);
  return values;
}

ParameterValues<double> reference_values() { return values_before_settling(); }
ParameterValues<double> reference_values_without_add_ons() { return without_add_ons(reference_values()); }

Trajectory run_plan(const Plan& plan, const ParameterValues<double>& values, int horizon, double step) {
  return run(values, scotland_drivers(plan), horizon, step);
}

Trajectory run_on(const ParameterValues<double>& at_start, const ParameterValues<double>& later, const Plan& plan) {
  Trajectory result;
  result.grid = plan_grid(scotland_drivers(plan));
  result.parameters = by_name(later);
  const Start<double> start = model::start(by_name(at_start), result.grid.moments.front());
  result.reference = start.reference;
  const auto slopes_of = [&](std::span<const Moment<double>> moments, double step, double origin) {
    return System<double>{result.parameters, result.reference, moments, step, origin};
  };
  const auto keep_step = [&](const State<double>& x, const State<double>& dxdt, double) {
    result.states.push_back(x);
    result.derivatives.push_back(dxdt);
  };
  Timetable timetable = result.grid.timetable();
  timetable.aprils = {}; // nothing but steps is kept
  State<double> x = initial_state(start);
  walk(timetable, 0, x, slopes_of, Ignore{}, Ignore{}, keep_step);
  State<double> last_slope;
  slopes_of(timetable.moments, timetable.step, start_time)(x, last_slope, grid_time(2 * timetable.steps));
  keep_step(x, last_slope, 0.0);
  return result;
}

ParameterValues<double> random_set(std::uint64_t number) {
  std::mt19937_64 generator(20110731 + number);
  ParameterValues<double> values = default_values();
  std::map<std::string_view, double> group_sums; // of each whole
  for (std::size_t i = 0; i < parameter_count; ++i) {
    const Parameter& row = parameters()[i];
    if (row.distribution == Distribution::fixed) {
      continue;
    }
    values[i] = row.low + (row.high - row.low) * uniform(generator);
    if (row.distribution == Distribution::logistic_normal) {
      group_sums[whole_of(row)] += values[i];
    }
  }
  for (std::size_t i = 0; i < parameter_count; ++i) {
    if (parameters()[i].distribution == Distribution::logistic_normal) {
      values[i] /= group_sums.at(whole_of(parameters()[i]));
    }
  }
  return values;
}

void set(ParameterValues<double>& values, std::string_view name, double value) {
  const std::size_t i = find_parameter(name);
  if (i == parameter_count) {
    throw std::invalid_argument("the test names an unknown parameter, " + std::string(name));
  }
  values[i] = value;
}

std::string name_of(std::size_t index) {
  if (const StockRow* row = stock_at(index)) {
    const std::string name(row->name);
    const std::size_t band = index - row->first;
    if (row->bands == band_count) {
      return name + " " + std::string(band_names[band]);
    }
    return row->bands == aftercare_band_count ? name + " " + std::string(aftercare_band_names[band]) : name;
  }
  if (index < stock_size + category_count) {
    return "cost of " + std::string(categories()[index - stock_size].name);
  }
  return "count of " + std::string(counters()[index - stock_size - category_count].name);
}

double on_31_july(const Trajectory& trajectory, Place place, int year) {
  return trajectory.states.at(trajectory.step_at(july_31(year)))[place.index];
}

double all_bands(const Trajectory& trajectory, const detail::Block<band_count>& stock, int year) {
  double total = 0.0;
  for (std::size_t b = 0; b < band_count; ++b) {
    total += on_31_july(trajectory, stock[b], year);
  }
  return total;
}

double looked_after(const Trajectory& trajectory, int year) {
  return living_away(trajectory, year) +
         trajectory.parameters.children_per_looked_after_family * all_bands(trajectory, stock::at_home, year);
}

double living_away(const Trajectory& trajectory, int year) {
  return trajectory.parameters.children_per_looked_after_family *
         (all_bands(trajectory, stock::kinship, year) + all_bands(trajectory, stock::foster, year) +
          all_bands(trajectory, stock::residential, year) + all_bands(trajectory, stock::secure, year));
}

double gained(const Trajectory& trajectory, Place accumulator, int from, int to) {
  return on_31_july(trajectory, accumulator, to) - on_31_july(trajectory, accumulator, from);
}

void expect_possible(const Trajectory& trajectory, const std::string& what) {
  std::set<std::string> seen; // each complaint once, at the first step it is true
  const auto complain = [&](const std::string& name, const char* trouble, std::size_t step, double value) {
    if (seen.insert(name + trouble).second) {
      ADD_FAILURE() << what << ": " << name << " is " << trouble << " at " << grid_time(2 * step, trajectory.grid.step)
                    << ": " << value;
    }
  };
  for (std::size_t n = 0; n < trajectory.states.size(); ++n) {
    for (std::size_t i = 0; i < state_size; ++i) {
      const double value = trajectory.states[n][i];
      if (!std::isfinite(value)) {
        complain(name_of(i), "not finite", n, value);
      } else if (i < stock_size && value < 0.0) {
        complain(name_of(i), "negative", n, value);
      }
    }
    if (n % 4 != 0) {
      continue; // shares move slowly, and a scene takes as long as a step
    }
    const SceneAt w(trajectory, n);
    const auto share = [&](const char* name, double value) {
      if (!(value >= 0.0 && value <= 1.0)) {
        complain(name, "outside 0 to 1", n, value);
      }
    };
    const Stocks<double>& s = w.stocks();
    share("trust", s.trust);
    share("universal reach", s.universal_reach);
    share("support after removal", s.after_removal_cover);
    share("supervision", s.supervision);
    share("new families already struggling", w->need.at_birth);
    share("relapses met with support", w->support.relapse_met);
    share("overflow to residential care", w->placement.overflow);
    for (std::size_t b = 0; b < band_count; ++b) {
      share("kinship share of entries", w->placement.kinship_share[b]);
      const double not_kin = w->placement.to_residential[b] + w->placement.to_foster[b];
      share("residential share of entries not to kin", not_kin > 0.0 ? w->placement.to_residential[b] / not_kin : 0.0);
    }
    share("supported at the point of leaving", w->leaving_care.supported_at_once);
    share("law of 2015", w->leaving_care.law_of_2015);
    share("brothers and sisters together", w->harm.siblings_together);
  }
}

} // namespace headwater::model::tests
