// Writes calibration/RECOVERY.md to stdout: `build/release/tests/calibration/write_recovery > calibration/RECOVERY.md`.
#include "tests/calibration/fit/recovery.hpp"

#include <fmt/format.h>

int main() {
  constexpr std::size_t truths = 100;
  const headwater::calibration::tests::Recovery found = headwater::calibration::tests::recovery(truths, 1);
  fmt::print(R"(# What a fit finds of what is true

Made by `build/release/tests/calibration/write_recovery > calibration/RECOVERY.md` (minutes).

{} truths, all {} fitted numbers drawn from their priors; of each the figures that would have been published, of the
same series and years as the real ones, with discrepancy, shocks and rounding; of these figures the fit of
`headwater calibrate --method map` from two starts, carried on to the mode of parameters and scatter together, and the Gaussian approximation
there. {} fits could not be made and are left out. Errors are in the free scale of each prior (logs of what is above 0).

A fit that knows how sure it is has no bias, an rms error of 1 sd, and 50, 80 and 95 % of the truths in its intervals. Where
the figures say nothing, sd is that of the prior.

{})",
             found.truths, found.numbers.size(), found.failed, headwater::calibration::tests::recovery_table(found));
}
