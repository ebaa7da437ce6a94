// Whole runs, beside an independent implementation of the same equations: every stock and accumulator, the main
// auxiliaries and every cost, on each 31 July from 2011 to 2086, under two plans.
//
// Bar: 1e-8 relative; the files give ten digits. A budget gap is a difference of budgets, and its bar is theirs.
#include "tests/model/plans.hpp"
#include "tests/model/reference_files.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

namespace headwater::model::tests {
namespace {

constexpr double bar = 1e-8;
constexpr double rounding = 1e-9; // some accumulators are 0 up to rounding, and theirs is another
constexpr std::array plans_with_files{"continue-as-now", "keep-the-promise"};

/// A row is about a 31 July.
int year_of(const Table& table, std::size_t row) { return static_cast<int>(table.number(row, "t")); }

TEST(ReferenceTrajectory, TypedPlansAreThoseOfTheFiles) {
  NEEDS_REFERENCE_FILES();
  const Plans theirs = reference_plans();
  for (const auto& [name, typed] : typed_plans()) {
    ASSERT_TRUE(theirs.contains(name)) << name;
    const Plan& plan = theirs.at(name);
    for (const Setting& row : settings()) {
      EXPECT_EQ(typed.*row.in_plan, plan.*row.in_plan) << name << ", " << row.name;
    }
    for (std::size_t lever = 0; lever < lever_count; ++lever) {
      for (double time = 2025.0; time < 2047.0; time += 0.375) {
        EXPECT_NEAR(lever_at(typed, lever, time), lever_at(plan, lever, time), 1e-12)
            << name << ", " << levers()[lever].name << " at " << time;
      }
    }
  }
}

TEST(ReferenceTrajectory, EveryStateOnEach31July) {
  NEEDS_REFERENCE_FILES();
  for (const std::string plan : plans_with_files) {
    const Table table(reference_folder() / ("traj_" + plan + ".csv"));
    const Trajectory trajectory = run_plan(reference_plans().at(plan), reference_values_without_add_ons());
    ASSERT_EQ(table.rows(), 76U);
    ASSERT_EQ(table.columns().size(), 154U);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const int year = year_of(table, row);
      ASSERT_NEAR(table.number(row, "t"), july_31(year), 1e-6);
      for (std::size_t column = 1; column < table.columns().size(); ++column) {
        const std::size_t i = state_position(table.columns()[column]);
        const double theirs = table.number(row, table.columns()[column]);
        EXPECT_NEAR(on_31_july(trajectory, {i}, year), theirs, bar * std::abs(theirs) + rounding)
            << plan << ": " << name_of(i) << ", 31 July " << year;
      }
    }
  }
}

/// One auxiliary by its symbol: what it is in the scene, and the size of what it is a difference of, if it is one.
struct Auxiliary {
  std::string symbol;
  std::function<double(const SceneAt&)> value;
  std::function<double(const SceneAt&)> size = [](const SceneAt&) { return 0.0; };
};

double all_families(const Bands<double>& families) { return sum(families); }

/// The budget gap as the equations table states it; it is not kept in the scene.
double budget_gap(const SceneAt& w) {
  return w.stocks().childrens_budget + w->new_money.aftercare.gross - w->costs.statutory - w.stocks().prevention_budget;
}

std::vector<Auxiliary> auxiliaries() {
  const auto budget = [](const SceneAt& w) { return w.stocks().childrens_budget; };
  std::vector<Auxiliary> list{
      {"B", [](const SceneAt& w) { return w->climate.births; }},
      {"pov", [](const SceneAt& w) { return w->climate.poverty; }},
      {"ZA", [](const SceneAt& w) { return w->climate.away_practice; }},
      {"ZH", [](const SceneAt& w) { return w->climate.at_home_practice; }},
      {"Ex", [](const SceneAt& w) { return w->climate.exits; }},
      {"T", [](const SceneAt& w) { return w->relationships.trust; }},
      {"Rk", [](const SceneAt& w) { return w.stocks().decision_threshold; }},
      {"Q", [](const SceneAt& w) { return w->relationships.quality; }},
      {"det1", [](const SceneAt& w) { return w->need.detection; }},
      {"det2", [](const SceneAt& w) { return w->need.detection_severe; }},
      {"ig", [](const SceneAt& w) { return w->adult_life.next_generation; }},
      {"mA", [](const SceneAt& w) { return w->need.supported_hazard; }},
      {"starts", [](const SceneAt& w) { return w->support.starts; }},
      {"wait", [](const SceneAt& w) { return w->support.wait; }},
      {"pr", [](const SceneAt& w) { return w->support.pressure; }},
      {"kbar", [](const SceneAt& w) { return w->support.places_a_start; }},
      {"Aw", [](const SceneAt& w) { return w->support.in_use; }},
      {"extra_places", [](const SceneAt& w) { return w->support.extra_places; },
       [](const SceneAt& w) { return w->support.in_use; }},
      {"pl_money", [](const SceneAt& w) { return w->workforce.places_money; },
       [](const SceneAt& w) { return w.stocks().prevention_budget; }},
      {"gw", [](const SceneAt& w) { return w->climate.wage_growth; }},
      {"idx", [](const SceneAt& w) { return w->climate.plan_growth; }},
      {"Cap", [](const SceneAt& w) { return w->support.capacity; }},
      {"rc", [](const SceneAt& w) { return all_families(w->support.early) / all_families(w.stocks().supported); }},
      {"gD",
       [](const SceneAt& w) {
         return all_families(w->support.success) /
                (w->p.support_success * w->relationships.quality * all_families(w.stocks().supported));
       }},
      {"wl", [](const SceneAt& w) { return w->load.caseload; }},
      {"wr", [](const SceneAt& w) { return w->load.caseload_relative; }},
      {"occF", [](const SceneAt& w) { return w->placement.foster_occupancy; }},
      {"x", [](const SceneAt& w) { return w->placement.overflow; }},
      {"Bk",
       [](const SceneAt& w) {
         return all_families(w->moves.kinship_to_foster) / (w->p.kinship_to_foster * all_families(w.stocks().kinship));
       }},
      {"mrate", [](const SceneAt& w) { return w->moves.rate; }},
      {"moves", [](const SceneAt& w) { return w->moves.moves; }},
      {"avail", [](const SceneAt& w) { return w->leaving_care.available; }},
      {"uu", [](const SceneAt& w) { return w->leaving_care.supported_at_once; }},
      {"DF", [](const SceneAt& w) { return w->adult_life.people_in_difficulty; }},
      {"dif", [](const SceneAt& w) { return w->adult_life.failure_demand_people; }},
      {"volC", [](const SceneAt& w) { return w->costs.community_volume; }},
      {"volO", [](const SceneAt& w) { return w->costs.overhead_volume; }},
      {"fac",
       [](const SceneAt& w) {
         const Parameters<double>& p = w->p;
         return w->costs[Category::kinship] / (p.cost_kinship * p.children_per_looked_after_family *
                                               all_families(w.stocks().kinship) * w->climate.community_growth);
       }},
      {"ST", [](const SceneAt& w) { return w->costs.statutory; }},
      {"gap", [](const SceneAt& w) { return budget_gap(w); }, budget},
      {"sib", [](const SceneAt& w) { return w->harm.siblings_together; }},
      {"hh", [](const SceneAt& w) { return w->harm.at_home; }},
      {"hr", [](const SceneAt& w) { return w->harm.from_separation; }},
      {"coer",
       [](const SceneAt& w) {
         const double crises = all_families(w->crisis.families);
         return crises / (crises + w->support.starts);
       }},
      {"elig", [](const SceneAt& w) { return w->leaving_care.eligible; }},
      {"nin", [](const SceneAt& w) { return unmet_need_at_18(w.stocks(), w->p); }},
  };
  for (std::size_t b = 0; b < band_count; ++b) {
    const std::string band = "_b" + std::to_string(b);
    list.push_back({"hA" + band, [b](const SceneAt& w) { return w->crisis.hazard_away[b]; }});
    list.push_back({"hH" + band, [b](const SceneAt& w) { return w->crisis.hazard_at_home[b]; }});
    list.push_back({"kin" + band, [b](const SceneAt& w) { return w->placement.kinship_share[b]; }});
  }
  for (std::size_t c = 0; c <= static_cast<std::size_t>(Category::poverty_transfer); ++c) { // the files end there
    list.push_back(
        {"cost_" + std::string(categories()[c].name), [c](const SceneAt& w) { return w->costs.by_category[c]; }});
  }
  return list;
}

TEST(ReferenceTrajectory, EveryAuxiliaryOnEach31July) {
  NEEDS_REFERENCE_FILES();
  const std::vector<Auxiliary> list = auxiliaries();
  for (const std::string plan : plans_with_files) {
    const Table table(reference_folder() / ("aux_" + plan + ".csv"));
    const Trajectory trajectory = run_plan(reference_plans().at(plan), reference_values_without_add_ons());
    // every column is looked at: the time, the derivative of a budget, and those of the list
    EXPECT_EQ(table.columns().size(), list.size() + 2);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const int year = year_of(table, row);
      const std::size_t step = trajectory.step_at(july_31(year));
      const SceneAt w(trajectory, step);
      for (const Auxiliary& auxiliary : list) {
        const double theirs = table.number(row, auxiliary.symbol);
        EXPECT_NEAR(auxiliary.value(w), theirs, bar * std::max(std::abs(theirs), auxiliary.size(w)) + rounding)
            << plan << ": " << auxiliary.symbol << ", 31 July " << year;
      }
      const State<double>& slope = trajectory.derivatives[step];
      EXPECT_NEAR(slope[stock::prevention_budget.first], table.number(row, "dPB"), bar * w.stocks().childrens_budget)
          << plan << ", 31 July " << year;
    }
  }
}

