#include "outputs/sensitivity/assumptions.hpp"

#include <algorithm>
#include <cmath>

namespace headwater::outputs {
namespace {

constexpr double reach = 1.96; // standard deviations: 95 % lie inside

/// The moved shares of the whole that a parameter is a share of, itself among them; none where it is no share.
std::vector<std::size_t> shares_beside(const std::vector<Assumption>& moved, std::size_t parameter) {
  const std::string_view whole = model::whole_of(model::parameters()[parameter]);
  std::vector<std::size_t> beside;
  for (const Assumption& other : moved) {
    if (!whole.empty() && model::whole_of(model::parameters()[other.parameter]) == whole) {
      beside.push_back(other.parameter);
    }
  }
  return beside;
}

experiments::CentredRange range_of(const model::Parameter& row, double centre) {
  const double scale = centre / row.value;
  const double one = row.low * scale;
  const double other = row.high * scale;
  return {std::min({one, other, centre}), centre, std::max({one, other, centre})}; // rounding aside
}

experiments::CentredRange range_of_share(double centre, double whole) {
  const auto times = [&](double factor) { return whole * centre * factor / (centre * factor + (whole - centre)); };
  const double factor = std::exp(reach * model::share_log_sd);
  return {times(1.0 / factor), centre, times(factor)};
}

} // namespace

Assumptions::Assumptions(const model::ParameterValues<double>& centre, std::span<const std::size_t> set) {
  std::size_t dimension = 0;
  for (std::size_t i = 0; i < model::parameter_count; ++i) {
    const model::Parameter& row = model::parameters()[i];
    if (row.distribution == model::Distribution::fixed) {
      left_out_.push_back({i, "fixed"});
      continue;
    }
    const std::size_t own = dimension++;
    if (std::find(set.begin(), set.end(), i) != set.end()) {
      left_out_.push_back({i, "set by the scenario or its baseline"});
    } else if (row.value == 0.0 || centre[i] == 0.0) {
      left_out_.push_back({i, "0 here, and scaled from there"});
    } else {
      moved_.push_back({i, own, range_of(row, centre[i])});
    }
  }
  // A share that is alone cannot move: the whole would not be whole.
  const std::vector<Assumption> all = moved_;
  std::erase_if(moved_, [&](const Assumption& one) {
    const bool alone = shares_beside(all, one.parameter).size() == 1;
    if (alone) {
      left_out_.push_back({one.parameter, "the only share of its whole that is left to move"});
    }
    return alone;
  });
  for (Assumption& one : moved_) {
    double whole = 0.0;
    for (const std::size_t parameter : shares_beside(all, one.parameter)) {
      whole += centre[parameter];
    }
    if (whole > 0.0 && !model::whole_of(model::parameters()[one.parameter]).empty()) {
      one.range = range_of_share(centre[one.parameter], whole);
    }
  }
  std::sort(left_out_.begin(), left_out_.end(),
            [](const LeftOut& a, const LeftOut& b) { return a.parameter < b.parameter; });
}

void Assumptions::move(model::ParameterValues<double>& values, std::size_t assumption, double to) const {
  const std::size_t moving = moved_.at(assumption).parameter;
  double others = 0.0;
  const std::vector<std::size_t> beside = shares_beside(moved_, moving);
  for (const std::size_t parameter : beside) {
    others += parameter == moving ? 0.0 : values[parameter];
  }
  for (const std::size_t parameter : beside) {
    values[parameter] *= parameter == moving ? 1.0 : (others + values[moving] - to) / others;
  }
  values[moving] = to;
}

model::UniformDraws::Point Assumptions::point(const std::vector<double>& numbers) const {
  model::UniformDraws::Point point{};
  point.fill(0.5); // of parameters that stay as they are
  for (std::size_t i = 0; i < moved_.size(); ++i) {
    // The ends of a distribution may be infinite; a number that is 0 or 1 goes to the last double inside.
    point[moved_[i].dimension] = std::clamp(numbers.at(i), 0x1p-53, 1.0 - 0x1p-53);
  }
  return point;
}

std::string in_few_words(const model::Parameter& parameter) {
  std::size_t end = parameter.meaning.size();
  for (const std::string_view stop : {";", ":", " ("}) {
    end = std::min(end, parameter.meaning.find(stop));
  }
  std::string words(parameter.meaning.substr(0, end));
  if (parameter.name.starts_with("cost_") && parameter.unit.starts_with("GBP") && words.starts_with("A ")) {
    words = "Cost of a" + words.substr(1); // such a row is named after what is paid for
  }
  return words;
}

} // namespace headwater::outputs
