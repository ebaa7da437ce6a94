#include "outputs/files/results_folder.hpp"

#include "outputs/files/earlier_results.hpp"
#include "outputs/files/polite_stop.hpp"
#include "scenarios/reading/input_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <optional>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace headwater::outputs {
namespace {

namespace fs = std::filesystem;

// Beside the folder "results": where a run writes, and, where two folders cannot change places at a stroke, where the
// earlier results are meanwhile.
constexpr std::string_view beside_mark = ".headwater-partial";
constexpr std::string_view earlier_mark = ".headwater-earlier";

fs::path hidden_beside(const fs::path& folder, std::string_view mark) {
  return folder.parent_path() / ("." + folder.filename().string() + std::string(mark));
}

/// Where a folder really is: links are followed, also one that leads to where nothing is yet.
fs::path real_place(fs::path folder) {
  constexpr int most_links = 40;
  folder = fs::absolute(folder);
  if (folder.filename().empty()) {
    folder = folder.parent_path(); // "results/x/" and "results/x" are one place
  }
  for (int i = 0; i < most_links && fs::is_symlink(folder); ++i) {
    folder = folder.parent_path() / fs::read_symlink(folder); // an absolute one replaces all before it
  }
  return fs::weakly_canonical(folder);
}

/// Throws away what runs that were killed outright left in a folder; what such a run had moved away comes back.
void clear_abandoned(const fs::path& parent) {
  std::error_code ignored;
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(parent, ignored)) {
    found.push_back(entry.path());
  }
  for (const fs::path& path : found) {
    std::string name = path.filename().string();
    const bool is_earlier = name.ends_with(earlier_mark);
    if (!name.starts_with('.') || !(is_earlier || name.ends_with(beside_mark))) {
      continue;
    }
    name = name.substr(1, name.size() - 1 - (is_earlier ? earlier_mark : beside_mark).size());
    const fs::path folder = parent / name;
    const fs::path partial = hidden_beside(folder, beside_mark);
    const bool is_written = fs::exists(partial, ignored);
    const std::optional<FolderLock> lock = FolderLock::take(partial);
    if (is_written && !lock) {
      continue; // a run is at work there
    }
    if (is_earlier && !fs::exists(folder, ignored)) {
      fs::rename(path, folder, ignored);
    } else {
      fs::remove_all(path, ignored);
    }
  }
}

/// Two folders change places. False where this file system cannot do that at a stroke.
bool exchanged(const fs::path& one, const fs::path& other) {
  if (::renameat2(AT_FDCWD, one.c_str(), AT_FDCWD, other.c_str(), RENAME_EXCHANGE) == 0) {
    return true;
  }
  if (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP) {
    return false;
  }
  throw fs::filesystem_error("rename", one, other, {errno, std::generic_category()});
}

} // namespace

ResultsFolder::ResultsFolder(const fs::path& folder) : folder_{folder} {
  if (const std::optional<scenarios::Problem> wrong = scenarios::problem_of_name(folder)) {
    throw CannotWrite(fmt::format("cannot write {}: {}", scenarios::printable(folder.string()), wrong->what));
  }
  try {
    folder_ = real_place(folder);
    if (fs::exists(folder_)) {
      check_replaceable();
    }
    fs::create_directories(folder_.parent_path());
    clear_abandoned(folder_.parent_path());
    beside_ = hidden_beside(folder_, beside_mark);
    lock_ = claim_folder(beside_);
    if (!lock_) {
      throw CannotWrite(
          fmt::format("another run is writing to {} at present, in {}: wait for its end, or choose another "
                      "folder with --out",
                      folder_.string(), beside_.filename().string()));
    }
  } catch (const fs::filesystem_error& error) {
    const fs::path& at = error.path1();
    throw CannotWrite(fmt::format("cannot write {}: {}{}", folder_.string(),
                                  at.empty() || at == folder_ ? "" : at.string() + ": ", error.code().message()));
  }
}

void ResultsFolder::check_replaceable() const {
  const std::string place = folder_.string();
  if (!fs::is_directory(folder_)) {
    throw CannotWrite(place + " is a file, not a folder");
  }
  if (const std::string foreign = foreign_file(folder_); !foreign.empty()) {
    throw CannotWrite(fmt::format("{} holds {}, which is not the result of a run; move it away, or choose another "
                                  "folder with --out",
                                  place, foreign));
  }
  // A folder is replaced as a whole, which these two cannot be.
  struct stat own {};
  struct stat above {};
  if (::stat(place.c_str(), &own) != 0 || ::stat(folder_.parent_path().c_str(), &above) != 0 ||
      own.st_dev != above.st_dev) {
    throw CannotWrite(fmt::format("{0} is a disk of its own; choose a folder in it, such as --out {0}/run", place));
  }
  const fs::path from_here = fs::current_path().lexically_relative(folder_);
  if (!from_here.empty() && *from_here.begin() != "..") {
    throw CannotWrite(fmt::format("{} is where you stand; choose a folder in it with --out", place));
  }
  if (::access(place.c_str(), W_OK) != 0) {
    throw CannotWrite(fmt::format("cannot write {}: {}", place, std::strerror(errno)));
  }
}

ResultsFolder::~ResultsFolder() {
  if (lock_) {
    std::error_code ignored;
    fs::remove_all(beside_, ignored);
  }
}

void ResultsFolder::write(const fs::path& name, std::string_view bytes) {
  if (stop_requested()) {
    throw Interrupted();
  }
  const fs::path file = beside_ / name;
  std::error_code failed;
  fs::create_directories(file.parent_path(), failed);
  std::ofstream out(file, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (failed || !out) {
    throw CannotWrite(
        fmt::format("cannot write {}: the disk may be full or the folder read-only", (folder_ / name).string()));
  }
  files_.push_back(name);
}

void ResultsFolder::put_in_place() {
  if (stop_requested()) {
    throw Interrupted();
  }
  try {
    if (!fs::exists(folder_)) {
      fs::rename(beside_, folder_);
      lock_.reset();
      return;
    }
    check_replaceable(); // somebody may have put something there since
    // Held until it is gone, so that no other run takes it for its own meanwhile.
    std::optional<FolderLock> earlier = FolderLock::take(folder_);
    if (exchanged(beside_, folder_)) {
      std::swap(lock_, earlier);
      std::error_code left_to_the_next;
      fs::remove_all(beside_, left_to_the_next);
    } else {
      const fs::path away = hidden_beside(folder_, earlier_mark);
      fs::rename(folder_, away);
      std::error_code failed;
      fs::rename(beside_, folder_, failed);
      if (failed) {
        fs::rename(away, folder_);
        throw fs::filesystem_error("rename", beside_, folder_, failed);
      }
      std::error_code left_to_the_next;
      fs::remove_all(away, left_to_the_next);
    }
    lock_.reset();
  } catch (const fs::filesystem_error& error) {
    throw CannotWrite(fmt::format("cannot put {} in place: {}", folder_.string(), error.code().message()));
  }
}

} // namespace headwater::outputs
