// Influences: which quantity of the equations moves which, how strongly, and in what direction. An arrow stands where
// an equation reads a name; its strength is the equation's own derivative, worked out where the world stands.
//
//   U1_b --(+ 0.9)--> expo_b --(+ 1)--> sA_b --(+ 1)--> ... --(+)--> K_b
#pragma once

#include "model/document/equation_book.hpp"
#include "model/solve/annual_record.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::model {

/// All numbers that the equations read at one moment of one run.
struct World {
  State<double> state{};
  Moment<double> moment{};
  Parameters<double> parameters{};
  Reference<double> reference{};
};

/// The world of a run on 31 July of a year.
World world_on_31_july(const AnnualRecord& record, int year);
/// The world of 31 July 2011 with the default parameters, driven by what it was itself driven by.
World world_at_start();

/// One quantity that an equation of another reads. Those of several bands are one quantity.
struct Influence {
  QuantityKey from;
  QuantityKey to;         ///< an auxiliary or a stock
  std::string equation{}; ///< plain name of the equation or flow that reads it; the first where there are several
  friend bool operator==(const Influence&, const Influence&) = default;
};

/// The influences of the model. It owns a SymbolBook, which is the one in use while it lives.
class Influences {
public:
  Influences();

  /// Every pair of which one is read by an equation of the other, once.
  const std::vector<Influence>& all() const { return influences_; }

  /// How much each of all() moves its end, in a world: the change of the end for a change of the beginning by its own
  /// size in every band, relative to the size of the end (of a stock, to what flows through it in a year).
  std::vector<double> strengths(const World& world) const;

  /// The fewest arrows from one auxiliary or stock to another, as positions in all(); of equally few the first that the
  /// equations write. Empty where there are none.
  std::vector<std::size_t> way(const QuantityKey& from, const QuantityKey& to) const;

  /// The auxiliary or stock of a symbol without its band. Throws std::invalid_argument where there is none.
  QuantityKey of_symbol(std::string_view symbol) const;
  /// How documents write an auxiliary or stock: `X1_b`, `wr`.
  std::string symbol(const QuantityKey& key) const;

private:
  /// One equation of one end: its rate goes into the end with this sign.
  struct Part {
    Symbol rate;
    QuantityKey to;
    double sign;
  };

  void add(const RecordedEquation& equation);
  void add_part(const std::string& equation, Symbol rate, const QuantityKey& to, double sign);

  SymbolBook book_;
  std::vector<RecordedEquation> equations_;
  std::vector<Part> parts_;
  std::vector<Influence> influences_;
  std::map<std::string, std::size_t> position_; ///< of an influence, by both ends
};

} // namespace headwater::model
