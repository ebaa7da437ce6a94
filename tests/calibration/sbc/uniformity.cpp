#include "tests/calibration/sbc/uniformity.hpp"

#include "calibration/fit/observation/special.hpp"

#include <boost/math/special_functions/gamma.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

constexpr std::size_t least_in_a_bin = 20;
constexpr double tail_rounding = 1e-12; // of a probability: tails that are the same are taken as the same
constexpr int halvings = 40;
constexpr double bound_below = 1e-9; // a p-value; rounding leaves 1e-13 of 1 less it

void check_ranks(std::span<const std::size_t> ranks, std::size_t greatest_rank) {
  if (ranks.empty() || greatest_rank == 0) {
    throw std::invalid_argument("there are no ranks, or only one that they can have");
  }
  const std::size_t greatest = *std::max_element(ranks.begin(), ranks.end());
  if (greatest > greatest_rank) {
    throw std::invalid_argument(fmt::format("a rank of {} among 0 to {}", greatest, greatest_rank));
  }
}

/// log k! for k from 0 to n.
std::vector<double> log_factorials(std::size_t n) {
  std::vector<double> logs;
  for (std::size_t k = 0; k <= n; ++k) {
    logs.push_back(log_factorial(static_cast<double>(k)));
  }
  return logs;
}

/// The probability of k of n, each with probability p in (0,1).
double binomial(std::size_t k, std::size_t n, double log_p, double log_q, const std::vector<double>& logs) {
  return std::exp(logs[n] - logs[k] - logs[n - k] + static_cast<double>(k) * log_p +
                  static_cast<double>(n - k) * log_q);
}

/// Of one count: by value from 0 to `ranks`, the smaller of the probabilities of it or less, and of it or more, twice.
std::vector<double> tails_of_a_count(std::size_t ranks, double p, const std::vector<double>& logs) {
  std::vector<double> below(ranks + 1);
  std::vector<double> above(ranks + 1);
  double sum = 0.0;
  for (std::size_t k = 0; k <= ranks; ++k) {
    below[k] = sum += binomial(k, ranks, std::log(p), std::log1p(-p), logs);
  }
  sum = 0.0;
  for (std::size_t k = ranks + 1; k-- > 0;) {
    above[k] = sum += binomial(k, ranks, std::log(p), std::log1p(-p), logs);
  }
  for (std::size_t k = 0; k <= ranks; ++k) {
    below[k] = std::min(1.0, 2.0 * std::min(below[k], above[k]));
  }
  return below;
}

/// By count: `tails_of_a_count`.
std::vector<std::vector<double>> all_tails(std::size_t ranks, std::size_t greatest_rank) {
  const std::vector<double> logs = log_factorials(ranks);
  std::vector<std::vector<double>> tails;
  for (std::size_t i = 1; i <= greatest_rank; ++i) {
    tails.push_back(tails_of_a_count(ranks, static_cast<double>(i) / static_cast<double>(greatest_rank + 1), logs));
  }
  return tails;
}

/// The counts whose tails are above `pointwise`. The tails rise to the middle and fall from it.
CountBand band_above(const std::vector<std::vector<double>>& tails, double pointwise) {
  CountBand band;
  for (const std::vector<double>& of_count : tails) {
    const auto above = [&](double tail) { return tail > pointwise * (1.0 + tail_rounding); };
    const auto low = std::find_if(of_count.begin(), of_count.end(), above);
    const auto high = std::find_if(of_count.rbegin(), of_count.rend(), above);
    band.low.push_back(static_cast<std::size_t>(low - of_count.begin()));
    // None: then low is beyond high, and nothing lies within.
    band.high.push_back(high == of_count.rend() ? 0 : static_cast<std::size_t>(of_count.rend() - high) - 1);
  }
  return band;
}

} // namespace

