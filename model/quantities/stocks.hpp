// The stocks and accumulators as places in the state vector, as a struct the equations read, and as rows.
// The tables are stocks.def, counters.def, categories.def and cost_classes.def.
#pragma once

#include "model/quantities/parameters.hpp"

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace headwater::model {

inline constexpr std::size_t band_count = 4;
template<class T> using Bands = std::array<T, band_count>;
inline constexpr Bands<std::string_view> band_names{"0-4", "5-11", "12-15", "16-17"};
inline constexpr std::size_t aftercare_band_count = 3;
inline constexpr std::array<std::string_view, aftercare_band_count> aftercare_band_names{"16-18", "19-21", "22-25"};

/// One number of the state vector, by its position.
struct Place {
  std::size_t index;
};

namespace detail {

template<std::size_t Width> struct Block {
  std::size_t first;
  constexpr Place operator[](std::size_t band) const { return {first + band}; }
};
template<> struct Block<1> {
  std::size_t first;
  // NOLINTNEXTLINE(google-explicit-constructor): a stock that has no bands is its one place
  constexpr operator Place() const { return {first}; }
};

template<class T, std::size_t Width> struct ValueOf { using type = std::array<T, Width>; };
template<class T> struct ValueOf<T, 1> { using type = T; };

// Positions are counted by the sizes of a struct that has one byte for each number of the state.
struct StateLayout {
#define STOCK(name, symbol, bands, unit, scales_with, meaning) unsigned char name[bands];
#include "model/quantities/stocks.def"
#undef STOCK
  unsigned char after_stocks;
};

} // namespace detail

/// Where each stock stands in the state vector: `stock::waiting[b] >> stock::supported[b]` is an arrow.
namespace stock {
#define STOCK(name, symbol, bands, unit, scales_with, meaning)                                                         \
  inline constexpr detail::Block<bands> name{offsetof(detail::StateLayout, name)};
#include "model/quantities/stocks.def"
#undef STOCK
} // namespace stock

/// How many numbers the dynamic stocks are; the accumulators follow them in the state vector.
inline constexpr std::size_t stock_size = offsetof(detail::StateLayout, after_stocks);

enum class Category : std::uint8_t {
#define CATEGORY(name, class, cashability, label) name,
#include "model/quantities/categories.def"
#undef CATEGORY
};

enum class Counter : std::uint8_t {
#define COUNTER(name, symbol, unit, scales_with, meaning) name,
#include "model/quantities/counters.def"
#undef COUNTER
};

enum class CostClass : std::uint8_t {
#define COST_CLASS(name, label, account, words) name,
#include "model/quantities/cost_classes.def"
#undef COST_CLASS
};

/// What less of a cost does; see categories.def.
enum class Cashability : std::uint8_t { cash_releasing, capacity_releasing, economic_or_social };

/// Whose money a cost is; see cost_classes.def.
enum class Account : std::uint8_t { public_purse, people, apart };

struct CostClassRow {
  std::string_view label;
  Account account;
  std::string_view words;
};

struct StockRow {
  std::string_view name;
  std::string_view symbol;
  std::size_t bands;
  std::size_t first; ///< position of its first number in the state vector
  std::string_view unit;
  ScalesWith scales_with;
  std::string_view meaning;
};

struct CategoryRow {
  std::string_view name;
  CostClass cost_class;
  Cashability cashability;
  std::string_view label;
};

struct CounterRow {
  std::string_view name;
  std::string_view symbol;
  std::string_view unit;
  ScalesWith scales_with;
  std::string_view meaning;
};

namespace detail {
inline constexpr StockRow stock_rows[] = {
#define STOCK(name, symbol, bands, unit, scales_with, meaning)                                                         \
  {#name, symbol, bands, offsetof(StateLayout, name), unit, ScalesWith::scales_with, meaning},
#include "model/quantities/stocks.def"
#undef STOCK
};
inline constexpr CostClassRow cost_class_rows[] = {
#define COST_CLASS(name, label, account, words) {label, Account::account, words},
#include "model/quantities/cost_classes.def"
#undef COST_CLASS
};
inline constexpr CategoryRow category_rows[] = {
#define CATEGORY(name, class, cashability, label) {#name, CostClass::class, Cashability::cashability, label},
#include "model/quantities/categories.def"
#undef CATEGORY
};
inline constexpr CounterRow counter_rows[] = {
#define COUNTER(name, symbol, unit, scales_with, meaning) {#name, symbol, unit, ScalesWith::scales_with, meaning},
#include "model/quantities/counters.def"
#undef COUNTER
};
} // namespace detail

constexpr std::span<const StockRow> stocks() { return detail::stock_rows; }
constexpr const CostClassRow& row(CostClass cost_class) {
  return detail::cost_class_rows[static_cast<std::size_t>(cost_class)];
}
constexpr std::span<const CategoryRow> categories() { return detail::category_rows; }
/// Whose money a category is.
constexpr Account account_of(Category category) {
  return row(categories()[static_cast<std::size_t>(category)].cost_class).account;
}
constexpr std::span<const CounterRow> counters() { return detail::counter_rows; }

inline constexpr std::size_t category_count = std::size(detail::category_rows);
inline constexpr std::size_t counter_count = std::size(detail::counter_rows);

/// The whole state: dynamic stocks, then money by category, then counters.
inline constexpr std::size_t state_size = stock_size + category_count + counter_count;
template<class T> using State = std::array<T, state_size>;

constexpr Place accumulator(Category category) { return {stock_size + static_cast<std::size_t>(category)}; }
constexpr Place accumulator(Counter counter) {
  return {stock_size + category_count + static_cast<std::size_t>(counter)};
}

/// The dynamic stocks by name, as the equations read them: `s.struggling[b]`, `s.trust`.
template<class T> struct Stocks {
#define STOCK(name, symbol, bands, unit, scales_with, meaning) typename detail::ValueOf<T, bands>::type name;
#include "model/quantities/stocks.def"
#undef STOCK
};

namespace detail {
template<class T> void take(T& value, const T*& next) { value = *next++; }
template<class T, std::size_t N> void take(std::array<T, N>& values, const T*& next) {
  for (T& value : values) {
    value = *next++;
  }
}
template<class T> void give(const T& value, T*& next) { *next++ = value; }
template<class T, std::size_t N> void give(const std::array<T, N>& values, T*& next) {
  for (const T& value : values) {
    *next++ = value;
  }
}
} // namespace detail

/// The stocks of a state vector (at least stock_size numbers, in the order of the table) by name.
template<class T> Stocks<T> read_stocks(const T* state) {
  Stocks<T> s;
#define STOCK(name, symbol, bands, unit, scales_with, meaning) detail::take(s.name, state);
#include "model/quantities/stocks.def"
#undef STOCK
  return s;
}

/// The same without a copy, where they lie: struct and vector have the order of the table.
template<class T> const Stocks<T>& stocks_in(const State<T>& state) {
  static_assert(sizeof(Stocks<T>) == stock_size * sizeof(T) && alignof(Stocks<T>) == alignof(T));
  return *reinterpret_cast<const Stocks<T>*>(state.data());
}

/// The opposite of read_stocks; `state` must have room for stock_size numbers.
template<class T> void write_stocks(const Stocks<T>& s, T* state) {
#define STOCK(name, symbol, bands, unit, scales_with, meaning) detail::give(s.name, state);
#include "model/quantities/stocks.def"
#undef STOCK
}

} // namespace headwater::model
