// export: the model for others, as documents.
#include "app/study/inputs.hpp"
#include "app/terminal/exit_code.hpp"
#include "app/terminal/option_readers.hpp"
#include "app/verbs/verbs.hpp"
#include "app/version.hpp"

#include "model/document/loop_table.hpp"
#include "model/document/markdown.hpp"
#include "scenarios/schema.hpp"

#include <fmt/format.h>

#include <memory>

namespace headwater::app {
namespace {

struct Document {
  const char* name;
  std::string (*text)();
};

constexpr Document documents[] = {
    {"equations", &model::equations_markdown}, {"parameters", &model::parameters_markdown},
    {"stocks", &model::stocks_markdown},       {"sources", &model::sources_markdown},
    {"schema", &scenarios::scenario_schema},   {"traceability", &model::traceability_markdown},
};
constexpr const char* loops = "loops"; // which alone has to run the model, and so to read scenarios

int export_loops(const Screen& screen) {
  StudyRequest request;
  request.scenarios = {"continue-as-now", "keep-the-promise", "cuts"};
  const auto read = read_inputs(request, shipped());
  if (!read.value) {
    say_problems(screen, read.problems);
    return invalid_input;
  }
  model::LoopPlans plans;
  for (const scenarios::Scenario& scenario : read.value->scenarios) {
    (scenario.id == "keep-the-promise" ? plans.promise
     : scenario.id == "cuts"           ? plans.cuts
                                       : plans.baseline) = scenario.plan;
  }
  answer(model::loops_markdown(model::make_loop_table(read.value->drivers, plans)));
  return done;
}

int export_document(const Screen& screen, const std::string& name) {
  if (name == loops) {
    return export_loops(screen);
  }
  for (const Document& document : documents) {
    if (document.name == name) {
      answer(document.text());
    }
  }
  return done;
}

} // namespace

void add_export(CLI::App& app, const Screen& screen, Action& chosen) {
  auto name = std::make_shared<std::string>();
  CLI::App* verb =
      app.add_subcommand("export", "The model for others: equations and tables as Markdown, the scenario schema");
  verb->footer(
      "Examples:\n  headwater export equations > EQUATIONS.md\n  headwater export schema > scenario.schema.json\n");
  std::vector<std::string> names;
  for (const Document& document : documents) {
    names.emplace_back(document.name);
  }
  names.emplace_back(loops);
  add_choice(*verb, "what", *name, names, "What to export")->required();
  verb->callback([name, &screen, &chosen] { chosen = [name, &screen] { return export_document(screen, *name); }; });
}

} // namespace headwater::app
