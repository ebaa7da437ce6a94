#include "outputs/results/ledger.hpp"

#include "outputs/results/year_view.hpp"

#include <array>

namespace headwater::outputs {
namespace {

using model::Category;
using model::CostClass;

struct PayerShare {
  Category category;
  Payer payer;
  double share;
};

constexpr PayerShare share_rows[] = {
#define PAYER_SHARE(category, payer, share) {Category::category, Payer::payer, share},
#include "outputs/results/payers.def"
#undef PAYER_SHARE
};

constexpr bool shares_sum_to_1() {
  for (std::size_t i = 0; i < model::category_count; ++i) {
    double total = 0.0;
    for (const PayerShare& row : share_rows) {
      total += static_cast<std::size_t>(row.category) == i ? row.share : 0.0;
    }
    const double wanted = model::categories()[i].cost_class == CostClass::memo ? 0.0 : 1.0;
    if (total < wanted - 1e-12 || total > wanted + 1e-12) {
      return false;
    }
  }
  return true;
}
static_assert(shares_sum_to_1(), "payers.def: the shares of a category do not sum to 1");

} // namespace

std::string_view name(Payer payer) {
  static constexpr std::array<std::string_view, payer_count> names{"council", "nhs",           "scottish_government",
                                                                   "justice", "uk_government", "household"};
  return names[static_cast<std::size_t>(payer)];
}

std::string_view name(CostClass cost_class) {
  static constexpr std::array<std::string_view, 8> names{"universal",      "targeted",     "care_system",
                                                         "failure_demand", "lost_revenue", "wider_failure_demand",
                                                         "human",          "memo"};
  return names[static_cast<std::size_t>(cost_class)];
}

std::string_view cashability(Category category) {
  switch (category) {
  case Category::universal:
  case Category::intensive:
  case Category::kinship:
  case Category::foster:
  case Category::residential:
  case Category::secure:
  case Category::practice_support:
  case Category::lost_tax:
  case Category::fd_benefits:
    return "cash_releasing";
  case Category::lost_income_household:
  case Category::ringfenced_memo:
    return "economic_or_social";
  default:
    return "capacity_releasing";
  }
}

std::array<double, payer_count> payer_shares(Category category) {
  std::array<double, payer_count> shares{};
  for (const PayerShare& row : share_rows) {
    if (row.category == category) {
      shares[static_cast<std::size_t>(row.payer)] = row.share;
    }
  }
  return shares;
}

std::vector<LedgerLine> ledger(const ScenarioRun& run, int horizon) {
  std::vector<LedgerLine> lines;
  for (FiscalYear year = first_whole_year; year <= last_whole_year(horizon); ++year.first) {
    const YearView view(run, year, horizon);
    for (std::size_t i = 0; i < model::category_count; ++i) {
      const auto category = static_cast<Category>(i);
      if (model::categories()[i].cost_class == CostClass::memo) {
        continue;
      }
      const double total = view.cost(category);
      const double ring_fenced = view.flowed("ring-fenced " + std::string(model::categories()[i].name));
      if (ring_fenced != 0.0) {
        lines.push_back({year, category, Payer::scottish_government, true, ring_fenced});
      }
      const std::array<double, payer_count> shares = payer_shares(category);
      for (std::size_t k = 0; k < payer_count; ++k) {
        if (shares[k] != 0.0) {
          lines.push_back({year, category, static_cast<Payer>(k), false, (total - ring_fenced) * shares[k]});
        }
      }
    }
  }
  return lines;
}

} // namespace headwater::outputs
