// The only file that includes Stan.
#include "calibration/inference/samplers/stan_chain.hpp"

#include "calibration/inference/samplers/stan_headers.hpp"
#include "model/experiments/random_engine.hpp"

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <stdexcept>
#include <type_traits>

namespace headwater::calibration {
namespace {

/// The target as Stan wants it. A failed solve has density 0 there, which ends the trajectory.
class CountedTarget {
public:
  explicit CountedTarget(const LogDensity& target) : target_{target} {}

  std::size_t num_params_r() const { return target_.dimension(); } // Stan's name

  void evaluate(const Eigen::VectorXd& x, double& value, Eigen::VectorXd& gradient) const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    value = -infinity;
    gradient.resize(x.size());
    // Stan would take any exception for a failed solve. It is kept, and thrown again after the transition.
    if (thrown_ == nullptr) {
      try {
        ++gradients_;
        const auto size = static_cast<std::size_t>(x.size());
        const std::optional<double> found = target_.evaluate({x.data(), size}, {gradient.data(), size});
        if (found && *found == -infinity) {
          gradient.setZero();
          return;
        }
        if (found && std::isfinite(*found) && gradient.allFinite()) {
          value = *found;
          return;
        }
        ++failed_solves_;
      } catch (...) {
        thrown_ = std::current_exception();
      }
    }
    gradient.setZero();
  }

  void throw_again() const {
    if (thrown_ != nullptr) {
      std::rethrow_exception(thrown_);
    }
  }

  std::uint64_t gradients() const { return gradients_; }
  std::uint64_t failed_solves() const { return failed_solves_; }
  void go_on_after(std::uint64_t gradients, std::uint64_t failed_solves) {
    gradients_ = gradients;
    failed_solves_ = failed_solves;
  }

private:
  const LogDensity& target_;
  // One chain is one thread's.
  mutable std::uint64_t gradients_ = 0;
  mutable std::uint64_t failed_solves_ = 0;
  mutable std::exception_ptr thrown_;
};

/// Stan's sampler with its state laid open. What it adapts with are protected members of its members; a pointer to
/// member that is named through a derived class reaches them.
class OpenSampler : public stan::mcmc::adapt_dense_e_nuts<CountedTarget, experiments::RandomEngine> {
public:
  using adapt_dense_e_nuts::adapt_dense_e_nuts;

  int treedepth() const { return depth_; }
  int n_leapfrog() const { return n_leapfrog_; }
  bool divergent() const { return divergent_; }
  double energy() const { return energy_; }
  double nominal_stepsize() const { return nom_epsilon_; }
  const Eigen::MatrixXd& inverse_metric() const { return z_.inv_e_metric_; }

  /// Calls `each` with every number, vector and matrix that a transition to come depends on, but for the position.
  template<class Each> void state(Each&& each) {
    each(nom_epsilon_);
    each(z_.inv_e_metric_);
    each(stepsize_adaptation_.*(&Stepsize::counter_));
    each(stepsize_adaptation_.*(&Stepsize::s_bar_));
    each(stepsize_adaptation_.*(&Stepsize::x_bar_));
    each(stepsize_adaptation_.*(&Stepsize::mu_));
    each(covar_adaptation_.*(&Windows::adapt_window_counter_));
    each(covar_adaptation_.*(&Windows::adapt_next_window_));
    each(covar_adaptation_.*(&Windows::adapt_window_size_));
    stan::math::welford_covar_estimator& estimator = covar_adaptation_.*(&Covariance::estimator_);
    each(estimator.*(&Welford::num_samples_));
    each(estimator.*(&Welford::m_));
    each(estimator.*(&Welford::m2_));
    each(adapt_flag_);
  }

private:
  // Nobody makes one of these: they only name what Stan keeps protected.
  // NOLINTBEGIN(cppcoreguidelines-virtual-class-destructor)
  struct Stepsize : stan::mcmc::stepsize_adaptation {
    using stepsize_adaptation::counter_, stepsize_adaptation::mu_, stepsize_adaptation::s_bar_,
        stepsize_adaptation::x_bar_;
  };
  struct Windows : stan::mcmc::windowed_adaptation {
    using windowed_adaptation::adapt_next_window_, windowed_adaptation::adapt_window_counter_,
        windowed_adaptation::adapt_window_size_;
  };
  struct Covariance : stan::mcmc::covar_adaptation {
    using covar_adaptation::estimator_;
  };
  struct Welford : stan::math::welford_covar_estimator {
    using welford_covar_estimator::m2_, welford_covar_estimator::m_, welford_covar_estimator::num_samples_;
  };
  // NOLINTEND(cppcoreguidelines-virtual-class-destructor)
};

Eigen::VectorXd as_eigen(std::span<const double> values) {
  return Eigen::Map<const Eigen::VectorXd>(values.data(), static_cast<Eigen::Index>(values.size()));
}

std::span<const double> as_span(const Eigen::MatrixXd& values) {
  return {values.data(), static_cast<std::size_t>(values.size())};
}
std::span<const double> as_span(const Eigen::VectorXd& values) {
  return {values.data(), static_cast<std::size_t>(values.size())};
}

struct PutInState {
  StateWriter& state;
  void operator()(const Eigen::MatrixXd& values) const { state.put_all(as_span(values)); }
  void operator()(const Eigen::VectorXd& values) const { state.put_all(as_span(values)); }
  template<class T> void operator()(const T& value) const { state.put(value); }
};

struct GetFromState {
  StateReader& state;
  template<class T> void operator()(T& value) const {
    if constexpr (std::is_arithmetic_v<T>) {
      value = state.get<T>();
    } else { // an Eigen matrix keeps its shape
      const std::vector<double> values = state.get_all<double>();
      if (values.size() != static_cast<std::size_t>(value.size())) {
        throw UnusableState("the saved state of the sampler has another dimension");
      }
      std::copy(values.begin(), values.end(), value.data());
    }
  }
};

} // namespace

