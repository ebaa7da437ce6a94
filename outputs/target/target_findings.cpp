#include "outputs/target/target_findings.hpp"

#include "outputs/charts/number_text.hpp"
#include "outputs/pictures/title_words.hpp"
#include "outputs/results/quantities.hpp"
#include "outputs/sensitivity/asked_output.hpp"
#include "scenarios/lever_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace headwater::outputs {
namespace {

constexpr double least_harm = 1e-6; ///< serious-harm equivalents: less is rounding
constexpr const char* harm_at_home = "harm_at_home";
constexpr const char* harm_from_separation = "harm_from_separation";

std::string spoken(std::string_view name) {
  std::string words(name);
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

/// "31 July 2035", "2035-36".
std::string day_in_words(const ExplainedOutput& output) {
  return output.at == output.year.label() ? output.at : fmt::format("31 July {}", output.year.first);
}

/// A value of the quantity as a sentence says it.
std::string value_in_words(const ExplainedOutput& output, double value) {
  return output.unit == "GBP" ? pounds_in_words(value) : number_in_words(value);
}

std::string signed_in_words(const ExplainedOutput& output, double change) {
  return (change > 0.0 ? "+" : "") + value_in_words(output, change);
}

std::string with_sign(double value, int decimals) {
  return (value > 0.0 ? "+" : "") + readable_number(value, decimals);
}

std::string times(double scale) { return fmt::format("{:.3f} times", scale); }

std::string years_in_words(const TargetFindings& findings) {
  return findings.years.empty() ? "no year" : span_of(findings.years);
}

bool is_money(const ScaledLever& lever) { return model::levers()[lever.lever].kind == model::LeverKind::money; }

/// Cells, each as wide as the widest of its column, numbers to the right of the first.
std::string in_rows(const std::vector<std::vector<std::string>>& rows) {
  const auto width_of = [](const std::string& text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
  };
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 0);
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], width_of(row[i]));
    }
  }
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string gap(widths[i] - width_of(row[i]), ' ');
      text += i == 0 ? "  " + row[i] + gap : "  " + gap + row[i];
    }
    text.erase(text.find_last_not_of(' ') + 1);
    text += "\n";
  }
  return text;
}

std::string answer_in_words(const TargetFindings& findings) {
  const ExplainedOutput& of = findings.of;
  std::string sought = in_words(of);
  sought.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(sought.front())));
  const std::string target = fmt::format("{}: {}", sought, value_in_words(of, findings.target));
  const std::string value = value_in_words(of, findings.run().value);
  const std::string money = fmt::format("{} a year of new money (real 2024-25 prices)",
                                        pounds_in_words(1e6 * findings.new_money(findings.scale())));
  if (findings.found.reached) {
    return fmt::format("{} is reached at {} the bundle of \"{}\": {}.", target, times(findings.scale()), findings.plan,
                       money);
  }
  if (findings.found.jumped) {
    return fmt::format(
        "{} is not reachable with this bundle: the quantity jumps over it. Nearest: {} at {} the bundle.", target,
        value, times(findings.scale()));
  }
  return fmt::format("{} is not reachable with this bundle. Tried to {} what \"{}\" states, {}. Nearest: {} at {} the "
                     "bundle, {}.",
                     target, times(findings.most), findings.plan, findings.why_most, value, times(findings.scale()),
                     money);
}

std::string monotone_in_words(const TargetFindings& findings) {
  const std::size_t runs = findings.found.tried.size();
  return findings.found.monotone
             ? fmt::format(
                   "{} runs found it, {} more looked between: at every scale tried, more of the bundle does more.",
                   findings.found.searched, runs - findings.found.searched)
             : fmt::format(
                   "NOT MONOTONE: more of the bundle undoes what less of it does, at some of the {} scales that "
                   "were run; the answer is the smallest scale found (target.csv has all of them).",
                   runs);
}

