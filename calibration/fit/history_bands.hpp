// What figures could have been, or will be: draws of the posterior predictive.
//
//   values of parameters and scatter -> model figure --+-> moved by an offset given the series' figures -> scattered
//
// An offset is discrepancy and shock together: how far the series is from the model. For a fitted figure it is drawn
// given all figures of its series. Beyond the last figure the discrepancy starts from where it was there, and fades.
#pragma once

#include "calibration/fit/history_posterior.hpp"
#include "calibration/fit/observation/laplace_marginal.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

/// A figure to be drawn.
struct WantedFigure {
  std::string series;
  int year;
  Period period;
};

class Predictive {
public:
  /// `posterior` must outlive this. Figures of fitted series are drawn. A series that is not fitted may be a sum of
  /// fitted ones, or what is left of a total of them (published_series.hpp): its figures are worked out from theirs. Of
  /// any other series nothing is said.
  Predictive(const HistoryPosterior& posterior, std::vector<WantedFigure> figures);

  const std::vector<WantedFigure>& figures() const { return figures_; }
  bool says(std::size_t figure) const { return !recipes_[figure].empty(); }

  /// One draw of every figure, in their order: NaN where nothing is said. `values`: one point of the posterior, in own
  /// units. Random numbers are a function of seed and number. Nothing where the model cannot be solved there.
  std::optional<std::vector<double>> draw(std::span<const double> values, std::uint64_t seed,
                                          std::uint64_t number) const;

private:
  /// A drawn figure of a fitted series, added or taken away.
  struct Term {
    double sign;
    std::size_t drawn;
  };
  struct Drawn {
    std::size_t series; ///< of the posterior's data
    Period period;
    std::size_t asked;  ///< figure of the model
    std::size_t offset; ///< among the series' offsets
  };

  std::size_t drawn(std::size_t series, int year, const Period& period);

  const HistoryPosterior* posterior_;
  std::vector<WantedFigure> figures_;
  std::vector<std::vector<Term>> recipes_; ///< one a figure
  std::vector<Drawn> drawn_;
  std::vector<std::vector<Unseen>> unseen_; ///< by series
  std::vector<AskedFigure> asked_;          ///< the fitted figures, then others
  std::optional<HistoryModel> model_;       ///< of `asked_`
};

} // namespace headwater::calibration
