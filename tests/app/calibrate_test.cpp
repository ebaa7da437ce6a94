// calibrate: its folder is whole, its numbers reconcile, the figures it was told to leave are held out, and what is
// wrong with its input is told at once.
#include "tests/app/program.hpp"

#include "app/study/study.hpp"
#include "outputs/results/quantities.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include <sstream>

namespace headwater::tests {
namespace {

using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;
using Json = nlohmann::json;

std::vector<std::string> quick(std::vector<std::string> call) {
  call.insert(call.end(), {"--method", "map", "--starts", "2", "--no-holdout", "--out", "c"});
  return call;
}

/// One estimate that the tests share.
const TemporaryFolder& estimated() {
  static const TemporaryFolder at;
  static const Ran ran = headwater(quick({"calibrate", "--json"}), {.folder = at.path()});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(Json::parse(ran.out)["trusted"], true);
  return at;
}

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::vector<std::string> lines;
  std::istringstream text(text_of(file));
  for (std::string line; std::getline(text, line);) {
    lines.push_back(line);
  }
  return lines;
}

TEST(Calibrate, LeavesAWholeFolder) {
  const std::filesystem::path folder = estimated().path() / "c";
  EXPECT_THAT(inside(folder), IsSupersetOf({"fit.csv", "parameters.csv", "fitted.toml", "calibration.json",
                                            "report.html", "manifest.json", "charts/fit_looked_after.svg"}));
  EXPECT_THAT(headings_without_answer(folder), testing::IsEmpty());
  const Json manifest = Json::parse(text_of(folder / "manifest.json"));
  EXPECT_THAT(manifest.dump(), HasSubstr("priors.csv"));
  EXPECT_EQ(lines_of(folder / "fit.csv").size(), 1U + 125U);
  EXPECT_EQ(lines_of(folder / "parameters.csv").size(), 1U + 58U);
  EXPECT_FALSE(std::filesystem::exists(estimated().path() / "c.unfinished"));
}

// The estimate runs: a scenario with its [parameters] gives what fit.csv says the model does.
TEST(Calibrate, ItsParametersGiveItsFigures) {
  const std::filesystem::path folder = estimated().path() / "c";
  const std::string fitted = text_of(folder / "fitted.toml");
  const std::size_t from = fitted.find("[parameters]");
  const std::size_t to = fitted.find("\n[", from + 1);
  ASSERT_NE(from, std::string::npos);
  const TemporaryFolder at;
  at.write("fit.toml", "name = \"Fitted\"\nparent = \"continue-as-now\"\n" + fitted.substr(from, to - from) + "\n");
  app::StudyRequest request;
  request.scenarios = {(at.path() / "fit.toml").string()};
  request.horizon = 2028;
  const app::StudyInputs inputs = app::read_inputs(request, {HEADWATER_SOURCE_DIR}).value.value();
  const outputs::Runs runs = app::runs_of(request, inputs, app::planned_runs(inputs), app::Keep::years);
  double looked_after = 0.0;
  for (const std::string& line : lines_of(folder / "fit.csv")) {
    if (line.starts_with("looked_after,2021,")) {
      std::istringstream cells(line);
      std::string cell;
      for (int i = 0; i < 4; ++i) {
        std::getline(cells, cell, ',');
      }
      looked_after = std::stod(cell);
    }
  }
  const double of_run = outputs::find_quantity("looked_after")->value({runs.all.back().record, {2021}});
  EXPECT_NEAR(of_run, looked_after, 1e-6 * looked_after);
}

TEST(Calibrate, HoldsOutWhatItIsToldToAndWarnsOfNoDiscrepancy) {
  const TemporaryFolder at;
  const Ran ran = headwater(quick({"calibrate", "--train-to", "2019", "--no-discrepancy"}), {.folder = at.path()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  int held_out = 0;
  for (const std::string& line : lines_of(at.path() / "c" / "fit.csv")) {
    const bool later = line.find(",2021,") != std::string::npos;
    held_out += later && line.find("holdout") != std::string::npos ? 1 : 0;
    EXPECT_FALSE(later && line.find(",fit") != std::string::npos) << line;
  }
  EXPECT_GT(held_out, 5);
  EXPECT_THAT(ran.err, HasSubstr("without model discrepancy"));
  EXPECT_THAT(text_of(at.path() / "c" / "report.html"), HasSubstr("without model discrepancy"));
}

// The shipped figures by name, and twice, are the shipped figures: one fit, and each file once in its manifest.
TEST(Calibrate, AFileThatIsGivenTwiceIsReadOnce) {
  const std::string shipped = HEADWATER_SOURCE_DIR "/calibration/data/published.csv";
  const std::string roundabout = HEADWATER_SOURCE_DIR "/calibration/../calibration/data/published.csv";
  const TemporaryFolder at;
  const Ran ran = headwater(quick({"calibrate", "--data", shipped, "--data", roundabout}), {.folder = at.path()});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json named = Json::parse(text_of(at.path() / "c/manifest.json"));
  const Json usual = Json::parse(text_of(estimated().path() / "c/manifest.json"));
  EXPECT_EQ(named["inputs"], usual["inputs"]);
  EXPECT_EQ(named["run_code"], usual["run_code"]);
}

TEST(Calibrate, TellsEverythingThatIsWrongAndFitsNothing) {
  const TemporaryFolder at;
  at.write("data.csv", "series,year,period,basis,value,low,high,unit,used,vintage,published,origin,source,note\n"
                       "looked_aftr,2019,2019-07-31,stock,14262,,,children,fit,latest,2020,published,CSWS_2019_20,\n"
                       "starts,2019,2018-08..2019-07,flow,-5,,,children,fit,latest,2021,published,CSWS_2019_20,\n");
  at.write("priors.csv", "parameter,distribution,centre,low,high,least,most,note\nrelapze,normal,1,0,2,,,\n");
  const Ran ran =
      headwater(quick({"calibrate", "--data", "data.csv", "--priors", "priors.csv"}), {.folder = at.path()});
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("data.csv:2:1:"));
  EXPECT_THAT(ran.err, HasSubstr("data.csv:3:"));
  EXPECT_THAT(ran.err, HasSubstr("priors.csv:2:1:"));
  EXPECT_FALSE(std::filesystem::exists(at.path() / "c"));
  EXPECT_EQ(headwater(quick({"calibrate", "--as-of", "yesterday"}), {.folder = at.path()}).code, 2);
  const Ran by_smc = headwater({"calibrate", "--joint", "--method", "smc", "--out", "c"}, {.folder = at.path()});
  EXPECT_EQ(by_smc.code, 2);
  EXPECT_THAT(by_smc.err, HasSubstr("does not draw a joint posterior"));
}

} // namespace
} // namespace headwater::tests
