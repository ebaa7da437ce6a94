// A title is a message made from numbers: each number it claims is computed here again, from the ledger, the counters
// and the stocks, and a booklet without a difference is never said to have one.
#include "outputs/pictures/pictures.hpp"

#include "outputs/appraisal/net_position.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/pictures/title_words.hpp"
#include "outputs/results/family_arrows.hpp"
#include "outputs/results/ledger.hpp"
#include "outputs/results/year_view.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <cstdlib>
#include <set>

namespace headwater::outputs {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

using model::CostClass;

const Booklet& shipped() {
  static const Booklet booklet = tests::booklet_of(tests::shipped_ids());
  return booklet;
}

/// Children in a setting on 31 July.
double children(const ScenarioRun& run, int year, bool away) {
  const model::State<double>& state = run.record.on_31_july(year);
  double families = 0.0;
  for (std::size_t band = 0; band < model::band_count; ++band) {
    families += away ? state[model::stock::kinship.first + band] + state[model::stock::foster.first + band] +
                           state[model::stock::residential.first + band] + state[model::stock::secure.first + band]
                     : state[model::stock::at_home.first + band];
  }
  return families * run.record.parameters.children_per_looked_after_family;
}

void expect_children_title(const Chart& chart, const Runs& runs, int year, bool away) {
  const double as_now = children(runs.front(), year, away);
  EXPECT_THAT(chart.title, HasSubstr(people(as_now) + " children are"));
  EXPECT_THAT(chart.title, HasSubstr("in " + std::to_string(year)));
  const ScenarioRun* fewest = &runs.front();
  const ScenarioRun* most = &runs.front();
  for (const ScenarioRun& run : runs) {
    fewest = children(run, year, away) < children(*fewest, year, away) ? &run : fewest;
    most = children(run, year, away) > children(*most, year, away) ? &run : most;
  }
  EXPECT_THAT(chart.title,
              HasSubstr("; " + people(as_now - children(*fewest, year, away)) + " fewer with “" + fewest->name + "”"));
  EXPECT_THAT(chart.title,
              HasSubstr("; " + people(children(*most, year, away) - as_now) + " more with “" + most->name + "”"));
}

TEST(Titles, ChildrenChartsCountChildren) {
  expect_children_title(children_away_chart(shipped()), shipped().runs, 2040, true);
  expect_children_title(children_at_home_chart(shipped()), shipped().runs, 2040, false);
  const Booklet short_booklet = tests::booklet_of({"cuts", "keep-the-promise"}, {.horizon = 2030});
  expect_children_title(children_away_chart(short_booklet), short_booklet.runs, 2030, true);
}

TEST(Titles, PlacementsSayHowManyAndHowManyAwayFromHome) {
  const Booklet& booklet = shipped();
  const double away = children(booklet.runs.front(), 2040, true);
  const double total = away + children(booklet.runs.front(), 2040, false);
  EXPECT_THAT(placements_chart(booklet).title,
              HasSubstr(people(total) + " in 2040, " + readable_number(100.0 * away / total, 0) + "% of them away"));
}

double counted(const ScenarioRun& run, model::Counter counter) {
  const std::size_t place = model::accumulator(counter).index;
  return run.record.on_1_april(2046)[place] - run.record.on_1_april(2026)[place];
}

TEST(Titles, HarmShowsBothSides) {
  const Booklet& booklet = shipped();
  const auto change = [&](const ScenarioRun& run, model::Counter counter) {
    return counted(run, counter) - counted(booklet.runs.front(), counter);
  };
  const auto both = [&](const ScenarioRun& run) {
    return change(run, model::Counter::harm_at_home) + change(run, model::Counter::harm_from_separation);
  };
  const ScenarioRun* least = &booklet.runs[1];
  for (std::size_t i = 2; i < booklet.runs.size(); ++i) {
    least = both(booklet.runs[i]) < both(*least) ? &booklet.runs[i] : least;
  }
  const auto moved = [&](model::Counter counter) {
    const double by = change(*least, counter);
    return std::string(by < 0.0 ? " falls by " : " rises by ") + people(std::abs(by));
  };
  EXPECT_THAT(harm_chart(booklet).title,
              StartsWith("With “" + least->name + "”, harm at home" + moved(model::Counter::harm_at_home) +
                         " and harm from separation" + moved(model::Counter::harm_from_separation)));
}

TEST(Titles, NetPositionCountsThePlansThatEndBetter) {
  const Booklet& booklet = shipped();
  int better = 0;
  int plans = 0;
  double deepest = 0.0;
  for (std::size_t i = 1; i < booklet.runs.size(); ++i) {
    if (booklet.runs[i].kind != scenarios::Kind::plan) {
      continue;
    }
    ++plans;
    const NetPosition position =
        net_position(booklet.runs.compared(booklet.runs[i]), booklet.runs.prices, booklet.runs.basis);
    if (position.cumulative.back() > 0.0) {
      ++better;
      deepest = std::min(deepest, *std::min_element(position.cumulative.begin(), position.cumulative.end()));
    }
  }
  const std::string title = net_position_chart(booklet).title;
  EXPECT_THAT(title, StartsWith("By 2045-46 the public purse is better off in " + std::to_string(better) + " of " +
                                std::to_string(plans) + " plans"));
  EXPECT_THAT(title, HasSubstr("first needs " + pounds_in_words(-deepest)));
}

/// What the ledger of a run says of some classes over some years, pounds.
double spent(const Runs& runs, const ScenarioRun& run, const std::set<CostClass>& classes, int from, int to) {
  double pounds = 0.0;
  for (const LedgerLine& line : ledger(runs.compared(run), runs.basis.payers)) {
    const CostClass of_line = model::categories()[static_cast<std::size_t>(line.category)].cost_class;
    if (classes.contains(of_line) && line.year.first >= from && line.year.first <= to) {
      pounds += runs.prices.pounds(line.gbp_million, line.year);
    }
  }
  return pounds;
}

const std::set<CostClass> support = {CostClass::universal, CostClass::targeted};
const std::set<CostClass> everything_public = {
    CostClass::universal,    CostClass::targeted, CostClass::care_system, CostClass::failure_demand,
    CostClass::lost_revenue, CostClass::wider,    CostClass::adult_need};

// Keep the Promise changes the right to aftercare and the offer to stay on, so that all of aftercare is the plan's own.
TEST(Titles, CostChangeSaysWhatThePlanCostsAndWhatFollows) {
  const Booklet booklet = tests::booklet_of({"keep-the-promise", "cuts"}, {.price_base = PriceBase::nominal});
  const auto change = [&](const std::set<CostClass>& classes) {
    return spent(booklet.runs, booklet.runs[1], classes, 2026, 2045) -
           spent(booklet.runs, booklet.runs[0], classes, 2026, 2045);
  };
  double aftercare = 0.0;
  for (int year = 2026; year <= 2045; ++year) {
    const auto paid = [&](std::size_t run) {
      return YearView(booklet.runs[run].record, {year}).cost(model::Category::aftercare_cc);
    };
    aftercare += booklet.runs.prices.pounds(paid(1) - paid(0), {year});
  }
  const double itself = change(support) + aftercare;
  const double rest = change(everything_public) - itself;
  ASSERT_LT(rest, 0.0);
  EXPECT_EQ(cost_change_chart(booklet).title, "“Keep the Promise” itself costs " + pounds_in_words(itself) +
                                                  " by 2045-46, and everything else costs " + pounds_in_words(-rest) +
                                                  " less");
}

TEST(Titles, CostByCategoryIsThatOfOneYear) {
  const Booklet& booklet = shipped();
  const auto in_2026 = [&](const std::set<CostClass>& classes) {
    return pounds_in_words(spent(booklet.runs, booklet.runs.front(), classes, 2026, 2026));
  };
  EXPECT_EQ(cost_by_category_chart(booklet).title,
            "In 2026-27, " + in_2026(support) + " goes to support for families, " + in_2026({CostClass::care_system}) +
                " to the care system and " + in_2026({CostClass::failure_demand}) + " to failure demand");
}

TEST(Titles, FamilyFlowsAreThoseOfTheYear) {
  const Booklet& booklet = shipped();
  const std::vector<FamilyArrow> arrows = family_arrows(booklet.runs.front().flows.value(), {2026});
  // One number: what comes to a place in the picture is what its title says, and what its table adds up to.
  const auto come_to = [&](const std::set<std::string_view>& places) {
    double families = 0.0;
    for (const FamilyArrow& arrow : arrows) {
      families +=
          places.contains(arrow.to) && !places.contains(arrow.from) && arrow.flow != "move" ? arrow.families : 0.0;
    }
    return families;
  };
  const double asked = come_to({"waiting", "waiting_severe"});
  const double started = come_to({"supported", "supported_severe"});
  const Chart chart = family_flows_chart(booklet);
  EXPECT_EQ(chart.title, "In 2026-27, " + people(asked) +
                             " families ask for intensive support or are found to need it; " + people(started) +
                             " start it or come back to it");
  double in_table = 0.0;
  for (const auto& row : chart.table.rows) {
    in_table += row[1].starts_with("Waiting for support") && !row[0].starts_with("Waiting for support")
                    ? std::strtod(row[3].c_str(), nullptr)
                    : 0.0;
  }
  EXPECT_NEAR(in_table, asked, 0.5);
}

TEST(Titles, AScenarioLikeItsBaselineIsNotSaidToDiffer) {
  const Booklet booklet = tests::with_twin(tests::booklet_of({}), "twin", "Twin");
  for (const Chart& chart : {children_away_chart(booklet), children_at_home_chart(booklet)}) {
    EXPECT_THAT(chart.title, AllOf(Not(HasSubstr("fewer")), Not(HasSubstr("more")))) << chart.name;
  }
  EXPECT_EQ(harm_chart(booklet).title,
            "With “Twin”, harm at home does not change and harm from separation does not change");
  EXPECT_EQ(net_position_chart(booklet).title,
            "By 2045-46 the public purse is neither better nor worse off with “Twin”");
  EXPECT_EQ(cost_change_chart(booklet).title, "No plan costs anything itself");
}

} // namespace
} // namespace headwater::outputs
