// Shares of a whole among the fitted parameters: each is fitted as a number of its own, above 0, and all of a whole are
// then made to sum to what they sum to in the table (logistic normal, J. Aitchison, "The Statistical Analysis of
// Compositional Data", 1986), as ensembles draw them.
//
//   y (fitted)  ->  x_i = y_i S / sum of y     (the parameters of a run)
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace headwater::calibration {

class WholeShares {
public:
  WholeShares() = default;
  /// `parameters`: positions in the table, which `values` are of in the same order. Throws std::invalid_argument where
  /// some shares of a whole are there and others, that are not 0 in the table, are not.
  explicit WholeShares(std::span<const std::size_t> parameters);

  /// y becomes x, in place; what is no share stays.
  void make_whole(std::span<double> values) const;
  /// Derivatives of a number by x become those by y, in place. `fitted` are y.
  void pull_back(std::span<const double> fitted, std::span<double> slopes) const;

private:
  struct Whole {
    std::vector<std::size_t> members;
    double sum = 0.0;
  };
  std::vector<Whole> wholes_;
};

} // namespace headwater::calibration
