// Random numbers that are the same on every machine.
//
// The standard fixes what std::mt19937_64 yields, but neither its distributions nor std::shuffle, so these are ours.
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <random>
#include <utility>
#include <vector>

namespace headwater::experiments {

class RandomNumbers {
public:
  explicit RandomNumbers(std::uint64_t seed) : engine_(seed) {}

  /// A whole number from 0 to bound - 1, each as likely as the other; bound is above 0.
  std::size_t below(std::size_t bound) {
    const std::uint64_t even = std::mt19937_64::max() - std::mt19937_64::max() % bound; // a whole multiple of the bound
    std::uint64_t number = engine_();
    while (number >= even) {
      number = engine_();
    }
    return static_cast<std::size_t>(number % bound);
  }

  /// A multiple of 2^-53 in [0, 1).
  double unit() { return static_cast<double>(engine_() >> 11U) * 0x1p-53; }

  /// 0 ... count - 1 in random order (Fisher and Yates).
  std::vector<std::size_t> order(std::size_t count) {
    std::vector<std::size_t> all(count);
    std::iota(all.begin(), all.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i) {
      std::swap(all[i - 1], all[below(i)]);
    }
    return all;
  }

private:
  std::mt19937_64 engine_;
};

} // namespace headwater::experiments
