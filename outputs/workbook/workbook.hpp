// workbook.xlsx: the appraisal rebuilt in live formulas beside the engine's own values, with a cell that says how far
// they differ: 0.
#pragma once

#include "outputs/booklet/booklet.hpp"
#include "outputs/files/manifest.hpp"
#include "outputs/workbook/book.hpp"

#include <filesystem>
#include <string>

namespace headwater::outputs {

/// The workbook before it is a file; formulas carry addresses.
Book workbook(const Booklet& booklet, const Manifest& manifest);

/// workbook.xlsx, put together in `folder`; see xlsx_bytes. The same booklet gives the same bytes.
std::string workbook_bytes(const Booklet& booklet, const Manifest& manifest, const std::filesystem::path& folder);

} // namespace headwater::outputs
