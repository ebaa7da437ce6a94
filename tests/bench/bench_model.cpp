// The model against the rivals in C, in one program, with Google Benchmark.
//
//   bench_model FOLDER [--benchmark_filter=...]    FOLDER is where write_rivals wrote
//
// A contender is a way to run some draws; to add one, add a row to contenders(). Every contender starts from the same
// numbers, and after the clock has stopped its ends are compared with those of headwater::model::run.
#include "tests/bench/draws.hpp"
#include "tests/bench/fma_peak.hpp"
#include "tests/bench/formula.hpp"
#include "tests/bench/rival_scalar.h"

#include <benchmark/benchmark.h>

#include <algorithm>
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
  double flops;                ///< of one evaluation of the right-hand side

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
      ends[i] = run(numbers.draws.draws[first + i], numbers.draws.moments);
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

/// Everybody who runs inside this program. `at_once` of a contender in lanes is the number of draws it takes together;
/// its `run` writes their ends, in the order of the draws.
std::vector<Contender> contenders() {
  return {
      {"headwater/double", Method::rk4, 1, one_by_one(&run_rk4)},
      {"headwater/double_euler", Method::euler, 1, one_by_one(&run_euler)},
      {"c/plain_v3", Method::rk4, 1, one_by_one(&portable_run)},
      {"c/plain_native_fast", Method::rk4, 1, one_by_one(&native_run)},
      {"c/staged_v3", Method::rk4, 1, one_by_one(&portable_run_staged)},
      {"c/staged_native_fast", Method::rk4, 1, one_by_one(&native_run_staged)},
  };
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
      benchmark::Counter(runs * evaluations * numbers.flops * 1e-9, benchmark::Counter::kIsRate);
  state.counters["off"] = worst;
}

void run_peak(benchmark::State& state, double (*kernel)(std::size_t)) {
  double flops = 0.0;
  for ([[maybe_unused]] auto _ : state) {
    flops += kernel(100000);
  }
  state.counters["GFLOP/s"] = benchmark::Counter(flops * 1e-9, benchmark::Counter::kIsRate);
}

Prepared prepare(const std::filesystem::path& folder) {
  Prepared numbers{.draws = read_draws(folder), .given = {}, .moments = {}, .flops = 0.0};
  numbers.given.resize(numbers.draws.draws.size() * Prepared::given_size);
  double* to = numbers.given.data();
  for (const Draw& draw : numbers.draws.draws) {
    std::memcpy(to, &draw.parameters, sizeof draw.parameters);
    std::memcpy(to + model::parameter_count, &draw.reference, sizeof draw.reference);
    to += Prepared::given_size;
  }
  numbers.moments.resize(numbers.draws.moments.size() * moment_count);
  std::memcpy(numbers.moments.data(), numbers.draws.moments.data(), numbers.moments.size() * sizeof(double));
  const FormulaBook book;
  numbers.flops = static_cast<double>(count_operations(book, right_hand_side(), false).flops());
  return numbers;
}

void register_all(const Prepared& numbers) {
  for (const Contender& contender : contenders()) {
    benchmark::RegisterBenchmark(contender.name.c_str(), [contender, &numbers](benchmark::State& state) {
      run_contender(state, contender, numbers);
    })->Unit(benchmark::kMillisecond);
  }
  if (has_avx2()) {
    benchmark::RegisterBenchmark("peak/avx2", [](benchmark::State& state) { run_peak(state, &fma_avx2); });
  }
  if (has_avx512()) {
    benchmark::RegisterBenchmark("peak/avx512", [](benchmark::State& state) { run_peak(state, &fma_avx512); });
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
