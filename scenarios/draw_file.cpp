#include "scenarios/draw_file.hpp"

#include "scenarios/csv.hpp"
#include "scenarios/lever_words.hpp"
#include "scenarios/nearest.hpp"
#include "scenarios/toml_reader.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace headwater::scenarios {
namespace {

std::string nearest_drawn(std::string_view word) {
  std::vector<std::string> names;
  for (const std::size_t i : model::varying_parameters) {
    names.emplace_back(model::parameters()[i].name);
    names.emplace_back(model::parameters()[i].symbol);
  }
  return nearest(word, names);
}

/// Reads one file from top to bottom.
class DrawFileReader {
public:
  explicit DrawFileReader(std::string name) : name_{std::move(name)} {}

  Read<model::DrawRows> read(std::string_view text) {
    Read<std::vector<CsvRow>> csv = read_csv(without_comments(text), name_);
    if (!csv.value) {
      return {{}, std::move(csv.problems)};
    }
    const std::vector<CsvRow>& lines = *csv.value;
    if (lines.empty()) {
      problem(1, 1, "the file has no header and no draws", header_in_words);
    } else {
      read_header(lines.front());
      for (std::size_t i = 1; i < lines.size(); ++i) {
        read_row(lines[i], lines.front().fields.size());
      }
      if (lines.size() == 1) {
        problem(lines.front().line, 1, "the file has no draws", "one row of numbers or more below the header");
      }
    }
    sort(problems_);
    if (!problems_.empty()) {
      return {{}, std::move(problems_)};
    }
    return {std::move(rows_), {}};
  }

private:
  static constexpr const char* header_in_words =
      "names of parameters that vary, of `headwater list parameters`, parted by commas";

  void problem(std::size_t line, std::size_t column, std::string what, std::string allowed = "",
               std::string nearest_name = "") {
    problems_.push_back({name_, line, column, std::move(what), std::move(allowed), std::move(nearest_name)});
  }

  void read_header(const CsvRow& header) {
    for (std::size_t i = 0; i < header.fields.size(); ++i) {
      const CsvField& field = header.fields[i];
      if (field.text.ends_with("__") || field.text.starts_with("scatter_")) {
        continue;
      }
      const std::size_t parameter = model::find_parameter(field.text);
      if (parameter == model::parameter_count) {
        problem(header.line, field.column, "there is no parameter " + in_quotes(field.text), header_in_words,
                nearest_drawn(field.text));
        continue;
      }
      const model::Parameter& row = model::parameters()[parameter];
      if (row.distribution == model::Distribution::fixed) {
        problem(header.line, field.column, fmt::format("{} is fixed and is not drawn", row.name), header_in_words);
      } else if (std::find(rows_.parameters.begin(), rows_.parameters.end(), parameter) != rows_.parameters.end()) {
        problem(header.line, field.column, fmt::format("{} is named twice", row.name), "one column a parameter");
      } else {
        columns_.push_back(i);
        rows_.parameters.push_back(parameter);
      }
    }
    if (rows_.parameters.empty() && problems_.empty()) {
      problem(header.line, 1, "the header names no parameter", header_in_words);
    }
    check_wholes(header);
  }

  /// Notes where each whole has its shares, and the shares that are missing.
  void check_wholes(const CsvRow& header) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (const std::string_view whole = model::whole_of(model::parameters()[rows_.parameters[i]]); !whole.empty()) {
        wholes_[whole].push_back(i);
      }
    }
    for (const auto& [whole, members] : wholes_) {
      std::string missing;
      for (std::size_t i = 0; i < model::parameter_count; ++i) {
        const model::Parameter& row = model::parameters()[i];
        if (model::whole_of(row) == whole && row.value != 0.0 &&
            std::find(rows_.parameters.begin(), rows_.parameters.end(), i) == rows_.parameters.end()) {
          missing += (missing.empty() ? "" : ", ") + std::string(row.name);
        }
      }
      if (!missing.empty()) {
        const model::Parameter& first = model::parameters()[rows_.parameters[members.front()]];
        problem(header.line, header.fields[columns_[members.front()]].column,
                fmt::format("{} is a share of a whole, and others of it are missing: {}", first.name, missing),
                "all shares of a whole, or none");
      }
    }
  }

  void read_row(const CsvRow& line, std::size_t fields) {
    if (line.fields.size() != fields) {
      problem(line.line, 1, fmt::format("the row has {} fields, and the header has {}", line.fields.size(), fields),
              "one number for each column");
      return;
    }
    std::vector<double> values;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const CsvField& field = line.fields[columns_[i]];
      const model::Parameter& row = model::parameters()[rows_.parameters[i]];
      const std::optional<double> value = parse_number(field.text);
      if (!value) {
        problem(line.line, field.column, in_quotes(field.text) + " is not a number",
                "a finite number with a decimal point, such as 12.5");
      } else if (model::is_fitted(row)) {
        if (row.distribution == model::Distribution::lognormal && !(*value > 0.0)) {
          problem(line.line, field.column, fmt::format("{} is out of range: {}", row.name, field.text),
                  "a number above 0");
        }
        values.push_back(*value);
      } else if (!(row.low <= *value && *value <= row.high)) {
        problem(line.line, field.column, fmt::format("{} is out of range: {}", row.name, field.text),
                range_in_words(row.low, row.high, unit_in_words(row.unit)));
      } else {
        values.push_back(*value);
      }
    }
    if (values.size() != columns_.size()) {
      return;
    }
    for (const auto& [whole, members] : wholes_) {
      double sum = 0.0;
      for (const std::size_t member : members) {
        sum += values[member];
      }
      if (!(1.0 - share_rounding <= sum && sum <= 1.0 + share_rounding)) {
        problem(line.line, line.fields[columns_[members.front()]].column,
                fmt::format("the shares {}[...] add up to {:.6g}", whole, sum), "shares that add up to 1");
      }
    }
    rows_.values.insert(rows_.values.end(), values.begin(), values.end());
  }

  std::string name_;
  std::vector<std::size_t> columns_; ///< of the file, those that are read
  std::map<std::string_view, std::vector<std::size_t>> wholes_;
  model::DrawRows rows_;
  std::vector<Problem> problems_;
};

} // namespace

Read<model::DrawRows> read_draws(const InputFile& file) {
  return DrawFileReader(file.path.generic_string()).read(file.text());
}

FitNotes fit_notes(const InputFile& file) {
  FitNotes notes;
  std::string_view rest = file.text();
  while (rest.starts_with('#')) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const auto take = [line](std::string_view opening, std::string& note) {
      if (line.starts_with(opening)) {
        note = line.substr(opening.size());
      }
    };
    take("# headwater_trusted = ", notes.trusted);
    take("# headwater_reasons = ", notes.reasons);
    take("# headwater_score = ", notes.score);
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  return notes;
}

} // namespace headwater::scenarios
