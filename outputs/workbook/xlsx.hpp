// A book as an .xlsx file, through libxlsxwriter. The same book gives the same bytes.
#pragma once

#include "outputs/workbook/book.hpp"

#include <filesystem>
#include <string>

namespace headwater::outputs {

/// The file's bytes. It is put together in files in `folder`, which are gone afterwards. Throws CannotWrite where there
/// is no room for them, std::runtime_error where the book cannot be made.
std::string xlsx_bytes(const Book& book, const std::filesystem::path& folder);

} // namespace headwater::outputs
