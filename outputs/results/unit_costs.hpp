// Unit costs: what a year in a place costs each payer for one child or person, and what an event costs.
//
// They share out the ledger: over a fiscal year each category is divided among those who bear it, by the weights with which
// the equations cost it, so that all who stand anywhere on 31 July of that year, and all that happens, cost what the ledger says. An
// average, not what one child fewer would save. Left out are categories that are of nobody's life: what parents' need costs
// above 2011 and services for it, controls, gains beyond care, transfers, income that people lose, and memos.
#pragma once

#include "model/quantities/stocks.hpp"
#include "outputs/results/ledger.hpp"
#include "outputs/results/payers.hpp"
#include "outputs/results/year_view.hpp"

#include <array>
#include <span>

namespace headwater::outputs {

using ByPayer = std::array<double, payer_count>;

/// GBP million of 2019-20 prices: of a child where the stock is of families who are looked after or in shared care, of the family
/// where it is of other families, and of a person.
struct UnitCosts {
  std::array<ByPayer, model::stock_size> a_year{};
  ByPayer start{};       ///< of a child's starting to be looked after, or coming to shared care instead
  ByPayer found{};       ///< of a family's being found
  ByPayer unsupported{}; ///< of a young person's leaving care without aftercare
};

/// The categories that are shared out.
std::span<const model::Category> shared_out();

/// Who bears a category, in units of its own: so many for each child, family or person in a place and for each event.
struct Bearers {
  std::array<double, model::stock_size> a_year{};
  double start = 0.0;
  double found = 0.0;
  double unsupported = 0.0;
};
Bearers bearers_of(model::Category category, const model::Scene<double>& scene);

/// How many of those there are: children, families or persons for one in the stock.
double heads(std::size_t place, const model::Parameters<double>& p);

/// Over a fiscal year that the run covers whole.
UnitCosts unit_costs(const model::AnnualRecord& record, const Funding& funding, const PayerTable& payers,
                     FiscalYear year);

} // namespace headwater::outputs
