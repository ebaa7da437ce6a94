#include "outputs/sensitivity/sensitivity_findings.hpp"

#include "outputs/charts/number_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

std::string as_sentence(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z' && (text.size() < 2 || text[1] < 'A' || text[1] > 'Z')) {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  return text;
}

std::string in_percent(double share) { return fmt::format("{:.0f} %", 100.0 * share); }

std::string count(std::size_t number) { return readable_number(static_cast<double>(number), 0); }

// "recovery without services is above 0.23".
std::string restriction_in_words(const SensitivityFindings& findings, const experiments::PrimRestriction& range) {
  const model::Parameter& row = findings.parameter(range.input);
  const std::string what = fmt::format("{} ({})", as_sentence(in_few_words(row)), row.name);
  if (std::isinf(range.low)) {
    return fmt::format("{} is below {}", what, in_words(row, range.high));
  }
  if (std::isinf(range.high)) {
    return fmt::format("{} is above {}", what, in_words(row, range.low));
  }
  return fmt::format("{} is between {} and {}", what, in_words(row, range.low), in_words(row, range.high));
}

std::string goals_in_words(const SensitivityFindings& findings) {
  std::string words;
  for (const Goal& goal : findings.goals) {
    words += (words.empty() ? "" : " and ") + goal.text;
  }
  return words;
}

std::string padded(std::string text, std::size_t width) {
  std::size_t letters = 0;
  for (const char c : text) {
    letters += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0; // bytes that begin a letter
  }
  text.append(letters < width ? width - letters : 0, ' ');
  return text;
}

} // namespace

const model::Parameter& SensitivityFindings::parameter(std::size_t assumption) const {
  return model::parameters()[assumptions.moved()[assumption].parameter];
}

const experiments::SobolIndex* SensitivityFindings::index_of(std::size_t assumption) const {
  const auto found = std::find(alone.begin(), alone.end(), assumption);
  return found == alone.end() ? nullptr : &sobol.groups.at(static_cast<std::size_t>(found - alone.begin()));
}

const AssumptionSwitch* SensitivityFindings::switch_of(std::size_t assumption) const {
  const auto found = std::find_if(switches.begin(), switches.end(),
                                  [&](const AssumptionSwitch& one) { return one.assumption == assumption; });
  return found == switches.end() ? nullptr : &*found;
}

std::string in_words(const SensitivityFindings& findings, const AssumptionSwitch& flip) {
  if (!flip.found.flips()) {
    return flip.found.failed > 0 ? "no flip seen, but runs broke down" : "does not flip within its range";
  }
  std::vector<double> values;
  for (const experiments::Crossing& crossing : flip.found.crossings) {
    values.push_back(crossing.value);
  }
  const double centre = findings.assumptions.moved()[flip.assumption].range.centre;
  std::sort(values.begin(), values.end(),
            [&](double a, double b) { return std::abs(a - centre) < std::abs(b - centre); });
  std::string words = "flips at ";
  for (std::size_t i = 0; i < values.size(); ++i) {
    words += (i == 0 ? "" : " and ") + in_words(findings.parameter(flip.assumption), values[i]);
  }
  return words;
}

