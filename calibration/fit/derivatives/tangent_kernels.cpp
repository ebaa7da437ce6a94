// Which tangent kernels there are, and which this machine can run.
#include "calibration/fit/derivatives/tangent_kernel.hpp"

#include "model/ensemble/lane_kernel.hpp"

#include <vector>

extern "C" {
void headwater_kernel_tangents(const headwater::calibration::TangentRun* run);
#ifdef HEADWATER_X86_KERNELS
void headwater_kernel_tv3(const headwater::calibration::TangentRun* run);
void headwater_kernel_tv4(const headwater::calibration::TangentRun* run);
#endif
}

namespace headwater::calibration {
namespace {

std::vector<TangentKernel> kernels_here() {
  std::vector<TangentKernel> kernels{{"any", 2, &headwater_kernel_tangents}};
#ifdef HEADWATER_X86_KERNELS
  // What this machine can run has been asked once, for the lane kernels.
  if (model::find_lane_kernel("x86-64-v3") != nullptr) {
    kernels.push_back({"x86-64-v3", 4, &headwater_kernel_tv3});
  }
  if (model::find_lane_kernel("x86-64-v4") != nullptr) {
    kernels.push_back({"x86-64-v4", 8, &headwater_kernel_tv4});
  }
#endif
  return kernels;
}

} // namespace

std::span<const TangentKernel> tangent_kernels() {
  static const std::vector<TangentKernel> kernels = kernels_here();
  return kernels;
}

const TangentKernel& best_tangent_kernel() { return tangent_kernels().back(); }

} // namespace headwater::calibration
