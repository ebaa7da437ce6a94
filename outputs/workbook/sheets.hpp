// The sheets of the workbook, one function each, and what they share.
#pragma once

#include "outputs/appraisal/appraisal.hpp"
#include "outputs/booklet/booklet.hpp"
#include "outputs/files/manifest.hpp"
#include "outputs/workbook/book.hpp"

namespace headwater::outputs::sheets {

/// A scenario seen by one perspective. Formulas look cases and scenarios up by number, never by name: a name may hold
/// signs that a spreadsheet's lookups take for a comparison or a wildcard.
struct Case {
  /// What it comes to by the end of a horizon: a row of the appraisal.
  struct Appraised {
    std::size_t number; ///< of the row
    FiscalYear last;
    CashFlows flows;                        ///< to that year
    std::vector<AppraisalMeasure> measures; ///< with the wrong-pocket index of the plan, whichever the perspective
  };

  std::size_t number;
  std::size_t run;
  CashFlows flows;
  std::vector<Appraised> appraised; ///< by horizon

  const Appraised& first() const { return appraised.front(); } ///< 20 years on
};

struct Contents {
  const Booklet& booklet;
  const Manifest& manifest;
  std::vector<Case> cases; ///< every scenario that has a baseline, by every perspective

  std::size_t scenario_number(std::size_t run) const { return run + 1; }
  bool is_baseline(std::size_t run) const { return booklet.runs[run].is_baseline(); }
  std::size_t appraisals() const { return cases.empty() ? 0 : cases.size() * cases.front().appraised.size(); }
  /// The case of a run and a perspective, or nullptr.
  const Case* find(std::size_t run, Perspective perspective) const;
};

Contents contents_of(const Booklet& booklet, const Manifest& manifest);

/// "GBP, real 2024-25 prices".
std::string pounds_unit(const Runs& runs);

/// The row of the reconciliation sheet that adds up all others, the last.
inline constexpr std::string_view reconciliation_row = "All together";

Sheet cover_sheet(const Contents& contents);
Sheet summary_sheet(const Contents& contents);
Sheet scenarios_sheet(const Contents& contents);
Sheet appraisal_sheet(const Contents& contents);
Sheet reconciliation_sheet(const Contents& contents);
Sheet cash_flows_sheet(const Contents& contents);
Sheet discounting_sheet(const Contents& contents);
Sheet ledger_sheet(const Contents& contents);
Sheet draws_sheet(const Contents& contents); ///< where there are draws
Sheet chart_over_time_sheet(const Contents& contents);
Sheet chart_who_pays_sheet(const Contents& contents);
Sheet payers_sheet(const Contents& contents);
Sheet assumptions_sheet(const Contents& contents);
Sheet sources_sheet();
Sheet notes_sheet(const Contents& contents);

} // namespace headwater::outputs::sheets
