#include "app/study/reach_settings.hpp"

#include "app/study/run_settings.hpp"
#include "model/solve/clock.hpp"

namespace headwater::app {
namespace {

constexpr double any = 1e15; // larger than any sum of pounds

} // namespace

void add_reach_settings(SettingTable& table, ReachSettings& settings) {
  table.add_fact("verb", "reach");
  table.add("scenario", &settings.scenario, "The plan whose levers are scaled: a shipped scenario by name, or a path")
      .required();
  table.add("--of", &settings.of, "Quantity of annual.csv (headwater list outputs)");
  table.add("--at", &settings.at,
            "31 July such as 2035-07-31 of what is counted on a day, a fiscal year such as 2035-36 of what is counted "
            "over one; default: 2040");
  table
      .add("--target", &settings.target, "What the quantity is to be then, in its own unit (money in pounds)",
           NumberRange{-any, any})
      .required();
  table.add(
      "--within", &settings.within,
      "How near is near enough, in the unit of the quantity; default: one child or person, £0.1 million, or 0.001",
      NumberRange{0.0, any});
  table.add("--levers", &settings.levers, "Scale only these levers of the plan, and hold its others").in_commas();
  table.add("--most", &settings.most,
            "Scale no further than this many times the plan; default: as far as something is known of its levers",
            NumberRange{0.0, 1e6});
  table.add("--beyond-evidence", &settings.beyond_evidence,
            "Let levers go as far as they can be set, further than anything is known of them");
  add_place_and_prices(table, settings.request);
  table.add_fact("discount_rates", settings.request.appraisal.discount_rates);
  add_run_threads(table, settings.request);
  table.add("--out", &settings.out, "Results folder; default: results/reach-<scenario>-<quantity>").not_told();
  table.add_fact("step_years", model::step_length);
}

std::vector<outputs::Setting> known_reach_settings(const ReachSettings& settings, const StudyInputs& inputs,
                                                   const std::string& at, double tolerance) {
  std::vector<outputs::Setting> known = known_place_and_prices(inputs);
  known.push_back({"scenario", inputs.scenarios.back().id, false});
  known.push_back({"at", at, settings.at.empty()});
  known.push_back({"within", tolerance, settings.within == 0.0});
  return known;
}

} // namespace headwater::app
