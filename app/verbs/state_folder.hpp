// Where the state of an unfinished calibration is kept, so that one that was killed goes on.
//
//   results/calibration.unfinished/1a2b3c4d/chain_1.state     1a2b3c4d: code of the run; another run does not touch it
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

namespace headwater::app {

class StateFolder {
public:
  /// `results`: the folder the calibration will be put in. `say` tells whoever waits.
  StateFolder(const std::filesystem::path& results, const std::string& run_code,
              std::function<void(const std::string&)> say);

  /// What was saved last under a name; "" where nothing was, or nothing that can be read: that is set aside.
  std::string load(const std::string& name);
  /// Puts what was saved under a name out of the way, and says so: `chain_1.state` is called `chain_1.state.damaged`
  /// from then on, and its sampler begins anew. Safe from several threads.
  void set_aside(const std::string& name, const std::string& why);
  /// Saves, written beside and renamed, but not more than once a minute under each name: a sampler goes on from any of
  /// its states to the same bytes. Throws outputs::CannotWrite, and outputs::Interrupted where somebody asked to stop,
  /// after saving. Safe from several threads.
  void save(const std::string& name, std::string_view state);
  /// The calibration is finished.
  void remove();

private:
  std::filesystem::path place_of(const std::string& name) const { return folder_ / (name + ".state"); }

  std::filesystem::path all_;
  std::filesystem::path folder_;
  std::function<void(const std::string&)> say_;
  std::mutex mutex_;
  std::map<std::string, std::chrono::steady_clock::time_point> saved_;
};

} // namespace headwater::app
