#include "tests/bench/growth.hpp"

#include <stdexcept>

namespace headwater::bench {

void conclude(benchmark::State& state, const GrowthRow& row, const std::string& wrong) {
  state.SetLabel(row.unit);
  if (!wrong.empty()) {
    state.SkipWithError(wrong.c_str());
    return;
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(row.size));
}

app::ShippedFiles shipped() { return {HEADWATER_SOURCE_DIR}; }

StudyAtHand study_of(const std::vector<std::string>& scenarios) {
  StudyAtHand at_hand;
  at_hand.request.scenarios = scenarios;
  at_hand.request.threads = 1;
  auto inputs = app::read_inputs(at_hand.request, shipped());
  if (!inputs.value) {
    throw std::runtime_error("the shipped inputs are not sound: " + inputs.problems.front().file + ": " +
                             inputs.problems.front().what);
  }
  at_hand.inputs = std::move(*inputs.value);
  at_hand.plans = app::planned_runs(at_hand.inputs);
  at_hand.runs = app::runs_of(at_hand.request, at_hand.inputs, at_hand.plans, app::Keep::flows);
  return at_hand;
}

StudyAtHand study_of_plan() { return study_of({"continue-as-now", "keep-the-promise"}); }

} // namespace headwater::bench
