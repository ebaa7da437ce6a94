// Likelihoods over solutions of differential equations, from the benchmark collection of PEtab
// (Benchmarking-Initiative/Benchmark-Models-PEtab, commit 4d208508): what a least-squares problem over an ODE comes to.
#include "calibration/inference/estimate/multi_start.hpp"
#include "tests/calibration/inference/estimate/normal_density.hpp"
#include "tests/calibration/inference/samplers/many_slopes.hpp"

#include <boost/numeric/odeint/integrate/integrate_times.hpp>
#include <boost/numeric/odeint/stepper/controlled_runge_kutta.hpp>
#include <boost/numeric/odeint/stepper/generation.hpp>
#include <boost/numeric/odeint/stepper/runge_kutta_fehlberg78.hpp>
#include <gmock/gmock.h>

#include <array>
#include <cmath>
#include <cstdio>

namespace headwater::calibration::tests {
namespace {

namespace odeint = boost::numeric::odeint;

struct Measurement {
  std::size_t state;
  double time, value, sd;
};

// ---- Crauste et al., Cell Systems 4 (2017): how T cells mature, stage by stage --------------------------------------

using CrausteState = std::array<double, 5>; ///< naive, early effector, late effector, memory, pathogen

void crauste_slope(const CrausteState& x, CrausteState& slope, double) {
  const double delta_el = 0.517945937424841;
  const double delta_lm = 0.022580636941607;
  const double delta_ne = 0.011930787933602;
  const double mu_ee = 3.91359465940441e-05;
  const double mu_le = 1.00000000000007e-10;
  const double mu_ll = 8.11520130499257e-06;
  const double mu_n = 0.739907304399124;
  const double mu_p = 1.00000003522094e-05;
  const double mu_pe = 1.41248724084794e-10;
  const double mu_pl = 3.63403086241783e-05;
  const double rho_e = 0.507415649004014;
  const double rho_p = 0.126382292625502;
  const auto& [n, e, l, m, p] = x;
  slope[0] = -mu_n * n - delta_ne * n * p;
  slope[1] = delta_ne * n * p + rho_e * e * p - mu_ee * e * e - delta_el * e;
  slope[2] = delta_el * e - mu_ll * l * l - mu_le * e * l - delta_lm * l;
  slope[3] = delta_lm * l;
  slope[4] = rho_p * p * p - mu_pe * e * p - mu_pl * l * p - mu_p * p;
}

double crauste_log_likelihood(double tolerance) {
  constexpr std::array<Measurement, 21> measured{
      {{0, 4, 459, 290},      {0, 6, 74, 64},      {1, 4, 386, 266},      {1, 6, 1172, 526},    {1, 7, 47470, 23855},
       {1, 8, 175825, 19722}, {1, 13, 4911, 3048}, {1, 15, 7417, 2924},   {1, 22, 3359, 1540},  {2, 6, 888, 182},
       {2, 7, 4577, 1976},    {2, 8, 32860, 4105}, {2, 13, 46727, 23601}, {2, 15, 27586, 6841}, {2, 22, 13650, 7266},
       {2, 28, 3936, 2705},   {3, 8, 289, 80},     {3, 13, 9564, 4206},   {3, 15, 15631, 5745}, {3, 22, 41744, 15987},
       {3, 28, 32705, 7909}}};
  const std::array<double, 9> times{0, 4, 6, 7, 8, 13, 15, 22, 28};
  CrausteState x{8090, 0, 0, 0, 1};
  double sum = 0.0;
  std::size_t counted = 0;
  odeint::integrate_times(odeint::make_controlled(tolerance, tolerance, odeint::runge_kutta_fehlberg78<CrausteState>()),
                          crauste_slope, x, times.begin(), times.end(), 1e-3,
                          [&](const CrausteState& there, double time) {
                            for (const Measurement& one : measured) {
                              if (one.time == time) {
                                sum += log_normal_density(one.value, there[one.state], one.sd);
                                ++counted;
                              }
                            }
                          });
  EXPECT_EQ(counted, measured.size());
  return sum;
}

// -190.963978 by three solvers of SciPy at 1e-12, and by the collection's own simulation to 1e-8.
TEST(Petab, CrausteLogLikelihood) {
  const double exact = crauste_log_likelihood(1e-12);
  const double enough = crauste_log_likelihood(1e-10);
  std::printf("%.9f at 1e-12, %.9f at 1e-10\n", exact, enough);
  EXPECT_NEAR(exact, -190.963977576, 1e-5);
  EXPECT_NEAR(enough, -190.963977576, 1e-5);
  // The pathogen nearly grows without end, and does with a solver that is content with four digits.
  EXPECT_FALSE(std::abs(crauste_log_likelihood(1e-4) + 190.963977576) <= 1e-5);
}

// ---- Bertozzi et al., PNAS 117 (2020): the first days of an epidemic ------------------------------------------------

struct Bertozzi {
  double people, reproduction, gamma, infected, sd;
  std::array<double, 11> measured; ///< by day
};
constexpr Bertozzi california{
    39560000,           4.92721680123473,  0.039032488375217576,
    232.90259817432732, 171.5520042582738, {225, 187, 282, 462, 430, 460, 901, 758, 437, 757, 1286}};
constexpr Bertozzi new_york{19540000,
                            1.5,
                            0.15974646749068355,
                            3631.9734930511822,
                            638.7370177109516,
                            {2945, 3400, 4090, 5084, 4797, 5160, 7036, 6999, 7534, 7237, 7015}};

/// The infected on each day, by the classical Runge-Kutta method with 50 steps a day: its error is below 1e-9 of them.
template<class T> std::array<T, 11> infected_by_day(double people, const T& reproduction, const T& gamma, T infected) {
  constexpr int steps = 50;
  constexpr double dt = 1.0 / steps;
  const T beta = reproduction * gamma;
  const auto infections = [&](const T& s, const T& i) { return beta * s * ((1.0 / people) * i); };
  T susceptible = people - infected;
  std::array<T, 11> days;
  days[0] = infected;
  for (std::size_t day = 1; day < days.size(); ++day) {
    for (int step = 0; step < steps; ++step) {
      std::array<T, 4> ds;
      std::array<T, 4> di;
      for (std::size_t k = 0; k < 4; ++k) {
        const double ahead = k == 0 ? 0.0 : k == 3 ? dt : 0.5 * dt;
        const T s = k == 0 ? susceptible : susceptible + ahead * ds[k - 1];
        const T i = k == 0 ? infected : infected + ahead * di[k - 1];
        const T flow = infections(s, i);
        ds[k] = -flow;
        di[k] = flow - gamma * i;
      }
      susceptible += (dt / 6.0) * (ds[0] + 2.0 * ds[1] + 2.0 * ds[2] + ds[3]);
      infected += (dt / 6.0) * (di[0] + 2.0 * di[1] + 2.0 * di[2] + di[3]);
    }
    days[day] = infected;
  }
  return days;
}

double bertozzi_log_likelihood(const Bertozzi& place) {
  const auto days = infected_by_day<double>(place.people, place.reproduction, place.gamma, place.infected);
  double sum = 0.0;
  for (std::size_t day = 0; day < days.size(); ++day) {
    sum += log_normal_density(place.measured[day], days[day], place.sd);
  }
  return sum;
}

TEST(Petab, BertozziLogLikelihood) {
  const double sum = bertozzi_log_likelihood(california) + bertozzi_log_likelihood(new_york);
  std::printf("%.9f\n", sum);
  EXPECT_NEAR(sum, -158.864267928, 1e-5);
}

/// One place's curve as residuals, within the bounds that the collection gives, with its standard deviation known.
class BertozziProblem : public ResidualProblem {
public:
  BertozziProblem(const Bertozzi& place, double least_infected, double most_infected)
      : place_{place}, parameters_{{"R0", ParameterScale::between(1.5, 5.0)},
                                   {"gamma", ParameterScale::between(0.01, 0.2)},
                                   {"I0", ParameterScale::between(least_infected, most_infected)}} {}

