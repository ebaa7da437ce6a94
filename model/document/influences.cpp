#include "model/document/influences.hpp"

#include "model/scalars/dual.hpp"
#include "model/scalars/operation_values.hpp"
#include "model/solve/trajectory.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <deque>
#include <functional>
#include <set>
#include <stdexcept>

namespace headwater::model {
namespace {

std::string in_one(const QuantityKey& key) { return std::to_string(static_cast<int>(key.kind)) + ":" + key.name; }

std::string in_one(const QuantityKey& from, const QuantityKey& to) { return in_one(from) + " > " + in_one(to); }

QuantityKey key_of(const Leaf& leaf) {
  return {leaf.kind, leaf.kind == QuantityKind::auxiliary ? leaf.symbol : leaf.name};
}

QuantityKey stock_key(const End& end) { return {QuantityKind::stock, std::string(stock_at(end.index)->name)}; }

// What a moment brings beside levers, in the order in which the equation book counts it.
double driver_in(const Moment<double>& moment, std::size_t position) {
  const std::array values{
#define DRIVER(name, symbol, unit, meaning) moment.name,
#include "model/quantities/drivers.def"
#undef DRIVER
#define SETTING(name, symbol, key, unit, value, low, high, stated, counts, meaning) moment.name,
#include "model/quantities/settings.def"
#undef SETTING
#define LOOP(name, symbol, held, through, meaning) moment.loop.name,
#include "model/quantities/loops.def"
#undef LOOP
  };
  return values.at(position);
}

double value_in(const World& world, const Leaf& leaf) {
  const auto member = [&leaf](const auto& table) {
    return std::bit_cast<std::array<double, sizeof(table) / sizeof(double)>>(table)[leaf.position];
  };
  switch (leaf.kind) {
  case QuantityKind::parameter:
    return member(world.parameters);
  case QuantityKind::stock:
    return world.state[leaf.position];
  case QuantityKind::lever:
    return member(world.moment.lever);
  case QuantityKind::reference:
    return member(world.reference);
  case QuantityKind::driver:
    return driver_in(world.moment, leaf.position);
  case QuantityKind::auxiliary:
    break;
  }
  throw std::logic_error("an auxiliary is not given");
}

// What an operation's value changes by with one of its operands.
double partial_derivative(const Node& made, const std::vector<double>& values, std::size_t operand) {
  using Number = Dual<1>;
  return value_of_operation<Number>(made,
                                    [&](std::size_t i) {
                                      const double value = values[made.operand[i]];
                                      return i == operand ? Number::variable(value, 0) : Number(value);
                                    })
      .d[0];
}

// What an expression changes by with each name it reads; names are not looked through.
std::map<std::uint32_t, double> derivatives(const SymbolBook& book, Symbol expression,
                                            const std::vector<double>& values) {
  std::map<std::uint32_t, double, std::greater<>> open{{expression.node(), 1.0}}; // the youngest first
  std::map<std::uint32_t, double> by_name;
  while (!open.empty()) {
    const auto [position, weight] = *open.begin();
    open.erase(open.begin());
    const Node& made = book.nodes()[position];
    if (made.operation == Operation::leaf || made.operation == Operation::name) {
      by_name[position] += weight;
    } else {
      for (std::size_t i = 0; i < made.operands; ++i) {
        open[made.operand[i]] += weight * partial_derivative(made, values, i);
      }
    }
  }
  return by_name;
}

} // namespace

World world_on_31_july(const AnnualRecord& record, int year) {
  return {.state = record.on_31_july(year),
          .moment = record.moment_of_31_july(year),
          .parameters = record.parameters,
          .reference = record.reference};
}

World world_at_start() {
  const ParameterValues<double> values = default_values();
  Drivers drivers;
  drivers.referrals = {{start_time, 1.0}};
  drivers.poverty = {{start_time, by_name(values).poverty_reference}};
  const Trajectory first = run(values, drivers, start_year + 1);
  return {.state = first.states.front(),
          .moment = first.grid.moments.front(),
          .parameters = first.parameters,
          .reference = first.reference};
}

Influences::Influences() : equations_{record_equations().equations} {
  for (const RecordedEquation& equation : equations_) {
    add(equation);
  }
}

void Influences::add(const RecordedEquation& equation) {
  switch (equation.kind) {
  case EquationKind::auxiliary:
    add_part(equation.name, book_.definition(equation.expression),
             key_of(book_.leaf_of(book_.node(equation.expression))), 1.0);
    break;
  case EquationKind::flow:
    if (equation.arrow.from.inside) {
      add_part(equation.name, equation.expression, stock_key(equation.arrow.from), -1.0);
    }
    if (equation.arrow.to.inside) {
      add_part(equation.name, equation.expression, stock_key(equation.arrow.to), 1.0);
    }
    break;
  case EquationKind::adjustment:
    add_part(equation.name, equation.expression, stock_key(equation.arrow.from), 1.0);
    break;
  case EquationKind::cost:
  case EquationKind::count:
    break; // nothing reads what is added up
  }
}

void Influences::add_part(const std::string& equation, Symbol rate, const QuantityKey& to, double sign) {
  parts_.push_back({rate, to, sign});
  for (const Symbol name : book_.names_in(rate)) {
    const QuantityKey from = key_of(book_.leaf_of(book_.node(name)));
    if (position_.try_emplace(in_one(from, to), influences_.size()).second) {
      influences_.push_back({from, to, equation});
    }
  }
}

std::vector<double> Influences::strengths(const World& world) const {
  const std::vector<double> values = book_.evaluate([&world](const Leaf& leaf) { return value_in(world, leaf); });

  // The size of every quantity over its bands: a stock's as what flows through it, where it is the end.
  std::map<std::string, double> size_of_end;
  std::map<std::string, std::set<std::uint32_t>> bands;
  for (const Part& part : parts_) {
    size_of_end[in_one(part.to)] += std::abs(values[part.rate.node()]);
    for (const Symbol name : book_.names_in(part.rate)) {
      bands[in_one(key_of(book_.leaf_of(book_.node(name))))].insert(name.node());
    }
  }
  const auto size_of_beginning = [&](std::uint32_t node) {
    const auto& all = bands.at(in_one(key_of(book_.leaf_of(book_.nodes()[node]))));
    const bool nothing = std::all_of(all.begin(), all.end(), [&](std::uint32_t n) { return values[n] == 0.0; });
    return nothing ? 1.0 : std::abs(values[node]);
  };

  std::vector<double> result(influences_.size(), 0.0);
  for (const Part& part : parts_) {
    const double size = size_of_end.at(in_one(part.to));
    for (const auto& [node, derivative] : derivatives(book_, part.rate, values)) {
      const QuantityKey from = key_of(book_.leaf_of(book_.nodes()[node]));
      result[position_.at(in_one(from, part.to))] +=
          part.sign * derivative * size_of_beginning(node) / (size == 0.0 ? 1.0 : size);
    }
  }
  return result;
}

std::vector<std::size_t> Influences::way(const QuantityKey& from, const QuantityKey& to) const {
  std::map<std::string, std::size_t> came_by; // of a quantity, the influence that first led to it
  std::deque<QuantityKey> next{from};
  while (!next.empty()) {
    const QuantityKey here = next.front();
    next.pop_front();
    for (std::size_t i = 0; i < influences_.size(); ++i) {
      const Influence& arrow = influences_[i];
      if (!(arrow.from == here) || !came_by.try_emplace(in_one(arrow.to), i).second) {
        continue;
      }
      if (arrow.to == to) {
        std::vector<std::size_t> found;
        for (QuantityKey end = to;; end = influences_[found.front()].from) {
          found.insert(found.begin(), came_by.at(in_one(end)));
          if (influences_[found.front()].from == from) {
            return found;
          }
        }
      }
      next.push_back(arrow.to);
    }
  }
  return {};
}

QuantityKey Influences::of_symbol(std::string_view symbol) const {
  for (const StockRow& row : stocks()) {
    if (row.symbol == symbol) {
      return {QuantityKind::stock, std::string(row.name)};
    }
  }
  for (const Part& part : parts_) {
    if (part.to.kind == QuantityKind::auxiliary && part.to.name == symbol) {
      return part.to;
    }
  }
  throw std::invalid_argument("no equation gives a quantity of the symbol " + std::string(symbol));
}

std::string Influences::symbol(const QuantityKey& key) const {
  if (key.kind == QuantityKind::stock) {
    const auto all = stocks();
    const auto row = std::find_if(all.begin(), all.end(), [&](const StockRow& r) { return r.name == key.name; });
    return std::string(row->symbol) + (row->bands == band_count ? "_b" : row->bands > 1 ? "_k" : "");
  }
  for (const RecordedEquation& equation : equations_) {
    if (equation.kind == EquationKind::auxiliary) {
      const Leaf& leaf = book_.leaf_of(book_.node(equation.expression));
      if (leaf.symbol == key.name) {
        return leaf.band == no_band ? key.name : SymbolBook::text(leaf, {leaf.band, "b"});
      }
    }
  }
  return key.name;
}

} // namespace headwater::model
