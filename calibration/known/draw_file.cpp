#include "calibration/known/draw_file.hpp"

#include "scenarios/lever_words.hpp"
#include "scenarios/reading/csv_checks.hpp"
#include "scenarios/reading/nearest.hpp"
#include "scenarios/reading/read_csv.hpp"
#include "scenarios/reading/toml_reader.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <map>

namespace headwater::calibration {
namespace {

std::string nearest_drawn(std::string_view word) {
  std::vector<std::string> names;
  for (const std::size_t i : model::varying_parameters) {
    names.emplace_back(model::parameters()[i].name);
    names.emplace_back(model::parameters()[i].symbol);
  }
  return scenarios::nearest(word, names);
}

/// What the comments of CmdStan say of the run.
struct SamplerNotes {
  std::optional<std::size_t> num_samples;
  std::size_t num_warmup = 0;
  std::size_t thin = 1;
  bool save_warmup = false;
  std::size_t adapted = 0; ///< line of "Adaptation terminated"; 0: nothing was adapted

  std::size_t kept(std::size_t transitions) const { return (transitions + thin - 1) / thin; }
};

SamplerNotes sampler_notes(std::string_view text) {
  SamplerNotes notes;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (!line.starts_with('#')) {
      continue;
    }
    const std::string_view words = line.substr(std::min(line.find_first_not_of("# "), line.size()));
    const auto said = [words](std::string_view setting) -> std::optional<std::string_view> {
      return words.starts_with(setting) && words.substr(setting.size()).starts_with(" = ")
                 ? std::optional(words.substr(setting.size() + 3))
                 : std::nullopt;
    };
    const auto number_said = [&](std::string_view setting) -> std::optional<std::size_t> {
      const std::string_view value = said(setting).value_or("");
      std::size_t count = 0;
      const bool is_one = std::from_chars(value.data(), value.data() + value.size(), count).ec == std::errc();
      return is_one ? std::optional(count) : std::nullopt;
    };
    notes.num_samples = notes.num_samples ? notes.num_samples : number_said("num_samples");
    notes.num_warmup = number_said("num_warmup").value_or(notes.num_warmup);
    notes.thin = std::max<std::size_t>(number_said("thin").value_or(notes.thin), 1);
    if (const auto save = said("save_warmup")) {
      notes.save_warmup = save->starts_with("true") || save->starts_with('1');
    }
    notes.adapted = words.starts_with("Adaptation terminated") ? number : notes.adapted;
  }
  return notes;
}

/// Where a fitted parameter lies about its range in the table: 0 in the middle, 1 at its ends.
class RangeOfFit {
public:
  explicit RangeOfFit(const model::Parameter& row) : is_log_{row.distribution == model::Distribution::lognormal} {
    constexpr double tenth_of_a_factor_of_ten = 0.23;
    const double low = is_log_ ? std::log(row.low) : row.low;
    const double high = is_log_ ? std::log(row.high) : row.high;
    middle_ = 0.5 * (low + high);
    half_width_ = std::max(0.5 * (high - low), is_log_ ? tenth_of_a_factor_of_ten : 0.0);
  }
  double half_widths(double value) const {
    if (is_log_ && !(value > 0.0)) {
      return 0.0; // out of range, and refused for that
    }
    return std::abs((is_log_ ? std::log(value) : value) - middle_) / half_width_;
  }
  /// "0.0024 to 0.24": so many half-widths either side.
  std::string within(double half_widths) const {
    const auto end = [&](double sign) {
      const double value = middle_ + sign * half_widths * half_width_;
      return is_log_ ? std::exp(value) : value;
    };
    return fmt::format("{:.3g} to {:.3g}", end(-1.0), end(1.0));
  }

private:
  bool is_log_;
  double middle_;
  double half_width_;
};

constexpr double half_widths_noted = 3.0; // 95% of the prior
constexpr double half_widths_of_a_column = 5.0;
constexpr double half_widths_of_a_draw = 10.0;

/// Reads one file from top to bottom, row by row: a posterior is large, and of its columns few are read.
class DrawFileReader {
public:
  DrawFileReader(std::string name, OtherColumns others) : others_{others}, noted_{std::move(name), problems_} {}

  scenarios::Read<DrawFile> read(std::string_view text) {
    scenarios::CsvRows rows(text, noted_, scenarios::Comments::hash);
    scenarios::CsvRow row;
    if (!rows.next(row)) {
      noted_.note({}, "the file has no header and no draws", header_in_words);
    } else if (const std::optional<scenarios::Slip> slip = scenarios::separator_slip(row)) {
      noted_.note({row.line, 1}, slip->what, slip->right);
    } else {
      read_header(row);
      read_rows(rows, row, text);
      check_plausible();
    }
    sort(problems_);
    if (!problems_.empty()) {
      return {{}, std::move(problems_)};
    }
    return {std::move(found_), {}};
  }

private:
  static constexpr const char* header_in_words =
      "names of parameters that vary, of `headwater list parameters`, parted by commas";

