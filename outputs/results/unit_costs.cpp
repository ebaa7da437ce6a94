#include "outputs/results/unit_costs.hpp"

#include "model/lives/ways.hpp"

#include <algorithm>

namespace headwater::outputs {
namespace {

using model::Category;
namespace stock = model::stock;

constexpr Category all_shared_out[] = {
    Category::universal,    Category::intensive,        Category::at_home,
    Category::kinship,      Category::foster,           Category::residential,
    Category::secure,       Category::fieldwork,        Category::hearings_admin,
    Category::aftercare_cc, Category::practice_support, Category::universal_services_in_care,
    Category::shared_care,  Category::fd_homelessness,  Category::fd_justice,
    Category::fd_health,    Category::fd_addiction,     Category::fd_benefits,
    Category::lost_tax,     Category::wider_fd,
};

/// Fills the places of a stock.
class Filling {
public:
  explicit Filling(Bearers& bearers) : bearers_{bearers} {}
  template<std::size_t Width> void set(const model::detail::Block<Width>& block, double weight) {
    std::fill_n(bearers_.a_year.begin() + static_cast<std::ptrdiff_t>(block.first), Width, weight);
  }
  void away(double weight) {
    set(stock::kinship, weight);
    set(stock::foster, weight);
    set(stock::residential, weight);
    set(stock::secure, weight);
  }
  void looked_after(double weight) {
    set(stock::at_home, weight);
    away(weight);
  }

private:
  Bearers& bearers_;
};

} // namespace

std::span<const Category> shared_out() { return all_shared_out; }

double heads(std::size_t place, const model::Parameters<double>& p) {
  const bool of_children = model::is_looked_after(place) || model::stock_of(place).first == stock::shared_care.first;
  return of_children ? p.children_per_looked_after_family : 1.0;
}

Bearers bearers_of(Category category, const model::Scene<double>& scene) {
  const model::Parameters<double>& p = scene.p;
  Bearers bearers;
  Filling fill(bearers);
  switch (category) {
  case Category::universal:
    for (std::size_t place = 0; place < model::stock_size; ++place) {
      // one family bears as much as another, also where its children are counted
      bearers.a_year[place] = model::counts_people(place) && model::is_of_family(place) ? 1.0 / heads(place, p) : 0.0;
    }
    break;
  case Category::intensive:
    fill.set(stock::supported, p.places_milder);
    fill.set(stock::supported_severe, p.places_severe);
    fill.set(stock::long_term_support, p.long_term_places);
    break;
  case Category::at_home:
    fill.set(stock::at_home, 1.0);
    break;
  case Category::kinship:
    fill.set(stock::kinship, 1.0);
    break;
  case Category::foster:
    fill.set(stock::foster, 1.0);
    break;
  case Category::residential:
    fill.set(stock::residential, 1.0);
    break;
  case Category::secure:
    fill.set(stock::secure, 1.0);
    break;
  case Category::shared_care:
    fill.set(stock::shared_care, 1.0);
    break;
  case Category::fieldwork:
    fill.looked_after(1.0);
    fill.set(stock::waiting, p.load_family);
    fill.set(stock::waiting_severe, p.load_family);
    fill.set(stock::supported, p.load_family);
    fill.set(stock::supported_severe, p.load_family);
    fill.set(stock::long_term_support, p.load_family * p.long_term_places);
    fill.set(stock::shared_care, p.load_shared_care);
    bearers.found = p.load_assessment;
    bearers.start = p.load_crisis / p.children_per_looked_after_family;
    break;
  case Category::hearings_admin:
    fill.looked_after(1.0);
    bearers.start = p.overhead_crisis_years;
    break;
  case Category::universal_services_in_care:
    fill.looked_after(1.0);
    break;
  case Category::practice_support:
    fill.away(1.0);
    break;
  case Category::aftercare_cc:
    fill.set(stock::aftercare_receiving, p.cost_aftercare);
    fill.set(stock::after_continuing_19_21, p.cost_aftercare * p.continuing_to_aftercare);
    fill.set(stock::after_continuing_22_25, p.cost_aftercare * p.continuing_to_aftercare);
    fill.set(stock::continuing_family, p.cost_continuing_care);
    fill.set(stock::continuing_residential, p.cost_continuing_care * p.continuing_residential_weight);
    fill.set(stock::aftercare_extended, p.cost_extended_aftercare);
    break;
  case Category::fd_homelessness:
  case Category::fd_justice:
  case Category::fd_health:
  case Category::fd_addiction:
  case Category::fd_benefits:
    fill.set(stock::difficulty_18_25, 1.0);
    fill.set(stock::difficulty_26_44, 1.0);
    fill.set(stock::difficulty_45_64, p.older_difficulty_weight);
    fill.set(stock::aftercare_receiving, p.difficulty_receiving_aftercare);
    fill.set(stock::aftercare_extended, p.difficulty_receiving_aftercare);
    fill.set(stock::aftercare_not_receiving, p.difficulty_without_aftercare);
    fill.set(stock::continuing_family, p.difficulty_continuing_care);
    fill.set(stock::continuing_residential, p.difficulty_continuing_care);
    fill.set(stock::after_continuing_19_21, p.difficulty_continuing_care);
    fill.set(stock::after_continuing_22_25, p.difficulty_continuing_care);
    bearers.unsupported = p.cost_unsupported_leaver / (p.failure_demand_per_person * scene.climate.wage_growth);
    break;
  case Category::lost_tax:
    fill.set(stock::difficulty_18_25, 1.0);
    fill.set(stock::difficulty_26_44, 1.0);
    fill.set(stock::difficulty_45_64, 1.0);
    fill.set(stock::settled_18_25, p.tax_gap_settled);
    fill.set(stock::settled_26_44, p.tax_gap_settled);
    fill.set(stock::settled_45_64, p.tax_gap_settled);
    fill.set(stock::aftercare_receiving, p.settled_aftercare_tax);
    fill.set(stock::aftercare_not_receiving, p.settled_aftercare_tax);
    fill.set(stock::after_continuing_19_21, p.settled_aftercare_tax);
    fill.set(stock::after_continuing_22_25, p.settled_aftercare_tax);
    break;
  case Category::wider_fd:
    fill.set(stock::noncare_difficulty_18_44, 1.0);
    fill.set(stock::noncare_difficulty_45_64, p.older_noncare_weight);
    break;
  default:
    break;
  }
  return bearers;
}

UnitCosts unit_costs(const model::AnnualRecord& record, const Funding& funding, const PayerTable& payers,
                     FiscalYear year) {
  const YearView view(record, year);
  const model::Scene<double>& scene = view.july();
  const model::State<double>& state = record.on_31_july(year.first);
  const model::Parameters<double>& p = record.parameters;
  const PaidFor paid = paid_for(record, funding, payers, year).all;
  const double starts = p.children_per_looked_after_family * model::sum(scene.crisis.families);
  const double found = model::sum(scene.crisis.found);
  const double unsupported = scene.leaving_care.eligible * (1.0 - scene.leaving_care.supported_at_once);
  UnitCosts costs;
  for (const Category category : all_shared_out) {
    const Bearers bearers = bearers_of(category, scene);
    double units = bearers.start * starts + bearers.found * found + bearers.unsupported * unsupported;
    for (std::size_t place = 0; place < model::stock_size; ++place) {
      units += bearers.a_year[place] == 0.0 ? 0.0 : bearers.a_year[place] * heads(place, p) * state[place];
    }
    if (category == Category::shared_care) {
      // places that are paid for and stand empty are nobody's
      units = std::max(units, p.children_per_looked_after_family * scene.shared_care.places);
    }
    if (units == 0.0) {
      continue;
    }
    for (std::size_t payer = 0; payer < payer_count; ++payer) {
      const double unit = paid[static_cast<std::size_t>(category)][payer] / units;
      for (std::size_t place = 0; place < model::stock_size; ++place) {
        costs.a_year[place][payer] += bearers.a_year[place] * unit;
      }
      costs.start[payer] += bearers.start * unit;
      costs.found[payer] += bearers.found * unit;
      costs.unsupported[payer] += bearers.unsupported * unit;
    }
  }
  return costs;
}

} // namespace headwater::outputs
