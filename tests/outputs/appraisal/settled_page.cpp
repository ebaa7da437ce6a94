#include "tests/outputs/appraisal/settled_page.hpp"

#include "model/quantities/settled.hpp"
#include "outputs/runs/run_plans.hpp"
#include "scenarios/scenario.hpp"
#include "tests/outputs/appraisal/charter_table.hpp"
#include "tests/scotland_drivers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <map>
#include <span>

namespace headwater::tests {
namespace {

using model::Category;
using model::Counter;
using model::ParameterValues;
using model::Plan;
using outputs::PlannedRun;

std::vector<model::AnnualRecord> to_2086(const std::vector<PlannedRun>& plans) {
  return outputs::run_years(plans, {.horizon = model::last_horizon, .threads = 0});
}

PlannedRun run_of(const std::string& name, const ParameterValues<double>& values, const Plan& plan) {
  return {name, values, scotland_drivers(plan)};
}

/// A figure with its sign, and the minus of the screen.
std::string signed_figure(double value, int digits = 0) {
  const std::string text = fmt::format("{:+.{}f}", value, digits);
  const std::string nothing = fmt::format("{:+.{}f}", 0.0, digits);
  return text == nothing || text == fmt::format("{:+.{}f}", -0.0, digits) ? nothing.substr(1)
         : text[0] == '-'                                                 ? "−" + text.substr(1)
                                                                          : text;
}

std::string arrow(const std::string& before, const std::string& after) {
  return before == after ? before : before + " → " + after;
}

template<std::size_t size>
std::string arrows(const std::array<double, size>& before, const std::array<double, size>& after, int digits = 0) {
  std::string text;
  for (std::size_t k = 0; k < size; ++k) {
    text += (k == 0 ? "" : " / ") + arrow(signed_figure(before[k], digits), signed_figure(after[k], digits));
  }
  return text;
}

// The points

const CharterRow& row_of(std::string_view name) {
  static const std::vector<CharterRow> rows = charter_rows();
  return *std::find_if(rows.begin(), rows.end(), [name](const CharterRow& row) { return row.name == name; });
}

/// A plan that shows what a point is about.
struct Shown {
  std::string words;
  Plan plan;
};

/// Money that ends while services are reorganised.
Plan pausing() {
  Plan plan = charter_plan({{"reform_pause", 2025.25, 0.25, 1.0}, {"reform_pause", 2029.25, 0.25, -1.0}});
  plan.wellbeing_end = row_of("Whole Family Wellbeing ends").plan.wellbeing_end;
  return plan;
}

Plan twenty_million(std::string_view lever) { return charter_plan({{lever, 2026.25, 2.0, 20.0 / model::user_prices}}); }

Shown plan_about(std::string_view point) {
  const auto row = [](const char* name) { return Shown{name, row_of(name).plan}; };
  if (point == "noticing_needs_trust") {
    return row("Universal only");
  }
  if (point == "recovery_while_supported") {
    return row("Intensive only");
  }
  if (point == "support_posts_at_least") {
    return {"Time limit at its bound", charter_plan({{"cap_years", 2026.25, 1.0, -2.9}})};
  }
  if (point == "places_ring_fenced" || point == "posts_charged_at_most") {
    return row("Time-limited");
  }
  if (point == "prevention_floor_indexed") {
    return {"Budgets cut by 5% a year for ten years",
            charter_plan({{"budget_growth", 2026.25, 0.5, -0.05}, {"budget_growth", 2036.25, 0.5, 0.05}})};
  }
  if (point == "pause_slows_fading") {
    return {"Whole Family Wellbeing ends, in a reform pause from 2025 to 2029", pausing()};
  }
  if (point == "shared_care_readiness") {
    return {"£20m shared care", twenty_million("shared_care")};
  }
  if (point == "accepted_2011") {
    return {"Threshold lowered by 0.5", charter_plan({{"threshold", 2026.25, 2.0, -0.5}})};
  }
  if (point == "edge_takes_time") {
    return {"£20m recovery", twenty_million("recovery")};
  }
  return row("Poverty +5 points");
}

CharterRow row_for(const Shown& shown) {
  CharterRow row{};
  row.name = shown.words;
  row.plan = shown.plan;
  return row;
}

/// What one set of values says: the baseline, Keep the Promise, and a plan that a point is about.
struct Said {
  double now_2040;
  double now_2086;
  CharterRow promise;
  CharterRow about;
};

std::vector<Said> said(const std::vector<std::pair<ParameterValues<double>, Shown>>& worlds) {
  std::vector<PlannedRun> plans;
  for (const auto& [values, shown] : worlds) {
    plans.push_back(run_of("continue-as-now", values, {}));
    plans.push_back(run_of("keep-the-promise", values, row_of("Keep the Promise").plan));
    plans.push_back(run_of(shown.words, values, shown.plan));
  }
  const std::vector<model::AnnualRecord> records = to_2086(plans);
  std::vector<Said> all;
  for (std::size_t i = 0; i < worlds.size(); ++i) {
    const model::AnnualRecord& now = records[3 * i];
    all.push_back({children(now, 2040, false), children(now, 2086, false),
                   measured(row_of("Keep the Promise"), records[3 * i + 1], now),
                   measured(row_for(worlds[i].second), records[3 * i + 2], now)});
  }
  return all;
}

std::string number(double value) { return fmt::format("{:.7g}", value); }

std::string table_of_points() {
  const ParameterValues<double> before = model::values_before_settling();
  std::vector<const model::SettledPoint*> points;
  std::vector<std::pair<ParameterValues<double>, Shown>> worlds;
  for (const model::SettledPoint& point : model::settled_points()) {
    if (point.is_refit()) {
      continue;
    }
    points.push_back(&point);
    const Shown shown = plan_about(point.parameter);
    ParameterValues<double> alone = before;
    alone[point.position()] = model::parameters()[point.position()].value;
    worlds.emplace_back(before, shown);
    worlds.emplace_back(alone, shown);
  }
  const std::vector<Said> all = said(worlds);
  std::string text =
      "| point | doubt | parameter | before → settled | Continue as now, looked after 2040 / 2086 | Keep the "
      "Promise, purse to 2046 / 2066 / 2086 | a plan it is about: looked after 2040; purse to 2046 / 2066 / "
      "2086 |\n|---|---|---|---|---|---|---|\n";
  for (std::size_t i = 0; i < points.size(); ++i) {
    const Said& was = all[2 * i];
    const Said& is = all[2 * i + 1];
    text += fmt::format("| {} | {} | `{}` | {} → {} | {} / {} | {} | {}: {}; {} |\n", points[i]->point, points[i]->why,
                        points[i]->parameter, number(points[i]->before),
                        number(model::parameters()[points[i]->position()].value),
                        signed_figure(is.now_2040 - was.now_2040), signed_figure(is.now_2086 - was.now_2086),
                        arrows(was.promise.purse, is.promise.purse), is.about.name,
                        arrow(signed_figure(was.about.looked_after[1]), signed_figure(is.about.looked_after[1])),
                        arrows(was.about.purse, is.about.purse));
  }
  return text;
}

std::string table_of_refits() {
  std::string text = "| parameter | before | fitted again | why |\n|---|---:|---:|---|\n";
  for (const model::SettledPoint& point : model::settled_points()) {
    if (point.is_refit()) {
      text += fmt::format("| `{}` | {} | {} | {} |\n", point.parameter, number(point.before),
                          number(model::parameters()[point.position()].value), point.why);
    }
  }
  return text;
}

std::string table_one() {
  const std::vector<CharterRow> rows = charter_rows();
  std::vector<PlannedRun> plans;
  for (const ParameterValues<double>& values : {model::values_before_settling(), model::default_values()}) {
    const ParameterValues<double> world = world_of_the_table(values);
    plans.push_back(run_of("continue-as-now", world, in_world_of_the_table({})));
    for (const CharterRow& row : rows) {
      plans.push_back(run_of(row.name, world, in_world_of_the_table(row.plan)));
    }
  }
  const std::vector<model::AnnualRecord> records = to_2086(plans);
  const std::size_t half = rows.size() + 1;
  const auto now = [&](int year) {
    return arrow(fmt::format("{:.0f}", children(records[0], year, false)),
                 fmt::format("{:.0f}", children(records[half], year, false)));
  };
  std::string text = fmt::format("Continue as now, looked after: {} in 2024, {} in 2030, {} in 2040, {} in 2066, {} in "
                                 "2086.\n\n",
                                 now(2024), now(2030), now(2040), now(2066), now(2086));
  text +=
      "| plan | looked after 2030 / 2040 | away 2040 / 2066 / 2086 | purse to 2046 / 2066 / 2086 | beyond care, public "
      "| harm at home / from separation to 2046, % | pays back |\n|---|---|---|---|---|---|---|\n";
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const CharterRow was = measured(rows[i], records[i + 1], records[0]);
    const CharterRow is = measured(rows[i], records[half + i + 1], records[half]);
    const auto year = [](int pays_back) { return pays_back == 0 ? std::string("–") : std::to_string(pays_back); };
    text +=
        fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", rows[i].name, arrows(was.looked_after, is.looked_after),
                    arrows(was.away, is.away), arrows(was.purse, is.purse), arrows(was.beyond_care, is.beyond_care),
                    arrows(was.harm, is.harm, 1), arrow(year(was.pays_back), year(is.pays_back)));
  }
  return text;
}

