#include "calibration/known/area_file.hpp"

#include "calibration/known/period.hpp"
#include "calibration/known/published_series.hpp"
#include "scenarios/reading/nearest.hpp"
#include "scenarios/reading/toml_reader.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <map>

namespace headwater::calibration {
namespace {

using scenarios::in_quotes;
using scenarios::Position;
using scenarios::position;
using scenarios::Problem;
using scenarios::Stated;
using scenarios::TomlReader;

enum class NeededBy : std::uint8_t { nobody, nation, everybody };

/// A quantity that an area file may state. The table of calibration/data/areas/README.md says the same.
struct Quantity {
  std::string_view name;
  std::string_view unit;
  NeededBy needed_by;
};

constexpr std::array quantities{
    Quantity{"child_population", "children", NeededBy::everybody},
    Quantity{"looked_after_at_home", "children", NeededBy::nation},
    Quantity{"looked_after_kinship", "children", NeededBy::nation},
    Quantity{"looked_after_foster", "children", NeededBy::nation},
    Quantity{"looked_after_residential", "children", NeededBy::nation},
    Quantity{"looked_after_secure", "children", NeededBy::nation},
    Quantity{"looked_after_residential_and_secure", "children", NeededBy::everybody},
    Quantity{"looked_after_community", "children", NeededBy::everybody},
    Quantity{"spend_residential_and_secure_cash", "GBP million, cash", NeededBy::nobody},
    Quantity{"spend_community_cash", "GBP million, cash", NeededBy::nobody},
    Quantity{"cost_week_residential_and_secure", "GBP per child-week, cash", NeededBy::everybody},
    Quantity{"cost_week_community", "GBP per child-week, cash", NeededBy::everybody},
    Quantity{"more_than_one_placement_share", "share", NeededBy::nobody},
    Quantity{"child_poverty_share", "share", NeededBy::everybody},
    Quantity{"child_population_implied", "children", NeededBy::nobody},
};

const std::vector<std::string>& quantity_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> all;
    all.reserve(quantities.size());
    for (const Quantity& quantity : quantities) {
      all.emplace_back(quantity.name);
    }
    return all;
  }();
  return names;
}

/// Whether every key of "A" or "A+B" is a row of the source table.
bool sources_known(std::string_view keys) {
  while (true) {
    const std::size_t end = keys.find('+');
    if (model::find_source(keys.substr(0, end)) == nullptr) {
      return false;
    }
    if (end == std::string_view::npos) {
      return true;
    }
    keys.remove_prefix(end + 1);
  }
}

/// Reads one file from top to bottom.
class AreaFileReader {
public:
  AreaFileReader(Area& area, std::vector<Problem>& problems)
      : area_{area}, toml_{area.inputs.front().path.generic_string(), problems} {}

  void read() {
    const std::optional<toml::table> root = toml_.parse(area_.inputs.front().text());
    if (!root) {
      return;
    }
    toml_.only_keys(*root, {"name", "code", "kind", "series"}, "at the top of an area");
    area_.name = needed_line(*root, "name");
    area_.code = needed_line(*root, "code");
    read_kind(*root);
    for (const toml::table* block : toml_.tables(*root, "series")) {
      if (toml_.full()) {
        return;
      }
      read_series(*block);
    }
    for (const Quantity& quantity : quantities) {
      const bool needed =
          quantity.needed_by == NeededBy::everybody || (quantity.needed_by == NeededBy::nation && area_.nation);
      if (needed && !stated_.contains(std::string(quantity.name))) {
        toml_.problem({}, fmt::format("the area has no series {}", in_quotes(quantity.name)),
                      "a [[series]] block for it; see README.md beside the area files");
      }
    }
  }

private:
  std::string needed_line(const toml::table& table, std::string_view key) {
    const std::optional<Stated<std::string>> line = toml_.one_line(table, key, 120);
    if (!table.contains(key)) {
      toml_.problem(position(table), fmt::format("there is no {}", in_quotes(key)), fmt::format("{} = \"...\"", key));
    }
    return line ? line->value : "";
  }

  void read_kind(const toml::table& root) {
    const std::optional<Stated<std::string>> kind = toml_.text(root, "kind");
    if (!root.contains("kind") || (kind && kind->value != "nation" && kind->value != "council")) {
      toml_.problem(kind ? kind->at : Position{}, "the area has no kind that is known",
                    R"(kind = "council" or "nation")",
                    kind ? scenarios::nearest(kind->value, {"council", "nation"}) : "");
    }
    area_.nation = kind && kind->value == "nation";
  }

  std::string source_of(const toml::table& table, const std::string& otherwise) {
    const std::optional<Stated<std::string>> source = toml_.text(table, "source");
    if (source && !sources_known(source->value)) {
      std::vector<std::string> keys;
      for (const model::Source& row : model::sources()) {
        keys.emplace_back(row.key);
      }
      toml_.problem(source->at, "there is no source " + in_quotes(source->value),
                    "a key of the source table, or two with a plus between them",
                    scenarios::nearest(source->value, keys));
    }
    return source ? source->value : otherwise;
  }

