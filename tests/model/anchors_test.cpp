// Anchors: what the parameters of need and support add up to, beside what studies found.
//
//   (i)   relative risk of ever entering care, supported against not, after 12 and 24 months: 0.65-0.85 and 0.6-0.8
//         (trial of family group conferences 0.81 at 12 months; Supporting Families 0.68 at 19-24), and never above 1
//         between states of equal severity
//   (ii)  elasticity of crisis entries to preventive money after five years: -0.16 to -0.05, whether it is the prevention
//         budget that rises or that and Whole Family Wellbeing money
//   (iii) one point of child poverty: 0.8 to 3.1 % more crisis entries
//
// Both of the last are of the year from August 2030 to July 2031, in which five years from April 2026 are over.
//
// The bars are tested on the defaults. On 200 sets of parameters (20 by day), each row uniform in its range, the shares
// that meet them are recorded and printed: nothing but these bars binds the draws to the studies.
#include "tests/model/plans.hpp"

#include <cmath>
#include <iomanip>
#include <iostream>

namespace headwater::model::tests {
namespace {

/// The states of a family that has not entered care, and care, which it does not leave.
enum Where : std::size_t { coping, u1, u2, w1, w2, a1, a2, x1, x2, recovering, care, where_count };
using Chances = std::array<double, where_count>;

/// The chain of one family, at the values of 2011: no ageing, and a crisis hazard of 0.035 a year for milder need.
class Chain {
public:
  /// Where `support_starts` is not, nobody who waits starts support.
  Chain(const Parameters<double>& p, const Scene<double>& w, bool support_starts) {
    constexpr double hazard = 0.035;
    const auto move = [this](Where from, Where to, double rate) {
      rates_[from][to] += rate;
      rates_[from][from] -= rate;
    };
    const double detection = p.detection_base + p.detection_per_reach * p.universal_reach_2011;
    const double detection_severe =
        p.detection_base_severe + p.severe_need_visibility * p.detection_per_reach * p.universal_reach_2011;
    const double closing = 1.0 / p.support_time_limit + p.support_dropout;
    const double lam = p.relapse_met_with_support;
    const double severe = p.severe_at_relapse;
    const double m2 = p.severity_of_severe_need;
    const double supported = 1.0 - p.support_effect;
    // need that appears again
    move(coping, u1, p.need_onset * (1.0 - p.severe_at_onset));
    move(coping, u2, p.need_onset * p.severe_at_onset);
    for (const auto& [milder, worse] : {std::pair{u1, u2}, std::pair{w1, w2}, std::pair{x1, x2}}) {
      move(milder, coping, p.recovery_milder_need);
      move(milder, worse, p.escalation);
      move(worse, milder, p.easing);
      move(milder, care, hazard);
      move(worse, care, hazard * m2);
    }
    move(u1, w1, detection);
    move(u2, w2, detection_severe * (1.0 - p.child_protection_share));
    move(u2, care, detection_severe * p.child_protection_share);
    move(w1, x1, p.give_up_waiting);
    move(w2, x2, p.give_up_waiting);
    if (support_starts) {
      move(w1, a1, sum(w.support.starting) / sum(w.s.waiting));
      move(w2, a2, sum(w.support.starting_severe) / sum(w.s.waiting_severe));
    }
    move(a1, recovering, p.support_success);
    move(a1, coping, p.recovery_while_supported * p.recovery_milder_need);
    move(a2, a1, p.support_eases + p.easing);
    move(a1, a2, p.escalation * supported);
    move(a1, x1, closing);
    move(a2, x2, closing);
    move(a1, care, hazard * supported);
    move(a2, care, hazard * m2 * supported);
    move(x1, w1, p.rereferral);
    move(x2, w2, p.rereferral);
    move(recovering, coping, 1.0 / p.recovery_time);
    move(recovering, a1, p.relapse * lam * (1.0 - severe));
    move(recovering, a2, p.relapse * lam * severe);
    move(recovering, x1, p.relapse * (1.0 - lam) * (1.0 - severe));
    move(recovering, x2, p.relapse * (1.0 - lam) * severe);
    move(recovering, care, hazard * p.severity_recovering);
  }

  /// The chance of ever having entered care after some years, from where a family is at first.
  double care_after(double years, Chances at) const {
    constexpr int steps = 400;
    const double h = years / steps;
    for (int n = 0; n < steps; ++n) {
      const Chances k1 = slope(at);
      const Chances k2 = slope(plus(at, k1, h / 2.0));
      const Chances k3 = slope(plus(at, k2, h / 2.0));
      const Chances k4 = slope(plus(at, k3, h));
      for (std::size_t i = 0; i < where_count; ++i) {
        at[i] += h * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]) / 6.0;
      }
    }
    return at[care];
  }

private:
  Chances slope(const Chances& at) const {
    Chances change{};
    for (std::size_t from = 0; from < where_count; ++from) {
      for (std::size_t to = 0; to < where_count; ++to) {
        change[to] += rates_[from][to] * at[from];
      }
    }
    return change;
  }
  static Chances plus(Chances at, const Chances& k, double h) {
    for (std::size_t i = 0; i < where_count; ++i) {
      at[i] += h * k[i];
    }
    return at;
  }

