#include "calibration/inference/diagnostics/convergence.hpp"

#include "calibration/inference/diagnostics/moments.hpp"
#include "model/scalars/exact_functions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace headwater::calibration {
namespace {

constexpr double undefined_diagnostic = std::numeric_limits<double>::quiet_NaN();

bool draws_are_finite(const ChainDraws& draws) {
  const auto all = draws.all();
  return !all.empty() && std::all_of(all.begin(), all.end(), [](double value) { return std::isfinite(value); });
}

bool draws_are_the_same(const ChainDraws& draws) {
  const auto [least, most] = std::minmax_element(draws.all().begin(), draws.all().end());
  return *most - *least < std::numeric_limits<double>::epsilon();
}

/// Every draw through a function of it.
template<class Function> ChainDraws each_draw(const ChainDraws& draws, const Function& function) {
  std::vector<double> values;
  values.reserve(draws.all().size());
  for (const double value : draws.all()) {
    values.push_back(function(value));
  }
  return {draws.chains(), std::move(values)};
}

ChainDraws in_halves(const ChainDraws& draws) {
  if (draws.draws() < 2) {
    return draws;
  }
  const std::size_t half = draws.draws() / 2;
  std::vector<double> values;
  values.reserve(2 * half * draws.chains());
  for (std::size_t c = 0; c < draws.chains(); ++c) {
    const auto chain = draws.chain(c);
    const auto first = chain.first(half);
    const auto last = chain.last(half);
    values.insert(values.end(), first.begin(), first.end());
    values.insert(values.end(), last.begin(), last.end());
  }
  return {2 * draws.chains(), std::move(values)};
}

ChainDraws folded_draws(const ChainDraws& draws) {
  const double median = quantile_of(draws.all(), 0.5);
  return each_draw(draws, [median](double value) { return std::abs(value - median); });
}

/// Quantiles of the standard normal at (rank - 3/8) / (number + 1/4), equal draws sharing their mean rank. G. Blom,
/// "Statistical Estimates and Transformed Beta-Variables", 1958.
ChainDraws normal_scores(const ChainDraws& draws) {
  const auto all = draws.all();
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [all](std::size_t a, std::size_t b) { return all[a] < all[b]; });
  std::vector<double> scores(all.size());
  for (std::size_t first = 0; first < order.size();) {
    std::size_t end = first + 1;
    while (end < order.size() && all[order[end]] == all[order[first]]) {
      ++end;
    }
    const double rank = static_cast<double>(first + 1 + end) / 2.0;
    const double score = model::exact::normal_quantile((rank - 0.375) / (static_cast<double>(all.size()) + 0.25));
    for (; first < end; ++first) {
      scores[order[first]] = score;
    }
  }
  return {draws.chains(), std::move(scores)};
}

/// Of chains as they are.
double plain_r_hat(const ChainDraws& draws) {
  if (!draws_are_finite(draws) || draws_are_the_same(draws)) {
    return undefined_diagnostic;
  }
  std::vector<double> means;
  std::vector<double> variances;
  for (std::size_t c = 0; c < draws.chains(); ++c) {
    means.push_back(mean_of(draws.chain(c)));
    variances.push_back(variance_of(draws.chain(c)));
  }
  const auto length = static_cast<double>(draws.draws());
  const double between = length * variance_of(means);
  return std::sqrt((between / mean_of(variances) + length - 1.0) / length);
}

/// The autocovariances of chains, averaged over them, as they are asked for. Summed rather than by Fourier transform:
/// the first few lags are all that chains which move ask for, and sums have the same bits on every machine.
class Autocovariances {
public:
  explicit Autocovariances(const ChainDraws& draws)
      : chains_{draws.chains()}, length_{draws.draws()}, centred_(draws.all().begin(), draws.all().end()) {
    for (std::size_t c = 0; c < chains_; ++c) {
      means_.push_back(mean_of(draws.chain(c)));
      for (std::size_t i = 0; i < length_; ++i) {
        centred_[c * length_ + i] -= means_.back();
      }
    }
  }

  const std::vector<double>& means() const { return means_; }

  /// At a lag below the length, the number of draws in the divisor.
  double at(std::size_t lag) const {
    double total = 0.0;
    for (std::size_t c = 0; c < chains_; ++c) {
      const double* const early = centred_.data() + c * length_;
      const double* const late = early + lag;
      const std::size_t pairs = length_ - lag;
      double sums[4] = {0.0, 0.0, 0.0, 0.0}; // four at once, as one sum would wait for itself
      std::size_t i = 0;
      for (; i + 4 <= pairs; i += 4) {
        for (std::size_t k = 0; k < 4; ++k) {
          sums[k] += early[i + k] * late[i + k];
        }
      }
      for (; i < pairs; ++i) {
        sums[0] += early[i] * late[i];
      }
      total += (sums[0] + sums[1]) + (sums[2] + sums[3]);
    }
    return total / static_cast<double>(length_) / static_cast<double>(chains_);
  }

private:
  std::size_t chains_;
  std::size_t length_;
  std::vector<double> centred_;
  std::vector<double> means_;
};

