// Nonlinear regressions whose least squares NIST has certified to 11 digits: Statistical Reference Datasets,
// https://www.itl.nist.gov/div898/strd/nls/nls_main.shtml (public domain). Their models are written here once, over a
// number type.
#pragma once

#include "calibration/inference/estimate/residual_problem.hpp"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace headwater::calibration::tests {

struct NistSet {
  std::string name;
  std::vector<double> start_1, start_2, certified, certified_sd; ///< by parameter
  double residual_sum_of_squares = 0.0;
  std::vector<std::vector<double>> rows; ///< y, and what it is measured at
};

/// All sets whose data are in the reference folder, and whose models are written here, or those that are typed.
std::vector<NistSet> nist_sets();
/// Sets small enough to be typed here: something is compared where the folder is absent.
const std::vector<NistSet>& typed_nist_sets();
std::filesystem::path nist_folder();
/// Throws std::runtime_error for a file that is not as NIST writes them.
NistSet read_nist_set(const std::string& name);

/// y less the model, for every row. `scales`: one for each parameter, or none for no bounds. `starts`: the range each
/// parameter starts in, the logarithm of its size evenly where the range does not span 0.
class NistProblem : public ResidualProblem {
public:
  /// Throws std::invalid_argument for a set without a model.
  explicit NistProblem(NistSet set, const std::vector<ParameterScale>& scales = {},
                       std::vector<std::pair<double, double>> starts = {});

  const NistSet& set() const { return set_; }
  const std::vector<EstimatedParameter>& parameters() const override { return parameters_; }
  std::size_t residual_count() const override { return set_.rows.size(); }
  bool evaluate(std::span<const double> b, std::span<double> residuals, std::span<double> jacobian) const override;
  void place_start(std::span<const double> even, std::span<double> b) const override;

private:
  using Row = void (*)(const double* b, const std::vector<double>& row, double& residual, double* slopes);

  NistSet set_;
  std::vector<EstimatedParameter> parameters_;
  std::vector<std::pair<double, double>> starts_;
  Row row_;
};

} // namespace headwater::calibration::tests
