#include "outputs/appraisal/fair_transfers.hpp"

#include <glpk.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <stdexcept>

namespace headwater::outputs {
namespace {

/// Net positions in whole pennies, a double each: up to 2^53 their sums are exact.
struct Positions {
  std::vector<double> pennies;
  double gains = 0.0;
  double losses = 0.0; ///< above 0
};

Positions to_the_penny(std::span<const double> gbp) {
  Positions positions;
  for (const double position : gbp) {
    if (!(std::abs(position) <= 1e12)) {
      throw std::invalid_argument("a net position must be finite and within 10^12 GBP");
    }
    const double pennies = std::round(100.0 * position);
    positions.pennies.push_back(pennies);
    (pennies > 0.0 ? positions.gains : positions.losses) += std::abs(pennies);
  }
  return positions;
}

struct Delete {
  void operator()(glp_prob* programme) const { glp_delete_prob(programme); }
};
using Programme = std::unique_ptr<glp_prob, Delete>;

// Pennies over the settlement, by who pays and who is paid; the positions can be settled. What each row says of payer
// i:
//
//     row 1 + i       in - out             >= -position    none is worse off
//     row 1 + n + i   in - out + z * gain  >= 0            none gives up more than the share z of its gain
//
// The least is sought of (sum of transfers) + (gains * z) + (sum of nearness * transfer). The first two reach their
// least together, at losses each, and every pound away from there costs a pound. Nearness is below 1/4, so it only
// chooses among the plans that are there. As nearness is strictly convex in how far apart two payers are on the list,
// transfers that cross cost more than those that do not (Monge's condition), so the plan it chooses is one alone.
std::vector<Transfer> settled(const Positions& positions) {
  const std::size_t n = positions.pennies.size();
  const auto row = [](std::size_t i) { return static_cast<int>(i + 1); };
  glp_term_out(GLP_OFF);
  const Programme programme(glp_create_prob());
  glp_prob* const lp = programme.get();
  glp_set_obj_dir(lp, GLP_MIN);
  glp_add_rows(lp, static_cast<int>(2 * n));

  // GLPK counts from 1 and never reads the first element of an array.
  std::vector<int> share_rows{0};
  std::vector<double> gains{0.0};
  for (std::size_t i = 0; i < n; ++i) {
    glp_set_row_bnds(lp, row(i), GLP_LO, -positions.pennies[i], 0.0);
    glp_set_row_bnds(lp, row(n + i), GLP_LO, 0.0, 0.0);
    share_rows.push_back(row(n + i));
    gains.push_back(std::max(positions.pennies[i], 0.0));
  }
  const auto add_column = [lp](double cost, const auto& rows, const auto& coefficients) {
    const int column = glp_add_cols(lp, 1);
    glp_set_col_bnds(lp, column, GLP_LO, 0.0, 0.0);
    glp_set_obj_coef(lp, column, cost);
    glp_set_mat_col(lp, column, static_cast<int>(rows.size()) - 1, rows.data(), coefficients.data());
    return column;
  };
  add_column(positions.gains, share_rows, gains);

  struct Choice {
    int column;
    std::size_t from;
    std::size_t to;
  };
  std::vector<Choice> choices;
  for (std::size_t from = 0; from < n; ++from) {
    for (std::size_t to = 0; to < n; ++to) {
      if (from != to) {
        const double apart = (static_cast<double>(from) - static_cast<double>(to)) / static_cast<double>(n);
        const std::array rows{0, row(from), row(to), row(n + from), row(n + to)};
        const std::array coefficients{0.0, -1.0, 1.0, -1.0, 1.0};
        choices.push_back({add_column(1.0 + apart * apart / 4, rows, coefficients), from, to});
      }
    }
  }

  // Rational numbers: a payer's pennies are not lost beside another's billions, and nought is nought.
  if (glp_exact(lp, nullptr) != 0 || glp_get_status(lp) != GLP_OPT) {
    throw std::logic_error("transfers that must exist were not found");
  }
  std::vector<Transfer> transfers;
  for (const Choice& choice : choices) {
    if (const double pennies = glp_get_col_prim(lp, choice.column); pennies > 0.0) {
      transfers.push_back({choice.from, choice.to, pennies});
    }
  }
  return transfers;
}

} // namespace

Settlement fair_transfers(std::span<const double> net_positions_gbp, int years) {
  if (years < 1) {
    throw std::invalid_argument("a settlement lasts at least a year");
  }
  const Positions positions = to_the_penny(net_positions_gbp);
  Settlement settlement;
  if (positions.losses > positions.gains) {
    settlement.shortfall_gbp = (positions.losses - positions.gains) / 100.0;
  } else if (positions.losses > 0.0) {
    settlement.transfers = settled(positions);
    for (Transfer& transfer : settlement.transfers) {
      transfer.gbp_a_year /= 100.0 * years;
      settlement.total_gbp_a_year += transfer.gbp_a_year;
    }
  }
  return settlement;
}

std::optional<double> pooling_share(std::span<const double> net_positions_gbp) {
  const Positions positions = to_the_penny(net_positions_gbp);
  if (positions.losses > positions.gains) {
    return std::nullopt;
  }
  return positions.losses > 0.0 ? positions.losses / positions.gains : 0.0;
}

} // namespace headwater::outputs
