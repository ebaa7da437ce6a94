// What the derivative rows of the independent implementation leave out: cut loops, several at once, loans, and practice that
// removes more children. Each derivative is held against a second way of saying the same: a cut loop is the world whose
// own parameters of that loop are nought, or whose memory stands at its value of 2011.
//
// The state is that of the carried row of 2031 (figures/derivatives_all-add-ons.csv), in which every add-on is at work.
#include "tests/model/plans.hpp"
#include "tests/model/reference_files.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace headwater::model::tests {
namespace {

constexpr double moment = july_31(2031);

State<double> state_of_2031() {
  const Table table(figures_folder() / "derivatives_all-add-ons.csv");
  State<double> state{};
  for (std::size_t row = 0; row < table.rows(); ++row) {
    state[state_position(table.text(row, "state"))] = table.number(row, "y@2031.583333");
  }
  state[stock::reform_churn.first] = 0.5; // churn is off in that row
  return state;
}

ParameterValues<double> values_with_churn() {
  ParameterValues<double> values = reference_values();
  set(values, "reform_churn_cost", 0.2);
  return values;
}

Plan plan_of_2031(const std::vector<std::string_view>& cut = {}) {
  Plan plan = typed_plans().at("all-add-ons");
  for (const std::string_view loop : cut) {
    plan.cut.at(find_loop(loop)) = true;
  }
  return plan;
}

/// The derivative of a state on other parameters than those of the start, whose reference values stay.
State<double> slopes(const State<double>& state, const ParameterValues<double>& values, const Plan& plan) {
  const Reference<double> of_2011 =
      start(by_name(values_with_churn()), moment_at(scotland_drivers(), start_time)).reference;
  return derivative(state, by_name(values), of_2011, moment_at(scotland_drivers(plan), moment));
}

/// A world in which a loop says nothing without being cut.
struct Silent {
  const char* loop;
  std::vector<std::pair<const char*, double>> parameters;
  std::vector<std::pair<Place, double>> memories = {};
  std::vector<Place> own = {};            ///< whose change that is bound to move
  std::vector<std::string_view> cut = {}; ///< other loops that run through the same memory, cut in both
};

std::vector<Silent> silent_worlds() {
  const Parameters<double> p = by_name(values_with_churn());
  const Place released = accumulator(Counter::money_released);
  return {
      {"L1", {{"savings_kept_in_prevention", 0.0}}, {}, {released}}, // less of it comes of each pound
      {"L2", {{"overspend_taken_from_prevention", 0.0}}},
      {"L3", {{"trust_from_standing_by", 0.0}}, {{stock::trust, p.trust_2011}}, {stock::trust}, {"L6", "L12"}},
      {"L4", {{"caseload_moves_threshold", 0.0}}},
      {"L5", {{"burnout_from_caseload", 0.0}}},
      {"L6", {{"quality_from_experience", 0.0}, {"quality_from_trust", 0.0}, {"trust_from_quality", 0.0}}},
      {"L7", {}, {{stock::instability, 1.0}}, {stock::instability}},
      {"L8", {{"moves_cost_households", 0.0}}},
      {"L9", {}, {{stock::residential_price, 1.0}}, {stock::residential_price}},
      {"L11", {{"queue_shortens_support", 0.0}}},
      {"L12", {{"trust_lost_to_crisis", 0.0}}, {{stock::trust, p.trust_2011}}, {stock::trust}, {"L3", "L6"}},
      {"L13",
       {{"detection_base", p.detection_base + p.detection_per_reach * p.universal_reach_2011},
        {"detection_base_severe",
         p.detection_base_severe + p.severe_need_visibility * p.detection_per_reach * p.universal_reach_2011},
        {"detection_per_reach", 0.0}}},
      {"L14", {{"next_generation", 0.0}}},
      {"L15", {{"reform_churn_cost", 0.0}}},
      {"L16", {{"causal_share", 0.0}, {"poverty_through_parents", 0.0}}},
  };
}

void expect_same(const State<double>& cut, const State<double>& silent, const State<double>& state,
                 const std::vector<Place>& but, const std::string& what) {
  for (std::size_t i = 0; i < state_size; ++i) {
    if (std::none_of(but.begin(), but.end(), [i](Place place) { return place.index == i; })) {
      EXPECT_NEAR(cut[i], silent[i], std::max(1e-11 * std::abs(silent[i]), 1e-12 * std::abs(state[i])))
          << what << ": " << name_of(i);
    }
  }
}

TEST(Switches, ACutLoopIsTheWorldInWhichItSaysNothing) {
  const State<double> state = state_of_2031();
  for (const Silent& world : silent_worlds()) {
    ParameterValues<double> values = values_with_churn();
    for (const auto& [name, value] : world.parameters) {
      set(values, name, value);
    }
    State<double> at = state;
    for (const auto& [place, value] : world.memories) {
      at[place.index] = value;
    }
    Plan others = plan_of_2031(world.cut);
    Plan cut = others;
    cut.cut.at(find_loop(world.loop)) = true;
    const State<double> with_cut = slopes(state, values_with_churn(), cut);
    expect_same(with_cut, slopes(at, values, others), state, world.own, world.loop);
    EXPECT_NE(with_cut, slopes(state, values_with_churn(), others)) << world.loop << " is no loop here";
  }
}

// Places sold are in the world of L10 in many ways; only one of them is the loop.
TEST(Switches, PlacesSoldMoveOnlyThePlacesThatAreWanted) {
  const State<double> state = state_of_2031();
  const ParameterValues<double> values = values_with_churn();
  const State<double> with_cut = slopes(state, values, plan_of_2031({"L10"}));
  expect_same(with_cut, slopes(state, values, plan_of_2031()), state, {stock::residential_places}, "L10");
  State<double> as_in_2011 = state;
  as_in_2011[stock::cross_border_places.first] = by_name(values).cross_border_places_2011;
  EXPECT_NEAR(with_cut[stock::residential_places.first],
              slopes(as_in_2011, values, plan_of_2031())[stock::residential_places.first], 1e-12);
}

TEST(Switches, SeveralLoopsCutAreTheWorldInWhichAllSayNothing) {
  const State<double> state = state_of_2031();
  Plan cut = plan_of_2031();
  ParameterValues<double> values = values_with_churn();
  std::vector<Place> own;
  State<double> at = state;
  for (const Silent& world : silent_worlds()) {
    cut.cut.at(find_loop(world.loop)) = true;
    for (const auto& [name, value] : world.parameters) {
      set(values, name, value);
    }
    for (const auto& [place, value] : world.memories) {
      at[place.index] = value;
    }
    own.insert(own.end(), world.own.begin(), world.own.end());
  }
  expect_same(slopes(state, values_with_churn(), cut), slopes(at, values, plan_of_2031()), state, own, "all but L10");
}

/// The places of the state that a lever moves at once.
std::set<std::string> moved_by(const State<double>& with_it, const State<double>& without) {
  std::set<std::string> moved;
  for (std::size_t i = 0; i < state_size; ++i) {
    if (with_it[i] != without[i]) {
      moved.insert(name_of(i));
    }
  }
  return moved;
}

TEST(Switches, ALoanIsDrawnChargedAndRepaid) {
  const ParameterValues<double> values = reference_values();
  const Parameters<double> p = by_name(values);
  State<double> state = state_of_2031();
  const double owed = 60.0;
  state[stock::loan_balance.first] = owed;
  const double prices = grow(p.future_cost_growth * (moment - p.cost_base_year));
  Plan drawing = plan_of_2031();
  drawing.steps.push_back({find_lever("loan"), 2026.25, 1.0, 20.0});
  const State<double> without = slopes(state, values, plan_of_2031());
  const State<double> drawn = slopes(state, values, drawing);
  EXPECT_NEAR(drawn[stock::loan_balance.first], 20.0 + p.loan_interest * owed, 1e-12);
  EXPECT_NEAR(without[stock::loan_balance.first], p.loan_interest * owed, 1e-12);
  // it makes posts: more are hired and fewer are shed; the rest follows later
  EXPECT_EQ(moved_by(drawn, without),
            (std::set<std::string>{"support_workers_new", "support_workers_experienced", "loan_balance",
                                   "count of loan_drawn", "cost of intensive", "cost of ringfenced_memo",
                                   "count of ring_fenced_intensive"}));
  const Scene<double> w{stocks_in(state), p, start(p, moment_at(scotland_drivers(), start_time)).reference,
                        moment_at(scotland_drivers(drawing), moment)};
  EXPECT_NEAR(w.workforce.support_posts * p.cost_per_support_post * prices,
              w.new_money.base_intensive + w.new_money.intensive.working + 20.0 + w.workforce.places_money, 1e-9);

  Plan repaying = plan_of_2031();
  repaying.loan_end = 2029.25;
  const State<double> repaid = slopes(state, values, repaying);
  EXPECT_NEAR(repaid[stock::loan_balance.first], p.loan_interest * owed - owed / p.loan_repayment_time, 1e-12);
  EXPECT_NEAR(repaid[accumulator(Counter::loan_repaid).index], owed / p.loan_repayment_time, 1e-12);
  EXPECT_LT(repaid[stock::support_workers_new.first], without[stock::support_workers_new.first]);
  EXPECT_NEAR(repaid[accumulator(Category::universal).index] - without[accumulator(Category::universal).index],
              -owed / p.loan_repayment_time * (1.0 - w.r.intensive_share), 1e-10);
}

TEST(Switches, PracticeBelowNoughtCostsAsMuchAndAvertsNothing) {
  const ParameterValues<double> values = reference_values();
  const Parameters<double> p = by_name(values);
  const State<double> state = state_of_2031();
  const double prices = grow(p.future_cost_growth * (moment - p.cost_base_year));
  Plan stricter = plan_of_2031();
  stricter.steps.push_back({find_lever("practice"), 2026.25, 1.0, -0.3});
  Plan gentler = plan_of_2031();
  gentler.steps.push_back({find_lever("practice"), 2026.25, 1.0, 0.3});
  const State<double> without = slopes(state, values, plan_of_2031());
  const State<double> more = slopes(state, values, stricter);
  const State<double> fewer = slopes(state, values, gentler);
  const std::set<std::string> moved{"decision_threshold", "cost of practice_support"};
  EXPECT_EQ(moved_by(more, without), moved);
  EXPECT_EQ(moved_by(fewer, without), moved);
  const std::size_t cost = accumulator(Category::practice_support).index;
  EXPECT_NEAR(more[cost] - without[cost], prices * p.cost_decision_practice * 0.3, 1e-10);
  EXPECT_GT(fewer[cost] - more[cost], 0.1) << "support in place of removal";
  const std::size_t threshold = stock::decision_threshold.first;
  const auto target = [&](const State<double>& slope) {
    return slope[threshold] * p.threshold_time + state[threshold];
  };
  EXPECT_GT(target(more), target(without));
  EXPECT_LT(target(fewer), target(without));
}

} // namespace
} // namespace headwater::model::tests
