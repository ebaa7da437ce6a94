// compare: what differs between two results folders, in settings and inputs and then number by number.
#include "app/study/setting_table.hpp"
#include "app/terminal/exit_code.hpp"
#include "app/terminal/setting_options.hpp"
#include "app/verbs/read_or_refuse.hpp"
#include "app/verbs/verbs.hpp"
#include "app/version.hpp"

#include "outputs/charts/csv_text.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/files/one_file.hpp"
#include "outputs/moved/moved_numbers.hpp"
#include "outputs/results/prices.hpp"
#include "scenarios/reading/nearest.hpp"
#include "scenarios/reading/read_csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <memory>

namespace headwater::app {
namespace {

using outputs::KeptResults;
using outputs::ManifestDifference;
using outputs::Moved;
using outputs::MovedNumbers;
using outputs::MovedSeries;

struct CompareOptions {
  std::string from;
  std::string to;
  std::size_t rows = 20;
  std::string table;
  std::string out;
  bool any_version = false;
  SettingTable settings; ///< of all these; it leaves no manifest
};

constexpr const char* compare_examples = R"(Examples:
  headwater compare results/before results/after
  headwater compare results/before results/after --out moved.csv
  headwater compare results/before results/after --table ledger.csv --rows 100

Settings and inputs that differ come first, then every number that moved, the largest first, people before money. How
large is told by its share of the quantity's own size: the largest value that it has in any year of either folder, and
at least a thousandth of the largest quantity of the same unit. A line is a quantity at the date at which it moved most, and says at how many dates it did.
)";

/// Tables that hold what others are made of, told by their counts unless one of them is asked for.
constexpr std::array<std::string_view, 2> headline_tables = {"annual.csv", "appraisal.csv"};

/// A line of an answer: a series at the date at which it moved most.
struct Line {
  const Moved* most;
  std::size_t dates; ///< at which it moved: years, days, horizons
};

/// Two results folders, and all that is said of them.
struct Comparison {
  KeptResults from;
  KeptResults to;
  std::vector<ManifestDifference> differences;
  MovedNumbers moved;
  std::vector<std::string> shown; ///< tables whose numbers are shown one by one

  bool is_shown(const std::string& table) const { return std::find(shown.begin(), shown.end(), table) != shown.end(); }
  /// Of people, or of money; those that differ by rounding only and those that stand in one folder only left out.
  std::vector<Line> lines(bool money) const {
    std::vector<Line> found;
    std::map<std::size_t, std::size_t> position;
    for (const Moved& one : moved.all) {
      const MovedSeries& series = moved.series_of(one);
      const bool counts = one.in_both() && moved.of_size(one) >= outputs::rounding();
      if (!counts || series.money != money || !is_shown(series.table)) {
        continue;
      }
      const auto [at, is_new] = position.try_emplace(one.series, found.size());
      if (is_new) {
        found.push_back({&one, 0});
      }
      ++found[at->second].dates;
    }
    return found;
  }
};

std::string kind_in_words(const ManifestDifference& one) {
  using Kind = ManifestDifference::Kind;
  switch (one.kind) {
  case Kind::scenarios:
    return "scenarios";
  case Kind::setting:
    return one.name;
  case Kind::changed_input:
  case Kind::other_input:
    return "input " + one.name;
  case Kind::version:
    return "version";
  case Kind::commit:
    return "commit";
  }
  return "";
}

/// One side of a difference: a digest by its first digits.
std::string side_in_words(const ManifestDifference& one, bool is_new) {
  using Kind = ManifestDifference::Kind;
  const nlohmann::ordered_json& value = is_new ? one.to : one.from;
  constexpr std::size_t digits = 12;
  const bool is_digest = (one.kind == Kind::changed_input || one.kind == Kind::other_input) && value.is_string();
  return is_digest ? "sha256 " + value.get<std::string>().substr(0, digits)
                   : (is_new ? one.to_in_words() : one.from_in_words());
}

/// As many decimals as show two digits of a difference.
int decimals_of(double difference) {
  constexpr int most = 8;
  if (difference == 0.0) {
    return 0;
  }
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(std::abs(difference)))), 0, most);
}

/// Old, new and difference, money in millions of pounds.
std::vector<std::string> in_words(const MovedSeries& series, const Moved& moved) {
  const auto from = scenarios::parse_number(moved.from);
  const auto to = scenarios::parse_number(moved.to);
  if (!moved.difference || !from || !to) { // words and years stand as they are
    const double years = std::abs(moved.difference.value_or(0.0));
    return {moved.from, moved.to,
            moved.difference ? fmt::format("{}{:.0f} {}", *moved.difference > 0.0 ? "+" : "−", years,
                                           years == 1.0 ? "year" : "years")
                             : ""};
  }
  const double scale =
      series.unit.starts_with("GBP") && !series.unit.starts_with("GBP million") ? outputs::million : 1.0;
  const int decimals = decimals_of(*moved.difference / scale);
  const auto words = [&](double value) { return outputs::readable_number(value / scale, decimals); };
  return {words(*from), words(*to), (*moved.difference > 0.0 ? "+" : "") + words(*moved.difference)};
}

