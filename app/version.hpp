// Which Headwater this is, and where its own files lie.
#pragma once

#include <filesystem>
#include <string>

namespace headwater::app {

std::string version();
std::string commit();

/// The folder of the project this program was built from.
std::filesystem::path home();
std::filesystem::path shipped_scenarios_folder();
std::filesystem::path areas_folder();
std::filesystem::path published_file();
std::filesystem::path priors_file();
std::filesystem::path deflator_file();
std::filesystem::path payers_file();
std::filesystem::path discount_rates_file();

} // namespace headwater::app
