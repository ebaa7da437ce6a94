#include "outputs/workbook/xlsx.hpp"

#include "outputs/files/results_folder.hpp"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <unistd.h>
#include <utility>

namespace headwater::outputs {
namespace {

// A file says when it was made; ours says when its contents were, which is in the run code. 1 January 2020.
constexpr std::time_t no_date = 1577836800;
constexpr std::size_t longest_text = 32000; // a cell holds 32,767 characters
constexpr lxw_color_t navy = 0x002d54;
constexpr lxw_color_t white = 0xffffff;
constexpr lxw_color_t grid = 0xe6e6e6;
constexpr lxw_color_t quiet = 0x595959;
constexpr double line_height = 15.0; // points

/// Whether an error is of the files that a workbook is put together in, and not of what stands in it.
bool is_of_files(lxw_error error) {
  switch (error) {
  case LXW_ERROR_CREATING_XLSX_FILE:
  case LXW_ERROR_CREATING_TMPFILE:
  case LXW_ERROR_READING_TMPFILE:
  case LXW_ERROR_ZIP_FILE_OPERATION:
  case LXW_ERROR_ZIP_FILE_ADD:
  case LXW_ERROR_ZIP_CLOSE:
    return true;
  default:
    return false;
  }
}

void check(lxw_error error) {
  if (is_of_files(error)) {
    throw CannotWrite(fmt::format("the workbook could not be written: {}", lxw_strerror(error)));
  }
  if (error != LXW_NO_ERROR) {
    throw std::runtime_error(fmt::format("the workbook could not be made: {}", lxw_strerror(error)));
  }
}

template<class Pointer> Pointer* check(Pointer* made) {
  if (made == nullptr) {
    throw std::runtime_error("the workbook could not be made");
  }
  return made;
}

/// Text that a cell can hold: no control characters but line ends, not too long, whole characters only.
std::string fitting(std::string text) {
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    c = (byte < 0x20U && c != '\n') || byte == 0x7FU ? ' ' : c;
  }
  if (text.size() > longest_text) {
    std::size_t end = longest_text;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
      --end;
    }
    text.resize(end);
    text += "…";
  }
  return text;
}

/// The words a cell shows, where it shows words.
std::string shown_text(const Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) {
    return fitting(*text);
  }
  const auto* formula = std::get_if<Formula>(&cell);
  const auto* words = formula != nullptr ? std::get_if<std::string>(&formula->result) : nullptr;
  return words != nullptr ? *words : "";
}

/// A ratio may have words in its place that say why there is none.
bool may_wrap(CellFormat format) { return format == CellFormat::wrapped || format == CellFormat::ratio; }

/// Words of a chart. libxlsxwriter takes them for the address of a cell where they begin with "=".
std::string chart_words(const std::string& text) { return fitting(text.starts_with('=') ? " " + text : text); }

lxw_color_t colour(const std::string& hex) {
  constexpr int hexadecimal = 16;
  return static_cast<lxw_color_t>(std::strtoul(hex.c_str() + 1, nullptr, hexadecimal));
}

/// Lines that a text takes in a column of this width: spreadsheets do not all find the height of a row by themselves.
double lines_of(const std::string& text, double width) {
  double lines = 1.0;
  double used = 0.0; // of the last line
  double word = 0.0;
  const auto end_word = [&] {
    if (used > 0.0 && used + 1.0 + word > width) {
      lines += 1.0;
      used = 0.0;
    }
    used += (used > 0.0 ? 1.0 : 0.0) + word;
    // A word longer than a line is broken.
    for (; used > width; used -= width) {
      lines += 1.0;
    }
    word = 0.0;
  };
  for (const char c : text) {
    if (c == ' ' || c == '\n') {
      end_word();
      lines += c == '\n' ? 1.0 : 0.0;
      used = c == '\n' ? 0.0 : used;
    } else {
      word += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1.0 : 0.0; // characters, not bytes
    }
  }
  end_word();
  return lines;
}

/// Points, as high as a row may be.
double height_of(double lines) {
  constexpr double highest = 400.0;
  return std::min(lines * line_height, highest);
}

lxw_row_t row_of(std::size_t row) { return static_cast<lxw_row_t>(row); }
lxw_col_t column_of(std::size_t column) { return static_cast<lxw_col_t>(column); }

