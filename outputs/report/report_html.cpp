#include "outputs/report/report_html.hpp"

#include "outputs/report/deprivation_section.hpp"
#include "outputs/report/draws_section.hpp"
#include "outputs/report/finance_section.hpp"
#include "outputs/report/information_section.hpp"
#include "outputs/report/personas_section.hpp"
#include "outputs/report/prevention_section.hpp"
#include "outputs/runs/blocks.hpp"
#include "outputs/screen/summary_text.hpp"
#include "outputs/tables/table.hpp"

#include <fmt/format.h>

namespace headwater::outputs {
namespace {

constexpr std::string_view style = R"(
  body { font: 16px/1.5 "Liberation Sans", Arial, sans-serif; color: #1a1a1a; margin: 0 auto; max-width: 62rem; padding: 1.5rem; }
  h1 { font-size: 1.8rem; margin-bottom: 0.2rem; } h2 { margin-top: 2.5rem; font-size: 1.3rem; }
  .quiet { color: #595959; } figure { margin: 1.5rem 0; } figure svg { width: 100%; height: auto; }
  table { border-collapse: collapse; font-size: 0.85rem; margin: 0.5rem 0; } th, td { padding: 0.2rem 0.6rem; border-bottom: 1px solid #e6e6e6; }
  th { text-align: left; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
  .wide { overflow-x: auto; } pre { background: #f5f5f5; padding: 1rem; overflow-x: auto; font-size: 0.7rem; line-height: 1.4; }
  @media (max-width: 48rem) { body { padding: 0.75rem; } pre { font-size: 0.5rem; padding: 0.5rem; } }
  details summary { cursor: pointer; } li { margin-bottom: 0.3rem; }
  @media (max-width: 40rem) {
    h1 { font-size: 1.4rem; } pre { font-size: 0.65rem; }
    figure { overflow-x: auto; } figure svg { width: auto; min-width: 40rem; }
  }
  @media print {
    @page { size: A4 landscape; margin: 12mm; }
    body { max-width: none; padding: 0; font-size: 10pt; }
    .wide, pre, figure { overflow: visible; } table { font-size: 6.5pt; } th, td { padding: 0.1rem 0.25rem; }
    pre { font-size: 6.5pt; padding: 0; background: none; white-space: pre-wrap; }
    h2, h3, summary, thead { break-after: avoid; } figure svg, tr { break-inside: avoid; } figure svg { max-height: 170mm; }
    details::details-content { content-visibility: visible; display: block; height: auto; }
  }
)";

constexpr std::string_view drawn_by =
    "<p class=\"quiet\">Charts are drawn by Apache ECharts (Copyright 2017-2026 The Apache Software Foundation, Apache "
    "License 2.0) with zrender (BSD 3-Clause); <code>headwater --licences</code> lists all that is built in.</p>\n";

// A number as a table keeps it or as a reader sees it: "0.25", "−1,334".
bool reads_as_number(std::string_view text) {
  constexpr std::string_view minus = "\u2212";
  text.remove_prefix(text.starts_with(minus) ? minus.size() : 0);
  text.remove_suffix(text.ends_with('%') ? 1 : 0);
  return !text.empty() && text.find_first_not_of("0123456789.,-+e") == std::string_view::npos &&
         text.find_first_of("0123456789") != std::string_view::npos;
}

std::string scenario_list(const Runs& runs) {
  std::string html;
  for (const RunBlock& block : run_blocks_of(runs)) {
    html += block.heading.empty() ? "" : fmt::format("<h3>{}</h3>\n", block.heading);
    html += "<ul>\n";
    for (const std::size_t i : block.runs) {
      const ScenarioRun& run = runs[i];
      html += fmt::format("<li><strong>{}</strong>{}{} <span class=\"quiet\">({}{})</span></li>\n", escaped(run.name),
                          run.question.empty() ? "" : ": ", escaped(run.question), escaped(run.id),
                          run.is_baseline() ? ", a baseline" : ", against " + escaped(runs.baseline_of(run).id));
    }
    html += "</ul>\n";
  }
  return html;
}

} // namespace

std::string html_table(const Table& table) {
  std::string html = "<div class=\"wide\"><table><thead><tr>";
  for (const std::string& column : table.columns) {
    html += "<th scope=\"col\">" + escaped(column) + "</th>";
  }
  html += "</tr></thead><tbody>\n";
  for (const auto& row : table.rows) {
    html += "<tr>";
    for (const std::string& cell : row) {
      html += (reads_as_number(cell) ? "<td class=\"number\">" : "<td>") + escaped(cell) + "</td>";
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table></div>\n";
}

std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    switch (c) {
    case '&':
      safe += "&amp;";
      break;
    case '<':
      safe += "&lt;";
      break;
    case '>':
      safe += "&gt;";
      break;
    case '"':
      safe += "&quot;";
      break;
    default:
      safe += c;
    }
  }
  return safe;
}

std::string html_page(const std::string& title, const std::string& body) {
  return fmt::format("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<title>Headwater: {}</title>\n<style>{}</style>\n</head>\n<body>\n{}{}</body>\n</html>\n",
                     escaped(title), style, body, body.find("<figure") == std::string::npos ? "" : drawn_by);
}

std::string figure_html(const DrawnChart& drawn) {
  return fmt::format("<figure id=\"{0}\">\n{1}\n<figcaption><details><summary>The numbers of this chart</summary>\n"
                     "{2}<p><a href=\"charts/{0}.csv\">charts/{0}.csv</a></p></details></figcaption>\n</figure>\n",
                     drawn.chart.name, drawn.svg, html_table(drawn.chart.table));
}

std::string report_html(const Booklet& booklet, const std::vector<DrawnChart>& charts) {
  std::string html = fmt::format("<h1>If money goes upstream, into families: {0}</h1>\n"
                                 "<p class=\"quiet\">31 July {1} to 31 July {2}, {3}. Run {4}.</p>\n",
                                 escaped(booklet.runs.area), model::start_year, booklet.runs.horizon,
                                 booklet.runs.prices.words(), booklet.run_code);
  html += "<h2>What was asked</h2>\n" + scenario_list(booklet.runs);
  html += draws_section(booklet);
  html += "<h2>The answer in numbers</h2>\n<pre>" + escaped(summary_text(booklet, false)) + "</pre>\n";
  html += finance_section(booklet);
  html += prevention_section(booklet);
  html += information_section(booklet);
  html += "<h2>In pictures</h2>\n";
  for (const DrawnChart& drawn : charts) {
    html += figure_html(drawn);
  }
  html += deprivation_section(booklet);
  html += personas_section(booklet);
  html += "<h2>How far to trust it</h2>\n<ul>\n";
  for (const std::string& caution : booklet.cautions) {
    html += "<li>" + escaped(caution) + "</li>\n";
  }
  return html_page(booklet.runs.area, html + "</ul>\n");
}

} // namespace headwater::outputs
