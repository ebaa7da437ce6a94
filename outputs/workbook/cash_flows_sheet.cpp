// Cash flows and the discount factors they use.
//
//   net = saving - investment + finance - bias - haircut     present cost = factor x (investment + bias) / prices
//   cumulative = net of the case up to this year             present benefit = factor x (saving - haircut + finance)
//   position = cumulative - owed of loans                                      / prices
//
// Running totals are sums over the case by year, not "the cell above": they stay right when the table is sorted.
#include "outputs/workbook/sheets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs::sheets {
namespace {

/// Nominal pounds of a year in one real pound; 1 where prices are real already.
double price_index(const Prices& prices, FiscalYear year) {
  return prices.base.is_nominal() ? prices.deflator.at(year) : 1.0;
}

} // namespace

Sheet cash_flows_sheet(const Contents& contents) {
  const Booklet& booklet = contents.booklet;
  const std::string unit = pounds_unit(booklet.runs);
  const std::string real = "GBP, real " + booklet.runs.prices.real_year().label() + " prices";
  Sheet sheet{.name = "Cash flows",
              .columns =
                  {
                      {"case", "Case (number)", CellFormat::plain, 8},
                      {"scenario", "Scenario (file name)", CellFormat::text, 28},
                      {"perspective", "Perspective", CellFormat::text, 20},
                      {"fiscal_year", "Fiscal year", CellFormat::text, 11},
                      {"begins", "Fiscal year begins (calendar year)", CellFormat::plain, 11},
                      {"n", "Years since the first (years)", CellFormat::plain, 10},
                      {"investment", "Investment: what the plan adds to cost (" + unit + ")", CellFormat::pounds, 18},
                      {"saving", "Saving: less spent on everything else (" + unit + ")", CellFormat::pounds, 18},
                      {"finance", "Finance received (" + unit + ")", CellFormat::pounds, 18},
                      {"bias", "Optimism bias on cost (" + unit + ")", CellFormat::pounds, 18},
                      {"haircut", "Benefit haircut (" + unit + ")", CellFormat::pounds, 18},
                      {"net", "Net position (" + unit + ")", CellFormat::pounds, 18},
                      {"cumulative", "Cumulative net position (" + unit + ", not discounted)", CellFormat::pounds, 18},
                      {"factor", "Discount factor (ratio)", CellFormat::factor, 11},
                      {"prices", "Price index (" + unit + " for a real pound)", CellFormat::factor, 14},
                      {"present_cost", "Present cost (" + real + ")", CellFormat::pounds, 18},
                      {"present_benefit", "Present benefit (" + real + ")", CellFormat::pounds, 18},
                      {"present_value", "Present value (" + real + ")", CellFormat::pounds, 18},
                      {"cumulative_present_value", "Cumulative present value (" + real + ")", CellFormat::pounds, 18},
                  },
              .rows = {},
              .frozen_columns = 4};
  sheet.columns.push_back(
      {"own_money", "Inside the investment: the plan's own money (" + unit + ")", CellFormat::pounds, 18});
  const std::vector<BookColumn> debt{
      {"owed", "Owed of loans at the end of the year (" + unit + ")", CellFormat::pounds, 18},
      {"owed_present", "Present value of what is owed (" + real + ")", CellFormat::pounds, 18},
      {"position", "Cumulative net position less what is owed (" + unit + ", not discounted)", CellFormat::pounds, 18},
      {"present_position", "Cumulative present value less that of what is owed (" + real + ")", CellFormat::pounds, 18},
      {"rises", "Change of that position in the year (" + unit + ")", CellFormat::pounds, 18},
  };
  sheet.columns.insert(sheet.columns.end(), debt.begin(), debt.end());
  sheet.columns.push_back({"cashable", "Inside the saving, after the haircut: what the payer can bank (" + unit + ")",
                           CellFormat::pounds, 18});
  for (const Beside beside : besides) {
    sheet.columns.push_back(
        {std::string(name(beside)), fmt::format("{} ({})", label(beside), unit), CellFormat::pounds, 18});
    sheet.columns.push_back({std::string(name(beside)) + "_haircut",
                             fmt::format("Haircut on: {} ({})", label(beside), unit), CellFormat::pounds, 18});
  }
  const std::string so_far = ",{Cash flows!case},{case},{Cash flows!begins},\"<=\"&{begins})";
  for (const Case& one : contents.cases) {
    const int first = one.flows.years.front().year.first;
    double before = 0.0; // the position at the end of the year before
    for (const CashFlow& flow : one.flows.years) {
      // Effects on health have a rate of their own where it was asked for; their part is not a column of this table.
      const Cell present_benefit =
          booklet.runs.basis.health_rates
              ? Cell{flow.present_benefit}
              : Cell{Formula{"{factor}*({saving}-{haircut}+{finance})/{prices}", flow.present_benefit}};
      sheet.rows.push_back({
          static_cast<double>(one.number),
          booklet.runs[one.run].id,
          std::string(name(one.flows.perspective)),
          flow.year.label(),
          static_cast<double>(flow.year.first),
          static_cast<double>(flow.year.first - first),
          flow.investment,
          flow.saving,
          flow.finance,
          flow.optimism_bias,
          flow.benefit_haircut,
          Formula{"{saving}-{investment}+{finance}-{bias}-{haircut}", flow.net},
          Formula{"SUMIFS({Cash flows!net}" + so_far, flow.cumulative},
          Formula{"INDEX({Discounting!factor},MATCH({n},{Discounting!n},0))", flow.discount_factor},
          price_index(booklet.runs.prices, flow.year),
          Formula{"{factor}*({investment}+{bias})/{prices}", flow.present_cost},
          present_benefit,
          Formula{"{present_benefit}-{present_cost}", flow.present_value},
          Formula{"SUMIFS({Cash flows!present_value}" + so_far, flow.cumulative_present_value},
      });
      sheet.rows.back().emplace_back(flow.own_money);
      sheet.rows.back().emplace_back(flow.owed);
      sheet.rows.back().emplace_back(Formula{"{factor}*{owed}/{prices}", flow.owed_present});
      sheet.rows.back().emplace_back(Formula{"{cumulative}-{owed}", flow.position()});
      sheet.rows.back().emplace_back(Formula{"{cumulative_present_value}-{owed_present}", flow.present_position()});
      sheet.rows.back().emplace_back(Formula{"{position}-SUMIFS({Cash flows!position},{Cash flows!case},{case},"
                                             "{Cash flows!begins},{begins}-1)",
                                             flow.position() - before});
      before = flow.position();
      sheet.rows.back().emplace_back(flow.cashable);
      for (const Amount& amount : flow.beside) {
        sheet.rows.back().emplace_back(amount.gbp);
        sheet.rows.back().emplace_back(amount.haircut);
      }
    }
  }
  return sheet;
}

