#include "app/study/sensitivity_settings.hpp"

#include "app/study/run_settings.hpp"
#include "model/solve/clock.hpp"
#include "outputs/results/summary_years.hpp"

namespace headwater::app {

void add_sensitivity_settings(SettingTable& table, SensitivitySettings& settings) {
  table.add_fact("verb", "sensitivity");
  table.add("scenario", &settings.scenario, "A shipped scenario by name, or a path");
  table.add("--of", &settings.of,
            "Output: a quantity (headwater list outputs), net_position_cumulative, or a measure of appraisal.csv");
  table.add("--in", &settings.in, "Fiscal year of a quantity; default: 2040-41, or the last of a shorter run")
      .told_if_changed();
  table.add("--perspective", &settings.perspective, "Whose appraisal");
  table.add("--change", &settings.change, "The difference from the baseline instead of the level")
      .not_told(); // `of` says it, and of a measure it changes nothing
  add_place_and_prices(table, settings.request);
  table.add("--baseline", &settings.request.baseline, "Scenario to compare with; default: the first ancestor");
  table.add_fact("discount_rates", settings.request.appraisal.discount_rates);
  table.add("--trajectories", &settings.trajectories, "Of Morris's screening", WholeRange{2, 100'000});
  table.add("--rows", &settings.rows, "Rows of the base sample for Sobol indices", WholeRange{2, 10'000'000});
  table.add("--top", &settings.top, "Assumptions with a Sobol index and a switching value of their own",
            WholeRange{1, 1000});
  table.add_fact("base_sample", "two Latin hypercubes");
  table
      .add("--goal", &settings.goals,
           "What should hold, such as \"payback_year<=2040\"; may be repeated; default: npv > 0")
      .told_as("goals")
      .told_after("draws");
  table.add("--draws", &settings.draws, "Draws in which to look for where goals are missed; 0: do not look",
            WholeRange{0, 10'000'000});
  table.add("--seed", &settings.seed, "Of all that is drawn", any_whole);
  add_run_threads(table, settings.request);
  table
      .add("--out", &settings.out,
           "Results folder; default: results/sensitivity-<scenario>-<output>, with perspective and council if named")
      .not_told();
  table.add_fact("step_years", model::step_length);
}

std::vector<outputs::Setting> known_sensitivity_settings(const SensitivitySettings& settings, const StudyInputs& inputs,
                                                         const outputs::AskedOutput& of) {
  const SensitivitySettings usual;
  const std::string& scenario = inputs.scenarios.back().id;
  std::vector<outputs::Setting> known = known_place_and_prices(inputs);
  known.push_back({"scenario", scenario, scenario == usual.scenario});
  known.push_back({"of", of.in_words(), of.name == usual.of && !of.change});
  known.push_back({"baseline", inputs.scenarios[inputs.baselines.back()].id, !settings.request.baseline});
  // Goals are read in the year too, which `of` says of everything but a measure.
  const bool is_said = of.kind != outputs::OutputKind::measure;
  const bool is_usual = of.year == outputs::summary_years(settings.request.horizon).back();
  known.push_back({"in", of.year.label(), is_said || is_usual});
  return known;
}

} // namespace headwater::app