  /// The rows below the header, which is in `row`.
  void read_rows(scenarios::CsvRows& rows, scenarios::CsvRow& row, std::string_view text) {
    const SamplerNotes notes = sampler_notes(text);
    const std::size_t fields = row.fields.size();
    const scenarios::Position of_header{row.line, 1};
    const std::size_t problems_before = problems_.size();
    std::size_t draws = 0;
    std::size_t last_line = row.line;
    for (; rows.next(row); last_line = row.line) {
      if (draws == 0 && is_warm_up(notes, row.line)) {
        ++found_.warm_up;
      } else {
        ++draws;
        read_row(row, fields);
      }
    }
    if (draws > 0) {
      check_end(notes, text, last_line, draws);
    } else if (found_.warm_up > 0) {
      noted_.note({last_line, 1}, "the file has no draws: all its rows are warm-up", "rows that were sampled after it");
    } else if (problems_.size() == problems_before) {
      noted_.note(of_header, "the file has no draws", "one row of numbers or more below the header");
    }
  }

  /// Whether the next row is one of warm-up, which come first. Nothing is known of them where the file is not one of
  /// CmdStan.
  bool is_warm_up(const SamplerNotes& notes, std::size_t line) const {
    return notes.adapted > 0 ? line < notes.adapted
                             : notes.save_warmup && found_.warm_up < notes.kept(notes.num_warmup);
  }

  void read_header(const scenarios::CsvRow& header) {
    std::size_t nameless = 0;
    for (std::size_t i = 0; i < header.fields.size() && !noted_.full(); ++i) {
      const scenarios::CsvField& field = header.fields[i];
      if (field.text.ends_with("__") || field.text.starts_with("scatter_")) {
        continue;
      }
      if (field.text.empty()) {
        if (nameless++ == 0) {
          noted_.note(field.at, "a column has no name: is there a comma too many?", header_in_words);
        }
        continue;
      }
      const std::size_t parameter = model::find_parameter(field.text);
      if (parameter == model::parameter_count && others_ == OtherColumns::left_out) {
        found_.left_out.push_back(field.text);
        continue;
      }
      if (parameter == model::parameter_count) {
        noted_.note(field.at, "there is no parameter " + scenarios::in_quotes(field.text),
                    header_in_words + std::string("; --ignore-other-columns leaves out what is none"),
                    nearest_drawn(field.text));
        continue;
      }
      const model::Parameter& row = model::parameters()[parameter];
      if (row.distribution == model::Distribution::fixed) {
        noted_.note(field.at, fmt::format("{} is fixed and is not drawn", row.name), header_in_words);
      } else if (std::find(found_.rows.parameters.begin(), found_.rows.parameters.end(), parameter) !=
                 found_.rows.parameters.end()) {
        noted_.note(field.at, fmt::format("{} is named twice", row.name), "one column a parameter");
      } else {
        columns_.push_back(i);
        found_.rows.parameters.push_back(parameter);
      }
    }
    if (found_.rows.parameters.empty() && problems_.empty()) {
      noted_.note({header.line, 1}, "the header names no parameter", header_in_words);
    }
    check_wholes(header);
  }

  /// Notes where each whole has its shares, and the shares that are missing.
  void check_wholes(const scenarios::CsvRow& header) {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      if (const std::string_view whole = model::whole_of(model::parameters()[found_.rows.parameters[i]]);
          !whole.empty()) {
        wholes_[whole].push_back(i);
      }
    }
    for (const auto& [whole, members] : wholes_) {
      std::string missing;
      for (std::size_t i = 0; i < model::parameter_count; ++i) {
        const model::Parameter& row = model::parameters()[i];
        if (model::whole_of(row) == whole && row.value != 0.0 &&
            std::find(found_.rows.parameters.begin(), found_.rows.parameters.end(), i) ==
                found_.rows.parameters.end()) {
          missing += (missing.empty() ? "" : ", ") + std::string(row.name);
        }
      }
      if (!missing.empty()) {
        const model::Parameter& first = model::parameters()[found_.rows.parameters[members.front()]];
        noted_.note(header.fields[columns_[members.front()]].at,
                    fmt::format("{} is a share of a whole, and others of it are missing: {}", first.name, missing),
                    "all shares of a whole, or none");
      }
    }
  }

  /// A file that was cut off, between two rows or within the last one, whose last number may then be any other.
  void check_end(const SamplerNotes& notes, std::string_view text, std::size_t last_line, std::size_t draws) {
    const std::size_t last_end = text.find_last_of("\r\n");
    const std::string_view after = text.substr(last_end == std::string_view::npos ? 0 : last_end + 1);
    if (!after.empty() && !after.starts_with('#')) {
      noted_.note({last_line, 1}, "the last row has no line end: the file may be cut off within a number",
                  "a line end after every row");
    }
    if (notes.num_samples && draws < notes.kept(*notes.num_samples)) {
      noted_.note(
          {last_line, 1},
          fmt::format("the file has {} draws and says that {} were sampled: it is cut off", draws,
                      notes.kept(*notes.num_samples)),
          "every row of the sampler; or no comment `num_samples = ...`, where these are the draws that are meant");
    }
  }

