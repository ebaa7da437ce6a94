#include "outputs/results/ledger.hpp"

#include "outputs/results/year_view.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace headwater::outputs {
namespace {

using model::Category;
using model::CostClass;
using model::Counter;

constexpr std::size_t component_count = 5;
using Components = std::array<double, component_count>;
constexpr double rounding_of_category = 1e-12;

double& part(Components& parts, Component component) { return parts[static_cast<std::size_t>(component)]; }

/// A part of a category that the equations count by itself. Double running is split off the ring-fenced money here.
struct CountedPart {
  Category category;
  Component component;
  Counter counter;
};
constexpr CountedPart counted_parts[] = {
    {Category::universal, Component::ring_fenced, Counter::ring_fenced_universal},
    {Category::intensive, Component::ring_fenced, Counter::ring_fenced_intensive},
    {Category::practice_support, Component::ring_fenced, Counter::ring_fenced_practice},
    {Category::aftercare_cc, Component::ring_fenced, Counter::ring_fenced_aftercare},
    {Category::kinship, Component::release_lag, Counter::release_lag_kinship},
    {Category::foster, Component::release_lag, Counter::release_lag_foster},
    {Category::hearings_admin, Component::release_lag, Counter::release_lag_overhead},
    {Category::residential, Component::stranded, Counter::stranded_residential},
    {Category::secure, Component::stranded, Counter::stranded_secure},
};

double over_categories(const YearView& view, Component component) {
  double total = 0.0;
  for (const CountedPart& part : counted_parts) {
    total += part.component == component ? view.counted(part.counter) : 0.0;
  }
  return total;
}

double not_released(const YearView& view) {
  return over_categories(view, Component::release_lag) + over_categories(view, Component::stranded);
}

/// The parts of a category over a year; `double_share` is the share of new money that is double running.
Components components(const YearView& view, Category category, double double_share) {
  Components parts{};
  for (const CountedPart& counted : counted_parts) {
    if (counted.category == category) {
      part(parts, counted.component) = view.counted(counted.counter);
    }
  }
  const double new_money = part(parts, Component::ring_fenced);
  part(parts, Component::double_running) = double_share * new_money;
  part(parts, Component::ring_fenced) = new_money - part(parts, Component::double_running);
  double rest = view.cost(category);
  for (const double value : parts) {
    rest -= value;
  }
  // Where a category has no service beside its other parts, what is left of the subtraction is rounding.
  const bool is_rounding = std::abs(rest) <= rounding_of_category * std::abs(view.cost(category));
  part(parts, is_rounding ? Component::ring_fenced : Component::service) += rest;
  return parts;
}

/// What a counter has added up by the start of a fiscal year.
double counted_by(const model::AnnualRecord& record, Counter counter, FiscalYear year) {
  return record.on_1_april(year.first)[model::accumulator(counter).index];
}

/// What was added to an accumulator over a fiscal year.
class YearChange {
public:
  YearChange(const model::AnnualRecord& record, FiscalYear year)
      : before_{record.on_1_april(year.first)}, after_{record.on_1_april(year.first + 1)} {}
  double operator()(Counter counter) const { return change_of(model::accumulator(counter)); }
  /// Without interest on a loan, which is finance: see YearView::cost().
  double operator()(Category category) const {
    const double all = change_of(model::accumulator(category));
    return category == Category::practice_support ? all - (*this)(Counter::loan_interest) : all;
  }

private:
  double change_of(model::Place place) const { return after_[place.index] - before_[place.index]; }

  const model::State<double>& before_;
  const model::State<double>& after_;
};

/// Whether a category is made of the money of plans alone.
bool is_plan_money(Category category) {
  return category == Category::adult_services || category == Category::shared_care || category == Category::controls;
}

/// New money of a category in a year: the ring-fenced part of it, or all of what is made of plans' money.
double new_money_in(Category category, const YearChange& change) {
  if (is_plan_money(category)) {
    return change(category);
  }
  double new_money = 0.0;
  for (const CountedPart& part : counted_parts) {
    new_money += part.category == category && part.component == Component::ring_fenced ? change(part.counter) : 0.0;
  }
  return new_money;
}

PayerShares divided(PayerShares amounts, double sum) {
  for (double& amount : amounts) {
    amount /= sum;
  }
  return amounts;
}

} // namespace

std::string_view name(Component component) {
  static constexpr std::array<std::string_view, component_count> names{"service", "ring_fenced", "double_running",
                                                                       "release_lag", "stranded"};
  return names[static_cast<std::size_t>(component)];
}

std::string_view name(CostClass cost_class) { return row(cost_class).label; }

