// The chain: a system of any number of stocks, to see how the cost of a run grows with them.
//
//   stock 0 -> stock 1 -> ... -> stock N-1 -> stock 0      a ring, so that what is in it stays in it
//
// The model has the stocks it has. The chain asks for as much as the model does for each number of its state: 17
// operations, of which 2 are divisions, and 3 parameters of its own. Its equations mean nothing.
//
// Its lane kernels are compiled once for each instruction set, as those of the model are, and like them they pass plain
// numbers only.
#pragma once

#include <array>
#include <cstddef>

namespace headwater::bench {

/// How many stocks a chain may have.
inline constexpr std::array<std::size_t, 6> chain_sizes{35, 70, 140, 280, 560, 1120};

/// Whether every stock has instructions of its own, as in the model, or one loop goes over all of them. The first grows
/// in code as the model would, the second in numbers alone.
enum class ChainCode : unsigned char { straight, loop };

inline constexpr std::size_t chain_parameters = 3; ///< of a stock

/// One block of as many chains as the kernel has lanes; the lane varies fastest in every array.
struct ChainBlock {
  std::size_t stocks; ///< one of chain_sizes
  ChainCode code;
  const double* parameters; ///< stocks x (time, years; room, as the stocks; share) x lanes
  const double* start;      ///< stocks x lanes
  std::size_t steps;
  double step;  ///< years
  double* ends; ///< out: stocks x lanes, after so many steps of RK4
};

using ChainKernel = void (*)(const ChainBlock* block);

} // namespace headwater::bench

extern "C" {
void headwater_chain_double(const headwater::bench::ChainBlock* block); ///< one lane, plain double
void headwater_chain_v3(const headwater::bench::ChainBlock* block);     ///< 4 lanes
void headwater_chain_v4(const headwater::bench::ChainBlock* block);     ///< 8 lanes
}