  /// What is said of a column is said once.
  void check_plausible() {
    const std::size_t width = columns_.size();
    for (std::size_t i = 0; i < width && found_.rows.values.size() >= width; ++i) {
      const model::Parameter& row = model::parameters()[found_.rows.parameters[i]];
      if (!model::is_fitted(row)) {
        continue;
      }
      const RangeOfFit range(row);
      std::vector<double> column;
      for (std::size_t k = i; k < found_.rows.values.size(); k += width) {
        column.push_back(found_.rows.values[k]);
      }
      const auto is_far = [&](double value) { return range.half_widths(value) > half_widths_of_a_draw; };
      const std::string unit = scenarios::unit_in_words(row.unit);
      const auto refuse = [&](std::size_t draw, double value, const std::string& what, double half_widths) {
        const bool per_cent = range.half_widths(value / 100.0) <= half_widths_noted;
        noted_.note({lines_[draw], 1}, fmt::format("{} is not plausible: {}", row.name, what),
                    fmt::format("{}{}{}{}", range.within(half_widths), unit.empty() ? "" : " ", unit,
                                per_cent
                                    ? fmt::format("; is it in per cent? As a share it would be {:.3g}", value / 100.0)
                                    : ""));
      };
      const auto far = std::find_if(column.begin(), column.end(), is_far);
      if (far != column.end()) {
        const auto others = std::count_if(far + 1, column.end(), is_far);
        refuse(static_cast<std::size_t>(far - column.begin()), *far,
               fmt::format("{:.6g}{}", *far, others == 0 ? "" : fmt::format(", and {} more like it", others)),
               half_widths_of_a_draw);
        continue;
      }
      const auto middle = column.begin() + static_cast<std::ptrdiff_t>(column.size() / 2);
      std::nth_element(column.begin(), middle, column.end());
      if (range.half_widths(*middle) > half_widths_of_a_column) {
        refuse(0, *middle, fmt::format("the middle one of its draws is {:.6g}", *middle), half_widths_of_a_column);
      } else if (range.half_widths(*middle) > half_widths_noted) {
        found_.far_away.push_back(fmt::format("{} lies about {:.3g} in these draws, and 95% of its prior from {}{}{}.",
                                              row.name, *middle, range.within(half_widths_noted),
                                              unit.empty() ? "" : " ", unit));
      }
    }
  }

  void read_row(const scenarios::CsvRow& line, std::size_t fields) {
    if (!has_width(line, fields, "one number for each column", noted_)) {
      return;
    }
    std::vector<double> values;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
      const scenarios::CsvField& field = line.fields[columns_[i]];
      const model::Parameter& row = model::parameters()[found_.rows.parameters[i]];
      const std::optional<double> value = number_in(field, noted_);
      if (!value) {
        continue;
      }
      if (model::is_fitted(row)) {
        if (row.distribution == model::Distribution::lognormal && !(*value > 0.0)) {
          noted_.note(field.at, fmt::format("{} is out of range: {}", row.name, field.text), "a number above 0");
        }
        values.push_back(*value);
      } else if (!(row.low <= *value && *value <= row.high)) {
        noted_.note(field.at, fmt::format("{} is out of range: {}", row.name, field.text),
                    scenarios::range_in_words(row.low, row.high, scenarios::unit_in_words(row.unit)));
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
        noted_.note(line.fields[columns_[members.front()]].at,
                    fmt::format("the shares {}[...] add up to {:.6g}", whole, sum), "shares that add up to 1");
      }
    }
    found_.rows.values.insert(found_.rows.values.end(), values.begin(), values.end());
    lines_.push_back(line.line);
  }

  OtherColumns others_;
  std::vector<std::size_t> columns_; ///< of the file, those that are read
  std::vector<std::size_t> lines_;   ///< of each draw
  std::map<std::string_view, std::vector<std::size_t>> wholes_;
  DrawFile found_;
  std::vector<scenarios::Problem> problems_;
  scenarios::ProblemList noted_;
};

} // namespace

scenarios::Read<DrawFile> read_draws(const scenarios::InputFile& file, OtherColumns others) {
  return DrawFileReader(file.path.generic_string(), others).read(file.text());
}

FitNotes fit_notes(const scenarios::InputFile& file) {
  FitNotes notes;
  std::string_view rest = file.text();
  while (rest.starts_with('#')) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    const auto take = [line](std::string_view opening, std::string& note) {
      if (line.starts_with(opening)) {
        note = scenarios::printable(line.substr(opening.size()));
      }
    };
    take("# headwater_trusted = ", notes.trusted);
    take("# headwater_reasons = ", notes.reasons);
    take("# headwater_score = ", notes.score);
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
  }
  return notes;
}

} // namespace headwater::calibration
