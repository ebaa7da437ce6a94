#include "tests/calibration/inference/samplers/published_posteriors.hpp"

#include "tests/calibration/inference/samplers/many_slopes.hpp"

#include <Eigen/Eigenvalues>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <iterator>
#include <numbers>
#include <sstream>
#include <stdexcept>

namespace headwater::calibration::tests {
namespace {

using std::exp;
using std::log;

const double log_two_pi = std::log(2.0 * std::numbers::pi);

// ---- log densities, with their constants ----------------------------------------------------------------------------

/// Normal, of a logarithm of the standard deviation that is often at hand anyway.
template<class T, class S> T normal(const T& x, double mean, const S& sd) {
  const T z = (x - mean) / sd;
  return -0.5 * (z * z) - log(sd) - 0.5 * log_two_pi;
}

/// Of exp(log_y), with respect to log_y.
template<class T> T lognormal_of_log(double log_y, const T& log_median, const T& sd) {
  const T z = (log_y - log_median) / sd;
  return -0.5 * (z * z) - log(sd) - 0.5 * log_two_pi - log_y;
}

/// Half-Cauchy above 0.
template<class T> T half_cauchy(const T& x, double scale) {
  const T z = x / scale;
  return std::log(2.0 / (std::numbers::pi * scale)) - log(1.0 + z * z);
}

double draw_half_cauchy(experiments::RandomEngine& random, double scale) {
  return scale * std::tan(0.5 * std::numbers::pi * random.unit());
}

/// Normal above 0.
double draw_positive_normal(experiments::RandomEngine& random, double mean, double sd) {
  double x = 0.0;
  while (!(x > 0.0)) {
    x = mean + sd * random.normal();
  }
  return x;
}

/// How much of a normal distribution lies above 0.
double log_share_above_zero(double mean, double sd) {
  return std::log(0.5 * std::erfc(-mean / sd / std::numbers::sqrt2));
}

// ---- the posteriors -------------------------------------------------------------------------------------------------

/// x: theta_trans[1..8], mu, log tau.
struct EightSchools {
  static constexpr std::size_t dimension = 10;
  static constexpr std::size_t schools = 8;
  static constexpr std::array<double, schools> effect{28, 8, -3, 7, -1, 1, 18, 12};
  static constexpr std::array<double, schools> error{15, 10, 16, 11, 9, 11, 10, 18};
  bool variance_as_sd = false;

  std::string stem() const { return "eight_schools-eight_schools_noncentered"; }
  std::vector<double> guess() const { return {0, 0, 0, 0, 0, 0, 0, 0, 4, 1}; }

