// The tables of a calibration folder. Columns are a promise to scripts: those that nobody computed stay, empty.
#pragma once

#include "outputs/calibration/fit_record.hpp"
#include "outputs/tables/table.hpp"

namespace headwater::outputs {

/// fit.csv: a row for each figure, in order of series and time. `observed` is empty where the figure is suppressed,
/// `low` and `high` where it is exact; percentiles are of the posterior predictive, empty without a posterior.
Table fit_table(const FitRecord& record);

/// coverage.csv: a row for each series with the share of its figures, those of SeriesStatistics, that lie in the middle
/// 50, 80, 90 and 95 % of the posterior predictive; empty without a posterior.
Table coverage_table(const FitRecord& record);

/// scores.csv: `origin` all: over all origins, as findings.scores has them; and where there are forecasts, each series,
/// origin and horizon by itself. `crps` in the unit of the series, empty where the row is of several; `crps_per_cent`
/// of the outcomes. Figures of 2020 to 2022 stand apart by `years`.
Table scores_table(const FitRecord& record);

/// score_comparisons.csv: forecaster against forecaster on the figures that both foresaw; a loss is a loss.
Table score_comparisons_table(const FitRecord& record);

/// parameters.csv. `value` is the point estimate and `sd` its own to first order ("inf" where the data and the prior
/// say nothing, empty where a bound holds it); percentiles, R-hat and effective sample sizes are of the posterior.
Table parameters_table(const FitRecord& record);

/// parameters as people read them: prior, estimate, posterior, and where it was computed what the data say.
Table parameters_in_short(const FitRecord& record);

/// For people: a row for each series, with how far the model is off; and statistics that were computed.
Table series_in_short(const FitRecord& record);

/// For people: scores over all series, by horizon, with how the model stands against each other forecaster.
Table hold_out_in_short(const FitRecord& record);

/// Name, bar, what was met, whether it passed, and what that means.
Table gates_table(const FitRecord& record);

/// The steps of costs at which the starts ended.
Table optima_table(const FitRecord& record);

/// The second opinion: parameters, differences of means and ratios of standard deviations.
Table opinion_table(const FitRecord& record);

/// The table without the columns that are empty in every row.
Table without_empty_columns(const Table& table);

} // namespace headwater::outputs
