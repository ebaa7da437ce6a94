#include "outputs/results/cost_parts.hpp"

#include <stdexcept>

namespace headwater::outputs {
namespace {

using model::Category;
using model::CostClass;

struct PartWords {
  std::string_view name;
  std::string_view label;
  std::string_view short_label;
};
constexpr std::array<PartWords, cost_part_count> part_words{{
    {"support", "Support, adult services too", "support"},
    {"aftercare", "Aftercare and continuing care", "aftercare"},
    {"care_system", "Care system", "care"},
    {"failure_demand", "Failure demand", "failure demand"},
    {"wider_failure_demand", "The same, people never in care", "never in care"},
    {"lost_tax", "Lost tax", "lost tax"},
    {"parents_need", "Parents' need", "parents' need"},
    {"people", "Income lost by people", "people"},
    {"beyond_care", "Beyond care", "beyond care"},
    {"poverty_transfer", "Transfer that changes child poverty", "transfer"},
}};

const PartWords& row(CostPart part) { return part_words[static_cast<std::size_t>(part)]; }

} // namespace

CostPart part_of(Category category) {
  if (is_support(category)) {
    return CostPart::support;
  }
  if (category == Category::aftercare_cc) {
    return CostPart::aftercare;
  }
  switch (model::categories()[static_cast<std::size_t>(category)].cost_class) {
  case CostClass::care_system:
    return CostPart::care_system;
  case CostClass::failure_demand:
    return CostPart::failure_demand;
  case CostClass::wider:
    return CostPart::wider_failure_demand;
  case CostClass::lost_revenue:
    return CostPart::lost_tax;
  case CostClass::adult_need:
    return CostPart::parents_need;
  case CostClass::human:
    return CostPart::people;
  case CostClass::beyond_care:
    return CostPart::beyond_care;
  case CostClass::transfer:
    return CostPart::poverty_transfer;
  default:
    throw std::invalid_argument("a memo is no part of cost: it is inside other categories");
  }
}

std::string_view name(CostPart part) { return row(part).name; }
std::string_view label(CostPart part) { return row(part).label; }
std::string_view short_label(CostPart part) { return row(part).short_label; }

std::vector<CostPart> purse_parts(const Included& included) {
  std::vector<CostPart> parts;
  for (const CostPart part : cost_parts) {
    const bool left_out = part == CostPart::people || (part == CostPart::beyond_care && !included.beyond_care) ||
                          (part == CostPart::poverty_transfer && !included.transfer);
    if (!left_out) {
      parts.push_back(part);
    }
  }
  return parts;
}

double cost_of(const model::AnnualRecord& record, model::FiscalYear year, CostPart part) {
  const auto over_year = [&](model::Place place) {
    return record.on_1_april(year.first + 1)[place.index] - record.on_1_april(year.first)[place.index];
  };
  double total = 0.0;
  for (std::size_t i = 0; i < model::category_count; ++i) {
    const auto category = static_cast<Category>(i);
    if (!is_memo(category) && part_of(category) == part) {
      total += paid_sign(category) * over_year(model::accumulator(category));
    }
  }
  // Interest on a loan is the borrower's, and no part of support: see YearView::cost().
  return part == CostPart::support ? total - over_year(model::accumulator(model::Counter::loan_interest)) : total;
}

} // namespace headwater::outputs
