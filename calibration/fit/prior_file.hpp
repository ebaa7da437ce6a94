// Reads calibration/data/priors.csv: which parameters are fitted, and the prior of each.
#pragma once

#include "calibration/fit/prior.hpp"
#include "scenarios/reading/input_file.hpp"

#include <filesystem>
#include <vector>

namespace headwater::calibration {

struct FittedParameter {
  std::size_t parameter; ///< position in the table
  Prior prior;
};

struct Priors {
  std::vector<FittedParameter> fitted; ///< in the order of the file
  scenarios::InputFile input;
};

/// Every bad row is reported with its place: another header or number of fields, a parameter that is not known or there
/// twice, a distribution other than normal and lognormal, a number that is none, a range that does not hold the centre,
/// limits that do not hold the range's middle, and a file without a row.
scenarios::Read<Priors> read_priors(const std::filesystem::path& file);

} // namespace headwater::calibration
