#include "outputs/workbook/workbook.hpp"

#include "outputs/results/horizons.hpp"
#include "outputs/workbook/sheets.hpp"
#include "outputs/workbook/xlsx.hpp"

#include <utility>

namespace headwater::outputs {

namespace sheets {

const Case* Contents::find(std::size_t run, Perspective perspective) const {
  for (const Case& one : cases) {
    if (one.run == run && one.flows.perspective == perspective) {
      return &one;
    }
  }
  return nullptr;
}

Contents contents_of(const Booklet& booklet, const Manifest& manifest) {
  const Runs& runs = booklet.runs;
  Contents contents{booklet, manifest, {}};
  std::size_t rows = 0;
  for (std::size_t run = 0; run < runs.size(); ++run) {
    if (contents.is_baseline(run)) {
      continue;
    }
    const Compared compared = runs.compared(runs[run]);
    const std::vector<CashFlows> all = all_cash_flows(compared, runs.prices, runs.basis);
    for (const CashFlows& flows : all) {
      if (flows.years.empty()) {
        continue;
      }
      Case& one = contents.cases.emplace_back(Case{contents.cases.size() + 1, run, flows, {}});
      for (const FiscalYear last : appraised_to(runs.horizon)) {
        CashFlows to = up_to(flows, last);
        std::vector<AppraisalMeasure> measured = measures(compared, runs.prices, to);
        measured.push_back(wrong_pocket_index(up_to(all, last)));
        one.appraised.push_back({++rows, last, std::move(to), std::move(measured)});
      }
    }
  }
  return contents;
}

std::string pounds_unit(const Runs& runs) { return "GBP, " + runs.prices.words(); }

} // namespace sheets

Book workbook(const Booklet& booklet, const Manifest& manifest) {
  using namespace sheets;
  const Contents contents = contents_of(booklet, manifest);
  Book book{"Headwater: " + booklet.runs.area, booklet.run_code, {}};
  const auto add = [&](Sheet sheet) { book.sheets.push_back(std::move(sheet)); };
  add(cover_sheet(contents));
  add(summary_sheet(contents));
  add(scenarios_sheet(contents));
  add(appraisal_sheet(contents));
  add(reconciliation_sheet(contents));
  if (booklet.findings.ensemble) {
    add(draws_sheet(contents));
  }
  add(chart_over_time_sheet(contents));
  add(chart_who_pays_sheet(contents));
  add(cash_flows_sheet(contents));
  add(discounting_sheet(contents));
  add(ledger_sheet(contents));
  add(payers_sheet(contents));
  add(assumptions_sheet(contents));
  add(sources_sheet());
  add(notes_sheet(contents));
  resolve(book);
  return book;
}

std::string workbook_bytes(const Booklet& booklet, const Manifest& manifest, const std::filesystem::path& folder) {
  return xlsx_bytes(workbook(booklet, manifest), folder);
}

} // namespace headwater::outputs
