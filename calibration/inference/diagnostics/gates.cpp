#include "calibration/inference/diagnostics/gates.hpp"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>
#include <stdexcept>

namespace headwater::calibration {
namespace {

constexpr const char* vehtari = "Vehtari and others 2021, Bayesian Analysis 16";
constexpr const char* betancourt = "Betancourt 2017, arXiv 1701.02434, section 6";

/// The worst of figures, of which the larger is the worse; those that are not numbers are worse than all.
template<class Rows, class Figure> std::size_t worst_of(const Rows& rows, const Figure& badness) {
  std::size_t worst = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const double a = badness(rows[i]);
    const double b = badness(rows[worst]);
    worst = a > b || (std::isnan(a) && !std::isnan(b)) ? i : worst;
  }
  return worst;
}

/// "1 parameter", "3 parameters".
std::string counted_things(std::size_t count, const char* thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

/// A figure as it can be compared with its bar: never rounded to the other side.
std::string shown_beside_bar(double value, double bar) {
  if (std::isinf(value)) {
    return "infinite";
  }
  std::string text = value >= 100.0 ? fmt::format("{:.0f}", value) : fmt::format("{:.3g}", value);
  for (int digits = 4; digits <= 17 && (std::stod(text) < bar) != (value < bar); ++digits) {
    text = fmt::format("{:.{}g}", value, digits);
  }
  return text;
}

Gate r_hat_gate(std::span<const ParameterSummary> rows, const GateBars& bars) {
  const ParameterSummary& worst = rows[worst_of(rows, [](const ParameterSummary& row) { return row.r_hat; })];
  const auto passes = [&](const ParameterSummary& row) { return row.r_hat < bars.r_hat; };
  const auto failed = rows.size() - static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), passes));
  Gate gate{"R-hat", fmt::format("below {}", bars.r_hat), worst.r_hat, worst.name, failed == 0, "", vehtari};
  if (gate.passed) {
    gate.verdict = fmt::format("The chains agree with each other on every parameter (R-hat {} at most, of {}).",
                               shown_beside_bar(worst.r_hat, bars.r_hat), worst.name);
  } else if (std::isnan(worst.r_hat)) {
    gate.verdict = fmt::format("Whether the chains agree cannot be told: {} never changed, or a draw of it is not a "
                               "finite number ({} of {} in all).",
                               worst.name, counted_things(failed, "parameter"), rows.size());
  } else {
    gate.verdict = fmt::format("The chains have not met: {} of {} differ from chain to chain, {} the most (R-hat {}). "
                               "Run longer; if that does not help, the model has more than one answer, or the sampler "
                               "cannot move.",
                               counted_things(failed, "parameter"), rows.size(), worst.name,
                               shown_beside_bar(worst.r_hat, bars.r_hat));
  }
  return gate;
}

Gate ess_gate(std::span<const ParameterSummary> rows, const GateBars& bars, const char* name, const char* of_what,
              double ParameterSummary::*ess) {
  const ParameterSummary& worst = rows[worst_of(rows, [ess](const ParameterSummary& row) { return -(row.*ess); })];
  const double value = worst.*ess;
  const auto passes = [&](const ParameterSummary& row) { return row.*ess >= bars.ess; };
  const auto failed = rows.size() - static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), passes));
  Gate gate{name, fmt::format("{} or more", bars.ess), value, worst.name, failed == 0, "", vehtari};
  if (gate.passed) {
    gate.verdict = fmt::format("There are enough independent draws for {} of every parameter ({} at least, of {}).",
                               of_what, shown_beside_bar(value, bars.ess), worst.name);
  } else if (std::isnan(value)) {
    gate.verdict = fmt::format("How many independent draws there are for {} cannot be told: {} never changed, changed "
                               "too seldom, or a draw of it is not a finite number ({} of {} in all).",
                               of_what, worst.name, counted_things(failed, "parameter"), rows.size());
  } else {
    gate.verdict = fmt::format("There are too few independent draws for {} of {} of {}; the fewest are {}, of {}. Run "
                               "longer.",
                               of_what, counted_things(failed, "parameter"), rows.size(),
                               shown_beside_bar(value, bars.ess), worst.name);
  }
  return gate;
}

/// "none", "3 or fewer".
std::string at_most_in_words(std::size_t bar) { return bar == 0 ? "none" : fmt::format("{} or fewer", bar); }

std::string chain_name(std::size_t position) { return fmt::format("chain {}", position + 1); }

/// Events that should not happen, by chain.
Gate event_gate(const std::vector<std::size_t>& by_chain, const char* name, std::size_t bar, const char* source) {
  const std::size_t total = std::accumulate(by_chain.begin(), by_chain.end(), std::size_t{0});
  const std::size_t worst = worst_of(by_chain, [](std::size_t count) { return static_cast<double>(count); });
  return {
      name,  at_most_in_words(bar), static_cast<double>(total), total == 0 ? "" : chain_name(worst), total <= bar, "",
      source};
}

