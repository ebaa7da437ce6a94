// Random numbers that depend only on where they are used.
//
// Philox (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3") turns a counter and a key into random
// bits; there is no state but the counter. So a chain, a trajectory or a particle has its own numbers whatever thread it
// runs on, and an interrupted one goes on with the next number.
//
// The standard fixes neither its distributions nor std::shuffle, so the few that are needed are here.
#pragma once

#include "model/scalars/exact_functions.hpp"

#include <Random123/philox.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace headwater::experiments {

/// A uniform random bit generator as the standard library and Boost want it. The numbers are a function of the seed and
/// two words that say what they are for, the same on every machine.
class RandomEngine {
public:
  using result_type = std::uint64_t;

  explicit RandomEngine(std::uint64_t seed, std::uint64_t user = 0, std::uint64_t purpose = 0)
      : seed_{seed}, user_{user}, purpose_{purpose} {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  result_type operator()() {
    const r123::Philox4x64 philox;
    return philox({{used_++, user_, purpose_, 0}}, {{seed_, 0}})[0];
  }

  /// In (0,1): the middle of one of 2^52 equal parts.
  double unit() { return (static_cast<double>(operator()() >> 12U) + 0.5) * 0x1p-52; }
  /// Standard normal, by the quantile.
  double normal() { return model::exact::normal_quantile(unit()); }

  /// A whole number from 0 to bound - 1, each as likely as the other; bound is above 0.
  std::size_t below(std::size_t bound) {
    const std::uint64_t even = max() - max() % bound; // a whole multiple of the bound
    std::uint64_t number = operator()();
    while (number >= even) {
      number = operator()();
    }
    return static_cast<std::size_t>(number % bound);
  }

  /// 0 ... count - 1 in random order (Fisher and Yates).
  std::vector<std::size_t> order(std::size_t count) {
    std::vector<std::size_t> all(count);
    std::iota(all.begin(), all.end(), std::size_t{0});
    for (std::size_t i = count; i > 1; --i) {
      std::swap(all[i - 1], all[below(i)]);
    }
    return all;
  }

  /// How many numbers have been taken: all there is to remember.
  std::uint64_t used() const { return used_; }
  void go_on_after(std::uint64_t used) { used_ = used; }

private:
  std::uint64_t seed_, user_, purpose_;
  std::uint64_t used_ = 0;
};

} // namespace headwater::experiments
