// Settings that name something: a price base, a vintage of rates, a quantity, a year.
#pragma once

#include "app/study/request.hpp"
#include "app/study/shipped_files.hpp"
#include "outputs/results/prices.hpp"

#include <optional>
#include <string>
#include <vector>

namespace headwater::app {

/// What is wrong with the settings of a request that name something, as sentences; wrong usage.
std::vector<std::string> setting_problems(const StudyRequest& request, const ShippedFiles& shipped);

/// "nominal" or a fiscal year of the deflator; empty for anything else.
std::optional<outputs::PriceBase> price_base_of(const std::string& name, const outputs::Deflator& deflator);

} // namespace headwater::app
