#include "app/laboratory.hpp"

#include "outputs/files/results_folder.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::app {
namespace {

constexpr std::size_t parts_of_progress = 100; // it is said in hundredths

} // namespace

Laboratory::Laboratory(const Screen& screen, const StudyRequest& request, const outputs::Study& study,
                       const std::vector<outputs::PlannedRun>& plans, std::size_t run)
    : screen_{screen}, request_{request}, study_{study}, run_{run}, baseline_{study.runs[run].baseline},
      values_{&plans[run].values, &plans[baseline_].values} {
  grids_.push_back(model::plan_grid(plans[run].drivers, request.horizon));
  if (baseline_ != run) {
    grids_.push_back(model::plan_grid(plans[baseline_].drivers, request.horizon));
  }
}

void Laboratory::begin(std::string kind, const std::string& task, std::size_t runs) {
  made_.push_back({std::move(kind), 0, 0, ""});
  progress_ = std::make_unique<Progress>(screen_, task, parts_of_progress);
  expected_ = std::max<std::size_t>(runs, 1);
  said_ = 0;
}

std::vector<std::vector<double>> Laboratory::rows(std::size_t count, const outputs::DrawnValues& values,
                                                  const std::vector<outputs::AskedOutput>& asked) {
  std::vector<std::vector<double>> rows(count);
  const bool both = std::any_of(asked.begin(), asked.end(), [](const auto& one) { return one.needs_baseline(); });
  const auto look = [&](std::size_t point, std::span<const model::AnnualRecord* const> records) {
    rows[point] = outputs::read_outputs(study_, run_, asked, *records.front(), *records.back());
  };
  outputs::DrawSettings settings;
  settings.threads = request_.threads;
  settings.stop = &outputs::stop_requested;
  settings.progress = [&](std::size_t more) { tell(more); };
  const auto failures =
      outputs::run_draws(std::span(grids_).first(both ? grids_.size() : 1), 0, count, values, look, settings);
  if (outputs::stop_requested()) {
    throw outputs::Interrupted();
  }
  outputs::RunsMade& made = made_.back();
  made.runs += count;
  in_batch_ = 0;
  for (std::size_t i = 0; i < failures.size(); ++i) {
    made.failed += i == 0 || failures[i].draw != failures[i - 1].draw ? 1 : 0;
  }
  if (made.first_failure.empty() && !failures.empty()) {
    made.first_failure = failures.front().what;
  }
  return rows;
}

void Laboratory::note_without_value(const std::vector<std::vector<double>>& rows) {
  made_.back().without_value += static_cast<std::size_t>(std::count_if(
      rows.begin(), rows.end(), [](const auto& row) { return !row.empty() && !std::isfinite(row.front()); }));
}

void Laboratory::tell(std::size_t more) {
  in_batch_ += more;
  const std::size_t runs = made_.back().runs + in_batch_;
  for (; said_ < parts_of_progress && said_ < parts_of_progress * runs / expected_; ++said_) {
    progress_->step();
  }
}

} // namespace headwater::app
