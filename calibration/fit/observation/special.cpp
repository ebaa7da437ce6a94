#include "calibration/fit/observation/special.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace headwater::calibration {
namespace {

constexpr double pi = 3.14159265358979323846;

/// Boost's functions worked out in double: a fit asks for them at every step, and their last bit is of no account.
using InDouble = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

double normal_log_density(double z) { return -0.5 * z * z - log_root_two_pi; }

/// log P(Z > z). From 5 up by the continued fraction z + 1/(z + 2/(z + 3/(z + ...))) of density / probability
/// (Laplace; Abramowitz and Stegun 26.2.14), exact there to the last digits of a double after 60 terms.
double normal_log_above(double z) {
  if (z < 0.0) {
    return std::log1p(-0.5 * std::erfc(-z / std::sqrt(2.0)));
  }
  if (z < 5.0) {
    return std::log(0.5 * std::erfc(z / std::sqrt(2.0)));
  }
  double fraction = z;
  for (double term = 60.0; term >= 1.0; term -= 1.0) {
    fraction = z + term / fraction;
  }
  return normal_log_density(z) - std::log(fraction);
}

/// The ten-point rule of Gauss and Legendre over (-1, 1) (Abramowitz and Stegun, table 25.4): nodes above 0, weights.
constexpr std::array<double, 5> legendre_nodes{0.148874338981631211, 0.433395394129247191, 0.679409568299024406,
                                               0.865063366688984511, 0.973906528517171720};
constexpr std::array<double, 5> legendre_weights{0.295524224714752870, 0.269266719309996355, 0.219086362515982044,
                                                 0.149451349150580593, 0.066671344308688138};

/// The log of the mass of an interval. A narrow one is integrated, as the difference of two tails has no digits left;
/// a wide one is that difference, taken in the tail that it lies in.
template<class LogDensity, class LogAbove>
LogMass log_mass(double low, double high, const LogDensity& log_density, const LogAbove& log_above) {
  LogMass mass{};
  const double width = high - low;
  if (width * (1.0 + std::max(std::abs(low), std::abs(high))) < 1.0) {
    const double middle = low + 0.5 * width;
    const double level = log_density(middle);
    double sum = 0.0;
    for (std::size_t i = 0; i < legendre_nodes.size(); ++i) {
      const double off = 0.5 * width * legendre_nodes.at(i);
      sum += legendre_weights.at(i) *
             (std::exp(log_density(middle - off) - level) + std::exp(log_density(middle + off) - level));
    }
    mass.value = level + std::log(0.5 * width * sum);
  } else if (low >= 0.0 || high <= 0.0) {
    const double nearer = log_above(std::min(std::abs(low), std::abs(high)));
    const double farther = log_above(std::max(std::abs(low), std::abs(high)));
    mass.value = nearer + std::log1p(-std::exp(farther - nearer));
  } else {
    mass.value = std::log1p(-std::exp(log_above(high)) - std::exp(log_above(-low)));
  }
  mass.by_low = -std::exp(log_density(low) - mass.value);
  mass.by_high = std::exp(log_density(high) - mass.value);
  return mass;
}

} // namespace

// Not std::lgamma, which writes to a global variable; and not in double, whose last bits would show in an interval's
// likelihood as its summing starts from another count.
double log_factorial(double k) {
  // Counts of children and families are asked for at every step of a fit.
  static const std::vector<double> of_first = [] {
    std::vector<double> table;
    for (int i = 0; i < 20'000; ++i) {
      table.push_back(boost::math::lgamma(i + 1.0));
    }
    return table;
  }();
  const auto place = static_cast<std::size_t>(k);
  return place < of_first.size() && static_cast<double>(place) == k ? of_first[place] : boost::math::lgamma(k + 1.0);
}

ValueAndSlope log1p_over_less_one(double x) {
  if (x > 0.02) {
    const double over = std::log1p(x) / x;
    return {over - 1.0, (1.0 / (1.0 + x) - over) / x};
  }
  // -x/2 + x^2/3 - ...: of ten terms the first left out is below 1e-18.
  double value = 0.0;
  double slope = 0.0;
  double power = 1.0; // (-x)^(n - 1)
  for (int n = 1; n <= 10; ++n) {
    slope -= power * n / (n + 1.0);
    power *= -x;
    value += power / (n + 1.0);
  }
  return {value, slope};
}

LogMass normal_log_mass(double low, double high) { return log_mass(low, high, normal_log_density, normal_log_above); }

double student_log_constant(double freedom) {
  return boost::math::lgamma(0.5 * (freedom + 1.0), InDouble()) - boost::math::lgamma(0.5 * freedom, InDouble()) -
         0.5 * std::log(freedom * pi);
}

LogMass student_log_mass(double low, double high, double freedom) {
  const double constant = student_log_constant(freedom);
  const auto log_density = [&](double z) { return constant - 0.5 * (freedom + 1.0) * std::log1p(z * z / freedom); };
  const auto log_above = [&](double z) {
    return std::log(
        boost::math::cdf(boost::math::complement(boost::math::students_t_distribution<double, InDouble>(freedom), z)));
  };
  return log_mass(low, high, log_density, log_above);
}

ValueAndSlope normal_log_below(double z) {
  const double value = normal_log_above(-z);
  return {value, std::exp(normal_log_density(z) - value)};
}

} // namespace headwater::calibration
