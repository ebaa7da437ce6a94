// A folder in which one run writes, and no other at the same time: whoever holds its lock.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace headwater::outputs {

/// An open folder, locked as long as this lives, and let go by the system where the process is killed. The lock goes
/// with the folder when that is renamed.
class FolderLock {
public:
  /// Locks a folder that is there; nothing where it is not, or where somebody else holds it. On a file system without
  /// locks nobody can know who does: there only a new folder, which we have just made, is ours.
  static std::optional<FolderLock> take(const std::filesystem::path& folder, bool is_new = false);
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;

private:
  explicit FolderLock(int descriptor) : descriptor_{descriptor} {}

  int descriptor_ = -1;
};

/// Makes a new, empty folder that is ours alone. What a killed run left under its name is thrown away. Nothing where
/// another run holds it at present. Throws std::filesystem::filesystem_error.
std::optional<FolderLock> claim_folder(const std::filesystem::path& folder);

} // namespace headwater::outputs
