#include "outputs/ensemble/ensemble.hpp"

#include "outputs/appraisal/appraisal.hpp"
#include "outputs/appraisal/net_position.hpp"
#include "outputs/appraisal/pockets.hpp"
#include "outputs/appraisal/span_sums.hpp"
#include "outputs/ensemble/draw_store.hpp"
#include "outputs/files/polite_stop.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/results/year_view.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace headwater::outputs {
namespace {

constexpr std::size_t named_failures = 5;

/// One number of a row.
struct ColumnOf {
  std::size_t run;
  Against against;
  std::string quantity;
  int year;
};
struct MeasureColumn {
  std::size_t run;
  Perspective perspective;
  std::string measure;
  int horizon;
};

bool is_public_npv(const MeasureColumn& column, int horizon) {
  return column.measure == "npv" && column.perspective == Perspective::public_purse &&
         column.horizon == spoken_horizon(horizon).first;
}

/// Reads a row of numbers off the records of a draw, always the same numbers in the same order. The first row that is
/// read also says what they are.
class RowReader {
public:
  RowReader(const Runs& runs, const std::vector<std::string>& asked) : runs_{runs} {
    for (const Quantity& quantity : quantities()) {
      if (is_asked(asked, quantity.name)) {
        kept_.push_back(&quantity);
      }
    }
    with_net_position_ = is_asked(asked, "net_position") || is_asked(asked, "net_position_cumulative");
    with_categories_ = asked.empty();
    with_sums_ = is_asked(asked, "sums");
    with_appraisal_ = asked.empty() || is_asked(asked, "appraisal");
  }

  std::vector<double> read(std::span<const model::AnnualRecord* const> records,
                           std::vector<ColumnOf>* columns = nullptr,
                           std::vector<MeasureColumn>* measured = nullptr) const {
    std::vector<double> row;
    const auto keep = [&](std::size_t run, Against against, std::string_view quantity, FiscalYear year, double value) {
      row.push_back(value);
      if (columns != nullptr) {
        columns->push_back({run, against, std::string(quantity), year.first});
      }
    };
    std::vector<std::vector<CashFlows>> flows(runs_.size()); // by run and perspective; none of baselines
    for (std::size_t run = 0; run < runs_.size(); ++run) {
      if (!is_baseline(run) && (with_net_position_ || with_sums_ || with_appraisal_)) {
        flows[run] = all_cash_flows(compared(run, records), runs_.prices, runs_.basis);
      }
    }
    for (std::size_t run = 0; run < runs_.size(); ++run) {
      read_quantities(run, records, keep);
      if (with_categories_) {
        read_categories(run, records, keep);
      }
      if (with_net_position_) {
        read_net_position(run, records, flows[run], keep);
      }
      if (with_sums_ && !is_baseline(run)) {
        read_sums(run, records, flows[run], keep);
      }
    }
    for (std::size_t run = 0; run < runs_.size() && with_appraisal_; ++run) {
      if (is_baseline(run)) {
        continue;
      }
      const Compared both = compared(run, records);
      const auto keep_measure = [&](Perspective perspective, const std::string& name, FiscalYear to, double value) {
        row.push_back(value);
        if (measured != nullptr) {
          measured->push_back({run, perspective, name, to.first});
        }
      };
      const std::vector<CashFlows>& all = flows[run];
      for (const FiscalYear to : appraised_to(runs_.horizon)) {
        const auto measured_of_all = all_measures(both, runs_.prices, up_to(all, to));
        for (std::size_t i = 0; i < all.size(); ++i) {
          for (const AppraisalMeasure& measure : measured_of_all[i]) {
            keep_measure(all[i].perspective, measure.name, to, measure.in_order());
          }
        }
      }
      const Pockets pockets = pocket_sums(all, runs_.basis.settle_by);
      for (std::size_t payer = 0; payer < public_payer_count; ++payer) {
        const auto perspective = static_cast<Perspective>(payer);
        keep_measure(perspective, saved_on_all_else, pockets.last, pockets.saves[payer]);
        keep_measure(perspective, saved_less_invested, pockets.last, pockets.saves[payer] - pockets.invests[payer]);
      }
    }
    return row;
  }

  FiscalYear start_of(std::size_t run) const { return runs_.compared(runs_[run]).first; }

private:
  static bool is_asked(const std::vector<std::string>& asked, std::string_view name) {
    return asked.empty() || std::find(asked.begin(), asked.end(), name) != asked.end();
  }
  bool is_baseline(std::size_t run) const { return runs_[run].is_baseline(); }
  static const CashFlows& purse_of(const std::vector<CashFlows>& flows) {
    return flows[static_cast<std::size_t>(Perspective::public_purse)];
  }
  /// The same comparison as of the run itself, in the records of a draw.
  Compared compared(std::size_t run, std::span<const model::AnnualRecord* const> records) const {
    return {*records[run], *records[runs_[run].baseline], start_of(run), runs_[run].funding,
            runs_.baseline_of(runs_[run]).funding};
  }
  bool is_summary_year(FiscalYear year) const {
    const std::vector<FiscalYear> years = summary_years(runs_.horizon);
    return std::find(years.begin(), years.end(), year) != years.end();
  }

