#include "outputs/charts/csv_text.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace headwater::outputs {
namespace {

std::string cell(const std::string& text) {
  const std::string csv = csv_text({{text}, {}});
  return csv.substr(0, csv.size() - 2);
}

TEST(Csv, PutsTheHeaderFirstAndEndsEachLineWithCrLf) {
  EXPECT_EQ(csv_text({{"Year", "Children"}, {{"2026", "11900"}, {"2027", ""}}}),
            "Year,Children\r\n2026,11900\r\n2027,\r\n");
}

TEST(Csv, QuotesWhatWouldBreakACell) {
  EXPECT_EQ(cell("police, courts"), "\"police, courts\"");
  EXPECT_EQ(cell("the \"Promise\""), "\"the \"\"Promise\"\"\"");
  EXPECT_EQ(cell("two\nlines"), "\"two\nlines\"");
}

TEST(Csv, NeverLetsTextBecomeAFormula) {
  EXPECT_EQ(cell("=1+1"), "'=1+1");
  EXPECT_EQ(cell("+44"), "'+44");
  EXPECT_EQ(cell("-1-1"), "'-1-1");
  EXPECT_EQ(cell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(cell("\t=1"), "'\t=1");
  EXPECT_EQ(cell("\r=1"), "\"'\r=1\"");
  EXPECT_EQ(cell("\n=1"), "\"'\n=1\"");
  EXPECT_EQ(cell("-inf"), "'-inf");
  EXPECT_EQ(cell("-nan"), "'-nan");
  EXPECT_EQ(cell("=HYPERLINK(\"x\",\"y\")"), "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"");
}

TEST(Csv, LeavesNumbersNumbers) {
  EXPECT_EQ(cell("-3.5"), "-3.5");
  EXPECT_EQ(cell("-1e-05"), "-1e-05");
  EXPECT_EQ(cell("0"), "0");
}

TEST(Csv, RowsWrittenOneByOneAreTheSame) {
  const std::vector<double> numbers = {0.0,
                                       -0.0,
                                       0.1,
                                       1e16,
                                       -1e-05,
                                       5e-324,
                                       1.0 / 3,
                                       -std::numeric_limits<double>::max(),
                                       std::numeric_limits<double>::infinity(),
                                       -std::numeric_limits<double>::infinity(),
                                       std::numeric_limits<double>::quiet_NaN(),
                                       -std::numeric_limits<double>::quiet_NaN()};
  Table table{{"text", "number", "more"}, {}};
  CsvText by_row({"text", "number", "more"}, 10);
  for (const double number : numbers) {
    const std::vector<std::string> more = {"=a, \"b\""};
    by_row.row({"=1+1", number}, more);
    table.rows.push_back({"=1+1", exact(number), more.front()});
  }
  EXPECT_EQ(by_row.take(), csv_text(table));
}

} // namespace
} // namespace headwater::outputs
