// headwater: if money goes upstream, into families, what happens downstream, to whom, to which purse, and when?
#include "app/exit_code.hpp"
#include "app/verbs.hpp"
#include "app/version.hpp"

#include "outputs/files/results_folder.hpp"
#include "scenarios/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

namespace {

using namespace headwater::app;

constexpr const char* examples = R"(Headwater: if money goes upstream, into families, what happens downstream?

Examples:
  headwater run                            every shipped scenario, for Scotland
  headwater run my-plan.toml --area Moray  a plan of your own, for a council
  headwater check my-plan.toml             is the file sound? nothing is run
  headwater list levers                    what a plan can change, and how far
  headwater explain support_effect         one number: meaning, unit, source, where used
  headwater explain-difference cuts keep-the-promise   which levers make the difference
  headwater sensitivity keep-the-promise   which assumptions move the answer
  headwater calibrate                      the model fitted to what was published, and how far to trust that

`headwater VERB --help` says more about a verb.
)";

// CLI11 says what is wrong; this adds the nearest valid name where a verb or an option is mistyped.
std::string nearest_hint(const CLI::App& app, int argc, char** argv) {
  std::vector<std::string> names;
  const CLI::App* verb = &app;
  for (const CLI::App* known : app.get_subcommands({})) {
    names.push_back(known->get_name());
    if (argc > 1 && known->get_name() == argv[1]) {
      verb = known;
    }
  }
  for (const CLI::Option* option : verb->get_options()) {
    for (const std::string& name : option->get_lnames()) {
      names.push_back("--" + name);
    }
  }
  for (int i = 1; i < argc; ++i) {
    const std::string word = std::string(argv[i]).substr(0, std::string(argv[i]).find('='));
    const bool is_known = std::find(names.begin(), names.end(), word) != names.end();
    if (!is_known && (i == 1 || word.starts_with("--"))) {
      const std::string nearest = headwater::scenarios::nearest(word, names);
      if (!nearest.empty()) {
        return fmt::format("Did you mean {}?\n", nearest);
      }
    }
  }
  return "";
}

} // namespace

int main(int argc, char** argv) {
  CLI::App app{""};
  app.name("headwater");
  app.description(examples);
  app.set_version_flag("--version", "headwater " + version() + " (" + commit() + ")");
  bool licences = false;
  app.add_flag("--licences", licences, "What is built in, and its licences");
  app.require_subcommand(0, 1);
  app.fallthrough();

  Screen screen;
  Action chosen;
  app.add_flag("--json", screen.json, "Results as JSON on stdout");
  app.add_flag("--quiet", screen.quiet, "No messages on stderr, only problems");
  std::string colour = "auto";
  app.add_option("--color", colour, "When to colour")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
  add_run(app, screen, chosen);
  add_check(app, screen, chosen);
  add_list(app, screen, chosen);
  add_explain(app, screen, chosen);
  add_explain_difference(app, screen, chosen);
  add_sensitivity(app, screen, chosen);
  add_calibrate(app, screen, chosen);
  add_export(app, screen, chosen);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      return app.exit(error);
    }
    app.exit(error);
    fmt::print(stderr, "{}", nearest_hint(app, argc, argv));
    return wrong_usage;
  }
  screen.colour = colour == "always" ? Colour::always : colour == "never" ? Colour::never : Colour::automatic;
  if (licences) {
    fmt::print("{}", notice());
    return done;
  }
  if (!chosen) {
    fmt::print("{}", app.help());
    return done;
  }
  try {
    return chosen();
  } catch (const headwater::outputs::CannotWrite& error) {
    fmt::print(stderr, "{}\n", error.what());
    return cannot_write;
  } catch (const MissingHome& error) {
    fmt::print(stderr, "{}\n", error.what());
    return invalid_input;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return run_failed;
  }
}
