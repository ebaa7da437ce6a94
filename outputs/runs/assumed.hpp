// What a scenario assumes of the world: the parameters that its files set otherwise than the place does.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace headwater::outputs {

struct SetParameter {
  std::size_t parameter = 0; ///< position in the table of parameters
  double value = 0.0;        ///< as the scenario sets it, in the unit of the table
  double usual = 0.0;        ///< in the place, without the scenario
  bool only_here = false;    ///< whether what the scenario is compared with has the usual value
};

/// "support_effect 0.35 (otherwise 0.45)", one after another; empty where nothing is set. `only_here` chooses between
/// those that hold on both sides of the comparison and those that do not.
std::string set_in_words(const std::vector<SetParameter>& assumed, bool only_here);

/// All of them in a sentence or two, each beginning with the name of the scenario; empty where nothing is set.
std::string assumed_in_words(const std::string& scenario, const std::vector<SetParameter>& assumed);

} // namespace headwater::outputs
