// What a run for Scotland says that published series count: one counterpart a series, over any number type, so that the
// same lines give a figure and its derivatives.
#pragma once

#include "model/sectors/load.hpp"
#include "model/solve/annual_record.hpp"

#include <cmath>
#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

namespace headwater::calibration {

/// A run by its states of each 31 July and 1 April.
template<class T> struct History {
  std::vector<model::State<T>> july_states;  ///< from model::start_year on
  std::vector<model::State<T>> april_states; ///< from model::AnnualRecord::first_april on
  T children_per_family;

  const model::State<T>& july(int year) const {
    return july_states[static_cast<std::size_t>(year - model::start_year)];
  }
  const model::Stocks<T>& stocks(int year) const { return model::stocks_in(july(year)); }
  const model::State<T>& april(int year) const {
    return april_states[static_cast<std::size_t>(year - model::AnnualRecord::first_april)];
  }

  T children(const T& families) const { return families * children_per_family; }
  /// From August to July.
  T counted(model::Counter counter, int year) const {
    const std::size_t place = model::accumulator(counter).index;
    return july(year)[place] - july(year - 1)[place];
  }
  /// From April to March, GBPm of 2019-20.
  T spent(std::initializer_list<model::Category> categories, int year) const {
    T total = T(0.0);
    for (const model::Category category : categories) {
      const std::size_t place = model::accumulator(category).index;
      total = total + (april(year)[place] - april(year - 1)[place]);
    }
    return total;
  }
};

inline History<double> history_of(const model::AnnualRecord& record) {
  return {record.july_states, record.april_states, record.parameters.children_per_looked_after_family};
}

/// The counterpart of a published series.
template<class T> struct Counterpart {
  std::string_view series;
  std::string_view meaning;
  /// Of a figure whose period ends in `year`, in the unit of the series.
  T (*value)(const History<T>& history, int year);
};

namespace detail {
using model::Category;
using model::Counter;
using model::sum;

/// Young people who left continuing care and are on the aftercare register.
template<class T> T after_continuing_care(const model::Stocks<T>& s) {
  return s.after_continuing_19_21 + s.after_continuing_22_25;
}
/// The share of them who receive: fixed, so the table's own value.
inline constexpr double receiving_after_continuing_care =
    model::parameters()[model::find_parameter("continuing_to_aftercare")].value;

// clang-format off: one row a series
template<class T>
inline constexpr Counterpart<T> counterpart_rows[] = {
    {"looked_after", "every setting, 31 July",
     [](const History<T>& h, int year) { return h.children(model::families_looked_after(h.stocks(year))); }},
    {"looked_after_community", "at home, kinship and foster, 31 July",
     [](const History<T>& h, int year) {
       const auto& s = h.stocks(year);
       return h.children(sum(s.at_home) + sum(s.kinship) + sum(s.foster));
     }},
    {"looked_after_residential_and_secure", "residential and secure, 31 July",
     [](const History<T>& h, int year) {
       const auto& s = h.stocks(year);
       return h.children(sum(s.residential) + sum(s.secure));
     }},
    {"looked_after_at_home", "at home, 31 July",
     [](const History<T>& h, int year) { return h.children(sum(h.stocks(year).at_home)); }},
    {"looked_after_kinship", "kinship, 31 July",
     [](const History<T>& h, int year) { return h.children(sum(h.stocks(year).kinship)); }},
    {"looked_after_foster", "foster, 31 July",
     [](const History<T>& h, int year) { return h.children(sum(h.stocks(year).foster)); }},
    {"looked_after_secure", "secure, 31 July",
     [](const History<T>& h, int year) { return h.children(sum(h.stocks(year).secure)); }},
    {"starts", "starts, August to July",
     [](const History<T>& h, int year) { return h.counted(Counter::starts, year); }},
    {"ceases", "ceases, August to July",
     [](const History<T>& h, int year) { return h.counted(Counter::ceases, year); }},
    {"starts_under_5_share", "starts under 5 of starts, August to July",
     [](const History<T>& h, int year) {
       return h.counted(Counter::starts_under_5, year) / h.counted(Counter::starts, year);
     }},
    {"adoptions", "adoptions, August to July",
     [](const History<T>& h, int year) { return h.counted(Counter::adoptions, year); }},
    // With moves at a constant rate the share of children without one falls as exp(-moves a child-year); an
    // observation, outside the equations.
    {"more_than_one_placement_share", "1 - exp(-moves of a child-year)",
     [](const History<T>& h, int year) {
       using std::exp;
       return T(1.0) - exp(-(h.counted(Counter::moves, year) / h.counted(Counter::care_years, year)));
     }},
    {"aftercare_eligible", "on the aftercare register, 31 July",
     [](const History<T>& h, int year) {
       const auto& s = h.stocks(year);
       return sum(s.aftercare_receiving) + sum(s.aftercare_not_receiving) + after_continuing_care(s);
     }},
    {"aftercare_receiving", "receiving aftercare, 31 July",
     [](const History<T>& h, int year) {
       const auto& s = h.stocks(year);
       return sum(s.aftercare_receiving) + T(receiving_after_continuing_care) * after_continuing_care(s);
     }},
    {"continuing_care", "in continuing care, 31 July",
     [](const History<T>& h, int year) {
       const auto& s = h.stocks(year);
       return s.continuing_family + s.continuing_residential;
     }},
    {"continuing_care_entries", "entries to continuing care, August to July",
     [](const History<T>& h, int year) { return h.counted(Counter::continuing_entries, year); }},
    {"spend_residential_and_secure", "cost of residential and secure care, April to March",
     [](const History<T>& h, int year) {
       return h.spent({Category::residential, Category::secure}, year);
     }},
    {"spend_community", "cost of care at home, kinship and foster care, April to March",
     [](const History<T>& h, int year) {
       return h.spent({Category::at_home, Category::kinship, Category::foster}, year);
     }},
};
// clang-format on
} // namespace detail

/// Every series that the model is scored on.
template<class T> std::span<const Counterpart<T>> counterparts() { return detail::counterpart_rows<T>; }

/// The row of a series among counterparts(); their number where it has none.
inline std::size_t find_counterpart(std::string_view series) {
  std::size_t row = 0;
  while (row < counterparts<double>().size() && counterparts<double>()[row].series != series) {
    ++row;
  }
  return row;
}

} // namespace headwater::calibration
