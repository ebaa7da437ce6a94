// A workbook before it is a file: sheets of one table each, whose cells are text, numbers or formulas.
//
// Tests read a book as it is, change a cell of it, or empty the stored results, and write it again; so what a
// spreadsheet works out can be told from what was stored.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace headwater::outputs {

/// A live formula with the engine's own value, which a spreadsheet shows until it calculates.
///
/// The text names cells by the keys of columns: {net} is the cell of this row, {Cash flows!net} the whole column of a
/// sheet, {Cash flows!net@3} its cell in the fourth row below the header. resolve() puts addresses in their place.
struct Formula {
  std::string text; ///< without the "=" in front
  std::variant<double, std::string> result;
};

/// Text is only ever text: whatever it begins with, a spreadsheet does not calculate it.
using Cell = std::variant<std::monostate, double, std::string, Formula>;

enum class CellFormat {
  text,
  wrapped,  ///< text over several lines
  plain,    ///< a number as it is: 2026, 0.35
  whole,    ///< 11,900
  decimals, ///< 11,900.5
  pounds,   ///< 1,234,567
  pennies,  ///< 1,234,567.89
  ratio,    ///< 1.25
  factor,   ///< 0.965225
  share,    ///< 35.0%
};

struct BookColumn {
  std::string key;    ///< how formulas name it
  std::string header; ///< with its unit
  CellFormat format = CellFormat::text;
  double width = 14; ///< in characters
};

/// A column of a sheet drawn in a chart.
struct ChartSeries {
  std::string column; ///< key of the column of values
  /// Our own words, or empty: then the name is read from a cell, so that it, too, can only be text.
  std::string name;
  std::string name_sheet = {};  ///< where it stands
  std::string name_column = {}; ///< key
  std::size_t name_row = 0;     ///< 0: the first below the header
  std::string colour = "#002d54";
  bool in_legend = true;
  int dash = 0; ///< 0 solid; others differ from each other
};

/// A native chart beside the table whose columns it draws.
struct SheetChart {
  enum class Kind { lines, stacked_bars } kind;
  std::string title;      ///< the message
  std::string value_axis; ///< measure, unit, price base
  std::string alt_text;
  std::string categories; ///< key of a column
  std::vector<ChartSeries> series;
  std::size_t at_row; ///< of the sheet, 0: the header's
  std::size_t at_column;
  int width;
  int height;
};

struct Sheet {
  std::string name;
  std::vector<BookColumn> columns;
  std::vector<std::vector<Cell>> rows = {};
  std::size_t frozen_columns = 1;
  bool has_filter = true;
  std::optional<SheetChart> chart = {};

  std::size_t column(std::string_view key) const; ///< throws std::invalid_argument where there is none
};

struct Book {
  std::string title;
  std::string run_code;
  std::vector<Sheet> sheets;

  const Sheet& sheet(std::string_view name) const; ///< throws std::invalid_argument where there is none
};

/// Gives a sheet without rows one that says so, and puts addresses for the names in every formula.
void resolve(Book& book);

} // namespace headwater::outputs
