// appraisal.csv, cash_flows.csv and finance.csv: what a finance committee asks of a plan.
#include "outputs/appraisal/appraisal.hpp"
#include "outputs/tables/tables.hpp"

namespace headwater::outputs {
namespace {

bool is_baseline(const Study& study, const ScenarioRun& run) { return &study.runs[run.baseline] == &run; }

} // namespace

Table appraisal_table(const Study& study) {
  Table table{{"scenario", "measure", "perspective", "unit", "value", "p05", "p25", "p50", "p75", "p95", "baseline",
               "why_no_value"},
              {}};
  for (const ScenarioRun& run : study.runs) {
    if (is_baseline(study, run)) {
      continue;
    }
    for (const CashFlows& flows : all_cash_flows(study, run)) {
      for (const AppraisalMeasure& measure : measures(study, run, flows)) {
        table.rows.push_back({run.id, measure.name, std::string(name(flows.perspective)), measure.unit, measure.text(),
                              "", "", "", "", "", study.runs[run.baseline].id, measure.why});
      }
    }
  }
  return table;
}

Table cash_flows_table(const Study& study) {
  struct Column {
    const char* name;
    const char* unit;
    double CashFlow::*value;
  };
  static constexpr Column columns[] = {
      {"investment", "GBP", &CashFlow::investment},
      {"saving", "GBP", &CashFlow::saving},
      {"finance", "GBP", &CashFlow::finance},
      {"optimism_bias", "GBP", &CashFlow::optimism_bias},
      {"benefit_haircut", "GBP", &CashFlow::benefit_haircut},
      {"net_position", "GBP", &CashFlow::net},
      {"net_position_cumulative", "GBP", &CashFlow::cumulative},
      {"cashable_saving", "GBP", &CashFlow::cashable},
      {"discount_factor", "ratio", &CashFlow::discount_factor},
      {"present_cost", "GBP", &CashFlow::present_cost},
      {"present_benefit", "GBP", &CashFlow::present_benefit},
      {"present_value", "GBP", &CashFlow::present_value},
      {"present_value_cumulative", "GBP", &CashFlow::cumulative_present_value},
  };
  const std::string real = study.prices.real_year().label();
  Table table{{"scenario", "perspective", "fiscal_year", "quantity", "unit", "price_base", "value"}, {}};
  for (const ScenarioRun& run : study.runs) {
    if (is_baseline(study, run)) {
      continue;
    }
    for (const CashFlows& flows : all_cash_flows(study, run)) {
      for (const CashFlow& flow : flows.years) {
        for (const Column& column : columns) {
          const std::string quantity = column.name;
          const std::string base = quantity == "discount_factor"     ? ""
                                   : quantity.starts_with("present") ? real
                                                                     : study.prices.key();
          table.rows.push_back({run.id, std::string(name(flows.perspective)), flow.year.label(), quantity, column.unit,
                                base, exact(flow.*column.value)});
        }
      }
    }
  }
  return table;
}

Table finance_table(const Study& study) {
  struct Column {
    const char* name;
    double FinanceStatement::*value;
  };
  static constexpr Column columns[] = {
      {"ring_fenced_investment", &FinanceStatement::ring_fenced},
      {"loan_drawn", &FinanceStatement::loan_drawn},
      {"loan_interest_added", &FinanceStatement::loan_interest},
      {"loan_repaid", &FinanceStatement::loan_repaid},
      {"loan_owed_at_year_end", &FinanceStatement::loan_owed},
      {"money_released_a_year", &FinanceStatement::released},
      {"of_which_reinvested", &FinanceStatement::reinvested},
      {"of_which_clawed_back", &FinanceStatement::clawed_back},
      {"cost_not_yet_released", &FinanceStatement::release_lag},
      {"stranded_cost", &FinanceStatement::stranded},
      {"double_running", &FinanceStatement::double_running},
  };
  Table table{{"scenario", "fiscal_year", "line", "unit", "price_base", "value"}, {}};
  for (const ScenarioRun& run : study.runs) {
    for (const FinanceStatement& year : finance_statement(study, run)) {
      for (const Column& column : columns) {
        table.rows.push_back({run.id, year.year.label(), column.name, "GBP", study.prices.key(),
                              exact(study.prices.pounds(year.*column.value, year.year))});
      }
    }
  }
  return table;
}

} // namespace headwater::outputs
