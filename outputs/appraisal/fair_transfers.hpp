// Fair transfers: the smallest yearly payments between payers that leave none of them worse off.
//
// Those who save are not those who pay (the "wrong pockets" problem): a plan can leave the payers together better off
// and one of them worse off. Numbers in, numbers out: who a payer is is the caller's.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace headwater::outputs {

/// A constant payment in every year of the settlement, between positions in the caller's list of payers.
struct Transfer {
  std::size_t from;
  std::size_t to;
  double gbp_a_year; ///< above 0; not rounded, since whole pennies could leave somebody out of pocket
};

struct Settlement {
  std::vector<Transfer> transfers; ///< by who pays, then by who is paid; none if it cannot be settled
  double total_gbp_a_year = 0.0;   ///< sum of the transfers
  double shortfall_gbp = 0.0;      ///< above 0: the payers together are worse off by this much over the settlement

  /// Whether transfers among the payers can leave none of them worse off.
  bool can_be_settled() const { return shortfall_gbp == 0.0; }
};

/// The transfers t[i][j] >= 0, GBP a year from payer i to payer j, with the smallest sum such that
///
///     net_positions_gbp[i] + years * (sum_j t[j][i] - sum_j t[i][j]) >= 0     for every payer i
///
/// where a net position is summed over the years of the settlement (GBP, above 0: better off). Many plans have that
/// sum. Among them this is the one in which nobody gives up a larger share of its gain than it must (so all who gain
/// give up the same share, pooling_share), and among those the one got by going down the list: the first who gains pays
/// the first who loses until one of them is done, then the next.
///
/// Net positions are read to the nearest penny, and the programme is solved in exact arithmetic, so that each payer
/// ends with at least -0.01 GBP whatever the size of the others.
///
/// Throws std::invalid_argument if years is below 1, or if a position is not finite or beyond 10^12 GBP.
Settlement fair_transfers(std::span<const double> net_positions_gbp, int years);

/// The one share, 0 to 1, such that none is worse off if everybody who gains pays that share of its gain into a pool
/// that is shared among those who lose in proportion to their loss: losses / gains; 0 if nobody loses. Empty if losses
/// exceed gains. Reads net positions as fair_transfers does, and throws as it does.
std::optional<double> pooling_share(std::span<const double> net_positions_gbp);

} // namespace headwater::outputs
