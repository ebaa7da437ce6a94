#include "outputs/tables/tables.hpp"

#include "model/quantities/parameters.hpp"

namespace headwater::outputs {

Table information_table(const Runs& runs, const Information& information) {
  Table table{{"rank", "name", "grade", "unit", "worth_knowing", "worth_if_useless", "most_if_useless",
               "worth_knowing_all", "above_noise", "best_where_low", "best_where_high", "best_now", "draws", "horizon"},
              {}};
  const experiments::ValueOfInformation& found = information.found;
  const auto choice = [&](std::size_t option) { return runs[information.choices[option]].id; };
  for (const std::size_t j : information.ranked()) {
    const model::Parameter& row = model::parameters()[information.parameters[j]];
    const experiments::WorthKnowing& worth = found.parameters[j];
    table.rows.push_back({std::to_string(table.rows.size() + 1), std::string(row.name),
                          std::string(1, static_cast<char>(row.grade)), "GBP", exact(worth.evppi), exact(worth.useless),
                          exact(found.noise), exact(found.evpi), information.is_above_noise(j) ? "yes" : "no",
                          choice(worth.best_low), choice(worth.best_high), choice(found.best),
                          std::to_string(found.draws), information.horizon.label()});
  }
  return table;
}

} // namespace headwater::outputs
