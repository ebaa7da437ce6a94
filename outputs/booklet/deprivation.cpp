#include "outputs/booklet/deprivation.hpp"

#include "outputs/results/quantities.hpp"

#include <algorithm>

namespace headwater::outputs {
namespace {

constexpr std::array<Fifth, fifth_count> fifth_rows = {{
#define FIFTH(number, looked_after, grade, source, children, children_grade, children_source, poverty, poverty_grade,  \
              poverty_source, meaning)                                                                                 \
  {number,          looked_after, #grade[0],         source,         children, #children_grade[0],                     \
   children_source, poverty,      #poverty_grade[0], poverty_source, meaning},
#include "outputs/data/deprivation.def"
#undef FIFTH
}};

constexpr int published_year = 2024;
/// LAC_2023_24: 11,844 looked after are 11.7 of 1,000 under 18, so 1,012,308 within 0.4 %.
constexpr double under_18_published = 1'012'308.0;

// What support cost from the start until 31 July of a year, GBPm of 2019-20 prices: universal alone, and all of it.
struct SupportMoney {
  double universal;
  double all;
};
SupportMoney support_until(const model::AnnualRecord& record, int year) {
  const model::State<double>& state = record.on_31_july(year);
  SupportMoney spent{state[model::accumulator(model::Category::universal).index], 0.0};
  for (std::size_t i = 0; i < model::category_count; ++i) {
    const model::CostClass of = model::categories()[i].cost_class;
    if (of == model::CostClass::universal || of == model::CostClass::targeted) {
      spent.all += state[model::accumulator(static_cast<model::Category>(i)).index];
    }
  }
  return spent;
}

} // namespace

std::span<const Fifth, fifth_count> fifths() { return fifth_rows; }

ByFifth by_fifth(double looked_after, double change, double by_universal, double follows_need, double children) {
  std::array<double, fifth_count> universal{};
  double sum = 0.0;
  for (std::size_t q = 0; q < fifth_count; ++q) {
    universal[q] = fifth_rows[q].looked_after *
                   (1.0 - follows_need + follows_need * fifth_rows[q].looked_after / fifth_rows[q].children);
    sum += universal[q];
  }
  ByFifth found{};
  for (std::size_t q = 0; q < fifth_count; ++q) {
    const double here =
        fifth_rows[q].looked_after * (looked_after + change - by_universal) + by_universal * universal[q] / sum;
    found.per_thousand[q] = 1000.0 * here / (fifth_rows[q].children * children);
  }
  return found;
}

UniversalPart universal_part(const Runs& runs, const Findings& findings, const ScenarioRun& run, int year) {
  if (findings.difference && findings.difference->run == run.position) {
    const PlanDifference& difference = *findings.difference;
    for (std::size_t i = 0; i < difference.outputs.size(); ++i) {
      if (difference.outputs[i].quantity != "looked_after" || difference.outputs[i].year.first != year) {
        continue;
      }
      UniversalPart part{0.0, "lever"};
      for (std::size_t k = 0; k < difference.changes.size(); ++k) {
        part.children +=
            difference.changes[k].name == "universal_support" ? difference.attributions[i].players[k].share : 0.0;
      }
      return part;
    }
  }
  const model::AnnualRecord& before = runs.baseline_of(run).record;
  const SupportMoney with = support_until(run.record, year);
  const SupportMoney without = support_until(before, year);
  const Quantity& looked_after = *find_quantity("looked_after");
  const double change = looked_after.value(YearView(run.record, {year})) - looked_after.value(YearView(before, {year}));
  const double added = with.all - without.all;
  const double share = added == 0.0 ? 0.0 : std::clamp((with.universal - without.universal) / added, 0.0, 1.0);
  return {share * change, "money"};
}

std::array<double, fifth_count> poverty_by_fifth(double poverty) {
  std::array<double, fifth_count> rates{};
  for (std::size_t q = 0; q < fifth_count; ++q) {
    rates[q] = poverty * fifth_rows[q].poverty / fifth_rows[q].children;
  }
  return rates;
}

std::array<double, fifth_count> entries_by_fifth(double before, double after, const model::Parameters<double>& p) {
  const std::array<double, fifth_count> was = poverty_by_fifth(before);
  const std::array<double, fifth_count> is = poverty_by_fifth(after);
  // need appears more often, and crises of the same need come more often
  const auto factor = [&p](double poverty) {
    const double relative = poverty / p.poverty_reference;
    return model::elastic(relative, p.onset_poverty_elasticity) * model::elastic(relative, p.crisis_poverty_elasticity);
  };
  std::array<double, fifth_count> shares{};
  double sum = 0.0;
  for (std::size_t q = 0; q < fifth_count; ++q) {
    shares[q] = fifth_rows[q].looked_after * (factor(is[q]) / factor(was[q]));
    sum += shares[q];
  }
  for (double& share : shares) {
    share /= sum;
  }
  return shares;
}

PovertyOfRun poverty_of(const ScenarioRun& run, int year) {
  const YearView view(run.record, {year});
  const model::Scene<double>& july = view.july();
  return {july.now.child_poverty, july.now.child_poverty + july.now.lever.child_poverty,
          view.children(model::sum(july.shared_care.starts) + july.climate.arrivals)};
}

std::vector<int> deprivation_years(int horizon) {
  std::vector<int> years;
  for (const int year : {2030, 2040, 2046}) {
    if (year <= horizon) {
      years.push_back(year);
    }
  }
  return years.empty() ? std::vector{horizon} : years;
}

double children_on(const ScenarioRun& run, int year) {
  const auto families = [&](int of) { return model::all_families(YearView(run.record, {of}).stocks()); };
  return under_18_published * families(year) / families(published_year);
}

} // namespace headwater::outputs
