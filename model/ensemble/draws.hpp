// Draws: from the number of a run to its parameters.
//
//   draw, parameter -> number in (0,1) -> the parameter's own distribution -> times what the place scales it by
//         UniformDraws                          ParameterDraws
//
// A draw is a function of seed, draw and parameter and of nothing else: runs may be made in any order, by any number of
// threads, a part of them or one again. It has the same bits on every machine (scalars/exact_functions.hpp). Scenarios
// share their draws: what one of them sets is kept as set, and everything else is as in the others.
#pragma once

#include "model/quantities/parameters.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace headwater::model {

/// How the draws lie in the cube of all parameters, from plainest to most even.
enum class Sampling : std::uint8_t {
  random,          ///< each by itself; a draw does not depend on how many there are
  latin_hypercube, ///< of N draws, one in each N-th of every parameter's range; any N
  sobol, ///< a scrambled Sobol sequence: any N, best a power of two, at which every parameter is as even as in
         ///< a Latin hypercube and so are pairs of them; a draw does not depend on how many there are
};

namespace detail {
inline constexpr std::size_t varying_count = [] {
  std::size_t count = 0;
  for (const Parameter& row : parameters()) {
    count += row.distribution != Distribution::fixed ? 1 : 0;
  }
  return count;
}();
} // namespace detail

/// The parameters that vary, by their position in the table, in its order.
inline constexpr std::array<std::size_t, detail::varying_count> varying_parameters = [] {
  std::array<std::size_t, detail::varying_count> positions{};
  std::size_t next = 0;
  for (std::size_t i = 0; i < parameter_count; ++i) {
    if (parameters()[i].distribution != Distribution::fixed) {
      positions[next++] = i;
    }
  }
  return positions;
}();

/// Numbers in the open interval (0,1), one for each draw and varying parameter.
///
/// random            Philox (Salmon et al. 2011), seed as key, draw and the parameter's name as counter, so that a new
///                   row of the table changes no other row's draws
/// latin_hypercube   the order of the strata is a keyed permutation (Feistel network), the place inside by Philox
/// sobol             direction numbers of Joe and Kuo 2008 (new-joe-kuo-6.21201), as Boost.Random has them; dimensions
///                   go to the varying parameters in the order of the table. Owen's nested scrambling by the hash of Laine
///                   and Karras (Burley 2020)
class UniformDraws {
public:
  /// Throws std::invalid_argument for no draws, or more than 2^32.
  UniformDraws(Sampling sampling, std::uint64_t seed, std::size_t count);

  Sampling sampling() const { return sampling_; }
  std::uint64_t seed() const { return seed_; }
  std::size_t count() const { return count_; }

  /// The number of a draw, below `count`, for a parameter of the table. Throws std::out_of_range for another draw and
  /// for a parameter that does not vary.
  double uniform(std::size_t draw, std::size_t parameter) const;

  /// The same numbers for all varying parameters, in the order of `varying_parameters`.
  using Point = std::array<double, varying_parameters.size()>;
  Point point(std::size_t draw) const;

private:
  static constexpr std::size_t dimensions = varying_parameters.size();
  static constexpr std::size_t dimensions_in_eights = (dimensions + 7) / 8 * 8; ///< which compilers turn into SIMD
  static constexpr std::size_t rounds = 6;  ///< of the Feistel network; with 4 consecutive draws are still alike
  static constexpr std::size_t digits = 32; ///< of a Sobol number; those after them are random

  double random(std::size_t draw, std::size_t dimension) const;
  std::uint64_t permuted(std::uint64_t number, std::size_t dimension) const;
  double in_stratum(std::uint64_t stratum, std::size_t draw, std::size_t dimension) const;
  double scrambled(std::uint32_t sobol, std::size_t dimension) const;
  void check(std::size_t draw) const;

  Sampling sampling_;
  std::uint64_t seed_;
  std::size_t count_;
  std::vector<std::array<std::uint64_t, rounds>> permutation_keys_;         ///< by dimension
  std::vector<std::array<std::uint32_t, dimensions_in_eights>> directions_; ///< by digit
  std::vector<std::uint64_t> scramble_keys_;                                ///< by dimension
};

