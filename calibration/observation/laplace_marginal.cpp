#include "calibration/observation/laplace_marginal.hpp"

#include "calibration/observation/curve.hpp"
#include "model/scalars/dual.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace headwater::calibration {
namespace {

/// As many as the narrowest vector registers hold: this file is compiled for any x86-64.
constexpr int directions = 2;
using Tangent = model::Dual<directions>;

constexpr int most_newton_steps = 200;

/// The lower triangle of a matrix of n rows, row by row; what is above the diagonal is 0.
template<class T> class Lower {
public:
  explicit Lower(std::size_t n) : n_{n}, numbers_(n * n, T(0.0)) {}

  std::size_t size() const { return n_; }
  T& operator()(std::size_t row, std::size_t column) { return numbers_[row * n_ + column]; }
  const T& operator()(std::size_t row, std::size_t column) const { return numbers_[row * n_ + column]; }
  const std::vector<T>& numbers() const { return numbers_; }

private:
  std::size_t n_;
  std::vector<T> numbers_;
};

/// Turns the lower triangle of a symmetric matrix into its Cholesky factor; a row of zeros stays one. False where the
/// matrix is not positive semidefinite. The square root of 0 has no derivative, hence the rule.
template<class T> bool factorise(Lower<T>& a) {
  using std::sqrt;
  const std::size_t n = a.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      T sum = a(i, j);
      for (std::size_t k = 0; k < j; ++k) {
        sum = sum - a(i, k) * a(j, k);
      }
      if (i == j) {
        if (!(value_of(sum) >= 0.0)) {
          return false;
        }
        a(i, i) = value_of(sum) == 0.0 ? T(0.0) : T(sqrt(sum));
      } else {
        a(i, j) = value_of(a(j, j)) == 0.0 ? T(0.0) : T(sum / a(j, j));
      }
    }
  }
  return true;
}

/// Discrepancy and shocks: sd^2 c^|s - t|, and on the diagonal the variance of a shock where there is one.
template<class T>
Lower<T> covariance(std::span<const double> times, const std::vector<std::uint8_t>& shocked,
                    const Scatter<T>& scatter) {
  using std::exp;
  using std::log;
  Lower<T> all(times.size());
  const T variance = scatter.discrepancy.sd * scatter.discrepancy.sd;
  const T log_kept = log(scatter.discrepancy.correlation);
  for (std::size_t i = 0; i < times.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      all(i, j) = variance * exp(T(std::fabs(times[i] - times[j]) * log_kept));
    }
    all(i, i) = shocked[i] != 0 ? T(variance + scatter.shock_sd * scatter.shock_sd) : variance;
  }
  return all;
}

template<class T> std::vector<T> offsets(const Lower<T>& l, const std::vector<T>& z) {
  std::vector<T> o(z.size(), T(0.0));
  for (std::size_t i = 0; i < z.size(); ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      o[i] = o[i] + l(i, j) * z[j];
    }
  }
  return o;
}

/// 1 + L' W L.
template<class T> Lower<T> curvature(const Lower<T>& l, const std::vector<T>& w) {
  const std::size_t n = l.size();
  Lower<T> h(n);
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) {
      T sum = T(i == j ? 1.0 : 0.0);
      for (std::size_t k = i; k < w.size(); ++k) {
        sum = sum + l(k, i) * w[k] * l(k, j);
      }
      h(i, j) = sum;
    }
  }
  return h;
}

/// Solves F F' x = b in place.
template<class T> void solve(const Lower<double>& f, std::vector<T>& b) {
  const std::size_t n = b.size();
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      b[i] = b[i] - f(i, k) * b[k];
    }
    b[i] = b[i] / f(i, i);
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) {
      b[i] = b[i] - f(k, i) * b[k];
    }
    b[i] = b[i] / f(i, i);
  }
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

AtPoint at_point(const LatentSeries& series, const Scatter<double>& scatter, const Lower<double>& l,
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
  Lower<double> factor;
  double value;
};

