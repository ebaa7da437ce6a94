// What `headwater run` of the shipped plans spends its time on, stage by stage, and how long all of it takes.
//
//   bench_stages [ROUNDS]      default 5; medians of rounds are printed
//
// First every stage by itself on one thread, then the same work as the program does it, on 1, 2, ... threads: stages up to
// `findings` one after another, files side by side.
#include "app/study/study.hpp"
#include "outputs/booklet/findings.hpp"
#include "outputs/charts/echarts_engine.hpp"
#include "outputs/charts/png.hpp"
#include "outputs/files/digest.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/report/chart_files.hpp"
#include "outputs/report/report_html.hpp"
#include "outputs/tables/table_files.hpp"
#include "outputs/workbook/workbook.hpp"
#include "tests/bench/growth.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <fmt/format.h>
#include <tbb/global_control.h>
#include <tbb/info.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <iostream>

namespace headwater::bench {
namespace {

struct Spent {
  double wall = 0; ///< seconds
  double cpu = 0;  ///< seconds, of all threads
};

template<class Work> Spent spent_on(const Work& work) {
  const auto cpu = [] {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
  };
  const auto start = std::chrono::steady_clock::now();
  const double before = cpu();
  work();
  return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), cpu() - before};
}

/// What each round spent on each stage, in the order in which stages were first met.
class Stages {
public:
  template<class Work> void add(const std::string& name, const Work& work) {
    const Spent spent = spent_on(work);
    auto row = std::find_if(rows_.begin(), rows_.end(), [&](const Row& known) { return known.name == name; });
    if (row == rows_.end()) {
      row = rows_.insert(rows_.end(), {name, {}});
    }
    row->rounds.push_back(spent);
  }

  /// `parts`: whether the rows are parts of one whole, so that each has a share of its CPU time.
  void print(const char* title, bool parts = true) const {
    double cpu = 0;
    for (const Row& row : rows_) {
      cpu += median(row.rounds, &Spent::cpu);
    }
    fmt::print("{:<28} {:>9} {:>9}{}\n", title, "wall ms", "CPU ms", parts ? "  of CPU" : "");
    for (const Row& row : rows_) {
      const double own = median(row.rounds, &Spent::cpu);
      fmt::print("{:<28} {:>9.1f} {:>9.1f}{}\n", row.name, 1e3 * median(row.rounds, &Spent::wall), 1e3 * own,
                 parts ? fmt::format("  {:>5.1f}%", 100 * own / cpu) : "");
    }
  }

private:
  struct Row {
    std::string name;
    std::vector<Spent> rounds;
  };

  static double median(const std::vector<Spent>& rounds, double Spent::*which) {
    std::vector<double> values;
    for (const Spent& round : rounds) {
      values.push_back(round.*which);
    }
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
  }

  std::vector<Row> rows_;
};

/// What is there when the plans have been run.
struct Worked {
  outputs::Booklet booklet;
  outputs::Manifest manifest;
};

Worked worked(std::size_t threads, Stages& stages) {
  app::StudyRequest request;
  request.threads = threads;
  app::StudyInputs inputs;
  stages.add("inputs", [&] {
    auto read = app::read_inputs(request, shipped());
    if (!read.value) {
      throw std::runtime_error("the shipped inputs are not sound");
    }
    inputs = std::move(*read.value);
  });
  std::vector<outputs::PlannedRun> plans;
  outputs::Runs runs;
  stages.add("plans", [&] {
    plans = app::planned_runs(inputs);
    runs = app::runs_of(request, inputs, plans, app::Keep::flows);
  });
  outputs::Findings findings;
  stages.add("findings", [&] { findings = outputs::findings_of(runs, plans, threads); });
  return {app::booklet_of(inputs, std::move(runs), std::move(findings), "bench"), {}};
}

