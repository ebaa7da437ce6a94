// report.html: everything a board reads on one page that needs no network and runs nothing.
#include "outputs/report/report_html.hpp"

#include "outputs/appraisal/appraisal.hpp"
#include "outputs/charts/echarts_engine.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/pictures/pictures.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <regex>
#include <set>

namespace headwater::outputs {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::string hostile = "<script>alert('x')</script> \"quoted\" & <b>";

struct Report {
  Booklet booklet;
  std::vector<DrawnChart> charts;
  std::string html;
};

/// The report of a baseline and a scenario with a hostile name and question, in a booklet with a hostile caution.
const Report& report() {
  static const Report made = [] {
    Report r{tests::with_twin(tests::booklet_of({}, {.horizon = 2030}), "twin", hostile), {}, ""};
    r.booklet.runs.all[1].question = "What if " + hostile + "?";
    r.booklet.cautions.push_back("Beware of " + hostile);
    EchartsEngine engine;
    for (const Chart& chart : {harm_chart(r.booklet), net_position_chart(r.booklet), placements_chart(r.booklet)}) {
      r.charts.push_back({chart, engine.svg(chart)});
    }
    r.html = report_html(r.booklet, r.charts);
    return r;
  }();
  return made;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) {
    ++found;
  }
  return found;
}

TEST(Report, HoldsEveryChartWithItsNumbers) {
  ASSERT_EQ(report().charts.size(), 3U);
  EXPECT_EQ(count(report().html, "<figcaption>"), report().charts.size());
  for (const DrawnChart& drawn : report().charts) {
    EXPECT_THAT(report().html, HasSubstr(drawn.svg)) << drawn.chart.name;
    EXPECT_THAT(report().html, HasSubstr("charts/" + drawn.chart.name + ".csv"));
    for (const auto& row : drawn.chart.table.rows) {
      std::string cells;
      for (const std::string& cell : row) {
        cells += "[^\n]*>" + std::regex_replace(escaped(cell), std::regex(R"([.*+?^${}()|[\]\\])"), R"(\$&)") + "</td>";
      }
      EXPECT_TRUE(std::regex_search(report().html, std::regex("<tr>" + cells + "</tr>")))
          << drawn.chart.name << " " << testing::PrintToString(row);
    }
  }
}

TEST(Report, SaysWhatWasAskedAndHowFarToTrustIt) {
  for (const std::string& words :
       {escaped(hostile), escaped(report().booklet.runs[1].question), escaped(report().booklet.cautions[0]),
        escaped(report().booklet.cautions[1]), std::string("c0de1234"), std::string("real 2024-25 prices"),
        std::string("against continue-as-now")}) {
    EXPECT_THAT(report().html, HasSubstr(words));
  }
}

TEST(Report, TextIsNeverMarkup) {
  EXPECT_EQ(escaped("<a href=\"x\">&"), "&lt;a href=&quot;x&quot;&gt;&amp;");
  EXPECT_THAT(report().html, Not(HasSubstr("<script")));
  EXPECT_THAT(report().html, Not(HasSubstr("<b>")));
}

