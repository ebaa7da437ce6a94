// What a finance committee asks of a plan, one function a file.
#include "outputs/appraisal/appraisal.hpp"
#include "outputs/appraisal/follow_the_money.hpp"
#include "outputs/appraisal/pockets.hpp"
#include "outputs/appraisal/robust.hpp"
#include "outputs/charts/csv_text.hpp"
#include "outputs/tables/percentiles.hpp"
#include "outputs/tables/tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>

namespace headwater::outputs {
namespace {

struct Probability {
  std::string measure;
  double share;      ///< of draws
  std::size_t draws; ///< that it is of
};

/// What the draws say of a perspective: how often it gains by a horizon, and has broken even by the end of March of some
/// years up to it. None without draws.
std::vector<Probability> probabilities(const Findings& findings, const ScenarioRun& run, Perspective perspective,
                                       FiscalYear horizon) {
  std::vector<Probability> found;
  if (!findings.ensemble) {
    return found;
  }
  const std::size_t position = run.position;
  if (const Spread* npv = findings.ensemble->of(position, perspective, "npv", horizon)) {
    found.push_back({"p_npv_above_0", npv->share_above_0, npv->counted});
  }
  for (const int march : {2031, 2036, 2041, 2046, 2066, 2086}) {
    if (march - 1 > horizon.first) {
      break;
    }
    if (const auto share = findings.ensemble->broken_even_by(position, perspective, {march - 1});
        share && std::isfinite(*share)) {
      found.push_back({fmt::format("p_break_even_by_{}", march), *share, findings.ensemble->used()});
    }
  }
  return found;
}

} // namespace

Table appraisal_table(const Runs& runs, const Findings& findings) {
  Table table{{"scenario", "measure", "perspective", "horizon", "unit", "value", "p05", "p25", "p50", "p75", "p95",
               "draws_counted", "share_above_0", "baseline", "why_no_value", "why_no_percentile"},
              {}};
  for (const ScenarioRun& run : runs) {
    if (run.is_baseline()) {
      continue;
    }
    const Compared compared = runs.compared(run);
    const std::string& baseline = runs.baseline_of(run).id;
    const std::vector<CashFlows> whole = all_cash_flows(compared, runs.prices, runs.basis);
    const std::vector<CashFlows> whole_lower = at_lower_rates(compared, runs.prices, runs.basis);
    for (const FiscalYear horizon : appraised_to(runs.horizon)) {
      const std::vector<CashFlows> flows = up_to(whole, horizon);
      const std::vector<std::vector<AppraisalMeasure>> found = all_measures(compared, runs.prices, flows);
      const std::vector<CashFlows> lower = up_to(whole_lower, horizon);
      for (std::size_t i = 0; i < flows.size(); ++i) {
        const Perspective perspective = flows[i].perspective;
        const std::string of(name(perspective));
        for (const AppraisalMeasure& measure : found[i]) {
          std::vector<std::string> row{run.id, measure.name, of, horizon.label(), measure.unit, measure.text()};
          const Spread* spread = spread_of(findings, run, perspective, measure.name, horizon);
          add_percentiles(row, spread, measure.unit == "fiscal year");
          const bool has_sign = spread != nullptr && measure.unit == "GBP";
          row.insert(row.end(),
                     {has_sign ? exact(spread->share_above_0) : "", baseline, measure.why,
                      spread == nullptr ? "" : why_no_percentile(*findings.ensemble, spread, measure.name, horizon)});
          table.rows.push_back(std::move(row));
        }
        if (!lower.empty()) {
          table.rows.push_back({run.id, "npv_lower_rates", of, horizon.label(), "GBP", exact(npv(lower[i])), "", "", "",
                                "", "", "", "", baseline, "", ""});
        }
        for (const Probability& probability : probabilities(findings, run, perspective, horizon)) {
          table.rows.push_back({run.id, probability.measure, of, horizon.label(), "share", exact(probability.share), "",
                                "", "", "", "", std::to_string(probability.draws), "", baseline, "", ""});
        }
      }
    }
    if (!run.unpriced.empty()) {
      table.rows.push_back({run.id, "rule_not_price", std::string(name(Perspective::public_purse)),
                            last_whole_year(runs.horizon).label(), "levers",
                            fmt::format("{}", fmt::join(run.unpriced, "; ")), "", "", "", "", "", "", "", baseline, "",
                            ""});
    }
    for (const CashFlows& flows : whole) {
      if (const std::optional<bool> robust = is_robust(flows)) {
        table.rows.push_back({run.id, "sign_same_at_40_and_60_years", std::string(name(flows.perspective)),
                              horizons.back().last.label(), "yes or no", *robust ? "yes" : "no", "", "", "", "", "", "",
                              "", baseline, "", ""});
      }
    }
  }
  return table;
}

Table break_even_table(const Runs& runs, const Ensemble& ensemble) {
  Table table{{"scenario", "perspective", "fiscal_year", "p_broken_even"}, {}};
  for (const ScenarioRun& run : runs) {
    for (const Perspective perspective : perspectives) {
      for (FiscalYear year = first_whole_year; year <= last_whole_year(runs.horizon); ++year.first) {
        if (const auto share = ensemble.broken_even_by(run.position, perspective, year);
            share && std::isfinite(*share)) {
          table.rows.push_back({run.id, std::string(name(perspective)), year.label(), exact(*share)});
        }
      }
    }
  }
  return table;
}

Table failures_table(const Runs& runs, const Ensemble& ensemble) {
  Table table{{"draw", "scenario", "what"}, {}};
  for (const DrawFailure& failure : ensemble.failures) {
    table.rows.push_back({std::to_string(failure.draw + 1), runs[failure.plan].id, failure.what});
  }
  return table;
}

std::string cash_flows_csv(const Runs& runs) {
  struct Column {
    const char* name;
    const char* unit;
    double CashFlow::*value;
  };
  static constexpr Column columns[] = {
      {"investment", "GBP", &CashFlow::investment},
      {"saving", "GBP", &CashFlow::saving},
      {"finance", "GBP", &CashFlow::finance},
      {"loan_owed_at_year_end", "GBP", &CashFlow::owed},
      {"loan_due", "GBP", &CashFlow::due},
      {"optimism_bias", "GBP", &CashFlow::optimism_bias},
      {"benefit_haircut", "GBP", &CashFlow::benefit_haircut},
      {"own_money", "GBP", &CashFlow::own_money},
      {"net_position", "GBP", &CashFlow::net},
      {"net_position_cumulative", "GBP", &CashFlow::cumulative},
      {"cashable_saving", "GBP", &CashFlow::cashable},
      {"discount_factor", "ratio", &CashFlow::discount_factor},
      {"present_cost", "GBP", &CashFlow::present_cost},
      {"present_benefit", "GBP", &CashFlow::present_benefit},
      {"present_value", "GBP", &CashFlow::present_value},
      {"present_value_cumulative", "GBP", &CashFlow::cumulative_present_value},
  };
  const std::string real = runs.prices.real_year().label();
  const std::string stated = runs.prices.key();
  CsvText csv({"scenario", "perspective", "fiscal_year", "quantity", "unit", "price_base", "value"});
  for (const ScenarioRun& run : runs) {
    if (run.is_baseline()) {
      continue;
    }
    for (const CashFlows& flows : all_cash_flows(runs.compared(run), runs.prices, runs.basis)) {
      for (const CashFlow& flow : flows.years) {
        const std::string year = flow.year.label();
        for (const Column& column : columns) {
          const std::string_view quantity = column.name;
          const std::string_view base = quantity == "discount_factor"     ? std::string_view()
                                        : quantity.starts_with("present") ? real
                                                                          : stated;
          csv.row({run.id, name(flows.perspective), year, quantity, column.unit, base, flow.*column.value});
        }
        for (const Beside beside : besides) {
          const Amount& amount = flow.beside[static_cast<std::size_t>(beside)];
          csv.row({run.id, name(flows.perspective), year, name(beside), "GBP", stated, amount.gbp});
          csv.row({run.id, name(flows.perspective), year, std::string(name(beside)) + "_haircut", "GBP", stated,
                   amount.haircut});
          csv.row({run.id, name(flows.perspective), year, "present_" + std::string(name(beside)), "GBP", real,
                   amount.present});
        }
      }
    }
  }
  return csv.take();
}

Table finance_table(const Runs& runs) {
  struct Column {
    const char* name;
    double (*value)(const FinanceStatement&);
  };
  static constexpr Column columns[] = {
      {"ring_fenced_investment", [](const FinanceStatement& of) { return of.ring_fenced; }},
      {"loan_drawn", [](const FinanceStatement& of) { return of.loan.drawn; }},
      {"loan_interest", [](const FinanceStatement& of) { return of.loan.interest; }},
      {"loan_interest_added", [](const FinanceStatement& of) { return of.loan.interest_added; }},
      {"loan_repaid", [](const FinanceStatement& of) { return of.loan.repaid; }},
      {"loan_owed_at_year_end", [](const FinanceStatement& of) { return of.loan.owed; }},
      {"loan_due", [](const FinanceStatement& of) { return of.loan.due; }},
      {"money_released_a_year", [](const FinanceStatement& of) { return of.released; }},
      {"of_which_reinvested", [](const FinanceStatement& of) { return of.reinvested; }},
      {"of_which_clawed_back", [](const FinanceStatement& of) { return of.clawed_back; }},
      {"cost_not_yet_released", [](const FinanceStatement& of) { return of.release_lag; }},
      {"stranded_cost", [](const FinanceStatement& of) { return of.stranded; }},
      {"double_running", [](const FinanceStatement& of) { return of.double_running; }},
  };
  Table table{{"scenario", "fiscal_year", "line", "unit", "price_base", "value"}, {}};
  for (const ScenarioRun& run : runs) {
    for (const FinanceStatement& year : finance_statement(runs.compared(run))) {
      for (const Column& column : columns) {
        table.rows.push_back({run.id, year.year.label(), column.name, "GBP", runs.prices.key(),
                              exact(runs.prices.pounds(column.value(year), year.year))});
      }
    }
  }
  return table;
}

Table pockets_table(const Runs& runs) {
  Table table{{"scenario", "pays", "saves", "years", "unit", "price_base", "value"}, {}};
  for (const ScenarioRun& run : runs) {
    if (run.is_baseline()) {
      continue;
    }
    const Pockets found = pockets(all_cash_flows(runs.compared(run), runs.prices, runs.basis), runs.basis.settle_by);
    const std::string years = found.first.label() + " to " + found.last.label();
    const auto add = [&](std::string_view pays, std::string_view saves, double gbp) {
      table.rows.push_back(
          {run.id, std::string(pays), std::string(saves), years, "GBP", runs.prices.key(), exact(gbp)});
    };
    for (std::size_t i = 0; i < public_payer_count; ++i) {
      for (std::size_t k = 0; k < public_payer_count; ++k) {
        add(name(static_cast<Payer>(i)), name(static_cast<Payer>(k)),
            found.saved_by(static_cast<Payer>(i), static_cast<Payer>(k)));
      }
    }
    for (std::size_t i = 0; i < public_payer_count; ++i) {
      const std::string_view payer = name(static_cast<Payer>(i));
      add(payer, "all_invested", found.invests[i]);
      add("all_saved", payer, found.saves[i]);
      add("loan_and_claw_back", payer, found.finance[i]);
      add("net_position", payer, found.net[i]);
    }
  }
  return table;
}

Table transfers_table(const Runs& runs) {
  Table table{{"scenario", "kind", "from", "to", "years", "unit", "price_base", "value", "why_no_value"}, {}};
  for (const ScenarioRun& run : runs) {
    if (run.is_baseline()) {
      continue;
    }
    const Pockets found = pockets(all_cash_flows(runs.compared(run), runs.prices, runs.basis), runs.basis.settle_by);
    const std::string years = found.first.label() + " to " + found.last.label();
    const auto add = [&](const char* kind, std::string_view from, std::string_view to, const char* unit,
                         std::string value, std::string why = "") {
      table.rows.push_back({run.id, kind, std::string(from), std::string(to), years, unit,
                            std::string(unit) == "share" ? "" : runs.prices.key(), std::move(value), std::move(why)});
    };
    for (const Transfer& transfer : found.settlement.transfers) {
      add("transfer", name(static_cast<Payer>(transfer.from)), name(static_cast<Payer>(transfer.to)), "GBP a year",
          exact(transfer.gbp_a_year));
    }
    const bool settled = found.settlement.can_be_settled();
    add("all_transfers", "", "", "GBP a year", settled ? exact(found.settlement.total_gbp_a_year) : "",
        settled ? "" : "the payers together are worse off, so no transfer among them leaves none worse off");
    add("shortfall", "", "", "GBP", exact(found.settlement.shortfall_gbp));
    add("pooling_share", "", "", "share", found.pooling_share ? exact(*found.pooling_share) : "",
        found.pooling_share ? "" : "losses exceed gains");
  }
  return table;
}

Table delays_table(const Runs& runs, const std::vector<Delay>& delays) {
  Table table{{"scenario", "years_of_delay", "quantity", "perspective", "unit", "price_base", "value"}, {}};
  for (const Delay& delay : delays) {
    const std::string& id = runs[delay.run].id;
    const std::string years = std::to_string(delay.years);
    const auto add = [&](const char* quantity, std::string_view perspective, const char* unit, const std::string& base,
                         double value) {
      table.rows.push_back({id, years, quantity, std::string(perspective), unit, base, exact(value)});
    };
    for (const Perspective perspective : perspectives) {
      const auto i = static_cast<std::size_t>(perspective);
      add("net_position_change", name(perspective), "GBP", runs.prices.key(), delay.net_position[i]);
      add("npv_change", name(perspective), "GBP", runs.prices.real_year().label(), delay.present_value[i]);
    }
    add("more_children_starting_care_meanwhile", "", "children", "", delay.more_starts_meanwhile);
    add("more_children_starting_care", "", "children", "", delay.more_starts);
    add("more_years_in_care", "", "child-years", "", delay.more_care_years);
    add("more_harm_at_home", "", "serious-harm equivalents", "", delay.more_harm_at_home);
    add("more_harm_from_separation", "", "serious-harm equivalents", "", delay.more_harm_from_separation);
  }
  return table;
}

Table practice_table(const Runs& runs, const std::vector<WithoutPractice>& found) {
  Table table{{"scenario", "decision_practice", "quantity", "at", "unit", "value"}, {}};
  const FiscalYear summed = spoken_horizon(runs.horizon);
  const FiscalYear july = summary_years(runs.horizon).back();
  for (const WithoutPractice& plan : found) {
    const std::string& id = runs[plan.run].id;
    for (const bool has_it : {true, false}) {
      const PracticeSide& side = has_it ? plan.with : plan.without;
      const auto add = [&](const char* quantity, const std::string& at, const char* unit, double value) {
        table.rows.push_back({id, has_it ? "with" : "without", quantity, at, unit, exact(value)});
      };
      add("looked_after_change", fmt::format("{}-07-31", july.first), "children", side.looked_after);
      add("harm_at_home_change", "to " + summed.label(), "serious-harm equivalents", side.harm_at_home);
      add("harm_from_separation_change", "to " + summed.label(), "serious-harm equivalents", side.harm_from_separation);
      for (std::size_t i = 0; i < horizons.size(); ++i) {
        if (side.npv[i]) {
          add("npv", "to " + horizons[i].last.label(), "GBP", *side.npv[i]);
        }
      }
    }
  }
  return table;
}

Table difference_table(const PlanDifference& difference) {
  Table table{{"from", "to", "quantity", "at", "unit", "change", "share", "standard_error", "alone", "last", "method"},
              {}};
  const std::string method = difference.exact ? "exact" : "sampled";
  for (std::size_t i = 0; i < difference.outputs.size(); ++i) {
    const ExplainedOutput& output = difference.outputs[i];
    const experiments::Attribution& found = difference.attributions[i];
    for (std::size_t k = 0; k < difference.changes.size(); ++k) {
      const experiments::PlayerEffect& effect = found.players[k];
      table.rows.push_back({difference.from, difference.to, output.quantity, output.at, output.unit,
                            difference.changes[k].name, exact(effect.share), exact(effect.standard_error),
                            exact(effect.alone), exact(effect.last), method});
    }
    table.rows.push_back({difference.from, difference.to, output.quantity, output.at, output.unit, "all together",
                          exact(found.total), "0", exact(found.total - found.interaction), "", method});
    table.rows.push_back({difference.from, difference.to, output.quantity, output.at, output.unit,
                          "interaction (inside the shares)", exact(found.interaction), "0", "", "", method});
  }
  return table;
}

Table follow_the_money_table(const Runs& runs) {
  Table table{{"line", "published_low", "published_high", "model", "difference_from_middle", "unit", "note"}, {}};
  if (!runs.nation) {
    return table;
  }
  for (const PublishedTotal& total : follow_the_money(runs.baseline_of(runs.front()).record)) {
    table.rows.push_back({std::string(total.line), exact(total.low), exact(total.high), exact(total.model),
                          exact(total.model - 0.5 * (total.low + total.high)),
                          "GBP million a year, 2018-19 prices, 2018-19", std::string(total.note)});
  }
  return table;
}

} // namespace headwater::outputs
