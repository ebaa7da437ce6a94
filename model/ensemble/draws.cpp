#include "model/ensemble/draws.hpp"

#include "model/experiments/owen_scrambling.hpp"
#include "model/scalars/exact_functions.hpp"

#include <Random123/philox.h>
#include <boost/random/sobol.hpp>

#include <algorithm>
#include <bit>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace headwater::model {
namespace {

constexpr std::size_t most_draws = std::size_t{1} << 32U;
constexpr std::size_t not_given = parameter_count; // a column that is none

constexpr bool table_can_be_drawn() {
  std::string_view whole;
  for (std::size_t i = 0; i < parameter_count; ++i) {
    const Parameter& row = parameters()[i];
    const bool range = row.distribution == Distribution::fixed || row.low < row.high;
    const bool positive = row.distribution != Distribution::lognormal || row.low > 0.0;
    const bool share = row.distribution != Distribution::logistic_normal ||
                       (row.low == 0.0 && row.high == 1.0 && row.symbol.ends_with(']'));
    if (!(range && positive && share)) {
      return false;
    }
    if (whole_of(row) != whole) {
      whole = whole_of(row);
      for (std::size_t before = 0; before < i && !whole.empty(); ++before) {
        if (whole_of(parameters()[before]) == whole) {
          return false;
        }
      }
    }
  }
  return true;
}
static_assert(table_can_be_drawn(),
              "parameters.def: a row varies over no range; or is lognormal, and its range does not "
              "lie above 0; or is a share of a whole, and not over 0..1, without a symbol such as "
              "a[b], or apart from the other shares");

// ---- numbers in (0,1) -----------------------------------------------------------------------------------------------

/// What random bits are for; in the two lowest bits of the counter.
enum class Purpose : std::uint64_t { number, order, scramble };

/// FNV-1a of the name of each varying parameter, without its two lowest bits.
constexpr std::array<std::uint64_t, varying_parameters.size()> name_hashes = [] {
  std::array<std::uint64_t, varying_parameters.size()> hashes{};
  for (std::size_t d = 0; d < hashes.size(); ++d) {
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : parameters()[varying_parameters[d]].name) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    hashes[d] = hash & ~std::uint64_t{3};
  }
  return hashes;
}();
static_assert(
    [] {
      auto sorted = name_hashes;
      std::sort(sorted.begin(), sorted.end());
      return std::adjacent_find(sorted.begin(), sorted.end()) == sorted.end();
    }(),
    "the hashes of two names are the same: one of them needs another name");

inline std::uint64_t random_bits(std::uint64_t seed, std::uint64_t number, std::size_t dimension, Purpose purpose) {
  const r123::Philox2x64 philox;
  return philox({{number, name_hashes[dimension] | static_cast<std::uint64_t>(purpose)}}, {{seed}})[0];
}

} // namespace

UniformDraws::UniformDraws(Sampling sampling, std::uint64_t seed, std::size_t count)
    : sampling_{sampling}, seed_{seed}, count_{count} {
  if (count == 0 || count > most_draws) {
    throw std::invalid_argument("there are from 1 to 2^32 draws, not " + std::to_string(count));
  }
  if (sampling == Sampling::latin_hypercube) {
    permutation_keys_.resize(dimensions);
    for (std::size_t d = 0; d < dimensions; ++d) {
      for (std::size_t round = 0; round < rounds; ++round) {
        permutation_keys_[d][round] = random_bits(seed, round, d, Purpose::order);
      }
    }
  }
  if (sampling == Sampling::sobol) {
    scramble_keys_.resize(dimensions);
    for (std::size_t d = 0; d < dimensions; ++d) {
      scramble_keys_[d] = random_bits(seed, 0, d, Purpose::scramble);
    }
    // Point n of Boost's engine is the sum of the direction numbers of the digits of n ^ (n >> 1), and it begins with
    // point 1; so point 2^k is the sum of those of digits k and k-1. They are kept with their digits reversed, as the
    // scrambling wants them.
    boost::random::sobol_engine<std::uint32_t, digits> engine(dimensions);
    directions_.resize(digits);
    for (std::size_t k = 0; k < digits; ++k) {
      engine.seed((std::uint32_t{1} << k) - 1U);
      for (std::size_t d = 0; d < dimensions; ++d) {
        directions_[k][d] = experiments::reversed(engine()) ^ (k == 0 ? 0U : directions_[k - 1][d]);
      }
    }
  }
}

void UniformDraws::check(std::size_t draw) const {
  if (draw >= count_) {
    throw std::out_of_range("there is no draw " + std::to_string(draw) + " of " + std::to_string(count_));
  }
}

double UniformDraws::random(std::size_t draw, std::size_t dimension) const {
  return experiments::in_unit_interval(random_bits(seed_, draw, dimension, Purpose::number) >> 12U);
}

