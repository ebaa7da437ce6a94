// A setting is told once: what its option changes is in the manifest, and so in the run code, or the row says that it
// is not.
#include "app/study/setting_table.hpp"

#include "app/study/run_settings.hpp"
#include "app/study/sensitivity_settings.hpp"
#include "model/ensemble/lane_kernel.hpp"
#include "tests/app/study/changed_settings.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <functional>
#include <map>

namespace headwater::app {
namespace {

using headwater::tests::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using tests::code_of;

TEST(SettingTable, TellsEachSettingByItsNameWithItsDefaultMarked) {
  bool without = false;
  bool late = false;
  std::size_t rows = 512;
  std::string as_of;
  std::string hidden;
  std::optional<int> last;
  SettingTable table;
  table.add_fact("verb", "test");
  table.add("--late", &late, "").told_if_changed();
  table.add("--no-second-opinion", &without, "").told_after("rows");
  table.add("--row-count", &rows, "").told_as("rows");
  table.add("--as-of", &as_of, "").otherwise("now");
  table.add("--last", &last, "").otherwise("all");
  table.add("--out", &hidden, "").not_told();
  const auto told = [&](const std::vector<outputs::Setting>& known = {}) {
    std::string lines;
    for (const outputs::Setting& one : table.told(known)) {
      lines += one.name + " " + one.value.dump() + (one.is_default ? "" : " changed") + "; ";
    }
    return lines;
  };
  EXPECT_EQ(told(), "verb \"test\"; rows 512; second_opinion true; as_of \"now\"; last \"all\"; ");
  without = true;
  late = true;
  rows = 8;
  as_of = "2022";
  last = 2019;
  hidden = "there";
  EXPECT_EQ(told(), "verb \"test\"; rows 8 changed; second_opinion false changed; as_of \"2022\" changed; "
                    "last 2019 changed; late true changed; ");
  EXPECT_THAT(told({{"as_of", "2022-12-31", false}}), HasSubstr("as_of \"2022-12-31\" changed; "));
  EXPECT_THAT(told({{"late", "of no account", true}}), testing::Not(HasSubstr("late")));
}

TEST(SettingTable, WhatNobodyKnowsIsNotLeftOut) {
  SettingTable table;
  table.add_fact("deflator");
  EXPECT_THROW(table.told(), std::logic_error);
  EXPECT_THROW(table.told({{"deflator", "a release", true}, {"deflater", "a release", true}}), std::logic_error);
  EXPECT_EQ(table.told({{"deflator", "a release", true}}).size(), 1U);
  bool late = false;
  table.add("--late", &late, "").told_after("early");
  EXPECT_THROW(table.told({{"deflator", "a release", true}}), std::logic_error);
}

TEST(SettingTable, WhatChangesResultsOfARunOrOfASensitivityChangesItsCode) {
  RunSettings run;
  SettingTable of_run;
  add_run_settings(of_run, run);
  EXPECT_THAT(tests::options_outside_the_code(of_run), ElementsAre("--out", "--instruction-set", "--threads"));
  SensitivitySettings sensitivity;
  SettingTable of_sensitivity;
  add_sensitivity_settings(of_sensitivity, sensitivity);
  EXPECT_THAT(tests::options_outside_the_code(of_sensitivity), ElementsAre("--change", "--threads", "--out"))
      << "`of` says whether it is a change";
}

// The same through what inputs make of the settings: each option by itself, with a value that is sound.
TEST(SettingTable, EveryOptionOfARunGoesThroughItsInputsIntoItsCode) {
  const TemporaryFolder at;
  const ShippedFiles shipped{HEADWATER_SOURCE_DIR};
  const std::string chain = at.write("chain.csv", "lp__,relapse\n-1,0.15\n-1,0.16\n").string();
  const std::string payers =
      at.write("payers.csv", scenarios::read_input(shipped.payers()).value->bytes + "\n").string();
  const std::string levels =
      at.write("levels.csv", scenarios::read_input(shipped.prevention_levels()).value->bytes + "\n").string();
  const std::string deflator =
      at.write("deflator.csv", scenarios::read_input(shipped.deflator()).value->bytes + "\n").string();
  const std::map<std::string, std::function<void(RunSettings&)>> changes = {
      {"scenario", [](RunSettings& run) { run.request.scenarios = {"keep-the-promise"}; }},
      {"--out", [](RunSettings& run) { run.out = "elsewhere"; }},
      {"--area", [](RunSettings& run) { run.request.area = "Moray"; }},
      {"--horizon", [](RunSettings& run) { run.request.horizon = 2040; }},
      {"--price-base", [](RunSettings& run) { run.request.price_base = "nominal"; }},
      {"--deflator", [&](RunSettings& run) { run.request.deflator = deflator; }},
      {"--baseline", [](RunSettings& run) { run.request.baseline = "keep-the-promise"; }},
      {"--personas", [](RunSettings& run) { run.request.personas = true; }},
      {"--payer-shares", [&](RunSettings& run) { run.request.appraisal.payer_shares = payers; }},
      {"--prevention-levels", [&](RunSettings& run) { run.request.appraisal.prevention_levels = levels; }},
      {"--discount-rates", [](RunSettings& run) { run.request.appraisal.discount_rates = "undiscounted"; }},
      {"--health-rate", [](RunSettings& run) { run.request.appraisal.health_rate = true; }},
      {"--include-beyond-care", [](RunSettings& run) { run.request.appraisal.include_beyond_care = true; }},
      {"--include-transfers", [](RunSettings& run) { run.request.appraisal.include_transfers = true; }},
      {"--discount-timing", [](RunSettings& run) { run.request.appraisal.timing = "mid-year"; }},
      {"--optimism-bias", [](RunSettings& run) { run.request.appraisal.optimism_bias = 0.1; }},
      {"--benefit-haircut", [](RunSettings& run) { run.request.appraisal.benefit_haircut = 0.1; }},
      {"--settle-by", [](RunSettings& run) { run.request.appraisal.settle_by = "2035-36"; }},
      {"--draws", [](RunSettings& run) { run.request.draws.count = 2; }},
      {"--sampling", [](RunSettings& run) { run.request.draws.sampling = "sobol"; }},
      {"--seed", [](RunSettings& run) { run.request.draws.seed = 2; }},
      {"--posterior", [&](RunSettings& run) { run.request.draws.posterior = chain; }},
      {"--ignore-other-columns", [](RunSettings& run) { run.request.draws.ignore_other_columns = true; }},
      {"--quantities", [](RunSettings& run) { run.request.draws.quantities = {"looked_after"}; }},
      {"--instruction-set",
       [](RunSettings& run) { run.request.draws.instruction_set = model::lane_kernels().front().instruction_set; }},
      {"--threads", [](RunSettings& run) { run.request.threads = 1; }},
  };
  const auto code_with = [&](const std::function<void(RunSettings&)>& change) {
    RunSettings run;
    SettingTable table;
    add_run_settings(table, run);
    run.request.scenarios = {"cuts"};
    change(run);
    const scenarios::Read<StudyInputs> inputs = read_inputs(run.request, shipped);
    for (const scenarios::Problem& problem : inputs.problems) {
      ADD_FAILURE() << to_string(problem);
    }
    return inputs.value ? code_of(table.told(known_run_settings(run.request, *inputs.value))) : "";
  };
  const std::string usual = code_with([](RunSettings&) {});
  RunSettings run;
  SettingTable table;
  add_run_settings(table, run);
  ASSERT_EQ(changes.size(), table.options().size());
  std::vector<std::string> outside;
  for (const SettingRow* row : table.options()) {
    ASSERT_TRUE(changes.contains(row->option())) << row->option();
    if (code_with(changes.at(row->option())) == usual) {
      outside.push_back(row->option());
    }
  }
  EXPECT_THAT(outside, ElementsAre("--out", "--instruction-set", "--threads"));
}

// Goals without a year of their own are read in --in, which the name of a measure does not say.
TEST(SettingTable, TheYearOfASensitivityIsToldWhereItsOutputDoesNotSayIt) {
  StudyRequest request;
  request.scenarios = {"cuts"};
  const StudyInputs inputs = read_inputs(request, {HEADWATER_SOURCE_DIR}).value.value();
  const auto code_of_output = [&](outputs::OutputKind kind, int year) {
    SensitivitySettings settings;
    SettingTable table;
    add_sensitivity_settings(table, settings);
    const outputs::AskedOutput of{"npv", kind, false, "GBP", outputs::FiscalYear{year}};
    return code_of(table.told(known_sensitivity_settings(settings, inputs, of)));
  };
  EXPECT_NE(code_of_output(outputs::OutputKind::measure, 2040), code_of_output(outputs::OutputKind::measure, 2035));
  EXPECT_NE(code_of_output(outputs::OutputKind::quantity, 2040), code_of_output(outputs::OutputKind::quantity, 2035));
}

} // namespace
} // namespace headwater::app
