// Words that the pictures share: numbers as a board reads them, the place, the price base, the line under a chart.
#pragma once

#include "outputs/results/quantities.hpp"
#include "outputs/results/study.hpp"

#include <string>
#include <vector>

namespace headwater::outputs {

/// "7,271": people and families, to whole ones.
std::string people(double value);
/// "£194 million", "£1.21 billion", "−£35 million": pounds as a sentence says them.
std::string pounds_in_words(double gbp);

/// The line under a chart: where its history comes from, what made it, and its run code.
std::string source_line(const Study& study, bool with_history);

/// The run the pictures of one run show: the baseline of the study.
const ScenarioRun& leading_baseline(const Study& study);

/// Values of an annual quantity that is read on 31 July, one for each year from the start to the horizon.
std::vector<double> july_values(const Study& study, const ScenarioRun& run, const Quantity& quantity);
/// The years of those values.
std::vector<double> july_years(const Study& study);

/// The year in which a comparison is put into words: 2040, or the horizon if that is sooner.
int spoken_year(const Study& study);

/// Fiscal years in which runs can differ, from the start of the comparison to the last whole one.
std::vector<FiscalYear> compared_years(const Study& study);
/// "2026-27 to 2045-46".
std::string span_of(const std::vector<FiscalYear>& years);

} // namespace headwater::outputs
