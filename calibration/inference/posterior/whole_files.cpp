#include "calibration/inference/posterior/whole_files.hpp"

#include <fstream>
#include <unistd.h>

namespace headwater::calibration {

WholeFiles::~WholeFiles() {
  std::error_code ignored;
  for (const auto& file : waiting_) {
    std::filesystem::remove(file.first, ignored);
  }
}

void WholeFiles::write(const std::filesystem::path& file, std::string_view bytes) {
  const std::string name = "." + file.filename().string() + ".partial-" + std::to_string(::getpid());
  waiting_.emplace_back(file.parent_path() / name, file);
  std::ofstream out(waiting_.back().first, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) {
    throw CannotWrite("cannot write " + file.string() + ": the disk may be full or the folder read-only");
  }
}

void WholeFiles::put_in_place() {
  while (!waiting_.empty()) {
    std::error_code failed;
    std::filesystem::rename(waiting_.front().first, waiting_.front().second, failed);
    if (failed) {
      throw CannotWrite("cannot put " + waiting_.front().second.string() + " in place: " + failed.message());
    }
    waiting_.erase(waiting_.begin());
  }
}

} // namespace headwater::calibration
