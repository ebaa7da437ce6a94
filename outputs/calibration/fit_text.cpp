#include "outputs/calibration/fit_text.hpp"

#include "calibration/observation/discrepancy.hpp"
#include "outputs/calibration/fit_tables.hpp"
#include "outputs/calibration/fit_words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::outputs {
namespace {

constexpr std::size_t parameters_named = 4;

/// Characters, not bytes.
std::size_t letters_in(const std::string& text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

/// The first column to the left, all others to the right.
std::string in_columns(const Table& table) {
  std::vector<std::size_t> widths(table.columns.size(), 0);
  const auto widen = [&](const std::vector<std::string>& row) {
    for (std::size_t c = 0; c < widths.size(); ++c) {
      widths[c] = std::max(widths[c], letters_in(row[c]));
    }
  };
  std::string text;
  const auto write = [&](const std::vector<std::string>& row) {
    std::string line;
    for (std::size_t c = 0; c < widths.size(); ++c) {
      const std::string gap(widths[c] - letters_in(row[c]), ' ');
      line += "  " + (c == 0 ? row[c] + gap : gap + row[c]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  };
  widen(table.columns);
  std::for_each(table.rows.begin(), table.rows.end(), widen);
  write(table.columns);
  std::for_each(table.rows.begin(), table.rows.end(), write);
  return text;
}

/// The table of the report without units, which the terminal has no room for, and with shorter headings.
Table series_on_screen(const FitRecord& record) {
  Table table = series_in_short(record);
  table.columns[2] = "fitted";
  table.columns[3] = "off by up to";
  table.columns[5] = "held out";
  table.columns[6] = "off by up to";
  for (std::vector<std::string>& row : table.rows) {
    row[1].clear();
  }
  return without_empty_columns(table);
}

/// "R-hat 1.03 in relapse: below 1.01 asked", for each check that failed.
std::string failed_gates(const FitRecord& record) {
  std::string text;
  for (const calibration::Gate& gate : record.findings.gates) {
    if (!gate.passed) {
      text += fmt::format("  {} FAILED: {:.6g}{}, the bar is {}. {}\n", gate.name, gate.value,
                          gate.worst.empty() ? "" : " in " + gate.worst, gate.bar, gate.verdict);
    }
  }
  return text;
}

/// Parameters that the priors speak for: those whose verdict is not "identified", or else nothing.
std::string doubtful_parameters(const FitRecord& record) {
  std::string names;
  std::size_t count = 0;
  std::size_t judged = 0;
  for (std::size_t i = 0; i < record.judgements.size(); ++i) {
    const std::string& verdict = record.judgements[i].verdict;
    judged += verdict.empty() ? 0 : 1;
    if (verdict.empty() || verdict == "identified") {
      continue;
    }
    ++count;
    if (count <= parameters_named) {
      names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", record.findings.parameters[i].name, verdict);
    }
  }
  if (judged == 0) {
    return "";
  }
  return fmt::format("  {} of {} parameters are identified by the data{}{}\n", judged - count, judged,
                     count == 0 ? "" : "; not: " + names,
                     count > parameters_named ? fmt::format(" and {} more", count - parameters_named) : "");
}

} // namespace

std::string fit_text(const FitRecord& record, bool colour) {
  check(record);
  const auto heading = [colour](const std::string& text) {
    return (colour ? "\x1b[1m" + text + "\x1b[0m" : text) + "\n";
  };
  std::string text = heading(trust_line(record));
  const std::vector<std::string> reasons = trust_reasons(record);
  for (std::size_t i = 1; i < reasons.size(); ++i) { // the first is in the line above
    text += "  " + reasons[i] + "\n";
  }
  text += failed_gates(record);
  if (!record.findings.discrepancy) {
    text += "  Warning: " + std::string(calibration::no_discrepancy_warning) + "\n";
  }
  text += heading(hold_out_line(record));
  for (const std::string& loss : losses_in_words(record)) {
    text += "  " + loss + "\n";
  }
  text += "\n" + heading(fitted_in_words(record)) + in_columns(series_on_screen(record)) + "\n";
  text += heading(spoken(method_in_words(record.findings.method)));
  for (const std::string& sentence : estimate_in_words(record)) {
    text += "  " + sentence + "\n";
  }
  text += doubtful_parameters(record);
  if (record.findings.log_evidence) {
    text += fmt::format("  log evidence {:.2f}\n", *record.findings.log_evidence);
  }
  return text + fmt::format("Made again by: {}\n", record.command);
}

} // namespace headwater::outputs
