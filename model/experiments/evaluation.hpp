// How a sensitivity analysis sees a model: many points in, a row of outputs for each.
//
// Points are made as they are needed and handed over in batches, so that 289,000 points of 280 coordinates take the
// memory of one batch; what is kept is the outputs.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace headwater::experiments {

using Points = std::vector<std::vector<double>>;

/// Evaluates many points, which it may do in parallel: one row of outputs for each, in their order.
///
/// An empty row is a run that failed. An output that is no finite number is missing by itself. All other rows have the
/// same length.
using PointModel = std::function<std::vector<std::vector<double>>(const Points&)>;

/// Points handed over at a time, unless the caller bounds them otherwise.
inline constexpr std::size_t usual_batch = 4096;

/// The outputs of many runs; not a number where there is none.
class RunOutputs {
public:
  RunOutputs(std::size_t runs, std::size_t outputs, std::vector<double> values);

  std::size_t runs() const { return runs_; }
  std::size_t outputs() const { return outputs_; }
  double of(std::size_t run, std::size_t output) const { return values_[run * outputs_ + output]; }
  bool has(std::size_t run, std::size_t output) const;

private:
  std::size_t runs_;
  std::size_t outputs_;
  std::vector<double> values_; ///< run by run
};

/// Writes the coordinates of a point; called once for each, in ascending order.
using PointMaker = std::function<void(std::size_t run, std::vector<double>& point)>;

/// Runs the model at `runs` points of so many coordinates, `batch` at a time.
///
/// Throws std::invalid_argument if a batch holds no point, if the model's answer is not one row a point, if its rows
/// have different lengths, and std::runtime_error if every run failed.
RunOutputs evaluate(const PointModel& model, std::size_t runs, std::size_t coordinates, std::size_t batch,
                    const PointMaker& make_point);

} // namespace headwater::experiments
