// Progress of many runs, said in hundredths however many there are.
#pragma once

#include "app/terminal/screen.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

namespace headwater::app {

class Hundredths {
public:
  /// A task of about so many runs.
  Hundredths(const Screen& screen, std::string task, std::size_t runs)
      : progress_{screen, std::move(task), parts}, runs_{std::max<std::size_t>(runs, 1)} {}

  /// So many more runs are done. Safe to call from several threads one at a time.
  void done(std::size_t more) {
    done_ += more;
    for (; said_ < parts && said_ < parts * done_ / runs_; ++said_) {
      progress_.step();
    }
  }

private:
  static constexpr std::size_t parts = 100;

  Progress progress_;
  std::size_t runs_;
  std::size_t done_ = 0;
  std::size_t said_ = 0;
};

} // namespace headwater::app
