#include "app/terminal/processes.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <vector>

#ifdef HEADWATER_MPI
#include <mpi.h>
#endif

namespace headwater::app {

#ifdef HEADWATER_MPI
namespace {

// Open MPI, MPICH and Slurm each say it in a variable of their own. Without one the program starts no MPI at all.
bool started_by_mpi() {
  for (const char* variable : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK"}) {
    if (std::getenv(variable) != nullptr) {
      return true;
    }
  }
  return false;
}

/// Every process's bytes, one after another, on the first; empty on the others.
std::vector<char> gather_bytes(const char* bytes, std::size_t size, std::size_t processes) {
  const int mine = static_cast<int>(size);
  std::vector<int> sizes(processes);
  MPI_Gather(&mine, 1, MPI_INT, sizes.data(), 1, MPI_INT, 0, MPI_COMM_WORLD);
  std::vector<int> starts(processes);
  int total = 0;
  for (std::size_t i = 0; i < processes; ++i) {
    starts[i] = total;
    total += sizes[i];
  }
  int rank = 0;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  std::vector<char> all(rank == 0 ? static_cast<std::size_t>(total) : 0);
  MPI_Gatherv(bytes, mine, MPI_CHAR, all.data(), sizes.data(), starts.data(), MPI_CHAR, 0, MPI_COMM_WORLD);
  return all;
}

std::vector<double> gather_column(const std::vector<double>& column, std::size_t processes) {
  const std::vector<char> bytes =
      gather_bytes(reinterpret_cast<const char*>(column.data()), column.size() * sizeof(double), processes);
  std::vector<double> all(bytes.size() / sizeof(double));
  std::memcpy(all.data(), bytes.data(), bytes.size());
  return all;
}

// One line a failure: draw, plan, what.
std::vector<outputs::DrawFailure> gather_failures(const std::vector<outputs::DrawFailure>& failures,
                                                  std::size_t processes) {
  std::string text;
  for (const outputs::DrawFailure& failure : failures) {
    text += std::to_string(failure.draw) + " " + std::to_string(failure.plan) + " " + failure.what + "\n";
  }
  const std::vector<char> bytes = gather_bytes(text.data(), text.size(), processes);
  std::vector<outputs::DrawFailure> all;
  const std::string lines(bytes.begin(), bytes.end());
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = lines.find('\n', at);
    char* rest = nullptr;
    const std::size_t draw = std::strtoull(lines.data() + at, &rest, 10);
    const std::size_t plan = std::strtoull(rest, &rest, 10);
    all.push_back({draw, plan, std::string(static_cast<const char*>(rest) + 1, lines.data() + end)});
    at = end + 1;
  }
  return all;
}

} // namespace

Processes::Processes() : exceptions_{std::uncaught_exceptions()} {
  if (!started_by_mpi()) {
    return;
  }
  MPI_Init(nullptr, nullptr);
  joined_ = true;
  int rank = 0;
  int count = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &count);
  rank_ = static_cast<std::size_t>(rank);
  count_ = static_cast<std::size_t>(count);
}

Processes::~Processes() {
  if (!joined_) {
    return;
  }
  if (std::uncaught_exceptions() > exceptions_ && count_ > 1) {
    MPI_Abort(MPI_COMM_WORLD, 1);
  }
  MPI_Finalize();
}

std::optional<outputs::SharedDraws> Processes::share(std::size_t draws) const {
  if (count_ == 1) {
    return std::nullopt;
  }
  const std::size_t first = draws * rank_ / count_;
  const std::size_t processes = count_;
  return outputs::SharedDraws{
      .first = first,
      .count = draws * (rank_ + 1) / count_ - first,
      .gather = [processes](const std::vector<double>& column) { return gather_column(column, processes); },
      .gather_failures =
          [processes](const std::vector<outputs::DrawFailure>& failures) {
            return gather_failures(failures, processes);
          }};
}

#else

Processes::Processes() = default;
Processes::~Processes() = default;
std::optional<outputs::SharedDraws> Processes::share(std::size_t /*draws*/) const { return std::nullopt; }

#endif

} // namespace headwater::app
