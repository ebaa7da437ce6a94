// The price of a lever is worked out, not believed: at one state of the world each lever is pulled to its high end and
// the ledger is read, at once and once people have moved along the flows that the lever itself changes.
#include "model/document/equation_book.hpp"
#include "model/document/explain.hpp"
#include "model/quantities/lever_prices.hpp"
#include "model/solve/system.hpp"
#include "model/solve/trajectory.hpp"
#include "tests/scotland_drivers.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace headwater::model {
namespace {

constexpr double negligible = 1e-9; // GBPm a year

/// What costs run at, and the flows of people, at one state and moment.
struct Rates {
  State<double> derivative{};
  std::vector<FlowLabel> labels;
  std::vector<double> flows;

  double cost(std::size_t category) const { return derivative[accumulator(static_cast<Category>(category)).index]; }
};

Rates rates_at(const State<double>& state, const Trajectory& run, const Moment<double>& now) {
  Rates rates;
  rates.derivative.fill(0.0);
  const Scene<double> scene{stocks_in(state), run.parameters, run.reference, now};
  FlowLabels labels{rates.labels};
  all_flows(scene, labels);
  rates.flows.resize(rates.labels.size());
  FlowRates ledger{rates.derivative, rates.flows.data()};
  all_flows(scene, ledger);
  return rates;
}

/// `state` a step later, in what `rates` say of people beyond what `before` does: by flows of one name where one is given.
State<double> moved_by(State<double> state, const Rates& before, const Rates& rates, std::string_view name = "") {
  for (std::size_t i = 0; i < rates.flows.size(); ++i) {
    const FlowLabel& flow = rates.labels[i];
    if (flow.kind == FlowLabel::Kind::flow && (name.empty() || flow.name == name)) {
      const double more = (rates.flows[i] - before.flows[i]) * step_length;
      if (flow.arrow.from.inside) {
        state[flow.arrow.from.index] -= more;
      }
      if (flow.arrow.to.inside) {
        state[flow.arrow.to.index] += more;
      }
    }
  }
  return state;
}

/// Continue as now on 31 July 2030, and the same with one lever pulled.
class LeverPulled {
public:
  static const Trajectory& run() {
    static const Trajectory made = model::run(default_values(), headwater::tests::scotland_drivers(), 2031);
    return made;
  }

  explicit LeverPulled(std::size_t lever) {
    const std::size_t step = run().step_at(july_31(2030));
    const State<double>& state = run().states[step];
    const Moment<double>& now = run().moment_at_step(step);
    // pulled long ago, so that its ramp is over; money in the prices of the equations
    Drivers drivers = headwater::tests::scotland_drivers();
    const Lever& row = levers()[lever];
    drivers.plan.steps = {{lever, 2020.0, 1.0, row.kind == LeverKind::money ? row.high / user_prices : row.high}};
    drivers.plan.fidelity = 0.8;
    const Moment<double> pulled = moment_at(drivers, july_31(2030));

    const Rates before = rates_at(state, run(), now);
    const Rates after = rates_at(state, run(), pulled);
    State<double> moved = moved_by(state, before, after);
    // then those who are hired for them: a place is paid for once there is a worker
    moved = moved_by(moved, before, rates_at(moved, run(), pulled), "hire");
    const Rates with_people_moved = rates_at(moved, run(), now);
    for (std::size_t i = 0; i < category_count; ++i) {
      const CostClass of = categories()[i].cost_class;
      const bool transfer = of == CostClass::transfer;
      const bool beyond_care = of == CostClass::beyond_care;
      // failure demand and what is lost follow from lives, and are no price of a service
      const bool service = of == CostClass::universal || of == CostClass::targeted || of == CostClass::care_system ||
                           of == CostClass::adult_need || of == CostClass::memo;
      const double at_once = after.cost(i) - before.cost(i);
      moves_transfer_ = moves_transfer_ || (transfer && std::abs(at_once) > negligible);
      moves_ledger_ = moves_ledger_ || (!transfer && !beyond_care && std::abs(at_once) > negligible);
      costs_with_people_ = costs_with_people_ || (service && with_people_moved.cost(i) - before.cost(i) > negligible);
    }
  }

  LeverPrice price() const {
    return moves_transfer_                       ? LeverPrice::transfer
           : moves_ledger_ || costs_with_people_ ? LeverPrice::paid
                                                 : LeverPrice::rule;
  }

private:
  bool moves_transfer_ = false;
  bool moves_ledger_ = false;
  bool costs_with_people_ = false;
};

TEST(LeverPrices, AreWhatTheLedgerSays) {
  for (std::size_t i = 0; i < lever_count; ++i) {
    EXPECT_EQ(in_words(LeverPulled(i).price()), in_words(price_of_lever(i))) << levers()[i].name;
  }
}

TEST(LeverPrices, ExplainTellsThem) {
  EXPECT_EQ(explain("lever:residential_cap")->price, "rule, not price");
  EXPECT_EQ(explain("lever:child_poverty")->price, "transfer apart");
  EXPECT_EQ(explain("lever:decision_practice")->price, "paid");
  EXPECT_EQ(explain("need_onset")->price, "");
}

} // namespace
} // namespace headwater::model
