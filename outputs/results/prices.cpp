#include "outputs/results/prices.hpp"

#include "model/quantities/plan.hpp"
#include "model/solve/clock.hpp"

namespace headwater::outputs {
namespace {
constexpr int base_year = 2024;
} // namespace

double Prices::real_pounds(double gbp_million) const {
  const double pounds_of_2024_25 = gbp_million * model::user_prices * million;
  return real_year().first == base_year ? pounds_of_2024_25 : pounds_of_2024_25 * deflator.at(real_year());
}

double Prices::pounds(double gbp_million, FiscalYear year) const {
  return base.is_nominal() ? real_pounds(gbp_million) * deflator.at(year) : real_pounds(gbp_million);
}

std::string Prices::words() const {
  return base.is_nominal() ? "nominal prices" : "real " + real_year().label() + " prices";
}

std::string Prices::deflator_in_words() const {
  return "Pounds of 2024-25 are turned into those of other years by " + deflator.in_words();
}

std::string Prices::key() const { return base.is_nominal() ? "nominal" : real_year().label(); }

} // namespace headwater::outputs
