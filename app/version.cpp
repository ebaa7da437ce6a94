#include "app/version.hpp"

namespace headwater::app {

std::string version() { return HEADWATER_VERSION; }
std::string commit() { return HEADWATER_COMMIT; }

std::filesystem::path home() { return HEADWATER_HOME; }
std::filesystem::path shipped_scenarios_folder() { return home() / "scenarios"; }
std::filesystem::path areas_folder() { return home() / "calibration" / "data" / "areas"; }
std::filesystem::path published_file() { return home() / "calibration" / "data" / "published.csv"; }
std::filesystem::path priors_file() { return home() / "calibration" / "data" / "priors.csv"; }
std::filesystem::path deflator_file() { return home() / "outputs" / "data" / "deflator.csv"; }
std::filesystem::path payers_file() { return home() / "outputs" / "data" / "payer_shares.csv"; }
std::filesystem::path discount_rates_file() { return home() / "outputs" / "data" / "discount_rates.csv"; }

} // namespace headwater::app