Sheet discounting_sheet(const Contents& contents) {
  const AppraisalBasis& basis = contents.booklet.runs.basis;
  Sheet sheet{
      .name = "Discounting",
      .columns =
          {
              {"n", "Years since the first (years)", CellFormat::plain, 12},
              {"rate", "Rate from the year before (share a year, " + basis.rates.name + ")", CellFormat::share, 16},
              {"start", "Factor at the start of the year (ratio)", CellFormat::factor, 16},
              {"end", "Factor at the end of the year (ratio)", CellFormat::factor, 16},
              {"factor", "Factor used: " + std::string(name(basis.timing)) + " (ratio)", CellFormat::factor, 16},
          },
      .rows = {},
      .frozen_columns = 1};
  std::size_t years = 1;
  for (const Case& one : contents.cases) {
    years = std::max(years, one.flows.years.size());
  }
  for (int n = 0; n < static_cast<int>(years); ++n) {
    const double start = discount_factor(basis.rates, Timing::start_of_year, n);
    const double next_rate = basis.rates.rate_of(n + 1);
    const std::string used = basis.timing == Timing::start_of_year ? "{start}"
                             : basis.timing == Timing::end_of_year ? "{end}"
                                                                   : "SQRT({start}*{end})";
    // The rate to the next year stands in the next row; the last row needs it as a number.
    const bool is_last = n + 1 == static_cast<int>(years);
    const std::string rate_ahead =
        is_last ? fmt::format("{}", next_rate) : fmt::format("{{Discounting!rate@{}}}", n + 1);
    sheet.rows.push_back({
        static_cast<double>(n),
        n == 0 ? 0.0 : basis.rates.rate_of(n),
        n == 0 ? Cell{1.0} : Cell{Formula{fmt::format("{{Discounting!start@{}}}/(1+{{rate}})", n - 1), start}},
        Formula{"{start}/(1+" + rate_ahead + ")", discount_factor(basis.rates, Timing::end_of_year, n)},
        Formula{used, discount_factor(basis.rates, basis.timing, n)},
    });
  }
  return sheet;
}

} // namespace headwater::outputs::sheets
