#include "app/version.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <vector>

extern "C" const char headwater_notice[];

namespace headwater::app {
namespace {

namespace fs = std::filesystem;

bool is_home(const fs::path& folder) {
  std::error_code none;
  return fs::is_regular_file(folder / "calibration" / "data" / "published.csv", none) &&
         fs::is_directory(folder / "scenarios", none) && fs::is_directory(folder / "outputs" / "data", none);
}

fs::path find_home() {
  if (const char* named = std::getenv("HEADWATER_HOME"); named != nullptr && *named != '\0') {
    if (!is_home(named)) {
      throw MissingHome(fmt::format("HEADWATER_HOME is {}, but the scenarios and figures of Headwater are not there "
                                    "(wanted: scenarios, calibration/data, outputs/data)",
                                    named));
    }
    return fs::canonical(named);
  }
  std::error_code none;
  const fs::path program = fs::read_symlink("/proc/self/exe", none).parent_path();
  const fs::path installed = (program.parent_path() / "share" / "headwater").lexically_normal();
  if (is_home(installed)) {
    return fs::canonical(installed);
  }
  for (fs::path above = program; above.has_relative_path(); above = above.parent_path()) {
    if (is_home(above)) {
      return above;
    }
  }
  if (is_home(HEADWATER_HOME)) {
    return HEADWATER_HOME;
  }
  throw MissingHome(fmt::format("the scenarios and figures of Headwater are neither in {} nor in {}; the environment "
                                "variable HEADWATER_HOME can name the folder they are in",
                                installed.string(), HEADWATER_HOME));
}

} // namespace

std::string version() { return HEADWATER_VERSION; }
std::string commit() { return HEADWATER_COMMIT; }
std::string notice() { return static_cast<const char*>(headwater_notice); }

ShippedFiles shipped() {
  static const fs::path home = find_home();
  return {home};
}

} // namespace headwater::app
