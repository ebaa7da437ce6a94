// The model against the rivals in C, in one program, with Google Benchmark.
//
//   bench_model FOLDER [--benchmark_filter=...]    FOLDER is where write_rivals wrote
//
// A contender is a way to run some draws; to add one, add a row to contenders(). Every contender starts from the same
// numbers, and after the clock has stopped its ends are compared with those of headwater::model::run.
#include "model/ensemble/annual_runs.hpp"
#include "tests/bench/bench_draws.hpp"
#include "tests/bench/bench_formula.hpp"
#include "tests/bench/euler_kernel.hpp"
#include "tests/bench/fma_peak.hpp"
#include "tests/bench/rival_scalar.h"

#include <benchmark/benchmark.h>
#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <bit>
#include <cstring>
#include <exception>
#include <functional>
#include <iostream>
#include <span>
#include <string>
#include <vector>

namespace headwater::bench {
namespace {

constexpr double tolerance = 1e-9;

enum class Method : std::uint8_t { rk4, euler };

/// What a contender may prepare before the clock starts: the numbers, laid out as rivals in C read them.
struct Prepared {
  Draws draws;
  std::vector<double> given;   ///< draw after draw: parameters, then reference
  std::vector<double> moments; ///< time after time
  OperationCount operations;   ///< of one evaluation of the right-hand side

  double flops() const { return static_cast<double>(operations.flops()); }
  static constexpr std::size_t given_size = model::parameter_count + reference_count;
};

/// Runs draws `first` to `first + ends.size()` from start to end.
using RunDraws = std::function<void(const Prepared&, std::size_t first, std::span<model::State<double>> ends)>;

struct Contender {
  std::string name;
  Method method;
  std::size_t at_once; ///< draws a call runs
  RunDraws run;
};

RunDraws one_by_one(model::State<double> (*run)(const Draw&, const std::vector<model::Moment<double>>&)) {
  return [run](const Prepared& numbers, std::size_t first, std::span<model::State<double>> ends) {
    for (std::size_t i = 0; i < ends.size(); ++i) {
      ends[i] = run(numbers.draws.draws[first + i], numbers.draws.plan.moments);
    }
  };
}

RunDraws one_by_one(rival_runs* run) {
  return [run](const Prepared& numbers, std::size_t first, std::span<model::State<double>> ends) {
    for (std::size_t i = 0; i < ends.size(); ++i) {
      run(numbers.draws.draws[first + i].start.data(), numbers.given.data() + (first + i) * Prepared::given_size,
          numbers.moments.data(), static_cast<int>(step_count), model::step_length, ends[i].data());
    }
  };
}

model::ParameterValues<double> values_of(const Draw& draw) {
  return std::bit_cast<model::ParameterValues<double>>(draw.parameters);
}

/// Annual runs of parameters that are drawn already, a block of lanes at a time: worked out from the start of 2011 on,
/// with a step of its own to each 1 April and every annual state kept, which no rival does.
RunDraws annual_runs(const model::LaneKernel& kernel) {
  return [runs = model::AnnualRuns(kernel), values = std::vector<model::ParameterValues<double>>(kernel.lanes),
          records = std::vector<model::AnnualRecord>(kernel.lanes)](const Prepared& numbers, std::size_t first,
                                                                    std::span<model::State<double>> ends) mutable {
    for (std::size_t i = 0; i < ends.size(); ++i) {
      values[i] = values_of(numbers.draws.draws[first + i]);
    }
    runs.run(values, numbers.draws.plan, records);
    for (std::size_t i = 0; i < ends.size(); ++i) {
      ends[i] = records[i].july_states.back();
    }
  };
}

/// From the numbers of the draws to their annual records, drawing and all, on threads.
RunDraws ensemble(int threads, std::size_t count) {
  struct Worker {
    model::AnnualRuns runs;
    std::vector<model::ParameterValues<double>> values{runs.lanes()};
    std::vector<model::AnnualRecord> records{runs.lanes()};
  };
  return [threads, draws = parameter_draws(count)](const Prepared& numbers, std::size_t first,
                                                   std::span<model::State<double>> ends) {
    tbb::task_arena arena(threads);
    tbb::enumerable_thread_specific<Worker> workers;
    const std::size_t lanes = model::best_lane_kernel().lanes;
    arena.execute([&] {
      tbb::parallel_for(
          tbb::blocked_range<std::size_t>(0, ends.size() / lanes, 1),
          [&](const tbb::blocked_range<std::size_t>& blocks) {
            Worker& worker = workers.local();
            for (std::size_t block = blocks.begin(); block != blocks.end(); ++block) {
              for (std::size_t i = 0; i < lanes; ++i) {
                worker.values[i] = draws.values(first + block * lanes + i);
              }
              worker.runs.run(worker.values, numbers.draws.plan, worker.records);
              for (std::size_t i = 0; i < lanes; ++i) {
                ends[block * lanes + i] = worker.records[i].july_states.back();
              }
            }
          },
          tbb::simple_partitioner{});
    });
  };
}

RunDraws euler_in_lanes(EulerKernel kernel, std::size_t lanes) {
  return [kernel, lanes, values = std::vector<double>(model::parameter_count * lanes),
          found = std::vector<double>(model::state_size * lanes)](const Prepared& numbers, std::size_t first,
                                                                  std::span<model::State<double>> ends) mutable {
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const model::ParameterValues<double> draw = values_of(numbers.draws.draws[first + lane]);
      for (std::size_t i = 0; i < draw.size(); ++i) {
        values[i * lanes + lane] = draw[i];
      }
    }
    kernel(values.data(), numbers.draws.plan.moments.data(), step_count, model::step_length, found.data());
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      for (std::size_t i = 0; i < model::state_size; ++i) {
        ends[lane][i] = found[i * lanes + lane];
      }
    }
  };
}

