// The posterior of the fitted parameters: priors, the model's history, and the published figures.
//
//   z (free scale) -> fitted parameters -> HistoryModel -> model figures --+
//                  -> scatter of each series ------------------------------+-> laplace_marginal -> log likelihood
//   log density of z = log priors (Jacobians included) + log likelihoods of all series
#pragma once

#include "calibration/fit/derivatives/history_jacobian.hpp"
#include "calibration/fit/prior_file.hpp"
#include "calibration/fit/scatter_priors.hpp"
#include "calibration/fit/whole_shares.hpp"
#include "calibration/inference/samplers/log_density.hpp"
#include "calibration/inference/samplers/tempered_smc.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

/// Years. A fit takes steps twice as long as a run of scenarios does. That moves no figure by 1 in 10,000 near the fit,
/// or by 1 in 1,000 within half of the prior's width; figures scatter by about 1 in 100.
inline constexpr double fit_step = 2.0 * model::step_length;

class HistoryPosterior final : public LogDensity, public TemperedTarget {
public:
  /// `values` are of all parameters; those that are not fitted keep them. `drivers` are of the place of the figures.
  /// Throws what HistoryModel and ScatterPriors do, and std::invalid_argument where nothing is fitted to.
  HistoryPosterior(const model::ParameterValues<double>& values, const model::Drivers& drivers,
                   std::vector<FittedParameter> fitted, FitData data, const ScatterSettings& settings = {});

  /// Of all parameters, those that are fitted where they stood.
  const model::ParameterValues<double>& values() const { return values_; }
  const model::Drivers& drivers() const { return drivers_; }
  const std::vector<FittedParameter>& fitted() const { return fitted_; }
  /// `before_each` is called before every solve, by several threads at once; what it throws ends whatever is under way.
  void call_before_each_solve(std::function<void()> before_each) { before_each_ = std::move(before_each); }
  void before_solve() const {
    if (before_each_) {
      before_each_();
    }
  }
  /// Positions of the fitted parameters in the table.
  std::vector<std::size_t> positions() const;
  const FitData& data() const { return data_; }
  const HistoryModel& model() const { return model_; }
  const ScatterPriors& scatter_priors() const { return scatter_; }
  /// Among the fitted parameters.
  const WholeShares& shares() const { return shares_; }

  /// Fitted parameters first, then what the scatter is made of.
  std::size_t dimension() const override { return priors_.size(); }
  /// The table's names and those of ScatterPriors.
  std::vector<std::string> names() const;
  const Prior& prior(std::size_t i) const { return *priors_[i]; }
  /// In their own units; shares of a whole sum to it.
  std::vector<double> values_at(std::span<const double> z) const;
  /// z of the priors' centres.
  std::vector<double> centre() const;

  std::optional<double> evaluate(std::span<const double> z, std::span<double> gradient) const override;

  void draw_prior(experiments::RandomEngine& random, std::span<double> z) const override;
  double log_prior(std::span<const double> z) const override;
  void log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const override;

  /// What the model says of each figure, and how likely that makes them: for one point.
  std::optional<double> log_likelihood_of(std::span<const double> values, std::span<const double> modelled) const;

private:
  /// Before shares are made whole.
  std::vector<double> fitted_values_at(std::span<const double> z) const;

  model::ParameterValues<double> values_;
  model::Drivers drivers_;
  std::vector<FittedParameter> fitted_;
  FitData data_;
  HistoryModel model_;
  ScatterPriors scatter_;
  WholeShares shares_;
  std::vector<const Prior*> priors_;
  std::function<void()> before_each_;
};

} // namespace headwater::calibration
