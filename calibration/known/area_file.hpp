// What an area file states, checked, before anything is made of it.
#pragma once

#include "calibration/known/area.hpp"

namespace headwater::calibration {

/// Reads the name, code, kind and series of an area into the fields of `Area` that hold them; the rest is left as it
/// is. Nothing, and the problems added to `problems`, where anything is wrong.
std::optional<Area> read_area_file(const std::filesystem::path& file, std::vector<scenarios::Problem>& problems);

} // namespace headwater::calibration
