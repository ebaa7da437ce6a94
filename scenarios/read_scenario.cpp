// From a scenario file and its ancestors to one scenario: the child adds its levers to those of its parent, and what it
// sets besides takes the place of what its parent set.
#include "scenarios/lever_range.hpp"
#include "scenarios/lever_words.hpp"
#include "scenarios/reading/inside_folder.hpp"
#include "scenarios/reading/nearest.hpp"
#include "scenarios/scenario.hpp"
#include "scenarios/scenario_file.hpp"
#include "scenarios/stated_prices.hpp"

#include "model/quantities/parameters.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace headwater::scenarios {
namespace {
namespace fs = std::filesystem;

Problem problem_in(const ScenarioFile& file, Position at, std::string what, std::string allowed = "",
                   std::string nearest = "") {
  return {file.path.generic_string(), at.line, at.column, std::move(what), std::move(allowed), std::move(nearest)};
}

/// Where the parent of a file lies; nothing, and a problem, where there is no such file.
std::optional<fs::path> parent_of(const ScenarioFile& file, const fs::path& shipped_folder,
                                  std::vector<Problem>& problems) {
  const Stated<std::string>& named = *file.parent;
  const std::vector<std::string> shipped = shipped_scenarios(shipped_folder);
  const auto is_shipped = [&](const std::string& name) {
    return std::find(shipped.begin(), shipped.end(), name) != shipped.end();
  };
  if (is_shipped(named.value)) {
    return shipped_folder / (named.value + ".toml");
  }
  Read<fs::path> path = inside_folder_of(file.path, named.value);
  if (!path.value) {
    for (Problem& problem : path.problems) {
      problems.push_back(problem_in(file, named.at, "the parent " + problem.what,
                                    "the name of a shipped scenario, or " + problem.allowed));
    }
    return std::nullopt;
  }
  std::error_code error;
  if (fs::exists(*path.value, error)) {
    return *path.value;
  }
  std::vector<std::string> names = shipped;
  for (const std::string& beside : shipped_scenarios(fs::absolute(file.path).parent_path())) {
    names.push_back(beside);
    names.push_back(beside + ".toml");
  }
  std::string meant = nearest(named.value, names);
  if (!meant.empty() && !is_shipped(meant) && !meant.ends_with(".toml")) {
    meant += ".toml"; // a file beside is named with its extension
  }
  problems.push_back(problem_in(file, named.at, "there is no parent " + in_quotes(named.value),
                                "the name of a shipped scenario, or a path relative to this file, inside its folder",
                                std::move(meant)));
  return std::nullopt;
}

/// The file and its ancestors, the first ancestor first; incomplete where there are problems.
std::vector<ScenarioFile> read_chain(const fs::path& file, const fs::path& shipped_folder,
                                     std::vector<Problem>& problems) {
  std::vector<ScenarioFile> chain;
  std::vector<fs::path> visited;
  fs::path next = file;
  while (true) {
    std::error_code error;
    const fs::path canonical = fs::weakly_canonical(next, error);
    const auto seen = std::find(visited.begin(), visited.end(), canonical);
    if (seen != visited.end()) {
      std::string circle;
      for (auto at = seen; at != visited.end(); ++at) {
        circle += at->filename().string() + " -> ";
      }
      const ScenarioFile& last = chain.back();
      problems.push_back(problem_in(last, last.parent->at,
                                    "the parents go round in a circle: " + circle + canonical.filename().string(),
                                    "a parent that does not build on this file"));
      break;
    }
    visited.push_back(canonical);
    std::optional<ScenarioFile> read = read_scenario_file(next, problems);
    if (!read) {
      break;
    }
    chain.push_back(std::move(*read));
    if (!chain.back().parent) {
      break;
    }
    const std::optional<fs::path> parent = parent_of(chain.back(), shipped_folder, problems);
    if (!parent) {
      break;
    }
    next = *parent;
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

/// Which bounds of levers a check is of: outside the first a scenario is refused, outside the second it is warned of.
struct Bounds {
  double model::Lever::*low;
  double model::Lever::*high;
};
constexpr Bounds allowed_bounds{&model::Lever::low, &model::Lever::high};
constexpr Bounds known_bounds{&model::Lever::evidence_low, &model::Lever::evidence_high};

/// Notes each lever that the statements of `file`, on top of those before, take out of its bounds.
void check_lever_ranges(const ScenarioFile& file, const std::vector<StatedLever>& with_ancestors, const Bounds& bounds,
                        std::vector<bool>& noted, std::vector<Problem>& problems) {
  for (std::size_t lever = 0; lever < model::lever_count; ++lever) {
    const auto of_lever = [&](const StatedLever& stated) { return stated.lever == lever; };
    const auto last = std::find_if(file.levers.rbegin(), file.levers.rend(), of_lever);
    if (noted[lever] || last == file.levers.rend()) {
      continue;
    }
    const model::Lever& row = model::levers()[lever];
    const double low = bounds.low == allowed_bounds.low ? lowest_amount(lever) : row.*bounds.low;
    const double high = row.*bounds.high;
    const std::optional<OutOfRange> worst = out_of_range(lever, with_ancestors, low, high);
    if (!worst) {
      continue;
    }
    noted[lever] = true;
    // Blame the last statement that has begun by then: without it the total would have been another.
    const auto begun = [&](const StatedLever& stated) {
      return of_lever(stated) && stated.start.begins() <= worst->time;
    };
    const auto blamed = std::find_if(file.levers.rbegin(), file.levers.rend(), begun);
    const std::string unit = unit_in_words(row.unit);
    const std::string total = fmt::format("{} adds up to {:.6g}{}{} in {}", row.name, worst->total,
                                          unit.empty() ? "" : " ", unit, model::fiscal_year_of(worst->time).label());
    const Position at = (blamed == file.levers.rend() ? last : blamed)->at;
    problems.push_back(bounds.low == allowed_bounds.low
                           ? problem_in(file, at, total, range_in_words(low, high, unit))
                           : problem_in(file, at, total + ", further than what is known. " + evidence_in_words(row)));
  }
}

/// Notes each lever that begins in the past.
void check_starts(const ScenarioFile& file, std::vector<Problem>& warnings) {
  for (const StatedLever& stated : file.levers) {
    if (stated.start < plans_begin) {
      warnings.push_back(problem_in(
          file, stated.at,
          fmt::format("{} begins in {}, in the past: years that are known are then run as they were not, and the "
                      "comparison begins there. Plans begin in {}",
                      model::levers()[stated.lever].name, stated.start.label(), plans_begin.label())));
    }
  }
}

/// Money that files of the chain have in other prices becomes money of 2024-25.
void restate_money(std::vector<ScenarioFile>& chain, const Deflator* deflator, std::vector<Problem>& problems) {
  for (ScenarioFile& file : chain) {
    for (StatedLever& stated : file.levers) {
      if (!stated.price_base.empty() && deflator == nullptr) {
        problems.push_back(problem_in(file, stated.at, "there is no deflator to restate this money by",
                                      "money in real 2024-25 prices, and no price_base"));
      } else if (deflator != nullptr) {
        if (const std::optional<std::string> allowed = restate(stated, *deflator)) {
          problems.push_back(problem_in(
              file, stated.at, fmt::format("the deflator has no prices of {} for this money", stated.price_base),
              "a price_base of " + *allowed));
        }
      }
    }
  }
}

/// One loan has one end and one contract: notes a statement that names another than those before it.
void check_loan_ends(const std::vector<ScenarioFile>& chain, std::vector<Problem>& problems) {
  std::optional<model::FiscalYear> until;
  const StatedLever* before = nullptr;
  for (const ScenarioFile& file : chain) {
    for (const StatedLever& stated : file.levers) {
      if (stated.lever == loan_lever) {
        if (before != nullptr && before->terms != stated.terms) {
          problems.push_back(problem_in(file, stated.at, "the loan has other terms here than before",
                                        "one repay_by, interest and repayment for all steps of the loan"));
        }
        before = &stated;
      }
      if (until && stated.until && *until != *stated.until) {
        problems.push_back(problem_in(
            file, stated.at,
            fmt::format("the loan is drawn until {} here and until {} before", stated.until->label(), until->label()),
            "one \"until\" for all steps of the loan"));
      }
      until = stated.until ? stated.until : until;
    }
  }
}

/// Shares of a whole must still add to 1.
void check_shares(const ScenarioFile& file, const std::map<std::size_t, double>& overrides,
                  std::vector<Problem>& problems) {
  std::map<std::string_view, Position> touched; // where the file last sets a share of each whole
  for (const StatedOverride& override : file.overrides) {
    if (const std::string_view whole = model::whole_of(model::parameters()[override.parameter]); !whole.empty()) {
      touched[whole] = std::max(touched[whole], override.at);
    }
  }
  for (const auto& [whole, at] : touched) {
    double sum = 0.0;
    std::string names;
    for (std::size_t i = 0; i < model::parameter_count; ++i) {
      if (model::whole_of(model::parameters()[i]) == whole) {
        const auto set = overrides.find(i);
        sum += set == overrides.end() ? model::parameters()[i].value : set->second;
        names += (names.empty() ? "" : ", ") + std::string(model::parameters()[i].name);
      }
    }
    if (sum < 1.0 - 1e-9 || sum > 1.0 + 1e-9) {
      problems.push_back(problem_in(file, at, fmt::format("these shares add up to {:.6g}: {}", sum, names),
                                    "shares that add up to 1"));
    }
  }
}

/// The chain as one scenario.
Scenario merge(std::vector<ScenarioFile> chain) {
  Scenario scenario;
  std::map<std::size_t, Override> overrides;
  std::optional<Kind> kind;
  scenario.baseline = chain.front().id;
  scenario.baseline_file = chain.front().path;
  for (const ScenarioFile& file : chain) { // of the whole plan, whichever file states a step
    scenario.payer = file.payer ? file.payer : scenario.payer;
  }
  for (ScenarioFile& file : chain) {
    scenario.parent = std::exchange(scenario.id, file.id);
    scenario.file = file.path;
    scenario.name = file.name->value;
    scenario.name_at = file.name->at;
    scenario.question = file.question ? file.question->value : "";
    scenario.area = file.area ? file.area->value : scenario.area;
    for (std::size_t i = 0; i < model::setting_count; ++i) {
      double& setting = scenario.plan.*model::settings()[i].in_plan;
      setting = file.settings[i].value_or(setting);
    }
    scenario.beyond_range = scenario.beyond_range || file.beyond_range;
    kind = file.kind ? file.kind : kind;
    scenario.plan.cut = file.cut.value_or(scenario.plan.cut);
    for (const StatedOverride& override : file.overrides) {
      overrides[override.parameter] = {override.parameter, override.value, file.only_in_this_plan};
    }
    for (StatedLever& stated : file.levers) {
      add_to_plan(scenario, stated);
      scenario.levers.push_back(std::move(stated));
    }
    // The file that was asked for comes first, then what it builds on.
    scenario.inputs.insert(scenario.inputs.begin(), std::make_move_iterator(file.inputs.begin()),
                           std::make_move_iterator(file.inputs.end()));
  }
  scenario.kind = kind.value_or(usual_kind(scenario.plan));
  for (const auto& [parameter, override] : overrides) {
    scenario.overrides.push_back(override);
  }
  return scenario;
}

} // namespace

namespace {

/// The loan with what a statement draws.
Loan with_draws(std::optional<Loan> loan, const StatedLever& stated) {
  std::map<int, double> drawn;
  for (const ScheduledYear& year : loan ? loan->drawn : std::vector<ScheduledYear>{}) {
    drawn[year.year.first] += year.amount;
  }
  for (const ScheduledYear& year : stated.years) {
    drawn[year.year.first] += year.amount;
  }
  Loan with{*stated.terms, *stated.until, {}};
  for (const auto& [year, amount] : drawn) {
    with.drawn.push_back({model::FiscalYear{year}, amount});
  }
  return with;
}

} // namespace

void add_to_plan(Scenario& scenario, const StatedLever& stated) {
  model::Plan& plan = scenario.plan;
  if (stated.terms) {
    for (const ScheduleStep& step : steps_of(stated.years)) {
      plan.steps.push_back({borrowed_for_lever, step.start, step.ramp, step.amount / model::user_prices});
    }
    scenario.payers.resize(plan.steps.size(), all_by(Payer::council));
    scenario.loan = with_draws(std::move(scenario.loan), stated);
    return;
  }
  const bool money = model::levers()[stated.lever].kind == model::LeverKind::money;
  const double price = money ? model::user_prices : 1.0;
  if (stated.years.empty()) {
    plan.steps.push_back({stated.lever, stated.start.begins(), stated.ramp, stated.amount / price});
    if (stated.end) {
      plan.steps.push_back({stated.lever, fall_before(*stated.end), schedule_ramp, -stated.amount / price});
    }
  }
  for (const ScheduleStep& step : stated.years.empty() ? std::vector<ScheduleStep>{} : steps_of(stated.years)) {
    plan.steps.push_back({stated.lever, step.start, step.ramp, step.amount / price});
  }
  if (stated.until) {
    plan.loan_end = stated.until->begins();
  }
  scenario.payers.resize(plan.steps.size(), payer_of(scenario, stated));
}

std::optional<PayerShares> payer_of(const Scenario& scenario, const StatedLever& stated) {
  if (stated.payer || model::levers()[stated.lever].kind != model::LeverKind::money || stated.lever == loan_lever) {
    return stated.payer;
  }
  // Moved money stays with whom it is taken from.
  return stated.moved && !scenario.payer ? all_by(Payer::council) : scenario.payer;
}

Read<Scenario> read_scenario(const fs::path& file, const fs::path& shipped_folder, const Deflator* deflator) {
  Read<Scenario> read;
  std::vector<ScenarioFile> chain = read_chain(file, shipped_folder, read.problems);
  restate_money(chain, deflator, read.problems);
  std::vector<StatedLever> levers;
  std::vector<bool> noted(model::lever_count, false);
  std::vector<bool> warned(model::lever_count, false);
  std::vector<Problem> warnings;
  std::map<std::size_t, double> overrides;
  for (const ScenarioFile& link : chain) {
    levers.insert(levers.end(), link.levers.begin(), link.levers.end());
    check_lever_ranges(link, levers, allowed_bounds, noted, read.problems);
    check_lever_ranges(link, levers, known_bounds, warned, warnings);
    check_starts(link, warnings);
    for (const StatedOverride& override : link.overrides) {
      overrides[override.parameter] = override.value;
    }
    check_shares(link, overrides, read.problems);
  }
  check_loan_ends(chain, read.problems);
  sort(read.problems);
  if (read.problems.empty()) {
    sort(warnings);
    read.value = merge(std::move(chain));
    read.value->warnings = std::move(warnings);
  }
  return read;
}

} // namespace headwater::scenarios
