// Unit costs share out the ledger: what everybody costs, and all that happens, is what it says, for every payer.
#include "outputs/results/unit_costs.hpp"

#include "model/lives/ways.hpp"
#include "tests/outputs/studies.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace headwater::outputs {
namespace {

/// The last plan pays for shared care as well.
const Booklet& booklet_of_plans() {
  static const Booklet booklet = [] {
    tests::Study study = tests::study_of({"keep-the-promise", "recovery-and-home"}, {.horizon = 2042});
    study.plans[2].drivers.plan.steps.push_back({model::find_lever("shared_care"), model::april_1(2026), 2.0, 12.0});
    Booklet made = std::move(study.booklet);
    made.runs = app::runs_of(study.request, study.inputs, study.plans, app::Keep::flows);
    return made;
  }();
  return booklet;
}

/// What of a category is shared out of a year, at the units of a run.
double shared(model::Category category, const PaidFor& paid, const YearView& view) {
  double sum = 0.0;
  for (const double by_payer : paid[static_cast<std::size_t>(category)]) {
    sum += by_payer;
  }
  if (category != model::Category::shared_care) {
    return sum;
  }
  const double used = model::sum(view.stocks().shared_care);
  const double places = view.july().shared_care.places;
  return used + places == 0.0 ? 0.0 : sum * used / std::max(used, places);
}

TEST(UnitCosts, OfEverybodyAreTheLedger) {
  const Booklet& booklet = booklet_of_plans();
  const PayerTable& payers = booklet.runs.basis.payers;
  for (const ScenarioRun& run : booklet.runs) {
    for (const int first : {2013, 2027, 2040}) {
      const FiscalYear year{first};
      const YearView view(run.record, year);
      const model::Scene<double>& july = view.july();
      const model::Parameters<double>& p = run.record.parameters;
      const UnitCosts costs = unit_costs(run.record, run.funding, payers, year);
      double spent = 0.0;
      for (std::size_t payer = 0; payer < payer_count; ++payer) {
        for (std::size_t place = 0; place < model::stock_size; ++place) {
          if (costs.a_year[place][payer] != 0.0) {
            ASSERT_TRUE(model::counts_people(place));
            spent += costs.a_year[place][payer] * heads(place, p) * run.record.on_31_july(first)[place];
          }
        }
        spent += costs.start[payer] * p.children_per_looked_after_family * model::sum(july.crisis.families);
        spent += costs.found[payer] * model::sum(july.crisis.found);
        spent += costs.unsupported[payer] * july.leaving_care.eligible * (1.0 - july.leaving_care.supported_at_once);
      }
      const PaidFor paid = paid_for(run.record, run.funding, payers, year).all;
      double ledger = 0.0;
      for (const model::Category category : shared_out()) {
        ledger += shared(category, paid, view);
      }
      EXPECT_NEAR(spent, ledger, 1e-12 * ledger) << run.id << " " << first;
      EXPECT_GT(ledger, 500.0);
    }
  }
}

// A child in residential care costs what the table of parameters says, and an adult in difficulty what failure demand and lost tax do.
TEST(UnitCosts, AreNearWhatTheParametersSay) {
  const ScenarioRun& run = booklet_of_plans().runs.front();
  const model::Parameters<double>& p = run.record.parameters;
  const UnitCosts costs = unit_costs(run.record, run.funding, booklet_of_plans().runs.basis.payers, {2019});
  const auto all = [&](model::Place place) {
    double sum = 0.0;
    for (const double payer : costs.a_year[place.index]) {
      sum += payer;
    }
    return sum;
  };
  const double in_difficulty = p.failure_demand_per_person + p.lost_tax_per_person;
  EXPECT_NEAR(all(model::stock::difficulty_26_44) / in_difficulty, 1.0, 0.02);
  EXPECT_GT(all(model::stock::residential[2]), all(model::stock::foster[2]));
  EXPECT_GT(all(model::stock::foster[2]), all(model::stock::kinship[2]));
  EXPECT_GT(all(model::stock::supported_severe[1]), all(model::stock::supported[1]));
  EXPECT_GT(all(model::stock::supported[1]), all(model::stock::coping[1]));
}

// Every category is shared out or named as left out; none that is shared out is of nobody's life.
TEST(UnitCosts, EachCategoryIsSharedOutOnceOrNotAtAll) {
  const ScenarioRun& run = booklet_of_plans().runs[2];
  const YearView view(run.record, {2040});
  std::set<model::Category> seen;
  for (const model::Category category : shared_out()) {
    EXPECT_TRUE(seen.insert(category).second);
    double units = 0.0;
    for (const double weight : bearers_of(category, view.july()).a_year) {
      units += weight;
    }
    EXPECT_GT(units, 0.0) << model::categories()[static_cast<std::size_t>(category)].name;
  }
  const std::set<model::CostClass> of_nobodys_life = {model::CostClass::memo, model::CostClass::beyond_care,
                                                      model::CostClass::transfer, model::CostClass::adult_need,
                                                      model::CostClass::human};
  for (std::size_t i = 0; i < model::category_count; ++i) {
    const auto category = static_cast<model::Category>(i);
    const bool left_out =
        of_nobodys_life.contains(model::categories()[i].cost_class) || category == model::Category::controls;
    EXPECT_EQ(seen.contains(category), !left_out) << model::categories()[i].name;
  }
}

} // namespace
} // namespace headwater::outputs
