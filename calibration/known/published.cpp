#include "calibration/known/published.hpp"

#include "calibration/known/published_series.hpp"
#include "model/quantities/sources.hpp"
#include "scenarios/reading/csv_checks.hpp"
#include "scenarios/reading/nearest.hpp"
#include "scenarios/reading/read_csv.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <map>
#include <set>
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
const Words uses{"-", "scored", "fit"};
const Words origins{"published", "derived"};

// A source of one's own, for figures that are in no publication of the table.
constexpr std::string_view own_source = "own:";

constexpr int earliest = 1990;
constexpr int latest = 2060;

Words names_of_units() {
  Words names;
  for (const Unit& row : units()) {
    names.emplace_back(row.name);
  }
  return names;
}

Words names_of_series() {
  Words names;
  for (const PublishedSeries& row : all_series()) {
    names.emplace_back(row.name);
  }
  return names;
}

using SeriesYear = std::pair<std::string, int>;

class PublishedReader {
public:
  PublishedReader(std::string file, std::vector<Problem>& problems)
      : problems_{problems}, noted_{std::move(file), problems} {}

  std::vector<PublishedFigure> read(const std::vector<CsvRow>& rows) {
    std::vector<PublishedFigure> figures;
    if (rows.empty()) {
      noted_.note({}, "the file is empty", fmt::format("{}", fmt::join(header, ",")));
      return figures;
    }
    if (!scenarios::is_header(rows[0], fmt::format("{}", fmt::join(header, ",")), "this file", noted_)) {
      return figures;
    }
    for (std::size_t i = 1; i < rows.size() && !noted_.full(); ++i) {
      row_ = &rows[i];
      if (!scenarios::has_width(*row_, column_count, "a field with a comma in it is put in double quotes", noted_)) {
        continue;
      }
      const std::size_t problems_before = problems_.size();
      const std::optional<PublishedFigure> figure = read_row();
      if (figure && problems_.size() == problems_before) {
        figures.push_back(*figure);
        fields_.push_back(row_->fields);
      }
    }
    check_periods(figures);
    check_revisions(figures);
    check_counted_once(figures);
    return figures;
  }

private:
  const std::string& text(Column column) const { return row_->fields[column].text; }

