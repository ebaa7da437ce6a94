// A posterior in coordinates in which its prior is standard normal: what the figures do not inform is then round and of
// width 1, whatever its range and its distribution, and what they do inform is narrower.
//
//   u standard normal -> x, the same quantile of each parameter's prior -> log density -u^2/2 + log likelihood(x)
#pragma once

#include "calibration/fit/history_posterior.hpp"

#include <span>
#include <vector>

namespace headwater::calibration {

class StandardPrior final : public LogDensity {
public:
  /// `posterior` must outlive this.
  explicit StandardPrior(const HistoryPosterior& posterior) : posterior_{&posterior} {}

  std::size_t dimension() const override { return posterior_->dimension(); }
  /// Up to the constant of the normal distribution.
  std::optional<double> evaluate(std::span<const double> u, std::span<double> gradient) const override;
  /// In the posterior's own free scale.
  std::vector<double> own(std::span<const double> u) const;
  /// The log density by z less that by u: log |du/dz|, with the constant.
  double log_volume(std::span<const double> u) const;

private:
  const HistoryPosterior* posterior_;
};

} // namespace headwater::calibration
