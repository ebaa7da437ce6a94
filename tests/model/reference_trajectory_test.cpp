// Whole runs, beside an independent implementation of the same equations: every stock and accumulator, the main
// auxiliaries and every cost, on each 31 July from 2011 to 2046, under two plans.
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
constexpr std::array plans_with_files{"continue-as-now", "keep-the-promise"};

/// A row is about a 31 July.
int year_of(const Table& table, std::size_t row) { return static_cast<int>(table.number(row, "t")); }

/// The row or column of the whole that a carried one is.
std::size_t row_like(const Table& whole, const std::string& first_cell) {
  for (std::size_t row = 0; row < whole.rows(); ++row) {
    if (whole.text(row, whole.columns().front()) == first_cell) {
      return row;
    }
  }
  throw std::runtime_error("no row " + first_cell);
}

TEST(ReferenceFiles, WhatIsCarriedIsPartOfTheWhole) {
  if (reference_folder() != whole_reference_folder()) {
    GTEST_SKIP() << "the whole of the reference figures, of which some are carried, lies outside this repository";
  }
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(carried_reference_folder())) {
    if (entry.path().extension() != ".csv") {
      continue;
    }
    ++files;
    const Table carried(entry.path());
    const Table whole(whole_reference_folder() / entry.path().filename());
    const bool by_position = whole.columns().front() == "series"; // several rows of each
    for (std::size_t row = 0; row < carried.rows(); ++row) {
      const std::size_t there = by_position ? row : row_like(whole, carried.text(row, carried.columns().front()));
      for (const std::string& column : carried.columns()) {
        EXPECT_EQ(carried.text(row, column), whole.text(there, column)) << entry.path() << ", " << column;
      }
    }
  }
  EXPECT_EQ(files, 8U);
}

