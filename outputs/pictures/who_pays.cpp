#include "outputs/pictures/who_pays.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/results/horizons.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

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

/// Who pays for which levers, in the order of the levers.
struct LeversByPayer {
  std::vector<std::pair<std::string, std::vector<std::string>>> rows;
  std::size_t levers = 0;

  void add(const std::string& payers, const std::string& lever) {
    const auto known = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return row.first == payers; });
    (known == rows.end() ? rows.emplace_back(payers, std::vector<std::string>{}) : *known).second.push_back(lever);
    ++levers;
  }
  std::string in_words() const {
    std::vector<std::string> parts;
    for (const auto& [payers, of] : rows) {
      parts.push_back(payers + ": " + in_list(of));
    }
    return fmt::format("{}", fmt::join(parts, "; "));
  }
};

} // namespace

std::string funding_in_words(const Runs& runs, const ScenarioRun& run) {
  LeversByPayer paid;
  LeversByPayer saved;             // of levers that take money out of a service
  std::vector<std::string> unsaid; // levers of which the plan does not say it
  for (std::size_t lever = 0; lever < model::lever_count; ++lever) {
    PayerShares total{};
    double sum = 0.0;
    double apart = 0.0;
    for (FiscalYear year = first_whole_year; year <= last_whole_year(runs.horizon); ++year.first) {
      const PayerShares amounts = run.funding.put_up(lever, year);
      for (std::size_t payer = 0; payer < payer_count; ++payer) {
        total[payer] += std::abs(amounts[payer]);
        apart += std::abs(amounts[payer]);
        sum += amounts[payer];
      }
    }
    if (apart == 0.0) {
      continue;
    }
    for (double& share : total) {
      share = std::abs(share / apart - 1.0) < 1e-9 ? 1.0 : share / apart;
    }
    std::string spoken(model::levers()[lever].name);
    std::replace(spoken.begin(), spoken.end(), '_', ' ');
    (sum < 0.0 ? saved : paid).add(scenarios::in_words(total, council_of(runs)), spoken);
    const std::vector<FundedStep>& steps = run.funding.steps();
    if (sum > 0.0 && std::any_of(steps.begin(), steps.end(), [&](const FundedStep& funded) {
          return funded.step.lever == lever && !funded.payers;
        })) {
      unsaid.push_back(std::move(spoken));
    }
  }
  std::vector<std::string> words;
  if (paid.levers > 0) {
    std::string all = "Paid by " + (paid.rows.size() == 1 ? paid.rows.front().first : paid.in_words());
    if (unsaid.size() == paid.levers) {
      all += " (the plan does not say whose money it is)";
    } else if (!unsaid.empty()) {
      all += ". The plan does not say whose money it is for " + in_list(unsaid);
    }
    words.push_back(all + ".");
  }
  if (saved.levers > 0) {
    words.push_back("Less is spent by " + saved.in_words() + ".");
  }
  return fmt::format("{}", fmt::join(words, " "));
}

std::string gained_by_others_in_words(const Runs& runs, const std::vector<CashFlows>& flows) {
  const FiscalYear to = spoken_horizon(runs.horizon);
  const std::vector<CashFlows> spoken = up_to(flows, to);
  std::vector<std::string> pay;
  std::vector<std::string> gain;
  for (std::size_t i = 0; i < public_payer_count; ++i) { // the first perspectives, in their order
    double own = 0.0;
    double saved = 0.0;
    double spent = 0.0; // on what the plan adds to cost, of savings and of budgets that were there
    for (const CashFlow& flow : spoken[i].years) {
      own += flow.own_money;
      saved += flow.saving - flow.benefit_haircut;
      spent += flow.investment - flow.own_money;
    }
    const double gained = saved - spent;
    const std::string who = scenarios::in_words(static_cast<Payer>(i), council_of(runs));
    if (own >= worth_a_word) {
      pay.push_back(fmt::format("{} {}", who, millions(own)));
    } else if (gained >= worth_a_word) {
      gain.push_back(fmt::format("{} {}", who, millions(gained)));
      if (spent >= worth_a_word) {
        gain.back() +=
            fmt::format(" ({} saved, {} of it spent on what the plan adds)", millions(saved), millions(spent));
      }
    }
  }
  if (pay.empty() || gain.empty()) {
    return "";
  }
  return fmt::format("New money to {}, with what its rules and practice cost{}: {}. Because another pays, these gain "
                     "and put in none of their own: {}.",
                     to.label(), runs.basis.optimism_bias != 0.0 ? ", before optimism bias" : "", in_list(pay),
                     in_list(gain));
}

} // namespace headwater::outputs
