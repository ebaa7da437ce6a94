#include "tests/model/reference_files.hpp"

#include "model/quantities/stocks.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace headwater::model::tests {
namespace {

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream rest(line);
  for (std::string cell; std::getline(rest, cell, ',');) {
    cells.push_back(cell);
  }
  if (!cells.empty() && !cells.back().empty() && cells.back().back() == '\r') {
    cells.back().pop_back();
  }
  return cells;
}

// One name for each stock of stocks.def, in its order.
constexpr std::array reference_stock_names{
    "coping",
    "struggling",
    "struggling_severely",
    "waiting",
    "waiting_severe",
    "supported",
    "supported_severe",
    "closed_early",
    "closed_early_severe",
    "recovering",
    "at_home",
    "kinship",
    "foster",
    "residential",
    "secure",
    "cc_family",
    "cc_residential",
    "aftercare_recv",
    "aftercare_notrecv",
    "aftercare_extended",
    "after_continuing_care_0",
    "after_continuing_care_1",
    "ce_child_out",
    "ya_settled",
    "ya_difficulty",
    "a26_settled",
    "a26_difficulty",
    "a45_settled",
    "a45_difficulty",
    "noncare_diff_18_44",
    "noncare_diff_45_64",
    "fsw_new",
    "fsw_exp",
    "sw_new",
    "sw_exp",
    "foster_households",
    "res_places",
    "secure_beds",
    "crossborder",
    "trust",
    "risk_index",
    "distress_index",
    "universal_reach",
    "postremoval_cov",
    "kinship_support",
    "foster_support",
    "aftercare_capacity",
    "supervision",
    "prevention_base",
    "community_cost_lag",
    "overhead_cost_lag",
    "res_price_index",
    "bridging_loan",
    "budget",
    "reached_early_0",
    "reached_early_1",
    "reached_early_2",
    "reached_early_3",
    "reached_early_4",
    "reached_early_5",
    "reform_churn",
    "parent_unmet_0",
    "parent_unmet_1",
    "parent_unmet_2",
    "parent_treated_0",
    "parent_treated_1",
    "parent_treated_2",
    "parent_recovering_0",
    "parent_recovering_1",
    "parent_recovering_2",
    "parent_places_0",
    "parent_places_1",
    "parent_places_2",
    "edge_help_0",
    "edge_help_1",
    "edge_help_2",
    "long_term_support",
    "shared_care",
    "ya_no_stable_home",
};

} // namespace

Table::Table(const std::filesystem::path& file) : file_{file.filename().string()} {
  std::ifstream lines(file);
  if (!lines) {
    throw std::runtime_error("cannot read " + file.string());
  }
  std::string line;
  std::getline(lines, line);
  columns_ = split(line);
  while (std::getline(lines, line)) {
    if (!line.empty()) {
      cells_.push_back(split(line));
      if (cells_.back().size() != columns_.size()) {
        throw std::runtime_error(file_ + ": row " + std::to_string(cells_.size()) + " has a wrong number of cells");
      }
    }
  }
}

const std::string& Table::text(std::size_t row, std::string_view column) const {
  const auto found = std::find(columns_.begin(), columns_.end(), column);
  if (found == columns_.end()) {
    throw std::runtime_error(file_ + ": no column " + std::string(column));
  }
  return cells_.at(row)[static_cast<std::size_t>(found - columns_.begin())];
}

double Table::number(std::size_t row, std::string_view column) const {
  const std::string& cell = text(row, column);
  std::size_t used = 0;
  const double value = std::stod(cell, &used);
  if (used != cell.size()) {
    throw std::runtime_error(file_ + ": not a number, " + cell);
  }
  return value;
}

std::vector<std::string> reference_state_names() {
  if (reference_stock_names.size() != stocks().size()) {
    throw std::logic_error("reference_stock_names does not have one name a stock");
  }
  std::vector<std::string> names;
  for (std::size_t i = 0; i < stocks().size(); ++i) {
    const std::string name = reference_stock_names.at(i);
    for (std::size_t band = 0; band < stocks()[i].bands; ++band) {
      names.push_back(stocks()[i].bands == 1 ? name : name + "_" + std::to_string(band));
    }
  }
  for (const CategoryRow& category : categories()) {
    names.push_back("cum_cost_" + std::string(category.name));
  }
  for (const CounterRow& counter : counters().first(static_cast<std::size_t>(Counter::rereferrals))) {
    names.emplace_back(counter.symbol);
  }
  return names;
}

std::size_t state_position(const std::string& name) {
  static const std::vector<std::string> names = reference_state_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    throw std::runtime_error("the figures have a number we do not know, " + name);
  }
  return static_cast<std::size_t>(found - names.begin());
}

} // namespace headwater::model::tests
