// Work over threads: the one pool (oneTBB) that plans and draws are run on.
#pragma once

#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>
#include <tbb/task_group.h>

#include <algorithm>
#include <cstddef>

namespace headwater::outputs {

/// So many threads (0: one for each processor; no more than there are).
inline tbb::task_arena arena_of(std::size_t threads) {
  const auto processors = static_cast<std::size_t>(tbb::info::default_concurrency());
  return tbb::task_arena(static_cast<int>(threads == 0 ? processors : std::min(threads, processors)));
}

/// Calls `work(i)` for each i below `count` on so many threads, in no order.
template<class Work> void over_threads(std::size_t threads, std::size_t count, const Work& work) {
  arena_of(threads).execute([&] { tbb::parallel_for(std::size_t{0}, count, work); });
}

/// Calls `begin(tasks)`, and returns when all is done that it gave to `tasks` and that these gave to it in turn. Of one
/// thread's tasks the one given last is done first.
template<class Begin> void tasks_over_threads(std::size_t threads, const Begin& begin) {
  arena_of(threads).execute([&] {
    tbb::task_group tasks;
    begin(tasks);
    tasks.wait();
  });
}

} // namespace headwater::outputs