std::string levers_in_rows(const TargetFindings& findings) {
  std::vector<std::vector<std::string>> rows{{"lever", "in the plan", "found", "in"}};
  for (const ScaledLever& lever : findings.levers) {
    const model::Lever& row = model::levers()[lever.lever];
    const std::string unit = scenarios::unit_in_words(row.unit);
    const double found = lever.amount * findings.scale();
    const int decimals = std::max(is_money(lever) ? 1 : 0, readable_decimals({lever.amount, found}));
    rows.push_back({spoken(row.name), readable_number(lever.amount, decimals), readable_number(found, decimals),
                    is_money(lever) ? "£ million a year, 2024-25"
                    : unit.empty()  ? std::string(row.unit)
                                    : unit});
  }
  return in_rows(rows);
}

std::string effects_in_rows(const TargetFindings& findings) {
  const TargetRun& without = findings.without();
  const TargetRun& found = findings.run();
  std::vector<std::vector<std::string>> rows{{"", "without", "found", "change"}};
  rows.push_back({in_words(findings.of), value_in_words(findings.of, without.value),
                  value_in_words(findings.of, found.value), signed_in_words(findings.of, found.value - without.value)});
  const auto harm = [&](const std::string& name, double before, double after) {
    const int decimals = readable_decimals({after - before});
    rows.push_back({name, readable_number(before, 0), readable_number(after, 0), with_sign(after - before, decimals)});
  };
  const std::string year = findings.of.year.label();
  harm("harm at home, " + year, without.in_year.at_home, found.in_year.at_home);
  harm("harm from separation, " + year, without.in_year.from_separation, found.in_year.from_separation);
  const std::string years = years_in_words(findings);
  harm("harm at home, " + years, without.over_years.at_home, found.over_years.at_home);
  harm("harm from separation, " + years, without.over_years.from_separation, found.over_years.from_separation);
  rows.push_back({fmt::format("what it itself costs, {}", year), "", "", pounds_in_words(found.investment)});
  for (std::size_t i = 0; i < horizons.size(); ++i) {
    if (found.npv[i]) {
      rows.push_back({fmt::format("net present value to {} (public purse)", horizons[i].last.label()), "", "",
                      pounds_in_words(*found.npv[i])});
    }
  }
  return in_rows(rows);
}

} // namespace

std::string in_words(const ExplainedOutput& output) {
  return fmt::format("{}, {}", spoken(output.quantity), day_in_words(output));
}

double TargetFindings::new_money(double scale) const {
  double sum = 0.0;
  for (const ScaledLever& lever : levers) {
    sum += is_money(lever) ? scale * lever.amount : 0.0;
  }
  return sum;
}

std::vector<std::string> TargetFindings::rising_harms() const {
  std::vector<std::string> sentences;
  const auto add = [&](const char* name, double Harms::*harm) {
    const double in_year = run().in_year.*harm - without().in_year.*harm;
    const double in_all = run().over_years.*harm - without().over_years.*harm;
    if (in_year > least_harm || in_all > least_harm) {
      sentences.push_back(fmt::format("{} RISES: {} serious-harm equivalents in {}, {} over {}.", name,
                                      with_sign(in_year, readable_decimals({in_year})), of.year.label(),
                                      with_sign(in_all, readable_decimals({in_all})), years_in_words(*this)));
    }
  };
  add("Harm at home", &Harms::at_home);
  add("Harm from separation", &Harms::from_separation);
  return sentences;
}

