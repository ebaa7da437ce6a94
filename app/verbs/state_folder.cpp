#include "app/verbs/state_folder.hpp"

#include "outputs/files/results_folder.hpp"
#include "scenarios/reading/input_file.hpp"

#include <fmt/format.h>

#include <fstream>
#include <utility>

namespace headwater::app {
namespace {

constexpr std::chrono::minutes between_writes{1};
constexpr std::size_t largest_state = std::size_t{4} << 30U;

} // namespace

StateFolder::StateFolder(const std::filesystem::path& results, const std::string& run_code,
                         std::function<void(const std::string&)> say)
    : all_{results.string() + ".unfinished"}, folder_{all_ / run_code}, say_{std::move(say)} {}

StateFolder::~StateFolder() {
  for (const auto& [name, state] : waiting_) {
    try {
      write(name, state);
    } catch (const outputs::CannotWrite&) {
      // An older one of this name is still there, and whatever ends the calibration has been said.
    }
  }
}

std::string StateFolder::load(const std::string& name) {
  std::error_code error;
  if (!std::filesystem::exists(std::filesystem::symlink_status(place_of(name), error))) {
    return "";
  }
  scenarios::Read<scenarios::InputFile> read = scenarios::read_bytes(place_of(name), largest_state);
  if (!read.value) {
    set_aside(name, "it " + read.problems.front().what);
    return "";
  }
  return std::move(read.value->bytes);
}

void StateFolder::set_aside(const std::string& name, const std::string& why) {
  const std::lock_guard lock(mutex_);
  const std::filesystem::path place = place_of(name);
  const std::filesystem::path aside = place.string() + ".damaged";
  std::error_code error;
  std::filesystem::remove_all(aside, error);
  std::filesystem::rename(place, aside, error);
  const std::string what = fmt::format("{} cannot be gone on from: {}.", scenarios::printable(place.string()), why);
  if (error) {
    throw outputs::CannotWrite(fmt::format("{} It cannot be set aside either: {}", what, error.message()));
  }
  say_(fmt::format("{} It is set aside as {}, and its sampler begins anew.", what,
                   scenarios::printable(aside.string())));
}

void StateFolder::save(const std::string& name, std::string_view state) {
  const std::lock_guard lock(mutex_);
  const auto now = std::chrono::steady_clock::now();
  const auto [written, is_first] = written_.try_emplace(name, now);
  if (!is_first && now - written->second < between_writes) {
    waiting_[name] = state;
    return;
  }
  written->second = now;
  waiting_.erase(name);
  write(name, state);
}

void StateFolder::write(const std::string& name, std::string_view state) const {
  const std::filesystem::path place = place_of(name);
  const std::filesystem::path beside = place.string() + ".new";
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  std::ofstream file(beside, std::ios::binary);
  file.write(state.data(), static_cast<std::streamsize>(state.size()));
  file.close();
  if (file) {
    std::filesystem::rename(beside, place, error);
  }
  if (!file || error) {
    throw outputs::CannotWrite(
        fmt::format("the state of the calibration cannot be written to {}", scenarios::printable(place.string())));
  }
}

void StateFolder::remove() {
  waiting_.clear();
  std::error_code error;
  std::filesystem::remove_all(folder_, error);
  std::filesystem::remove(all_, error); // where no other run is unfinished
}

} // namespace headwater::app