BinnedUniformity binned_uniformity(std::span<const std::size_t> ranks, std::size_t greatest_rank) {
  check_ranks(ranks, greatest_rank);
  const std::size_t places = greatest_rank + 1;
  std::size_t bins = std::min(places, ranks.size() / least_in_a_bin);
  while (bins > 1 && places % bins != 0) {
    --bins;
  }
  if (bins < 2) {
    throw std::invalid_argument(
        fmt::format("{} ranks of {} to be had do not make two bins of {}", ranks.size(), places, least_in_a_bin));
  }
  BinnedUniformity result{std::vector<std::size_t>(bins, 0), 0.0, 0.0};
  for (const std::size_t rank : ranks) {
    ++result.counts[rank / (places / bins)];
  }
  const double expected = static_cast<double>(ranks.size()) / static_cast<double>(bins);
  for (const std::size_t count : result.counts) {
    const double off = static_cast<double>(count) - expected;
    result.chi_square += off * off / expected;
  }
  result.p_value = boost::math::gamma_q(0.5 * static_cast<double>(bins - 1), 0.5 * result.chi_square);
  return result;
}

CountBand count_band(std::size_t ranks, std::size_t greatest_rank, double pointwise) {
  return band_above(all_tails(ranks, greatest_rank), pointwise);
}

double probability_within(const CountBand& band, std::size_t ranks) {
  const std::size_t counts = band.low.size();
  if (counts == 0 || band.high.size() != counts || *std::max_element(band.high.begin(), band.high.end()) > ranks) {
    throw std::invalid_argument("a band has two bounds for each count, none beyond the number of ranks");
  }
  const std::vector<double> logs = log_factorials(ranks);
  // How likely it is to have been within so far and to be at x: of the ranks that are not below yet, each is next with
  // the same probability.
  std::vector<double> at{1.0};
  std::size_t from = 0;
  for (std::size_t i = 0; i < counts; ++i) {
    if (band.low[i] > band.high[i]) {
      return 0.0;
    }
    const double left = static_cast<double>(counts + 1 - i);
    const double log_p = -std::log(left);
    const double log_q = std::log1p(-1.0 / left);
    std::vector<double> next(band.high[i] - band.low[i] + 1, 0.0);
    for (std::size_t x = 0; x < at.size(); ++x) {
      const std::size_t here = from + x;
      for (std::size_t y = std::max(here, band.low[i]); y <= band.high[i]; ++y) {
        next[y - band.low[i]] += at[x] * binomial(y - here, ranks - here, log_p, log_q, logs);
      }
    }
    at = std::move(next);
    from = band.low[i];
  }
  double sum = 0.0;
  for (const double one : at) {
    sum += one;
  }
  return std::min(sum, 1.0);
}

CountBand simultaneous_band(std::size_t ranks, std::size_t greatest_rank, double share) {
  if (ranks == 0 || greatest_rank == 0 || !(share > 0.0) || !(share < 1.0)) {
    throw std::invalid_argument("a band is of ranks from 0 to one above it, with a probability between 0 and 1");
  }
  const std::vector<std::vector<double>> tails = all_tails(ranks, greatest_rank);
  // Wide enough at `wide`, where nothing is left out, and too narrow at `narrow`, where one count alone is left out
  // more often.
  double wide = 0.0;
  double narrow = 1.0;
  for (int k = 0; k < halvings; ++k) {
    const double middle = 0.5 * (wide + narrow);
    (probability_within(band_above(tails, middle), ranks) >= share ? wide : narrow) = middle;
  }
  return band_above(tails, wide);
}

double count_p_value(std::span<const std::size_t> ranks, std::size_t greatest_rank) {
  check_ranks(ranks, greatest_rank);
  std::vector<std::size_t> below(greatest_rank + 1, 0); // ranks below i, i = 1 ... and, last, all
  for (const std::size_t rank : ranks) {
    ++below[rank];
  }
  for (std::size_t i = 1; i < below.size(); ++i) {
    below[i] += below[i - 1];
  }
  const std::vector<std::vector<double>> tails = all_tails(ranks.size(), greatest_rank);
  double least = 1.0;
  for (std::size_t i = 0; i < tails.size(); ++i) {
    least = std::min(least, tails[i][below[i]]);
  }
  const double bound = least * static_cast<double>(greatest_rank);
  return bound < bound_below ? bound : 1.0 - probability_within(band_above(tails, least), ranks.size());
}

} // namespace headwater::calibration