/// Of the mean of chains as they are.
double plain_ess(const ChainDraws& draws) {
  const std::size_t length = draws.draws();
  if (length < 3 || !draws_are_finite(draws) || draws_are_the_same(draws)) {
    return undefined_diagnostic;
  }
  const Autocovariances covariances(draws);
  const double within = covariances.at(0) * static_cast<double>(length) / static_cast<double>(length - 1);
  double variance = covariances.at(0);
  if (draws.chains() > 1) {
    variance += variance_of(covariances.means());
  }
  const auto correlation = [&](std::size_t lag) { return 1.0 - (within - covariances.at(lag)) / variance; };

  // Pairs of autocorrelations as long as their sums are positive.
  std::vector<double> correlations(length, 0.0);
  double even = 1.0;
  double odd = correlation(1);
  correlations[0] = even;
  correlations[1] = odd;
  std::size_t last = 0;
  while (last + 5 < length && even + odd > 0.0) {
    last += 2;
    even = correlation(last);
    odd = correlation(last + 1);
    if (even + odd >= 0.0) {
      correlations[last] = even;
      correlations[last + 1] = odd;
    }
  }
  if (even > 0.0) {
    correlations[last] = even;
  }
  // The sums of pairs made never to rise.
  for (std::size_t t = 2; t + 2 <= last; t += 2) {
    const double before = correlations[t - 2] + correlations[t - 1];
    if (correlations[t] + correlations[t + 1] > before) {
      correlations[t] = before / 2.0;
      correlations[t + 1] = correlations[t];
    }
  }
  // Where there is only the first pair, R's sum over 1 to 0 takes lag 0; so it is here.
  const std::size_t summed = std::max<std::size_t>(last, 1);
  double sum = 0.0;
  for (std::size_t t = 0; t < summed; ++t) {
    sum += correlations[t];
  }
  const auto count = static_cast<double>(draws.all().size());
  // Negative autocorrelations may make an ESS larger than the number of draws, by log10 of it at most.
  const double least_time = model::exact::log(10.0) / model::exact::log(count);
  const double time = -1.0 + 2.0 * sum + correlations[last];
  return std::isnan(time) ? undefined_diagnostic : count / std::max(time, least_time);
}

/// The larger; not a number where one of them is none.
double larger_or_none(double a, double b) {
  return std::isnan(a) || std::isnan(b) ? undefined_diagnostic : std::max(a, b);
}

} // namespace

double r_hat(const ChainDraws& draws) {
  if (!draws_are_finite(draws)) {
    return undefined_diagnostic;
  }
  return larger_or_none(plain_r_hat(normal_scores(in_halves(draws))),
                        plain_r_hat(normal_scores(in_halves(folded_draws(draws)))));
}

double r_hat_without_ranks(const ChainDraws& draws) { return plain_r_hat(in_halves(draws)); }

double ess_bulk(const ChainDraws& draws) {
  return draws_are_finite(draws) ? plain_ess(normal_scores(in_halves(draws))) : undefined_diagnostic;
}

double ess_tail(const ChainDraws& draws) {
  return -larger_or_none(-ess_quantile(draws, 0.05), -ess_quantile(draws, 0.95));
}

double ess_mean(const ChainDraws& draws) { return plain_ess(in_halves(draws)); }

double ess_median(const ChainDraws& draws) { return ess_quantile(draws, 0.5); }

double ess_sd(const ChainDraws& draws) {
  const double mean = mean_of(draws.all());
  return plain_ess(in_halves(each_draw(draws, [mean](double value) { return std::abs(value - mean); })));
}

double ess_quantile(const ChainDraws& draws, double probability) {
  // At 1 every draw would be at or below it.
  const auto count = static_cast<double>(draws.all().size());
  const double limit = quantile_of(draws.all(), probability == 1.0 ? (count - 0.5) / count : probability);
  if (!draws_are_finite(draws) || draws_are_the_same(draws)) {
    return undefined_diagnostic;
  }
  return plain_ess(in_halves(each_draw(draws, [limit](double value) { return value <= limit ? 1.0 : 0.0; })));
}

} // namespace headwater::calibration
