#include "outputs/report/finance_section.hpp"

#include "outputs/appraisal/follow_the_money.hpp"
#include "outputs/appraisal/pockets.hpp"
#include "outputs/appraisal/robust.hpp"
#include "outputs/appraisal/treatment.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/pictures/loan_words.hpp"
#include "outputs/pictures/spending_words.hpp"
#include "outputs/pictures/who_pays.hpp"
#include "outputs/report/report_html.hpp"
#include "outputs/results/prices.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/runs/blocks.hpp"
#include "outputs/runs/unpriced.hpp"
#include "outputs/tables/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

std::string in_millions(double gbp) {
  const double shown = gbp / million;
  return readable_number(shown, std::abs(shown) < 10.0 ? 1 : 0);
}

/// A measure as a cell: its value, or why there is none.
std::string cell_of(const std::vector<AppraisalMeasure>& found, std::string_view name) {
  const AppraisalMeasure* measure = find_measure(found, name);
  if (measure == nullptr) {
    return "";
  }
  if (!measure->value) {
    return measure->why;
  }
  return measure->unit == "GBP" ? in_millions(*measure->value)
                                : (measure->unit == "ratio"   ? readable_number(*measure->value, 2)
                                   : measure->unit == "share" ? readable_number(100.0 * *measure->value, 0) + "%"
                                                              : measure->text());
}

/// What a table of money rests on, to stand under it.
std::string note_html(const Runs& runs) {
  return fmt::format("<p class=\"quiet\">£ million, {}; present values in real {} prices, {}{}.</p>\n",
                     runs.prices.words(), runs.prices.real_year().label(), escaped(discounting_in_words(runs.basis)),
                     with_treatment(runs.basis));
}

/// Every measure of every payer at each horizon, side by side.
Table measures_at_horizons(const Runs& runs, const ScenarioRun& run, const std::vector<CashFlows>& all) {
  struct Shown {
    const char* measure;
    const char* label;
  };
  static constexpr Shown shown[] = {
      {"npv", "Net present value, £m"},
      {"bcr", "Benefit-cost ratio"},
      {"payback_year", "Has paid back in"},
      {"payback_year_discounted", "The same, discounted"},
      {"peak_funding_gap", "Deepest gap, £m"},
      {"peak_funding_gap_year", "In"},
      {"turning_year", "Turns in"},
      {"net_position_total", "Net position, £m"},
  };
  Table table{{"Measure", "Whose"}, {}};
  std::vector<std::vector<std::vector<AppraisalMeasure>>> found; // by horizon and perspective
  for (const FiscalYear year : appraised_to(runs.horizon)) {
    table.columns.push_back(
        fmt::format("Over {} years, to {}", year.first + 1 - comparison_starts.first, year.label()));
    found.push_back(all_measures(runs.compared(run), runs.prices, up_to(all, year)));
  }
  const auto add = [&](const char* measure, const char* spoken, std::size_t perspective) {
    std::vector<std::string> row{spoken, std::string(label(all[perspective].perspective))};
    for (const auto& at_horizon : found) {
      row.push_back(cell_of(at_horizon[perspective], measure));
    }
    table.rows.push_back(std::move(row));
  };
  // The purse before its payers and society.
  std::vector<std::size_t> order{static_cast<std::size_t>(Perspective::public_purse)};
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i != order.front()) {
      order.push_back(i);
    }
  }
  for (const Shown& one : shown) {
    for (const std::size_t i : order) {
      add(one.measure, one.label, i);
    }
  }
  add("wrong_pocket_index", "Wrong pockets: share of the gain that goes to payers who put nothing in", order.front());
  return table;
}

