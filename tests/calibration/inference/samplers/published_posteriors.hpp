// Posteriors of posteriordb (Magnusson, Torgander, Buerkner, Zhang, Carpenter and Vehtari 2024; github.com/stan-dev/
// posteriordb), whose summaries nobody here computed: 10,000 draws of Stan each.
//
//   eight_schools-eight_schools_noncentered    10 parameters
//   low_dim_gauss_mix-low_dim_gauss_mix         5, ordered means, 1000 data that only the file has
//   hudson_lynx_hare-lotka_volterra             8, an ordinary differential equation
//   one_comp_mm_elim_abs-one_comp_mm_elim_abs   4, an ordinary differential equation, so heavy a tail that only
//                                               quantiles can be compared
#pragma once

#include "calibration/inference/samplers/log_density.hpp"
#include "calibration/inference/samplers/sampler.hpp"
#include "calibration/inference/samplers/tempered_smc.hpp"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace headwater::calibration::tests {

/// A row of a summary.
struct PublishedFigure {
  std::string name;
  double mean, sd, q5, q50, q95, mcse_mean, mcse_sd;
};

/// As NUTS wants it and as SMC wants it, from one text of prior and likelihood.
class PublishedPosterior : public LogDensity, public TemperedTarget {
public:
  std::size_t dimension() const override = 0;

  virtual std::string file_stem() const = 0;
  /// What the summary has rows of, in its order, as typed here.
  virtual const std::vector<PublishedFigure>& figures() const = 0;
  /// Those, of a point of R^n.
  virtual std::vector<double> reported(std::span<const double> x) const = 0;
  /// Somewhere in R^n to look for the mode from.
  virtual std::vector<double> guess() const = 0;

  /// Of draws, one after the other.
  std::vector<double> reported_draws(const std::vector<double>& draws) const;
};

std::unique_ptr<PublishedPosterior> eight_schools();
/// With a planted error: the variance of an effect is taken for its standard deviation.
std::unique_ptr<PublishedPosterior> eight_schools_with_variances_as_sds();
/// `steps`: of Runge-Kutta in a year, and in the half day between two measurements.
std::unique_ptr<PublishedPosterior> lotka_volterra(int steps = 10);
std::unique_ptr<PublishedPosterior> one_compartment(int steps = 10);
/// Nothing where the file of the data is not there.
std::unique_ptr<PublishedPosterior> gauss_mix();

std::filesystem::path posteriordb_folder();

/// The mode and the inverse of the negative Hessian there, by Newton's method on exact gradients.
Start laplace(const LogDensity& target, std::vector<double> from);

} // namespace headwater::calibration::tests
