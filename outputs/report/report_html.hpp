// The report: one plain page that holds every chart with its numbers, readable without a network.
#pragma once

#include "outputs/booklet/booklet.hpp"
#include "outputs/report/write_charts.hpp"

#include <string>
#include <vector>

namespace headwater::outputs {

/// report.html: the scenarios and their questions, the summary, each chart with its table, and what to be careful of.
std::string report_html(const Booklet& booklet, const std::vector<DrawnChart>& charts);

/// A page of our look around a body, which is HTML already.
std::string html_page(const std::string& title, const std::string& body);

/// A chart, and its numbers to unfold.
std::string figure_html(const DrawnChart& drawn);

/// A table as HTML, its words made safe, numbers to the right.
std::string html_table(const ChartTable& table);

/// Text made safe to stand in HTML.
std::string escaped(std::string_view text);

} // namespace headwater::outputs
