// Exit codes: a promise to scripts.
#pragma once

namespace headwater::app {

enum ExitCode : int {
  done = 0,
  run_failed = 1,
  wrong_usage = 2,
  invalid_input = 3, ///< nothing was run
  cannot_write = 4,  ///< nothing half-written is left
};

} // namespace headwater::app
