// The last step of every verb that leaves a results folder.
#pragma once

#include "outputs/files/manifest.hpp"
#include "outputs/files/results_folder.hpp"

namespace headwater::outputs {

/// Names every file written so far in the manifest, with its SHA-256 (where it is not named there yet), writes that too, and puts all of it in place.
/// Throws CannotWrite or Interrupted.
void finish(ResultsFolder& folder, Manifest manifest);

} // namespace headwater::outputs
