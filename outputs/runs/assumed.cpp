#include "outputs/runs/assumed.hpp"

#include "model/quantities/parameters.hpp"

#include <fmt/format.h>

namespace headwater::outputs {

std::string set_in_words(const std::vector<SetParameter>& assumed, bool only_here) {
  std::string words;
  for (const SetParameter& set : assumed) {
    if (set.only_here == only_here) {
      words += fmt::format("{}{} {:.6g} (otherwise {:.6g})", words.empty() ? "" : ", ",
                           model::parameters()[set.parameter].name, set.value, set.usual);
    }
  }
  return words;
}

std::string assumed_in_words(const std::string& scenario, const std::vector<SetParameter>& assumed) {
  const std::string both = set_in_words(assumed, false);
  const std::string here = set_in_words(assumed, true);
  std::string words;
  if (!both.empty()) {
    words = fmt::format("{} assumes {}, and so does what it is compared with: the difference between the two is what "
                        "the plan does in such a world, not what the assumption does.",
                        scenario, both);
  }
  if (!here.empty()) {
    words += fmt::format("{}{} assumes {} only for itself: what it is compared with does not, so the difference "
                         "between the two holds what the assumption does.",
                         words.empty() ? "" : " ", scenario, here);
  }
  return words;
}

} // namespace headwater::outputs
