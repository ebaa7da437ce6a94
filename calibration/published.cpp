#include "calibration/published.hpp"

#include "model/quantities/sources.hpp"
#include "scenarios/csv.hpp"
#include "scenarios/nearest.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>
#include <tuple>

namespace headwater::calibration {
namespace {

using scenarios::CsvRow;
using scenarios::in_quotes;
using scenarios::Problem;

enum Column : std::uint8_t {
  series,
  year,
  period,
  basis,
  value,
  low,
  high,
  unit,
  used,
  vintage,
  published,
  origin,
  source,
  note,
  column_count
};

constexpr std::array<std::string_view, column_count> header{"series",    "year",   "period", "basis", "value",
                                                            "low",       "high",   "unit",   "used",  "vintage",
                                                            "published", "origin", "source", "note"};

using Words = std::vector<std::string>;
const Words bases{"stock", "flow", "fiscal_year", "average"};
const Words vintages{"first", "revised", "latest"};
const Words uses{"-", "fit"};
const Words origins{"published", "derived"};
const Words units{"children",
                  "persons",
                  "beds",
                  "headcount",
                  "share",
                  "GBP million, cash",
                  "GBP million, 2019-20 prices",
                  "2024-25 prices per cash",
                  "GBP per child-week, cash",
                  "GBP per bed-week, cash"};

constexpr int earliest = 1990;
constexpr int latest = 2060;

class PublishedReader {
public:
  PublishedReader(std::string file, std::vector<Problem>& problems) : file_{std::move(file)}, problems_{problems} {}

  std::vector<PublishedFigure> read(const std::vector<CsvRow>& rows) {
    std::vector<PublishedFigure> figures;
    if (!is_header(rows)) {
      problems_.push_back({file_, rows.empty() ? 1 : rows[0].line, 1, "the first line is not the header of this file",
                           fmt::format("{}", fmt::join(header, ",")), ""});
      return figures;
    }
    for (std::size_t i = 1; i < rows.size(); ++i) {
      if (rows[i].fields.size() != column_count) {
        problems_.push_back({file_, rows[i].line, 1,
                             fmt::format("the row has {} fields, not {}", rows[i].fields.size(), +column_count),
                             "a field with a comma in it is put in double quotes", ""});
        continue;
      }
      row_ = &rows[i];
      const std::size_t problems_before = problems_.size();
      const std::optional<PublishedFigure> figure = read_row();
      if (figure && problems_.size() == problems_before) {
        figures.push_back(*figure);
      }
    }
    return figures;
  }

private:
  static bool is_header(const std::vector<CsvRow>& rows) {
    return !rows.empty() && std::equal(header.begin(), header.end(), rows[0].fields.begin(), rows[0].fields.end(),
                                       [](std::string_view name, const auto& field) { return field.text == name; });
  }

  const std::string& text(Column column) const { return row_->fields[column].text; }

  void problem(Column column, const std::string& what, std::string allowed, std::string nearest = "") {
    problems_.push_back({file_, row_->line, row_->fields[column].column,
                         fmt::format("{}: {} {}", header[column], in_quotes(text(column)), what), std::move(allowed),
                         std::move(nearest)});
  }

  /// The position of a field among the words it may be.
  std::size_t word(Column column, const Words& words) {
    const auto found = std::find(words.begin(), words.end(), text(column));
    if (found == words.end()) {
      problem(column, "is not known", fmt::format("{}", fmt::join(words, "; ")),
              scenarios::nearest(text(column), words));
      return 0;
    }
    return static_cast<std::size_t>(found - words.begin());
  }

  double number(Column column) {
    const std::optional<double> parsed = scenarios::parse_number(text(column));
    const double most = text(unit) == "share" ? 1.0 : 1e9;
    if (!parsed || *parsed < 0.0 || *parsed > most) {
      problem(column, "is not a figure in this unit", fmt::format("a number from 0 to {}", most));
      return 0.0;
    }
    return *parsed;
  }

