// The workbook: every formula, calculated anew by a spreadsheet, gives the engine's value to a penny; text stays text;
// the same booklet gives the same bytes.
#include "outputs/workbook/workbook.hpp"

#include "outputs/appraisal/appraisal.hpp"
#include "outputs/files/results_folder.hpp"
#include "outputs/workbook/xlsx.hpp"
#include "tests/outputs/studies.hpp"
#include "tests/outputs/workbook/spreadsheet.hpp"
#include "tests/scenarios/temporary_folder.hpp"

#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include <charconv>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <set>
#include <sys/resource.h>
#include <unistd.h>

namespace headwater::outputs {
namespace {

using tests::calculated;
using tests::CalculatedBook;
using tests::TemporaryFolder;

constexpr double half_a_penny = 0.005;
constexpr double closely = 1e-8; // for what is not in pounds
constexpr const char* formula_name = "=1+1";

Manifest some_manifest() {
  Manifest made;
  made.version = "1.2.3";
  made.commit = "abc";
  made.settings = {{"horizon", 2046, true}, {"scenarios", {"cuts", formula_name}, false}};
  return made;
}

/// Plans, and a twin of the baseline, which changes nothing and whose name and file are a formula.
Booklet booklet_with_a_formula(const std::vector<std::string>& plans) {
  Booklet made = tests::with_twin(tests::booklet_of(plans), formula_name, formula_name);
  made.runs.all.back().question = "@SUM(A1)";
  made.runs.basis.optimism_bias = 0.2;
  made.runs.basis.benefit_haircut = 0.1;
  return made;
}

/// A booklet with every kind of answer: plans that pay back and plans that never do, a loan.
const Booklet& full_booklet() {
  static const Booklet made =
      booklet_with_a_formula({"keep-the-promise", "cuts", "invest-to-save-loan", "universal-only", "poverty-rise"});
  return made;
}

/// Nominal prices, money in the middle of the year, no bias: the other branches of the formulas.
const Booklet& nominal_booklet() {
  static const Booklet made = [] {
    Booklet shipped =
        tests::booklet_of({"keep-the-promise", "cuts"}, {.horizon = 2040, .price_base = PriceBase::nominal});
    shipped.runs.basis.timing = Timing::mid_year;
    return shipped;
  }();
  return made;
}

/// A short run, money at the end of the year, health discounted at a rate of its own.
const Booklet& health_booklet() {
  static const Booklet made = [] {
    Booklet shipped = tests::booklet_of({"keep-the-promise"}, {.horizon = 2032});
    shipped.runs.basis.timing = Timing::end_of_year;
    shipped.runs.basis.health_rates = RateVintage{"of-health", "health", {{0, 125, 0.015, "assumption"}}};
    return shipped;
  }();
  return made;
}

/// A run to 2086, so three horizons, with what totals otherwise leave out, bias and haircut.
const Booklet& long_booklet() {
  static const Booklet made = [] {
    Booklet shipped = tests::booklet_of({"universal-only", "poverty-rise"}, {.horizon = model::last_horizon});
    shipped.runs.basis.included = {.beyond_care = true, .transfer = true};
    shipped.runs.basis.optimism_bias = 0.15;
    shipped.runs.basis.benefit_haircut = 0.1;
    return shipped;
  }();
  return made;
}

/// The book with every stored result thrown away, so that a right answer can only come from calculating.
Book emptied(Book book) {
  for (Sheet& sheet : book.sheets) {
    for (auto& row : sheet.rows) {
      for (Cell& cell : row) {
        if (auto* formula = std::get_if<Formula>(&cell)) {
          formula->result = 0.0;
        }
      }
    }
  }
  return book;
}

Sheet& sheet_of(Book& book, std::string_view name) {
  return *std::find_if(book.sheets.begin(), book.sheets.end(), [&](const Sheet& sheet) { return sheet.name == name; });
}

/// A penny more of saving in one year of one case.
Book with_a_penny(Book book) {
  Sheet& sheet = sheet_of(book, "Cash flows");
  constexpr std::size_t some_row = 50;
  std::get<double>(sheet.rows.at(some_row)[sheet.column("saving")]) += 0.01;
  return book;
}

std::string calculated_cell(const CalculatedBook& book, const Sheet& sheet, std::size_t row, std::size_t column) {
  const auto& rows = book.at(sheet.name);
  return row + 1 < rows.size() && column < rows[row + 1].size() ? rows[row + 1][column] : "";
}

double number_in(const std::string& text) {
  double value = std::nan("");
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? value : std::nan("");
}

double reconciliation(const CalculatedBook& book) {
  const auto& rows = book.at("Reconciliation");
  for (const auto& row : rows) {
    if (!row.empty() && row.front() == "All together") {
      return number_in(row.at(1));
    }
  }
  return std::nan("");
}

/// How many formulas there are; each is compared with the engine's value that is stored beside it.
std::size_t compare_every_formula(const Book& book, const CalculatedBook& with) {
  std::size_t compared = 0;
  std::size_t different = 0;
  for (const Sheet& sheet : book.sheets) {
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
      for (std::size_t column = 0; column < sheet.columns.size(); ++column) {
        const auto* formula = std::get_if<Formula>(&sheet.rows[row][column]);
        if (formula == nullptr) {
          continue;
        }
        ++compared;
        const std::string found = calculated_cell(with, sheet, row, column);
        const auto* value = std::get_if<double>(&formula->result);
        const CellFormat format = sheet.columns[column].format;
        const bool is_money = format == CellFormat::pounds || format == CellFormat::pennies;
        const double tolerance = is_money ? half_a_penny : closely;
        const bool same = value != nullptr ? std::abs(number_in(found) - *value) < tolerance
                                           : found == std::get<std::string>(formula->result);
        constexpr std::size_t enough = 20;
        if (!same && ++different <= enough) {
          ADD_FAILURE() << sheet.name << ", row " << row + 2 << ", " << sheet.columns[column].header << ": " << found
                        << " is not "
                        << (value != nullptr ? fmt::format("{}", *value) : std::get<std::string>(formula->result))
                        << "\n=" << formula->text;
        }
      }
    }
  }
  EXPECT_EQ(different, 0U);
  return compared;
}

// The stored values are those of the engine: here they are asked of it again, by another way.
void expect_the_measures_of_the_engine(const Booklet& of, const Book& book, const CalculatedBook& with) {
  const Sheet& sheet = book.sheet("Appraisal");
  std::size_t row = 0;
  std::set<std::string> reasons;
  for (const ScenarioRun& run : of.runs) {
    if (&run == &of.runs[run.baseline]) {
      continue;
    }
    for (const Perspective perspective : perspectives) {
      const auto measured = measures(of.runs.compared(run), of.runs.prices,
                                     cash_flows(of.runs.compared(run), of.runs.prices, of.runs.basis, perspective));
      for (const char* name : {"npv", "bcr", "payback_year", "payback_year_discounted", "peak_funding_gap",
                               "peak_funding_gap_year", "turning_year", "net_position_total"}) {
        const AppraisalMeasure& measure = *find_measure(measured, name);
        const std::string found = calculated_cell(with, sheet, row, sheet.column(name));
        if (measure.value && measure.unit != "fiscal year") {
          EXPECT_NEAR(number_in(found), *measure.value, half_a_penny) << run.id << ", " << name;
        } else {
          EXPECT_EQ(found, measure.value ? measure.text() : measure.why) << run.id << ", " << name;
          reasons.insert(measure.why.substr(0, measure.why.find(" 20")));
        }
      }
      ++row;
    }
  }
  EXPECT_EQ(row, sheet.rows.size());
  // Nearly every word a measure can give was given by some scenario.
  EXPECT_GE(reasons.size(), 6U) << testing::PrintToString(reasons);
}

void expect_the_ledger_adds_up(const Booklet& booklet, const Book& book, const CalculatedBook& with) {
  const Sheet& sheet = book.sheet("Ledger");
  std::map<std::string, double> more;
  const auto& rows = with.at("Ledger");
  for (std::size_t i = 1; i <= sheet.rows.size(); ++i) {
    const auto& row = rows.at(i);
    const std::string& of = row[sheet.column("class")];
    if (of != "finance" && of != "beyond_care" && of != "transfer" && row[sheet.column("payer")] != "household") {
      more[row[sheet.column("scenario")]] += number_in(row[sheet.column("difference")]);
    }
  }
  for (const ScenarioRun& run : booklet.runs) {
    double net = 0.0;
    for (const CashFlow& flow :
         cash_flows(booklet.runs.compared(run), booklet.runs.prices, booklet.runs.basis, Perspective::public_purse)
             .years) {
      net += flow.saving - flow.investment;
    }
    EXPECT_NEAR(-more[run.id], net, half_a_penny) << run.id;
  }
}

void expect_nothing_on_the_cover(const CalculatedBook& book) {
  EXPECT_EQ(reconciliation(book), 0.0);
  for (const auto& row : book.at("Cover")) {
    if (row.front().starts_with("Reconciliation")) {
      EXPECT_EQ(number_in(row.at(1)), 0.0);
      return;
    }
  }
  ADD_FAILURE() << "the cover has no reconciliation";
}

void expect_no_error(const CalculatedBook& book) {
  for (const auto& [name, rows] : book) {
    for (const auto& row : rows) {
      for (const std::string& cell : row) {
        ASSERT_FALSE(cell.starts_with("#") || cell.starts_with("Err:")) << name << ": " << cell;
      }
    }
  }
}

void expect_the_name_is_text(const CalculatedBook& book) {
  std::set<std::string> sheets;
  for (const auto& [name, rows] : book) {
    for (const auto& row : rows) {
      if (std::find(row.begin(), row.end(), formula_name) != row.end()) {
        sheets.insert(name);
      }
    }
  }
  EXPECT_THAT(sheets, testing::IsSupersetOf({"Summary", "Scenarios", "Appraisal", "Cash flows", "Chart who pays"}));
}

/// What a booklet with a formula for a name has to be.
void expect_calculated(const Booklet& booklet, const Book& book, const CalculatedBook& with) {
  expect_the_measures_of_the_engine(booklet, book, with);
  expect_the_ledger_adds_up(booklet, book, with);
  expect_nothing_on_the_cover(with);
  expect_no_error(with);
  expect_the_name_is_text(with);
}

// One test, because opening a spreadsheet program takes longer than all the rest: it opens every file once. Each file
// goes to it without the engine's results, so a right answer can only come from calculating.
TEST(Workbook, IsCalculatedByASpreadsheetToWhatTheEngineSays) {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& name, const Book& book) {
    return folder.write(name, xlsx_bytes(emptied(book), folder.path()));
  };
  const Book real = workbook(full_booklet(), some_manifest());
  const Book nominal = workbook(nominal_booklet(), some_manifest());
  const Book health = workbook(health_booklet(), some_manifest());
  const Book sixty_years = workbook(long_booklet(), some_manifest());
  const std::vector<CalculatedBook> books =
      calculated({write("real.xlsx", real), write("nominal.xlsx", nominal), write("health.xlsx", health),
                  write("penny.xlsx", with_a_penny(nominal)), write("sixty.xlsx", sixty_years)});

