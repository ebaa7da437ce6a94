#include "outputs/calibration/fit_report.hpp"

#include "calibration/fit/observation/discrepancy.hpp"
#include "outputs/calibration/fit_tables.hpp"
#include "outputs/calibration/fit_words.hpp"

#include <fmt/format.h>

namespace headwater::outputs {
namespace {

std::string html_list(const std::vector<std::string>& sentences) {
  if (sentences.empty()) {
    return "";
  }
  std::string html = "<ul>\n";
  for (const std::string& sentence : sentences) {
    html += "<li>" + escaped(sentence) + "</li>\n";
  }
  return html + "</ul>\n";
}

/// A table to unfold, without empty columns, and the name of its file where it has one.
std::string unfolding(const std::string& summary, const Table& table, const std::string& file = "") {
  if (table.rows.empty()) {
    return "";
  }
  return fmt::format("<details><summary>{} ({} rows)</summary>\n{}{}</details>\n", escaped(summary), table.rows.size(),
                     html_table(without_empty_columns(table)),
                     file.empty() ? "" : fmt::format("<p><a href=\"{0}\">{0}</a></p>", file));
}

std::string trust_section(const FitRecord& record) {
  const std::vector<std::string> reasons = trust_reasons(record);
  std::string html = "<h2>Whether to trust it</h2>\n<p><strong>" + escaped(trust_line(record)) + ".</strong></p>\n";
  html += html_list(reasons);
  if (!record.findings.discrepancy) {
    html += "<p><strong>" + escaped(calibration::no_discrepancy_warning) + ".</strong></p>\n";
  }
  html += record.findings.gates.empty() ? "<p>No check of chains was made: the method draws none, or none were asked "
                                          "for.</p>\n"
                                        : html_table(gates_table(record));
  if (record.findings.opinion) {
    html += "<p>Second opinion: " + escaped(record.findings.opinion->verdict()) + ".</p>\n" +
            unfolding("Both samplers, parameter by parameter", opinion_table(record));
  }
  return html;
}

std::string hold_out_section(const FitRecord& record) {
  std::string html = "<h2>What it foresaw when later years were held out</h2>\n<p><strong>" +
                     escaped(hold_out_line(record)) + ".</strong></p>\n";
  if (record.findings.scores.empty()) {
    return html;
  }
  const std::vector<std::string> losses = losses_in_words(record);
  html += losses.empty() ? "" : "<p>Where it loses:</p>\n" + html_list(losses);
  html += html_table(without_empty_columns(hold_out_in_short(record)));
  return html + unfolding("Scores by series, origin and horizon", scores_table(record), "scores.csv") +
         unfolding("Forecaster against forecaster", score_comparisons_table(record), "score_comparisons.csv");
}

std::string fit_figures(const std::vector<DrawnChart>& charts, bool of_series) {
  std::string html;
  for (const DrawnChart& drawn : charts) {
    if (drawn.chart.name.starts_with("fit_") == of_series) {
      html += figure_html(drawn);
    }
  }
  return html;
}

std::string made_again_section(const FitRecord& record) {
  Table data;
  data.columns = {"File", "SHA-256"};
  for (const HashedFile& file : record.data) {
    data.rows.push_back({file.path, file.sha256});
  }
  return "<h2>How to make it again</h2>\n<pre>" + escaped(record.command) + "</pre>\n" +
         fmt::format("<p>Headwater {}, commit {}, seed {}. The same command gives the same numbers on any number of "
                     "threads.</p>\n",
                     escaped(record.version), escaped(record.commit), record.findings.seed) +
         (data.rows.empty() ? "" : html_table(data)) +
         "<p>Beside this page: <a href=\"fitted.toml\">fitted.toml</a>, <a href=\"calibration.json\">calibration.json"
         "</a>.</p>\n";
}

} // namespace

std::string fit_report(const FitRecord& record, const std::vector<DrawnChart>& charts) {
  check(record);
  std::string body =
      fmt::format("<h1>Fitted to what was published: {}</h1>\n<p class=\"quiet\">{}. {}.</p>\n", escaped(record.place),
                  escaped(fitted_in_words(record)), escaped(spoken(method_in_words(record.findings.method))));
  body += trust_section(record) + hold_out_section(record);
  body += "<h2>How it meets each series</h2>\n" + html_table(without_empty_columns(series_in_short(record))) +
          unfolding("Every figure", fit_table(record), "fit.csv") + fit_figures(charts, true);
  body += "<h2>What the data say of each parameter</h2>\n" + html_list(record.directions) + fit_figures(charts, false) +
          unfolding("Parameters: before, estimate, after", parameters_in_short(record), "parameters.csv");
  body += "<h2>How the point estimate was found</h2>\n" + html_list(estimate_in_words(record)) +
          unfolding("Costs at which the starts ended", optima_table(record));
  if (record.findings.log_evidence) {
    body += fmt::format("<p>Log evidence of the model, priors and scatter together: {:.2f}.</p>\n",
                        *record.findings.log_evidence);
  }
  body += "<h2>What is assumed</h2>\n" + html_list(assumed_in_words(record)) + made_again_section(record);
  return html_page("fitted to " + record.place, body);
}

} // namespace headwater::outputs
