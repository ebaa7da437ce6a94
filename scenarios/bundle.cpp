#include "scenarios/bundle.hpp"

#include "model/quantities/lever_prices.hpp"
#include "scenarios/lever_range.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace headwater::scenarios {
namespace {

constexpr std::size_t practice = model::find_lever("decision_practice");
constexpr std::size_t threshold = model::find_lever("support_threshold");
constexpr std::size_t aim = model::find_lever("edge_of_care_first");

/// Why a lever may be in no bundle; empty where it may. `own`: what the scenario states of its own.
std::string why_not(std::size_t lever, const std::vector<StatedLever>& own) {
  const model::Lever& row = model::levers()[lever];
  if (lever == practice) {
    return fmt::format("{} leaves children at home by decision, so no target is sought by it", row.name);
  }
  if (lever == threshold && out_of_range(lever, own, row.low, 0.0)) {
    return fmt::format("{} above 0 refuses families, so no target is sought by it", row.name);
  }
  switch (model::price_of_lever(lever)) {
  case model::LeverPrice::paid:
    return "";
  case model::LeverPrice::rule:
    return fmt::format("{} is a rule without a price: what it gains looks free, so no target is sought by it",
                       row.name);
  case model::LeverPrice::transfer:
    return fmt::format("{} is a change in the world whose price stands apart, so no target is sought by it", row.name);
  }
  return "";
}

bool is_own(const Scenario& scenario, const StatedLever& stated) { return stated.scenario == scenario.id; }

/// A statement with its amounts scaled.
StatedLever scaled(StatedLever stated, double scale) {
  stated.amount *= scale;
  for (ScheduledYear& year : stated.years) {
    year.amount *= scale;
  }
  return stated;
}

std::vector<StatedLever> those(const Bundle& bundle, bool are_scaled) {
  std::vector<StatedLever> found;
  for (std::size_t i = 0; i < bundle.levers.size(); ++i) {
    if (bundle.is_scaled[i] == are_scaled) {
      found.push_back(bundle.levers[i]);
    }
  }
  return found;
}

} // namespace

std::vector<std::size_t> Bundle::scaled_levers() const {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < levers.size(); ++i) {
    if (is_scaled[i]) {
      found.push_back(levers[i].lever);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::vector<std::string> Bundle::held_levers(const Scenario& scenario) const {
  std::vector<std::string> names;
  for (std::size_t lever = 0; lever < model::lever_count; ++lever) {
    for (std::size_t i = 0; i < levers.size(); ++i) {
      if (levers[i].lever == lever && !is_scaled[i] && is_own(scenario, levers[i])) {
        names.emplace_back(model::levers()[lever].name);
        break;
      }
    }
  }
  return names;
}

Read<Bundle> bundle_of(const Scenario& scenario, const std::vector<std::size_t>& named) {
  Read<Bundle> read;
  std::vector<StatedLever> own;
  std::copy_if(scenario.levers.begin(), scenario.levers.end(), std::back_inserter(own),
               [&](const StatedLever& stated) { return is_own(scenario, stated); });
  Bundle bundle{scenario.levers, {}};
  bool moves = false;
  for (const StatedLever& stated : scenario.levers) {
    const bool is_named =
        named.empty() ? stated.lever != aim : std::find(named.begin(), named.end(), stated.lever) != named.end();
    bundle.is_scaled.push_back(is_own(scenario, stated) && is_named);
    if (!bundle.is_scaled.back()) {
      continue;
    }
    if (const std::string why = why_not(stated.lever, own); !why.empty()) {
      read.problems.push_back({scenario.file.generic_string(), stated.at.line, stated.at.column, why,
                               "levers with a price; --levers names those to scale, and the others are held", ""});
    }
    moves = moves || furthest_total(stated.lever, {stated}) != 0.0;
  }
  if (!moves && read.problems.empty()) {
    read.problems.push_back({scenario.file.generic_string(), scenario.name_at.line, scenario.name_at.column,
                             "the plan states no step of its own that could be scaled",
                             "[[lever]] blocks with a price, on top of those of its parent", ""});
  }
  sort(read.problems);
  if (read.problems.empty()) {
    read.value = std::move(bundle);
  }
  return read;
}

Scenario scaled(const Scenario& scenario, const Bundle& bundle, double scale) {
  Scenario with = scenario;
  with.levers.clear();
  with.plan.steps.clear();
  with.payers.clear();
  with.loan.reset();
  with.plan.loan_end = model::never; // the steps of a loan state it
  for (std::size_t i = 0; i < bundle.levers.size(); ++i) {
    if (!bundle.is_scaled[i] || scale != 0.0) {
      with.levers.push_back(bundle.is_scaled[i] ? scaled(bundle.levers[i], scale) : bundle.levers[i]);
      add_to_plan(with, with.levers.back());
    }
  }
  return with;
}

LargestScale largest_scale(const Bundle& bundle, bool inside_evidence) {
  const std::vector<StatedLever> held = those(bundle, false);
  const std::vector<StatedLever> moved = those(bundle, true);
  LargestScale largest{std::numeric_limits<double>::infinity(), 0};
  for (const std::size_t lever : bundle.scaled_levers()) {
    const model::Lever& row = model::levers()[lever];
    const double low = inside_evidence ? row.evidence_low : row.low;
    const double high = inside_evidence ? row.evidence_high : row.high;
    if (const double scale = largest_scale(lever, held, moved, low, high); scale < largest.scale) {
      largest = {scale, lever};
    }
  }
  return largest;
}

} // namespace headwater::scenarios