/// What stands beside the totals of the public purse, and of people, at each horizon.
Table beside_table(const Runs& runs, const std::vector<CashFlows>& all) {
  Table table{{"Present values, £m; above 0: gained"}, {}};
  const std::vector<FiscalYear> years = appraised_to(runs.horizon);
  for (const FiscalYear year : years) {
    table.columns.push_back("To " + year.label());
  }
  for (const Beside beside : besides) {
    // Earnings are people's own, so only society sees them.
    const Perspective seen_by =
        beside == Beside::beyond_care_earnings ? Perspective::society : Perspective::public_purse;
    std::vector<std::string> row{std::string(label(beside))};
    for (const FiscalYear year : years) {
      double present = 0.0;
      for (const CashFlow& flow : up_to(all[static_cast<std::size_t>(seen_by)], year).years) {
        present += flow.beside[static_cast<std::size_t>(beside)].present;
      }
      row.push_back(in_millions(present));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::string wrong_pockets_words(const Runs& runs, const std::vector<CashFlows>& all) {
  const FiscalYear to = spoken_horizon(runs.horizon);
  const AppraisalMeasure index = wrong_pocket_index(up_to(all, to));
  return index.value ? fmt::format("Wrong pockets: {}% of what public bodies gain by {} goes to those who pay nothing "
                                   "for the plan.",
                                   readable_number(100.0 * *index.value, 0), to.label())
                     : fmt::format("No public body gains by {}.", to.label());
}

/// Whether the position of the public purse is robust; where there are draws, only if 9 in 10 of them agree as well.
std::string robust_words(const Booklet& booklet, const ScenarioRun& run, const CashFlows& purse) {
  const auto drawn = [&](const Horizon& horizon) {
    return spread_of(booklet.findings, run, Perspective::public_purse, "npv", horizon.last);
  };
  const Spread* const at_40 = drawn(horizons[1]);
  const Spread* const at_60 = drawn(horizons[2]);
  if (at_40 == nullptr || at_60 == nullptr) {
    return robust_in_words(purse);
  }
  constexpr double nine_in_ten = 0.9;
  const bool gain = at_40->share_above_0 >= nine_in_ten && at_60->share_above_0 >= nine_in_ten;
  const bool loss = at_40->share_above_0 <= 1.0 - nine_in_ten && at_60->share_above_0 <= 1.0 - nine_in_ten;
  return fmt::format("{} Better off in {:.0f}% of model runs over 40 years, and in {:.0f}% over 60.",
                     gain || loss || !is_robust(purse).value_or(false)
                         ? robust_in_words(purse)
                         : "Not robust: the central run has one sign over 40 and over 60 years, but model runs do not "
                           "agree on it.",
                     100.0 * at_40->share_above_0, 100.0 * at_60->share_above_0);
}

/// A plan that changes how decisions are made, with and without that, and both harms; empty for others.
std::string practice_html(const Booklet& booklet, std::size_t run) {
  for (const WithoutPractice& plan : booklet.findings.without_practice) {
    if (plan.run != run) {
      continue;
    }
    const std::string summed = spoken_horizon(booklet.runs.horizon).label();
    Table table{{"Against the baseline",
                 fmt::format("Children looked after, {}", summary_years(booklet.runs.horizon).back().first),
                 "Serious harm at home, to " + summed, "Serious harm from separation, to " + summed},
                {}};
    const auto add = [&](const char* which, const PracticeSide& side) {
      std::vector<std::string> row{which, readable_number(side.looked_after, 0), readable_number(side.harm_at_home, 0),
                                   readable_number(side.harm_from_separation, 0)};
      for (const auto& value : side.npv) {
        if (value) {
          row.push_back(in_millions(*value));
        }
      }
      table.rows.push_back(std::move(row));
    };
    for (std::size_t i = 0; i < horizons.size(); ++i) {
      if (plan.with.npv[i]) {
        table.columns.push_back(fmt::format("Public purse over {} years, NPV, £m", horizons[i].years));
      }
    }
    add("With changed decisions", plan.with);
    add("Without: the threshold as before", plan.without);
    return "<p>This plan changes how decisions to remove a child are made. That is no prevention: it moves the "
           "threshold. With it and without it:</p>\n" +
           html_table(table) + note_html(booklet.runs);
  }
  return "";
}

/// What becomes of children, said before any money.
std::string children_words(const Runs& runs, const ScenarioRun& run) {
  const FiscalYear year = summary_years(runs.horizon).back();
  const YearView with(run.record, year);
  const YearView without(runs.baseline_of(run).record, year);
  const auto change = [&](const char* quantity) {
    const double more = find_quantity(quantity)->value(with) - find_quantity(quantity)->value(without);
    return (more > 0.5 ? "+" : "") + readable_number(more, 0);
  };
  return fmt::format(
      "Against the baseline: children looked after on 31 July {} {}; serious harm in {} at home {}, from "
      "separation {}.",
      year.first, change("looked_after"), year.label(), change("harm_at_home"), change("harm_from_separation"));
}

std::string settlement_words(const Runs& runs, const ScenarioRun& run) {
  const Pockets found = pockets(all_cash_flows(runs.compared(run), runs.prices, runs.basis), runs.basis.settle_by);
  if (!found.settlement.can_be_settled()) {
    return fmt::format(
        "By {} the payers together are £{} million worse off, so no transfer among them leaves none worse "
        "off.",
        found.last.label(), in_millions(found.settlement.shortfall_gbp));
  }
  if (found.settlement.transfers.empty()) {
    return fmt::format("By {} no payer is worse off.", found.last.label());
  }
  std::string words =
      fmt::format("For no payer to be worse off by {}, the smallest yearly transfers are: ", found.last.label());
  for (std::size_t i = 0; i < found.settlement.transfers.size(); ++i) {
    const Transfer& transfer = found.settlement.transfers[i];
    words += fmt::format("{}{} to {} £{} million", i == 0 ? "" : "; ", label(static_cast<Payer>(transfer.from)),
                         label(static_cast<Payer>(transfer.to)), in_millions(transfer.gbp_a_year));
  }
  return words + fmt::format(". Or: those who gain put {}% of their gain into a pool.",
                             readable_number(100.0 * *found.pooling_share, 0));
}

/// What each payer can bank of a plan's savings, by fiscal year: every year of the first five, then every fifth.
Table cashable_table(const std::vector<CashFlows>& all, FiscalYear last) {
  constexpr std::size_t each_of_first = 5;
  constexpr std::size_t then_every = 5;
  Table table{{"Cashable savings of the year, £m; above 0: less to pay"}, {}};
  for (const CashFlows& flows : all) {
    std::vector<std::string> row{std::string(label(flows.perspective))};
    for (std::size_t i = 0; i < flows.years.size() && flows.years[i].year <= last; ++i) {
      if (i < each_of_first || (i + 1) % then_every == 0) {
        if (table.rows.empty()) {
          table.columns.push_back(flows.years[i].year.label());
        }
        row.push_back(in_millions(flows.years[i].cashable));
      }
    }
    if (flows.perspective != Perspective::society) { // which banks nothing
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

Table delay_rows(const Booklet& booklet, std::size_t run) {
  const std::string to = spoken_horizon(booklet.runs.horizon).label();
  Table table{{"Years later", "Councils, £m", "Public purse, £m", "Public purse NPV, £m",
               "More children who begin to be looked after while it waits", "The same to " + to,
               "More years in care to " + to},
              {}};
  for (const Delay& delay : booklet.findings.delays) {
    if (delay.run == run) {
      const auto change = [&](const auto& of, Perspective perspective) {
        return in_millions(of[static_cast<std::size_t>(perspective)]);
      };
      table.rows.push_back({std::to_string(delay.years), change(delay.net_position, Perspective::council),
                            change(delay.net_position, Perspective::public_purse),
                            change(delay.present_value, Perspective::public_purse),
                            readable_number(delay.more_starts_meanwhile, 0), readable_number(delay.more_starts, 0),
                            readable_number(delay.more_care_years, 0)});
    }
  }
  return table;
}

Table totals_table(const Runs& runs) {
  Table table{{"2018-19, £ million of that year", "Published", "Model", ""}, {}};
  for (const PublishedTotal& total : follow_the_money(runs.baseline_of(runs.front()).record)) {
    const std::string published = total.low == total.high
                                      ? readable_number(total.low, 0)
                                      : readable_number(total.low, 0) + " to " + readable_number(total.high, 0);
    table.rows.push_back(
        {std::string(total.line), published, readable_number(total.model, 0), std::string(total.note)});
  }
  return table;
}

/// The leading plan of a block, which is shown unfolded, then the others in their order.
std::vector<std::size_t> leading_first(const Booklet& booklet, std::vector<std::size_t> runs) {
  const auto leading = std::find(runs.begin(), runs.end(), booklet.findings.leading);
  if (leading != runs.end()) {
    std::rotate(runs.begin(), leading, leading + 1);
  }
  return runs;
}

/// The Green Book's sensitivity test of the public purse; empty where the vintage has no lower rates.
std::string lower_rates_words(const Runs& runs, const ScenarioRun& run) {
  const std::vector<CashFlows> all = at_lower_rates(runs.compared(run), runs.prices, runs.basis);
  if (all.empty()) {
    return "";
  }
  std::string words;
  for (const FiscalYear year : appraised_to(runs.horizon)) {
    words += fmt::format("{}£{} million to {}", words.empty() ? "" : ", ",
                         in_millions(npv(up_to(all[static_cast<std::size_t>(Perspective::public_purse)], year))),
                         year.label());
  }
  return fmt::format(" At the lower rates of {} (its sensitivity test, which it asks for beyond 50 years) the net "
                     "present value of the public purse is {}.",
                     runs.basis.lower_rates->name, words);
}

/// What a finance committee asks of one plan; `is_first` stands open.
std::string run_html(const Booklet& booklet, std::size_t i, bool is_first) {
  const ScenarioRun& run = booklet.runs[i];
  const std::vector<CashFlows> all =
      all_cash_flows(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis);
  const CashFlows& purse = all[static_cast<std::size_t>(Perspective::public_purse)];
  const std::string unpriced = unpriced_in_words(run.unpriced);
  const std::string paid_by = funding_in_words(booklet.runs, run);
  const std::string loan = loan_in_words(booklet.runs, run, all);
  const std::string spent = spending_in_words(booklet.runs, run);
  const std::string by_others = gained_by_others_in_words(booklet.runs, all);
  std::string html = fmt::format(
      "<details{}><summary><strong>{}</strong> {}</summary>\n<p><strong>{}</strong> (public "
      "purse){}</p>\n{}{}{}{}<p>{} "
      "{}</p>\n{}",
      is_first ? " open" : "", escaped(run.name), children_words(booklet.runs, run),
      escaped(robust_words(booklet, run, purse)), unpriced.empty() ? "" : " " + escaped(unpriced),
      paid_by.empty() ? "" : "<p>" + escaped(by_others.empty() ? paid_by : paid_by + " " + by_others) + "</p>\n",
      (spent.empty() ? "" : "<p>" + escaped(spent) + "</p>\n") + (loan.empty() ? "" : "<p>" + escaped(loan) + "</p>\n"),
      html_table(measures_at_horizons(booklet.runs, run, all)) + note_html(booklet.runs),
      html_table(beside_table(booklet.runs, all)) + note_html(booklet.runs),
      escaped(wrong_pockets_words(booklet.runs, all) + lower_rates_words(booklet.runs, run)),
      escaped(settlement_words(booklet.runs, run)), practice_html(booklet, i));
  html += html_table(cashable_table(all, spoken_horizon(booklet.runs.horizon)));
  const Table late = delay_rows(booklet, i);
  if (!late.rows.empty()) {
    html += fmt::format(
                "<p>The same plan, later, and what waiting makes. Money: each over as many years from its own start as "
                "the plan on time has to {}. Children: in the same years of both.</p>\n",
                spoken_horizon(booklet.runs.horizon).label()) +
            html_table(late) + note_html(booklet.runs);
  }
  return html + "</details>\n";
}

} // namespace

std::string finance_section(const Booklet& booklet) {
  std::string html;
  bool is_first = true;
  for (const RunBlock& block : run_blocks_of(booklet.runs)) {
    html += block.heading.empty() ? "" : fmt::format("<h3>{}</h3>\n", block.heading);
    for (const std::size_t i : leading_first(booklet, block.runs)) {
      html += booklet.runs[i].is_baseline() ? "" : run_html(booklet, i, is_first);
      is_first = is_first && booklet.runs[i].is_baseline();
    }
  }
  if (html.empty()) {
    return "";
  }
  const AppraisalBasis& basis = booklet.runs.basis;
  std::string intro = fmt::format(
      "<h2>What a finance committee asks</h2>\n<p>Against each scenario's baseline. Net positions in {}; present "
      "values in "
      "real {} prices at the rates of {}{}, {}; optimism bias {}% on what a plan adds to cost, haircut {}% on what it "
      "saves: "
      "they act on every position, ratio, payback, gap and present value of this report, and are columns of their own "
      "where costs are shown by part. What a plan adds to cost is support above the baseline, its own money in "
      "aftercare, "
      "and all of a service in which its rules have their price. Who pays what share "
      "is "
      "an assumption (payers of appraisal.csv). Society counts what services use and the income people lose, and "
      "leaves "
      "out lost tax and benefits. A loan, its interest and what is still owed count for the council that borrows, not "
      "for the whole purse. Over 20, 40 "
      "and "
      "60 years: after 2046 nothing is a forecast, but {}, so a result is called robust only where its sign is the "
      "same "
      "over 40 and over 60 years. What is gained beyond care, and a transfer that changes poverty, stand in accounts "
      "of "
      "their own and are {}.</p>\n",
      booklet.runs.prices.words(), booklet.runs.prices.real_year().label(), escaped(basis.rates.name),
      basis.health_rates ? ", health effects at the health rate" : "", words(basis.timing),
      readable_number(100.0 * basis.optimism_bias, 1), readable_number(100.0 * basis.benefit_haircut, 1),
      after_quoted_words,
      basis.included.beyond_care || basis.included.transfer ? "added here where asked" : "not added");
  if (booklet.runs.nation) {
    html += "<h3>Follow the Money</h3>\n" + html_table(totals_table(booklet.runs));
  }
  return intro + html;
}

} // namespace headwater::outputs