  EXPECT_GT(compare_every_formula(real, books[0]), 3000U);
  EXPECT_GT(compare_every_formula(nominal, books[1]), 1000U);
  EXPECT_GT(compare_every_formula(health, books[2]), 100U);
  EXPECT_GT(compare_every_formula(sixty_years, books[4]), 3000U);
  EXPECT_EQ(sixty_years.sheet("Appraisal").rows.size(), 2 * perspective_count * 3) << "two plans, three horizons";
  expect_calculated(full_booklet(), real, books[0]);
  expect_nothing_on_the_cover(books[1]);
  expect_nothing_on_the_cover(books[2]);
  expect_nothing_on_the_cover(books[4]);
  for (const CalculatedBook& book : books) {
    expect_no_error(book);
  }

  // A penny in one cell of the cash flows is seen.
  EXPECT_GE(reconciliation(books[3]), 0.01);
  EXPECT_LT(reconciliation(books[3]), 0.1);
}

TEST(Workbook, OfEveryShippedPlanIsCalculatedNightly) {
  const TemporaryFolder folder;
  const Booklet booklet = booklet_with_a_formula(tests::shipped_ids());
  const Book book = workbook(booklet, some_manifest());
  const CalculatedBook found =
      calculated({folder.write("every.xlsx", xlsx_bytes(emptied(book), folder.path()))}).front();
  EXPECT_GT(compare_every_formula(book, found), 10000U);
  expect_calculated(booklet, book, found);
}

