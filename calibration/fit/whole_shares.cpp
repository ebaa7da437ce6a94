#include "calibration/fit/whole_shares.hpp"

#include "model/quantities/parameters.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string_view>

namespace headwater::calibration {

WholeShares::WholeShares(std::span<const std::size_t> parameters) {
  std::map<std::string_view, Whole> wholes;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const model::Parameter& row = model::parameters()[parameters[i]];
    if (const std::string_view whole = model::whole_of(row); !whole.empty()) {
      wholes[whole].members.push_back(i);
      wholes[whole].sum += row.value;
    }
  }
  for (std::size_t i = 0; i < model::parameter_count; ++i) {
    const model::Parameter& row = model::parameters()[i];
    if (wholes.contains(model::whole_of(row)) && row.value != 0.0 &&
        std::find(parameters.begin(), parameters.end(), i) == parameters.end()) {
      throw std::invalid_argument("shares of a whole are fitted without " + std::string(row.name));
    }
  }
  for (auto& [name, whole] : wholes) {
    wholes_.push_back(std::move(whole));
  }
}

void WholeShares::make_whole(std::span<double> values) const {
  for (const Whole& whole : wholes_) {
    double sum = 0.0;
    for (const std::size_t i : whole.members) {
      sum += values[i];
    }
    for (const std::size_t i : whole.members) {
      values[i] *= whole.sum / sum;
    }
  }
}

void WholeShares::pull_back(std::span<const double> fitted, std::span<double> slopes) const {
  for (const Whole& whole : wholes_) {
    double sum = 0.0;
    double weighted = 0.0; // the mean slope, by y
    for (const std::size_t i : whole.members) {
      sum += fitted[i];
      weighted += slopes[i] * fitted[i];
    }
    for (const std::size_t i : whole.members) {
      slopes[i] = (slopes[i] - weighted / sum) * whole.sum / sum;
    }
  }
}

} // namespace headwater::calibration
