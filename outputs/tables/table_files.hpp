// The tables of a run as files of its results folder.
#pragma once

#include "outputs/booklet/booklet.hpp"
#include "outputs/report/side_by_side.hpp"

#include <vector>

namespace headwater::outputs {

/// summary.csv, annual.csv and every other table that there is of a booklet, which has to be there while they are made.
std::vector<FileToMake> table_files(const Booklet& booklet);

} // namespace headwater::outputs