/// One stage after another on one thread.
void run_apart(Stages& stages) {
  const tests::TemporaryFolder at;
  outputs::ResultsFolder folder(at.path() / "results");
  const Worked done = worked(1, stages);
  std::vector<std::pair<std::filesystem::path, std::string>> made;
  stages.add("tables (CSV)", [&] {
    for (const outputs::FileToMake& file : outputs::table_files(done.booklet)) {
      made.emplace_back(file.name, file.bytes());
    }
  });
  std::vector<outputs::Chart> charts;
  stages.add("charts: what they say", [&] { charts = outputs::draw_pictures(done.booklet); });
  std::unique_ptr<outputs::EchartsEngine> engine;
  stages.add("charts: an engine begins", [&] { engine = std::make_unique<outputs::EchartsEngine>(); });
  std::vector<outputs::DrawnChart> drawn;
  stages.add("charts: SVG", [&] {
    for (const outputs::Chart& chart : charts) {
      drawn.push_back({chart, engine->svg(chart)});
      made.emplace_back("charts/" + chart.name + ".svg", drawn.back().svg);
    }
  });
  stages.add("charts: an engine ends", [&] { engine.reset(); });
  stages.add("charts: PNG", [&] {
    for (const outputs::DrawnChart& one : drawn) {
      made.emplace_back("charts/" + one.chart.name + ".png", outputs::png_from_svg(one.svg));
    }
  });
  stages.add("report.html", [&] { made.emplace_back("report.html", outputs::report_html(done.booklet, drawn)); });
  stages.add("workbook.xlsx", [&] {
    made.emplace_back("workbook.xlsx", outputs::workbook_bytes(done.booklet, done.manifest, folder.beside()));
  });
  stages.add("writing", [&] {
    for (const auto& [name, bytes] : made) {
      folder.write(name, bytes);
    }
  });
  stages.add("hashing", [&] {
    for (const auto& [name, bytes] : made) {
      outputs::sha256(bytes);
    }
  });
  stages.add("putting in place", [&] { folder.put_in_place(); });
}

/// As the program does it.
void run_together(std::size_t threads, Stages& stages, Stages& totals) {
  const tests::TemporaryFolder at;
  totals.add(fmt::format("{} threads", threads), [&] {
    outputs::ResultsFolder folder(at.path() / "results");
    const Worked done = worked(threads, stages);
    stages.add("files side by side", [&] {
      std::vector<outputs::FileToMake> files = outputs::table_files(done.booklet);
      const outputs::ChartFiles charts =
          outputs::add_chart_files(outputs::draw_pictures(done.booklet), outputs::letters_can_be_drawn(), {}, files);
      files.push_back(
          {"report.html", [&] { return outputs::report_html(done.booklet, *charts.drawn); }, charts.drawings});
      files.push_back(
          {"workbook.xlsx", [&] { return outputs::workbook_bytes(done.booklet, done.manifest, folder.beside()); }});
      outputs::write_side_by_side(files, folder, threads);
    });
    stages.add("putting in place", [&] { folder.put_in_place(); });
  });
}

void measure(std::size_t rounds) {
  const auto most = static_cast<std::size_t>(tbb::info::default_concurrency());
  Stages apart;
  Stages totals;
  std::vector<Stages> together(most);
  for (std::size_t round = 0; round < rounds; ++round) {
    {
      const tbb::global_control one_thread(tbb::global_control::max_allowed_parallelism, 1);
      run_apart(apart);
    }
    for (std::size_t threads = 1; threads <= most; ++threads) {
      run_together(threads, together[threads - 1], totals);
    }
  }
  apart.print("apart, one thread");
  for (std::size_t threads = 1; threads <= most; ++threads) {
    fmt::print("\n");
    together[threads - 1].print(fmt::format("as the program, {} threads", threads).c_str());
  }
  fmt::print("\n");
  totals.print("all of it", false);
}

} // namespace
} // namespace headwater::bench

int main(int argc, char** argv) {
  const std::size_t rounds = argc == 2 ? std::strtoul(argv[1], nullptr, 10) : 5;
  if (argc > 2 || rounds == 0) {
    std::cerr << "bench_stages [ROUNDS]\n";
    return 2;
  }
  try {
    headwater::bench::measure(rounds);
  } catch (const std::exception& problem) {
    std::cerr << "bench_stages: " << problem.what() << "\n";
    return 1;
  }
  return 0;
}
