// Lanes: W runs in lockstep. Each operation does to every lane what double's would do to it, so a lane has the same
// bits as a run of its own, whatever W is.
//
//   Lanes<8> a = ..., b = ...;      8 draws of a parameter or a stock
//   a * b                           8 products, one instruction where the machine has one that wide
//
// Written with the vector extensions of GCC and Clang, which make plain instructions of any width; sqrt, which they
// lack, is named by its intrinsic where there is one.
#pragma once

#include "model/scalars/plain.hpp"

#include <cstddef>

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

namespace headwater::model {

namespace detail {
/// W numbers of type T beside one another.
template<class T, int W> struct VectorOf {
  typedef T type __attribute__((vector_size(W * sizeof(T)))); // NOLINT(modernize-use-using): the attribute needs it
};
} // namespace detail

template<int W> struct Lanes {
  static_assert(W > 0 && (W & (W - 1)) == 0, "a power of two");
  static constexpr std::size_t width = W;
  using Vector = typename detail::VectorOf<double, W>::type;
  using Mask = typename detail::VectorOf<long long, W>::type;

  Vector v;

  Lanes() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): equations mix numbers and quantities. Less nought keeps minus nought.
  Lanes(double x) : v{x - Vector{}} {}
  // NOLINTNEXTLINE(google-explicit-constructor)
  Lanes(Vector x) : v{x} {}

  double operator[](std::size_t lane) const { return v[lane]; }
  void set(std::size_t lane, double x) { v[lane] = x; }

  friend Lanes operator+(const Lanes& a, const Lanes& b) { return a.v + b.v; }
  friend Lanes operator-(const Lanes& a, const Lanes& b) { return a.v - b.v; }
  friend Lanes operator*(const Lanes& a, const Lanes& b) { return a.v * b.v; }
  friend Lanes operator/(const Lanes& a, const Lanes& b) { return a.v / b.v; }
  friend Lanes operator-(const Lanes& a) { return -a.v; }
  friend Mask operator>=(const Lanes& a, const Lanes& b) { return a.v >= b.v; }
  friend Lanes where(const Mask& mask, const Lanes& a, const Lanes& b) { return mask ? a.v : b.v; }
  // As std::min and std::max choose, also where one is not a number.
  friend Lanes min(const Lanes& a, const Lanes& b) { return b.v < a.v ? b.v : a.v; }
  friend Lanes max(const Lanes& a, const Lanes& b) { return a.v < b.v ? b.v : a.v; }
  friend Lanes sqrt(const Lanes& a) {
#if defined(__AVX512F__)
    if constexpr (W == 8) {
      return Vector(_mm512_maskz_sqrt_pd(0xff, a.v)); // the plain one makes GCC 12 warn of its own header
    }
#endif
#if defined(__AVX__)
    if constexpr (W == 4) {
      return Vector(_mm256_sqrt_pd(a.v));
    }
#endif
#if defined(__SSE2__)
    if constexpr (W == 2) {
      return Vector(_mm_sqrt_pd(a.v));
    }
#endif
#if defined(__aarch64__)
    if constexpr (W == 2) {
      return Vector(vsqrtq_f64(a.v));
    }
#endif
    Vector root{};
    for (std::size_t i = 0; i < width; ++i) {
      root[i] = std::sqrt(a.v[i]);
    }
    return root;
  }
  friend Lanes named(std::string_view /*name*/, std::string_view /*symbol*/, const Lanes& value) { return value; }
  friend Lanes named_in_band(std::string_view /*name*/, std::string_view /*symbol*/, std::size_t /*band*/,
                             const Lanes& value) {
    return value;
  }
};

} // namespace headwater::model
