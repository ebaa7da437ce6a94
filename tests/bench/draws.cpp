#include "tests/bench/draws.hpp"

#include "model/solve/trajectory.hpp"
#include "tests/bench/formula.hpp"

#include <boost/numeric/odeint/stepper/runge_kutta4.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>

namespace headwater::bench {
namespace {

using model::parameter_count;

// The top 53 bits as a number from 0 to 1: std::uniform_real_distribution differs between libraries.
double uniform(std::mt19937_64& generator) { return static_cast<double>(generator() >> 11) * 0x1.0p-53; }

double triangular(const model::Parameter& row, double u) {
  const double width = row.high - row.low;
  const double below = row.value - row.low;
  const double above = row.high - row.value;
  return u * width < below ? row.low + std::sqrt(u * width * below) : row.high - std::sqrt((1.0 - u) * width * above);
}

model::ParameterValues<double> parameter_set(std::uint64_t number) {
  std::mt19937_64 generator(20110731 + number);
  model::ParameterValues<double> values = model::default_values();
  std::map<std::string_view, double> group_sums; // by the symbol up to its bracket
  const auto group = [](const model::Parameter& row) { return row.symbol.substr(0, row.symbol.find('[')); };
  for (std::size_t i = 0; i < parameter_count; ++i) {
    const model::Parameter& row = model::parameters()[i];
    if (row.distribution != model::Distribution::fixed && row.low < row.high) {
      values[i] = triangular(row, uniform(generator));
    }
    if (row.distribution == model::Distribution::dirichlet) {
      group_sums[group(row)] += values[i];
    }
  }
  for (std::size_t i = 0; i < parameter_count; ++i) {
    if (model::parameters()[i].distribution == model::Distribution::dirichlet) {
      values[i] /= group_sums.at(group(model::parameters()[i]));
    }
  }
  return values;
}

std::optional<Draw> make_draw(std::uint64_t number, const model::Drivers& drivers,
                              const std::vector<model::Moment<double>>& moments) {
  const model::ParameterValues<double> values = parameter_set(number);
  Draw draw;
  draw.parameters = model::by_name(values);
  const model::Start<double> start = model::start(draw.parameters, moments.front());
  draw.reference = start.reference;
  draw.start = model::initial_state(start);
  try {
    draw.end_rk4 = model::run(values, drivers).states.back();
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
  draw.end_euler = run_euler(draw, moments);
  const bool finite =
      std::all_of(draw.end_euler.begin(), draw.end_euler.end(), [](double x) { return std::isfinite(x); });
  return finite ? std::optional(draw) : std::nullopt;
}

class Numbers {
public:
  explicit Numbers(const std::filesystem::path& file) : file_{file}, bytes_{file, std::ios::binary} {}
  template<class Struct> bool next(Struct& to) {
    return static_cast<bool>(bytes_.read(reinterpret_cast<char*>(&to), sizeof(Struct)));
  }
  template<class Struct> void require(Struct& to) {
    if (!next(to)) {
      throw std::runtime_error(file_.string() + " is missing or too short: run write_rivals");
    }
  }

private:
  std::filesystem::path file_;
  std::ifstream bytes_;
};

template<class Struct> void write(std::ofstream& to, const Struct& numbers) {
  static_assert(sizeof(Struct) % sizeof(double) == 0);
  to.write(reinterpret_cast<const char*>(&numbers), sizeof(Struct));
}

} // namespace

Draws make_draws(const model::Drivers& drivers, std::size_t count) {
  Draws result;
  result.moments = model::moments(drivers, step_count);
  for (std::uint64_t number = 0; result.draws.size() < count; ++number) {
    if (const auto draw = make_draw(number, drivers, result.moments)) {
      result.draws.push_back(*draw);
    } else if (number > 2 * count) {
      throw std::runtime_error("the model breaks down on half of the parameter sets");
    }
  }
  return result;
}

void write_draws(const Draws& draws, const std::filesystem::path& folder) {
  const auto open = [&folder](const char* name) {
    std::ofstream file(folder / name, std::ios::binary);
    file.exceptions(std::ios::failbit | std::ios::badbit);
    return file;
  };
  std::ofstream given = open("given.f64");
  std::ofstream start = open("start.f64");
  std::ofstream end_rk4 = open("end_rk4.f64");
  std::ofstream end_euler = open("end_euler.f64");
  std::ofstream moments = open("moments.f64");
  for (const Draw& draw : draws.draws) {
    write(given, draw.parameters);
    write(given, draw.reference);
    write(start, draw.start);
    write(end_rk4, draw.end_rk4);
    write(end_euler, draw.end_euler);
  }
  for (const model::Moment<double>& moment : draws.moments) {
    write(moments, moment);
  }
}

Draws read_draws(const std::filesystem::path& folder) {
  Draws result;
  Numbers given{folder / "given.f64"};
  Numbers start{folder / "start.f64"};
  Numbers end_rk4{folder / "end_rk4.f64"};
  Numbers end_euler{folder / "end_euler.f64"};
  Numbers moments{folder / "moments.f64"};
  for (Draw draw{}; given.next(draw.parameters);) {
    given.require(draw.reference);
    start.require(draw.start);
    end_rk4.require(draw.end_rk4);
    end_euler.require(draw.end_euler);
    result.draws.push_back(draw);
  }
  result.moments.resize(2 * step_count + 1);
  for (model::Moment<double>& moment : result.moments) {
    moments.require(moment);
  }
  if (result.draws.empty()) {
    throw std::runtime_error("there are no draws in " + folder.string() + ": run write_rivals");
  }
  return result;
}

model::State<double> run_rk4(const Draw& draw, const std::vector<model::Moment<double>>& moments) {
  const model::System<double> system{draw.parameters, draw.reference, moments};
  boost::numeric::odeint::runge_kutta4<model::State<double>> stepper;
  model::State<double> x = draw.start;
  for (std::size_t n = 0; n < step_count; ++n) {
    stepper.do_step(std::cref(system), x, model::grid_time(2 * n), model::step_length);
  }
  return x;
}

model::State<double> run_euler(const Draw& draw, const std::vector<model::Moment<double>>& moments) {
  const model::System<double> system{draw.parameters, draw.reference, moments};
  model::State<double> x = draw.start;
  model::State<double> dxdt{};
  for (std::size_t n = 0; n < step_count; ++n) {
    system(x, dxdt, model::grid_time(2 * n));
    for (std::size_t i = 0; i < x.size(); ++i) {
      x[i] += model::step_length * dxdt[i];
    }
  }
  return x;
}

double difference(const double* found, const model::State<double>& wanted) {
  double largest = 0.0;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const double off = std::abs(found[i] - wanted[i]) / std::max(std::abs(wanted[i]), 1e-6);
    largest = std::isnan(off) ? off : std::max(largest, off);
    if (std::isnan(off)) {
      return off;
    }
  }
  return largest;
}

} // namespace headwater::bench