  template<class T> T log_prior(std::span<const T> x) const {
    T sum = normal(x[schools], 0.0, 5.0);
    for (std::size_t j = 0; j < schools; ++j) {
      sum += normal(x[j], 0.0, 1.0);
    }
    const T& log_tau = x[schools + 1];
    sum += half_cauchy(exp(log_tau), 5.0);
    return sum + log_tau;
  }
  template<class T> T log_likelihood(std::span<const T> x) const {
    const T tau = exp(x[schools + 1]);
    T sum = 0.0;
    for (std::size_t j = 0; j < schools; ++j) {
      sum += normal(x[schools] + tau * x[j], effect[j], variance_as_sd ? error[j] * error[j] : error[j]);
    }
    return sum;
  }
  void draw_prior(experiments::RandomEngine& random, std::span<double> x) const {
    for (std::size_t j = 0; j < schools; ++j) {
      x[j] = random.normal();
    }
    x[schools] = 5.0 * random.normal();
    x[schools + 1] = std::log(draw_half_cauchy(random, 5.0));
  }
  std::vector<double> reported(std::span<const double> x) const {
    const double tau = std::exp(x[schools + 1]);
    std::vector<double> all;
    for (std::size_t j = 0; j < schools; ++j) {
      all.push_back(x[schools] + tau * x[j]);
    }
    all.insert(all.end(), {x[schools], tau});
    return all;
  }
  const std::vector<PublishedFigure>& figures() const {
    static const std::vector<PublishedFigure> all{
        {"theta[1]", 6.1505023, 5.6158634, -1.6806875, 5.5890114, 16.329362, 0.055737528, 0.06219338},
        {"theta[2]", 4.9395811, 4.6455781, -2.2180354, 4.7729157, 12.816784, 0.046229379, 0.041209647},
        {"theta[3]", 3.9059061, 5.280712, -4.9143183, 4.1053844, 11.844479, 0.054231371, 0.056223761},
        {"theta[4]", 4.7960168, 4.770938, -2.6702817, 4.6952556, 12.639045, 0.047493582, 0.043609373},
        {"theta[5]", 3.6144363, 4.6147207, -4.2646536, 3.8204298, 10.60268, 0.046145061, 0.041284531},
        {"theta[6]", 4.0511476, 4.7962484, -3.8652208, 4.161817, 11.516083, 0.048519539, 0.045213471},
        {"theta[7]", 6.3171698, 5.0028554, -0.85466788, 5.7950027, 15.305356, 0.049876679, 0.046364758},
        {"theta[8]", 4.8839969, 5.3176921, -3.3172345, 4.7852695, 13.549591, 0.054251161, 0.063635524},
        {"mu", 4.4105183, 3.3092965, -0.93617651, 4.3638948, 9.8320732, 0.033037471, 0.023753277},
        {"tau", 3.6020595, 3.1984777, 0.25666379, 2.7470214, 9.7322089, 0.031861514, 0.045512815},
    };
    return all;
  }
};

/// x: log of theta[1..4], z_init[1..2], sigma[1..2].
struct LotkaVolterra {
  static constexpr std::size_t dimension = 8;
  static constexpr std::array<double, 2> first{30, 4};
  static constexpr std::array<std::array<double, 2>, 20> later{
      {{47.2, 6.1},  {70.2, 9.8},  {77.4, 35.2}, {36.3, 59.4}, {20.6, 41.7}, {18.1, 19},   {21.4, 13},
       {22, 8.3},    {25.4, 9.1},  {27.1, 7.4},  {40.3, 8},    {57, 12.3},   {76.6, 19.5}, {52.3, 45.7},
       {19.5, 51.1}, {11.2, 29.7}, {7.6, 15.8},  {14.6, 9.7},  {16.2, 10.1}, {24.7, 8.6}}};
  /// Runge-Kutta steps a year; twice as many change the log density by less than 1e-4 (tested).
  int steps = 10;

  std::string stem() const { return "hudson_lynx_hare-lotka_volterra"; }
  std::vector<double> guess() const {
    std::vector<double> x{0.55, 0.028, 0.8, 0.024, 33, 6, 0.25, 0.25};
    for (double& one : x) {
      one = std::log(one);
    }
    return x;
  }

