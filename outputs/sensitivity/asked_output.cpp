#include "outputs/sensitivity/asked_output.hpp"

#include "outputs/appraisal/net_position.hpp"
#include "outputs/charts/number_text.hpp"
#include "outputs/pictures/title_words.hpp"
#include "outputs/results/quantities.hpp"
#include "scenarios/reading/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>

namespace headwater::outputs {
namespace {

constexpr std::string_view change_ending = "_change";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

template<class Number> std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& names) {
  const std::string near = scenarios::nearest(name, names);
  return near.empty() ? "; headwater list outputs shows them, and appraisal.csv the measures"
                      : fmt::format("; did you mean \"{}\"?", near);
}

double value_of(const AppraisalMeasure& measure, FiscalYear first) {
  if (measure.value || measure.unit != "fiscal year") {
    return measure.value.value_or(std::numeric_limits<double>::quiet_NaN());
  }
  return std::max<double>(measure.in_order(), first.first);
}

double value_of(const Prices& prices, const AskedOutput& output, const model::AnnualRecord& record) {
  const Quantity& quantity = *find_quantity(output.name);
  const YearView view(record, output.year);
  const double value = quantity.value(view);
  return quantity.measure == Measure::money ? prices.pounds(value, output.year) : value;
}

double position_of(const NetPosition& position, const AskedOutput& output) {
  for (std::size_t i = 0; i < position.years.size(); ++i) {
    if (position.years[i] == output.year) {
      return output.name == "net_position" ? position.yearly[i] : position.cumulative[i];
    }
  }
  return std::numeric_limits<double>::quiet_NaN();
}

} // namespace

std::string AskedOutput::in_words() const {
  std::string words = name == "npv" ? "net present value" : name == "bcr" ? "benefit-cost ratio" : name;
  std::replace(words.begin(), words.end(), '_', ' ');
  if (kind == OutputKind::measure) {
    return fmt::format("{} ({})", words,
                       perspective == Perspective::public_purse ? "public purse" : label(perspective));
  }
  return fmt::format("{}{}, {}", words, change ? ", change from the baseline" : "", year.label());
}

bool Goal::met_by(double value) const {
  if (!std::isfinite(value)) {
    return false;
  }
  switch (comparing) {
  case Comparing::less:
    return value < bound;
  case Comparing::at_most:
    return value <= bound;
  case Comparing::more:
    return value > bound;
  case Comparing::at_least:
    break;
  }
  return value >= bound;
}

std::vector<std::optional<bool>> missed(const std::vector<Goal>& goals, const std::vector<std::vector<double>>& rows) {
  std::vector<std::optional<bool>> found(rows.size());
  for (std::size_t run = 0; run < rows.size(); ++run) {
    if (!rows[run].empty()) {
      found[run] = !std::equal(goals.begin(), goals.end(), rows[run].begin(),
                               [](const Goal& goal, double value) { return goal.met_by(value); });
    }
  }
  return found;
}

OutputNames::OutputNames(const Runs& runs, const ScenarioRun& run, Perspective perspective)
    : horizon_{runs.horizon}, perspective_{perspective} {
  const Compared compared = runs.compared(run);
  measures_ = measures(compared, runs.prices, cash_flows(compared, runs.prices, runs.basis, perspective));
}

std::variant<AskedOutput, std::string> OutputNames::find(std::string_view name, bool change, FiscalYear year) const {
  std::vector<std::string> names;
  for (const Quantity& quantity : quantities()) {
    if (quantity.name == name) {
      return AskedOutput{std::string(name), OutputKind::quantity, change, std::string(quantity.unit), year,
                         perspective_};
    }
    names.emplace_back(quantity.name);
  }
  for (const Comparison& comparison : comparisons) {
    if (comparison.name == name) {
      return AskedOutput{std::string(name), OutputKind::position, false, std::string(comparison.unit), year,
                         perspective_};
    }
    names.emplace_back(comparison.name);
  }
  for (const AppraisalMeasure& measure : measures_) {
    if (measure.name == name) {
      return AskedOutput{std::string(name), OutputKind::measure, false, measure.unit, year, perspective_};
    }
    names.push_back(measure.name);
  }
  return fmt::format("there is no output {}{}", scenarios::in_quotes(std::string(name)), did_you_mean(name, names));
}

std::variant<FiscalYear, std::string> OutputNames::year(std::string_view text) const {
  std::optional<FiscalYear> year = model::parse_fiscal_year(text);
  if (const std::optional<int> first = number_of<int>(text); !year && first) {
    year = FiscalYear{*first};
  }
  if (!year || *year < first_whole_year || *year > last_whole_year(horizon_)) {
    return fmt::format("{} is not a fiscal year of the run; allowed: {} to {}", scenarios::in_quotes(std::string(text)),
                       first_whole_year.label(), last_whole_year(horizon_).label());
  }
  return *year;
}

