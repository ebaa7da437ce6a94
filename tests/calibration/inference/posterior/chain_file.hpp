// Chains read from files of CmdStan's form, ours or anybody's, with what their diagnostics need.
#pragma once

#include "calibration/inference/posterior/sampled_posterior.hpp"
#include "scenarios/reading/input_file.hpp"
#include "scenarios/reading/problem.hpp"

#include <span>

namespace headwater::calibration {

/// The largest file of a chain that is read.
inline constexpr std::size_t largest_chain_file = std::size_t{256} << 20U;

/// The chains of one posterior, one file each, in the order given. The columns are the sampler's seven, of names that
/// end in `__`, and one parameter or more; a.1.2 is read as a[1,2]. Draws of warm-up, where the header says they are
/// there, are left out; adaptation and elapsed time are not read. Refused, each with its place: no file, a file without
/// columns or draws, a column of the sampler that is missing, one that is there twice, a number that is none or not
/// finite, and chains with other columns, lengths or most doublings than the first.
scenarios::Read<Posterior> read_chains(std::span<const scenarios::InputFile> files);

} // namespace headwater::calibration
