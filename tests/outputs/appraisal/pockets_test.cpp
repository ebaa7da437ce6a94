// Wrong pockets: the matrix adds up, and the transfers leave nobody worse off.
#include "outputs/appraisal/pockets.hpp"

#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

namespace headwater::outputs {
namespace {

TEST(Pockets, AddUpForEveryScenario) {
  const Booklet booklet = tests::booklet_of(tests::shipped_ids());
  for (const ScenarioRun& run : booklet.runs) {
    const Pockets found = pockets(all_cash_flows(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis),
                                  booklet.runs.basis.settle_by);
    double invested = 0.0;
    for (std::size_t i = 0; i < public_payer_count; ++i) {
      EXPECT_NEAR(found.net[i], found.saves[i] - found.invests[i] + found.finance[i], 0.01) << run.id;
      invested += std::max(found.invests[i], 0.0);
    }
    for (std::size_t saver = 0; saver < public_payer_count; ++saver) {
      double by_all = 0.0;
      for (std::size_t investor = 0; investor < public_payer_count; ++investor) {
        by_all += found.saved_by(static_cast<Payer>(investor), static_cast<Payer>(saver));
      }
      EXPECT_NEAR(by_all, invested > 0.0 ? found.saves[saver] : 0.0, 0.01) << run.id;
    }
  }
}

TEST(Pockets, TransfersLeaveNobodyWorseOffByTheYearChosen) {
  Booklet booklet = tests::booklet_of({"keep-the-promise", "intensive-only", "universal-only"});
  for (const int by : {2045, 2044, 2035}) {
    booklet.runs.basis.settle_by = FiscalYear{by};
    for (std::size_t i = 1; i < booklet.runs.size(); ++i) {
      const Pockets found =
          pockets(all_cash_flows(booklet.runs.compared(booklet.runs[i]), booklet.runs.prices, booklet.runs.basis),
                  booklet.runs.basis.settle_by);
      EXPECT_EQ(found.last.first, by);
      double together = 0.0;
      for (const double net : found.net) {
        together += net;
      }
      EXPECT_EQ(found.settlement.can_be_settled(), together >= -0.01) << booklet.runs[i].id << " " << by;
      if (!found.settlement.can_be_settled()) {
        EXPECT_NEAR(found.settlement.shortfall_gbp, -together, 0.05);
        EXPECT_FALSE(found.pooling_share);
        continue;
      }
      std::array<double, public_payer_count> after = found.net;
      for (const Transfer& transfer : found.settlement.transfers) {
        after[transfer.from] -= transfer.gbp_a_year * found.years();
        after[transfer.to] += transfer.gbp_a_year * found.years();
      }
      for (const double net : after) {
        EXPECT_GE(net, -0.01) << booklet.runs[i].id << " " << by;
      }
    }
  }
}

} // namespace
} // namespace headwater::outputs
