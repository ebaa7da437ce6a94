#include "calibration/inference/samplers/tempered_smc.hpp"

#include "calibration/inference/samplers/checkpoint.hpp"
#include "model/scalars/exact_functions.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <memory>
#include <stdexcept>
#include <utility>

namespace headwater::calibration {
namespace {

constexpr double smc_impossible = -std::numeric_limits<double>::infinity();

/// The acceptance each kind of move aims at: a random walk does best near 0.23 in many dimensions and 0.44 in one
/// (Gelman, Roberts and Gilks 1996); a step towards a Gaussian may be accepted more often.
constexpr double walk_acceptance = 0.3;
constexpr double pull_acceptance = 0.5;

/// Moves at a temperature after which the Gaussian is that of the moved particles, which are more different ones than
/// those with much weight before; and again at twice as many, four times as many and so on.
constexpr std::size_t first_renewal = 64;

/// Purposes of random numbers: 0 is the draw of the prior, then each temperature has 2^32: resampling and its moves.
constexpr std::uint64_t smc_purpose(std::size_t stage, std::size_t move) {
  return (static_cast<std::uint64_t>(stage) << 32U) | static_cast<std::uint64_t>(move);
}

/// Another one for every change of what a state holds, or of how the particles go on from it.
constexpr std::uint64_t smc_state_version = 3;

/// A mean and the lower triangle L of a covariance L L^T, n x n, row by row.
struct SmcGaussian {
  std::vector<double> mean, factor;
};

/// Of weighted particles. A fixed order of exactly-rounded operations, which a library does not promise.
SmcGaussian smc_gaussian(std::span<const double> particles, std::span<const double> weights, std::size_t n) {
  double total = 0.0;
  std::vector<double> mean(n, 0.0);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    total += weights[i];
    for (std::size_t j = 0; j < n; ++j) {
      mean[j] += weights[i] * particles[i * n + j];
    }
  }
  for (double& one : mean) {
    one /= total;
  }
  std::vector<double> covariance(n * n, 0.0);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    for (std::size_t j = 0; j < n; ++j) {
      const double weighted = weights[i] / total * (particles[i * n + j] - mean[j]);
      for (std::size_t k = 0; k <= j; ++k) {
        covariance[j * n + k] += weighted * (particles[i * n + k] - mean[k]);
      }
    }
  }
  // Cholesky, row by row, in place.
  for (std::size_t j = 0; j < n; ++j) {
    for (std::size_t k = 0; k <= j; ++k) {
      double rest = covariance[j * n + k];
      for (std::size_t m = 0; m < k; ++m) {
        rest -= covariance[j * n + m] * covariance[k * n + m];
      }
      if (k < j) {
        covariance[j * n + k] = rest / covariance[k * n + k];
      } else if (rest > 1e-12 * covariance[j * n + j]) {
        covariance[j * n + j] = std::sqrt(rest);
      } else {
        throw std::runtime_error("the particles have collapsed into fewer dimensions than there are parameters: more "
                                 "particles are needed, or two parameters do the same");
      }
    }
  }
  return {std::move(mean), std::move(covariance)};
}

/// The run from the prior to the posterior.
class SmcRun {
public:
  SmcRun(const TemperedTarget& target, const SmcSettings& settings)
      : target_{target}, settings_{settings}, n_{target.dimension()}, count_{settings.particles} {
    result_.dimension = n_;
    walk_ = 2.38 / std::sqrt(static_cast<double>(n_)); // Gelman, Roberts and Gilks 1996
  }

  /// From a state that was saved. Throws UnusableState, and is not to be used any more then.
  void resume() {
    read(settings_.checkpoints.resume);
    resumed_ = true;
  }

  Population run() {
    if (!resumed_) {
      draw_prior();
    }
    while (temperature_ < 1.0) {
      if (result_.stages.size() == settings_.most_stages) {
        throw std::runtime_error("the temperature has only come to " + std::to_string(temperature_) + " after " +
                                 std::to_string(settings_.most_stages) + " stages");
      }
      stage();
      if (settings_.checkpoints.save) {
        settings_.checkpoints.save(state());
      }
    }
    return std::move(result_);
  }

private:
  std::span<double> particle(std::size_t i) { return std::span(result_.draws).subspan(i * n_, n_); }

