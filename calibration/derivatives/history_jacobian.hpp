// What the model says of published figures, and how that changes with the parameters that are fitted: exact
// derivatives, by forward mode, a few parameters at a time.
//
//   parameters (n)  ->  run with n/K passes of K tangents  ->  figures (m), Jacobian (m x n)
#pragma once

#include "calibration/derivatives/tangent_kernel.hpp"
#include "model/quantities/parameters.hpp"
#include "model/solve/plan_grid.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

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

class HistoryModel {
public:
  /// `fitted`: positions of the parameters derivatives are by; all others keep their value in `values`. The run ends on
  /// 31 July after the last figure. Throws std::invalid_argument for a series without a counterpart, a year before
  /// there are two ends of its period, or a position that is none or is there twice.
  HistoryModel(const model::ParameterValues<double>& values, std::vector<std::size_t> fitted,
               std::vector<AskedFigure> figures, const TangentKernel& kernel = best_tangent_kernel());

  std::size_t dimension() const { return fitted_.size(); }
  std::span<const std::size_t> fitted() const { return fitted_; }
  const std::vector<AskedFigure>& figures() const { return figures_; }
  /// Where the fitted parameters stand in `values`.
  std::vector<double> centre() const;

  /// At values of the fitted parameters; nothing where the run breaks down (a number that is not finite). Safe from
  /// several threads at once. The same bits whatever the kernel.
  std::optional<HistoryFigures> values_at(std::span<const double> fitted) const;
  std::optional<HistoryFigures> jacobian_at(std::span<const double> fitted) const;

private:
  std::optional<HistoryFigures> at(std::span<const double> fitted, std::size_t passes) const;

  model::ParameterValues<double> values_;
  std::vector<std::size_t> fitted_;
  std::vector<AskedFigure> figures_;
  std::vector<std::size_t> rows_; ///< of counterparts(), one a figure
  model::PlanGrid grid_;
  const TangentKernel* kernel_;
};

} // namespace headwater::calibration
