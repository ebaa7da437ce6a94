// Rates of lives: how fast, for each person, every way is gone at each step of a run.
//
// A way's rate is its flow over the stock it leaves, at the middle of the step, between the states at its two ends.
// Every flow of people is its stock times something. Where the stock is 0 that something is read with 2^-60 of a family in
// it, which is too little for any sum to feel and a power of two, so that no bit is lost.
//
// Lives drawn at these rates are on average the run: their arrows rebuild the derivative of every stock of people.
#pragma once

#include "model/lives/ways.hpp"
#include "model/solve/trajectory.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace headwater::model {

/// A share of those who come to a place among persons, and the name of the flow that brings them.
struct Arrival {
  std::size_t place;
  std::string_view what;
  double share;
};

/// How families' children come to be counted as persons, at one step.
struct Leaving {
  double stays_on_kinship; ///< share of those who leave kinship care at 16-17 who stay on in continuing care
  double stays_on_foster;
  double stays_on_residential;
  Arrival continuing_family;
  Arrival continuing_residential;
  std::array<Arrival, 4> register_or_not; ///< of those who leave and do not stay on; the shares add up to 1
  Arrival last_exit;                      ///< of those who leave care before 16
};

/// The rates of every step from `first` on, `count` of them.
struct LifeRates {
  Ways ways;
  double begins = 0.0;          ///< years
  double step = step_length;    ///< years
  std::size_t count = 0;        ///< steps
  std::vector<double> of_way;   ///< one a step and way, 1/yr
  std::vector<double> of_place; ///< one a step and stock: all ways that leave it, 1/yr
  std::vector<Leaving> leaving; ///< one a step
  /// Of those who turn 18 in a family, by where it stands: the share who are in difficulty, never having been in care.
  Arrival never_in_care{};                  ///< its share is not used
  std::array<double, stock_size> in_need{}; ///< the share
  /// What comes in from outside, families a year, one a step and stock: births, arrivals.
  std::vector<double> inflow;
  double persons_a_family_in_care = 0.0; ///< children of a family that is looked after
  double persons_a_family = 0.0;         ///< children of any family

  double end() const { return begins + static_cast<double>(count) * step; }
  double rate(std::size_t at, std::size_t way) const { return of_way[at * ways.all.size() + way]; }
  double leaving_rate(std::size_t at, std::size_t place) const { return of_place[at * stock_size + place]; }
};

/// The rates of a run between two of its 31 Julys. Throws std::out_of_range where it does not cover them.
LifeRates life_rates(const Trajectory& run, int from_july, int to_july);

/// What of one step lives are made of, with all that a test wants to see of it.
struct MidStep {
  State<double> state;      ///< between the two ends of the step
  State<double> derivative; ///< there
};
MidStep mid_step(const Trajectory& run, std::size_t step);

} // namespace headwater::model
