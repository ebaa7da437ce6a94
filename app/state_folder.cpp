#include "app/state_folder.hpp"

#include "outputs/files/results_folder.hpp"

#include <fstream>
#include <sstream>

namespace headwater::app {
namespace {

constexpr std::chrono::minutes between_saves{1};

} // namespace

StateFolder::StateFolder(const std::filesystem::path& results, const std::string& run_code)
    : all_{results.string() + ".unfinished"}, folder_{all_ / run_code} {}

std::string StateFolder::load(const std::string& name) const {
  std::ifstream file(folder_ / (name + ".state"), std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return file ? bytes.str() : "";
}

void StateFolder::save(const std::string& name, std::string_view state) {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  const bool stopping = outputs::stop_requested();
  const auto last = saved_.try_emplace(name, now).first;
  if (!stopping && now - last->second < between_saves) {
    return;
  }
  last->second = now;
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  const std::filesystem::path place = folder_ / (name + ".state");
  const std::filesystem::path beside = folder_ / (name + ".state.new");
  std::ofstream file(beside, std::ios::binary);
  file.write(state.data(), static_cast<std::streamsize>(state.size()));
  file.close();
  if (!file) {
    throw outputs::CannotWrite("the state of the calibration cannot be written to " + beside.string());
  }
  std::filesystem::rename(beside, place);
  if (stopping) {
    throw outputs::Interrupted();
  }
}

void StateFolder::remove() {
  std::error_code error;
  std::filesystem::remove_all(folder_, error);
  std::filesystem::remove(all_, error); // where no other run is unfinished
}

} // namespace headwater::app
