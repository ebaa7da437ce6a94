// sensitivity: its ends are those of runs of their own, its folder is whole, and slips are told with the nearest name.
#include "tests/app/program.hpp"

#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <sstream>

namespace headwater::tests {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;
using Json = nlohmann::json;

std::vector<std::string> small(std::vector<std::string> call) {
  call.insert(call.end(), {"--trajectories", "2", "--rows", "4", "--top", "3", "--draws", "64", "--out", "s"});
  return call;
}

std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells;
  std::istringstream text(line);
  for (std::string cell; std::getline(text, cell, ',');) {
    cells.push_back(cell);
  }
  return cells;
}

TEST(Sensitivity, AnEndOfTheTornadoIsARunWithThatParameter) {
  const TemporaryFolder at;
  at.write("base.toml", "name = \"Base\"\nparent = \"continue-as-now\"\n[parameters]\nneed_onset = 0.015\n");
  at.write("plan.toml", "name = \"Plan\"\nparent = \"keep-the-promise\"\n[parameters]\nneed_onset = 0.015\n");
  const Ran run =
      headwater({"run", "plan.toml", "--baseline", "base.toml", "--out", "r", "--quiet"}, {.folder = at.path()});
  ASSERT_EQ(run.code, 0) << run.err;
  double npv = std::nan("");
  std::istringstream appraisal(text_of(at.path() / "r" / "appraisal.csv"));
  for (std::string line; std::getline(appraisal, line);) {
    const std::vector<std::string> cells = cells_of(line);
    if (cells.size() > 4 && cells[0] == "plan" && cells[1] == "npv" && cells[2] == "public_purse") {
      npv = std::stod(cells[4]);
    }
  }
  ASSERT_TRUE(std::isfinite(npv));

  const Ran ran = headwater(small({"sensitivity", "--json"}), {.folder = at.path()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json json = Json::parse(ran.out);
  double at_low = std::nan("");
  for (const Json& bar : json["tornado"]) {
    if (bar["name"] == "need_onset") {
      EXPECT_EQ(bar["low"].get<double>(), 0.015);
      at_low = bar["at_low"].get<double>();
    }
  }
  EXPECT_NEAR(at_low, npv, 1e-9 * std::abs(npv));
  EXPECT_GT(json["tornado"].size(), 250U);
  EXPECT_EQ(json["sobol"].size(), 4U); // three by themselves, and all others
  for (const Json& made : json["runs"]) {
    EXPECT_EQ(made["failed"], 0) << made["of"];
  }
  EXPECT_THAT(inside(at.path() / "s"),
              IsSupersetOf({"assumption_book.csv", "charts/sobol.svg", "charts/tornado.csv", "charts/tornado.png",
                            "charts/tornado.svg", "discovery.csv", "manifest.json", "morris.csv", "report.html",
                            "sobol.csv", "switching_values.csv", "tornado.csv"}));
}

TEST(Sensitivity, GivesTheSameOnAnyNumberOfThreads) {
  const TemporaryFolder at;
  const auto call = [&](const char* threads) {
    return headwater(small({"sensitivity", "cuts", "--of", "looked_after", "--in", "2035-36", "--change", "--goal",
                            "looked_after_change@2040 < 200", "--threads", threads}),
                     {.folder = at.path()});
  };
  const Ran one = call("1");
  ASSERT_EQ(one.code, 0) << one.err;
  EXPECT_THAT(one.out, HasSubstr("looked after, change from the baseline, 2035-36"));
  EXPECT_EQ(one.out, call("2").out);
}

TEST(Sensitivity, WhatAScenarioSetsIsNotMoved) {
  const TemporaryFolder at;
  at.write("plan.toml", "name = \"Plan\"\nparent = \"keep-the-promise\"\n[parameters]\nneed_onset = 0.03\n");
  const Ran ran = headwater(small({"sensitivity", "plan.toml", "--quiet"}), {.folder = at.path()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(text_of(at.path() / "s" / "assumption_book.csv"),
              HasSubstr("not moved: set by the scenario or its baseline"));
  EXPECT_EQ(text_of(at.path() / "s" / "tornado.csv").find(",need_onset,"), std::string::npos);
}

TEST(Sensitivity, SlipsAreToldWithTheNearestName) {
  const TemporaryFolder at;
  const auto refused = [&](std::vector<std::string> call, int code, const char* words) {
    call.insert(call.begin(), "sensitivity");
    const Ran ran = headwater(small(std::move(call)), {.folder = at.path()});
    EXPECT_EQ(ran.code, code) << ran.out;
    EXPECT_THAT(ran.err, HasSubstr(words));
    EXPECT_FALSE(std::filesystem::exists(at.path() / "s"));
  };
  refused({"--of", "loked_after"}, 2, "did you mean \"looked_after\"?");
  refused({"--perspective", "council_"}, 2, "did you mean \"council\"?");
  refused({"--goal", "payback_yaer<=2040"}, 2, "did you mean \"payback_year\"?");
  refused({"--goal", "npv"}, 2, "is no goal");
  refused({"--goal", "npv > much"}, 2, "\"much\" is not a number");
  refused({"--goal", "looked_after@1999 < 5"}, 2, "not a fiscal year of the run");
  refused({"--in", "2051-52"}, 2, "not a fiscal year of the run");
  refused({"continue-as-now"}, 2, "is its own baseline");
  refused({"keep-the-promis"}, 3, "keep-the-promise");
}

} // namespace
} // namespace headwater::tests
