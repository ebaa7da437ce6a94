#include "outputs/tables/headings.hpp"

#include <algorithm>
#include <string>

namespace headwater::outputs {
namespace {

constexpr std::string_view of_appraisal = "a measure in appraisal.csv";
constexpr std::string_view of_cash_flows = "a quantity in cash_flows.csv";
constexpr std::string_view of_finance = "a line of finance.csv";
constexpr std::string_view of_delays = "a quantity in delays.csv";
constexpr std::string_view of_transfers = "a kind in transfers.csv";
constexpr std::string_view of_tables = "a column of results tables";
constexpr std::string_view of_ledger = "a column of ledger.csv";
constexpr std::string_view of_difference = "a column of difference.csv";
constexpr std::string_view of_follow = "a column of follow_the_money.csv";
constexpr std::string_view of_sensitivity = "a column of the tables of sensitivity";
constexpr std::string_view of_fit = "a column of the tables of calibrate";

constexpr Heading all_headings[] = {
    // measures
    {"npv", "GBP", of_appraisal,
     "Net present value: what the plan saves less what it costs, against its baseline, each year's money times the "
     "discount factor of that year"},
    {"bcr", "ratio", of_appraisal,
     "Benefit-cost ratio: the present value of savings, loan and claw-back for each pound of the present value of "
     "investment; above 1 the plan is worth more than it costs"},
    {"payback_year", "fiscal year", of_appraisal,
     "The first fiscal year from whose end on the cumulative net position stays at 0 or above, having been below"},
    {"payback_year_discounted", "fiscal year", of_appraisal, "The same of the cumulative present value"},
    {"peak_funding_gap", "GBP", of_appraisal,
     "The deepest cumulative net position below 0, as a positive number: how much must be found before savings catch "
     "up"},
    {"peak_funding_gap_year", "fiscal year", of_appraisal,
     "The fiscal year at whose end the cumulative net position is deepest"},
    {"turning_year", "fiscal year", of_appraisal,
     "The first fiscal year with a net position above 0 after the year of the deepest cumulative position"},
    {"net_position_total", "GBP", of_appraisal, "The sum of the net positions of all years, not discounted"},
    {"cashable_saving_by_YYYY", "GBP", of_appraisal,
     "Savings that a payer can bank, after the haircut, added up to 31 March of that year"},
    {"loan_owed", "GBP", of_appraisal, "What is still owed of the loan at the end of the last year"},
    {"npv_wider_failure_demand", "GBP", of_appraisal,
     "The part of npv that comes from people never in care, who use the same services less; not part of Follow the "
     "Money, and shown so that it can be taken out"},
    {"npv_beyond_care", "GBP", of_appraisal,
     "Present value of what children reached early save services and pay in tax later in life; an account of its own, "
     "in npv only with --include-beyond-care"},
    {"npv_beyond_care_earnings", "GBP", of_appraisal,
     "Present value of what those people earn more themselves; in npv of society only with --include-beyond-care"},
    {"npv_beyond_care_family", "GBP", of_appraisal,
     "Present value of justice and benefits that supported parents need less of; never added"},
    {"npv_poverty_transfer", "GBP", of_appraisal,
     "Present value of the transfer that changes child poverty, below 0 where it is paid; in npv only with "
     "--include-transfers"},
    {"wrong_pocket_index", "share", of_appraisal,
     "Of what all public payers gain that gain, before the plan's own money, the share that goes to those who put none "
     "of it in"},
    {"sign_same_at_40_and_60_years", "yes or no", of_appraisal,
     "Whether npv has the same sign to 2065-66 and to 2085-86: only then is the result called robust"},
    {"p_npv_above_0", "share", of_appraisal, "The share of draws whose net present value is above 0"},
    {"p_break_even_by_YYYY", "share", of_appraisal,
     "The share of draws in which the plan has paid back by the end of March of that year"},
    // cash flows
    {"saving", "GBP", of_cash_flows, "Less spent than in the baseline on everything but support; below 0: more spent"},
    {"finance", "GBP", of_cash_flows, "Received from loan and claw-back, less what is paid"},
    {"optimism_bias", "GBP", of_cash_flows, "What is added to cost for optimism"},
    {"benefit_haircut", "GBP", of_cash_flows, "What is taken off savings for caution"},
    {"cashable_saving", "GBP", of_cash_flows, "The part of the saving that a payer can bank, after the haircut"},
    {"discount_factor", "ratio", of_cash_flows, "What a pound of that year is worth at the start of the first year"},
    {"own_money", "GBP", of_cash_flows, "The part of investment that is the plan's own money"},
    {"wider_failure_demand", "GBP", of_cash_flows, "The part of saving that comes from people never in care"},
    {"beyond_care", "GBP", of_cash_flows, "Gained beyond care by services and in tax; not in saving unless asked"},
    {"beyond_care_earnings", "GBP", of_cash_flows, "Earned more by people reached early; not in saving unless asked"},
    {"beyond_care_family", "GBP", of_cash_flows, "Justice and benefits of supported parents; never in saving"},
    {"poverty_transfer", "GBP", of_cash_flows, "The transfer that changes child poverty, below 0 where it is paid"},
    {"present_wider_failure_demand", "GBP", of_cash_flows, "wider_failure_demand times the discount factor"},
    {"present_beyond_care", "GBP", of_cash_flows, "beyond_care times the discount factor"},
    {"present_beyond_care_earnings", "GBP", of_cash_flows, "beyond_care_earnings times the discount factor"},
    {"present_beyond_care_family", "GBP", of_cash_flows, "beyond_care_family times the discount factor"},
    {"present_poverty_transfer", "GBP", of_cash_flows, "poverty_transfer times the discount factor"},
    {"present_cost", "GBP", of_cash_flows, "Investment with its bias, times the discount factor"},
    {"present_benefit", "GBP", of_cash_flows, "Saving after the haircut and finance, times the discount factor"},
    {"present_value", "GBP", of_cash_flows, "Present benefit less present cost"},
    {"present_value_cumulative", "GBP", of_cash_flows, "Present values added up since the first year"},
    // finance
    {"ring_fenced_investment", "GBP", of_finance, "New money of money levers, which the Scottish Government pays"},
    {"loan_drawn", "GBP", of_finance, "Drawn from the bridging loan in the year"},
    {"loan_interest_added", "GBP", of_finance, "Interest added to what is owed in the year"},
    {"loan_repaid", "GBP", of_finance, "Repaid in the year"},
    {"loan_owed_at_year_end", "GBP", of_finance, "Owed at the end of the year"},
    {"money_released_a_year", "GBP", of_finance, "Money that falling need has released from care, a year"},
    {"of_which_reinvested", "GBP", of_finance, "The part of the released money kept in prevention"},
    {"of_which_clawed_back", "GBP", of_finance, "The part of the released money that the funder takes"},
    {"cost_not_yet_released", "GBP", of_finance, "Fixed cost of children who left that has not yet left with them"},
    {"stranded_cost", "GBP", of_finance, "Cost of places that stand empty"},
    {"double_running", "GBP", of_finance, "Cost of the new while the old still runs"},
    // delays
    {"net_position_change", "GBP", of_delays, "The total net position with the delay, less that without it"},
    {"npv_change", "GBP", of_delays, "The net present value with the delay, less that without it"},
    {"children_starting_care_meanwhile", "children", of_delays,
     "Children who start being looked after while one waits"},
    {"more_children_starting_care", "children", of_delays,
     "Children more who start being looked after because of the delay"},
    {"more_years_in_care", "child-years", of_delays, "Years more in care because of the delay"},
    {"more_harm_at_home", "serious-harm equivalents", of_delays, "More serious harm at home because of the delay"},
    {"more_harm_from_separation", "serious-harm equivalents", of_delays,
     "More harm from separation because of the delay"},
    // transfers
    {"transfer", "GBP a year", of_transfers, "What one payer would pay another each year so that neither is worse off"},
    {"all_transfers", "GBP a year", of_transfers, "All transfers together"},
    {"shortfall", "GBP", of_transfers, "What the payers together lack, where no transfer leaves none worse off"},
    {"pooling_share", "share", of_transfers,
     "The share of each gain that, pooled, makes good the losses of those who are worse off"},
    // columns
    {"scenario", "", of_tables, "Which plan: the name of its file without .toml"},
    {"fiscal_year", "", of_tables, "April to March, such as 2026-27"},
    {"quantity", "", of_tables, "What is measured: `headwater list outputs`"},
    {"unit", "", of_tables, "What the value is counted in"},
    {"value", "", of_tables,
     "The number itself, at central values of the parameters; in parameters.csv of a fit the estimate"},
    {"draws", "", of_tables, "How many draws the percentiles rest on"},
    {"p05", "", of_tables, "5 in 100 draws lie below this; empty without draws"},
    {"p25", "", of_tables, "25 in 100 draws lie below this"},
    {"p50", "", of_tables, "Half of the draws lie below this: the median"},
    {"p75", "", of_tables, "75 in 100 draws lie below this"},
    {"p95", "", of_tables, "95 in 100 draws lie below this"},
    {"p_better", "share", "a column of summary.csv",
     "The share of draws in which the plan is better than its baseline here"},
    {"at", "", of_tables, "The day or fiscal year that the value is of"},
    {"measure", "", of_tables, "Which measure of the appraisal: npv, bcr, payback_year and others"},
    {"horizon", "", "a column of appraisal.csv",
     "The last fiscal year that is counted: 20, 40 and 60 years from 2026-27, as far as the run goes"},
    {"share_above_0", "share", "a column of appraisal.csv", "The share of draws in which a sum of money is above 0"},
    {"perspective", "", of_tables,
     "Whose money: one payer, the public purse (every payer but people), or society (people too)"},
    {"baseline", "", of_tables, "The scenario that the plan is compared with"},
    {"why_no_value", "", of_tables, "Why there is no value where it is empty"},
    {"why_no_percentile", "", of_tables, "Why there is no percentile where it is empty"},
    {"p_broken_even", "share", "a column of break_even.csv",
     "The share of draws that have paid back by the end of the year"},
    {"price_base", "", of_tables, "The fiscal year whose prices money is stated in, or nominal"},
    {"years_of_delay", "years", "a column of delays.csv", "How much later the plan begins"},
    {"line", "", "a column of finance.csv and follow_the_money.csv", "Which line of the statement"},
    {"flow", "", "a column of flows.csv", "Which flow between two stocks"},
    {"from", "", of_tables, "Where a flow or transfer comes from, or the scenario that a difference starts at"},
    {"to", "", of_tables, "Where a flow or transfer goes, or the scenario that a difference ends at"},
    {"band", "", of_tables, "Which age, setting or length of stay inside a stock; empty where it has one"},
    {"date", "", "a column of stocks.csv", "The day on which stocks are read, 31 July"},
    {"stock", "", "a column of stocks.csv", "Which stock: `headwater list stocks`"},
    {"symbol", "", "a column of stocks.csv", "Its symbol in the equations"},
    {"kind", "", of_tables,
     "Which kind of row: of a transfer, or whether a fitted number is of the table or a scatter"},
    {"years", "", of_tables,
     "From which fiscal year to which, both included; in scores of a fit, with or without COVID-19"},
    {"pays", "", "a column of pockets.csv", "The payer who invests"},
    {"saves", "", "a column of pockets.csv", "The payer who saves"},
    {"draw", "", "a column of failures.csv", "The number of the draw"},
    {"what", "", "a column of failures.csv", "What went wrong in it"},
    {"category", "", of_ledger, "What the money is spent on"},
    {"class", "", of_ledger,
     "universal, targeted, care system, failure demand, lost revenue, wider (people never in care), adult need, or "
     "human: what people lose, which is no public money; beyond_care and transfer are accounts of their own, which "
     "totals leave out unless asked"},
    {"payer", "", of_ledger, "Who pays: council, NHS, Scottish Government, justice, UK Government or households"},
    {"cashability", "", of_ledger,
     "Whether less of it sets cash free, sets capacity free, or is of economic or social value only"},
    {"recurrence", "", of_ledger, "Whether it comes once or each year"},
    {"gbp", "GBP", of_ledger, "The money of the line, in the price base of its row; below 0: gained"},
    {"component", "", of_ledger,
     "service, ring-fenced new money, fixed cost not yet released, stranded cost or double running"},
    {"change", "", of_difference, "The lever or assumption that differs between the two"},
    {"share", "", of_difference,
     "How much of the difference is put down to it, averaged over all orders of changing things"},
    {"standard_error", "", of_difference, "How exactly the share is known, where orders are drawn"},
    {"alone", "", of_difference, "What it does when it is changed first, by itself"},
    {"last", "", of_difference, "What it does when all else has been changed before"},
    {"method", "", of_difference, "exact: every order; sampled: some, drawn"},
    {"published_low", "", of_follow, "The published total, at its lowest"},
    {"published_high", "", of_follow, "The published total, at its highest"},
    {"model", "", "a column of follow_the_money.csv and of the scores of a fit",
     "What the model says; in scores, which forecaster"},
    {"difference_from_middle", "", of_follow, "The model's total less the middle of the published ones"},
    {"note", "", of_tables, "What must be known of the row"},
    // sensitivity
    {"rank", "", of_sensitivity, "1 for the assumption that moves the output most"},
    {"name", "", "a column of the tables of sensitivity and calibrate", "The assumption: `headwater list parameters`"},
    {"meaning", "", of_sensitivity, "What the assumption says, in a few words"},
    {"low", "", "a column of the tables of sensitivity and calibrate",
     "The lower end of its range; of a published figure, how low rounding lets it lie"},
    {"centre", "", of_sensitivity, "The middle of its range: the value used"},
    {"high", "", "a column of the tables of sensitivity and calibrate",
     "The upper end of its range; of a published figure, how high rounding lets it lie"},
    {"at_low", "", of_sensitivity, "The output with the assumption at its lower end, all others at their centres"},
    {"at_centre", "", of_sensitivity, "The output with every assumption at its centre"},
    {"at_high", "", of_sensitivity, "The output with the assumption at its upper end"},
    {"swing", "", of_sensitivity, "How far the output moves between the two ends"},
    {"raised_by", "", of_sensitivity, "Which end raises the output"},
    {"output", "", of_sensitivity, "The output that is asked about"},
    {"output_unit", "", of_sensitivity, "Its unit"},
    {"mu_star", "", of_sensitivity, "Morris: the mean size of what a step in the assumption does to the output"},
    {"mu_star_standard_error", "", of_sensitivity, "How exactly that mean is known"},
    {"mu", "", of_sensitivity, "Morris: the mean of what a step does, with its sign"},
    {"sigma", "", of_sensitivity,
     "Morris: how much that differs from place to place, by bends or by other assumptions"},
    {"trajectories", "", of_sensitivity, "Morris: how many walks through the ranges were run"},
    {"first", "", of_sensitivity, "Sobol: the share of the output's variance that the assumption makes by itself"},
    {"first_low", "", of_sensitivity, "The lower end of its 95 % interval"},
    {"first_high", "", of_sensitivity, "The upper end of its 95 % interval"},
    {"total", "", of_sensitivity, "Sobol: the share that it has a part in, with others"},
    {"total_low", "", of_sensitivity, "The lower end of its 95 % interval"},
    {"total_high", "", of_sensitivity, "The upper end of its 95 % interval"},
    {"rows", "", of_sensitivity, "How many rows of the sample were run"},
    {"flips", "", of_sensitivity, "Whether the decision flips somewhere in the range of the assumption"},
    {"direction", "", of_sensitivity, "On which side of the switching value the decision quantity is above 0"},
    {"narrowed", "", of_sensitivity, "Whether the switching value was narrowed down to its last digits"},
    {"failed_runs", "", of_sensitivity, "Runs that broke down on the way"},
    {"decision", "", of_sensitivity, "The quantity whose sign decides"},
    {"box", "", of_sensitivity, "The number of a region of assumptions in which goals are often missed"},
    {"quasi_p", "", of_sensitivity, "How easily chance alone would have restricted this assumption as much"},
    {"density", "", of_sensitivity, "The share of the runs in the box that miss the goals"},
    {"density_held_out", "", of_sensitivity, "The same of runs that were not used to find the box"},
    {"coverage", "", of_sensitivity, "The share of all runs that miss the goals which lies in the box"},
    {"mass", "", of_sensitivity, "The share of all runs that lies in the box"},
    {"runs", "", of_sensitivity, "How many runs lie in the box"},
    {"missed", "", of_sensitivity, "How many of them miss the goals"},
    {"goal", "", of_sensitivity, "What should hold"},
    {"distribution", "", of_sensitivity, "How the assumption is drawn"},
    {"grade", "", of_sensitivity,
     "A official statistic or trial, B good study, C weak or indirect, D assumption of this project"},
    {"source", "", of_sensitivity, "Where the value comes from: model/SOURCES.md"},
    {"owner", "", of_sensitivity, "Who answers for the assumption"},
    {"swing_share_of_largest", "share", of_sensitivity, "Its swing as a share of the largest"},
    {"impact", "", of_sensitivity, "How much it moves the answer: high, medium, low"},
    {"total_sobol", "", of_sensitivity, "Its total Sobol index"},
    {"rag", "", of_sensitivity, "Red, amber or green: how weak the evidence is, times how much it moves the answer"},
    // calibrate
    {"series", "", of_fit, "The published series: calibration/data/published.csv"},
    {"year", "", of_fit, "The year of the figure"},
    {"observed", "", of_fit, "The published figure"},
    {"fitted", "", of_fit, "What the fitted model says of it"},
    {"used", "", of_fit, "Whether the figure was fitted or held out"},
    {"trusted", "", of_fit, "Whether the fit is to be trusted"},
    {"origin", "", of_fit, "The year up to which figures were known to the forecaster"},
    {"horizon", "years", of_fit, "How many years ahead it looked"},
    {"crps", "", of_fit,
     "Continuous ranked probability score: how far the forecast lay from what came; smaller is better"},
    {"crps_per_cent", "%", of_fit, "The same in per cent of what came"},
    {"coverage80", "share", of_fit, "How often what came lay in the forecast's 80 % interval"},
    {"coverage95", "share", of_fit, "How often what came lay in the forecast's 95 % interval"},
    {"forecasts", "", of_fit, "How many forecasts were scored"},
    {"said_nothing", "", of_fit, "How many times the forecaster had too little to say anything"},
    {"against", "", of_fit, "The simple forecaster it is compared with"},
    {"compared", "", of_fit, "How many forecasts both made"},
    {"against_crps_per_cent", "%", of_fit, "The score of the other"},
    {"skill", "", of_fit, "How much better than the other: 1 perfect, 0 no better, below 0 worse"},
    {"verdict", "", of_fit, "What the numbers of the row come to, in a word"},
    {"sd", "", of_fit, "Standard deviation about the estimate"},
    {"contraction", "", of_fit, "How much narrower the posterior is than the prior: 0 nothing learnt, 1 everything"},
    {"rhat", "", of_fit, "R-hat: whether chains agree; below 1.01 they do"},
    {"ess_bulk", "", of_fit, "How many independent draws the middle of the posterior is known as well as by"},
    {"ess_tail", "", of_fit, "The same of its ends"},
    {"posterior_mean", "", of_fit, "Mean of the posterior"},
    {"posterior_sd", "", of_fit, "Standard deviation of the posterior"},
    {"prior_centre", "", of_fit, "Centre of the prior"},
    {"prior_p05", "", of_fit, "5 in 100 of the prior lie below this"},
    {"prior_p50", "", of_fit, "Half of the prior lies below this"},
    {"prior_p95", "", of_fit, "95 in 100 of the prior lie below this"},
};

/// "cashable_saving_by_YYYY" of "cashable_saving_by_2036".
std::string without_year(std::string_view name) {
  constexpr std::size_t digits = 4;
  const bool has_year = name.size() > digits && name[name.size() - digits - 1] == '_' &&
                        name.substr(name.size() - digits).find_first_not_of("0123456789") == std::string_view::npos;
  return has_year ? std::string(name.substr(0, name.size() - digits)) + "YYYY" : std::string(name);
}

} // namespace

std::span<const Heading> headings() { return all_headings; }

const Heading* find_heading(std::string_view name) {
  const std::string wanted = without_year(name);
  const auto* const found = std::find_if(std::begin(all_headings), std::end(all_headings),
                                         [&](const Heading& row) { return row.name == wanted; });
  return found == std::end(all_headings) ? nullptr : found;
}

} // namespace headwater::outputs
