// What it would be worth to know: of made-up net present values, so that the answer is known.
#include "outputs/ensemble/information.hpp"

#include "app/study/drawn_plans.hpp"
#include "outputs/report/information_section.hpp"
#include "outputs/tables/tables.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <set>

namespace headwater::outputs {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::size_t information_draws = 2000;
const std::size_t decisive = model::find_parameter("support_effect");

/// Two plans and a change of poverty, with so many draws of their parameters, of which none is run.
struct Drawn {
  tests::Study study = tests::study_of({"keep-the-promise", "universal-only", "poverty-rise"});
  DrawnPlans plans;
  Ensemble ensemble;

  explicit Drawn(std::size_t count = information_draws) {
    study.request.draws.count = count;
    plans = app::drawn_plans(study.request, study.inputs, study.plans);
    ensemble.made = plans.made;
    for (std::size_t run = 1; run < study.booklet.runs.size(); ++run) {
      ensemble.npv_draws[run].assign(count, -1e9); // never the best
    }
  }
  std::vector<double>& npv(const std::string& id) {
    for (const ScenarioRun& run : study.booklet.runs) {
      if (run.id == id) {
        return ensemble.npv_draws[run.position];
      }
    }
    throw std::out_of_range(id);
  }
  Information information() const { return information_of(study.booklet.runs, study.plans, plans, ensemble); }
  std::string name_of(const Information& found, std::size_t parameter) const {
    return std::string(model::parameters()[found.parameters[parameter]].name);
  }
};

/// Keep the Promise pays where support works well and loses where it does not: the one number that decides.
Drawn decided_by_support(std::size_t count = information_draws) {
  Drawn drawn(count);
  const double middle = drawn.plans.values(0, 0)[decisive];
  double mean = 0.0;
  for (std::size_t draw = 0; draw < count; ++draw) {
    mean += drawn.plans.values(draw, 0)[decisive] / static_cast<double>(count);
  }
  EXPECT_GT(middle, 0.0);
  for (std::size_t draw = 0; draw < count; ++draw) {
    drawn.npv("keep-the-promise")[draw] = 1e9 * (drawn.plans.values(draw, 0)[decisive] - mean);
  }
  return drawn;
}

TEST(Information, TheNumberThatDecidesIsMostWorthKnowing) {
  const Drawn drawn = decided_by_support();
  const Information found = drawn.information();
  ASSERT_EQ(found.why_none, "");
  const std::size_t first = found.ranked().front();
  EXPECT_EQ(drawn.name_of(found, first), "support_effect");
  EXPECT_GT(found.found.evpi, 0.0);
  EXPECT_NEAR(found.found.parameters[first].evppi, found.found.evpi, 0.02 * found.found.evpi);
  EXPECT_TRUE(found.is_above_noise(first));
  EXPECT_EQ(found.found.parameters[first].best_low, 0U) << "do nothing";
  EXPECT_EQ(found.choices[found.found.parameters[first].best_high], 1U) << "keep the promise";
  // All others do nothing: of 280 hardly one is above the largest of 280 that do nothing by construction.
  std::size_t above = 0;
  for (std::size_t j = 0; j < found.parameters.size(); ++j) {
    above += found.is_above_noise(j) ? 1 : 0;
  }
  EXPECT_LE(above, 8U);
  EXPECT_GT(found.parameters.size(), 250U);
}

TEST(Information, WhatHappensIsNoChoice) {
  Drawn drawn = decided_by_support();
  drawn.npv("poverty-rise").assign(information_draws, 1e12);
  const Information found = drawn.information();
  EXPECT_EQ(found.choices.size(), 3U) << "two plans, and to do nothing";
  ASSERT_EQ(found.no_choices.size(), 1U);
  EXPECT_EQ(drawn.study.booklet.runs[found.no_choices[0]].id, "poverty-rise");
  EXPECT_LT(found.found.best_mean, 1e9);
  EXPECT_THAT(in_words(drawn.study.booklet.runs, found), Contains(HasSubstr("Not among the choices")));
}

TEST(Information, ADrawThatBrokeDownIsLeftOut) {
  Drawn drawn = decided_by_support();
  drawn.npv("universal-only")[7] = std::nan("");
  EXPECT_EQ(drawn.information().found.draws, information_draws - 1);
}

TEST(Information, FewDrawsSayThatTheyAreTooFew) {
  Drawn drawn = decided_by_support(399);
  const Information found = drawn.information();
  EXPECT_EQ(found.why_none, "It takes 400 draws or more (20 groups of 20); 399 ran.");
  drawn.study.booklet.findings.information = found;
  EXPECT_THAT(information_section(drawn.study.booklet), HasSubstr("It takes 400 draws or more"));
  drawn.ensemble.npv_draws.clear();
  EXPECT_THAT(drawn.information().why_none, HasSubstr("no plan to choose"));
}

TEST(Information, ThePageAndTheTableSayTheSame) {
  Drawn drawn = decided_by_support();
  const Information found = drawn.information();
  const Table table = information_table(drawn.study.booklet.runs, found);
  ASSERT_EQ(table.rows.size(), found.parameters.size());
  EXPECT_THAT(std::vector<std::string>(table.rows[0].begin(), table.rows[0].begin() + 2),
              ElementsAre("1", "support_effect"));
  EXPECT_THAT(table.rows[0], Contains("keep-the-promise"));
  EXPECT_THAT(table.rows[0], Contains("2045-46"));
  std::set<std::string> names;
  for (const auto& row : table.rows) {
    names.insert(row[1]);
  }
  EXPECT_EQ(names.size(), table.rows.size());
  drawn.study.booklet.findings.information = found;
  const std::string html = information_section(drawn.study.booklet);
  for (const char* words : {"What it would be worth to know", "support_effect", "do nothing", "Keep the Promise",
                            "2000 model runs", "holds money only"}) {
    EXPECT_THAT(html, HasSubstr(words));
  }
  EXPECT_EQ(information_section(tests::booklet_of({"cuts"})), "");
}

} // namespace
} // namespace headwater::outputs
