// A spreadsheet program at work: LibreOffice opens a file, calculates every formula anew, and says what each cell
// holds.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace headwater::tests {

/// Cells as text, row by row: numbers with all their digits, an error as its words ("#VALUE!", "Err:502").
using CalculatedSheet = std::vector<std::vector<std::string>>;

/// A file by the names of its sheets.
using CalculatedBook = std::map<std::string, CalculatedSheet>;

/// Each file as LibreOffice calculates it, whatever results are stored in it; one start of the program for all of them.
/// Throws std::runtime_error where there is no LibreOffice: without it nothing here is tested.
std::vector<CalculatedBook> calculated(const std::vector<std::filesystem::path>& files);

} // namespace headwater::tests
