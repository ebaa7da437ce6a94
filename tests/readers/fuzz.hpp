// Texts that nobody meant to write, made from texts that are sound by accidents that follow from a number: the same in
// every run and on every machine.
#pragma once

#include "scenarios/reading/problem.hpp"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace headwater::tests {

/// What came of reading one file.
struct Outcome {
  bool value; ///< whether there is one
  std::vector<scenarios::Problem> problems;
};

/// A reader, and sound texts of the kind it reads.
struct FuzzedReader {
  std::string file_name; ///< of the file it is given
  std::vector<std::string> seeds;
  std::function<Outcome(const std::filesystem::path& file)> read;
};

/// Reads every seed, which must be sound, and then so many texts made of them. Whatever they hold, there is a value or
/// there are problems, and not both; a problem names a file and a place, says what is wrong on one line that holds no
/// control characters, and there are not many more than a hundred.
void fuzz(const FuzzedReader& reader, std::size_t texts);

/// How many texts a reader is given in the suite, and at night.
inline constexpr std::size_t a_few = 1500;
inline constexpr std::size_t many = 50 * a_few;

} // namespace headwater::tests
