// Sobol indices: what share of an output's variance comes from each input, or group of inputs.
//
//     first order   S_g = V(E(y | x_g)) / V(y)        by itself: how much of the variance knowing x_g would take away
//     total         T_g = E(V(y | all but x_g)) / V(y)     with all it does together with others; T_g >= S_g
//
// The base sample is N rows of 2 k numbers in [0, 1): the first k make row i of matrix A, the others of matrix B. A_B^g
// is A with the coordinates of group g taken from B. With f0 and V the mean and the variance of the 2 N outputs f(A)
// and f(B) (variance with 2 N in the divisor),
//
//     S_g = sum over i of (f(B)_i - f0) (f(A_B^g)_i - f(A)_i) / N / V
//     T_g = sum over i of (f(A)_i - f(A_B^g)_i)^2 / (2 N) / V
//
// S_g: A. Saltelli and others, "Variance based sensitivity analysis of model output", 2010, table 2 (b); f0 is taken
// off because what it multiplies is 0 but for chance, which it would enlarge. T_g: M. J. W. Jansen, "Analysis of
// variance designs for model output", 1999. A group moves as one: its first order counts all that its members do among
// themselves. The first orders of groups sum to 1 at most; what is missing from 1 is done together.
//
// Estimates of small S_g may come out below 0, and are left so.
//
// Intervals: rows i are drawn again, with replacement, all outputs of a row together, and indices (f0 and V too) found
// anew; the interval is between percentiles of these (B. Efron's percentile interval; G. E. B. Archer, A. Saltelli and
// I. M. Sobol, "Sensitivity measures, ANOVA-like techniques and the use of bootstrap", 1997). Rows of a Sobol sequence
// are more even than chance, which drawing again does not know: the intervals are then too wide rather than too narrow.
#pragma once

#include "model/experiments/evaluation.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

namespace headwater::experiments {

/// Coordinate `dimension` (below 2 k) of point `point` (below N) of the base sample, in [0, 1); called once for each,
/// in ascending order of points and within a point of dimensions. Meant for a scrambled Sobol sequence.
using BaseSample = std::function<double(std::size_t point, std::size_t dimension)>;

/// Inputs that move together, by number. Every input is in one group.
using InputGroups = std::vector<std::vector<std::size_t>>;

struct SobolSettings {
  std::size_t rows = 1024;      ///< N; a power of 2 where the base sample is a Sobol sequence
  std::size_t resamples = 1000; ///< for the intervals; 0 for none
  double confidence = 0.95;
  std::uint64_t seed = 1; ///< of drawing rows again
  std::size_t batch = usual_batch;
};

struct IndexEstimate {
  double value;
  double low; ///< of the interval; not a number where none was asked for
  double high;
};

struct SobolIndex {
  IndexEstimate first;
  IndexEstimate total;
};

/// One output's indices. Where fewer than 2 rows are left, or the output never varies, there are none: not a number.
struct SobolIndices {
  double mean;         ///< f0
  double variance;     ///< V; 0 where all outputs of A and B are the same
  std::size_t used;    ///< whole rows
  std::size_t dropped; ///< rows with a run that failed, or without this output
  std::vector<SobolIndex> groups;
};

/// One group for each of k inputs.
InputGroups each_by_itself(std::size_t inputs);

/// One group for each of `alone`, in their order, and a last one of all others, if there are others.
///
/// Throws std::invalid_argument if one of `alone` is no input or is there twice.
InputGroups with_all_others(std::size_t inputs, const std::vector<std::size_t>& alone);

/// One result for each output, from rows x (groups + 2) runs.
///
/// Throws std::invalid_argument if there are fewer than 2 rows, if the groups are not a partition of 0 ... inputs - 1,
/// or if the confidence is not between 0 and 1, and what evaluate() throws.
std::vector<SobolIndices> sobol_indices(std::size_t inputs, const InputGroups& groups, const PointModel& model,
                                        const BaseSample& base_sample, const SobolSettings& settings = {});

} // namespace headwater::experiments
