#include "scenarios/reading/inside_folder.hpp"

#include <algorithm>

namespace headwater::scenarios {
namespace fs = std::filesystem;

Read<fs::path> inside_folder_of(const fs::path& file, std::string_view named) {
  const auto refused = [&](const std::string& why) {
    return Read<fs::path>{
        {}, {{"", 1, 1, in_quotes(named) + " " + why, "a path relative to this file, inside its folder", ""}}};
  };
  const fs::path relative{named};
  if (named.empty()) {
    return refused("names no file");
  }
  if (has_control(named)) {
    return refused("holds a control character");
  }
  if (relative.is_absolute()) {
    return refused("is an absolute path");
  }
  if (relative.lexically_normal().begin()->string() == "..") {
    return refused("leads out of the folder of this file");
  }
  std::error_code error;
  const fs::path folder = fs::weakly_canonical(fs::absolute(file).parent_path(), error);
  const fs::path target = error ? fs::path() : fs::weakly_canonical(folder / relative, error);
  if (error) {
    return refused("cannot be followed: " + error.message());
  }
  if (std::mismatch(folder.begin(), folder.end(), target.begin(), target.end()).first != folder.end()) {
    return refused("leads out of the folder of this file");
  }
  return {(file.parent_path() / relative).lexically_normal(), {}};
}

} // namespace headwater::scenarios
