// A table of results: columns and rows of text, ready to be a CSV file. Numbers are written so that reading them back
// gives the same bits.
#pragma once

#include "outputs/charts/chart.hpp"

#include <fmt/format.h>

#include <string>

namespace headwater::outputs {

using Table = ChartTable;

/// The shortest decimal that reads back as the same number.
inline std::string exact(double value) { return fmt::format("{}", value); }

} // namespace headwater::outputs
