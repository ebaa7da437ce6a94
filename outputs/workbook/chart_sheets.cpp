// Native charts, each beside the table it draws: the public purse over time, and who pays and who saves.
#include "outputs/workbook/sheets.hpp"

#include "outputs/charts/house_style.hpp"
#include "outputs/pictures/by_scenario.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/pictures/title_words.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/results/prices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace headwater::outputs::sheets {
namespace {

constexpr const char* in_millions = "/1000000";

std::string key_of(std::size_t number) { return fmt::format("s{}", number); }

/// Every fiscal year of the first 20 in which some case has a cash flow.
std::vector<FiscalYear> years_of(const Contents& contents) {
  std::set<FiscalYear> years;
  for (const Case& one : contents.cases) {
    for (const CashFlow& flow : one.first().flows.years) {
      years.insert(flow.year);
    }
  }
  return {years.begin(), years.end()};
}

double cumulative_at(const Case& one, FiscalYear year) {
  for (const CashFlow& flow : one.flows.years) {
    if (flow.year == year) {
      return flow.cumulative;
    }
  }
  return 0.0;
}

double total_net(const Case& one) { return one.first().flows.years.back().cumulative; }

constexpr std::array payers_shown{Perspective::council, Perspective::nhs, Perspective::scottish_government,
                                  Perspective::justice, Perspective::uk_government};

/// "“Keep the Promise” to 2045-46: Scottish Government £1.20 billion worse off; Councils £300 million better off": of
/// the scenario that adds most support, the payer with the lowest total and the one with the highest.
std::string who_pays_message(const Contents& contents) {
  const Case* largest = nullptr;
  double most = 0.0;
  for (const Case& one : contents.cases) {
    double invested = 0.0;
    for (const CashFlow& flow : one.first().flows.years) {
      invested += flow.investment;
    }
    if (one.flows.perspective == Perspective::public_purse && (largest == nullptr || invested > most)) {
      largest = &one;
      most = invested;
    }
  }
  if (largest == nullptr) {
    return "No scenario is compared with a baseline";
  }
  std::vector<const Case*> payers;
  for (const Perspective payer : payers_shown) {
    payers.push_back(contents.find(largest->run, payer));
  }
  const auto [worst, best] = std::minmax_element(
      payers.begin(), payers.end(), [](const Case* a, const Case* b) { return total_net(*a) < total_net(*b); });
  const auto said = [](const Case* payer) {
    const double net = total_net(*payer);
    return fmt::format("{} {} {}", label(payer->flows.perspective), pounds_in_words(std::abs(net)),
                       net < 0.0 ? "worse off" : "better off");
  };
  return fmt::format("“{}” to {}: {}; {}", contents.booklet.runs[largest->run].name, largest->first().last.label(),
                     said(*worst), said(*best));
}

} // namespace

