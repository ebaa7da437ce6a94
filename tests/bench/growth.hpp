// Growth: the same work in several sizes, to see how its cost grows.
//
//   stocks/x86-64-v4/35, .../70, ...    the last part of a row's name is its size, what stands before it the series
#pragma once

#include "app/study/study.hpp"

#include <benchmark/benchmark.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace headwater::bench {

/// One size of one series. `run` measures, and when the clock has stopped compares what came out with what ought to.
struct GrowthRow {
  std::string series;
  std::size_t size;
  std::string unit; ///< what `size` counts: "draw"
  std::function<void(benchmark::State&, const GrowthRow&)> run;
};

/// A chain of 35 to 1,120 stocks, by instruction set, in straight code and in a loop.
std::vector<GrowthRow> rows_of_stocks();
/// An ensemble of 64 to 4,096 draws of a plan and its baseline, as `headwater run --draws` computes it.
std::vector<GrowthRow> rows_of_draws();
/// 1 to 8 areas, each a run of draws of its own.
std::vector<GrowthRow> rows_of_areas();
/// 1 to 12 plans with every flow recorded, and the whole study of them that `headwater run` computes.
std::vector<GrowthRow> rows_of_plans();
/// Tornado and Sobol indices of a plan's net present value, by the runs they take.
std::vector<GrowthRow> rows_of_sensitivity();

/// Ends a measurement of `row.size` units an iteration: as wrong where `wrong` is not empty.
void conclude(benchmark::State& state, const GrowthRow& row, const std::string& wrong);

/// What is worked out once, when it is first asked for. Copies share it.
template<class T> class OnceAsked {
public:
  explicit OnceAsked(std::function<T()> make) : kept_{std::make_shared<Kept>(Kept{std::move(make), {}})} {}
  const T& operator()() const {
    if (!kept_->value) {
      kept_->value.emplace(kept_->make());
    }
    return *kept_->value;
  }

private:
  struct Kept {
    std::function<T()> make;
    std::optional<T> value;
  };
  std::shared_ptr<Kept> kept_;
};

/// The scenarios of a command with what they were read from, run on one thread with their central values.
struct StudyAtHand {
  app::StudyRequest request;
  app::StudyInputs inputs;
  std::vector<outputs::PlannedRun> plans;
  outputs::Runs runs;
};

/// The files that are shipped.
app::ShippedFiles shipped();

/// Throws std::runtime_error with the problems of inputs that are not sound.
StudyAtHand study_of(const std::vector<std::string>& scenarios);

/// A plan, with its baseline before it: what draws, areas and sensitivity run.
inline constexpr std::size_t baseline_run = 0;
inline constexpr std::size_t plan_run = 1;
StudyAtHand study_of_plan();

} // namespace headwater::bench
