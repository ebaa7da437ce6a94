#include "calibration/inference/samplers/nuts.hpp"

#include "calibration/inference/samplers/checkpoint.hpp"
#include "calibration/inference/samplers/stan_chain.hpp"
#include "model/experiments/random_engine.hpp"

#include <Eigen/Cholesky>
#include <tbb/parallel_for.h>
#include <tbb/partitioner.h>
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

using NutsMatrix = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// What a chain's random numbers are for.
enum class NutsPurpose : std::uint64_t { transitions, beginning };

/// A beginning is drawn so many times before the start is given up.
constexpr int most_beginnings = 100;

unsigned nuts_first_window(const NutsSettings& settings, std::size_t dimension) {
  if (!settings.learns_metric) {
    return 0;
  }
  constexpr std::size_t of_stan = 25;
  const std::size_t window = settings.first_window != 0 ? settings.first_window : std::max(of_stan, 3 * dimension);
  if (settings.warmup < first_buffer + window + last_buffer) {
    throw std::invalid_argument("a warmup of " + std::to_string(settings.warmup) + " transitions is too short for " +
                                std::to_string(dimension) + " parameters: at least " +
                                std::to_string(first_buffer + window + last_buffer));
  }
  return static_cast<unsigned>(window);
}

/// The lower triangle L of covariance = L L^T.
NutsMatrix checked_factor(const LogDensity& target, const Start& start) {
  const std::size_t n = target.dimension();
  if (n == 0 || start.point.size() != n || start.covariance.size() != n * n) {
    throw std::invalid_argument("the start has " + std::to_string(start.point.size()) +
                                " coordinates and a covariance of " + std::to_string(start.covariance.size()) +
                                " numbers, for " + std::to_string(n) + " parameters");
  }
  const auto rows = static_cast<Eigen::Index>(n);
  const Eigen::Map<const NutsMatrix> covariance(start.covariance.data(), rows, rows);
  const Eigen::LLT<NutsMatrix> factor(covariance);
  if (!covariance.allFinite() || covariance != covariance.transpose() || factor.info() != Eigen::Success) {
    throw std::invalid_argument("the covariance to start from is not symmetric and positive definite");
  }
  return factor.matrixL();
}

bool nuts_possible(const LogDensity& target, std::span<const double> x) {
  std::vector<double> gradient(x.size());
  const std::optional<double> value = target.evaluate(x, gradient);
  return value && std::isfinite(*value) &&
         std::all_of(gradient.begin(), gradient.end(), [](double g) { return std::isfinite(g); });
}

std::vector<double> nuts_beginning(const LogDensity& target, const NutsSettings& settings, const Start& start,
                                   const NutsMatrix& factor, std::size_t chain) {
  if (!start.beginnings.empty()) {
    if (!nuts_possible(target, start.beginnings[chain])) {
      throw std::invalid_argument("chain " + std::to_string(chain + 1) + " is to begin where the density is 0");
    }
    return start.beginnings[chain];
  }
  experiments::RandomEngine random(settings.seed, chain, static_cast<std::uint64_t>(NutsPurpose::beginning));
  std::vector<double> point = start.point;
  const std::size_t n = point.size();
  std::vector<double> z(n);
  for (int attempt = 0; attempt < most_beginnings; ++attempt) {
    for (double& one : z) {
      one = random.normal();
    }
    for (std::size_t i = 0; i < n; ++i) {
      double step = 0.0;
      for (std::size_t j = 0; j <= i; ++j) {
        step += factor(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) * z[j];
      }
      point[i] = start.point[i] + settings.dispersion * step;
    }
    if (nuts_possible(target, point)) {
      return point;
    }
    if (settings.dispersion == 0.0) {
      break;
    }
  }
  throw std::invalid_argument("chain " + std::to_string(chain + 1) +
                              " has nowhere to begin: the density is 0, or cannot be computed, round the given point");
}

/// Another one for every change of what a state holds, or of how a chain goes on from it.
constexpr std::uint64_t nuts_state_version = 2;

