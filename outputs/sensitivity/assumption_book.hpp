// The assumption book: every parameter of the model, what stands behind it, and what it was measured to do to an
// output.
//
// RAG is quality x measured impact, and nothing else:
//
//                        impact
//   quality      high     medium    low        impact   of the longest bar of the tornado:
//   good  A B    amber    green     green               high 25 % or more, medium 5 % or more, else low
//   fair  C      red      amber     green      quality  the grade of the evidence
//   poor  D      red      amber     green
//
// Red: the answer hangs on it and the evidence does not bear it. Amber: watch it. A parameter that was not moved has no
// measured impact and so no RAG; the note says why it was not moved.
#pragma once

#include "outputs/sensitivity/sensitivity_findings.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace headwater::outputs {

enum class Impact : std::uint8_t { low, medium, high };
enum class Rag : std::uint8_t { green, amber, red };

inline constexpr double high_impact = 0.25;   ///< share of the longest bar
inline constexpr double medium_impact = 0.05; ///< share of the longest bar

Impact impact_of(double share_of_longest);
Rag rag_of(model::Grade grade, Impact impact);
std::string_view name(Impact impact);
std::string_view name(Rag rag);

/// Who answers for a number: this project for its assumptions and fits, the publishers of its sources otherwise; empty
/// where none is known.
std::string owner_of(const model::Parameter& parameter);

/// assumption_book.csv, a row for each parameter, in the order of the table. Value and range are those of the place.
Table assumption_book(const SensitivityFindings& findings, const model::ParameterValues<double>& centre);

} // namespace headwater::outputs