/// Given values of some parameters, such as draws from a posterior: one row a draw. In the units of the table, and the
/// nation's, as the table's are.
struct DrawRows {
  std::vector<std::size_t> parameters; ///< the columns, each a position in the table
  std::vector<double> values;          ///< row by row

  std::size_t count() const { return parameters.empty() ? 0 : values.size() / parameters.size(); }
  std::span<const double> row(std::size_t draw) const {
    return std::span(values).subspan(draw * parameters.size(), parameters.size());
  }
};

/// How far the logarithm of a share of a whole varies before the shares are made to sum to the whole; an assumption. 9
/// in 10 draws of a share of 0.38 lie from 0.29 to 0.47, of a share of 0.15 from 0.107 to 0.202.
inline constexpr double share_log_sd = 0.2;

/// The parameters of each draw, for one place and scenario.
///
/// A parameter is drawn for the nation from its row of the table, by the inverse of its distribution function:
///
///   triangular       over low..high with its mode at the default
///   normal           mean at the default; 1.96 standard deviations reach the limit that lies further from it; cut to
///                    low..high
///   lognormal        the same for its logarithm
///   logistic_normal  the shares of a whole together: each default times exp(share_log_sd z), z standard normal, and
///                    then all times what makes them sum as before (Aitchison 1986). Not Dirichlet, whose quantile has
///                    no exactly-rounded form. A share of 0 stays 0
///
/// and taken to the place as the place's own value stands to the table's: times centre/default (where the default is 0
/// the centre stays).
class ParameterDraws {
public:
  /// `centre`: the values of the place and scenario. `kept`: parameters, by position, that stay there in every draw, as
  /// the scenario sets them; the other shares of a whole then sum to what is left. `rows`: values that take the place
  /// of drawn ones, row n for draw n, as many scenarios share them; shares among them are made to sum as before too;
  /// nullptr: there are none. Throws std::invalid_argument
  /// where there are rows, but fewer than draws, or of unlike length, or with a parameter twice; std::out_of_range for
  /// a position that is none of the table.
  ParameterDraws(UniformDraws uniforms, const ParameterValues<double>& centre, std::span<const std::size_t> kept = {},
                 std::shared_ptr<const DrawRows> rows = nullptr);

  const UniformDraws& uniforms() const { return uniforms_; }
  std::size_t count() const { return uniforms_.count(); }

  /// The parameters of a draw. Throws std::out_of_range for a draw not below `count`.
  ParameterValues<double> values(std::size_t draw) const;
  /// The parameters of any point of the cube, drawn or not; its numbers lie in (0,1). Throws std::logic_error where
  /// there are rows, which belong to draws.
  ParameterValues<double> values_at(const UniformDraws::Point& point) const;

private:
  ParameterValues<double> values_at(const UniformDraws::Point& point, std::span<const double> row) const;

  /// x = end + sign * sqrt((p - from) * slope) above the mode [0] and below it [1]; no branch, which would be guessed
  /// wrong half the time.
  struct Triangular {
    std::size_t parameter, dimension;
    double cut, scale; ///< p at the mode; of the place
    struct Side {
      double end, from, slope, sign;
    } sides[2];
  };
  struct Normal {
    std::size_t parameter, dimension;
    double low, high, centre, sd, below, within, scale;
  };
  struct Given {
    std::size_t parameter, column;
    double scale;
  };
  struct Share {
    std::size_t parameter, dimension, column;
    double centre, scale;
  };
  struct Whole {
    std::size_t first, last; ///< its shares
    double sum;
  };

  UniformDraws uniforms_;
  ParameterValues<double> centre_;
  std::shared_ptr<const DrawRows> rows_; ///< empty where there are none
  std::vector<Triangular> triangular_;
  std::vector<Normal> normal_;
  std::vector<Normal> lognormal_;
  std::vector<Given> given_;
  std::vector<Share> shares_;
  std::vector<Whole> wholes_;
};

} // namespace headwater::model
