// Files of a results folder, made side by side and written in order.
//
//   a.csv   c.svg -> c.png -> page.html      made on any thread as soon as what it follows is made,
//   a.csv,  c.svg,   c.png,   page.html      written one after another
#pragma once

#include "outputs/files/manifest.hpp"
#include "outputs/files/results_folder.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace headwater::outputs {

struct FileToMake {
  std::filesystem::path name;
  std::function<std::string()> bytes;      ///< called once, on any thread
  std::vector<std::size_t> follows = {};   ///< files, by their places in the list, that are made before; all before it
  std::function<void()> when_written = {}; ///< may be empty; called by one thread at a time, in the order of the list
};

/// Makes the files on so many threads (0: one for each processor) and writes each as soon as those before it in the list
/// are written. Gives back the name and SHA-256 of each, in the order of the list. Where files cannot be made or written, throws what the first of them in the list threw, whichever
/// thread was first; Interrupted where somebody has asked to stop. Throws std::invalid_argument where a file follows one
/// that does not stand before it.
std::vector<HashedFile> write_side_by_side(const std::vector<FileToMake>& files, ResultsFolder& folder,
                                           std::size_t threads);

} // namespace headwater::outputs
