#include "outputs/booklet/personas.hpp"
#include "outputs/tables/tables.hpp"

#include <fmt/format.h>

#include <cmath>

namespace headwater::outputs {
namespace {

// The stock or boundary; empty where a tag is not told.
std::string place_in(const std::optional<model::End>& tag) { return tag ? std::string(life_place(*tag)) : ""; }

std::string band_in(const std::optional<model::End>& family) {
  return family && family->inside ? std::string(model::band_names[model::band_of(family->index)]) : "";
}

} // namespace

std::string month_text(double time) {
  // the end of 31 July is seven twelfths of a year, and is July
  const auto last = static_cast<int>(std::ceil(time * 12.0 - 1e-9)) - 1;
  return fmt::format("{:04}-{:02}", last / 12, last % 12 + 1);
}

Table personas_table(const Runs& runs, const std::vector<PersonaLives>& lives) {
  Table table{{"scenario", "persona", "event_number", "month", "event", "onward", "family", "band", "person"}, {}};
  for (const PersonaLives& one : lives) {
    for (std::size_t i = 0; i < one.story.size(); ++i) {
      const model::ToldEvent& event = one.story[i];
      table.rows.push_back({runs[one.run].id, std::to_string(personas()[one.persona].number), std::to_string(i),
                            month_text(event.time), std::string(event.what), std::string(event.then),
                            place_in(event.family), band_in(event.family), place_in(event.person)});
    }
  }
  return table;
}

Table persona_shares_table(const Runs& runs, const std::vector<PersonaLives>& lives) {
  Table table{{"scenario", "persona", "quantity", "of", "unit", "this_life", "of_1000"}, {}};
  for (const PersonaLives& one : lives) {
    const auto row = [&](const char* quantity, std::string_view of, const char* unit, double first, double all) {
      table.rows.push_back({runs[one.run].id, std::to_string(personas()[one.persona].number), quantity, std::string(of),
                            unit, exact(first), exact(all)});
    };
    for (const Ending& ending : one.endings) {
      row("ending", ending.place, "lives", &ending == &one.ending_of_first() ? 1.0 : 0.0,
          static_cast<double>(ending.lives));
    }
    row("years_looked_after", "", "years", one.first.years_looked_after, one.mean.years_looked_after);
    row("years_away", "", "years", one.first.years_away, one.mean.years_away);
    row("moves_of_a_life", "", "moves", one.first.moves, one.mean.moves);
    for (std::size_t payer = 0; payer < public_payer_count; ++payer) {
      row("cost_of_a_life", name(static_cast<Payer>(payer)), "GBP", one.first.cost[payer], one.mean.cost[payer]);
    }
  }
  return table;
}

} // namespace headwater::outputs
