// The appraisal in live formulas over the cash flows, the engine's value beside each, and how far they differ.
//
// Where a measure has no value the formula gives the same words as the engine (see measures() of the appraisal), never
// an error. The words stand here a second time because a formula cannot call the engine; the tests compare them.
#include "outputs/results/quantities.hpp"
#include "outputs/workbook/sheets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace headwater::outputs::sheets {
namespace {

// Below this many pounds a difference of two runs is rounding, as in the engine.
constexpr const char* nothing = "0.005";

/// How a measure is shown: its columns, and to how many decimals the formula and the engine are compared.
struct Measured {
  const char* key; ///< name of the measure
  const char* label;
  bool is_ratio = false;
  bool is_year = false;
};
constexpr std::array measured{
    Measured{"npv", "Net present value"},
    Measured{"bcr", "Benefit-cost ratio", true},
    Measured{"payback_year", "Payback", false, true},
    Measured{"payback_year_discounted", "Payback, discounted", false, true},
    Measured{"peak_funding_gap", "Peak funding gap"},
    Measured{"peak_funding_gap_year", "Year of the peak funding gap", false, true},
    Measured{"turning_year", "Turning year", false, true},
    Measured{"net_position_total", "Total net position"},
    Measured{"npv_wider_failure_demand", "Inside the net present value: people never in care"},
    Measured{"npv_beyond_care", "Beyond care, present value: services and tax"},
    Measured{"npv_beyond_care_earnings", "Beyond care, present value: earnings of people"},
    Measured{"npv_beyond_care_family", "Beyond care, present value: justice and benefits of supported parents"},
    Measured{"npv_poverty_transfer", "Transfer that changes child poverty, present value"},
    Measured{"wrong_pocket_index", "Wrong-pocket index of the plan", true},
};

bool is_present(const Measured& measure) { return std::string_view(measure.key).starts_with("npv"); }

/// Sum of a column of the cash flows over the case of this row, to its horizon.
std::string total(const std::string& column) {
  return "SUMIFS({Cash flows!" + column + "},{Cash flows!case},{case},{Cash flows!begins},\"<=\"&{last})";
}

/// A column of the cash flows in the last year of the case of this row.
std::string at_the_end(const std::string& column) {
  return "SUMIFS({Cash flows!" + column + "},{Cash flows!case},{case},{Cash flows!begins},{last})";
}

/// Which rows of the cash flows are of the case of this row, to its horizon: 1 or 0.
const std::string of_case = "({Cash flows!case}={case})*({Cash flows!begins}<={last})";

/// Greatest value over the rows of the case for which something holds, 0 where it holds for none.
std::string greatest(const std::string& holds, const std::string& value) {
  return "SUMPRODUCT(MAX(" + of_case + "*" + holds + "*" + value + "))";
}

// Years count down from this one, so that the first of them is the greatest.
const std::string far = "9999";
std::string first_year(const std::string& holds) {
  return far + "-" + greatest(holds, "(" + far + "-{Cash flows!begins})");
}

/// "2026-27" for the year in a cell.
std::string year_label(const std::string& year) { return year + "&\"-\"&TEXT(MOD(" + year + "+1,100),\"00\")"; }

std::string last_below(const std::string& running) {
  return greatest("({Cash flows!" + running + "}<-" + nothing + ")", "{Cash flows!begins}");
}

std::string payback(const std::string& below) {
  return std::string("IF({present_cost}<=") + nothing + ",\"invests nothing, so there is nothing to pay back\",IF(" +
         below + "=0,\"never below its baseline, so there is nothing to pay back\",IF(" + below +
         "={last},\"not paid back by \"&" + year_label("{last}") + "," + year_label("(" + below + "+1)") + ")))";
}

std::string formula_of(std::string_view measure) {
  const std::string small = nothing;
  if (measure == "npv") {
    return total("present_value") + "-" + at_the_end("owed_present");
  }
  if (measure == "bcr") {
    return "IF({present_cost}<=" + small + ",IF({present_cost}<-" + small +
           ",\"takes more out of cost than it adds, so there is no cost to divide by\"," +
           "\"adds nothing to cost, so there is no cost to divide by\"),IF({present_benefit}<=" + small +
           ",\"no benefit: everything else together costs no less than in the baseline\"," +
           "{present_benefit}/{present_cost}))";
  }
  if (measure == "payback_year") {
    return payback("{below}");
  }
  if (measure == "payback_year_discounted") {
    return payback("{below_discounted}");
  }
  if (measure == "peak_funding_gap") {
    return "IF(-{lowest}<=" + small + ",0,-{lowest})";
  }
  if (measure == "peak_funding_gap_year") {
    return "IF({deepest}=0,\"never below its baseline\"," + year_label("{deepest}") + ")";
  }
  if (measure == "turning_year") {
    return "IF({deepest}=0,\"never below its baseline\",IF({deepest}={last},\"still falling in \"&" +
           year_label("{last}") + ",IF({turns}=" + far + ",\"flat after the deepest year\"," + year_label("{turns}") +
           ")))";
  }
  if (measure == "wrong_pocket_index") {
    const std::string gains = "SUMIFS({Appraisal!gain},{Appraisal!scenario_number},{scenario_number},{Appraisal!last},"
                              "{last},{Appraisal!is_payer},1,{Appraisal!gain},\">0\"";
    return "IF(" + gains + ")<=" + small + ",\"no payer gains\"," + gains + ",{Appraisal!pays},\"<=" + small + "\")/" +
           gains + "))";
  }
  if (measure.starts_with("npv_")) {
    const std::string beside(measure.substr(4));
    return "SUMPRODUCT(" + of_case + "*{Cash flows!factor}*({Cash flows!" + beside + "}-{Cash flows!" + beside +
           "_haircut})/{Cash flows!prices})";
  }
  return total("net") + "-" + at_the_end("owed");
}

/// What a ledger holds for a perspective, from the difference column: it must give the net position before bias and
/// haircut. See counts() of the appraisal.
std::string from_ledger(Perspective perspective, const Included& included) {
  const std::string more = "SUMIFS({Ledger!difference},{Ledger!scenario_number},{scenario_number},{Ledger!begins},"
                           "\"<=\"&{last}";
  const std::string start =
      "-" + more + (included.beyond_care ? ",{Ledger!category},\"<>bc_family\"" : ",{Ledger!class},\"<>beyond_care\"") +
      (included.transfer ? "" : ",{Ledger!class},\"<>transfer\"");
  switch (perspective) {
  case Perspective::public_purse:
    return start + ",{Ledger!class},\"<>finance\",{Ledger!payer},\"<>household\")";
  case Perspective::society:
    return start +
           ",{Ledger!class},\"<>finance\",{Ledger!class},\"<>lost_revenue\",{Ledger!category},"
           "\"<>fd_benefits\"" +
           (included.transfer ? ",{Ledger!class},\"<>transfer\"" : "") + ")" +
           (included.beyond_care ? "+" + more + ",{Ledger!category},\"wider_fd\",{Ledger!payer},\"uk_government\")"
                                 : "");
  default:
    return start + ",{Ledger!payer},\"" + std::string(name(perspective)) + "\")";
  }
}

/// What a ledger holds of gains beyond care for a perspective.
std::string beyond_care_from_ledger(Perspective perspective) {
  const std::string start = "-SUMIFS({Ledger!difference},{Ledger!scenario_number},{scenario_number},{Ledger!begins},"
                            "\"<=\"&{last},{Ledger!class},\"beyond_care\"";
  switch (perspective) {
  case Perspective::public_purse:
    return start + ",{Ledger!payer},\"<>household\")";
  case Perspective::society:
    return start + ")";
  default:
    return start + ",{Ledger!payer},\"" + std::string(name(perspective)) + "\")";
  }
}

std::string key(const Measured& measure, const char* what) { return std::string(measure.key) + what; }

/// How far a formula is from the engine's value: pounds or a ratio, or 1 where words or years are not the same.
std::string difference(const Measured& measure) {
  const std::string ours = "{" + std::string(measure.key) + "}";
  const std::string engine = "{" + key(measure, "_engine") + "}";
  return "IF(AND(ISNUMBER(" + ours + "),ISNUMBER(" + engine + "))," + ours + "-" + engine + ",IF(" + ours + "=" +
         engine + ",0,1))";
}

/// The helpers that formulas of a case share, as the engine would have them.
struct Helpers {
  double cost = 0.0;
  double benefit = 0.0;
  double below = 0.0;
  double below_discounted = 0.0;
  double lowest = 0.0;
  double deepest = 0.0;
  double turns = 9999.0;
  double before_bias = 0.0;
  double gain = 0.0;
  double pays = 0.0;
  double beyond_care = 0.0;
};

Helpers helpers_of(const Case::Appraised& one) {
  constexpr double rounding = 0.005;
  Helpers made;
  for (const CashFlow& flow : one.flows.years) {
    const double year = flow.year.first;
    made.cost += flow.present_cost;
    made.benefit += flow.present_benefit;
    made.before_bias += flow.saving - flow.investment + flow.finance;
    made.gain += flow.saving - flow.benefit_haircut - flow.investment + flow.own_money;
    made.pays += flow.own_money;
    for (const Beside beside : {Beside::beyond_care, Beside::beyond_care_earnings, Beside::beyond_care_family}) {
      made.beyond_care += flow.beside[static_cast<std::size_t>(beside)].gbp;
    }
    made.below = flow.position() < -rounding ? year : made.below;
    made.below_discounted = flow.present_position() < -rounding ? year : made.below_discounted;
    if (flow.position() < made.lowest) {
      made.lowest = flow.position();
      made.deepest = flow.position() < -rounding ? year : 0.0;
    }
  }
  double before = 0.0;
  for (const CashFlow& flow : one.flows.years) {
    if (flow.position() - before > 0.0 && flow.year.first > made.deepest) {
      made.turns = std::min(made.turns, static_cast<double>(flow.year.first));
    }
    before = flow.position();
  }
  made.benefit -= one.flows.years.empty() ? 0.0 : one.flows.years.back().owed_present;
  return made;
}

std::variant<double, std::string> engine_value(const Measured& measure, const Case::Appraised& one) {
  const AppraisalMeasure& found = *find_measure(one.measures, measure.key);
  if (!found.value) {
    return found.why;
  }
  if (measure.is_year) {
    return found.text();
  }
  return *found.value;
}

Cell as_cell(const std::variant<double, std::string>& value) {
  return std::visit([](const auto& held) { return Cell{held}; }, value);
}

} // namespace

