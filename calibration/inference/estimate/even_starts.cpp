#include "calibration/inference/estimate/even_starts.hpp"

#include "model/experiments/owen_scrambling.hpp"
#include "model/experiments/random_engine.hpp"

#include <boost/random/sobol.hpp>

namespace headwater::calibration {

std::vector<double> even_starts(std::size_t count, std::size_t dimension, std::uint64_t seed) {
  boost::random::sobol_engine<std::uint32_t, 32> sobol(dimension);
  std::vector<std::uint64_t> keys;
  for (std::size_t j = 0; j < dimension; ++j) {
    keys.push_back(experiments::RandomEngine(seed, j)());
  }
  std::vector<double> points;
  points.reserve(count * dimension);
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < dimension; ++j) {
      // Boost begins with the second point; the first is 0.
      points.push_back(experiments::owen_scrambled(i == 0 ? 0U : experiments::reversed(sobol()), keys[j]));
    }
  }
  return points;
}

} // namespace headwater::calibration