// What does not move a headline

struct Headline {
  const char* words;
  double (*level)(const model::AnnualRecord& record);
};

double cost_of_2040(const model::AnnualRecord& record, std::span<const model::CostClass> classes) {
  double total = 0.0;
  for (std::size_t i = 0; i < model::category_count; ++i) {
    if (std::find(classes.begin(), classes.end(), model::categories()[i].cost_class) != classes.end()) {
      const std::size_t place = model::accumulator(static_cast<Category>(i)).index;
      total += record.on_31_july(2040)[place] - record.on_31_july(2039)[place];
    }
  }
  return total;
}
double counted_to_2046(const model::AnnualRecord& record, Counter counter) {
  const std::size_t place = model::accumulator(counter).index;
  return record.on_31_july(2046)[place] - record.on_31_july(2026)[place];
}

constexpr Headline headlines[] = {
    {"looked after 2040", [](const model::AnnualRecord& r) { return children(r, 2040, false); }},
    {"looked after 2086", [](const model::AnnualRecord& r) { return children(r, 2086, false); }},
    {"away 2040", [](const model::AnnualRecord& r) { return children(r, 2040, true); }},
    {"harm at home", [](const model::AnnualRecord& r) { return counted_to_2046(r, Counter::harm_at_home); }},
    {"harm from separation",
     [](const model::AnnualRecord& r) { return counted_to_2046(r, Counter::harm_from_separation); }},
    {"operating cost 2040",
     [](const model::AnnualRecord& r) {
       using enum model::CostClass;
       return cost_of_2040(r, std::array{universal, targeted, care_system});
     }},
    {"failure demand 2040",
     [](const model::AnnualRecord& r) { return cost_of_2040(r, std::array{model::CostClass::failure_demand}); }},
};

