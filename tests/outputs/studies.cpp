#include "tests/outputs/studies.hpp"

#include "outputs/appraisal/net_position.hpp"
#include "outputs/appraisal/pockets.hpp"
#include "outputs/appraisal/span_sums.hpp"
#include "outputs/results/horizons.hpp"
#include "outputs/results/quantities.hpp"
#include "scenarios/scenario.hpp"

#include <algorithm>
#include <filesystem>

namespace headwater::tests {
namespace {

constexpr const char* baseline = "continue-as-now";

} // namespace

std::vector<std::string> shipped_ids() { return scenarios::shipped_scenarios(shipped_files().scenarios()); }

app::ShippedFiles shipped_files() { return {HEADWATER_SOURCE_DIR}; }

Study study_of(const std::vector<std::string>& ids, const StudyOf& of) {
  app::StudyRequest request;
  request.scenarios = {baseline};
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(request.scenarios),
               [](const std::string& id) { return id != baseline; });
  request.area = of.area;
  request.horizon = of.horizon;
  request.price_base = outputs::Prices{of.price_base, {}}.key();
  request.baseline = baseline;
  Study study{.request = request,
              .inputs = app::read_inputs(request, shipped_files()).value.value(),
              .plans = {},
              .booklet = {}};
  study.plans = app::planned_runs(study.inputs);
  outputs::Runs runs = app::runs_of(request, study.inputs, study.plans, app::Keep::flows);
  outputs::Findings findings;
  findings.leading = outputs::leading_plan(runs, study.plans);
  study.booklet = app::booklet_of(study.inputs, std::move(runs), std::move(findings), "c0de1234");
  study.booklet.cautions = {"A caution."};
  return study;
}

outputs::Booklet booklet_of(const std::vector<std::string>& ids, const StudyOf& of) {
  return study_of(ids, of).booklet;
}

outputs::Booklet with_twin(outputs::Booklet booklet, const std::string& id, const std::string& name) {
  outputs::ScenarioRun twin = booklet.runs.front();
  twin.position = booklet.runs.size();
  twin.id = id;
  twin.name = name;
  if (!booklet.findings.leading) {
    booklet.findings.leading = twin.position;
  }
  booklet.runs.all.push_back(std::move(twin));
  return booklet;
}

outputs::Booklet with_draws(outputs::Booklet booklet, double levels, double changes) {
  using namespace outputs;
  const auto about = [](double value, double by) {
    const double below = std::clamp((by - value) / (2.0 * by), 0.0, 1.0);
    return Spread{value - 0.9 * by, value - 0.5 * by, value, value + 0.5 * by,
                  value + 0.9 * by, 1.0 - below,      below, 998};
  };
  Ensemble ensemble;
  ensemble.made = {.count = 1000, .how = "Latin hypercube", .seed = 1, .from = "", .varied = 100};
  ensemble.failures = {{16, 1, "a stock below zero"}, {99, 0, "not a number"}};
  ensemble.failed_draws = {16, 99};
  for (std::size_t i = 0; i < booklet.runs.size(); ++i) {
    const ScenarioRun& run = booklet.runs[i];
    const ScenarioRun& baseline = booklet.runs.baseline_of(run);
    for (FiscalYear year{model::start_year}; year.first <= booklet.runs.horizon; ++year.first) {
      const YearView view(run.record, year);
      const YearView before(baseline.record, year);
      const std::vector<FiscalYear> compared = summary_years(booklet.runs.horizon);
      for (const Quantity& quantity : quantities()) {
        if (available(quantity, view)) {
          const std::string name(quantity.name);
          const double value = quantity.value(view);
          ensemble.numbers[{i, Against::nothing, name, year.first}] = about(value, levels);
          if (!run.is_baseline() && std::find(compared.begin(), compared.end(), year) != compared.end()) {
            ensemble.numbers[{i, Against::baseline, name, year.first}] = about(value - quantity.value(before), changes);
          }
        }
      }
    }
    const NetPosition position = net_position(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis);
    for (std::size_t k = 0; k < position.years.size(); ++k) {
      ensemble.numbers[{i, Against::nothing, "net_position_cumulative", position.years[k].first}] =
          about(position.cumulative[k], 1e6 * changes);
    }
    if (run.is_baseline()) {
      continue;
    }
    const std::vector<double> sums = span_changes(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis);
    for (std::size_t k = 0; k < sums.size(); ++k) {
      const SpanSum& sum = span_sums()[k];
      ensemble.numbers[{i, Against::baseline, span_key(sum.name), spoken_horizon(booklet.runs.horizon).first}] =
          about(sums[k], sum.is_money ? 1e6 * changes : changes);
    }
    const Pockets found = pockets(all_cash_flows(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis),
                                  booklet.runs.basis.settle_by);
    for (std::size_t payer = 0; payer < public_payer_count; ++payer) {
      const auto perspective = static_cast<Perspective>(payer);
      ensemble.measured[{i, perspective, saved_on_all_else, found.last.first}] =
          about(found.saves[payer], 1e6 * changes);
      ensemble.measured[{i, perspective, saved_less_invested, found.last.first}] =
          about(found.saves[payer] - found.invests[payer], 1e6 * changes);
    }
    for (const Perspective perspective : {Perspective::public_purse, Perspective::council}) {
      for (const FiscalYear to : appraised_to(booklet.runs.horizon)) {
        ensemble.measured[{i, perspective, "npv", to.first}] = about(100e6, 200e6);
      }
      for (FiscalYear year = comparison_starts; year <= last_whole_year(booklet.runs.horizon); ++year.first) {
        ensemble.break_even[{i, perspective, year.first}] = year.first < 2040 ? 0.0 : 0.71;
      }
    }
  }
  booklet.findings.ensemble = std::move(ensemble);
  return booklet;
}

const app::MoneyTerms& shipped_terms() {
  static const app::MoneyTerms terms = [] {
    std::vector<outputs::HashedFile> read;
    return app::read_money_terms({}, shipped_files(), read).value.value();
  }();
  return terms;
}

outputs::Table table_of(std::string_view csv) {
  outputs::Table table;
  std::vector<std::string> row(1);
  bool quoted = false;
  for (std::size_t i = 0; i < csv.size(); ++i) {
    const char c = csv[i];
    if (c == '"') {
      // a quote within quotes is doubled
      const bool doubled = quoted && i + 1 < csv.size() && csv[i + 1] == '"';
      row.back() += doubled ? "\"" : "";
      i += doubled ? 1 : 0;
      quoted = doubled ? quoted : !quoted;
    } else if (!quoted && c == ',') {
      row.emplace_back();
    } else if (!quoted && c == '\n') {
      (table.columns.empty() ? table.columns : table.rows.emplace_back()) = std::move(row);
      row.assign(1, "");
    } else if (quoted || c != '\r') {
      row.back() += c;
    }
  }
  return table;
}

} // namespace headwater::tests
