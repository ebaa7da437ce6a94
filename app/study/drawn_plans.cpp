#include "app/study/drawn_plans.hpp"

#include "model/ensemble/draws.hpp"
#include "outputs/files/polite_stop.hpp"

#include <algorithm>
#include <memory>

namespace headwater::app {
namespace {

struct SamplingName {
  const char* option;
  const char* words;
  model::Sampling sampling;
};
constexpr SamplingName sampling_names[] = {
    {"random", "random", model::Sampling::random},
    {"latin-hypercube", "Latin hypercube", model::Sampling::latin_hypercube},
    {"sobol", "scrambled Sobol", model::Sampling::sobol},
};

const SamplingName& sampling_of(const DrawRequest& request) {
  return *std::find_if(std::begin(sampling_names), std::end(sampling_names),
                       [&](const SamplingName& row) { return row.option == request.sampling; });
}

} // namespace

std::vector<std::string> sampling_options() {
  std::vector<std::string> options;
  for (const SamplingName& row : sampling_names) {
    options.emplace_back(row.option);
  }
  return options;
}

std::vector<std::size_t> set_parameters(const scenarios::Scenario& scenario) {
  std::vector<std::size_t> set;
  for (const scenarios::Override& override_ : scenario.overrides) {
    set.push_back(override_.parameter);
  }
  return set;
}

std::vector<std::size_t> set_by_either(const StudyInputs& inputs, const outputs::ScenarioRun& run) {
  std::vector<std::size_t> set;
  for (const std::size_t i : {run.position, run.baseline}) {
    const std::vector<std::size_t> by_one = set_parameters(inputs.scenarios[i]);
    set.insert(set.end(), by_one.begin(), by_one.end());
  }
  return set;
}

outputs::DrawnPlans drawn_plans(const StudyRequest& request, const StudyInputs& inputs,
                                const std::vector<outputs::PlannedRun>& plans) {
  const DrawRequest& asked = request.draws;
  outputs::DrawnPlans drawn;
  drawn.made = {.count = asked.count,
                .how = sampling_of(asked).words,
                .seed = asked.seed,
                .from = inputs.posterior.files,
                .untrusted = inputs.posterior.fit.untrusted(),
                .varied = model::varying_parameters.size()};
  const auto draws = std::make_shared<std::vector<model::ParameterDraws>>();
  const model::UniformDraws uniforms(sampling_of(asked).sampling, asked.seed, asked.count);
  for (std::size_t i = 0; i < plans.size(); ++i) {
    drawn.grids.push_back(model::plan_grid(plans[i].drivers, request.horizon));
    draws->emplace_back(uniforms, plans[i].values, set_parameters(inputs.scenarios[i]), inputs.posterior.rows);
  }
  drawn.values = [draws](std::size_t draw, std::size_t plan) { return (*draws)[plan].values(draw); };
  return drawn;
}

outputs::EnsembleSettings ensemble_settings(const StudyRequest& request, const std::filesystem::path& scratch,
                                            std::function<void(std::size_t)> progress) {
  outputs::EnsembleSettings settings;
  settings.runs.threads = request.threads;
  settings.runs.progress = std::move(progress);
  settings.runs.stop = &outputs::stop_requested;
  if (request.draws.instruction_set != "auto") {
    settings.runs.kernel = model::find_lane_kernel(request.draws.instruction_set);
  }
  settings.quantities = request.draws.quantities;
  settings.scratch = scratch;
  return settings;
}

} // namespace headwater::app
