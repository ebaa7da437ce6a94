// calibrate, in a program that was built without the libraries it takes.
#include "app/terminal/exit_code.hpp"
#include "app/verbs/verbs.hpp"

namespace headwater::app {

void add_calibrate(CLI::App& app, const Screen& /*screen*/, Action& chosen) {
  CLI::App* verb = app.add_subcommand("calibrate", "Fit the model to published figures (not in this build)");
  verb->allow_extras();
  verb->callback([&chosen] {
    chosen = [] {
      complain("This program was built without what calibrates: install the packages of the line `fitting` "
               "of .ci/packages and build again; `./headwater calibrate` does both.");
      return static_cast<int>(run_failed);
    };
  });
}

} // namespace headwater::app
