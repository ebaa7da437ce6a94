#include "outputs/report/personas_section.hpp"

#include "outputs/booklet/personas.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/report/report_html.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/tables/tables.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::outputs {
namespace {

const PersonaLives& lives_in(const std::vector<PersonaLives>& all, std::size_t run, std::size_t persona) {
  return *std::find_if(all.begin(), all.end(),
                       [&](const PersonaLives& one) { return one.run == run && one.persona == persona; });
}

/// "2028-05: need is found (5-11): waiting for family support".
std::string told_line(const PersonaLives& lives, std::size_t i) {
  if (i >= lives.story.size()) {
    return "";
  }
  const model::ToldEvent& event = lives.story[i];
  std::string where(life_words(event.stands()));
  if (event.person && event.family && event.family->inside) {
    where += "; " + std::string(life_words(*event.family));
  }
  const std::string band = event.family && event.family->inside
                               ? fmt::format(" ({})", model::band_names[model::band_of(event.family->index)])
                               : "";
  return fmt::format("{}: {}{}{}: {}", month_text(event.time), event.what, event.then.empty() ? "" : ", ", event.then,
                     where) +
         band;
}

std::string ending_line(const PersonaLives& lives) {
  const Ending& ending = lives.ending_of_first();
  return fmt::format("One of many: {} of 1,000 such lives end as this one does ({}).", ending.lives, ending.words);
}

/// The endings that more than one life in fifty has in either plan.
std::vector<std::string> common_endings(const PersonaLives& one, const PersonaLives& other) {
  std::vector<std::string> places;
  for (const PersonaLives* lives : {&one, &other}) {
    for (const Ending& ending : lives->endings) {
      if (ending.lives * 50 > lives_drawn && std::find(places.begin(), places.end(), ending.place) == places.end()) {
        places.emplace_back(ending.place);
      }
    }
  }
  return places;
}

const Ending* ending_at(const PersonaLives& lives, std::string_view place) {
  const auto found = std::find_if(lives.endings.begin(), lives.endings.end(),
                                  [&](const Ending& ending) { return ending.place == place; });
  return found == lives.endings.end() ? nullptr : &*found;
}

Table story_table(const ScenarioRun& baseline, const PersonaLives& without, const ScenarioRun& plan,
                  const PersonaLives& with) {
  Table table{{baseline.name, plan.name}, {}};
  for (std::size_t i = 0; i < std::max(without.story.size(), with.story.size()); ++i) {
    table.rows.push_back({told_line(without, i), told_line(with, i)});
  }
  table.rows.push_back({ending_line(without), ending_line(with)});
  return table;
}

Table shares_table(const ScenarioRun& baseline, const PersonaLives& without, const ScenarioRun& plan,
                   const PersonaLives& with) {
  Table table{{"", baseline.name + ", this life", plan.name + ", this life", baseline.name + ", of 1,000",
               plan.name + ", of 1,000"},
              {}};
  for (const std::string& place : common_endings(without, with)) {
    const Ending* one = ending_at(without, place);
    const Ending* other = ending_at(with, place);
    table.rows.push_back({"Ends: " + std::string((one != nullptr ? one : other)->words), "", "",
                          std::to_string(one != nullptr ? one->lives : 0),
                          std::to_string(other != nullptr ? other->lives : 0)});
  }
  const auto row = [&](std::string what, const auto& value, int decimals) {
    table.rows.push_back({std::move(what), readable_number(value(without.first), decimals),
                          readable_number(value(with.first), decimals), readable_number(value(without.mean), decimals),
                          readable_number(value(with.mean), decimals)});
  };
  row(
      "Years looked after (mean of 1,000)", [](const LifeCount& of) { return of.years_looked_after; }, 1);
  row(
      "Moves of placement (mean)", [](const LifeCount& of) { return of.moves; }, 1);
  for (std::size_t payer = 0; payer < public_payer_count; ++payer) {
    row(
        fmt::format("{}, £ thousand (mean)", label(static_cast<Payer>(payer))),
        [payer](const LifeCount& of) { return of.cost[payer] / 1000.0; }, 0);
  }
  return table;
}

} // namespace

std::string personas_section(const Booklet& booklet) {
  const Runs& runs = booklet.runs;
  const std::vector<PersonaLives>& all = booklet.findings.lives;
  if (all.empty() || !booklet.findings.leading) {
    return "";
  }
  const ScenarioRun& plan = runs[*booklet.findings.leading];
  const ScenarioRun& baseline = runs.baseline_of(plan);
  std::string html = fmt::format(
      "<h2>Twelve lives</h2>\n<p>Lives of twelve personas from 31 July {} to 31 July {}, with {} and with {}. Each is "
      "a "
      "composite; none is a real person. A single life is a drawing, not a case: it is the first of 1,000 drawn, "
      "whatever "
      "it is like, and the same luck meets it in both plans, so that two lives part only where the plans do. The "
      "average of "
      "all such lives is the run: drawn for every family there is, they add up to the numbers above. Shares of 1,000 "
      "are "
      "uncertain by up to 3 in 100 by the drawing alone.</p>\n<p>Age goes by bands, which children pass through faster "
      "or "
      "more slowly than in life: of 1,000 some are past 64 in twenty years. Brothers and sisters are not drawn: a "
      "child "
      "who is looked after has {} on average. What "
      "families live with is drawn as a label from published shares and changes nothing. Costs are {}, averages of the "
      "ledger for each year in a place; moves carry no price of their own, and support for a family is counted whole. "
      "Every "
      "plan is in personas.csv and persona_shares.csv.</p>\n",
      lives_begin, quoted_july(runs.horizon), escaped(baseline.name), escaped(plan.name),
      readable_number(baseline.record.parameters.children_per_looked_after_family - 1.0, 1), runs.prices.words());
  for (std::size_t k = 0; k < personas().size(); ++k) {
    const Persona& persona = personas()[k];
    const PersonaLives& without = lives_in(all, baseline.position, k);
    const PersonaLives& with = lives_in(all, plan.position, k);
    html += fmt::format("<details><summary><strong>{}. {}</strong> {}</summary>\n", persona.number,
                        escaped(persona.name), escaped(persona.words));
    for (const auto& [run, lives] : {std::pair(&baseline, &without), std::pair(&plan, &with)}) {
      if (!lives->with_its_lever) {
        html +=
            fmt::format("<p>{} does not offer this: there the child begins elsewhere, as the first line says.</p>\n",
                        escaped(run->name));
      }
    }
    html += fmt::format("<p class=\"quiet\">The family also lives with: {}.</p>\n", escaped(with.pressures.words()));
    html += html_table(story_table(baseline, without, plan, with)) +
            html_table(shares_table(baseline, without, plan, with));
    html += "</details>\n";
  }
  return html;
}

} // namespace headwater::outputs