std::vector<std::string> discovery_in_words(const SensitivityFindings& findings) {
  if (!findings.discovery) {
    return {};
  }
  const experiments::ScenarioDiscovery& found = *findings.discovery;
  const double share =
      found.points == 0 ? 0.0 : static_cast<double>(found.of_interest) / static_cast<double>(found.points);
  std::vector<std::string> words{fmt::format("The goal ({}) is missed in {} of {} runs ({}).", goals_in_words(findings),
                                             count(found.of_interest), count(found.points), in_percent(share))};
  for (const experiments::FoundBox& box : found.boxes) {
    std::string where;
    for (const experiments::PrimRestriction& range : box.restrictions) {
      where += (where.empty() ? "" : " and ") + restriction_in_words(findings, range);
    }
    // A box is measured among the runs that no box before it holds.
    words.push_back(fmt::format(
        "{} missed in {} of runs where {} ({} among runs held out of the search); that is {} of "
        "all misses.",
        &box == &found.boxes.front() ? "It is" : "Of the runs outside that, it is", in_percent(box.all.density), where,
        in_percent(box.held_out.density), in_percent(box.all.coverage)));
  }
  if (found.boxes.empty()) {
    switch (found.end) {
    case experiments::PrimEnd::nothing_of_interest:
      words.emplace_back("No run misses it, so there is nothing to describe.");
      break;
    case experiments::PrimEnd::all_of_interest:
      words.emplace_back("Every run misses it, so no range tells misses apart.");
      break;
    default:
      words.emplace_back("No ranges of a few assumptions tell misses apart better than chance would.");
    }
  }
  return words;
}

std::string interaction_in_words(const SensitivityFindings& findings) {
  double first = 0.0;
  for (const experiments::SobolIndex& index : findings.sobol.groups) {
    first += index.first.value;
  }
  if (!std::isfinite(first)) {
    return "The output does not vary, or too few runs were whole: there are no Sobol indices.";
  }
  const std::string rest =
      first <= 1.0 ? fmt::format("the other {} comes from what assumptions do together", in_percent(1.0 - first))
                   : "within chance of all of it, so acting together adds little";
  return fmt::format("First-order indices sum to {:.2f} of the variance: {}. With {} rows that is a rough figure: each "
                     "index has an interval in sobol.csv, and more --rows narrow it.",
                     first, rest, count(findings.sobol.used));
}

std::string runs_in_words(const SensitivityFindings& findings) {
  std::size_t runs = 0;
  std::size_t failed = 0;
  std::size_t without_value = 0;
  std::string which;
  for (const RunsMade& made : findings.runs) {
    without_value += made.without_value;
    runs += made.runs;
    failed += made.failed;
    if (made.failed > 0) {
      which += fmt::format("{}{} of {} for {} ({})", which.empty() ? "" : "; ", count(made.failed), count(made.runs),
                           made.of, made.first_failure);
    }
  }
  const std::string words =
      failed == 0 ? fmt::format("{} runs with and without the plan; none broke down.", count(runs))
                  : fmt::format("{} runs with and without the plan; left out because they broke down: {}, that is {}.",
                                count(runs), count(failed), which);
  return without_value == 0 ? words
                            : fmt::format("{} Left out because there is no {} in them: {} runs.", words,
                                          findings.of.in_words(), count(without_value));
}

std::string tornado_title(const SensitivityFindings& findings) {
  if (!std::isfinite(findings.tornado.at_centre)) {
    return fmt::format("There is no {} with central values, from which assumptions could move it",
                       findings.of.in_words());
  }
  if (findings.tornado.bars.empty() || findings.tornado.bars.front().swing == 0.0) {
    return fmt::format("No assumption moves {} by itself", findings.of.in_words());
  }
  const experiments::TornadoBar& bar = findings.tornado.bars.front();
  return fmt::format("{} moves {}{} most: from {} to {}", in_few_words(findings.parameter(bar.parameter)),
                     findings.of.kind == OutputKind::measure ? "the " : "", findings.of.in_words(),
                     in_words(findings.of, std::min(bar.at_low, bar.at_high)),
                     in_words(findings.of, std::max(bar.at_low, bar.at_high)));
}

