// A folder for the files of one test, gone when the test is over.
#pragma once

#include "scenarios/reading/problem.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::tests {

class TemporaryFolder {
public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "headwater-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
      throw std::runtime_error("no temporary folder");
    }
    path_ = name;
  }
  ~TemporaryFolder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  TemporaryFolder(TemporaryFolder&&) = delete;
  TemporaryFolder& operator=(TemporaryFolder&&) = delete;

  const std::filesystem::path& path() const { return path_; }

  /// Writes a file, with its folders, and says where it is.
  std::filesystem::path write(const std::string& name, std::string_view text) const {
    const std::filesystem::path file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
    return file;
  }

  /// The problems as text, one each, with file names relative to this folder.
  std::vector<std::string> shown(std::vector<scenarios::Problem> problems) const {
    std::vector<std::string> lines;
    for (scenarios::Problem& problem : problems) {
      if (problem.file.starts_with(path_.string() + "/")) {
        problem.file.erase(0, path_.string().size() + 1);
      }
      lines.push_back(to_string(problem));
    }
    return lines;
  }

private:
  std::filesystem::path path_;
};

} // namespace headwater::tests
