// Follow the Money (Independent Care Review, 2020): its published totals beside what the model gives for 2018-19.
#pragma once

#include "model/solve/annual_record.hpp"
#include "outputs/results/summary_years.hpp"

#include <string_view>
#include <vector>

namespace headwater::outputs {

/// One published total. The year's prices are not published; 2018-19 is taken.
struct PublishedTotal {
  std::string_view line;
  double low;   ///< GBP million a year
  double high;  ///< GBP million a year; the same as `low` where one figure is published
  double model; ///< GBP million of 2018-19 prices in 2018-19
  std::string_view note;
};

inline constexpr FiscalYear follow_the_money_year{2018};

/// Operating cost, failure demand and lost tax of a run of Scotland. The model is calibrated to all three, so this
/// checks that it still is; it is no evidence that the model is right.
std::vector<PublishedTotal> follow_the_money(const model::AnnualRecord& record);

} // namespace headwater::outputs
