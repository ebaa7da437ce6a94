// From a Sobol number to a random one: the steps that scrambled Sobol sequences of any dimension share.
#pragma once

#include <cstdint>

namespace headwater::experiments {

/// Every bit of the result depends on every bit of x (the finalizer of SplitMix64, Stafford's variant 13).
constexpr std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27U)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31U);
}

/// The middle of one of 2^52 equal parts of (0,1): never 0 or 1, and exact.
constexpr double in_unit_interval(std::uint64_t part) {
  return (static_cast<double>(static_cast<std::int64_t>(part)) + 0.5) * 0x1p-52;
}

/// The digits in the opposite order.
constexpr std::uint32_t reversed(std::uint32_t x) {
  x = ((x & 0x55555555U) << 1U) | ((x >> 1U) & 0x55555555U);
  x = ((x & 0x33333333U) << 2U) | ((x >> 2U) & 0x33333333U);
  x = ((x & 0x0f0f0f0fU) << 4U) | ((x >> 4U) & 0x0f0f0f0fU);
  x = ((x & 0x00ff00ffU) << 8U) | ((x >> 8U) & 0x00ff00ffU);
  return (x << 16U) | (x >> 16U);
}

/// Nested uniform scrambling (Owen 1995): whether a digit is flipped depends at random on the digits before it. From
/// the end of the number a hash whose every bit depends only on lower ones does just that (Laine and Karras 2011;
/// Burley, "Practical hash-based Owen scrambling", 2020; constants of Vegdahl 2021). `sobol` has its digits reversed;
/// `key` is 64 random bits, one for each dimension. In (0,1): the digits after the 32 of `sobol` are random.
constexpr double owen_scrambled(std::uint32_t sobol, std::uint64_t key) {
  std::uint32_t x = sobol;
  x ^= x * 0x3d20adeaU;
  x += static_cast<std::uint32_t>(key);
  x *= static_cast<std::uint32_t>(key >> 32U) | 1U;
  x ^= x * 0x05526c56U;
  x ^= x * 0x53a22864U;
  const std::uint64_t leading = reversed(x);
  return in_unit_interval((leading << 20U) | (mixed(key ^ leading) >> 44U));
}

} // namespace headwater::experiments
