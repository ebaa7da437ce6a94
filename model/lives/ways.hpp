// Ways: where a person can go from where he or she stands, read off the flows of a run.
//
//   struggling ---------------------------------> waiting               a flow is a way
//   struggling --> (entering away) --> kinship, foster, ...             a junction holds nobody: one way for each way on
//   foster ----> (left care at 16-17), and so onto the register         families become persons: what follows is a way's
//   foster ----> foster                                                 a move within a setting changes no stock
//
// A childhood stock is one of a family, and in a life the family of one child. What the equations count as persons is a
// tag of its own: a child who has left care is in a family and on the register.
#pragma once

#include "model/solve/ledgers.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

namespace headwater::model {

/// What going a way may bring besides.
enum class Follows : std::uint8_t {
  nothing,
  may_be_the_last_exit, ///< left care before 16: for a share of children for good
  joins_the_register,   ///< left care at 16-17
  grows_up,             ///< turned 18 in a family, never in care or at home
};

inline constexpr std::size_t no_flow = std::numeric_limits<std::size_t>::max();

struct Way {
  std::size_t from;      ///< position in the state vector
  End to;                ///< a stock, or the boundary behind which nobody is followed
  std::string_view what; ///< name of the flow that leaves `from`
  std::string_view then; ///< name of the flow that leaves the junction; empty where none is passed
  Follows follows;       ///< for a family
  std::size_t flow;      ///< position of the flow that leaves `from`; no_flow: a move within a setting
  std::size_t onward;    ///< position of the flow that leaves the junction, or no_flow
};

/// Whether a number of the state counts people one by one: families, or persons. Not those without a stable home, who
/// are a part of others.
bool counts_people(std::size_t place);
/// Whether it is a family's: a childhood stock.
bool is_of_family(std::size_t place);
/// Whether it is of a family whose child is looked after.
bool is_looked_after(std::size_t place);
/// Whether it is of a person who is 19 or more.
bool is_grown(std::size_t place);
/// Which band of its stock a place is.
std::size_t band_of(std::size_t place);
/// The stock a place belongs to.
const StockRow& stock_of(std::size_t place);

/// Every way of people, those of one place beside each other.
struct Ways {
  std::vector<Way> all;
  std::array<std::size_t, stock_size + 1> first{}; ///< of each place; those of a place end where the next begin
};

/// The ways of flows such as Trajectory::flows. Throws std::logic_error where a flow of people leads to where a life
/// cannot follow it.
Ways ways_of(const std::vector<FlowLabel>& flows);

/// Whether the outflow of a junction is open to somebody from `from`: shared care comes instead of living away, not after it.
bool is_open(std::size_t from, const Arrow& onward);

} // namespace headwater::model
