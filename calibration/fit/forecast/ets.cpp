#include "calibration/fit/forecast/ets.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace headwater::calibration {
namespace {

constexpr double least_smoothing = 0.0001;
constexpr double most_smoothing = 0.9999;
constexpr double least_phi = 0.80;
constexpr double most_phi = 0.98;

/// All numbers that are searched, in the order in which they are: alpha, beta, phi, level, slope, without those that a
/// kind does not have.
using EtsNumbers = std::vector<double>;

struct EtsState {
  double alpha;
  double beta;
  double phi;
  double level;
  double slope;
};

EtsState state_of(const EtsNumbers& numbers, EtsKind kind) {
  switch (kind) {
  case EtsKind::simple:
    return {numbers[0], 0.0, 1.0, numbers[1], 0.0};
  case EtsKind::holt:
    return {numbers[0], numbers[1], 1.0, numbers[2], numbers[3]};
  case EtsKind::damped:
    break;
  }
  return {numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]};
}

bool is_allowed(const EtsState& state, EtsKind kind) {
  return least_smoothing <= state.alpha && state.alpha <= most_smoothing &&
         (kind == EtsKind::simple || (least_smoothing <= state.beta && state.beta <= state.alpha)) &&
         (kind != EtsKind::damped || (least_phi <= state.phi && state.phi <= most_phi));
}

/// Takes the state through the figures and returns the sum of squared errors.
double smooth(std::span<const double> figures, EtsState& state) {
  double squares = 0.0;
  for (const double figure : figures) {
    const double carried = state.phi * state.slope;
    const double foreseen = state.level + carried;
    const double error = figure - foreseen;
    const double before = state.level;
    state.level = foreseen + state.alpha * error;
    // beta times the error, by way of what the level has moved
    state.slope = carried + state.beta / state.alpha * (state.level - before - carried);
    squares += error * error;
  }
  return squares;
}

/// Level and slope of the straight line through the first ten figures, or their mean.
EtsNumbers first_numbers(std::span<const double> figures, EtsKind kind) {
  const std::size_t count = std::min<std::size_t>(10, figures.size());
  const auto n = static_cast<double>(count);
  double mean = 0.0;
  for (std::size_t t = 0; t < count; ++t) {
    mean += figures[t] / n;
  }
  const double alpha = least_smoothing + 0.2 * (most_smoothing - least_smoothing);
  if (kind == EtsKind::simple) {
    return {alpha, mean};
  }
  const double middle = 0.5 * (n + 1.0); // of the years 1 ... n
  double slope = 0.0;
  for (std::size_t t = 0; t < count; ++t) {
    slope += (static_cast<double>(t) + 1.0 - middle) * (figures[t] - mean);
  }
  slope /= n * (n * n - 1.0) / 12.0;
  const double level = mean - slope * middle;
  const double beta = least_smoothing + 0.1 * (alpha - least_smoothing);
  if (kind == EtsKind::holt) {
    return {alpha, beta, level, slope};
  }
  return {alpha, beta, least_phi + 0.99 * (most_phi - least_phi), level, slope};
}

struct EtsCorner {
  EtsNumbers at;
  double value;
};

