#include "outputs/results/funding.hpp"

#include "outputs/results/year_view.hpp"
#include "scenarios/lever_words.hpp"
#include "scenarios/put_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace headwater::outputs {
namespace {

using model::Category;
using model::FiscalYear;

struct PaidInto {
  std::string_view lever;
  Category category;
};
constexpr PaidInto paid_into[] = {
    {"universal_support", Category::universal},
    {"intensive_support", Category::intensive},
    {"support_after_removal", Category::practice_support},
    {"kinship_support", Category::practice_support},
    {"foster_support", Category::practice_support},
    {"workforce_supervision", Category::practice_support},
    {"aftercare", Category::aftercare_cc},
    {"recovery_services", Category::adult_services},
    {"parental_mental_health", Category::adult_services},
    {"domestic_abuse_response", Category::adult_services},
    {"perinatal_and_learning_disability", Category::adult_services},
    {"planning_at_imprisonment", Category::adult_services},
    {"shared_care", Category::shared_care},
    {"alternatives_to_secure", Category::controls},
    {"justice_diversion", Category::controls},
    {"out_of_hours", Category::controls},
    {"housing_offer", Category::controls},
    {"work_offer", Category::controls},
};

/// By lever, the category its money is spent in; category_count for none.
constexpr std::array<std::size_t, model::lever_count> category_by_lever = [] {
  std::array<std::size_t, model::lever_count> by_lever{};
  by_lever.fill(model::category_count);
  for (const PaidInto& row : paid_into) {
    by_lever.at(model::find_lever(row.lever)) = static_cast<std::size_t>(row.category);
  }
  return by_lever;
}();

/// Rules whose price lands in a category as a whole.
struct PricedRule {
  std::size_t lever;
  Category category;
};
constexpr std::array priced_rules{
    PricedRule{model::find_lever("aftercare_taper"), Category::aftercare_cc},
    PricedRule{model::find_lever("continuing_care_offer"), Category::aftercare_cc},
    PricedRule{model::find_lever("home_supervision_support"), Category::at_home},
    PricedRule{model::find_lever("pay_rise"), Category::fieldwork},
};

/// Rules that need places in intensive support beside those of 2011, which are paid for as new money.
constexpr std::array rules_with_places{model::find_lever("support_time_limit"), model::find_lever("relapse_support"),
                                       model::find_lever("long_term_support"), model::find_lever("support_threshold")};

void add(PayerShares& sum, double amount, const PayerShares& shares) {
  for (std::size_t i = 0; i < payer_count; ++i) {
    sum[i] += amount * shares[i];
  }
}

double sum_of(const PayerShares& amounts) {
  double sum = 0.0;
  for (const double amount : amounts) {
    sum += amount;
  }
  return sum;
}

model::Climate<double> climate_of(const model::AnnualRecord& record, const model::Moment<double>& now) {
  return model::climate(record.parameters, record.reference, now);
}

/// Whole Family Wellbeing money that is put up for a category in a year, as the equations have it where no lever is
/// pulled, before it grows with unit costs. By Simpson's rule over quarters of the year, which is exact for its ramps.
double wellbeing_money(Category category, const model::AnnualRecord& record, FiscalYear year) {
  constexpr std::array weights{1.0, 4.0, 2.0, 4.0, 1.0};
  model::Moment<double> now = record.moment_of_31_july(std::min(year.first, record.last_july()));
  now.lever = {};
  const model::Stocks<double> stocks = model::read_stocks(record.on_1_april(year.first).data());
  double total = 0.0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    now.time = year.begins() + (year.ends() - year.begins()) * static_cast<double>(i) / 4.0;
    const model::Climate<double> climate = climate_of(record, now);
    const model::NewMoney<double> money = model::new_money(stocks, record.parameters, record.reference, now, climate);
    const double gross = category == Category::universal      ? money.universal.gross
                         : category == Category::intensive    ? money.intensive.gross
                         : category == Category::aftercare_cc ? money.aftercare.gross
                                                              : money.after_removal.gross + money.kinship.gross +
                                                                    money.foster.gross + money.supervision.gross;
    total += weights[i] / 12.0 * gross / climate.plan_growth;
  }
  return total;
}

/// What places that rules for support need are given in a year, before it grows: from the middle of the year between the
/// 31 July in it and the next.
double money_for_places(const model::AnnualRecord& record, FiscalYear year) {
  const auto in_july = [&](FiscalYear of) {
    const YearView view(record, of);
    return view.july().workforce.places_money / view.july().climate.plan_growth;
  };
  return (5.0 * in_july(year) + in_july(year.next())) / 6.0;
}

