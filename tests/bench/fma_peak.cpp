#include "tests/bench/fma_peak.hpp"

#include <immintrin.h>

namespace headwater::bench {
namespace {

// Enough independent chains to hide the latency of four cycles on two or three units, and no more than registers.
constexpr std::size_t chains = 12;

volatile double kept; // so that no result is thought unused

} // namespace

bool has_avx2() { return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma"); }
bool has_avx512() { return __builtin_cpu_supports("avx512f"); }

__attribute__((target("avx2,fma"))) double fma_avx2(std::size_t rounds) {
  __m256d a[chains];
  for (std::size_t i = 0; i < chains; ++i) {
    a[i] = _mm256_set1_pd(1.0 + static_cast<double>(i));
  }
  const __m256d factor = _mm256_set1_pd(0.999999);
  const __m256d term = _mm256_set1_pd(1e-6);
  for (std::size_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
    for (std::size_t i = 0; i < chains; ++i) {
      a[i] = _mm256_fmadd_pd(a[i], factor, term);
    }
  }
  for (std::size_t i = 1; i < chains; ++i) {
    a[0] = _mm256_add_pd(a[0], a[i]);
  }
  kept = _mm256_cvtsd_f64(a[0]);
  return static_cast<double>(rounds * chains) * 2.0 * 4.0;
}

__attribute__((target("avx512f"))) double fma_avx512(std::size_t rounds) {
  __m512d a[chains];
  for (std::size_t i = 0; i < chains; ++i) {
    a[i] = _mm512_set1_pd(1.0 + static_cast<double>(i));
  }
  const __m512d factor = _mm512_set1_pd(0.999999);
  const __m512d term = _mm512_set1_pd(1e-6);
  for (std::size_t round = 0; round < rounds; ++round) {
#pragma GCC unroll 12
    for (std::size_t i = 0; i < chains; ++i) {
      a[i] = _mm512_fmadd_pd(a[i], factor, term);
    }
  }
  for (std::size_t i = 1; i < chains; ++i) {
    a[0] = _mm512_add_pd(a[0], a[i]);
  }
  kept = _mm512_cvtsd_f64(a[0]);
  return static_cast<double>(rounds * chains) * 2.0 * 8.0;
}

} // namespace headwater::bench
