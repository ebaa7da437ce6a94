// Contraction: by how much the data made the variance of a parameter smaller.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

/// One parameter before the data and after. Both standard deviations are on the same scale, in its unit. If the prior
/// is normal on the logarithm, take the logarithm.
struct Contraction {
  std::string parameter;
  double prior_sd;
  double posterior_sd;

  /// 1 - (posterior sd / prior sd)^2: 1 where the data say all, 0 where they say nothing; below 0 where the posterior
  /// is wider than the prior. Posterior contraction of M. Betancourt, "Towards a principled Bayesian workflow" (2020),
  /// and D. J. Schad, M. Betancourt and S. Vasishth, "Toward a principled Bayesian workflow in cognitive science",
  /// Psychological Methods 26 (2021).
  double value() const;
  /// "a: the data took 96 % of the prior variance".
  std::string words() const;
};

/// Throws std::invalid_argument, naming every parameter, where there are not as many numbers of each kind, where a
/// prior's standard deviation is not finite and above 0, or a posterior's is not finite or below 0.
std::vector<Contraction> contractions(const std::vector<std::string>& parameters, std::span<const double> prior_sd,
                                      std::span<const double> posterior_sd);

} // namespace headwater::calibration