/// A permutation of 0..count-1 that needs no memory: a Feistel network permutes the numbers of as many digits as
/// count-1 has; where it leads beyond, it is followed again until it does not ("cycle walking", Black and Rogaway
/// 2002).
std::uint64_t UniformDraws::permuted(std::uint64_t number, std::size_t dimension) const {
  const auto width = static_cast<unsigned>(std::bit_width(count_ - 1));
  const unsigned low_width = width - width / 2;
  const std::uint64_t low_mask = (std::uint64_t{1} << low_width) - 1U;
  const std::uint64_t high_mask = (std::uint64_t{1} << (width / 2)) - 1U;
  const auto& keys = permutation_keys_[dimension];
  std::uint64_t low = number & low_mask;
  std::uint64_t high = number >> low_width;
  for (std::size_t round = 0; round < rounds; round += 2) {
    low ^= experiments::mixed(high ^ keys[round]) & low_mask;
    high ^= experiments::mixed(low ^ keys[round + 1]) & high_mask;
  }
  return (high << low_width) | low;
}

double UniformDraws::in_stratum(std::uint64_t stratum, std::size_t draw, std::size_t dimension) const {
  // As many digits of the place inside a stratum as leave the sum exact: it cannot round into the next stratum.
  const auto place_width = 52U - static_cast<unsigned>(std::bit_width(count_));
  const std::uint64_t place = random_bits(seed_, draw, dimension, Purpose::number) >> (64U - place_width);
  const double inside = (static_cast<double>(place) + 0.5) / static_cast<double>(std::uint64_t{1} << place_width);
  return (static_cast<double>(stratum) + inside) / static_cast<double>(count_);
}

double UniformDraws::scrambled(std::uint32_t sobol, std::size_t dimension) const {
  return experiments::owen_scrambled(sobol, scramble_keys_[dimension]);
}

double UniformDraws::uniform(std::size_t draw, std::size_t parameter) const {
  check(draw);
  const auto* const found = std::lower_bound(varying_parameters.begin(), varying_parameters.end(), parameter);
  if (found == varying_parameters.end() || *found != parameter) {
    throw std::out_of_range("parameter " + std::to_string(parameter) + " of the table does not vary");
  }
  const auto dimension = static_cast<std::size_t>(found - varying_parameters.begin());
  switch (sampling_) {
  case Sampling::random:
    return random(draw, dimension);
  case Sampling::latin_hypercube: {
    std::uint64_t stratum = permuted(draw, dimension);
    while (stratum >= count_) {
      stratum = permuted(stratum, dimension);
    }
    return in_stratum(stratum, draw, dimension);
  }
  case Sampling::sobol:
    break;
  }
  std::uint32_t sobol = 0;
  for (std::size_t k = 0; draw >> k != 0; ++k) {
    sobol ^= (draw >> k & 1U) != 0 ? directions_[k][dimension] : 0U;
  }
  return scrambled(sobol, dimension);
}

UniformDraws::Point UniformDraws::point(std::size_t draw) const {
  check(draw);
  Point point{};
  switch (sampling_) {
  case Sampling::random:
    for (std::size_t d = 0; d < dimensions; ++d) {
      point[d] = random(draw, d);
    }
    return point;
  case Sampling::latin_hypercube: {
    // All parameters take a walk together, as a branch for each would often be guessed wrong.
    std::array<std::uint64_t, dimensions> strata{};
    std::array<std::size_t, dimensions> walking{};
    strata.fill(draw);
    std::iota(walking.begin(), walking.end(), std::size_t{0});
    for (std::size_t left = dimensions; left > 0;) {
      std::size_t still = 0;
      for (std::size_t i = 0; i < left; ++i) {
        const std::size_t d = walking[i];
        strata[d] = permuted(strata[d], d);
        walking[still] = d;
        still += strata[d] >= count_ ? 1U : 0U;
      }
      left = still;
    }
    for (std::size_t d = 0; d < dimensions; ++d) {
      point[d] = in_stratum(strata[d], draw, d);
    }
    return point;
  }
  case Sampling::sobol:
    break;
  }
  std::array<std::uint32_t, dimensions_in_eights> sobol{};
  for (std::size_t k = 0; draw >> k != 0; ++k) {
    if ((draw >> k & 1U) != 0) {
      for (std::size_t d = 0; d < dimensions_in_eights; ++d) {
        sobol[d] ^= directions_[k][d];
      }
    }
  }
  for (std::size_t d = 0; d < dimensions; ++d) {
    point[d] = scrambled(sobol[d], d);
  }
  return point;
}

// ---- parameters -----------------------------------------------------------------------------------------------------

namespace {

/// How many standard deviations from the middle the range of a row reaches: 95% lie inside.
constexpr double reach = 1.96;

/// The probability of a standard normal variate below x: the inverse of the quantile, by halving, so that it is as
/// exact and the same everywhere.
double probability_below(double x) {
  double low = 0.0;
  double high = 1.0;
  while (true) {
    const double middle = 0.5 * (low + high);
    if (middle <= low || middle >= high) {
      return low;
    }
    (exact::normal_quantile(middle) < x ? low : high) = middle;
  }
}

/// What a nation's value is multiplied by for a place.
double scale_of(std::size_t parameter, const ParameterValues<double>& centre) {
  return centre[parameter] / parameters()[parameter].value;
}

} // namespace

