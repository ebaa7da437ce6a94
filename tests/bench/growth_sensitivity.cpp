// Sensitivity: the tornado and the Sobol indices of a plan's net present value, as `headwater sensitivity` finds them.
#include "tests/bench/growth.hpp"

#include "model/experiments/sobol_indices.hpp"
#include "model/experiments/tornado.hpp"
#include "outputs/runs/run_draws.hpp"
#include "outputs/sensitivity/asked_output.hpp"
#include "outputs/sensitivity/assumptions.hpp"

#include <cmath>
#include <map>

namespace headwater::bench {
namespace {

constexpr std::size_t plans_of_a_point = 2; ///< the plan and its baseline
constexpr std::size_t alone_count = 20;     ///< assumptions with a Sobol index of their own, as the verb has it
constexpr std::uint64_t sensitivity_seed = 1;

using ValuesAt = std::function<model::ParameterValues<double>(const std::vector<double>& point, std::size_t plan)>;

/// The plan and its baseline at any point, with the net present value read off them.
class NetPresentValue {
public:
  NetPresentValue()
      : at_hand_{study_of_plan()}, assumptions_{at_hand_.plans[plan_run].values, set_parameters()},
        asked_{std::get<outputs::AskedOutput>(
            outputs::OutputNames(at_hand_.runs, at_hand_.runs[plan_run], outputs::Perspective::public_purse)
                .find("npv", false, outputs::summary_years(at_hand_.runs.horizon).back()))} {
    for (const std::size_t run : runs_) {
      grids_.push_back(model::plan_grid(at_hand_.plans[run].drivers));
      draws_.emplace_back(model::UniformDraws(model::Sampling::random, 1, 1), at_hand_.plans[run].values,
                          set_parameters());
    }
  }

  const outputs::Assumptions& assumptions() const { return assumptions_; }
  std::size_t count() const { return assumptions_.moved().size(); }

  /// The parameters of a point in real units; what is not named stays at its centre.
  model::ParameterValues<double> in_units(const std::vector<double>& point, std::size_t plan) const {
    model::ParameterValues<double> values = at_hand_.plans[runs_[plan]].values;
    for (std::size_t i = 0; i < point.size(); ++i) {
      if (point[i] != assumptions_.moved()[i].range.centre) {
        assumptions_.move(values, i, point[i]);
      }
    }
    return values;
  }
  /// The parameters of a point of the cube.
  model::ParameterValues<double> in_cube(const std::vector<double>& point, std::size_t plan) const {
    return draws_[plan].values_at(assumptions_.point(point));
  }

  /// In lanes, on one thread.
  std::vector<std::vector<double>> at(const experiments::Points& points, const ValuesAt& values) const {
    std::vector<std::vector<double>> rows(points.size());
    outputs::DrawSettings settings;
    settings.threads = 1;
    outputs::run_draws(
        grids_, 0, points.size(), [&](std::size_t point, std::size_t plan) { return values(points[point], plan); },
        [&](std::size_t point, std::span<const model::AnnualRecord* const> records) {
          rows[point] = read(*records[0], *records[1]);
        },
        settings);
    return rows;
  }
  /// One point by itself, in plain doubles, with every flow recorded.
  double one_by_one(const std::vector<double>& point, const ValuesAt& values) const {
    const model::Trajectory with = model::run(values(point, 0), at_hand_.plans[runs_[0]].drivers);
    const model::Trajectory without = model::run(values(point, 1), at_hand_.plans[runs_[1]].drivers);
    return read(with, without).front();
  }

private:
  std::vector<double> read(const model::AnnualRecord& with, const model::AnnualRecord& without) const {
    const outputs::Runs& runs = at_hand_.runs;
    return outputs::read_outputs({asked_},
                                 {with, without, runs.compared(runs[plan_run]).first, runs[plan_run].funding,
                                  runs.baseline_of(runs[plan_run]).funding},
                                 runs.prices, runs.basis);
  }
  std::vector<std::size_t> set_parameters() const {
    std::vector<std::size_t> set;
    for (const std::size_t run : runs_) {
      for (const scenarios::Override& override_ : at_hand_.inputs.scenarios[run].overrides) {
        set.push_back(override_.parameter);
      }
    }
    return set;
  }

