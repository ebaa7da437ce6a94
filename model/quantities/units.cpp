#include "model/quantities/units.hpp"

namespace headwater::model {

std::string to_string(const Unit& unit) {
  static constexpr std::array<std::string_view, dimension_count> words{"families", "persons", "posts", "households",
                                                                       "GBPm",     "harm",    "yr"};
  std::string above;
  std::string below;
  for (std::size_t i = 0; i < dimension_count; ++i) {
    for (int n = unit.power[i]; n > 0; --n) {
      above += (above.empty() ? "" : "*") + std::string(words[i]);
    }
    for (int n = unit.power[i]; n < 0; ++n) {
      below += "/" + std::string(words[i]);
    }
  }
  return (above.empty() ? "1" : above) + below;
}

} // namespace headwater::model