/// The least value by a simplex that walks downhill: J. A. Nelder and R. Mead, "A simplex method for function
/// minimization", 1965, as J. C. Nash puts it ("Compact numerical methods for computers", 1990, algorithm 19): corners
/// a tenth of the largest number away along each axis; reflected, stretched to twice, drawn in by half, and shrunk to
/// the best corner where nothing helps; done when all corners are of one value, when shrinking makes nothing smaller,
/// or after 2000 values.
template<class F> EtsNumbers downhill(const F& f, const EtsNumbers& start) {
  constexpr double same = 1.490116119384766e-08; // the root of the double's precision
  constexpr int most_values = 2000;
  const std::size_t n = start.size();
  std::vector<EtsCorner> corners(n + 1, EtsCorner{start, 0.0});
  corners[0].value = f(start);
  const double tolerance = same * (std::abs(corners[0].value) + same);
  double step = 0.0;
  for (const double number : start) {
    step = std::max(step, 0.1 * std::abs(number));
  }
  step = step == 0.0 ? 0.1 : step;
  for (std::size_t i = 0; i < n; ++i) {
    corners[i + 1].at[i] += step;
    corners[i + 1].value = f(corners[i + 1].at);
  }
  double size = 10.0 * step * static_cast<double>(n);
  int values = static_cast<int>(n) + 1;
  std::size_t best = 0;
  const auto between = [n](const EtsNumbers& a, const EtsNumbers& b, double share) { // (1 - share) a + share b
    EtsNumbers point(n);
    for (std::size_t i = 0; i < n; ++i) {
      point[i] = (1.0 - share) * a[i] + share * b[i];
    }
    return point;
  };
  while (values <= most_values) {
    std::size_t worst = best;
    for (std::size_t j = 0; j <= n; ++j) {
      best = corners[j].value < corners[best].value ? j : best;
    }
    worst = best;
    for (std::size_t j = 0; j <= n; ++j) {
      worst = corners[j].value > corners[worst].value ? j : worst;
    }
    if (corners[worst].value <= corners[best].value + tolerance) {
      break;
    }
    EtsNumbers centre(n, 0.0);
    for (std::size_t i = 0; i < n; ++i) {
      double sum = -corners[worst].at[i];
      for (const EtsCorner& corner : corners) {
        sum += corner.at[i];
      }
      centre[i] = sum / static_cast<double>(n);
    }
    EtsCorner reflected{between(centre, corners[worst].at, -1.0), 0.0};
    reflected.value = f(reflected.at);
    ++values;
    if (reflected.value < corners[best].value) {
      EtsCorner stretched{between(centre, reflected.at, 2.0), 0.0};
      stretched.value = f(stretched.at);
      ++values;
      corners[worst] = stretched.value < reflected.value ? stretched : reflected;
      continue;
    }
    const bool is_better = reflected.value < corners[worst].value;
    if (is_better) {
      corners[worst] = reflected;
    }
    EtsCorner drawn_in{between(corners[worst].at, centre, 0.5), 0.0};
    drawn_in.value = f(drawn_in.at);
    ++values;
    if (drawn_in.value < corners[worst].value) {
      corners[worst] = drawn_in;
    } else if (!is_better) {
      double shrunk = 0.0;
      for (std::size_t j = 0; j <= n; ++j) {
        if (j != best) {
          for (std::size_t i = 0; i < n; ++i) {
            corners[j].at[i] = 0.5 * (corners[j].at[i] - corners[best].at[i]) + corners[best].at[i];
            shrunk += std::abs(corners[j].at[i] - corners[best].at[i]);
          }
        }
      }
      if (!(shrunk < size)) {
        break;
      }
      size = shrunk;
      for (std::size_t j = 0; j <= n; ++j) {
        if (j != best) {
          corners[j].value = f(corners[j].at);
          ++values;
        }
      }
    }
  }
  return corners[best].at;
}

} // namespace

std::string_view name_of(EtsKind kind) {
  constexpr std::array<std::string_view, 3> names{"ETS(A,N,N)", "ETS(A,A,N)", "ETS(A,Ad,N)"};
  return names.at(static_cast<std::size_t>(kind));
}

std::optional<EtsFit> fit_ets(std::span<const double> figures, EtsKind kind) {
  const auto n = static_cast<double>(figures.size());
  const double fitted = kind == EtsKind::simple ? 2.0 : kind == EtsKind::holt ? 4.0 : 5.0;
  const double all = fitted + 1.0;
  if (n - all - 1.0 < 1.0) {
    return std::nullopt;
  }
  const auto minus_log_likelihood = [&](const EtsNumbers& numbers) { // twice, less a constant
    constexpr double not_allowed = 1e35;
    EtsState state = state_of(numbers, kind);
    const double value = is_allowed(state, kind) ? n * std::log(smooth(figures, state)) : not_allowed;
    return std::isfinite(value) ? value : value < 0.0 ? -1e10 : not_allowed;
  };
  const EtsState first = state_of(downhill(minus_log_likelihood, first_numbers(figures, kind)), kind);
  EtsState last = first;
  const double squares = smooth(figures, last);
  double size = 0.0;
  for (const double figure : figures) {
    size += figure * figure;
  }
  if (!(squares > 1e-24 * size)) {
    return std::nullopt;
  }
  return EtsFit{kind,
                first.alpha,
                first.beta,
                first.phi,
                first.level,
                first.slope,
                last.level,
                last.slope,
                squares,
                std::sqrt(squares / (n - fitted)),
                n * std::log(squares) + 2.0 * all + 2.0 * all * (all + 1.0) / (n - all - 1.0)};
}

std::optional<EtsFit> best_ets(std::span<const double> figures) {
  std::optional<EtsFit> best;
  for (const EtsKind kind : {EtsKind::simple, EtsKind::holt, EtsKind::damped}) {
    const std::optional<EtsFit> fit = fit_ets(figures, kind);
    if (fit && (!best || fit->aicc < best->aicc)) {
      best = fit;
    }
  }
  return best;
}

NormalForecast ets_forecast(const EtsFit& fit, int lead) {
  double powers = 0.0; // phi + ... + phi^j
  double power = 1.0;
  double variance = 1.0;
  for (int j = 1; j <= lead; ++j) {
    power *= fit.phi;
    powers += power;
    const double weight = fit.alpha + fit.beta * powers;
    variance += j < lead ? weight * weight : 0.0;
  }
  return {fit.level + (fit.kind == EtsKind::simple ? 0.0 : powers * fit.slope), fit.sd * std::sqrt(variance)};
}

} // namespace headwater::calibration
