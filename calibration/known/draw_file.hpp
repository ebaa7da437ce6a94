// Draws of parameters from a file, such as a chain of a calibration: comma-separated, one row a draw.
//
//   # comments, as CmdStan writes them
//   lp__,crisis_hazard_away,relapse
//   -12.3,0.0241,0.155
#pragma once

#include "model/ensemble/draws.hpp"
#include "scenarios/reading/input_file.hpp"
#include "scenarios/reading/problem.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace headwater::calibration {

/// How far the shares of a whole may be from adding to 1 in a row: what numbers with six digits leave.
inline constexpr double share_rounding = 1e-5;

/// What becomes of a column that names no parameter, such as a generated quantity of Stan.
enum class OtherColumns : std::uint8_t { refused, left_out };

/// The draws of a file, and what of it was left out or is to be wondered at.
struct DrawFile {
  model::DrawRows rows;
  std::size_t warm_up = 0;           ///< rows that were left out as warm-up
  std::vector<std::string> left_out; ///< columns that name no parameter
  std::vector<std::string> far_away; ///< sentences: fitted parameters that lie far from where an earlier fit has them
};

/// The rows of a file. The first line that is no comment names the parameters, by name or symbol; a column whose name
/// ends in `__` is CmdStan's own and left out, as is one that opens with `scatter_`: how a calibration found figures to
/// scatter. There must be a row; every number must be finite and inside the range of its parameter, which must be one
/// that varies; and shares of a whole come all together (those whose default is 0 may be missing) and add to 1.
///
/// The range of a fitted parameter is what an earlier fit left likely, so a draw may lie beyond it (where it is
/// lognormal, above 0). Three half-widths of it hold 95% of its prior: a column whose middle lies further is reported, one
/// that lies beyond five is refused, as is a single draw beyond ten. On the scale of logs where it is lognormal; there
/// ten half-widths are at least a factor of ten.
///
/// Of a file of CmdStan, warm-up is left out: the rows above "Adaptation terminated", or where nothing was adapted as
/// many as `save_warmup` and `num_warmup` say. A file with fewer rows than `num_samples` and `thin` say, or whose last
/// row has no line end, is refused: it was cut off.
scenarios::Read<DrawFile> read_draws(const scenarios::InputFile& file, OtherColumns others = OtherColumns::refused);

/// What a calibration says of the fit that its chain is of: comments of the form `# headwater_trusted = no`. A file of
/// anybody else has none.
struct FitNotes {
  std::string trusted; ///< "yes"; "no" or what begins with it: the fit must not be used without saying so; "": not said
  std::string reasons; ///< for no trust, in words
  std::string score;   ///< how well the fitted model foresaw what it was not fitted to, in one line

  bool untrusted() const { return trusted.starts_with("no"); }
};
FitNotes fit_notes(const scenarios::InputFile& file);

} // namespace headwater::calibration
