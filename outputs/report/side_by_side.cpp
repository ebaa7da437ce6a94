#include "outputs/report/side_by_side.hpp"

#include "outputs/files/digest.hpp"
#include "outputs/files/polite_stop.hpp"
#include "outputs/runs/over_threads.hpp"

#include <atomic>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <utility>

namespace headwater::outputs {
namespace {

class SideBySide {
public:
  SideBySide(const std::vector<FileToMake>& files, ResultsFolder& folder)
      : files_{files}, folder_{folder}, followers_(files.size()), awaited_(files.size()), made_(files.size()) {
    for (std::size_t file = 0; file < files.size(); ++file) {
      for (const std::size_t before : files[file].follows) {
        if (before >= file) {
          throw std::invalid_argument(files[file].name.string() + " follows a file that does not stand before it");
        }
        followers_[before].push_back(file);
      }
      awaited_[file] = files[file].follows.size();
    }
  }

  std::vector<HashedFile> write(std::size_t threads) {
    tasks_over_threads(threads, [&](tbb::task_group& tasks) {
      // The last is given first: a thread takes up what it was given last, and others what it was given first. So one
      // thread alone makes the files in order, and others begin at the end of the list.
      for (std::size_t file = files_.size(); file-- > 0;) {
        if (files_[file].follows.empty()) {
          tasks.run([this, file, &tasks] { make(file, tasks); });
        }
      }
    });
    if (failure_) {
      std::rethrow_exception(failure_);
    }
    std::vector<HashedFile> hashed;
    for (std::size_t file = 0; file < files_.size(); ++file) {
      hashed.push_back({files_[file].name.generic_string(), std::move(made_[file]->sha256)});
    }
    return hashed;
  }

private:
  /// What came of a file: its bytes, or why there are none.
  struct Made {
    std::string bytes;
    std::string sha256;
    std::exception_ptr failure;
  };

  void make(std::size_t file, tbb::task_group& tasks) {
    if (over_) {
      return;
    }
    Made made;
    try {
      if (stop_requested()) {
        throw Interrupted();
      }
      made.bytes = files_[file].bytes();
      made.sha256 = sha256(made.bytes);
    } catch (...) {
      made.failure = std::current_exception();
    }
    // A file that follows one that failed is never asked for: the failure stands before it in the list.
    if (!made.failure) {
      const std::vector<std::size_t>& followers = followers_[file];
      for (std::size_t i = followers.size(); i-- > 0;) {
        if (--awaited_[followers[i]] == 0) {
          tasks.run([this, next = followers[i], &tasks] { make(next, tasks); });
        }
      }
    }
    const std::lock_guard one_at_a_time(writing_);
    made_[file] = std::move(made);
    write_what_is_next();
  }

  void write_what_is_next() {
    for (; !over_ && next_ < files_.size() && made_[next_]; ++next_) {
      try {
        if (made_[next_]->failure) {
          std::rethrow_exception(made_[next_]->failure);
        }
        folder_.write(files_[next_].name, made_[next_]->bytes);
        made_[next_]->bytes = {};
        if (files_[next_].when_written) {
          files_[next_].when_written();
        }
      } catch (...) {
        failure_ = std::current_exception();
        over_ = true;
      }
    }
  }

  const std::vector<FileToMake>& files_;
  ResultsFolder& folder_;
  std::vector<std::vector<std::size_t>> followers_;
  std::vector<std::atomic<std::size_t>> awaited_; ///< how many that it follows are not made yet
  std::atomic<bool> over_ = false;                ///< nothing more is written

  std::mutex writing_; ///< guards all below, and the folder
  std::vector<std::optional<Made>> made_;
  std::size_t next_ = 0; ///< to be written
  std::exception_ptr failure_;
};

} // namespace

std::vector<HashedFile> write_side_by_side(const std::vector<FileToMake>& files, ResultsFolder& folder,
                                           std::size_t threads) {
  return SideBySide(files, folder).write(threads);
}

} // namespace headwater::outputs
