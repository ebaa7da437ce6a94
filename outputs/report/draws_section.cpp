#include "outputs/report/draws_section.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/ensemble/plan_draws.hpp"
#include "outputs/pictures/headline.hpp"
#include "outputs/report/report_html.hpp"
#include "outputs/tables/table.hpp"

#include <fmt/format.h>

#include <cmath>

namespace headwater::outputs {
namespace {

std::string npv_cell(double gbp) { return std::isfinite(gbp) ? readable_number(gbp / 1e6, 0) : "–"; }

std::string share_cell(const std::optional<double>& share) {
  return share && std::isfinite(*share) ? fmt::format("{:.0f}%", 100.0 * *share) : "–";
}

Table children_in_short(const Booklet& booklet) {
  Table table{{"Scenario", "31 July", "Central value", "Median run", "1 in 20 runs below", "1 in 20 above",
               "Runs with fewer children", "Median change of serious harm at home", "and from separation"},
              {}};
  const auto whole = [](double value) { return std::isfinite(value) ? readable_number(value, 0) : "–"; };
  for (const RunBlock& block : ranked_blocks(booklet)) {
    for (const std::size_t i : block.runs) {
      for (const FiscalYear year : summary_years(booklet.runs.horizon)) {
        const auto of = [&](const char* quantity) { return change_headline(booklet, booklet.runs[i], quantity, year); };
        const Headline children = of("looked_after");
        if (children.drawn != nullptr) {
          table.rows.push_back({booklet.runs[i].name, std::to_string(year.first), whole(children.central),
                                whole(children.said()), whole(children.drawn->p05), whole(children.drawn->p95),
                                share_cell(children.drawn->share_below_0), whole(of("harm_at_home").said()),
                                whole(of("harm_from_separation").said())});
        }
      }
    }
  }
  return table;
}

Table plans_in_short(const Booklet& booklet) {
  Table table{{"Scenario", "Whose money", "To", "NPV, £m: central value", "median run", "1 in 20 runs below",
               "1 in 20 above", "model runs", "NPV above 0", "Paid back by then"},
              {}};
  std::vector<PlanDraws> all = plan_draws(*booklet.findings.ensemble, booklet.runs.size(), booklet.runs.horizon);
  for (const RunBlock& block : ranked_blocks(booklet)) {
    for (const std::size_t i : block.runs) {
      for (const PlanDraws& draws : all) {
        if (draws.run != i) {
          continue;
        }
        for (const NpvDraws& one : draws.npv) {
          const double central = npv_headline(booklet, booklet.runs[i], one.horizon, draws.perspective).central;
          table.rows.push_back(
              {booklet.runs[i].name, std::string(label(draws.perspective)), one.horizon.label(), npv_cell(central),
               npv_cell(one.npv.p50), npv_cell(one.npv.p05), npv_cell(one.npv.p95),
               readable_number(static_cast<double>(one.npv.counted), 0), share_cell(one.npv.share_above_0),
               share_cell(booklet.findings.ensemble->broken_even_by(i, draws.perspective, one.horizon))});
        }
      }
    }
  }
  return table;
}

} // namespace

std::string draws_section(const Booklet& booklet) {
  if (!booklet.findings.ensemble) {
    return "";
  }
  const Ensemble& ensemble = *booklet.findings.ensemble;
  const std::string failed = ensemble.failures_in_words(booklet.runs);
  std::string html = "<h2>How sure is it</h2>\n";
  html += fmt::format("<p>{}: the same draws go along every scenario, so that what two scenarios differ by is the "
                      "difference they make. Not varied: the equations, the plans, prices, payer shares and published "
                      "series. {}</p>\n",
                      escaped(ensemble.in_words()), failed.empty() ? "No draw broke down." : escaped(failed));
  if (const std::string few = ensemble.too_few_in_words(); !few.empty()) {
    html += fmt::format("<p>{} Charts show no range of 9 in 10 model runs.</p>\n", escaped(few));
  }
  html += "<p><strong>The shares below are shares of model runs over ranges that are mostly assumed. They are "
          "not probabilities of the world.</strong> The ranges are wider than what fits the past: each parameter is "
          "drawn by "
          "itself, also where Scotland could then not have looked as it did.</p>\n";
  if (const Table children = children_in_short(booklet); !children.rows.empty()) {
    html += "<h3>Children looked after, change against the baseline</h3>\n" + html_table(children);
  }
  const Table table = plans_in_short(booklet);
  if (!table.rows.empty()) {
    html += "<h3>Money, the best median of the public purse first</h3>\n" + html_table(table);
    html +=
        fmt::format("<p class=\"quiet\">Present values in real {} pounds at the start of the first year compared, {}. "
                    "Paid back: not worse off than with the baseline by then, added up and not discounted, and so "
                    "to the end; a run that never was worse off counts as paid back.</p>\n",
                    booklet.runs.prices.real_year().label(), escaped(booklet.runs.basis.rates.name));
  }
  if (const std::vector<std::string> parted = where_central_and_median_part(booklet); !parted.empty()) {
    html += "<h3>Where central values and medians part</h3>\n<ul>\n";
    for (const std::string& sentence : parted) {
      html += "<li>" + escaped(sentence) + "</li>\n";
    }
    html += "</ul>\n";
  }
  return html;
}

} // namespace headwater::outputs