/// The largest change of a headline, per cent, and of which.
struct Change {
  double per_cent = 0.0;
  std::string of = "nothing";
};

Change largest(const model::AnnualRecord& one, const model::AnnualRecord& other, Change so_far = {},
               const std::string& under = {}) {
  for (const Headline& headline : headlines) {
    const double change = 100.0 * (headline.level(other) / headline.level(one) - 1.0);
    if (std::abs(change) > std::abs(so_far.per_cent)) {
      so_far = {change, headline.words + (under.empty() ? "" : ", " + under)};
    }
  }
  return so_far;
}

/// A lever that an add-on brought, with what it needs beside it.
struct AddOn {
  std::string_view lever;
  std::vector<CharterStep> beside = {};
};

std::vector<AddOn> add_ons() {
  const double twenty = 20.0 / model::user_prices;
  const std::vector<CharterStep> adult{
      {"recovery", 2026.25, 2.0, twenty}, {"parental_mh", 2026.25, 2.0, twenty}, {"da_response", 2026.25, 2.0, twenty}};
  const std::vector<CharterStep> pooled{{"pooled", 2026.25, 1.0, 1.0}};
  std::vector<CharterStep> squeezed = pooled;
  squeezed.push_back({"adult_excess", 2026.25, 1.0, 0.02});
  std::vector<AddOn> all;
  for (std::size_t i = model::find_lever("recovery"); i < model::lever_count; ++i) {
    const std::string_view symbol = model::levers()[i].symbol;
    all.push_back({symbol, symbol == "edge_first"     ? adult
                           : symbol == "adult_excess" ? pooled
                           : symbol == "ring_fence"   ? squeezed
                           : symbol == "pooled"       ? std::vector<CharterStep>{{"adult_excess", 2026.25, 1.0, 0.02}}
                                                      : std::vector<CharterStep>{}});
  }
  return all;
}

