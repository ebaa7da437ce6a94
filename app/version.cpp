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

std::filesystem::path home() {
  static const fs::path found = find_home();
  return found;
}
std::filesystem::path shipped_scenarios_folder() { return home() / "scenarios"; }
std::filesystem::path areas_folder() { return home() / "calibration" / "data" / "areas"; }
std::filesystem::path published_file() { return home() / "calibration" / "data" / "published.csv"; }
std::filesystem::path priors_file() { return home() / "calibration" / "data" / "priors.csv"; }
std::filesystem::path deflator_file() { return home() / "outputs" / "data" / "deflator.csv"; }
std::filesystem::path payers_file() { return home() / "outputs" / "data" / "payer_shares.csv"; }
std::filesystem::path discount_rates_file() { return home() / "outputs" / "data" / "discount_rates.csv"; }

} // namespace headwater::app
