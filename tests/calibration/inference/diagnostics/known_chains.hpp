// Chains that can be made again to the last bit, in C++ and in R, and the folder of reference values.
#pragma once

#include "calibration/inference/posterior/chain_draws.hpp"

#include <cstdint>
#include <filesystem>
#include <vector>

namespace headwater::calibration::known {

inline std::filesystem::path calibration_references() {
  return std::filesystem::path(HEADWATER_SOURCE_DIR) / ".." / "shared" / "reference" / "calibration";
}

/// Numbers between 0 and 1: s <- (16807 s) mod (2^31 - 1), u = s / (2^31 - 1). All of it is exact in a double but the
/// division, which is rounded once.
inline std::vector<double> minimal_standard(std::uint64_t seed, std::size_t count) {
  std::vector<double> numbers;
  for (std::size_t i = 0; i < count; ++i) {
    seed = seed * 16807U % 2147483647U;
    numbers.push_back(static_cast<double>(seed) / 2147483647.0);
  }
  return numbers;
}

/// x <- memory x + (u - 0.5), from x = 0.
inline std::vector<double> autoregressive(std::uint64_t seed, std::size_t count, double memory) {
  std::vector<double> values = minimal_standard(seed, count);
  double x = 0.0;
  for (double& value : values) {
    x = memory * x + (value - 0.5);
    value = x;
  }
  return values;
}

/// Chains of seeds 1, 2, ..., each `apart` above the one before it and the first as much above 0.
inline ChainDraws autoregressive_chains(std::size_t chains, std::size_t draws, double memory, double apart = 0.0) {
  std::vector<double> values;
  for (std::size_t c = 1; c <= chains; ++c) {
    for (const double value : autoregressive(c, draws, memory)) {
      values.push_back(value + apart * static_cast<double>(c));
    }
  }
  return {chains, std::move(values)};
}

} // namespace headwater::calibration::known
