#include "app/terminal/study_options.hpp"

#include "app/terminal/option_readers.hpp"

namespace headwater::app {

void add_study_options(CLI::App& verb, StudyRequest& request) {
  add_text(verb, "--area", request.area,
           "Scotland or a council (headwater list areas); default: Scotland, or the area the scenarios name");
  add_whole_number(verb, "--horizon", request.horizon, 2027, model::last_horizon, "Last 31 July");
  add_text(verb, "--price-base", request.price_base, "Real prices of a fiscal year such as 2024-25, or nominal")
      ->capture_default_str();
}

} // namespace headwater::app
