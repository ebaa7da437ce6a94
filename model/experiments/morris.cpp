#include "model/experiments/morris.hpp"

#include "model/experiments/random_engine.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>

namespace headwater::experiments {
namespace {

constexpr std::uint64_t morris_purpose = 0x6d6f7272; // "morr"

/// Where a trajectory starts, as levels, and the order in which its coordinates move.
struct Trajectory {
  std::vector<std::size_t> start;
  std::vector<std::size_t> order;
};

/// The numbers of a trajectory are a function of the seed and its own number.
Trajectory random_trajectory(std::size_t inputs, std::size_t levels, RandomEngine random) {
  Trajectory trajectory;
  for (std::size_t i = 0; i < inputs; ++i) {
    trajectory.start.push_back(random.below(levels));
  }
  trajectory.order = random.order(inputs);
  return trajectory;
}

/// Half the levels up from the lower half, and down from the upper one.
std::size_t across(std::size_t level, std::size_t levels) {
  return level < levels / 2 ? level + levels / 2 : level - levels / 2;
}

double place_of(std::size_t level, std::size_t levels) {
  return (static_cast<double>(level) + 0.5) / static_cast<double>(levels);
}

ElementaryEffects summary_of(const std::vector<double>& effects) {
  constexpr double none = std::numeric_limits<double>::quiet_NaN();
  if (effects.size() < 2) {
    return {none, none, none, none};
  }
  const auto count = static_cast<double>(effects.size());
  double mu = 0.0;
  double mu_star = 0.0;
  for (const double effect : effects) {
    mu += effect / count;
    mu_star += std::abs(effect) / count;
  }
  double squares = 0.0;
  double squares_of_size = 0.0;
  for (const double effect : effects) {
    squares += (effect - mu) * (effect - mu);
    squares_of_size += (std::abs(effect) - mu_star) * (std::abs(effect) - mu_star);
  }
  return {mu, mu_star, std::sqrt(squares_of_size / (count - 1.0) / count), std::sqrt(squares / (count - 1.0))};
}

bool whole(const RunOutputs& runs, std::size_t first, std::size_t count, std::size_t output) {
  for (std::size_t run = first; run < first + count; ++run) {
    if (!runs.has(run, output)) {
      return false;
    }
  }
  return true;
}

} // namespace

std::vector<MorrisScreening> morris(std::size_t inputs, const PointModel& model, const MorrisSettings& settings) {
  if (settings.trajectories < 2) {
    throw std::invalid_argument("a spread needs at least 2 trajectories");
  }
  if (settings.levels == 0 || settings.levels % 2 != 0) {
    throw std::invalid_argument("a grid needs an even number of levels");
  }
  std::vector<Trajectory> trajectories;
  for (std::size_t t = 0; t < settings.trajectories; ++t) {
    trajectories.push_back(random_trajectory(inputs, settings.levels, RandomEngine(settings.seed, t, morris_purpose)));
  }
  // Step 0 of a trajectory is its start; step s has the first s coordinates of its order moved.
  const std::size_t steps = inputs + 1;
  const RunOutputs runs = evaluate(
      model, trajectories.size() * steps, inputs, settings.batch, [&](std::size_t run, std::vector<double>& point) {
        const Trajectory& trajectory = trajectories[run / steps];
        for (std::size_t i = 0; i < inputs; ++i) {
          point[i] = place_of(trajectory.start[i], settings.levels);
        }
        for (std::size_t s = 0; s < run % steps; ++s) {
          const std::size_t i = trajectory.order[s];
          point[i] = place_of(across(trajectory.start[i], settings.levels), settings.levels);
        }
      });
  std::vector<MorrisScreening> screenings;
  for (std::size_t k = 0; k < runs.outputs(); ++k) {
    MorrisScreening screening{0, 0, {}};
    std::vector<std::vector<double>> effects(inputs);
    for (std::size_t t = 0; t < trajectories.size(); ++t) {
      if (!whole(runs, t * steps, steps, k)) {
        ++screening.dropped;
        continue;
      }
      ++screening.used;
      for (std::size_t s = 0; s < inputs; ++s) {
        const std::size_t i = trajectories[t].order[s];
        const double up = trajectories[t].start[i] < settings.levels / 2 ? 0.5 : -0.5;
        effects[i].push_back((runs.of(t * steps + s + 1, k) - runs.of(t * steps + s, k)) / up);
      }
    }
    for (const std::vector<double>& of_input : effects) {
      screening.inputs.push_back(summary_of(of_input));
    }
    screenings.push_back(screening);
  }
  return screenings;
}

std::vector<std::size_t> most_influential(const MorrisScreening& screening, std::size_t most) {
  std::vector<std::size_t> inputs(screening.inputs.size());
  std::iota(inputs.begin(), inputs.end(), std::size_t{0});
  std::stable_sort(inputs.begin(), inputs.end(), [&screening](std::size_t one, std::size_t other) {
    return screening.inputs[one].mu_star > screening.inputs[other].mu_star;
  });
  inputs.resize(std::min(most, inputs.size()));
  return inputs;
}

} // namespace headwater::experiments