  template<class T> T log_prior(std::span<const T> x) const {
    T sum = 0.0;
    for (std::size_t i = 0; i < 4; ++i) {
      const double mean = i % 2 == 0 ? 1.0 : 0.05;
      const double sd = i % 2 == 0 ? 0.5 : 0.05;
      sum += normal(exp(x[i]), mean, sd) - log_share_above_zero(mean, sd) + x[i];
    }
    // A lognormal is a normal of the logarithm.
    for (std::size_t k = 0; k < 2; ++k) {
      sum += normal(x[4 + k], std::log(10.0), 1.0) + normal(x[6 + k], -1.0, 1.0);
    }
    return sum;
  }
  template<class T> T log_likelihood(std::span<const T> x) const {
    const T alpha = exp(x[0]);
    const T beta = exp(x[1]);
    const T gamma = exp(x[2]);
    const T delta = exp(x[3]);
    const std::array<T, 2> sigma{exp(x[6]), exp(x[7])};
    T sum = lognormal_of_log(std::log(first[0]), x[4], sigma[0]) + lognormal_of_log(std::log(first[1]), x[5], sigma[1]);
    T u = exp(x[4]);
    T v = exp(x[5]);
    const double h = 1.0 / steps;
    for (const std::array<double, 2>& year : later) {
      for (int step = 0; step < steps; ++step) {
        const T u1 = (alpha - beta * v) * u;
        const T v1 = (delta * u - gamma) * v;
        const T ua = u + 0.5 * h * u1;
        const T va = v + 0.5 * h * v1;
        const T u2 = (alpha - beta * va) * ua;
        const T v2 = (delta * ua - gamma) * va;
        const T ub = u + 0.5 * h * u2;
        const T vb = v + 0.5 * h * v2;
        const T u3 = (alpha - beta * vb) * ub;
        const T v3 = (delta * ub - gamma) * vb;
        const T uc = u + h * u3;
        const T vc = v + h * v3;
        const T u4 = (alpha - beta * vc) * uc;
        const T v4 = (delta * uc - gamma) * vc;
        u += h / 6.0 * (u1 + 2.0 * u2 + 2.0 * u3 + u4);
        v += h / 6.0 * (v1 + 2.0 * v2 + 2.0 * v3 + v4);
      }
      sum += lognormal_of_log(std::log(year[0]), T(log(u)), sigma[0]);
      sum += lognormal_of_log(std::log(year[1]), T(log(v)), sigma[1]);
    }
    return sum;
  }
  void draw_prior(experiments::RandomEngine& random, std::span<double> x) const {
    for (std::size_t i = 0; i < 4; ++i) {
      x[i] = std::log(i % 2 == 0 ? draw_positive_normal(random, 1.0, 0.5) : draw_positive_normal(random, 0.05, 0.05));
    }
    for (std::size_t k = 0; k < 2; ++k) {
      x[4 + k] = std::log(10.0) + random.normal();
      x[6 + k] = -1.0 + random.normal();
    }
  }
  std::vector<double> reported(std::span<const double> x) const {
    std::vector<double> all(x.begin(), x.end());
    for (double& one : all) {
      one = std::exp(one);
    }
    return all;
  }
  const std::vector<PublishedFigure>& figures() const {
    static const std::vector<PublishedFigure> all{
        {"theta[1]", 0.5468645, 0.063054789, 0.44821573, 0.54364816, 0.65504164, 0.00062626907, 0.0004828358},
        {"theta[2]", 0.027747288, 0.0041547179, 0.02137792, 0.027501683, 0.035021203, 4.1160427e-05, 3.2658656e-05},
        {"theta[3]", 0.80009536, 0.089370177, 0.66422082, 0.79405684, 0.95767635, 0.00088460323, 0.00071995794},
        {"theta[4]", 0.024085915, 0.0035280897, 0.018856547, 0.023825214, 0.030306965, 3.5004767e-05, 2.8723905e-05},
        {"z_init[1]", 34.035222, 2.9168988, 29.344192, 33.944084, 39.037649, 0.029308276, 0.02209055},
        {"z_init[2]", 5.9358971, 0.53055204, 5.1149046, 5.9113437, 6.8339146, 0.005338721, 0.0043961708},
        {"sigma[1]", 0.24805686, 0.043262677, 0.1878099, 0.24248929, 0.32779682, 0.00043933773, 0.00039289104},
        {"sigma[2]", 0.25101691, 0.043590337, 0.19107486, 0.24483579, 0.33129471, 0.0004395256, 0.00039537548},
    };
    return all;
  }
};

/// x: log of k_a, K_m, V_m, sigma.
struct OneCompartment {
  static constexpr std::size_t dimension = 4;
  static constexpr double dose = 30.0;
  static constexpr double volume = 2.0;
  static constexpr std::array<double, 20> measured{
      5.70812264865215, 7.10126075072086, 8.38520678426651, 9.79008249883381, 13.4390409239245,
      11.4478987597702, 11.2124282696837, 11.4269217682577, 12.2432859438401, 13.8201804108938,
      13.8408670746042, 11.422291744251,  10.5031943081843, 11.9121452242965, 14.0849980781312,
      10.5505145523917, 10.1905539351877, 12.2232272590821, 11.7290653047821, 12.2719396535996};
  /// Runge-Kutta steps in the half day between two measurements.
  int steps = 10;

  std::string stem() const { return "one_comp_mm_elim_abs-one_comp_mm_elim_abs"; }
  std::vector<double> guess() const { return {std::log(0.75), 0.0, -0.1, -2.0}; }

