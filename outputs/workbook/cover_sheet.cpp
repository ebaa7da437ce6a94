// The cover: what this is, of where and when, what made it, every setting with its default marked, and the cautions.
#include "outputs/workbook/sheets.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace headwater::outputs::sheets {
namespace {

std::string last_published(const Booklet& booklet) {
  int last = 0;
  for (const PublishedCount& count : booklet.history) {
    last = std::max(last, count.year);
  }
  return last == 0 ? "no later published counts of this place are set beside the runs"
                   : fmt::format("published counts to 31 July {}", last);
}

/// A setting as a reader says it: no quotes, no brackets.
std::string in_words(const nlohmann::ordered_json& value) {
  if (value.is_string()) {
    return value.get<std::string>();
  }
  if (value.is_boolean()) {
    return value.get<bool>() ? "yes" : "no";
  }
  if (!value.is_array()) {
    return value.dump();
  }
  std::string list;
  for (const auto& item : value) {
    list += (list.empty() ? "" : ", ") + in_words(item);
  }
  return list.empty() ? "all that are shipped" : list;
}

} // namespace

Sheet cover_sheet(const Contents& contents) {
  const Booklet& booklet = contents.booklet;
  const Manifest& manifest = contents.manifest;
  Sheet sheet{.name = "Cover",
              .columns =
                  {
                      {"item", "Headwater: money upstream, and what follows downstream", CellFormat::wrapped, 34},
                      {"value", "For this workbook (units where there are any)", CellFormat::wrapped, 92},
                      {"is_default", "Default?", CellFormat::text, 14},
                  },
              .rows = {},
              .has_filter = false};
  const auto add = [&sheet](std::string item, Cell value, std::string is_default = "") {
    sheet.rows.push_back(
        {std::move(item), std::move(value), is_default.empty() ? Cell{} : Cell{std::move(is_default)}});
  };
  add("What",
      std::string("Families, care and public money under each scenario, against its baseline: what is invested, "
                  "what is saved, by whom and when. Values are of one run for each scenario."));
  add("Area", booklet.runs.area);
  add("When the data end", fmt::format("{}; simulated to 31 July {}, money to the end of {}", last_published(booklet),
                                       booklet.runs.horizon, last_whole_year(booklet.runs.horizon).label()));
  add("Money", fmt::format("GBP, {}; present values in real {} prices", booklet.runs.prices.words(),
                           booklet.runs.prices.real_year().label()));
  add("Version of Headwater", manifest.version);
  add("Commit", manifest.commit);
  add("Run code", booklet.run_code);
  const Sheet reconciliation = reconciliation_sheet(contents);
  add("Reconciliation: how far formulas are from the engine (GBP; 0: the same)",
      Formula{fmt::format("{{Reconciliation!difference@{}}}", reconciliation.rows.size() - 1), 0.0});
  for (const Setting& setting : manifest.settings) {
    add("Setting: " + setting.name, in_words(setting.value), setting.is_default ? "default" : "changed");
  }
  for (const std::string& caution : booklet.cautions) {
    add("Caution", caution);
  }
  add("Sheets",
      std::string("Summary, Scenarios, Appraisal, Reconciliation, Chart over time, Chart who pays, Cash flows, "
                  "Discounting, Ledger, Payers, Assumptions, Sources, Notes"));
  return sheet;
}

} // namespace headwater::outputs::sheets
