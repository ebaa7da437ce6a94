// Points spread evenly over a cube.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headwater::calibration {

/// The first `count` points of a scrambled Sobol sequence, point after point, `dimension` numbers in (0,1) each:
/// direction numbers of Joe and Kuo 2008, Owen's nested scrambling as in model/experiments/owen_scrambling.hpp. A function
/// of seed, point and dimension: the first of more are the same. Of 2^k points, one lies in each 2^k-th part of every
/// dimension. Throws std::invalid_argument for more dimensions than there are direction numbers, 3667.
std::vector<double> even_starts(std::size_t count, std::size_t dimension, std::uint64_t seed);

} // namespace headwater::calibration
