#include "outputs/results/prevention.hpp"

#include "scenarios/reading/csv_checks.hpp"
#include "scenarios/reading/nearest.hpp"
#include "scenarios/reading/read_csv.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>

namespace headwater::outputs {
namespace {

using model::CostClass;

constexpr std::string_view levels_header = "category,level,share,grade,source,note";
constexpr std::size_t levels_columns = 6;
constexpr double rounding_of_sum = 1e-9;
constexpr std::array ledger_components{Component::service, Component::ring_fenced, Component::double_running,
                                       Component::release_lag, Component::stranded};

const model::CategoryRow& category_row(model::Category category) {
  return model::categories()[static_cast<std::size_t>(category)];
}

/// A text as one of some values by their names; none, and a problem noted, where it is nothing there is.
template<class Value, class NameOf>
std::optional<Value> one_of(const std::string& text, scenarios::Position at, std::string_view what,
                            const std::vector<Value>& values, const NameOf& name_of, scenarios::ProblemList& noted) {
  std::vector<std::string> names;
  for (const Value value : values) {
    names.emplace_back(name_of(value));
    if (names.back() == text) {
      return value;
    }
  }
  noted.note(at, fmt::format("{} is not a {}", scenarios::in_quotes(text), what),
             fmt::format("{}", fmt::join(names, ", ")), scenarios::nearest(text, names));
  return std::nullopt;
}

std::vector<model::Category> tagged_categories() {
  std::vector<model::Category> all;
  for (std::size_t i = 0; i < model::category_count; ++i) {
    if (!is_memo(static_cast<model::Category>(i))) {
      all.push_back(static_cast<model::Category>(i));
    }
  }
  return all;
}

/// Reads the rows below the header, noting what is wrong with each.
class LevelReader {
public:
  LevelReader(std::string file, std::vector<scenarios::Problem>& problems) : noted_{std::move(file), problems} {}

  scenarios::ProblemList& noted() { return noted_; }

  void read(const scenarios::CsvRow& row) {
    if (!scenarios::has_width(row, levels_columns, levels_header, noted_)) {
      return;
    }
    const std::string& stated = row.fields[0].text;
    const std::size_t slash = std::min(stated.find('/'), stated.size());
    const auto category = one_of(
        stated.substr(0, slash), row.fields[0].at, "cost category with money of its own", tagged_categories(),
        [](model::Category c) { return category_row(c).name; }, noted_);
    std::optional<Component> component;
    if (slash < stated.size()) {
      component = one_of(
          stated.substr(slash + 1), row.fields[0].at, "component of the ledger",
          std::vector(ledger_components.begin(), ledger_components.end()), [](Component c) { return name(c); }, noted_);
      if (!component) {
        return;
      }
    }
    const auto level = one_of(
        row.fields[1].text, row.fields[1].at, "level of prevention",
        std::vector(prevention_levels.begin(), prevention_levels.end()), [](PreventionLevel l) { return name(l); },
        noted_);
    const std::optional<double> share = scenarios::parse_number(row.fields[2].text);
    if (!share) {
      scenarios::note_no_number(row.fields[2], "", "a number from 0 to 1 with a decimal point", noted_);
    } else if (*share < 0.0 || *share > 1.0) {
      noted_.note(row.fields[2].at, scenarios::in_quotes(row.fields[2].text) + " is not a share",
                  "a number from 0 to 1 with a decimal point");
    }
    const std::string& grade = row.fields[3].text;
    if (grade.size() != 1 || grade[0] < 'A' || grade[0] > 'D') {
      noted_.note(row.fields[3].at, scenarios::in_quotes(grade) + " is not a grade",
                  "A official statistic, B good study, C weak or indirect, D assumption");
    }
    if (row.fields[4].text.empty()) {
      noted_.note(row.fields[4].at, "a level without a source", "where it comes from, or assumption");
    }
    if (!category || !level || !share) {
      return;
    }
    if (!stated_.emplace(*category, component, *level).second) {
      noted_.note({row.line, 1}, fmt::format("{} and {} stand together twice", stated, row.fields[1].text),
                  "one row for each category and level");
    }
    last_line_ = row.line;
    table_.rows.push_back({*category, component, *level, *share});
  }

