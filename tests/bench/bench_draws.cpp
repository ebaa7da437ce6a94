#include "tests/bench/bench_draws.hpp"

#include "model/solve/trajectory.hpp"
#include "model/solve/walk.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <stdexcept>
#include <string>

namespace headwater::bench {
namespace {

Draw make_draw(const model::ParameterValues<double>& values, const model::Drivers& drivers,
               const model::PlanGrid& plan) {
  Draw draw;
  draw.parameters = model::by_name(values);
  const model::Start<double> start = model::start(draw.parameters, plan.moments.front());
  draw.reference = start.reference;
  draw.start = model::initial_state(start);
  draw.end_rk4 = model::run(values, drivers).states.back();
  draw.end_euler = run_euler(draw, plan.moments);
  if (!std::all_of(draw.end_euler.begin(), draw.end_euler.end(), [](double x) { return std::isfinite(x); })) {
    throw std::runtime_error("a run breaks down by Euler");
  }
  return draw;
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

model::ParameterDraws parameter_draws(std::size_t count) {
  return {model::UniformDraws(model::Sampling::sobol, 20110731, count), model::default_values()};
}

Draws make_draws(const model::Drivers& drivers, std::size_t count) {
  Draws result;
  result.plan = model::plan_grid(drivers);
  const model::ParameterDraws parameters = parameter_draws(count);
  for (std::size_t draw = 0; draw < count; ++draw) {
    result.draws.push_back(make_draw(parameters.values(draw), drivers, result.plan));
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
  std::ofstream aprils = open("aprils");
  for (const Draw& draw : draws.draws) {
    write(given, draw.parameters);
    write(given, draw.reference);
    write(start, draw.start);
    write(end_rk4, draw.end_rk4);
    write(end_euler, draw.end_euler);
  }
  for (const model::Moment<double>& moment : draws.plan.moments) {
    write(moments, moment);
  }
  for (const model::AprilStep& april : draws.plan.aprils) {
    write(aprils, april);
  }
}

Draws read_draws(const std::filesystem::path& folder) {
  Draws result;
  Numbers given{folder / "given.f64"};
  Numbers start{folder / "start.f64"};
  Numbers end_rk4{folder / "end_rk4.f64"};
  Numbers end_euler{folder / "end_euler.f64"};
  Numbers moments{folder / "moments.f64"};
  Numbers aprils{folder / "aprils"};
  for (Draw draw{}; given.next(draw.parameters);) {
    given.require(draw.reference);
    start.require(draw.start);
    end_rk4.require(draw.end_rk4);
    end_euler.require(draw.end_euler);
    result.draws.push_back(draw);
  }
  result.plan.steps = step_count;
  result.plan.moments.resize(2 * step_count + 1);
  for (model::Moment<double>& moment : result.plan.moments) {
    moments.require(moment);
  }
  for (model::AprilStep april{}; aprils.next(april);) {
    result.plan.aprils.push_back(april);
  }
  if (result.draws.empty()) {
    throw std::runtime_error("there are no draws in " + folder.string() + ": run write_rivals");
  }
  return result;
}

model::State<double> run_rk4(const Draw& draw, const std::vector<model::Moment<double>>& moments) {
  const model::Timetable timetable{moments, {}, step_count, model::steps_per_year, model::step_length};
  const auto slopes_of = [&draw](std::span<const model::Moment<double>> along, double step, double origin) {
    return model::System<double>{draw.parameters, draw.reference, along, step, origin};
  };
  model::State<double> x = draw.start;
  model::walk(timetable, 0, x, slopes_of, model::Ignore{}, model::Ignore{});
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
