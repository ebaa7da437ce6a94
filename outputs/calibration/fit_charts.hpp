// Pictures of a fit: each series with what was published of it, and priors against what is known now.
#pragma once

#include "outputs/calibration/fit_record.hpp"
#include "outputs/charts/chart.hpp"

#include <vector>

namespace headwater::outputs {

/// One chart a series, in the order of the findings, named fit_<series>: published figures as dots, those held out as
/// diamonds, what rounding and suppression leave open as upright bars, the model's line, and bands of 5 and 9 in 10
/// draws of the posterior predictive where there is a posterior. A series with figures of one year has no chart.
std::vector<Chart> series_charts(const FitRecord& record);

/// prior_posterior for the parameters of the table, prior_posterior_scatter for what figures scatter by (only with a
/// posterior): 9 in 10 before and after, in standard deviations of the prior. Without a posterior it is the estimate
/// and 1.645 standard deviations to first order about it.
std::vector<Chart> prior_posterior_charts(const FitRecord& record);

} // namespace headwater::outputs
