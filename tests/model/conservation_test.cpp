// Nothing leaks: families and people are conserved, every stock is what flowed into it less what flowed out, and none
// is ever negative, over every plan and over 200 random sets of parameters inside their ranges.
#include "tests/model/plans.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::model::tests {
namespace {

constexpr std::uint64_t random_sets = 200;

/// What crosses each boundary at one step, from the record of flows: into the stocks, and out of them. A flow from one
/// boundary to another would be counted on both sides of the books; there is none.
struct Crossing {
  double in = 0.0;
  double out = 0.0;
};

Crossing crossing(const Trajectory& trajectory, std::size_t step, Boundary boundary) {
  Crossing total;
  for (std::size_t f = 0; f < trajectory.flows.size(); ++f) {
    const FlowLabel& flow = trajectory.flows[f];
    if (flow.kind != FlowLabel::Kind::flow) {
      continue;
    }
    if (flow.arrow.from == End(boundary)) {
      total.in += trajectory.flow_rates[step][f];
    }
    if (flow.arrow.to == End(boundary)) {
      total.out += trajectory.flow_rates[step][f];
    }
  }
  return total;
}

/// The derivative of the sum of all stocks counted in `unit`, and the gross of what it is made of.
struct Change {
  double net = 0.0;
  double gross = 0.0;
};

Change change_of(const Trajectory& trajectory, std::size_t step, std::string_view unit) {
  Change change;
  for (std::size_t i = 0; i < stock_size; ++i) {
    // those without a stable home are a part of those in difficulty
    if (stock_at(i)->unit == unit && i != stock::no_stable_home.first) {
      change.net += trajectory.derivatives[step][i];
      change.gross += std::abs(trajectory.derivatives[step][i]);
    }
  }
  return change;
}

// Rounding alone: the largest found is 7e-11 families a year where 1e5 a year flow.
constexpr double leak = 1e-14;

void expect_families_conserved(const Trajectory& trajectory, std::size_t step, const std::string& what) {
  const double births = crossing(trajectory, step, Boundary::births).in;
  const double arrivals = crossing(trajectory, step, Boundary::arrivals).in;
  const double grown_up = crossing(trajectory, step, Boundary::grown_up).out;
  const double left_care = crossing(trajectory, step, Boundary::left_care_at_16_17).out;
  const Change change = change_of(trajectory, step, "families");
  EXPECT_NEAR(change.net, births + arrivals - grown_up - left_care,
              leak * (births + arrivals + grown_up + left_care + change.gross))
      << what << ", step " << step << ": births " << births << ", arrivals " << arrivals << ", grown up " << grown_up
      << ", left care " << left_care;

  // the same from the sectors themselves, so that no boundary is used for anything else
  const SceneAt w(trajectory, step);
  const Stocks<double>& s = w.stocks();
  constexpr std::size_t b = age_16_17;
  EXPECT_NEAR(births, w->climate.births, leak * births) << what << ", step " << step;
  EXPECT_NEAR(arrivals, w->climate.arrivals, leak * births) << what << ", step " << step;
  EXPECT_NEAR(grown_up,
              (s.coping[b] + s.struggling[b] + s.struggling_severely[b] + s.waiting[b] + s.waiting_severe[b] +
               s.supported[b] + s.supported_severe[b] + s.closed_early[b] + s.closed_early_severe[b] + s.recovering[b] +
               s.long_term_support[b] + s.shared_care[b]) /
                  trajectory.parameters.years_16_17,
              leak * births + leak * grown_up)
      << what << ", step " << step;
  const LeavingCare<double>& leaving = w->leaving_care;
  EXPECT_NEAR(left_care,
              leaving.leave_kinship + leaving.leave_foster + leaving.leave_residential + leaving.leave_secure +
                  leaving.leave_at_home,
              leak * births)
      << what << ", step " << step;
}

void expect_junctions_empty(const Trajectory& trajectory, std::size_t step, const std::string& what) {
  for (const Boundary junction : {Boundary::entering_away, Boundary::going_home}) {
    ASSERT_TRUE(row(junction).junction);
    const Crossing through = crossing(trajectory, step, junction);
    EXPECT_NEAR(through.in, through.out, leak * (through.in + through.out))
        << what << ", step " << step << ": " << row(junction).meaning << " holds families";
  }
}

void expect_people_conserved(const Trajectory& trajectory, std::size_t step, const std::string& what) {
  const double care_leavers = crossing(trajectory, step, Boundary::care_leavers).in;
  const double never_in_care = crossing(trajectory, step, Boundary::never_in_care).in;
  const double past_64 = crossing(trajectory, step, Boundary::past_64).out;
  const double died = crossing(trajectory, step, Boundary::died).out;
  const double out_of_difficulty = crossing(trajectory, step, Boundary::out_of_difficulty).out;
  const Change change = change_of(trajectory, step, "persons");
  EXPECT_NEAR(change.net, care_leavers + never_in_care - past_64 - died - out_of_difficulty,
              leak * (care_leavers + never_in_care + past_64 + died + out_of_difficulty + change.gross))
      << what << ", step " << step << ": care leavers " << care_leavers << ", never in care " << never_in_care
      << ", past 64 " << past_64 << ", died " << died << ", out of difficulty " << out_of_difficulty;

  // Families become people: those who leave at 16-17, and for a share of those who leave before it is for good.
  const SceneAt w(trajectory, step);
  const Parameters<double>& p = trajectory.parameters;
  const double kap = p.children_per_looked_after_family;
  double before_16 = 0.0;
  for (std::size_t b = 0; b < age_16_17; ++b) {
    before_16 += w->home_supervision.ends[b] + w->going_home.supported[b] + w->going_home.alone[b] +
                 w->going_home.kinship_orders[b] + w->going_home.adoptions[b];
  }
  const double at_16_17 = crossing(trajectory, step, Boundary::left_care_at_16_17).out +
                          w->home_supervision.ends[age_16_17] + w->going_home.supported[age_16_17] +
                          w->going_home.alone[age_16_17];
  EXPECT_NEAR(care_leavers, kap * (p.last_exit_share * before_16 + at_16_17), 10.0 * leak * care_leavers)
      << what << ", step " << step << ": children per family " << kap << ", families before 16 " << before_16
      << ", families at 16-17 " << at_16_17;
}

void expect_starts_less_ceases_change_care(const Trajectory& trajectory, std::size_t step, const std::string& what) {
  const State<double>& slope = trajectory.derivatives[step];
  double change = 0.0;
  for (const auto& block : {stock::at_home, stock::kinship, stock::foster, stock::residential, stock::secure}) {
    for (std::size_t b = 0; b < band_count; ++b) {
      change += slope[block[b].index];
    }
  }
  change *= trajectory.parameters.children_per_looked_after_family;
  const double starts = slope[accumulator(Counter::starts).index];
  const double ceases = slope[accumulator(Counter::ceases).index];
  EXPECT_NEAR(starts - ceases, change, 10.0 * leak * (starts + ceases))
      << what << ", step " << step << ": starts " << starts << ", ceases " << ceases;
}

void expect_stocks_are_what_flowed(const Trajectory& trajectory, std::size_t step, const std::string& what) {
  std::vector<double> net(stock_size, 0.0);
  std::vector<double> gross(stock_size, 0.0);
  const auto book = [&](const End& end, double amount) {
    if (end.inside) {
      net[end.index] += amount;
      gross[end.index] += std::abs(amount);
    }
  };
  for (std::size_t f = 0; f < trajectory.flows.size(); ++f) {
    const FlowLabel& flow = trajectory.flows[f];
    const double total = trajectory.flow_totals[step][f];
    if (flow.kind == FlowLabel::Kind::flow) {
      book(flow.arrow.from, -total);
      book(flow.arrow.to, total);
    } else if (flow.kind == FlowLabel::Kind::adjustment) {
      book(flow.arrow.to, total);
    }
  }
  for (std::size_t i = 0; i < stock_size; ++i) {
    const double now = trajectory.states[step][i];
    const double then = trajectory.states[0][i];
    // of the stock; of what flowed through it, where the stock has all but gone
    EXPECT_NEAR(now, then + net[i], std::max(1e-9 * std::abs(now), 1e-12 * (std::abs(then) + gross[i])))
        << what << ", step " << step << ": " << name_of(i) << " was " << then << ", and " << gross[i]
        << " flowed in and out";
  }
}

void expect_conserved(const Trajectory& trajectory, const std::string& what) {
  for (std::size_t step = 0; step < trajectory.states.size(); step += 4) {
    expect_families_conserved(trajectory, step, what);
    expect_junctions_empty(trajectory, step, what);
    expect_people_conserved(trajectory, step, what);
    expect_starts_less_ceases_change_care(trajectory, step, what);
  }
  for (std::size_t step = 0; step < trajectory.states.size(); step += 80) {
    expect_stocks_are_what_flowed(trajectory, step, what);
  }
}

// Runs take longer than looking at them, so each is looked at for both.
void expect_sound(const Trajectory& trajectory, const std::string& what) {
  expect_conserved(trajectory, what);
  expect_possible(trajectory, what);
}

TEST(Conservation, HoldsAndNoStockIsNegativeOverEveryPlan) {
  for (const auto& [name, plan] : reference_plans()) {
    expect_sound(run_plan(plan), name);
  }
}

// Each set of parameters with one of the plans, in turn.
void expect_sound_over(std::uint64_t sets) {
  const Plans plans = reference_plans();
  auto plan = plans.begin();
  for (std::uint64_t number = 0; number < sets; ++number) {
    expect_sound(run_plan(plan->second, random_set(number)),
                 "random set " + std::to_string(number) + ", " + plan->first);
    if (++plan == plans.end()) {
      plan = plans.begin();
    }
  }
}

TEST(Conservation, HoldsAndNoStockIsNegativeOverAFewRandomSets) { expect_sound_over(random_sets / 25); }

TEST(Conservation, HoldsAndNoStockIsNegativeOverRandomSetsNightly) { expect_sound_over(random_sets); }

TEST(Conservation, RandomSetsAreInRangeAndTheSameEverywhere) {
  for (std::uint64_t number = 0; number < random_sets; ++number) {
    const ParameterValues<double> values = random_set(number);
    std::map<std::string, double> shares;
    for (std::size_t i = 0; i < parameter_count; ++i) {
      const Parameter& row = parameters()[i];
      EXPECT_TRUE(row.low <= values[i] && values[i] <= row.high) << row.name << " " << values[i] << ", set " << number;
      if (row.distribution == Distribution::fixed) {
        EXPECT_EQ(values[i], row.value) << row.name;
      }
      if (const std::string_view whole = whole_of(row); !whole.empty()) {
        shares[std::string(whole)] += values[i];
      }
    }
    EXPECT_EQ(shares.size(), 6U);
    for (const auto& [group, total] : shares) {
      EXPECT_NEAR(total, 1.0, 1e-15 * 4) << group << ", set " << number;
    }
  }
  EXPECT_NE(random_set(0), random_set(1));
  // The C++ standard, [rand.predef], says what the generator's ten-thousandth number is.
  std::mt19937_64 generator;
  generator.discard(9999);
  EXPECT_EQ(generator(), 9981545732273789042ULL);
}

// Each check is first shown to see what it is there to see.
TEST(Conservation, SeesALeak) {
  Trajectory trajectory = run_plan({}, default_values(), start_year + 1);
  const Change before = change_of(trajectory, 0, "families");
  trajectory.derivatives[0][stock::waiting[0].index] += 1e-6;
  EXPECT_GT(change_of(trajectory, 0, "families").net - before.net, 0.9e-6);
  EXPECT_LT(leak * before.gross, 1e-8) << "the bar would hide a family in a hundred million years";
}

} // namespace
} // namespace headwater::model::tests
