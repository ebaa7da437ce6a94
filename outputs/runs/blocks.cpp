#include "outputs/runs/blocks.hpp"

#include <algorithm>

namespace headwater::outputs {
namespace {

using scenarios::Kind;

bool is_a_plan(const ScenarioRun& run) { return !run.is_baseline() && run.kind == Kind::plan; }
bool has_plans(const Runs& runs) { return std::any_of(runs.begin(), runs.end(), is_a_plan); }

} // namespace

std::vector<RunBlock> run_blocks_of(const Runs& runs) {
  std::vector<RunBlock> blocks(1 + std::size(scenarios::kinds));
  bool only_plans = true;
  for (const ScenarioRun& run : runs) {
    blocks[run.is_baseline() ? 0 : 1 + static_cast<std::size_t>(run.kind)].runs.push_back(run.position);
    only_plans = only_plans && (run.is_baseline() || is_a_plan(run));
  }
  for (const Kind kind : scenarios::kinds) {
    blocks[1 + static_cast<std::size_t>(kind)].heading = only_plans ? "" : heading(kind);
  }
  std::erase_if(blocks, [](const RunBlock& block) { return block.runs.empty(); });
  return blocks;
}

bool is_counted(const Runs& runs, const ScenarioRun& run) {
  return !run.is_baseline() && (run.kind == Kind::plan || !has_plans(runs));
}

std::string_view counted_word(const Runs& runs) { return has_plans(runs) ? "plan" : "scenario"; }

} // namespace headwater::outputs
