#include "app/study/run_settings.hpp"

#include "app/study/drawn_plans.hpp"
#include "model/ensemble/lane_kernel.hpp"
#include "model/solve/clock.hpp"
#include "outputs/results/horizons.hpp"

#include <filesystem>

namespace headwater::app {
namespace {

void add_appraisal_settings(SettingTable& table, AppraisalRequest& request) {
  constexpr const char* group = "Appraisal";
  table
      .add("--payer-shares", &request.payer_shares,
           "Who pays which share of each category: a CSV such as outputs/data/payer_shares.csv")
      .in_group(group);
  table
      .add("--prevention-levels", &request.prevention_levels,
           "Which level of prevention each category is: a CSV such as outputs/data/prevention_levels.csv")
      .in_group(group);
  table
      .add("--discount-rates", &request.discount_rates,
           "Vintage of outputs/data/discount_rates.csv, or a CSV such as that with one vintage of your own")
      .in_group(group);
  table.add("--health-rate", &request.health_rate, "Discount effects on health at the health rate of the vintage")
      .in_group(group);
  table
      .add("--include-beyond-care", &request.include_beyond_care,
           "Add to the totals what is gained beyond care, in services, tax and (society) earnings; otherwise it stands "
           "in an account of its own")
      .in_group(group);
  table
      .add("--include-transfers", &request.include_transfers,
           "Add to the public purse the transfer that changes child poverty")
      .in_group(group);
  table
      .add("--discount-timing", &request.timing, "When in a year money is taken to move",
           Words{"start-of-year", "mid-year", "end-of-year"})
      .in_group(group);
  table.add("--optimism-bias", &request.optimism_bias, "Uplift of every added cost, a share", NumberRange{0.0, 2.0})
      .in_group(group);
  table.add("--benefit-haircut", &request.benefit_haircut, "Cut of every saving, a share", NumberRange{0.0, 1.0})
      .in_group(group);
  table
      .add("--settle-by", &request.settle_by,
           "Fiscal year by which transfers leave no payer worse off; default: 20 years on")
      .in_group(group);
}

void add_draw_settings(SettingTable& table, DrawRequest& request) {
  constexpr const char* group = "Uncertainty";
  table
      .add("--draws", &request.count,
           "How many times the parameters are drawn; 0: central values only. 1,024 or more for tails",
           WholeRange{0, 10'000'000})
      .in_group(group);
  table.add("--sampling", &request.sampling, "How draws lie in the cube of all parameters", sampling_options())
      .in_group(group);
  table
      .add("--seed", &request.seed, "Of the draws, and of the lives of personas; central values do not depend on it",
           any_whole)
      .told_after("quantities")
      .in_group(group);
  table
      .add("--posterior", &request.posterior,
           "Draws of a calibration: a CSV with a column for each parameter, or a folder of chain_*.csv; what it does "
           "not hold is drawn from its range")
      .in_group(group);
  table
      .add("--ignore-other-columns", &request.ignore_other_columns,
           "Leave out columns of --posterior that name no parameter, such as generated quantities")
      .told_if_changed()
      .in_group(group);
  table
      .add("--quantities", &request.quantities,
           "Keep percentiles of these only (headwater list outputs; appraisal; net_position; sums: those of bar "
           "charts)")
      .in_commas()
      .in_group(group);
  Words instruction_sets{"auto"};
  for (const model::LaneKernel& kernel : model::lane_kernels()) {
    instruction_sets.emplace_back(kernel.instruction_set);
  }
  table
      .add("--instruction-set", &request.instruction_set,
           "Which instructions the draws run on; results do not depend on it", std::move(instruction_sets))
      .not_told()
      .in_group(group);
}

/// A scenario by its id: where its file lies does not change a run.
std::string id_of(const std::string& scenario) { return std::filesystem::path(scenario).stem().string(); }

} // namespace

void add_place_and_prices(SettingTable& table, StudyRequest& request) {
  table.add("--area", &request.area,
            "Scotland or a council (headwater list areas); default: Scotland, or the area that your "
            "scenarios name");
  table.add("--horizon", &request.horizon, "Last 31 July", WholeRange{2027, model::last_horizon});
  table.add("--price-base", &request.price_base, "Real prices of a fiscal year such as 2024-25, or nominal");
  table.add("--deflator", &request.deflator,
            "What a pound of each fiscal year bought: a CSV such as outputs/data/deflator.csv");
}

std::vector<outputs::Setting> known_place_and_prices(const StudyInputs& inputs) {
  return {{"area", inputs.area.name, inputs.area.nation},
          {"price_base", inputs.prices.key(), inputs.prices.base == outputs::PriceBase::real_2024_25},
          {"deflator", inputs.deflator, inputs.deflator == inputs.prices.deflator.release}};
}

void add_run_threads(SettingTable& table, StudyRequest& request) {
  table.add("--threads", &request.threads, "Runs at once; 0: one for each processor", thread_range).not_told();
}

void add_run_settings(SettingTable& table, RunSettings& settings) {
  StudyRequest& request = settings.request;
  table.add("scenario", &request.scenarios, "Shipped scenarios by name, or paths; default: all shipped")
      .told_as("scenarios");
  table.add("--out", &settings.out, "Results folder; default: results/<name>").not_told();
  add_place_and_prices(table, request);
  table.add("--baseline", &request.baseline,
            "Scenario that every other is compared with; default: the first ancestor of each");
  table
      .add("--personas", &request.personas,
           "Draw lives of twelve personas through every plan: personas.csv, persona_shares.csv and a section of the "
           "report")
      .told_if_changed();
  add_appraisal_settings(table, request.appraisal);
  add_draw_settings(table, request.draws);
  add_run_threads(table, request);
  table.add_fact("step_years", model::step_length);
}

std::vector<outputs::Setting> known_run_settings(const StudyRequest& request, const StudyInputs& inputs) {
  std::vector<std::string> ids;
  for (const std::string& scenario : request.scenarios) {
    ids.push_back(id_of(scenario));
  }
  const std::string last_year = outputs::spoken_horizon(request.horizon).label();
  const std::string settle_by = request.appraisal.settle_by.empty() ? last_year : request.appraisal.settle_by;
  std::vector<outputs::Setting> known = known_place_and_prices(inputs);
  known.push_back({"scenarios", ids, request.scenarios.empty()});
  known.push_back({"baseline", request.baseline ? id_of(*request.baseline) : "first ancestor", !request.baseline});
  known.push_back({"discount_rates", inputs.rates, inputs.rates == AppraisalRequest{}.discount_rates});
  known.push_back({"payer_shares", inputs.payers, inputs.payers == "shipped"});
  known.push_back({"prevention_levels", inputs.prevention, inputs.prevention == "shipped"});
  known.push_back({"settle_by", settle_by, settle_by == last_year});
  known.push_back({"posterior", inputs.posterior.contents, inputs.posterior.contents.empty()});
  return known;
}

} // namespace headwater::app
