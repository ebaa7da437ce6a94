// The generated pages: what they must hold, and that the copies in model/ are those.
#include "model/document/equation_book.hpp"
#include "model/document/markdown.hpp"
#include "model/document/mechanisms.hpp"
#include "tests/document/shipped_plans.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::model {
namespace {

using testing::HasSubstr;

struct Page {
  std::string_view name;
  std::string_view verb;
  std::string text;
};

std::vector<Page> pages() {
  return {{"EQUATIONS.md", "equations", equations_markdown()},
          {"PARAMETERS.md", "parameters", parameters_markdown()},
          {"STOCKS.md", "stocks", stocks_markdown()},
          {"SOURCES.md", "sources", sources_markdown()},
          {"TRACEABILITY.md", "traceability", traceability_markdown()},
          {"LOOPS.md", "loops", loops_markdown(headwater::tests::shipped_loop_table())}};
}

TEST(Markdown, TheCopiesInModelAreUpToDate) {
  for (const Page& page : pages()) {
    const std::ifstream file(std::string(HEADWATER_SOURCE_DIR "/model/").append(page.name));
    std::ostringstream committed;
    committed << file.rdbuf();
    // not EXPECT_EQ, which would print both pages
    EXPECT_TRUE(committed.str() == page.text)
        << "model/" << page.name << " is stale. Renew it: ./headwater export " << page.verb << " > model/" << page.name;
  }
}

TEST(Markdown, TheSameTablesGiveTheSameText) {
  const auto first = pages();
  const auto second = pages();
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].text, second[i].text);
  }
}

TEST(Markdown, EveryRowOfATableHasAsManyCellsAsItsHead) {
  for (const Page& page : pages()) {
    std::istringstream lines(page.text);
    std::ptrdiff_t cells = 0;
    for (std::string line; std::getline(lines, line);) {
      EXPECT_FALSE(line.ends_with(' ')) << line;
      if (!line.starts_with('|')) {
        cells = 0;
        continue;
      }
      std::ptrdiff_t bars = 0;
      for (std::size_t i = 0; i < line.size(); ++i) {
        bars += line[i] == '|' && (i == 0 || line[i - 1] != '\\') ? 1 : 0;
      }
      cells = cells == 0 ? bars : cells;
      EXPECT_EQ(bars, cells) << page.name << ": " << line;
    }
    EXPECT_TRUE(page.text.ends_with("|\n"));
    EXPECT_FALSE(page.text.ends_with("\n\n"));
  }
}

TEST(Markdown, EverythingIsThere) {
  const std::string equations = equations_markdown();
  for (const EquationRow& row : equation_book().equations) {
    EXPECT_THAT(equations, HasSubstr("| `" + row.text + "` |")) << row.name;
  }
  for (const StockRow& row : stocks()) {
    EXPECT_THAT(stocks_markdown(), HasSubstr("| `" + std::string(row.name) + "` |"));
  }
  for (const Parameter& row : parameters()) {
    EXPECT_THAT(parameters_markdown(),
                HasSubstr("| `" + std::string(row.name) + "` | `" + std::string(row.symbol) + "` |"));
  }
  for (const Source& row : sources()) {
    EXPECT_THAT(sources_markdown(), HasSubstr("| `" + std::string(row.key) + "` |"));
  }
}

TEST(Markdown, EveryRowOfTraceabilityAndEveryLoop) {
  const std::string traceability = traceability_markdown();
  for (const Mechanism& row : mechanisms()) {
    EXPECT_THAT(traceability, HasSubstr("| " + std::to_string(row.number) + " | " + std::string(row.sources) + " |"));
  }
  const std::string loop_page = loops_markdown(headwater::tests::shipped_loop_table());
  for (const Loop& row : loops()) {
    EXPECT_THAT(loop_page, HasSubstr("| " + std::string(row.symbol) + " `" + std::string(row.name) + "` |"));
  }
}

TEST(Markdown, AssumptionsAreCounted) {
  const auto all = parameters();
  const auto assumed =
      std::count_if(all.begin(), all.end(), [](const Parameter& p) { return p.source == "assumption"; });
  EXPECT_THAT(parameters_markdown(), HasSubstr(std::to_string(parameter_count) + " parameters, of which " +
                                               std::to_string(assumed) + " are assumptions"));
}

} // namespace
} // namespace headwater::model
