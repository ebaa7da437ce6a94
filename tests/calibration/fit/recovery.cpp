#include "tests/calibration/fit/recovery.hpp"

#include "calibration/fit/history_residuals.hpp"
#include "calibration/fit/laplace_start.hpp"
#include "calibration/inference/estimate/mode.hpp"
#include "calibration/inference/estimate/multi_start.hpp"
#include "tests/calibration/fit/own_model_sbc.hpp"
#include "tests/calibration/fit/synthetic.hpp"
#include "tests/scotland_drivers.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <cmath>
#include <optional>
#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

constexpr std::uint64_t truth_purpose = 0x74727574;
/// Ends of central intervals of a normal number.
constexpr double half_of_50 = 0.674489750196082, half_of_80 = 1.2815515655446, half_of_95 = 1.959963984540054;

struct OneFit {
  std::vector<double> off; ///< (fit - truth) / sd of the fit
  std::vector<double> sd;
};

/// As `calibrate` goes: least squares, then the mode of all numbers from there.
std::optional<OneFit> one_fit(const HistoryPosterior& as_published, std::uint64_t seed, std::uint64_t number) {
  experiments::RandomEngine random(seed, number, truth_purpose);
  std::vector<double> truth(as_published.dimension());
  std::optional<FitData> data;
  while (!data) {
    as_published.draw_prior(random, truth);
    data = synthetic_data(as_published, as_published.values_at(truth), random);
  }
  const HistoryPosterior posterior(as_published.values(), as_published.drivers(), as_published.fitted(), *data);
  std::vector<double> scales;
  for (std::size_t i = 0; i < posterior.dimension(); ++i) {
    scales.push_back(posterior.prior(i).free_sd());
  }
  MultiStartSettings starts;
  starts.starts = 2;
  starts.times_more = 1;
  starts.threads = 1;
  try {
    const PointEstimate estimate = multi_start(HistoryResiduals(posterior), starts);
    const Start from = laplace_start(posterior, estimate.best_fit(), estimate.certificate);
    const Start mode = mode_of(posterior, from.point, scales).laplace;
    OneFit fit;
    for (std::size_t i = 0; i < truth.size(); ++i) {
      fit.sd.push_back(std::sqrt(mode.covariance[i * truth.size() + i]));
      fit.off.push_back((mode.point[i] - truth[i]) / fit.sd.back());
    }
    return fit;
  } catch (const std::exception&) {
    return std::nullopt; // counted
  }
}

} // namespace

Recovery recovery(std::size_t truths, std::uint64_t seed) {
  const HistoryPosterior posterior = own_posterior({});
  std::vector<std::optional<OneFit>> fits(truths);
  tbb::parallel_for(std::size_t{0}, truths, [&](std::size_t i) { fits[i] = one_fit(posterior, seed, i); });

  Recovery all;
  all.truths = truths;
  for (const auto& fit : fits) {
    all.failed += fit ? 0 : 1;
  }
  const auto made = static_cast<double>(truths - all.failed);
  if (made == 0.0) {
    throw std::runtime_error("no fit could be made");
  }
  all.all.name = "all";
  const auto names = posterior.names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    RecoveredNumber number;
    number.name = names[i];
    double squares = 0.0;
    for (const auto& fit : fits) {
      if (fit) {
        const double off = fit->off[i];
        number.narrower += fit->sd[i] / posterior.prior(i).free_sd() / made;
        number.bias += off / made;
        squares += off * off / made;
        number.within_50 += (std::abs(off) < half_of_50 ? 1.0 : 0.0) / made;
        number.within_80 += (std::abs(off) < half_of_80 ? 1.0 : 0.0) / made;
        number.within_95 += (std::abs(off) < half_of_95 ? 1.0 : 0.0) / made;
      }
    }
    number.rms = std::sqrt(squares);
    const auto count = static_cast<double>(names.size());
    all.all.narrower += number.narrower / count;
    all.all.bias += number.bias / count;
    all.all.rms += number.rms / count;
    all.all.within_50 += number.within_50 / count;
    all.all.within_80 += number.within_80 / count;
    all.all.within_95 += number.within_95 / count;
    all.numbers.push_back(std::move(number));
  }
  return all;
}

std::string recovery_table(const Recovery& recovery) {
  std::string table = "| number | sd, of the prior's | bias, in sd | rms error, in sd | in 50 % | in 80 % | in 95 % |\n"
                      "|---|---:|---:|---:|---:|---:|---:|\n";
  const auto add = [&table](const RecoveredNumber& one) {
    table += fmt::format("| {} | {:.2f} | {:+.2f} | {:.2f} | {:.0f} | {:.0f} | {:.0f} |\n", one.name, one.narrower,
                         one.bias, one.rms, 100.0 * one.within_50, 100.0 * one.within_80, 100.0 * one.within_95);
  };
  for (const RecoveredNumber& one : recovery.numbers) {
    add(one);
  }
  add(recovery.all);
  return table;
}

} // namespace headwater::calibration::tests
