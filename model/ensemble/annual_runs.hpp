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

  /// The same, where the plan shares that many years with the plan that run() was last called with (see shared_years):
  /// they are taken over from there if the draws are the same too, and only those after them are run. Same bits.
  void run_branch(std::span<const ParameterValues<double>> draws, const PlanGrid& plan, std::size_t shared_years,
                  std::span<AnnualRecord> records);

private:
  /// What a kernel reads and writes, the lane varying fastest.
  struct Numbers {
    std::vector<double> values;
    std::vector<double> july;
    std::vector<double> april;
    std::vector<double> reference;
  };

  void gather(std::span<const ParameterValues<double>> draws, const PlanGrid& plan, Numbers& numbers) const;
  void solve(std::span<const ParameterValues<double>> draws, const PlanGrid& plan, std::size_t known_years,
             Numbers& numbers, std::span<AnnualRecord> records) const;

  const LaneKernel* kernel_;
  Numbers trunk_;  ///< of the last run()
  Numbers branch_; ///< of the last run_branch()
};

/// How a run broke down: "trust is no longer a finite number on 31 July 2031"; empty where every number is finite. A
/// number that is not finite never becomes finite again, so the last state tells.
std::optional<std::string> breakdown(const AnnualRecord& record);

} // namespace headwater::model
