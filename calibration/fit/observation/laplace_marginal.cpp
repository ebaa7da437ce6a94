#include "calibration/fit/observation/laplace_marginal.hpp"

#include "calibration/fit/observation/curve.hpp"
#include "model/scalars/dual.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace headwater::calibration {
namespace {

/// A number with its derivatives by the offset of a figure and by the spread of its series.
using Tangent = model::Dual<2>;
constexpr std::size_t by_offset = 0;
constexpr std::size_t by_spread = 1;

constexpr int most_newton_steps = 200;

/// The lower triangle of a matrix of n rows, row by row; what is above the diagonal is 0.
class Lower {
public:
  explicit Lower(std::size_t n) : n_{n}, numbers_(n * n, 0.0) {}

  std::size_t size() const { return n_; }
  double& operator()(std::size_t row, std::size_t column) { return numbers_[row * n_ + column]; }
  double operator()(std::size_t row, std::size_t column) const { return numbers_[row * n_ + column]; }

private:
  std::size_t n_;
  std::vector<double> numbers_;
};

/// Turns the lower triangle of a symmetric matrix into its Cholesky factor; a row of zeros stays one. False where the
/// matrix is not positive semidefinite.
bool factorise(Lower& a) {
  const std::size_t n = a.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = a(i, j);
      for (std::size_t k = 0; k < j; ++k) {
        sum = sum - a(i, k) * a(j, k);
      }
      if (i == j) {
        if (!(sum >= 0.0)) {
          return false;
        }
        a(i, i) = std::sqrt(sum);
      } else {
        a(i, j) = a(j, j) == 0.0 ? 0.0 : sum / a(j, j);
      }
    }
  }
  return true;
}

/// Discrepancy and shocks: sd^2 c^|s - t|, and on the diagonal the variance of a shock where there is one.
Lower covariance(std::span<const double> times, const std::vector<std::uint8_t>& shocked,
                 const Scatter<double>& scatter) {
  Lower all(times.size());
  const double variance = scatter.discrepancy.sd * scatter.discrepancy.sd;
  const double log_kept = std::log(scatter.discrepancy.correlation);
  for (std::size_t i = 0; i < times.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      all(i, j) = variance * std::exp(std::fabs(times[i] - times[j]) * log_kept);
    }
    all(i, i) = shocked[i] != 0 ? variance + scatter.shock_sd * scatter.shock_sd : variance;
  }
  return all;
}

std::vector<double> offsets(const Lower& l, const std::vector<double>& z) {
  std::vector<double> o(z.size(), 0.0);
  for (std::size_t i = 0; i < z.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      o[i] += l(i, j) * z[j];
    }
  }
  return o;
}

/// 1 + L' W L.
Lower curvature(const Lower& l, const std::vector<double>& w) {
  const std::size_t n = l.size();
  Lower h(n);
  for (std::size_t i = 0; i < n; ++i) {
    h(i, i) = 1.0;
  }
  for (std::size_t k = 0; k < w.size(); ++k) {
    for (std::size_t i = 0; i <= k; ++i) {
      const double weighted = l(k, i) * w[k];
      for (std::size_t j = 0; j <= i; ++j) {
        h(i, j) += weighted * l(k, j);
      }
    }
  }
  return h;
}

/// Solves F F' x = b in place.
void solve(const Lower& f, std::vector<double>& b) {
  const std::size_t n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      b[i] -= f(i, k) * b[k];
    }
    b[i] /= f(i, i);
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) {
      b[i] -= f(k, i) * b[k];
    }
    b[i] /= f(i, i);
  }
}

/// F = L G'^-1, of (K^-1 + W)^-1 = F F' where 1 + L' W L = G G': row by row, F G' = L, that is G F' = L'.
/// Size x size numbers.
std::vector<double> factor_given_figures(const Lower& l, const Lower& g) {
  const std::size_t n = l.size();
  std::vector<double> factor(n * n);
  for (std::size_t row = 0; row < n; ++row) {
    for (std::size_t i = 0; i < n; ++i) {
      double sum = i <= row ? l(row, i) : 0.0;
      for (std::size_t k = 0; k < i; ++k) {
        sum -= g(i, k) * factor[row * n + k];
      }
      factor[row * n + i] = sum / g(i, i);
    }
  }
  return factor;
}

/// A series, the first moments of which have figures.
struct LatentSeries {
  std::span<const Observation> figures;
  std::span<const double> modelled;
  std::vector<double> times;
  std::vector<std::uint8_t> shocked;
};

