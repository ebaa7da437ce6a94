// What a search for a target found: the scale of a bundle that reaches it, what that costs, what it does to children on
// both sides of the risk, and the tables and sentences made of it.
//
// All of it is against the plan without the bundle, which is its parent wherever the plan states nothing else.
#pragma once

#include "model/experiments/target_seeking.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/runs/plan_difference.hpp"
#include "outputs/tables/table.hpp"

#include <nlohmann/json.hpp>

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// The two harms, which always stand together; serious-harm equivalents.
struct Harms {
  double at_home = 0.0;
  double from_separation = 0.0;
};

/// A lever of the bundle, as the plan states it (scale 1).
struct ScaledLever {
  std::size_t lever; ///< position in the table
  double amount;     ///< its total where that is furthest from 0, in its own unit; money in GBP million a year, 2024-25
};

/// One scale that was run.
struct TargetRun {
  double value = 0.0;      ///< of the quantity, in its unit, money in the price base
  Harms in_year;           ///< in the fiscal year of the target
  Harms over_years;        ///< added up over compared_years()
  double investment = 0.0; ///< GBP in the price base, after optimism bias: what the bundle itself adds to cost in that
                           ///< fiscal year
  std::array<std::optional<double>, horizons.size()> npv{}; ///< of the public purse to each horizon, GBP real
};

struct TargetFindings {
  std::string plan;     ///< the scenario's name
  std::string id;       ///< and its id
  std::string start;    ///< the name of the baseline, where the plan without its bundle is just that; else empty
  ExplainedOutput of;   ///< what is sought
  double target;        ///< in its unit
  double tolerance;     ///< likewise
  double most;          ///< the largest scale
  std::string why_most; ///< what bounds it: "as far as something is known of recovery_services"
  std::string prices;   ///< of money but NPV: "real 2024-25 prices"
  std::vector<ScaledLever> levers;
  std::vector<std::string> held; ///< levers that the plan states itself and that are not scaled
  std::vector<FiscalYear> years; ///< over which harms are added up
  experiments::TargetFound found;
  std::vector<TargetRun> runs; ///< one for each of found.tried

  const TargetRun& run() const { return runs[found.nearest]; }
  /// The plan without the bundle, which is run first.
  const TargetRun& without() const { return runs.front(); }
  double scale() const { return found.found().scale; }
  /// New money of the bundle at its full extent, GBP million a year of 2024-25, at a scale.
  double new_money(double scale) const;
  /// Whether either harm rises, in the year or over the years: then it is said before all else.
  std::vector<std::string> rising_harms() const;
};

/// "looked after, 31 July 2035".
std::string in_words(const ExplainedOutput& output);

/// target.csv: each scale that was run, with the quantity, the levers' amounts, both harms, what it costs, and NPV.
Table target_table(const TargetFindings& findings);
/// The findings as the terminal shows them: a rise of harm first, then the answer.
std::string target_text(const TargetFindings& findings);
nlohmann::ordered_json target_json(const TargetFindings& findings);

} // namespace headwater::outputs
