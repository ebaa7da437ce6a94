#include "outputs/moved/moved_numbers.hpp"

#include "model/solve/fiscal_year.hpp"
#include "scenarios/reading/read_csv.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace headwater::outputs {
namespace {

struct RoleRow {
  std::string_view heading;
  Role role;
};

constexpr std::array role_rows = {
    RoleRow{"scenario", Role::scenario},
    RoleRow{"fiscal_year", Role::when},
    RoleRow{"at", Role::when},
    RoleRow{"date", Role::when},
    RoleRow{"horizon", Role::when},
    RoleRow{"years", Role::when},
    RoleRow{"quantity", Role::what},
    RoleRow{"measure", Role::what},
    RoleRow{"perspective", Role::what},
    RoleRow{"category", Role::what},
    RoleRow{"payer", Role::what},
    RoleRow{"component", Role::what},
    RoleRow{"prevention_level", Role::what},
    RoleRow{"spending_on", Role::what},
    RoleRow{"line", Role::what},
    RoleRow{"lever", Role::what},
    RoleRow{"kind", Role::what},
    RoleRow{"pays", Role::what},
    RoleRow{"saves", Role::what},
    RoleRow{"stock", Role::what},
    RoleRow{"flow", Role::what},
    RoleRow{"from", Role::what},
    RoleRow{"to", Role::what},
    RoleRow{"band", Role::what},
    RoleRow{"change", Role::what},
    RoleRow{"years_of_delay", Role::what},
    RoleRow{"decision_practice", Role::what},
    RoleRow{"split", Role::what},
    RoleRow{"follows_need", Role::what},
    RoleRow{"fifth", Role::what},
    RoleRow{"draw", Role::what},
    RoleRow{"persona", Role::what},
    RoleRow{"event_number", Role::what},
    RoleRow{"of", Role::what},
    RoleRow{"name", Role::what},
    RoleRow{"unit", Role::unit},
    RoleRow{"value", Role::number},
    RoleRow{"gbp", Role::number},
    RoleRow{"planned", Role::number},
    RoleRow{"spent", Role::number},
    RoleRow{"unspent", Role::number},
    RoleRow{"primary", Role::number},
    RoleRow{"secondary", Role::number},
    RoleRow{"tertiary", Role::number},
    RoleRow{"acute", Role::number},
    RoleRow{"untagged", Role::number},
    RoleRow{"preventive_share", Role::number},
    RoleRow{"p05", Role::number},
    RoleRow{"p25", Role::number},
    RoleRow{"p50", Role::number},
    RoleRow{"p75", Role::number},
    RoleRow{"p95", Role::number},
    RoleRow{"share_above_0", Role::number},
    RoleRow{"p_better", Role::number},
    RoleRow{"p_broken_even", Role::number},
    RoleRow{"share", Role::number},
    RoleRow{"standard_error", Role::number},
    RoleRow{"alone", Role::number},
    RoleRow{"last", Role::number},
    RoleRow{"published_low", Role::number},
    RoleRow{"published_high", Role::number},
    RoleRow{"model", Role::number},
    RoleRow{"this_life", Role::number},
    RoleRow{"of_1000", Role::number},
    RoleRow{"worth_knowing", Role::number},
    RoleRow{"worth_if_useless", Role::number},
    RoleRow{"most_if_useless", Role::number},
    RoleRow{"worth_knowing_all", Role::number},
    RoleRow{"above_noise", Role::number}, // a word, as the next three are
    RoleRow{"best_where_low", Role::number},
    RoleRow{"best_where_high", Role::number},
    RoleRow{"best_now", Role::number},
    RoleRow{"difference_from_middle", Role::number},
    RoleRow{"class", Role::aside},
    RoleRow{"cashability", Role::aside},
    RoleRow{"recurrence", Role::aside},
    RoleRow{"symbol", Role::aside},
    RoleRow{"price_base", Role::aside},
    RoleRow{"baseline", Role::aside},
    RoleRow{"draws", Role::aside},
    RoleRow{"draws_counted", Role::aside},
    RoleRow{"rank", Role::aside},
    RoleRow{"grade", Role::aside},
    RoleRow{"method", Role::aside},
    RoleRow{"note", Role::aside},
    RoleRow{"what", Role::aside},
    RoleRow{"month", Role::aside}, // the story of a life, which is words
    RoleRow{"event", Role::aside},
    RoleRow{"onward", Role::aside},
    RoleRow{"family", Role::aside},
    RoleRow{"person", Role::aside},
    RoleRow{"why_no_value", Role::aside},
    RoleRow{"why_unspent", Role::aside},
    RoleRow{"why_no_percentile", Role::aside},
};

/// Tables that are about money whatever the unit of a row: a ratio, a year.
constexpr std::array<std::string_view, 10> money_tables = {
    "appraisal.csv", "break_even.csv", "cash_flows.csv", "finance.csv",   "follow_the_money.csv",
    "ledger.csv",    "pockets.csv",    "prevention.csv", "transfers.csv", "value_of_information.csv"};
constexpr double share_of_largest = 1e-3;
constexpr int years_count_from = 2026;

/// Where the columns of a table stand, by their role.
struct Layout {
  std::vector<std::size_t> scenario;
  std::vector<std::size_t> when;
  std::vector<std::size_t> what;
  std::vector<std::size_t> unit;
  std::vector<std::size_t> numbers;
  std::vector<std::string> names; ///< of all columns
};

Layout layout_of(const Table& table) {
  Layout layout;
  layout.names = table.columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    switch (role_of(table.columns[i]).value()) {
    case Role::scenario:
      layout.scenario.push_back(i);
      break;
    case Role::when:
      layout.when.push_back(i);
      break;
    case Role::what:
      layout.what.push_back(i);
      break;
    case Role::unit:
      layout.unit.push_back(i);
      break;
    case Role::number:
      layout.numbers.push_back(i);
      break;
    case Role::aside:
      break;
    }
  }
  return layout;
}

