#include "tests/outputs/appraisal/charter_table.hpp"

#include "outputs/results/quantities.hpp"
#include "outputs/results/year_view.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

namespace headwater::tests {

using model::Category;
using model::CostClass;
using outputs::find_quantity;
using outputs::YearView;

model::Plan charter_plan(std::initializer_list<CharterStep> steps, double fidelity) {
  model::Plan plan;
  for (const CharterStep& step : steps) {
    plan.steps.push_back({model::find_lever(step.lever), step.start, step.ramp, step.amount});
    if (plan.steps.back().lever == model::lever_count) {
      throw std::invalid_argument("the table names an unknown lever, " + std::string(step.lever));
    }
  }
  plan.fidelity = fidelity;
  return plan;
}

namespace {

constexpr int first_year = 2026;

// Seven kinds of support in two steps, each kind a share of a total, and ways of working.
model::Plan promise(double start, double practice = 0.05) {
  constexpr std::pair<std::string_view, double> kinds[] = {
      {"intensive", 0.45}, {"universal", 0.15}, {"postremoval", 0.08}, {"kinship", 0.08},
      {"foster", 0.06},    {"aftercare", 0.08}, {"supervision", 0.10}};
  model::Plan plan = charter_plan({}, 0.8);
  for (const auto& [kind, share] : kinds) {
    plan.steps.push_back({model::find_lever(kind), start, 2.0, 52.0 * share});
    plan.steps.push_back({model::find_lever(kind), start + 5.0, 3.0, 19.0 * share});
  }
  for (const CharterStep& step :
       {CharterStep{"cap_years", start, 3.0, 3.0}, CharterStep{"relapse_support", start, 4.0, 0.45},
        CharterStep{"age_taper", start, 4.0, 0.5}, CharterStep{"cc_offer", start, 4.0, 0.3}}) {
    plan.steps.push_back({model::find_lever(step.lever), step.start, step.ramp, step.amount});
  }
  if (practice != 0.0) {
    plan.steps.push_back({model::find_lever("practice"), start, 5.0, practice});
  }
  return plan;
}

model::Plan slow_rollout() {
  model::Plan plan = charter_plan({}, 0.6);
  for (const model::LeverStep& step : promise(2026.25).steps) {
    if (model::levers()[step.lever].kind != model::LeverKind::money) {
      continue;
    }
    const bool is_first = step.start == 2026.25;
    const double share = step.amount / (is_first ? 52.0 : 19.0);
    plan.steps.push_back(
        {step.lever, is_first ? 2026.25 : 2036.25, is_first ? 2.0 : 10.0, share * (is_first ? 12.0 : 59.0)});
  }
  return plan;
}

model::Plan with_setting(model::Plan plan, double model::Plan::*setting, double value) {
  plan.*setting = value;
  return plan;
}

/// What a record counts over years from 1 August to 31 July.
class CharterYears {
public:
  explicit CharterYears(const model::AnnualRecord& record) : record_{record} {}

