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

// The compiler is told that x changes, so that it does the same division again; the machine knows better.
__attribute__((target("avx2,fma"))) double divider_avx2(std::size_t evaluations, std::size_t divisions,
                                                        std::size_t roots) {
  __m256d x = _mm256_set1_pd(1.5);
  const __m256d by = _mm256_set1_pd(1.0000001);
  for (std::size_t evaluation = 0; evaluation < evaluations; ++evaluation) {
    for (std::size_t i = 0; i < divisions; ++i) {
      __asm__ volatile("" : "+x"(x));
      const __m256d quotient = _mm256_div_pd(x, by);
      __asm__ volatile("" ::"x"(quotient));
    }
    for (std::size_t i = 0; i < roots; ++i) {
      __asm__ volatile("" : "+x"(x));
      const __m256d root = _mm256_sqrt_pd(x);
      __asm__ volatile("" ::"x"(root));
    }
  }
  return static_cast<double>(evaluations) * 4.0;
}

__attribute__((target("avx512f"))) double divider_avx512(std::size_t evaluations, std::size_t divisions,
                                                         std::size_t roots) {
  __m512d x = _mm512_set1_pd(1.5);
  const __m512d by = _mm512_set1_pd(1.0000001);
  for (std::size_t evaluation = 0; evaluation < evaluations; ++evaluation) {
    for (std::size_t i = 0; i < divisions; ++i) {
      __asm__ volatile("" : "+v"(x));
      const __m512d quotient = _mm512_div_pd(x, by);
      __asm__ volatile("" ::"v"(quotient));
    }
    for (std::size_t i = 0; i < roots; ++i) {
      __asm__ volatile("" : "+v"(x));
      const __m512d root = _mm512_maskz_sqrt_pd(0xff, x); // the plain one makes GCC 12 warn of its own header
      __asm__ volatile("" ::"v"(root));
    }
  }
  return static_cast<double>(evaluations) * 8.0;
}

} // namespace headwater::bench