Table tornado_table(const SensitivityFindings& findings) {
  Table table;
  table.columns = {"rank",   "name",      "meaning", "unit",  "low",       "centre", "high",
                   "at_low", "at_centre", "at_high", "swing", "raised_by", "output", "output_unit"};
  std::size_t rank = 0;
  for (const experiments::TornadoBar& bar : findings.tornado.bars) {
    const model::Parameter& row = findings.parameter(bar.parameter);
    const experiments::CentredRange& range = findings.assumptions.moved()[bar.parameter].range;
    const char* raised = bar.raised_by == experiments::RaisingEnd::low    ? "low"
                         : bar.raised_by == experiments::RaisingEnd::high ? "high"
                         : bar.raised_by == experiments::RaisingEnd::both ? "both"
                                                                          : "neither";
    table.rows.push_back({std::to_string(++rank), std::string(row.name), in_few_words(row), std::string(row.unit),
                          exact(range.low), exact(range.centre), exact(range.high), exact(bar.at_low),
                          exact(findings.tornado.at_centre), exact(bar.at_high), exact(bar.swing), raised,
                          findings.of.in_words(), findings.of.unit});
  }
  return table;
}

Table morris_table(const SensitivityFindings& findings) {
  Table table;
  table.columns = {"rank",         "name",   "mu_star",    "mu_star_standard_error", "mu", "sigma",
                   "trajectories", "output", "output_unit"};
  std::size_t rank = 0;
  for (const std::size_t i : experiments::most_influential(findings.morris, findings.morris.inputs.size())) {
    const experiments::ElementaryEffects& effects = findings.morris.inputs[i];
    table.rows.push_back({std::to_string(++rank), std::string(findings.parameter(i).name),
                          plain_number(effects.mu_star), plain_number(effects.mu_star_error), plain_number(effects.mu),
                          plain_number(effects.sigma), std::to_string(findings.morris.used), findings.of.in_words(),
                          findings.of.unit});
  }
  return table;
}

Table sobol_table(const SensitivityFindings& findings) {
  Table table;
  table.columns = {"name", "first", "first_low", "first_high", "total", "total_low", "total_high", "rows", "output"};
  for (std::size_t g = 0; g < findings.sobol.groups.size(); ++g) {
    const experiments::SobolIndex& index = findings.sobol.groups[g];
    table.rows.push_back(
        {g < findings.alone.size() ? std::string(findings.parameter(findings.alone[g]).name) : "all others",
         plain_number(index.first.value), plain_number(index.first.low), plain_number(index.first.high),
         plain_number(index.total.value), plain_number(index.total.low), plain_number(index.total.high),
         std::to_string(findings.sobol.used), findings.of.in_words()});
  }
  return table;
}

Table switching_values_table(const SensitivityFindings& findings) {
  Table table;
  table.columns = {"name",      "unit",     "low",    "centre",  "high",        "flips",   "value",
                   "direction", "narrowed", "at_low", "at_high", "failed_runs", "decision"};
  for (const AssumptionSwitch& one : findings.switches) {
    const model::Parameter& row = findings.parameter(one.assumption);
    const experiments::CentredRange& range = findings.assumptions.moved()[one.assumption].range;
    const auto add = [&](const experiments::Crossing* crossing) {
      table.rows.push_back({std::string(row.name), std::string(row.unit), exact(range.low), exact(range.centre),
                            exact(range.high), crossing == nullptr ? "does not flip within its range" : "flips",
                            crossing == nullptr ? "" : exact(crossing->value),
                            crossing == nullptr ? ""
                            : crossing->rises   ? "above it the decision quantity is above 0"
                                                : "above it the decision quantity is below 0",
                            crossing == nullptr  ? ""
                            : crossing->narrowed ? "yes"
                                                 : "no",
                            plain_number(one.found.at_low), plain_number(one.found.at_high),
                            std::to_string(one.found.failed), findings.decision.in_words()});
    };
    for (const experiments::Crossing& crossing : one.found.crossings) {
      add(&crossing);
    }
    if (one.found.crossings.empty()) {
      add(nullptr);
    }
  }
  return table;
}