/// Everybody who runs inside this program. `at_once` of a contender in lanes is the number of draws it takes together;
/// its `run` writes their ends, in the order of the draws.
std::vector<Contender> contenders(std::size_t draws) {
  std::vector<Contender> result{
      {"headwater/double", Method::rk4, 1, one_by_one(&run_rk4)},
      {"headwater/double_euler", Method::euler, 1, one_by_one(&run_euler)},
      {"c/plain_v3", Method::rk4, 1, one_by_one(&portable_run)},
      {"c/plain_native_fast", Method::rk4, 1, one_by_one(&native_run)},
      {"c/staged_v3", Method::rk4, 1, one_by_one(&portable_run_staged)},
      {"c/staged_native_fast", Method::rk4, 1, one_by_one(&native_run_staged)},
  };
  for (const model::LaneKernel& kernel : model::lane_kernels()) {
    result.push_back(
        {"headwater/" + std::string(kernel.instruction_set), Method::rk4, kernel.lanes, annual_runs(kernel)});
  }
  if (model::find_lane_kernel("x86-64-v3") != nullptr) {
    result.push_back({"headwater/x86-64-v3_euler", Method::euler, 4, euler_in_lanes(&headwater_euler_v3, 4)});
  }
  if (model::find_lane_kernel("x86-64-v4") != nullptr) {
    result.push_back({"headwater/x86-64-v4_euler", Method::euler, 8, euler_in_lanes(&headwater_euler_v4, 8)});
  }
  for (const int threads : {1, 2}) {
    result.push_back({"threads/" + std::to_string(threads), Method::rk4, draws, ensemble(threads, draws)});
  }
  return result;
}

void run_contender(benchmark::State& state, const Contender& contender, const Prepared& numbers) {
  const std::vector<Draw>& draws = numbers.draws.draws;
  const std::size_t groups = draws.size() / contender.at_once;
  std::vector<model::State<double>> ends(groups * contender.at_once);
  std::vector<bool> done(groups, false);
  std::size_t group = 0;
  for ([[maybe_unused]] auto _ : state) {
    contender.run(numbers, group * contender.at_once,
                  std::span(ends).subspan(group * contender.at_once, contender.at_once));
    done[group] = true;
    group = (group + 1) % groups;
  }
  double worst = 0.0;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (done[i / contender.at_once]) {
      const double off =
          difference(ends[i].data(), contender.method == Method::rk4 ? draws[i].end_rk4 : draws[i].end_euler);
      worst = off > worst || off != off ? off : worst;
    }
  }
  if (!(worst <= tolerance)) {
    state.SkipWithError(("ends differ from the model's by " + std::to_string(worst)).c_str());
    return;
  }
  const double runs = static_cast<double>(state.iterations()) * static_cast<double>(contender.at_once);
  const double evaluations =
      contender.method == Method::rk4 ? static_cast<double>(rk4_evaluations) : static_cast<double>(step_count);
  state.SetItemsProcessed(static_cast<std::int64_t>(runs));
  state.counters["GFLOP/s"] =
      benchmark::Counter(runs * evaluations * numbers.flops() * 1e-9, benchmark::Counter::kIsRate);
  state.counters["off"] = worst;
}

