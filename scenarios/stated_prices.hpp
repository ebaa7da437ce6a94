// Money that a plan states in cash or in the prices of another year, restated in those of 2024-25.
#pragma once

#include "scenarios/deflator.hpp"
#include "scenarios/scenario.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace headwater::scenarios {

/// Whether a text may stand for the prices that money is stated in: "nominal", or a fiscal year. Whether that year has
/// an index, only a deflator knows.
bool is_price_base(std::string_view text);

/// Restates money of a lever whose `price_base` is not empty. Real prices of another year are a factor. Cash becomes a
/// schedule, each fiscal year's cash over its index, to the last year that any run covers: what a step spends in a year
/// while it ramps up is the integral of its ramp, amount * (F(x1) - F(x0)) years of ramp, with
///
///     F(x) = x^3 - x^4 / 2 while x < 1, then x - 1 / 2;     x = years since the start / ramp
///
/// Nothing where it could be restated; otherwise which price bases could have been.
std::optional<std::string> restate(StatedLever& stated, const Deflator& deflator);

} // namespace headwater::scenarios