Table discovery_table(const SensitivityFindings& findings) {
  Table table;
  table.columns = {"box",      "name", "unit", "low",    "high", "quasi_p", "density", "density_held_out",
                   "coverage", "mass", "runs", "missed", "goal"};
  for (std::size_t b = 0; findings.discovery && b < findings.discovery->boxes.size(); ++b) {
    const experiments::FoundBox& box = findings.discovery->boxes[b];
    for (const experiments::PrimRestriction& range : box.restrictions) {
      const model::Parameter& row = findings.parameter(range.input);
      table.rows.push_back({std::to_string(b + 1), std::string(row.name), std::string(row.unit),
                            plain_number(range.low), plain_number(range.high), plain_number(range.quasi_p),
                            plain_number(box.all.density), plain_number(box.held_out.density),
                            plain_number(box.all.coverage), plain_number(box.all.mass), std::to_string(box.all.points),
                            std::to_string(box.all.of_interest), goals_in_words(findings)});
    }
  }
  return table;
}

std::string sensitivity_text(const SensitivityFindings& findings) {
  constexpr std::size_t bars_shown = 10;
  constexpr std::size_t indices_shown = 5;
  constexpr std::size_t name_width = 40;
  constexpr std::size_t value_width = 15;
  std::string text = fmt::format("{} against {}: what moves {} (centre: {})\n\n", findings.scenario, findings.baseline,
                                 findings.of.in_words(), in_words(findings.of, findings.tornado.at_centre));
  text += tornado_title(findings) + ".\n\n" + padded("One at a time over its range", name_width);
  for (const char* column : {"low", "high", "at low", "at high"}) {
    text += padded(column, value_width);
  }
  text += findings.switches.empty() ? "\n" : findings.decision.in_words() + " crosses 0\n";
  for (std::size_t i = 0; i < std::min(bars_shown, findings.tornado.bars.size()); ++i) {
    const experiments::TornadoBar& bar = findings.tornado.bars[i];
    const experiments::CentredRange& range = findings.assumptions.moved()[bar.parameter].range;
    text += padded("  " + std::string(findings.parameter(bar.parameter).name), name_width) +
            padded(in_words(findings.parameter(bar.parameter), range.low), value_width) +
            padded(in_words(findings.parameter(bar.parameter), range.high), value_width) +
            padded(in_words(findings.of, bar.at_low), value_width) +
            (findings.switches.empty() ? in_words(findings.of, bar.at_high)
                                       : padded(in_words(findings.of, bar.at_high), value_width));
    const AssumptionSwitch* flip = findings.switch_of(bar.parameter);
    text += (flip == nullptr ? "" : in_words(findings, *flip)) + "\n";
  }
  text += "\n" + padded("Share of variance (Sobol)", name_width) + padded("first order", value_width) + "total\n";
  std::vector<std::size_t> groups;
  for (std::size_t g = 0; g < findings.alone.size(); ++g) {
    groups.push_back(g);
  }
  std::stable_sort(groups.begin(), groups.end(), [&](std::size_t a, std::size_t b) {
    return findings.sobol.groups[a].total.value > findings.sobol.groups[b].total.value;
  });
  groups.resize(std::min(groups.size(), indices_shown));
  for (const std::size_t g : groups) {
    const experiments::SobolIndex& index = findings.sobol.groups[g];
    if (!std::isfinite(index.total.value)) {
      continue; // the sentence below says why
    }
    text += padded("  " + std::string(findings.parameter(findings.alone[g]).name), name_width) +
            padded(fmt::format("{:.3f}", index.first.value), value_width) +
            fmt::format("{:.3f} ({:.3f} to {:.3f})\n", index.total.value, index.total.low, index.total.high);
  }
  text += "  " + interaction_in_words(findings) + "\n";
  const std::vector<std::string> discovered = discovery_in_words(findings);
  text += discovered.empty() ? "" : "\n";
  for (const std::string& sentence : discovered) {
    text += sentence + "\n";
  }
  return text + "\n" + runs_in_words(findings) +
         " Ranges are mostly assumptions: shares of runs are no probabilities.\n";
}

} // namespace headwater::outputs
