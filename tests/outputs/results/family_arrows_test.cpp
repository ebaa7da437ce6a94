// Family arrows: every family that comes to a place comes from one, and all arrows together are how places changed.
#include "outputs/results/family_arrows.hpp"

#include "model/quantities/arrows.hpp"
#include "outputs/pictures/pictures.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <map>
#include <set>

namespace headwater::outputs {
namespace {

using testing::Contains;
using testing::IsSupersetOf;

/// Every shipped plan, and one with shared care and support without an end, which few plans pull.
const Booklet& plans() {
  static const Booklet booklet = [] {
    tests::Study study = tests::study_of(tests::shipped_ids(), {.horizon = 2046});
    for (const char* lever : {"shared_care", "long_term_support"}) {
      const std::size_t position = model::find_lever(lever);
      const double amount = model::levers()[position].kind == model::LeverKind::money ? 15.0 : 1.0;
      study.plans[1].drivers.plan.steps.push_back({position, 2026.25, 2.0, amount});
    }
    Booklet made = std::move(study.booklet);
    made.runs = app::runs_of(study.request, study.inputs, study.plans, app::Keep::flows);
    return made;
  }();
  return booklet;
}

std::map<std::string_view, double> balance(const std::vector<FamilyArrow>& arrows) {
  std::map<std::string_view, double> change;
  for (const FamilyArrow& arrow : arrows) {
    change[arrow.to] += arrow.families;
    change[arrow.from] -= arrow.families;
  }
  return change;
}

TEST(FamilyArrows, AreHowEveryPlaceChangedInEveryPlan) {
  for (const ScenarioRun& run : plans().runs) {
    for (const int year : {2012, 2026, 2033, 2045}) {
      std::map<std::string_view, double> change = balance(family_arrows(*run.flows, {year}));
      for (const model::StockRow& stock : model::stocks()) {
        if (stock.unit != "families") {
          continue;
        }
        double held = 0.0;
        double grown = 0.0;
        for (std::size_t i = stock.first; i < stock.first + stock.bands; ++i) {
          held += run.record.on_1_april(year)[i];
          grown += run.record.on_1_april(year + 1)[i] - run.record.on_1_april(year)[i];
        }
        EXPECT_NEAR(change[stock.name], grown, 1e-6 * std::max(held, 1.0))
            << run.id << " " << year << " " << stock.name;
      }
      for (const model::BoundaryRow& boundary : model::boundaries()) {
        if (boundary.junction) {
          EXPECT_NEAR(change[boundary.name], 0.0, 1e-6) << run.id << " " << year << " " << boundary.name;
        }
      }
    }
  }
}

TEST(FamilyArrows, AnArrowThatIsLeftOutIsMissed) {
  std::vector<FamilyArrow> arrows = family_arrows(*plans().runs.front().flows, {2028});
  const double before = balance(arrows)["supported_severe"];
  std::erase_if(arrows, [](const FamilyArrow& arrow) { return arrow.flow == "support eases severe need"; });
  EXPECT_GT(std::abs(balance(arrows)["supported_severe"] - before), 10.0);
}

TEST(FamilyArrows, LeadThroughSharedCareAndSupportWithoutAnEnd) {
  std::set<std::string_view> used;
  for (const FamilyArrow& arrow : family_arrows(*plans().runs[1].flows, {2033})) {
    if (arrow.families > 0.5) {
      used.insert(arrow.flow);
    }
  }
  EXPECT_THAT(used,
              IsSupersetOf({std::string_view("shared care instead"), std::string_view("into shared care"),
                            std::string_view("shared care ends well"), std::string_view("shared care breaks down"),
                            std::string_view("support goes on"), std::string_view("long-term support ends"),
                            std::string_view("drop out of long-term support")}));
}

/// The chart of family flows of one plan, drawn as if it were the baseline.
Chart chart_of(std::size_t run) {
  Booklet booklet = plans();
  ScenarioRun only = booklet.runs[run];
  only.position = 0;
  only.baseline = 0;
  booklet.runs.all = {only};
  booklet.findings = {};
  return family_flows_chart(booklet);
}

TEST(FamilyFlows, TheTableHasEveryArrowAndBothSeverities) {
  for (std::size_t i = 0; i < plans().runs.size(); ++i) {
    const Chart chart = chart_of(i);
    EXPECT_EQ(chart.table.rows.size(), family_arrows(*plans().runs[i].flows, {2026}).size()) << plans().runs[i].id;
    std::vector<std::string> from;
    for (const auto& row : chart.table.rows) {
      from.push_back(row[0]);
    }
    EXPECT_THAT(from, Contains("Struggling, milder need"));
    EXPECT_THAT(from, Contains("Struggling, severe need"));
    EXPECT_THAT(from, Contains("In shared care"));
    EXPECT_THAT(from, Contains("In support without an end"));
  }
}

} // namespace
} // namespace headwater::outputs
