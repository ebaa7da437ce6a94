#include "outputs/appraisal/span_sums.hpp"

#include "outputs/results/horizons.hpp"

#include <stdexcept>
#include <string>

namespace headwater::outputs {
namespace {

using model::AnnualRecord;
using model::Category;
using model::Counter;

double counted_in_year(const AnnualRecord& record, FiscalYear year, model::Place place) {
  return record.on_1_april(year.first + 1)[place.index] - record.on_1_april(year.first)[place.index];
}

template<auto what> double counted(const Compared& compared, const Prices& /*unused*/, const CashFlow& purse) {
  const model::Place place = model::accumulator(what);
  return counted_in_year(compared.with, purse.year, place) - counted_in_year(compared.without, purse.year, place);
}

template<Category category> double paid(const Compared& compared, const Prices& prices, const CashFlow& purse) {
  return prices.pounds(counted<category>(compared, prices, purse), purse.year);
}

template<CostPart part>
double part_of_purse(const Compared& /*unused*/, const Prices& /*unused*/, const CashFlow& purse) {
  return purse.of(part).more;
}

constexpr SpanSum all_span_sums[] = {
    {"support", true, part_of_purse<CostPart::support>},
    {"aftercare", true, part_of_purse<CostPart::aftercare>},
    {"care_system", true, part_of_purse<CostPart::care_system>},
    {"failure_demand", true, part_of_purse<CostPart::failure_demand>},
    {"wider_failure_demand", true, part_of_purse<CostPart::wider_failure_demand>},
    {"lost_tax", true, part_of_purse<CostPart::lost_tax>},
    {"parents_need", true, part_of_purse<CostPart::parents_need>},
    {"beyond_care", true, part_of_purse<CostPart::beyond_care>},
    {"poverty_transfer", true, part_of_purse<CostPart::poverty_transfer>},
    {"optimism_bias", true, [](const Compared&, const Prices&, const CashFlow& purse) { return purse.optimism_bias; }},
    {"benefit_haircut", true,
     [](const Compared&, const Prices&, const CashFlow& purse) { return purse.benefit_haircut; }},
    {"invested", true,
     [](const Compared&, const Prices&, const CashFlow& purse) { return purse.investment + purse.optimism_bias; }},
    {"all_else", true,
     [](const Compared&, const Prices&, const CashFlow& purse) { return purse.benefit_haircut - purse.saving; }},
    {"all_cost", true, [](const Compared&, const Prices&, const CashFlow& purse) { return -purse.net; }},
    {"fd_homelessness", true, paid<Category::fd_homelessness>},
    {"fd_justice", true, paid<Category::fd_justice>},
    {"fd_health", true, paid<Category::fd_health>},
    {"fd_addiction", true, paid<Category::fd_addiction>},
    {"fd_benefits", true, paid<Category::fd_benefits>},
    {"fd_haircut", true,
     [](const Compared&, const Prices&, const CashFlow& purse) { return purse.of(CostPart::failure_demand).haircut; }},
    {"fd_all", true,
     [](const Compared&, const Prices&, const CashFlow& purse) {
       const PartChange& part = purse.of(CostPart::failure_demand);
       return part.more + part.haircut;
     }},
    {"harm_at_home", false, counted<Counter::harm_at_home>},
    {"harm_from_separation", false, counted<Counter::harm_from_separation>},
};

} // namespace

std::span<const SpanSum> span_sums() { return all_span_sums; }

std::vector<FiscalYear> compared_years(int horizon) {
  std::vector<FiscalYear> years;
  for (FiscalYear year = comparison_starts; year <= spoken_horizon(horizon); ++year.first) {
    years.push_back(year);
  }
  return years;
}

std::vector<double> span_changes(const Compared& compared, const Prices& prices, const CashFlows& purse) {
  const FiscalYear last = spoken_horizon(compared.with.last_july());
  std::vector<double> changes;
  for (const SpanSum& sum : all_span_sums) {
    double total = 0.0;
    for (const CashFlow& flow : purse.years) {
      total += flow.year <= last ? sum.in_year(compared, prices, flow) : 0.0;
    }
    changes.push_back(total);
  }
  return changes;
}

std::vector<double> span_changes(const Compared& compared, const Prices& prices, const AppraisalBasis& basis) {
  return span_changes(compared, prices, cash_flows(compared, prices, basis, Perspective::public_purse));
}

double span_change(const Compared& compared, const Prices& prices, const AppraisalBasis& basis, std::string_view name) {
  const std::vector<double> changes = span_changes(compared, prices, basis);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (all_span_sums[i].name == name) {
      return changes[i];
    }
  }
  throw std::invalid_argument("no such sum: " + std::string(name));
}

std::string span_key(std::string_view name) { return "sum:" + std::string(name); }

} // namespace headwater::outputs
