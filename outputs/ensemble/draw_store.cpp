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
  const std::size_t bytes = draws * columns * sizeof(double);
  if (bytes <= memory) {
    rows_.resize(draws * columns);
    is_kept_.resize(draws);
    return;
  }
  std::error_code unknown;
  const std::filesystem::space_info space = std::filesystem::space(folder, unknown);
  if (!unknown && space.available < bytes) {
    constexpr double gigabyte = 1e9;
    throw CannotWrite(fmt::format("{} draws of {} numbers need {:.1f} GB in {}, where {:.1f} GB are free: name the "
                                  "--quantities to keep, or take fewer draws or scenarios",
                                  draws, columns, static_cast<double>(bytes) / gigabyte, folder.string(),
                                  static_cast<double>(space.available) / gigabyte));
  }
  file_.reset(nameless_file(folder));
  if (file_ == nullptr) {
    throw CannotWrite(fmt::format("no room for draws in {}: {}", folder.string(), std::strerror(errno)));
  }
  is_kept_.resize(draws);
}

void DrawStore::keep(std::size_t draw, std::span<const double> row) {
  const std::size_t bytes = columns_ * sizeof(double);
  if (in_memory()) {
    std::copy(row.begin(), row.end(), rows_.begin() + static_cast<std::ptrdiff_t>(draw * columns_));
  } else if (!whole(::pwrite(::fileno(file_.get()), row.data(), bytes, static_cast<off_t>(draw * bytes)), bytes)) {
    throw CannotWrite(fmt::format("the draws could not be kept: {}", std::strerror(errno)));
  }
  is_kept_[draw] = 1;
}

std::vector<std::vector<double>> DrawStore::columns(std::size_t first, std::size_t count) const {
  std::vector<std::vector<double>> columns(count, std::vector<double>(draws_, std::nan("")));
  std::vector<double> part(count);
  const std::size_t bytes = count * sizeof(double);
  for (std::size_t draw = 0; draw < draws_; ++draw) {
    const std::size_t at = draw * columns_ + first;
    if (is_kept_[draw] == 0) {
      continue;
    }
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