TEST(Report, NeedsNothingFromElsewhere) {
  const std::regex reference(R"re((?:src|href|action|data)\s*=\s*["']?([^"'\s>]+))re");
  for (std::sregex_iterator at(report().html.begin(), report().html.end(), reference), end; at != end; ++at) {
    const std::string target = (*at)[1];
    EXPECT_TRUE(target.starts_with("charts/") || target.starts_with("#")) << at->str();
  }
  EXPECT_THAT(report().html, Not(HasSubstr("@import")));
  EXPECT_FALSE(std::regex_search(report().html, std::regex(R"(url\(\s*['"]?[^#'"\s])")));
}

/// What is wrong with how tags open and close; markup of the drawings included.
std::vector<std::string> unbalanced(const std::string& html) {
  const std::set<std::string> empty_tags = {"meta", "link", "br", "hr", "img", "input"};
  std::vector<std::string> open;
  std::vector<std::string> wrong;
  for (std::size_t at = 0; (at = html.find('<', at)) != std::string::npos;) {
    if (html.compare(at, 2, "<!") == 0) {
      at = html.find('>', at);
      continue;
    }
    std::size_t end = at + 1;
    for (char quote = 0; end < html.size() && (quote != 0 || html[end] != '>'); ++end) {
      quote = quote == 0 && (html[end] == '"' || html[end] == '\'') ? html[end] : quote == html[end] ? '\0' : quote;
    }
    const std::string inner = html.substr(at + 1, end - at - 1);
    const bool closes = inner.starts_with("/");
    const std::size_t start = closes ? 1 : 0;
    const std::string name = inner.substr(start, inner.find_first_of(" \n/", start) - start);
    if (closes && (open.empty() || open.back() != name)) {
      wrong.push_back("</" + name + "> closes " + (open.empty() ? "nothing" : open.back()));
      return wrong;
    }
    if (closes) {
      open.pop_back();
    } else if (!inner.ends_with("/") && !empty_tags.contains(name)) {
      open.push_back(name);
    }
    at = end;
  }
  for (const std::string& name : open) {
    wrong.push_back(name + " is never closed");
  }
  return wrong;
}

TEST(Report, ClosesWhatItOpens) {
  EXPECT_THAT(unbalanced("<p><b>x</p>"), Not(IsEmpty()));
  EXPECT_THAT(unbalanced("<p>x"), Not(IsEmpty()));
  EXPECT_THAT(unbalanced(report().html), IsEmpty());
  EXPECT_TRUE(report().html.starts_with("<!DOCTYPE html>\n<html lang=\"en\">"));
  for (const char* tag : {"<html", "<head>", "<title>", "<body>", "<h1>"}) {
    EXPECT_EQ(count(report().html, tag), 1U) << tag;
  }
}

TEST(Report, PrintsWithoutClippedBoxesAndWithDetailsOpen) {
  const std::string& html = report().html;
  const std::string print = html.substr(html.find("@media print"), html.find("</style>") - html.find("@media print"));
  EXPECT_THAT(print, HasSubstr(".wide, pre, figure { overflow: visible; }"));
  EXPECT_THAT(print, HasSubstr("details::details-content { content-visibility: visible;"));
}

TEST(Report, HasCashableSavingsByYearAndThePreventiveShare) {
  const Booklet booklet = tests::booklet_of({"keep-the-promise"});
  const std::string html = report_html(booklet, {});
  const std::size_t at = html.find("Cashable savings of the year, £m");
  ASSERT_NE(at, std::string::npos);
  const std::string table = html.substr(at, html.find("</table>", at) - at);
  const ScenarioRun& run = booklet.runs[1];
  const CashFlows council =
      cash_flows(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis, Perspective::council);
  const std::size_t row = table.find("<td>Councils</td>");
  const double first = council.years.front().cashable / 1e6;
  EXPECT_EQ(table.find("<td class=\"number\">" + readable_number(first, std::abs(first) < 10.0 ? 1 : 0) + "</td>", row),
            row + std::string("<td>Councils</td>").size());
  EXPECT_THAT(table, HasSubstr("2026-27"));
  EXPECT_THAT(table, HasSubstr("2045-46"));
  EXPECT_THAT(html, HasSubstr("The preventive share"));
  EXPECT_THAT(html, HasSubstr("The share says how money is tagged, not that it works."));
  EXPECT_THAT(html, HasSubstr("gov.scot/publications/defining-prevention"));
}

TEST(Report, SaysWhatDrawsAreAndAreNot) {
  EXPECT_THAT(report().html, Not(HasSubstr("How sure is it")));
  const Booklet booklet = tests::with_draws(tests::booklet_of({"keep-the-promise"}), 1000.0, 1000.0);
  const std::string html = report_html(booklet, {});
  EXPECT_THAT(html, HasSubstr("1000 draws of 100 parameters"));
  EXPECT_THAT(html, HasSubstr("2 of 1000 draws broke down"));
  EXPECT_THAT(html, HasSubstr("not probabilities of the world"));
  EXPECT_THAT(html, HasSubstr("wider than what fits the past"));
  EXPECT_THAT(html, HasSubstr("<td class=\"number\">71%</td>"));
  EXPECT_THAT(html, HasSubstr("Paid back by then"));
  EXPECT_LT(html.find("How sure is it"), html.find("The answer in numbers"));
  const std::size_t first_table = html.find("<table>");
  const std::string heads = html.substr(first_table, html.find("</thead>", first_table) - first_table);
  for (const char* head : {"Central value", "Median run", "1 in 20 runs below", "1 in 20 above", "Runs with fewer"}) {
    EXPECT_THAT(heads, HasSubstr(head)) << "the first table of the page";
  }
}

} // namespace
} // namespace headwater::outputs
