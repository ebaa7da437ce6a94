// Work over threads: the one pool (oneTBB) that plans and draws are run on.
#pragma once

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <cstddef>

namespace headwater::outputs {

/// Calls `work(i)` for each i below `count` on so many threads (0: one for each processor), in no order.
template<class Work> void over_threads(std::size_t threads, std::size_t count, const Work& work) {
  tbb::task_arena arena(threads == 0 ? tbb::task_arena::automatic : static_cast<int>(threads));
  arena.execute([&] { tbb::parallel_for(std::size_t{0}, count, work); });
}

} // namespace headwater::outputs