/// A constant of the start by its symbol, from our own start.
std::map<std::string, double> constants() {
  const Start<double> world =
      start(by_name(reference_values_without_add_ons()), moment_at(scotland_drivers(), start_time));
  const Stocks<double>& s = world.stocks;
  const Reference<double>& r = world.reference;
  return {
      {"B0", r.births},
      {"Cap0", world.capacity},
      {"postsF0", world.support_posts},
      {"Ft0", s.support_workers_new + s.support_workers_experienced},
      {"xs0", r.support_experience},
      {"S0", s.social_workers_new + s.social_workers_experienced},
      {"FH0", r.foster_households},
      {"RC0", s.residential_places},
      {"KSh0", r.kinship_capability},
      {"W0", sum(s.waiting) + sum(s.waiting_severe)},
      {"PB0", r.prevention_budget},
      {"intsh", r.intensive_share},
      {"wl0", r.caseload},
      {"coer0", r.crisis_share},
      {"ms0", r.move_rate},
      {"num0", r.load},
      {"DF0", r.people_in_difficulty},
      {"ST0", world.statutory},
      {"UC0_", s.universal_reach},
      {"XB0_", s.cross_border_places},
      {"lac0", r.looked_after},
  };
}

TEST(ReferenceTrajectory, ConstantsOfTheStart) {
  const Table table(figures_folder() / "constants.csv");
  const std::map<std::string, double> ours = constants();
  EXPECT_EQ(table.rows(), ours.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& name = table.text(row, "name");
    const double theirs = table.number(row, "value");
    ASSERT_TRUE(ours.contains(name)) << name;
    EXPECT_NEAR(ours.at(name), theirs, 1e-12 * std::abs(theirs)) << name;
  }
}

