// Draws of parameters from a file, such as a chain of a calibration: comma-separated, one row a draw.
//
//   # comments, as CmdStan writes them
//   lp__,crisis_hazard_away,relapse
//   -12.3,0.0241,0.155
#pragma once

#include "model/ensemble/draws.hpp"
#include "scenarios/input_file.hpp"
#include "scenarios/problem.hpp"

namespace headwater::scenarios {

/// How far the shares of a whole may be from adding to 1 in a row: what numbers with six digits leave.
inline constexpr double share_rounding = 1e-5;

/// The rows of a file. The first line that is no comment names the parameters, by name or symbol; a column whose name
/// ends in `__` is CmdStan's own and left out, as is one that opens with `scatter_`: how a calibration found figures to
/// scatter. There must be a row; every number must be finite and inside the range of its parameter, which must be one
/// that varies (the range of a fitted parameter is what an earlier fit left likely, so a draw may lie beyond it; where
/// it is lognormal, above 0); and shares of a whole come all together (those whose default is 0 may be missing) and add
/// to 1.
Read<model::DrawRows> read_draws(const InputFile& file);

/// What a calibration says of the fit that its chain is of: comments of the form `# headwater_trusted = no`. A file of
/// anybody else has none.
struct FitNotes {
  std::string trusted; ///< "yes"; "no" or what begins with it: the fit must not be used without saying so; "": not said
  std::string reasons; ///< for no trust, in words
  std::string score;   ///< how well the fitted model foresaw what it was not fitted to, in one line

  bool untrusted() const { return trusted.starts_with("no"); }
};
FitNotes fit_notes(const InputFile& file);

} // namespace headwater::scenarios