  std::array<Chances, where_count> rates_{};
};

struct RelativeRisks {
  double months_12; ///< supported against waiting where nobody starts support
  double months_24;
  double waiting_12; ///< supported against waiting as the model runs it
  double waiting_24;
  double worst; ///< the largest of support against any other state of the same severity, at 12 and 24 months
};

/// Supported families stand as in 2011; their control is the same mix of severities, waiting.
RelativeRisks relative_risks(const ParameterValues<double>& values) {
  const Parameters<double> p = by_name(values);
  const Moment<double> now = moment_at(scotland_drivers(), start_time);
  const Start<double> world = start(p, now);
  const Scene<double> w{world.stocks, p, world.reference, now};
  const Chain model(p, w, true);
  const Chain without(p, w, false);
  const double milder = sum(world.stocks.supported);
  const double severe = sum(world.stocks.supported_severe);
  const auto mix = [&](Where one, Where other) {
    Chances at{};
    at[one] = milder / (milder + severe);
    at[other] = severe / (milder + severe);
    return at;
  };
  const auto at = [](Where state) {
    Chances chances{};
    chances[state] = 1.0;
    return chances;
  };
  RelativeRisks r{};
  r.months_12 = model.care_after(1.0, mix(a1, a2)) / without.care_after(1.0, mix(w1, w2));
  r.months_24 = model.care_after(2.0, mix(a1, a2)) / without.care_after(2.0, mix(w1, w2));
  r.waiting_12 = model.care_after(1.0, mix(a1, a2)) / model.care_after(1.0, mix(w1, w2));
  r.waiting_24 = model.care_after(2.0, mix(a1, a2)) / model.care_after(2.0, mix(w1, w2));
  for (const double years : {1.0, 2.0}) {
    for (const auto& [supported, other] : {std::pair{a1, u1}, std::pair{a1, w1}, std::pair{a1, x1}, std::pair{a2, u2},
                                           std::pair{a2, w2}, std::pair{a2, x2}}) {
      r.worst = std::max(r.worst, model.care_after(years, at(supported)) / model.care_after(years, at(other)));
    }
  }
  return r;
}

/// Crisis entries a year, rates at the step of a 31 July.
double crisis_entries(const Trajectory& trajectory, int year) {
  return gained(trajectory, accumulator(Counter::crisis_entries), year, year + 1);
}

constexpr int anchor_horizon = 2031;
constexpr int anchor_year = 2030; ///< from its August

/// What preventive money is.
enum class Preventive { budget, budget_and_wellbeing };

/// Crisis entries five years after preventive money rises by 5 %, in per cent a per cent. All of it rises as it is
/// divided.
double elasticity_to_money(const ParameterValues<double>& values, const Trajectory& now, Preventive money) {
  const Parameters<double> p = by_name(values);
  const double base = on_31_july(now, stock::prevention_budget, 2026);
  const double share = 0.05;
  const double wellbeing = money == Preventive::budget ? 0.0 : 0.6 * p.wellbeing_fund;
  const double intensive = base * now.reference.intensive_share + wellbeing * p.wellbeing_intensive;
  const double universal = base * (1.0 - now.reference.intensive_share) + wellbeing * p.wellbeing_universal;
  const Trajectory more = run_plan(
      plan_of({{"intensive", 2026.25, 0.25, share * intensive}, {"universal", 2026.25, 0.25, share * universal}}),
      values, anchor_horizon);
  return (crisis_entries(more, anchor_year) / crisis_entries(now, anchor_year) - 1.0) / share;
}

/// Rise of crisis entries from August 2030 to July 2031 for one point of child poverty from April 2026, share.
double point_of_poverty(const ParameterValues<double>& values, const Trajectory& now) {
  const Trajectory poorer = run_plan(with("poverty", 0.01, 2026.25, 0.25), values, anchor_horizon);
  return crisis_entries(poorer, anchor_year) / crisis_entries(now, anchor_year) - 1.0;
}

bool within(double value, double low, double high) { return low <= value && value <= high; }

void print(const char* world, const RelativeRisks& r) {
  std::cout << std::setprecision(3) << world
            << ": relative risk of ever entering care, supported against not: " << r.months_12 << " at 12 months, "
            << r.months_24 << " at 24; against a family that waits as it does: " << r.waiting_12 << " and "
            << r.waiting_24 << "; the largest between states of one severity: " << r.worst << '\n';
}

