// Stan's No-U-Turn sampler and as little else of Stan as it takes. Also what CMake tries to compile, to see whether the
// Stan it found will do: 2.21, as in Debian 12, and 2.32, as in Ubuntu 24.04, do.
//
// Stan's umbrella headers of its mathematics bring 300 files and its automatic differentiation, of which a model that
// knows its own gradient needs nothing: reading them takes seven times as long as the sampler. So they are marked as
// included, and the few of them that the sampler uses are named. Likewise stan::model::gradient, the one door between
// Stan's sampler and a model, is given here.
#pragma once

#define TBB_INTERFACE_NEW // what Stan calls oneTBB
#define STAN_MATH_PRIM_HPP
#define STAN_MATH_PRIM_MAT_HPP
#define STAN_MATH_PRIM_SCAL_HPP
#define STAN_MODEL_GRADIENT_HPP
#define STAN_MODEL_LOG_PROB_PROPTO_HPP
#if __has_include(<stan/math/prim/fun/welford_covar_estimator.hpp>)
#include <stan/math/prim/fun/log_sum_exp.hpp>
#include <stan/math/prim/fun/welford_covar_estimator.hpp>
#else // Stan before 2.22 keeps matrices and numbers apart
#include <stan/math/prim/mat/fun/welford_covar_estimator.hpp>
#include <stan/math/prim/mat/meta/index_type.hpp>
#include <stan/math/prim/scal/fun/log_sum_exp.hpp>
#endif
#include <stan/callbacks/logger.hpp>

namespace stan::model {

template<class M>
void gradient(const M& model, const Eigen::VectorXd& x, double& value, Eigen::VectorXd& gradient,
              callbacks::logger& /*nothing to say*/) {
  model.evaluate(x, value, gradient);
}

/// Stan's Hamiltonian names it, but its No-U-Turn sampler never wants a density without the gradient.
template<bool jacobian, class M> double log_prob_propto(const M& model, const Eigen::VectorXd& x) {
  double value = 0.0;
  Eigen::VectorXd unused(x.size());
  model.evaluate(x, value, unused);
  return value;
}

} // namespace stan::model

#include <stan/mcmc/hmc/nuts/adapt_dense_e_nuts.hpp>