Plan with_steps(Plan plan, const std::vector<CharterStep>& steps) {
  for (const CharterStep& step : steps) {
    plan.steps.push_back({model::find_lever(step.lever), step.start, step.ramp, step.amount});
  }
  return plan;
}

std::string table_of_levers() {
  const std::vector<AddOn> list = add_ons();
  std::vector<PlannedRun> plans;
  std::vector<std::pair<std::size_t, double>> bounds; // of which add-on, at which amount
  for (std::size_t i = 0; i < list.size(); ++i) {
    const model::Lever& lever = model::levers()[model::find_lever(list[i].lever)];
    for (const double bound : {lever.evidence_low, lever.evidence_high}) {
      if (bound == 0.0) {
        continue;
      }
      const double amount = lever.kind == model::LeverKind::money ? bound / model::user_prices : bound;
      const Plan beside = with_steps({}, list[i].beside);
      plans.push_back(run_of("beside", model::default_values(), beside));
      plans.push_back(run_of(std::string(lever.symbol), model::default_values(),
                             with_steps(beside, {{lever.symbol, 2026.25, 2.0, amount}})));
      bounds.emplace_back(i, bound);
    }
  }
  const std::vector<model::AnnualRecord> records = to_2086(plans);
  std::map<std::size_t, Change> found;
  std::map<std::size_t, double> at;
  for (std::size_t k = 0; k < bounds.size(); ++k) {
    const auto [i, bound] = bounds[k];
    const Change change = largest(records[2 * k], records[2 * k + 1]);
    if (std::abs(change.per_cent) > std::abs(found[i].per_cent) || !at.contains(i)) {
      found[i] = change;
      at[i] = bound;
    }
  }
  std::string text = "| lever | at | largest change of a headline, % | of which |\n|---|---:|---:|---|\n";
  std::vector<std::size_t> order;
  for (const auto& [i, change] : found) {
    order.push_back(i);
  }
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::abs(found[a].per_cent) < std::abs(found[b].per_cent);
  });
  for (const std::size_t i : order) {
    text += fmt::format("| `{}` | {} | {} | {} |\n", model::levers()[model::find_lever(list[i].lever)].name,
                        number(at[i]), signed_figure(found[i].per_cent, 2), found[i].of);
  }
  return text;
}

struct Merge {
  const char* words;
  int saved; ///< parameters
  std::vector<std::pair<const char*, double>> values;
};

