// A calibration from figures to findings.
//
//   figures of one vintage -> point estimate, 8 starts -> profiles: is each parameter identified?
//                                                       -> mode, Laplace -> NUTS ---> gates ------+
//                                                                    tempered SMC ---> agreement -+-> trusted, or not
//                          -> posterior predictive of every scored figure
//                          -> hold-out: rolling origins against random walk, drift and ETS
#pragma once

#include "calibration/fit/fit_findings.hpp"
#include "calibration/fit/posterior_chains.hpp"
#include "calibration/fit/prior_file.hpp"
#include "calibration/fit/scatter_priors.hpp"

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace headwater::calibration {

/// Where the state of an unfinished sampler is kept, by the sampler's name. Called from several threads at once.
struct StateKeeper {
  std::function<void(const std::string& name, std::string_view state)> save;
  std::function<std::string(const std::string& name)> load; ///< "" where there is none
  /// Called for a state that cannot be gone on from, with the reason: its sampler begins anew.
  std::function<void(const std::string& name, const std::string& why)> set_aside = {};
};

struct CalibrationSettings {
  Method method = Method::nuts;
  /// Of every parameter that varies and moves a figure, not of those alone that have a prior of their own: joint_priors.hpp.
  /// Its chains are those of wide_chains.hpp, without pilots; there is neither a second opinion nor a hold-out.
  bool joint = false;
  int last = std::numeric_limits<int>::max(); ///< figures up to 31 July of this year are fitted
  std::optional<Day> as_of;                   ///< only what was published by then
  ScatterSettings scatter;
  std::uint64_t seed = 1;
  std::size_t starts = 8; ///< of the point estimate; where they disagree there are more: multi_start.hpp
  std::size_t chains = 4;
  std::vector<PilotRound> pilots =
      usual_pilots; ///< short chains that find coordinates and metric: posterior_chains.hpp
  std::size_t warmup = 200;
  std::size_t draws = 1500; ///< of each chain
  double acceptance = 0.98; ///< that NUTS aims at; with Stan's usual 0.8 some transitions diverge
  std::size_t particles = 1000;
  bool second_opinion = true;
  bool profiles = false; ///< takes many minutes: each step of each profile is a fit of all other parameters
  bool holdout = true;
  std::size_t predictive_draws = 400;
  unsigned threads = 0; ///< 0: as many as there are
  StateKeeper states;
  std::function<void()> before_each_solve; ///< called by several threads at once; may throw to end the calibration
  std::function<void(const std::string& stage)> say; ///< what is being done
};

/// `drivers` are those of the place of the figures. The findings are the same for any number of threads, and whether or
/// not samplers were resumed from kept states. Throws std::invalid_argument if there is nothing to fit to, or a joint
/// posterior is asked of tempered SMC; std::runtime_error if fitting cannot go on.
CalibrationFindings calibrate(const Published& published, const model::Drivers& drivers, const Priors& priors,
                              const CalibrationSettings& settings);

} // namespace headwater::calibration
