// What derivatives of the modelled history cost, in plain runs: the gradient of one number by all fitted parameters, by
// a run followed backwards, and the Jacobian of every figure, by forward mode.
//
//   bench_gradient [ROUNDS]
//
// Contenders take turns, and every round opens with another one; a ratio is of two times of one round. Before the clock
// starts, what each says is compared: values to the bit, gradients with Jacobian^T weights to 1e-9.
#include "calibration/fit/derivatives/history_jacobian.hpp"
#include "calibration/known/counterparts.hpp"
#include "model/ensemble/draws.hpp"
#include "tests/scotland_drivers.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>

namespace headwater::bench {
namespace {

using calibration::HistoryModel;

constexpr double gradient_tolerance = 1e-9;
constexpr int last_year = 2024;

struct GradientContender {
  std::string name;
  std::size_t repeats; ///< in a round
  std::function<void(std::size_t repeat)> run;
  std::vector<double> seconds; ///< a run, round by round
};

/// CPU time of this thread, s.
double cpu_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

std::vector<calibration::AskedFigure> every_figure() {
  std::vector<calibration::AskedFigure> figures;
  for (const auto& row : calibration::counterparts<double>()) {
    for (int year = model::start_year + 2; year <= last_year; ++year) {
      figures.push_back({std::string(row.series), year});
    }
  }
  return figures;
}

std::vector<std::size_t> fitted_rows() {
  std::vector<std::size_t> fitted;
  for (std::size_t i = 0; i < model::parameter_count; ++i) {
    if (model::parameters()[i].source.starts_with("fitted")) {
      fitted.push_back(i);
    }
  }
  return fitted;
}

/// Half the sum of squares of the figures' logs less a tenth.
void weigh_logs(std::span<const double> values, std::span<double> weights) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    weights[i] = (std::log(values[i]) - 0.1) / values[i];
  }
}

void require_right(const HistoryModel& model) {
  const std::vector<double> at = model.centre();
  const auto values = model.values_at(at);
  const auto figures = model.jacobian_at(at);
  const auto gradient = model.gradient_at(at, &weigh_logs);
  if (!values || !figures || !gradient || values->values != figures->values || values->values != gradient->values) {
    throw std::runtime_error("values are not those of a plain run");
  }
  std::vector<double> weights(figures->values.size());
  weigh_logs(figures->values, weights);
  for (std::size_t k = 0; k < at.size(); ++k) {
    double expected = 0.0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      expected += figures->jacobian[i * at.size() + k] * weights[i];
    }
    if (!(std::abs(gradient->gradient[k] - expected) <= gradient_tolerance * std::abs(expected))) {
      throw std::runtime_error("the gradient by " + std::string(model::parameters()[model.fitted()[k]].name) +
                               " is not that of forward mode");
    }
  }
}

void compare_gradients(std::size_t rounds) {
  const model::ParameterDraws draws(model::UniformDraws(model::Sampling::latin_hypercube, 11, 20),
                                    model::default_values());
  std::vector<HistoryModel> models;
  for (const calibration::AdjointKernel& kernel : calibration::adjoint_kernels()) {
    models.emplace_back(draws.values(1), headwater::tests::scotland_drivers(), fitted_rows(), every_figure(),
                        model::step_length, calibration::best_tangent_kernel(), kernel);
    require_right(models.back());
  }
  // Another point at each repeat, so that nothing can be remembered.
  const auto point = [&models](std::size_t repeat) {
    std::vector<double> at = models.back().centre();
    at.front() *= 1.0 + 1e-7 * static_cast<double>(repeat);
    return at;
  };
  std::vector<GradientContender> contenders{
      {"plain run", 40, [&](std::size_t i) { models.back().values_at(point(i)); }, {}}};
  for (std::size_t k = 0; k < models.size(); ++k) {
    contenders.push_back({"gradient/" + std::string(calibration::adjoint_kernels()[k].instruction_set),
                          40,
                          [&, k](std::size_t i) { models[k].gradient_at(point(i), &weigh_logs); },
                          {}});
  }
  contenders.push_back({"jacobian/" + std::string(calibration::best_tangent_kernel().instruction_set),
                        5,
                        [&](std::size_t i) { models.back().jacobian_at(point(i)); },
                        {}});
  for (std::size_t round = 0; round < rounds; ++round) {
    for (std::size_t turn = 0; turn < contenders.size(); ++turn) {
      GradientContender& contender = contenders[(turn + round) % contenders.size()];
      const double began = cpu_seconds();
      for (std::size_t i = 0; i < contender.repeats; ++i) {
        contender.run(i);
      }
      contender.seconds.push_back((cpu_seconds() - began) / static_cast<double>(contender.repeats));
    }
  }
  std::printf("%zu parameters, %zu figures, to 31 July %d; %zu rounds\n", models.back().dimension(),
              models.back().figures().size(), last_year, rounds);
  std::printf("%-22s %9s %16s %16s\n", "", "CPU ms", "in plain runs", "least to most");
  for (const GradientContender& contender : contenders) {
    std::vector<double> ratios;
    for (std::size_t round = 0; round < rounds; ++round) {
      ratios.push_back(contender.seconds[round] / contenders.front().seconds[round]);
    }
    std::vector<double> seconds = contender.seconds;
    std::sort(seconds.begin(), seconds.end());
    std::sort(ratios.begin(), ratios.end());
    std::printf("%-22s %9.3f %16.2f %8.2f %7.2f\n", contender.name.c_str(), seconds[rounds / 2] * 1e3,
                ratios[rounds / 2], ratios.front(), ratios.back());
  }
}

} // namespace
} // namespace headwater::bench

int main(int argc, char** argv) {
  const std::size_t rounds = argc == 2 ? std::strtoul(argv[1], nullptr, 10) : 15;
  if (argc > 2 || rounds < 5) {
    std::cerr << "bench_gradient [ROUNDS]    5 or more\n";
    return 2;
  }
  try {
    headwater::bench::compare_gradients(rounds);
  } catch (const std::exception& problem) {
    std::cerr << "bench_gradient: " << problem.what() << "\n";
    return 1;
  }
  return 0;
}
