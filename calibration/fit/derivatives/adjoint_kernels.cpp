// Which adjoint kernels there are, and which this machine can run.
#include "calibration/fit/derivatives/adjoint_kernel.hpp"

#include "model/ensemble/lane_kernel.hpp"

#include <vector>

extern "C" {
void headwater_kernel_adjoint(const headwater::calibration::AdjointRun* run);
#ifdef HEADWATER_X86_KERNELS
void headwater_kernel_av3(const headwater::calibration::AdjointRun* run);
void headwater_kernel_av4(const headwater::calibration::AdjointRun* run);
#endif
}

namespace headwater::calibration {
namespace {

std::vector<AdjointKernel> adjoint_kernels_here() {
  std::vector<AdjointKernel> kernels{{"any", &headwater_kernel_adjoint}};
#ifdef HEADWATER_X86_KERNELS
  // What this machine can run has been asked once, for the lane kernels.
  if (model::find_lane_kernel("x86-64-v3") != nullptr) {
    kernels.push_back({"x86-64-v3", &headwater_kernel_av3});
  }
  if (model::find_lane_kernel("x86-64-v4") != nullptr) {
    kernels.push_back({"x86-64-v4", &headwater_kernel_av4});
  }
#endif
  return kernels;
}

} // namespace

std::span<const AdjointKernel> adjoint_kernels() {
  static const std::vector<AdjointKernel> kernels = adjoint_kernels_here();
  return kernels;
}

const AdjointKernel& best_adjoint_kernel() { return adjoint_kernels().back(); }

} // namespace headwater::calibration
