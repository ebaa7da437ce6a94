// Personas: twelve starting points with words for wherever their lives come to; the same luck in every plan; a thousand
// lives that add up, and on average cost what the run's people do.
#include "outputs/booklet/personas.hpp"

#include "outputs/report/personas_section.hpp"
#include "outputs/tables/tables.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <set>

namespace headwater::outputs {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A baseline, and a plan with shared care and support without an end.
const Booklet& booklet_with_lives() {
  static const Booklet booklet = [] {
    tests::Study study = tests::study_of({"recovery-and-home"});
    for (const char* lever : {"shared_care", "long_term_support"}) {
      study.plans[1].drivers.plan.steps.push_back({model::find_lever(lever), model::april_1(2026), 2.0, 1.0});
    }
    Booklet made = std::move(study.booklet);
    made.runs = app::runs_of(study.request, study.inputs, study.plans, app::Keep::flows);
    made.findings.lives = draw_personas(made.runs, study.plans, 1, 1);
    return made;
  }();
  return booklet;
}

const PersonaLives& lives_of(std::size_t run, int number) {
  for (const PersonaLives& one : booklet_with_lives().findings.lives) {
    if (one.run == run && personas()[one.persona].number == number) {
      return one;
    }
  }
  throw std::out_of_range("no such persona");
}

TEST(Personas, AreTwelveInOrderWithWords) {
  ASSERT_EQ(personas().size(), 12U);
  std::set<std::size_t> starts;
  for (std::size_t k = 0; k < personas().size(); ++k) {
    const Persona& persona = personas()[k];
    EXPECT_EQ(persona.number, static_cast<int>(k) + 1);
    EXPECT_TRUE(model::counts_people(persona.start));
    EXPECT_FALSE(persona.words.empty() || persona.name.empty());
    EXPECT_EQ(persona.needs == nullptr, persona.start == persona.otherwise) << persona.number;
    starts.insert(persona.start);
  }
  EXPECT_EQ(starts.size(), 12U);
}

// Whatever any flow of people leads to.
TEST(Personas, HaveWordsForWhereverALifeComes) {
  for (const model::Way& way : model::ways_of(booklet_with_lives().runs.front().flows->flows).all) {
    EXPECT_FALSE(life_words(way.to).empty());
    EXPECT_FALSE(life_words(model::End(model::Place{way.from})).empty());
  }
  EXPECT_THROW(life_words(model::End(model::Boundary::births)), std::logic_error);
}

TEST(Personas, BeginElsewhereWhereTheirLeverIsNotPulled) {
  for (const int number : {8, 9}) {
    const Persona& persona = personas()[static_cast<std::size_t>(number) - 1];
    EXPECT_FALSE(lives_of(0, number).with_its_lever);
    EXPECT_EQ(lives_of(0, number).story.front().family, model::End(model::Place{persona.otherwise}));
    EXPECT_TRUE(lives_of(1, number).with_its_lever);
    EXPECT_EQ(lives_of(1, number).story.front().family, model::End(model::Place{persona.start}));
  }
  EXPECT_THAT(personas_section(booklet_with_lives()), HasSubstr("does not offer this"));
}

TEST(Personas, AThousandLivesEndSomewhereAndTheirYearsAreYears) {
  const Booklet& booklet = booklet_with_lives();
  ASSERT_EQ(booklet.findings.lives.size(), 2 * personas().size());
  for (const PersonaLives& one : booklet.findings.lives) {
    std::size_t lives = 0;
    for (const Ending& ending : one.endings) {
      lives += ending.lives;
      EXPECT_LE(ending.lives, one.endings.front().lives);
    }
    EXPECT_EQ(lives, lives_drawn);
    EXPECT_GE(one.ending_of_first().lives, 1U);
    EXPECT_EQ(one.story.front().time, model::july_31(lives_begin));
    EXPECT_LT(one.story.back().time, model::july_31(2046));
    for (const LifeCount* count : {&one.first, &one.mean}) {
      EXPECT_GE(count->years_looked_after, count->years_away);
      EXPECT_LE(count->years_looked_after, 20.0 + 1e-9);
      EXPECT_EQ(count->cost[static_cast<std::size_t>(Payer::household)], 0.0);
    }
  }
  // who begins in care costs councils more than who begins in a family that copes
  constexpr auto council = static_cast<std::size_t>(Payer::council);
  EXPECT_GT(lives_of(0, 12).mean.cost[council], 10.0 * lives_of(0, 1).mean.cost[council]);
  EXPECT_GT(lives_of(0, 11).mean.years_away, lives_of(0, 7).mean.years_away);
}

// The same luck: in a copy of a plan event for event; by another seed others.
TEST(Personas, LiveThroughEveryPlanWithTheSameLuck) {
  const tests::Study study = tests::study_of({}, {.horizon = 2034});
  const Booklet twins = tests::with_twin(study.booklet, "twin", "Twin");
  const std::vector<PlannedRun> plans(2, study.plans.front());
  const std::vector<PersonaLives> lives = draw_personas(twins.runs, plans, 3, 2);
  ASSERT_EQ(lives.size(), 24U);
  bool seed_matters = false;
  const std::vector<PersonaLives> others = draw_personas(twins.runs, plans, 4, 1);
  for (std::size_t k = 0; k < 12; ++k) {
    ASSERT_EQ(lives[k].story.size(), lives[k + 12].story.size());
    for (std::size_t i = 0; i < lives[k].story.size(); ++i) {
      EXPECT_EQ(lives[k].story[i].time, lives[k + 12].story[i].time);
      EXPECT_EQ(lives[k].story[i].family, lives[k + 12].story[i].family);
      EXPECT_EQ(lives[k].story[i].person, lives[k + 12].story[i].person);
    }
    EXPECT_EQ(lives[k].mean.cost, lives[k + 12].mean.cost);
    seed_matters = seed_matters || lives[k].mean.cost != others[k].mean.cost;
  }
  EXPECT_TRUE(seed_matters);
}

TEST(Personas, PressuresAreLabelsOfPublishedShares) {
  const model::AnnualRecord& record = booklet_with_lives().runs.front().record;
  double substance = 0.0;
  constexpr int seeds = 4000;
  for (int seed = 0; seed < seeds; ++seed) {
    substance += pressures_of(personas()[4], record, static_cast<std::uint64_t>(seed)).substance ? 1.0 : 0.0;
    EXPECT_TRUE(pressures_of(personas()[2], record, static_cast<std::uint64_t>(seed)).abuse) << "the words say so";
  }
  EXPECT_NEAR(substance / seeds, record.parameters.substance_concern_share, 0.03);
  EXPECT_EQ((Pressures{true, false, true, true}.words()), "a parent’s drink or drug use, domestic abuse and poverty");
  EXPECT_EQ(Pressures{}.words(), "none of these");
}

TEST(Personas, TablesAndPageTellThem) {
  const Booklet& booklet = booklet_with_lives();
  const Table table = personas_table(booklet.runs, booklet.findings.lives);
  std::size_t beginnings = 0;
  for (const auto& row : table.rows) {
    ASSERT_EQ(row.size(), table.columns.size());
    EXPECT_EQ(row[3].size(), 7U) << row[3];
    EXPECT_FALSE(row[6].empty() && row[8].empty());
    beginnings += row[2] == "0" && row[3] == "2026-07" ? 1 : 0;
  }
  EXPECT_EQ(beginnings, 24U);
  for (const auto& row : persona_shares_table(booklet.runs, booklet.findings.lives).rows) {
    ASSERT_EQ(row.size(), 7U);
  }
  const std::string page = personas_section(booklet);
  EXPECT_THAT(page, HasSubstr("A single life is a drawing, not a case"));
  EXPECT_THAT(page, HasSubstr("The average of all such lives is the run"));
  EXPECT_THAT(page, HasSubstr("of 1,000 such lives end as this one does"));
  EXPECT_EQ(personas_section(tests::booklet_of({"cuts"}, {.horizon = 2030})), "");
  EXPECT_EQ(month_text(model::july_31(2026)), "2026-07");
  EXPECT_EQ(month_text(model::april_1(2026) + 0.01), "2026-04");
  EXPECT_EQ(month_text(2030.999), "2030-12");
}

} // namespace
} // namespace headwater::outputs
