// Cautions: what whoever reads results must know of them.
#pragma once

#include "calibration/known/area.hpp"
#include "calibration/known/draw_file.hpp"
#include "outputs/results/prices.hpp"
#include "scenarios/scenario.hpp"

#include <string>
#include <vector>

namespace headwater::app {

/// That a scenario cuts loops, and is no plan; empty where it cuts none.
std::string knock_out_caution(const scenarios::Scenario& scenario);

/// Of runs of scenarios in an area, `scales` being those of their money, with so many draws.
std::vector<std::string> cautions_of(const calibration::Area& area, const std::vector<scenarios::Scenario>& scenarios,
                                     const std::vector<double>& scales, std::size_t draws);

/// Where the deflator acts, on money that is shown or on money that a scenario states: which it is, and which of its
/// years are an interpolation or an assumption.
std::vector<std::string> cautions_of_prices(const std::vector<scenarios::Scenario>& scenarios,
                                            const outputs::Prices& prices);

/// Of results that were drawn from a fit: whether it is trusted, and how well it foresaw.
std::vector<std::string> cautions_of_fit(const calibration::FitNotes& fit);

} // namespace headwater::app
