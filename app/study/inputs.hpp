// The inputs of a study: everything a request names, read and found sound before anything runs.
#pragma once

#include "app/study/posterior_folder.hpp"
#include "app/study/request.hpp"
#include "app/study/shipped_files.hpp"
#include "calibration/known/area.hpp"
#include "calibration/known/published_drivers.hpp"
#include "outputs/booklet/booklet.hpp"
#include "outputs/files/manifest.hpp"
#include "scenarios/scenario.hpp"

#include <string>
#include <vector>

namespace headwater::app {

struct StudyInputs {
  calibration::Area area;
  model::Drivers drivers;                     ///< of the area, with a plan that does nothing
  std::vector<scenarios::Scenario> scenarios; ///< those asked for, and the baselines they are compared with
  std::vector<std::size_t> baselines;         ///< for each, the position of the one it is compared with
  std::vector<double> money_scales;           ///< for each, what its money is scaled by for the area: see money_scale()
  std::vector<outputs::PublishedCount> history;
  outputs::Prices prices;
  outputs::AppraisalBasis basis;
  std::string payers;     ///< whose shares: see MoneyTerms
  std::string prevention; ///< whose levels of prevention: see MoneyTerms
  std::string deflator;   ///< which deflator: see MoneyTerms
  std::string rates;      ///< which discount rates: see MoneyTerms
  std::vector<std::string> cautions;
  PosteriorDraws posterior;               ///< none where none was named
  std::vector<outputs::HashedFile> files; ///< everything that was read, by the path by which it was opened
};

/// Reads every input. The settings must be sound: see setting_problems().
scenarios::Read<StudyInputs> read_inputs(const StudyRequest& request, const ShippedFiles& shipped);

/// Every input with its SHA-256, as a manifest names it: shipped files relative to their home, others by their names.
/// Folders are left out, as where a file lies changes nothing.
std::vector<outputs::HashedFile> hashed(const StudyInputs& inputs, const ShippedFiles& shipped);

} // namespace headwater::app
