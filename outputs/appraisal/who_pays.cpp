#include "outputs/appraisal/who_pays.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/results/horizons.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

constexpr double worth_a_word = 50'000.0; ///< GBP: less than this is 0.0 million in a sentence

std::string_view council_of(const Runs& runs) { return runs.nation ? "councils" : "the council"; }

std::string in_list(const std::vector<std::string>& parts) {
  std::string words;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    words += (i == 0 ? "" : i + 1 == parts.size() ? " and " : ", ") + parts[i];
  }
  return words;
}

std::string millions(double gbp) {
  return fmt::format("£{} million", readable_number(gbp / million, std::abs(gbp) < 10.0 * million ? 1 : 0));
}

} // namespace

std::string funding_in_words(const Runs& runs, const ScenarioRun& run) {
  std::vector<std::pair<std::string, std::vector<std::string>>> levers_by_payer; // in the order of the levers
  bool any_stated = false;
  for (std::size_t lever = 0; lever < model::lever_count; ++lever) {
    PayerShares total{};
    double sum = 0.0;
    for (FiscalYear year = first_whole_year; year <= last_whole_year(runs.horizon); ++year.first) {
      const PayerShares amounts = run.funding.put_up(lever, year);
      for (std::size_t payer = 0; payer < payer_count; ++payer) {
        total[payer] += std::abs(amounts[payer]);
        sum += std::abs(amounts[payer]);
      }
    }
    if (sum == 0.0) {
      continue;
    }
    for (double& share : total) {
      share = std::abs(share / sum - 1.0) < 1e-9 ? 1.0 : share / sum;
    }
    std::string spoken(model::levers()[lever].name);
    std::replace(spoken.begin(), spoken.end(), '_', ' ');
    const std::string payers = scenarios::in_words(total, council_of(runs));
    const auto known = std::find_if(levers_by_payer.begin(), levers_by_payer.end(),
                                    [&](const auto& row) { return row.first == payers; });
    (known == levers_by_payer.end() ? levers_by_payer.emplace_back(payers, std::vector<std::string>{}) : *known)
        .second.push_back(std::move(spoken));
  }
  for (const FundedStep& funded : run.funding.steps()) {
    any_stated = any_stated || funded.payers;
  }
  if (levers_by_payer.empty()) {
    return "";
  }
  std::string words = "Paid by ";
  if (levers_by_payer.size() == 1) {
    words += levers_by_payer.front().first;
  } else {
    std::vector<std::string> parts;
    for (const auto& [payers, levers] : levers_by_payer) {
      parts.push_back(payers + ": " + in_list(levers));
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
      words += (i == 0 ? "" : "; ") + parts[i];
    }
  }
  return words + (any_stated ? "." : " (the plan does not say whose money it is).");
}

std::string gained_by_others_in_words(const Runs& runs, const std::vector<CashFlows>& flows) {
  const FiscalYear to = spoken_horizon(runs.horizon);
  const std::vector<CashFlows> spoken = up_to(flows, to);
  std::vector<std::string> pay;
  std::vector<std::string> gain;
  for (std::size_t i = 0; i < public_payer_count; ++i) { // the first perspectives, in their order
    double own = 0.0;
    double gained = 0.0;
    for (const CashFlow& flow : spoken[i].years) {
      own += flow.own_money;
      gained += flow.saving - flow.benefit_haircut - flow.investment + flow.own_money;
    }
    const std::string who = scenarios::in_words(static_cast<Payer>(i), council_of(runs));
    if (own >= worth_a_word) {
      pay.push_back(fmt::format("{} {}", who, millions(own)));
    } else if (gained >= worth_a_word) {
      gain.push_back(fmt::format("{} {}", who, millions(gained)));
    }
  }
  if (pay.empty() || gain.empty()) {
    return "";
  }
  return fmt::format("New money to {}{} comes from {}. By it gain, and put nothing in: {}.", to.label(),
                     runs.basis.optimism_bias != 0.0 ? ", before optimism bias," : "", in_list(pay), in_list(gain));
}

} // namespace headwater::outputs
