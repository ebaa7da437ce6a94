// Exponential waits by comparisons alone: no logarithm, and so the same bits on every machine.
#pragma once

#include "model/experiments/random_engine.hpp"

namespace headwater::experiments {

/// A wait of mean 1 from the exponential distribution. Of uniform numbers u1 > u2 > ... that fall until one does not, u1
/// is kept where their number is odd, which has the density of the wait's part below 1; each failure adds 1. Von
/// Neumann, "Various techniques used in connection with random digits" (1951).
inline double exponential(RandomEngine& engine) {
  for (double whole = 0.0;; whole += 1.0) {
    const double first = engine.unit();
    double least = first;
    bool odd = true;
    for (double next = engine.unit(); next < least; next = engine.unit()) {
      least = next;
      odd = !odd;
    }
    if (odd) {
      return whole + first;
    }
  }
}

} // namespace headwater::experiments
