#include "app/study/read_back.hpp"

#include "app/study/study.hpp"
#include "outputs/results/compared.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/results/spending.hpp"
#include "outputs/runs/assumed.hpp"
#include "outputs/runs/run_plans.hpp"
#include "scenarios/lever_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::app {
namespace {

using model::FiscalYear;
using outputs::PayerShares;
using scenarios::StatedLever;

std::string spoken(std::string_view name) {
  std::string words(name);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

/// New money of all levers in a year by payer, GBP million of 2024-25, to the thousand pounds that are shown.
PayerShares new_money(const outputs::Funding& funding, FiscalYear year) {
  PayerShares sum{};
  for (std::size_t lever = 0; lever < model::lever_count; ++lever) {
    const PayerShares of_lever = funding.put_up(lever, year);
    for (std::size_t payer = 0; payer < sum.size(); ++payer) {
      sum[payer] += of_lever[payer] * model::user_prices;
    }
  }
  for (double& amount : sum) {
    amount = std::round(amount * 1000.0) / 1000.0;
  }
  return sum;
}

std::string money_in_words(const PayerShares& amounts, std::string_view council) {
  std::string words;
  for (std::size_t payer = 0; payer < amounts.size(); ++payer) {
    if (amounts[payer] != 0.0) {
      words += fmt::format("{}{:.3g} million {} {}", words.empty() ? "" : ", ", std::abs(amounts[payer]),
                           amounts[payer] < 0.0 ? "less from" : "from",
                           scenarios::in_words(static_cast<outputs::Payer>(payer), council));
    }
  }
  return words;
}

/// Years that are alike stand on one line.
std::string money_by_year(const outputs::Funding& funding, std::string_view council) {
  std::string text;
  for (FiscalYear first = model::first_whole_year; model::is_simulated(first);) {
    const PayerShares amounts = new_money(funding, first);
    FiscalYear last = first;
    while (model::is_simulated(last.next()) && new_money(funding, last.next()) == amounts) {
      last = last.next();
    }
    if (const std::string words = money_in_words(amounts, council); !words.empty()) {
      const std::string span = last == first                       ? first.label()
                               : !model::is_simulated(last.next()) ? "from " + first.label() + " on, a year"
                                                                   : first.label() + " to " + last.label() + ", a year";
      text += fmt::format("    {}: {}\n", span, words);
    }
    first = last.next();
  }
  return text;
}

/// What is not spent of the new money: in the year of most, and all to the spoken horizon, with why. Runs the plan; empty
/// where it has no such money, or spends all.
std::string unspent(const StudyInputs& inputs, std::size_t position, const outputs::Funding& funding) {
  const std::size_t baseline = inputs.baselines[position];
  if (funding.steps().empty() || baseline == position) {
    return "";
  }
  const FiscalYear last = outputs::spoken_horizon(model::last_horizon);
  const std::vector<outputs::PlannedRun> plans = planned_runs(inputs);
  const std::vector<model::AnnualRecord> records =
      outputs::run_years({plans[position], plans[baseline]}, {last.first + 1, 1});
  const outputs::Funding without = funding_of(inputs, baseline);
  const outputs::Compared compared{records[0], records[1], outputs::comparison_starts, funding, without};
  const outputs::Spending* most = nullptr;
  double planned = 0.0;
  double left = 0.0;
  const std::vector<outputs::Spending> rows = outputs::spending(compared, inputs.basis.payers, last);
  for (const outputs::Spending& row : rows) {
    planned += row.planned;
    left += row.unspent();
    most = most == nullptr || row.unspent() > most->unspent() ? &row : most;
  }
  if (most == nullptr || left <= 0.005 * std::abs(planned)) {
    return "";
  }
  return fmt::format(
      "  Unspent of it: {:.3g} of {:.3g} million to {}, at most {:.3g} of {:.3g} million in {} for {} ({}).\n",
      left * model::user_prices, planned * model::user_prices, last.label(), most->unspent() * model::user_prices,
      most->planned * model::user_prices, most->year.label(), spoken(model::levers()[most->lever].name), most->why);
}

std::string lever_in_words(const StatedLever& stated) {
  const model::Lever& row = model::levers()[stated.lever];
  const std::string unit = scenarios::unit_in_words(row.unit);
  if (stated.terms) {
    return fmt::format("{}: {} borrowed each year from {}, repaid from {} to {} in {} at {:.4g}% a year, fixed",
                       spoken(row.name),
                       stated.schedule.empty() ? fmt::format("{:.6g} million of real 2024-25 prices", stated.amount)
                                               : "the amounts of " + stated.schedule,
                       stated.start.label(), stated.until->label(), stated.terms->repay_by.label(),
                       spoken(scenarios::name(stated.terms->repayment)), 100.0 * stated.terms->interest);
  }
  if (!stated.schedule.empty()) {
    return fmt::format("{}: year by year, from {}", spoken(row.name), stated.schedule);
  }
  return fmt::format("{}: {:+.6g}{}{} from {}, in full after {:.4g} years{}{}", spoken(row.name), stated.amount,
                     unit.empty() ? "" : " ", unit, stated.start.label(), stated.ramp,
                     stated.end ? ", until " + stated.end->label() + " begins" : "",
                     stated.until ? ", drawn until " + stated.until->label() + " and then repaid" : "");
}

} // namespace

std::string read_back(const StudyInputs& inputs, std::size_t position) {
  const scenarios::Scenario& scenario = inputs.scenarios[position];
  const scenarios::Scenario& baseline = inputs.scenarios[inputs.baselines[position]];
  const std::string_view council = inputs.area.nation ? "councils" : "the council";
  std::string text =
      fmt::format("  {}, a {} for {}, {}.\n", scenario.name, scenarios::name(scenario.kind), inputs.area.name,
                  inputs.baselines[position] == position ? "compared with itself" : "compared with " + baseline.name);
  const outputs::Funding funding = funding_of(inputs, position);
  if (const std::string money = money_by_year(funding, council); !money.empty()) {
    text += "  New money that is planned, £ of real 2024-25 prices:\n" + money;
    const bool is_said = std::any_of(scenario.payers.begin(), scenario.payers.end(), [](const auto& p) { return !!p; });
    text += is_said ? "" : "    The plan does not say whose money it is.\n";
    text += unspent(inputs, position, funding);
  }
  if (!scenario.levers.empty()) {
    text += "  It moves:\n";
    for (const StatedLever& stated : scenario.levers) {
      text += "    " + lever_in_words(stated) + "\n";
    }
  }
  for (const model::Setting& row : model::settings()) {
    const double value = scenario.plan.*row.in_plan;
    if (value != row.value && row.stated != model::StatedAs::loan_until) {
      text += fmt::format("  {}: {}\n", row.key,
                          row.stated == model::StatedAs::fiscal_year ? model::fiscal_year_of(value).label()
                                                                     : fmt::format("{:.6g}", value));
    }
  }
  const std::string assumed = outputs::assumed_in_words("It", assumed_by(scenario, inputs.area));
  return text + (assumed.empty() ? "  It sets no parameter.\n" : "  " + assumed + "\n");
}

} // namespace headwater::app