Sheet chart_over_time_sheet(const Contents& contents) {
  const Booklet& booklet = contents.booklet;
  const std::string unit = "GBP million, " + booklet.runs.prices.words();
  Sheet sheet{.name = "Chart over time",
              .columns =
                  {
                      {"fiscal_year", "Fiscal year", CellFormat::text, 11},
                      {"begins", "Fiscal year begins (calendar year)", CellFormat::plain, 11},
                  },
              .rows = {},
              .frozen_columns = 1,
              .has_filter = false};
  const std::vector<FiscalYear> years = years_of(contents);
  std::vector<const Case*> drawn;
  for (const Case& one : contents.cases) {
    if (one.flows.perspective == Perspective::public_purse) {
      drawn.push_back(&one);
      const std::size_t number = contents.scenario_number(one.run);
      sheet.columns.push_back(
          {key_of(number), fmt::format("{} {}: cumulative net position ({})", number, booklet.runs[one.run].id, unit),
           CellFormat::decimals, 16});
    }
  }
  for (const FiscalYear year : years) {
    std::vector<Cell> row{year.label(), static_cast<double>(year.first)};
    for (const Case* one : drawn) {
      row.emplace_back(
          Formula{fmt::format("SUMIFS({{Cash flows!cumulative}},{{Cash flows!case}},{},{{Cash flows!begins}},"
                              "{{begins}}){}",
                              one->number, in_millions),
                  cumulative_at(*one, year) / million});
    }
    sheet.rows.push_back(std::move(row));
  }
  if (drawn.empty()) {
    return sheet;
  }

  // Which scenarios are coloured is decided as in the report's picture.
  std::vector<std::vector<double>> ends(booklet.runs.size(), std::vector<double>{0.0});
  for (const Case* one : drawn) {
    ends[one->run] = {total_net(*one)};
  }
  const std::vector<Line> lines = scenario_lines(booklet.runs, ends, 0);
  SheetChart chart{.kind = SheetChart::Kind::lines,
                   .title = net_position_chart(booklet).title,
                   .value_axis = unit + ", not discounted; above 0: better off. Thin grey: other scenarios",
                   .alt_text = "",
                   .categories = "fiscal_year",
                   .series = {},
                   .at_row = sheet.rows.size() + 2,
                   .at_column = 0,
                   .width = 1080,
                   .height = 520};
  chart.alt_text = fmt::format("Lines by scenario of the cumulative net position of the public purse in {}, {}. {}.",
                               booklet.runs.area, span_of(years), chart.title);
  int coloured = 0;
  for (const Case* one : drawn) {
    const bool is_context = lines[one->run].role != LineRole::highlighted;
    const auto next = static_cast<std::size_t>(coloured);
    chart.series.push_back({.column = key_of(contents.scenario_number(one->run)),
                            .name = "",
                            .name_sheet = "Scenarios",
                            .name_column = "name",
                            .name_row = one->run,
                            .colour = is_context ? house::context_line : house::palette.at(next),
                            .in_legend = !is_context,
                            .dash = is_context ? 0 : coloured});
    coloured += is_context ? 0 : 1;
  }
  sheet.chart = std::move(chart);
  return sheet;
}

Sheet chart_who_pays_sheet(const Contents& contents) {
  const Booklet& booklet = contents.booklet;
  const std::string unit = "GBP million, " + booklet.runs.prices.words();
  Sheet sheet{.name = "Chart who pays",
              .columns =
                  {
                      {"scenario_number", "Scenario (number)", CellFormat::plain, 10},
                      {"name", "Scenario", CellFormat::text, 32},
                  },
              .rows = {},
              .frozen_columns = 2,
              .has_filter = false};
  for (const Perspective payer : payers_shown) {
    sheet.columns.push_back({std::string(name(payer)),
                             fmt::format("{}: total net position to {} ({})", label(payer),
                                         spoken_horizon(booklet.runs.horizon).label(), unit),
                             CellFormat::decimals, 22});
  }
  for (std::size_t i = 0; i < booklet.runs.size(); ++i) {
    if (contents.find(i, Perspective::council) == nullptr) {
      continue;
    }
    std::vector<Cell> row{static_cast<double>(contents.scenario_number(i)), booklet.runs[i].name};
    for (const Perspective payer : payers_shown) {
      const Case& one = *contents.find(i, payer);
      row.emplace_back(
          Formula{fmt::format("SUMIFS({{Cash flows!net}},{{Cash flows!case}},{},{{Cash flows!begins}},\"<={}\"){}",
                              one.number, one.first().last.first, in_millions),
                  total_net(one) / million});
    }
    sheet.rows.push_back(std::move(row));
  }
  if (sheet.rows.empty()) {
    return sheet;
  }
  SheetChart chart{.kind = SheetChart::Kind::stacked_bars,
                   .title = who_pays_message(contents),
                   .value_axis = unit + ", not discounted; right of 0: saves, left: pays more",
                   .alt_text = "",
                   .categories = "name",
                   .series = {},
                   .at_row = sheet.rows.size() + 2,
                   .at_column = 0,
                   .width = 1080,
                   .height = 220 + 32 * static_cast<int>(sheet.rows.size())};
  chart.alt_text = fmt::format("Bars by scenario of the total net position of each payer in {}, {}. {}.",
                               booklet.runs.area, span_of(years_of(contents)), chart.title);
  for (std::size_t i = 0; i < payers_shown.size(); ++i) {
    chart.series.push_back({.column = std::string(name(payers_shown[i])),
                            .name = std::string(label(payers_shown[i])),
                            .colour = house::palette.at(i)});
  }
  sheet.chart = std::move(chart);
  return sheet;
}

} // namespace headwater::outputs::sheets