/// More bytes than any part of the file has while it is put together.
std::size_t room_for(const Book& book) {
  constexpr std::size_t of_a_book = 1'000'000;
  constexpr std::size_t of_a_cell = 100; // its address, format and number
  constexpr std::size_t of_a_letter = 6; // "&quot;"
  std::size_t room = of_a_book;
  for (const Sheet& sheet : book.sheets) {
    for (const std::vector<Cell>& row : sheet.rows) {
      for (const Cell& cell : row) {
        const auto* text = std::get_if<std::string>(&cell);
        const auto* formula = std::get_if<Formula>(&cell);
        const std::size_t letters = text != nullptr ? text->size() : formula != nullptr ? formula->text.size() : 0;
        room += of_a_cell + of_a_letter * std::min(letters, longest_text);
      }
    }
  }
  return room;
}

/// A file that is gone when it has been read.
class TemporaryFile {
public:
  /// libxlsxwriter does not notice when a part of the file is cut short for want of room, so that is looked for first.
  TemporaryFile(const std::filesystem::path& folder, std::size_t room) : path_{(folder / ".workbook-XXXXXX").string()} {
    const int file = mkstemp(path_.data());
    const int failed = file < 0 ? errno : ::posix_fallocate(file, 0, static_cast<off_t>(room));
    if (file >= 0) {
      ::close(file);
    }
    if (failed != 0) {
      std::error_code ignored;
      std::filesystem::remove(path_, ignored);
      throw CannotWrite(fmt::format("no room for the workbook in {}: {}", folder.string(), std::strerror(failed)));
    }
  }
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path_, ignored);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  const std::string& path() const { return path_; }
  std::string bytes() const {
    std::error_code failed;
    const std::uintmax_t size = std::filesystem::file_size(path_, failed);
    std::string all(failed ? 0 : size, '\0');
    std::ifstream in(path_, std::ios::binary);
    if (failed || !in.read(all.data(), static_cast<std::streamsize>(all.size()))) {
      throw CannotWrite("the workbook could not be read again from " + path_);
    }
    return all;
  }

private:
  std::string path_;
};