ParameterDraws::ParameterDraws(UniformDraws uniforms, const ParameterValues<double>& centre,
                               std::span<const std::size_t> kept, std::shared_ptr<const DrawRows> rows)
    : uniforms_{std::move(uniforms)}, centre_{centre}, rows_{rows ? std::move(rows)
                                                                  : std::make_shared<const DrawRows>()} {
  std::array<std::size_t, parameter_count> columns{};
  columns.fill(not_given);
  for (std::size_t column = 0; column < rows_->parameters.size(); ++column) {
    if (std::size_t& of_parameter = columns.at(rows_->parameters[column]); of_parameter == not_given) {
      of_parameter = column;
    } else {
      throw std::invalid_argument("the rows give a parameter twice");
    }
  }
  if (!rows_->parameters.empty()) {
    if (rows_->values.size() % rows_->parameters.size() != 0) {
      throw std::invalid_argument("the rows are not all of one length");
    }
    if (rows_->count() < uniforms_.count()) {
      throw std::invalid_argument("there are " + std::to_string(rows_->count()) + " rows for " +
                                  std::to_string(uniforms_.count()) + " draws");
    }
  }
  std::array<bool, parameter_count> stays{};
  for (const std::size_t parameter : kept) {
    stays.at(parameter) = true;
  }

  std::string_view whole;
  for (std::size_t d = 0; d < varying_parameters.size(); ++d) {
    const std::size_t i = varying_parameters[d];
    const Parameter& row = parameters()[i];
    if (stays[i] || row.value == 0.0) {
      continue;
    }
    const double scale = scale_of(i, centre_);
    if (row.distribution == Distribution::logistic_normal) {
      if (whole_of(row) != whole) {
        whole = whole_of(row);
        wholes_.push_back({shares_.size(), shares_.size(), 0.0});
      }
      shares_.push_back({i, d, columns[i], centre_[i], scale});
      wholes_.back().last = shares_.size();
      wholes_.back().sum += centre_[i];
      continue;
    }
    if (columns[i] != not_given) {
      given_.push_back({i, columns[i], scale});
      continue;
    }
    if (row.distribution == Distribution::triangular) {
      const double width = row.high - row.low;
      const double left = row.value - row.low;
      const double right = row.high - row.value;
      triangular_.push_back(
          {i, d, left / width, scale, {{row.high, 1.0, -width * right, -1.0}, {row.low, 0.0, width * left, 1.0}}});
      continue;
    }
    const bool of_logarithm = row.distribution == Distribution::lognormal;
    const double down = of_logarithm ? exact::log(row.value / row.low) : row.value - row.low;
    const double up = of_logarithm ? exact::log(row.high / row.value) : row.high - row.value;
    const double sd = std::max(down, up) / reach;
    const double below = probability_below(-down / sd);
    (of_logarithm ? lognormal_ : normal_)
        .push_back({i, d, row.low, row.high, row.value, sd, below, probability_below(up / sd) - below, scale});
  }
}

ParameterValues<double> ParameterDraws::values(std::size_t draw) const {
  const UniformDraws::Point point = uniforms_.point(draw); // says which draw there is not
  return values_at(point, rows_->parameters.empty() ? std::span<const double>() : rows_->row(draw));
}

ParameterValues<double> ParameterDraws::values_at(const UniformDraws::Point& point) const {
  if (!rows_->parameters.empty()) {
    throw std::logic_error("rows of given values belong to draws, not to points");
  }
  return values_at(point, {});
}

ParameterValues<double> ParameterDraws::values_at(const UniformDraws::Point& u, std::span<const double> row) const {
  ParameterValues<double> values = centre_;
  for (const Triangular& t : triangular_) {
    const double p = u[t.dimension];
    const auto& [end, from, slope, sign] = t.sides[p < t.cut ? 1 : 0];
    values[t.parameter] = (end + sign * std::sqrt((p - from) * slope)) * t.scale;
  }
  // The ends of the range are met to within rounding; min and max take away the rounding.
  for (const Normal& n : normal_) {
    const double x = n.centre + n.sd * exact::normal_quantile(n.below + u[n.dimension] * n.within);
    values[n.parameter] = std::min(std::max(x, n.low), n.high) * n.scale;
  }
  for (const Normal& n : lognormal_) {
    const double x = n.centre * exact::exp(n.sd * exact::normal_quantile(n.below + u[n.dimension] * n.within));
    values[n.parameter] = std::min(std::max(x, n.low), n.high) * n.scale;
  }
  for (const Given& g : given_) {
    values[g.parameter] = row[g.column] * g.scale;
  }
  for (const Whole& whole : wholes_) {
    double sum = 0.0;
    for (std::size_t i = whole.first; i < whole.last; ++i) {
      const Share& s = shares_[i];
      values[s.parameter] = s.column != not_given
                                ? row[s.column] * s.scale
                                : s.centre * exact::exp(share_log_sd * exact::normal_quantile(u[s.dimension]));
      sum += values[s.parameter];
    }
    for (std::size_t i = whole.first; i < whole.last; ++i) {
      values[shares_[i].parameter] *= whole.sum / sum;
    }
  }
  return values;
}

} // namespace headwater::model
