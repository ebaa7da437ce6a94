#include "outputs/report/information_section.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/report/report_html.hpp"
#include "outputs/sensitivity/assumptions.hpp"
#include "outputs/tables/table.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::outputs {
namespace {

constexpr std::size_t shown = 12;

Table most_worth_knowing(const Booklet& booklet, const Information& information) {
  Table table{{"Number", "What it is", "Grade", "Worth knowing, £m", "Best choice where it is low", "where it is high"},
              {}};
  const auto choice = [&](std::size_t option) {
    return option == 0 ? std::string("do nothing") : booklet.runs[information.choices[option]].name;
  };
  for (const std::size_t j : information.ranked()) {
    if (table.rows.size() == shown || !information.is_above_noise(j)) {
      break;
    }
    const model::Parameter& row = model::parameters()[information.parameters[j]];
    const experiments::WorthKnowing& worth = information.found.parameters[j];
    table.rows.push_back({std::string(row.name), in_few_words(row), std::string(1, static_cast<char>(row.grade)),
                          readable_number(worth.evppi / 1e6, 1), choice(worth.best_low), choice(worth.best_high)});
  }
  return table;
}

} // namespace

std::string information_section(const Booklet& booklet) {
  if (!booklet.findings.information) {
    return "";
  }
  const Information& information = *booklet.findings.information;
  std::string html =
      "<h2>What it would be worth to know</h2>\n<p>What it would be worth to know a number before choosing between "
      "these plans, had a study settled it: by how much the choice would then be better on average, in "
      "real pounds of net present value. It ranks what to measure next.</p>\n";
  for (const std::string& sentence : in_words(booklet.runs, information)) {
    html += "<p>" + escaped(sentence) + "</p>\n";
  }
  if (const Table table = most_worth_knowing(booklet, information); !table.rows.empty()) {
    html += html_table(table);
    html += "<p class=\"quiet\"><a href=\"value_of_information.csv\">value_of_information.csv</a> has every number. "
            "They do not add up: two numbers may each be worth nothing without the other.</p>\n";
  }
  return html;
}

} // namespace headwater::outputs
