#include "outputs/tables/headings.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace headwater::outputs {
namespace {

struct Row {
  std::string_view name;
  std::string_view unit;
  std::string_view meaning;
};

/// Headings that stand in the same tables.
struct Group {
  std::string_view where;
  std::vector<Row> rows;
};

std::vector<Heading> headings_of(const std::vector<Group>& groups) {
  std::vector<Heading> all;
  for (const Group& group : groups) {
    for (const Row& row : group.rows) {
      all.push_back({row.name, row.unit, group.where, row.meaning});
    }
  }
  return all;
}

const std::vector<Heading>& all_headings() {
  static const std::vector<Heading> all = headings_of({
      {"a measure in appraisal.csv",
       {
           {"npv", "GBP",
            "Net present value: what the plan saves less what it costs, against its baseline, each year's money times "
            "the discount factor of that year"},
           {"npv_lower_rates", "GBP",
            "The same at the lower rates of the Green Book's sensitivity test, which it asks for beyond 50 years; only "
            "with a vintage that has them (green-book-2026). Draws keep no percentiles of it"},
           {"bcr", "ratio",
            "Benefit-cost ratio: the present value of savings, loan and claw-back, less what is still owed, for each "
            "pound of the present value of investment; above 1 the plan is worth more than it costs"},
           {"payback_year", "fiscal year",
            "The first fiscal year from whose end on the cumulative net position stays at 0 or above, having been "
            "below"},
           {"payback_year_discounted", "fiscal year", "The same of the cumulative present value"},
           {"peak_funding_gap", "GBP",
            "The deepest cumulative net position below 0, as a positive number: how much must be found before savings "
            "catch up"},
           {"peak_funding_gap_year", "fiscal year",
            "The fiscal year at whose end the cumulative net position is deepest"},
           {"turning_year", "fiscal year",
            "The first fiscal year with a net position above 0 after the year of the deepest cumulative position"},
           {"net_position_total", "GBP",
            "The sum of the net positions of all years, not discounted, less what is still owed of a loan"},
           {"cashable_saving_by_YYYY", "GBP",
            "Savings that a payer can bank, after the haircut, added up to 31 March of that year"},
           {"loan_owed", "GBP",
            "What is still owed of the loan at the end of the last year: taken off every measure of the borrower"},
           {"loan_not_covered", "GBP",
            "What is due of a loan with repay_by, interest and principal, beyond what the plan has saved the council "
            "in "
            "cash by then: to be found elsewhere"},
           {"npv_wider_failure_demand", "GBP",
            "The part of npv that comes from people never in care, who use the same services less; not part of Follow "
            "the "
            "Money, and shown so that it can be taken out"},
           {"npv_beyond_care", "GBP",
            "Present value of what children reached early save services and pay in tax later in life; an account of "
            "its own, "
            "in npv only with --include-beyond-care"},
           {"npv_beyond_care_earnings", "GBP",
            "Present value of what those people earn more themselves; in npv of society only with "
            "--include-beyond-care"},
           {"npv_beyond_care_family", "GBP",
            "Present value of justice and benefits that supported parents need less of; never added"},
           {"npv_poverty_transfer", "GBP",
            "Present value of the transfer that changes child poverty, below 0 where it is paid; in npv only with "
            "--include-transfers"},
           {"wrong_pocket_index", "share",
            "Of what all public payers gain that gain, before the plan's own money, the share that goes to those who "
            "put none of it in"},
           {"sign_same_at_40_and_60_years", "yes or no",
            "Whether npv has the same sign to 2065-66 and to 2085-86: only then is the result called robust"},
           {"p_npv_above_0", "share", "The share of draws whose net present value is above 0"},
           {"p_break_even_by_YYYY", "share",
            "The share of draws in which the plan has paid back by the end of March of that year"},
       }},
      {"a quantity in cash_flows.csv",
       {
           {"saving", "GBP",
            "Less spent than in the baseline on everything but what the plan adds to cost; below 0: more spent"},
           {"finance", "GBP",
            "Received from loan and claw-back, less what is paid, interest with it. Of the borrower and the funder "
            "alone: no cost of the whole purse"},
           {"optimism_bias", "GBP", "What is put on what the plan adds to cost, for optimism"},
           {"benefit_haircut", "GBP", "What is taken off savings for caution"},
           {"cashable_saving", "GBP", "The part of the saving that a payer can bank, after the haircut"},
           {"discount_factor", "ratio", "What a pound of that year is worth at the start of the first year"},
           {"own_money", "GBP", "The part of investment that is the plan's own money"},
           {"wider_failure_demand", "GBP", "The part of saving that comes from people never in care"},
           {"beyond_care", "GBP", "Gained beyond care by services and in tax; not in saving unless asked"},
           {"beyond_care_earnings", "GBP", "Earned more by people reached early; not in saving unless asked"},
           {"beyond_care_family", "GBP", "Justice and benefits of supported parents; never in saving"},
           {"poverty_transfer", "GBP", "The transfer that changes child poverty, below 0 where it is paid"},
           {"wider_failure_demand_haircut", "GBP", "What the haircut takes off wider_failure_demand"},
           {"beyond_care_haircut", "GBP", "What the haircut takes off beyond_care"},
           {"beyond_care_earnings_haircut", "GBP", "What the haircut takes off beyond_care_earnings"},
           {"beyond_care_family_haircut", "GBP", "What the haircut takes off beyond_care_family"},
           {"poverty_transfer_haircut", "GBP", "What the haircut takes off poverty_transfer"},
           {"present_wider_failure_demand", "GBP", "wider_failure_demand after its haircut, times the discount factor"},
           {"present_beyond_care", "GBP", "beyond_care after its haircut, times the discount factor"},
           {"present_beyond_care_earnings", "GBP", "beyond_care_earnings after its haircut, times the discount factor"},
           {"present_beyond_care_family", "GBP", "beyond_care_family after its haircut, times the discount factor"},
           {"present_poverty_transfer", "GBP", "poverty_transfer after its haircut, times the discount factor"},
           {"present_cost", "GBP", "Investment with its bias, times the discount factor"},
           {"present_benefit", "GBP", "Saving after the haircut and finance, times the discount factor"},
           {"present_value", "GBP", "Present benefit less present cost"},
           {"present_value_cumulative", "GBP", "Present values added up since the first year"},
       }},
      {"a line of finance.csv",
       {
           {"ring_fenced_investment", "GBP", "New money of money levers, paid by those whom the plan names"},
           {"loan_drawn", "GBP", "Drawn from the bridging loan in the year"},
           {"loan_interest", "GBP", "Interest charged in the year, once, to the council that borrows"},
           {"loan_interest_added", "GBP", "The part of it that is not paid but added to what is owed"},
           {"loan_repaid", "GBP", "Repaid of the principal in the year"},
           {"loan_owed_at_year_end", "GBP",
            "Owed at the end of the year; in real prices a debt in cash also falls as prices rise"},
           {"loan_due", "GBP", "Due by the contract of a loan with repay_by: interest and principal"},
           {"money_released_a_year", "GBP", "Money that falling need has released from care, a year"},
           {"of_which_reinvested", "GBP", "The part of the released money kept in prevention"},
           {"of_which_clawed_back", "GBP", "The part of the released money that the funder takes"},
           {"cost_not_yet_released", "GBP", "Fixed cost of children who left that has not yet left with them"},
           {"stranded_cost", "GBP", "Cost of places that stand empty"},
           {"double_running", "GBP", "Cost of the new while the old still runs"},
       }},
      {"a quantity in delays.csv",
       {
           {"net_position_change", "GBP",
            "The total net position with the delay, less that without it, each plan over as many years from its own "
            "start"},
           {"npv_change", "GBP",
            "The net present value with the delay, less that without it, over the same years and discounted to one "
            "year"},
           {"more_children_starting_care_meanwhile", "children",
            "Children more who start being looked after in the years of waiting than had the plan begun"},
           {"more_children_starting_care", "children",
            "Children more who start being looked after because of the delay, in the same years of both"},
           {"more_years_in_care", "child-years", "Years more in care because of the delay"},
           {"more_harm_at_home", "serious-harm equivalents", "More serious harm at home because of the delay"},
           {"more_harm_from_separation", "serious-harm equivalents", "More harm from separation because of the delay"},
       }},
      {"a kind in transfers.csv",
       {
           {"transfer", "GBP a year", "What one payer would pay another each year so that neither is worse off"},
           {"all_transfers", "GBP a year", "All transfers together"},
           {"shortfall", "GBP", "What the payers together lack, where no transfer leaves none worse off"},
           {"pooling_share", "share",
            "The share of each gain that, pooled, makes good the losses of those who are worse off"},
       }},
      {"a column of results tables",
       {
           {"scenario", "", "Which plan: the name of its file without .toml"},
           {"fiscal_year", "", "April to March, such as 2026-27"},
           {"quantity", "", "What is measured: `headwater list outputs`"},
           {"unit", "", "What the value is counted in"},
           {"value", "",
            "The number itself, at central values of the parameters; in parameters.csv of a fit the estimate"},
           {"draws_counted", "", "How many draws the percentiles rest on"},
           {"p05", "", "5 in 100 draws lie below this; empty without draws"},
           {"p25", "", "25 in 100 draws lie below this"},
           {"p50", "", "Half of the draws lie below this: the median"},
           {"p75", "", "75 in 100 draws lie below this"},
           {"p95", "", "95 in 100 draws lie below this"},
           {"at", "", "The day or fiscal year that the value is of"},
           {"measure", "",
            "Which measure: of the appraisal npv, bcr, payback_year and others; of deprivation rate, gap or ratio"},
           {"perspective", "",
            "Whose money: one payer, the public purse (every payer but people), or society (people too)"},
           {"baseline", "", "The scenario that the plan is compared with"},
           {"why_no_value", "", "Why there is no value where it is empty"},
           {"why_no_percentile", "", "Why there is no percentile where it is empty"},
           {"price_base", "", "The fiscal year whose prices money is stated in, or nominal"},
           {"from", "", "Where a flow or transfer comes from, or the scenario that a difference starts at"},
           {"to", "", "Where a flow or transfer goes, or the scenario that a difference ends at"},
           {"band", "", "Which age, setting or length of stay inside a stock; empty where it has one"},
           {"kind", "", "Which kind of row: of a transfer, or whether a fitted number is of the table or a scatter"},
           {"years", "",
            "From which fiscal year to which, both included; in scores of a fit, with or without COVID-19"},
           {"note", "", "What must be known of the row"},
       }},
      {"a column of appraisal.csv",
       {
           {"horizon", "",
            "The last fiscal year that is counted: 20, 40 and 60 years from 2026-27, as far as the run goes"},
           {"share_above_0", "share", "The share of draws in which a sum of money is above 0"},
       }},
      {"a column of summary.csv",
       {
           {"p_better", "share", "The share of draws in which the plan is better than its baseline here"},
       }},
      {"a column of break_even.csv",
       {
           {"p_broken_even", "share", "The share of draws that have paid back by the end of the year"},
       }},
      {"a column of target.csv",
       {
           {"tried", "", "The number of the run, in the order in which they were made; 1 is without the bundle"},
           {"scale", "",
            "How many times the bundle, as the plan states it, is in the run: 0 nothing of it, 1 all of it"},
       }},
      {"a quantity in target.csv",
       {
           {"new_money", "GBP million a year",
            "New money of the bundle where it is furthest from nothing, in real 2024-25 prices"},
       }},
      {"a column of value_of_information.csv",
       {
           {"worth_knowing", "GBP",
            "By how much the choice between the plans would be better on average, in net present value of the public "
            "purse, if the number were known before choosing (EVPPI)"},
           {"worth_if_useless", "GBP",
            "What it seems to be worth with its values dealt out anew among the draws, so that it does nothing: noise"},
           {"most_if_useless", "GBP", "The largest of these over all parameters: nothing below it is a finding"},
           {"worth_knowing_all", "GBP", "The same of knowing every number (EVPI): none can be worth more"},
           {"above_noise", "", "Whether the number is worth more to know than any useless one seemed to be"},
           {"best_where_low", "", "The best choice in the twentieth of draws in which the number is lowest"},
           {"best_where_high", "", "The best choice in the twentieth of draws in which the number is highest"},
           {"best_now", "", "The best choice on average, knowing no more; the baseline is to do nothing"},
       }},
      {"a column of delays.csv",
       {
           {"years_of_delay", "years", "How much later the plan begins"},
       }},
      {"a column of finance.csv and follow_the_money.csv",
       {
           {"line", "", "Which line of the statement"},
       }},
      {"a column of flows.csv",
       {
           {"flow", "", "Which flow between two stocks"},
       }},
      {"a column of stocks.csv and deprivation.csv",
       {
           {"date", "", "The day on which stocks are read, 31 July"},
       }},
      {"a column of deprivation.csv",
       {
           {"split", "",
            "How a plan's change is put down to universal support: by its share as a lever, by its share of the money, "
            "or, of a baseline, as published"},
           {"follows_need", "share",
            "How far universal places follow need: 0 as other help does, 1 all the way, an upper bound"},
           {"fifth", "", "Which fifth of areas: 1 the most deprived, 5 the least"},
       }},
      {"a measure in deprivation.csv",
       {
           {"rate", "looked after of 1,000 children", "Children looked after of 1,000 in a fifth of areas"},
           {"gap", "looked after of 1,000 children",
            "The rate of the most deprived fifth of areas less that of the least deprived"},
           {"ratio", "ratio", "The rate of the most deprived fifth over that of the least deprived"},
           {"poverty_rate", "share of children",
            "Children in poverty after housing costs in a fifth of areas: the nation's poverty spread as assumed"},
           {"entries", "children a year",
            "Children who start to be looked after, by the fifth they come from: as looked-after children do, moved by "
            "what a plan does to the fifth's own poverty"},
       }},
      {"a column of personas.csv",
       {
           {"event_number", "", "Which event of the life: 0 is where it begins"},
           {"month", "", "When it happens, year and month"},
           {"event", "", "What happens: the name of a flow"},
           {"onward", "", "The flow that follows at once, where what happens leads through a junction"},
           {"family", "", "Where the family stands from then on: a stock; empty where it is no longer told"},
           {"person", "", "Where the young person stands, once counted as one: a stock"},
       }},
      {"a column of personas.csv and persona_shares.csv",
       {
           {"persona", "", "Which of the twelve: outputs/data/personas.def"},
       }},
      {"a column of persona_shares.csv",
       {
           {"of", "", "Where lives end, or who pays"},
           {"this_life", "", "Of the life that is told in personas.csv"},
           {"of_1000", "", "How many of 1,000 lives end so, or the mean of them"},
       }},
      {"a quantity in persona_shares.csv",
       {
           {"ending", "lives", "Where a life stands at its end, all ages together"},
           {"years_looked_after", "years", "Years looked after, at home or away from it"},
           {"years_away", "years", "Years looked after away from home"},
           {"moves_of_a_life", "moves", "Moves of placement, within a setting and between settings"},
           {"cost_of_a_life", "GBP",
            "What the payer pays over the life, not discounted: the ledger shared out among those in each place, and "
            "among events"},
       }},
      {"a column of stocks.csv",
       {
           {"stock", "", "Which stock: `headwater list stocks`"},
           {"symbol", "", "Its symbol in the equations"},
       }},
      {"a column of practice.csv",
       {
           {"decision_practice", "", "Whether the row is of the plan as it is (with) or without its decision practice"},
       }},
      {"a column of spending.csv",
       {
           {"lever", "", "Which money lever: `headwater list levers`"},
           {"planned", "GBP", "What the plan puts up for the lever in the year"},
           {"spent", "GBP", "What of it is spent; of several levers of one service each alike"},
           {"unspent", "GBP", "Planned less spent"},
           {"why_unspent", "", "Why some of it is not spent; empty where all is"},
       }},
      {"a column of pockets.csv",
       {
           {"pays", "", "The payer who invests"},
           {"saves", "", "The payer who saves"},
       }},
      {"a column of failures.csv",
       {
           {"draw", "", "The number of the draw"},
           {"what", "", "What went wrong in it"},
       }},
      {"a column of ledger.csv",
       {
           {"category", "", "What the money is spent on"},
           {"class", "",
            "universal, targeted, care system, failure demand, lost revenue, wider (people never in care), adult need, "
            "or "
            "human: what people lose, which is no public money; beyond_care and transfer are accounts of their own, "
            "which "
            "totals leave out unless asked"},
           {"payer", "", "Who pays: council, NHS, Scottish Government, justice, UK Government or households"},
           {"cashability", "",
            "Whether less of it sets cash free, sets capacity free, or is of economic or social value only"},
           {"recurrence", "", "Whether it comes once or each year"},
           {"gbp", "GBP", "The money of the line, in the price base of its row; below 0: gained"},
           {"component", "",
            "service, ring-fenced new money, fixed cost not yet released, stranded cost or double running"},
           {"prevention_level", "",
            "primary, secondary or tertiary prevention, acute (the response to what has happened), or untagged (no "
            "spending of a service): outputs/data/prevention_levels.csv, or the table of --prevention-levels"},
       }},
      {"a column of prevention.csv",
       {
           {"spending_on", "",
            "Of what spending: children's services (support and the care system), or every public service that is "
            "counted"},
           {"primary", "GBP", "Spent to stop problems before there are any"},
           {"secondary", "GBP", "Spent on problems as they begin to emerge"},
           {"tertiary", "GBP", "Spent to stop problems that are there from escalating or recurring"},
           {"acute", "GBP", "Spent on the response to what has happened"},
           {"untagged", "GBP", "What is no spending of a service, such as lost tax, or is counted as a change only"},
           {"preventive_share", "share",
            "Primary, secondary and tertiary of all that has a level; it says how money is tagged, not that it works"},
       }},
      {"a column of difference.csv",
       {
           {"change", "", "The lever or assumption that differs between the two"},
           {"share", "", "How much of the difference is put down to it, averaged over all orders of changing things"},
           {"standard_error", "", "How exactly the share is known, where orders are drawn"},
           {"alone", "", "What it does when it is changed first, by itself"},
           {"last", "", "What it does when all else has been changed before"},
           {"method", "", "exact: every order; sampled: some, drawn"},
       }},
      {"a column of what compare writes",
       {
           {"table", "", "Which table of both results folders the number stands in"},
           {"column", "", "Which of its columns: value, a percentile, a share"},
           {"old", "", "The number in the earlier folder; empty where it is not there"},
           {"new", "", "The number in the later folder; empty where it is not there"},
           {"difference", "", "The new number less the old one; of fiscal years in years; empty where one is a word"},
           {"of_size", "share",
            "The difference as a share of the size of its quantity: the largest value in any year of either folder, "
            "and no less than a thousandth of the largest quantity of the same unit in the table"},
           {"stands_in", "", "both, or the only folder that has the number: old or new"},
       }},
      {"a column of follow_the_money.csv",
       {
           {"published_low", "", "The published total, at its lowest"},
           {"published_high", "", "The published total, at its highest"},
           {"difference_from_middle", "", "The model's total less the middle of the published ones"},
       }},
      {"a column of follow_the_money.csv and of the scores of a fit",
       {
           {"model", "", "What the model says; in scores, which forecaster"},
       }},
      {"a column of the tables of sensitivity",
       {
           {"rank", "", "1 for the assumption that moves the output most"},
           {"meaning", "", "What the assumption says, in a few words"},
           {"centre", "", "The middle of its range: the value used"},
           {"at_low", "", "The output with the assumption at its lower end, all others at their centres"},
           {"at_centre", "", "The output with every assumption at its centre"},
           {"at_high", "", "The output with the assumption at its upper end"},
           {"swing", "", "How far the output moves between the two ends"},
           {"raised_by", "", "Which end raises the output"},
           {"output", "", "The output that is asked about"},
           {"output_unit", "", "Its unit"},
           {"mu_star", "", "Morris: the mean size of what a step in the assumption does to the output"},
           {"mu_star_standard_error", "", "How exactly that mean is known"},
           {"mu", "", "Morris: the mean of what a step does, with its sign"},
           {"sigma", "", "Morris: how much that differs from place to place, by bends or by other assumptions"},
           {"trajectories", "", "Morris: how many walks through the ranges were run"},
           {"first", "", "Sobol: the share of the output's variance that the assumption makes by itself"},
           {"first_low", "", "The lower end of its 95 % interval"},
           {"first_high", "", "The upper end of its 95 % interval"},
           {"total", "", "Sobol: the share that it has a part in, with others"},
           {"total_low", "", "The lower end of its 95 % interval"},
           {"total_high", "", "The upper end of its 95 % interval"},
           {"rows", "", "How many rows of the sample were run"},
           {"flips", "", "Whether the decision flips somewhere in the range of the assumption"},
           {"direction", "", "On which side of the switching value the decision quantity is above 0"},
           {"narrowed", "", "Whether the switching value was narrowed down to its last digits"},
           {"failed_runs", "", "Runs that broke down on the way"},
           {"decision", "", "The quantity whose sign decides"},
           {"box", "", "The number of a region of assumptions in which goals are often missed"},
           {"quasi_p", "", "How easily chance alone would have restricted this assumption as much"},
           {"density", "", "The share of the runs in the box that miss the goals"},
           {"density_held_out", "", "The same of runs that were not used to find the box"},
           {"coverage", "", "The share of all runs that miss the goals which lies in the box"},
           {"mass", "", "The share of all runs that lies in the box"},
           {"runs", "", "How many runs lie in the box"},
           {"missed", "", "How many of them miss the goals"},
           {"goal", "", "What should hold"},
           {"distribution", "", "How the assumption is drawn"},
           {"grade", "",
            "A official statistic or trial, B good study, C weak or indirect, D assumption of this project"},
           {"source", "", "Where the value comes from: model/SOURCES.md"},
           {"owner", "", "Who answers for the assumption"},
           {"swing_share_of_largest", "share", "Its swing as a share of the largest"},
           {"impact", "", "How much it moves the answer: high, medium, low"},
           {"total_sobol", "", "Its total Sobol index"},
           {"rag", "", "Red, amber or green: how weak the evidence is, times how much it moves the answer"},
       }},
      {"a column of the tables of sensitivity and calibrate",
       {
           {"name", "", "The assumption: `headwater list parameters`"},
           {"low", "", "The lower end of its range; of a published figure, how low rounding lets it lie"},
           {"high", "", "The upper end of its range; of a published figure, how high rounding lets it lie"},
       }},
      {"a column of the tables of calibrate",
       {
           {"series", "", "The published series: calibration/data/published.csv"},
           {"year", "", "The year of the figure"},
           {"observed", "", "The published figure"},
           {"draws", "", "How many draws the percentiles rest on"},
           {"fitted", "", "What the fitted model says of it"},
           {"used", "", "Whether the figure was fitted or held out"},
           {"trusted", "", "Whether the fit is to be trusted"},
           {"origin", "", "The year up to which figures were known to the forecaster"},
           {"horizon", "years", "How many years ahead it looked"},
           {"crps", "",
            "Continuous ranked probability score: how far the forecast lay from what came; smaller is better"},
           {"crps_per_cent", "%", "The same in per cent of what came"},
           {"coverage80", "share", "How often what came lay in the forecast's 80 % interval"},
           {"coverage95", "share", "How often what came lay in the forecast's 95 % interval"},
           {"forecasts", "", "How many forecasts were scored"},
           {"said_nothing", "", "How many times the forecaster had too little to say anything"},
           {"against", "", "The simple forecaster it is compared with"},
           {"compared", "", "How many forecasts both made"},
           {"against_crps_per_cent", "%", "The score of the other"},
           {"skill", "", "How much better than the other: 1 perfect, 0 no better, below 0 worse"},
           {"verdict", "", "What the numbers of the row come to, in a word"},
           {"sd", "", "Standard deviation about the estimate"},
           {"contraction", "", "How much narrower the posterior is than the prior: 0 nothing learnt, 1 everything"},
           {"rhat", "", "R-hat: whether chains agree; below 1.01 they do"},
           {"ess_bulk", "", "How many independent draws the middle of the posterior is known as well as by"},
           {"ess_tail", "", "The same of its ends"},
           {"posterior_mean", "", "Mean of the posterior"},
           {"posterior_sd", "", "Standard deviation of the posterior"},
           {"prior_centre", "", "Centre of the prior"},
           {"prior_p05", "", "5 in 100 of the prior lie below this"},
           {"prior_p50", "", "Half of the prior lies below this"},
           {"prior_p95", "", "95 in 100 of the prior lie below this"},
       }},
  });
  return all;
}

/// "cashable_saving_by_YYYY" of "cashable_saving_by_2036".
std::string without_year(std::string_view name) {
  constexpr std::size_t digits = 4;
  const bool has_year = name.size() > digits && name[name.size() - digits - 1] == '_' &&
                        name.substr(name.size() - digits).find_first_not_of("0123456789") == std::string_view::npos;
  return has_year ? std::string(name.substr(0, name.size() - digits)) + "YYYY" : std::string(name);
}

} // namespace

std::span<const Heading> headings() { return all_headings(); }

const Heading* find_heading(std::string_view name) {
  // a number at the end is a year only where no heading has that number itself
  for (const std::string& wanted : {std::string(name), without_year(name)}) {
    const auto found = std::find_if(all_headings().begin(), all_headings().end(),
                                    [&](const Heading& row) { return row.name == wanted; });
    if (found != all_headings().end()) {
      return &*found;
    }
  }
  return nullptr;
}

} // namespace headwater::outputs
