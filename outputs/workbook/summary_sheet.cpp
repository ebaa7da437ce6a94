// The summary: each scenario with people first, then money; and what the scenarios are.
#include "outputs/workbook/sheets.hpp"

#include "outputs/appraisal/robust.hpp"
#include "outputs/pictures/loan_words.hpp"
#include "outputs/pictures/who_pays.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/runs/blocks.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace headwater::outputs::sheets {
namespace {

struct Shown {
  const char* quantity;
  const char* label;
};
// Harm at home and harm from separation stand side by side, so that no plan looks good by leaving children at risk.
constexpr Shown shown[] = {
    {"looked_after", "Looked after"},
    {"looked_after_away", "Looked after away from home"},
    {"harm_at_home", "Harm at home"},
    {"harm_from_separation", "Harm from separation"},
};

double read(const Runs& runs, const ScenarioRun& run, const Quantity& quantity, FiscalYear year) {
  const double value = quantity.value(YearView(run.record, year));
  return quantity.measure == Measure::money ? runs.prices.pounds(value, year) : value;
}

struct Headline {
  const char* measure; ///< a column of the appraisal
  const char* label;
  CellFormat format;
};
constexpr Headline headlines[] = {
    {"bcr", "benefit-cost ratio", CellFormat::ratio},
    {"payback_year", "payback", CellFormat::wrapped},
    {"peak_funding_gap", "peak funding gap", CellFormat::pounds},
    {"peak_funding_gap_year", "year of the peak funding gap", CellFormat::wrapped},
    {"net_position_total", "total net position", CellFormat::pounds},
};

std::variant<double, std::string> engine_value(const Case::Appraised& one, std::string_view measure) {
  const AppraisalMeasure& found = *find_measure(one.measures, measure);
  if (!found.value) {
    return found.why;
  }
  if (found.unit == "fiscal year") {
    return found.text();
  }
  return *found.value;
}

/// Baselines, then plans, cuts and shocks.
std::vector<std::size_t> by_kind(const Runs& runs) {
  std::vector<std::size_t> order;
  for (const RunBlock& block : run_blocks_of(runs)) {
    order.insert(order.end(), block.runs.begin(), block.runs.end());
  }
  return order;
}

std::string kind_of(const ScenarioRun& run) { return run.is_baseline() ? "baseline" : std::string(name(run.kind)); }

} // namespace