Sheet appraisal_sheet(const Contents& contents) {
  const Booklet& booklet = contents.booklet;
  const std::string unit = pounds_unit(booklet.runs);
  const std::string real = "GBP, real " + booklet.runs.prices.real_year().label() + " prices";
  Sheet sheet{.name = "Appraisal",
              .columns =
                  {
                      {"appraisal", "Appraisal (number)", CellFormat::plain, 10},
                      {"case", "Case (number)", CellFormat::plain, 8},
                      {"scenario_number", "Scenario (number)", CellFormat::plain, 9},
                      {"scenario", "Scenario (file name)", CellFormat::text, 28},
                      {"perspective", "Perspective", CellFormat::text, 20},
                      {"horizon", "To the end of (fiscal year)", CellFormat::text, 11},
                      {"last", "Last fiscal year begins (calendar year)", CellFormat::plain, 12},
                  },
              .rows = {},
              .frozen_columns = 6};
  // What becomes of children stands in every row that has money.
  const FiscalYear spoken = summary_years(booklet.runs.horizon).back();
  constexpr std::array children{"looked_after", "harm_at_home", "harm_from_separation"};
  for (const char* of_children : children) {
    const Quantity& quantity = *find_quantity(of_children);
    sheet.columns.push_back(
        {of_children,
         fmt::format("{}, {}: change against the baseline ({})", quantity.meaning,
                     quantity.basis == Basis::july ? fmt::format("31 July {}", spoken.first) : spoken.label(),
                     quantity.unit),
         CellFormat::whole, 14});
  }
  for (const Measured& measure : measured) {
    const std::string of = measure.is_year       ? "fiscal year"
                           : measure.is_ratio    ? "ratio"
                           : is_present(measure) ? real
                                                 : unit;
    const CellFormat format = measure.is_year    ? CellFormat::wrapped
                              : measure.is_ratio ? CellFormat::ratio
                                                 : CellFormat::pounds;
    const double width = measure.is_year ? 30 : measure.is_ratio ? 34 : 17;
    sheet.columns.push_back({measure.key, fmt::format("{} ({})", measure.label, of), format, width});
    sheet.columns.push_back(
        {key(measure, "_engine"), fmt::format("{}: engine ({})", measure.label, of), format, width});
    sheet.columns.push_back({key(measure, "_difference"),
                             fmt::format("{}: difference ({})", measure.label, measure.is_year ? "0 same, 1 not" : of),
                             measure.is_year ? CellFormat::plain : CellFormat::pennies, 13});
  }
  const std::vector<BookColumn> rest{
      {"before_bias", "Net position before bias and haircut, from the cash flows (" + unit + ")", CellFormat::pounds,
       18},
      {"from_ledger", "The same from the ledger (" + unit + ")", CellFormat::pounds, 18},
      {"ledger_difference", "Ledger: difference (" + unit + ")", CellFormat::pennies, 13},
      {"beyond_care", "Gains beyond care, from the cash flows (" + unit + ")", CellFormat::pounds, 18},
      {"beyond_care_from_ledger", "Gains beyond care, from the ledger (" + unit + ")", CellFormat::pounds, 18},
      {"beyond_care_difference", "Gains beyond care: difference (" + unit + ")", CellFormat::pennies, 13},
      {"is_payer", "Working: one payer, not several together (1: yes)", CellFormat::plain, 12},
      {"gain", "Working: gain before the plan's own money (" + unit + ")", CellFormat::pounds, 18},
      {"pays", "Working: the plan's own money (" + unit + ")", CellFormat::pounds, 18},
      {"present_cost", "Working: present cost (" + real + ")", CellFormat::pounds, 18},
      {"present_benefit", "Working: present benefit, less what is owed at the end (" + real + ")", CellFormat::pounds,
       18},
      {"below", "Working: last year below 0 begins (calendar year, 0: none)", CellFormat::plain, 14},
      {"below_discounted", "Working: the same, discounted (calendar year, 0: none)", CellFormat::plain, 14},
      {"lowest", "Working: lowest cumulative position less debt, 0 or below (" + unit + ")", CellFormat::pounds, 18},
      {"deepest", "Working: year of the lowest begins (calendar year, 0: never below)", CellFormat::plain, 14},
      {"turns", "Working: first better year after it begins (calendar year, 9999: none)", CellFormat::plain, 14},
  };
  sheet.columns.insert(sheet.columns.end(), rest.begin(), rest.end());

  const std::string is_lowest = "({Cash flows!position}={lowest})";
  const std::string small = nothing;
  const auto row_of = [&](const Case& one, const Case::Appraised& at) {
    const Perspective perspective = one.flows.perspective;
    std::vector<Cell> row{static_cast<double>(at.number),
                          static_cast<double>(one.number),
                          static_cast<double>(contents.scenario_number(one.run)),
                          booklet.runs[one.run].id,
                          std::string(name(perspective)),
                          at.last.label(),
                          static_cast<double>(at.last.first)};
    for (const char* of_children : children) {
      const ScenarioRun& run = booklet.runs[one.run];
      row.emplace_back(find_quantity(of_children)->value(YearView(run.record, spoken)) -
                       find_quantity(of_children)->value(YearView(booklet.runs.baseline_of(run).record, spoken)));
    }
    for (const Measured& measure : measured) {
      const auto engine = engine_value(measure, at);
      row.push_back(Formula{formula_of(measure.key), engine});
      row.push_back(as_cell(engine));
      row.push_back(Formula{difference(measure), 0.0});
    }
    const Helpers made = helpers_of(at);
    row.push_back(Formula{total("saving") + "-" + total("investment") + "+" + total("finance"), made.before_bias});
    row.push_back(Formula{from_ledger(perspective, booklet.runs.basis.included), made.before_bias});
    row.push_back(Formula{"{from_ledger}-{before_bias}", 0.0});
    row.push_back(
        Formula{total("beyond_care") + "+" + total("beyond_care_earnings") + "+" + total("beyond_care_family"),
                made.beyond_care});
    row.push_back(Formula{beyond_care_from_ledger(perspective), made.beyond_care});
    row.push_back(Formula{"{beyond_care_from_ledger}-{beyond_care}", 0.0});
    row.push_back(static_cast<std::size_t>(perspective) < public_payer_count ? 1.0 : 0.0);
    row.push_back(Formula{
        total("saving") + "-" + total("haircut") + "-" + total("investment") + "+" + total("own_money"), made.gain});
    row.push_back(Formula{total("own_money"), made.pays});
    row.push_back(Formula{total("present_cost"), made.cost});
    row.push_back(Formula{total("present_benefit") + "-" + at_the_end("owed_present"), made.benefit});
    row.push_back(Formula{last_below("position"), made.below});
    row.push_back(Formula{last_below("present_position"), made.below_discounted});
    row.push_back(Formula{"SUMPRODUCT(MIN(" + of_case + "*{Cash flows!position}))", made.lowest});
    row.push_back(Formula{"IF(-{lowest}<=" + small + ",0," + first_year(is_lowest) + ")", made.deepest});
    row.push_back(Formula{first_year("({Cash flows!begins}>{deepest})*({Cash flows!rises}>0)"), made.turns});
    return row;
  };
  for (const Case& one : contents.cases) {
    for (const Case::Appraised& at : one.appraised) {
      sheet.rows.push_back(row_of(one, at));
    }
  }
  return sheet;
}

