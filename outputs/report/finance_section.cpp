#include "outputs/report/finance_section.hpp"

#include "outputs/appraisal/follow_the_money.hpp"
#include "outputs/appraisal/pockets.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/report/report_html.hpp"
#include "outputs/results/prices.hpp"
#include "outputs/tables/table.hpp"

#include <fmt/format.h>

#include <cmath>

namespace headwater::outputs {
namespace {

std::string in_millions(double gbp) {
  const double shown = gbp / million;
  return readable_number(shown, std::abs(shown) < 10.0 ? 1 : 0);
}

/// A measure as a cell: its value, or why there is none.
std::string cell_of(const std::vector<AppraisalMeasure>& found, std::string_view name) {
  const AppraisalMeasure* measure = find_measure(found, name);
  if (measure == nullptr) {
    return "";
  }
  if (!measure->value) {
    return measure->why;
  }
  return measure->unit == "GBP" ? in_millions(*measure->value)
                                : (measure->unit == "ratio" ? readable_number(*measure->value, 2) : measure->text());
}

Table measures_by_payer(const Runs& runs, const ScenarioRun& run) {
  Table table{{"", "NPV, £m", "BCR", "Pays back", "Deepest gap, £m", "In", "Turns", "Net position to the end, £m"}, {}};
  for (const CashFlows& flows : all_cash_flows(runs.compared(run), runs.prices, runs.basis)) {
    const auto found = measures(runs.compared(run), runs.prices, flows);
    table.rows.push_back({std::string(label(flows.perspective)), cell_of(found, "npv"), cell_of(found, "bcr"),
                          cell_of(found, "payback_year"), cell_of(found, "peak_funding_gap"),
                          cell_of(found, "peak_funding_gap_year"), cell_of(found, "turning_year"),
                          cell_of(found, "net_position_total")});
  }
  return table;
}

std::string settlement_words(const Runs& runs, const ScenarioRun& run) {
  const Pockets found = pockets(all_cash_flows(runs.compared(run), runs.prices, runs.basis), runs.basis.settle_by);
  if (!found.settlement.can_be_settled()) {
    return fmt::format(
        "By {} the payers together are £{} million worse off, so no transfer among them leaves none worse "
        "off.",
        found.last.label(), in_millions(found.settlement.shortfall_gbp));
  }
  if (found.settlement.transfers.empty()) {
    return fmt::format("By {} no payer is worse off.", found.last.label());
  }
  std::string words =
      fmt::format("For no payer to be worse off by {}, the smallest yearly transfers are: ", found.last.label());
  for (std::size_t i = 0; i < found.settlement.transfers.size(); ++i) {
    const Transfer& transfer = found.settlement.transfers[i];
    words += fmt::format("{}{} to {} £{} million", i == 0 ? "" : "; ", label(static_cast<Payer>(transfer.from)),
                         label(static_cast<Payer>(transfer.to)), in_millions(transfer.gbp_a_year));
  }
  return words + fmt::format(". Or: those who gain put {}% of their gain into a pool.",
                             readable_number(100.0 * *found.pooling_share, 0));
}

Table delay_rows(const Booklet& booklet, std::size_t run) {
  Table table{{"Years later", "Councils, £m", "Public purse, £m", "Public purse NPV, £m",
               "Children who begin to be looked after meanwhile", "More children looked after", "More years in care"},
              {}};
  for (const Delay& delay : booklet.findings.delays) {
    if (delay.run == run) {
      const auto change = [&](const auto& of, Perspective perspective) {
        return in_millions(of[static_cast<std::size_t>(perspective)]);
      };
      table.rows.push_back({std::to_string(delay.years), change(delay.net_position, Perspective::council),
                            change(delay.net_position, Perspective::public_purse),
                            change(delay.present_value, Perspective::public_purse),
                            readable_number(delay.children_meanwhile, 0), readable_number(delay.more_starts, 0),
                            readable_number(delay.more_care_years, 0)});
    }
  }
  return table;
}

Table totals_table(const Runs& runs) {
  Table table{{"2018-19, £ million of that year", "Published", "Model", ""}, {}};
  for (const PublishedTotal& total : follow_the_money(runs.baseline_of(runs.front()).record, runs.prices.deflator)) {
    const std::string published = total.low == total.high
                                      ? readable_number(total.low, 0)
                                      : readable_number(total.low, 0) + " to " + readable_number(total.high, 0);
    table.rows.push_back(
        {std::string(total.line), published, readable_number(total.model, 0), std::string(total.note)});
  }
  return table;
}

} // namespace

std::string finance_section(const Booklet& booklet) {
  std::string html;
  for (std::size_t i = 0; i < booklet.runs.size(); ++i) {
    const ScenarioRun& run = booklet.runs[i];
    if (run.is_baseline()) {
      continue;
    }
    html += fmt::format("<details{}><summary><strong>{}</strong></summary>\n{}<p>{}</p>\n", html.empty() ? " open" : "",
                        escaped(run.name), html_table(measures_by_payer(booklet.runs, run)),
                        escaped(settlement_words(booklet.runs, run)));
    const Table late = delay_rows(booklet, i);
    if (!late.rows.empty()) {
      html += "<p>The same plan, later; change to the end of the run:</p>\n" + html_table(late);
    }
    html += "</details>\n";
  }
  if (html.empty()) {
    return "";
  }
  const AppraisalBasis& basis = booklet.runs.basis;
  std::string intro = fmt::format(
      "<h2>What a finance committee asks</h2>\n<p>Against each scenario's baseline. Net positions in {}; present "
      "values in "
      "real {} prices at the rates of {}{}, {}; optimism bias {}% on cost, haircut {}% on benefit. Who pays what share "
      "is "
      "an assumption (payers of appraisal.csv). Society counts what services use and the income people lose, and "
      "leaves "
      "out lost tax and benefits. A loan counts for the council that draws it, not for the whole purse.</p>\n",
      booklet.runs.prices.words(), booklet.runs.prices.real_year().label(), escaped(basis.rates.name),
      basis.health_rates ? ", health effects at the health rate" : "", words(basis.timing),
      readable_number(100.0 * basis.optimism_bias, 1), readable_number(100.0 * basis.benefit_haircut, 1));
  if (booklet.runs.nation) {
    html += "<h3>Follow the Money</h3>\n" + html_table(totals_table(booklet.runs));
  }
  return intro + html;
}

} // namespace headwater::outputs