class Writer {
public:
  /// `path`: where the file goes; `folder`: where libxlsxwriter keeps its parts until then.
  Writer(const Book& book, const std::string& path, std::string folder) : book_{book} {
    lxw_workbook_options options{};
    options.tmpdir = folder.data();
    workbook_ = check(workbook_new_opt(path.c_str(), &options));
    std::string title = book.title;
    std::string author = "Headwater";
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.author = author.data();
    properties.created = no_date;
    check(workbook_set_properties(workbook_, &properties));
    header_ = check(workbook_add_format(workbook_));
    format_set_bold(header_);
    format_set_text_wrap(header_);
    format_set_align(header_, LXW_ALIGN_VERTICAL_TOP);
    format_set_bg_color(header_, navy);
    format_set_font_color(header_, white);
  }
  // A workbook that was not finished is closed all the same: it frees what libxlsxwriter holds.
  ~Writer() {
    if (workbook_ != nullptr) {
      workbook_close(workbook_);
    }
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  void write() {
    for (const Sheet& sheet : book_.sheets) {
      sheets_[sheet.name] = check(workbook_add_worksheet(workbook_, sheet.name.c_str()));
    }
    for (std::size_t i = 0; i < book_.sheets.size(); ++i) {
      write_table(book_.sheets[i], i);
      write_cells(book_.sheets[i]);
      set_page(book_.sheets[i]);
      if (book_.sheets[i].chart) {
        insert_chart(book_.sheets[i], *book_.sheets[i].chart);
      }
    }
    check(workbook_close(std::exchange(workbook_, nullptr)));
  }

private:
  lxw_format* format_of(CellFormat format) {
    lxw_format*& made = formats_[format];
    if (made != nullptr) {
      return made;
    }
    made = check(workbook_add_format(workbook_));
    format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
    static const std::map<CellFormat, const char*> numbers{
        {CellFormat::whole, "#,##0"},      {CellFormat::decimals, "#,##0.0"}, {CellFormat::pounds, "#,##0"},
        {CellFormat::pennies, "#,##0.00"}, {CellFormat::ratio, "0.00"},       {CellFormat::factor, "0.000000"},
        {CellFormat::share, "0.0%"},
    };
    if (const auto number = numbers.find(format); number != numbers.end()) {
      format_set_num_format(made, number->second);
      format_set_align(made, LXW_ALIGN_RIGHT);
    } else if (format == CellFormat::plain) {
      format_set_align(made, LXW_ALIGN_RIGHT);
    } else {
      format_set_align(made, LXW_ALIGN_LEFT);
      format_set_indent(made, 1); // apart from a number in the column before
    }
    if (may_wrap(format)) {
      format_set_text_wrap(made);
    }
    return made;
  }

  void write_table(const Sheet& sheet, std::size_t number) {
    lxw_worksheet* worksheet = sheets_.at(sheet.name);
    std::vector<std::string> headers;
    for (const BookColumn& column : sheet.columns) {
      headers.push_back(fitting(column.header));
    }
    std::vector<lxw_table_column> columns(headers.size());
    std::vector<lxw_table_column*> pointers;
    for (std::size_t i = 0; i < headers.size(); ++i) {
      columns[i].header = headers[i].data();
      columns[i].header_format = header_;
      pointers.push_back(&columns[i]);
    }
    pointers.push_back(nullptr);
    std::string name = fmt::format("Table{}_", number + 1);
    for (const char c : sheet.name) {
      name += c >= 'A' && c <= 'z' ? c : '_';
    }
    lxw_table_options options{};
    options.name = name.data();
    options.style_type = LXW_TABLE_STYLE_TYPE_LIGHT;
    options.style_type_number = 1;
    options.columns = pointers.data();
    options.no_autofilter = sheet.has_filter ? LXW_FALSE : LXW_TRUE;
    check(worksheet_add_table(worksheet, 0, 0, row_of(sheet.rows.size()), column_of(headers.size() - 1), &options));
    for (std::size_t i = 0; i < headers.size(); ++i) {
      check(worksheet_set_column(worksheet, column_of(i), column_of(i), sheet.columns[i].width, nullptr));
    }
    double lines = 1.0;
    for (const BookColumn& column : sheet.columns) {
      constexpr double filter_button = 2.0;
      constexpr double bold = 1.1; // letters are wider
      lines = std::max(
          lines, lines_of(fitting(column.header), column.width / bold - (sheet.has_filter ? filter_button : 0.0)));
    }
    check(worksheet_set_row(worksheet, 0, height_of(lines), nullptr));
  }

  void write_cells(const Sheet& sheet) {
    lxw_worksheet* worksheet = sheets_.at(sheet.name);
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) {
      const lxw_row_t row = row_of(i + 1);
      double lines = 1.0;
      for (std::size_t k = 0; k < sheet.columns.size(); ++k) {
        const Cell& cell = sheet.rows[i][k];
        const lxw_col_t column = column_of(k);
        lxw_format* format = format_of(sheet.columns[k].format);
        if (const auto* number = std::get_if<double>(&cell)) {
          check(worksheet_write_number(worksheet, row, column, *number, format));
        } else if (const auto* text = std::get_if<std::string>(&cell)) {
          check(worksheet_write_string(worksheet, row, column, fitting(*text).c_str(), format));
        } else if (const auto* formula = std::get_if<Formula>(&cell)) {
          const std::string with_sign = "=" + formula->text;
          if (const auto* value = std::get_if<double>(&formula->result)) {
            check(worksheet_write_formula_num(worksheet, row, column, with_sign.c_str(), format, *value));
          } else {
            check(worksheet_write_formula_str(worksheet, row, column, with_sign.c_str(), format,
                                              std::get<std::string>(formula->result).c_str()));
          }
        }
        if (may_wrap(sheet.columns[k].format)) {
          lines = std::max(lines, lines_of(shown_text(cell), sheet.columns[k].width));
        }
      }
      if (lines > 1.0) {
        check(worksheet_set_row(worksheet, row, height_of(lines), nullptr));
      }
    }
  }

  void set_page(const Sheet& sheet) {
    lxw_worksheet* worksheet = sheets_.at(sheet.name);
    constexpr std::uint8_t a4 = 9;
    constexpr std::uint8_t a3 = 8;
    constexpr double width_of_a4 = 180.0; // characters that can be read on it
    constexpr double width_of_a3 = 300.0;
    double width = 0.0;
    for (const BookColumn& column : sheet.columns) {
      width += column.width;
    }
    worksheet_freeze_panes(worksheet, 1, column_of(sheet.frozen_columns));
    worksheet_set_landscape(worksheet);
    worksheet_set_paper(worksheet, width > width_of_a4 ? a3 : a4);
    worksheet_fit_to_pages(worksheet, static_cast<std::uint16_t>(std::ceil(width / width_of_a3)), 0);
    check(worksheet_repeat_columns(worksheet, 0, column_of(sheet.frozen_columns - 1)));
    check(worksheet_repeat_rows(worksheet, 0, 0));
    check(worksheet_set_footer(worksheet, fmt::format("&LHeadwater, run {}&C&A&R&P of &N", book_.run_code).c_str()));
  }

