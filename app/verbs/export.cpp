// export: the model for others, as documents.
#include "app/terminal/exit_code.hpp"
#include "app/terminal/option_readers.hpp"
#include "app/verbs/verbs.hpp"

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
    {"schema", &scenarios::scenario_schema},
};

int export_document(const std::string& name) {
  for (const Document& document : documents) {
    if (document.name == name) {
      answer(document.text());
    }
  }
  return done;
}

} // namespace

void add_export(CLI::App& app, const Screen& /*screen*/, Action& chosen) {
  auto name = std::make_shared<std::string>();
  CLI::App* verb =
      app.add_subcommand("export", "The model for others: equations and tables as Markdown, the scenario schema");
  verb->footer(
      "Examples:\n  headwater export equations > EQUATIONS.md\n  headwater export schema > scenario.schema.json\n");
  std::vector<std::string> names;
  for (const Document& document : documents) {
    names.emplace_back(document.name);
  }
  add_choice(*verb, "what", *name, names, "What to export")->required();
  verb->callback([name, &chosen] { chosen = [name] { return export_document(*name); }; });
}

} // namespace headwater::app
