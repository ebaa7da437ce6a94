// The ensemble against runs made one by one; the same whatever the threads and the lanes; honest about what broke down.
#include "outputs/appraisal/appraisal.hpp"
#include "outputs/appraisal/net_position.hpp"
#include "outputs/appraisal/pockets.hpp"
#include "outputs/appraisal/span_sums.hpp"
#include "outputs/ensemble/ensemble.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/runs/planned_run.hpp"

#include "model/ensemble/draws.hpp"
#include "scenarios/scenario.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/scotland_drivers.hpp"

#include <gmock/gmock.h>

#include <atomic>
#include <cmath>
#include <set>

namespace headwater::outputs {
namespace {

using testing::HasSubstr;

constexpr std::size_t draw_count = 24;

/// Runs of two plans with what is needed to draw them.
struct DrawnStudy {
  Runs runs;
  std::vector<model::Drivers> drivers;
  std::vector<model::PlanGrid> grids;
  std::vector<model::ParameterDraws> draws;

  model::ParameterValues<double> values(std::size_t draw, std::size_t plan) const { return draws[plan].values(draw); }
};

DrawnStudy drawn(const std::string& id, int horizon = 2046) {
  DrawnStudy result{tests::booklet_of({id}, {.horizon = horizon}).runs, {}, {}, {}};
  const std::filesystem::path folder = std::filesystem::path(HEADWATER_SOURCE_DIR) / "scenarios";
  for (const std::string& name : {std::string("continue-as-now"), id}) {
    const auto scenario = scenarios::read_scenario(folder / (name + ".toml"), folder).value.value();
    result.drivers.push_back(headwater::tests::scotland_drivers(scenario.plan));
    result.grids.push_back(model::plan_grid(result.drivers.back(), horizon));
    result.draws.emplace_back(model::UniformDraws(model::Sampling::latin_hypercube, 7, draw_count),
                              model::default_values());
  }
  return result;
}

EnsembleSettings settings_with(std::size_t threads, const model::LaneKernel& kernel = model::best_lane_kernel()) {
  EnsembleSettings settings;
  settings.runs.threads = threads;
  settings.runs.kernel = &kernel;
  settings.scratch = std::filesystem::temp_directory_path();
  return settings;
}

Ensemble ensemble_of(const DrawnStudy& drawn, const EnsembleSettings& settings, const DrawnValues& values) {
  const DrawsMade made{
      .count = draw_count, .how = "Latin hypercube", .seed = 7, .from = "", .varied = model::varying_parameters.size()};
  return run_ensemble(drawn.runs, {made, drawn.grids, values}, settings);
}
Ensemble ensemble_of(const DrawnStudy& drawn, const EnsembleSettings& settings) {
  return ensemble_of(drawn, settings, [&](std::size_t draw, std::size_t plan) { return drawn.values(draw, plan); });
}

void expect_same(const Spread& a, const Spread& b, const std::string& what) {
  const auto numbers = [](const Spread& s) {
    return std::vector{s.p05, s.p25,           s.p50,           s.p75,
                       s.p95, s.share_above_0, s.share_below_0, static_cast<double>(s.counted)};
  };
  for (std::size_t i = 0; i < numbers(a).size(); ++i) {
    const double one = numbers(a)[i];
    const double other = numbers(b)[i];
    EXPECT_TRUE(one == other || (std::isnan(one) && std::isnan(other))) << what << ": " << one << " and " << other;
  }
}

void expect_same(const Ensemble& a, const Ensemble& b) {
  ASSERT_EQ(a.numbers.size(), b.numbers.size());
  ASSERT_EQ(a.measured.size(), b.measured.size());
  for (const auto& [key, spread] : a.numbers) {
    expect_same(spread, b.numbers.at(key), std::get<2>(key));
  }
  for (const auto& [key, spread] : a.measured) {
    expect_same(spread, b.measured.at(key), std::get<2>(key));
  }
  ASSERT_EQ(a.break_even.size(), b.break_even.size());
  for (const auto& [key, share] : a.break_even) { // not a number: of what adds nothing to cost
    const double other = b.break_even.at(key);
    EXPECT_TRUE(share == other || (std::isnan(share) && std::isnan(other))) << share << " and " << other;
  }
  EXPECT_EQ(a.failures, b.failures);
}

TEST(Ensemble, IsThatOfRunsMadeOneByOne) {
  const DrawnStudy keep = drawn("keep-the-promise");
  const Ensemble ensemble = ensemble_of(keep, settings_with(2));
  const FiscalYear year{2040};
  std::vector<double> away;
  std::vector<double> change;
  std::vector<double> position;
  std::vector<double> worth;
  std::vector<double> harm;
  std::vector<double> councils_save;
  double by_2045 = 0.0;
  for (std::size_t draw = 0; draw < draw_count; ++draw) {
    const model::Trajectory without = model::run(keep.values(draw, 0), keep.drivers[0], 2046);
    const model::Trajectory with = model::run(keep.values(draw, 1), keep.drivers[1], 2046);
    const auto read = [&](const model::Trajectory& path) {
      return find_quantity("looked_after_away")->value(YearView(path, year));
    };
    away.push_back(read(with));
    change.push_back(read(with) - read(without));
    const Compared both{with, without, comparison_starts, keep.runs[1].funding, keep.runs[0].funding};
    const NetPosition net = net_position(both, keep.runs.prices, keep.runs.basis);
    position.push_back(net.cumulative.back());
    const std::size_t place = model::accumulator(model::Counter::harm_at_home).index;
    harm.push_back((with.on_1_april(2046)[place] - with.on_1_april(2026)[place]) -
                   (without.on_1_april(2046)[place] - without.on_1_april(2026)[place]));
    const std::vector<CashFlows> all = all_cash_flows(both, keep.runs.prices, keep.runs.basis);
    councils_save.push_back(pockets(all, keep.runs.basis.settle_by).saves[static_cast<std::size_t>(Payer::council)]);
    const CashFlows flows = all[static_cast<std::size_t>(Perspective::public_purse)];
    worth.push_back(npv(flows));
    const auto measured = measures(both, keep.runs.prices, flows);
    by_2045 += find_measure(measured, "payback_year")->value.value_or(9999) <= 2045 ? 1.0 : 0.0;
  }
  EXPECT_THAT(ensemble.npv_draws.at(1), testing::Pointwise(testing::DoubleEq(), worth)) << "in the order of draws";
  expect_same(*ensemble.of(1, "looked_after_away", year), spread_of(away), "away");
  expect_same(*ensemble.of(1, "looked_after_away", year, Against::baseline), spread_of(change), "change");
  EXPECT_NEAR(ensemble.of(1, span_key("harm_at_home"), {2045}, Against::baseline)->p50, spread_of(harm).p50, 1e-6);
  expect_same(*ensemble.of(1, Perspective::council, saved_on_all_else, {2045}), spread_of(councils_save),
              "councils save");
  expect_same(*ensemble.of(1, "net_position_cumulative", {2045}), spread_of(position), "net position");
  expect_same(*ensemble.of(1, Perspective::public_purse, "npv", {2045}), spread_of(worth), "npv");
  EXPECT_DOUBLE_EQ(*ensemble.broken_even_by(1, Perspective::public_purse, {2045}), by_2045 / draw_count);
  EXPECT_DOUBLE_EQ(*ensemble.better(1, "looked_after_away", year), spread_of(change).share_below_0);
}

// A ratio is below 1 where the present value is below 0: so are their middles, as long as no draw is lost on the way.
TEST(Ensemble, TheMiddleOfBenefitsToCostsIsOfTheSameDrawsAsThatOfPresentValues) {
  std::size_t compared = 0;
  for (const char* plan : {"time-limited-support", "universal-only", "keep-the-promise"}) {
    const Ensemble ensemble = ensemble_of(drawn(plan), settings_with(2));
    for (const Perspective perspective : perspectives) {
      const Spread& ratio = *ensemble.of(1, perspective, "bcr", {2045});
      const Spread& worth = *ensemble.of(1, perspective, "npv", {2045});
      EXPECT_EQ(worth.counted, draw_count);
      EXPECT_EQ(std::isnan(ratio.p50), 20 * (draw_count - ratio.counted) > draw_count) << plan << ratio.counted;
      if (ratio.counted == draw_count) {
        EXPECT_EQ(ratio.p50 < 1.0, worth.p50 < 0.0) << plan << ", " << name(perspective);
        ++compared;
      }
      EXPECT_EQ(ensemble.of(1, perspective, "turning_year", {2045})->counted, draw_count);
      EXPECT_EQ(ensemble.of(1, perspective, "peak_funding_gap_year", {2045})->counted, draw_count);
    }
  }
  EXPECT_GT(compared, 5U);
}

TEST(Ensemble, IsTheSameForAnyThreadsLanesAndStore) {
  const DrawnStudy cuts = drawn("cuts", 2030);
  const Ensemble one = ensemble_of(cuts, settings_with(1, model::lane_kernels().front()));
  for (const std::size_t threads : {1U, 2U, 5U}) {
    for (const model::LaneKernel& kernel : model::lane_kernels()) {
      expect_same(one, ensemble_of(cuts, settings_with(threads, kernel)));
    }
  }
  EnsembleSettings in_a_file = settings_with(2);
  in_a_file.memory = 1000;
  expect_same(one, ensemble_of(cuts, in_a_file));
}

TEST(Ensemble, ADrawThatBreaksDownIsLeftOutOfEveryRunAndSaid) {
  const DrawnStudy cuts = drawn("cuts", 2030);
  const std::size_t broken = model::find_parameter("recovery_milder_need");
  const auto values = [&](std::size_t draw, std::size_t plan) {
    model::ParameterValues<double> drawn = cuts.values(draw, plan);
    if ((draw == 3 && plan == 1) || (draw == 20 && plan == 0)) {
      drawn[broken] = std::nan("");
    }
    return drawn;
  };
  const Ensemble ensemble = ensemble_of(cuts, settings_with(2), values);
  EXPECT_EQ(ensemble.failed_draws, (std::vector<std::size_t>{3, 20}));
  EXPECT_EQ(ensemble.used(), draw_count - 2);
  ASSERT_EQ(ensemble.failures.size(), 2U);
  EXPECT_EQ(ensemble.failures[0].plan, 1U);
  for (const std::size_t run : {0U, 1U}) {
    EXPECT_EQ(ensemble.of(run, "looked_after", {2029})->counted, draw_count - 2);
  }
  EXPECT_THAT(
      ensemble.failures_in_words(cuts.runs),
      HasSubstr("2 of 24 draws broke down and are left out of every percentile, in every scenario: draw 4 (cuts: "
                "coping is no longer a finite number on 31 July 2011); draw 21 (continue-as-now: "));
}

TEST(Ensemble, BreakingEvenIsMoreLikelyByALaterYear) {
  const DrawnStudy keep = drawn("keep-the-promise");
  const Ensemble ensemble = ensemble_of(keep, settings_with(2));
  for (const Perspective perspective : perspectives) {
    double before = 0.0;
    for (FiscalYear year = comparison_starts; year <= last_whole_year(2046); ++year.first) {
      const double now = ensemble.broken_even_by(1, perspective, year).value();
      if (std::isnan(now)) { // nobody who adds nothing to cost breaks even
        EXPECT_NE(perspective, Perspective::public_purse);
        continue;
      }
      EXPECT_GE(now, before) << name(perspective) << ", " << year.label();
      EXPECT_LE(now, 1.0);
      before = now;
    }
  }
  EXPECT_FALSE(ensemble.broken_even_by(0, Perspective::council, comparison_starts)) << "a baseline breaks nothing even";
}

TEST(Ensemble, KeepsOnlyWhatIsAskedFor) {
  const DrawnStudy cuts = drawn("cuts", 2030);
  EnsembleSettings settings = settings_with(2);
  settings.quantities = {"looked_after"};
  const Ensemble ensemble = ensemble_of(cuts, settings);
  EXPECT_NE(ensemble.of(1, "looked_after", {2029}), nullptr);
  EXPECT_EQ(ensemble.of(1, "starts", {2029}), nullptr);
  EXPECT_EQ(ensemble.of(1, Perspective::council, "npv", {2029}), nullptr);
}

TEST(RunDraws, LooksAtEachDrawOnceAndStopsWhenTold) {
  const DrawnStudy cuts = drawn("cuts", 2013);
  const auto values = [&](std::size_t draw, std::size_t plan) { return cuts.values(draw, plan); };
  std::vector<std::atomic<int>> looks(draw_count);
  std::size_t told = 0;
  DrawSettings settings;
  settings.threads = 2;
  settings.progress = [&](std::size_t more) { told += more; };
  run_draws(
      cuts.grids, 5, 13, values, [&](std::size_t draw, const auto&) { ++looks[draw]; }, settings);
  for (std::size_t draw = 0; draw < draw_count; ++draw) {
    EXPECT_EQ(looks[draw], draw >= 5 && draw < 18 ? 1 : 0) << draw;
  }
  EXPECT_EQ(told, 13U);
  settings.stop = [] { return true; };
  run_draws(
      cuts.grids, 0, draw_count, values, [&](std::size_t, const auto&) { ADD_FAILURE() << "looked"; }, settings);
}

} // namespace
} // namespace headwater::outputs