struct StanChain::Parts {
  Parts(const LogDensity& density, const StanChainSettings& settings, std::span<const double> point)
      : target{density}, random{settings.seed, settings.chain}, sampler{target, random}, here{as_eigen(point), 0.0,
                                                                                              0.0} {}

  CountedTarget target;
  experiments::RandomEngine random;
  OpenSampler sampler;
  stan::mcmc::sample here;
  stan::callbacks::logger logger; // Stan's own writes nothing
};

StanChain::StanChain(const LogDensity& target, const StanChainSettings& settings, std::span<const double> point,
                     std::span<const double> covariance)
    : parts_{std::make_unique<Parts>(target, settings, point)} {
  OpenSampler& sampler = parts_->sampler;
  const auto n = static_cast<Eigen::Index>(point.size());
  sampler.set_metric(Eigen::MatrixXd(Eigen::Map<const Eigen::MatrixXd>(covariance.data(), n, n)));
  sampler.set_max_depth(settings.max_treedepth);
  sampler.set_nominal_stepsize(1.0); // in the metric of the posterior's covariance
  // gamma, kappa and t0 of the step size are Stan's defaults from its constructor.
  sampler.get_stepsize_adaptation().set_delta(settings.target_acceptance);
  if (settings.first_window == 0) { // a window that begins when the warmup has ended
    sampler.set_window_params(settings.warmup + 2, settings.warmup + 1, 0, 1, parts_->logger);
  } else {
    sampler.set_window_params(settings.warmup, first_buffer, last_buffer, settings.first_window, parts_->logger);
  }
  sampler.engage_adaptation();
}

StanChain::~StanChain() = default;

void StanChain::find_first_stepsize() {
  OpenSampler& sampler = parts_->sampler;
  sampler.z().q = parts_->here.cont_params();
  try {
    sampler.init_stepsize(parts_->logger);
  } catch (const std::exception&) {
    parts_->target.throw_again(); // the cause, if it is the target's
    throw;
  }
  parts_->target.throw_again();
  sampler.get_stepsize_adaptation().set_mu(std::log(10.0 * sampler.nominal_stepsize()));
}

StanTransition StanChain::transition() {
  OpenSampler& sampler = parts_->sampler;
  try {
    parts_->here = sampler.transition(parts_->here, parts_->logger);
  } catch (const std::exception&) {
    parts_->target.throw_again();
    throw;
  }
  parts_->target.throw_again();
  const Eigen::VectorXd& q = parts_->here.cont_params();
  return {{q.begin(), q.end()}, parts_->here.log_prob(), parts_->here.accept_stat(), sampler.get_current_stepsize(),
          sampler.treedepth(),  sampler.n_leapfrog(),    sampler.divergent(),        sampler.energy()};
}

void StanChain::end_warmup() { parts_->sampler.disengage_adaptation(); }

double StanChain::stepsize() const { return parts_->sampler.nominal_stepsize(); }

std::vector<double> StanChain::inverse_metric() const {
  const std::span<const double> values = as_span(parts_->sampler.inverse_metric());
  return {values.begin(), values.end()}; // symmetric: rows are columns
}

std::uint64_t StanChain::gradients() const { return parts_->target.gradients(); }
std::uint64_t StanChain::failed_solves() const { return parts_->target.failed_solves(); }

void StanChain::save(StateWriter& state) const {
  state.put(parts_->random.used());
  state.put(parts_->target.gradients());
  state.put(parts_->target.failed_solves());
  state.put_all(as_span(parts_->here.cont_params()));
  state.put(parts_->here.log_prob());
  parts_->sampler.state(PutInState{state});
}

void StanChain::resume(StateReader& state) {
  parts_->random.go_on_after(state.get<std::uint64_t>());
  const auto gradients = state.get<std::uint64_t>();
  const auto failed_solves = state.get<std::uint64_t>();
  Eigen::VectorXd q = parts_->here.cont_params();
  GetFromState{state}(q);
  const auto lp = state.get<double>();
  double now = 0.0;
  Eigen::VectorXd gradient(q.size());
  parts_->target.evaluate(q, now, gradient);
  parts_->target.throw_again();
  if (now != lp) {
    throw UnusableState("the saved state of the sampler is of another target");
  }
  parts_->target.go_on_after(gradients, failed_solves);
  parts_->here = stan::mcmc::sample(q, lp, 0.0);
  parts_->sampler.state(GetFromState{state});
}

} // namespace headwater::calibration