/// The first cell at one of these places; empty where there is none.
std::string cell_at(const std::vector<std::string>& row, const std::vector<std::size_t>& places) {
  return places.empty() ? "" : row[places.front()];
}

/// What tells a row apart, in words: "npv / council", "net_position_change / years_of_delay 1".
std::string what_of(const std::vector<std::string>& row, const Layout& layout) {
  std::string words;
  for (const std::size_t i : layout.what) {
    if (row[i].empty()) {
      continue;
    }
    words += words.empty() ? "" : " / ";
    words += scenarios::parse_number(row[i]) ? layout.names[i] + " " + row[i] : row[i];
  }
  return words;
}

/// A text that no other row of the table has: rows that are told apart by nothing are numbered.
std::string key_of(const std::vector<std::string>& row, const Layout& layout,
                   std::unordered_map<std::string, std::size_t>& seen) {
  constexpr char between = '\x1f'; // which no table holds
  std::string key;
  for (const auto* places : {&layout.scenario, &layout.when, &layout.what, &layout.unit}) {
    for (const std::size_t i : *places) {
      key += layout.names[i] + "=" + row[i] + between;
    }
  }
  const std::size_t earlier = seen[key]++;
  return earlier == 0 ? key : key + std::to_string(earlier);
}

/// A cell as a number: a number, or a fiscal year in years after 2026. Nothing for words.
std::optional<double> size_of(const std::string& cell) {
  if (const std::optional<double> number = scenarios::parse_number(cell)) {
    return number;
  }
  if (const std::optional<model::FiscalYear> year = model::parse_fiscal_year(cell)) {
    return year->first - years_count_from;
  }
  return std::nullopt;
}

std::string unit_of(const std::string& column, const std::string& unit) {
  const bool is_share = column == "share_above_0" || column == "p_better" || column == "p_broken_even";
  return is_share ? "share" : column == "gbp" ? "GBP" : unit;
}

bool is_money(const std::string& table, const std::string& unit) {
  return unit.starts_with("GBP") || unit == "fiscal year" ||
         std::find(money_tables.begin(), money_tables.end(), table) != money_tables.end();
}