std::variant<Goal, std::string> OutputNames::goal(const std::string& text, FiscalYear year) const {
  const std::size_t sign = text.find_first_of("<>");
  if (sign == std::string::npos) {
    return fmt::format("{} is no goal; a goal is NAME, <, <=, > or >=, and a number, such as \"npv > 0\" or "
                       "\"looked_after_away_change@2035 < 0\"",
                       scenarios::in_quotes(text));
  }
  const bool less = text[sign] == '<';
  const bool or_equal = sign + 1 < text.size() && text[sign + 1] == '=';
  std::string_view name = trimmed(std::string_view(text).substr(0, sign));
  const std::string_view bound = trimmed(std::string_view(text).substr(sign + (or_equal ? 2 : 1)));
  if (const std::size_t at = name.find('@'); at != std::string_view::npos) {
    const auto stated = this->year(trimmed(name.substr(at + 1)));
    if (const auto* wrong = std::get_if<std::string>(&stated)) {
      return *wrong;
    }
    year = std::get<FiscalYear>(stated);
    name = trimmed(name.substr(0, at));
  }
  std::optional<double> number = number_of<double>(bound);
  if (const std::optional<FiscalYear> fiscal = model::parse_fiscal_year(bound)) {
    number = fiscal->first;
  }
  if (!number || !std::isfinite(*number)) {
    return fmt::format("{}: {} is not a number", scenarios::in_quotes(text), scenarios::in_quotes(std::string(bound)));
  }
  auto output = find(name, false, year);
  if (std::holds_alternative<std::string>(output) && name.ends_with(change_ending)) {
    output = find(name.substr(0, name.size() - change_ending.size()), true, year);
  }
  if (const auto* wrong = std::get_if<std::string>(&output)) {
    return *wrong;
  }
  const Comparing comparing =
      less ? (or_equal ? Comparing::at_most : Comparing::less) : (or_equal ? Comparing::at_least : Comparing::more);
  return Goal{std::get<AskedOutput>(output), comparing, *number, text};
}

std::vector<double> read_outputs(const std::vector<AskedOutput>& outputs, const Compared& compared,
                                 const Prices& prices, const AppraisalBasis& basis) {
  std::vector<CashFlows> flows;                     // by perspective, worked out once where a measure is asked for
  std::vector<std::vector<AppraisalMeasure>> found; // by perspective
  std::optional<NetPosition> position;
  std::vector<double> values;
  for (const AskedOutput& output : outputs) {
    if (output.kind == OutputKind::quantity) {
      const double level = value_of(prices, output, compared.with);
      values.push_back(output.change ? level - value_of(prices, output, compared.without) : level);
    } else if (output.kind == OutputKind::position) {
      position = position ? position : net_position(compared, prices, basis);
      values.push_back(position_of(*position, output));
    } else {
      if (flows.empty()) {
        flows = all_cash_flows(compared, prices, basis);
        found.resize(flows.size());
      }
      const auto of = std::find_if(flows.begin(), flows.end(),
                                   [&](const CashFlows& f) { return f.perspective == output.perspective; });
      std::vector<AppraisalMeasure>& those = found[static_cast<std::size_t>(of - flows.begin())];
      if (those.empty()) {
        those = measures(compared, prices, *of);
      }
      values.push_back(value_of(*find_measure(those, output.name), compared.first));
    }
  }
  return values;
}

std::string number_in_words(double value) {
  const double size = std::abs(value);
  constexpr double whole_from = 1000.0;
  if (size >= whole_from || value == std::round(value)) {
    return readable_number(value, 0);
  }
  const int before = size > 0.0 ? static_cast<int>(std::floor(std::log10(size))) : 0;
  return readable_number(value, std::clamp(2 - before, 0, 9));
}

std::string in_words(const model::Parameter& parameter, double value) {
  constexpr double earliest = 1900.0; // no span of years is as long
  return parameter.unit == "yr" && value > earliest ? fmt::format("{:.0f}", value) : number_in_words(value);
}

std::string in_words(const AskedOutput& output, double value) {
  if (output.is_year() && std::isfinite(value)) {
    return FiscalYear{static_cast<int>(std::lround(value))}.label();
  }
  if (output.unit == "GBP" && std::isfinite(value)) {
    return pounds_in_words(value);
  }
  return number_in_words(value);
}

} // namespace headwater::outputs
