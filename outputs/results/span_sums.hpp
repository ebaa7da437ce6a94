// Sums over the years compared: what a bar of a chart shows, for a run and for every draw of it.
#pragma once

#include "outputs/results/compared.hpp"
#include "outputs/results/prices.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// Something that is added up over the years compared and set beside the baseline.
struct SpanSum {
  std::string_view name;
  bool is_money; ///< GBP in the price base asked for; otherwise a count
  /// Of one fiscal year; GBPm of 2019-20 prices where it is money.
  double (*in_year)(const model::AnnualRecord& record, FiscalYear year);
};

/// Cost by what it is for (support, care_system, failure_demand, lost_tax, adult_need; all_but_support, all_cost), failure demand
/// by service (its category names; fd_all), harm_at_home and harm_from_separation.
std::span<const SpanSum> span_sums();

/// The fiscal years that bars add up: from the start of the comparison to spoken_horizon().
std::vector<FiscalYear> compared_years(int horizon);

/// The change of each of span_sums() from the run without to the run with, summed over compared_years().
std::vector<double> span_changes(const Compared& compared, const Prices& prices);
/// The same of one of them. Throws std::invalid_argument for a name that is none.
double span_change(const Compared& compared, const Prices& prices, std::string_view name);

/// What an ensemble calls the draws of a sum: "sum:fd_all".
std::string span_key(std::string_view name);

} // namespace headwater::outputs