LatentSeries latent_series(std::span<const Observation> series, std::span<const double> modelled) {
  if (modelled.size() != series.size()) {
    throw std::invalid_argument("a series needs one model figure for each figure");
  }
  LatentSeries latent{series, modelled, {}, {}};
  for (const Observation& observation : series) {
    if (!latent.times.empty() && !(latent.times.back() < observation.time)) {
      throw std::invalid_argument("the figures of a series are not in order of time, each at a moment of its own");
    }
    latent.times.push_back(observation.time);
    latent.shocked.push_back(observation.shocked ? 1 : 0);
  }
  return latent;
}

/// What is greatest at z*, and its parts there.
struct AtPoint {
  double value;
  std::vector<double> slopes; ///< of the figures by their offsets
  std::vector<double> w;
};

AtPoint at_point(const LatentSeries& series, const Scatter<double>& scatter, const Lower& l,
                 const std::vector<double>& z) {
  const std::vector<double> o = offsets(l, z);
  AtPoint at{0.0, {}, {}};
  for (std::size_t i = 0; i < series.figures.size(); ++i) {
    const Curve<double> curve = likelihood_curve(series.figures[i], series.modelled[i], scatter.spread, o[i]);
    at.value += curve.value;
    at.slopes.push_back(curve.slope);
    at.w.push_back(-curve.bend);
  }
  for (const double one : z) {
    at.value -= 0.5 * one * one;
  }
  return at;
}

/// z*, and the Cholesky factor of the curvature there.
struct Mode {
  std::vector<double> z;
  Lower factor;
  double value;
};

/// Newton's method; where the curvature is not that of a maximum (far out in the tail of a Student-t) the figures there
/// count with none. A step that leads down is halved.
std::optional<Mode> mode_of(const LatentSeries& series, const Scatter<double>& scatter, const Lower& l) {
  for (std::size_t i = 0; i < series.figures.size(); ++i) {
    if (!(series.modelled[i] > 0.0) && series.figures[i].family != Family::rate) {
      return std::nullopt;
    }
  }
  const std::size_t n = l.size();
  std::vector<double> z(n, 0.0);
  AtPoint at = at_point(series, scatter, l, z);
  for (int step = 0; step < most_newton_steps; ++step) {
    if (!std::isfinite(at.value)) {
      return std::nullopt;
    }
    Lower h = curvature(l, at.w);
    const bool is_maximum = factorise(h);
    if (!is_maximum) {
      std::vector<double> floored = at.w;
      std::transform(floored.begin(), floored.end(), floored.begin(), [](double w) { return std::max(w, 0.0); });
      h = curvature(l, floored);
      factorise(h);
    }
    std::vector<double> move(n, 0.0);
    double steepest = 0.0;
    for (std::size_t j = 0; j < n; ++j) {
      for (std::size_t i = j; i < at.slopes.size(); ++i) {
        move[j] += l(i, j) * at.slopes[i];
      }
      move[j] -= z[j];
      steepest = std::max(steepest, std::fabs(move[j]));
    }
    solve(h, move);
    const double length = std::fabs(
        *std::max_element(move.begin(), move.end(), [](double a, double b) { return std::fabs(a) < std::fabs(b); }));
    if (length < 1e-9 || steepest < 1e-9) {
      return is_maximum ? std::optional(Mode{z, h, at.value}) : std::nullopt;
    }
    const double rounding = 1e-12 * (1.0 + std::fabs(at.value));
    bool risen = false;
    for (double share = 1.0; share > 1e-9 && !risen; share /= 2.0) {
      std::vector<double> next = z;
      for (std::size_t j = 0; j < n; ++j) {
        next[j] += share * move[j];
      }
      AtPoint there = at_point(series, scatter, l, next);
      risen = there.value >= at.value - rounding;
      if (risen) {
        z = std::move(next);
        at = std::move(there);
      }
    }
    if (!risen) {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

double log_determinant_half(const Lower& factor) {
  double sum = 0.0;
  for (std::size_t i = 0; i < factor.size(); ++i) {
    sum += std::log(factor(i, i));
  }
  return sum;
}

/// What the derivatives of the approximation are made of, in the offsets o rather than in z. With W the curvatures,
/// K = L L' and H = 1 + L' W L (C. E. Rasmussen and C. K. I. Williams, "Gaussian Processes for Machine Learning", 2006,
/// section 5.5.1):
///
///     S = (K^-1 + W)^-1 = L H^-1 L'        R = (K + W^-1)^-1 = W - W S W       a = K^-1 o* = slopes of the figures
///
///     by K      half of a' dK a - tr(R dK)  +  u' dK a,     as o* moves with K
///     by W      -S / 2 on the diagonal;   by o*: t = S (third derivatives) / 2, carried to what moves o* by S
SeriesMarginal derivatives_at(const LatentSeries& series, const Scatter<double>& scatter, const Lower& l,
                              const Mode& mode) {
  const std::size_t n = l.size();
  const std::vector<double> o = offsets(l, mode.z);
  std::vector<Curve<Tangent>> curves; // by offset and by spread
  for (std::size_t i = 0; i < n; ++i) {
    curves.push_back(likelihood_curve(series.figures[i], Tangent(series.modelled[i]),
                                      Tangent::variable(scatter.spread, by_spread),
                                      Tangent::variable(o[i], by_offset)));
  }
  const std::vector<double> half = factor_given_figures(l, mode.factor);
  std::vector<double> s(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      double sum = 0.0;
      for (std::size_t k = 0; k < n; ++k) {
        sum += half[i * n + k] * half[j * n + k];
      }
      s[i * n + j] = s[j * n + i] = sum;
    }
  }

  std::vector<double> turned(n); // t
  for (std::size_t i = 0; i < n; ++i) {
    turned[i] = 0.5 * s[i * n + i] * curves[i].bend.d[by_offset];
  }
  SeriesMarginal found{mode.value - log_determinant_half(mode.factor), std::vector<double>(n), 0.0, 0.0, 0.0};
  std::vector<double> u(n);
  for (std::size_t i = 0; i < n; ++i) {
    double moves = 0.0; // (S t) of this figure
    for (std::size_t j = 0; j < n; ++j) {
      moves += s[i * n + j] * turned[j];
    }
    const Curve<Tangent>& curve = curves[i];
    found.by_spread +=
        curve.value.d[by_spread] + 0.5 * s[i * n + i] * curve.bend.d[by_spread] + moves * curve.slope.d[by_spread];
    // A model figure moves what is expected as an offset of it does, a share by as much, others by as large a part.
    const double by_shift = curve.slope.v + turned[i] + moves * curve.bend.v;
    found.by_modelled[i] = series.figures[i].family == Family::rate ? by_shift : by_shift / series.modelled[i];
    u[i] = turned[i] + curve.bend.v * moves; // t - W S t
  }
  const double sd = scatter.discrepancy.sd;
  const double log_kept = std::log(scatter.discrepancy.correlation);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      const double r = (i == j ? -curves[i].bend.v : 0.0) - curves[i].bend.v * s[i * n + j] * curves[j].bend.v;
      double weight = 0.5 * (curves[i].slope.v * curves[j].slope.v - r) + u[i] * curves[j].slope.v;
      if (i != j) { // and its twin above the diagonal
        weight += 0.5 * (curves[i].slope.v * curves[j].slope.v - r) + u[j] * curves[i].slope.v;
      }
      const double apart = series.times[i] - series.times[j];
      const double kept = std::exp(apart * log_kept);
      found.by_discrepancy_sd += weight * 2.0 * sd * kept;
      found.by_correlation += weight * sd * sd * apart * kept / scatter.discrepancy.correlation;
    }
  }
  return found;
}

} // namespace

