// Sums over the years compared: what a bar of a chart shows, for a run and for every draw of it.
#pragma once

#include "outputs/appraisal/appraisal.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace headwater::outputs {

/// Something that is added up over the years compared and set beside the baseline.
struct SpanSum {
  std::string_view name;
  bool is_money; ///< GBP in the price base asked for; otherwise a count
  /// The change of one fiscal year; `purse` is the cash flow of the public purse in it.
  double (*in_year)(const Compared& compared, const Prices& prices, const CashFlow& purse);
};

/// Cost by part as counted, by the names of the parts; optimism_bias and benefit_haircut, which are added to them to make
/// all_cost, the change of all that the public purse pays (the net position with its sign turned). invested is what the
/// plan adds to cost with its bias, all_else the rest after the haircut: all_cost again. Failure demand by service (its
/// category names, as counted), fd_haircut on it, and fd_all, all of it after the haircut. harm_at_home and
/// harm_from_separation.
std::span<const SpanSum> span_sums();

/// The fiscal years that bars add up where no plan begins before 2026-27: to spoken_horizon().
std::vector<FiscalYear> compared_years(int horizon);

/// The change of each of span_sums() from the run without to the run with, summed from the start of the comparison to
/// spoken_horizon().
std::vector<double> span_changes(const Compared& compared, const Prices& prices, const AppraisalBasis& basis);
/// The same where the cash flows of the public purse are known.
std::vector<double> span_changes(const Compared& compared, const Prices& prices, const CashFlows& purse);
/// Of one of them. Throws std::invalid_argument for a name that is none.
double span_change(const Compared& compared, const Prices& prices, const AppraisalBasis& basis, std::string_view name);

/// What an ensemble calls the draws of a sum: "sum:fd_all".
std::string span_key(std::string_view name);

} // namespace headwater::outputs
