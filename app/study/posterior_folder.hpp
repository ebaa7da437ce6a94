// The posterior: draws that a fit left in a file, or in a folder of chains.
#pragma once

#include "app/study/request.hpp"
#include "calibration/known/draw_file.hpp"
#include "model/ensemble/draws.hpp"
#include "outputs/files/manifest.hpp"
#include "scenarios/reading/problem.hpp"

#include <memory>
#include <string>
#include <vector>

namespace headwater::app {

/// Draws that came from a file, and what is said there of the fit they are of.
struct PosteriorDraws {
  std::shared_ptr<const model::DrawRows> rows; ///< of all files, one after another; nullptr where no posterior is named
  calibration::FitNotes fit;
  std::vector<std::string> cautions; ///< of the file itself
  std::string files;                 ///< their names: "chain_1.csv to chain_4.csv"
  std::string contents;              ///< see contents_in_words(); empty where no posterior is named
};

/// Reads the draws of a posterior, none where none is named; the files read are added to `read`.
scenarios::Read<PosteriorDraws> read_posterior(const DrawRequest& request, std::vector<outputs::HashedFile>& read);

} // namespace headwater::app
