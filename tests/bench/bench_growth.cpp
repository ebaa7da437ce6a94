// How cost grows: with stocks, draws, areas and plans, and with the runs of a sensitivity analysis.
//
//   bench_growth [FIRST] [--benchmark_filter=...]    FIRST: the number of the row that opens, so that rounds can differ
//
// Everything is on one thread. A row is a size of a series (growth.hpp); to add one, add it to rows().
#include "tests/bench/growth.hpp"

#include <tbb/global_control.h>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <iostream>

namespace headwater::bench {
namespace {

std::vector<GrowthRow> growth_rows() {
  std::vector<GrowthRow> all;
  for (const auto& some :
       {rows_of_stocks(), rows_of_draws(), rows_of_areas(), rows_of_plans(), rows_of_sensitivity()}) {
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

void register_growth(std::size_t first) {
  std::vector<GrowthRow> rows = growth_rows();
  std::rotate(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(first % rows.size()), rows.end());
  for (const GrowthRow& row : rows) {
    const std::string name = row.series + "/" + std::to_string(row.size);
    benchmark::RegisterBenchmark(name.c_str(), [row](benchmark::State& state) {
      row.run(state, row);
    })->Unit(benchmark::kMillisecond);
  }
}

} // namespace
} // namespace headwater::bench

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc > 2) {
    std::cerr << "bench_growth [FIRST] [--benchmark_filter=...]\n";
    return 2;
  }
  try {
    // What is worked out in parallel otherwise counts as the time of one thread here.
    const tbb::global_control one_thread(tbb::global_control::max_allowed_parallelism, 1);
    headwater::bench::register_growth(argc == 2 ? std::strtoul(argv[1], nullptr, 10) : 0);
    benchmark::RunSpecifiedBenchmarks();
  } catch (const std::exception& problem) {
    std::cerr << "bench_growth: " << problem.what() << "\n";
    return 1;
  }
  benchmark::Shutdown();
  return 0;
}