  void read_series(const toml::table& block) {
    toml_.only_keys(block, {"quantity", "unit", "source", "note", "figures"}, "in [[series]]");
    Series series;
    series.quantity = needed_line(block, "quantity");
    series.unit = needed_line(block, "unit");
    const std::string source = source_of(block, "");
    const std::optional<Stated<std::string>> note = toml_.text(block, "note");
    series.note = note ? note->value : "";
    const auto quantity = std::find_if(quantities.begin(), quantities.end(),
                                       [&](const Quantity& row) { return row.name == series.quantity; });
    if (quantity == quantities.end()) {
      if (!series.quantity.empty()) {
        toml_.problem(position(*block.get("quantity")), "there is no quantity " + in_quotes(series.quantity),
                      "the quantities in README.md beside the area files",
                      scenarios::nearest(series.quantity, quantity_names()));
      }
      return;
    }
    if (!stated_.emplace(series.quantity, position(block)).second) {
      toml_.problem(position(block), fmt::format("the series {} is stated twice", in_quotes(series.quantity)));
    }
    if (!series.unit.empty() && series.unit != quantity->unit) {
      toml_.problem(position(*block.get("unit")),
                    fmt::format("{} is not in {}", series.quantity, in_quotes(series.unit)), in_quotes(quantity->unit));
    }
    const double high = quantity->unit == "share" ? 1.0 : 1e9;
    for (const toml::table* figure : toml_.tables(block, "figures")) {
      if (toml_.full()) {
        return;
      }
      read_figure(*figure, high, source, series);
    }
    if (!block.contains("figures") || block["figures"].as_array() == nullptr || block["figures"].as_array()->empty()) {
      toml_.problem(position(block), fmt::format("the series {} has no figures", in_quotes(series.quantity)),
                    "figures = [ { at = \"...\", value = ... }, ... ]");
    }
    area_.history.push_back(std::move(series));
  }

  void read_figure(const toml::table& table, double high, const std::string& series_source, Series& series) {
    toml_.only_keys(table, {"at", "value", "source", "note", "set_aside"}, "in a figure");
    const std::string at = needed_line(table, "at");
    const std::optional<Period> period = parse_period(at);
    if (!at.empty() && (!period || period->year < 1980 || period->year > 2060)) {
      toml_.problem(position(*table.get("at")), in_quotes(at) + " is not a day or year of a figure",
                    R"("2011-07-31", "2018-19" or "2018-08..2019-07")");
    }
    const PublishedSeries* published = find_series(series.quantity);
    if (period && published != nullptr && !may_be_of(published->holds, *period)) {
      toml_.problem(position(*table.get("at")),
                    fmt::format("{} is no day or period of {}", in_quotes(at), series.quantity),
                    in_words(published->holds, period->year));
    }
    if (!table.contains("value")) {
      toml_.problem(position(table), "the figure has no value", "value = ..., a number");
    }
    const std::optional<Stated<double>> value = toml_.number_within(table, "value", 0.0, high, "");
    const std::string source = source_of(table, series_source);
    if (source.empty()) {
      toml_.problem(position(table), "the figure has no source", "source = \"...\" here or for the whole series");
    }
    const std::optional<Stated<std::string>> note = toml_.text(table, "note");
    const bool set_aside = toml_.text(table, "set_aside").has_value();
    if (!period || !value) {
      return;
    }
    double& last = last_of_[series.quantity];
    if (period->middle <= last) {
      toml_.problem(position(*table.get("at")), in_quotes(at) + " does not come after the figure before it",
                    "figures in the order of time, each once");
    }
    last = period->middle;
    if (!set_aside) {
      series.figures.push_back({at, period->middle, value->value, source, note ? note->value : ""});
    }
  }

  Area& area_;
  TomlReader toml_;
  std::map<std::string, Position> stated_;
  std::map<std::string, double> last_of_; ///< the time of the last figure of each quantity, set aside or not
};

} // namespace

std::optional<Area> read_area_file(const std::filesystem::path& file, std::vector<Problem>& problems) {
  scenarios::Read<scenarios::InputFile> input = scenarios::read_input(file);
  problems.insert(problems.end(), input.problems.begin(), input.problems.end());
  if (!input.value) {
    return std::nullopt;
  }
  Area area;
  area.id = file.stem().string();
  area.inputs.push_back(std::move(*input.value));
  const std::size_t problems_before = problems.size();
  AreaFileReader(area, problems).read();
  return problems.size() == problems_before ? std::optional(std::move(area)) : std::nullopt;
}

} // namespace headwater::calibration