  std::optional<double> bound(Column column) {
    return text(column).empty() ? std::nullopt : std::optional(number(column));
  }

  int calendar_year(Column column) {
    const std::optional<Period> parsed = parse_period(text(column));
    if (!parsed || parsed->kind != PeriodKind::calendar_year || parsed->year < earliest || parsed->year > latest) {
      problem(column, "is not a year", fmt::format("{} to {}", earliest, latest));
      return 0;
    }
    return parsed->year;
  }

  void check_sources() {
    std::string_view keys = text(source);
    while (true) {
      const std::size_t end = keys.find('+');
      if (model::find_source(keys.substr(0, end)) == nullptr) {
        Words known;
        for (const model::Source& row : model::sources()) {
          known.emplace_back(row.key);
        }
        problem(source, "is not known", "keys of the source table, with a plus between two",
                scenarios::nearest(keys.substr(0, end), known));
        return;
      }
      if (end == std::string_view::npos) {
        return;
      }
      keys.remove_prefix(end + 1);
    }
  }

  std::optional<PublishedFigure> read_row() {
    PublishedFigure figure{};
    figure.line = row_->line;
    figure.series = text(series);
    if (figure.series.empty()) {
      problem(series, "names no series", "what is counted");
    }
    figure.year = calendar_year(year);
    figure.period_text = text(period);
    const std::optional<Period> parsed = parse_period(figure.period_text);
    if (!parsed) {
      problem(period, "is not a period", "such as 2019-07-31, 2018-19, 2018-08..2019-07 or 2015");
    } else if (figure.year != 0 && parsed->year != figure.year) {
      problem(year, "is not the year in which the period ends", std::to_string(parsed->year));
    }
    figure.period = parsed.value_or(Period{});
    figure.basis = static_cast<Basis>(word(basis, bases));
    figure.unit = units[word(unit, units)];
    figure.value = number(value);
    figure.low = bound(low);
    figure.high = bound(high);
    if (figure.low.value_or(figure.value) > figure.value || figure.high.value_or(figure.value) < figure.value) {
      problem(value, "does not lie between low and high", fmt::format("{} to {}", text(low), text(high)));
    }
    figure.fit = word(used, uses) == 1;
    figure.vintage = static_cast<Vintage>(word(vintage, vintages));
    figure.published = calendar_year(published);
    figure.derived = word(origin, origins) == 1;
    figure.source = text(source);
    check_sources();
    figure.note = text(note);
    const auto [first, is_new] = seen_.emplace(std::tuple(figure.series, figure.year, text(vintage)), row_->line);
    if (!is_new) {
      problem(series,
              fmt::format("has a row for {} as {} already, in line {}", figure.year, text(vintage), first->second),
              "one row for each series, year and vintage");
    }
    return figure;
  }

  std::string file_;
  std::vector<Problem>& problems_;
  const CsvRow* row_ = nullptr;
  std::map<std::tuple<std::string, int, std::string>, std::size_t> seen_;
};

} // namespace

scenarios::Read<Published> read_published(const std::filesystem::path& file) {
  scenarios::Read<Published> read;
  scenarios::Read<scenarios::InputFile> input = scenarios::read_input(file);
  read.problems = std::move(input.problems);
  if (!input.value) {
    return read;
  }
  const std::string name = file.generic_string();
  scenarios::Read<std::vector<CsvRow>> rows = scenarios::read_csv(input.value->text(), name);
  read.problems.insert(read.problems.end(), rows.problems.begin(), rows.problems.end());
  if (!rows.value) {
    return read;
  }
  std::vector<PublishedFigure> figures = PublishedReader(name, read.problems).read(*rows.value);
  scenarios::sort(read.problems);
  if (read.problems.empty()) {
    read.value = Published{std::move(figures), std::move(*input.value)};
  }
  return read;
}

} // namespace headwater::calibration
