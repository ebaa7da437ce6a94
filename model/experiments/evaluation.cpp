#include "model/experiments/evaluation.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace headwater::experiments {

RunOutputs::RunOutputs(std::size_t runs, std::size_t outputs, std::vector<double> values)
    : runs_{runs}, outputs_{outputs}, values_{std::move(values)} {}

bool RunOutputs::has(std::size_t run, std::size_t output) const { return std::isfinite(of(run, output)); }

RunOutputs evaluate(const PointModel& model, std::size_t runs, std::size_t coordinates, std::size_t batch,
                    const PointMaker& make_point) {
  if (batch == 0) {
    throw std::invalid_argument("a batch holds at least one point");
  }
  std::size_t outputs = 0; // not known until a run comes back
  std::vector<double> values;
  Points points;
  for (std::size_t start = 0; start < runs; start += batch) {
    points.resize(std::min(batch, runs - start), std::vector<double>(coordinates));
    for (std::size_t i = 0; i < points.size(); ++i) {
      make_point(start + i, points[i]);
    }
    const std::vector<std::vector<double>> rows = model(points);
    if (rows.size() != points.size()) {
      throw std::invalid_argument("a model must give one row for each point, not " + std::to_string(rows.size()) +
                                  " for " + std::to_string(points.size()));
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].empty()) {
        continue;
      }
      if (outputs == 0) {
        outputs = rows[i].size();
        values.assign(runs * outputs, std::numeric_limits<double>::quiet_NaN());
      }
      if (rows[i].size() != outputs) {
        throw std::invalid_argument("a model must give rows of the same length, or empty ones");
      }
      std::copy(rows[i].begin(), rows[i].end(), values.begin() + static_cast<std::ptrdiff_t>((start + i) * outputs));
    }
  }
  if (outputs == 0 && runs > 0) {
    throw std::runtime_error("every run failed");
  }
  return {runs, outputs, std::move(values)};
}

} // namespace headwater::experiments
