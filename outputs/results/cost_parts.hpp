// The parts of cost: every category that is in an account belongs to one of them, so parts add up to the whole wherever
// they are shown. Failure demand is that of care-experienced people, and means nothing else on any page.
#pragma once

#include "model/quantities/stocks.hpp"
#include "model/solve/annual_record.hpp"
#include "model/solve/fiscal_year.hpp"
#include "outputs/results/ledger.hpp"

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace headwater::outputs {

enum class CostPart : std::uint8_t {
  support,              ///< universal and targeted support, and adult services for parents
  aftercare,            ///< aftercare and continuing care
  care_system,          ///< the care system without these
  failure_demand,       ///< of care-experienced people
  wider_failure_demand, ///< the same services, used by people never in care
  lost_tax,
  parents_need,     ///< what parents' need costs above 2011, without services for it
  people,           ///< income that people lose: no public money
  beyond_care,      ///< gains beyond care, below 0 where there are any: added only where asked
  poverty_transfer, ///< likewise
};
inline constexpr std::size_t cost_part_count = 10;
inline constexpr std::array cost_parts{CostPart::support,
                                       CostPart::aftercare,
                                       CostPart::care_system,
                                       CostPart::failure_demand,
                                       CostPart::wider_failure_demand,
                                       CostPart::lost_tax,
                                       CostPart::parents_need,
                                       CostPart::people,
                                       CostPart::beyond_care,
                                       CostPart::poverty_transfer};

/// The parts of what the public purse pays, which add up to it: without people, and of what is only added where asked what
/// is.
std::vector<CostPart> purse_parts(const Included& included);

/// The part that a category belongs to. No memo belongs to any: std::invalid_argument.
CostPart part_of(model::Category category);

/// "failure_demand".
std::string_view name(CostPart part);
/// As charts name it: "Failure demand".
std::string_view label(CostPart part);
/// As the head of a narrow column: "failure demand".
std::string_view short_label(CostPart part);

/// What is paid for a part over a fiscal year, GBP million of 2019-20 prices; gains with the sign turned.
double cost_of(const model::AnnualRecord& record, model::FiscalYear year, CostPart part);

} // namespace headwater::outputs