/// Of one table: lays both side by side, and adds what moved.
class Side {
public:
  Side(const std::string& name, MovedNumbers& found) : name_{name}, found_{found} { compared_.name = name; }

  void compare(const Table& from, const Table& to) {
    const Layout before = layout_of(from);
    const Layout after = layout_of(to);
    note_columns(before, after);
    std::unordered_map<std::string, std::size_t> seen;
    std::unordered_map<std::string, std::size_t> rows;
    rows.reserve(from.rows.size());
    for (std::size_t i = 0; i < from.rows.size(); ++i) {
      rows.emplace(key_of(from.rows[i], before, seen), i);
    }
    seen.clear();
    std::vector<bool> paired(from.rows.size(), false);
    for (const std::vector<std::string>& row : to.rows) {
      const auto pair = rows.find(key_of(row, after, seen));
      const std::vector<std::string>* earlier = nullptr;
      if (pair != rows.end()) {
        earlier = &from.rows[pair->second];
        paired[pair->second] = true;
      }
      add_row(earlier, &row, after);
    }
    for (std::size_t i = 0; i < from.rows.size(); ++i) {
      if (!paired[i]) {
        add_row(&from.rows[i], nullptr, before);
      }
    }
    finish();
  }

private:
  struct Number {
    std::size_t series;
    std::string at;
    std::string from;
    std::string to;
  };
  /// A column of numbers, and where it stands on each side that has it.
  struct Column {
    std::string name;
    std::optional<std::size_t> from;
    std::optional<std::size_t> to;
  };

  void note_columns(const Layout& before, const Layout& after) {
    for (const std::size_t i : after.numbers) {
      columns_.push_back({after.names[i], {}, i});
    }
    for (const std::size_t i : before.numbers) {
      const auto known = std::find_if(columns_.begin(), columns_.end(),
                                      [&](const Column& column) { return column.name == before.names[i]; });
      if (known == columns_.end()) {
        columns_.push_back({before.names[i], i, {}});
      } else {
        known->from = i;
      }
    }
  }

  /// A row of either side, or one of both that belong together; `layout` is that of the later of them.
  void add_row(const std::vector<std::string>* from, const std::vector<std::string>* to, const Layout& layout) {
    const auto cell = [](const std::vector<std::string>* row, const std::optional<std::size_t>& place) {
      return row == nullptr || !place ? std::string() : (*row)[*place];
    };
    const std::vector<std::string>& row = to != nullptr ? *to : *from;
    for (const Column& column : columns_) {
      Number number{0, cell_at(row, layout.when), cell(from, column.from), cell(to, column.to)};
      if (number.from.empty() && number.to.empty()) {
        continue;
      }
      number.series = series_of(row, layout, column.name);
      ++compared_.numbers;
      double& size = found_.series[number.series].size;
      for (const std::string* text : {&number.from, &number.to}) {
        size = std::max(size, std::abs(size_of(*text).value_or(0.0)));
      }
      if (number.from != number.to) {
        differ_.push_back(std::move(number));
      }
    }
  }

  std::size_t series_of(const std::vector<std::string>& row, const Layout& layout, const std::string& column) {
    MovedSeries series{.table = name_,
                       .scenario = cell_at(row, layout.scenario),
                       .what = what_of(row, layout),
                       .unit = unit_of(column, cell_at(row, layout.unit)),
                       .column = column,
                       .money = false};
    const auto [at, is_new] = positions_.try_emplace(
        fmt::format("{}\x1f{}\x1f{}\x1f{}", series.scenario, series.what, series.unit, column), found_.series.size());
    if (is_new) {
      series.money = is_money(name_, series.unit);
      found_.series.push_back(std::move(series));
    }
    return at->second;
  }

