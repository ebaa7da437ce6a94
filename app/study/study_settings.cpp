#include "app/study/study_settings.hpp"

#include "app/study/drawn_plans.hpp"
#include "model/ensemble/lane_kernel.hpp"
#include "model/solve/clock.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace headwater::app {
namespace {

void add_appraisal_settings(SettingTable& table, AppraisalRequest& request) {
  constexpr const char* group = "Appraisal";
  table
      .add("--payer-shares", &request.payer_shares,
           "Who pays which share of each category: a CSV such as outputs/data/payer_shares.csv")
      .in_group(group);
  table.add("--discount-rates", &request.discount_rates, "Vintage of outputs/data/discount_rates.csv").in_group(group);
  table.add("--health-rate", &request.health_rate, "Discount effects on health at the health rate of the vintage")
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
           "Fiscal year by which transfers leave no payer worse off; default: the last whole one")
      .in_group(group);
}

void add_draw_settings(SettingTable& table, DrawRequest& request) {
  constexpr const char* group = "Uncertainty";
  std::vector<std::string> instruction_sets{"auto"};
  for (const model::LaneKernel& kernel : model::lane_kernels()) {
    instruction_sets.emplace_back(kernel.instruction_set);
  }
  table
      .add("--draws", &request.count,
           "How many times the parameters are drawn; 0: central values only. 1,024 or more for tails",
           WholeRange{0, 10'000'000})
      .in_group(group);
  table.add("--sampling", &request.sampling, "How draws lie in the cube of all parameters", sampling_options())
      .in_group(group);
  table
      .add("--posterior", &request.posterior,
           "Draws of a calibration: a CSV with a column for each parameter, or a folder of chain_*.csv; what it does "
           "not hold is drawn from its range")
      .in_group(group);
  table
      .add("--quantities", &request.quantities,
           "Keep percentiles of these only (headwater list outputs; appraisal; net_position; sums: those of bar "
           "charts)")
      .in_commas()
      .in_group(group);
  table.add("--seed", &request.seed, "Of the draws; central values do not depend on it", any_whole).in_group(group);
  table.add_fact("step_years", model::step_length);
  table
      .add("--ignore-other-columns", &request.ignore_other_columns,
           "Leave out columns of --posterior that name no parameter, such as generated quantities")
      .told_if_changed()
      .in_group(group);
  table
      .add("--instruction-set", &request.instruction_set,
           "Which instructions the draws run on; results do not depend on it", instruction_sets)
      .not_told()
      .in_group(group);
}

/// Scenarios by id: where their files lie does not change a run.
std::vector<std::string> ids_of(const std::vector<std::string>& scenarios) {
  std::vector<std::string> ids;
  for (const std::string& scenario : scenarios) {
    ids.push_back(std::filesystem::path(scenario).stem().string());
  }
  return ids;
}

} // namespace

void add_place_and_prices(SettingTable& table, StudyRequest& request) {
  table.add("--area", &request.area,
            "Scotland or a council (headwater list areas); default: Scotland, or the area the scenarios name");
  table.add("--horizon", &request.horizon, "Last 31 July", WholeRange{2027, model::last_horizon});
  table.add("--price-base", &request.price_base, "Real prices of a fiscal year such as 2024-25, or nominal");
  table.add_fact("deflator");
}

void know_place_and_prices(SettingTable& table, const StudyInputs& inputs) {
  table.know("area", inputs.area.name, inputs.area.nation);
  table.know("price_base", inputs.prices.key(), inputs.prices.base == outputs::PriceBase::real_2024_25);
  table.know("deflator", inputs.prices.deflator.release, true);
}

void add_run_settings(SettingTable& table, StudyRequest& request) {
  table.add("scenario", &request.scenarios, "Shipped scenarios by name, or paths; default: all shipped")
      .told_as("scenarios");
  add_place_and_prices(table, request);
  table.add("--baseline", &request.baseline,
            "Scenario that every other is compared with; default: the first ancestor of each");
  add_appraisal_settings(table, request.appraisal);
  add_draw_settings(table, request.draws);
  table.add("--threads", &request.threads, "Runs at once; 0: one for each processor", thread_range).not_told();
}

void know_run_settings(SettingTable& table, const StudyRequest& request, const StudyInputs& inputs) {
  know_place_and_prices(table, inputs);
  table.know("scenarios", ids_of(request.scenarios), request.scenarios.empty());
  table.know("baseline", request.baseline ? ids_of({*request.baseline}).front() : "first ancestor", !request.baseline);
  table.know("payer_shares", inputs.payers, inputs.payers == "shipped");
  const std::string last_year = outputs::last_whole_year(request.horizon).label();
  const std::string settle_by = request.appraisal.settle_by.empty() ? last_year : request.appraisal.settle_by;
  table.know("settle_by", settle_by, settle_by == last_year);
  table.know("posterior", inputs.posterior.contents, inputs.posterior.contents.empty());
}

} // namespace headwater::app
