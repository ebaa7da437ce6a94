// One treatment in a row: optimism bias on what the plan adds to cost wherever it lands, the haircut on what it saves, and
// both in every position, ratio, payback and sum that a run is shown by. Parts add up to the whole on every page.
#include "outputs/appraisal/treatment.hpp"

#include "outputs/appraisal/net_position.hpp"
#include "outputs/appraisal/span_sums.hpp"
#include "outputs/pictures/pictures.hpp"
#include "outputs/pictures/title_words.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/results/year_view.hpp"
#include "outputs/screen/summary_text.hpp"
#include "outputs/tables/tables.hpp"
#include "tests/outputs/studies.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace headwater::outputs {
namespace {

using model::Category;
using testing::HasSubstr;
using testing::Not;

constexpr double million = 1e6;
constexpr double to_a_penny = 0.01;

double value_of(const std::vector<AppraisalMeasure>& found, std::string_view name) {
  const AppraisalMeasure* measure = find_measure(found, name);
  return measure != nullptr && measure->value ? *measure->value : std::nan("");
}

/// So much a year more by every 1 April, GBP million of 2024-25, in an accumulator of a run.
template<class Accumulator> void spend(ScenarioRun& run, Accumulator what, double a_year) {
  int year = model::AnnualRecord::first_april;
  for (model::State<double>& state : run.record.april_states) {
    state[model::accumulator(what).index] += a_year * model::april_1(year++) / model::user_prices;
  }
}

Booklet textbook() { return tests::with_twin(tests::booklet_of({}), "textbook", "Textbook"); }

std::vector<AppraisalMeasure> of_purse(const Booklet& booklet) {
  const Compared compared = booklet.runs.compared(booklet.runs[1]);
  return measures(compared, booklet.runs.prices,
                  cash_flows(compared, booklet.runs.prices, booklet.runs.basis, Perspective::public_purse));
}

// 10 a year of new money for aftercare, and 15 a year less foster care: 15 for 10 is 1.5; with a bias of a tenth 15 for 11.
// 4 a year more of aftercare that the plan did not buy is no cost of the plan: (15 - 4) for 10.
TEST(Treatment, NewMoneyForAftercareIsThePlansOwnCost) {
  Booklet booklet = textbook();
  ScenarioRun& plan = booklet.runs.all[1];
  spend(plan, Category::aftercare_cc, 10.0);
  spend(plan, model::Counter::ring_fenced_aftercare, 10.0);
  spend(plan, Category::foster, -15.0);
  EXPECT_NEAR(value_of(of_purse(booklet), "bcr"), 1.5, 1e-9);
  booklet.runs.basis.optimism_bias = 0.1;
  EXPECT_NEAR(value_of(of_purse(booklet), "bcr"), 15.0 / 11.0, 1e-9);
  EXPECT_NEAR(value_of(of_purse(booklet), "net_position_total"), 20.0 * (15.0 - 11.0) * million, 1.0);
  booklet.runs.basis.optimism_bias = 0.0;
  spend(plan, Category::aftercare_cc, 4.0);
  EXPECT_NEAR(value_of(of_purse(booklet), "bcr"), 11.0 / 10.0, 1e-9);
}

// A longer right to aftercare is priced in aftercare as a whole: 8 a year more, 10 saved. Without it the same 8 are a cost
// that nobody chose, and nothing is added.
TEST(Treatment, ARuleIsChargedWhereItsPriceLands) {
  Booklet booklet = textbook();
  ScenarioRun& plan = booklet.runs.all[1];
  spend(plan, Category::aftercare_cc, 8.0);
  spend(plan, Category::foster, -10.0);
  EXPECT_EQ(find_measure(of_purse(booklet), "bcr")->why, "adds nothing to cost, so there is no cost to divide by");
  const model::LeverStep right{model::find_lever("aftercare_taper"), model::april_1(2026), 1.0, 1.0};
  plan.funding = plan.funding.with(std::vector<FundedStep>{{right, {}}});
  EXPECT_NEAR(value_of(of_purse(booklet), "bcr"), 10.0 / 8.0, 1e-9);
  booklet.runs.basis.optimism_bias = 0.25;
  EXPECT_NEAR(value_of(of_purse(booklet), "bcr"), 1.0, 1e-9);
}

/// Discounted sum of what a run pays more in an accumulator to 2045-46, GBP real: worked out from the record alone.
template<class Accumulator> double present(const Runs& runs, Accumulator what) {
  const std::size_t place = model::accumulator(what).index;
  double sum = 0.0;
  for (int year = 2026; year <= 2045; ++year) {
    const auto in_year = [&](std::size_t run) {
      return runs[run].record.on_1_april(year + 1)[place] - runs[run].record.on_1_april(year)[place];
    };
    sum += discount_factor(runs.basis.rates, runs.basis.timing, year - 2026) *
           runs.prices.real_pounds(in_year(1) - in_year(0));
  }
  return sum;
}

double present_support(const Runs& runs) {
  double sum = 0.0;
  for (std::size_t i = 0; i < model::category_count; ++i) {
    sum += is_support(static_cast<Category>(i)) ? present(runs, static_cast<Category>(i)) : 0.0;
  }
  return sum;
}

// Aftercare as long as needed had no cost to divide by, and Children Act 2026 a ratio of 9, as aftercare was a cost of care.
TEST(Treatment, PlansForAftercareHaveTheRatioOfWhatTheyCost) {
  for (const bool by_rules : {true, false}) {
    Booklet booklet = tests::booklet_of({by_rules ? "aftercare-as-long-as-needed" : "children-act-2026"});
    const Runs& runs = booklet.runs;
    const double aftercare =
        by_rules ? present(runs, Category::aftercare_cc) : present(runs, model::Counter::ring_fenced_aftercare);
    EXPECT_GT(aftercare, 50.0 * million);
    for (const double bias : {0.0, 0.15}) {
      booklet.runs.basis.optimism_bias = bias;
      const Compared compared = runs.compared(runs[1]);
      const CashFlows purse = cash_flows(compared, runs.prices, runs.basis, Perspective::public_purse);
      double cost = 0.0;
      for (const CashFlow& flow : purse.years) {
        cost += flow.present_cost;
      }
      const double wanted = (1.0 + bias) * (aftercare + present_support(runs));
      // years in which less is added carry no bias
      EXPECT_NEAR(cost, wanted, bias == 0.0 ? 1.0 : 0.02 * wanted) << runs[1].id;
      const double benefit = npv(purse) + cost;
      const AppraisalMeasure ratio = *find_measure(measures(compared, runs.prices, purse), "bcr");
      EXPECT_EQ(ratio.value.has_value(), benefit > 0.005) << runs[1].id;
      if (ratio.value) {
        EXPECT_NEAR(*ratio.value, benefit / cost, 1e-9) << runs[1].id;
        EXPECT_LT(*ratio.value, 9.0) << runs[1].id;
      }
    }
  }
}

struct Options {
  double bias;
  double haircut;
  Included included;
  PriceBase base;
  int horizon;
};
class EveryScenario : public testing::TestWithParam<Options> {
protected:
  static Booklet shipped() {
    Booklet booklet =
        tests::booklet_of(tests::shipped_ids(), {.horizon = GetParam().horizon, .price_base = GetParam().base});
    booklet.runs.basis.optimism_bias = GetParam().bias;
    booklet.runs.basis.benefit_haircut = GetParam().haircut;
    booklet.runs.basis.included = GetParam().included;
    return booklet;
  }
};

/// Numbers of a line of the terminal behind a name, in millions.
std::vector<double> row_of(const std::string& text, const std::string& heading, const std::string& name) {
  const std::size_t at = text.find("\n  " + name + "  ", text.find(heading));
  std::string line = text.substr(at + 3 + name.size(), text.find('\n', at + 1) - at - 3 - name.size());
  for (std::size_t i = 0; (i = line.find("\u2212")) != std::string::npos;) {
    line.replace(i, 3, "-");
  }
  std::erase(line, ',');
  std::istringstream in(line);
  return {std::istream_iterator<double>(in), {}};
}

TEST_P(EveryScenario, PartsAddUpToTheWholeOnEveryPage) {
  const Booklet booklet = shipped();
  const Runs& runs = booklet.runs;
  const std::string screen = summary_text(booklet, false);
  const Chart by_part = cost_change_chart(booklet);
  const Chart by_service = failure_demand_chart(booklet);
  std::size_t bar = 0;
  for (const ScenarioRun& run : runs) {
    if (run.is_baseline()) {
      continue;
    }
    const Compared compared = runs.compared(run);
    const std::vector<CashFlows> all = all_cash_flows(compared, runs.prices, runs.basis);
    for (const CashFlows& flows : all) {
      for (const CashFlow& flow : flows.years) {
        PartChange sum;
        for (const PartChange& part : flow.parts) {
          sum.more += part.more;
          sum.bias += part.bias;
          sum.haircut += part.haircut;
          EXPECT_GE(part.bias, 0.0);
          EXPECT_GE(part.haircut, 0.0);
        }
        EXPECT_NEAR(sum.more, flow.investment - flow.saving, to_a_penny) << run.id;
        EXPECT_NEAR(sum.bias, flow.optimism_bias, to_a_penny) << run.id;
        EXPECT_NEAR(sum.haircut, flow.benefit_haircut, to_a_penny) << run.id;
        EXPECT_NEAR(sum.more + sum.bias + sum.haircut, flow.finance - flow.net, to_a_penny) << run.id;
        EXPECT_LE(flow.benefit_haircut, GetParam().haircut * 1e12);
        EXPECT_TRUE(GetParam().bias != 0.0 || flow.optimism_bias == 0.0) << "no bias is none";
      }
    }
    const CashFlows& purse = all[static_cast<std::size_t>(Perspective::public_purse)];
    const double net = up_to(purse, spoken_horizon(runs.horizon)).years.back().cumulative;
    const auto sum_of = [&](std::string_view name) { return span_change(compared, runs.prices, runs.basis, name); };
    EXPECT_NEAR(sum_of("all_cost"), -net, to_a_penny) << run.id;
    EXPECT_NEAR(sum_of("invested") + sum_of("all_else"), -net, to_a_penny) << run.id;
    double parts = sum_of("optimism_bias") + sum_of("benefit_haircut");
    for (const CostPart part : purse_parts(runs.basis.included)) {
      parts += sum_of(name(part));
    }
    EXPECT_NEAR(parts, -net, to_a_penny) << run.id;

    // the charts, from the tables beside them
    const auto bar_sum = [](const Chart& chart, std::size_t of) {
      double sum = 0.0;
      for (std::size_t k = 1; k < chart.table.columns.size(); ++k) {
        const std::string& column = chart.table.columns[k];
        if (column != "Total" && column.find("model runs") == std::string::npos) {
          sum += std::stod(chart.table.rows[of][k]);
        }
      }
      return sum * million;
    };
    EXPECT_NEAR(bar_sum(by_part, bar), -net, 100.0) << run.id;
    EXPECT_NEAR(bar_sum(by_service, bar), sum_of("fd_all"), 100.0) << run.id;
    ++bar;

    // the terminal: shown to whole millions, so a row of n parts may be n/2 away from its sum
    for (const FiscalYear year : summary_years(runs.horizon)) {
      const std::vector<double> shown = row_of(screen, "What the public purse pays in " + year.label(), run.name);
      const std::size_t columns = purse_parts(runs.basis.included).size() + (GetParam().bias != 0.0 ? 1 : 0) +
                                  (GetParam().haircut != 0.0 ? 1 : 0);
      ASSERT_EQ(shown.size(), columns + 1 + 3) << run.id << ": parts, their sum, children";
      double sum = 0.0;
      for (std::size_t k = 0; k < columns; ++k) {
        sum += shown[k];
      }
      EXPECT_NEAR(sum, shown[columns], 0.5 * static_cast<double>(columns + 1)) << run.id;
      EXPECT_NEAR(shown[3],
                  runs.prices.pounds(cost_of(run.record, year, CostPart::failure_demand) -
                                         cost_of(runs.baseline_of(run).record, year, CostPart::failure_demand),
                                     year) /
                      million,
                  0.5)
          << run.id << ": failure demand is one number";
    }
  }
}

// The same year on the terminal, in summary.csv and in appraisal.csv, at every horizon; and the same sign in the title.
TEST_P(EveryScenario, PaybackAndPositionAgreeEverywhere) {
  const Booklet booklet = shipped();
  const Runs& runs = booklet.runs;
  const Table summary = summary_table(runs, booklet.findings);
  const Table appraisal = appraisal_table(runs, booklet.findings);
  const Table annual = tests::table_of(annual_csv(runs, booklet.findings));
  const auto of = [](const Table& table, const std::vector<std::pair<std::size_t, std::string>>& keys,
                     std::size_t column) {
    for (const auto& row : table.rows) {
      if (std::all_of(keys.begin(), keys.end(), [&](const auto& key) { return row[key.first] == key.second; })) {
        return row[column];
      }
    }
    return std::string("no such row");
  };
  for (const ScenarioRun& run : runs) {
    if (run.is_baseline()) {
      continue;
    }
    const NetPosition position = net_position(runs.compared(run), runs.prices, runs.basis);
    for (const FiscalYear to : appraised_to(runs.horizon)) {
      for (const char* measure : {"payback_year", "bcr", "npv", "peak_funding_gap_year"}) {
        const std::string value = of(appraisal, {{0, run.id}, {1, measure}, {2, "public_purse"}, {3, to.label()}}, 5);
        const std::string why = of(appraisal, {{0, run.id}, {1, measure}, {2, "public_purse"}, {3, to.label()}}, 14);
        EXPECT_EQ(of(summary, {{0, run.id}, {1, measure}, {3, to.label()}}, 4), value) << run.id << " " << measure;
        EXPECT_EQ(of(summary, {{0, run.id}, {1, measure}, {3, to.label()}}, 13), why) << run.id << " " << measure;
      }
      const NetPosition until = up_to(position, to);
      const std::string back =
          of(appraisal, {{0, run.id}, {1, "payback_year"}, {2, "public_purse"}, {3, to.label()}}, 5);
      const std::string why =
          of(appraisal, {{0, run.id}, {1, "payback_year"}, {2, "public_purse"}, {3, to.label()}}, 14);
      if (!why.starts_with("invests nothing")) {
        EXPECT_EQ(pays_back(until) ? pays_back(until)->label() : "", back) << run.id;
      }
      const double total =
          std::stod(of(appraisal, {{0, run.id}, {1, "net_position_total"}, {2, "public_purse"}, {3, to.label()}}, 5));
      EXPECT_NEAR(until.cumulative.back(), total, to_a_penny) << run.id;
      const std::string in = "net_position_cumulative";
      EXPECT_NEAR(std::stod(of(annual, {{0, run.id}, {1, to.label()}, {2, in}}, 4)), total, to_a_penny) << run.id;
      EXPECT_NEAR(std::stod(of(summary, {{0, run.id}, {1, in}, {3, to.label()}}, 4)), total, to_a_penny) << run.id;
    }
  }
}

// Whatever is asked for stands on the screen and under every chart with money.
TEST_P(EveryScenario, SaysWhatIsAskedFor) {
  Booklet booklet = shipped();
  const std::string words = treatment_in_words(booklet.runs.basis);
  EXPECT_EQ(words.empty(), GetParam().bias == 0.0 && GetParam().haircut == 0.0);
  testing::Matcher<const std::string&> said = HasSubstr(words);
  if (words.empty()) {
    said = Not(HasSubstr("bias"));
  }
  std::string screen = summary_text(booklet, false);
  std::replace(screen.begin(), screen.end(), '\n', ' ');
  for (const Chart& chart : {net_position_chart(booklet), cost_change_chart(booklet), pockets_chart(booklet),
                             failure_demand_chart(booklet)}) {
    EXPECT_THAT(chart.subtitle, said) << chart.name;
  }
  EXPECT_THAT(screen, said);
}

INSTANTIATE_TEST_SUITE_P(Options, EveryScenario,
                         testing::Values(Options{0.0, 0.0, {}, PriceBase::real_2024_25, 2046},
                                         Options{0.15, 0.0, {}, PriceBase::real_2024_25, model::last_horizon},
                                         Options{0.15, 0.1, {true, true}, PriceBase::nominal, 2046},
                                         Options{0.0, 0.2, {true, false}, PriceBase::real_2024_25, 2046}),
                         [](const auto& of) {
                           return (of.param.bias != 0.0 ? std::string("Bias") : std::string("NoBias")) +
                                  (of.param.haircut != 0.0 ? "Haircut" : "NoHaircut");
                         });

// What stands inside a total is treated as the total is: a fifth off what is saved, in the part as in the whole.
TEST(Treatment, APartOfTheTotalIsCutAsTheTotalIs) {
  Booklet booklet = textbook();
  spend(booklet.runs.all[1], Category::wider_fd, -5.0);
  const double plain = value_of(of_purse(booklet), "npv");
  EXPECT_NEAR(value_of(of_purse(booklet), "npv_wider_failure_demand"), plain, 1.0);
  booklet.runs.basis.benefit_haircut = 0.2;
  EXPECT_NEAR(value_of(of_purse(booklet), "npv"), 0.8 * plain, 1.0);
  EXPECT_NEAR(value_of(of_purse(booklet), "npv_wider_failure_demand"), 0.8 * plain, 1.0);
}

TEST(Treatment, EveryCategoryIsInOnePartAndNoMemoIsInAny) {
  const Booklet booklet = tests::booklet_of({});
  const model::AnnualRecord& record = booklet.runs.front().record;
  const FiscalYear year{2030};
  double all = 0.0;
  for (std::size_t i = 0; i < model::category_count; ++i) {
    const auto category = static_cast<Category>(i);
    if (is_memo(category)) {
      EXPECT_THROW(part_of(category), std::invalid_argument);
      continue;
    }
    all += paid_sign(category) * YearView(record, year).cost(category);
  }
  double parts = 0.0;
  for (const CostPart part : cost_parts) {
    parts += cost_of(record, year, part);
  }
  EXPECT_NEAR(parts, all, 1e-9 * std::abs(all));
}

} // namespace
} // namespace headwater::outputs