  template<class T> T log_prior(std::span<const T> x) const {
    T sum = 0.0;
    for (std::size_t i = 0; i < dimension; ++i) {
      sum += half_cauchy(exp(x[i]), 1.0) + x[i];
    }
    return sum;
  }
  template<class T> T log_likelihood(std::span<const T> x) const {
    const T k_a = exp(x[0]);
    const T K_m = exp(x[1]);
    const T V_m = exp(x[2]);
    const T sigma = exp(x[3]);
    const T taken_in = dose / volume * k_a;
    const double h = 0.5 / steps;
    const T over_half = exp(-0.5 * h * k_a);
    const auto rate = [&](const T& c, const T& left) { return taken_in * left - V_m / volume * (c / (K_m + c)); };
    T c = 0.0;
    T left = 1.0; // exp(-k_a t)
    T sum = 0.0;
    for (const double m : measured) {
      for (int step = 0; step < steps; ++step) {
        const T middle = left * over_half;
        const T end = middle * over_half;
        const T c1 = rate(c, left);
        const T c2 = rate(c + 0.5 * h * c1, middle);
        const T c3 = rate(c + 0.5 * h * c2, middle);
        const T c4 = rate(c + h * c3, end);
        c += h / 6.0 * (c1 + 2.0 * c2 + 2.0 * c3 + c4);
        left = end;
      }
      sum += lognormal_of_log(std::log(m), T(log(c)), sigma);
    }
    return sum;
  }
  void draw_prior(experiments::RandomEngine& random, std::span<double> x) const {
    for (double& one : x) {
      one = std::log(draw_half_cauchy(random, 1.0));
    }
  }
  std::vector<double> reported(std::span<const double> x) const {
    std::vector<double> all(x.begin(), x.end());
    for (double& one : all) {
      one = std::exp(one);
    }
    return all;
  }
  const std::vector<PublishedFigure>& figures() const {
    static const std::vector<PublishedFigure> all{
        {"k_a", 0.76101342, 0.077903805, 0.64600244, 0.75502586, 0.89641763, 0.00078064277, 0.0007764677},
        {"K_m", 2.5372805, 7.2758119, 0.085906269, 0.97953902, 8.6851978, 0.078288115, 0.83781366},
        {"V_m", 0.98182081, 0.56331652, 0.6489745, 0.89729772, 1.4750563, 0.0060333469, 0.062602085},
        {"sigma", 0.12883484, 0.023402324, 0.096681094, 0.12545307, 0.17158316, 0.00023605775, 0.00021430681},
    };
    return all;
  }
};

/// x: mu[1], log(mu[2] - mu[1]), log sigma[1..2], logit theta.
struct GaussMix {
  static constexpr std::size_t dimension = 5;
  std::vector<double> y;

  std::string stem() const { return "low_dim_gauss_mix-low_dim_gauss_mix"; }
  std::vector<double> guess() const { return {-2, 1.4, 0, 0, 0}; }

