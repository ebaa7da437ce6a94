// Quantiles of a sample, in one place: between the order statistics, in a straight line.
//
//   sorted   x0 ---- x1 ---- x2 ---- x3       the p-quantile is at place p (n - 1), counted from 0
//            p=0    1/3     2/3     1
//
// Type 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical packages", 1996: R's usual one.
#pragma once

#include <span>

namespace headwater::experiments {

/// The p-quantile, low + part (high - low), of values in rising order. Infinite values may be among them: between one
/// and a number it is the infinite one, between both infinities the nearer. Not a number where there is no value.
/// Throws std::invalid_argument for a probability outside 0 ... 1.
double quantile(std::span<const double> sorted, double probability);

/// The same as a weighted mean, (1 - part) low + part high, which is how R's quantile() writes it; of finite values. The
/// two may differ in the last bit. Diagnostics of chains keep this form: where draws are ranked by how far they lie from
/// their median, the last bit decides which of them tie.
double quantile_by_weights(std::span<const double> sorted, double probability);

} // namespace headwater::experiments
