// The settings of `sensitivity`, each told once; see setting_table.hpp.
#pragma once

#include "app/study/inputs.hpp"
#include "app/study/request.hpp"
#include "app/study/setting_table.hpp"
#include "outputs/sensitivity/asked_output.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace headwater::app {

struct SensitivitySettings {
  StudyRequest request; ///< place, prices and baseline
  std::string scenario = "keep-the-promise";
  std::string of = "npv";
  std::string in; ///< a fiscal year; empty: 2040-41, or the last of a shorter run
  std::string perspective = "public_purse";
  bool change = false;
  std::size_t trajectories = 20;
  std::size_t rows = 512;
  std::size_t top = 20;
  std::size_t draws = 2048;
  std::vector<std::string> goals;
  std::uint64_t seed = 1;
  std::string out; ///< results folder; empty: results/sensitivity-<scenario>-<output>
};

void add_sensitivity_settings(SettingTable& table, SensitivitySettings& settings);

/// What they came to when inputs had been read and the output been found.
std::vector<outputs::Setting> known_sensitivity_settings(const SensitivitySettings& settings, const StudyInputs& inputs,
                                                         const outputs::AskedOutput& of);

} // namespace headwater::app
