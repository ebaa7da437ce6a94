// Settings that name something: a price base, a vintage of rates, a quantity, a year.
#pragma once

#include "app/study/request.hpp"
#include "app/study/shipped_files.hpp"
#include "outputs/appraisal/discounting.hpp"
#include "outputs/results/prices.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::app {

/// The file that the deflator of a request is in.
std::filesystem::path deflator_file(const StudyRequest& request, const ShippedFiles& shipped);

/// The file that the discount rates of a request are in: its own where it names one, by a folder or by .csv.
bool has_own_rates(const AppraisalRequest& request);
std::filesystem::path rates_file(const AppraisalRequest& request, const ShippedFiles& shipped);
/// The vintage it asks for among those of its file: the only one of a file of its own, and nullptr where that has
/// several.
const outputs::RateVintage* asked_vintage(const AppraisalRequest& request,
                                          const std::vector<outputs::RateVintage>& vintages, std::string_view kind);

/// What is wrong with the settings of a request that name something, as sentences; wrong usage.
std::vector<std::string> setting_problems(const StudyRequest& request, const ShippedFiles& shipped);

/// "nominal" or a fiscal year of the deflator; empty for anything else.
std::optional<outputs::PriceBase> price_base_of(const std::string& name, const outputs::Deflator& deflator);

} // namespace headwater::app