std::optional<double> laplace_log_likelihood(std::span<const Observation> series, std::span<const double> modelled,
                                             const Scatter<double>& scatter) {
  const LatentSeries latent = latent_series(series, modelled);
  Lower l = covariance(latent.times, latent.shocked, scatter);
  const std::optional<Mode> mode = factorise(l) ? mode_of(latent, scatter, l) : std::nullopt;
  return mode ? std::optional(mode->value - log_determinant_half(mode->factor)) : std::nullopt;
}

std::optional<SeriesMarginal> laplace_marginal(std::span<const Observation> series, std::span<const double> modelled,
                                               const Scatter<double>& scatter) {
  const LatentSeries latent = latent_series(series, modelled);
  Lower l = covariance(latent.times, latent.shocked, scatter);
  const std::optional<Mode> mode = factorise(l) ? mode_of(latent, scatter, l) : std::nullopt;
  if (!mode) {
    return std::nullopt;
  }
  return derivatives_at(latent, scatter, l, *mode);
}

std::optional<OffsetsGivenFigures> offsets_given(std::span<const Observation> series, std::span<const double> modelled,
                                                 const Scatter<double>& scatter, std::span<const Unseen> unseen) {
  LatentSeries latent = latent_series(series, modelled);
  for (const Unseen& moment : unseen) {
    if (std::find(latent.times.begin(), latent.times.end(), moment.time) != latent.times.end()) {
      throw std::invalid_argument("a moment without a figure has one, or is there twice");
    }
    latent.times.push_back(moment.time);
    latent.shocked.push_back(moment.shocked ? 1 : 0);
  }
  Lower l = covariance(latent.times, latent.shocked, scatter);
  const std::optional<Mode> mode = factorise(l) ? mode_of(latent, scatter, l) : std::nullopt;
  if (!mode) {
    return std::nullopt;
  }
  // z ~ N(z*, (G G')^-1) and o = L z.
  return OffsetsGivenFigures{offsets(l, mode->z), factor_given_figures(l, mode->factor)};
}

} // namespace headwater::calibration
