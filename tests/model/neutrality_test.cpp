// What is added but not pulled changes nothing: parents' need rests to the last bit, and every factor of it and of the
// controls is exactly 1; a cut loop holds what it says it holds.
#include "tests/model/plans.hpp"

#include <cmath>

namespace headwater::model::tests {
namespace {

TEST(Neutrality, ParentsNeedRestsToTheLastBit) {
  const Trajectory now = run_plan({});
  for (std::size_t i = stock::unmet_substance.first; i < stock::long_term_support.first; ++i) {
    EXPECT_EQ(now.states.back()[i], now.states.front()[i]) << name_of(i);
  }
  for (std::size_t b = 0; b < band_count; ++b) {
    EXPECT_EQ(on_31_july(now, stock::long_term_support[b], 2086), 0.0);
    EXPECT_EQ(on_31_july(now, stock::shared_care[b], 2086), 0.0);
  }
}

TEST(Neutrality, EveryFactorIsOneWithoutALever) {
  const Trajectory now = run_plan({}, without_add_ons());
  for (const int year : {2011, 2026, 2046, 2086}) {
    const SceneAt w(now, now.step_at(july_31(year)));
    const AdultNeed<double>& a = w->adult_need;
    for (const double factor : {a.pressure, a.onset, a.escalation, a.hazard, a.relapse, a.recovery, a.engagement,
                                a.going_home, a.edge, a.crisis, a.imprisonment, a.imprisonment_hazard}) {
      EXPECT_EQ(factor, 1.0) << year;
    }
    const Controls<double>& c = w->controls;
    for (const double factor : {c.accepted_by_budget, c.accepted, c.secure_admission, c.diversion, c.building, c.hiring,
                                c.residential_price, c.opening, c.staying_for_pay}) {
      EXPECT_EQ(factor, 1.0) << year;
    }
    EXPECT_EQ(c.giving_up_severe, now.parameters.give_up_waiting);
    EXPECT_EQ(c.pooling_loss, 0.0);
    EXPECT_EQ(sum(w->shared_care.diverted), 0.0);
    for (const Category category : {Category::adult_services, Category::crisis_S, Category::crisis_M,
                                    Category::crisis_D, Category::shared_care, Category::controls}) {
      EXPECT_EQ(w->costs[category], 0.0) << year;
    }
    // the share without a stable home is kept by an equation of its own, and so to rounding
    EXPECT_NEAR(w->leavers_homes.no_home_share, now.parameters.no_home_share, 1e-12) << year;
  }
}

TEST(Neutrality, PlacesOfTheDefaultsNeedNoMoney) {
  const Trajectory now = run_plan({}, without_add_ons());
  for (const int year : {2011, 2030, 2086}) {
    EXPECT_EQ(SceneAt(now, now.step_at(july_31(year)))->workforce.places_money, 0.0) << year;
  }
}

/// A run with one loop cut.
Trajectory cut(std::string_view loop) {
  Plan plan;
  plan.cut.at(find_loop(loop)) = true;
  return run_plan(plan, reference_values_without_add_ons());
}

// The figures of the independent implementation: children looked after on 31 July 2024 and 2040 in continue-as-now,
// each loop cut, numbers cut off and not rounded.
TEST(Loops, CutOneAtATime) {
  struct Figure {
    const char* loop;
    int year_2024;
    int year_2040;
    int year_2086;
  };
  for (const Figure& figure :
       {Figure{"L1", 11885, 9450, 8015}, Figure{"L2", 11853, 9293, 7783}, Figure{"L3", 11882, 9316, 7710},
        Figure{"L4", 12224, 9907, 8473}, Figure{"L5", 11911, 9370, 7779}, Figure{"L6", 11881, 9324, 7735},
        Figure{"L7", 11889, 9343, 7742}, Figure{"L8", 11887, 9343, 7745}, Figure{"L9", 11877, 9315, 7714},
        Figure{"L10", 11887, 9325, 7725}, Figure{"L11", 11865, 9288, 7696}, Figure{"L12", 11878, 9299, 7679},
        Figure{"L13", 11886, 9309, 7692}, Figure{"L14", 11881, 9397, 8107}, Figure{"L15", 11884, 9321, 7720},
        Figure{"L16", 11884, 9321, 7720}}) {
    const Trajectory without = cut(figure.loop);
    EXPECT_EQ(std::floor(looked_after(without, 2024)), figure.year_2024) << figure.loop;
    EXPECT_EQ(std::floor(looked_after(without, 2040)), figure.year_2040) << figure.loop;
    EXPECT_EQ(std::floor(looked_after(without, 2086)), figure.year_2086) << figure.loop;
  }
}

} // namespace
} // namespace headwater::model::tests
