#include "app/version.hpp"

namespace headwater::app {

std::string version() { return HEADWATER_VERSION; }
std::string commit() { return HEADWATER_COMMIT; }

ShippedFiles shipped() { return {HEADWATER_HOME}; }

} // namespace headwater::app