  void finish() {
    std::map<std::pair<std::string, std::string>, double> largest;
    for (const auto& [key, position] : positions_) {
      const MovedSeries& series = found_.series[position];
      double& most = largest[{series.unit, series.column}];
      most = std::max(most, series.size);
    }
    for (const auto& [key, position] : positions_) {
      MovedSeries& series = found_.series[position];
      series.size = std::max(series.size, share_of_largest * largest[{series.unit, series.column}]);
    }
    for (Number& number : differ_) {
      Moved moved{number.series, std::move(number.at), std::move(number.from), std::move(number.to), {}};
      const std::optional<double> from = size_of(moved.from);
      const std::optional<double> to = size_of(moved.to);
      if (from && to) {
        moved.difference = *to - *from;
      }
      (moved.from.empty()                                       ? compared_.only_to
       : moved.to.empty()                                       ? compared_.only_from
       : moved.difference && found_.of_size(moved) < rounding() ? compared_.rounding
                                                                : compared_.moved) += 1;
      found_.all.push_back(std::move(moved));
    }
    if (!differ_.empty()) {
      found_.tables.push_back(compared_);
    }
  }

  const std::string& name_;
  MovedNumbers& found_;
  ComparedTable compared_;
  std::vector<Column> columns_;
  std::unordered_map<std::string, std::size_t> positions_; ///< of the series of this table
  std::vector<Number> differ_;
};

/// Notes what stands in the way of laying a table beside another.
void check_columns(const std::filesystem::path& file, const Table& table, std::vector<scenarios::Problem>& problems) {
  for (const std::string& column : table.columns) {
    if (!role_of(column)) {
      problems.push_back({file.string(), 1, 1,
                          "has a column that this Headwater does not know: " + scenarios::in_quotes(column),
                          "results of the same version", ""});
    }
  }
}

} // namespace

std::optional<Role> role_of(std::string_view heading) {
  const auto* const found =
      std::find_if(role_rows.begin(), role_rows.end(), [&](const RoleRow& row) { return row.heading == heading; });
  return found == role_rows.end() ? std::nullopt : std::optional(found->role);
}

double MovedNumbers::of_size(const Moved& moved) const {
  if (!moved.difference) {
    return std::numeric_limits<double>::infinity();
  }
  const double size = series_of(moved).size;
  return size > 0.0 ? std::abs(*moved.difference) / size : 0.0;
}

scenarios::Read<MovedNumbers> moved_numbers(const KeptResults& from, const KeptResults& to) {
  scenarios::Read<MovedNumbers> read;
  MovedNumbers found;
  std::vector<std::string> names;
  for (const KeptResults* one : {&to, &from}) {
    for (const HashedFile& table : one->tables()) {
      if (std::find(names.begin(), names.end(), table.path) == names.end()) {
        names.push_back(table.path);
      }
    }
  }
  for (const std::string& name : names) {
    if (from.digest(name) == to.digest(name)) {
      continue;
    }
    std::array<Table, 2> both;
    std::size_t next = 0;
    for (const KeptResults* one : {&from, &to}) {
      scenarios::Read<Table> table = one->read(name);
      read.problems.insert(read.problems.end(), table.problems.begin(), table.problems.end());
      if (table.value) {
        check_columns(one->folder() / name, *table.value, read.problems);
        both[next] = std::move(*table.value);
      }
      ++next;
    }
    if (read.problems.empty()) {
      Side(name, found).compare(both.front(), both.back());
    }
  }
  const auto rank = [&](const Moved& moved) {
    return std::tuple(found.series_of(moved).money, !moved.in_both(), -found.of_size(moved));
  };
  std::stable_sort(found.all.begin(), found.all.end(),
                   [&](const Moved& a, const Moved& b) { return rank(a) < rank(b); });
  if (read.problems.empty()) {
    read.value = std::move(found);
  }
  return read;
}

Table moved_table(const MovedNumbers& moved) {
  Table table{
      {"table", "scenario", "quantity", "at", "unit", "column", "old", "new", "difference", "of_size", "stands_in"},
      {}};
  for (const Moved& one : moved.all) {
    const MovedSeries& of = moved.series_of(one);
    table.rows.push_back({of.table, of.scenario, of.what, one.at, of.unit, of.column, one.from, one.to,
                          one.difference ? exact(*one.difference) : "", one.difference ? exact(moved.of_size(one)) : "",
                          one.in_both()    ? "both"
                          : one.to.empty() ? "old"
                                           : "new"});
  }
  return table;
}

} // namespace headwater::outputs