  PreventionTable finish() {
    for (const model::Category category : tagged_categories()) {
      check(category, std::nullopt, std::string(category_row(category).name));
      for (const Component component : ledger_components) {
        if (is_stated(category, component)) {
          check(category, component, fmt::format("{}/{}", category_row(category).name, name(component)));
        }
      }
    }
    return std::move(table_);
  }

private:
  bool is_stated(model::Category category, std::optional<Component> component) const {
    return std::any_of(table_.rows.begin(), table_.rows.end(), [&](const PreventionShare& row) {
      return row.category == category && row.component == component;
    });
  }
  void check(model::Category category, std::optional<Component> component, const std::string& what) {
    if (!is_stated(category, component)) {
      noted_.note({}, "no row says which level of prevention " + what + " is", "shares of every category");
      return;
    }
    double total = 0.0;
    for (const PreventionShare& row : table_.rows) {
      total += row.category == category && row.component == component ? row.share : 0.0;
    }
    if (total < 1.0 - rounding_of_sum || total > 1.0 + rounding_of_sum) {
      noted_.note({last_line_, 1}, fmt::format("the shares of {} sum to {:.6g}", what, total), "a sum of 1");
    }
  }

  scenarios::ProblemList noted_;
  std::set<std::tuple<model::Category, std::optional<Component>, PreventionLevel>> stated_;
  std::size_t last_line_ = 1;
  PreventionTable table_;
};

} // namespace

std::string_view name(PreventionLevel level) {
  static constexpr std::array<std::string_view, prevention_level_count> names{"primary", "secondary", "tertiary",
                                                                              "acute", "untagged"};
  return names[static_cast<std::size_t>(level)];
}

std::string_view name(SpendingOn on) {
  return on == SpendingOn::childrens_services ? "childrens_services" : "public_services";
}

std::string_view label(SpendingOn on) {
  return on == SpendingOn::childrens_services ? "children's services" : "all public services counted";
}

ByLevel PreventionTable::shares(model::Category category, Component component) const {
  const bool has_own = std::any_of(rows.begin(), rows.end(), [&](const PreventionShare& row) {
    return row.category == category && row.component == component;
  });
  ByLevel shares{};
  for (const PreventionShare& row : rows) {
    if (row.category == category && (has_own ? row.component == component : !row.component)) {
      shares[static_cast<std::size_t>(row.level)] += row.share;
    }
  }
  return shares;
}

scenarios::Read<PreventionTable> read_prevention_table(const scenarios::InputFile& file) {
  scenarios::Read<PreventionTable> read;
  LevelReader reader(file.path.generic_string(), read.problems);
  scenarios::CsvRows rows(file.text(), reader.noted(), scenarios::Comments::hash);
  scenarios::CsvRow row;
  if (!rows.next(row)) {
    reader.noted().note({}, "the file is empty", std::string(levels_header));
    return read;
  }
  if (!scenarios::is_header(row, levels_header, "prevention levels", reader.noted())) {
    return read;
  }
  while (rows.next(row)) {
    reader.read(row);
  }
  PreventionTable table = reader.finish();
  scenarios::sort(read.problems);
  if (read.problems.empty()) {
    read.value = std::move(table);
  }
  return read;
}

double PreventionSpend::preventive() const {
  double total = 0.0;
  for (const PreventionLevel level :
       {PreventionLevel::primary, PreventionLevel::secondary, PreventionLevel::tertiary}) {
    total += gbp_million[static_cast<std::size_t>(level)];
  }
  return total;
}

double PreventionSpend::tagged() const {
  return preventive() + gbp_million[static_cast<std::size_t>(PreventionLevel::acute)];
}

bool is_spent_on(SpendingOn on, const LedgerLine& line, const Included& included) {
  const CostClass of = category_row(line.category).cost_class;
  if (on == SpendingOn::childrens_services) {
    return of == CostClass::universal || of == CostClass::targeted || of == CostClass::care_system;
  }
  return line.payer != Payer::household && is_added(line.category, included);
}

std::vector<PreventionSpend> prevention_path(const std::vector<LedgerLine>& lines, const PreventionTable& table,
                                             SpendingOn on, const Included& included) {
  std::vector<PreventionSpend> path;
  for (const LedgerLine& line : lines) { // in the order of years
    if (!is_spent_on(on, line, included)) {
      continue;
    }
    if (path.empty() || path.back().year != line.year) {
      path.push_back({.year = line.year});
    }
    const ByLevel shares = table.shares(line.category, line.component);
    for (std::size_t level = 0; level < prevention_level_count; ++level) {
      path.back().gbp_million[level] += shares[level] * line.gbp_million;
    }
  }
  return path;
}

} // namespace headwater::outputs