  template<class Keep>
  void read_quantities(std::size_t run, std::span<const model::AnnualRecord* const> records, const Keep& keep) const {
    for (FiscalYear year{model::start_year}; year.first <= runs_.horizon; ++year.first) {
      const YearView view(*records[run], year);
      const YearView before(*records[runs_[run].baseline], year);
      const bool compare = !is_baseline(run) && is_summary_year(year);
      for (const Quantity* quantity : kept_) {
        if (!available(*quantity, view)) {
          continue;
        }
        const auto in_pounds = [&](double value) {
          return quantity->measure == Measure::money ? runs_.prices.pounds(value, year) : value;
        };
        const double value = in_pounds(quantity->value(view));
        keep(run, Against::nothing, quantity->name, year, value);
        if (compare) {
          keep(run, Against::baseline, quantity->name, year, value - in_pounds(quantity->value(before)));
        }
      }
    }
  }

  template<class Keep>
  void read_categories(std::size_t run, std::span<const model::AnnualRecord* const> records, const Keep& keep) const {
    for (const FiscalYear year : summary_years(runs_.horizon)) {
      const YearView view(*records[run], year);
      const YearView before(*records[runs_[run].baseline], year);
      for (std::size_t i = 0; i < model::category_count && !is_baseline(run); ++i) {
        const auto category = static_cast<model::Category>(i);
        const double change = view.cost(category) - before.cost(category);
        keep(run, Against::baseline, "category:" + std::string(model::categories()[i].name), year,
             runs_.prices.pounds(change, year));
      }
    }
  }

  template<class Keep>
  void read_sums(std::size_t run, std::span<const model::AnnualRecord* const> records,
                 const std::vector<CashFlows>& flows, const Keep& keep) const {
    const std::vector<double> changes = span_changes(compared(run, records), runs_.prices, purse_of(flows));
    for (std::size_t i = 0; i < changes.size(); ++i) {
      keep(run, Against::baseline, span_key(span_sums()[i].name), spoken_horizon(runs_.horizon), changes[i]);
    }
  }

  template<class Keep>
  void read_net_position(std::size_t run, std::span<const model::AnnualRecord* const> records,
                         const std::vector<CashFlows>& flows, const Keep& keep) const {
    const NetPosition position = is_baseline(run) ? net_position(compared(run, records), runs_.prices, runs_.basis)
                                                  : net_position(purse_of(flows));
    for (std::size_t i = 0; i < position.years.size(); ++i) {
      keep(run, Against::nothing, "net_position", position.years[i], position.yearly[i]);
      keep(run, Against::nothing, "net_position_cumulative", position.years[i], position.cumulative[i]);
    }
  }

  const Runs& runs_;
  std::vector<const Quantity*> kept_;
  bool with_net_position_ = false;
  bool with_categories_ = false;
  bool with_sums_ = false;
  bool with_appraisal_ = false;
};

} // namespace

