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

void AnnualRuns::run(std::span<const ParameterValues<double>> draws, const PlanGrid& plan,
                     std::span<AnnualRecord> records) {
  const std::size_t width = lanes();
  values_.resize(parameter_count * width);
  july_.resize(plan.julys() * state_size * width);
  april_.resize(plan.aprils.size() * state_size * width);
  reference_.resize(reference_size * width);
  for (std::size_t lane = 0; lane < width; ++lane) {
    // A lane that nobody asked for repeats the last draw.
    const ParameterValues<double>& draw = draws[std::min(lane, draws.size() - 1)];
    for (std::size_t i = 0; i < parameter_count; ++i) {
      values_[i * width + lane] = draw[i];
    }
  }
  const LaneBlock block{.values = values_.data(),
                        .moments = plan.moments.data(),
                        .aprils = plan.aprils.data(),
                        .april_count = plan.aprils.size(),
                        .steps = plan.steps,
                        .steps_a_year = plan.steps_a_year,
                        .step = plan.step,
                        .july_states = july_.data(),
                        .april_states = april_.data(),
                        .reference = reference_.data()};
  kernel_->run(&block);

  for (std::size_t lane = 0; lane < draws.size(); ++lane) {
    AnnualRecord& record = records[lane];
    record.parameters = by_name(draws[lane]);
    record.july_states.resize(plan.julys());
    record.april_states.resize(plan.aprils.size());
    copy_lane(july_, width, lane, record.july_states);
    copy_lane(april_, width, lane, record.april_states);
    auto* reference = reinterpret_cast<double*>(&record.reference);
    for (std::size_t i = 0; i < reference_size; ++i) {
      reference[i] = reference_[i * width + lane];
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
