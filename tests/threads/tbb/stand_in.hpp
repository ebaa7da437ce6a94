// What Headwater uses of oneTBB, over std::thread: for the thread sanitizer, and for nothing else.
//
// That sanitizer knows an order between two threads only from code that it compiled itself. Debian's libtbb is not such
// code, so every task that it hands from one thread to another would look like a race, and to silence all that has TBB
// on its stack would silence all of ours. Here tasks are handed over by std::thread and std::mutex, which it knows, and
// no more order is made than oneTBB promises: between a loop's caller and its bodies, and none among the bodies.
//
// The preset `tsan` finds this folder before the one with the real headers (CMakeLists.txt).
#pragma once

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

namespace tbb {
namespace stand_in {

/// Two at least: with one there is nothing to be seen.
inline int usual_width() { return std::max(2, static_cast<int>(std::thread::hardware_concurrency())); }

/// How many threads a loop of this thread has.
inline thread_local int width = usual_width();

/// Calls `work()` on so many threads of the arena that the caller is in, and throws what was thrown first.
template<class Work> void on_threads(std::size_t count, const Work& work) {
  std::exception_ptr thrown;
  std::mutex mutex;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < count; ++i) {
    threads.emplace_back([&, inherited = width] {
      width = inherited;
      try {
        work();
      } catch (...) {
        const std::lock_guard lock(mutex);
        thrown = thrown ? thrown : std::current_exception();
      }
    });
  }
  for (std::thread& thread : threads) {
    thread.join();
  }
  if (thrown) {
    std::rethrow_exception(thrown);
  }
}

} // namespace stand_in

namespace info {
inline int default_concurrency() { return stand_in::usual_width(); }
} // namespace info

class task_arena {
public:
  static constexpr int automatic = -1;

  explicit task_arena(int threads = automatic) : threads_{threads == automatic ? stand_in::usual_width() : threads} {}
  template<class Work> void execute(const Work& work) {
    const int before = std::exchange(stand_in::width, threads_);
    try {
      work();
    } catch (...) {
      stand_in::width = before;
      throw;
    }
    stand_in::width = before;
  }

private:
  int threads_;
};

template<class Whole> class blocked_range {
public:
  blocked_range(Whole begin, Whole end, std::size_t = 1) : begin_{begin}, end_{end} {}
  Whole begin() const { return begin_; }
  Whole end() const { return end_; }

private:
  Whole begin_;
  Whole end_;
};

struct simple_partitioner {};

/// One by one, whoever comes first; which one comes next is told without making an order between threads.
template<class Whole, class Body> void parallel_for(Whole begin, Whole end, const Body& body, simple_partitioner = {}) {
  std::atomic<Whole> next{begin};
  const auto left = static_cast<std::size_t>(end > begin ? end - begin : 0);
  stand_in::on_threads(std::min(left, static_cast<std::size_t>(stand_in::width)), [&] {
    try {
      for (Whole i = next.fetch_add(1, std::memory_order_relaxed); i < end;
           i = next.fetch_add(1, std::memory_order_relaxed)) {
        body(i);
      }
    } catch (...) {
      next.store(end, std::memory_order_relaxed);
      throw;
    }
  });
}
template<class Whole, class Body>
void parallel_for(const blocked_range<Whole>& range, const Body& body, simple_partitioner = {}) {
  parallel_for(range.begin(), range.end(), [&](Whole i) { body(blocked_range<Whole>(i, i + 1)); });
}

/// The last task given is done first.
class task_group {
public:
  template<class Task> void run(Task task) {
    const std::lock_guard lock(mutex_);
    tasks_.emplace_back(std::move(task));
    changed_.notify_all();
  }
  void wait() {
    stand_in::on_threads(static_cast<std::size_t>(stand_in::width), [this] {
      std::unique_lock lock(mutex_);
      while (true) {
        changed_.wait(lock, [this] { return !tasks_.empty() || running_ == 0; });
        if (tasks_.empty()) {
          return;
        }
        const std::function<void()> task = std::move(tasks_.back());
        tasks_.pop_back();
        ++running_;
        lock.unlock();
        std::exception_ptr thrown;
        try {
          task();
        } catch (...) {
          thrown = std::current_exception();
        }
        lock.lock();
        --running_;
        changed_.notify_all();
        if (thrown) {
          tasks_.clear();
          std::rethrow_exception(thrown);
        }
      }
    });
  }

private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::function<void()>> tasks_;
  int running_ = 0;
};

/// One value for each thread that asks.
template<class Value> class enumerable_thread_specific {
public:
  enumerable_thread_specific() : made_{[] { return Value(); }} {}
  template<class Make> explicit enumerable_thread_specific(Make make) : made_{std::move(make)} {}
  Value& local() {
    const std::lock_guard lock(mutex_);
    auto found = of_.find(std::this_thread::get_id());
    if (found == of_.end()) {
      found = of_.emplace(std::piecewise_construct, std::tuple(std::this_thread::get_id()), std::tuple(made_)).first;
    }
    return found->second.value;
  }

private:
  struct Kept {
    explicit Kept(const std::function<Value()>& make) : value(make()) {}
    Value value;
  };

  std::function<Value()> made_;
  std::mutex mutex_;
  std::map<std::thread::id, Kept> of_;
};

} // namespace tbb