/// Says which run a state is of: all that the result depends on but the target.
std::uint64_t nuts_identity(const NutsSettings& settings, const Start& start, std::size_t chain) {
  StateWriter all;
  all.put(nuts_state_version);
  all.put(settings.warmup);
  all.put(settings.draws);
  all.put(settings.seed);
  all.put(settings.target_acceptance);
  all.put(settings.max_treedepth);
  all.put(settings.dispersion);
  all.put(settings.first_window);
  all.put(settings.learns_metric);
  all.put(chain);
  all.put_all(start.point);
  all.put_all(start.covariance);
  return state_digest(all.bytes());
}

/// One chain from its beginning, or from a state, to its end.
class NutsRun {
public:
  NutsRun(const LogDensity& target, const NutsSettings& settings, const Start& start, const NutsMatrix& factor,
          std::size_t chain)
      : settings_{settings}, number_{chain}, identity_{nuts_identity(settings, start, chain)},
        begun_at_{nuts_beginning(target, settings, start, factor, chain)},
        stan_{target,
              {settings.seed, chain, static_cast<unsigned>(settings.warmup),
               nuts_first_window(settings, target.dimension()), settings.target_acceptance, settings.max_treedepth},
              begun_at_,
              start.covariance} {}

  /// From a state that was saved. Throws UnusableState, and is not to be used any more then.
  void resume(std::string_view saved) {
    read(saved);
    resumed_ = true;
  }

  /// Where `stopped` becomes true the chain is left unfinished.
  SampledChain run(const std::atomic<bool>& stopped) {
    const NutsCheckpoints& checkpoints = settings_.checkpoints;
    if (!resumed_) {
      stan_.find_first_stepsize();
    }
    const std::size_t last = settings_.warmup + settings_.draws;
    while (done_ < last && !stopped) {
      const StanTransition next = stan_.transition();
      ++done_;
      if (done_ > settings_.warmup) {
        keep(next);
      } else if (done_ == settings_.warmup) {
        stan_.end_warmup();
        chain_.failed_in_warmup = stan_.failed_solves();
      }
      if (checkpoints.every != 0 && (done_ % checkpoints.every == 0 || done_ == last)) {
        checkpoints.save(number_, state());
      }
    }
    chain_.adapted_stepsize = stan_.stepsize();
    chain_.inverse_metric = stan_.inverse_metric();
    chain_.failed_solves = stan_.failed_solves() - chain_.failed_in_warmup;
    chain_.gradients = stan_.gradients();
    return std::move(chain_);
  }

private:
  void keep(const StanTransition& next) {
    chain_.draws.insert(chain_.draws.end(), next.position.begin(), next.position.end());
    chain_.lp.push_back(next.lp);
    chain_.accept_stat.push_back(next.accept_stat);
    chain_.stepsize.push_back(next.stepsize);
    chain_.treedepth.push_back(next.treedepth);
    chain_.n_leapfrog.push_back(next.n_leapfrog);
    chain_.divergent.push_back(next.divergent ? 1 : 0);
    chain_.energy.push_back(next.energy);
  }

  std::string state() const {
    StateWriter state;
    state.put(identity_);
    state.put_all(begun_at_);
    state.put(done_);
    stan_.save(state);
    state.put(chain_.failed_in_warmup);
    state.put_all(chain_.draws);
    state.put_all(chain_.lp);
    state.put_all(chain_.accept_stat);
    state.put_all(chain_.stepsize);
    state.put_all(chain_.treedepth);
    state.put_all(chain_.n_leapfrog);
    state.put_all(chain_.divergent);
    state.put_all(chain_.energy);
    return state.sealed();
  }

