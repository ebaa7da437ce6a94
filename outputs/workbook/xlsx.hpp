// A book as an .xlsx file, through libxlsxwriter. The same book gives the same bytes.
#pragma once

#include "outputs/workbook/book.hpp"

#include <string>

namespace headwater::outputs {

/// The file's bytes. Throws std::runtime_error where it cannot be made.
std::string xlsx_bytes(const Book& book);

} // namespace headwater::outputs
