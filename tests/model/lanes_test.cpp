// Lanes equal double: every draw has the same bits whatever instruction set it ran on, how many ran beside it and where
// it stood among them, and they are the bits of a run by itself.
#include "model/ensemble/annual_runs.hpp"
#include "model/scalars/lanes.hpp"
#include "tests/model/plans.hpp"

#include <bit>
#include <cstdint>
#include <limits>

namespace headwater::model::tests {
namespace {

/// FNV-1a over the bits of numbers.
class BitsHash {
public:
  void add(double number) {
    auto bits = std::bit_cast<std::uint64_t>(number);
    for (int byte = 0; byte < 8; ++byte, bits >>= 8U) {
      hash_ = (hash_ ^ (bits & 0xFFU)) * 0x100000001B3U;
    }
  }
  void add(const State<double>& state) {
    for (const double number : state) {
      add(number);
    }
  }
  void add(const AnnualRecord& record) {
    for (const State<double>& state : record.july_states) {
      add(state);
    }
    for (const State<double>& state : record.april_states) {
      add(state);
    }
  }
  std::uint64_t value() const { return hash_; }

private:
  std::uint64_t hash_ = 0xCBF29CE484222325U;
};

using ReferenceNumbers = std::array<double, sizeof(Reference<double>) / sizeof(double)>;
ReferenceNumbers numbers_of(const Reference<double>& reference) { return std::bit_cast<ReferenceNumbers>(reference); }

std::vector<ParameterValues<double>> random_draws(std::size_t count) {
  std::vector<ParameterValues<double>> draws;
  for (std::size_t i = 0; i < count; ++i) {
    draws.push_back(random_set(i));
  }
  return draws;
}

/// Runs all draws in blocks of what the kernel holds.
std::vector<AnnualRecord> run_all(const LaneKernel& kernel, const std::vector<ParameterValues<double>>& draws,
                                  const PlanGrid& plan) {
  AnnualRuns runs(kernel);
  std::vector<AnnualRecord> records(draws.size());
  for (std::size_t first = 0; first < draws.size(); first += runs.lanes()) {
    const std::size_t count = std::min(runs.lanes(), draws.size() - first);
    runs.run(std::span(draws).subspan(first, count), plan, std::span(records).subspan(first, count));
  }
  return records;
}

void expect_the_bits_of_a_run_by_itself(const Plans& plans) {
  const std::vector<ParameterValues<double>> draws = random_draws(11); // not a multiple of any width
  for (const auto& [name, plan] : plans) {
    const Drivers drivers = scotland_drivers(plan);
    const PlanGrid grid = plan_grid(drivers);
    BitsHash alone;
    std::vector<Trajectory> trajectories;
    for (const ParameterValues<double>& draw : draws) {
      alone.add(trajectories.emplace_back(run(draw, drivers)));
    }
    for (const LaneKernel& kernel : lane_kernels()) {
      const std::vector<AnnualRecord> records = run_all(kernel, draws, grid);
      BitsHash hash;
      for (std::size_t i = 0; i < draws.size(); ++i) {
        hash.add(records[i]);
        EXPECT_EQ(records[i].july_states, trajectories[i].july_states) << name << ", " << kernel.instruction_set;
        EXPECT_EQ(numbers_of(records[i].reference), numbers_of(trajectories[i].reference));
      }
      EXPECT_EQ(hash.value(), alone.value()) << name << " on " << kernel.instruction_set;
    }
  }
}

TEST(Lanes, EveryKernelGivesTheBitsOfARunByItself) {
  const Plans plans = typed_plans();
  expect_the_bits_of_a_run_by_itself({*plans.find("keep-the-promise"), *plans.find("all-add-ons")});
}

TEST(Lanes, EveryKernelGivesTheBitsOfARunByItselfNightly) { expect_the_bits_of_a_run_by_itself(typed_plans()); }

// Every plan as a branch of every other: the years they share are taken over, and nothing shows.
void expect_shared_years_to_be_run_once(const Plans& plans) {
  const std::vector<ParameterValues<double>> draws = random_draws(best_lane_kernel().lanes);
  std::size_t most = 0;
  for (const LaneKernel& kernel : lane_kernels()) {
    const auto block = std::span(draws).first(kernel.lanes);
    AnnualRuns runs(kernel);
    std::vector<AnnualRecord> trunk(kernel.lanes);
    std::vector<AnnualRecord> branch(kernel.lanes);
    for (const auto& [name, plan] : plans) {
      const PlanGrid grid = plan_grid(scotland_drivers(plan));
      runs.run(block, grid, trunk);
      for (const auto& [other_name, other_plan] : plans) {
        const PlanGrid other = plan_grid(scotland_drivers(other_plan));
        const std::size_t shared = shared_years(grid, other);
        most = std::max(most, other_name == name ? 0 : shared);
        runs.run_branch(block, other, shared, branch);
        const std::vector<AnnualRecord> alone = run_all(kernel, {block.begin(), block.end()}, other);
        for (std::size_t i = 0; i < kernel.lanes; ++i) {
          EXPECT_EQ(branch[i].july_states, alone[i].july_states) << other_name << " from " << name;
          EXPECT_EQ(branch[i].april_states, alone[i].april_states) << other_name << " from " << name;
          EXPECT_EQ(numbers_of(branch[i].reference), numbers_of(alone[i].reference));
        }
      }
    }
  }
  EXPECT_GE(most, 10U) << "no two plans share the years before their first lever";
}

TEST(Lanes, YearsThatPlansShareAreRunOnceWithTheSameBits) {
  const Plans plans = typed_plans();
  expect_shared_years_to_be_run_once({*plans.find("continue-as-now"), *plans.find("keep-the-promise")});
}

TEST(Lanes, YearsThatPlansShareAreRunOnceWithTheSameBitsNightly) { expect_shared_years_to_be_run_once(typed_plans()); }

TEST(Lanes, ABranchWithOtherDrawsIsRunFromTheStart) {
  const std::vector<ParameterValues<double>> draws = random_draws(2 * best_lane_kernel().lanes);
  const std::size_t width = best_lane_kernel().lanes;
  const PlanGrid grid = plan_grid(scotland_drivers(), 2020);
  AnnualRuns runs;
  std::vector<AnnualRecord> records(width);
  runs.run(std::span(draws).first(width), grid, records);
  runs.run_branch(std::span(draws).last(width), grid, shared_years(grid, grid), records);
  const auto alone = run_all(best_lane_kernel(), {draws.end() - static_cast<std::ptrdiff_t>(width), draws.end()}, grid);
  for (std::size_t i = 0; i < width; ++i) {
    EXPECT_EQ(records[i].july_states, alone[i].july_states);
  }
}

// A plan that differs in one thing only, in a year: sharing ends before it.
TEST(Lanes, PlansShareTheYearsBeforeTheyPart) {
  Plan plan;
  const auto grid_of = [](const Plan& of) { return plan_grid(scotland_drivers(of)); };
  const PlanGrid grid = grid_of(plan);
  EXPECT_EQ(shared_years(grid, grid), grid.julys() - 1);
  EXPECT_EQ(shared_years(grid, plan_grid(scotland_drivers(plan), 2030)), 2030U - start_year);
  EXPECT_EQ(shared_years(grid, plan_grid(scotland_drivers(plan), 2030, 1.0 / 32.0)), 0U);

  plan.steps = {{find_lever("intensive_support"), 2026.25, 1.0, 10.0}};
  EXPECT_EQ(shared_years(grid, grid_of(plan)), 2025U - start_year);
  plan.steps = {};
  plan.wellbeing_end = 2026.25;
  EXPECT_EQ(shared_years(grid, grid_of(plan)), 2025U - start_year);
  plan.wellbeing_end = never;
  plan.wellbeing_fidelity = 0.5;
  EXPECT_EQ(shared_years(grid, grid_of(plan)), 0U);

  // How much of new money works shows when there is some.
  plan = {};
  plan.fidelity = 0.5;
  EXPECT_EQ(shared_years(grid, grid_of(plan)), grid.julys() - 1);
  plan.steps = {{find_lever("intensive_support"), 2026.25, 1.0, 10.0}};
  EXPECT_EQ(shared_years(grid, grid_of(plan)), 2025U - start_year);
}

TEST(Lanes, ADrawDoesNotDependOnThoseBesideIt) {
  const std::vector<ParameterValues<double>> draws = random_draws(8);
  std::vector<ParameterValues<double>> reversed(draws.rbegin(), draws.rend());
  const PlanGrid grid = plan_grid(scotland_drivers(), 2020);
  for (const LaneKernel& kernel : lane_kernels()) {
    const auto one_way = run_all(kernel, draws, grid);
    const auto other_way = run_all(kernel, reversed, grid);
    for (std::size_t i = 0; i < draws.size(); ++i) {
      EXPECT_EQ(one_way[i].july_states, other_way[draws.size() - 1 - i].july_states) << kernel.instruction_set;
    }
  }
}

TEST(Lanes, ARunThatBreaksDownLeavesItsNeighboursAlone) {
  std::vector<ParameterValues<double>> draws = random_draws(4);
  const PlanGrid grid = plan_grid(scotland_drivers(), 2020);
  const auto sound = run_all(best_lane_kernel(), draws, grid);
  draws[2][find_parameter("recovery_milder_need")] = std::numeric_limits<double>::quiet_NaN();
  const auto records = run_all(best_lane_kernel(), draws, grid);
  for (const std::size_t i : {0U, 1U, 3U}) {
    EXPECT_EQ(records[i].july_states, sound[i].july_states);
    EXPECT_FALSE(breakdown(records[i]));
  }
  ASSERT_TRUE(breakdown(records[2]));
  EXPECT_EQ(*breakdown(records[2]), "coping is no longer a finite number on 31 July 2011");
}

TEST(Lanes, ThisMachineRunsAtLeastTheScalarKernel) {
  EXPECT_EQ(lane_kernels().front().instruction_set, "scalar");
  EXPECT_EQ(lane_kernels().front().lanes, 1U);
  EXPECT_EQ(&best_lane_kernel(), &lane_kernels().back());
  EXPECT_EQ(find_lane_kernel("scalar"), &lane_kernels().front());
  EXPECT_EQ(find_lane_kernel("x86-64-v9"), nullptr);
}

// What the equations ask of a number, lane by lane, where double has an opinion: signed noughts, infinity, not a
// number.
TEST(Lanes, EachOperationIsThatOfDouble) {
  using Two = Lanes<2>;
  const std::array<double, 8> numbers{0.0,
                                      -0.0,
                                      1.5,
                                      -2.25,
                                      std::numeric_limits<double>::infinity(),
                                      1e-310,
                                      3.0,
                                      std::numeric_limits<double>::quiet_NaN()};
  const auto same = [](double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
  };
  for (const double a : numbers) {
    for (const double b : numbers) {
      const Two x(a);
      const Two y(b);
      for (std::size_t lane = 0; lane < 2; ++lane) {
        EXPECT_TRUE(same(x[lane], a));
        EXPECT_TRUE(same((x + y)[lane], a + b));
        EXPECT_TRUE(same((x - y)[lane], a - b));
        EXPECT_TRUE(same((x * y)[lane], a * b));
        EXPECT_TRUE(same((x / y)[lane], a / b));
        EXPECT_TRUE(same((-x)[lane], -a));
        EXPECT_TRUE(same(min(x, y)[lane], std::min(a, b))) << a << " " << b;
        EXPECT_TRUE(same(max(x, y)[lane], std::max(a, b))) << a << " " << b;
        EXPECT_TRUE(same(sqrt(x)[lane], std::sqrt(a)));
        EXPECT_TRUE(same(where(x >= y, x, y)[lane], where(a >= b, a, b)));
      }
    }
  }
}

} // namespace
} // namespace headwater::model::tests
