#include "outputs/results/prices.hpp"

#include "model/quantities/plan.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace headwater::outputs {
namespace {
constexpr int base_year = 2024;
constexpr double pounds_in_a_million = 1e6;
} // namespace

double Deflator::at(FiscalYear year) const {
  const auto found = index.find(year.first);
  if (found != index.end()) {
    return found->second;
  }
  const auto& [last, value] = *index.rbegin();
  if (year.first < last) {
    throw std::out_of_range("the deflator has no row for " + year.label());
  }
  return value * std::pow(1.0 + growth_after, year.first - last);
}

Deflator read_deflator(const std::filesystem::path& file) {
  std::ifstream in(file);
  Deflator deflator;
  bool has_growth = false;
  const auto fail = [&](int row, const std::string& what) {
    throw std::runtime_error(fmt::format("{}:{}: {}", file.string(), row, what));
  };
  std::string line;
  if (!std::getline(in, line) || line != "fiscal_year,index,source,note") {
    fail(1, "the header must be fiscal_year,index,source,note");
  }
  for (int row = 2; std::getline(in, line); ++row) {
    std::istringstream cells(line);
    std::string year;
    std::string value;
    std::string source;
    std::getline(cells, year, ',');
    std::getline(cells, value, ',');
    std::getline(cells, source, ',');
    double number = 0.0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error != std::errc{} || end != value.data() + value.size()) {
      fail(row, "index is not a number: " + value);
    }
    if (!std::isfinite(number) || number <= 0.0) {
      fail(row, "index must be above 0");
    }
    if (year == "after") {
      deflator.growth_after = number - 1.0;
      has_growth = true;
      continue;
    }
    int first = 0;
    std::from_chars(year.data(), year.data() + year.size(), first);
    if (FiscalYear{first}.label() != year) {
      fail(row, "fiscal_year must look like 2024-25, or be \"after\"");
    }
    if (!deflator.index.empty() && first != deflator.index.rbegin()->first + 1) {
      fail(row, "each fiscal year must follow the one before it");
    }
    deflator.index[first] = number;
    if (year == "2018-19") {
      deflator.release = source;
    }
  }
  if (!deflator.index.contains(base_year) || deflator.index[base_year] != 1.0) {
    fail(1, "there must be a row 2024-25 with index 1");
  }
  if (!has_growth) {
    fail(1, "there must be a row \"after\" with the growth a year after the last row");
  }
  return deflator;
}

double Prices::real_pounds(double gbp_million) const {
  const double pounds_of_2024_25 = gbp_million * model::user_prices * pounds_in_a_million;
  return real_year().first == base_year ? pounds_of_2024_25 : pounds_of_2024_25 * deflator.at(real_year());
}

double Prices::pounds(double gbp_million, FiscalYear year) const {
  return base.is_nominal() ? real_pounds(gbp_million) * deflator.at(year) : real_pounds(gbp_million);
}

std::string Prices::words() const {
  return base.is_nominal() ? "nominal prices" : "real " + real_year().label() + " prices";
}

std::string Prices::key() const { return base.is_nominal() ? "nominal" : real_year().label(); }

} // namespace headwater::outputs
