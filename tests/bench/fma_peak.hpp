// What the machine could do on one core: fused multiply-adds that wait for nothing but each other; and a bound for the
// model, its divisions and square roots alone, none of which waits for another.
#pragma once

#include <cstddef>

namespace headwater::bench {

bool has_avx2();
bool has_avx512();

/// Runs `rounds` rounds and returns the floating-point operations done, a fused multiply-add two. Only where has_...().
double fma_avx2(std::size_t rounds);
double fma_avx512(std::size_t rounds);

/// As many divisions and square roots as `evaluations` evaluations of the right-hand side take in every lane; returns
/// evaluations times lanes.
double divider_avx2(std::size_t evaluations, std::size_t divisions, std::size_t roots);
double divider_avx512(std::size_t evaluations, std::size_t divisions, std::size_t roots);

} // namespace headwater::bench