  /// Calls `run(first, last)` for each block of particles, in any order.
  template<class RunBlock> void in_blocks(const RunBlock& run) const {
    const std::size_t blocks = (count_ + settings_.block - 1) / settings_.block;
    tbb::parallel_for(std::size_t{0}, blocks,
                      [&](std::size_t b) { run(b * settings_.block, std::min(count_, (b + 1) * settings_.block)); });
  }

  std::vector<double> likelihoods(std::span<const double> points) {
    std::vector<std::optional<double>> found(points.size() / n_);
    if (!found.empty()) {
      target_.log_likelihood(points, found);
    }
    std::vector<double> values(found.size(), smc_impossible);
    std::uint64_t failed = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
      if (found[i] && *found[i] < std::numeric_limits<double>::infinity()) { // so not NaN
        values[i] = *found[i];
      } else {
        ++failed;
      }
    }
    failed_ += failed;
    asked_ += found.size();
    return values;
  }

  void draw_prior() {
    result_.draws.resize(count_ * n_);
    result_.log_prior.resize(count_);
    result_.log_likelihood.resize(count_);
    in_blocks([&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) {
        experiments::RandomEngine random(settings_.seed, i, smc_purpose(0, 0));
        target_.draw_prior(random, particle(i));
        result_.log_prior[i] = target_.log_prior(particle(i));
        if (!std::isfinite(result_.log_prior[i])) {
          throw std::invalid_argument("the prior draws a point that its density excludes");
        }
      }
      const std::vector<double> values =
          likelihoods(std::span<const double>(result_.draws).subspan(first * n_, (last - first) * n_));
      std::copy(values.begin(), values.end(), result_.log_likelihood.begin() + static_cast<std::ptrdiff_t>(first));
    });
    best_ = *std::max_element(result_.log_likelihood.begin(), result_.log_likelihood.end());
    if (best_ == smc_impossible) {
      throw std::runtime_error("not one draw of the prior is possible: the likelihood is 0, or cannot be computed");
    }
  }

  /// The weights for a step of temperature, the greatest 1.
  void weigh(double step, std::vector<double>& weights) const {
    for (std::size_t i = 0; i < count_; ++i) {
      const double value = result_.log_likelihood[i];
      weights[i] = value == smc_impossible ? 0.0 : model::exact::exp(step * (value - best_));
    }
  }

  static double effective_sample_size(std::span<const double> weights) {
    double sum = 0.0;
    double squares = 0.0;
    for (const double w : weights) {
      sum += w;
      squares += w * w;
    }
    return sum * sum / squares;
  }

  /// The greatest step of temperature that leaves the effective sample size asked for, by halving.
  double next_step(std::vector<double>& weights) const {
    const auto possible = static_cast<double>(std::count_if(
        result_.log_likelihood.begin(), result_.log_likelihood.end(), [](double l) { return l != smc_impossible; }));
    const double asked = settings_.ess_fraction * possible;
    double high = 1.0 - temperature_;
    weigh(high, weights);
    if (effective_sample_size(weights) >= asked) {
      return high;
    }
    double low = 0.0;
    for (int halvings = 0; halvings < 60; ++halvings) {
      const double middle = 0.5 * (low + high);
      weigh(middle, weights);
      (effective_sample_size(weights) >= asked ? low : high) = middle;
    }
    return high; // above 0
  }

  void stage() {
    const std::size_t number = result_.stages.size() + 1;
    best_ = *std::max_element(result_.log_likelihood.begin(), result_.log_likelihood.end());
    std::vector<double> weights(count_);
    const double step = next_step(weights);
    weigh(step, weights);
    double sum = 0.0;
    for (const double w : weights) {
      sum += w;
    }
    result_.log_evidence += step * best_ + model::exact::log(sum / static_cast<double>(count_));
    // Exactly 1 in the end, whatever was rounded on the way.
    temperature_ = step == 1.0 - temperature_ ? 1.0 : temperature_ + step;
    const double size = effective_sample_size(weights);
    SmcGaussian gaussian = smc_gaussian(result_.draws, weights, n_);
    resample(weights, sum, number);
    SmcStage done = move(std::move(gaussian), number);
    done.temperature = temperature_;
    done.effective_sample_size = size;
    result_.stages.push_back(done);
    result_.failed_solves += failed_.exchange(0);
    result_.likelihoods += asked_.exchange(0);
  }

  /// Systematic: evenly spaced places along the sum of the weights, from one random number.
  void resample(std::span<const double> weights, double sum, std::size_t stage) {
    experiments::RandomEngine random(settings_.seed, count_, smc_purpose(stage, 0));
    const double offset = random.unit();
    const Population before = result_;
    double reached = weights[0];
    std::size_t from = 0;
    for (std::size_t i = 0; i < count_; ++i) {
      const double place = (static_cast<double>(i) + offset) / static_cast<double>(count_) * sum;
      while (reached < place && from + 1 < count_) {
        ++from;
        reached += weights[from];
      }
      // The last particles may weigh nothing, and rounding lead to them.
      std::size_t chosen = from;
      while (weights[chosen] == 0.0) {
        --chosen;
      }
      std::copy_n(before.draws.begin() + static_cast<std::ptrdiff_t>(chosen * n_), n_, particle(i).begin());
      result_.log_prior[i] = before.log_prior[chosen];
      result_.log_likelihood[i] = before.log_likelihood[chosen];
    }
  }

  /// Coordinates in which the Gaussian is standard: x = mean + L y.
  std::vector<double> standardised(const SmcGaussian& gaussian, std::span<const double> particles) const {
    std::vector<double> y(count_ * n_);
    in_blocks([&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) {
        for (std::size_t j = 0; j < n_; ++j) {
          double rest = particles[i * n_ + j] - gaussian.mean[j];
          for (std::size_t k = 0; k < j; ++k) {
            rest -= gaussian.factor[j * n_ + k] * y[i * n_ + k];
          }
          y[i * n_ + j] = rest / gaussian.factor[j * n_ + j];
        }
      }
    });
    return y;
  }

  /// Moves every particle until it has forgotten where it stood.
  SmcStage move(SmcGaussian gaussian, std::size_t stage) {
    const std::vector<double> began = result_.draws;
    std::vector<double> y = standardised(gaussian, began);
    std::vector<double> stood = y;
    const std::vector<double> alike(count_, 1.0);
    std::size_t renewal = first_renewal;
    const double enough =
        std::max(temperature_ < 1.0 ? settings_.most_correlation_on_the_way : settings_.most_correlation,
                 3.0 / std::sqrt(static_cast<double>(count_)));
    SmcStage done{};
    std::size_t accepted_in_all = 0;
    std::vector<double> correlations{1.0}; // after so many moves
    const auto leads_nowhere = [&] {
      return done.moves >= (temperature_ < 1.0 ? 2 : 5) * n_ && done.correlation > 0.9 * correlations[done.moves / 2];
    };
    do {
      ++done.moves;
      const bool walk = done.moves % 2 == 1;
      const std::size_t accepted = move_once(gaussian, y, walk, smc_purpose(stage, done.moves));
      accepted_in_all += accepted;
      const double acceptance = static_cast<double>(accepted) / static_cast<double>(count_);
      if (walk) {
        walk_ *= model::exact::exp(acceptance - walk_acceptance);
      } else {
        // Of odds, so that it stays below 1.
        pull_ *= model::exact::exp(2.0 * (acceptance - pull_acceptance));
      }
      done.correlation = greatest_correlation(stood, y);
      correlations.push_back(done.correlation);
      if (done.moves == renewal) {
        gaussian = smc_gaussian(result_.draws, alike, n_);
        y = standardised(gaussian, result_.draws);
        stood = standardised(gaussian, began);
        renewal *= 2;
      }
    } while ((done.correlation > enough || done.moves < 2) && done.moves < settings_.most_moves && !leads_nowhere());
    done.acceptance = static_cast<double>(accepted_in_all) / static_cast<double>(count_ * done.moves);
    result_.mixed = done.correlation <= enough;
    return done;
  }

  /// One Metropolis-Hastings step of every particle; how many were accepted.
  std::size_t move_once(const SmcGaussian& gaussian, std::vector<double>& y, bool walk, std::uint64_t purpose) {
    const double length = walk ? walk_ : pull_ / (1.0 + pull_);
    const double kept = walk ? 1.0 : std::sqrt(1.0 - length * length);
    std::atomic<std::size_t> accepted{0};
    in_blocks([&](std::size_t first, std::size_t last) {
      std::vector<double> to_y((last - first) * n_);
      std::vector<double> log_ratio(last - first); // without the likelihood
      std::vector<double> log_uniform(last - first);
      std::vector<double> prior(last - first);
      std::vector<double> points; // of those whose prior is not 0
      std::vector<std::size_t> who;
      for (std::size_t i = first; i < last; ++i) {
        const std::size_t b = i - first;
        experiments::RandomEngine random(settings_.seed, i, purpose);
        double squares = 0.0;
        for (std::size_t j = 0; j < n_; ++j) {
          const double from = y[i * n_ + j];
          const double to = kept * from + length * random.normal();
          to_y[b * n_ + j] = to;
          squares += to * to - from * from;
        }
        log_uniform[b] = model::exact::log(random.unit());
        const std::size_t at = points.size();
        for (std::size_t j = 0; j < n_; ++j) {
          double x = gaussian.mean[j];
          for (std::size_t k = 0; k <= j; ++k) {
            x += gaussian.factor[j * n_ + k] * to_y[b * n_ + k];
          }
          points.push_back(x);
        }
        prior[b] = target_.log_prior(std::span<const double>(points).subspan(at));
        if (std::isfinite(prior[b])) {
          // The second kind of step is reversible with respect to the Gaussian.
          log_ratio[b] = prior[b] - result_.log_prior[i] + (walk ? 0.0 : 0.5 * squares);
          who.push_back(i);
        } else {
          points.resize(at);
        }
      }
      const std::vector<double> values = likelihoods(points);
      for (std::size_t w = 0; w < who.size(); ++w) {
        const std::size_t i = who[w];
        const std::size_t b = i - first;
        if (values[w] != smc_impossible &&
            log_uniform[b] < log_ratio[b] + temperature_ * (values[w] - result_.log_likelihood[i])) {
          std::copy_n(points.begin() + static_cast<std::ptrdiff_t>(w * n_), n_, particle(i).begin());
          std::copy_n(to_y.begin() + static_cast<std::ptrdiff_t>(b * n_), n_,
                      y.begin() + static_cast<std::ptrdiff_t>(i * n_));
          result_.log_prior[i] = prior[b];
          result_.log_likelihood[i] = values[w];
          ++accepted;
        }
      }
    });
    return accepted;
  }

  double greatest_correlation(std::span<const double> before, std::span<const double> now) const {
    const auto count = static_cast<double>(count_);
    double greatest = 0.0;
    for (std::size_t j = 0; j < n_; ++j) {
      double a = 0.0;
      double b = 0.0;
      for (std::size_t i = 0; i < count_; ++i) {
        a += before[i * n_ + j];
        b += now[i * n_ + j];
      }
      double aa = 0.0;
      double ab = 0.0;
      double bb = 0.0;
      for (std::size_t i = 0; i < count_; ++i) {
        const double from = before[i * n_ + j] - a / count;
        const double to = now[i * n_ + j] - b / count;
        aa += from * from;
        ab += from * to;
        bb += to * to;
      }
      const double both = std::sqrt(aa) * std::sqrt(bb);
      // Where all stand on one point nothing has been forgotten.
      greatest = std::max(greatest, both > 0.0 ? ab / both : 1.0);
    }
    return greatest;
  }

  /// Says which run a state is of: all that the result depends on but the target.
  std::uint64_t identity() const {
    StateWriter all;
    all.put(smc_state_version);
    all.put(n_);
    all.put(settings_.particles);
    all.put(settings_.seed);
    all.put(settings_.ess_fraction);
    all.put(settings_.most_correlation);
    all.put(settings_.most_correlation_on_the_way);
    all.put(settings_.most_moves);
    all.put(settings_.most_stages);
    return state_digest(all.bytes());
  }

  std::string state() const {
    StateWriter state;
    state.put(identity());
    state.put(temperature_);
    state.put(walk_);
    state.put(pull_);
    state.put_all(result_.draws);
    state.put_all(result_.log_prior);
    state.put_all(result_.log_likelihood);
    state.put(result_.log_evidence);
    state.put_all(result_.stages);
    state.put(result_.mixed);
    state.put(result_.failed_solves);
    state.put(result_.likelihoods);
    return state.sealed();
  }

  void read(std::string_view saved) {
    StateReader state(saved);
    if (state.get<std::uint64_t>() != identity()) {
      throw UnusableState("the saved state of the particles is of a run with other settings");
    }
    temperature_ = state.get<double>();
    walk_ = state.get<double>();
    pull_ = state.get<double>();
    result_.draws = state.get_all<double>();
    result_.log_prior = state.get_all<double>();
    result_.log_likelihood = state.get_all<double>();
    result_.log_evidence = state.get<double>();
    result_.stages = state.get_all<SmcStage>();
    result_.mixed = state.get<bool>();
    result_.failed_solves = state.get<std::uint64_t>();
    result_.likelihoods = state.get<std::uint64_t>();
    state.end();
    if (result_.draws.size() != count_ * n_ || result_.log_prior.size() != count_ ||
        result_.log_likelihood.size() != count_) {
      throw UnusableState("the saved state of the particles does not hold as many as it should");
    }
    // The first particle tells another target from this one.
    const double value = likelihoods(particle(0))[0];
    failed_ = 0;
    asked_ = 0;
    if (target_.log_prior(particle(0)) != result_.log_prior[0] || value != result_.log_likelihood[0]) {
      throw UnusableState("the saved state of the particles is of another target");
    }
  }

  const TemperedTarget& target_;
  const SmcSettings& settings_;
  std::size_t n_;
  std::size_t count_;
  Population result_;
  bool resumed_ = false;
  double temperature_ = 0.0;
  double walk_;       ///< length of the random walk, in standard deviations
  double pull_ = 1.0; ///< odds of the length of the step towards the Gaussian, from 0 to 1
  double best_ = 0.0; ///< greatest log likelihood
  std::atomic<std::uint64_t> failed_{0};
  std::atomic<std::uint64_t> asked_{0};
};

} // namespace

