// The prevention tag: which level of prevention each line of the ledger is, and what share of spending is preventive.
//
//   primary, secondary, tertiary = preventive        acute = the response to what has happened        untagged = no spending
//
//   preventive share = (primary + secondary + tertiary) / (primary + secondary + tertiary + acute)
//
// The levels are the Scottish Government Prevention Unit's ("Defining Prevention"). Which category is which is a table of
// data that a user may replace. The share says how money is tagged, not that it works, and it rises as well where care
// costs less.
#pragma once

#include "outputs/results/ledger.hpp"
#include "scenarios/reading/input_file.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::outputs {

enum class PreventionLevel : std::uint8_t { primary, secondary, tertiary, acute, untagged };
inline constexpr std::size_t prevention_level_count = 5;
inline constexpr std::array prevention_levels{PreventionLevel::primary, PreventionLevel::secondary,
                                              PreventionLevel::tertiary, PreventionLevel::acute,
                                              PreventionLevel::untagged};
/// "primary".
std::string_view name(PreventionLevel level);

/// An amount or a share for each level.
using ByLevel = std::array<double, prevention_level_count>;

/// One row of the table.
struct PreventionShare {
  model::Category category;
  std::optional<Component> component; ///< none: of all components that have no row of their own
  PreventionLevel level;
  double share; ///< 0 to 1; the shares of a category, or of a component with rows of its own, sum to 1
};

struct PreventionTable {
  std::vector<PreventionShare> rows;

  /// How the money of a line is shared out over levels, summing to 1.
  ByLevel shares(model::Category category, Component component) const;
};

/// Reads a table with the header `category,level,share,grade,source,note`, such as outputs/data/prevention_levels.csv;
/// lines that open with # are comments. Every problem at once: an unknown category, component or level (with the
/// nearest), a share outside 0 to 1, a pair stated twice, a category whose shares do not sum to 1 or that is missing, a
/// memo, an unknown grade, a source left out.
scenarios::Read<PreventionTable> read_prevention_table(const scenarios::InputFile& file);

/// Of what spending the preventive share is.
enum class SpendingOn : std::uint8_t {
  childrens_services, ///< universal and targeted support and the care system: the operating cost of Follow the Money
  public_services,    ///< every line of a public payer that totals count
};
inline constexpr std::array spending_on{SpendingOn::childrens_services, SpendingOn::public_services};
/// "childrens_services".
std::string_view name(SpendingOn on);
/// "children's services".
std::string_view label(SpendingOn on);

/// What a run spends on each level over a fiscal year.
struct PreventionSpend {
  FiscalYear year;
  ByLevel gbp_million{}; ///< constant 2019-20 prices; all five sum to the lines of the ledger they are made of

  double preventive() const; ///< primary, secondary and tertiary
  double tagged() const;     ///< those and acute
  /// Preventive of tagged, 0 to 1.
  double share() const { return preventive() / tagged(); }
};

/// Whether a line is part of a kind of spending.
bool is_spent_on(SpendingOn on, const LedgerLine& line, const Included& included);

/// Of every fiscal year of a ledger, in order.
std::vector<PreventionSpend> prevention_path(const std::vector<LedgerLine>& lines, const PreventionTable& table,
                                             SpendingOn on, const Included& included);

} // namespace headwater::outputs
