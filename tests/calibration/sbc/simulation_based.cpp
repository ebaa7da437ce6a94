#include "tests/calibration/sbc/simulation_based.hpp"

#include "calibration/inference/diagnostics/convergence.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

namespace headwater::calibration {
namespace {

/// What random numbers of a simulation are for.
enum class SbcPurpose : std::uint64_t { truth, sampler, ties };

constexpr std::size_t least_simulations = 40; // two bins of 20
constexpr double least_shown = 1e-9;          // of a p-value

/// What one simulation leaves.
struct Ranked {
  std::vector<std::size_t> ranks; ///< by quantity; none where it failed
  bool dependent = false;
};

experiments::RandomEngine sbc_random(std::uint64_t seed, std::size_t simulation, SbcPurpose purpose) {
  return experiments::RandomEngine(seed, simulation, static_cast<std::uint64_t>(purpose));
}

void check_simulated(const SimulatedDraws& simulated, std::size_t quantities, std::size_t wanted) {
  const std::vector<double>& values = simulated.draws.values;
  if (simulated.truth.size() != quantities || values.size() % quantities != 0) {
    throw std::invalid_argument(fmt::format("a simulation gives {} true numbers and {} drawn ones for {} quantities",
                                            simulated.truth.size(), values.size(), quantities));
  }
  const std::size_t draws = values.size() / quantities;
  if (draws < wanted || simulated.draws.chains == 0 || draws % simulated.draws.chains != 0) {
    throw std::invalid_argument(
        fmt::format("{} draws of {} chains are given where {} are ranked", draws, simulated.draws.chains, wanted));
  }
  const auto is_none = [](double value) { return std::isnan(value); };
  if (std::any_of(values.begin(), values.end(), is_none) ||
      std::any_of(simulated.truth.begin(), simulated.truth.end(), is_none)) {
    throw std::invalid_argument("a number of a simulation is none, and has no rank");
  }
}

Ranked ranked(const SimulatedDraws& simulated, std::size_t greatest_rank, experiments::RandomEngine ties) {
  const std::size_t quantities = simulated.truth.size();
  const std::size_t draws = simulated.draws.values.size() / quantities;
  Ranked result;
  for (std::size_t q = 0; q < quantities; ++q) {
    std::vector<double> values;
    for (std::size_t i = 0; i < draws; ++i) {
      values.push_back(simulated.draws.values[i * quantities + q]);
    }
    std::size_t below = 0;
    std::size_t equal = 0;
    for (std::size_t k = 0; k < greatest_rank; ++k) {
      const double one = values[(2 * k + 1) * draws / (2 * greatest_rank)];
      below += one < simulated.truth[q] ? 1U : 0U;
      equal += one == simulated.truth[q] ? 1U : 0U;
    }
    const auto place = static_cast<std::size_t>(ties.unit() * static_cast<double>(equal + 1));
    result.ranks.push_back(below + place);
    if (!simulated.draws.independent) {
      const double worth = ess_bulk(ChainDraws(simulated.draws.chains, std::move(values)));
      result.dependent = result.dependent || !(worth >= static_cast<double>(greatest_rank));
    }
  }
  return result;
}

void check_sbc(const std::vector<std::string>& names, const SbcSettings& settings) {
  if (names.empty()) {
    throw std::invalid_argument("there is nothing to rank");
  }
  if (settings.greatest_rank == 0 || settings.simulations < least_simulations || !(settings.level > 0.0) ||
      !(settings.level < 1.0) || !(settings.most_left >= 0.0)) {
    throw std::invalid_argument(
        fmt::format("simulations are {} at least, with a greatest rank of 1 or more and a level "
                    "between 0 and 1",
                    least_simulations));
  }
}

} // namespace

double QuantityRanks::p_value() const { return std::min(1.0, 2.0 * std::min(binned.p_value, count_p)); }

std::string QuantityRanks::shape(std::size_t greatest_rank) const {
  const auto count = static_cast<double>(ranks.size());
  double first = 0.0;
  double second = 0.0;
  for (const std::size_t rank : ranks) {
    const double place = (static_cast<double>(rank) + 0.5) / static_cast<double>(greatest_rank + 1) - 0.5;
    first += place / count;
    second += place * place / count;
  }
  // In standard deviations of even ranks: their places have variance 1/12 and fourth moment 1/80.
  const double shift = first * std::sqrt(12.0 * count);
  const double spread = (second - first * first - 1.0 / 12.0) * std::sqrt(180.0 * count);
  if (std::abs(shift) >= std::abs(spread)) {
    return shift > 0.0 ? "the truth lies above the draws too often" : "the truth lies below the draws too often";
  }
  return spread > 0.0 ? "the draws are too narrow" : "the draws are too wide";
}

SbcVerdict SbcResult::verdict() const {
  if (static_cast<double>(failed + dependent) > settings.most_left * static_cast<double>(settings.simulations)) {
    return SbcVerdict::undecided;
  }
  const double each = settings.level / static_cast<double>(quantities.size());
  const bool any =
      std::any_of(quantities.begin(), quantities.end(), [&](const QuantityRanks& one) { return one.p_value() < each; });
  return any ? SbcVerdict::uneven : SbcVerdict::even;
}

std::string SbcResult::words() const {
  const double each = settings.level / static_cast<double>(quantities.size());
  std::string text = fmt::format("{} simulations, ranks 0 to {}: ", settings.simulations, settings.greatest_rank);
  switch (verdict()) {
  case SbcVerdict::even:
    text += "nothing found against the sampler";
    break;
  case SbcVerdict::uneven:
    text += "the sampler draws from another posterior than the one that made the figures";
    break;
  case SbcVerdict::undecided:
    text += "nothing can be said";
    break;
  }
  text += fmt::format("; {} failed, {} with fewer independent draws than ranks\n", failed, dependent);
  for (const QuantityRanks& one : quantities) {
    text += fmt::format("  {}: p {} {:.2g}{}\n", one.name, one.p_value() < least_shown ? "<" : "=",
                        std::max(one.p_value(), least_shown),
                        one.p_value() < each ? ", " + one.shape(settings.greatest_rank) : "");
  }
  return text;
}

SbcResult simulation_based_calibration(const std::vector<std::string>& names, const Simulation& simulation,
                                       const SbcSettings& settings) {
  check_sbc(names, settings);
  std::vector<Ranked> all(settings.simulations);
  tbb::task_arena arena(settings.threads == 0 ? tbb::task_arena::automatic : static_cast<int>(settings.threads));
  arena.execute([&] {
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, all.size(), 1),
        [&](const tbb::blocked_range<std::size_t>& some) {
          for (std::size_t i = some.begin(); i != some.end(); ++i) {
            experiments::RandomEngine of_truth = sbc_random(settings.seed, i, SbcPurpose::truth);
            experiments::RandomEngine of_sampler = sbc_random(settings.seed, i, SbcPurpose::sampler);
            const std::optional<SimulatedDraws> simulated = simulation(of_truth, of_sampler);
            if (simulated) {
              check_simulated(*simulated, names.size(), settings.greatest_rank);
              all[i] = ranked(*simulated, settings.greatest_rank, sbc_random(settings.seed, i, SbcPurpose::ties));
            }
          }
        },
        tbb::simple_partitioner());
  });

  SbcResult result;
  result.settings = settings;
  for (const Ranked& one : all) {
    result.failed += one.ranks.empty() ? 1U : 0U;
    result.dependent += one.dependent ? 1U : 0U;
  }
  if (settings.simulations - result.failed < least_simulations) {
    throw std::runtime_error(fmt::format("{} of {} simulations failed", result.failed, settings.simulations));
  }
  for (std::size_t q = 0; q < names.size(); ++q) {
    QuantityRanks one{names[q], {}, {}, 0.0};
    for (const Ranked& simulated : all) {
      if (!simulated.ranks.empty()) {
        one.ranks.push_back(simulated.ranks[q]);
      }
    }
    one.binned = binned_uniformity(one.ranks, settings.greatest_rank);
    one.count_p = count_p_value(one.ranks, settings.greatest_rank);
    result.quantities.push_back(std::move(one));
  }
  return result;
}

} // namespace headwater::calibration