std::vector<Merge> merges() {
  return {
      {"Seven elasticities to the pressure on parents to two, and one each of the weight in treatment, of leaving it, "
       "of "
       "relapse and of the time of recovery",
       14,
       {{"pressure_escalation", 0.0},
        {"pressure_relapse", 0.0},
        {"pressure_recovery", 0.0},
        {"pressure_support", 0.0},
        {"pressure_return", 0.0},
        {"engagement_elasticity", 0.0},
        {"pressure_onset", 0.48},
        {"pressure_hazard", 0.48},
        {"mental_treated_weight", 0.6},
        {"abuse_treated_weight", 0.6},
        {"mental_dropout", 0.4},
        {"abuse_dropout", 0.4},
        {"substance_relapse", 0.25},
        {"abuse_relapse", 0.25},
        {"mental_relapse", 0.25},
        {"abuse_recovery_time", 3.0}}},
      {"One share of removals for which shared care would do",
       3,
       {{"shared_care_0_4", 0.115},
        {"shared_care_5_11", 0.115},
        {"shared_care_12_15", 0.115},
        {"shared_care_16_17", 0.115}}},
      {"No answer of acceptance to the budget", 1, {{"budget_accepts", 0.0}}},
      {"No fall of repeat removals", 2, {{"repeat_removal_share", 0.0}}},
      {"No learning disability apart from perinatal help", 2, {{"learning_disability_share", 0.0}}},
      {"No premium of an entry in an emergency", 1, {{"cost_emergency_entry", 0.0}}},
      {"No synergy of pressures beyond their product, none with poverty",
       2,
       {{"pressure_synergy", 0.0}, {"poverty_synergy", 0.0}}},
  };
}

/// Shipped plans, and every add-on's lever at the end of what is known of it.
std::vector<std::pair<std::string, Plan>> probes() {
  const std::filesystem::path folder = std::filesystem::path(HEADWATER_SOURCE_DIR) / "scenarios";
  std::vector<std::pair<std::string, Plan>> all;
  for (const std::string& id : scenarios::shipped_scenarios(folder)) {
    all.emplace_back(id, scenarios::read_scenario(folder / (id + ".toml"), folder).value.value().plan);
  }
  for (const AddOn& add_on : add_ons()) {
    const model::Lever& lever = model::levers()[model::find_lever(add_on.lever)];
    const double amount =
        lever.kind == model::LeverKind::money ? lever.evidence_high / model::user_prices : lever.evidence_high;
    all.emplace_back(std::string(lever.name),
                     with_steps(with_steps({}, add_on.beside), {{lever.symbol, 2026.25, 2.0, amount}}));
  }
  return all;
}

std::string table_of_merges() {
  const std::vector<std::pair<std::string, Plan>> plans = probes();
  std::vector<PlannedRun> runs;
  const auto add = [&](const ParameterValues<double>& values) {
    for (const auto& [name, plan] : plans) {
      runs.push_back(run_of(name, values, plan));
    }
  };
  add(model::default_values());
  const std::vector<Merge> list = merges();
  for (const Merge& merge : list) {
    ParameterValues<double> values = model::default_values();
    for (const auto& [name, value] : merge.values) {
      values[model::find_parameter(name)] = value;
    }
    add(values);
  }
  const std::vector<model::AnnualRecord> records = to_2086(runs);
  std::string text =
      "| what would go | parameters fewer | largest change of a headline, % | of which |\n|---|---:|---:|---|\n";
  for (std::size_t m = 0; m < list.size(); ++m) {
    Change change;
    for (std::size_t i = 0; i < plans.size(); ++i) {
      change = largest(records[i], records[(m + 1) * plans.size() + i], change, "under " + plans[i].first);
    }
    text += fmt::format("| {} | {} | {} | {} |\n", list[m].words, list[m].saved, signed_figure(change.per_cent, 2),
                        change.of);
  }
  return text;
}

} // namespace

