// The settings of `calibrate`, each told once; see setting_table.hpp.
#pragma once

#include "app/study/setting_table.hpp"
#include "calibration/fit/whole_fit.hpp"

#include <optional>
#include <string>
#include <vector>

namespace headwater::app {

inline constexpr const char* accept_flag = "--accept-untrusted";

struct CalibrateSettings {
  std::string method = "nuts";
  std::vector<std::string> data; ///< files of one's own; empty: the shipped figures
  std::string priors;            ///< a file of one's own; empty: the shipped ones
  std::optional<int> train_to;
  std::string as_of; ///< a day; empty: now
  calibration::CalibrationSettings fit;
  bool no_discrepancy = false;
  bool no_second_opinion = false;
  bool no_holdout = false;
  bool accept_untrusted = false;
  std::string out; ///< results folder; empty: results/calibration
};

void add_calibrate_settings(SettingTable& table, CalibrateSettings& settings);

} // namespace headwater::app
