#include "calibration/fit/observation/scattered.hpp"

#include <boost/random/gamma_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>

#include <cmath>

namespace headwater::calibration {

double scattered(Family family, double expected, double spread, experiments::RandomEngine& random) {
  if (family == Family::money) {
    return expected * std::exp(spread * random.normal());
  }
  if (family == Family::rate) {
    boost::random::gamma_distribution<double> halved(0.5 * usual_freedom, 1.0);
    const double z = random.normal();
    return expected + spread * z / std::sqrt(2.0 * halved(random) / usual_freedom);
  }
  // A negative binomial count is Poisson about a mean that is gamma.
  double mean = expected;
  if (spread > 0.0) {
    boost::random::gamma_distribution<double> about(1.0 / spread, spread);
    mean *= about(random);
  }
  return mean > 0.0 ? static_cast<double>(boost::random::poisson_distribution<long, double>(mean)(random)) : 0.0;
}

} // namespace headwater::calibration
