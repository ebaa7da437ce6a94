#include "outputs/pictures/spending_words.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/results/spending.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::outputs {
namespace {

/// As many decimals as show a council's money as well as a nation's.
std::string figure(double gbp_million) { return readable_number(gbp_million, readable_decimals({gbp_million})); }

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
      unspent +=
          fmt::format("{}{} (at most {} of {} in {}: {})", unspent.empty() ? "" : "; ", spoken,
                      figure(runs.prices.pounds(most->unspent(), most->year) / million),
                      figure(runs.prices.pounds(most->planned, most->year) / million), most->year.label(), most->why);
    }
    for (; row != end; ++row) {
      planned += runs.prices.pounds(row->planned, row->year) / million;
      spent += runs.prices.pounds(row->spent, row->year) / million;
    }
  }
  const double fidelity = run.record.moment_of_31_july(run.record.last_july()).fidelity;
  return fmt::format(
      "Money stated for levers, to {}, £ million, {}: {} planned, {} spent, {} unspent{}. Fidelity {:.4g}: that "
      "share of what is spent works as intended.",
      last.label(), runs.prices.words(), figure(planned), figure(spent), figure(planned - spent),
      unspent.empty() ? "" : ", of " + unspent, fidelity);
}

} // namespace headwater::outputs
