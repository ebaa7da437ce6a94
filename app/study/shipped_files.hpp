// Where the files that come with Headwater lie.
#pragma once

#include <filesystem>

namespace headwater::app {

struct ShippedFiles {
  std::filesystem::path home; ///< the folder that holds them

  std::filesystem::path scenarios() const { return home / "scenarios"; }
  std::filesystem::path areas() const { return home / "calibration" / "data" / "areas"; }
  std::filesystem::path published() const { return home / "calibration" / "data" / "published.csv"; }
  std::filesystem::path priors() const { return home / "calibration" / "data" / "priors.csv"; }
  std::filesystem::path deflator() const { return home / "outputs" / "data" / "deflator.csv"; }
  std::filesystem::path payers() const { return home / "outputs" / "data" / "payer_shares.csv"; }
  std::filesystem::path prevention_levels() const { return home / "outputs" / "data" / "prevention_levels.csv"; }
  std::filesystem::path discount_rates() const { return home / "outputs" / "data" / "discount_rates.csv"; }
};

} // namespace headwater::app
