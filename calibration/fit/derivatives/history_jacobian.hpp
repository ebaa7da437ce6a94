// What the model says of published figures, and how that changes with the parameters that are fitted: exact
// derivatives, by forward mode, a few parameters at a time, or of one number made of the figures, by reverse mode.
//
//   parameters (n)  ->  run with n/K passes of K tangents        ->  figures (m), Jacobian (m x n)
//   parameters (n)  ->  run  ->  figures (m), weights (m)  ->  the run followed backwards  ->  gradient (n)
#pragma once

#include "calibration/fit/derivatives/adjoint_kernel.hpp"
#include "calibration/fit/derivatives/tangent_kernel.hpp"
#include "model/quantities/parameters.hpp"
#include "model/solve/plan_grid.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

template<class T> struct History;

/// A figure asked for: a series that has a counterpart in the model, and the year in which its period ends.
struct AskedFigure {
  std::string series;
  int year;
};

/// What the model says of the figures asked for, in their order and units.
struct HistoryFigures {
  std::vector<double> values;   ///< m
  std::vector<double> jacobian; ///< m x n, row by row: by each fitted parameter, in the parameter's own unit; empty
                                ///< where not asked for
};

/// What the model says of the figures asked for, and how a number made of them changes.
struct HistoryGradient {
  std::vector<double> values;   ///< m
  std::vector<double> gradient; ///< n: by each fitted parameter, in the parameter's own unit
};

class HistoryModel {
public:
  /// `drivers`: what the history is run with. `fitted`: positions of the parameters derivatives are by; all others keep
  /// their value in `values`. The run ends on 31 July after the last figure, `step` years at a time. Throws
  /// std::invalid_argument for a series without a counterpart, a year before there are two ends of its period, or a
  /// position that is none or is there twice.
  HistoryModel(const model::ParameterValues<double>& values, const model::Drivers& drivers,
               std::vector<std::size_t> fitted, std::vector<AskedFigure> figures, double step = model::step_length,
               const TangentKernel& kernel = best_tangent_kernel(),
               const AdjointKernel& adjoint = best_adjoint_kernel());

  std::size_t dimension() const { return fitted_.size(); }
  std::span<const std::size_t> fitted() const { return fitted_; }
  const std::vector<AskedFigure>& figures() const { return figures_; }
  /// Where the fitted parameters stand in `values`.
  std::vector<double> centre() const;

  /// At values of the fitted parameters; nothing where the run breaks down (a number that is not finite). Safe from
  /// several threads at once. The same bits whatever the kernel.
  std::optional<HistoryFigures> values_at(std::span<const double> fitted) const;
  std::optional<HistoryFigures> jacobian_at(std::span<const double> fitted) const;
  /// As values_at, at many points: their values one after the other. Runs as many in lockstep as a register holds.
  std::vector<std::optional<HistoryFigures>> values_at_each(std::span<const double> points) const;

  /// Given the m figures, writes the derivative of a number by each of them into the m weights.
  using Weigh = std::function<void(std::span<const double> values, std::span<double> weights)>;
  /// The gradient of the number that `weigh` knows the derivatives of, as jacobian_at and the chain rule would give it
  /// but for rounding, at the cost of a run or two more, however many parameters are fitted. Calls `weigh` once, unless
  /// the run breaks down.
  std::optional<HistoryGradient> gradient_at(std::span<const double> fitted, const Weigh& weigh) const;

private:
  model::ParameterValues<double> values_with(std::span<const double> fitted) const;
  std::vector<double> figures_of(const History<double>& history) const;

  model::ParameterValues<double> values_;
  std::vector<std::size_t> fitted_;
  std::vector<AskedFigure> figures_;
  std::vector<std::size_t> rows_; ///< of counterparts(), one a figure
  std::vector<int> years_;        ///< one a figure
  model::PlanGrid grid_;
  const TangentKernel* kernel_;
  const AdjointKernel* adjoint_;
  std::size_t points_ = 0;      ///< at which a run evaluates the right-hand side
  std::vector<double> moments_; ///< of these, as an AdjointRun has them
};

} // namespace headwater::calibration
