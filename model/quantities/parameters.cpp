// The check of the table of parameters, made once, when this file is compiled.
#include "model/quantities/parameters.hpp"

namespace headwater::model {
namespace {

constexpr bool table_is_sound() {
  for (const Parameter& row : parameters()) {
    if (!all_sources_known(row.source) || !unit(row.unit).known || !(row.low <= row.value && row.value <= row.high)) {
      return false;
    }
  }
  return true;
}
static_assert(table_is_sound(),
              "parameters.def: a row cites an unknown source or unit, or its default is outside its range");

} // namespace
} // namespace headwater::model
