// Every series that published figures may belong to: its unit, and what it follows from.
//
// A figure follows from others where arithmetic gives it: a total from its parts, a share from what is divided. Fitted
// together with all of them it would count the same children twice.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::calibration {

/// How a figure scatters about what the model says: calibration/observation/ has the distributions.
enum class Family : std::uint8_t {
  count, ///< negative binomial
  money, ///< log-normal
  rate   ///< Student-t
};

struct Unit {
  std::string_view name; ///< as the file writes it
  Family family;
};

struct PublishedSeries {
  std::string_view name;
  std::string_view unit;
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
