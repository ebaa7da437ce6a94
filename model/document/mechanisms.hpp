// The mechanisms that the founding documents ask for, each with what in the model answers it. The table is
// model/quantities/mechanisms.def.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::model {

enum class Priority : std::uint8_t { A, B, C };
enum class MechanismStatus : std::uint8_t { met, partly, missing, note };

struct Mechanism {
  int number;
  Priority priority;
  MechanismStatus status;     ///< of the equations
  std::string_view sources;   ///< document:line, one or several
  std::string_view mechanism; ///< in our own words
  std::string_view parts;     ///< kind:name, separated by "; "
  std::string_view outputs;   ///< names of annual quantities or of measures in other tables, separated by "; "
  std::string_view lacks;     ///< what no output shows yet
};

/// Every row, in the order of the documents.
std::span<const Mechanism> mechanisms();

/// The names of a list separated by "; ".
std::vector<std::string> names_in_list(std::string_view list);

/// What is wrong with a row's parts, in words: a name that nothing in the equations has, or, of a row that is met and
/// has priority A, no flow, auxiliary, stock or counter, or nothing a plan or a range can change. Empty where all is
/// well. Outputs are the business of the room that has them.
std::vector<std::string> problems_of(const Mechanism& mechanism);

std::string_view in_words(MechanismStatus status);

} // namespace headwater::model
