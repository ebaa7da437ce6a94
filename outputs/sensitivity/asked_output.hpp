// An output that is asked for by name, and read off the records of a scenario and its baseline.
//
//   looked_after         a quantity of annual.csv in a fiscal year, or its change from the baseline
//   net_position         (and net_position_cumulative) of the public purse, in a fiscal year
//   npv, payback_year    a measure of the appraisal, for a perspective
//
// A goal is a condition on one of them: "looked_after_away_change@2035 < 0".
#pragma once

#include "outputs/appraisal/appraisal.hpp"
#include "outputs/runs/runs.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace headwater::outputs {

enum class OutputKind : std::uint8_t { quantity, position, measure };

struct AskedOutput {
  std::string name;
  OutputKind kind;
  bool change = false;                                 ///< of a quantity: its difference from the baseline
  std::string unit;                                    ///< "GBP", "fiscal year", ...
  FiscalYear year{0};                                  ///< of a quantity or position
  Perspective perspective = Perspective::public_purse; ///< of a measure

  bool is_year() const { return unit == "fiscal year"; }
  bool needs_baseline() const { return change || kind != OutputKind::quantity; }
  /// "net present value (public purse)", "looked after, change from the baseline, 2040-41".
  std::string in_words() const;
};

enum class Comparing : std::uint8_t { less, at_most, more, at_least };

struct Goal {
  AskedOutput output;
  Comparing comparing;
  double bound;
  std::string text; ///< as it was stated

  /// Not by what is no value: a year that never comes, a ratio that a run does not have.
  bool met_by(double value) const;
};

/// For each run, of which there is a row of the goals' outputs, whether it misses a goal: adding a goal can only add
/// misses. Nothing where the row is empty, as the run failed.
std::vector<std::optional<bool>> missed(const std::vector<Goal>& goals, const std::vector<std::vector<double>>& rows);

/// Outputs by name, for a run and the baseline it is compared with.
class OutputNames {
public:
  OutputNames(const Runs& runs, const ScenarioRun& run, Perspective perspective);

  /// The output, or what is wrong with the name, the nearest one with it.
  std::variant<AskedOutput, std::string> find(std::string_view name, bool change, FiscalYear year) const;
  /// NAME[_change][@YEAR] (< <= > >=) NUMBER; without a year, `year`. A number may be a fiscal year.
  std::variant<Goal, std::string> goal(const std::string& text, FiscalYear year) const;
  /// A fiscal year such as 2040-41 or 2040 that the run covers whole, or what is wrong with it.
  std::variant<FiscalYear, std::string> year(std::string_view text) const;

private:
  int horizon_;
  Perspective perspective_;
  std::vector<AppraisalMeasure> measures_;
};

/// The values of outputs of a comparison, in their order; money in the price base, measures as the appraisal has them.
/// A fiscal year is its first calendar year; where there is none, infinite for never (a plan that never needed money
/// paid back in the first year of the comparison). Not a number: no value.
std::vector<double> read_outputs(const std::vector<AskedOutput>& outputs, const Compared& compared,
                                 const Prices& prices, const AppraisalBasis& basis);

/// "£194 million", "2033-34", "6,301", "0.27": a value of an output as a sentence says it.
std::string in_words(const AskedOutput& output, double value);
/// Three digits or whole numbers: "0.0238", "1,031,800".
std::string number_in_words(double value);
/// The same of a parameter's value; a calendar year is written as one: "2036".
std::string in_words(const model::Parameter& parameter, double value);

} // namespace headwater::outputs