  template<class T> T log_prior(std::span<const T> x) const {
    // Two independent normal means put in order: twice the density, where they are.
    T sum = std::log(2.0) + normal(x[0], 0.0, 2.0) + normal(T(x[0] + exp(x[1])), 0.0, 2.0) + x[1];
    for (std::size_t k = 2; k < 4; ++k) {
      sum += std::log(2.0) + normal(T(exp(x[k])), 0.0, 2.0) + x[k];
    }
    // Beta(5,5), whose constant is 9! / 4! / 4! = 630, and the Jacobian of the logistic function: once more of each.
    return sum + std::log(630.0) + 5.0 * log_share(x[4]) + 5.0 * log_share(T(-x[4]));
  }
  template<class T> T log_likelihood(std::span<const T> x) const {
    const T upper = x[0] + exp(x[1]);
    const T a = log_share(x[4]) - x[2] - 0.5 * log_two_pi;
    const T b = log_share(T(-x[4])) - x[3] - 0.5 * log_two_pi;
    const T half_precision_a = 0.5 * exp(-2.0 * x[2]);
    const T half_precision_b = 0.5 * exp(-2.0 * x[3]);
    T sum = 0.0;
    for (const double one : y) {
      const T from_a = one - x[0];
      const T from_b = one - upper;
      const T in_a = a - half_precision_a * (from_a * from_a);
      const T in_b = b - half_precision_b * (from_b * from_b);
      const double most = std::max(value_of(in_a), value_of(in_b));
      sum += most + log(exp(in_a - most) + exp(in_b - most));
    }
    return sum;
  }
  void draw_prior(experiments::RandomEngine& random, std::span<double> x) const {
    const double one = 2.0 * random.normal();
    const double other = 2.0 * random.normal();
    x[0] = std::min(one, other);
    x[1] = std::log(std::fabs(one - other));
    x[2] = std::log(std::fabs(2.0 * random.normal()));
    x[3] = std::log(std::fabs(2.0 * random.normal()));
    std::array<double, 9> uniform{}; // the fifth of nine is Beta(5,5)
    for (double& u : uniform) {
      u = random.unit();
    }
    std::nth_element(uniform.begin(), uniform.begin() + 4, uniform.end());
    x[4] = std::log(uniform[4] / (1.0 - uniform[4]));
  }
  std::vector<double> reported(std::span<const double> x) const {
    return {x[0], x[0] + std::exp(x[1]), std::exp(x[2]), std::exp(x[3]), 1.0 / (1.0 + std::exp(-x[4]))};
  }
  const std::vector<PublishedFigure>& figures() const {
    static const std::vector<PublishedFigure> all{
        {"mu[1]", -2.7335145, 0.042045003, -2.8019485, -2.7341006, -2.6641088, 0.00041644284, 0.00029923743},
        {"mu[2]", 2.8698319, 0.054603328, 2.7794236, 2.8698565, 2.959241, 0.00055964276, 0.00038834023},
        {"sigma[1]", 1.0280739, 0.031437457, 0.97803693, 1.0272763, 1.0807676, 0.00031585516, 0.00023139545},
        {"sigma[2]", 1.0238215, 0.040483974, 0.95960125, 1.0222042, 1.0919653, 0.00041463167, 0.00028802783},
        {"theta", 0.62154934, 0.015481023, 0.59601867, 0.62165195, 0.64679543, 0.00015437633, 0.00010830081},
    };
    return all;
  }

private:
  /// The logarithm of the logistic function.
  template<class T> static T log_share(const T& x) {
    return value_of(x) < 0.0 ? T(x - log(1.0 + exp(x))) : T(-log(1.0 + exp(-x)));
  }
};

template<class Model> class OfModel : public PublishedPosterior {
public:
  explicit OfModel(Model model) : model_{std::move(model)} {}

  std::size_t dimension() const override { return Model::dimension; }
  std::string file_stem() const override { return model_.stem(); }
  const std::vector<PublishedFigure>& figures() const override { return model_.figures(); }
  std::vector<double> reported(std::span<const double> x) const override { return model_.reported(x); }
  std::vector<double> guess() const override { return model_.guess(); }

  std::optional<double> evaluate(std::span<const double> x, std::span<double> gradient) const override {
    using T = ManySlopes<Model::dimension>;
    std::array<T, Model::dimension> point;
    for (std::size_t i = 0; i < x.size(); ++i) {
      point[i] = T::variable(x[i], i);
    }
    const std::span<const T> whole(point);
    const T lp = model_.log_prior(whole) + model_.log_likelihood(whole);
    std::copy(lp.slopes.begin(), lp.slopes.end(), gradient.begin());
    return lp.value;
  }

  void draw_prior(experiments::RandomEngine& random, std::span<double> x) const override {
    model_.draw_prior(random, x);
  }
  double log_prior(std::span<const double> x) const override { return model_.log_prior(x); }
  void log_likelihood(std::span<const double> points, std::span<std::optional<double>> values) const override {
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] = model_.log_likelihood(points.subspan(i * Model::dimension, Model::dimension));
    }
  }

private:
  Model model_;
};

template<class Model> std::unique_ptr<PublishedPosterior> posterior_of(Model model) {
  return std::make_unique<OfModel<Model>>(std::move(model));
}

} // namespace