  double in_year_to(int july, model::Place place) const {
    return record_.on_31_july(july)[place.index] - record_.on_31_july(july - 1)[place.index];
  }
  double cost_in_year_to(int july, std::initializer_list<CostClass> classes) const {
    double total = 0.0;
    for (std::size_t i = 0; i < model::category_count; ++i) {
      const bool belongs =
          std::find(classes.begin(), classes.end(), model::categories()[i].cost_class) != classes.end();
      total += belongs ? in_year_to(july, model::accumulator(static_cast<Category>(i))) : 0.0;
    }
    return total;
  }

private:
  const model::AnnualRecord& record_;
};

double factor_of(int k) { // in the middle of year k
  return std::pow(1.035, -std::min(k + 0.5, 30.0)) * std::pow(1.03, -std::max(k - 29.5, 0.0));
}

/// Pounds of 2024-25 for a pound of 2019-20 in the table: with any price from 1.23225 to 1.23228 each of its sums of money
/// is met to its printed digit (see loop_table_test.cpp); the product's is 1.2324.
constexpr double table_prices = 1.23227;

using InYear = std::function<double(const CharterYears& years, int july)>;

/// Present value of what a plan adds to something, GBP million of 2024-25 prices, years to July of `end`.
double present(const CharterYears& with, const CharterYears& without, int end, const InYear& in_year) {
  double total = 0.0;
  for (int july = first_year + 1; july <= end; ++july) {
    total += factor_of(july - first_year - 1) * (in_year(with, july) - in_year(without, july));
  }
  return total * table_prices;
}

ByHorizon present(const CharterYears& with, const CharterYears& without, const InYear& in_year) {
  ByHorizon found{};
  for (std::size_t i = 0; i < ends.size(); ++i) {
    found[i] = present(with, without, ends[i], in_year);
  }
  return found;
}

double saved_operating(const CharterYears& years, int july) {
  return -years.cost_in_year_to(july, {CostClass::universal, CostClass::targeted, CostClass::care_system});
}
double saved_by_the_purse(const CharterYears& years, int july) {
  return saved_operating(years, july) -
         years.cost_in_year_to(july, {CostClass::failure_demand, CostClass::lost_revenue, CostClass::wider});
}
double failure_demand(const CharterYears& years, int july) {
  return years.cost_in_year_to(july, {CostClass::failure_demand});
}
double beyond_care(const CharterYears& years, int july) {
  return years.in_year_to(july, model::accumulator(Category::bc_services)) +
         years.in_year_to(july, model::accumulator(Category::bc_tax));
}

/// The first July from which on the discounted position stays at 0 or above, having been below; 0 for none.
int paid_back_by(const CharterYears& with, const CharterYears& without) {
  int last_below = 0;
  double position = 0.0;
  for (int july = first_year + 1; july <= ends.back(); ++july) {
    position += factor_of(july - first_year - 1) * (saved_by_the_purse(with, july) - saved_by_the_purse(without, july));
    last_below = position < 0.0 ? july : last_below;
  }
  return last_below == 0 || last_below == ends.back() ? 0 : last_below + 1;
}

} // namespace

double children(const model::AnnualRecord& record, int july, bool away) {
  return find_quantity(away ? "looked_after_away" : "looked_after")->value(YearView(record, {july}));
}

model::ParameterValues<double> world_of_the_table(model::ParameterValues<double> values) {
  for (const char* name : {"budget_accepts", "repeat_removal_share"}) {
    values[model::find_parameter(name)] = 0.0;
  }
  return values;
}

model::Plan in_world_of_the_table(model::Plan plan) {
  plan.cut.at(model::find_loop("L16")) = true;
  return plan;
}

CharterRow measured(const CharterRow& row, const model::AnnualRecord& with_plan, const model::AnnualRecord& baseline) {
  const CharterYears with(with_plan);
  const CharterYears without(baseline);
  const auto more = [&](int july, bool away) {
    return children(with_plan, july, away) - children(baseline, july, away);
  };
  CharterRow found{.name = row.name,
                   .plan = row.plan,
                   .looked_after = {more(2030, false), more(2040, false)},
                   .away = {more(2040, true), more(2066, true), more(2086, true)},
                   .purse = present(with, without, saved_by_the_purse),
                   .operating = present(with, without, saved_operating),
                   .beyond_care = present(with, without, beyond_care),
                   .households = present(with, without, ends.back(),
                                         [](const CharterYears& years, int july) {
                                           return years.in_year_to(july, model::accumulator(Category::bc_earnings));
                                         }),
                   .failure_demand = {},
                   .harm = {},
                   .pays_back = paid_back_by(with, without)};
  constexpr std::array years{2040, 2066, 2086};
  for (std::size_t k = 0; k < years.size(); ++k) {
    found.failure_demand[k] = 100.0 * (failure_demand(with, years[k]) / failure_demand(without, years[k]) - 1.0);
  }
  constexpr std::array counters{model::Counter::harm_at_home, model::Counter::harm_from_separation};
  for (std::size_t k = 0; k < counters.size(); ++k) {
    const std::size_t place = model::accumulator(counters[k]).index;
    const auto summed = [&](const model::AnnualRecord& of) {
      return of.on_31_july(2046)[place] - of.on_31_july(2026)[place];
    };
    found.harm[k] = 100.0 * (summed(with_plan) / summed(baseline) - 1.0);
  }
  return found;
}

std::vector<CharterRow> charter_rows() {
  return {
      {"Keep the Promise",
       promise(2026.25),
       {-189, -1099},
       {-907, -1070, -1041},
       {-177, 831, 1675},
       {-405, 12, 263},
       {8, 40, 78},
       88,
       {-1.1, -6.2, -9.8},
       {-6.5, -10.5},
       2050},
      {"without decision practice",
       promise(2026.25, 0.0),
       {-129, -815},
       {-651, -815, -789},
       {-349, 357, 971},
       {-551, -331, -197},
       {8, 38, 75},
       84,
       {-0.9, -4.9, -7.8},
       {-7.6, -7.6},
       2057},
      {"places not paid for",
       with_setting(promise(2026.25), &model::Plan::places_funded, 0.0),
       {-159, -869},
       {-730, -860, -875},
       {-173, 577, 1234},
       {-363, -70, 129},
       {8, 38, 75},
       84,
       {-0.9, -4.8, -7.7},
       {-3.9, -8.5},
       2051},
      {"decision practice alone",
       charter_plan({{"practice", 2026.25, 5.0, 0.05}}),
       {-62, -313},
       {-282, -290, -287},
       {217, 585, 859},
       {188, 439, 587},
       {0, 2, 4},
       5,
       {-0.2, -1.5, -2.4},
       {1.3, -3.2},
       2034},
      {"Intensive only",
       charter_plan({{"intensive", 2026.25, 2.0, 52.0}, {"intensive", 2031.25, 3.0, 19.0}}, 0.8),
       {-98, -565},
       {-440, -426, -384},
       {-286, 8, 243},
       {-386, -395, -446},
       {0, 3, 8},
       9,
       {-0.4, -3.1, -4.5},
       {-5.8, -4.9},
       2066},
      {"Universal only",
       charter_plan({{"universal", 2026.25, 2.0, 52.0}, {"universal", 2031.25, 3.0, 19.0}}, 0.8),
       {-39, -357},
       {-264, -340, -331},
       {-898, -1065, -1071},
       {-957, -1331, -1555},
       {42, 179, 332},
       378,
       {-0.2, -2.1, -3.5},
       {-4.3, -2.6},
       0},
      {"Cuts",
       with_setting(charter_plan({{"budget_growth", 2026.25, 0.5, -0.02}, {"budget_growth", 2031.25, 0.5, 0.02}}),
                    &model::Plan::wellbeing_end, 2026.25),
       {50, 330},
       {260, 357, 373},
       {273, 59, -174},
       {325, 295, 264},
       {-8, -39, -77},
       -86,
       {0.2, 2.0, 3.5},
       {2.9, 2.9},
       0},
      {"Whole Family Wellbeing ends",
       with_setting({}, &model::Plan::wellbeing_end, 2026.25),
       {48, 203},
       {166, 189, 193},
       {204, 110, 8},
       {240, 251, 255},
       {-5, -19, -35},
       -40,
       {0.2, 1.1, 1.8},
       {1.6, 1.9},
       0},
      {"Slow roll-out",
       slow_rollout(),
       {-14, -83},
       {-69, -403, -435},
       {-238, -277, -106},
       {-253, -396, -393},
       {2, 13, 32},
       34,
       {-0.1, -1.5, -3.2},
       {-0.9, -1.2},
       0},
      {"Delay three years",
       promise(2029.25),
       {-4, -894},
       {-736, -1062, -1039},
       {-279, 600, 1405},
       {-423, -51, 198},
       {5, 30, 65},
       72,
       {-0.7, -5.6, -9.4},
       {-5.0, -7.8},
       2053},
      {"Kinship first",
       charter_plan({{"kinship", 2026.25, 3.0, 25.0}}, 0.8),
       {-13, -132},
       {-116, -152, -151},
       {71, 339, 508},
       {69, 311, 444},
       {0, 3, 8},
       8,
       {0.0, -0.4, -0.7},
       {-0.2, -2.4},
       2042},
      {"Aftercare as long as needed",
       charter_plan({{"aftercare", 2026.25, 3.0, 20.0},
                     {"age_taper", 2026.25, 3.0, 1.0},
                     {"cc_offer", 2026.25, 4.0, 0.6},
                     {"return_right", 2026.25, 3.0, 1.0}},
                    0.8),
       {-2, -2},
       {-6, 14, 13},
       {-368, -645, -831},
       {-568, -971, -1197},
       {0, -1, -4},
       -4,
       {-0.9, -0.7, -0.4},
       {0.1, 0.6},
       0},
      {"Time-limited",
       charter_plan({{"cap_years", 2026.25, 2.0, -2.4}}),
       {155, 687},
       {526, 643, 686},
       {-176, -974, -1655},
       {-35, -425, -684},
       {0, -3, -9},
       -10,
       {0.6, 4.2, 7.0},
       {7.9, 6.0},
       0},
      {"Poverty +5 points",
       charter_plan({{"poverty", 2026.25, 5.0, 0.05}}),
       {162, 729},
       {568, 664, 668},
       {-789, -1938, -2797},
       {-682, -1465, -1939},
       {0, -4, -10},
       -10,
       {0.5, 4.0, 6.6},
       {3.8, 6.3},
       0},
      {"Poverty -8 points",
       charter_plan({{"poverty", 2026.25, 5.0, -0.08}}),
       {-295, -1364},
       {-1060, -1235, -1245},
       {1407, 3531, 5141},
       {1204, 2637, 3521},
       {1, 7, 18},
       19,
       {-1.0, -7.5, -12.3},
       {-7.7, -11.7},
       0},
  };
}

} // namespace headwater::tests