Table target_table(const TargetFindings& findings) {
  Table table{{"tried", "scale", "quantity", "at", "unit", "value"}, {}};
  const std::string year = findings.of.year.label();
  const std::string years = years_in_words(findings);
  for (std::size_t i = 0; i < findings.runs.size(); ++i) {
    const TargetRun& run = findings.runs[i];
    const double scale = findings.found.tried[i].scale;
    const auto add = [&](std::string_view quantity, std::string at, std::string_view unit, double value) {
      table.rows.push_back(
          {std::to_string(i + 1), exact(scale), std::string(quantity), std::move(at), std::string(unit), exact(value)});
    };
    add(findings.of.quantity, findings.of.at, findings.of.unit, run.value);
    for (const ScaledLever& lever : findings.levers) {
      const model::Lever& row = model::levers()[lever.lever];
      add(row.name, "at its furthest", is_money(lever) ? "GBP million a year, real 2024-25 prices" : row.unit,
          scale * lever.amount);
    }
    add("new_money", "at its furthest", "GBP million a year, real 2024-25 prices", findings.new_money(scale));
    constexpr std::string_view harms = "serious-harm equivalents";
    add(harm_at_home, year, harms, run.in_year.at_home);
    add(harm_from_separation, year, harms, run.in_year.from_separation);
    add(harm_at_home, years, harms, run.over_years.at_home);
    add(harm_from_separation, years, harms, run.over_years.from_separation);
    add("investment", year, "GBP", run.investment);
    for (std::size_t h = 0; h < horizons.size(); ++h) {
      if (run.npv[h]) {
        add("npv", horizons[h].last.label(), "GBP", *run.npv[h]);
      }
    }
  }
  return table;
}

std::string target_text(const TargetFindings& findings) {
  std::string text;
  for (const std::string& rise : findings.rising_harms()) {
    text += rise + "\n";
  }
  text += answer_in_words(findings) + "\n\n" + levers_in_rows(findings);
  if (!findings.held.empty()) {
    std::string held;
    for (const std::string& name : findings.held) {
      held += (held.empty() ? "" : ", ") + spoken(name);
    }
    text += fmt::format("  Held as the plan states it, and not scaled: {}.\n", held);
  }
  text += "\n" + effects_in_rows(findings) + "\n" + monotone_in_words(findings) + "\n";
  text += fmt::format(
      "\"Without\" is the plan without its bundle{}. Central values of the assumptions, one run each. Money "
      "is in {}, net present values in real pounds.\n",
      findings.start.empty() ? "" : fmt::format(", which is \"{}\"", findings.start), findings.prices);
  return text;
}

nlohmann::ordered_json target_json(const TargetFindings& findings) {
  using Json = nlohmann::ordered_json;
  const auto of_run = [&](const TargetRun& run) {
    Json npv = Json::object();
    for (std::size_t i = 0; i < horizons.size(); ++i) {
      if (run.npv[i]) {
        npv[horizons[i].last.label()] = *run.npv[i];
      }
    }
    return Json{{"value", run.value},
                {"harm_at_home", run.in_year.at_home},
                {"harm_from_separation", run.in_year.from_separation},
                {"harm_at_home_over_years", run.over_years.at_home},
                {"harm_from_separation_over_years", run.over_years.from_separation},
                {"investment", run.investment},
                {"npv", npv}};
  };
  Json levers = Json::object();
  for (const ScaledLever& lever : findings.levers) {
    levers[std::string(model::levers()[lever.lever].name)] = findings.scale() * lever.amount;
  }
  Json tried = Json::array();
  for (const experiments::TriedScale& one : findings.found.tried) {
    tried.push_back({{"scale", one.scale}, {"value", one.value}});
  }
  return {{"harm_rises", findings.rising_harms()},
          {"scenario", findings.id},
          {"quantity", findings.of.quantity},
          {"unit", findings.of.unit},
          {"at", findings.of.at},
          {"target", findings.target},
          {"within", findings.tolerance},
          {"reached", findings.found.reached},
          {"monotone", findings.found.monotone},
          {"scale", findings.scale()},
          {"most", findings.most},
          {"levers", levers},
          {"held", findings.held},
          {"new_money", findings.new_money(findings.scale())},
          {"years", years_in_words(findings)},
          {"found", of_run(findings.run())},
          {"without", of_run(findings.without())},
          {"runs_of_the_search", findings.found.searched},
          {"tried", tried}};
}

} // namespace headwater::outputs
