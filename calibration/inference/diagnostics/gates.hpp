// Gates: checks that a posterior must pass before it is used. Each has a bar, the worst value that was found, and a
// verdict in plain words.
//
//   R-hat        below 1.01      of every parameter and of lp__    Vehtari and others 2021
//   bulk ESS     400 or more     the same; 100 a chain of 4        Vehtari and others 2021
//   tail ESS     400 or more     the same                          Vehtari and others 2021
//   divergences  none            of all chains                     Betancourt 2017, section 6
//   tree depth   none saturated  of all chains                     `diagnose` of CmdStan 2.23, which warns of the first
//   E-BFMI       0.3 or more     of every chain                    Betancourt 2017, section 6, and `diagnose`
//
// Vehtari and others 2021: convergence.hpp. M. Betancourt, "A Conceptual Introduction to Hamiltonian Monte Carlo",
// arXiv 1701.02434 (2017). `diagnose`: https://mc-stan.org/docs/cmdstan-guide/diagnose_utility.html.
//
// A value that is not a number does not pass: a parameter that never moved is as bad as one that has not settled.
#pragma once

#include "calibration/inference/diagnostics/sampler_checks.hpp"
#include "calibration/inference/diagnostics/summary.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

struct GateBars {
  double r_hat = 1.01;         ///< below it
  double ess = 400.0;          ///< at least
  std::size_t divergences = 0; ///< at most
  std::size_t saturated = 0;   ///< at most
  double e_bfmi = 0.3;         ///< at least
};

struct Gate {
  std::string name;
  std::string bar;   ///< in words: "below 1.01"
  double value;      ///< the worst that was found
  std::string worst; ///< the parameter or chain that has it; empty where there is none to name
  bool passed;
  std::string verdict; ///< a sentence or two, for people who do not know the method
  std::string source;  ///< of the bar
};

/// R-hat, bulk ESS and tail ESS: of any sampler that makes chains. Throws std::invalid_argument where there is no
/// parameter.
std::vector<Gate> convergence_gates(std::span<const ParameterSummary> parameters, const GateBars& bars = {});

/// Divergences, tree depth and E-BFMI: of Hamiltonian samplers. Throws std::invalid_argument where there is no chain.
std::vector<Gate> sampler_gates(const SamplerChecks& checks, const GateBars& bars = {});

/// All six, in the order above. Throws std::invalid_argument as check() does.
std::vector<Gate> gates(const Posterior& posterior, const GateBars& bars = {});

/// Whether there are gates and each passed.
bool all_passed(std::span<const Gate> gates);

/// One line: "all 6 checks of the posterior passed", or which did not.
std::string in_one_line(std::span<const Gate> gates);

} // namespace headwater::calibration
