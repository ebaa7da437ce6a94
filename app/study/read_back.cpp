#include "app/study/read_back.hpp"

#include "app/study/study.hpp"
#include "outputs/results/compared.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/results/ledger.hpp"
#include "outputs/runs/assumed.hpp"
#include "outputs/runs/run_plans.hpp"
#include "scenarios/lever_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

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

/// What is not spent of new money for intensive support, the only service whose posts may stay unfilled: the first year of
/// it, the year of most, and all to the spoken horizon. Runs the plan; empty where it has no such money, or spends all.
std::string unspent(const StudyInputs& inputs, std::size_t position, const outputs::Funding& funding) {
  constexpr std::size_t lever = model::find_lever("intensive_support");
  constexpr model::Category category = model::Category::intensive;
  const FiscalYear last = outputs::spoken_horizon(model::last_horizon);
  const auto planned = [&](FiscalYear year) {
    const PayerShares amounts = funding.put_up(lever, year);
    return std::accumulate(amounts.begin(), amounts.end(), 0.0) * model::user_prices;
  };
  const outputs::PayerTable& table = inputs.basis.payers;
  const outputs::Funding without = funding_of(inputs, inputs.baselines[position]);
  std::vector<model::AnnualRecord> records; // of the plan and of what it is compared with, once they are needed
  struct Year {
    FiscalYear year;
    double planned;
    double unspent;
  };
  std::vector<Year> years;
  Year all{last, 0.0, 0.0};
  for (FiscalYear year = outputs::comparison_starts; year <= last; ++year.first) {
    const double money = planned(year);
    if (money < 0.001) {
      continue;
    }
    if (records.empty()) {
      const std::vector<outputs::PlannedRun> plans = planned_runs(inputs);
      records = outputs::run_years({plans[position], plans[inputs.baselines[position]]}, {last.first + 1, 1});
    }
    const auto spent = [&](const model::AnnualRecord& record, const outputs::Funding& of) {
      const PayerShares own = outputs::paid_for(record, of, table, year).own[static_cast<std::size_t>(category)];
      return std::accumulate(own.begin(), own.end(), 0.0);
    };
    const std::optional<double> wellbeing =
        funding.wellbeing_beside(category, spent(records[1], without), records[1], without, records[0], year, table);
    const double share = funding.spent_share(category, spent(records[0], funding), records[0], year, table, wellbeing);
    years.push_back({year, money, money * (1.0 - share)});
    all.planned += money;
    all.unspent += years.back().unspent;
  }
  if (all.unspent < 0.005 * all.planned) {
    return "";
  }
  const auto words = [](const Year& year) {
    return fmt::format("{:.3g} of {:.3g} million", year.unspent, year.planned);
  };
  const auto most =
      std::max_element(years.begin(), years.end(), [](const Year& a, const Year& b) { return a.unspent < b.unspent; });
  return fmt::format(
      "  Unspent of it, as posts of intensive support stay unfilled: {} in {}, at most {} in {}, {} to {}.\n",
      words(years.front()), years.front().year.label(), words(*most), most->year.label(), words(all), last.label());
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
