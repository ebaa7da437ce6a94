// Processes: one run of the program over several processes that share the draws, where it was started by mpirun and
// built with MPI. They share nothing but which draws are whose; the first writes the results, which are those of one
// process to the byte.
#pragma once

#include "outputs/ensemble/ensemble.hpp"

#include <cstddef>
#include <optional>

namespace headwater::app {

class Processes {
public:
  /// Joins the other processes, where there are any.
  Processes();
  /// Leaves them. An exception on its way past stops all of them, as none could go on without the others.
  ~Processes();
  Processes(const Processes&) = delete;
  Processes& operator=(const Processes&) = delete;

  std::size_t count() const { return count_; }
  /// Whether this is the process that writes results and speaks to the user.
  bool is_first() const { return rank_ == 0; }
  /// This process's part of so many draws; empty where there is only one process.
  std::optional<outputs::SharedDraws> share(std::size_t draws) const;

private:
  std::size_t rank_ = 0;
  std::size_t count_ = 1;
  bool joined_ = false;
  int exceptions_ = 0;
};

} // namespace headwater::app
