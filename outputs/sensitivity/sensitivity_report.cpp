#include "outputs/sensitivity/sensitivity_report.hpp"

#include "outputs/charts/tornado_chart.hpp"
#include "outputs/pictures/title_words.hpp"
#include "outputs/results/prices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

constexpr std::size_t most_bars = 15;

double shown(const AskedOutput& output, double value) { return output.unit == "GBP" ? value / million : value; }

std::string with_capital(std::string text) {
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  }
  return text;
}

std::string where_and_when(const Runs& runs, const SensitivityFindings& findings) {
  return fmt::format("{}, {} against {}, {}", runs.area, findings.scenario, findings.baseline, runs.prices.words());
}

Chart tornado_picture(const Booklet& booklet, const SensitivityFindings& findings) {
  TornadoChart content;
  content.unit = findings.of.unit == "GBP" ? "£ million" : findings.of.unit;
  content.centre = shown(findings.of, findings.tornado.at_centre);
  for (std::size_t i = 0; i < std::min(most_bars, findings.tornado.bars.size()); ++i) {
    const experiments::TornadoBar& bar = findings.tornado.bars[i];
    const experiments::CentredRange& range = findings.assumptions.moved()[bar.parameter].range;
    content.rows.push_back({in_few_words(findings.parameter(bar.parameter)), shown(findings.of, bar.at_low),
                            shown(findings.of, bar.at_high), in_words(findings.parameter(bar.parameter), range.low),
                            in_words(findings.parameter(bar.parameter), range.high)});
  }
  content.text = {
      .name = "tornado",
      .title = tornado_title(findings),
      .subtitle = fmt::format("{}; one assumption at a time to each end of its range; {}; bars end at the "
                              "assumption's own values",
                              with_capital(findings.of.in_words()), where_and_when(booklet.runs, findings)),
      .source = fmt::format("Headwater, {} assumptions moved; most ranges are assumptions. Run {}.",
                            findings.assumptions.moved().size(), booklet.run_code),
      .alt_text = fmt::format("The {} longest bars of a tornado. {}.", content.rows.size(), tornado_title(findings)),
      .height = 840};
  return tornado_chart(content);
}

Chart sobol_picture(const Booklet& booklet, const SensitivityFindings& findings) {
  std::vector<std::size_t> groups;
  for (std::size_t g = 0; g < findings.alone.size(); ++g) {
    groups.push_back(g);
  }
  const auto by_total = [&](std::size_t a, std::size_t b) {
    return findings.sobol.groups[a].total.value > findings.sobol.groups[b].total.value;
  };
  std::stable_sort(groups.begin(), groups.end(), by_total);
  groups.resize(std::min(groups.size(), most_bars));
  if (findings.sobol.groups.size() > findings.alone.size()) {
    groups.push_back(findings.alone.size()); // the group of all others stands last
  }
  SharesChart content;
  for (const std::size_t g : groups) {
    const experiments::SobolIndex& index = findings.sobol.groups[g];
    content.rows.push_back(
        {g < findings.alone.size()
             ? in_few_words(findings.parameter(findings.alone[g]))
             : fmt::format("All {} others together", findings.assumptions.moved().size() - findings.alone.size()),
         {index.first.value, index.first.low, index.first.high},
         {index.total.value, index.total.low, index.total.high}});
  }
  const ShareRow& most = content.rows.front();
  content.text = {
      .name = "sobol",
      .title = fmt::format("{}: about {:.0f} % of the variance of the {}, counting what it does with others", most.name,
                           100.0 * most.total.value, findings.of.in_words()),
      .subtitle = fmt::format("Sobol indices, bars with 95 % intervals; {}", where_and_when(booklet.runs, findings)),
      .source = fmt::format("Headwater, {} rows of runs over ranges that are mostly assumptions. Run {}.",
                            findings.sobol.used, booklet.run_code),
      .alt_text = interaction_in_words(findings),
      .height = 840};
  return shares_chart(content);
}

} // namespace

std::vector<Chart> sensitivity_charts(const Booklet& booklet, const SensitivityFindings& findings) {
  std::vector<Chart> charts;
  if (!findings.tornado.bars.empty()) {
    charts.push_back(tornado_picture(booklet, findings));
  }
  const auto sound = [](const experiments::SobolIndex& index) {
    return std::isfinite(index.first.low) && std::isfinite(index.total.high);
  };
  if (!findings.sobol.groups.empty() &&
      std::all_of(findings.sobol.groups.begin(), findings.sobol.groups.end(), sound)) {
    charts.push_back(sobol_picture(booklet, findings));
  }
  return charts;
}

std::string sensitivity_report(const Booklet& booklet, const SensitivityFindings& findings, const Table& book,
                               const std::vector<DrawnChart>& charts) {
  std::string body =
      fmt::format("<h1>What moves the answer: {}</h1>\n<p class=\"quiet\">{}. Run {}.</p>\n",
                  escaped(findings.of.in_words()), escaped(where_and_when(booklet.runs, findings)), booklet.run_code);
  body += "<h2>In short</h2>\n<pre>" + escaped(sensitivity_text(findings)) + "</pre>\n";
  for (const DrawnChart& drawn : charts) {
    body += figure_html(drawn);
  }
  const auto section = [&](const char* title, const char* file, const Table& table) {
    body +=
        fmt::format("<h2>{0}</h2>\n<details><summary>The table ({1} rows)</summary>\n{2}<p><a href=\"{3}\">{3}</a></p>"
                    "</details>\n",
                    title, table.rows.size(), html_table(table), file);
  };
  section("One at a time: the tornado", "tornado.csv", tornado_table(findings));
  section("Where the decision flips", "switching_values.csv", switching_values_table(findings));
  section("All over the ranges: Morris's screening", "morris.csv", morris_table(findings));
  section("Shares of the variance: Sobol's indices", "sobol.csv", sobol_table(findings));
  section("In which ranges the goal is missed", "discovery.csv", discovery_table(findings));
  section("The assumption book", "assumption_book.csv", book);
  body += "<h2>How far to trust it</h2>\n<ul>\n<li>Ranges are mostly assumptions, and assumptions are moved "
          "independently: shares are of model runs, not probabilities of the world.</li>\n";
  for (const std::string& caution : booklet.cautions) {
    body += "<li>" + escaped(caution) + "</li>\n";
  }
  return html_page("what moves " + findings.of.in_words(), body + "</ul>\n");
}

} // namespace headwater::outputs