TEST(Workbook, OpensWithTheCoverAndHasEverySheet) {
  const Book book = workbook(nominal_booklet(), some_manifest());
  std::vector<std::string> names;
  for (const Sheet& sheet : book.sheets) {
    names.push_back(sheet.name);
  }
  EXPECT_THAT(names, testing::ElementsAre("Cover", "Summary", "Scenarios", "Appraisal", "Reconciliation",
                                          "Chart over time", "Chart who pays", "Cash flows", "Discounting", "Ledger",
                                          "Payers", "Assumptions", "Sources", "Notes"));
  // The cover says what there is.
  const auto& last = book.sheets.front().rows.back();
  names.erase(names.begin());
  EXPECT_EQ(std::get<std::string>(last.at(1)), fmt::format("{}", fmt::join(names, ", ")));
}

TEST(Workbook, IsOneFullTableASheetWithUnitsInTheHeaders) {
  const Book book = workbook(full_booklet(), some_manifest());
  for (const Sheet& sheet : book.sheets) {
    std::set<std::string> headers;
    for (const BookColumn& column : sheet.columns) {
      EXPECT_TRUE(headers.insert(column.header).second) << sheet.name << ": " << column.header << " stands twice";
      EXPECT_LT(column.header.size(), 255U) << column.header;
      const bool is_number = column.format != CellFormat::text && column.format != CellFormat::wrapped;
      EXPECT_TRUE(!is_number || column.header.ends_with(")")) << sheet.name << ": no unit in " << column.header;
    }
    ASSERT_FALSE(sheet.rows.empty()) << sheet.name;
    for (const auto& row : sheet.rows) {
      ASSERT_EQ(row.size(), sheet.columns.size()) << sheet.name;
    }
  }
}

