#include "model/ensemble/annual_runs.hpp"

#include "model/quantities/arrows.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace headwater::model {
namespace {

constexpr std::size_t reference_size = sizeof(Reference<double>) / sizeof(double);
static_assert(sizeof(Reference<double>) == reference_size * sizeof(double));

/// Copies one lane of states that a kernel wrote.
void copy_lane(const std::vector<double>& from, std::size_t lanes, std::size_t lane, std::vector<State<double>>& to) {
  const double* next = from.data() + lane;
  for (State<double>& state : to) {
    for (double& number : state) {
      number = *next;
      next += lanes;
    }
  }
}

bool is_finite(const State<double>& state) {
  return std::all_of(state.begin(), state.end(), [](double number) { return std::isfinite(number); });
}

} // namespace

void AnnualRuns::gather(std::span<const ParameterValues<double>> draws, const PlanGrid& plan, Numbers& numbers) const {
  const std::size_t width = lanes();
  numbers.values.resize(parameter_count * width);
  numbers.july.resize(plan.julys() * state_size * width);
  numbers.april.resize(plan.aprils.size() * state_size * width);
  numbers.reference.resize(reference_size * width);
  for (std::size_t lane = 0; lane < width; ++lane) {
    // A lane that nobody asked for repeats the last draw.
    const ParameterValues<double>& draw = draws[std::min(lane, draws.size() - 1)];
    for (std::size_t i = 0; i < parameter_count; ++i) {
      numbers.values[i * width + lane] = draw[i];
    }
  }
}

void AnnualRuns::run(std::span<const ParameterValues<double>> draws, const PlanGrid& plan,
                     std::span<AnnualRecord> records) {
  gather(draws, plan, trunk_);
  solve(draws, plan, 0, trunk_, records);
}

void AnnualRuns::run_branch(std::span<const ParameterValues<double>> draws, const PlanGrid& plan,
                            std::size_t shared_years, std::span<AnnualRecord> records) {
  gather(draws, plan, branch_);
  // A value that is not a number equals none, so such a block is run from the start.
  const std::size_t known_years = branch_.values == trunk_.values ? shared_years : 0;
  const auto take_over = [&](const std::vector<double>& from, std::vector<double>& to, std::size_t states) {
    std::copy_n(from.begin(), states * state_size * lanes(), to.begin());
  };
  if (known_years > 0) {
    take_over(trunk_.july, branch_.july, known_years + 1);
    take_over(trunk_.april, branch_.april, known_years);
  }
  solve(draws, plan, known_years, branch_, records);
}

void AnnualRuns::solve(std::span<const ParameterValues<double>> draws, const PlanGrid& plan, std::size_t known_years,
                       Numbers& numbers, std::span<AnnualRecord> records) const {
  const std::size_t width = lanes();
  const LaneBlock block{.values = numbers.values.data(),
                        .plan = plan.timetable(),
                        .known_years = known_years,
                        .july_states = numbers.july.data(),
                        .april_states = numbers.april.data(),
                        .reference = numbers.reference.data()};
  kernel_->run(&block);

  for (std::size_t lane = 0; lane < draws.size(); ++lane) {
    AnnualRecord& record = records[lane];
    record.parameters = by_name(draws[lane]);
    record.july_states.resize(plan.julys());
    record.april_states.resize(plan.aprils.size());
    copy_lane(numbers.july, width, lane, record.july_states);
    copy_lane(numbers.april, width, lane, record.april_states);
    auto* reference = reinterpret_cast<double*>(&record.reference);
    for (std::size_t i = 0; i < reference_size; ++i) {
      reference[i] = numbers.reference[i * width + lane];
    }
    record.july_moments.clear();
    for (std::size_t n = 0; n <= plan.steps; n += plan.steps_a_year) {
      record.july_moments.push_back(plan.moments[2 * n]);
    }
  }
}

std::optional<std::string> breakdown(const AnnualRecord& record) {
  if (is_finite(record.july_states.back())) {
    return std::nullopt;
  }
  const auto first = std::find_if_not(record.july_states.begin(), record.july_states.end(), is_finite);
  const auto bad = std::find_if_not(first->begin(), first->end(), [](double number) { return std::isfinite(number); });
  const StockRow* stock = stock_at(static_cast<std::size_t>(bad - first->begin()));
  const auto year = start_year + (first - record.july_states.begin());
  return (stock != nullptr ? std::string(stock->name) : "an accumulator") +
         " is no longer a finite number on 31 July " + std::to_string(year);
}

} // namespace headwater::model
