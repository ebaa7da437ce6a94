#include "outputs/screen/summary_text.hpp"

#include "outputs/appraisal/net_position.hpp"
#include "outputs/appraisal/robust.hpp"
#include "outputs/appraisal/treatment.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/ensemble/plan_draws.hpp"
#include "outputs/pictures/headline.hpp"
#include "outputs/pictures/loan_words.hpp"
#include "outputs/pictures/spending_words.hpp"
#include "outputs/pictures/who_pays.hpp"
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

std::string heading(const std::string& text, bool colour) {
  return colour ? "\x1b[1m" + text + "\x1b[0m\n" : text + "\n";
}

// Millions of a council need a decimal, those of a nation do not: by the largest cost of a baseline.
int money_decimals(const Runs& runs) {
  const ScenarioRun& baseline = runs.baseline_of(runs.front());
  constexpr double large = 100.0;
  return read(runs, baseline, "cost_care_system", summary_years(runs.horizon).front().first) / million < large ? 1 : 0;
}

const CashFlows& purse_of(const std::vector<CashFlows>& flows) {
  return flows[static_cast<std::size_t>(Perspective::public_purse)];
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
std::string people_block(const Runs& runs, FiscalYear year) {
  Row heads{{"", false}};
  for (const Column& column : people_columns) {
    heads.push_back({column.heading});
  }
  return aligned(in_blocks(runs, run_blocks_of(runs), std::move(heads), [&](const ScenarioRun& run) {
    Row row{{run.name, false}};
    for (const Column& column : people_columns) {
      const double value = read(runs, run, column.quantity, year.first);
      row.push_back({run.is_baseline()
                         ? readable_number(value, 0)
                         : signed_number(value - read(runs, runs.baseline_of(run), column.quantity, year.first), 0)});
    }
    return row;
  }));
}

/// The cash flow of the public purse in a year, or nullptr outside of the comparison.
const CashFlow* flow_in(const CashFlows& flows, FiscalYear year) {
  const auto found =
      std::find_if(flows.years.begin(), flows.years.end(), [year](const CashFlow& flow) { return flow.year == year; });
  return found == flows.years.end() ? nullptr : &*found;
}

// Cost in one year by part, and all of it; bias and haircut are columns where they are asked for.
std::string cost_block(const Runs& runs, const std::vector<std::vector<CashFlows>>& flows, FiscalYear year) {
  const int decimals = money_decimals(runs);
  const AppraisalBasis& basis = runs.basis;
  const std::vector<CostPart> parts = purse_parts(basis.included);
  Row heads{{"", false}};
  for (const CostPart part : parts) {
    heads.push_back({std::string(short_label(part))});
  }
  if (basis.optimism_bias != 0.0) {
    heads.push_back({"bias"});
  }
  if (basis.benefit_haircut != 0.0) {
    heads.push_back({"haircut"});
  }
  heads.push_back({"all"});
  for (const char* head : children_heads) {
    heads.push_back({head});
  }
  return aligned(in_blocks(runs, run_blocks_of(runs), std::move(heads), [&](const ScenarioRun& run) {
    Row row{{run.name, false}};
    if (run.is_baseline()) {
      double all = 0.0;
      for (const CostPart part : parts) {
        const double paid = runs.prices.pounds(cost_of(run.record, year, part), year);
        row.push_back({readable_number(paid / million, decimals)});
        all += paid;
      }
      row.resize(row.size() + (basis.optimism_bias != 0.0 ? 1 : 0) + (basis.benefit_haircut != 0.0 ? 1 : 0));
      row.push_back({readable_number(all / million, decimals)});
      return row;
    }
    const CashFlow* flow = flow_in(purse_of(flows[run.position]), year);
    const auto add = [&](double gbp) {
      row.push_back({flow == nullptr ? "–" : signed_number(gbp / million, decimals)});
    };
    const CashFlow none{};
    const CashFlow& change = flow == nullptr ? none : *flow;
    for (const CostPart part : parts) {
      add(change.of(part).more);
    }
    if (basis.optimism_bias != 0.0) {
      add(change.optimism_bias);
    }
    if (basis.benefit_haircut != 0.0) {
      add(change.benefit_haircut);
    }
    add(-change.net);
    add_children(row, runs, run);
    return row;
  }));
}

/// Rows of every scenario that is compared, each after what it does to children; `add` puts its money behind.
template<class Add>
std::string money_rows(const Runs& runs, const std::vector<std::vector<CashFlows>>& flows, const Row& money_heads,
                       const Add& add) {
  Row heads{{"", false}};
  for (const char* head : children_heads) {
    heads.push_back({head});
  }
  heads.insert(heads.end(), money_heads.begin(), money_heads.end());
  const std::vector<Row> rows =
      in_blocks(runs, run_blocks_of(runs), std::move(heads), [&](const ScenarioRun& run) -> Row {
        if (run.is_baseline() || purse_of(flows[run.position]).years.empty()) {
          return {};
        }
        Row row{{run.name, false}};
        add_children(row, runs, run);
        add(row, run, flows[run.position]);
        return row;
      });
  return rows.size() > 1 ? aligned(rows) : "";
}

std::string over_years(FiscalYear to) { return fmt::format("{} yrs", to.first + 1 - comparison_starts.first); }

// The net position of the public purse: of single years, added up to each horizon, and where it is lowest.
std::string net_block(const Runs& runs, const std::vector<std::vector<CashFlows>>& flows) {
  const int decimals = money_decimals(runs);
  Row heads;
  for (const FiscalYear year : summary_years(runs.horizon)) {
    heads.push_back({"year " + year.label()});
  }
  for (const FiscalYear to : appraised_to(runs.horizon)) {
    heads.push_back({"to " + to.label()});
  }
  heads.push_back({"lowest point"});
  return money_rows(runs, flows, heads,
                    [&](Row& row, const ScenarioRun& /*unused*/, const std::vector<CashFlows>& all) {
                      const CashFlows& purse = purse_of(all);
                      const auto shown = [&](const CashFlow* flow, double CashFlow::*value) {
                        row.push_back({flow == nullptr ? "–" : signed_number(flow->*value / million, decimals)});
                      };
                      for (const FiscalYear year : summary_years(runs.horizon)) {
                        shown(flow_in(purse, year), &CashFlow::net);
                      }
                      for (const FiscalYear to : appraised_to(runs.horizon)) {
                        shown(flow_in(purse, to), &CashFlow::cumulative);
                      }
                      const FundingGap gap = peak_funding_gap(net_position(purse));
                      row.push_back({gap.gbp < -rounding_gbp
                                         ? readable_number(gap.gbp / million, decimals) + " (" + gap.year.label() + ")"
                                         : "–"});
                    });
}

// Present value, ratio and payback of the public purse, each over every horizon side by side.
std::string horizons_block(const Runs& runs, const std::vector<std::vector<CashFlows>>& flows) {
  const int decimals = money_decimals(runs);
  const std::vector<FiscalYear> years = appraised_to(runs.horizon);
  Row heads;
  for (const char* measure : {"NPV", "BCR", "pays back"}) {
    for (std::size_t i = 0; i < years.size(); ++i) {
      heads.push_back({(i == 0 ? std::string(measure) + " " : std::string()) + over_years(years[i])});
    }
  }
  heads.push_back({"robust"});
  return money_rows(runs, flows, heads, [&](Row& row, const ScenarioRun& run, const std::vector<CashFlows>& all) {
    Row ratios;
    Row paybacks;
    for (const FiscalYear to : years) {
      const std::vector<AppraisalMeasure> found = measures(runs.compared(run), runs.prices, up_to(purse_of(all), to));
      row.push_back({found.empty() ? "–" : signed_number(*find_measure(found, "npv")->value / million, decimals)});
      const AppraisalMeasure* ratio = find_measure(found, "bcr");
      ratios.push_back({ratio != nullptr && ratio->value ? readable_number(*ratio->value, 2) : "–"});
      const AppraisalMeasure* back = find_measure(found, "payback_year");
      paybacks.push_back({back == nullptr                      ? "–"
                          : back->value                        ? back->text()
                          : back->place == WithoutValue::above ? "not by then"
                          : back->place == WithoutValue::below ? "never below"
                                                               : "–"});
    }
    row.insert(row.end(), ratios.begin(), ratios.end());
    row.insert(row.end(), paybacks.begin(), paybacks.end());
    const std::optional<bool> robust = is_robust(purse_of(all));
    row.push_back({!robust ? "–" : *robust ? "yes" : "no"});
  });
}

// What stands beside the present value: a part of it, an account of its own, and who gains by whose money.
std::string beside_block(const Runs& runs, const std::vector<std::vector<CashFlows>>& flows) {
  const int decimals = money_decimals(runs);
  const std::vector<FiscalYear> years = appraised_to(runs.horizon);
  Row heads;
  for (const char* what : {"never in care", "beyond care"}) {
    for (std::size_t i = 0; i < years.size(); ++i) {
      heads.push_back({(i == 0 ? std::string(what) + " " : std::string()) + over_years(years[i])});
    }
  }
  for (std::size_t i = 0; i < years.size(); ++i) {
    heads.push_back({(i == 0 ? "wrong pockets " : "") + over_years(years[i])});
  }
  return money_rows(runs, flows, heads, [&](Row& row, const ScenarioRun& run, const std::vector<CashFlows>& all) {
    for (const char* measure : {"npv_wider_failure_demand", "npv_beyond_care"}) {
      for (const FiscalYear to : years) {
        const auto found = measures(runs.compared(run), runs.prices, up_to(purse_of(all), to));
        row.push_back({found.empty()
                           ? "–"
                           : signed_number(find_measure(found, measure)->value.value_or(0.0) / million, decimals)});
      }
    }
    for (const FiscalYear to : years) {
      const AppraisalMeasure index = wrong_pocket_index(up_to(all, to));
      row.push_back({index.value ? fmt::format("{:.0f}%", 100.0 * *index.value) : "–"});
    }
  });
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
  // Not a number: what adds nothing to cost has nothing to pay back.
  return share && std::isfinite(*share) ? fmt::format("{:.0f}%", 100.0 * *share) : "–";
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
  const Runs& runs = booklet.runs;
  if (booklet.findings.ensemble) {
    text += draws_text(booklet, colour) + heading("What follows are central values, one run each.", colour) + "\n";
  }
  std::vector<std::vector<CashFlows>> flows; // by run and perspective
  for (const ScenarioRun& run : runs) {
    flows.push_back(all_cash_flows(runs.compared(run), runs.prices, runs.basis));
  }
  const std::string treated = with_treatment(runs.basis);
  const FiscalYear children_in = summary_years(runs.horizon).back();
  for (const FiscalYear year : summary_years(runs.horizon)) {
    text +=
        heading(fmt::format("People, {}, 31 July {}: children looked after and away from home, families waiting and in "
                            "support,\nserious harm at home and from separation over {}; a baseline as it is, other "
                            "scenarios as differences",
                            runs.area, year.first, year.label()),
                colour) +
        people_block(runs, year) + "\n";
  }
  for (const FiscalYear year : summary_years(runs.horizon)) {
    text += heading(
        in_lines(fmt::format("What the public purse pays in {}, £ million, {}; scenarios as differences, above 0: "
                             "costs more{}. Support: "
                             "adult services for parents too. Failure demand: of care-experienced people; never in "
                             "care: the same services "
                             "used by others. Parents' need: what it costs above 2011.{} Children looked after on 31 "
                             "July {}, serious harm "
                             "at home and from separation over that year: change against the baseline",
                             year.label(), runs.prices.words(), treated,
                             runs.basis.included.beyond_care ? " Beyond care: below 0, a gain, added as asked." : "",
                             children_in.first)),
        colour);
    text += cost_block(runs, flows, year) + "\n";
  }
  const std::string net = net_block(runs, flows);
  if (!net.empty()) {
    text += heading(in_lines(
                        fmt::format("Net position of the public purse against the baseline, £ million, {}, not "
                                    "discounted{}; above 0: better off. Lowest point: of the sum since the start, over "
                                    "the whole run",
                                    runs.prices.words(), treated)),
                    colour) +
            net + "\n";
    text +=
        heading(
            in_lines(fmt::format(
                "The same as a net present value, £ million, real {}, {}{}; the benefit-cost ratio (–: nothing "
                "added to cost, or no benefit; appraisal.csv says which); and, not discounted, the year from which the "
                "plan has paid "
                "back: over 20, 40 and 60 years as far as the run goes. After 2046 {}. Robust: the same sign over 40 "
                "and over 60 years",
                runs.prices.real_year().label(), discounting_in_words(runs.basis), treated, after_quoted_words)),
            colour) +
        horizons_block(runs, flows) + "\n";
    text +=
        heading(
            in_lines(fmt::format(
                "Of that net present value, people never in care; beside it, an account of its own, what is gained "
                "beyond care{}; and the share of the gain that goes to payers who put nothing in (wrong pockets, not "
                "discounted)",
                runs.basis.included.beyond_care ? " (here added)" : " (not added)")),
            colour) +
        beside_block(runs, flows) + "\n";
  }
  std::vector<std::size_t> in_order;
  for (const RunBlock& block : run_blocks_of(runs)) {
    in_order.insert(in_order.end(), block.runs.begin(), block.runs.end());
  }
  for (const std::size_t i : in_order) {
    const ScenarioRun& run = runs[i];
    std::string money;
    const auto say = [&money](const std::string& words) { money += words.empty() ? "" : " " + words; };
    if (!run.is_baseline()) {
      const std::string paid_by = funding_in_words(runs, run);
      say(paid_by);
      say(paid_by.empty() ? "" : gained_by_others_in_words(runs, flows[run.position]));
      say(spending_in_words(runs, run));
      say(loan_in_words(runs, run, flows[run.position]));
    }
    text += money.empty() ? "" : in_lines(run.name + "." + money) + "\n\n";
    if (!run.is_baseline() && !run.assumed.empty()) {
      text += in_lines(run.name + ". " + assumed_in_words("It", run.assumed)) + "\n\n";
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
    if (!run.is_baseline()) {
      const std::string loan = loan_in_words(
          booklet.runs, run, all_cash_flows(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis));
      if (!loan.empty()) {
        scenarios.back()["loan"] = loan;
      }
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
                    {"value", row[4].empty() ? nlohmann::ordered_json(nullptr)
                              : is_number    ? nlohmann::ordered_json(number)
                                             : nlohmann::ordered_json(row[4])}});
    if (!row.back().empty()) {
      rows.back()["why_no_value"] = row.back();
    }
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
