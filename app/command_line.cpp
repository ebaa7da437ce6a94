#include "app/command_line.hpp"

#include "app/terminal/exit_code.hpp"
#include "app/terminal/option_readers.hpp"
#include "app/verbs/verbs.hpp"
#include "app/version.hpp"

#include "outputs/files/results_folder.hpp"
#include "scenarios/reading/nearest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace headwater::app {
namespace {

constexpr const char* examples = R"(Headwater: if money goes upstream, into families, what happens downstream?

Examples:
  headwater run                            every shipped scenario, for Scotland
  headwater run my-plan.toml --area Moray  a plan of your own, for a council
  headwater check my-plan.toml             is the file sound? nothing is run
  headwater list levers                    what a plan can change, and how far
  headwater explain support_effect         one number: meaning, unit, source, where used
  headwater explain-difference cuts keep-the-promise   which levers make the difference
  headwater compare results/a results/b    two results folders: settings, then every number that moved
  headwater sensitivity keep-the-promise   which assumptions move the answer
  headwater reach my-plan.toml --target 9200 --at 2035-07-31   how much of its levers that takes
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
      const std::string nearest = scenarios::nearest(word, names);
      if (!nearest.empty()) {
        return fmt::format("Did you mean {}?", nearest);
      }
    }
  }
  return "";
}

/// An option whose value is left out after "=": CLI11 would take the next word for it.
std::string option_without_value(int argc, char** argv) {
  for (int i = 1; i < argc && std::string_view(argv[i]) != "--"; ++i) {
    const std::string_view word = argv[i];
    if (word.starts_with("--") && word.find('=') == word.size() - 1) {
      return std::string(word.substr(0, word.size() - 1));
    }
  }
  return "";
}

/// Says what CLI11 says, help on stdout and a slip on stderr.
int told(const CLI::App& app, const CLI::ParseError& error) {
  std::ostringstream out;
  std::ostringstream err;
  const int code = app.exit(error, out, err);
  answer(out.str());
  std::string said = err.str();
  if (!said.empty()) {
    said.pop_back(); // its line end
    complain(said);
  }
  return code;
}

int called(int argc, char** argv) {
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
  add_choice(app, "--color", colour, {"auto", "always", "never"}, "When to colour");
  add_run(app, screen, chosen);
  add_check(app, screen, chosen);
  add_list(app, screen, chosen);
  add_explain(app, screen, chosen);
  add_explain_difference(app, screen, chosen);
  add_compare(app, screen, chosen);
  add_sensitivity(app, screen, chosen);
  add_reach(app, screen, chosen);
  add_calibrate(app, screen, chosen);
  add_export(app, screen, chosen);

  if (const std::string option = option_without_value(argc, argv); !option.empty()) {
    complain(option + ": nothing stands after the =");
    return wrong_usage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      return told(app, error);
    }
    told(app, error);
    const std::string hint = nearest_hint(app, argc, argv);
    if (!hint.empty()) {
      complain(hint);
    }
    return wrong_usage;
  }
  screen.colour = colour == "always" ? Colour::always : colour == "never" ? Colour::never : Colour::automatic;
  if (licences) {
    answer(notice());
    return done;
  }
  if (!chosen) {
    answer(app.help());
    return done;
  }
  try {
    return chosen();
  } catch (const outputs::CannotWrite& error) {
    complain(error.what());
    return cannot_write;
  } catch (const MissingHome& error) {
    complain(error.what());
    return invalid_input;
  } catch (const std::exception& error) {
    complain(error.what());
    return run_failed;
  }
}

} // namespace

int answered(int argc, char** argv) {
  open_streams();
  const int code = called(argc, argv);
  const std::string unwritten = unwritten_answer();
  if (!unwritten.empty()) {
    complain(unwritten);
  }
  return code == done && !unwritten.empty() ? cannot_write : code;
}

} // namespace headwater::app