/// What a reorganisation costs in a year, in the same terms.
double money_for_reform(const model::AnnualRecord& record, FiscalYear year) {
  const double years = record.on_1_april(year.first + 1)[model::accumulator(model::Counter::reform_years).index] -
                       record.on_1_april(year.first)[model::accumulator(model::Counter::reform_years).index];
  if (years == 0.0) {
    return 0.0;
  }
  const model::Climate<double> climate =
      climate_of(record, record.moment_of_31_july(std::min(year.first, record.last_july())));
  return climate.wage_growth * record.parameters.cost_reform_pause * years / climate.plan_growth;
}

bool has_wellbeing_money(Category category) {
  return category == Category::universal || category == Category::intensive || category == Category::practice_support ||
         category == Category::aftercare_cc;
}

} // namespace

std::optional<Category> category_of(std::size_t lever) {
  return category_by_lever.at(lever) < model::category_count
             ? std::optional(static_cast<Category>(category_by_lever.at(lever)))
             : std::nullopt;
}

std::string payer_in_words(std::size_t lever, const PayerTable& table) {
  constexpr std::string_view usually = "the council in its own area, the Scottish Government for Scotland";
  constexpr std::string_view unless = ", unless the plan says otherwise";
  if (lever == scenarios::loan_lever) {
    return "the council: it borrows and repays";
  }
  if (std::find(rules_with_places.begin(), rules_with_places.end(), lever) != rules_with_places.end()) {
    return fmt::format("of the places it needs: {}{}", usually, unless);
  }
  for (const PricedRule& rule : priced_rules) {
    if (rule.lever == lever) {
      return scenarios::in_words(table.shares(rule.category), "councils");
    }
  }
  const std::optional<Category> category = category_of(lever);
  if (category == Category::adult_services) {
    return fmt::format("{}{}", scenarios::in_words(table.shares(*category, lever), "councils"), unless);
  }
  return category ? fmt::format("{}{}", usually, unless) : "";
}

Funding::Funding(std::vector<FundedStep> steps, const PayerShares& usual, const PayerTable& table,
                 std::optional<LoanAccount> loan)
    : steps_{std::move(steps)}, usual_{usual}, loan_{std::move(loan)} {
  for (std::size_t lever = 0; lever < model::lever_count; ++lever) {
    if (const std::optional<Category> category = category_of(lever)) {
      by_table_.at(lever) = table.shares(*category, lever);
      unsaid_.at(lever) = *category == Category::adult_services ? *by_table_.at(lever) : usual;
    }
  }
  add_up();
}

Funding Funding::with(const std::vector<model::LeverStep>& steps, int loan_later) const {
  Funding other = *this;
  if (loan_ && loan_later != 0) {
    other.loan_ = loan_->later(loan_later);
  }
  for (std::size_t i = 0; i < steps.size() && i < other.steps_.size(); ++i) {
    other.steps_[i].step = steps[i];
  }
  other.add_up();
  return other;
}

Funding Funding::with(std::vector<FundedStep> steps) const {
  Funding other = *this;
  other.steps_ = std::move(steps);
  other.add_up();
  return other;
}

void Funding::add_up() {
  buys_ = {};
  for (const FundedStep& funded : steps_) {
    for (const PricedRule& rule : priced_rules) {
      bool& buys = buys_.at(static_cast<std::size_t>(rule.category));
      buys = buys || rule.lever == funded.step.lever;
    }
  }
  needs_places_ = false;
  for (std::size_t lever = 0; lever < model::lever_count; ++lever) {
    std::vector<const FundedStep*> of_lever;
    for (const FundedStep& funded : steps_) {
      if (funded.step.lever == lever) {
        of_lever.push_back(&funded);
      }
    }
    put_up_.at(lever).clear();
    const bool is_rule =
        std::find(rules_with_places.begin(), rules_with_places.end(), lever) != rules_with_places.end();
    needs_places_ = needs_places_ || (is_rule && !of_lever.empty());
    if (of_lever.empty() || !category_of(lever)) {
      continue;
    }
    for (FiscalYear year = model::first_whole_year; model::is_simulated(year); ++year.first) {
      PayerShares given{};
      PayerShares taken{};
      double total = 0.0;
      for (const FundedStep* funded : of_lever) {
        const double amount = scenarios::put_up(funded->step, year);
        total += amount;
        const bool is_given = funded->step.amount > 0.0;
        add(is_given ? given : taken, amount,
            funded->payers.value_or(is_given ? *unsaid_.at(lever) : *by_table_.at(lever)));
      }
      const PayerShares& mix = total >= 0.0 ? given : taken;
      PayerShares by_payer{};
      if (total != 0.0) {
        add(by_payer, total / sum_of(mix), mix);
      }
      put_up_.at(lever).push_back(by_payer);
    }
  }
}

