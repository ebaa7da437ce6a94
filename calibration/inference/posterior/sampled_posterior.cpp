#include "calibration/inference/posterior/sampled_posterior.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

template<class Value> ChainDraws over_chains(const std::vector<Chain>& chains, const Value& value) {
  std::vector<double> values;
  for (const Chain& chain : chains) {
    if (chain.transitions.size() != chains.front().transitions.size()) {
      throw std::invalid_argument("the chains are not of one length");
    }
    for (std::size_t i = 0; i < chain.transitions.size(); ++i) {
      values.push_back(value(chain, i));
    }
  }
  return {chains.size(), std::move(values)};
}

bool is_finite_transition(const Transition& t) {
  return std::isfinite(t.log_density) && std::isfinite(t.acceptance) && std::isfinite(t.step_size) &&
         std::isfinite(t.energy);
}

} // namespace

ChainDraws Posterior::draws_of(std::size_t parameter) const {
  const std::size_t width = parameters.size();
  if (parameter >= width) {
    throw std::out_of_range("no parameter " + std::to_string(parameter) + " of " + std::to_string(width));
  }
  return over_chains(chains, [=](const Chain& chain, std::size_t i) { return chain.values.at(i * width + parameter); });
}

ChainDraws Posterior::log_densities() const {
  return over_chains(chains, [](const Chain& chain, std::size_t i) { return chain.transitions[i].log_density; });
}

void check(const Posterior& posterior) {
  if (posterior.chains.empty() || posterior.chains.front().transitions.empty()) {
    throw std::invalid_argument("the posterior has no draws");
  }
  std::size_t number = 0;
  for (const Chain& chain : posterior.chains) {
    const std::string name = "chain " + std::to_string(++number);
    if (chain.transitions.size() != posterior.chains.front().transitions.size()) {
      throw std::invalid_argument(name + " is not as long as the first");
    }
    if (chain.values.size() != chain.transitions.size() * posterior.parameters.size()) {
      throw std::invalid_argument(name + " has not one value for each transition and parameter");
    }
    const auto finite_value = [](double value) { return std::isfinite(value); };
    if (!std::all_of(chain.transitions.begin(), chain.transitions.end(), is_finite_transition) ||
        !std::all_of(chain.values.begin(), chain.values.end(), finite_value)) {
      throw std::invalid_argument(name + " has a number that is not finite");
    }
  }
}

} // namespace headwater::calibration