  std::array<std::size_t, plans_of_a_point> runs_{plan_run, baseline_run};
  StudyAtHand at_hand_;
  outputs::Assumptions assumptions_;
  outputs::AskedOutput asked_;
  std::vector<model::PlanGrid> grids_;
  std::vector<model::ParameterDraws> draws_;
};

ValuesAt values_in_units(const NetPresentValue& npv) {
  return [&npv](const std::vector<double>& point, std::size_t plan) { return npv.in_units(point, plan); };
}
ValuesAt values_in_cube(const NetPresentValue& npv) {
  return [&npv](const std::vector<double>& point, std::size_t plan) { return npv.in_cube(point, plan); };
}

experiments::Tornado tornado_of_first(const NetPresentValue& npv, std::size_t count) {
  std::vector<experiments::CentredRange> ranges;
  for (std::size_t i = 0; i < count; ++i) {
    ranges.push_back(npv.assumptions().moved()[i].range);
  }
  const ValuesAt values = values_in_units(npv);
  return experiments::tornado(ranges, [&](const experiments::Points& points) { return npv.at(points, values); })
      .front();
}

/// Both ends of the longest, a middle and the shortest bar, run by themselves.
std::string wrong_tornado(const experiments::Tornado& tornado, const NetPresentValue& npv, std::size_t count) {
  if (tornado.bars.size() != count || !tornado.missing.empty()) {
    return "a bar is missing";
  }
  const ValuesAt values = values_in_units(npv);
  std::vector<double> centre;
  for (std::size_t i = 0; i < count; ++i) {
    centre.push_back(npv.assumptions().moved()[i].range.centre);
  }
  if (tornado.at_centre != npv.one_by_one(centre, values)) {
    return "the centre differs from the run by itself";
  }
  for (const std::size_t which : {std::size_t{0}, count / 2, count - 1}) {
    const experiments::TornadoBar& bar = tornado.bars[which];
    const experiments::CentredRange& range = npv.assumptions().moved()[bar.parameter].range;
    const auto at = [&](double value) {
      std::vector<double> point = centre;
      point[bar.parameter] = value;
      return npv.one_by_one(point, values);
    };
    if (bar.at_low != at(range.low) || bar.at_high != at(range.high)) {
      return "bar " + std::to_string(which) + " differs from the runs by themselves";
    }
  }
  return "";
}

/// The outputs that the indices were made of, and some of the points they belong to.
struct RunsSeen {
  std::vector<double> outputs;
  std::map<std::size_t, std::vector<double>> points;
};

/// The groups of the indices: the longest bars of the tornado, and all others together.
experiments::InputGroups groups_of(const NetPresentValue& npv) {
  const experiments::Tornado all = tornado_of_first(npv, npv.count());
  std::vector<std::size_t> alone;
  for (std::size_t i = 0; i < alone_count; ++i) {
    alone.push_back(all.bars[i].parameter);
  }
  return experiments::with_all_others(npv.count(), alone);
}

experiments::SobolIndices indices_of_npv(const NetPresentValue& npv, const experiments::InputGroups& groups,
                                         std::size_t rows, RunsSeen& seen) {
  const model::UniformDraws a(model::Sampling::latin_hypercube, sensitivity_seed, rows);
  const model::UniformDraws b(model::Sampling::latin_hypercube, sensitivity_seed + 1, rows);
  std::size_t cached = rows;
  model::UniformDraws::Point of_a{};
  model::UniformDraws::Point of_b{};
  const std::vector<outputs::Assumption>& moved = npv.assumptions().moved();
  const auto base_sample = [&](std::size_t row, std::size_t dimension) {
    if (row != cached) {
      of_a = a.point(row);
      of_b = b.point(row);
      cached = row;
    }
    return dimension < moved.size() ? of_a[moved[dimension].dimension]
                                    : of_b[moved[dimension - moved.size()].dimension];
  };
  const ValuesAt values = values_in_cube(npv);
  const std::size_t runs = rows * (groups.size() + 2);
  seen = {};
  const auto model = [&](const experiments::Points& points) {
    std::vector<std::vector<double>> found = npv.at(points, values);
    for (std::size_t i = 0; i < points.size(); ++i) {
      const std::size_t run = seen.outputs.size();
      if (run == 0 || run == runs / 2 || run + 1 == runs) {
        seen.points[run] = points[i];
      }
      seen.outputs.push_back(found[i].empty() ? std::nan("") : found[i].front());
    }
    return found;
  };
  return experiments::sobol_indices(npv.count(), groups, model, base_sample, {.rows = rows, .seed = sensitivity_seed})
      .front();
}

/// Some runs by themselves, and the indices by the plain formulas of Saltelli 2010 and Jansen 1999.
std::string wrong_indices(const experiments::SobolIndices& found, const RunsSeen& seen, const NetPresentValue& npv,
                          std::size_t groups, std::size_t rows) {
  const std::size_t set = groups + 2;
  if (found.used != rows || seen.outputs.size() != rows * set || seen.points.size() != 3) {
    return "a run is missing";
  }
  for (const auto& [run, point] : seen.points) {
    if (seen.outputs[run] != npv.one_by_one(point, values_in_cube(npv))) {
      return "run " + std::to_string(run) + " differs from the run by itself";
    }
  }
  const auto count = static_cast<double>(rows);
  double mean = 0.0;
  for (std::size_t row = 0; row < rows; ++row) {
    mean += (seen.outputs[row * set] + seen.outputs[row * set + 1]) / (2.0 * count);
  }
  double variance = 0.0;
  std::vector<double> first(groups);
  std::vector<double> total(groups);
  for (std::size_t row = 0; row < rows; ++row) {
    const double a = seen.outputs[row * set] - mean;
    const double b = seen.outputs[row * set + 1] - mean;
    variance += (a * a + b * b) / (2.0 * count);
    for (std::size_t g = 0; g < groups; ++g) {
      const double mixed = seen.outputs[row * set + 2 + g] - mean;
      first[g] += b * (mixed - a) / count;
      total[g] += (mixed - a) * (mixed - a) / (2.0 * count);
    }
  }
  for (std::size_t g = 0; g < groups; ++g) {
    if (!(std::abs(found.groups[g].first.value - first[g] / variance) <= 1e-9 &&
          std::abs(found.groups[g].total.value - total[g] / variance) <= 1e-9)) {
      return "the index of group " + std::to_string(g) + " is not that of its runs";
    }
  }
  return "";
}

} // namespace

std::vector<GrowthRow> rows_of_sensitivity() {
  const OnceAsked<NetPresentValue> npv([] { return NetPresentValue(); });
  const OnceAsked<experiments::InputGroups> groups([npv] { return groups_of(npv()); });
  std::vector<GrowthRow> rows;
  for (const std::size_t count : {70U, 140U, 280U}) {
    const auto run = [=](benchmark::State& state, const GrowthRow& row) {
      const NetPresentValue& model = npv();
      experiments::Tornado tornado{};
      for ([[maybe_unused]] auto _ : state) {
        tornado = tornado_of_first(model, count);
      }
      conclude(state, row, wrong_tornado(tornado, model, count));
    };
    rows.push_back({"tornado", plans_of_a_point * (1 + 2 * count), "run", run});
  }
  for (const std::size_t count : {64U, 128U, 256U}) {
    const std::size_t runs = plans_of_a_point * count * (alone_count + 1 + 2);
    const auto run = [=](benchmark::State& state, const GrowthRow& row) {
      const NetPresentValue& model = npv();
      const experiments::InputGroups& split = groups();
      RunsSeen seen;
      experiments::SobolIndices found{};
      for ([[maybe_unused]] auto _ : state) {
        found = indices_of_npv(model, split, count, seen);
      }
      conclude(state, row, wrong_indices(found, seen, model, split.size(), count));
    };
    rows.push_back({"sobol", runs, "run", run});
  }
  return rows;
}

} // namespace headwater::bench