std::string unit_in_words(const MovedSeries& series) {
  return series.unit.starts_with("GBP") && !series.unit.starts_with("GBP million") ? "£ million" + series.unit.substr(3)
                                                                                   : series.unit;
}

std::string quantity_in_words(const MovedSeries& series) {
  const bool is_central = series.column == "value" || series.column == "gbp";
  const std::string name = series.what.empty() ? series.column : series.what;
  return is_central || series.what.empty() ? name : fmt::format("{} ({})", name, series.column);
}

std::string share_in_words(double of_size) {
  return std::isfinite(of_size) ? fmt::format("{:.2g}%", 100.0 * of_size) : "";
}

std::string settings_in_words(const Comparison& of) {
  std::vector<std::vector<std::string>> rows{{"  differs", "old", "new"}};
  rows.push_back({"  run code", of.from.manifest().run_code(), of.to.manifest().run_code()});
  for (const ManifestDifference& one : of.differences) {
    rows.push_back({"  " + scenarios::printable(kind_in_words(one)), scenarios::printable(side_in_words(one, false)),
                    scenarios::printable(side_in_words(one, true))});
  }
  return of.differences.empty() ? "No setting or input differs.\n" : "Settings and inputs\n" + in_columns(rows);
}

std::string block_in_words(const Comparison& of, bool money, std::size_t most) {
  const std::vector<Line> lines = of.lines(money);
  const std::string heading = money ? "Money" : "People";
  if (lines.empty()) {
    return heading + ": no number moved.\n";
  }
  std::vector<std::vector<std::string>> rows{
      {"  " + heading, "scenario", "at", "old", "new", "difference", "of its size", "dates", "unit"}};
  const std::size_t shown = most == 0 ? lines.size() : std::min(most, lines.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const Moved& one = *lines[i].most;
    const MovedSeries& series = of.moved.series_of(one);
    std::vector<std::string> row{"  " + quantity_in_words(series), series.scenario, one.at};
    for (std::string& words : in_words(series, one)) {
      row.push_back(std::move(words));
    }
    row.insert(row.end(),
               {share_in_words(of.moved.of_size(one)), std::to_string(lines[i].dates), unit_in_words(series)});
    for (std::string& cell : row) {
      cell = scenarios::printable(cell);
    }
    rows.push_back(std::move(row));
  }
  const std::size_t more = lines.size() - shown;
  return in_columns(rows) + (more > 0 ? fmt::format("  and {} more\n", more) : "");
}

std::string tables_in_words(const Comparison& of) {
  std::vector<std::vector<std::string>> rows{{"  table", "numbers", "moved", "by rounding", "only old", "only new"}};
  for (const outputs::ComparedTable& table : of.moved.tables) {
    const auto count = [](std::size_t number) { return outputs::readable_number(static_cast<double>(number), 0); };
    rows.push_back({"  " + scenarios::printable(table.name), count(table.numbers), count(table.moved),
                    count(table.rounding), count(table.only_from), count(table.only_to)});
  }
  return of.moved.tables.empty() ? "No number differs: the tables are the same.\n"
                                 : "Tables that differ\n" + in_columns(rows);
}

/// One number that stands in one folder only, to say what kind they are; empty where there is none.
std::string only_in_words(const Comparison& of, bool is_new) {
  const auto found = std::find_if(of.moved.all.begin(), of.moved.all.end(),
                                  [&](const Moved& one) { return !one.in_both() && one.from.empty() == is_new; });
  if (found == of.moved.all.end()) {
    return "";
  }
  const MovedSeries& series = of.moved.series_of(*found);
  return scenarios::printable(fmt::format("Only {}, for example: {}, {}, {} ({})", is_new ? "new" : "old",
                                          quantity_in_words(series), series.scenario, found->at, series.table)) +
         "\n";
}

std::string as_text(const Comparison& of, const CompareOptions& options) {
  std::string text =
      fmt::format("old: {}\nnew: {}\n\n", scenarios::printable(options.from), scenarios::printable(options.to));
  text += settings_in_words(of) + "\n";
  if (!of.moved.tables.empty()) {
    text += block_in_words(of, false, options.rows) + "\n" + block_in_words(of, true, options.rows) + "\n";
  }
  text += tables_in_words(of) + only_in_words(of, false) + only_in_words(of, true);
  if (!of.moved.tables.empty()) {
    text += fmt::format("Shown are numbers of {}; --table names another, and --out FILE.csv writes all of them.\n",
                        fmt::join(of.shown, " and "));
  }
  return text;
}