Ensemble run_ensemble(const Runs& runs, const DrawnPlans& plans, const EnsembleSettings& settings,
                      const std::optional<SharedDraws>& shared) {
  const RowReader reader(runs, settings.quantities);
  std::vector<ColumnOf> columns;
  std::vector<MeasureColumn> measured;
  std::vector<const model::AnnualRecord*> central;
  for (const ScenarioRun& run : runs) {
    central.push_back(&run.record);
  }
  const std::size_t width = reader.read(central, &columns, &measured).size();
  const std::size_t first = shared ? shared->first : 0;
  const std::size_t count = shared ? shared->count : plans.made.count;

  DrawStore store(count, width, settings.scratch, settings.memory);
  const auto look = [&](std::size_t draw, std::span<const model::AnnualRecord* const> records) {
    store.keep(draw - first, reader.read(records));
  };
  Ensemble ensemble;
  ensemble.made = plans.made;
  ensemble.failures = run_draws(plans.grids, first, count, plans.values, look, settings.runs);
  if (settings.runs.stop && settings.runs.stop()) {
    throw Interrupted();
  }
  if (shared) {
    ensemble.failures = shared->gather_failures(std::move(ensemble.failures));
  }
  for (const DrawFailure& failure : ensemble.failures) {
    if (ensemble.failed_draws.empty() || ensemble.failed_draws.back() != failure.draw) {
      ensemble.failed_draws.push_back(failure.draw);
    }
  }

  const std::size_t used = ensemble.used();
  std::vector<Spread> spreads(width);
  for (std::size_t from = 0; from < width; from += store.columns_at_a_time()) {
    std::vector<std::vector<double>> some = store.columns(from, std::min(store.columns_at_a_time(), width - from));
    if (shared) {
      for (std::vector<double>& column : some) {
        column = shared->gather(std::move(column));
      }
    }
    for (std::size_t i = 0; i < some.size(); ++i) { // while they are in the order of draws
      const std::size_t number = from + i;
      if (number >= columns.size() && is_public_npv(measured[number - columns.size()], runs.horizon)) {
        const auto kept = static_cast<std::ptrdiff_t>(std::min(some[i].size(), Ensemble::most_npv_draws));
        ensemble.npv_draws[measured[number - columns.size()].run].assign(some[i].begin(), some[i].begin() + kept);
      }
    }
    tbb::parallel_for(std::size_t{0}, some.size(), [&](std::size_t i) {
      const Spread spread = spread_of(some[i]);
      spreads[from + i] = stand_for_all(spread.counted, used) ? spread : without_percentiles(spread);
    });
    for (std::size_t i = 0; i < some.size(); ++i) {
      const std::size_t number = from + i;
      if (number < columns.size() || measured[number - columns.size()].measure != "payback_year" ||
          measured[number - columns.size()].horizon != last_whole_year(runs.horizon).first) {
        continue; // paid back and so to the end of the run
      }
      // The column is in order by now.
      const MeasureColumn& column = measured[number - columns.size()];
      for (FiscalYear year = reader.start_of(column.run); year <= last_whole_year(runs.horizon); ++year.first) {
        const auto by_then = std::upper_bound(some[i].begin(), some[i].end(), static_cast<double>(year.first));
        ensemble.break_even[{column.run, column.perspective, year.first}] =
            some[i].empty() ? std::nan("")
                            : static_cast<double>(by_then - some[i].begin()) / static_cast<double>(some[i].size());
      }
    }
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const ColumnOf& column = columns[i];
    ensemble.numbers[{column.run, column.against, column.quantity, column.year}] = spreads[i];
  }
  for (std::size_t i = 0; i < measured.size(); ++i) {
    const MeasureColumn& column = measured[i];
    ensemble.measured[{column.run, column.perspective, column.measure, column.horizon}] = spreads[columns.size() + i];
  }
  if (ensemble.used() == 0 && first == 0) {
    throw std::runtime_error(ensemble.failures_in_words(runs));
  }
  return ensemble;
}

const Spread* Ensemble::of(std::size_t run, std::string_view quantity, FiscalYear year, Against against) const {
  const auto found = numbers.find(Key{run, against, std::string(quantity), year.first});
  return found == numbers.end() || found->second.counted == 0 ? nullptr : &found->second;
}

const Spread* Ensemble::of(std::size_t run, Perspective perspective, std::string_view measure,
                           FiscalYear horizon) const {
  const auto found = measured.find({run, perspective, std::string(measure), horizon.first});
  return found == measured.end() ? nullptr : &found->second;
}

std::optional<double> Ensemble::broken_even_by(std::size_t run, Perspective perspective, FiscalYear year) const {
  const auto found = break_even.find({run, perspective, year.first});
  return found == break_even.end() ? std::nullopt : std::optional(found->second);
}

std::optional<double> Ensemble::better(std::size_t run, std::string_view quantity, FiscalYear year) const {
  const bool is_position = quantity == "net_position" || quantity == "net_position_cumulative";
  const Spread* spread = of(run, quantity, year, is_position ? Against::nothing : Against::baseline);
  const Quantity* row = find_quantity(quantity);
  const Better direction = is_position ? Better::more : row == nullptr ? Better::neither : row->better;
  if (spread == nullptr || direction == Better::neither) {
    return std::nullopt;
  }
  return direction == Better::more ? spread->share_above_0 : spread->share_below_0;
}

std::string Ensemble::failures_in_words(const Runs& runs) const {
  if (failed_draws.empty()) {
    return "";
  }
  std::string words = fmt::format("{} of {} draws broke down and are left out of every percentile, in every scenario: ",
                                  failed_draws.size(), made.count);
  for (std::size_t i = 0; i < std::min(failures.size(), named_failures); ++i) {
    words += fmt::format("{}draw {} ({}: {})", i == 0 ? "" : "; ", failures[i].draw + 1, runs[failures[i].plan].id,
                         failures[i].what);
  }
  if (failures.size() > named_failures) {
    words += fmt::format("; {} more in failures.csv", failures.size() - named_failures);
  }
  return words + ".";
}

std::string Ensemble::too_few_in_words() const {
  const std::string words = outputs::too_few_in_words(used());
  return words.empty() ? "" : fmt::format("Blank for want of draws ({}): {}.", used(), words);
}

std::string Ensemble::in_words() const {
  if (!made.from.empty()) {
    return fmt::format(
        "{} draws of {} parameters, those in {} from there{}, the others over their ranges ({}, seed {})", made.count,
        made.varied, made.from, made.untrusted ? " (a fit that is NOT TRUSTED)" : "", made.how, made.seed);
  }
  return fmt::format("{} draws of {} parameters over their ranges ({}, seed {})", made.count, made.varied, made.how,
                     made.seed);
}

} // namespace headwater::outputs