TEST(ReferenceTrajectory, PublishedSeriesAreThoseOfTheFiles) {
  const Table table(figures_folder() / "exogenous.csv");
  const Drivers drivers = scotland_drivers();
  std::vector<SeriesPoint> ours = drivers.referrals;
  ours.insert(ours.end(), drivers.poverty.begin(), drivers.poverty.end());
  ASSERT_EQ(table.rows(), ours.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    EXPECT_DOUBLE_EQ(ours[row].time, table.number(row, "time")) << table.text(row, "series");
    EXPECT_DOUBLE_EQ(ours[row].value, table.number(row, "value")) << table.text(row, "series") << " " << ours[row].time;
  }
}

// What of the same files is carried with the tests, and is always compared.
void expect_carried(const Table& table, const Trajectory& trajectory, const std::string& what) {
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& name = table.text(row, "state");
    for (const int year : {2012, 2020, 2030, 2046, 2066, 2086}) {
      const double theirs = table.number(row, std::to_string(year));
      const double ours = name == "looked_after" ? looked_after(trajectory, year)
                          : name == "away"       ? living_away(trajectory, year)
                                                 : on_31_july(trajectory, {state_position(name)}, year);
      EXPECT_NEAR(ours, theirs, bar * std::abs(theirs) + rounding) << what << ": " << name << ", 31 July " << year;
    }
  }
}

TEST(ReferenceTrajectory, CarriedFigures) {
  for (const std::string plan : plans_with_files) {
    const Table table(figures_folder() / ("trajectory_" + plan + ".csv"));
    ASSERT_EQ(table.rows(), 153U);
    expect_carried(table, run_plan(typed_plans().at(plan), reference_values_without_add_ons()), plan);
  }
}

