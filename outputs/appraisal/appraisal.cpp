#include "outputs/appraisal/appraisal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <utility>

namespace headwater::outputs {
namespace {

using model::Category;
using model::CostClass;

struct PerspectiveWords {
  std::string_view name;
  std::string_view label;
};
constexpr std::array<PerspectiveWords, perspective_count> perspective_words{{
    {"council", "Councils"},
    {"nhs", "NHS"},
    {"scottish_government", "Scottish Government"},
    {"justice", "Justice"},
    {"uk_government", "UK Government"},
    {"public_purse", "Public purse"},
    {"society", "Society"},
}};

CostClass class_of(Category category) { return model::categories()[static_cast<std::size_t>(category)].cost_class; }

struct BesideWords {
  std::string_view name;
  std::string_view label;
};
constexpr std::array<BesideWords, beside_count> beside_words{{
    {"wider_failure_demand", "Inside it: people never in care use services less"},
    {"beyond_care", "Beyond care: services not needed, and tax"},
    {"beyond_care_earnings", "Beyond care: earnings of people themselves"},
    {"beyond_care_family", "Beyond care: justice and benefits of supported parents"},
    {"poverty_transfer", "Transfer that changes child poverty"},
}};

std::optional<Beside> beside_of(Category category) {
  switch (category) {
  case Category::wider_fd:
    return Beside::wider_failure_demand;
  case Category::bc_services:
  case Category::bc_tax:
    return Beside::beyond_care;
  case Category::bc_earnings:
    return Beside::beyond_care_earnings;
  case Category::bc_family:
    return Beside::beyond_care_family;
  case Category::poverty_transfer:
    return Beside::poverty_transfer;
  default:
    return std::nullopt;
  }
}

/// Whose payment a line is for a perspective, whether or not totals count it.
bool is_seen(Perspective perspective, Payer payer) {
  switch (perspective) {
  case Perspective::public_purse:
    return payer != Payer::household;
  case Perspective::society:
    return true;
  default:
    return static_cast<std::size_t>(perspective) == static_cast<std::size_t>(payer);
  }
}

/// Whether money that moves to or from a payer counts for a perspective: it is no cost of the whole purse or society.
bool counts_finance(Perspective perspective, Payer payer) {
  return static_cast<std::size_t>(perspective) == static_cast<std::size_t>(payer);
}

/// What a payer pays more than in the baseline, in one fiscal year, for a category or for a part of it.
struct Change {
  Category category;
  Payer payer;
  double paid;        ///< GBP in the price base asked for
  double real;        ///< GBP real
  bool is_investment; ///< what the plan adds to cost; else it is a saving where it is below 0
  bool is_cashable;
};

/// What a run pays more than its baseline in one fiscal year.
struct YearDifference {
  std::vector<Change> costs;                 ///< those that are not 0
  std::array<double, payer_count> finance{}; ///< GBP million of 2019-20 prices
  std::array<double, payer_count> own{};     ///< likewise: the plan's own money
  LoanStatement loans;                       ///< likewise: the council's
};

YearDifference difference_in(const Compared& compared, const Prices& prices, const PayerTable& payers,
                             FiscalYear year) {
  YearDifference change{{},
                        financed(compared.with, compared.funding_with, year),
                        {},
                        loans_in(compared.with, compared.funding_with, year)};
  const LoanStatement loans_without = loans_in(compared.without, compared.funding_without, year);
  change.loans.owed -= loans_without.owed;
  change.loans.due -= loans_without.due;
  const Paid with = paid_for(compared, payers, year);
  const Paid without = paid_for(compared.without, compared.funding_without, payers, year);
  const std::array<double, payer_count> finance_without = financed(compared.without, compared.funding_without, year);
  for (std::size_t payer = 0; payer < payer_count; ++payer) {
    change.finance[payer] -= finance_without[payer];
  }
  for (std::size_t i = 0; i < model::category_count; ++i) {
    const auto category = static_cast<Category>(i);
    const bool is_all_investment =
        is_support(category) || compared.funding_with.buys(category) || compared.funding_without.buys(category);
    for (std::size_t payer = 0; payer < payer_count; ++payer) {
      const double more = with.all[i][payer] - without.all[i][payer];
      const double own = with.own[i][payer] - without.own[i][payer];
      change.own[payer] += own;
      const auto add = [&](double part, bool is_investment) {
        if (part != 0.0) {
          change.costs.push_back({category, static_cast<Payer>(payer), prices.pounds(part, year),
                                  prices.real_pounds(part), is_investment, cashability(category) == "cash_releasing"});
        }
      };
      add(is_all_investment ? more : own, true);
      add(is_all_investment ? 0.0 : more - own, false);
    }
  }
  return change;
}

/// For each fiscal year of a comparison.
std::vector<YearDifference> difference(const Compared& compared, const Prices& prices, const PayerTable& payers) {
  const bool with_itself = &compared.with == &compared.without;
  std::vector<YearDifference> result;
  for (FiscalYear year = compared.first; year <= compared.last(); ++year.first) {
    result.push_back(with_itself ? YearDifference{} : difference_in(compared, prices, payers, year));
  }
  return result;
}

CashFlows flows_of(const Compared& compared, const Prices& prices, const AppraisalBasis& basis,
                   const std::vector<YearDifference>& changes, Perspective perspective) {
  const RateVintage& health = basis.health_rates ? *basis.health_rates : basis.rates;
  CashFlows flows{perspective, {}};
  double cumulative = 0.0;
  double cumulative_present_value = 0.0;
  for (FiscalYear year = compared.first; year <= compared.last(); ++year.first) {
    const int n = year.first - compared.first.first;
    const double factor = discount_factor(basis.rates, basis.timing, n);
    const double health_factor = discount_factor(health, basis.timing, n);
    CashFlow flow{};
    flow.year = year;
    flow.discount_factor = factor;
    const YearDifference& change = changes[static_cast<std::size_t>(n)];
    for (const Change& cost : change.costs) {
      const double bias = cost.is_investment && cost.paid > 0.0 ? basis.optimism_bias : 0.0;
      const double haircut = !cost.is_investment && cost.paid < 0.0 ? basis.benefit_haircut : 0.0;
      const double discount = cost.category == Category::fd_health ? health_factor : factor;
      if (const auto beside = beside_of(cost.category); beside && is_seen(perspective, cost.payer)) {
        Amount& amount = flow.beside[static_cast<std::size_t>(*beside)];
        amount.gbp -= cost.paid;
        amount.haircut -= haircut * cost.paid;
        amount.present -= discount * (1.0 - haircut) * cost.real;
      }
      if (!counts(perspective, cost.category, cost.payer, basis.included)) {
        continue;
      }
      PartChange& part = flow.parts[static_cast<std::size_t>(part_of(cost.category))];
      part.more += cost.paid;
      part.bias += bias * cost.paid;
      part.haircut -= haircut * cost.paid;
      if (cost.is_investment) {
        flow.investment += cost.paid;
        flow.optimism_bias += bias * cost.paid;
        flow.present_cost += factor * (1.0 + bias) * cost.real;
      } else {
        flow.saving -= cost.paid;
        flow.benefit_haircut -= haircut * cost.paid;
        flow.cashable -= cost.is_cashable ? (1.0 - haircut) * cost.paid : 0.0;
        flow.present_benefit -= discount * (1.0 - haircut) * cost.real;
      }
    }
    for (std::size_t i = 0; i < payer_count; ++i) {
      flow.own_money += is_seen(perspective, static_cast<Payer>(i)) ? prices.pounds(change.own[i], year) : 0.0;
      if (counts_finance(perspective, static_cast<Payer>(i))) {
        flow.finance -= prices.pounds(change.finance[i], year);
        flow.present_benefit -= factor * prices.real_pounds(change.finance[i]);
      }
    }
    if (perspective == Perspective::council) { // who borrows
      flow.owed = prices.pounds(change.loans.owed, year);
      flow.owed_present = factor * prices.real_pounds(change.loans.owed);
      flow.due = prices.pounds(change.loans.due, year);
    }
    flow.net = flow.saving - flow.investment + flow.finance - flow.optimism_bias - flow.benefit_haircut;
    flow.present_value = flow.present_benefit - flow.present_cost;
    flow.cumulative = cumulative += flow.net;
    flow.cumulative_present_value = cumulative_present_value += flow.present_value;
    flows.years.push_back(flow);
  }
  return flows;
}

constexpr double nothing = rounding_gbp;

using Column = double CashFlow::*;
using Running = double (CashFlow::*)() const;

double total(const CashFlows& flows, Column column) {
  double sum = 0.0;
  for (const CashFlow& flow : flows.years) {
    sum += flow.*column;
  }
  return sum;
}

/// The first year from whose end on a running total stays at 0 or above, having been below 0; or why there is none.
AppraisalMeasure payback(std::string name, const CashFlows& flows, Running running) {
  AppraisalMeasure measure{std::move(name), "fiscal year", std::nullopt, "", WithoutValue::nowhere};
  if (!invests(flows)) {
    measure.why = "invests nothing, so there is nothing to pay back";
    return measure;
  }
  const auto& years = flows.years;
  const auto is_below = [&](const CashFlow& flow) { return (flow.*running)() < -nothing; };
  const auto last_below = std::find_if(years.rbegin(), years.rend(), is_below);
  if (last_below == years.rend()) {
    measure.why = "never below its baseline, so there is nothing to pay back";
    measure.place = WithoutValue::below;
  } else if (last_below == years.rbegin()) {
    measure.why = "not paid back by " + years.back().year.label();
    measure.place = WithoutValue::above;
  } else {
    measure.value = last_below.base()->year.first;
  }
  return measure;
}

std::size_t deepest(const CashFlows& flows) {
  const auto lowest =
      std::min_element(flows.years.begin(), flows.years.end(),
                       [](const CashFlow& a, const CashFlow& b) { return a.position() < b.position(); });
  return static_cast<std::size_t>(lowest - flows.years.begin());
}

} // namespace

std::string_view name(Perspective perspective) { return perspective_words[static_cast<std::size_t>(perspective)].name; }
std::string_view label(Perspective perspective) {
  return perspective_words[static_cast<std::size_t>(perspective)].label;
}

std::string_view name(Beside beside) { return beside_words[static_cast<std::size_t>(beside)].name; }
std::string_view label(Beside beside) { return beside_words[static_cast<std::size_t>(beside)].label; }

bool counts(Perspective perspective, Category category, Payer payer, const Included& included) {
  if (!is_added(category, included) || !is_seen(perspective, payer)) {
    return false;
  }
  if (perspective != Perspective::society) {
    return true;
  }
  const bool replaced_by_earnings =
      included.beyond_care && category == Category::wider_fd && payer == Payer::uk_government;
  return class_of(category) != CostClass::lost_revenue && class_of(category) != CostClass::transfer &&
         category != Category::fd_benefits && !replaced_by_earnings;
}

CashFlows cash_flows(const Compared& compared, const Prices& prices, const AppraisalBasis& basis,
                     Perspective perspective) {
  return flows_of(compared, prices, basis, difference(compared, prices, basis.payers), perspective);
}

std::vector<CashFlows> all_cash_flows(const Compared& compared, const Prices& prices, const AppraisalBasis& basis) {
  const std::vector<YearDifference> changes = difference(compared, prices, basis.payers);
  std::vector<CashFlows> all;
  for (const Perspective perspective : perspectives) {
    all.push_back(flows_of(compared, prices, basis, changes, perspective));
  }
  return all;
}

CashFlows up_to(CashFlows flows, FiscalYear last) {
  std::erase_if(flows.years, [last](const CashFlow& flow) { return flow.year > last; });
  return flows;
}

std::vector<CashFlows> up_to(std::vector<CashFlows> flows, FiscalYear last) {
  for (CashFlows& one : flows) {
    one = up_to(std::move(one), last);
  }
  return flows;
}

std::string AppraisalMeasure::text() const {
  if (!value) {
    return "";
  }
  return unit == "fiscal year" ? FiscalYear{static_cast<int>(*value)}.label() : fmt::format("{}", *value);
}

double AppraisalMeasure::in_order() const {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  if (value) {
    return *value;
  }
  return place == WithoutValue::below ? -infinite : place == WithoutValue::above ? infinite : std::nan("");
}

std::string in_words(std::string_view measure, WithoutValue place, FiscalYear last) {
  if (measure == "bcr") {
    return place == WithoutValue::below   ? "no benefit, so 0 or below"
           : place == WithoutValue::above ? "a benefit without added cost, so above any ratio"
                                          : "no added cost and no benefit, so no ratio";
  }
  const bool is_payback = measure.starts_with("payback_year");
  if (is_payback && place == WithoutValue::nowhere) {
    return "nothing invested, so nothing to pay back";
  }
  if (!is_payback && measure != "turning_year" && measure != "peak_funding_gap_year") {
    return "";
  }
  if (place == WithoutValue::below) {
    return "never below the baseline";
  }
  return place == WithoutValue::nowhere || measure == "peak_funding_gap_year" ? ""
         : is_payback                                                         ? "not paid back by " + last.label()
                                                                              : "not turned by " + last.label();
}

bool invests(const CashFlows& flows) { return total(flows, &CashFlow::present_cost) > nothing; }

std::vector<CashFlows> at_lower_rates(const Compared& compared, const Prices& prices, const AppraisalBasis& basis) {
  if (!basis.lower_rates) {
    return {};
  }
  AppraisalBasis lower = basis;
  lower.rates = *basis.lower_rates;
  return all_cash_flows(compared, prices, lower);
}

double npv(const CashFlows& flows) {
  return total(flows, &CashFlow::present_value) - (flows.years.empty() ? 0.0 : flows.years.back().owed_present);
}

std::vector<LoanCover> loan_cover(const CashFlows& flows) {
  std::vector<LoanCover> years;
  double kept = 0.0;
  for (const CashFlow& flow : flows.years) {
    kept += flow.cashable;
    if (flow.due > nothing) {
      const double covered = std::clamp(kept, 0.0, flow.due);
      years.push_back({flow.year, flow.due, covered, flow.due - covered});
      kept -= covered;
    }
  }
  return years;
}

std::vector<AppraisalMeasure> measures(const Compared& compared, const Prices& prices, const CashFlows& flows) {
  std::vector<AppraisalMeasure> result;
  const auto add = [&result](std::string name, std::string unit, std::optional<double> value, std::string why = "",
                             WithoutValue place = WithoutValue::nowhere) {
    result.push_back({std::move(name), std::move(unit), value, std::move(why), place});
  };
  if (flows.years.empty()) {
    return result;
  }
  const std::string last = flows.years.back().year.label();
  const double cost = total(flows, &CashFlow::present_cost);
  const double benefit = total(flows, &CashFlow::present_benefit) - flows.years.back().owed_present;
  add("npv", "GBP", npv(flows));
  if (cost <= nothing) {
    add("bcr", "ratio", std::nullopt,
        cost < -nothing ? "takes more out of cost than it adds, so there is no cost to divide by"
                        : "adds nothing to cost, so there is no cost to divide by",
        benefit > nothing ? WithoutValue::above : WithoutValue::nowhere);
  } else if (benefit <= nothing) {
    add("bcr", "ratio", std::nullopt, "no benefit: everything else together costs no less than in the baseline",
        WithoutValue::below);
  } else {
    add("bcr", "ratio", benefit / cost);
  }
  result.push_back(payback("payback_year", flows, &CashFlow::position));
  result.push_back(payback("payback_year_discounted", flows, &CashFlow::present_position));

  const std::size_t at = deepest(flows);
  const double depth = -flows.years[at].position();
  if (depth <= nothing) {
    add("peak_funding_gap", "GBP", 0.0);
    add("peak_funding_gap_year", "fiscal year", std::nullopt, "never below its baseline", WithoutValue::below);
    add("turning_year", "fiscal year", std::nullopt, "never below its baseline", WithoutValue::below);
  } else {
    add("peak_funding_gap", "GBP", depth);
    add("peak_funding_gap_year", "fiscal year", flows.years[at].year.first);
    if (at + 1 == flows.years.size()) {
      add("turning_year", "fiscal year", std::nullopt, "still falling in " + last, WithoutValue::above);
    } else {
      const auto turn = std::adjacent_find(
          flows.years.begin() + static_cast<std::ptrdiff_t>(at), flows.years.end(),
          [](const CashFlow& before, const CashFlow& flow) { return flow.net - (flow.owed - before.owed) > 0.0; });
      add("turning_year", "fiscal year",
          turn == flows.years.end() ? std::nullopt : std::optional<double>(std::next(turn)->year.first),
          turn == flows.years.end() ? "flat after the deepest year" : "", WithoutValue::above);
    }
  }
  add("net_position_total", "GBP", flows.years.back().position());
  for (const int march : {2031, 2036, 2041, 2046}) {
    double cashable = 0.0;
    for (const CashFlow& flow : flows.years) {
      cashable += flow.year.first < march ? flow.cashable : 0.0;
    }
    if (march - 1 <= flows.years.back().year.first) {
      add(fmt::format("cashable_saving_by_{}", march), "GBP", cashable);
    }
  }
  if (flows.perspective == Perspective::council) {
    const FiscalYear end = flows.years.back().year;
    add("loan_owed", "GBP", prices.pounds(loans_in(compared.with, compared.funding_with, end).owed, end));
    double not_covered = 0.0;
    for (const LoanCover& year : loan_cover(flows)) {
      not_covered += year.not_covered;
    }
    add("loan_not_covered", "GBP", not_covered);
  }
  for (const Beside beside : besides) {
    double present = 0.0;
    for (const CashFlow& flow : flows.years) {
      present += flow.beside[static_cast<std::size_t>(beside)].present;
    }
    add("npv_" + std::string(name(beside)), "GBP", present);
  }
  return result;
}

AppraisalMeasure wrong_pocket_index(const std::vector<CashFlows>& flows) {
  AppraisalMeasure measure{"wrong_pocket_index", "share", std::nullopt, "", WithoutValue::nowhere};
  double all = 0.0;
  double of_others = 0.0;
  for (std::size_t payer = 0; payer < public_payer_count; ++payer) { // the first perspectives, in their order
    const double paid = total(flows[payer], &CashFlow::own_money);
    const double gain = total(flows[payer], &CashFlow::saving) - total(flows[payer], &CashFlow::benefit_haircut) -
                        total(flows[payer], &CashFlow::investment) + paid;
    all += std::max(gain, 0.0);
    of_others += paid <= nothing ? std::max(gain, 0.0) : 0.0;
  }
  if (all > nothing) {
    measure.value = of_others / all;
  } else {
    measure.why = "no payer gains";
  }
  return measure;
}

std::vector<std::vector<AppraisalMeasure>> all_measures(const Compared& compared, const Prices& prices,
                                                        const std::vector<CashFlows>& flows) {
  std::vector<std::vector<AppraisalMeasure>> all;
  for (const CashFlows& one : flows) {
    all.push_back(measures(compared, prices, one));
    if (one.perspective == Perspective::public_purse && !one.years.empty()) {
      all.back().push_back(wrong_pocket_index(flows));
    }
  }
  return all;
}

const AppraisalMeasure* find_measure(const std::vector<AppraisalMeasure>& measures, std::string_view name) {
  const auto found = std::find_if(measures.begin(), measures.end(),
                                  [&](const AppraisalMeasure& measure) { return measure.name == name; });
  return found == measures.end() ? nullptr : &*found;
}

} // namespace headwater::outputs
