// Which kernels there are, and which this machine can run.
#include "model/ensemble/lane_kernel.hpp"

#include <array>
#include <string_view>
#include <vector>

extern "C" {
void headwater_kernel_scalar(const headwater::model::LaneBlock* block);
#ifdef HEADWATER_X86_KERNELS
void headwater_kernel_v2(const headwater::model::LaneBlock* block);
void headwater_kernel_v3(const headwater::model::LaneBlock* block);
void headwater_kernel_v4(const headwater::model::LaneBlock* block);
#endif
#ifdef HEADWATER_NEON_KERNEL
void headwater_kernel_neon(const headwater::model::LaneBlock* block);
#endif
}

namespace headwater::model {
namespace {

#ifdef HEADWATER_X86_KERNELS
bool has_v2() { return __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("popcnt"); }
bool has_v3() {
  return has_v2() && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
         __builtin_cpu_supports("bmi2") && __builtin_cpu_supports("fma");
}
bool has_v4() {
  return has_v3() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512cd") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl");
}
#endif

std::vector<LaneKernel> kernels_here() {
  std::vector<LaneKernel> kernels{{"scalar", 1, &headwater_kernel_scalar}};
#ifdef HEADWATER_X86_KERNELS
  __builtin_cpu_init();
  if (has_v2()) {
    kernels.push_back({"x86-64-v2", 2, &headwater_kernel_v2});
  }
  if (has_v3()) {
    kernels.push_back({"x86-64-v3", 4, &headwater_kernel_v3});
  }
  if (has_v4()) {
    kernels.push_back({"x86-64-v4", 8, &headwater_kernel_v4});
  }
#endif
#ifdef HEADWATER_NEON_KERNEL
  kernels.push_back({"neon", 2, &headwater_kernel_neon});
#endif
  return kernels;
}

} // namespace

std::span<const LaneKernel> lane_kernels() {
  static const std::vector<LaneKernel> kernels = kernels_here();
  return kernels;
}

const LaneKernel* find_lane_kernel(std::string_view instruction_set) {
  for (const LaneKernel& kernel : lane_kernels()) {
    if (kernel.instruction_set == instruction_set) {
      return &kernel;
    }
  }
  return nullptr;
}

const LaneKernel& best_lane_kernel() { return lane_kernels().back(); }

} // namespace headwater::model
