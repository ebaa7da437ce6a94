// The order of sectors never matters: each reads the scene and adds to the ledger, and none sees what another wrote.
#include "tests/model/plans.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <set>

namespace headwater::model::tests {
namespace {

constexpr auto& sectors = sector_flows<double, Derivative<double>>;
constexpr std::size_t sector_count = sectors.size();
using Order = std::array<std::size_t, sector_count>;

/// A ledger that adds up sizes: how much flows into and out of each number of the state, and how often it is written.
class Gross {
public:
  void flow(std::string_view /*name*/, Arrow arrow, double rate) {
    for (const End& end : {arrow.from, arrow.to}) {
      if (end.inside) {
        write(end.index, rate);
      }
    }
  }
  void adjust(std::string_view /*name*/, Place place, double rate) { write(place.index, rate); }
  void cost(Category category, double rate) { write(accumulator(category).index, rate); }
  void count(Counter counter, double rate) { write(accumulator(counter).index, rate); }
  void memo(std::string_view /*name*/, std::string_view /*unit*/, double /*rate*/) {}

  State<double> size{};
  std::array<int, state_size> writes{};

private:
  void write(std::size_t index, double rate) {
    size[index] += std::abs(rate);
    ++writes[index];
  }
};

State<double> derivative_in(const Order& order, const Scene<double>& scene) {
  State<double> result{};
  Derivative<double> ledger{result};
  for (const std::size_t sector : order) {
    sectors[sector](scene, ledger);
  }
  return result;
}

/// Twenty orders: back to front, and nineteen shuffles that are the same on every machine.
std::vector<Order> orders() {
  Order order{};
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::vector<Order> list;
  std::reverse(order.begin(), order.end());
  list.push_back(order);
  std::mt19937_64 generator(17);
  while (list.size() < 20) {
    for (std::size_t left = sector_count; left > 1; --left) {
      std::swap(order[left - 1], order[generator() % left]);
    }
    list.push_back(order);
  }
  return list;
}

std::string text(const Order& order) {
  std::string numbers;
  for (const std::size_t sector : order) {
    numbers += std::to_string(sector) + " ";
  }
  return numbers;
}

TEST(SectorOrder, GivesTheSameDerivative) {
  const Trajectory trajectory = run_plan(typed_plans().at("keep-the-promise"));
  for (const int year : {2011, 2020, 2028, 2046}) {
    const std::size_t step = trajectory.step_at(july_31(year));
    const SceneAt scene(trajectory, step);
    Gross gross;
    all_flows(*scene, gross);
    for (const Order& order : orders()) {
      const State<double> ours = derivative_in(order, *scene);
      for (std::size_t i = 0; i < state_size; ++i) {
        EXPECT_NEAR(ours[i], trajectory.derivatives[step][i], 1e-13 * gross.size[i])
            << name_of(i) << ", 31 July " << year << ", sectors in the order " << text(order);
      }
    }
  }
}

TEST(SectorOrder, EveryAccumulatorIsWrittenOnce) {
  const Trajectory trajectory = run_plan({}, default_values(), start_year + 1);
  const SceneAt scene(trajectory, 0);
  Gross gross;
  all_flows(*scene, gross);
  for (std::size_t i = 0; i < state_size; ++i) {
    if (i < stock_size) {
      EXPECT_GE(gross.writes[i], 1) << name_of(i) << " is never moved";
    } else {
      EXPECT_EQ(gross.writes[i], 1) << name_of(i);
    }
  }
}

TEST(SectorOrder, ShufflesAreShuffles) {
  const std::vector<Order> list = orders();
  for (Order order : list) {
    std::sort(order.begin(), order.end());
    for (std::size_t i = 0; i < sector_count; ++i) {
      EXPECT_EQ(order[i], i);
    }
  }
  EXPECT_EQ(std::set<Order>(list.begin(), list.end()).size(), list.size());
}

} // namespace
} // namespace headwater::model::tests