TEST(ReferenceTrajectory, TypedPlansAreThoseOfTheFiles) {
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
  const std::vector<std::string> names = reference_state_names();
  for (const std::string plan : plans_with_files) {
    const Table table(reference_folder() / ("traj_" + plan + ".csv"));
    const Trajectory trajectory = run_plan(reference_plans().at(plan));
    ASSERT_GE(table.rows(), 4U);
    ASSERT_EQ(table.columns().size(), charter_state_size + 1);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const int year = year_of(table, row);
      ASSERT_NEAR(table.number(row, "t"), july_31(year), 1e-6);
      for (std::size_t i = 0; i < charter_state_size; ++i) {
        const double theirs = table.number(row, names[i]);
        EXPECT_NEAR(on_31_july(trajectory, {i}, year), theirs, bar * std::abs(theirs))
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
      {"det", [](const SceneAt& w) { return w->need.detection; }},
      {"dil", [](const SceneAt& w) { return w->need.severity_waiting / w->p.severity_waiting; }},
      {"ig", [](const SceneAt& w) { return w->adult_life.next_generation; }},
      {"mA", [](const SceneAt& w) { return w->need.severity_supported; }},
      {"starts", [](const SceneAt& w) { return w->support.starts; }},
      {"wait", [](const SceneAt& w) { return w->support.wait; }},
      {"pr", [](const SceneAt& w) { return w->support.pressure; }},
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
      {"mrel", [](const SceneAt& w) { return w->moves.rate_relative; }},
      {"moves", [](const SceneAt& w) { return w->moves.moves; }},
      {"avail", [](const SceneAt& w) { return w->leaving_care.available; }},
      {"uu", [](const SceneAt& w) { return w->leaving_care.supported_at_once; }},
      {"ext", [](const SceneAt& w) { return w->leaving_care.law_of_2015; }},
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
  for (std::size_t c = 0; c < category_count; ++c) {
    list.push_back(
        {"cost_" + std::string(categories()[c].name), [c](const SceneAt& w) { return w->costs.by_category[c]; }});
  }
  return list;
}

TEST(ReferenceTrajectory, EveryAuxiliaryOnEach31July) {
  const std::vector<Auxiliary> list = auxiliaries();
  for (const std::string plan : plans_with_files) {
    const Table table(reference_folder() / ("aux_" + plan + ".csv"));
    const Trajectory trajectory = run_plan(reference_plans().at(plan));
    // every column is looked at: the time, two derivatives of budgets, and those of the list
    EXPECT_EQ(table.columns().size(), list.size() + 3);
    ASSERT_GE(table.rows(), 4U);
    for (std::size_t row = 0; row < table.rows(); ++row) {
      const int year = year_of(table, row);
      const std::size_t step = trajectory.step_at(july_31(year));
      const SceneAt w(trajectory, step);
      for (const Auxiliary& auxiliary : list) {
        const double theirs = table.number(row, auxiliary.symbol);
        EXPECT_NEAR(auxiliary.value(w), theirs, bar * std::max(std::abs(theirs), auxiliary.size(w)))
            << plan << ": " << auxiliary.symbol << ", 31 July " << year;
      }
      const State<double>& slope = trajectory.derivatives[step];
      EXPECT_NEAR(slope[stock::prevention_budget.first], table.number(row, "dPB"), bar * w.stocks().childrens_budget)
          << plan << ", 31 July " << year;
      EXPECT_NEAR(slope[stock::childrens_budget.first], table.number(row, "dBT"), bar * w.stocks().childrens_budget)
          << plan << ", 31 July " << year;
    }
  }
}

/// A constant of the start by its symbol, from our own start.
std::map<std::string, double> constants() {
  const Start<double> world = start(by_name(default_values()), moment_at(scotland_drivers(), start_time));
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
      {"W0", sum(s.waiting)},
      {"PB0", r.prevention_budget},
      {"intsh", r.intensive_share},
      {"wl0", r.caseload},
      {"coer0", r.crisis_share},
      {"ms0", r.move_rate},
      {"num0", r.load},
      {"DF0", r.people_in_difficulty},
      {"ST0", world.statutory},
  };
}

TEST(ReferenceTrajectory, ConstantsOfTheStart) {
  const Table table(reference_folder() / "reference_constants.csv");
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
  const Table table(reference_folder() / "exogenous.csv");
  const Drivers drivers = scotland_drivers();
  std::vector<SeriesPoint> ours = drivers.referrals;
  ours.insert(ours.end(), drivers.poverty.begin(), drivers.poverty.end());
  ASSERT_EQ(table.rows(), ours.size());
  for (std::size_t row = 0; row < table.rows(); ++row) {
    EXPECT_DOUBLE_EQ(ours[row].time, table.number(row, "time")) << table.text(row, "series");
    EXPECT_DOUBLE_EQ(ours[row].value, table.number(row, "value")) << table.text(row, "series") << " " << ours[row].time;
  }
}

// The figures below come from the same files (traj_*.csv and reference_constants.csv).

TEST(ReferenceTrajectory, TypedConstants) {
  const std::map<std::string, double> ours = constants();
  const std::map<std::string, double> typed{
      {"B0", 33718.95424836601},  {"Cap0", 3610.9764082621186}, {"postsF0", 867.1513279973074},
      {"S0", 5458.715596330275},  {"FH0", 3524.6279772682283},  {"RC0", 1629.4313564728798},
      {"W0", 1459.835379972736},  {"PB0", 129.5472544797375},   {"wl0", 4.8769047682804745},
      {"coer0", 0.5524164407689}, {"ms0", 0.24716126366437255}, {"num0", 24997.265102912344},
      {"DF0", 40021.63953180668}, {"ST0", 775.8444390764387},
  };
  for (const auto& [name, theirs] : typed) {
    EXPECT_NEAR(ours.at(name), theirs, 1e-12 * std::abs(theirs)) << name;
  }
}

struct TypedYear {
  int year;
  double looked_after;        ///< children
  double waiting_5_11;        ///< families
  double residential_12_15;   ///< families
  double aftercare_19_21;     ///< persons
  double prevention_budget;   ///< GBPm/yr
  double trust;               ///< share
  double difficulty_26_44;    ///< persons
  double cost_of_residential; ///< GBPm since the start
};

void expect_typed(const std::string& plan, const std::vector<TypedYear>& typed) {
  const Trajectory trajectory = run_plan(typed_plans().at(plan));
  for (const TypedYear& theirs : typed) {
    const auto expect = [&](const char* what, double ours, double figure) {
      EXPECT_NEAR(ours, figure, bar * std::abs(figure)) << plan << ": " << what << ", 31 July " << theirs.year;
    };
    const auto stock_then = [&](Place place) { return on_31_july(trajectory, place, theirs.year); };
    expect("children looked after", looked_after(trajectory, theirs.year), theirs.looked_after);
    expect("families waiting, 5-11", stock_then(stock::waiting[age_5_11]), theirs.waiting_5_11);
    expect("residential care, 12-15", stock_then(stock::residential[age_12_15]), theirs.residential_12_15);
    expect("receiving aftercare, 19-21", stock_then(stock::aftercare_receiving[1]), theirs.aftercare_19_21);
    expect("prevention budget", stock_then(stock::prevention_budget), theirs.prevention_budget);
    expect("trust", stock_then(stock::trust), theirs.trust);
    expect("in difficulty, 26-44", stock_then(stock::difficulty_26_44), theirs.difficulty_26_44);
    expect("cost of residential care", stock_then(accumulator(Category::residential)), theirs.cost_of_residential);
  }
}

TEST(ReferenceTrajectory, TypedFiguresOfContinueAsNow) {
  expect_typed("continue-as-now", {{2012, 16293.681706059, 604.2774399, 553.1157779, 1428.747513, 129.3420873,
                                    0.500693069, 25053.49875, 234.7984271},
                                   {2020, 14411.617275155, 1177.225511, 513.9674456, 1671.433405, 127.0521387,
                                    0.5105072095, 23797.12193, 2316.800186},
                                   {2030, 10613.719922486, 1566.906502, 381.4398834, 1843.167322, 136.7242143,
                                    0.5351433325, 23139.11715, 4827.785719},
                                   {2046, 8526.387425043, 1414.793086, 361.0989556, 1674.735601, 148.0574617,
                                    0.550464772, 20503.96419, 8655.876214}});
}

TEST(ReferenceTrajectory, TypedFiguresOfKeepThePromise) {
  expect_typed("keep-the-promise", {{2012, 16293.681706059, 604.2774399, 553.1157779, 1428.747513, 129.3420873,
                                     0.500693069, 25053.49875, 234.7984271},
                                    {2020, 14411.617275155, 1177.225511, 513.9674456, 1671.433405, 127.0521387,
                                     0.5105072095, 23797.12193, 2316.800186},
                                    {2030, 10392.397074395, 1532.69184, 362.5402889, 1893.563608, 136.9721764,
                                     0.5600833901, 23018.48162, 4818.255313},
                                    {2046, 7444.500141371, 1255.603883, 239.1067961, 1677.567727, 155.4813453,
                                     0.6126679021, 20010.54024, 7931.568924}});
}

} // namespace
} // namespace headwater::model::tests