Population tempered_smc(const TemperedTarget& target, const SmcSettings& settings) {
  if (target.dimension() == 0 || settings.particles <= target.dimension() ||
      settings.particles > std::numeric_limits<std::uint32_t>::max()) {
    throw std::invalid_argument("there are more particles than parameters, and fewer than 2^32");
  }
  if (!(settings.ess_fraction > 0.0 && settings.ess_fraction < 1.0)) {
    throw std::invalid_argument("the effective share of the particles lies between 0 and 1");
  }
  const auto possible = [](double correlation) { return correlation > 0.0 && correlation < 1.0; };
  if (!possible(settings.most_correlation) || !possible(settings.most_correlation_on_the_way)) {
    throw std::invalid_argument("the correlation to come below lies between 0 and 1");
  }
  if (settings.block == 0 || settings.most_moves < 2 || settings.most_stages == 0 ||
      settings.most_moves > std::numeric_limits<std::uint32_t>::max() ||
      settings.most_stages > std::numeric_limits<std::uint32_t>::max()) {
    throw std::invalid_argument("a block of points, two moves and a stage are the least; 2^32 are too many");
  }
  const SmcCheckpoints& checkpoints = settings.checkpoints;
  Population result;
  tbb::task_arena arena(settings.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(settings.threads));
  arena.execute([&] {
    auto run = std::make_unique<SmcRun>(target, settings);
    try {
      if (!checkpoints.resume.empty()) {
        run->resume();
      }
    } catch (const UnusableState& why) {
      if (!checkpoints.set_aside) {
        throw;
      }
      checkpoints.set_aside(why.what());
      run = std::make_unique<SmcRun>(target, settings);
    }
    result = run->run();
  });
  return result;
}

} // namespace headwater::calibration
