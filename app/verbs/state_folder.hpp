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
  /// Writes the newest states, unless they were removed: the calibration was asked to stop, or cannot go on.
  ~StateFolder();
  StateFolder(const StateFolder&) = delete;
  StateFolder& operator=(const StateFolder&) = delete;

  /// What was saved last under a name; "" where nothing was, or nothing that can be read: that is set aside.
  std::string load(const std::string& name);
  /// Puts what was saved under a name out of the way, and says so: `chain_1.state` is called `chain_1.state.damaged`
  /// from then on, and its sampler begins anew. Safe from several threads.
  void set_aside(const std::string& name, const std::string& why);
  /// Takes the newest state under a name. It is written, beside its place and then renamed, if it is the first or a
  /// minute has gone by since the last was: a sampler goes on from any of its states to the same bytes. Throws
  /// outputs::CannotWrite. Safe from several threads.
  void save(const std::string& name, std::string_view state);
  /// The calibration is finished.
  void remove();

private:
  std::filesystem::path place_of(const std::string& name) const { return folder_ / (name + ".state"); }

  void write(const std::string& name, std::string_view state) const;

  std::filesystem::path all_;
  std::filesystem::path folder_;
  std::function<void(const std::string&)> say_;
  std::mutex mutex_;
  std::map<std::string, std::chrono::steady_clock::time_point> written_; ///< when, by name
  std::map<std::string, std::string> waiting_;                           ///< states newer than what is written
};

} // namespace headwater::app
