// The analysis of a study: its ends are those of runs of their own, and it is the same on any number of threads.
#include "app/study/drawn_plans.hpp"
#include "app/study/study.hpp"
#include "outputs/appraisal/appraisal.hpp"
#include "outputs/charts/csv_text.hpp"
#include "outputs/sensitivity/analysis.hpp"
#include "outputs/sensitivity/assumption_book.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <cmath>

namespace headwater::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Analysed {
  outputs::SensitivityFindings findings;
  model::ParameterValues<double> centre;
};

/// Behind every year that is asked about here, and not the sixty after it.
constexpr int soon_after = 2042;

/// A small analysis of the last run of a request.
Analysed analysed(const app::StudyRequest& request, const std::string& of, bool change = false) {
  const app::StudyInputs inputs = app::read_inputs(request, shipped_files()).value.value();
  const std::vector<outputs::PlannedRun> plans = app::planned_runs(inputs);
  const outputs::Runs runs = app::runs_of(request, inputs, plans, app::Keep::years);
  const outputs::ScenarioRun& run = runs.all.back();
  const outputs::OutputNames names(runs, run, outputs::Perspective::public_purse);
  const outputs::FiscalYear year{2035};
  outputs::Laboratory laboratory(runs, plans, run, {.threads = request.threads, .begin = {}, .done = {}});
  return {outputs::analyse(laboratory,
                           {.of = std::get<outputs::AskedOutput>(names.find(of, change, year)),
                            .decision = std::get<outputs::AskedOutput>(names.find("npv", false, year)),
                            .goals = {std::get<outputs::Goal>(names.goal("looked_after_change@2040 < 200", year))},
                            .set = app::set_by_either(inputs, run),
                            .trajectories = 2,
                            .rows = 4,
                            .top = 3,
                            .draws = 64,
                            .seed = 1}),
          plans.back().values};
}

std::string tables_of(const outputs::SensitivityFindings& found) {
  return outputs::csv_text(outputs::tornado_table(found)) + outputs::csv_text(outputs::morris_table(found)) +
         outputs::csv_text(outputs::sobol_table(found)) + outputs::csv_text(outputs::switching_values_table(found)) +
         outputs::csv_text(outputs::discovery_table(found));
}

TEST(Analysis, AnEndOfTheTornadoIsARunWithThatParameter) {
  const TemporaryFolder at;
  app::StudyRequest changed;
  changed.horizon = soon_after;
  changed.baseline =
      at.write("base.toml", "name = \"Base\"\nparent = \"continue-as-now\"\n[parameters]\nneed_onset = 0.015\n")
          .string();
  changed.scenarios = {
      at.write("plan.toml", "name = \"Plan\"\nparent = \"keep-the-promise\"\n[parameters]\nneed_onset = 0.015\n")
          .string()};
  const app::StudyInputs inputs = app::read_inputs(changed, shipped_files()).value.value();
  const outputs::Runs runs = app::runs_of(changed, inputs, app::planned_runs(inputs), app::Keep::years);
  const double npv = outputs::npv(
      outputs::cash_flows(runs.compared(runs.all.back()), runs.prices, runs.basis, outputs::Perspective::public_purse));
  app::StudyRequest plain;
  plain.horizon = soon_after;
  plain.scenarios = {"keep-the-promise"};
  const Analysed found = analysed(plain, "npv");
  double at_low = std::nan("");
  for (const experiments::TornadoBar& bar : found.findings.tornado.bars) {
    if (found.findings.parameter(bar.parameter).name == "need_onset") {
      EXPECT_EQ(found.findings.assumptions.moved()[bar.parameter].range.low, 0.015);
      at_low = bar.at_low;
    }
  }
  EXPECT_NEAR(at_low, npv, 1e-9 * std::abs(npv));
  EXPECT_GT(found.findings.tornado.bars.size(), 250U);
  EXPECT_EQ(found.findings.sobol.groups.size(), 4U) << "three by themselves, and all others";
  for (const outputs::RunsMade& made : found.findings.runs) {
    EXPECT_EQ(made.failed, 0U) << made.of;
    EXPECT_GT(made.runs, 0U) << made.of;
  }
}

TEST(Analysis, IsTheSameOnAnyNumberOfThreads) {
  app::StudyRequest request;
  request.scenarios = {"cuts"};
  request.horizon = soon_after;
  request.threads = 1;
  const std::string one = tables_of(analysed(request, "looked_after", true).findings);
  request.threads = 2;
  EXPECT_EQ(tables_of(analysed(request, "looked_after", true).findings), one);
}

TEST(Analysis, WhatAScenarioSetsIsNotMoved) {
  const TemporaryFolder at;
  app::StudyRequest request;
  request.horizon = soon_after;
  request.scenarios = {
      at.write("plan.toml", "name = \"Plan\"\nparent = \"keep-the-promise\"\n[parameters]\nneed_onset = 0.03\n")
          .string()};
  const Analysed found = analysed(request, "npv");
  EXPECT_THAT(outputs::csv_text(outputs::assumption_book(found.findings, found.centre)),
              HasSubstr("not moved: set by the scenario or its baseline"));
  EXPECT_THAT(outputs::csv_text(outputs::tornado_table(found.findings)), Not(HasSubstr(",need_onset,")));
}

} // namespace
} // namespace headwater::tests