  const std::vector<EstimatedParameter>& parameters() const override { return parameters_; }
  std::size_t residual_count() const override { return place_.measured.size(); }
  bool evaluate(std::span<const double> x, std::span<double> residuals, std::span<double> jacobian) const override {
    using Number = ManySlopes<3>;
    const auto days =
        infected_by_day(place_.people, Number::variable(x[0], 0), Number::variable(x[1], 1), Number::variable(x[2], 2));
    for (std::size_t i = 0; i < days.size(); ++i) {
      residuals[i] = (days[i].value - place_.measured[i]) / place_.sd;
      for (std::size_t j = 0; j < 3; ++j) {
        jacobian[3 * i + j] = days[i].slopes[j] / place_.sd;
      }
    }
    return true;
  }

private:
  Bertozzi place_;
  std::vector<EstimatedParameter> parameters_;
};

// The collection's values have New York's R0 on its lower bound, 1.5: so has the fit, and it says so.
TEST(Petab, BertozziNewYorkLiesAtItsBound) {
  const BertozziProblem problem(new_york, 1e3, 1e4);
  const PointEstimate estimate = multi_start(problem);
  std::printf("%s", estimate.words(problem.parameters()).c_str());
  EXPECT_THAT(estimate.certificate.at_bound, testing::ElementsAre(AtBound{0, Bound::lower, true}));
  EXPECT_TRUE(estimate.certificate.converged);
  EXPECT_NEAR(estimate.best_fit().values[0], 1.5, 0.0035);
  EXPECT_NEAR(estimate.best_fit().values[1], new_york.gamma, 1e-3);
  EXPECT_NEAR(estimate.best_fit().values[2], new_york.infected, 10.0);
}

} // namespace
} // namespace headwater::calibration::tests
