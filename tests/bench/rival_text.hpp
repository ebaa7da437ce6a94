// The right-hand side as a rival would write it: C, numpy, Vensim.
//
// Each gets a variable for every named auxiliary and for everything that is used twice. C and numpy come in two forms:
//
//   plain    everything is worked out at every evaluation, as the equations are written
//   staged   what varies with the run alone is worked out once a run, what varies with the time once for each time of
//            the grid, and only the rest at every evaluation: the form most favourable to the rival
#pragma once

#include "tests/bench/bench_formula.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace headwater::bench {

/// `given` below is the parameters in the order of the table, then the reference of 2011; `now` is a Moment.
///
///   void rival_rhs(const double *x, const double *given, const double *now, double *dxdt)
///   void rival_once(const double *given, double *once)                                    staged: once a run
///   void rival_at(const double *given, const double *once, const double *now, double *at) staged: once a time
///   void rival_rhs_staged(const double *x, const double *given, const double *once, const double *at, double *dxdt)
std::string c_text(const FormulaBook& book, const RightHandSide& right);

/// The same functions with lists of arrays, one number a draw; `b` is a list of arrays to work in, `n` the numbers that
/// the equations say, as arrays.
std::string numpy_text(const FormulaBook& book, const RightHandSide& right);

/// A Vensim model stepped by Euler, with what a harness needs to run it.
struct VensimModel {
  std::string model;  ///< .mdl
  std::string spec;   ///< inputs and outputs, for SDEverywhere
  std::string header; ///< C: where each input is found in `given` followed by the start of the state
};
/// `moments` is the grid from the start, half a step apart; time in the model runs from 0.
VensimModel vensim_model(const FormulaBook& book, const RightHandSide& right,
                         std::span<const model::Moment<double>> moments);

/// A number of C, Python and Vensim that reads back as the same double.
std::string number_text(double value);

} // namespace headwater::bench