TEST(ReferenceTrajectory, CarriedFiguresOfAddOns) {
  for (const std::string plan : {"continue-as-now", "all-add-ons"}) {
    const Table table(figures_folder() / ("trajectory_2b_" + plan + ".csv"));
    ASSERT_EQ(table.rows(), 39U);
    expect_carried(table, run_plan(typed_plans().at(plan), reference_values()), plan + ", with add-ons");
  }
}

TEST(ReferenceTrajectory, AuxiliariesOfAddOns) {
  const Table derivatives(figures_folder() / "derivatives_all-add-ons.csv");
  State<double> state{};
  for (std::size_t row = 0; row < derivatives.rows(); ++row) {
    state[state_position(derivatives.text(row, "state"))] = derivatives.number(row, "y@2031.583333");
  }
  const Parameters<double> p = by_name(reference_values());
  const Drivers drivers = scotland_drivers(typed_plans().at("all-add-ons"));
  const Moment<double> now = moment_at(drivers, july_31(2031));
  const Start<double> world = start(p, moment_at(drivers, start_time));
  const Reference<double>& r = world.reference;
  const Stocks<double> s = read_stocks(state.data());
  const Scene<double> w{s, p, r, now};
  const AdultNeed<double>& a = w.adult_need;
  const double gw = w.climate.wage_growth;
  const Needs<double> unmet{s.unmet_substance, s.unmet_mental, s.unmet_abuse};
  const std::map<std::string, double> ours{
      {"pv", (now.child_poverty + now.lever.child_poverty) / now.child_poverty},
      {"Pr", a.pressure},
      {"fo", a.onset},
      {"fe", a.escalation},
      {"fh", a.hazard},
      {"frl", a.relapse},
      {"frc", a.recovery},
      {"fen", a.engagement},
      {"fho", a.going_home},
      {"fE", a.edge},
      {"fhz", a.crisis},
      {"cPN", a.perinatal_cover},
      {"cPP", a.planning_cover},
      {"cAL", w.controls.alternatives},
      {"cDV", (1.0 - w.controls.diversion) / p.diversion_effect},
      {"cOH", coverage(0.0, w.new_money.out_of_hours.working / gw, p.out_of_hours_money_scale)},
      {"prz", a.imprisonment_hazard},
      {"shPR", a.imprisonment_share},
      {"acc", w.controls.accepted},
      {"accB", w.controls.accepted_by_budget},
      {"Pm", w.shared_care.places},
      {"mu", w.controls.margin},
      {"pfac", w.controls.residential_price},
      {"hY", w.leavers_homes.no_home_share},
      {"z2Y", w.leavers_homes.settling},
      {"hoY", w.leavers_homes.homes_found},
      {"emY", w.leavers_homes.work_found},
      {"housed", w.leavers_homes.housed},
      {"working", w.leavers_homes.working},
      {"pl_money", w.workforce.places_money},
      {"gwp", gw * (1.0 + now.lever.pay_rise)},
  };
  std::map<std::string, double> all = ours;
  const std::array<std::string, need_count> letters{"S", "M", "D"};
  const Needs<double> asking{r.asking_substance, r.asking_mental, r.asking_abuse};
  const Needs<double> arising{r.arising_substance, r.arising_mental, r.arising_abuse};
  const Needs<double> of_2011{r.burden_substance, r.burden_mental, r.burden_abuse};
  for (std::size_t d = 0; d < need_count; ++d) {
    const std::string& letter = letters[d];
    all["u_" + letter] = a.burden[d];
    all["x_" + letter] = a.excess[d];
    all["cE" + letter] = a.edge_cover[d];
    all["stN" + letter] = a.starting[d];
    all["sucN" + letter] = a.succeeding[d];
    all["drN" + letter] = a.dropping[d];
    all["reN" + letter] = a.relapsing[d];
    all["weN" + letter] = a.settling[d];
    all["naN" + letter] = a.ending[d];
    all["onN" + letter] = a.arising[d];
    all["waitN" + letter] = unmet[d] / a.starting[d];
    all["ask_" + letter] = asking[d];
    all["nu_" + letter] = arising[d];
    all["e0_" + letter] = of_2011[d];
  }
  const Table table(figures_folder() / "auxiliaries_all-add-ons.csv");
  EXPECT_EQ(table.rows(), all.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    const std::string& symbol = table.text(row, "symbol");
    ASSERT_TRUE(all.contains(symbol)) << symbol;
    const double theirs = table.number(row, "value");
    EXPECT_NEAR(all.at(symbol), theirs, 1e-10 * std::abs(theirs)) << symbol;
  }
}

} // namespace
} // namespace headwater::model::tests