std::string settled_page() {
  return fmt::format(
      R"(# What was settled

Made by `build/release/tests/outputs/write_settled > model/SETTLED.md`; a test compares it. Looked after and away are children;
the purse is operating cost, failure demand, lost tax and wider failure demand, present value in £ million of 2024-25, + saves.

The equations were first held against an independent implementation of them, to 1e-10 in every derivative. Then both were
doubted in places. Each doubt is settled by one parameter that is never drawn: at the value *before* the agreement is as it was
(and tested so), at its default the equations are as they stand in [EQUATIONS.md](EQUATIONS.md). `headwater explain NAME` says
what it was. A scenario may set it back under `[parameters]`.

## The points

Each alone: the world before, and with this point settled and nothing fitted again. What is never nought, what rests where it begins and
who pays for places move no headline of any plan shown.

{}
Points that needed no such parameter:

* **L2 reaches intensive support and no further.** Families in long-term support or shared care still leave it only as it ends or breaks
  down. And the mean stay in support (`Dm`), which sets how deep a working relationship gets and for how many places a longer limit or
  met relapses are charged, still leaves out those who recover by themselves: 1.02 years in 2011, with them 0.85.
* **L3, fear.** Less trust lowers removals where places are short and raises them where they are not. [LOOPS.md](LOOPS.md) shows
  both with numbers, and L3 and L12 are called vicious circles only where places are not short.
* **L4, poles.** The least priority of severe need, -0.9, stays above nought at every value believed of what it is added to
  (tested); a residential share levels off above nought (`residential_share_floor`); a loan whose end is not named is refused.
* **L4, strain** of caseload levels off where there is twice as much as in 2011 (`caseload_strain_limit`); neither text of the equations
  has that.
* **L6, beyond care.** Its level overstates: differences between plans are what is meant, and what is quoted.
* **L7, what an anchor is.** The elasticity to preventive money is of crisis entries from August 2030 to July 2031, the year in
  which five years from April 2026 are over, as for poverty. It has to lie in its bar for the prevention budget alone and with Whole
  Family Wellbeing money. Earlier the year after was looked at, without being named: there, with that money, it is now -0.160, at the
  bar itself.
* **L8, switches.** Each cut loop, all at once, loans and practice below nought are held against a second way of saying the
  same (`tests/model/switches_test.cpp`): there are no independent figures of a derivative with a switch.
* **6.1, large loans.** Repayment levels off below the prevention budget (`loan_repayment_limit`), so what is left stays above
  nought and what is not repaid stays owed. That is stricter than a floor under the difference, which would spend it twice.
* **6.2, the pause**, is stated with the larger of the gap and nought in place of a smooth blend: both are one while no pause is on.
* **6.3 to 6.6** are said where the levers are explained: how little the last of 20 million of shared care does, that an open
  door alone brings more into care, that half in house may save or cost, when a cap on margins costs, and that most of what adult
  services do to care is help at the edge of it. Every number there is tested.
* **Families refused** are counted against 2011, as the independent implementation does; the text would count them against what the
  budget accepts.
* **6.7, plans behind quoted results**: `scenarios/reform-pause.toml`, and in `tests/scenarios/plans` the pooled budget with and
  without a ring-fence and the bundle that meets a target.

## One fit for all

{}
Support no longer stops families from recovering by themselves. Left at that, places would turn over faster and 20 million for
intensive support do a quarter more; but the 0.75 a year at which supported families recovered was a belief about all of them, so that
the part that comes by itself is taken off what is because of support. Both risks of the first anchor are then nearer to what studies
found than they were without that. Fitted again, by least squares on the logarithm of all 125 published figures' counterparts, to the
history as it was before: no series' mean error is worse by more than 0.02 points. The three costs were set so that Follow the Money
is met as before. Ranges moved with their centres.

## Table I, before and after

Without what parents' needs, shared care and controls add, as the table had it; before → settled.

{}
## What does not earn its place

An add-on that changes no headline by 1% may go. Headlines here: children looked after in 2040 and 2086 and away from home in 2040, harm at
home and from separation to 2046, operating cost and failure demand of the year to July 2040. Each lever that the add-ons brought, from
2026, as far as what is known of it reaches:

{}
What might be merged or dropped without a lever of its own, over every shipped plan and each of those levers:

{}
Factors that only ever stand as a product (a share and its effect: learning disability, help out of hours, repeat removals; the odds of
poverty, the share of them that is cause, and its synergy; the share of agencies and their margin) would merge to one
number each without any change: six parameters.

**Nothing is dropped.** Each lever below 1% is the answer to a founding statement ([TRACEABILITY.md](TRACEABILITY.md)), and one that
does little is worth knowing; where two numbers only act as a product, one of them has a source and the other is assumed, and merging
them would hide which. The independent implementation sets each by itself, so that every merge would cost the agreement with
it. If the model has to be smaller, begin with the products, then the fourteen of the first row.
)",
      table_of_points(), table_of_refits(), table_one(), table_of_levers(), table_of_merges());
}

} // namespace headwater::tests
