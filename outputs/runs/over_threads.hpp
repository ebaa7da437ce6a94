// Work over threads: the one pool (oneTBB) that plans and draws are run on.
#pragma once

#include <tbb/info.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cstddef>

namespace headwater::outputs {

/// Calls `work(i)` for each i below `count` on so many threads (0: one for each processor; no more than there are), in
/// no order.
template<class Work> void over_threads(std::size_t threads, std::size_t count, const Work& work) {
  const auto processors = static_cast<std::size_t>(tbb::info::default_concurrency());
  tbb::task_arena arena(static_cast<int>(threads == 0 ? processors : std::min(threads, processors)));
  arena.execute([&] { tbb::parallel_for(std::size_t{0}, count, work); });
}

} // namespace headwater::outputs