Sheet reconciliation_sheet(const Contents& contents) {
  Sheet sheet{
      .name = "Reconciliation",
      .columns =
          {
              {"what", "Formulas of this workbook against the engine", CellFormat::text, 44},
              {"difference",
               "Sum of absolute differences (GBP to pennies, ratios to 6 decimals, 1 for each other year or word)",
               CellFormat::pennies, 34},
              {"compared", "Compared (number of cells)", CellFormat::whole, 18},
          },
      .rows = {},
      .has_filter = false};
  const auto cases = static_cast<double>(contents.appraisals());
  std::string together;
  std::string compared;
  const auto add = [&](const std::string& what, const std::string& column, int decimals) {
    const std::string row = std::to_string(sheet.rows.size());
    together += (together.empty() ? "" : "+") + ("{Reconciliation!difference@" + row + "}");
    compared += (compared.empty() ? "" : "+") + ("{Reconciliation!compared@" + row + "}");
    sheet.rows.push_back({what,
                          Formula{fmt::format("SUMPRODUCT(ABS(ROUND({{Appraisal!{}}},{})))", column, decimals), 0.0},
                          Formula{fmt::format("COUNT({{Appraisal!{}}})", column), cases}});
  };
  constexpr int pennies = 2;
  constexpr int of_a_ratio = 6;
  for (const Measured& measure : measured) {
    add(measure.label, key(measure, "_difference"), measure.is_ratio ? of_a_ratio : pennies);
  }
  add("Cash flows against the ledger", "ledger_difference", pennies);
  add("Gains beyond care against the ledger", "beyond_care_difference", pennies);
  const auto rows = static_cast<double>(sheet.rows.size());
  sheet.rows.push_back({std::string(reconciliation_row), Formula{together, 0.0}, Formula{compared, cases * rows}});
  return sheet;
}

} // namespace headwater::outputs::sheets
