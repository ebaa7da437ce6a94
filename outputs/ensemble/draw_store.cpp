#include "outputs/ensemble/draw_store.hpp"

#include "outputs/files/results_folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <string>
#include <unistd.h>

namespace headwater::outputs {
namespace {

/// A file in a folder that no name leads to. Empty where it cannot be made.
std::FILE* nameless_file(const std::filesystem::path& folder) {
  std::string name = (folder / ".draws-XXXXXX").string();
  const int descriptor = ::mkstemp(name.data());
  if (descriptor < 0) {
    return nullptr;
  }
  ::unlink(name.c_str());
  return ::fdopen(descriptor, "w+b");
}

bool whole(ssize_t moved, std::size_t bytes) { return moved >= 0 && static_cast<std::size_t>(moved) == bytes; }

} // namespace

DrawStore::DrawStore(std::size_t draws, std::size_t columns, const std::filesystem::path& folder, std::size_t memory)
    : draws_{draws}, columns_{columns}, memory_{memory} {
  if (draws * columns * sizeof(double) <= memory) {
    rows_.assign(draws * columns, std::nan(""));
    return;
  }
  file_.reset(nameless_file(folder));
  const std::vector<double> none(columns, std::nan(""));
  if (file_ == nullptr) {
    throw CannotWrite(fmt::format("no room for draws in {}: {}", folder.string(), std::strerror(errno)));
  }
  for (std::size_t draw = 0; draw < draws; ++draw) {
    keep(draw, none);
  }
}

void DrawStore::keep(std::size_t draw, std::span<const double> row) {
  if (in_memory()) {
    std::copy(row.begin(), row.end(), rows_.begin() + static_cast<std::ptrdiff_t>(draw * columns_));
    return;
  }
  const std::size_t bytes = columns_ * sizeof(double);
  if (!whole(::pwrite(::fileno(file_.get()), row.data(), bytes, static_cast<off_t>(draw * bytes)), bytes)) {
    throw CannotWrite(fmt::format("the draws could not be kept: {}", std::strerror(errno)));
  }
}

std::vector<std::vector<double>> DrawStore::columns(std::size_t first, std::size_t count) const {
  std::vector<std::vector<double>> columns(count, std::vector<double>(draws_));
  std::vector<double> part(count);
  const std::size_t bytes = count * sizeof(double);
  for (std::size_t draw = 0; draw < draws_; ++draw) {
    const std::size_t at = draw * columns_ + first;
    if (in_memory()) {
      std::copy_n(rows_.begin() + static_cast<std::ptrdiff_t>(at), count, part.begin());
    } else if (!whole(::pread(::fileno(file_.get()), part.data(), bytes, static_cast<off_t>(at * sizeof(double))),
                      bytes)) {
      throw CannotWrite(fmt::format("the draws could not be read again: {}", std::strerror(errno)));
    }
    for (std::size_t i = 0; i < count; ++i) {
      columns[i][draw] = part[i];
    }
  }
  return columns;
}

std::size_t DrawStore::columns_at_a_time() const {
  constexpr std::size_t a_page_of_numbers = 512;
  const std::size_t that_fit = memory_ / (sizeof(double) * std::max<std::size_t>(draws_, 1));
  return std::clamp<std::size_t>(that_fit, 1, std::min(a_page_of_numbers, std::max<std::size_t>(columns_, 1)));
}

} // namespace headwater::outputs