/// Newton's method; where the curvature is not that of a maximum (far out in the tail of a Student-t) the figures there
/// count with none. A step that leads down is halved.
std::optional<Mode> mode_of(const LatentSeries& series, const Scatter<double>& scatter, const Lower<double>& l) {
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
    Lower<double> h = curvature(l, at.w);
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

double log_determinant_half(const Lower<double>& factor) {
  double sum = 0.0;
  for (std::size_t i = 0; i < factor.size(); ++i) {
    sum += std::log(factor(i, i));
  }
  return sum;
}

/// The derivatives of the approximation by up to 2 of: model figures, spread, discrepancy's sd and correlation.
///
/// One Newton step from z* in dual numbers does not move z*, but gives its derivatives: at the maximum they are the
/// inverse of the curvature times those of the slope.
Tangent laplace_tangent(const LatentSeries& series, const Scatter<double>& scatter, const Mode& mode,
                        std::size_t first) {
  const auto seeded = [first](double value, std::size_t thing) {
    return thing >= first && thing < first + directions ? Tangent::variable(value, thing - first) : Tangent(value);
  };
  const std::size_t count = series.figures.size();
  const Scatter<Tangent> moved{
      seeded(scatter.spread, count),
      {seeded(scatter.discrepancy.sd, count + 1), seeded(scatter.discrepancy.correlation, count + 2)},
      Tangent(scatter.shock_sd)};
  Lower<Tangent> l = covariance<Tangent>(series.times, series.shocked, moved);
  factorise(l);
  std::vector<Tangent> modelled;
  for (std::size_t i = 0; i < count; ++i) {
    modelled.push_back(seeded(series.modelled[i], i));
  }
  std::vector<Tangent> z(mode.z.begin(), mode.z.end());
  std::vector<Tangent> o = offsets(l, z);
  std::vector<Tangent> slopes;
  for (std::size_t i = 0; i < count; ++i) {
    slopes.push_back(likelihood_curve(series.figures[i], modelled[i], moved.spread, o[i]).slope);
  }
  std::vector<Tangent> move(z.size(), Tangent(0.0));
  for (std::size_t j = 0; j < z.size(); ++j) {
    for (std::size_t i = j; i < count; ++i) {
      move[j] = move[j] + l(i, j) * slopes[i];
    }
    move[j] = move[j] - z[j];
    move[j].v = 0.0;
  }
  solve(mode.factor, move);
  for (std::size_t j = 0; j < z.size(); ++j) {
    z[j] = z[j] + move[j];
  }
  o = offsets(l, z);
  Tangent sum(0.0);
  std::vector<Tangent> w;
  for (std::size_t i = 0; i < count; ++i) {
    const Curve<Tangent> curve = likelihood_curve(series.figures[i], modelled[i], moved.spread, o[i]);
    sum = sum + curve.value;
    w.push_back(-curve.bend);
  }
  for (const Tangent& one : z) {
    sum = sum - 0.5 * one * one;
  }
  Lower<Tangent> h = curvature(l, w);
  factorise(h);
  for (std::size_t i = 0; i < h.size(); ++i) {
    sum = sum - log(h(i, i));
  }
  return sum;
}

} // namespace

std::optional<double> laplace_log_likelihood(std::span<const Observation> series, std::span<const double> modelled,
                                             const Scatter<double>& scatter) {
  const LatentSeries latent = latent_series(series, modelled);
  Lower<double> l = covariance<double>(latent.times, latent.shocked, scatter);
  const std::optional<Mode> mode = factorise(l) ? mode_of(latent, scatter, l) : std::nullopt;
  return mode ? std::optional(mode->value - log_determinant_half(mode->factor)) : std::nullopt;
}

std::optional<SeriesMarginal> laplace_marginal(std::span<const Observation> series, std::span<const double> modelled,
                                               const Scatter<double>& scatter) {
  const LatentSeries latent = latent_series(series, modelled);
  Lower<double> l = covariance<double>(latent.times, latent.shocked, scatter);
  const std::optional<Mode> mode = factorise(l) ? mode_of(latent, scatter, l) : std::nullopt;
  if (!mode) {
    return std::nullopt;
  }
  std::vector<double> by(series.size() + 3);
  for (std::size_t first = 0; first < by.size(); first += directions) {
    const Tangent found = laplace_tangent(latent, scatter, *mode, first);
    for (std::size_t i = 0; i < directions && first + i < by.size(); ++i) {
      by[first + i] = found.d[i];
    }
  }
  const std::size_t count = series.size();
  return SeriesMarginal{mode->value - log_determinant_half(mode->factor),
                        {by.begin(), by.begin() + static_cast<std::ptrdiff_t>(count)},
                        by[count],
                        by[count + 1],
                        by[count + 2]};
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
  Lower<double> l = covariance<double>(latent.times, latent.shocked, scatter);
  const std::optional<Mode> mode = factorise(l) ? mode_of(latent, scatter, l) : std::nullopt;
  if (!mode) {
    return std::nullopt;
  }
  // z ~ N(z*, (G G')^-1), so o = L z has the factor L G'^-1: row by row, F G' = L, that is G F' = L'.
  const std::size_t n = l.size();
  OffsetsGivenFigures found{offsets(l, mode->z), std::vector<double>(n * n, 0.0)};
  const Lower<double>& g = mode->factor;
  for (std::size_t row = 0; row < n; ++row) {
    for (std::size_t i = 0; i < n; ++i) {
      double sum = i <= row ? l(row, i) : 0.0;
      for (std::size_t k = 0; k < i; ++k) {
        sum -= g(i, k) * found.factor[row * n + k];
      }
      found.factor[row * n + i] = sum / g(i, i);
    }
  }
  return found;
}

} // namespace headwater::calibration