TEST(Anchors, SupportHalvesNoRiskAndRaisesNone) {
  const RelativeRisks before = relative_risks(reference_values());
  print("before anything was settled", before);
  // the charter's own figures
  EXPECT_NEAR(before.months_12, 0.75, 0.005);
  EXPECT_NEAR(before.months_24, 0.70, 0.005);
  EXPECT_NEAR(before.waiting_12, 0.90, 0.005);
  EXPECT_NEAR(before.waiting_24, 0.92, 0.005);
  const RelativeRisks r = relative_risks(default_values());
  print("defaults", r);
  EXPECT_NEAR(r.months_12, 0.74, 0.005); // as the row of support_effect says
  EXPECT_NEAR(r.months_24, 0.67, 0.005);
  EXPECT_NEAR(r.waiting_12, 0.89, 0.005); // as calibration/TRUST.md says
  EXPECT_NEAR(r.waiting_24, 0.91, 0.005);
  for (const RelativeRisks& one : {before, r}) {
    EXPECT_TRUE(within(one.months_12, 0.65, 0.85));
    EXPECT_TRUE(within(one.months_24, 0.6, 0.8));
    EXPECT_LE(one.worst, 1.0);
  }
}

// As long as support kept families from recovering by themselves, one in five sets of values had it raise a risk.
TEST(Anchors, SupportRaisesNoRiskInNearlyEverySetOfValues) {
  constexpr std::uint64_t sets = 300;
  std::array<int, 2> raised{};
  for (std::uint64_t number = 0; number < sets; ++number) {
    ParameterValues<double> values = random_set(number);
    for (const double recovery : {0.0, 1.0}) {
      set(values, "recovery_while_supported", recovery);
      raised[recovery > 0.0 ? 1 : 0] += relative_risks(values).worst > 1.0 ? 1 : 0;
    }
  }
  std::cout << "support raises a risk in " << raised[0] << " of " << sets << " sets of values without, and in "
            << raised[1] << " with recovery while supported\n";
  EXPECT_GT(raised[0], 30);
  EXPECT_LT(raised[1], 3); // below 1 %
}

TEST(Anchors, MoneyAndPovertyMoveCrisesAsStudiesFound) {
  for (const auto& [name, values] :
       {std::pair{"defaults", default_values()}, std::pair{"without add-ons", without_add_ons()},
        std::pair{"before anything was settled", reference_values_without_add_ons()}}) {
    const Trajectory now = run_plan({}, values, anchor_horizon);
    const double budget = elasticity_to_money(values, now, Preventive::budget);
    const double all = elasticity_to_money(values, now, Preventive::budget_and_wellbeing);
    const double poverty = point_of_poverty(values, now);
    std::cout << name << ": elasticity of crisis entries to the prevention budget " << budget
              << ", with Whole Family Wellbeing money " << all << "; one point of poverty " << 100.0 * poverty
              << " %\n";
    EXPECT_TRUE(within(budget, -0.16, -0.05)) << name << ": " << budget;
    EXPECT_TRUE(within(all, -0.16, -0.05)) << name << ": " << all;
    EXPECT_TRUE(within(poverty, 0.008, 0.031)) << name << ": " << poverty;
  }
}

void record_shares_of(std::uint64_t draws) {
  int months_12 = 0;
  int months_24 = 0;
  int never_worse = 0;
  int money = 0;
  int poverty = 0;
  int all = 0;
  for (std::uint64_t draw = 0; draw < draws; ++draw) {
    const ParameterValues<double> values = random_set(draw);
    const RelativeRisks r = relative_risks(values);
    ASSERT_GT(r.months_12, 0.0);
    ASSERT_TRUE(std::isfinite(r.worst));
    const Trajectory now = run_plan({}, values, anchor_horizon);
    const bool a = within(r.months_12, 0.65, 0.85);
    const bool b = within(r.months_24, 0.6, 0.8);
    const bool c = r.worst <= 1.0;
    const bool d = within(elasticity_to_money(values, now, Preventive::budget_and_wellbeing), -0.16, -0.05);
    const bool e = within(point_of_poverty(values, now), 0.008, 0.031);
    months_12 += a ? 1 : 0;
    months_24 += b ? 1 : 0;
    never_worse += c ? 1 : 0;
    money += d ? 1 : 0;
    poverty += e ? 1 : 0;
    all += a && b && c && d && e ? 1 : 0;
  }
  const auto record = [draws](const char* what, int count) {
    std::cout << what << ": " << count << " of " << draws << " draws\n";
    testing::Test::RecordProperty(what, count);
  };
  record("relative risk at 12 months in its bar", months_12);
  record("relative risk at 24 months in its bar", months_24);
  record("support never raises the risk", never_worse);
  record("elasticity to money in its bar", money);
  record("point of poverty in its bar", poverty);
  record("all of these", all);
}

TEST(Anchors, SharesOfDraws) { record_shares_of(20); }

TEST(Anchors, SharesOfDrawsNightly) { record_shares_of(200); }

} // namespace
} // namespace headwater::model::tests
