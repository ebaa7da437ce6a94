// The loop table of the shipped scenarios, made once for all tests that look at it.
#pragma once

#include "model/document/loop_table.hpp"
#include "scenarios/scenario.hpp"
#include "tests/scotland_drivers.hpp"

namespace headwater::tests {

inline model::Plan shipped_plan(const char* id) {
  const std::filesystem::path folder = std::filesystem::path(HEADWATER_SOURCE_DIR) / "scenarios";
  return scenarios::read_scenario(folder / (std::string(id) + ".toml"), folder).value.value().plan;
}

inline const model::LoopTable& shipped_loop_table() {
  static const model::LoopTable table = model::make_loop_table(
      scotland_drivers(), {shipped_plan("continue-as-now"), shipped_plan("keep-the-promise"), shipped_plan("cuts")});
  return table;
}

} // namespace headwater::tests