TEST(Workbook, ShowsEverySettingWithItsDefaultAndEveryCaution) {
  const Book book = workbook(full_booklet(), some_manifest());
  std::string all;
  for (const auto& row : book.sheet("Cover").rows) {
    for (const Cell& cell : row) {
      all += std::holds_alternative<std::string>(cell) ? std::get<std::string>(cell) + "|" : "|";
    }
    all += "\n";
  }
  for (const char* said : {"Area|Scotland|", "Version of Headwater|1.2.3|", "Commit|abc|", "Run code|c0de1234|",
                           "Setting: horizon|2046|default|", "Setting: scenarios|cuts, =1+1|changed|",
                           "Caution|A caution.|", "published counts to 31 July 2024; simulated to 31 July 2046"}) {
    EXPECT_THAT(all, testing::HasSubstr(said));
  }
}

TEST(Workbook, HasTheSameBytesEveryTime) {
  const TemporaryFolder folder;
  const std::string first = workbook_bytes(nominal_booklet(), some_manifest(), folder.path());
  EXPECT_EQ(first.substr(0, 2), "PK");
  EXPECT_TRUE(first == workbook_bytes(nominal_booklet(), some_manifest(), folder.path()));
}

// In processes of their own, as limits and variables are of a process.
TEST(Workbook, IsPutTogetherInTheFolderItIsGivenAndNowhereElse) {
  const TemporaryFolder folder;
  const auto without_temporary_folder = [&] {
    ::setenv("TMPDIR", (folder.path() / "nothing is here").c_str(), 1);
    workbook_bytes(nominal_booklet(), some_manifest(), folder.path());
    ::_exit(0);
  };
  EXPECT_EXIT(without_temporary_folder(), testing::ExitedWithCode(0), "");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Workbook, IsNotCutShortWhereThereIsNoRoomForAPartOfIt) {
  const TemporaryFolder folder;
  const auto with_little_room = [&] {
    std::signal(SIGXFSZ, SIG_IGN);
    const rlimit some{400'000, 400'000}; // the file itself has fewer bytes, a sheet of it more
    ::setrlimit(RLIMIT_FSIZE, &some);
    try {
      workbook_bytes(nominal_booklet(), some_manifest(), folder.path());
    } catch (const CannotWrite&) {
      ::_exit(7);
    }
    ::_exit(0);
  };
  EXPECT_EXIT(with_little_room(), testing::ExitedWithCode(7), "");
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Workbook, IsMadeOfABaselineAlone) {
  const Booklet alone = tests::booklet_of({}, {.horizon = 2032});
  const TemporaryFolder folder;
  EXPECT_FALSE(workbook_bytes(alone, some_manifest(), folder.path()).empty());
}

TEST(Workbook, TakesTextOfAnyKind) {
  Booklet odd = tests::with_twin(tests::booklet_of({}, {.horizon = 2030}), "a|\"b\"*", std::string("=\x01\n<&>") + "é");
  odd.runs.all.back().question = std::string(40000, 'q');
  const TemporaryFolder folder;
  EXPECT_FALSE(workbook_bytes(odd, some_manifest(), folder.path()).empty());
}

} // namespace
} // namespace headwater::outputs
