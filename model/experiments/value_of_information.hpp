// Value of information: what it would be worth to know a number before choosing, from draws that are already made.
//
//   EVPI     mean over draws of the best option in each      less the best of the options' means
//   EVPPI_j  mean over bins of the best of the means there   less the best of the options' means
//
// The draws are sorted by parameter j and cut into bins of as many draws each; within a bin the parameter is as good as
// known (M. Strong and J. E. Oakley, "An efficient method for computing single-parameter partial expected value of
// perfect information", 2013). Neither can be below 0, and EVPPI_j can be no more than EVPI.
//
// The best of means of few draws is above the mean of the best: the estimate is biased upward, also for a parameter that
// does nothing. So each parameter is set beside one that does: itself, its values dealt out to the draws anew. What these
// useless parameters seem to be worth is noise, and nothing below the largest of them is a finding.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace headwater::experiments {

struct InformationSettings {
  std::size_t bins = 20;
  std::size_t fewest = 20; ///< draws in a bin
  std::uint64_t seed = 1;  ///< of how values are dealt out anew

  std::size_t fewest_draws() const { return bins * fewest; }
};

/// What knowing one parameter would be worth, in the unit of the net benefits.
struct WorthKnowing {
  double evppi = 0.0;
  double useless = 0.0;        ///< the same of the parameter with its values dealt out anew
  std::size_t best_low = 0;    ///< the best option where the parameter is lowest (the first bin)
  std::size_t best_high = 0;   ///< and where it is highest (the last)
  bool changes_choice = false; ///< whether another option than the best of all is best in some bin
};

struct ValueOfInformation {
  std::size_t draws = 0;
  std::size_t best = 0;           ///< the option with the highest mean: what is chosen knowing no more
  double best_mean = 0.0;         ///< its mean
  double evpi = 0.0;              ///< worth of knowing everything
  std::vector<double> share_best; ///< of each option, the share of draws in which it is the best; the first of equals
  std::vector<WorthKnowing> parameters;
  double noise = 0.0;      ///< the largest that a useless parameter seemed to be worth
  double noise_mean = 0.0; ///< what they seemed to be worth on average
};

/// `options`: the net benefit of each option in each draw; one of them may be to do nothing. `parameters`: the value of
/// each parameter in the same draws; one that has the same value in every draw is worth 0.
///
/// Throws std::invalid_argument where there is no option, where lengths differ, where a number is not finite, and where
/// the draws are fewer than settings.fewest_draws() or a bin would be empty.
ValueOfInformation value_of_information(const std::vector<std::vector<double>>& options,
                                        const std::vector<std::vector<double>>& parameters,
                                        const InformationSettings& settings = {});

} // namespace headwater::experiments
