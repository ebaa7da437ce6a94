// The tables of a results folder: each function makes one CSV file. Columns are a promise to scripts and boards.
#pragma once

#include "outputs/booklet/findings.hpp"
#include "outputs/runs/runs.hpp"
#include "outputs/tables/table.hpp"

namespace headwater::outputs {

// The long ones are written as they are read, and never held as cells:

/// annual.csv: every annual quantity of every run, by fiscal year.
std::string annual_csv(const Runs& runs, const Findings& findings);
/// stocks.csv: every stock on each 31 July.
std::string stocks_csv(const Runs& runs);
/// flows.csv: what flowed over each fiscal year, from where to where; the runs must hold their flows.
std::string flows_csv(const Runs& runs);
/// ledger.csv: every pound by fiscal year, category, component and payer, and what moves between payers.
std::string ledger_csv(const Runs& runs);
/// cash_flows.csv: the yearly figures that measures of the appraisal are made from.
std::string cash_flows_csv(const Runs& runs);

// The others:

/// summary.csv: each annual quantity in 2030 and 2040 with its change against the baseline, and the measures of the net
/// position.
Table summary_table(const Runs& runs, const Findings& findings);
/// prevention.csv: what each run spends on each level of prevention by fiscal year, and the preventive share.
Table prevention_table(const Runs& runs);
/// appraisal.csv: every measure of every scenario that has a baseline, for each perspective.
Table appraisal_table(const Runs& runs, const Findings& findings);
/// break_even.csv: the share of draws in which each perspective has broken even by each year.
Table break_even_table(const Runs& runs, const Ensemble& ensemble);
/// failures.csv: the runs that broke down among the draws.
Table failures_table(const Runs& runs, const Ensemble& ensemble);
/// value_of_information.csv: what knowing each parameter would be worth before choosing between the plans.
Table information_table(const Runs& runs, const Information& information);
/// finance.csv: where money comes from and what becomes of what is released.
Table finance_table(const Runs& runs);
/// spending.csv: what of each money lever was planned, spent and not spent in each year, and why.
Table spending_table(const Runs& runs);
/// pockets.csv: who pays and who saves.
Table pockets_table(const Runs& runs);
/// transfers.csv: what would have to move between payers so that none is worse off.
Table transfers_table(const Runs& runs);
/// delays.csv: what each year of delay costs, and how many children it lasts for.
Table delays_table(const Runs& runs, const std::vector<Delay>& delays);
/// practice.csv: each plan that changes how decisions are made, with and without that, with both harms.
Table practice_table(const Runs& runs, const std::vector<WithoutPractice>& found);
/// difference.csv: the difference between two scenarios by what they change.
Table difference_table(const PlanDifference& difference);
/// deprivation.csv: looked-after children by fifth of areas, the gap and the ratio; no rows for a council.
Table deprivation_table(const Runs& runs, const Findings& findings);
/// A month as tables have it, of a time in years: "2028-05".
std::string month_text(double time);
/// personas.csv: what happens in one life of each persona in each run.
Table personas_table(const Runs& runs, const std::vector<PersonaLives>& lives);
/// persona_shares.csv: how a thousand such lives end and what they cost, beside that one.
Table persona_shares_table(const Runs& runs, const std::vector<PersonaLives>& lives);
/// follow_the_money.csv: the published totals beside the model's; no rows for a council.
Table follow_the_money_table(const Runs& runs);

} // namespace headwater::outputs
