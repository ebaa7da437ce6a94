// The peak of the machine: fused multiply-adds on one core that wait for nothing but each other.
#pragma once

#include <cstddef>

namespace headwater::bench {

bool has_avx2();
bool has_avx512();

/// Runs `rounds` rounds and returns the floating-point operations done, a fused multiply-add two. Only where has_...().
double fma_avx2(std::size_t rounds);
double fma_avx512(std::size_t rounds);

} // namespace headwater::bench