  void insert_chart(const Sheet& sheet, const SheetChart& content) {
    const bool lines = content.kind == SheetChart::Kind::lines;
    lxw_chart* chart = check(workbook_add_chart(workbook_, lines ? LXW_CHART_LINE : LXW_CHART_BAR_STACKED));
    const lxw_row_t last = row_of(sheet.rows.size());
    std::vector<std::int16_t> not_in_legend;
    for (std::size_t i = 0; i < content.series.size(); ++i) {
      const ChartSeries& of = content.series[i];
      lxw_chart_series* series = check(chart_add_series(chart, nullptr, nullptr));
      const lxw_col_t names = column_of(sheet.column(content.categories));
      const lxw_col_t values = column_of(sheet.column(of.column));
      chart_series_set_categories(series, sheet.name.c_str(), 1, names, last, names);
      chart_series_set_values(series, sheet.name.c_str(), 1, values, last, values);
      if (of.name.empty()) {
        chart_series_set_name_range(series, of.name_sheet.c_str(), row_of(of.name_row + 1),
                                    column_of(book_.sheet(of.name_sheet).column(of.name_column)));
      } else {
        chart_series_set_name(series, chart_words(of.name).c_str());
      }
      if (lines) {
        constexpr std::array<std::uint8_t, 4> dashes{LXW_CHART_LINE_DASH_SOLID, LXW_CHART_LINE_DASH_DASH,
                                                     LXW_CHART_LINE_DASH_LONG_DASH, LXW_CHART_LINE_DASH_DASH_DOT};
        lxw_chart_line line{};
        line.color = colour(of.colour);
        line.width = of.in_legend ? 2.25F : 1.0F;
        line.dash_type = dashes.at(static_cast<std::size_t>(of.dash));
        chart_series_set_line(series, &line);
      } else {
        lxw_chart_fill fill{};
        fill.color = colour(of.colour);
        chart_series_set_fill(series, &fill);
        lxw_chart_line gap{};
        gap.color = white;
        chart_series_set_line(series, &gap);
      }
      if (!of.in_legend) {
        not_in_legend.push_back(static_cast<std::int16_t>(i));
      }
    }
    chart_title_set_name(chart, chart_words(content.title).c_str());
    lxw_chart_font title_font{};
    title_font.size = 13;
    title_font.bold = LXW_TRUE;
    chart_title_set_name_font(chart, &title_font);
    // x is the horizontal axis, that of the values where bars lie.
    lxw_chart_axis* value_axis = lines ? chart->y_axis : chart->x_axis;
    lxw_chart_axis* category_axis = lines ? chart->x_axis : chart->y_axis;
    chart_axis_set_name(value_axis, chart_words(content.value_axis).c_str());
    lxw_chart_font small{};
    small.size = 10;
    small.bold = LXW_EXPLICIT_FALSE;
    small.color = quiet;
    chart_axis_set_name_font(value_axis, &small);
    chart_axis_set_num_format(value_axis, "#,##0");
    lxw_chart_line thin{};
    thin.color = grid;
    chart_axis_major_gridlines_set_visible(value_axis, LXW_TRUE);
    chart_axis_major_gridlines_set_line(value_axis, &thin);
    chart_axis_major_gridlines_set_visible(category_axis, LXW_FALSE);
    // Names stand outside, where no bar or line below zero crosses them.
    chart_axis_set_label_position(category_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    if (lines) {
      lxw_chart_font turned{};
      turned.rotation = -45;
      chart_axis_set_num_font(category_axis, &turned);
      chart_legend_set_position(chart, LXW_CHART_LEGEND_RIGHT);
    } else {
      constexpr std::uint16_t gap = 40;
      chart_set_series_gap(chart, gap);
      // The first row of the table on top, and the numbers below all the same.
      chart_axis_set_reverse(category_axis);
      chart_axis_set_label_position(value_axis, LXW_CHART_AXIS_LABEL_POSITION_HIGH);
      chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    }
    if (!not_in_legend.empty()) {
      not_in_legend.push_back(-1);
      check(chart_legend_delete_series(chart, not_in_legend.data()));
    }
    constexpr double standard_width = 480.0;
    constexpr double standard_height = 288.0;
    std::string alt_text = fitting(content.alt_text);
    lxw_chart_options options{};
    options.x_scale = content.width / standard_width;
    options.y_scale = content.height / standard_height;
    options.description = alt_text.data();
    options.object_position = LXW_OBJECT_DONT_MOVE_DONT_SIZE;
    check(worksheet_insert_chart_opt(sheets_.at(sheet.name), row_of(content.at_row), column_of(content.at_column),
                                     chart, &options));
  }

  const Book& book_;
  lxw_workbook* workbook_ = nullptr;
  lxw_format* header_ = nullptr;
  std::map<CellFormat, lxw_format*> formats_;
  std::map<std::string, lxw_worksheet*> sheets_;
};

} // namespace

std::string xlsx_bytes(const Book& book, const std::filesystem::path& folder) {
  const TemporaryFile file(folder, room_for(book));
  Writer(book, file.path(), folder.string()).write();
  return file.bytes();
}

} // namespace headwater::outputs
