// Every series that published figures may belong to: its unit, what it holds for, and what it follows from.
//
// A figure follows from others where arithmetic gives it: a total from its parts, a share from what is divided. Fitted
// together with all of them it would count the same children twice.
#pragma once

#include "calibration/known/period.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::calibration {

/// How a figure scatters about what the model says: calibration/fit/observation/ has the distributions.
enum class Family : std::uint8_t {
  count, ///< negative binomial
  money, ///< log-normal
  rate   ///< Student-t
};

struct Unit {
  std::string_view name; ///< as the file writes it
  Family family;
};

/// The day or period that figures of a series are of. The model says what it has for that one and no other.
enum class HoldsFor : std::uint8_t {
  on_31_july,
  on_31_july_or_average, ///< of August to July
  a_day,
  august_to_july,
  april_to_march,
  any
};

/// Whether figures of such a series may be of a period.
bool may_be_of(HoldsFor holds, const Period& period);

/// "August to July: 2018-08..2019-07": what they may be of, as the file writes it for a year.
std::string in_words(HoldsFor holds, int year);

struct PublishedSeries {
  std::string_view name;
  std::string_view unit;
  HoldsFor holds;
  std::string_view follows_from; ///< names with " + " between two; empty where it follows from nothing here
};

/// The units a figure may have.
std::span<const Unit> units();

/// Every series, in the order of calibration/data/published.csv.
std::span<const PublishedSeries> all_series();

/// The series of this name, or nullptr.
const PublishedSeries* find_series(std::string_view name);

/// The family of a unit; throws std::invalid_argument where it is not one of units().
Family family_of(std::string_view unit);

/// The names in `follows_from`.
std::vector<std::string> parts_of(const PublishedSeries& series);

} // namespace headwater::calibration