Sheet summary_sheet(const Contents& contents) {
  const Booklet& booklet = contents.booklet;
  const std::vector<FiscalYear> years = summary_years(booklet.runs.horizon);
  const std::string real = "GBP, real " + booklet.runs.prices.real_year().label() + " prices";
  Sheet sheet{.name = "Summary",
              .columns =
                  {
                      {"scenario_number", "Scenario (number)", CellFormat::plain, 9},
                      {"name", "Scenario", CellFormat::text, 30},
                      {"kind", "Kind", CellFormat::text, 10},
                      {"baseline_number", "Baseline (number)", CellFormat::plain, 9},
                  },
              .rows = {},
              .frozen_columns = 2};
  const auto column_key = [](const char* quantity, FiscalYear year) {
    return fmt::format("{}_{}", quantity, year.first);
  };
  for (const Shown& one : shown) {
    for (const FiscalYear year : years) {
      const Quantity& quantity = *find_quantity(one.quantity);
      const std::string at = quantity.basis == Basis::july ? fmt::format("31 July {}", year.first) : year.label();
      const std::string key = column_key(one.quantity, year);
      sheet.columns.push_back({key, fmt::format("{}, {} ({})", one.label, at, quantity.unit), CellFormat::whole, 11});
      sheet.columns.push_back({key + "_change",
                               fmt::format("{}, {}: change against the baseline ({})", one.label, at, quantity.unit),
                               CellFormat::whole, 11});
    }
  }
  for (const FiscalYear year : years) {
    sheet.columns.push_back(
        {column_key("net", year),
         fmt::format("Public purse: net position, {} ({})", year.label(), pounds_unit(booklet.runs)),
         CellFormat::pounds, 16});
  }
  const std::vector<FiscalYear> horizon = appraised_to(booklet.runs.horizon);
  const auto at_horizon = [](std::string_view measure, FiscalYear to) {
    return fmt::format("{}_{}", measure, to.first);
  };
  for (const FiscalYear to : horizon) {
    sheet.columns.push_back({at_horizon("npv", to),
                             fmt::format("Public purse: net present value to {} ({})", to.label(), real),
                             CellFormat::pounds, 16});
  }
  sheet.columns.push_back({"robust", "Public purse: same sign over 40 and over 60 years", CellFormat::text, 14});
  for (const Headline& one : headlines) {
    const bool is_text = one.format == CellFormat::wrapped;
    const std::string unit = is_text                           ? "fiscal year"
                             : one.format == CellFormat::ratio ? "ratio"
                                                               : pounds_unit(booklet.runs);
    for (const FiscalYear to : horizon) {
      sheet.columns.push_back({at_horizon(one.measure, to),
                               fmt::format("Public purse, to {}: {} ({})", to.label(), one.label, unit), one.format,
                               is_text || one.format == CellFormat::ratio ? 32.0 : 16.0});
    }
  }
  for (const FiscalYear to : horizon) {
    sheet.columns.push_back({at_horizon("wrong_pocket_index", to), "Wrong-pocket index, to " + to.label() + " (ratio)",
                             CellFormat::ratio, 16});
  }
  for (const FiscalYear to : horizon) {
    sheet.columns.push_back(
        {at_horizon("npv_beyond_care", to),
         fmt::format("Beyond care, an account of its own: services and tax, to {} ({})", to.label(), real),
         CellFormat::pounds, 16});
  }
  for (const FiscalYear to : horizon) {
    sheet.columns.push_back({at_horizon("society_npv", to),
                             fmt::format("Society: net present value to {} ({})", to.label(), real), CellFormat::pounds,
                             16});
  }
  sheet.columns.push_back({"unpriced", "Rules without a price in the plan", CellFormat::wrapped, 30});

  for (const std::size_t i : by_kind(booklet.runs)) {
    const ScenarioRun& run = booklet.runs[i];
    std::vector<Cell> row{static_cast<double>(contents.scenario_number(i)), run.name, kind_of(run),
                          static_cast<double>(contents.scenario_number(run.baseline))};
    for (const Shown& one : shown) {
      for (const FiscalYear year : years) {
        const Quantity& quantity = *find_quantity(one.quantity);
        const double value = read(booklet.runs, run, quantity, year);
        const std::string column = column_key(one.quantity, year);
        row.emplace_back(value);
        row.emplace_back(Formula{"{" + column + "}-INDEX({Summary!" + column +
                                     "},MATCH({baseline_number},{Summary!scenario_number},0))",
                                 value - read(booklet.runs, booklet.runs.baseline_of(run), quantity, year)});
      }
    }
    const Case* purse = contents.find(i, Perspective::public_purse);
    const Case* society = contents.find(i, Perspective::society);
    if (purse != nullptr && society != nullptr) {
      const auto look_up = [](const std::string& measure, const Case::Appraised& one) {
        return fmt::format("INDEX({{Appraisal!{}}},MATCH({},{{Appraisal!appraisal}},0))", measure, one.number);
      };
      const auto add = [&](const std::string& measure, const Case::Appraised& one) {
        row.emplace_back(Formula{look_up(measure, one), engine_value(one, measure)});
      };
      for (const FiscalYear year : years) {
        double net = 0.0;
        for (const CashFlow& flow : purse->flows.years) {
          net += flow.year == year ? flow.net : 0.0;
        }
        row.emplace_back(
            Formula{fmt::format("SUMIFS({{Cash flows!net}},{{Cash flows!case}},{},{{Cash flows!begins}},{})",
                                purse->number, year.first),
                    net});
      }
      for (const Case::Appraised& at : purse->appraised) {
        add("npv", at);
      }
      const std::optional<bool> robust = is_robust(purse->flows);
      row.emplace_back(robust ? Cell{Formula{fmt::format("IF(ROUND({{npv_{}}},2)*ROUND({{npv_{}}},2)>0,\"yes\",\"no\")",
                                                         horizons[1].last.first, horizons[2].last.first),
                                             std::string(*robust ? "yes" : "no")}}
                              : Cell{std::string("the run ends sooner")});
      for (const Headline& one : headlines) {
        for (const Case::Appraised& at : purse->appraised) {
          add(one.measure, at);
        }
      }
      for (const char* measure : {"wrong_pocket_index", "npv_beyond_care"}) {
        for (const Case::Appraised& at : purse->appraised) {
          add(measure, at);
        }
      }
      for (const Case::Appraised& at : society->appraised) {
        add("npv", at);
      }
      row.emplace_back(fmt::format("{}", fmt::join(run.unpriced, "; ")));
    }
    row.resize(sheet.columns.size());
    sheet.rows.push_back(std::move(row));
  }
  return sheet;
}

Sheet scenarios_sheet(const Contents& contents) {
  const Booklet& booklet = contents.booklet;
  Sheet sheet{
      .name = "Scenarios",
      .columns =
          {
              {"scenario_number", "Scenario (number)", CellFormat::plain, 9},
              {"scenario", "Scenario (file name)", CellFormat::text, 30},
              {"name", "Name", CellFormat::wrapped, 32},
              {"kind", "Kind", CellFormat::text, 10},
              {"question", "Question", CellFormat::wrapped, 60},
              {"baseline", "Compared with (file name)", CellFormat::text, 22},
              {"first_step", "First lever moves (year, decimal)", CellFormat::ratio, 14},
              {"paid_by", "Who pays", CellFormat::wrapped, 40},
              {"loan", "The loan, if the plan has one", CellFormat::wrapped, 60},
              {"assumed", "Parameters that its files set, there and in what it is compared with (own units)",
               CellFormat::wrapped, 40},
              {"assumed_alone", "Parameters that its files set only there (own units)", CellFormat::wrapped, 40},
          },
      .rows = {},
      .frozen_columns = 2};
  for (const std::size_t i : by_kind(booklet.runs)) {
    const ScenarioRun& run = booklet.runs[i];
    sheet.rows.push_back(
        {static_cast<double>(contents.scenario_number(i)), run.id, run.name, kind_of(run), run.question,
         contents.is_baseline(i) ? std::string("a baseline itself") : booklet.runs.baseline_of(run).id,
         std::isfinite(run.first_step) ? Cell{run.first_step} : Cell{std::string("none does")},
         run.is_baseline() ? "" : funding_in_words(booklet.runs, run),
         run.is_baseline()
             ? ""
             : loan_in_words(booklet.runs, run,
                             all_cash_flows(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis)),
         set_in_words(run.assumed, false), set_in_words(run.assumed, true)});
  }
  return sheet;
}

} // namespace headwater::outputs::sheets
