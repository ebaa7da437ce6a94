// One chain of Stan's sampler, without its headers.
#pragma once

#include "calibration/inference/samplers/checkpoint.hpp"
#include "calibration/inference/samplers/log_density.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace headwater::calibration {

struct StanChainSettings {
  std::uint64_t seed;
  std::uint64_t chain;
  unsigned warmup;       ///< at least the first buffer, one window and the last buffer
  unsigned first_window; ///< 0: the metric stays as it is given
  double target_acceptance;
  int max_treedepth;
};

/// Stan's defaults: transitions before the first window, and after the last.
inline constexpr unsigned first_buffer = 75;
inline constexpr unsigned last_buffer = 50;

/// What a transition led to.
struct StanTransition {
  std::vector<double> position;
  double lp;
  double accept_stat;
  double stepsize;
  int treedepth;
  int n_leapfrog;
  bool divergent;
  double energy;
};

class StanChain {
public:
  /// `point`: of finite density; `covariance`: n x n, symmetric and positive definite. No step size yet.
  StanChain(const LogDensity& target, const StanChainSettings& settings, std::span<const double> point,
            std::span<const double> covariance);
  ~StanChain();
  StanChain(const StanChain&) = delete;
  StanChain& operator=(const StanChain&) = delete;

  /// Throws std::runtime_error, with Stan's words, where there is none.
  void find_first_stepsize();
  /// Throws std::runtime_error as above, and what the target throws.
  StanTransition transition();
  /// After the last transition of the warmup.
  void end_warmup();

  double stepsize() const;
  std::vector<double> inverse_metric() const; ///< n x n
  std::uint64_t gradients() const;
  std::uint64_t failed_solves() const;

  /// Everything that the transitions to come depend on.
  void save(StateWriter& state) const;
  /// Throws std::invalid_argument for a state that is damaged, or whose density is not the target's.
  void resume(StateReader& state);

private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

} // namespace headwater::calibration
