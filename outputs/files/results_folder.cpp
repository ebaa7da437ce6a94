#include "outputs/files/results_folder.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <set>
#include <string>
#include <unistd.h>

namespace headwater::outputs {
namespace {

namespace fs = std::filesystem;

volatile std::sig_atomic_t asked_to_stop = 0;

extern "C" void note_request(int /*signal*/) { asked_to_stop = 1; }

constexpr std::string_view beside_mark = ".partial-";

constexpr std::string_view earlier_mark = "-earlier";

bool is_running(long process) {
  return process != ::getpid() && (::kill(static_cast<pid_t>(process), 0) == 0 || errno == EPERM);
}

// A file in a folder that no run of ours wrote there; empty where there is none. A folder without a manifest of ours
// holds only such files.
std::string foreign_file(const fs::path& folder) {
  std::set<std::string> ours;
  std::ifstream in(folder / "manifest.json");
  const auto manifest = nlohmann::json::parse(in, nullptr, false);
  if (manifest.is_object() && manifest.value("program", nlohmann::json()) == "Headwater") {
    ours.insert("manifest.json");
    for (const auto& output : manifest.value("outputs", nlohmann::json::array())) {
      if (output.is_object() && output.value("path", nlohmann::json()).is_string()) {
        ours.insert(output["path"].get<std::string>());
      }
    }
  }
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    std::string name = entry.path().lexically_relative(folder).generic_string();
    if ((!entry.is_directory() || entry.is_symlink()) && !ours.contains(name)) {
      return name;
    }
  }
  return "";
}

// Throws away what a run that was killed outright left beside the folder; what it had moved away comes back.
void clear_abandoned(const fs::path& folder) {
  const std::string start = "." + folder.filename().string() + std::string(beside_mark);
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder.parent_path(), ignored)) {
    const std::string name = entry.path().filename().string();
    if (!name.starts_with(start)) {
      continue;
    }
    std::string process = name.substr(start.size());
    const bool is_earlier = process.ends_with(earlier_mark);
    process.resize(process.size() - (is_earlier ? earlier_mark.size() : 0));
    const bool is_number = !process.empty() && process.find_first_not_of("0123456789") == std::string::npos;
    if (!is_number || process.size() >= 10 || is_running(std::stol(process))) {
      continue;
    }
    if (is_earlier && !fs::exists(folder, ignored)) {
      fs::rename(entry.path(), folder, ignored);
    } else {
      fs::remove_all(entry.path(), ignored);
    }
  }
}

} // namespace

void stop_politely() {
  std::signal(SIGINT, note_request);
  std::signal(SIGTERM, note_request);
}

bool stop_requested() { return asked_to_stop != 0; }

ResultsFolder::ResultsFolder(const fs::path& folder) : folder_{fs::absolute(folder).lexically_normal()} {
  if (folder_.filename().empty()) {
    folder_ = folder_.parent_path(); // "results/x/" and "results/x" are one place
  }
  try {
    if (fs::exists(folder_)) {
      if (!fs::is_directory(folder_)) {
        throw CannotWrite(folder_.string() + " is a file, not a folder");
      }
      if (const std::string foreign = foreign_file(folder_); !foreign.empty()) {
        throw CannotWrite(fmt::format("{} holds {}, which is not the result of a run; move it away, or choose another "
                                      "folder with --out",
                                      folder_.string(), foreign));
      }
    }
    fs::create_directories(folder_.parent_path());
    clear_abandoned(folder_);
    beside_ = folder_.parent_path() /
              fmt::format(".{}{}{}", folder_.filename().string(), beside_mark, static_cast<long>(::getpid()));
    fs::create_directory(beside_);
  } catch (const fs::filesystem_error& error) {
    throw CannotWrite(fmt::format("cannot write {}: {}", folder_.string(), error.code().message()));
  }
}

ResultsFolder::~ResultsFolder() {
  std::error_code ignored;
  fs::remove_all(beside_, ignored);
}

void ResultsFolder::write(const fs::path& name, std::string_view bytes) {
  if (asked_to_stop != 0) {
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
  if (asked_to_stop != 0) {
    throw Interrupted();
  }
  try {
    const fs::path earlier = beside_.string() + std::string(earlier_mark);
    const bool replaces = fs::exists(folder_);
    if (replaces) {
      fs::rename(folder_, earlier);
    }
    std::error_code failed;
    fs::rename(beside_, folder_, failed);
    if (failed && replaces) {
      fs::rename(earlier, folder_);
    }
    if (failed) {
      throw fs::filesystem_error("rename", beside_, folder_, failed);
    }
    if (replaces) {
      fs::remove_all(earlier);
    }
  } catch (const fs::filesystem_error& error) {
    throw CannotWrite(fmt::format("cannot put {} in place: {}", folder_.string(), error.code().message()));
  }
}

} // namespace headwater::outputs
