#include "outputs/appraisal/spending_words.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/results/spending.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::outputs {
namespace {

/// Three figures, so that a council's money is seen as well as a nation's.
std::string three_figures(const Prices& prices, double gbp_million, FiscalYear year) {
  return fmt::format("{:.3g}", prices.pounds(gbp_million, year) / million);
}

} // namespace

std::string spending_in_words(const Runs& runs, const ScenarioRun& run) {
  const FiscalYear last = std::min(spoken_horizon(runs.horizon), last_whole_year(runs.horizon));
  const std::vector<Spending> rows = spending(runs.compared(run), runs.basis.payers, last);
  if (rows.empty()) {
    return "";
  }
  std::string unspent;
  double planned = 0.0;
  double spent = 0.0;
  for (auto row = rows.begin(); row != rows.end();) {
    const auto end = std::find_if(row, rows.end(), [&](const Spending& other) { return other.lever != row->lever; });
    const auto most =
        std::max_element(row, end, [](const Spending& a, const Spending& b) { return a.unspent() < b.unspent(); });
    if (!most->why.empty() && most->unspent() > 0.0) {
      std::string spoken(model::levers()[row->lever].name);
      std::replace(spoken.begin(), spoken.end(), '_', ' ');
      unspent += fmt::format("{}{} (at most {} of {} in {}: {})", unspent.empty() ? "" : "; ", spoken,
                             three_figures(runs.prices, most->unspent(), most->year),
                             three_figures(runs.prices, most->planned, most->year), most->year.label(), most->why);
    }
    for (; row != end; ++row) {
      planned += runs.prices.pounds(row->planned, row->year) / million;
      spent += runs.prices.pounds(row->spent, row->year) / million;
    }
  }
  const double fidelity = run.record.moment_of_31_july(run.record.last_july()).fidelity;
  return fmt::format(
      "New money to {}, £ million, {}: {:.3g} planned, {:.3g} spent, {:.3g} unspent{}. Fidelity {:.4g}: that "
      "share of what is spent works as intended.",
      last.label(), runs.prices.words(), planned, spent, planned - spent, unspent.empty() ? "" : ", of " + unspent,
      fidelity);
}

} // namespace headwater::outputs
