// Charts as files: the same bytes however many threads draw them.
#include "outputs/report/chart_files.hpp"

#include "outputs/charts/echarts_engine.hpp"
#include "outputs/charts/line_chart.hpp"
#include "outputs/charts/png.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <gmock/gmock.h>

#include <map>

namespace headwater::outputs {
namespace {

using tests::TemporaryFolder;

std::vector<Chart> some_charts() {
  std::vector<Chart> charts;
  for (const char* name : {"a", "b", "c", "d", "e"}) {
    const double value = name[0];
    charts.push_back(line_chart({.text = {name, name, "measure", "source", "alt"},
                                 .unit = "children",
                                 .years = {2026, 2027, 2028},
                                 .lines = {{"one", {3, 2, value}}, {"other", {value, 1, 0}}}}));
  }
  return charts;
}

struct Written {
  std::map<std::string, std::string> files;
  std::string page;
  std::size_t told = 0;
};

Written written(std::size_t threads, bool letters) {
  const TemporaryFolder at;
  ResultsFolder folder(at.path() / "r");
  Written result;
  std::vector<FileToMake> files;
  const ChartFiles charts = add_chart_files(
      some_charts(), letters, [&] { ++result.told; }, files);
  files.push_back({"page",
                   [&] {
                     for (const DrawnChart& drawn : *charts.drawn) {
                       result.page += drawn.chart.name + drawn.svg;
                     }
                     return std::string();
                   },
                   charts.drawings});
  write_side_by_side(files, folder, threads);
  for (const std::filesystem::path& file : folder.files()) {
    std::ifstream in(folder.at_present(file), std::ios::binary);
    result.files[file.string()] = {std::istreambuf_iterator<char>(in), {}};
  }
  return result;
}

TEST(ChartFiles, AreTheSameOnAnyNumberOfThreads) {
  const Written alone = written(1, letters_can_be_drawn());
  EXPECT_EQ(alone.told, some_charts().size());
  EchartsEngine engine;
  std::string page;
  for (const Chart& chart : some_charts()) {
    const std::string svg = engine.svg(chart);
    EXPECT_EQ(alone.files.at("charts/" + chart.name + ".svg"), svg);
    if (letters_can_be_drawn()) {
      EXPECT_EQ(alone.files.at("charts/" + chart.name + ".png"), png_from_svg(svg));
    }
    page += chart.name + svg;
  }
  EXPECT_EQ(alone.page, page);
  for (const std::size_t threads : {2U, 0U}) {
    const Written together = written(threads, letters_can_be_drawn());
    EXPECT_EQ(together.files, alone.files) << threads;
    EXPECT_EQ(together.page, alone.page) << threads;
    EXPECT_EQ(together.told, alone.told) << threads;
  }
}

TEST(ChartFiles, AreNoPicturesOfLettersThatCannotBeDrawn) {
  const Written without = written(2, false);
  EXPECT_EQ(without.files.size(), 2 * some_charts().size() + 1);
  EXPECT_EQ(without.files.count("charts/a.png"), 0U);
  EXPECT_EQ(without.files.count("charts/a.svg"), 1U);
}

} // namespace
} // namespace headwater::outputs
