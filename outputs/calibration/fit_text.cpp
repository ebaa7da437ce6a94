#include "outputs/calibration/fit_text.hpp"

#include "calibration/fit/observation/discrepancy.hpp"
#include "outputs/calibration/fit_tables.hpp"
#include "outputs/calibration/fit_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <utility>

namespace headwater::outputs {
namespace {

constexpr std::size_t parameters_named = 4;
constexpr std::size_t screen_letters = 98;

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

/// The columns of the report that a terminal has room for, with shorter headings.
Table series_on_screen(const FitRecord& record) {
  const Table whole = series_in_short(record);
  const std::vector<std::pair<std::size_t, const char*>> kept = {
      {0, "Series"}, {2, "fitted"},  {3, "off by up to"},     {4, "worst"},      {5, "held out"}, {6, "off by up to"},
      {7, "worst"},  {8, "MAPE, %"}, {13, "autocorrelation"}, {15, "in 9 in 10"}};
  Table table;
  for (const auto& [column, heading] : kept) {
    table.columns.emplace_back(heading);
  }
  for (const std::vector<std::string>& row : whole.rows) {
    std::vector<std::string>& short_row = table.rows.emplace_back();
    for (const auto& [column, heading] : kept) {
      short_row.push_back(row[column]);
    }
  }
  return without_empty_columns(table);
}

/// Words in lines of the width of a screen, each begun with two spaces.
std::string in_screen_lines(const std::string& words) {
  std::istringstream stream(words);
  std::string text;
  std::string line;
  for (std::string word; stream >> word;) {
    if (!line.empty() && letters_in(line) + 1 + letters_in(word) > screen_letters) {
      text += "  " + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + word;
  }
  return text + "  " + line + "\n";
}

/// "R-hat 1.03 in relapse: below 1.01 asked", for each check that failed.
std::string failed_gates(const FitRecord& record) {
  std::string text;
  for (const calibration::Gate& gate : record.findings.gates) {
    if (!gate.passed) {
      text += in_screen_lines(fmt::format("{} FAILED: {:.6g}{}, the bar is {}. {}", gate.name, gate.value,
                                          gate.worst.empty() ? "" : " in " + gate.worst, gate.bar, gate.verdict));
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
