#include "scenarios/scenario_text.hpp"

#include "model/quantities/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::scenarios {
namespace {

/// A text in quotes as TOML takes it.
std::string in_toml_quotes(std::string_view text) {
  std::string safe = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      safe += std::string("\\") + c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      safe += fmt::format("\\u{:04X}", static_cast<unsigned>(c));
    } else {
      safe += c;
    }
  }
  return safe + "\"";
}

/// One key of a table of keys, which are written one below another.
std::string key_line(std::string_view key, const std::string& value) { return fmt::format("{:<8} = {}\n", key, value); }

std::string number_text(double value) { return fmt::format("{}", value); }

std::string fiscal_year(double time) { return in_toml_quotes(model::fiscal_year_of(time).label()); }

std::string settings_of(const Scenario& scenario, const model::Plan& before) {
  std::string text;
  for (const model::Setting& setting : model::settings()) {
    const double value = scenario.plan.*setting.in_plan;
    if (value == before.*setting.in_plan || setting.stated == model::StatedAs::loan_until) {
      continue;
    }
    text += key_line(setting.key, setting.stated == model::StatedAs::number ? number_text(value) : fiscal_year(value));
  }
  if (scenario.plan.cut != before.cut) {
    std::string list;
    for (const model::Loop& loop : cut_loops(scenario.plan)) {
      list += (list.empty() ? "" : ", ") + in_toml_quotes(loop.symbol);
    }
    text += key_line("off", "[" + list + "]");
  }
  return text;
}

/// What was stated as a step, though it has years: cash, which in the prices of 2024-25 goes on for longer than a schedule
/// may, and a loan by contract.
bool is_yearly_step(const StatedLever& stated) {
  return (stated.price_base == "nominal" || stated.terms) && stated.schedule.empty();
}

std::string payer_text(const PayerShares& shares) {
  std::string table;
  for (std::size_t i = 0; i < payer_count; ++i) {
    if (shares[i] == 1.0) {
      return in_toml_quotes(name(static_cast<Payer>(i)));
    }
    if (shares[i] != 0.0) {
      table += fmt::format("{}{} = {}", table.empty() ? "" : ", ", name(static_cast<Payer>(i)), number_text(shares[i]));
    }
  }
  return "{ " + table + " }";
}

std::string lever_of(const Scenario& scenario, const StatedLever& stated, const std::string& schedule) {
  std::string text = "\n[[lever]]\n" + key_line("name", in_toml_quotes(model::levers()[stated.lever].name));
  if (schedule.empty()) {
    text += key_line("start", in_toml_quotes(stated.start.label())) +
            (stated.terms ? "" : key_line("ramp", number_text(stated.ramp))) +
            key_line("amount", number_text(stated.amount)) +
            (stated.end ? key_line("end", in_toml_quotes(stated.end->label())) : "");
    text += stated.price_base == "nominal" ? key_line("price_base", in_toml_quotes(stated.price_base)) : "";
  } else {
    text += key_line("schedule", in_toml_quotes(schedule));
  }
  if (const std::optional<PayerShares> payer = payer_of(scenario, stated); payer && payer != scenario.payer) {
    text += key_line("payer", payer_text(*payer));
  }
  text += stated.until ? key_line("until", in_toml_quotes(stated.until->label())) : "";
  return text + (stated.terms ? key_line("repay_by", in_toml_quotes(stated.terms->repay_by.label())) +
                                    key_line("interest", number_text(stated.terms->interest)) +
                                    key_line("repayment", in_toml_quotes(name(stated.terms->repayment)))
                              : "");
}

std::string schedule_of(const StatedLever& stated) {
  std::string text = "fiscal_year,gbp_million\n";
  for (const ScheduledYear& year : stated.years) {
    text += fmt::format("{},{}\n", year.year.label(), number_text(year.amount));
  }
  return text;
}

std::string overrides_of(const Scenario& scenario, const Scenario& base) {
  std::string text;
  for (const Override& override_ : scenario.overrides) {
    const bool is_there = std::any_of(base.overrides.begin(), base.overrides.end(), [&](const Override& before) {
      return before.parameter == override_.parameter && before.value == override_.value;
    });
    if (!is_there) {
      text += fmt::format("{} = {}\n", model::parameters()[override_.parameter].name, number_text(override_.value));
    }
  }
  return text.empty() ? "" : "\n[parameters]\n" + text;
}

} // namespace

std::vector<TextFile> scenario_files(const Scenario& scenario, const Scenario* base) {
  const Scenario nothing;
  const Scenario& before = base == nullptr ? nothing : *base;
  std::string text = key_line("name", in_toml_quotes(scenario.name));
  text += scenario.question.empty() ? "" : key_line("question", in_toml_quotes(scenario.question));
  text += base == nullptr ? "" : key_line("parent", in_toml_quotes(before.id));
  text += scenario.area == before.area ? "" : key_line("area", in_toml_quotes(scenario.area));
  text += scenario.kind == usual_kind(scenario.plan) ? "" : key_line("kind", in_toml_quotes(name(scenario.kind)));
  text += scenario.payer && scenario.payer != before.payer ? key_line("payer", payer_text(*scenario.payer)) : "";
  text += scenario.beyond_range ? key_line("beyond_range", "true") : "";
  const auto is_only_here = [](const Override& own) { return own.only_here; };
  text += std::any_of(scenario.overrides.begin(), scenario.overrides.end(), is_only_here)
              ? key_line("only_in_this_plan", "true")
              : "";
  text += settings_of(scenario, before.plan);
  std::vector<TextFile> files(1);
  for (std::size_t i = before.levers.size(); i < scenario.levers.size(); ++i) { // its base's come first
    const StatedLever& stated = scenario.levers[i];
    std::string schedule;
    if (!stated.years.empty() && !is_yearly_step(stated)) {
      schedule = fmt::format("{}-{}.csv", scenario.id, files.size());
      files.push_back({schedule, schedule_of(stated)});
    }
    text += lever_of(scenario, stated, schedule);
  }
  files.front() = {scenario.id + ".toml", text + overrides_of(scenario, before)};
  return files;
}

} // namespace headwater::scenarios
