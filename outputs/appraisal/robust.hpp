// Whether a result is robust: whether the net present value has the same sign over 40 and over 60 years.
//
// What a plan does to children shows within years, what it does to their adult lives within decades. A sign that holds
// over 20 years only is that of the bill, and may turn when those children have grown up.
#pragma once

#include "outputs/appraisal/appraisal.hpp"
#include "outputs/results/horizons.hpp"

#include <array>
#include <optional>
#include <string>
#include <vector>

namespace headwater::outputs {

/// The net present value to each of `horizons` that the cash flows reach, GBP real.
std::array<std::optional<double>, horizons.size()> npv_by_horizon(const CashFlows& flows);

/// Whether the sign of a perspective is the same over 40 and over 60 years, more than rounding away from 0 in both;
/// empty where the flows do not reach so far.
std::optional<bool> is_robust(const CashFlows& flows);

/// As a board reads it: "Robust: better off over 40 and over 60 years alike.", "Not robust: worse off over 40 years,
/// better off over 60.", or that the run ends too soon to say.
std::string robust_in_words(const CashFlows& flows);

} // namespace headwater::outputs
