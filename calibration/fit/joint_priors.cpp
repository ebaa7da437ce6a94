#include "calibration/fit/joint_priors.hpp"

#include "calibration/fit/history_posterior.hpp"
#include "model/ensemble/draws.hpp"

#include <algorithm>
#include <stdexcept>

namespace headwater::calibration {
namespace {

/// Of the priors. A parameter that acts behind a threshold in one draw of a hundred is found with odds of 13 to 2.
constexpr std::size_t looked_at = 200;
constexpr std::uint64_t figures_purpose = 0x6a6f696e;

std::vector<FittedParameter> with_all_ranges(const std::vector<FittedParameter>& known) {
  std::vector<FittedParameter> all = known;
  for (const std::size_t i : model::varying_parameters) {
    const model::Parameter& row = model::parameters()[i];
    const bool is_known =
        std::any_of(known.begin(), known.end(), [i](const FittedParameter& one) { return one.parameter == i; });
    if (!is_known && row.value != 0.0) { // what is 0 stays so in ensembles too
      all.push_back({i, Prior::of_range(row)});
    }
  }
  return all;
}

} // namespace

std::vector<FittedParameter> joint_priors(const std::vector<FittedParameter>& known, const FitData& data,
                                          const model::Drivers& drivers, std::uint64_t seed) {
  std::vector<FittedParameter> all = with_all_ranges(known);
  const HistoryPosterior every(model::default_values(), drivers, all, data);
  const std::size_t n = all.size();
  std::vector<char> moves(n, 0);
  std::size_t solved = 0;
  for (std::size_t draw = 0; draw < looked_at; ++draw) {
    experiments::RandomEngine random(seed, draw, figures_purpose);
    std::vector<double> z(every.dimension());
    every.draw_prior(random, z);
    const auto weigh = [&random](std::span<const double> modelled, std::span<double> weights) {
      for (std::size_t i = 0; i < weights.size(); ++i) { // of no figure's weight does another's depend
        weights[i] = (0.5 + random.unit()) / modelled[i];
      }
    };
    const std::vector<double> values = every.values_at(z);
    const auto found = every.model().gradient_at(std::span(values).first(n), weigh);
    if (!found) {
      continue;
    }
    ++solved;
    for (std::size_t i = 0; i < n; ++i) {
      moves[i] = static_cast<char>(moves[i] != 0 || found->gradient[i] != 0.0);
    }
  }
  if (solved == 0) {
    throw std::runtime_error("the model breaks down at every draw of the priors");
  }
  std::vector<FittedParameter> joint;
  for (std::size_t i = 0; i < n; ++i) {
    const std::string_view whole = model::whole_of(model::parameters()[all[i].parameter]);
    bool kept = i < known.size() || moves[i] != 0;
    for (std::size_t j = known.size(); j < n && !whole.empty(); ++j) {
      kept = kept || (moves[j] != 0 && model::whole_of(model::parameters()[all[j].parameter]) == whole);
    }
    if (kept) {
      joint.push_back(all[i]);
    }
  }
  return joint;
}

} // namespace headwater::calibration
