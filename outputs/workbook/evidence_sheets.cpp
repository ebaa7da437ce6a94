// What the numbers rest on: who pays what, every assumption with its range and grade, and the publications.
#include "outputs/workbook/sheets.hpp"

#include "model/quantities/sources.hpp"
#include "outputs/pictures/title_words.hpp"

namespace headwater::outputs::sheets {
namespace {

/// The values of a run in the order of the parameter table.
std::vector<double> values_of(const model::Parameters<double>& parameters) {
  return {
#define PARAMETER(name, symbol, unit, value, low, high, distribution, grade, source, scales_with, meaning)             \
  parameters.name,
#include "model/quantities/parameters.def"
#undef PARAMETER
  };
}

std::string_view label_of(model::Category category) {
  return model::categories()[static_cast<std::size_t>(category)].label;
}

} // namespace

Sheet payers_sheet(const Contents& contents) {
  Sheet sheet{.name = "Payers",
              .columns =
                  {
                      {"category", "Category", CellFormat::text, 28},
                      {"label", "What it is", CellFormat::text, 50},
                      {"class", "Class", CellFormat::text, 21},
                      {"payer", "Payer", CellFormat::text, 20},
                      {"share", "Share paid (% of the category)", CellFormat::share, 14},
                      {"cashability", "Cashability", CellFormat::text, 20},
                      {"grade", "Grade (A to D)", CellFormat::text, 10},
                      {"source", "Source (key)", CellFormat::text, 20},
                      {"note", "Note", CellFormat::wrapped, 50},
                  },
              .rows = {},
              .frozen_columns = 1};
  for (const PayerShare& row : contents.booklet.runs.basis.payers.rows) {
    const model::CategoryRow& category = model::categories()[static_cast<std::size_t>(row.category)];
    const std::string of = row.lever ? "/" + std::string(model::levers()[*row.lever].name) : "";
    sheet.rows.push_back({std::string(category.name) + of, std::string(label_of(row.category)),
                          std::string(name(category.cost_class)), std::string(name(row.payer)), row.share,
                          std::string(cashability(row.category)), row.grade, row.source, row.note});
  }
  return sheet;
}

Sheet assumptions_sheet(const Contents& contents) {
  Sheet sheet{.name = "Assumptions",
              .columns =
                  {
                      {"name", "Name", CellFormat::text, 30},
                      {"value", "Value of the baseline (own unit)", CellFormat::plain, 14},
                      {"unit", "Unit", CellFormat::text, 18},
                      {"default", "Default for Scotland (own unit)", CellFormat::plain, 14},
                      {"low", "Low (own unit)", CellFormat::plain, 12},
                      {"high", "High (own unit)", CellFormat::plain, 12},
                      {"grade", "Grade (A to D)", CellFormat::text, 8},
                      {"source", "Source (keys)", CellFormat::wrapped, 36},
                      {"meaning", "Meaning", CellFormat::wrapped, 80},
                  },
              .rows = {},
              .frozen_columns = 1};
  const std::vector<double> values = values_of(leading_baseline(contents.booklet.runs).record.parameters);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const model::Parameter& row = model::parameters()[i];
    if (row.distribution != model::Distribution::fixed) {
      sheet.rows.push_back({std::string(row.name), values[i], std::string(row.unit), row.value, row.low, row.high,
                            std::string(1, static_cast<char>(row.grade)), std::string(row.source),
                            std::string(row.meaning)});
    }
  }
  return sheet;
}

Sheet sources_sheet() {
  Sheet sheet{.name = "Sources",
              .columns =
                  {
                      {"key", "Source (key)", CellFormat::text, 24},
                      {"title", "Title", CellFormat::wrapped, 70},
                      {"publisher", "Publisher", CellFormat::wrapped, 34},
                      {"year", "Year", CellFormat::text, 12},
                      {"address", "Where it was read (address)", CellFormat::wrapped, 60},
                  },
              .rows = {},
              .frozen_columns = 1};
  for (const model::Source& source : model::sources()) {
    sheet.rows.push_back({std::string(source.key), std::string(source.title), std::string(source.publisher),
                          std::string(source.year), std::string(source.address)});
  }
  return sheet;
}

} // namespace headwater::outputs::sheets
