#include "outputs/screen/summary_text.hpp"

#include "outputs/appraisal/robust.hpp"
#include "outputs/appraisal/who_pays.hpp"
#include "outputs/booklet/headline.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/ensemble/plan_draws.hpp"
#include "outputs/results/net_position.hpp"
#include "outputs/results/prices.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/runs/blocks.hpp"
#include "outputs/runs/unpriced.hpp"
#include "outputs/tables/tables.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

struct Cell {
  std::string text;
  bool is_number = true;
};
using Row = std::vector<Cell>;

// Characters, not bytes: names and the minus sign may take more than one byte.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string aligned(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  for (const Row& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(row[i].text));
    }
  }
  std::string text;
  for (const Row& row : rows) {
    std::string line = " ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string gap(widths[i] - width_of(row[i].text), ' ');
      line += " " + (row[i].is_number ? gap + row[i].text : row[i].text + gap) + " ";
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

std::string signed_number(double value, int decimals) {
  const std::string text = readable_number(value, decimals);
  return value > 0.0 && text != readable_number(0.0, decimals) ? "+" + text : text;
}

double read(const Runs& runs, const ScenarioRun& run, std::string_view quantity, int first_year) {
  const Quantity& row = *find_quantity(quantity);
  const FiscalYear year{first_year};
  const double value = row.value(YearView(run.record, year));
  return row.measure == Measure::money ? runs.prices.pounds(value, year) : value;
}

struct Column {
  const char* heading;
  const char* quantity;
};

constexpr Column people_columns[] = {
    {"looked after", "looked_after"}, {"away from home", "looked_after_away"},
    {"waiting", "families_waiting"},  {"in support", "families_supported"},
    {"harm at home", "harm_at_home"}, {"separation", "harm_from_separation"},
};

constexpr Column money_columns[] = {
    {"support", "cost_support"},   {"care system", "cost_care_system"},    {"failure demand", "cost_failure_demand"},
    {"lost tax", "cost_lost_tax"}, {"wider", "cost_wider_failure_demand"}, {"parents", "cost_adult_need"},
};

double read_money(const Runs& runs, const ScenarioRun& run, std::string_view column, int year) {
  if (column == "cost_support") {
    return read(runs, run, "cost_universal", year) + read(runs, run, "cost_intensive", year) +
           read(runs, run, "cost_practice_support", year) + read(runs, run, "cost_shared_care_and_controls", year);
  }
  return read(runs, run, column, year);
}

std::string heading(const std::string& text, bool colour) {
  return colour ? "\x1b[1m" + text + "\x1b[0m\n" : text + "\n";
}

// Millions of a council need a decimal, those of a nation do not: by the largest cost of a baseline.
int money_decimals(const Runs& runs) {
  const ScenarioRun& baseline = runs.baseline_of(runs.front());
  constexpr double large = 100.0;
  return read(runs, baseline, "cost_care_system", summary_years(runs.horizon).front().first) / million < large ? 1 : 0;
}

/// Rows in the order of blocks, each block below its heading; `row_of` gives the cells of a run, none to leave it out.
template<class RowOf>
std::vector<Row> in_blocks(const Runs& runs, const std::vector<RunBlock>& blocks, Row heads, const RowOf& row_of) {
  std::vector<Row> rows{std::move(heads)};
  for (const RunBlock& block : blocks) {
    std::vector<Row> found;
    for (const std::size_t run : block.runs) {
      if (Row row = row_of(runs[run]); !row.empty()) {
        found.push_back(std::move(row));
      }
    }
    if (!found.empty() && !block.heading.empty()) {
      rows.push_back({{std::string(block.heading), false}});
    }
    std::move(found.begin(), found.end(), std::back_inserter(rows));
  }
  return rows;
}

/// What a run does to children, which stands in every row that has its money: the change of children looked after on 31
/// July of the later of summary_years(), and of serious harm at home and from separation over that year.
constexpr const char* children_heads[] = {"children", "harm home", "separation"};
void add_children(Row& row, const Runs& runs, const ScenarioRun& run) {
  const int year = summary_years(runs.horizon).back().first;
  for (const char* quantity : {"looked_after", "harm_at_home", "harm_from_separation"}) {
    row.push_back(
        {signed_number(read(runs, run, quantity, year) - read(runs, runs.baseline_of(run), quantity, year), 0)});
  }
}

// One block: the baselines as they are, every other run as its difference from its baseline.
template<class Columns, class Read>
std::string block(const Runs& runs, const Columns& columns, int decimals, bool with_children, const Read& value_of) {
  Row heads{{"", false}};
  for (const Column& column : columns) {
    heads.push_back({column.heading});
  }
  if (with_children) {
    for (const char* head : children_heads) {
      heads.push_back({head});
    }
  }
  return aligned(in_blocks(runs, run_blocks_of(runs), std::move(heads), [&](const ScenarioRun& run) {
    Row row{{run.name, false}};
    for (const Column& column : columns) {
      const double value = value_of(run, column.quantity);
      row.push_back({run.is_baseline()
                         ? readable_number(value, decimals)
                         : signed_number(value - value_of(runs.baseline_of(run), column.quantity), decimals)});
    }
    if (with_children && !run.is_baseline()) {
      add_children(row, runs, run);
    }
    return row;
  }));
}

std::string net_block(const Runs& runs) {
  const int decimals = money_decimals(runs);
  const std::vector<FiscalYear> years = summary_years(runs.horizon);
  Row heads{{"", false}};
  for (const char* head : children_heads) {
    heads.push_back({head});
  }
  for (const FiscalYear year : years) {
    heads.push_back({"year " + year.label()});
  }
  const FiscalYear spoken = spoken_horizon(runs.horizon);
  heads.push_back({"to " + spoken.label()});
  heads.push_back({"BCR"});
  heads.push_back({"lowest point"});
  heads.push_back({"pays back", false});
  const auto row_of = [&](const ScenarioRun& run) -> Row {
    if (run.is_baseline()) {
      return {};
    }
    const NetPosition position = net_position(runs.compared(run), runs.prices, runs.basis.included);
    const NetPosition at_first = up_to(position, spoken);
    if (at_first.years.empty()) {
      return {};
    }
    const auto yearly = [&](FiscalYear year) {
      const auto found = std::find(position.years.begin(), position.years.end(), year);
      return found == position.years.end()
                 ? std::string("–")
                 : signed_number(position.yearly[static_cast<std::size_t>(found - position.years.begin())] / million,
                                 decimals);
    };
    const FundingGap gap = peak_funding_gap(position);
    const auto back = pays_back(position);
    std::string words = "never below baseline";
    if (gap.gbp < 0.0) {
      words = back ? back->label() : "not by " + position.years.back().label();
    }
    Row row{{run.name, false}};
    add_children(row, runs, run);
    for (const FiscalYear year : years) {
      row.push_back({yearly(year)});
    }
    row.push_back({signed_number(at_first.cumulative.back() / million, decimals)});
    const CashFlows whole = cash_flows(runs.compared(run), runs.prices, runs.basis, Perspective::public_purse);
    const CashFlows flows = up_to(whole, spoken);
    const std::vector<AppraisalMeasure> found = measures(runs.compared(run), runs.prices, flows);
    const AppraisalMeasure& ratio = *find_measure(found, "bcr");
    row.push_back({ratio.value ? readable_number(*ratio.value, 2) : "–"});
    row.push_back({gap.gbp < 0.0 ? readable_number(gap.gbp / million, decimals) + " (" + gap.year.label() + ")" : "–"});
    row.push_back({invests(whole) ? words : "invests nothing", false});
    return row;
  };
  const std::vector<Row> rows = in_blocks(runs, run_blocks_of(runs), std::move(heads), row_of);
  return rows.size() > 1 ? aligned(rows) : "";
}

// Present values of the public purse to each horizon, whether their sign is robust, and what stands beside them.
std::string horizons_block(const Runs& runs) {
  const int decimals = money_decimals(runs);
  const std::vector<FiscalYear> years = appraised_to(runs.horizon);
  Row heads{{"", false}};
  for (const char* head : children_heads) {
    heads.push_back({head});
  }
  for (const FiscalYear year : years) {
    heads.push_back({"NPV to " + year.label()});
  }
  heads.push_back({"robust"});
  heads.push_back({"of it wider"});
  heads.push_back({"beyond care"});
  heads.push_back({"wrong pockets"});
  const auto row_of = [&](const ScenarioRun& run) -> Row {
    if (run.is_baseline()) {
      return {};
    }
    const std::vector<CashFlows> all = all_cash_flows(runs.compared(run), runs.prices, runs.basis);
    const CashFlows& flows = all[static_cast<std::size_t>(Perspective::public_purse)];
    if (flows.years.empty()) {
      return {};
    }
    Row row{{run.name, false}};
    add_children(row, runs, run);
    for (const FiscalYear year : years) {
      row.push_back({signed_number(npv(up_to(flows, year)) / million, decimals)});
    }
    const std::optional<bool> robust = is_robust(flows);
    row.push_back({!robust ? "–" : *robust ? "yes" : "no"});
    const std::vector<AppraisalMeasure> found = measures(runs.compared(run), runs.prices, flows);
    const auto shown = [&](const char* measure) {
      return signed_number(find_measure(found, measure)->value.value_or(0.0) / million, decimals);
    };
    row.push_back({shown("npv_wider_failure_demand")});
    row.push_back({shown("npv_beyond_care")});
    const AppraisalMeasure index = wrong_pocket_index(up_to(all, years.front()));
    row.push_back({index.value ? fmt::format("{:.0f}%", 100.0 * *index.value) : "–"});
    return row;
  };
  const std::vector<Row> rows = in_blocks(runs, run_blocks_of(runs), std::move(heads), row_of);
  return rows.size() > 1 ? aligned(rows) : "";
}

constexpr std::size_t widest_name = 26;
constexpr std::size_t screen_width = 100;

// A name that leaves room for ranges beside it.
std::string short_name(const std::string& name) {
  if (width_of(name) <= widest_name) {
    return name;
  }
  std::string start;
  std::size_t characters = 0;
  for (const char c : name) {
    characters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    if (characters == widest_name) {
      break;
    }
    start += c;
  }
  return start + "…";
}

std::string range_of(const Spread* spread, double unit, int decimals) {
  return spread == nullptr || !std::isfinite(spread->p05)
             ? "–"
             : signed_number(spread->p05 / unit, decimals) + " to " + signed_number(spread->p95 / unit, decimals);
}

std::string percent_of(const std::optional<double>& share) {
  return share ? fmt::format("{:.0f}%", 100.0 * *share) : "–";
}

// Words in lines of the width of a screen.
std::string in_lines(const std::string& words) {
  std::string text;
  std::size_t column = 0;
  std::size_t start = 0;
  while (start < words.size()) {
    const std::size_t end = std::min(words.find(' ', start), words.size());
    const std::string word = words.substr(start, end - start);
    if (column > 0 && column + 1 + width_of(word) > screen_width) {
      text += "\n";
      column = 0;
    } else if (column > 0) {
      text += " ";
      ++column;
    }
    text += word;
    column += width_of(word);
    start = end + 1;
  }
  return text;
}

// Central value, median, 9 in 10 model runs.
void add_headline(Row& row, const Headline& headline, double unit, int decimals) {
  row.push_back({signed_number(headline.central / unit, decimals)});
  row.push_back({headline.drawn == nullptr ? "–" : signed_number(headline.said() / unit, decimals)});
  row.push_back({range_of(headline.drawn, unit, decimals)});
}

// What the draws say, before all else: people, then money, the best plan first by the median; then where central values
// and medians part.
std::string draws_text(const Booklet& booklet, bool colour) {
  const Runs& runs = booklet.runs;
  const Ensemble& ensemble = *booklet.findings.ensemble;
  const FiscalYear year = summary_years(runs.horizon).back();
  const std::vector<FiscalYear> horizon = appraised_to(runs.horizon);
  const std::vector<RunBlock> blocks = ranked_blocks(booklet);
  const auto of_year = [&](const ScenarioRun& run, const char* quantity) {
    return change_headline(booklet, run, quantity, year);
  };
  bool any = false;
  const std::vector<Row> people =
      in_blocks(runs, blocks,
                {{"", false}, {"central"}, {"median"}, {"9 in 10 runs"}, {"fewer in"}, {"harm home"}, {"separation"}},
                [&](const ScenarioRun& run) {
                  Row row{{short_name(run.name), false}};
                  const Headline children = of_year(run, "looked_after");
                  any = any || children.drawn != nullptr;
                  add_headline(row, children, 1.0, 0);
                  row.push_back({percent_of(children.drawn == nullptr ? std::nullopt
                                                                      : std::optional(children.drawn->share_below_0))});
                  for (const char* harm : {"harm_at_home", "harm_from_separation"}) {
                    const Headline found = of_year(run, harm);
                    row.push_back({found.drawn == nullptr ? "–" : signed_number(found.said(), 0)});
                  }
                  return row;
                });
  Row heads{{"", false}, {"children"}, {"central"}, {"median"}, {"9 in 10 runs"}, {"above 0"}};
  for (std::size_t i = 1; i < horizon.size(); ++i) {
    heads.push_back({fmt::format("over {}", horizon[i].first + 1 - comparison_starts.first)});
  }
  bool any_money = false;
  const std::vector<Row> money = in_blocks(runs, blocks, std::move(heads), [&](const ScenarioRun& run) {
    Row row{{short_name(run.name), false}};
    row.push_back({signed_number(of_year(run, "looked_after").said(), 0)});
    const auto above_0 = [](const Headline& npv) {
      return percent_of(npv.drawn == nullptr ? std::nullopt : std::optional(npv.drawn->share_above_0));
    };
    for (std::size_t i = 0; i < horizon.size(); ++i) {
      const Headline npv = npv_headline(booklet, run, horizon[i]);
      if (i == 0) {
        any_money = any_money || npv.drawn != nullptr;
        add_headline(row, npv, million, money_decimals(runs));
      }
      row.push_back({above_0(npv)});
    }
    return row;
  });
  Row marches{{"", false}};
  for (const int march : break_even_marches) {
    if (march - 1 <= last_whole_year(runs.horizon).first) {
      marches.push_back({fmt::format("by {}", march)});
    }
  }
  const std::vector<Row> back = in_blocks(runs, blocks, marches, [&](const ScenarioRun& run) {
    Row row{{short_name(run.name), false}};
    for (std::size_t i = 0; i + 1 < marches.size(); ++i) {
      row.push_back(
          {percent_of(ensemble.broken_even_by(run.position, Perspective::public_purse, {break_even_marches[i] - 1}))});
    }
    return row;
  });

  const std::string failed = ensemble.failures_in_words(runs);
  const std::string few = ensemble.too_few_in_words();
  std::string text =
      heading(in_lines(fmt::format("Draws: {}. Shares are of model runs over assumed ranges, not "
                                   "probabilities of the world. {}{}{}",
                                   ensemble.in_words(), failed, failed.empty() || few.empty() ? "" : " ", few)),
              colour) +
      "\n";
  if (any) {
    text +=
        heading(in_lines(fmt::format("Children looked after on 31 July {}, change against the baseline; share of runs "
                                     "with fewer; median change of serious harm at home and from separation in {}",
                                     year.first, year.label())),
                colour) +
        aligned(people) + "\n";
  }
  if (any_money) {
    text += heading(in_lines(fmt::format("Public purse, NPV to {} in £ million, real {}, best median first, beside the "
                                         "median change of children looked after; share of runs above 0, then over so "
                                         "many years",
                                         horizon.front().label(), runs.prices.real_year().label())),
                    colour) +
            aligned(money) + "\n";
  }
  if (any_money && marches.size() > 1) {
    text +=
        heading("Public purse, share of runs that have paid back by March of a year", colour) + aligned(back) + "\n";
  }
  for (const std::string& sentence : where_central_and_median_part(booklet)) {
    text += in_lines(sentence) + "\n";
  }
  return text + (text.ends_with("\n\n") ? "" : "\n");
}

// Plans with changed decisions, and the same without.
std::string practice_text(const Booklet& booklet) {
  std::string text;
  const auto side = [&](const char* which, const PracticeSide& of) {
    std::string words =
        fmt::format("  {}: {} children looked after in {}, serious harm at home {} and from separation "
                    "{} to {}",
                    which, signed_number(of.looked_after, 0), summary_years(booklet.runs.horizon).back().first,
                    signed_number(of.harm_at_home, 0), signed_number(of.harm_from_separation, 0),
                    spoken_horizon(booklet.runs.horizon).label());
    for (std::size_t i = 0; i < horizons.size(); ++i) {
      if (of.npv[i]) {
        words += fmt::format("{} {} over {} years", words.ends_with("years") ? "," : "; purse, £ million,",
                             signed_number(*of.npv[i] / million, money_decimals(booklet.runs)), horizons[i].years);
      }
    }
    return in_lines(words) + ".\n";
  };
  for (const WithoutPractice& plan : booklet.findings.without_practice) {
    text += booklet.runs[plan.run].name + " changes how decisions to remove a child are made:\n" +
            side("with that", plan.with) + side("without", plan.without) + "\n";
  }
  return text;
}

nlohmann::ordered_json number_or_null(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

nlohmann::ordered_json draws_json(const Booklet& booklet) {
  const Ensemble& ensemble = *booklet.findings.ensemble;
  nlohmann::ordered_json json = {{"count", ensemble.made.count},
                                 {"used", ensemble.used()},
                                 {"varied", ensemble.made.varied},
                                 {"in_words", ensemble.in_words()},
                                 {"failures", ensemble.failures_in_words(booklet.runs)},
                                 {"too_few", ensemble.too_few_in_words()}};
  auto& plans = json["plans"] = nlohmann::ordered_json::array();
  for (const PlanDraws& draws : plan_draws(*booklet.findings.ensemble, booklet.runs.size(), booklet.runs.horizon)) {
    nlohmann::ordered_json plan = {{"scenario", booklet.runs[draws.run].id}, {"perspective", name(draws.perspective)}};
    auto& npvs = plan["npv"] = nlohmann::ordered_json::array();
    for (const NpvDraws& one : draws.npv) {
      npvs.push_back(
          {{"horizon", one.horizon.label()},
           {"central", npv_headline(booklet, booklet.runs[draws.run], one.horizon, draws.perspective).central},
           {"p05", number_or_null(one.npv.p05)},
           {"p50", number_or_null(one.npv.p50)},
           {"p95", number_or_null(one.npv.p95)},
           {"draws", one.npv.counted},
           {"p_above_0", one.npv.share_above_0}});
    }
    for (std::size_t i = 0; i < break_even_marches.size(); ++i) {
      if (draws.broken_even[i]) {
        plan[fmt::format("p_break_even_by_{}", break_even_marches[i])] = *draws.broken_even[i];
      }
    }
    plans.push_back(std::move(plan));
  }
  json["central_and_median"] = where_central_and_median_part(booklet);
  return json;
}

} // namespace

std::string summary_text(const Booklet& booklet, bool colour) {
  std::string text;
  if (booklet.findings.ensemble) {
    text += draws_text(booklet, colour) + heading("What follows are central values, one run each.", colour) + "\n";
  }
  for (const FiscalYear year : summary_years(booklet.runs.horizon)) {
    text +=
        heading(fmt::format("People, {}, 31 July {}: children looked after and away from home, families waiting and in "
                            "support,\nserious harm at home and from separation over {}; a baseline as it is, other "
                            "scenarios as differences",
                            booklet.runs.area, year.first, year.label()),
                colour);
    text += block(booklet.runs, people_columns, 0, false, [&](const ScenarioRun& run, std::string_view quantity) {
      return read(booklet.runs, run, quantity, year.first);
    });
    text += "\n";
  }
  for (const FiscalYear year : summary_years(booklet.runs.horizon)) {
    text += heading(
        fmt::format(
            "Cost in {}, £ million, {}; scenarios as differences.\nWider: failure demand of people never in care. "
            "Parents: services for adults, and what their need costs above 2011.\nChildren looked after on 31 July {}, "
            "serious harm at home and from separation over that year: change against the baseline",
            year.label(), booklet.runs.prices.words(), summary_years(booklet.runs.horizon).back().first),
        colour);
    text += block(booklet.runs, money_columns, money_decimals(booklet.runs), true,
                  [&](const ScenarioRun& run, std::string_view column) {
                    return read_money(booklet.runs, run, column, year.first) / million;
                  });
    text += "\n";
  }
  const std::string net = net_block(booklet.runs);
  if (!net.empty()) {
    text +=
        heading(fmt::format("Net position of the public purse against the baseline, £ million, {},\nnot discounted; "
                            "above 0: better off. BCR: of present values to {} (–: no added support or no\nbenefit; "
                            "appraisal.csv says which). Lowest point and payback: over the whole run",
                            booklet.runs.prices.words(), spoken_horizon(booklet.runs.horizon).label()),
                colour) +
        net + "\n";
    text += heading(fmt::format(
                        "Net present value of the public purse, £ million, real {}, {}. Robust: the same\nsign over "
                        "40 and over 60 years; after 2046 {}.\nOf it wider, to the end: people never in care. "
                        "Beyond care, to the end: an account of its own{}.\nWrong pockets: share of the gain, to "
                        "{}, of payers who pay nothing",
                        booklet.runs.prices.real_year().label(), booklet.runs.basis.rates.name, after_quoted_words,
                        booklet.runs.basis.included.beyond_care ? ", here added" : ", not added",
                        spoken_horizon(booklet.runs.horizon).label()),
                    colour) +
            horizons_block(booklet.runs) + "\n";
  }
  for (const ScenarioRun& run : booklet.runs) {
    const std::string paid_by = run.is_baseline() ? "" : funding_in_words(booklet.runs, run);
    if (!paid_by.empty()) {
      const std::string by_others = gained_by_others_in_words(
          booklet.runs, all_cash_flows(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis));
      text += in_lines(run.name + ". " + paid_by + (by_others.empty() ? "" : " " + by_others)) + "\n\n";
    }
    if (!run.is_baseline() && !run.assumed.empty()) {
      text += in_lines(assumed_in_words(run.name, run.assumed)) + "\n\n";
    }
    if (!run.unpriced.empty()) {
      text += in_lines(run.name + ". " + unpriced_in_words(run.unpriced)) + "\n\n";
    }
  }
  return text + practice_text(booklet);
}

nlohmann::ordered_json summary_json(const Booklet& booklet) {
  nlohmann::ordered_json json = {{"area", booklet.runs.area},
                                 {"horizon", booklet.runs.horizon},
                                 {"price_base", booklet.runs.prices.key()},
                                 {"run_code", booklet.run_code},
                                 {"cautions", booklet.cautions}};
  auto& scenarios = json["scenarios"] = nlohmann::ordered_json::array();
  for (const ScenarioRun& run : booklet.runs) {
    scenarios.push_back({{"id", run.id},
                         {"name", run.name},
                         {"question", run.question},
                         {"kind", run.is_baseline() ? "baseline" : std::string(scenarios::name(run.kind))},
                         {"baseline", booklet.runs.baseline_of(run).id}});
    if (const std::string paid_by = funding_in_words(booklet.runs, run); !run.is_baseline() && !paid_by.empty()) {
      scenarios.back()["paid_by"] = paid_by;
    }
    if (!run.assumed.empty()) {
      auto& assumes = scenarios.back()["assumes"] = nlohmann::ordered_json::array();
      for (const SetParameter& set : run.assumed) {
        assumes.push_back({{"parameter", model::parameters()[set.parameter].name},
                           {"value", set.value},
                           {"otherwise", set.usual},
                           {"only_in_this_plan", set.only_here}});
      }
    }
  }
  auto& rows = json["summary"] = nlohmann::ordered_json::array();
  const Table table = summary_table(booklet.runs, booklet.findings);
  for (const auto& row : table.rows) {
    char* end = nullptr;
    const double number = std::strtod(row[4].c_str(), &end);
    const bool is_number = end == row[4].c_str() + row[4].size();
    rows.push_back({{"scenario", row[0]},
                    {"quantity", row[1]},
                    {"unit", row[2]},
                    {"at", row[3]},
                    {"value", is_number ? nlohmann::ordered_json(number) : nlohmann::ordered_json(row[4])}});
    for (std::size_t i = 5; booklet.findings.ensemble && i < 11;
         ++i) { // p05 to p95, numbers or fiscal years, and their draws
      if (!row[i].empty()) {
        const double percentile = std::strtod(row[i].c_str(), &end);
        const bool is_one = end == row[i].c_str() + row[i].size();
        rows.back()[table.columns[i]] = is_one ? nlohmann::ordered_json(percentile) : nlohmann::ordered_json(row[i]);
      }
    }
  }
  if (booklet.findings.ensemble) {
    json["draws"] = draws_json(booklet);
  }
  return json;
}

} // namespace headwater::outputs