bool is_support(Category category) {
  const CostClass of = model::categories()[static_cast<std::size_t>(category)].cost_class;
  return of == CostClass::universal || of == CostClass::targeted || category == Category::adult_services;
}

bool is_added(Category category, const Included& included) {
  switch (model::categories()[static_cast<std::size_t>(category)].cost_class) {
  case CostClass::memo:
    return false;
  case CostClass::beyond_care:
    return included.beyond_care && category != Category::bc_family;
  case CostClass::transfer:
    return included.transfer;
  default:
    return true;
  }
}

std::string_view name(FinanceItem item) {
  static constexpr std::array<std::string_view, 3> names{"bridging_loan", "loan_interest", "claw_back"};
  return names[static_cast<std::size_t>(item)];
}

std::string_view cashability(Category category) {
  static constexpr std::array<std::string_view, 3> names{"cash_releasing", "capacity_releasing", "economic_or_social"};
  return names[static_cast<std::size_t>(model::categories()[static_cast<std::size_t>(category)].cashability)];
}

std::string_view recurrence(Component component) {
  switch (component) {
  case Component::double_running:
  case Component::release_lag:
  case Component::stranded:
    return "one_off";
  default:
    return "recurring";
  }
}

double double_running(const Compared& compared, FiscalYear year) {
  const YearView with(compared.with, year);
  const YearView without(compared.without, year);
  const double new_money =
      over_categories(with, Component::ring_fenced) - over_categories(without, Component::ring_fenced);
  return std::max(0.0, std::min(new_money, not_released(with) - not_released(without)));
}

std::optional<double> wellbeing_money_in(const Compared& compared, Category category, FiscalYear year,
                                         const PayerTable& payers) {
  if (&compared.with == &compared.without) {
    return std::nullopt;
  }
  return compared.funding_with.wellbeing_beside(category, new_money_in(category, YearChange(compared.without, year)),
                                                compared.without, compared.funding_without, compared.with, year,
                                                payers);
}

namespace {

/// What each pays of the new money of a category in the run that is compared: `spent` of it in all.
PayerShares pays_beside(const Compared& compared, Category category, double spent, FiscalYear year,
                        const PayerTable& payers) {
  return compared.funding_with.pays(category, spent, compared.with, year, payers,
                                    wellbeing_money_in(compared, category, year, payers));
}

} // namespace

std::vector<LedgerLine> ledger(const Compared& compared, const PayerTable& payers) {
  std::vector<LedgerLine> lines;
  for (FiscalYear year = first_whole_year; year <= compared.last(); ++year.first) {
    const YearView view(compared.with, year);
    const double new_money = over_categories(view, Component::ring_fenced);
    const double double_share = new_money > 0.0 ? double_running(compared, year) / new_money : 0.0;
    for (std::size_t i = 0; i < model::category_count; ++i) {
      const auto category = static_cast<Category>(i);
      if (is_memo(category)) {
        continue;
      }
      Components parts = components(view, category, double_share);
      const double in_category = part(parts, Component::ring_fenced) + part(parts, Component::double_running);
      const PayerShares of_new_money =
          in_category == 0.0 ? PayerShares{}
                             : divided(pays_beside(compared, category, in_category, year, payers), in_category);
      const PayerShares of_rest =
          is_plan_money(category) && view.cost(category) != 0.0
              ? divided(pays_beside(compared, category, view.cost(category), year, payers), view.cost(category))
              : payers.shares(category);
      for (std::size_t k = 0; k < component_count; ++k) {
        const auto component = static_cast<Component>(k);
        if (parts[k] == 0.0) {
          continue;
        }
        const bool is_new = component == Component::ring_fenced || component == Component::double_running;
        const PayerShares& shares = is_new ? of_new_money : of_rest;
        for (std::size_t payer = 0; payer < payer_count; ++payer) {
          if (shares[payer] != 0.0) {
            lines.push_back(
                {year, category, component, static_cast<Payer>(payer), paid_sign(category) * parts[k] * shares[payer]});
          }
        }
      }
    }
  }
  return lines;
}

namespace {

/// `pays(category, new_money)` is what each pays of the new money of a category.
template<class Pays>
Paid paid_in(const model::AnnualRecord& record, const PayerTable& payers, FiscalYear year, const Pays& pays) {
  Paid paid{};
  const YearChange change(record, year);
  for (std::size_t i = 0; i < model::category_count; ++i) {
    const auto category = static_cast<Category>(i);
    if (is_memo(category)) {
      continue;
    }
    const double new_money = new_money_in(category, change);
    if (new_money != 0.0) {
      paid.own[i] = pays(category, new_money);
    }
    const double rest = paid_sign(category) * (change(category) - new_money);
    const PayerShares shares = is_plan_money(category) ? PayerShares{} : payers.shares(category);
    for (std::size_t payer = 0; payer < payer_count; ++payer) {
      paid.all[i][payer] = paid.own[i][payer] + rest * shares[payer];
    }
  }
  return paid;
}

} // namespace

