// One run seen in one fiscal year: stocks on 31 July, flows over the year. What tables, charts and the summary read.
#pragma once

#include "model/sectors/scene.hpp"
#include "model/solve/annual_record.hpp"
#include "outputs/results/summary_years.hpp"

namespace headwater::outputs {

/// Reads one run. Flows of a year are differences of the solver's own integrals, so years add up to the run.
class YearView {
public:
  /// The record must outlive the view. Where it does not cover 31 July of the year, the nearest one is seen.
  YearView(const model::AnnualRecord& record, FiscalYear year);
  // The scene refers to the stocks beside it, so a view stays where it is.
  YearView(const YearView&) = delete;
  YearView& operator=(const YearView&) = delete;
  ~YearView() = default;

  FiscalYear year() const { return year_; }
  /// Whether the run covers 31 July of the year, on which stocks are read.
  bool has_stocks() const { return has_stocks_; }
  /// Whether the run covers the year whole, so that it has flows.
  bool has_flows() const { return has_flows_; }

  /// Every auxiliary of the equations on 31 July.
  const model::Scene<double>& july() const { return july_; }
  const model::Stocks<double>& stocks() const { return stocks_; }
  /// Children for a number of families looked after.
  double children(double families) const { return families * record_->parameters.children_per_looked_after_family; }

  /// What a counter counted over the year.
  double counted(model::Counter counter) const { return accumulated(model::accumulator(counter)); }
  /// What a category cost over the year, GBPm of 2019-20 prices. Interest on a loan, which the equations count inside
  /// support for carers, parents and practice, is no service: it is the borrower's alone, see finance_lines().
  double cost(model::Category category) const {
    const double all = accumulated(model::accumulator(category));
    return category == model::Category::practice_support ? all - counted(model::Counter::loan_interest) : all;
  }

private:
  double accumulated(model::Place place) const;

  const model::AnnualRecord* record_;
  FiscalYear year_;
  bool has_stocks_;
  bool has_flows_;
  model::Stocks<double> stocks_;
  model::Scene<double> july_;
};

} // namespace headwater::outputs