PayerShares Funding::put_up(std::size_t lever, FiscalYear year) const {
  const std::vector<PayerShares>& years = put_up_.at(lever);
  const auto place = static_cast<std::size_t>(year.first - model::first_whole_year.first);
  return year >= model::first_whole_year && place < years.size() ? years[place] : PayerShares{};
}

Funding::Offered Funding::offered(Category category, const model::AnnualRecord& record, FiscalYear year,
                                  const PayerTable& table) const {
  Offered all;
  const auto offer = [&](double amount, const PayerShares& shares) {
    add(all.by_payer, amount, shares);
    all.total += amount;
    all.apart += std::abs(amount);
  };
  for (std::size_t lever = 0; lever < model::lever_count; ++lever) {
    if (category_of(lever) == category && !put_up_.at(lever).empty()) {
      const PayerShares given = put_up(lever, year);
      if (const double sum = sum_of(given); sum != 0.0) {
        PayerShares shares{};
        add(shares, 1.0 / sum, given);
        offer(sum, shares);
      }
    }
  }
  if (category == Category::intensive && needs_places_) {
    const double places = money_for_places(record, year);
    offer(places, places < 0.0 ? table.shares(category) : usual_);
  }
  if (category == Category::controls) {
    offer(money_for_reform(record, year), table.shares(category));
  }
  return all;
}

double Funding::wellbeing(Category category, double spent, const model::AnnualRecord& record, FiscalYear year,
                          const PayerTable& table) const {
  if (!has_wellbeing_money(category)) {
    return 0.0;
  }
  const Offered plan = offered(category, record, year, table);
  const double money = wellbeing_money(category, record, year);
  const Offered all{{}, plan.total + money, plan.apart + money};
  return plan.apart == 0.0 ? spent : all.can_be_shared() ? spent * (money / all.total) : money;
}

std::optional<double> Funding::wellbeing_beside(Category category, double spent_without,
                                                const model::AnnualRecord& without, const Funding& funding_without,
                                                const model::AnnualRecord& with, FiscalYear year,
                                                const PayerTable& table) const {
  const double money_without = has_wellbeing_money(category) ? wellbeing_money(category, without, year) : 0.0;
  if (money_without <= 0.0) {
    return std::nullopt;
  }
  return funding_without.wellbeing(category, spent_without, without, year, table) *
         (wellbeing_money(category, with, year) / money_without);
}

PayerShares Funding::pays(Category category, double spent, const model::AnnualRecord& record, FiscalYear year,
                          const PayerTable& table, std::optional<double> of_it_wellbeing) const {
  const Offered plan = offered(category, record, year, table);
  PayerShares paid{};
  if (plan.apart == 0.0) {
    add(paid, spent,
        has_wellbeing_money(category) ? scenarios::all_by(Payer::scottish_government) : table.shares(category));
    return paid;
  }
  const double by_wellbeing = of_it_wellbeing.value_or(wellbeing(category, spent, record, year, table));
  const double rest = spent - by_wellbeing;
  add(paid, by_wellbeing, scenarios::all_by(Payer::scottish_government));
  const double factor = plan.can_be_shared() ? rest / plan.total : 1.0;
  add(paid, factor, plan.by_payer);
  add(paid, rest - factor * plan.total, usual_);
  return paid;
}

double Funding::spent_share(Category category, double spent, const model::AnnualRecord& record, FiscalYear year,
                            const PayerTable& table, std::optional<double> of_it_wellbeing) const {
  const Offered plan = offered(category, record, year, table);
  const model::Climate<double> climate =
      climate_of(record, record.moment_of_31_july(std::min(year.first, record.last_july())));
  const double rest = spent - of_it_wellbeing.value_or(wellbeing(category, spent, record, year, table));
  return plan.can_be_shared() ? rest / (plan.total * climate.plan_growth) : 1.0;
}

} // namespace headwater::outputs
