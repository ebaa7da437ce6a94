#include "app/study_options.hpp"

namespace headwater::app {

void add_study_options(CLI::App& verb, StudyRequest& request) {
  verb.add_option("--area", request.area,
                  "Scotland or a council (headwater list areas); default: Scotland, or the area the scenarios name");
  verb.add_option("--horizon", request.horizon, "Last 31 July")
      ->check(CLI::Range(2027, model::last_horizon))
      ->capture_default_str();
  verb.add_option("--price-base", request.price_base, "Real prices of a fiscal year such as 2024-25, or nominal")
      ->capture_default_str();
}

} // namespace headwater::app
