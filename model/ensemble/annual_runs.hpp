// Annual runs: draws of the parameters in, their annual records out, as many at once as the kernel has lanes.
#pragma once

#include "model/ensemble/lane_kernel.hpp"
#include "model/solve/annual_record.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace headwater::model {

/// Runs blocks of draws along plans. It keeps the arrays it needs, so each thread has one of its own. What a draw gives
/// does not depend on the kernel, nor on the draws beside it.
class AnnualRuns {
public:
  explicit AnnualRuns(const LaneKernel& kernel = best_lane_kernel()) : kernel_{&kernel} {}

  /// How many draws a block holds.
  std::size_t lanes() const { return kernel_->lanes; }

  /// Runs 1 to lanes() draws along a plan and overwrites `records`, one for each draw, with room kept from before.
  void run(std::span<const ParameterValues<double>> draws, const PlanGrid& plan, std::span<AnnualRecord> records);

private:
  const LaneKernel* kernel_;
  std::vector<double> values_;
  std::vector<double> july_;
  std::vector<double> april_;
  std::vector<double> reference_;
};

/// How a run broke down: "trust is no longer a finite number on 31 July 2031"; empty where every number is finite. A
/// number that is not finite never becomes finite again, so the last state tells.
std::optional<std::string> breakdown(const AnnualRecord& record);

} // namespace headwater::model
