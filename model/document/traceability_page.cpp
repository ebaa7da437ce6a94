#include "model/document/markdown.hpp"
#include "model/document/markdown_text.hpp"
#include "model/document/mechanisms.hpp"

#include <array>

namespace headwater::model {
namespace {

std::string parts_of_kinds(const Mechanism& row, std::initializer_list<std::string_view> kinds) {
  std::string text;
  for (const std::string& part : names_in_list(row.parts)) {
    const std::size_t colon = part.find(':');
    for (const std::string_view kind : kinds) {
      if (part.substr(0, colon) == kind) {
        text += (text.empty() ? "" : ", ") + code(part.substr(colon + 1));
      }
    }
  }
  return text;
}

std::string codes(std::string_view list) {
  std::string text;
  for (const std::string& name : names_in_list(list)) {
    text += (text.empty() ? "" : ", ") + code(name);
  }
  return text;
}

std::string count(Priority priority, MechanismStatus status) {
  std::size_t rows = 0;
  for (const Mechanism& row : mechanisms()) {
    rows += row.priority == priority && row.status == status ? 1 : 0;
  }
  return rows == 0 ? "" : std::to_string(rows);
}

} // namespace

std::string traceability_markdown() {
  std::string text = generated("Traceability", "`model/quantities/mechanisms.def`", "traceability");
  text +=
      "What the founding documents of The Promise ask of a simulation, row by row, and what in the model answers: "
      "what an equation gives, the parameters it rests on, the levers, settings and loops by which it can be "
      "asked, and the outputs (annual ones, measures, or tables of results) that show it. The documents give structure "
      "and what to measure; none of them gives a rate or the size of an effect, so every number comes from elsewhere, "
      "with its grade ([parameters](PARAMETERS.md), [sources](SOURCES.md)).\n\n"
      "Met and partly are said of the equations; the last column names what no output shows yet. Documents, with "
      "the line: 000 briefing on adult health and social care, 001 on children's social care, 002 on family "
      "support (Autumn 2020); 003 response to the consultation on a National Care Service (November 2021); 004 "
      "report to the Moray Community Planning Board (November 2020).\n\n";
  {
    Table table(text, {"priority", "met", "partly", "missing", "note"});
    constexpr std::array<std::string_view, 3> words{"A, core", "B, second wave", "C, note"};
    for (const Priority priority : {Priority::A, Priority::B, Priority::C}) {
      table.row({std::string(words[static_cast<std::size_t>(priority)]), count(priority, MechanismStatus::met),
                 count(priority, MechanismStatus::partly), count(priority, MechanismStatus::missing),
                 count(priority, MechanismStatus::note)});
    }
  }
  {
    Table table(text, {"row", "source", "mechanism", "priority", "status", "equations", "parameters",
                       "levers, settings, loops", "outputs", "not shown yet"});
    for (const Mechanism& row : mechanisms()) {
      table.row({std::to_string(row.number), std::string(row.sources), plain(row.mechanism),
                 std::string(1, "ABC"[static_cast<std::size_t>(row.priority)]), std::string(in_words(row.status)),
                 parts_of_kinds(row, {"stock", "flow", "auxiliary", "counter", "cost category"}),
                 parts_of_kinds(row, {"parameter"}), parts_of_kinds(row, {"lever", "setting", "loop"}),
                 codes(row.outputs), plain(row.lacks)});
    }
  }
  text.pop_back();
  return text;
}

} // namespace headwater::model