  void read(std::string_view saved) {
    StateReader state(saved);
    if (state.get<std::uint64_t>() != identity_ || state.get_all<double>() != begun_at_) {
      throw UnusableState("the saved state of chain " + std::to_string(number_ + 1) +
                          " is of a run with other settings or another start");
    }
    done_ = state.get<std::size_t>();
    stan_.resume(state);
    chain_.failed_in_warmup = state.get<std::uint64_t>();
    chain_.draws = state.get_all<double>();
    chain_.lp = state.get_all<double>();
    chain_.accept_stat = state.get_all<double>();
    chain_.stepsize = state.get_all<double>();
    chain_.treedepth = state.get_all<int>();
    chain_.n_leapfrog = state.get_all<int>();
    chain_.divergent = state.get_all<std::uint8_t>();
    chain_.energy = state.get_all<double>();
    state.end();
    const std::size_t kept = done_ - std::min(done_, settings_.warmup);
    if (done_ > settings_.warmup + settings_.draws || chain_.draws.size() != kept * begun_at_.size() ||
        chain_.lp.size() != kept) {
      throw UnusableState("the saved state of chain " + std::to_string(number_ + 1) +
                          " does not hold the draws it should");
    }
  }

  const NutsSettings& settings_;
  std::size_t number_;
  std::uint64_t identity_;
  std::vector<double> begun_at_;
  StanChain stan_;
  bool resumed_ = false;
  std::size_t done_ = 0; ///< transitions
  SampledChain chain_;
};

} // namespace

Nuts::Nuts(NutsSettings settings) : settings_{std::move(settings)} {
  const NutsSettings& s = settings_;
  if (s.chains == 0 || s.draws == 0) {
    throw std::invalid_argument("no draws were asked for");
  }
  constexpr auto most = static_cast<std::size_t>(std::numeric_limits<int>::max()); // Stan counts in int
  if (s.warmup > most || s.draws > most || s.first_window > most) {
    throw std::invalid_argument("a chain has fewer than 2^31 transitions");
  }
  if (!(s.target_acceptance > 0.0 && s.target_acceptance < 1.0)) {
    throw std::invalid_argument("the acceptance to aim at lies between 0 and 1");
  }
  if (s.max_treedepth < 1 || s.max_treedepth > 30) {
    throw std::invalid_argument("the greatest depth of a tree is from 1 to 30");
  }
  if (!(s.dispersion >= 0.0 && std::isfinite(s.dispersion))) {
    throw std::invalid_argument("the dispersion of the beginnings is not negative");
  }
  if (!s.checkpoints.resume.empty() && s.checkpoints.resume.size() != s.chains) {
    throw std::invalid_argument("there are saved states for " + std::to_string(s.checkpoints.resume.size()) +
                                " chains, not " + std::to_string(s.chains));
  }
  if (s.checkpoints.every != 0 && !s.checkpoints.save) {
    throw std::invalid_argument("nothing is there to save a checkpoint with");
  }
}

SampledChains Nuts::sample(const LogDensity& target, const Start& start) const {
  const NutsMatrix factor = checked_factor(target, start);
  const auto fits = [&](const std::vector<double>& beginning) { return beginning.size() == target.dimension(); };
  if (!start.beginnings.empty() && (start.beginnings.size() != settings_.chains ||
                                    !std::all_of(start.beginnings.begin(), start.beginnings.end(), fits))) {
    throw std::invalid_argument("a start has one beginning for each chain, or none");
  }
  SampledChains all;
  all.dimension = target.dimension();
  all.chains.resize(settings_.chains);
  std::atomic<bool> stopped{false};
  const NutsCheckpoints& checkpoints = settings_.checkpoints;
  const auto begin = [&](std::size_t chain) {
    auto run = std::make_unique<NutsRun>(target, settings_, start, factor, chain);
    if (checkpoints.resume.empty() || checkpoints.resume[chain].empty()) {
      return run;
    }
    try {
      run->resume(checkpoints.resume[chain]);
    } catch (const UnusableState& why) {
      if (!checkpoints.set_aside) {
        throw;
      }
      checkpoints.set_aside(chain, why.what());
      run = std::make_unique<NutsRun>(target, settings_, start, factor, chain);
    }
    return run;
  };
  const auto run_chain = [&](std::size_t chain) {
    try {
      all.chains[chain] = begin(chain)->run(stopped);
    } catch (...) {
      stopped = true; // the others need not go on to their end
      throw;
    }
  };
  tbb::task_arena arena(settings_.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(settings_.threads));
  arena.execute([&] { tbb::parallel_for(std::size_t{0}, settings_.chains, run_chain, tbb::simple_partitioner()); });
  return all;
}

} // namespace headwater::calibration
