// Draws: the numbers every contender starts from, and where each has to end.
//
// Parameters are drawn as an ensemble draws them; everything else is what the model itself makes of them.
#pragma once

#include "model/ensemble/draws.hpp"
#include "model/solve/plan_grid.hpp"
#include "model/solve/system.hpp"

#include <cstddef>
#include <filesystem>
#include <vector>

namespace headwater::bench {

inline constexpr std::size_t step_count =
    static_cast<std::size_t>(model::last_horizon - model::start_year) * model::steps_per_year;
/// Evaluations of the right-hand side in a run.
inline constexpr std::size_t rk4_evaluations = 4 * step_count;

struct Draw {
  model::Parameters<double> parameters;
  model::Reference<double> reference;
  model::State<double> start;
  model::State<double> end_rk4;   ///< of headwater::model::run
  model::State<double> end_euler; ///< of run_euler below
};

struct Draws {
  model::PlanGrid plan;
  std::vector<Draw> draws;
};

/// The draws of the parameters; the same for the same count.
model::ParameterDraws parameter_draws(std::size_t count);

/// Draws for a plan; every run is made once.
Draws make_draws(const model::Drivers& drivers, std::size_t count);

/// Writes the folder every contender reads, doubles in the machine's order, one draw after another: `given`
/// (parameters, then reference), `start`, `end_rk4`, `end_euler`, and `moments`, one time after another; and for us the
/// plan's steps to 1 April, `aprils`, as they lie in memory.
void write_draws(const Draws& draws, const std::filesystem::path& folder);
Draws read_draws(const std::filesystem::path& folder);

/// The state at the end of the run, by the solver the model uses and by Euler on the same steps; nothing is recorded.
model::State<double> run_rk4(const Draw& draw, const std::vector<model::Moment<double>>& moments);
model::State<double> run_euler(const Draw& draw, const std::vector<model::Moment<double>>& moments);

/// The largest difference of two states, each number's relative to the larger of its size and 1e-6.
double difference(const double* found, const model::State<double>& wanted);

} // namespace headwater::bench
