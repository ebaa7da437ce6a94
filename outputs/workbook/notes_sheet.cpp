// The notes: how to read the sheets, how the money is made, and what is and is not in it.
#include "outputs/workbook/sheets.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/results/horizons.hpp"

#include <fmt/format.h>

namespace headwater::outputs::sheets {
namespace {

std::string percent(double share) {
  constexpr double hundred = 100.0;
  return plain_number(share * hundred) + "%";
}

std::string bands(const RateVintage& rates) {
  std::string text;
  for (const RateBand& band : rates.bands) {
    text += fmt::format("{}{} for years {} to {}", text.empty() ? "" : ", ", percent(band.rate), band.from, band.to);
  }
  return text;
}

const char* words_of(Perspective perspective) {
  switch (perspective) {
  case Perspective::council:
    return "What councils pay, with loan, its interest and claw-back; every measure less what they still owe.";
  case Perspective::nhs:
    return "What the NHS pays.";
  case Perspective::scottish_government:
    return "What the Scottish Government pays, its ring-fenced new money and its share of lost tax with it, and what "
           "it "
           "claws back.";
  case Perspective::justice:
    return "What courts and prisons pay (funded by the Scottish Government).";
  case Perspective::uk_government:
    return "What the UK Government pays, with its share of lost tax.";
  case Perspective::public_purse:
    return "All of these payers together. Loan and claw-back move money between them and so are no cost of the whole.";
  case Perspective::society:
    return "What services use and the income people lose. Lost tax is part of that income and benefits move money "
           "between "
           "people, so neither is added.";
  }
  return "";
}

} // namespace

Sheet notes_sheet(const Contents& contents) {
  const Booklet& booklet = contents.booklet;
  const AppraisalBasis& basis = booklet.runs.basis;
  Sheet sheet{.name = "Notes",
              .columns =
                  {
                      {"topic", "Topic", CellFormat::wrapped, 34},
                      {"note", "Note", CellFormat::wrapped, 120},
                  },
              .rows = {},
              .has_filter = false};
  const auto add = [&sheet](std::string topic, std::string note) {
    sheet.rows.push_back({std::move(topic), std::move(note)});
  };
  add("How to read it",
      "Each sheet is one table. A scenario is compared with its baseline (sheet Scenarios). Sheets look "
      "each other up by the numbers of scenarios and cases, a case being a scenario seen by one "
      "perspective. Above 0 is better off, below 0 worse off.");
  add("Live formulas",
      std::string("Net position, running totals, discount factors and present values of Cash flows, everything in "
                  "Appraisal, Reconciliation and the chart tables, and the differences of Ledger and Summary are "
                  "formulas. Change a number of Cash flows and they follow; the columns named engine do not, and "
                  "Reconciliation says how far the two have come apart.") +
          (basis.health_rates ? " Present benefits are numbers here: effects on health have a rate of their own, and "
                                "their part is not a column of Cash flows."
                              : ""));
  add("Price base", fmt::format("GBP, {}. {}. Present values are in real {} prices.", booklet.runs.prices.words(),
                                booklet.runs.prices.deflator_in_words(), booklet.runs.prices.real_year().label()));
  add("Discounting", fmt::format("Vintage {}: {}; {}.", basis.rates.name, bands(basis.rates), words(basis.timing)));
  if (basis.health_rates) {
    add("Discounting of effects on health",
        fmt::format("Vintage {}: {}.", basis.health_rates->name, bands(*basis.health_rates)));
  }
  if (basis.lower_rates) {
    add("Sensitivity test at lower rates",
        fmt::format(
            "Vintage {}: {}. The Green Book asks for it beyond 50 years; npv_lower_rates of appraisal.csv has it "
            "at every horizon.",
            basis.lower_rates->name, bands(*basis.lower_rates)));
  }
  add("Optimism bias and haircut",
      fmt::format("What a plan adds to cost is raised by {}, what it saves is cut by {}: in every net position, ratio, "
                  "payback, gap and present value. Ledger, and costs by category, are as counted.",
                  percent(basis.optimism_bias), percent(basis.benefit_haircut)));
  add("Horizons",
      fmt::format("Measures are to the end of 20, 40 and 60 years (2045-46, 2065-66, 2085-86), as far as the "
                  "run goes. After 31 July 2046 nothing is a forecast, but {}. A result is robust only where "
                  "its sign is the same over 40 and over 60 years.",
                  after_quoted_words));
  add("Investment",
      "What the plan adds to cost: what is spent on universal and targeted support and on adult services for "
      "parents above the baseline, the plan's own money in aftercare, and all of a service in which its rules "
      "have their price (aftercare that goes on past 26, a better offer to stay on, support at home under "
      "supervision, pay in social work).");
  add("Beyond care",
      std::string("What children reached early gain later in life, in services not needed, tax and their "
                  "own earnings, is an account of its own, in a class of its own in Ledger; ") +
          (basis.included.beyond_care ? "here it was asked to be added." : "it is in no total.") +
          " What supported parents cost justice and benefits less is never added.");
  add("Wider failure demand",
      "People never in care who use the same services. It is in the public purse and no part of "
      "Follow the Money; a column of Appraisal says how much of the net present value it is.");
  add("Wrong-pocket index",
      "Of what all public payers gain that gain, the share that goes to those who put none of the "
      "plan's own money in; not discounted.");
  add("Saving", "What everything else costs below the baseline. Below 0: it costs more.");
  add("Net position", "Saving, less investment, plus finance received, less optimism bias and haircut.");
  add("Net present value", "Sum of present values: of benefits (saving after the haircut, and finance) less costs "
                           "(investment with its bias).");
  add("Benefit-cost ratio", "Present benefits divided by present costs; none where nothing is invested or gained.");
  add("Payback", "The first fiscal year from whose end on the cumulative net position stays at 0 or above, having been "
                 "below.");
  add("Peak funding gap",
      "How far below 0 the cumulative net position falls at its deepest: the money that must be found "
      "before it comes back. Things get worse before they get better.");
  add("Turning year", "The first fiscal year with a net position above 0 after the deepest.");
  for (const Perspective perspective : perspectives) {
    add(fmt::format("Perspective: {} ({})", label(perspective), name(perspective)), words_of(perspective));
  }
  add("Components of the ledger",
      "service: the service itself; ring_fenced: new money, paid by those who put it up: whom the plan names, or the "
      "council in its own area and the Scottish Government for Scotland; "
      "double_running: new money spent while what it replaces is still paid for; release_lag: "
      "cost that has not yet followed volume down; stranded: places kept open that no child "
      "is in; transfer: money that moves between payers.");
  add("Cashability", "cash_releasing: money a payer can bank; capacity_releasing: room it can use for others; "
                     "economic_or_social: a wider gain.");
  add("Evidence grades",
      "A official statistic or trial, B good study, C weak or indirect, D assumption of this project. A "
      "fitted value says so in its source.");
  add("Calibrated, not predicted",
      "Follow the Money, Scotland 2018-19: operating cost £1,150 million, failure demand £875 "
      "million and lost tax £732 million are calibrated to, and so are no test of the model.");
  for (const std::string& caution : booklet.cautions) {
    add("Caution", caution);
  }
  return sheet;
}

} // namespace headwater::outputs::sheets
