// From what the user named to a study: reads every input, and runs nothing until all of them are sound.
#pragma once

#include "calibration/area.hpp"
#include "calibration/published_drivers.hpp"
#include "model/ensemble/draws.hpp"
#include "outputs/appraisal/planned_run.hpp"
#include "outputs/files/manifest.hpp"
#include "outputs/results/study.hpp"
#include "scenarios/draw_file.hpp"
#include "scenarios/scenario.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace headwater::app {

/// How an appraisal is to be made; see outputs::AppraisalBasis.
struct AppraisalRequest {
  std::string payer_shares; ///< a file of the user's own; empty: the shipped table
  std::string discount_rates = "green-book-2022";
  bool health_rate = false;
  std::string timing = "start-of-year";
  double optimism_bias = 0.0;
  double benefit_haircut = 0.0;
  std::string settle_by; ///< a fiscal year; empty: the last whole one
};

/// Which draws of the parameters are to be made.
struct DrawRequest {
  std::size_t count = 0; ///< 0: central values only
  std::string sampling = "latin-hypercube";
  std::uint64_t seed = 1;
  std::string posterior;                ///< a file of draws, or a folder of chain_*.csv; empty: the parameters' ranges
  std::vector<std::string> quantities;  ///< whose percentiles are kept; empty: all
  std::string instruction_set = "auto"; ///< which changes how fast the draws run, and nothing else
};

struct StudyRequest {
  std::vector<std::string> scenarios; ///< names or paths; empty: all that are shipped
  std::optional<std::string> area;    ///< empty: the one the scenarios name
  int horizon = model::last_horizon;
  std::string price_base = "2024-25"; ///< a fiscal year of the deflator, or "nominal"
  std::optional<std::string>
      baseline; ///< what every scenario is compared with, a name or path; empty: its first ancestor
  AppraisalRequest appraisal;
  DrawRequest draws;
  std::size_t threads = 0; ///< 0: one for each processor
};

/// Draws that came from a file, and what is said there of the fit they are of.
struct PosteriorDraws {
  model::DrawRows rows;
  scenarios::FitNotes fit;
};

/// Every input of a study, read and found sound.
struct StudyInputs {
  calibration::Area area;
  model::Drivers drivers;                     ///< of the area, with a plan that does nothing
  std::vector<scenarios::Scenario> scenarios; ///< those asked for, and the baselines they are compared with
  std::vector<std::size_t> baselines;         ///< for each, the position of the one it is compared with
  std::vector<outputs::PublishedCount> history;
  outputs::Prices prices;
  outputs::AppraisalBasis basis;
  std::vector<std::string> cautions;
  PosteriorDraws posterior;                ///< none where none was named
  std::vector<scenarios::InputFile> files; ///< everything that was read
};

/// The area that a scenario is about. Where there is none of that name, the problem is said of the scenario's file.
scenarios::Read<calibration::Area> area_of(const scenarios::Scenario& scenario);

/// What is wrong with the settings of a request that name a price base, a vintage or a year, as sentences; wrong usage.
std::vector<std::string> setting_problems(const StudyRequest& request);

/// Reads every input. The settings must be sound.
scenarios::Read<StudyInputs> read_inputs(const StudyRequest& request);

/// Every input with its SHA-256, as a manifest names it: shipped files relative to the project, others as opened.
std::vector<outputs::HashedFile> hashed(const StudyInputs& inputs);

/// What each scenario of the inputs runs with, in their order.
std::vector<outputs::PlannedRun> planned_runs(const StudyInputs& inputs);

/// What is kept of a run: every step and flow, or only its AnnualRecord, the same bits in a tenth of the time. Such a
/// trajectory has no steps and no flows: it can be asked for the state on a 1 April, as delays and differences do.
enum class Kept { every_step, years };

/// Runs plans on so many threads (0: one for each processor). Each run has a slot of its own, so results do not depend
/// on how many there are. Throws std::runtime_error with what every run that broke down says.
outputs::RunPlans plan_runner(std::size_t threads, int horizon, Kept kept = Kept::every_step);

/// Runs every scenario, each with its plan, and nothing else: the study has no run code, delays or difference. Throws
/// as plan_runner does.
outputs::Study run_scenarios(const StudyRequest& request, const StudyInputs& inputs,
                             const std::vector<outputs::PlannedRun>& plans);

/// The values --sampling takes.
std::vector<std::string> sampling_options();

/// Reads the draws of a posterior, none where none is named; the files read are added to `read`.
scenarios::Read<PosteriorDraws> read_posterior(const DrawRequest& request, std::vector<scenarios::InputFile>& read);

/// What whoever reads results that were drawn from a fit must know of it: whether it is trusted, and how well it
/// foresaw.
std::vector<std::string> cautions_of_fit(const scenarios::FitNotes& fit);

/// Draws the parameters and runs them along every plan of the study. `progress` is told how many more draws are done;
/// `scratch` is a folder for what does not fit the memory. Where processes share the draws, all of them call this, and
/// what it gives is of use to the first only. Throws outputs::Interrupted, outputs::CannotWrite, and
/// std::runtime_error where every draw broke down.
outputs::Ensemble run_ensemble(const StudyRequest& request, const StudyInputs& inputs,
                               const std::vector<outputs::PlannedRun>& plans, const outputs::Study& study,
                               const std::filesystem::path& scratch, std::function<void(std::size_t)> progress,
                               const std::optional<outputs::SharedDraws>& shared = {});

/// Runs every scenario, and the ones that delay and difference need. Throws std::runtime_error naming the scenarios
/// that broke down, all of them.
outputs::Study run_study(const StudyRequest& request, const StudyInputs& inputs, const std::string& run_code);

} // namespace headwater::app
