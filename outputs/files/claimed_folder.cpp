#include "outputs/files/claimed_folder.hpp"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace headwater::outputs {
namespace {

namespace fs = std::filesystem;

/// Whether an open folder is still the one of this name.
bool is_at(int descriptor, const fs::path& folder) {
  struct stat opened {};
  struct stat named {};
  return ::fstat(descriptor, &opened) == 0 && ::lstat(folder.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

} // namespace

std::optional<FolderLock> FolderLock::take(const fs::path& folder, bool is_new) {
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) {
    return std::nullopt;
  }
  FolderLock lock(descriptor);
  const bool locked = ::flock(descriptor, LOCK_EX | LOCK_NB) == 0;
  const bool knows_no_locks = !locked && errno != EWOULDBLOCK;
  return (locked || (knows_no_locks && is_new)) && is_at(descriptor, folder) ? std::optional(std::move(lock))
                                                                             : std::nullopt;
}

FolderLock::FolderLock(FolderLock&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}

FolderLock& FolderLock::operator=(FolderLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

FolderLock::~FolderLock() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

std::optional<FolderLock> claim_folder(const fs::path& folder) {
  // Between two steps of ours somebody else may take what we have just made for abandoned, and clear it away: then the
  // folder is his, or free again.
  for (;;) {
    const bool is_new = fs::create_directory(folder);
    std::optional<FolderLock> lock = FolderLock::take(folder, is_new);
    if (lock && is_new) {
      return lock;
    }
    if (lock) {
      fs::remove_all(folder);
    } else if (fs::exists(fs::symlink_status(folder)) && !is_new) {
      return std::nullopt;
    }
  }
}

} // namespace headwater::outputs
