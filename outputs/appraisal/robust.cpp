#include "outputs/appraisal/robust.hpp"

#include <fmt/format.h>

#include <cmath>

namespace headwater::outputs {
namespace {

/// Below this many pounds there is no sign to speak of.
constexpr double no_sign = 0.005;

int sign_of(double gbp) { return gbp > no_sign ? 1 : gbp < -no_sign ? -1 : 0; }

const char* standing_in_words(int sign) {
  return sign > 0 ? "better off" : sign < 0 ? "worse off" : "neither better nor worse off";
}

} // namespace

std::array<std::optional<double>, horizons.size()> npv_by_horizon(const CashFlows& flows) {
  std::array<std::optional<double>, horizons.size()> found{};
  for (std::size_t i = 0; i < horizons.size(); ++i) {
    if (!flows.years.empty() && horizons[i].last <= flows.years.back().year) {
      found[i] = npv(up_to(flows, horizons[i].last));
    }
  }
  return found;
}

std::optional<bool> is_robust(const CashFlows& flows) {
  const auto [at_20, at_40, at_60] = npv_by_horizon(flows);
  if (!at_40 || !at_60) {
    return std::nullopt;
  }
  return sign_of(*at_40) != 0 && sign_of(*at_40) == sign_of(*at_60);
}

std::string robust_in_words(const CashFlows& flows) {
  const std::optional<bool> robust = is_robust(flows);
  if (!robust) {
    return "Whether this is robust is not known: the run ends before 60 years have passed.";
  }
  const auto [at_20, at_40, at_60] = npv_by_horizon(flows);
  const int first = sign_of(*at_40);
  const int second = sign_of(*at_60);
  if (*robust) {
    const bool turns = at_20 && sign_of(*at_20) != first;
    return fmt::format("Robust: {} over 40 and over 60 years alike{}.", standing_in_words(first),
                       turns ? fmt::format(", although {} over 20", standing_in_words(sign_of(*at_20))) : "");
  }
  return first == second ? fmt::format("Not robust: {} over 40 and over 60 years.", standing_in_words(first))
                         : fmt::format("Not robust: {} over 40 years, {} over 60.", standing_in_words(first),
                                       standing_in_words(second));
}

} // namespace headwater::outputs