std::vector<double> PublishedPosterior::reported_draws(const std::vector<double>& draws) const {
  std::vector<double> all;
  const std::size_t n = dimension();
  for (std::size_t at = 0; at < draws.size(); at += n) {
    const std::vector<double> one = reported(std::span(draws).subspan(at, n));
    all.insert(all.end(), one.begin(), one.end());
  }
  return all;
}

std::unique_ptr<PublishedPosterior> eight_schools() { return posterior_of(EightSchools{}); }
std::unique_ptr<PublishedPosterior> eight_schools_with_variances_as_sds() { return posterior_of(EightSchools{true}); }
std::unique_ptr<PublishedPosterior> lotka_volterra(int steps) { return posterior_of(LotkaVolterra{steps}); }
std::unique_ptr<PublishedPosterior> one_compartment(int steps) { return posterior_of(OneCompartment{steps}); }

std::unique_ptr<PublishedPosterior> gauss_mix() {
  std::ifstream file(posteriordb_folder() / "low_dim_gauss_mix.data.json");
  if (!file) {
    return nullptr;
  }
  const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  const auto open = text.find('[');
  const auto close = text.find(']', open);
  if (open == std::string::npos || close == std::string::npos) {
    throw std::runtime_error("low_dim_gauss_mix.data.json has no list of numbers");
  }
  GaussMix model;
  std::istringstream numbers(text.substr(open + 1, close - open - 1));
  for (std::string one; std::getline(numbers, one, ',');) {
    model.y.push_back(std::stod(one));
  }
  if (model.y.size() != 1000) {
    throw std::runtime_error("low_dim_gauss_mix.data.json has " + std::to_string(model.y.size()) +
                             " numbers, not 1000");
  }
  return posterior_of(std::move(model));
}

std::filesystem::path posteriordb_folder() {
  return std::filesystem::path(HEADWATER_SOURCE_DIR) / ".." / "shared" / "reference" / "calibration" / "posteriordb";
}

Start laplace(const LogDensity& target, std::vector<double> from) {
  const std::size_t n = target.dimension();
  const auto rows = static_cast<Eigen::Index>(n);
  std::vector<double> gradient(n);
  std::vector<double> other(n);
  Start start;
  for (int iteration = 0; iteration < 100; ++iteration) {
    const double value = target.evaluate(from, gradient).value();
    Eigen::MatrixXd curvature(rows, rows);
    for (std::size_t j = 0; j < n; ++j) {
      std::vector<double> beside = from;
      const double h = 1e-5 * std::max(1.0, std::fabs(from[j]));
      beside[j] += h;
      target.evaluate(beside, other).value();
      for (std::size_t i = 0; i < n; ++i) {
        curvature(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(j)) = (gradient[i] - other[i]) / h;
      }
    }
    curvature = 0.5 * (curvature + curvature.transpose()).eval();
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> eigen(curvature);
    // Away from the mode the density may curve upwards.
    const Eigen::VectorXd precision = eigen.eigenvalues().cwiseAbs().cwiseMax(1e-3);
    const Eigen::MatrixXd inverse =
        eigen.eigenvectors() * precision.cwiseInverse().asDiagonal() * eigen.eigenvectors().transpose();
    const Eigen::MatrixXd covariance = 0.5 * (inverse + inverse.transpose());
    start = {from, {covariance.data(), covariance.data() + covariance.size()}};
    const Eigen::VectorXd step = covariance * Eigen::Map<const Eigen::VectorXd>(gradient.data(), rows);
    double length = 1.0;
    std::vector<double> next = from;
    for (bool better = false; !better; length *= 0.5) {
      if (length < 1e-6) {
        return start; // as good as it gets
      }
      for (std::size_t i = 0; i < n; ++i) {
        next[i] = from[i] + length * step[static_cast<Eigen::Index>(i)];
      }
      better = target.evaluate(next, other).value_or(-1e300) > value;
    }
    from = next;
  }
  throw std::runtime_error("Newton's method does not end");
}

} // namespace headwater::calibration::tests