Gate divergence_gate(const SamplerChecks& checks, const GateBars& bars) {
  Gate gate = event_gate(checks.divergent, "divergences", bars.divergences, betancourt);
  const std::string of_all = fmt::format("{:.0f} of {} transitions", gate.value, checks.transitions);
  if (gate.value == 0.0) {
    gate.verdict = "No transition went astray.";
  } else {
    gate.verdict = fmt::format("{} went astray, most in {}: {}", of_all, gate.worst,
                               gate.passed ? "as few as are allowed."
                                           : "there is a corner of the posterior that the draws do not show, and what "
                                             "is said of it may be wrong. Ask for a higher acceptance, or state the "
                                             "model in other parameters.");
  }
  return gate;
}

Gate depth_gate(const SamplerChecks& checks, const GateBars& bars) {
  Gate gate = event_gate(checks.saturated, "tree depth", bars.saturated, "CmdStan 2.23, diagnose");
  if (gate.value == 0.0) {
    gate.verdict = fmt::format("No transition was cut off at its most steps (depth {}).", checks.most_doublings);
  } else {
    gate.verdict =
        fmt::format("{:.0f} of {} transitions were cut off at their most steps (depth {}), most in {}: {}", gate.value,
                    checks.transitions, checks.most_doublings, gate.worst,
                    gate.passed ? "as few as are allowed."
                                : "the draws are right but slow to move. Allow more steps, or adapt longer.");
  }
  return gate;
}

Gate energy_gate(const SamplerChecks& checks, const GateBars& bars) {
  const std::size_t worst = worst_of(checks.e_bfmi, [](double value) { return -value; });
  const double value = checks.e_bfmi[worst];
  Gate gate{"E-BFMI",
            fmt::format("{} or more", bars.e_bfmi),
            value,
            chain_name(worst),
            value >= bars.e_bfmi,
            "",
            "Betancourt 2017, arXiv 1701.02434, section 6; CmdStan 2.23, diagnose"};
  if (gate.passed) {
    gate.verdict = fmt::format("Every chain moved freely between levels of probability (E-BFMI {} at least, of {}).",
                               shown_beside_bar(value, bars.e_bfmi), gate.worst);
  } else if (std::isnan(value)) {
    gate.verdict = fmt::format("Whether {} moved between levels of probability cannot be told: its energy never "
                               "changed or is not a finite number.",
                               gate.worst);
  } else {
    gate.verdict = fmt::format("{} moved too slowly between levels of probability (E-BFMI {}): its tails may be "
                               "missing. State the model in other parameters.",
                               "C" + gate.worst.substr(1), shown_beside_bar(value, bars.e_bfmi));
  }
  return gate;
}

} // namespace

std::vector<Gate> convergence_gates(std::span<const ParameterSummary> parameters, const GateBars& bars) {
  if (parameters.empty()) {
    throw std::invalid_argument("there is no parameter to check");
  }
  return {r_hat_gate(parameters, bars),
          ess_gate(parameters, bars, "bulk ESS", "the middle", &ParameterSummary::ess_bulk),
          ess_gate(parameters, bars, "tail ESS", "the tails", &ParameterSummary::ess_tail)};
}

std::vector<Gate> sampler_gates(const SamplerChecks& checks, const GateBars& bars) {
  if (checks.e_bfmi.empty()) {
    throw std::invalid_argument("there is no chain to check");
  }
  return {divergence_gate(checks, bars), depth_gate(checks, bars), energy_gate(checks, bars)};
}

std::vector<Gate> gates(const Posterior& posterior, const GateBars& bars) {
  std::vector<Gate> all = convergence_gates(summaries(posterior), bars);
  const std::vector<Gate> of_sampler = sampler_gates(sampler_checks(posterior), bars);
  all.insert(all.end(), of_sampler.begin(), of_sampler.end());
  return all;
}

bool all_passed(std::span<const Gate> gates) {
  return !gates.empty() && std::all_of(gates.begin(), gates.end(), [](const Gate& gate) { return gate.passed; });
}

std::string in_one_line(std::span<const Gate> gates) {
  if (gates.empty()) {
    return "the posterior was not checked";
  }
  if (all_passed(gates)) {
    return fmt::format("all {} checks of the posterior passed", gates.size());
  }
  std::string failed;
  std::size_t count = 0;
  for (const Gate& gate : gates) {
    if (!gate.passed) {
      ++count;
      failed += fmt::format("{}{} {:.4g}{}", failed.empty() ? "" : "; ", gate.name, gate.value,
                            gate.worst.empty() ? "" : " (" + gate.worst + ")");
    }
  }
  return fmt::format("{} of {} checks of the posterior failed: {}", count, gates.size(), failed);
}

} // namespace headwater::calibration
