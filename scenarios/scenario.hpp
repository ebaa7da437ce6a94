// A scenario: what a planner asks, as one file states it together with the files it builds on.
#pragma once

#include "model/quantities/plan.hpp"
#include "scenarios/deflator.hpp"
#include "scenarios/kind.hpp"
#include "scenarios/loan.hpp"
#include "scenarios/payers.hpp"
#include "scenarios/reading/input_file.hpp"
#include "scenarios/reading/problem.hpp"
#include "scenarios/schedule.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::scenarios {

/// The first fiscal year in which a plan may begin without beginning in the past.
inline constexpr model::FiscalYear plans_begin{2026};

/// One [[lever]] as it was stated, for tables. Either start, ramp and amount, or a schedule. A [[move]] is two of them.
struct StatedLever {
  std::size_t lever = 0;     ///< position in the table of levers
  std::string scenario;      ///< id of the file that states it: the scenario itself or one it builds on
  model::FiscalYear start{}; ///< the first fiscal year
  double ramp = 1.0;         ///< years to full effect; not of a schedule
  double amount = 0.0;       ///< in the lever's own unit, money in GBP million a year of 2024-25; not of a schedule
  std::optional<model::FiscalYear> end;   ///< before whose 1 April it stops; of no schedule
  bool moved = false;                     ///< whether the money is taken from a service or comes from one: a [[move]]
  std::optional<model::FiscalYear> until; ///< in which drawing of a loan turns to repayment
  std::optional<LoanTerms> terms;         ///< of a loan by contract, whose draws are `years`
  std::string price_base;           ///< "nominal" or a fiscal year whose prices the file has money in; empty: 2024-25
  std::string schedule;             ///< the CSV file as named; empty where there is none
  std::vector<ScheduledYear> years; ///< what that file says
  std::optional<PayerShares> payer; ///< whose money it is, where it says so
  Position at;                      ///< of the amount or the schedule
};

/// A parameter that the scenario sets to another value than the table or the area does.
struct Override {
  std::size_t parameter;  ///< position in the table of parameters
  double value;           ///< in the unit of the table
  bool only_here = false; ///< `only_in_this_plan`: what the scenario is compared with keeps the value it has

  friend bool operator==(const Override&, const Override&) = default;
};

struct Scenario {
  std::string id;             ///< file name without its extension
  std::filesystem::path file; ///< as it was opened
  Position name_at;           ///< where the file states its name
  std::string name;
  std::string question; ///< empty where none is asked
  std::string area = "Scotland";
  Kind kind = Kind::plan;
  std::string parent;                  ///< id; empty where there is none
  std::string baseline;                ///< id of the first ancestor, which has no parent; its own where it has none
  std::filesystem::path baseline_file; ///< as it was opened
  model::Plan plan;                    ///< levers in 2019-20 prices, ready for the solver
  std::vector<std::optional<PayerShares>> payers; ///< of each step of the plan, whose money it is; empty: not said
  std::optional<PayerShares> payer;               ///< of all money of the plan that does not say whose it is
  std::optional<Loan> loan;                       ///< by contract: what pays for steps of the plan, and is owed
  std::vector<Override> overrides;                ///< in the order of the table, one a parameter
  bool beyond_range = false;                      ///< whether an override may lie outside the range that is believed
  std::vector<StatedLever> levers;                ///< of the first ancestor first
  std::vector<Problem> warnings; ///< levers that go further than what is known; the scenario runs all the same
  std::vector<InputFile> inputs; ///< every file read: this one, its ancestors, their schedules
};

/// Reads a scenario file and the files it builds on. Money in other prices than those of 2024-25 is restated by the
/// deflator, and is a problem where there is none. `shipped_folder` is where the shipped scenarios lie, which any
/// file may name as its parent. Every problem of every one of these files is reported, in the order of file, line and
/// column; there is a value only where there is none.
Read<Scenario> read_scenario(const std::filesystem::path& file, const std::filesystem::path& shipped_folder,
                             const Deflator* deflator = nullptr);

/// Adds to the plan of a scenario what a statement of a lever does: its steps, in the prices of the equations, whose money
/// they are, and the end of a loan. A loan by contract is the council's own money for intensive support, which it borrows:
/// its steps are that lever's, and what is owed stands beside the plan, since a lender's dates depend on nothing that the
/// equations say.
void add_to_plan(Scenario& scenario, const StatedLever& stated);

/// Whose money a statement of a lever is, as it or its plan says; nothing where neither does.
std::optional<PayerShares> payer_of(const Scenario& scenario, const StatedLever& stated);

/// The file an argument means: the name of a shipped scenario, or a path. A problem with the nearest shipped name where
/// it is neither.
Read<std::filesystem::path> find_scenario(std::string_view argument, const std::filesystem::path& shipped_folder);

/// The loops that a plan cuts, in the order of the table.
std::vector<model::Loop> cut_loops(const model::Plan& plan);

/// Reads the scenarios of one run, each argument a shipped name or a path, and checks them as a set.
Read<std::vector<Scenario>> read_scenarios(const std::vector<std::string>& arguments,
                                           const std::filesystem::path& shipped_folder,
                                           const Deflator* deflator = nullptr);

/// What is wrong with scenarios together: results are told apart by id and by name, so no two may share one.
std::vector<Problem> check_set(const std::vector<Scenario>& scenarios);

/// The ids of the scenarios in a folder in the order of the alphabet, `continue-as-now` first. Empty where the folder
/// cannot be read.
std::vector<std::string> shipped_scenarios(const std::filesystem::path& folder);

} // namespace headwater::scenarios