  void problem(Column column, const std::string& what, std::string allowed, std::string nearest = "") {
    noted_.note(row_->fields[column].at, fmt::format("{}: {} {}", header[column], in_quotes(text(column)), what),
                std::move(allowed), std::move(nearest));
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

  /// A figure in the unit of the row.
  double number(Column column) {
    const std::optional<double> parsed = scenarios::parse_number(text(column));
    const bool share = text(unit) == "share";
    const double most = share ? 1.0 : 1e9;
    if (const std::optional<scenarios::Slip> slip = scenarios::number_slip(text(column))) {
      noted_.note(row_->fields[column].at, fmt::format("{}: {}", header[column], slip->what), slip->right);
      return 0.0;
    }
    if (!parsed || *parsed < 0.0 || *parsed > most) {
      problem(column, "is not a figure in this unit", fmt::format("a number from 0 to {}", most));
      return 0.0;
    }
    const Words known = names_of_units();
    const bool counted = std::find(known.begin(), known.end(), text(unit)) != known.end() &&
                         family_of(text(unit)) == Family::count && text(basis) != bases[3];
    if (counted && *parsed != std::floor(*parsed)) {
      problem(column, "is not a whole number", "counts are whole; averages over a period need not be");
    }
    return *parsed;
  }

  std::optional<double> bound(Column column) {
    return text(column).empty() ? std::nullopt : std::optional(number(column));
  }

  /// Value, low and high: a figure, a figure with bounds, or bounds alone where the figure is suppressed.
  void read_figure(PublishedFigure& figure) {
    figure.low = bound(low);
    figure.high = bound(high);
    if (text(value).empty() && figure.low && figure.high) {
      if (*figure.low > *figure.high) {
        problem(low, "is above high", "low and high in this order");
      }
      return;
    }
    if (text(value).empty()) {
      problem(value, "is neither a figure nor suppressed between two bounds",
              "a number, or nothing with both low and high");
      return;
    }
    figure.value = number(value);
    if (figure.low.value_or(*figure.value) > *figure.value || figure.high.value_or(*figure.value) < *figure.value) {
      problem(value, "does not lie between low and high", fmt::format("{} to {}", text(low), text(high)));
    }
  }

  int calendar_year(Column column) {
    const std::optional<Period> parsed = parse_period(text(column));
    if (!parsed || parsed->kind != PeriodKind::calendar_year || parsed->year < earliest || parsed->year > latest) {
      problem(column, "is not a year", fmt::format("{} to {}", earliest, latest));
      return 0;
    }
    return parsed->year;
  }

  void read_publication(PublishedFigure& figure) {
    const std::optional<Day> known_from = parse_day(text(published));
    if (!known_from || known_from->year < earliest || known_from->year > latest) {
      problem(published, "is not a date",
              fmt::format("such as 2020-03-31, 2020-03 or 2020, from {} to {}", earliest, latest));
    } else if (figure.year != 0 && *known_from < figure.period.last) {
      problem(published, "is before the period ends", "the date of the publication");
    }
    figure.known_from = known_from.value_or(Day{});
    figure.published_text = text(published);
  }

  void read_series(PublishedFigure& figure) {
    figure.series = text(series);
    figure.unit = text(unit);
    const Words known_units = names_of_units();
    word(unit, known_units);
    const PublishedSeries* known = find_series(figure.series);
    if (known == nullptr) {
      const Words names = names_of_series();
      problem(series, "is not known", "the series named in calibration/data/published.csv",
              scenarios::nearest(figure.series, names));
    } else if (known->unit != figure.unit &&
               std::find(known_units.begin(), known_units.end(), figure.unit) != known_units.end()) {
      problem(unit, fmt::format("is not the unit of {}", in_quotes(figure.series)), std::string(known->unit));
    }
  }

  void check_sources() {
    std::string_view keys = text(source);
    if (keys.substr(0, own_source.size()) == own_source && keys.size() > own_source.size()) {
      return;
    }
    while (true) {
      const std::size_t end = keys.find('+');
      if (model::find_source(keys.substr(0, end)) == nullptr) {
        Words known;
        for (const model::Source& row : model::sources()) {
          known.emplace_back(row.key);
        }
        problem(source, "is not known", "keys of the source table, with a plus between two, or own: and a title",
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
    read_series(figure);
    figure.year = calendar_year(year);
    figure.period_text = text(period);
    const std::optional<Period> parsed = parse_period(figure.period_text);
    if (const auto slip = scenarios::fiscal_year_slip(figure.period_text); !parsed && slip) {
      noted_.note(row_->fields[period].at, fmt::format("{}: {}", header[period], slip->what), slip->right);
    } else if (!parsed) {
      problem(period, "is not a period", "such as 2019-07-31, 2018-19, 2018-08..2019-07 or 2015");
    } else if (figure.year != 0 && parsed->year != figure.year) {
      problem(year, "is not the year in which the period ends", std::to_string(parsed->year));
    }
    figure.period = parsed.value_or(Period{});
    figure.basis = static_cast<Basis>(word(basis, bases));
    const bool on_a_day = figure.period.kind == PeriodKind::day;
    const bool is_known = std::find(bases.begin(), bases.end(), text(basis)) != bases.end();
    if (parsed && is_known && (figure.basis == Basis::stock) != on_a_day && parsed->kind != PeriodKind::calendar_year) {
      problem(basis, fmt::format("does not go with {}", in_quotes(figure.period_text)),
              on_a_day ? "stock, a count on a day" : "flow, fiscal_year or average, over a period");
    }
    read_figure(figure);
    figure.use = static_cast<Use>(word(used, uses));
    figure.vintage = static_cast<Vintage>(word(vintage, vintages));
    read_publication(figure);
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

  /// A problem of a row that has been read already.
  void problem_of(std::size_t figure, Column column, const std::string& what, std::string allowed) {
    const scenarios::CsvField& field = fields_[figure][column];
    noted_.note(field.at, fmt::format("{}: {} {}", header[column], in_quotes(field.text), what), std::move(allowed));
  }

  /// What is compared with the model is of the period that the model's figure is of: a count on 31 March lies on the
  /// other side of a winter. What is used for nothing may be of any.
  void check_periods(const std::vector<PublishedFigure>& figures) {
    std::set<SeriesYear> used_years; // in any vintage
    for (const PublishedFigure& figure : figures) {
      if (figure.is_scored()) {
        used_years.emplace(figure.series, figure.year);
      }
    }
    for (std::size_t i = 0; i < figures.size(); ++i) {
      const PublishedFigure& figure = figures[i];
      const HoldsFor holds = find_series(figure.series)->holds;
      if (used_years.contains(SeriesYear(figure.series, figure.year)) && !may_be_of(holds, figure.period)) {
        problem_of(i, period, fmt::format("is no day or period of {}", figure.series),
                   in_words(holds, figure.year) + "; or - as used, for a figure that is compared with nothing");
      }
    }
  }

  void check_revisions(const std::vector<PublishedFigure>& figures) {
    std::map<SeriesYear, const PublishedFigure*> firsts;
    for (const PublishedFigure& figure : figures) {
      if (figure.vintage == Vintage::first) {
        firsts.emplace(SeriesYear(figure.series, figure.year), &figure);
      }
    }
    for (std::size_t i = 0; i < figures.size(); ++i) {
      const auto first = firsts.find(SeriesYear(figures[i].series, figures[i].year));
      if (first != firsts.end() && figures[i].known_from < first->second->known_from) {
        problem_of(i, published, fmt::format("is before the first figure, in line {}", first->second->line),
                   "the date of the publication it was read in");
      }
    }
  }

  /// Whether the fitted figures of a year give this one, by themselves or through others; their lines are collected.
  static bool is_given(const std::string& name, int year, const std::map<SeriesYear, std::size_t>& fitted,
                       std::vector<std::string>& by) {
    const auto found = fitted.find(SeriesYear(name, year));
    if (found != fitted.end()) {
      by.push_back(fmt::format("{} (line {})", name, found->second));
      return true;
    }
    return follows(name, year, fitted, by);
  }

  static bool follows(const std::string& name, int year, const std::map<SeriesYear, std::size_t>& fitted,
                      std::vector<std::string>& by) {
    const PublishedSeries* row = find_series(name);
    const Words parts = row == nullptr ? Words{} : parts_of(*row);
    return !parts.empty() && std::all_of(parts.begin(), parts.end(),
                                         [&](const std::string& part) { return is_given(part, year, fitted, by); });
  }

  void check_counted_once(const std::vector<PublishedFigure>& figures) {
    std::map<SeriesYear, std::size_t> fitted;
    for (const PublishedFigure& figure : figures) {
      if (figure.is_fitted()) {
        fitted.emplace(SeriesYear(figure.series, figure.year), figure.line);
      }
    }
    for (std::size_t i = 0; i < figures.size(); ++i) {
      Words by;
      const PublishedFigure& figure = figures[i];
      if (figure.is_fitted() && follows(figure.series, figure.year, fitted, by)) {
        problem_of(i, used,
                   fmt::format("counts {} of {} twice: it follows from {}, all fitted too", figure.series, figure.year,
                               fmt::join(by, ", ")),
                   "scored for the one, or for one of the others");
      }
    }
  }

  std::vector<Problem>& problems_;
  scenarios::ProblemList noted_;
  const CsvRow* row_ = nullptr;
  std::vector<std::vector<scenarios::CsvField>> fields_; ///< of each figure
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
  PublishedReader reader(name, read.problems);
  std::vector<PublishedFigure> figures = reader.read(*rows.value);
  scenarios::sort(read.problems);
  if (read.problems.empty()) {
    read.value = Published{std::move(figures), std::move(*input.value)};
  }
  return read;
}

std::vector<PublishedFigure> as_known_on(const Published& published, const Day& day) {
  std::map<SeriesYear, Use> uses_of;
  for (const PublishedFigure& figure : published.figures) {
    Use& use = uses_of.emplace(SeriesYear(figure.series, figure.year), Use::none).first->second;
    use = std::max(use, figure.use);
  }
  std::vector<PublishedFigure> known;
  std::map<SeriesYear, std::size_t> place;
  for (const PublishedFigure& figure : published.figures) {
    if (figure.known_from > day) {
      continue;
    }
    const SeriesYear key(figure.series, figure.year);
    const auto [found, is_new] = place.emplace(key, known.size());
    if (is_new) {
      known.push_back(figure);
    } else if (const PublishedFigure& kept = known[found->second];
               std::tuple(figure.known_from, figure.vintage) > std::tuple(kept.known_from, kept.vintage)) {
      known[found->second] = figure;
    }
    known[found->second].use = uses_of.at(key);
  }
  return known;
}

std::vector<PublishedFigure> as_known_now(const Published& published) {
  return as_known_on(published, {latest, 12, 31});
}

} // namespace headwater::calibration
