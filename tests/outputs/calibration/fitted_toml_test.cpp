// fitted.toml reads back as what was found, and its [parameters] can stand in a scenario.
#include "outputs/calibration/fitted_toml.hpp"

#include "model/quantities/parameters.hpp"
#include "outputs/calibration/calibration_json.hpp"
#include "scenarios/scenario.hpp"
#include "tests/outputs/calibration/made_up_record.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>
#include <toml++/toml.h>

#include <cmath>
#include <stdexcept>

namespace headwater::outputs {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using tests::drawn_record;
using tests::estimated_record;

toml::table read_toml(const std::string& text) {
  toml::parse_result read = toml::parse(text);
  if (!read) {
    throw std::runtime_error(std::string(read.error().description()));
  }
  return std::move(read).table();
}

/// From `[parameters]` to the next table.
std::string parameters_block(const std::string& text) {
  const std::size_t start = text.find("[parameters]");
  return text.substr(start, text.find("\n[", start) - start);
}

TEST(FittedToml, ReadsBackAsTheSameBits) {
  const FitRecord record = drawn_record();
  const toml::table read = read_toml(fitted_toml(record));
  const auto& covariance = record.findings.estimate.certificate.free_covariance;
  for (std::size_t i = 0; i < 3; ++i) {
    const std::string& name = record.findings.parameters[i].name;
    EXPECT_EQ(read["parameters"][name].value_exact<double>(), record.findings.parameters[i].estimate) << name;
    EXPECT_EQ(read["sd"][name].value_exact<double>(), record.findings.parameters[i].sd) << name;
    EXPECT_EQ(read["posterior_median"][name].value_exact<double>(), record.findings.parameters[i].summary->median);
    EXPECT_EQ(read["free_scale"]["names"][i].value_exact<std::string>(), name);
    EXPECT_EQ(read["free_scale"]["point"][i].value_exact<double>(), record.findings.estimate.best_fit().free[i]);
    for (std::size_t j = 0; j < 3; ++j) {
      const std::optional<double> cell = read["free_scale"]["covariance"][i][j].value_exact<double>();
      ASSERT_TRUE(cell);
      EXPECT_TRUE(*cell == covariance[i * 3 + j] || (std::isnan(*cell) && std::isnan(covariance[i * 3 + j])));
    }
  }
  EXPECT_EQ(read["free_scale"]["lower"][0].value_exact<double>(), 0.0);
  EXPECT_TRUE(std::isinf(*read["free_scale"]["upper"][0].value_exact<double>()));
  EXPECT_EQ(read["scatter"]["discrepancy_sd.looked_after"].value_exact<double>(), 0.03);
  EXPECT_EQ(read["values"].value_exact<std::string>(), "point estimate");
  EXPECT_EQ(read["trusted"].value_exact<bool>(), false);
  EXPECT_EQ(read["seed"].value_exact<std::int64_t>(), 20240731);
  EXPECT_EQ(read["as_of"].value_exact<toml::date>(), (toml::date{2024, 12, 31}));
}

TEST(FittedToml, SaysItIsNotTrustedAndWhy) {
  FitRecord record = drawn_record();
  EXPECT_THAT(fitted_toml(record), HasSubstr("#   Three of 4000 transitions went astray."));
  EXPECT_THAT(fitted_toml(record), Not(HasSubstr("--trust-anyway")));
  record.overridden_by = "--trust-anyway";
  EXPECT_THAT(fitted_toml(record), HasSubstr("used all the same, by --trust-anyway"));
  EXPECT_EQ(read_toml(fitted_toml(estimated_record()))["trusted"].value_exact<bool>(), true);
}

TEST(FittedToml, ItsParametersCanStandInAScenario) {
  const std::string block = parameters_block(fitted_toml(drawn_record()));
  const tests::TemporaryFolder folder;
  const std::string head = "name = \"As fitted\"\nparent = \"continue-as-now\"\n\n";
  const std::filesystem::path shipped = std::filesystem::path(HEADWATER_SOURCE_DIR) / "scenarios";
  const auto read = scenarios::read_scenario(folder.write("fitted.toml", head + block), shipped);
  ASSERT_THAT(folder.shown(read.problems), IsEmpty());
  ASSERT_EQ(read.value->overrides.size(), 3U);
  for (const scenarios::Override& one : read.value->overrides) {
    const auto& parameters = drawn_record().findings.parameters;
    const auto found = std::find_if(parameters.begin(), parameters.end(), [&](const auto& parameter) {
      return parameter.name == model::parameters()[one.parameter].name;
    });
    ASSERT_NE(found, parameters.end());
    EXPECT_EQ(one.value, found->estimate);
  }
  // Without leave to go beyond the range the same block is refused, and says which number it is for.
  const std::size_t leave = block.find("beyond_range");
  const std::string line = block.substr(leave, block.find('\n', leave) - leave);
  EXPECT_THAT(line, HasSubstr("foster_to_residential"));
  EXPECT_THAT(line, Not(HasSubstr("crisis_hazard_away")));
  std::string without = block;
  without.erase(leave, line.size());
  EXPECT_THAT(scenarios::read_scenario(folder.write("without.toml", head + without), shipped).problems,
              testing::SizeIs(1));
}

TEST(FittedToml, InTheRangeOfTheTableItAsksForNoLeave) {
  FitRecord record = estimated_record();
  record.findings.parameters[2].estimate = 0.03;
  EXPECT_THAT(fitted_toml(record), Not(HasSubstr("beyond_range")));
}

TEST(FittedToml, RefusesAParameterThatIsNotInTheTable) {
  FitRecord record = drawn_record();
  record.findings.parameters[0].name = "no_such_parameter";
  EXPECT_THROW(fitted_toml(record), std::invalid_argument);
}

TEST(FittedToml, WordsThatAreNoTomlStayWords) {
  FitRecord record = drawn_record();
  record.version = "a \"quoted\" \\ version\n[parameters]";
  record.command = "headwater\nseed = 3";
  record.findings.parameters[0].unit = "1/yr\n\x01";
  record.findings.parameters[3].name = "a \"name\" = 1 # of\tscatter";
  const toml::table read = read_toml(fitted_toml(record));
  EXPECT_EQ(read["headwater"].value_exact<std::string>(), "a \"quoted\" \\ version[parameters]");
  EXPECT_EQ(read["scatter"]["a \"name\" = 1 # ofscatter"].value_exact<double>(), 1e-4);
}

TEST(CalibrationJson, SaysTheVerdictAndWhatItRestsOn) {
  FitRecord record = drawn_record();
  const nlohmann::json json = nlohmann::json::parse(calibration_json(record));
  EXPECT_EQ(json["trusted"], false);
  EXPECT_EQ(json["reasons"].size(), 2U);
  EXPECT_TRUE(json["used_all_the_same_by"].is_null());
  ASSERT_EQ(json["gates"].size(), record.findings.gates.size());
  for (std::size_t i = 0; i < record.findings.gates.size(); ++i) {
    const calibration::Gate& gate = record.findings.gates[i];
    EXPECT_EQ(json["gates"][i]["name"], gate.name);
    EXPECT_EQ(json["gates"][i]["bar"], gate.bar);
    EXPECT_EQ(json["gates"][i]["value"].get<double>(), gate.value);
    EXPECT_EQ(json["gates"][i]["passed"], gate.passed);
    EXPECT_EQ(json["gates"][i]["verdict"], gate.verdict);
  }
  EXPECT_EQ(json["seed"], 20240731);
  EXPECT_EQ(json["method"], "nuts");
  EXPECT_EQ(json["last_year"], 2019);
  EXPECT_EQ(json["as_of"], "2024-12-31");
  EXPECT_EQ(json["discrepancy"], true);
  EXPECT_EQ(json["log_evidence"], -123.456);
  EXPECT_EQ(json["score"], record.findings.score_line);
  EXPECT_EQ(json["data"][0]["sha256"], std::string(64, 'a'));
  EXPECT_EQ(json["data"][1]["path"], "calibration/data/priors.csv");
  EXPECT_EQ(json["headwater"], "0.1.0");
  EXPECT_EQ(json["commit"], "abc123def456");
  EXPECT_EQ(json["estimate"]["cost"], 41.5);
  EXPECT_EQ(json["estimate"]["waterfall"][1]["starts"], 1);
  record.overridden_by = "--trust-anyway";
  EXPECT_EQ(nlohmann::json::parse(calibration_json(record))["used_all_the_same_by"], "--trust-anyway");
}

TEST(CalibrationJson, WhatWasNotDoneIsNull) {
  const nlohmann::json json = nlohmann::json::parse(calibration_json(estimated_record()));
  EXPECT_EQ(json["trusted"], true);
  EXPECT_EQ(json["gates"].size(), 0U);
  for (const char* key : {"score", "log_evidence", "second_opinion"}) {
    EXPECT_TRUE(json.contains(key) && json[key].is_null()) << key;
  }
}

TEST(CalibrationJson, ANumberThatIsNoneIsNull) {
  FitRecord record = drawn_record();
  record.findings.gates[0].value = std::nan("");
  record.findings.estimate.certificate.condition = std::numeric_limits<double>::infinity();
  const nlohmann::json json = nlohmann::json::parse(calibration_json(record));
  EXPECT_TRUE(json["gates"][0]["value"].is_null());
  EXPECT_TRUE(json["estimate"]["condition"].is_null());
}

} // namespace
} // namespace headwater::outputs