nlohmann::ordered_json as_json(const Comparison& of, const CompareOptions& options) {
  using Json = nlohmann::ordered_json;
  const auto side = [](const KeptResults& results) {
    const outputs::KeptManifest& manifest = results.manifest();
    return Json{{"folder", scenarios::printable(results.folder().string())},
                {"run_code", manifest.run_code()},
                {"version", manifest.version()},
                {"commit", manifest.commit()}};
  };
  Json json = {{"old", side(of.from)}, {"new", side(of.to)}, {"differs", Json::array()}, {"tables", Json::array()}};
  for (const ManifestDifference& one : of.differences) {
    json["differs"].push_back({{"what", kind_in_words(one)}, {"old", one.from}, {"new", one.to}});
  }
  for (const outputs::ComparedTable& table : of.moved.tables) {
    json["tables"].push_back({{"table", table.name},
                              {"numbers", table.numbers},
                              {"moved", table.moved},
                              {"by_rounding", table.rounding},
                              {"only_old", table.only_from},
                              {"only_new", table.only_to}});
  }
  json["shown"] = of.shown;
  for (const bool money : {false, true}) {
    const std::vector<Line> lines = of.lines(money);
    const std::size_t shown = options.rows == 0 ? lines.size() : std::min(options.rows, lines.size());
    Json rows = Json::array();
    for (std::size_t i = 0; i < shown; ++i) {
      const Moved& one = *lines[i].most;
      const MovedSeries& series = of.moved.series_of(one);
      const auto number = [](const std::string& cell) {
        const auto value = scenarios::parse_number(cell);
        return value ? Json(*value) : Json(cell);
      };
      const double of_size = of.moved.of_size(one);
      rows.push_back({{"table", series.table},
                      {"scenario", series.scenario},
                      {"quantity", series.what},
                      {"at", one.at},
                      {"unit", series.unit},
                      {"column", series.column},
                      {"old", number(one.from)},
                      {"new", number(one.to)},
                      {"difference", one.difference ? Json(*one.difference) : Json()},
                      {"of_size", std::isfinite(of_size) ? Json(of_size) : Json()},
                      {"dates_moved", lines[i].dates}});
    }
    const std::string name = money ? "money" : "people";
    json[name] = std::move(rows);
    json["more_" + name] = lines.size() - shown;
  }
  return json;
}

/// The tables whose numbers are shown one by one: the one asked for, else those that are made to be read, else all.
std::vector<std::string> tables_to_show(const MovedNumbers& moved, const std::string& asked) {
  std::vector<std::string> all;
  std::vector<std::string> headlines;
  for (const outputs::ComparedTable& table : moved.tables) {
    all.push_back(table.name);
    if (std::find(headline_tables.begin(), headline_tables.end(), table.name) != headline_tables.end()) {
      headlines.push_back(table.name);
    }
  }
  return !asked.empty() ? std::vector{asked} : !headlines.empty() ? headlines : all;
}

int compare(const Screen& screen, const CompareOptions& options) {
  auto from = KeptResults::open(options.from, version(), options.any_version);
  auto to = KeptResults::open(options.to, version(), options.any_version);
  std::vector<scenarios::Problem> problems = from.problems;
  problems.insert(problems.end(), to.problems.begin(), to.problems.end());
  if (!problems.empty()) {
    return refuse(screen, problems, "compared");
  }
  if (!options.table.empty() && from.value->digest(options.table).empty() && to.value->digest(options.table).empty()) {
    std::vector<std::string> names;
    for (const outputs::HashedFile& table : to.value->tables()) {
      names.push_back(table.path);
    }
    const std::string near = scenarios::nearest(options.table, names);
    return refuse(fmt::format("--table: there is no table {}; allowed: {}{}", scenarios::in_quotes(options.table),
                              fmt::join(names, ", "), near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)));
  }
  scenarios::Read<MovedNumbers> moved = outputs::moved_numbers(*from.value, *to.value);
  if (!moved.value) {
    return refuse(screen, moved.problems, "compared");
  }
  Comparison found{std::move(*from.value), std::move(*to.value), {}, std::move(*moved.value), {}};
  found.differences = outputs::differences(found.from.manifest(), found.to.manifest());
  found.shown = tables_to_show(found.moved, options.table);
  if (!options.out.empty()) {
    outputs::write_one_file(options.out, outputs::csv_text(outputs::moved_table(found.moved)));
  }
  answer(screen.json ? as_json(found, options).dump(2) + "\n" : as_text(found, options));
  if (!options.out.empty()) {
    say(screen, fmt::format("{} numbers are in {}.", found.moved.all.size(), options.out));
  }
  return done;
}

void add_settings(CompareOptions& options) {
  SettingTable& table = options.settings;
  table.add("old", &options.from, "Results folder of a run").required();
  table.add("new", &options.to, "Results folder of another").required();
  table.add("--rows", &options.rows, "Lines of people and of money that are shown; 0: all",
            WholeRange{0, std::numeric_limits<std::uint32_t>::max()});
  table.add("--table", &options.table, "Show numbers of this table; default: annual.csv and appraisal.csv");
  table.add("--out", &options.out, "CSV file that gets every number which differs");
  table.add("--any-version", &options.any_version, "Compare results of other versions of Headwater too");
}

} // namespace

void add_compare(CLI::App& app, const Screen& screen, Action& chosen) {
  auto options = std::make_shared<CompareOptions>();
  CLI::App* verb = app.add_subcommand("compare", "What differs between two results folders, number by number");
  verb->footer(compare_examples);
  add_settings(*options);
  add_options(*verb, options->settings);
  verb->callback([options, &screen, &chosen] { chosen = [options, &screen] { return compare(screen, *options); }; });
}

} // namespace headwater::app