/// Drawing alone: a draw's parameters, and whether they are those everybody runs.
void run_drawing(benchmark::State& state, const Prepared& numbers) {
  const std::vector<Draw>& draws = numbers.draws.draws;
  const model::ParameterDraws parameters = parameter_draws(draws.size());
  std::vector<model::ParameterValues<double>> drawn(draws.size());
  std::size_t draw = 0;
  for ([[maybe_unused]] auto _ : state) {
    drawn[draw] = parameters.values(draw);
    draw = (draw + 1) % draws.size();
  }
  double off = 0.0;
  for (std::size_t i = 0; i < draws.size(); ++i) {
    const bool done = i < static_cast<std::size_t>(state.iterations());
    off = done && drawn[i] != values_of(draws[i]) ? 1.0 : off;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
  state.counters["GFLOP/s"] = 0.0;
  state.counters["off"] = off;
}

/// The model as fast as its divisions and square roots would let it be, if all else took no time.
void run_divider(benchmark::State& state, const Prepared& numbers,
                 double (*divide)(std::size_t, std::size_t, std::size_t)) {
  double evaluations = 0.0;
  for ([[maybe_unused]] auto _ : state) {
    evaluations += divide(1000, numbers.operations.divide, numbers.operations.square_root);
  }
  state.counters["GFLOP/s"] = benchmark::Counter(evaluations * numbers.flops() * 1e-9, benchmark::Counter::kIsRate);
}

void run_peak(benchmark::State& state, double (*kernel)(std::size_t)) {
  double flops = 0.0;
  for ([[maybe_unused]] auto _ : state) {
    flops += kernel(100000);
  }
  state.counters["GFLOP/s"] = benchmark::Counter(flops * 1e-9, benchmark::Counter::kIsRate);
}

Prepared prepare(const std::filesystem::path& folder) {
  Prepared numbers{.draws = read_draws(folder), .given = {}, .moments = {}, .operations = {}};
  numbers.given.resize(numbers.draws.draws.size() * Prepared::given_size);
  double* to = numbers.given.data();
  for (const Draw& draw : numbers.draws.draws) {
    std::memcpy(to, &draw.parameters, sizeof draw.parameters);
    std::memcpy(to + model::parameter_count, &draw.reference, sizeof draw.reference);
    to += Prepared::given_size;
  }
  numbers.moments.resize(numbers.draws.plan.moments.size() * moment_count);
  std::memcpy(numbers.moments.data(), numbers.draws.plan.moments.data(), numbers.moments.size() * sizeof(double));
  const FormulaBook book;
  numbers.operations = count_operations(book, right_hand_side(), false);
  return numbers;
}

void register_all(const Prepared& numbers) {
  for (const Contender& contender : contenders(numbers.draws.draws.size())) {
    auto* registered =
        benchmark::RegisterBenchmark(contender.name.c_str(), [contender, &numbers](benchmark::State& state) {
          run_contender(state, contender, numbers);
        });
    registered->Unit(benchmark::kMillisecond);
    if (contender.name.starts_with("threads/")) {
      registered->UseRealTime();
    }
  }
  benchmark::RegisterBenchmark("drawing/sobol", [&](benchmark::State& state) { run_drawing(state, numbers); });
  if (has_avx2()) {
    benchmark::RegisterBenchmark("peak/avx2", [](benchmark::State& state) { run_peak(state, &fma_avx2); });
    benchmark::RegisterBenchmark("peak/divider_avx2",
                                 [&](benchmark::State& state) { run_divider(state, numbers, &divider_avx2); });
  }
  if (has_avx512()) {
    benchmark::RegisterBenchmark("peak/avx512", [](benchmark::State& state) { run_peak(state, &fma_avx512); });
    benchmark::RegisterBenchmark("peak/divider_avx512",
                                 [&](benchmark::State& state) { run_divider(state, numbers, &divider_avx512); });
  }
}

} // namespace
} // namespace headwater::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 2) {
    std::cerr << "bench_model FOLDER [--benchmark_filter=...]\n";
    return 2;
  }
  try {
    const headwater::bench::Prepared numbers = headwater::bench::prepare(argv[1]);
    headwater::bench::register_all(numbers);
    benchmark::RunSpecifiedBenchmarks();
  } catch (const std::exception& problem) {
    std::cerr << "bench_model: " << problem.what() << "\n";
    return 1;
  }
  benchmark::Shutdown();
  return 0;
}
