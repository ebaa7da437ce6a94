#include "outputs/files/one_file.hpp"

#include "outputs/files/results_folder.hpp"
#include "scenarios/reading/input_file.hpp"

#include <fmt/format.h>

#include <fstream>

namespace headwater::outputs {

void write_one_file(const std::filesystem::path& file, std::string_view bytes) {
  const auto refuse = [&](const std::string& why) {
    throw CannotWrite(fmt::format("cannot write {}: {}", scenarios::printable(file.string()), why));
  };
  if (const std::optional<scenarios::Problem> wrong = scenarios::problem_of_name(file)) {
    refuse(wrong->what);
  }
  std::error_code failed;
  if (std::filesystem::exists(file, failed) && !std::filesystem::is_regular_file(file, failed)) {
    refuse("it is there, and is no file");
  }
  std::filesystem::path beside = file;
  beside.replace_filename("." + file.filename().string() + ".headwater-partial");
  std::ofstream out(beside, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (out) {
    std::filesystem::rename(beside, file, failed);
  }
  if (!out || failed) {
    std::error_code ignored;
    std::filesystem::remove(beside, ignored);
    refuse(failed ? failed.message() : "the folder may not be there or read-only, or the disk full");
  }
}

} // namespace headwater::outputs