Paid paid_for(const model::AnnualRecord& record, const Funding& funding, const PayerTable& payers, FiscalYear year) {
  return paid_in(record, payers, year, [&](Category category, double new_money) {
    return funding.pays(category, new_money, record, year, payers);
  });
}

Paid paid_for(const Compared& compared, const PayerTable& payers, FiscalYear year) {
  return paid_in(compared.with, payers, year, [&](Category category, double new_money) {
    return pays_beside(compared, category, new_money, year, payers);
  });
}

LoanStatement loans_in(const model::AnnualRecord& record, const Funding& funding, FiscalYear year) {
  const YearChange change(record, year);
  LoanStatement loans{.drawn = change(Counter::loan_drawn),
                      .interest = change(Counter::loan_interest),
                      .interest_added = change(Counter::loan_interest),
                      .repaid = change(Counter::loan_repaid),
                      .owed = record.on_1_april(year.first + 1)[model::Place(model::stock::loan_balance).index]};
  if (const LoanAccount* account = funding.loan()) {
    const LoanYear of_year = account->in(year);
    loans.drawn += of_year.drawn;
    loans.interest += of_year.interest;
    loans.repaid += of_year.repaid;
    loans.owed += of_year.owed;
    loans.due = of_year.interest + of_year.repaid;
  }
  return loans;
}

std::array<double, payer_count> financed(const model::AnnualRecord& record, const Funding& funding, FiscalYear year) {
  std::array<double, payer_count> paid{};
  const LoanStatement loans = loans_in(record, funding, year);
  // Interest that is added to what is owed is lent as it is charged.
  paid[static_cast<std::size_t>(Payer::council)] = loans.repaid + loans.interest - loans.drawn - loans.interest_added;
  // Settled once a year, on what had been released by 1 April.
  const double clawed_back = counted_by(record, Counter::money_clawed_back, year);
  paid[static_cast<std::size_t>(Payer::council)] += clawed_back;
  paid[static_cast<std::size_t>(Payer::scottish_government)] -= clawed_back;
  return paid;
}

std::vector<FinanceLine> finance_lines(const model::AnnualRecord& record, const Funding& funding) {
  std::vector<FinanceLine> lines;
  const auto move = [&lines](FiscalYear year, FinanceItem item, std::optional<Payer> from, std::optional<Payer> to,
                             double gbp_million) {
    if (gbp_million != 0.0) {
      lines.push_back({year, item, from, gbp_million});
      lines.push_back({year, item, to, -gbp_million});
    }
  };
  for (FiscalYear year = first_whole_year; record.has_april(year.first + 1); ++year.first) {
    const double clawed_back = counted_by(record, Counter::money_clawed_back, year);
    const LoanStatement loans = loans_in(record, funding, year);
    move(year, FinanceItem::bridging_loan, std::nullopt, Payer::council,
         loans.drawn + loans.interest_added - loans.repaid);
    move(year, FinanceItem::loan_interest, Payer::council, std::nullopt, loans.interest);
    move(year, FinanceItem::claw_back, Payer::council, Payer::scottish_government, clawed_back);
  }
  return lines;
}

std::vector<FinanceStatement> finance_statement(const Compared& compared) {
  std::vector<FinanceStatement> statement;
  const model::AnnualRecord& record = compared.with;
  const auto since_start = [&](Counter counter, FiscalYear year) {
    return year < compared.first ? 0.0
                                 : counted_by(record, counter, year) - counted_by(record, counter, compared.first);
  };
  for (FiscalYear year = first_whole_year; year <= compared.last(); ++year.first) {
    const YearView view(record, year);
    statement.push_back({
        .year = year,
        .ring_fenced = over_categories(view, Component::ring_fenced),
        .loan = loans_in(record, compared.funding_with, year),
        .released = since_start(Counter::money_released, year),
        .reinvested = since_start(Counter::money_reinvested, year),
        .clawed_back = counted_by(record, Counter::money_clawed_back, year),
        .release_lag = over_categories(view, Component::release_lag),
        .stranded = over_categories(view, Component::stranded),
        .double_running = double_running(compared, year),
    });
  }
  return statement;
}

} // namespace headwater::outputs
